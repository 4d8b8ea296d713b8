"""What was made of the same reports is told again, what is damaged is made again, and one more report makes its own rows alone."""

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import dagster as dg
import pytest

from tests import generate
from zq_pipeline.defs import assets, made
from zq_pipeline.defs.resources import HomeResource, Kept
from zq_pipeline.store import raw, shards
from zq_pipeline.store.home import Home
from zq_pipeline.store.problems import NotKept
from zq_pipeline.store.publish import read_tree
from zq_pipeline.store.release import publish_release
from zq_pipeline.tables.catalogue import TABLES

TABLE = TABLES["statement"]
REPORTS = 20


def read(root: Path) -> made.Read:
    return made.Read.of(raw.survey(root / "raw", root / ".dagster" / "readings"), Home(root))


def publish(root: Path) -> dict[str, bytes]:
    """What is published of the reports in ``root``, as the first release."""
    home, found = Home(root), read(root)
    assert not found.findings
    named = {about.key: shard.name.encode() for shard in found.shards for about in shard.abouts}
    publish_release(home, lambda: made.sources(found, home), lambda some: made.tables(found, home, some), named)
    return read_tree(home.datapackage)


def settled(root: Path, count: int, kilobytes: float) -> Path:
    """Reports of ``count`` places, and a second one of the first place, on the year after."""
    generate.write_raw(root / "raw", count - 1, kilobytes)
    shutil.copy(Path(__file__).parents[2] / "raw" / "dataset.toml", root / "raw")
    place = generate.real_places(1)[0]
    row = generate.report(7, kilobytes, place)
    (root / "raw" / "second.txt").write_text(row["text"], encoding="utf-8")
    told = f'publisher = "{row["source"]}"\nplace_code = "{place[0]}"\npublished = "{row["date"]}"\n'
    (root / "raw" / "second.origin.toml").write_text(told, encoding="utf-8")
    return root


@pytest.fixture
def kept(tmp_path):
    generate.write_raw(tmp_path / "raw", 2, 1)
    kept = Kept(root=str(tmp_path))
    kept.keep("reading", read(tmp_path))
    return kept


def test_one_more_report_gives_the_bytes_of_a_run_from_nothing(tmp_path, monkeypatch):
    whole, grown = (settled(tmp_path / name, REPORTS, 2) for name in ("whole", "grown"))
    apart = tmp_path / "apart"
    apart.mkdir()
    for last in ("second.txt", "second.origin.toml"):
        (grown / "raw" / last).rename(apart / last)
    publish(grown)
    shutil.rmtree(grown / "datapackage")
    (grown / "raw" / "releases.toml").unlink()
    for last in apart.iterdir():
        last.rename(grown / "raw" / last.name)
    opened = []
    monkeypatch.setattr(
        raw, "opened", lambda abouts, memory, was=raw.opened: opened.append(len(abouts)) or was(abouts, memory)
    )
    after = publish(grown)
    assert opened == [2], "the readings of the one place with news"
    expected = publish(whole)
    assert [path for path in expected if expected[path] != after.get(path)] == []
    assert after.keys() == expected.keys()
    assert sum(path.startswith("report/") for path in after) == REPORTS
    # The signs that pages are kept with are on none that is published.
    private = re.compile("[\ue000-\uf8ff]")
    assert not any(private.search(html.decode()) for path, html in after.items() if path.endswith(".html"))


def test_a_table_is_made_once(kept, tmp_path, monkeypatch):
    first = made.table(TABLE, Home(tmp_path), kept)
    assert first.rows == made.tables(kept.last("reading"), Home(tmp_path)).counts["statement"] > 0
    monkeypatch.setattr(shards.Shards, "table", lambda *_: pytest.fail("it was made again"))
    assert made.table(TABLE, Home(tmp_path), kept) == first


@pytest.mark.parametrize(
    "harm",
    [
        lambda content: content[:-9],
        lambda content: content[:60] + bytes([content[60] ^ 1]) + content[61:],
        lambda content: b"",
    ],
    ids=["cut", "a bit", "empty"],
)
def test_a_part_that_is_damaged_or_lost_is_made_again(kept, tmp_path, harm):
    home, reports = Home(tmp_path), kept.last("reading")
    files = made.tables(reports, home).files
    for part in (home.dagster / "storage" / "shards" / "statement").iterdir():
        part.write_bytes(harm(part.read_bytes()))
    assert made.tables(reports, home).files == files
    shutil.rmtree(home.dagster / "storage" / "shards")
    assert made.tables(reports, home).files == files


def test_what_was_read_and_is_kept_no_more_is_told_in_a_sentence(kept, tmp_path):
    home = Home(tmp_path)
    shutil.rmtree(home.dagster / "storage" / "shards")
    shutil.rmtree(home.dagster / "readings")
    with pytest.raises(NotKept, match=r"not-kept: What was read of r0000\.txt is not in .* Run again"):
        made.table(TABLE, home, kept)


def test_what_is_wanted_no_more_is_removed(kept, tmp_path):
    parts = tmp_path / ".dagster" / "storage" / "shards"
    before = sum(1 for path in parts.rglob("*") if path.is_file())
    for file in (tmp_path / "raw").glob("r0001*"):
        file.unlink()
    read(tmp_path)
    assert sum(1 for path in parts.rglob("*") if path.is_file()) * 2 == before


def test_what_a_gate_finds_is_told_and_looked_for_again(tmp_path, monkeypatch):
    generate.write_raw(tmp_path / "raw", 1, 1)
    wrong = raw.opened

    def unsound(abouts, memory):
        first, *others = wrong(abouts, memory)
        row, *rows = first.observations
        return (replace(first, observations=(row._replace(unit=" 亩"), *rows)), *others)

    monkeypatch.setattr(raw, "opened", unsound)
    for _ in range(2):
        found = read(tmp_path)
        assert found.failing("pandera", "data/observation.csv")
        assert not found.failing("pandera", "data/statement.csv")
    monkeypatch.setattr(raw, "opened", wrong)
    assert not read(tmp_path).findings


def test_nothing_is_read_before_the_settings_are_there(tmp_path, monkeypatch):
    generate.write_raw(tmp_path / "raw", 1, 1)
    monkeypatch.setattr(assets.raw, "survey", lambda *_: pytest.fail("it was read"))
    with pytest.raises(dg.Failure, match=r"raw/dataset\.toml: it is not there"):
        assets.reading(dg.build_asset_context(), home=HomeResource(root=str(tmp_path)))


def test_other_readings_have_another_name_and_the_same_ones_the_same(tmp_path):
    def names() -> list[str]:
        return [shard.name for shard in shards.shards(raw.survey(tmp_path / "raw", tmp_path / "memory").abouts)]

    generate.write_raw(tmp_path / "raw", 2, 1)
    before = names()
    assert names() == before
    generate.write_raw(tmp_path / "raw", 3, 1)
    assert set(before) < set(names())


def test_the_definitions_load_nothing_that_a_run_without_news_has_no_use_for():
    code = "import sys, zq_pipeline.definitions; print(*{n.partition('.')[0] for n in sys.modules}, *sys.modules)"
    loaded = set(
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    )
    assert "dagster" in loaded
    assert not loaded & {"pandas", "pandera", "numpy", "pyarrow", "jinja2", "xlsxwriter", "zq_pipeline.reading.report"}
