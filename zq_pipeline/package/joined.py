"""Tables as their CSV files, and how those of single places are put together to one: what was written once is not written again.

A table of a place is a list of chunks: the lines of one report, or a line where reports share a table's order. Chunks of all places,
sorted, are the table. A frame is made when somebody looks at it.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

import pandas as pd

from zq_pipeline.package.descriptor import DATA
from zq_pipeline.package.encode import cell, csv_bytes, encode, lines
from zq_pipeline.package.gates.contracts import framed
from zq_pipeline.package.gates.finding import cells
from zq_pipeline.tables.catalogue import CATALOGUE, TABLES
from zq_pipeline.tables.rows import ROWS
from zq_pipeline.tables.rows import cells as listed_cells
from zq_pipeline.tables.schema import Table

_ORDER: Final = {
    "panel": ("place", "indicator", "measure", "year"),
    "series": ("indicator", "breakdown", "subject", "place", "period", "measure", "when", "stage", "unit", "report"),
}
"""What the rows of a table are sorted by that has them not report by report."""
_END: Final = b"\r\n"
"""Of a row; no cell has one in it."""
_AFTER: Final = "~"
"""Sorts behind the numbers of the rows that a code list has by itself."""


class Chunk(NamedTuple):
    """Lines of a CSV file: ``at`` is where they belong, ``rows`` how many rows they are."""

    at: tuple[str, ...]
    rows: int
    lines: bytes


def chunks(table: Table, frame: pd.DataFrame) -> list[Chunk]:
    """The rows of ``frame`` as chunks.

    >>> from zq_pipeline.tables.frames import FRAMES
    >>> [chunk.at for chunk in chunks(TABLES["theme"], FRAMES["theme"]([]))][:2]
    [('000000',), ('000001',)]
    """
    names, rows = list(table.columns), lines(frame)
    if "report" not in names:
        own = len(next(iter(listed_cells(table, ROWS[table.name](())).values()), []))
        key = names.index(table.key)
        places: list[tuple[str, ...]] = [(f"{n:06}",) if n < own else (_AFTER, row[key]) for n, row in enumerate(rows)]
    else:
        at = [names.index(name) for name in _ORDER.get(table.name, ("report",))]
        places = [tuple(row[column] for column in at) for row in rows]
    found: dict[tuple[str, ...], list[list[str]]] = {}
    for place, row in zip(places, rows, strict=True):
        found.setdefault(place, []).append(row)
    return [Chunk(place, len(own), _lines(own)) for place, own in found.items()]


def _lines(rows: list[list[str]]) -> bytes:
    return csv_bytes((), rows).removeprefix(b"\r\n")


def joined(table: Table, parts: Iterable[Iterable[Chunk]]) -> tuple[bytes, int]:
    """The CSV file of ``table`` from the chunks of all places, and how many rows it has; a row of a code list stands once."""
    if "report" in table.columns:
        found = [chunk for part in parts for chunk in part]
    else:
        found = list({chunk.at: chunk for part in parts for chunk in part}.values())
    found.sort(key=lambda chunk: chunk.at)
    header = csv_bytes(table.columns, ())
    return header + b"".join(chunk.lines for chunk in found), sum(chunk.rows for chunk in found)


class Tables(Mapping[str, pd.DataFrame]):
    """The tables of the catalogue as frames by name, each made of its file when it is first asked for.

    ``files`` holds the CSV files by path, ``counts`` how many rows each table has.
    """

    def __init__(self, files: Mapping[str, bytes], counts: Mapping[str, int]) -> None:
        """Opens nothing yet."""
        self.files, self.counts = files, counts
        self._held: dict[str, pd.DataFrame] = {}

    @classmethod
    def made(cls, frames: Mapping[str, pd.DataFrame]) -> "Tables":
        """Those of ``frames``."""
        if isinstance(frames, cls):
            return frames
        files = {path(table): encode(frames[table.name]) for table in CATALOGUE}
        return cls(files, {table.name: len(frames[table.name]) for table in CATALOGUE})

    @classmethod
    def joined(cls, parts: Mapping[str, Iterable[Iterable[Chunk]]]) -> "Tables":
        """Those of which ``parts`` has the chunks, by the name of the table."""
        found = {name: joined(TABLES[name], of) for name, of in parts.items()}
        return cls(
            {path(TABLES[name]): content for name, (content, _) in found.items()},
            {name: rows for name, (_, rows) in found.items()},
        )

    def __getitem__(self, name: str) -> pd.DataFrame:
        """The frame of a table; raises KeyError."""
        if name not in self._held:
            self._held[name] = framed(TABLES[name], self.files[path(TABLES[name])])[0]
        return self._held[name]

    def with_parts(self, parts: "Tables") -> Mapping[str, pd.DataFrame]:
        """The tables with the rows of ``parts`` alone; the list of reports, and those of codes, are whole."""
        whole = {"report", *(table.name for table in CATALOGUE if "report" not in table.columns)}
        return {name: (self if name in whole else parts)[name] for name in self}

    def __iter__(self) -> Iterator[str]:
        """The names, in the order of the catalogue."""
        return iter(TABLES)

    def __len__(self) -> int:
        """How many tables there are."""
        return len(TABLES)

    def rows(self, table: Table) -> Iterator[list[str]]:
        """The rows of ``table`` as text, without its header."""
        found = cells(self.files[path(table)])
        next(found)
        return found

    def columns(self, name: str, *columns: str) -> Iterator[tuple[str, ...]]:
        """The cells of ``columns`` of a table as text, row by row, without a frame."""
        table = TABLES[name]
        at = [table.columns.index(column) for column in columns]
        return (tuple([row[i] for i in at]) for row in self.rows(table))

    def passing(self, table: Table) -> tuple[Iterator[list[str]], list[str], int]:
        """The rows of ``table`` to be seen one by one, the last of them (empty where there is none), and how many there are."""
        content = self.files[path(table)]
        end = content.rfind(_END, 0, -len(_END)) + len(_END)
        count = self.counts[table.name]
        return self.rows(table), next(cells(content[end:])) if count else [], count


def columns(frames: Mapping[str, pd.DataFrame], name: str, *wanted: str) -> Iterator[tuple[str, ...]]:
    """The cells of the columns ``wanted`` of a table as text, row by row; of :class:`Tables` no frame is made."""
    if isinstance(frames, Tables):
        return frames.columns(name, *wanted)
    return zip(*(map(cell, frames[name][column]) for column in wanted), strict=True)


def path(table: Table) -> str:
    """Where the file of ``table`` is in the package."""
    return f"{DATA}/{table.name}.csv"
