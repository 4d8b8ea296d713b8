"""Columns as Arrow, by the catalogue: exact decimals, real dates, the table's description in the metadata."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

import pyarrow as pa

from zq_pipeline.package.table_schema import table_schema
from zq_pipeline.tables.schema import Table

_TYPES: Final = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.decimal128(38, 10),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


def arrow_schema(table: Table, *, strict: bool = True) -> pa.Schema:
    """The columns of ``table``, with its Table Schema as JSON under the key ``table_schema``. When not ``strict``, any cell may be empty."""
    about = json.dumps(table_schema(table), ensure_ascii=False, separators=(",", ":"))
    return pa.schema(
        [
            pa.field(f.name, _TYPES[f.type], nullable=not (strict and f.required), metadata={"title": f.zh})
            for f in table.fields
        ],
        metadata={"table_schema": about},
    )


def arrays(table: Table, columns: Mapping[str, Iterable[Any]]) -> list[pa.Array]:
    """The cells of ``columns``, None for an empty one, in the types of ``table``.

    Raises pyarrow.ArrowInvalid for a number with more than 10 digits after its point.
    """
    return [
        pa.array(
            [cell and date.fromisoformat(cell) for cell in columns[f.name]] if f.type == "date" else columns[f.name],
            _TYPES[f.type],
        )
        for f in table.fields
    ]
