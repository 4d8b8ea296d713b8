"""A corpus and what is told of its reports beside them: titles, origins, corrections, invented places."""

import json
from pathlib import Path

import pyarrow.dataset as ds
import pyarrow.parquet as pq

from zq_pipeline.store.corpus.run import Settings, read_corpus
from zq_pipeline.store.readers.rows import COLUMNS

TEXT = "一、2030年工作总结\n（一）民生改善。新建冷库3座，改造农村公路12公里。\n二、2031年工作思路\n新建冷库4座。\n"


def entry(start: int, quote: str, **said: str) -> str:
    """A correction of the value at an offset, or of a report named as well."""
    where = "".join(f'{name} = "{value}"\n' for name, value in said.items())
    about = 'why = "更正"\nby = "王"\ndate = "2031-02-04"\n'
    return f'[[correction]]\n{where}start = {start}\nquote = "{quote}"\nset = {{value = "5"}}\n{about}'


def table(out: Path, name: str) -> list[dict]:
    return ds.dataset(out / "tables" / name, partitioning="hive").to_table().to_pylist()


def manifest(out: Path) -> dict[str, dict]:
    return {row["input"]: row for row in pq.read_table(out / "tables" / "manifest.parquet").to_pylist()}


def put(path: Path, said: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(said, encoding="utf-8")


def rows(*said: dict[str, str]) -> str:
    return "".join(json.dumps({"text": TEXT, **one}, ensure_ascii=False) + "\n" for one in said)


def values(out: Path) -> dict[tuple[str, str], str]:
    return {
        (row["report"], row["quote"]): f"{row['value']:f}".rstrip("0").rstrip(".") for row in table(out, "observation")
    }


def test_titles_give_place_and_year_and_tie_the_years(tmp_path):
    plain = (
        "一、工作总结\n新建养老驿站3个，实现财政总收入5亿元。\n二、工作思路\n新建养老驿站4个，实现财政总收入6亿元。\n"
    )
    said = (
        "2031年安徽省政府工作报告",
        "安徽省2032年政府工作报告",
        "2031年桐乡市人民政府工作报告",
        "青坞镇2030年工作总结",
    )
    put(tmp_path / "in" / "a.jsonl", rows(*({"title": title, "text": plain} for title in said)))
    put(
        tmp_path / "in" / "b.txt",
        f"政府工作报告\n2031年1月9日在嘉善县第十届人民代表大会第二次会议上\n各位代表：\n{TEXT}",
    )
    put(tmp_path / "in" / "c.txt", f"2031年海宁市政府工作报告\n{TEXT}")
    read_corpus(tmp_path / "in", tmp_path / "out", Settings())
    found = {name: (row["report"], row["province"]) for name, row in manifest(tmp_path / "out").items()}
    assert found.pop("a.jsonl#4")[1] == "unknown", "a town has namesakes"
    assert found == {
        "a.jsonl#1": ("340000-2030", "34"),
        "a.jsonl#2": ("340000-2031", "34"),
        "a.jsonl#3": ("330483-2030", "33"),
        "b.txt": ("330421-2030", "33"),
        "c.txt": ("330481-2030", "33"),
    }
    told = {row["report"]: row["told_by"] for row in table(tmp_path / "out", "target")}
    assert told["340000-2030"] == "340000-2031", "the next year says what came of it"


def test_corrections_hold_in_a_corpus_and_are_seen_when_they_change(tmp_path):
    source, out = tmp_path / "in", tmp_path / "out"
    put(source / "a.jsonl", rows({"place_code": "990101003"}, {"place_code": "990101004"}, {}))
    put(source / "b.txt", TEXT)
    read_corpus(source, out, Settings(reports=1))
    before, at = values(out), TEXT.index("3座")
    nowhere = manifest(out)["a.jsonl#3"]["report"]
    assert before["990101003-2030", "3座"] == before[nowhere, "3座"] == "3"
    keys = ("990101004-2030", nowhere, "990101009-2030")
    put(source / "a.corrections.toml", "\n".join(entry(at, "3座", report=key) for key in keys))
    put(source / "b.corrections.toml", entry(at, "3座"))
    for fresh in (4, 0):
        done = read_corpus(source, out, Settings(reports=1))
        assert (done.fresh, done.failed, done.reports) == (fresh, 1, 5)
    text = manifest(out)["b.txt"]["report"]
    changed = {key for key, value in values(out).items() if value != before[key]}
    assert changed == {(key, "3座") for key in (*keys[:2], text)}
    assert {row["report"] for row in table(out, "correction")} == {*keys[:2], text}
    (name,) = set(manifest(out)) - {"a.jsonl#1", "a.jsonl#2", "a.jsonl#3", "b.txt"}
    assert name.endswith("a.corrections.toml#3")
    assert manifest(out)[name]["result"] == "correction-of-nothing"


def test_a_misfit_correction_sets_its_report_aside_and_names_the_nearest_row(tmp_path):
    source, out = tmp_path / "in", tmp_path / "out"
    put(source / "a.csv", f'text,place_code\n"{TEXT}",990101003\n"{TEXT}",990101004\n')
    put(source / "a.corrections.toml", entry(TEXT.index("3座") + 1, "3座", report="990101004-2030"))
    put(source / "b.txt", TEXT)
    put(source / "b.corrections.toml", "[[correction]]\n")
    assert read_corpus(source, out, Settings()).failed == 3
    told = manifest(out)
    # The report that it was for was not read, so the correction is for none: that is told as well.
    assert {name.rpartition("/")[2]: row["result"] for name, row in told.items()} == {
        "a.corrections.toml#1": "correction-of-nothing",
        "a.csv#1": "read",
        "a.csv#2": "correction-misfit",
        "b.txt": "bad-correction",
    }
    assert f"nearest row is 990101004-2030-{TEXT.index('3座')}" in told["a.csv#2"]["sentence"]


def test_an_origin_that_changes_is_read_again(tmp_path):
    put(tmp_path / "in" / "a.txt", TEXT)
    read_corpus(tmp_path / "in", tmp_path / "out", Settings())
    put(tmp_path / "in" / "a.origin.toml", 'publisher = "青坞镇"\nplace_code = "990101003"\n')
    assert read_corpus(tmp_path / "in", tmp_path / "out", Settings()).fresh == 1
    assert manifest(tmp_path / "out")["a.txt"]["province"] == "99"


def test_the_docs_name_every_column():
    docs = Path(__file__).parents[2] / "docs"
    for page in (docs / "commands.md", docs / "zh" / "commands.md"):
        said = page.read_text(encoding="utf-8")
        assert [n for names in COLUMNS.values() for n in names if f"`{n}`" not in said] == []
