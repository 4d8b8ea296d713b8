"""All tables as one SQLite database, which checks itself: STRICT tables, primary and foreign keys, CHECKs.

SQLite has no exact decimals, so a ``number`` is there twice: ``value`` to calculate with, and ``value_exact``, the digits as
published. Beside each table stand two views with titles and words for codes, ``observation_zh`` and ``observation_en``, and
beside those with words worth searching a full-text index, ``statement_search``.
"""

import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from zq_pipeline.package.joined import Tables
from zq_pipeline.package.sqlite_views import SEARCHED, labelled, search, view
from zq_pipeline.package.sqlite_words import quoted, text
from zq_pipeline.tables.schema import Field, Table

EXACT: Final = "_exact"
_FRESH: Final = (
    "PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
)
"""Of a file that nobody needs if this process ends: it is written without care."""
_CHECKED: Final = "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;"
_TYPES: Final = {"integer": "INTEGER", "number": "REAL"}
_PLAIN: Final = "{0} NOT GLOB '*[^-0-9.]*' AND {0} GLOB '*[0-9]' AND {0} NOT GLOB '?*-*' AND {0} NOT GLOB '*.*.*'"


def _checks(field: Field) -> list[str]:
    name = quoted(field.name)
    checks = [f"{name} IS date({name})"] if field.type == "date" else []
    if field.type == "string":
        checks.append(f"length({name}) > 0")
    if field.one_of:
        checks.append(f"{name} IN ({', '.join(text(str(code)) for code in field.one_of)})")
    if field.minimum is not None:
        checks.append(f"{name} >= {field.minimum}")
    if field.maximum is not None:
        checks.append(f"{name} <= {field.maximum}")
    return checks


def _column(name: str, kind: str, needed: bool, checks: Sequence[str]) -> str:
    return f"{quoted(name)} {kind}{' NOT NULL' if needed else ''}{''.join(f' CHECK ({check})' for check in checks)}"


def _columns(field: Field) -> list[str]:
    columns = [_column(field.name, _TYPES.get(field.type, "TEXT"), field.required, _checks(field))]
    if field.type == "number":
        exact = quoted(field.name + EXACT)
        same = f"{quoted(field.name)} IS CAST({exact} AS REAL)"
        columns.append(_column(field.name + EXACT, "TEXT", field.required, [_PLAIN.format(exact), same]))
    return columns


def create(table: Table) -> str:
    """The statement that makes ``table``."""
    parts = [column for field in table.fields for column in _columns(field)]
    if labelled(table):
        # What Datasette shows in place of a key that leads here.
        parts.append('"name" TEXT GENERATED ALWAYS AS ("name_zh") VIRTUAL')
    parts.append(f"PRIMARY KEY ({quoted(table.key)})")
    parts += [f"UNIQUE ({', '.join(map(quoted, key))})" for key in table.unique_keys]
    parts += [
        f"FOREIGN KEY ({quoted(key.field)}) REFERENCES {quoted(key.table or table.name)} ({quoted(key.reference)}) DEFERRABLE INITIALLY DEFERRED"
        for key in table.foreign_keys
    ]
    return f"CREATE TABLE {quoted(table.name)} (\n  " + ",\n  ".join(parts) + "\n) STRICT"


def _insert(table: Table) -> str:
    """The statement that takes a row of the CSV file; a number goes into two columns, the nearest binary one and its digits."""
    cells = [f"NULLIF(?{at}, '')" for at, field in enumerate(table.fields, 1) for _ in _columns(field)]
    return f"INSERT INTO {quoted(table.name)} VALUES ({', '.join(cells)})"


def database(catalogue: Sequence[Table], tables: Tables, *, checked: bool = False) -> bytes:
    """The database file. Raises sqlite3.IntegrityError when a row breaks its table's rules.

    Of tables that are ``checked`` each part has been in a database before: only keys that stand twice are still refused.
    """
    rules = _CHECKED if checked else "PRAGMA foreign_keys = ON;"
    with tempfile.TemporaryDirectory(prefix="zq-pipeline-") as name:
        made, whole = Path(name) / "made", Path(name) / "whole"
        # On disk, since of many reports it is as large as all else that a run has in memory.
        with closing(sqlite3.connect(made, isolation_level=None)) as db:
            db.executescript(f"{_FRESH}{rules} BEGIN;")
            for table in catalogue:
                db.execute(create(table))
                db.executemany(_insert(table), tables.rows(table))
            db.execute("COMMIT")
            for table in catalogue:
                for language in ("zh", "en"):
                    db.execute(view(table, language))
                if table.name in SEARCHED:
                    db.executescript(search(table))
            db.execute("VACUUM INTO ?", [str(whole)])
        _unsign(whole)
        return whole.read_bytes()


def _unsign(file: Path) -> None:
    """Have a database not say how often it was written, and by which version of SQLite."""
    with file.open("r+b") as content:
        for at, size in ((24, 4), (92, 8)):
            content.seek(at)
            content.write(bytes(size))
