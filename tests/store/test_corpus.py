"""A corpus: every report exactly once, whatever happens to reports, workers and runs."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from tests import generate
from zq_pipeline.reading import report
from zq_pipeline.reading.document.place import shortest
from zq_pipeline.reading.records import Origin
from zq_pipeline.store.corpus import batch, problems
from zq_pipeline.store.corpus.plan import plan
from zq_pipeline.store.corpus.run import Settings, read_corpus
from zq_pipeline.store.isolation import Limits

COUNT = 40
SMALL = Settings(reports=4)


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> Path:
    """A folder with a file of rows, a folder of texts beside it, and some of each that can't be read."""
    folder = tmp_path_factory.mktemp("corpus")
    lines = list(generate.rows(COUNT, 2))
    lines[7] = "{no json\n"
    lines[9] = json.dumps({"text": ""}) + "\n"
    lines[11] = lines[11].replace('"place_code": "', '"place_code": "../../')
    lines.append(lines[3])
    (folder / "all.jsonl").write_text("".join(lines).rstrip("\n"), encoding="utf-8")
    (folder / "more").mkdir()
    for seed in range(COUNT, COUNT + 6):
        (folder / "more" / f"{seed}.txt").write_text(generate.report(seed, 2)["text"], encoding="utf-8")
    (folder / "more" / "bad.pdf").write_bytes(b"%PDF-1.4")
    (folder / "more" / "link.txt").symlink_to(folder / "all.jsonl")
    return folder


@pytest.fixture(scope="module")
def whole(source, tmp_path_factory) -> Path:
    """What a run without workers, kills and poison gives."""
    out = tmp_path_factory.mktemp("out") / "corpus"
    outcome = read_corpus(source, out, SMALL)
    assert (outcome.reports, outcome.failed, outcome.doubles) == (COUNT + 1 + 7, 4, 1)
    return out


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def table(out: Path, name: str) -> list[dict]:
    return ds.dataset(out / "tables" / name, partitioning="hive").to_table().to_pylist()


def manifest(out: Path) -> dict[str, dict]:
    return {row["input"]: row for row in pq.read_table(out / "tables" / "manifest.parquet").to_pylist()}


def test_every_input_is_in_the_manifest_with_its_result(whole):
    told = manifest(whole)
    assert len(told) == COUNT + 1 + 7
    results = {name: row["result"] for name, row in told.items() if row["result"] != "read"}
    assert results == {
        "all.jsonl#8": "bad-row",
        "all.jsonl#10": "empty-report",
        "all.jsonl#12": "bad-origin",
        f"all.jsonl#{COUNT + 1}": "duplicate-report",
        "more/bad.pdf": "broken-file",
    }
    assert told["more/40.txt"]["province"] == "unknown"
    assert "all.jsonl#4" in told[f"all.jsonl#{COUNT + 1}"]["sentence"]


def test_the_tables_hold_what_the_reader_reads(whole):
    row = generate.report(5, 2)
    reading = report.read(
        row["text"],
        Origin("x", place_code=row["place_code"], publisher=row["source"], review_year=int(row["review_year"])),
    )
    found = [o for o in table(whole, "observation") if o["report"] == reading.key]
    assert [(o["start"], o["quote"], o["value"], o["certainty"], o["doubt"] or "") for o in found] == [
        (o.span.start, o.span.cut(reading.source), o.value, o.certainty.value, ";".join(o.doubt))
        for o in reading.observations
    ]
    assert {o["report_province"] for o in found} == {row["place_code"][:2]}
    keys = [o["observation"] for o in table(whole, "observation")]
    assert len(keys) == len(set(keys)) == sum(r["observations"] or 0 for r in manifest(whole).values())
    assert len(table(whole, "report")) == COUNT + 1 + 7 - 5


