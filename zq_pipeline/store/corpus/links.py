"""What only several reports of one place tell: what became of targets, numbers stated anew, and the panel.

The batches keep what each report is compared by (:mod:`brief`) in shares of places, since the reports of one place stand
in many batches. Here those of a place come together, whatever batches they are in, and what they tell of each other is
written in the shares of the tables, where it is taken up. In memory is a part of the places at a time, of which there are
as many as it takes, and of these the numbers of one place taken apart: one report a year, since only such are compared.
"""

import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from zq_pipeline.reading.facts import panel
from zq_pipeline.reading.facts.brief import tied
from zq_pipeline.reading.facts.ledger import compared
from zq_pipeline.reading.facts.series import Point, restatement, revisions
from zq_pipeline.store.corpus.brief import unpack
from zq_pipeline.store.corpus.content import SCHEMAS
from zq_pipeline.store.corpus.shares import PARTS, SHARES, checksum, every, read, share, write
from zq_pipeline.tables.promises import panel_rows

BRIEFS: Final = "brief.parquet"
FOLDER: Final = ".links"
BRIEF: Final = pa.schema(
    [
        ("place", pa.string()),
        ("year", pa.int32()),
        ("report", pa.string()),
        ("province", pa.string()),
        ("brief", pa.binary()),
    ]
)
"""A row for each report of a known place."""

_SCHEMAS: Final = {
    "target": pa.schema(
        [SCHEMAS["target"].field(name) for name in ("target", "outcome", "told_by", "state", "distance")]
    ),
    "series": pa.schema([SCHEMAS["series"].field(name) for name in ("series", "revised")]),
    "source_note": pa.schema([*SCHEMAS["source_note"], *PARTS]),
    "panel": pa.schema([*SCHEMAS["panel"], *PARTS]),
    "alone": pa.schema([pa.field("report", pa.string())]),
}
"""What links say: other cells in the rows with these keys; of source notes more rows; of the panel all rows of the reports
in ``alone``, instead of those that each of these alone would give."""

_BRIEFS: Final = "briefs"
_TOGETHER: Final = 64
"""Batches whose briefs are laid out by place in one file."""

_AT_ONCE: Final = 8_000_000
"""Bytes on the disk, about, of the briefs that are in memory at once; there they take ten times as much."""

Dropped = Mapping[str, frozenset[str]]
"""Batch → the reports in it that a batch before it has as well."""

_Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Places:
    """A part of the work: of so many parts of the places, that with a number."""

    number: int
    of: int

    def __str__(self) -> str:
        """How to speak of it."""
        return "Comparing the reports of each place"


@dataclass(frozen=True, slots=True)
class Some:
    """A part of the work: some of the batches, the briefs of which are laid out by the ``of`` parts of the places."""

    number: int
    batches: tuple[Path, ...]
    of: int

    def __str__(self) -> str:
        """How to speak of it."""
        return "Laying out the reports by place"


def some(batches: Sequence[Path], of: int) -> list[Some]:
    """``batches`` as parts of the work."""
    starts = range(0, len(batches), _TOGETHER)
    return [Some(number, tuple(batches[at : at + _TOGETHER]), of) for number, at in enumerate(starts)]


def lay_out(part: Some, out: Path, dropped: Dropped) -> None:
    """Write the briefs of some batches in a file in which each part of the places stands for itself, so that each brief is taken up once."""
    found: dict[int, list[pa.RecordBatch]] = defaultdict(list)
    for batch in part.batches:
        gone = dropped.get(batch.name, frozenset())
        for rows in every(batch / BRIEFS):
            by_part: dict[int, list[int]] = defaultdict(list)
            for at, (place, report) in enumerate(zip(*(rows[n].to_pylist() for n in ("place", "report")), strict=True)):
                if report not in gone:
                    by_part[checksum(place) % part.of].append(at)
            for number, at_rows in by_part.items():
                found[number] += rows.take(at_rows).to_batches()
    listed = [(number, rows) for number in sorted(found) for rows in found[number]]
    write(out / FOLDER / _BRIEFS / f"{part.number}.parquet", BRIEF, listed)


