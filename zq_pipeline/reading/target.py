"""The aims of a plan beside what was reached: the same indicator in the review, and in the next report once there is one."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, NamedTuple

from zq_pipeline.lexicon.deeds import MEANS
from zq_pipeline.reading.figure import Figure, Told, clause_start, distance, figures, reached
from zq_pipeline.reading.records import (
    Action,
    Bound,
    Direction,
    Met,
    Observation,
    Origin,
    Part,
    Reading,
    Section,
    Statement,
    Status,
    Target,
)
from zq_pipeline.text.span import Span

_WHOLE: Final = re.compile("[全我本][国省市县区州旗乡镇村]")


def _direction(aim: Figure, baseline: Figure | None) -> Direction:
    if baseline is not None:
        ahead = distance(aim, baseline)
        if ahead == 0:
            return Direction.KEEP
        return Direction.INCREASE if ahead > 0 else Direction.DECREASE
    return {
        Bound.AT_LEAST: Direction.AT_LEAST,
        Bound.MORE_THAN: Direction.AT_LEAST,
        Bound.AT_MOST: Direction.AT_MOST,
        Bound.LESS_THAN: Direction.AT_MOST,
    }.get(aim.bound, Direction.REACH)


def _aims(folded: str, observations: Iterable[Observation], parts: dict[int, Part]) -> list[Observation]:
    return [
        o
        for o in observations
        if o.status is Status.TARGET and parts.get(o.statement) is Part.PLAN and not _means(folded, o)
    ]


def _means(folded: str, observed: Observation) -> bool:
    """Whether a number tells of means that are there: 发挥5家工作站作用 aims at no five."""
    return MEANS.match(folded, clause_start(folded, observed)) is not None


def read(
    folded: str,
    sections: Sequence[Section],
    statements: Sequence[Statement],
    observations: Sequence[Observation],
    actions: Sequence[Action],
    review_year: int,
) -> tuple[Target, ...]:
    """A target for each aim in the plan, in text order, with its baseline in the same report.

    >>> from zq_pipeline.reading.outline import outline
    >>> from zq_pipeline.reading.records import Measure
    >>> text = "一、2031年工作总结\\n新建养老驿站3座。\\n二、2032年工作思路\\n新建养老驿站5座。"
    >>> from zq_pipeline.reading.document.scope import Years, read as scoped
    >>> sections, statements, _ = scoped(text, *outline(text, text, Span(0, 0), Span(0, len(text))), Years(2031, 2032))
    >>> def said(number: str, status: Status, year: int) -> Observation:
    ...     start = text.index(number)
    ...     statement = max(s.span.start for s in statements if s.span.start <= start)
    ...     value = Decimal(number[0])
    ...     return Observation(Span(start, start + 2), statement, "养老驿站", Measure.LEVEL, value, "座", Bound.EXACT, status, str(year))
    >>> numbers = (said("3座", Status.ACTUAL, 2031), said("5座", Status.TARGET, 2032))
    >>> [(t.direction.value, t.baseline.cut(text), str(t.distance), t.met.value) for t in read(text, sections, statements, numbers, (), 2031)]
    [('increase', '3座', '2', 'open')]
    """
    by_section = {section.span.start: section.part for section in sections}
    parts = {statement.span.start: by_section.get(statement.section, Part.PREAMBLE) for statement in statements}
    review = (
        o
        for o in observations
        if parts.get(o.statement) is not Part.PLAN and o.status is not Status.TARGET and _spans_year(o, review_year)
    )
    aims = _aims(folded, observations, parts)
    before, found = Told(figures(folded, review, actions), _own(aims)), []
    for aim, figure in zip(aims, figures(folded, aims, actions), strict=True):
        # What several years sum or average to is not what one gives.
        baseline = None if "/" in aim.period else before.match(figure)
        ahead = distance(aim, baseline) if baseline else None
        found.append(
            Target(
                aim.span,
                aim.statement,
                _direction(figure, baseline),
                Met.OPEN,
                baseline.span if baseline else None,
                distance=ahead,
            )
        )
    return tuple(found)


def _spans_year(observed: Observation, year: int) -> bool:
    return observed.period.startswith(str(year))


def _own(aims: Iterable[Observation]) -> frozenset[str]:
    """Words like 全省 for the place that reports: those for which its plan sets aims."""
    return frozenset(aim.subject for aim in aims if _WHOLE.fullmatch(aim.subject))


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


class Brief(NamedTuple):
    """What of a report is compared with the next one: its aims for the year planned, and what it tells of its own year.

    Subjects in ``own`` are the place that reports.
    """

    report: str
    place: str
    review_year: int
    plan_year: int
    own: frozenset[str]
    aims: tuple[Figure, ...]
    told: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an aim: both with the report they stand in, and the aim less the outcome."""

    report: str
    aim: Span
    outcome_report: str
    outcome: Span
    met: Met
    distance: Decimal


def brief(reading: Reading) -> Brief:
    """What of ``reading`` is compared with the reports before and after it; numbers without a name never are."""
    by_span = {o.span: o for o in reading.observations}
    targets = [by_span[target.observation] for target in reading.targets]
    aims = (aim for aim in targets if _spans_year(aim, reading.plan_year) and "/" not in aim.period)
    told = (o for o in reading.observations if o.status is not Status.TARGET and _spans_year(o, reading.review_year))
    return Brief(
        reading.key,
        place(reading.origin),
        reading.review_year,
        reading.plan_year,
        _own(targets),
        tuple(f for f in figures(reading.source, aims, reading.actions) if f.names),
        tuple(f for f in figures(reading.source, told, reading.actions) if f.names),
    )


def compared(briefs: Sequence[Brief]) -> Iterator[Outcome]:
    """What came of the aims of each report that one on the same place and the year planned tells of."""
    sure = tied((b.place, b.review_year, b.report) for b in briefs)
    by_year = {(b.place, b.review_year): b for b in briefs if b.report in sure}
    for earlier in by_year.values():
        following = by_year.get((earlier.place, earlier.plan_year))
        if following:
            told = Told(following.told, earlier.own)
            for aim in earlier.aims:
                if outcome := told.match(aim):
                    met = Met.YES if reached(aim, outcome) else Met.NO
                    ahead = distance(aim, outcome)
                    yield Outcome(earlier.report, aim.span, following.report, outcome.span, met, ahead)


def outcomes(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """``readings`` with the outcome of each target that a report on the same place and the year planned tells."""
    found = {(outcome.report, outcome.aim): outcome for outcome in compared([brief(r) for r in readings])}
    return tuple(
        replace(r, targets=tuple(_filled(target, found.get((r.key, target.observation))) for target in r.targets))
        for r in readings
    )


def _filled(target: Target, o: Outcome | None) -> Target:
    if o is None:
        return target
    return replace(target, outcome=o.outcome, outcome_report=o.outcome_report, met=o.met, distance=o.distance)
