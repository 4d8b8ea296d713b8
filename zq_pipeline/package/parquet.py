"""A frame as Parquet: exact decimals, real dates, the table's description in the file's metadata; the same bytes every time."""

import io
import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from zq_pipeline.tables.schema import Field, Table

_TYPES: Final = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.decimal128(38, 10),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


def _value(field: Field, value: Any) -> Any:
    if value is None or value is pd.NA:
        return None
    if field.type == "date":
        return date.fromisoformat(value)
    return int(value) if field.type == "integer" else value


def parquet(table: Table, frame: pd.DataFrame, schema: Mapping[str, Any], *, strict: bool = True) -> bytes:
    """``frame`` as a Parquet file with ``schema``, its Table Schema, as JSON under the key ``table_schema``.

    When not ``strict``, any cell may be empty.

    Raises pyarrow.ArrowInvalid for a number with more than 10 digits after its point.
    """
    columns = [
        pa.field(f.name, _TYPES[f.type], nullable=not (strict and f.required), metadata={"title": f.zh})
        for f in table.fields
    ]
    about = {"table_schema": json.dumps(schema, ensure_ascii=False, separators=(",", ":"))}
    arrays = [
        pa.array([_value(f, v) for v in frame[f.name]], column.type)
        for f, column in zip(table.fields, columns, strict=True)
    ]
    out = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=pa.schema(columns, metadata=about)), out, compression="zstd")
    return out.getvalue()