def parts(out: Path, batches: Sequence[Path]) -> list[Places]:
    """The parts of the places that the reports of ``batches``, folders, are on; what an earlier run left half-done is cleared."""
    shutil.rmtree(out / FOLDER, ignore_errors=True)
    for table in (*_SCHEMAS, _BRIEFS):
        (out / FOLDER / table).mkdir(parents=True)
    size = sum(path.stat().st_size for batch in batches if (path := batch / BRIEFS).exists())
    of = SHARES * (1 + size // (SHARES * _AT_ONCE))
    return [Places(number, of) for number in range(of)]


def link(places: Places, out: Path) -> None:
    """Write what the reports of ``places`` tell of each other; again when that was broken off."""
    found: dict[str, dict[int, _Rows]] = {table: defaultdict(list) for table in _SCHEMAS}
    for reports in _by_place(places, out):
        for table, number, row in _compare(reports):
            found[table][number].append(row)
    for table, schema in _SCHEMAS.items():
        rows = [(number, pa.RecordBatch.from_pylist(some, schema)) for number, some in found[table].items()]
        write(out / FOLDER / table / f"{places.number}.parquet", schema, rows)


def _by_place(places: Places, out: Path) -> Iterator[_Rows]:
    """The reports of each place that can be tied to each other, where there are several, in the order of their years."""
    # First who is there: of reports that all call their place 本市, however many they are, no brief is taken up.
    names = ["place", "year", "report"]
    listed = [tuple(row.values()) for rows in _briefs(places, out, names) for row in rows.to_pylist()]
    sure = tied(listed)
    several = Counter(place for place, _, report in listed if report in sure)
    ours = pa.array(sorted(report for place, _, report in listed if report in sure and several[place] > 1), pa.string())
    found = [rows.filter(pc.is_in(rows["report"], ours)) for rows in _briefs(places, out) if len(ours)]
    if found:
        whole = pa.concat_tables(found).sort_by([(name, "ascending") for name in names])
        rows = (row for some in whole.to_batches(max_chunksize=1) for row in some.to_pylist())
        for _, reports in groupby(rows, itemgetter("place")):
            yield list(reports)


def _briefs(places: Places, out: Path, columns: list[str] | None = None) -> Iterator[pa.Table]:
    """The rows on the reports of ``places``, in the order of the batches."""
    files = sorted((out / FOLDER / _BRIEFS).iterdir(), key=lambda path: int(path.stem))
    return (rows for path in files if (rows := read(path, places.number, columns)) is not None)


def _compare(reports: _Rows) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """What reports of one place tell of each other: a table, the share that it is told in, and a row of links."""
    kept = [unpack(report["brief"]) for report in reports]
    parts = {report["report"]: (report["year"], report["province"]) for report in reports}
    pages = {(p.report, p.observation): page for k in kept for p, page in zip(k.points, k.pages, strict=True)}
    for o in compared([k.brief for k in kept]):
        outcome = f"{o.told_by}-{o.outcome.start}" if o.outcome else None
        row = {"target": f"{o.report}-{o.aim.start}", "outcome": outcome, "told_by": o.told_by, "state": o.state}
        yield "target", share(*parts[o.report]), row | {"distance": o.distance}
    for row in panel_rows(panel.rows(k.brief for k in kept)):
        year, province = parts[row["report"]]
        cells = {name: None if cell == "" else cell for name, cell in row.items()}
        yield "panel", share(year, province), cells | {"report_year": year, "report_province": province}
    for report, part in parts.items():
        yield "alone", share(*part), {"report": report}
    for earlier, point in revisions(p for k in kept for p in k.points):
        year, province = parts[point.report]
        page = pages[point.report, point.observation]
        note = _note(earlier, point) | {"page": page, "report_year": year, "report_province": province}
        yield "series", share(year, province), {"series": f"{point.report}-{point.observation.start}", "revised": "yes"}
        yield "source_note", share(year, province), note


def _note(earlier: Point, point: Point) -> dict[str, Any]:
    note = restatement(earlier, point)
    return {
        "source_note": f"{point.report}-{note.span.start}-{note.kind}",
        "statement": f"{point.report}-{note.statement}",
        "kind": note.kind,
        "evidence": note.evidence,
        "sure": note.sure,
        "report": point.report,
        "start": note.span.start,
        "end": note.span.end,
        "quote": point.quote,
    }


def _read(out: Path, table: str, number: int) -> Iterator[pa.Table]:
    files = sorted((out / FOLDER / table).iterdir(), key=lambda path: int(path.stem))
    return (rows for path in files if (rows := read(path, number)) is not None)


def more(out: Path, table: str, number: int) -> Iterator[pa.Table]:
    """The rows that links add to a share of ``table``, of one part of the places after the other."""
    return _read(out, table, number) if table in ("source_note", "panel") else iter(())


def replaced(out: Path, table: str, number: int) -> frozenset[str]:
    """The reports in a share of ``table`` whose rows links have whole, and the batches' rows are not."""
    if table != "panel":
        return frozenset()
    return frozenset(report for rows in _read(out, "alone", number) for report in rows["report"].to_pylist())


class Amended:
    """What links say of the rows of a share of ``table``: taken up once, and looked up row by row, however many rows there are."""

    def __init__(self, out: Path, table: str, number: int) -> None:
        """Of a table of which links say no cells, nothing."""
        told = list(_read(out, table, number)) if table in ("target", "series") else []
        self.table, self.told = table, pa.concat_tables(told).combine_chunks() if told else None
        keys = self.told[table].to_pylist() if self.told else []
        self.at = {key: at for at, key in enumerate(keys)}

    def __call__(self, rows: pa.Table) -> pa.Table:
        """``rows`` with what is said of them."""
        if self.told is None:
            return rows
        rows = rows.combine_chunks()
        at = pa.array([self.at.get(key) for key in rows[self.table].to_pylist()], pa.int64())
        for name in self.told.column_names:
            if name != self.table:
                # An empty cell leaves what is there.
                said = pc.coalesce(self.told[name].take(at), rows[name])
                rows = rows.set_column(rows.column_names.index(name), rows.field(name), said)
        return rows
