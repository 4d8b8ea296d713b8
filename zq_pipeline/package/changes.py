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
    """A table as published: how its columns are described, and its CSV file."""

    schema: Mapping[str, Any]
    content: bytes

    def rows(self) -> dict[str, dict[str, str]]:
        """The rows by key; raises ValueError or KeyError when the file is damaged."""
        header, *rows = cells(self.content)
        key = self.schema["primaryKey"][0]
        return {row[key]: row for row in (dict(zip(header, cells, strict=True)) for cells in rows)}


def snapshot(files: Mapping[str, bytes]) -> tuple[str, dict[str, Snapshot]]:
    """The version and the tables of the package in ``files``; raises ValueError or KeyError when it is damaged."""
    described = json.loads(files["datapackage.json"])
    tables = {r["name"]: Snapshot(r["schema"], files[r["path"]]) for r in described["resources"]}
    return described["version"], tables


def differences(before: Mapping[str, Snapshot], after: Mapping[str, Snapshot]) -> Iterator[Change]:
    """Every difference in the rows of ``after``'s tables and of those that went, in the order of tables, then of rows.

    One table at a time is opened, and none that is the same; raises ValueError or KeyError when one is damaged.
    """
    for name in dict.fromkeys((*after, *before)):
        if name in before and name in after and before[name].content == after[name].content:
            continue
        old, new = before[name].rows() if name in before else {}, after[name].rows() if name in after else {}
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
