"""A frame as Parquet: exact decimals, real dates, the table's description in the file's metadata; the same bytes every time."""

import io
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from zq_pipeline.package.arrow import arrays, arrow_schema
from zq_pipeline.tables.schema import Table


def _cells(column: "pd.Series[Any]") -> list[Any]:
    return [None if cell is pd.NA else cell for cell in column]


def parquet(table: Table, frame: pd.DataFrame) -> bytes:
    """``frame`` as a Parquet file, its Table Schema as JSON under the key ``table_schema``.

    Raises pyarrow.ArrowInvalid for a number with more than 10 digits after its point.
    """
    columns = arrays(table, {name: _cells(frame[name]) for name in table.columns})
    out = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(columns, schema=arrow_schema(table)), out, compression="zstd")
    return out.getvalue()
