"""Readings to data frames, columns and order from the catalogue, rows from :mod:`zq_pipeline.tables.rows`.

An empty cell is None. Text is ``str``, whole numbers are ``Int64``, numbers are ``Decimal``. Rows stand in the order of
report and place in the text, code lists in the order of their codes.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import pandas as pd

from zq_pipeline.reading.records import Reading
from zq_pipeline.tables.catalogue import CATALOGUE
from zq_pipeline.tables.keys import Rows
from zq_pipeline.tables.rows import ROWS, cells
from zq_pipeline.tables.schema import Table


def frame(table: Table, rows: Rows) -> pd.DataFrame:
    """``rows`` as a frame with the columns and types of ``table``; empty text becomes None, an unknown column KeyError."""
    types = {field.name: "Int64" if field.type == "integer" else object for field in table.fields}
    columns = {name: pd.Series(column, dtype=types[name]) for name, column in cells(table, rows).items()}
    return pd.DataFrame(columns, columns=list(table.columns))


def _maker(table: Table) -> Callable[[Sequence[Reading]], pd.DataFrame]:
    return lambda readings: frame(table, ROWS[table.name](readings))


FRAMES: Final[Mapping[str, Callable[[Sequence[Reading]], pd.DataFrame]]] = {
    table.name: _maker(table) for table in CATALOGUE
}
"""For each table the function that makes its frame from the readings."""


def frames(readings: Sequence[Reading]) -> dict[str, pd.DataFrame]:
    """Every table of the catalogue, in its order; readings sorted by key."""
    ordered = sorted(readings, key=lambda reading: reading.key)
    return {table.name: FRAMES[table.name](ordered) for table in CATALOGUE}
