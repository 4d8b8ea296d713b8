"""What is made of the readings, and known again: the same readings and the same code give the same tables and the same verdicts."""

import hashlib
import pickle
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zq_pipeline.defs.display import preview
from zq_pipeline.defs.resources import Kept
from zq_pipeline.errors import printable
from zq_pipeline.reading.records import Reading
from zq_pipeline.store import raw
from zq_pipeline.store.home import Home
from zq_pipeline.store.memory import Memory, everything
from zq_pipeline.tables.catalogue import CATALOGUE
from zq_pipeline.tables.schema import Table

if TYPE_CHECKING:
    import pandas as pd


def warned(readings: Iterable[Reading]) -> Iterator[str]:
    """Each warning of ``readings`` on a line, with the name of the file."""
    for reading in readings:
        for warning in reading.warnings:
            yield f"{printable(reading.origin.file.rpartition('/')[2])}: {warning}"


@dataclass(frozen=True, slots=True)
class Read:
    """The readings as they are kept for the tables: named by all they say, opened only by who has to look into them.

    ``sources`` holds the text of each report by its key, ``set_aside`` what was left out, ``warnings`` what to be wary of.
    """

    name: str
    sealed: bytes
    sources: Mapping[str, str]
    set_aside: tuple[raw.SetAside, ...]
    warnings: tuple[str, ...]

    @classmethod
    def of(cls, shelf: raw.Shelf) -> "Read":
        """Seal ``shelf``."""
        name = hashlib.sha256()
        for reading in shelf.readings:
            name.update(hashlib.sha256(repr(reading).encode(errors="surrogateescape")).digest())
        sealed = pickle.dumps(shelf.readings, protocol=pickle.HIGHEST_PROTOCOL)
        sources = {r.key: r.source for r in shelf.readings}
        return cls(name.hexdigest(), sealed, sources, shelf.set_aside, tuple(warned(shelf.readings)))

    def open(self) -> tuple[Reading, ...]:
        """The readings."""
        readings: tuple[Reading, ...] = pickle.loads(self.sealed)
        return readings


@dataclass(frozen=True, slots=True)
class Made:
    """A table that was made, kept under ``digest``, and put against its contract."""

    digest: str
    rows: int
    preview: str
    failing: tuple[dict[str, Any], ...]


def table(table: Table, home: Home, kept: Kept) -> Made:
    """Make ``table``, keep it, check it; or tell what came of it before, when it is kept still and no cell was amiss.

    pandas and pandera are loaded only when there is something to do.
    """
    read: Read = kept.last("reading")
    remembered = Memory(home.dagster / "storage" / "tables" / table.name)
    identity = [everything(), read.name.encode()]
    known: Made | None = remembered.get(identity)
    if known is not None and known.digest == kept.digest(table.name):
        return known
    from zq_pipeline.tables.contract import violations
    from zq_pipeline.tables.frames import FRAMES

    frame = FRAMES[table.name](read.open())
    kept.keep(table.name, frame)
    made = Made(kept.digest(table.name), len(frame), preview(frame), tuple(violations(table, frame)))
    if not made.failing:
        remembered.put(identity, made)
        remembered.forget_unused()
    return made


def told(read: Read, kept: Kept) -> list[bytes]:
    """A name for the readings and every table as it is kept."""
    return [read.name.encode(), *(kept.digest(table.name).encode() for table in CATALOGUE)]


def tables(kept: Kept) -> "Mapping[str, pd.DataFrame]":
    """Every table as it is kept."""
    return {table.name: kept.last(table.name) for table in CATALOGUE}
