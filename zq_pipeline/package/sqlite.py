"""All tables as one SQLite database, which checks itself: STRICT tables, primary and foreign keys, CHECKs.

SQLite has no exact decimals, so a ``number`` is TEXT (``CAST(value AS REAL)`` to calculate).
"""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import Any, Final

import pandas as pd

from zq_pipeline.package.encode import cell
from zq_pipeline.tables.schema import Field, Table

_TYPES: Final = {"integer": "INTEGER"}
_PLAIN: Final = {
    "number": "{0} NOT GLOB '*[^-0-9.]*' AND {0} GLOB '*[0-9]' AND {0} NOT GLOB '?*-*' AND {0} NOT GLOB '*.*.*'",
    "date": "{0} IS date({0})",
}


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _checks(field: Field) -> list[str]:
    name = _quoted(field.name)
    checks = [_PLAIN[field.type].format(name)] if field.type in _PLAIN else []
    if field.type == "string":
        checks.append(f"length({name}) > 0")
    if field.one_of:
        checks.append(f"{name} IN ({', '.join(_text(str(code)) for code in field.one_of)})")
    if field.minimum is not None:
        checks.append(f"{name} >= {field.minimum}")
    if field.maximum is not None:
        checks.append(f"{name} <= {field.maximum}")
    return checks


def create(table: Table) -> str:
    """The statement that makes ``table``."""
    parts = []
    for field in table.fields:
        checks = "".join(f" CHECK ({check})" for check in _checks(field))
        parts.append(
            f"{_quoted(field.name)} {_TYPES.get(field.type, 'TEXT')}{' NOT NULL' if field.required else ''}{checks}"
        )
    parts.append(f"PRIMARY KEY ({_quoted(table.key)})")
    parts += [f"UNIQUE ({', '.join(map(_quoted, key))})" for key in table.unique_keys]
    parts += [
        f"FOREIGN KEY ({_quoted(key.field)}) REFERENCES {_quoted(key.table or table.name)} ({_quoted(key.reference)}) DEFERRABLE INITIALLY DEFERRED"
        for key in table.foreign_keys
    ]
    return f"CREATE TABLE {_quoted(table.name)} (\n  " + ",\n  ".join(parts) + "\n) STRICT"


def _value(field: Field, value: Any) -> str | int | None:
    if value is None or value is pd.NA:
        return None
    return int(value) if field.type == "integer" else cell(value)


def database(catalogue: Sequence[Table], frames: Mapping[str, pd.DataFrame]) -> bytes:
    """The database file. Raises sqlite3.IntegrityError when a frame breaks its table's rules."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        db.executescript("PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA foreign_keys = ON;")
        db.execute("BEGIN")
        for table in catalogue:
            db.execute(create(table))
            frame = frames[table.name]
            rows = zip(*([_value(f, v) for v in frame[f.name]] for f in table.fields), strict=True)
            db.executemany(f"INSERT INTO {_quoted(table.name)} VALUES ({', '.join('?' * len(table.fields))})", rows)
        db.execute("COMMIT")
        db.execute("VACUUM")
        return db.serialize()
