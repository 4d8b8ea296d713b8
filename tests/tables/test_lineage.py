"""What the catalogue says that columns are made of: all of the tables that no report prints, and where the cells are found."""

from collections.abc import Iterator

import pandas as pd
import pytest

from tests.tables.test_deeds import shelf  # noqa: F401 (a fixture)
from zq_pipeline.reading.records import Reading
from zq_pipeline.tables.catalogue import TABLES
from zq_pipeline.tables.frames import frames
from zq_pipeline.tables.schema import Field, MadeOf, Table, check_catalogue

RECKONED = {
    "target": {"distance", "low", "state"},
    "series": {"breakdown", "revised", "when"},
    "panel": {"panel", "actual_stated", "baseline", "chosen", "estimated", "rivals", "state", "target_rivals", "target_stated", "year"},
}  # fmt: skip
"""Columns whose cells say something of what they are made of, and are not it. The baseline is another year's: looked at below."""


@pytest.fixture(scope="module")
def made(shelf: tuple[Reading, ...]) -> dict[str, pd.DataFrame]:  # noqa: F811
    return frames(shelf)


@pytest.mark.parametrize("name", ["series", "panel"])
def test_each_column_of_a_table_that_no_report_prints_is_made_of_others(name: str) -> None:
    assert not TABLES[name].quoted
    assert set(TABLES[name].sources) == set(TABLES[name].columns)


def cells(made: dict[str, pd.DataFrame], table: Table) -> Iterator[tuple[str, set[object], set[object]]]:
    """Each column with the cells that it holds, and those of all that it is made of."""
    for name, columns in table.sources.items():
        there = {cell for other, column in columns for cell in made[other][column].dropna()}
        yield name, set(made[table.name][name].dropna()), there


@pytest.mark.parametrize("name", RECKONED)
def test_what_is_not_reckoned_stands_where_it_is_said_to_come_from(name: str, made: dict[str, pd.DataFrame]) -> None:
    strange = {column for column, held, there in cells(made, TABLES[name]) if not held <= there}
    assert strange <= RECKONED[name]


@pytest.mark.parametrize(("number", "source"), [("actual", "observation"), ("baseline", "baseline_observation")])
def test_a_number_of_the_panel_is_that_of_its_observation(
    number: str, source: str, made: dict[str, pd.DataFrame]
) -> None:
    told = made["observation"].set_index("observation")
    rows = made["panel"].dropna(subset=[source])
    assert len(rows)
    assert all(row[number] in set(told.loc[row[source], ["value", "value_std"]]) for _, row in rows.iterrows())


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (MadeOf("nothing", ("name",)), "name points at nothing.name, which is not there"),
        (MadeOf("thing", ("name",), ("age",)), "name points at thing.age, which is not there"),
        (MadeOf("thing", ("age",), ("name",)), "its keys or sources name age, which it has not"),
    ],
)
def test_what_is_made_of_something_that_is_not_there_is_refused(source: MadeOf, said: str) -> None:
    field = Field("name", "string", "名", "Name", "…", "…", required=True)
    with pytest.raises(ValueError, match=said):
        check_catalogue([Table("thing", "物", "Thing", "…", "…", (field,), key="name", made_of=(source,))], ())