def test_what_to_be_wary_of_is_in_the_manifest_and_told(tmp_path):
    (tmp_path / "in").mkdir()
    for name, text in {
        "half": "一、2031年工作总结\n新建书屋2座，改造农村公路1",
        "plan": "一、2032年工作安排\n新建书屋2座。",
    }.items():
        (tmp_path / "in" / f"{name}.txt").write_text(text, encoding="utf-8")
    for _ in range(2):
        outcome = read_corpus(tmp_path / "in", tmp_path / "out", SMALL)
        told = {name: row["warnings"] for name, row in manifest(tmp_path / "out").items()}
        assert [line.partition(": ")[::2] for line in outcome.warnings] == sorted(told.items())
        assert "no_plan: " in told["half.txt"] and " breaks_off: " in told["half.txt"]
        assert told["plan.txt"].startswith("no_review: ")
        assert outcome.warned == 2
    assert {row["warnings"] for row in table(tmp_path / "out", "report")} == {"no_plan;breaks_off", "no_review"}


def test_a_second_run_writes_nothing(source, whole):
    before = {p: p.stat().st_mtime_ns for p in whole.rglob("*")}
    outcome = read_corpus(source, whole, SMALL)
    assert (outcome.fresh, outcome.written) == (0, False)
    assert {p: p.stat().st_mtime_ns for p in whole.rglob("*")} == before


def test_a_new_report_is_read_and_no_other(source, whole, tmp_path):
    copy, out = tmp_path / "in", tmp_path / "out"
    copy.mkdir()
    for name, content in tree(source).items():
        (copy / name).parent.mkdir(exist_ok=True)
        (copy / name).write_bytes(content)
    (copy / "more" / "link.txt").unlink()
    read_corpus(copy, out, SMALL)
    assert tree(out / "tables") == tree(whole / "tables"), "the same inputs give the same bytes"
    (copy / "more" / "99.txt").write_text(generate.report(99, 2)["text"], encoding="utf-8")
    outcome = read_corpus(copy, out, SMALL)
    assert (outcome.reports, outcome.fresh, outcome.written) == (COUNT + 1 + 8, 1, True)
    for path in (copy / "more").glob("*.txt"):
        path.unlink()
    assert read_corpus(copy, out, SMALL).reports == COUNT + 2
    assert len(list((out / ".batches").glob("*"))) == read_corpus(copy, out, SMALL).batches


def test_batches_stay_when_a_file_comes(tmp_path):
    for number in range(300):
        (tmp_path / f"{number:03}.txt").write_text("x")
    before = set(plan(tmp_path, 10)[1])
    (tmp_path / "150a.txt").write_text("x")
    after = set(plan(tmp_path, 10)[1])
    assert len(after - before) <= 2
    assert sum(len(b.files) for b in after) == 301


@pytest.mark.parametrize(
    ("poison", "code"),
    [("崩", "report-crashed"), ("停", "report-too-slow"), ("转", "report-too-slow"), ("吃", "report-too-hungry")],
)
def test_a_poisonous_report_costs_itself_only(poison, code, tmp_path, monkeypatch):
    lines = list(generate.rows(5, 2))
    lines[2] = lines[2].replace("工作总结", f"工作总结毒：{poison}", 1)
    (tmp_path / "in.jsonl").write_text("".join(lines), encoding="utf-8")
    limits = Limits(seconds=20 if poison == "吃" else 1, memory=700_000_000)
    monkeypatch.setattr(batch, "_READER", "tests.store.poison")
    outcome = read_corpus(tmp_path / "in.jsonl", tmp_path / "out", Settings(reports=5, limits=limits))
    assert (outcome.reports, outcome.failed) == (5, 1)
    results = {name: row["result"] for name, row in manifest(tmp_path / "out").items()}
    assert results == {f"in.jsonl#{n}": code if n == 3 else "read" for n in range(1, 6)}


def test_a_report_whose_reader_somebody_killed_is_read_again(tmp_path, monkeypatch):
    lines = list(generate.rows(5, 2))
    lines[2] = lines[2].replace("工作总结", "工作总结毒：杀", 1)
    (tmp_path / "in.jsonl").write_text("".join(lines), encoding="utf-8")
    settings = Settings(reports=3)
    with monkeypatch.context() as poisoned:
        poisoned.setattr(batch, "_READER", "tests.store.poison")
        assert read_corpus(tmp_path / "in.jsonl", tmp_path / "out", settings).failed == 1
    assert manifest(tmp_path / "out")["in.jsonl#3"]["result"] == "report-interrupted"
    again = read_corpus(tmp_path / "in.jsonl", tmp_path / "out", settings)
    assert (again.failed, again.fresh, again.written) == (0, 1, True)
    assert len(table(tmp_path / "out", "report")) == 5
    assert len(list((tmp_path / "out" / ".batches").iterdir())) == again.batches


