"""What is made of the reports, and known again: the same reports and the same code give the same tables and the same verdicts."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zq_pipeline.defs.display import preview
from zq_pipeline.defs.resources import Kept
from zq_pipeline.store import raw
from zq_pipeline.store.home import Home
from zq_pipeline.store.memory import Memory
from zq_pipeline.store.shards import Shard, Shards, shards
from zq_pipeline.tables.catalogue import CATALOGUE
from zq_pipeline.tables.schema import Table

if TYPE_CHECKING:
    from zq_pipeline.package.gates import Finding
    from zq_pipeline.package.joined import Tables


def where(home: Home) -> Shards:
    """The shards of ``home``."""
    return Shards(home.dagster / "storage" / "shards", home.dagster / "readings")


@dataclass(frozen=True, slots=True)
class Read:
    """What was read, as it is kept for the tables: the reports by place, what checks and gates find wrong in what they give,
    and what was set aside."""

    shards: tuple[Shard, ...]
    findings: "tuple[Finding, ...]"
    set_aside: tuple[raw.SetAside, ...]

    @classmethod
    def of(cls, survey: raw.Survey, home: Home) -> "Read":
        """Make what is not yet made of ``survey``, and check it."""
        found = shards(survey.abouts)
        return cls(found, tuple(where(home).make(found)), survey.set_aside)

    @property
    def abouts(self) -> tuple[raw.About, ...]:
        """What is told of each report."""
        return tuple(about for shard in self.shards for about in shard.abouts)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What to be wary of."""
        return tuple(warning for about in self.abouts for warning in about.warnings)

    def failing(self, gate: str, file: str = "") -> Sequence[dict[str, Any]]:
        """What a check or gate found, in ``file`` only where that is given."""
        return [
            {"row": found.row, "column": found.column, "detail": found.detail}
            for found in self.findings
            if found.gate == gate and file in ("", found.file)
        ]


@dataclass(frozen=True, slots=True)
class Made:
    """A table that was made: ``digest`` is the sha256 of its file."""

    digest: str
    rows: int
    preview: str


def table(table: Table, home: Home, kept: Kept) -> Made:
    """Put ``table`` together from what is kept of each place, or tell what came of it before; raises NotKept.

    What writes tables is loaded only when there is something to do.
    """
    read: Read = kept.last("reading")
    remembered = Memory(home.dagster / "storage" / "tables" / table.name)
    known: Made | None = remembered.get(told(read))
    if known is None:
        content, rows = where(home).table(table, read.shards)
        known = Made(hashlib.sha256(content).hexdigest(), rows, preview(content))
        remembered.put(told(read), known)
    remembered.forget_unused()
    return known


def told(read: Read) -> list[bytes]:
    """A name for all that is made of the reports."""
    return [shard.name.encode() for shard in read.shards]


def sources(read: Read, home: Home) -> dict[str, str]:
    """The text of each report by its key."""
    return where(home).sources(read.shards)


def tables(read: Read, home: Home, reports: Collection[str] | None = None) -> "Tables":
    """Every table; with the rows of the places of ``reports`` alone, where these are given."""
    from zq_pipeline.package.joined import Tables, path

    kept = where(home)
    some = [s for s in read.shards if reports is None or any(about.key in reports for about in s.abouts)]
    found = {table.name: kept.table(table, some) for table in CATALOGUE}
    files = {path(table): found[table.name][0] for table in CATALOGUE}
    return Tables(files, {name: rows for name, (_, rows) in found.items()})
