"""What of a report is compared with the others of its place: its aims and numbers, but none of its text.

In: a reading. Out: its brief. A report is tied to others by the code of its place, or else by its name.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import Final, NamedTuple

from zq_pipeline.lexicon.indicators import INDICATORS
from zq_pipeline.lexicon.standard import STANDARD
from zq_pipeline.reading.facts.target import own
from zq_pipeline.reading.figures.about import standard
from zq_pipeline.reading.figures.figure import Figure, figures
from zq_pipeline.reading.records import (
    Bound,
    Certainty,
    Measure,
    Observation,
    Origin,
    Part,
    Reading,
    Stage,
    Status,
    Target,
    TargetKind,
    Tone,
)
from zq_pipeline.text.finder import Finder
from zq_pipeline.text.span import Span

_SHORT: Final = 3
"""a name of no more characters stands in other names too"""
_COMPARED: Final = "与和同于过"
"""before a name that another is only compared with (收入与经济增长同步)"""


def place(origin: Origin) -> str:
    """What ties the reports of a place together: its code, or else its name."""
    return origin.place_code or origin.place_name


def tied(reports: Iterable[tuple[str, int, str]]) -> frozenset[str]:
    """Of reports, told by place, year and key, the keys of those that can be tied to others of their place.

    A report of nowhere can't, nor can two on one place and year: they are of two places of one name, and nothing tells
    which of the two the others are of.

    >>> sorted(tied([("柳溪镇", 2030, "a"), ("柳溪镇", 2031, "b"), ("柳溪镇", 2031, "c"), ("", 2030, "d")]))
    ['a']
    """
    keys: dict[tuple[str, int], list[str]] = {}
    for where, year, key in reports:
        keys.setdefault((where, year), []).append(key)
    return frozenset(found[0] for (where, _), found in keys.items() if where and len(found) == 1)


class Aim(NamedTuple):
    """A target with an indicator code, in the standard unit of the indicator where that is exact; ``wording`` is that of aims in words."""

    span: Span
    kind: TargetKind
    codes: tuple[str, ...]
    place: str
    measure: Measure
    stage: Stage | None
    period: str
    low: Decimal | None
    high: Decimal | None
    unit: str
    bound: Bound
    tone: Tone
    wording: str
    certainty: Certainty


class Brief(NamedTuple):
    """What of a report is compared with others of its place: its aims, and what it tells of any time.

    Subjects in ``own`` are the place that reports. ``aims`` are the aims in numbers that have a name, as they were read;
    ``targets`` all that have an indicator, as the panel shows them. ``mentioned`` are the standard indicators that the
    report names, ``mentioned_in_plan`` those that its plan names.
    """

    report: str
    place: str
    review_year: int
    plan_year: int
    own: frozenset[str]
    aims: tuple[Figure, ...]
    told: tuple[Figure, ...]
    targets: tuple[Aim, ...] = ()
    mentioned: frozenset[str] = frozenset()
    mentioned_in_plan: frozenset[str] = frozenset()


def brief(reading: Reading) -> Brief:
    """What of ``reading`` is compared with the reports before and after it; numbers without a name never are."""
    by_span = {o.span: o for o in reading.observations}
    aims = [by_span[target.observation] for target in reading.targets if target.observation]
    told = (o for o in reading.observations if o.status is not Status.TARGET)
    in_review, in_plan = _mentioned(reading)
    return Brief(
        report=reading.key,
        place=place(reading.origin),
        review_year=reading.review_year,
        plan_year=reading.plan_year,
        own=own(aims),
        aims=tuple(f for f in figures(reading.source, aims, reading.actions) if f.names),
        told=tuple(f for f in figures(reading.source, told, reading.actions) if f.names),
        targets=tuple(_aim(t, by_span) for t in reading.targets if t.indicator_code and not t.breakdown),
        mentioned=in_review,
        mentioned_in_plan=in_plan,
    )


def _aim(t: Target, by_span: Mapping[Span, Observation]) -> Aim:
    o = by_span.get(t.observation) if t.observation else None
    low, high, unit = t.low, t.high, t.unit_code
    if o and o.value_std is not None:
        ends = [None if end is None else standard(o, t.indicator_code, end)[0] for end in (low, high)]
        if all((end is None) == (std is None) for end, std in zip((low, high), ends, strict=True)):
            (low, high), unit = ends, o.unit_std
    return Aim(
        span=t.span,
        kind=t.kind,
        codes=(t.indicator_code, *(o.indicators_also if o else ())),
        place=t.place_code if o is None or not o.subject else f"{t.place_code}/{o.subject}",
        measure=t.measure,
        stage=o.stage if o else None,
        period=t.period,
        low=low,
        high=high,
        unit=unit,
        bound=t.bound,
        tone=t.tone,
        wording=t.wording if t.kind is TargetKind.WORDS else "",
        certainty=o.certainty if o else Certainty.LIKELY,
    )


@cache
def _names() -> tuple[Finder, Mapping[str, str]]:
    """The names of the standard indicators, and the code of each."""
    codes = {code for code, _ in STANDARD}
    found = {name: i.code for i in INDICATORS if i.code in codes for name in (i.zh, *i.aliases) if len(name) > _SHORT}
    return Finder(found), found


def _mentioned(reading: Reading) -> tuple[frozenset[str], frozenset[str]]:
    """The standard indicators that the report names outside its plan, and those that its plan names."""
    finder, codes = _names()
    named: tuple[set[str], set[str]] = (set(), set())
    source, statements = reading.source, iter(reading.statements)
    statement = next(statements, None)
    for span in finder.spans(source):
        while statement and statement.span.end < span.end:
            statement = next(statements, None)
        if statement and statement.span.start <= span.start and source[span.start - 1] not in _COMPARED:
            named[statement.part is Part.PLAN].add(codes[span.cut(source)])
    return frozenset(named[0]), frozenset(named[1])
