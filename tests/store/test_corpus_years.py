"""A corpus of several years of several places: its tables are those that all of its readings together give."""

import hashlib
import json
import random
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds
import pytest

from zq_pipeline.package.arrow import arrays
from zq_pipeline.reading.facts.series import together
from zq_pipeline.reading.records import Reading, State
from zq_pipeline.store import raw, readers
from zq_pipeline.store.corpus import links
from zq_pipeline.store.corpus.content import TABLES, keyed
from zq_pipeline.store.corpus.run import Settings, read_corpus
from zq_pipeline.store.readers.rows import json_row
from zq_pipeline.tables.catalogue import CATALOGUE
from zq_pipeline.tables.checks import CHECKS
from zq_pipeline.tables.frames import frame
from zq_pipeline.tables.rows import ROWS, cells

YEARS = range(2029, 2033)
WHERE = (
    {"source": "青坞镇", "place_code": "330483101"},
    {"source": "石浦乡", "place_code": "110108777000"},
    {"source": "梅关县", "place_code": "440233"},
    {"source": "枫泾镇", "place_name": "枫泾镇"},
)
THINGS = ("养老驿站", "口袋公园", "冷库", "托育点")


def text(town: str, year: int) -> str:
    """A report with aims of many kinds, and numbers of the year before that may be others than were told then."""
    chance = random.Random(f"{town}{year}")
    whole = "全镇" if chance.random() < 0.5 else ""
    built = "，".join(f"新建{thing}{chance.randrange(2, 9)}个" for thing in THINGS)
    planned = "，".join(f"新增{thing}{chance.randrange(2, 9)}个" for thing in THINGS)
    return f"""\
{town}{year}年工作总结和{year + 1}年工作思路
{year - 1}年，地区生产总值{chance.randrange(50, 53)}亿元。
一、{year}年工作总结
（一）经济平稳。预计实现地区生产总值{chance.randrange(50, 53)}亿元，同比增长{chance.randrange(40, 70) / 10}%。{whole}财政总收入{chance.randrange(50, 70) / 10}亿元。
（二）民生改善。{built}。居民人均可支配收入增长{chance.randrange(40, 70) / 10}%，调解成功率{chance.randrange(960, 999) / 10}%，调查失业率{chance.randrange(40, 60) / 10}%。
二、{year + 1}年工作思路
（一）经济向新。力争地区生产总值增长{chance.randrange(4, 7)}%左右，财政总收入达到{chance.randrange(50, 70) / 10}亿元，全镇财政总收入增长5%。
（二）民生向优。{planned}。调解成功率{chance.choice(("达98%以上", "保持99.5%"))}，调查失业率不超过5%。到{year + 3}年，冷库达到40个。全体居民人均可支配收入与经济增长同步。
"""


def rows() -> list[dict[str, str]]:
    """Reports in an order that has nothing to do with years or places; some of nowhere, of two places of one name, a double."""
    found = [
        {**where, "review_year": str(year), "text": text(where["source"], year)} for where in WHERE for year in YEARS
    ]
    found.remove(found[5])  # one year is missing
    for town, year in (("松口镇", 2029), ("松口镇", 2030), ("松口镇", 2030), ("松口镇", 2031)):
        found.append({"place_name": town, "review_year": str(year), "text": text(f"{town}{len(found)}", year)})
    found += [{"review_year": str(year), "text": text("某镇", year)} for year in (2029, 2030)]
    random.Random(4).shuffle(found)
    return [*found, next(row for row in found if "place_code" in row and row["review_year"] == str(YEARS[1]))]


def write(path: Path, listed: list[dict[str, str]]) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in listed), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> Path:
    return write(tmp_path_factory.mktemp("years") / "in" / "all.jsonl", rows())


@pytest.fixture(scope="module")
def readings(source) -> tuple[Reading, ...]:
    """All readings, together."""
    found = {}
    for number, line in enumerate(source.read_bytes().splitlines(keepends=True), 1):
        name, sha256 = f"all.jsonl#{number}", hashlib.sha256(line).hexdigest()
        result = readers.Found(name, json_row(line.decode(), number, "all.jsonl"))
        reading = raw.read_found(result, source, sha256, True, corpus=True)
        assert isinstance(reading, Reading)
        reading = keyed(reading, sha256, name)
        found.setdefault(reading.key, reading)
    return together(sorted(found.values(), key=lambda r: r.key))


@pytest.fixture(scope="module")
def expected(readings) -> dict[str, dict[str, dict]]:
    found = {}
    for table in TABLES:
        columns = arrays(table, cells(table, ROWS[table.name](readings)))
        found[table.name] = by_key(table, pa.Table.from_arrays(columns, list(table.columns)).to_pylist())
    return found


