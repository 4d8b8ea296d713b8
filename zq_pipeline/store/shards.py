"""What the reports of a place give to each table, kept by all that it depends on: only of a place with news is anything made.

Reports of one place tell of each other (what became of an aim, a number stated anew), and of no other place. So the rows of a place
are a shard: made, checked by every check and put through every gate as a small package of its own, and put together with those of
other places. What is left to check then is what only all of them can break: keys.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from zq_pipeline.reading.records import Reading
from zq_pipeline.store import raw
from zq_pipeline.store.memory import Memory, everything, key
from zq_pipeline.store.raw import About
from zq_pipeline.tables.catalogue import CATALOGUE
from zq_pipeline.tables.schema import Table

if TYPE_CHECKING:
    from zq_pipeline.package.gates import Finding
    from zq_pipeline.package.joined import Chunk

_SOURCE: Final = "source"
_PASSED: Final = "passed"
_AT_ONCE: Final = 16
"""Reports that are made into tables and checked together: a gate takes its time to open, and all of them at once much memory."""


@dataclass(frozen=True, slots=True)
class Shard:
    """The reports of a place, and a name for all that they and the code can make of them."""

    name: str
    abouts: tuple[About, ...]


def shards(abouts: Iterable[About]) -> tuple[Shard, ...]:
    """The reports by place, in the order of places."""
    places: dict[str, list[About]] = {}
    for about in abouts:
        places.setdefault(about.place, []).append(about)
    code = everything()
    return tuple(
        Shard(key([code, *(f"{about.kept} {about.at}".encode() for about in places[place])]), tuple(places[place]))
        for place in sorted(places)
    )


class Shards:
    """The shards that are kept in ``folder``, one below it for each table; ``readings`` is where readings are kept."""

    def __init__(self, folder: Path, readings: Path) -> None:
        """Opens nothing yet."""
        self._readings = readings
        self._kept = {name: Memory(folder / name) for name in (*(t.name for t in CATALOGUE), _SOURCE, _PASSED)}

    def make(self, wanted: Sequence[Shard]) -> "list[Finding]":
        """Make what is not known of ``wanted``, and forget what is not wanted; what checks and gates find wrong in it.

        A shard in which something is wrong is not known the next time. Raises NotKept.
        """
        passed = self._kept[_PASSED]
        findings = []
        new = [shard for shard in wanted if passed.get([shard.name.encode()]) is None]
        for some in _some(new):
            findings += self._made(some)
        for shard in wanted:
            for memory in self._kept.values():
                memory.has([shard.name.encode()])
        for memory in self._kept.values():
            memory.forget_unused()
        return findings

    def table(self, table: Table, wanted: Sequence[Shard]) -> tuple[bytes, int]:
        """The CSV file of ``table``, and how many rows it has; a part that is damaged or lost is made anew. Raises NotKept."""
        from zq_pipeline.package.joined import joined

        return joined(table, (self._part(table, shard) for shard in wanted))

    def sources(self, wanted: Sequence[Shard]) -> dict[str, str]:
        """The text of each report by its key, in the order of keys."""
        found: dict[str, str] = {}
        for shard in wanted:
            kept = self._kept[_SOURCE].get([shard.name.encode()])
            found |= kept or _sources(raw.opened(shard.abouts, self._readings))
        return dict(sorted(found.items()))

    def _part(self, table: Table, shard: Shard) -> "list[Chunk]":
        memory = self._kept[table.name]
        found: list[Chunk] | None = memory.get([shard.name.encode()])
        if found is None:
            from zq_pipeline.package.joined import chunks
            from zq_pipeline.tables.frames import FRAMES

            found = chunks(table, FRAMES[table.name](raw.opened(shard.abouts, self._readings)))
            memory.put([shard.name.encode()], found)
        return found

    def _made(self, some: Sequence[Shard]) -> "list[Finding]":
        """Make the tables of ``some`` shards, and keep of each its part, and that nothing is wrong with it."""
        from zq_pipeline.package.joined import Tables, chunks
        from zq_pipeline.package.validation import unsound
        from zq_pipeline.tables.frames import frames

        parts: dict[str, list[list[Chunk]]] = {table.name: [] for table in CATALOGUE}
        sources: dict[str, str] = {}
        for shard in some:
            readings = raw.opened(shard.abouts, self._readings)
            made, own = frames(readings), _sources(readings)
            for table in CATALOGUE:
                part = chunks(table, made[table.name])
                parts[table.name].append(part)
                self._kept[table.name].put([shard.name.encode()], part)
            self._kept[_SOURCE].put([shard.name.encode()], own)
            sources |= own
        findings = unsound(Tables.joined(parts), sources)
        for shard in () if findings else some:
            self._kept[_PASSED].put([shard.name.encode()], True)
        return findings


def _sources(readings: Iterable[Reading]) -> dict[str, str]:
    return {reading.key: reading.source for reading in readings}


def _some(wanted: Sequence[Shard]) -> Iterator[list[Shard]]:
    """As many at once as have so many reports, at least one."""
    some: list[Shard] = []
    for shard in wanted:
        if some and sum(len(one.abouts) for one in (*some, shard)) > _AT_ONCE:
            yield some
            some = []
        some.append(shard)
    if some:
        yield some
