"""The database as SQLite itself, sqlite-utils and Datasette see it."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.package.sample import tables
from zq_pipeline.package.encode import encode
from zq_pipeline.package.gates.finding import cells
from zq_pipeline.package.joined import Tables
from zq_pipeline.package.sqlite import database
from zq_pipeline.package.sqlite_views import SEARCHED
from zq_pipeline.tables.catalogue import CATALOGUE, TABLES


@cache
def content() -> bytes:
    return database(CATALOGUE, Tables.made(tables()))


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as found:
        found.deserialize(content())
        found.execute("PRAGMA foreign_keys = ON")
        yield found


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "liuxi.sqlite"
    path.write_bytes(content())
    return path


def test_it_is_the_same_each_time():
    assert database(CATALOGUE, Tables.made(tables())) == content()


@pytest.mark.parametrize("table", CATALOGUE, ids=lambda table: table.name)
def test_it_holds_the_rows_of_the_csv_file(db, table):
    columns = [f'"{f.name}_exact"' if f.type == "number" else f'"{f.name}"' for f in table.fields]
    rows = db.execute(f'SELECT {", ".join(columns)} FROM "{table.name}"')
    shown = [["" if cell is None else str(cell) for cell in row] for row in rows]
    assert shown == list(cells(encode(tables()[table.name])))[1:]


def test_numbers_are_numbers(db):
    published = [Decimal(value) for value in tables()["observation"]["value"]]
    assert sorted(value for (value,) in db.execute("SELECT value FROM observation WHERE value > 100")) == sorted(
        float(value) for value in published if value > 100
    )
    assert db.execute("SELECT max(value), typeof(max(value)) FROM observation").fetchone() == (13_380_000_000, "real")
    assert db.execute("SELECT value_exact FROM observation WHERE value = 6.3").fetchone() == ("6.3",)


@pytest.mark.parametrize(
    ("column", "value"),
    [("value_exact", "1e3"), ("value_exact", "-"), ("value_exact", "7"), ("value", 7), ("measure", "x"), ("start", -1), ("indicator_name", ""),
     ("statement", None)],
)  # fmt: skip
def test_it_refuses_bad_cells(db, column, value):
    with pytest.raises(sqlite3.IntegrityError):
        db.execute(f'UPDATE observation SET "{column}" = ?', (value,))


def test_it_refuses_a_key_that_leads_nowhere(db):
    with pytest.raises(sqlite3.IntegrityError), db:
        db.execute("UPDATE observation SET unit = 'none'")


@pytest.mark.parametrize("table", CATALOGUE, ids=lambda table: table.name)
def test_each_table_has_a_view_in_each_language(db, table):
    for language, titles in (("zh", [f.zh for f in table.fields]), ("en", [f.en for f in table.fields])):
        found = db.execute(f"SELECT * FROM {table.name}_{language}")
        names = [column[0] for column in found.description]
        assert set(titles) <= set(names) and len({name.lower() for name in names}) == len(names)
        assert len(found.fetchall()) == len(tables()[table.name])


def test_a_view_says_in_words_what_codes_mean(db):
    db.row_factory = sqlite3.Row
    zh = db.execute("SELECT * FROM observation_zh WHERE 原文 = '6.3%'").fetchone()
    assert (zh["度量方式"], zh["状态"], zh["数值"], zh["计量单位名称"]) == ("增速", "实际", 6.3, "百分比")
    en = db.execute("SELECT * FROM observation_en WHERE Quote = '133.8亿元'").fetchone()
    assert (en["Measure"], en["Status"], en["Theme"], en["Theme name"]) == ("Level", "Actual", "industry", "Industry")
    assert db.execute("SELECT 地区名称 FROM place_zh").fetchone()


def test_words_are_found_however_they_stand_in_the_sentence(db):
    def found(words: str) -> list[str]:
        return [quote for (quote,) in db.execute("SELECT quote FROM statement_search WHERE quote MATCH ?", (words,))]

    assert found('"总产值"') == ["完成工业总产值133.8亿元,同比增长6.3%。"]
    assert found('"地区生产总值" AND "托育点"') == ["新建托育点1-2处,地区生产总值增长5.5%左右。"]
    assert found('"产值农田"') == []
    for table in SEARCHED:
        db.execute(f"INSERT INTO {table}_search({table}_search, rank) VALUES ('integrity-check', 1)")


def test_sqlite_utils_reads_it(file):
    import sqlite_utils

    found = sqlite_utils.Database(file)
    assert {table.name for table in CATALOGUE} <= set(found.table_names())
    observation: Any = found["observation"]
    assert observation.columns_dict["value"] is float
    assert {(key.column, key.other_table) for key in observation.foreign_keys} == {
        (key.field, key.table) for key in TABLES["observation"].foreign_keys
    }
    assert [row["quote"] for row in found["statement"].search("总产值")] == ["完成工业总产值133.8亿元,同比增长6.3%。"]
    assert found.execute("PRAGMA foreign_key_check").fetchall() == []


def asked(file: Path, *paths: str) -> list[Any]:
    """What Datasette answers, each as JSON, without a setting."""
    from datasette.app import Datasette

    async def ask() -> list[Any]:
        datasette = Datasette([str(file)])
        answers = [await datasette.client.get(path) for path in paths]
        assert [answer.status_code for answer in answers] == [200] * len(paths), [a.text[:500] for a in answers]
        return [answer.json() if "json" in answer.headers["content-type"] else answer.text for answer in answers]

    return asyncio.run(ask())


def test_datasette_shows_labels_filters_numbers_and_searches(file):
    large, searched, page, words = asked(
        file,
        "/liuxi/observation.json?value__gt=100&_labels=on&_shape=array&_sort_desc=value",
        "/liuxi/statement.json?_search=总产值&_shape=array",
        "/liuxi/observation",
        "/liuxi/observation_zh.json?_shape=array",
    )
    assert [row["value"] for row in large] == [13_380_000_000, 1200]
    assert large[0]["unit"] == {"value": "CNY", "label": "元"}
    assert large[0]["theme"] == {"value": "industry", "label": "工业"}
    assert large[0]["report"]["label"] == "柳溪镇2030年工作总结"
    assert [row["quote"] for row in searched] == ["完成工业总产值133.8亿元,同比增长6.3%。"]
    assert '<a href="/liuxi/unit/CNY">元</a>' in page
    assert words[0]["状态"] == "实际"
