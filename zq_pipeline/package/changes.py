"""What differs between two releases: rows that came, went or changed, found by their keys in the published CSV files."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from zq_pipeline.package.encode import csv_bytes
from zq_pipeline.package.gates.finding import cells

COLUMNS: Final = ("version", "table", "key", "change", "column", "before", "after")
FILE: Final = "changes.csv"


class Change(NamedTuple):
    """A row that was ``added``, ``removed``, or whose cell in ``column`` was ``changed`` from ``before`` to ``after``."""

    table: str
    key: str
    change: str
    column: str = ""
    before: str = ""
    after: str = ""


class Snapshot(NamedTuple):
    """A table as published: how its columns are described, and its rows by key."""

    schema: Mapping[str, Any]
    rows: Mapping[str, Mapping[str, str]]


def snapshot(files: Mapping[str, bytes]) -> tuple[str, dict[str, Snapshot]]:
    """The version and the tables of the package in ``files``; raises ValueError or KeyError when it is damaged."""
    described = json.loads(files["datapackage.json"])
    tables = {}
    for resource in described["resources"]:
        header, *rows = cells(files[resource["path"]])
        key = resource["schema"]["primaryKey"][0]
        named = [dict(zip(header, row, strict=True)) for row in rows]
        tables[resource["name"]] = Snapshot(resource["schema"], {row[key]: row for row in named})
    return described["version"], tables


def differences(before: Mapping[str, Snapshot], after: Mapping[str, Snapshot]) -> Iterator[Change]:
    """Every difference in the rows of ``after``'s tables and of those that went, in the order of tables, then of rows."""
    for name in dict.fromkeys((*after, *before)):
        old, new = before[name].rows if name in before else {}, after[name].rows if name in after else {}
        for key in old:
            if key not in new:
                yield Change(name, key, "removed")
        for key, row in new.items():
            if key not in old:
                yield Change(name, key, "added")
                continue
            for column in row:
                if column in old[key] and old[key][column] != row[column]:
                    yield Change(name, key, "changed", column, old[key][column], row[column])


def encode(version: str, changes: Sequence[Change]) -> bytes:
    """The changes that ``version`` brought, as CSV."""
    return csv_bytes(COLUMNS, [[version, *change] for change in changes])
