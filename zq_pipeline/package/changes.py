"""What differs between two releases: rows that came, went or changed, found by their keys in the published CSV files."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final, NamedTuple

from zq_pipeline.package.encode import for_excel
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

    def rows(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The rows, each with its key; raises ValueError or KeyError when the file is damaged."""
        rows = cells(self.content)
        header = self.columns()
        key = header.index(self.schema["primaryKey"][0])
        for row in islice(rows, 1, None):
            if len(row) != len(header):
                raise ValueError(f"a row of {len(row)} cells under {len(header)} columns")
            yield row[key], tuple(row)

    def columns(self) -> list[str]:
        """The names of its columns; raises ValueError when there are none."""
        for header in cells(self.content):
            return header
        raise ValueError("no columns")


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
        # The older rows are held, the newer ones pass by: two releases of a large table are too much at once.
        old = dict(before[name].rows()) if name in before else {}
        kept = {key for key, _ in after[name].rows()} if name in after else set()
        yield from (Change(name, key, "removed") for key in old if key not in kept)
        if name in after:
            yield from _newer(name, old, before[name].columns() if name in before else [], after[name])


def _newer(name: str, old: Mapping[str, tuple[str, ...]], header: list[str], after: Snapshot) -> Iterator[Change]:
    """The rows of ``after`` that are not in ``old``, and the cells that are others there, of the columns that both have."""
    names = after.columns()
    columns = [(column, header.index(column), at) for at, column in enumerate(names) if column in header]
    for key, row in after.rows():
        if key not in old:
            yield Change(name, key, "added")
            continue
        before = old[key]
        if before == row and header == names:
            continue
        for column, was, at in columns:
            if before[was] != row[at]:
                yield Change(name, key, "changed", column, before[was], row[at])


def encode(version: str, changes: Sequence[Change]) -> bytes:
    """The changes that ``version`` brought, as CSV."""
    return for_excel(COLUMNS, [[version, *change] for change in changes])
