"""The questions of docs/questions.md run as they stand, on the panel of three invented places."""

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests import county
from tests.reading.test_panel import readings
from zq_pipeline.package.encode import encode
from zq_pipeline.tables.frames import FRAMES

TEXT = (Path(__file__).parents[1] / "docs/questions.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"^## ([^\n]+)\n.*?^```sql\n(.*?)^```", TEXT, re.M | re.S)
ANSWERS = dict(re.findall(r"^```sql\n(.*?)^```\n\n```text\n(.*?)^```", TEXT, re.M | re.S))
VIEW = re.findall(r"^```\n(CREATE VIEW.*?)^```", TEXT, re.M | re.S)[0]


@pytest.fixture(scope="module")
def db(tmp_path_factory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("package")
    whole = [reading for code in county.PLACES for reading in readings(code)]
    (folder / "panel.csv").write_bytes(encode(FRAMES["panel"](whole)))
    with duckdb.connect() as connection:
        connection.execute(VIEW.replace("data/panel.csv", str(folder / "panel.csv")))
        yield connection


def _answer(db: duckdb.DuckDBPyConnection, title: str) -> list[dict[str, object]]:
    (query,) = [query for name, query in QUESTIONS if name.startswith(title)]
    found = db.execute(query)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


@pytest.mark.parametrize(("title", "query"), QUESTIONS)
def test_every_question_has_the_answer_that_stands_below_it(
    title: str, query: str, db: duckdb.DuckDBPyConnection
) -> None:
    found = db.execute(query)
    head = [column[0] for column in found.description or ()]
    rows = [head, *found.fetchmany(ANSWERS[query].count("\n") - 1)]
    assert (
        "".join(" | ".join("" if cell is None else str(cell) for cell in row) + "\n" for row in rows) == ANSWERS[query]
    )


def test_targets_beside_the_nations(db: duckdb.DuckDBPyConnection) -> None:
    rows = _answer(db, "Growth targets")
    asked = {(row["year"], row["place"]): float(row["above"]) for row in rows}  # type: ignore[arg-type]
    for year in range(county.YEARS.start + 1, county.YEARS.stop + 1):
        if year != county.NO_GROWTH_TARGET:
            above = county.truth("330483")[year].growth_aim - county.truth("000000")[year].growth_aim
            assert asked[year, "330483"] == float(above)
    assert {year for year, _ in asked} == {*range(2021, 2033)} - {county.NO_GROWTH_TARGET}


def test_who_set_none(db: duckdb.DuckDBPyConnection) -> None:
    rows = _answer(db, "Who set no target")
    assert {(row["year"], row["indicator"]) for row in rows} == {(county.NO_GROWTH_TARGET, "gdp")}
    assert {row["place"] for row in rows} == set(county.PLACES)


def test_what_was_raised(db: duckdb.DuckDBPyConnection) -> None:
    rows = _answer(db, "What was raised")
    told = county.truth("330000")
    raised = {
        (one, other)
        for other in range(2021, 2033)
        for one in range(max(2021, other - 5), other)
        if told[other].grain_aim > told[one].grain_aim
    }
    found = {
        (r["from_year"], r["to_year"]) for r in rows if r["place"] == "330000" and r["indicator"] == "grain_output"
    }
    assert found == raised
