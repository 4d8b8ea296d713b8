"""Numbers of several reports side by side: one line an indicator, place and period, and what a later report restates."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from zq_pipeline.reading import target
from zq_pipeline.reading.records import Measure, NoteKind, Observation, Reading, SourceNote, Status, Sure
from zq_pipeline.text.span import Span

_TOLD: Final = frozenset({Status.ACTUAL, Status.ESTIMATED})


@dataclass(frozen=True, slots=True)
class Point:
    """What one report says of an indicator in a period; ``revised`` when an earlier report said something else.

    ``value`` is in ``unit`` (a code), a rate of change in per cent. ``observation`` is the span in ``report``.
    """

    indicator: str
    breakdown: str
    subject: str
    place: str
    period: str
    measure: Measure
    value: Decimal
    unit: str
    status: Status
    report: str
    observation: Span
    revised: bool = False


_Line = tuple[str, str, str, str, str, Measure, str]


def _line(place: str, o: Observation) -> _Line:
    code, _, breakdown = target.code(o).partition(":")
    return code, breakdown, o.subject, place, o.period, o.measure, o.unit_code


def view(readings: Iterable[Reading]) -> tuple[Point, ...]:
    """The points of all ``readings``, by indicator, subject, place, period and report.

    Only numbers with an indicator code, without a range, and reached or expected: a target is no point. Two different
    numbers of one report for one line are both left out, since nothing tells which one is meant.
    """
    points: list[Point] = []
    last: dict[_Line, Decimal] = {}
    for reading in sorted(readings, key=lambda r: (r.review_year, r.key)):
        place = reading.origin.place_code or reading.origin.place_name
        lines: dict[_Line, list[Observation]] = defaultdict(list)
        for o in reading.observations:
            if o.indicator_code and o.status in _TOLD and o.value_high is None and o.measure is not Measure.RANK:
                lines[_line(place, o)].append(o)
        for line, told in lines.items():
            if len({o.value for o in told}) > 1:
                continue
            o = told[0]
            before = last.get(line)
            last[line] = o.value
            revised = before is not None and before != o.value
            points.append(Point(*line[:6], o.value, o.unit_code, o.status, reading.key, o.span, revised))
    return tuple(
        sorted(
            points, key=lambda p: (p.indicator, p.breakdown, p.subject, p.place, p.period, p.measure, p.unit, p.report)
        )
    )


def restated(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """``readings`` with a note at each number that states an earlier report's number anew, and differently."""
    points = view(readings)
    before: dict[_Line, Point] = {}
    notes: dict[str, list[SourceNote]] = defaultdict(list)
    by_key = {reading.key: reading for reading in readings}
    for point in points:
        line = (point.indicator, point.breakdown, point.subject, point.place, point.period, point.measure, point.unit)
        if point.revised and line in before:
            earlier = before[line]
            source = by_key[earlier.report].source
            here = next(o for o in by_key[point.report].observations if o.span == point.observation)
            sure = Sure.MEDIUM if earlier.status is Status.ESTIMATED else Sure.HIGH
            evidence = f"{earlier.report}: {earlier.observation.cut(source)}"
            notes[point.report].append(
                SourceNote(point.observation, here.statement, NoteKind.RESTATED, "", evidence, sure)
            )
        before[line] = point
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
    """``readings`` with what only several of them tell: the outcomes of targets, and numbers stated anew."""
    return restated(target.outcomes(readings))