def tables(out: Path) -> dict[str, dict[str, dict]]:
    found = {}
    for table in TABLES:
        whole = ds.dataset(out / "tables" / table.name, partitioning="hive").to_table()
        for row in whole.to_pylist():
            assert row["report"].endswith(f"-{row['report_year']}")
        found[table.name] = by_key(table, whole.select(table.columns).to_pylist() if len(whole) else [])
    return found


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def by_key(table, listed: list[dict]) -> dict[str, dict]:
    found = {row[table.key]: row for row in listed}
    assert len(found) == len(listed)
    return found


def test_the_reports_tell_all_kinds_of_things(readings, expected):
    states = Counter(row["state"] for row in expected["target"].values())
    assert {"met", "missed", "open", "silent", "undecided"} <= set(states)
    assert Counter(row["state"] for row in expected["panel"].values())["met"] > 2
    assert Counter(row["revised"] for row in expected["series"].values())["yes"] > 2
    assert Counter(row["kind"] for row in expected["source_note"].values())["restated"] > 2
    nowhere = [r for r in readings if not r.origin.place_code and r.origin.place_name != "枫泾镇"]
    assert len(nowhere) == 6
    assert {(t.outcome, t.state) for r in nowhere for t in r.targets} == {(None, State.OPEN)}
    assert any(t.outcome for r in readings if r.origin.place_name == "枫泾镇" for t in r.targets)


@pytest.fixture(scope="module")
def whole(source, tmp_path_factory) -> Path:
    """What a run without workers gives."""
    out = tmp_path_factory.mktemp("out") / "corpus"
    assert read_corpus(source, out, Settings(reports=3)).doubles == 1
    return out


@pytest.mark.parametrize("reports", [1, 64])
def test_a_corpus_tells_what_its_readings_tell_together(reports, source, whole, expected, tmp_path):
    read_corpus(source, tmp_path, Settings(reports=reports))
    assert tables(tmp_path) == tables(whole) == expected


def test_workers_write_the_same_bytes(source, whole, tmp_path):
    read_corpus(source, tmp_path, Settings(reports=3, workers=2))
    assert tree(tmp_path / "tables") == tree(whole / "tables")
    assert not (tmp_path / links.FOLDER).exists()


def test_more_places_than_fit_are_compared_a_part_at_a_time(source, expected, tmp_path, monkeypatch):
    monkeypatch.setattr(links, "_AT_ONCE", 100)
    (tmp_path / ".batches").mkdir()
    (tmp_path / links.FOLDER / "target").mkdir(parents=True)
    (tmp_path / links.FOLDER / "target" / "0.parquet").write_text("of a run that was killed")
    read_corpus(source, tmp_path, Settings(reports=3))
    assert len(links.parts(tmp_path / "x", list((tmp_path / ".batches").iterdir()))) > links.SHARES
    assert tables(tmp_path) == expected


def test_next_years_reports_fill_in_what_was_open(tmp_path):
    listed = [row for row in rows() if row.get("place_code")]
    last = str(YEARS[-1])
    folder = write(tmp_path / "in" / "a.jsonl", [row for row in listed if row["review_year"] != last]).parent
    first = read_corpus(folder, tmp_path / "out", Settings(reports=2))
    keys = {key for key in tables(tmp_path / "out")["target"] if key.partition("-")[2].startswith(str(YEARS[-2]))}
    assert {tables(tmp_path / "out")["target"][key]["state"] for key in keys} == {"open"}
    write(folder / "b.jsonl", [row for row in listed if row["review_year"] == last])
    again = read_corpus(folder, tmp_path / "out", Settings(reports=2))
    assert again.fresh == again.batches - first.batches
    assert {"open", "met", "missed"} <= {tables(tmp_path / "out")["target"][key]["state"] for key in keys}
    before = {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*")}
    assert not read_corpus(folder, tmp_path / "out", Settings(reports=2)).written
    assert {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*")} == before


def test_the_largest_numbers_that_are_read_can_still_be_compared(tmp_path):
    huge = f"{'9' * 15}万亿元"
    said = (
        (2030, f"二、2031年工作思路\n力争财政总收入增长{huge}，新建养老驿站3个。"),
        (2031, f"一、2031年工作总结\n财政总收入减少{huge}，新建养老驿站3个。"),
    )
    listed = [
        {**WHERE[0], "review_year": str(year), "text": f"青坞镇{year}年工作总结和{year + 1}年工作思路\n{words}"}
        for year, words in said
    ]
    read_corpus(write(tmp_path / "in" / "a.jsonl", listed), tmp_path / "out", Settings())
    states = [row["state"] for row in tables(tmp_path / "out")["target"].values()]
    assert states == ["missed", "met"]


def test_what_holds_in_a_package_holds_in_a_corpus(whole, readings):
    found = tables(whole)
    frames = {
        table.name: frame(table, found[table.name].values() if table.name in found else ROWS[table.name](readings))
        for table in CATALOGUE
    }
    sources = {reading.key: reading.source for reading in readings}
    assert {check.name: list(check.failing(frames, sources)) for check in CHECKS} == {c.name: [] for c in CHECKS}
