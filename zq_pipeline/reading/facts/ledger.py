"""What became of the aims of reports, as far as later reports of their place tell.

In: briefs, or readings. Out: an outcome for each aim that a review could tell of, or that a later plan sets anew.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from zq_pipeline.reading.facts.brief import Brief, brief, tied
from zq_pipeline.reading.facts.matching import Told
from zq_pipeline.reading.facts.outcome import comparable, distance, state
from zq_pipeline.reading.figures.figure import Figure
from zq_pipeline.reading.records import Reading, State, Target, TargetKind
from zq_pipeline.text.span import Span


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an aim: both with the report they stand in, and the aim less the outcome."""

    report: str
    aim: Span
    state: State
    told_by: str = ""
    outcome: Span | None = None
    distance: Decimal | None = None


def compared(briefs: Sequence[Brief]) -> Iterator[Outcome]:
    """What became of each aim, as far as a report on the same place and the year aimed at, or a later plan, tells."""
    sure = tied((b.place, b.review_year, b.report) for b in briefs)
    by_place: dict[str, dict[int, Brief]] = defaultdict(dict)
    for b in briefs:
        if b.report in sure:
            by_place[b.place][b.review_year] = b
    for reports in by_place.values():
        told: dict[tuple[int, str], Told] = {}
        for year in sorted(reports):
            for aim in reports[year].aims:
                if outcome := _became(reports[year], aim, reports, told):
                    yield outcome
            yield from _became_of_words(reports[year], reports)


def _last_year(period: str) -> int:
    """The year that a period ends in."""
    return int(period.rpartition("/")[2][:4])


def _became(
    earlier: Brief, aim: Figure, reports: dict[int, Brief], told: dict[tuple[int, str], Told]
) -> Outcome | None:
    """What became of ``aim``; None while no report could tell."""
    due = _last_year(aim.period)
    if due <= earlier.review_year:
        return None  # an aim of the year under review (年度目标6%), which its own report tells of
    following = reports.get(due)
    if following:
        key = (due, aim.period)
        if key not in told:
            told[key] = Told((f for f in following.told if _of_time(f, aim.period, due)), earlier.own)
        outcome = told[key].match(aim)
        both = comparable(aim, outcome) if outcome else None
        if outcome and both:
            return Outcome(earlier.report, aim.span, state(*both), following.report, outcome.span, distance(*both))
    if changed := _changed(earlier, aim, reports, due):
        return Outcome(earlier.report, aim.span, State.CHANGED, changed)
    return Outcome(earlier.report, aim.span, State.SILENT, following.report) if following else None


def _of_time(figure: Figure, period: str, due: int) -> bool:
    """Whether a number that a report tells is of the time aimed at: that time itself, or within the year."""
    if "/" in period and len(period) == len("2031/2035"):
        return figure.period == period
    return figure.period.startswith(str(due))


def _changed(earlier: Brief, aim: Figure, reports: dict[int, Brief], due: int) -> str:
    """The report that sets another number for the same aim, empty when none does."""
    for year in range(earlier.review_year + 1, due):
        if year in reports and aim.codes:
            again = Told((f for f in reports[year].aims if f.period == aim.period), earlier.own).match(aim)
            if again and (again.value, again.value_high, again.bound) != (aim.value, aim.value_high, aim.bound):
                return reports[year].report
    return ""


def _became_of_words(earlier: Brief, reports: dict[int, Brief]) -> Iterator[Outcome]:
    """Aims in words are told of by a number of the same indicator, but nobody can reckon whether it meets them."""
    for aim in earlier.targets:
        span, period, due = aim.span, aim.period, _last_year(aim.period)
        if aim.kind is TargetKind.NUMBER:
            continue
        following = reports.get(due)
        if following is None or due <= earlier.review_year:
            continue
        told = [
            f
            for f in following.told
            if aim.codes[0] in f.codes and f.measure is aim.measure and _of_time(f, period, due)
        ]
        if told:
            yield Outcome(earlier.report, span, State.UNDECIDED, following.report, told[0].span)
        else:
            yield Outcome(earlier.report, span, State.SILENT, following.report)


def outcomes(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """``readings`` with what became of each target, as far as other reports of the place tell."""
    found = {(outcome.report, outcome.aim): outcome for outcome in compared([brief(r) for r in readings])}
    return tuple(
        replace(r, targets=tuple(_filled(target, found.get((r.key, target.span))) for target in r.targets))
        for r in readings
    )


def _filled(target: Target, o: Outcome | None) -> Target:
    if o is None:
        return target
    ahead = target.distance if o.distance is None else o.distance
    return target._replace(outcome=o.outcome, told_by=o.told_by, state=o.state, distance=ahead)