def test_a_place_may_be_unknown_but_not_wrong(tmp_path):
    """Rows that say something else than their report: what they lead to."""
    told = (
        ({"place_code": ""}, "read"),
        ({"place_code": "33"}, "bad-origin"),
        ({"place_code": "abc"}, "bad-origin"),
        ({"place_code": "980101003"}, "bad-origin"),
        ({"place_code": "990101003"}, "read"),
        ({"place_code": "330483999"}, "read"),
        ({"review_year": "不详"}, "read"),
        ({"review_year": "2030年"}, "read"),
        ({"review_year": "20x4"}, "bad-origin"),
        ({"review_year": "19999"}, "bad-origin"),
        ({"review_year": "1024"}, "bad-origin"),
        ({"source": "柳溪\x07镇"}, "bad-origin"),
    )
    rows = [json.dumps({**generate.report(seed, 1), **said}) + "\n" for seed, (said, _) in enumerate(told)]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "all.jsonl").write_text("".join(rows), encoding="utf-8")
    (tmp_path / "in" / os.fsdecode(b"\xff.txt")).write_text(generate.report(99, 1)["text"], encoding="utf-8")
    read_corpus(tmp_path / "in", tmp_path / "out", SMALL)
    found = manifest(tmp_path / "out")
    assert found.pop("\\xff.txt")["result"] == "bad-name"
    assert [row["result"] for row in found.values()] == [result for _, result in told]
    assert "all.jsonl#2: place_code" in found["all.jsonl#2"]["sentence"]
    assert {row["place"] for row in table(tmp_path / "out", "report")} <= {
        None,
        *(shortest(r["place_code"]) for r in map(json.loads, rows)),
    }


def test_a_killed_worker_loses_and_doubles_nothing(source, whole, tmp_path):
    killed: list[int] = []

    def kill(receipt, done, size):
        if not killed:
            workers = [p for p in psutil.Process().children() if "spawn_main" in " ".join(p.cmdline())]
            killed.append(workers[0].pid)
            os.kill(workers[0].pid, signal.SIGKILL)

    outcome = read_corpus(source, tmp_path / "out", Settings(reports=4, workers=2), kill)
    assert killed
    assert outcome.reports == COUNT + 1 + 7
    assert tree(tmp_path / "out" / "tables") == tree(whole / "tables")


def test_a_killed_run_goes_on_where_it_stopped(source, whole, tmp_path):
    out = tmp_path / "out"
    program = f"""if True:
        import os, signal
        from pathlib import Path
        from zq_pipeline.store.corpus.run import Settings, read_corpus

        done = []
        def stop(receipt, *_):
            done.append(receipt)
            if len(done) == 3:
                os.kill(os.getpid(), signal.SIGKILL)

        read_corpus(Path({str(source)!r}), Path({str(out)!r}), Settings(reports=4), stop)
    """
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == -signal.SIGKILL
    (out / ".batches" / ".half-written").mkdir()
    kept = len(list((out / ".batches").glob("[!.]*")))
    outcome = read_corpus(source, out, SMALL)
    assert 3 == kept < outcome.batches
    assert outcome.fresh <= outcome.batches - 3
    assert tree(out / "tables") == tree(whole / "tables")
    assert not (out / ".batches" / ".half-written").exists()


def test_a_folder_of_something_else_is_left_alone(source, tmp_path):
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(problems.CorpusForeign):
        read_corpus(source, tmp_path, SMALL)
    with pytest.raises(problems.NoCorpus):
        read_corpus(tmp_path / "none", tmp_path / "out", SMALL)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["mine.txt", "out"]
