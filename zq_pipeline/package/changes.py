"""What differs between two releases: rows that came, went or changed, found by their keys in the published CSV files."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final, NamedTuple

from zq_pipeline.package.encode import for_excel
from zq_pipeline.package.gates.finding import cells

COLUMNS: Final = ("version", "table", "key", "change", "column", "before", "after")
FILE: Final = "changes.csv"
_END: Final = b"\r\n"
"""Of a row; no cell has one in it."""


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


class Snapshots(Mapping[str, Snapshot]):
    """The tables in ``files`` by name; ``described`` has the schema and the path of each. A file is read when its table is asked for."""

    def __init__(self, files: Mapping[str, bytes], described: Mapping[str, tuple[Mapping[str, Any], str]]) -> None:
        """Opens nothing yet."""
        self.schemas = {name: schema for name, (schema, _) in described.items()}
        self._files, self._paths = files, {name: path for name, (_, path) in described.items()}

    def __getitem__(self, name: str) -> Snapshot:
        """A table; raises KeyError."""
        return Snapshot(self.schemas[name], self._files[self._paths[name]])

    def __contains__(self, name: object) -> bool:
        """Whether a table is described; its file may be lost."""
        return name in self.schemas

    def __iter__(self) -> Iterator[str]:
        """The names."""
        return iter(self.schemas)

    def __len__(self) -> int:
        """How many tables there are."""
        return len(self.schemas)


def snapshot(files: Mapping[str, bytes]) -> tuple[str, Snapshots]:
    """The version and the tables of the package in ``files``; raises ValueError or KeyError when it is damaged."""
    described = json.loads(files["datapackage.json"])
    return described["version"], Snapshots(files, {r["name"]: (r["schema"], r["path"]) for r in described["resources"]})


def differences(before: Mapping[str, Snapshot], after: Mapping[str, Snapshot]) -> Iterator[Change]:
    """Every difference in the rows of ``after``'s tables and of those that went, in the order of tables, then of rows.

    One table at a time is opened, and none that is the same; raises ValueError or KeyError when one is damaged.
    """
    for name in dict.fromkeys((*after, *before)):
        was, now = (_opened(tables, name) for tables in (before, after))
        if was and now:
            if was.content == now.content:
                continue
            was, now = _apart(was, now)
        # The older rows are held, the newer ones pass by: two releases of a large table are too much at once.
        old = dict(was.rows()) if was else {}
        kept = {key for key, _ in now.rows()} if now else set()
        yield from (Change(name, key, "removed") for key in old if key not in kept)
        if now:
            yield from _newer(name, old, was.columns() if was else [], now)


def _opened(tables: Mapping[str, Snapshot], name: str) -> Snapshot | None:
    """A table, None where there is none; one that is described and whose file is lost raises KeyError, which ``get`` would not."""
    if name not in tables:
        return None
    return tables[name]


def _apart(was: Snapshot, now: Snapshot) -> tuple[Snapshot, Snapshot]:
    r"""Both without the rows that stand alike at their beginning and at their end: one more report is a few rows between many.

    >>> def table(*rows):
    ...     return Snapshot({}, "\r\n".join(["key,name", *rows, ""]).encode())
    >>> [side.content for side in _apart(table("a,1", "b,2", "d,4", "e,5"), table("a,1", "b,2", "c,3", "d,4", "e,5"))]
    [b'key,name\r\nd,4\r\n', b'key,name\r\nc,3\r\nd,4\r\n']
    """
    before, after = was.content, now.content
    ends, shorter = (len(before), len(after)), min(len(before), len(after))
    first = after.rfind(_END, 0, _shared(shorter, lambda a, b: before[a:b] == after[a:b])) + len(_END)
    last = _shared(shorter - first, lambda a, b: before[ends[0] - b : ends[0] - a] == after[ends[1] - b : ends[1] - a])
    last = max(0, ends[1] - len(_END) - at) if (at := after.find(_END, ends[1] - last)) >= 0 else 0
    head, parts = after.find(_END) + len(_END), (before[first : ends[0] - last], after[first : ends[1] - last])
    # A row ends outside of quotes; in a damaged file it may not.
    if first < head or any(part.count(b'"') % 2 for part in (after[:first], *parts)):
        return was, now
    return was._replace(content=after[:head] + parts[0]), now._replace(content=after[:head] + parts[1])


def _shared(most: int, alike: Callable[[int, int], bool]) -> int:
    """How many bytes, of ``most``, are the same, where ``alike`` compares those from one to another.

    >>> _shared(5, lambda a, b: "abcde"[a:b] == "abXde"[a:b])
    2
    """
    least = 0
    while least < most:
        middle = (least + most + 1) // 2
        least, most = (middle, most) if alike(least, middle) else (least, middle - 1)
    return least


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
