"""Numbers of several reports side by side: one line an indicator, place and period, and what a later report restates."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from zq_pipeline.lexicon.stages import FROM, RISES
from zq_pipeline.reading.facts import ledger
from zq_pipeline.reading.facts.brief import place, tied
from zq_pipeline.reading.figures.figure import breakdown
from zq_pipeline.reading.records import (
    Measure,
    NoteKind,
    Observation,
    Reading,
    SourceNote,
    Stage,
    Status,
    Sure,
)
from zq_pipeline.text.span import Span

_NEAR: Final = 24
"""how far before a number the 从 stands that it is the start by"""
_TOLD: Final = frozenset({Status.ACTUAL, Status.ESTIMATED})


class When(StrEnum):
    """Which time of its period a number is of: a flow or rate of all of it, a yearly average, what stands at its end, or
    what a change started from (从12家增加到20家)."""

    WHOLE = "whole"
    BASE = "base"
    AVERAGE = "average"
    END = "end"


_Line = tuple[str, str, str, str, str, Measure, When, str, str]


class Point(NamedTuple):
    """What one report says of an indicator in a period; ``revised`` when an earlier report said something else.

    ``value`` is in ``unit``: the standard unit of the indicator where that is exact, else the unit as read; a rate of
    change in per cent. ``base_period`` is that which a change is from. ``observation`` is the span in ``report``,
    ``statement`` where its sentence begins, ``quote`` what is printed.
    """

    indicator: str
    breakdown: str
    subject: str
    place: str
    period: str
    base_period: str
    measure: Measure
    when: When
    stage: Stage | None
    value: Decimal
    unit: str
    status: Status
    report: str
    observation: Span
    statement: int
    quote: str
    revised: bool = False

    @property
    def line(self) -> _Line:
        """What the numbers of several reports share that state the same."""
        stage = self.stage.value if self.stage else ""
        return (
            self.indicator, self.breakdown, self.subject, self.place, self.period, self.measure, self.when, stage, self.unit,
        )  # fmt: skip


def points(reading: Reading) -> tuple[Point, ...]:
    """The points of a report, as far as it alone can tell.

    Only numbers with an indicator code, without a range, and reached or expected: a target is no point. Two different
    numbers of one report for one line are both left out, since nothing tells which one is meant.
    """
    lines: dict[_Line, list[Point]] = defaultdict(list)
    for o in reading.observations:
        if o.indicator_code and o.status in _TOLD and o.value_high is None and o.measure is not Measure.RANK:
            point = _point(reading, o)
            lines[point.line].append(point)
    return tuple(told[0] for told in lines.values() if len({point.value for point in told}) == 1)


def _point(reading: Reading, o: Observation) -> Point:
    standard = o.value_std is not None
    return Point(
        indicator=o.indicator_code,
        breakdown=breakdown(o),
        subject=o.subject,
        place=o.place_code or place(reading.origin),
        period=o.period,
        base_period=o.base_period,
        measure=o.measure,
        when=_when(reading.source, o),
        stage=o.stage,
        value=o.value_std if o.value_std is not None else o.value,
        unit=o.unit_std if standard else o.unit_code,
        status=o.status,
        report=reading.key,
        observation=o.span,
        statement=o.statement,
        quote=o.span.cut(reading.source),
    )


def _when(source: str, o: Observation) -> When:
    if o.stage is Stage.YEARLY_AVERAGE:
        return When.AVERAGE
    if RISES.match(source, o.span.end) and FROM.search(source, max(o.statement, o.span.start - _NEAR), o.span.start):
        return When.BASE
    return When.END if o.stage is Stage.STOCK else When.WHOLE


def revisions(told: Iterable[Point]) -> Iterator[tuple[Point, Point]]:
    """Of the points of reports that are tied, in the order of their years: each that differs from the one before it in its line, after that one."""
    last: dict[_Line, Point] = {}
    for point in told:
        before = last.get(point.line)
        last[point.line] = point
        if before and before.value != point.value:
            yield before, point


def _told(readings: Iterable[Reading]) -> tuple[list[Point], list[tuple[Point, Point]]]:
    """The points of all ``readings``, and those that differ from an earlier one of the same reporting place, after that one."""
    ordered = sorted(readings, key=lambda r: (r.review_year, r.key))
    sure = tied((place(r.origin), r.review_year, r.key) for r in ordered)
    told: list[Point] = []
    changed: list[tuple[Point, Point]] = []
    by_place: dict[str, list[Point]] = defaultdict(list)
    for r in ordered:
        own = points(r)
        told += own
        if r.key in sure:
            by_place[place(r.origin)] += own
    for own_points in by_place.values():
        changed += revisions(own_points)
    return told, changed


def view(readings: Iterable[Reading]) -> tuple[Point, ...]:
    """The points of all ``readings``, by indicator, subject, place, period and report."""
    told, changed = _told(readings)
    revised = {(point.report, point.observation) for _, point in changed}
    found = (p._replace(revised=True) if (p.report, p.observation) in revised else p for p in told)
    return tuple(sorted(found, key=lambda p: (*p.line, p.report)))


def restatement(earlier: Point, point: Point) -> SourceNote:
    """The note at ``point``, which states anew, and differently, what ``earlier`` stated."""
    sure = Sure.MEDIUM if earlier.status is Status.ESTIMATED else Sure.HIGH
    evidence = f"{earlier.report}: {earlier.quote}"
    return SourceNote(point.observation, point.statement, NoteKind.RESTATED, "", evidence, sure)


def restated(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """``readings`` with a note at each number that states an earlier report's number anew, and differently."""
    notes: dict[str, list[SourceNote]] = defaultdict(list)
    for earlier, point in _told(readings)[1]:
        notes[point.report].append(restatement(earlier, point))
    order = {kind: place for place, kind in enumerate(NoteKind)}
    return tuple(
        replace(
            r, source_notes=tuple(sorted((*r.source_notes, *notes[r.key]), key=lambda n: (n.span.start, order[n.kind])))
        )
        if r.key in notes
        else r
        for r in readings
    )


def together(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """``readings`` with what only several of them tell: what became of targets, and numbers stated anew."""
    return restated(ledger.outcomes(readings))
