"""One row a place, indicator, measure and year: what was aimed at, what came, and why this number of several.

In: briefs of the reports of one place, as :mod:`brief` makes them. Only numbers about the reporting place itself, with an
indicator of its own (no branch or product), of one year. For the standard indicators a row is there even when the report
on the year, or the plan for it, is silent.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import chain
from typing import Final, NamedTuple

from zq_pipeline.lexicon.standard import STANDARD
from zq_pipeline.reading.facts.brief import Aim, Brief, brief, place, tied
from zq_pipeline.reading.facts.choice import Candidate, Choice, Why, chosen
from zq_pipeline.reading.facts.ledger import compared
from zq_pipeline.reading.facts.outcome import comparable, state
from zq_pipeline.reading.figures.figure import Figure
from zq_pipeline.reading.records import Bound, Certainty, Measure, Reading, Stage, State, Status, TargetKind, Tone
from zq_pipeline.text.span import Span

_MEASURES: Final = frozenset({Measure.LEVEL, Measure.CHANGE_RATE, Measure.CHANGE})
_PARTIAL: Final = frozenset({Stage.ADDED, Stage.YEARLY_AVERAGE})
_DOUBT: Final = (Certainty.CONFIRMED, Certainty.SURE, Certainty.LIKELY, Certainty.DOUBTFUL)
_NEW: Final = "_new"


class Stated(StrEnum):
    """How a report tells of an indicator: by a number, in words, by its name alone, not at all; or no report is there."""

    NUMBER = "number"
    WORDS = "words"
    MENTIONED = "mentioned"
    NOT_STATED = "not_stated"
    NO_REPORT = "no_report"


class Row(NamedTuple):
    """A row of the panel. Values are in ``unit``: the standard unit of the indicator, or the unit as read where that is not exact.

    ``actual_at``, ``target_at`` and ``baseline_at`` are report and span of what stands behind; ``report`` is the report that
    the row is kept with.
    """

    stem: str
    place: str
    year: int
    indicator: str
    measure: Measure
    unit: str
    report: str
    actual_stated: Stated
    target_stated: Stated
    actual: Decimal | None = None
    actual_bound: Bound | None = None
    estimated: bool | None = None
    why: Why | None = None
    rivals: int = 0
    target_low: Decimal | None = None
    target_high: Decimal | None = None
    target_bound: Bound | None = None
    tone: Tone | None = None
    words: str = ""
    target_rivals: int = 0
    baseline: Decimal | None = None
    state: State | None = None
    certainty: Certainty = Certainty.SURE
    actual_at: tuple[str, Span] | None = None
    target_at: tuple[str, Span] | None = None
    baseline_at: tuple[str, Span] | None = None


_Cell = tuple[str, Measure, int]
_Put = tuple[Brief, Aim]


class _Place:
    """The reports of one place, and what they say of each cell."""

    def __init__(self, briefs: Sequence[Brief]) -> None:
        self.briefs = sorted(briefs, key=lambda b: b.review_year)
        self.by_review = {b.review_year: b for b in self.briefs}
        self.by_plan = {b.plan_year: b for b in self.briefs}
        self.became = {(o.report, o.aim): o.state for o in compared(self.briefs)}
        self.told: dict[_Cell, list[Candidate]] = defaultdict(list)
        self.aims: dict[_Cell, list[_Put]] = defaultdict(list)
        for b in self.briefs:
            for f in b.told:
                for cell in _cells(b, f):
                    self.told[cell].append(Candidate(b.report, b.review_year, f))
            for aim in b.targets:
                for cell in _cells_of(b, aim):
                    self.aims[cell].append((b, aim))
        self.taken = {cell: chosen(candidates) for cell, candidates in self.told.items()}

    def rows(self) -> Iterator[Row]:
        years = {year for b in self.briefs for year in (b.review_year, b.plan_year)}
        standard = {(code, Measure(measure), year) for code, measure in STANDARD for year in years}
        for cell in sorted({*self.taken, *self.aims, *standard}):
            yield self._row(cell)

    def _row(self, cell: _Cell) -> Row:
        code, measure, year = cell
        actual, aim = self.taken.get(cell), _aim(self.aims.get(cell, ()), year)
        review, plan = self.by_review.get(year), self.by_plan.get(year)
        home = review or plan or self.briefs[0]
        first = self.briefs[0]
        row = Row(
            stem=first.place if first.place.isdecimal() else first.report.rpartition("-")[0],
            place=first.place if first.place.isdecimal() else "",
            year=year,
            indicator=code,
            measure=measure,
            unit="",
            report=home.report,
            actual_stated=_stated(review, code, review.mentioned if review else frozenset()),
            target_stated=_stated(plan, code, plan.mentioned_in_plan if plan else frozenset()),
        )
        if actual:
            row = _with_actual(row, actual)
        if aim:
            row = _with_aim(row, *aim)._replace(
                target_rivals=len({(a.low, a.high) for _, a in self.aims[cell] if a.kind is TargetKind.NUMBER} - {(aim[1].low, aim[1].high)}),
                state=self._state(actual, *aim, bool(review)),
            )  # fmt: skip
        before = self.taken.get((code, measure, year - 1))
        if before and _unit(before.taken.figure) == row.unit:
            at = before.taken
            row = row._replace(baseline=_value(at.figure), baseline_at=(at.report, at.figure.span))
        return row

    def _state(self, actual: Choice | None, plan: Brief, aim: Aim, reviewed: bool) -> State:
        """What became of the aim as its own row says; of one that its own report sets and tells of, what the two numbers say."""
        if known := self.became.get((plan.report, aim.span)):
            return known
        figure = next((f for f in plan.aims if f.span == aim.span), None)
        if actual is None:
            return State.SILENT if reviewed else State.OPEN
        both = comparable(figure, actual.taken.figure) if figure else None
        return state(*both) if both else State.UNDECIDED


def _value(f: Figure) -> Decimal:
    return f.value if f.std is None else f.std


def _unit(f: Figure) -> str:
    return f.unit_code if f.std is None else f.unit_std


def _year(period: str) -> int | None:
    """The one year that a period lies in, None when there are several."""
    first, _, last = period.partition("/")
    return int(first[:4]) if first[:4] == (last or first)[:4] else None


def _cells(b: Brief, f: Figure) -> Iterator[_Cell]:
    year = _year(f.period)
    whole = f.subject in ("", *b.own) and (f.place == b.place or not b.place.isdecimal())
    if year and whole and not f.breakdown and f.measure in _MEASURES:
        for code in f.codes:
            if f.stage not in _PARTIAL or (f.stage is Stage.ADDED and code.endswith(_NEW)):
                yield code, f.measure, year


def _cells_of(b: Brief, aim: Aim) -> Iterator[_Cell]:
    year = _year(aim.period)
    if year and (aim.place == b.place or not b.place.isdecimal()) and aim.measure in _MEASURES:
        for code in aim.codes:
            if aim.stage not in _PARTIAL or (aim.stage is Stage.ADDED and code.endswith(_NEW)):
                yield code, aim.measure, year


def _aim(put: Sequence[_Put], year: int) -> _Put | None:
    """The aim to take: the plan for that very year before others, a number before words, a whole before a part, the first."""

    def order(one: _Put) -> tuple[object, ...]:
        b, aim = one
        return (b.plan_year != year, aim.kind is TargetKind.WORDS, len(aim.codes), -b.review_year, aim.span)

    return min(put, key=order, default=None)


def _stated(b: Brief | None, code: str, named: frozenset[str]) -> Stated:
    """What a report that has neither number nor words says of an indicator."""
    if b is None:
        return Stated.NO_REPORT
    return Stated.MENTIONED if code in named else Stated.NOT_STATED


def _with_actual(row: Row, actual: Choice) -> Row:
    f = actual.taken.figure
    return row._replace(
        actual_stated=Stated.NUMBER,
        actual=_value(f),
        actual_bound=f.bound,
        estimated=f.status is Status.ESTIMATED,
        unit=_unit(f),
        why=actual.why,
        rivals=actual.rivals,
        certainty=f.certainty,
        actual_at=(actual.taken.report, f.span),
    )


def _with_aim(row: Row, plan: Brief, aim: Aim) -> Row:
    number = aim.kind is TargetKind.NUMBER
    fits = not row.unit or row.unit == aim.unit
    return row._replace(
        target_stated=Stated.NUMBER if number else Stated.WORDS,
        target_low=aim.low if fits else None,
        target_high=aim.high if fits else None,
        target_bound=aim.bound if number else None,
        tone=aim.tone,
        words="" if number and fits else aim.wording,
        unit=row.unit or aim.unit,
        certainty=max(row.certainty, aim.certainty, key=_DOUBT.index),
        target_at=(plan.report, aim.span),
    )


def rows(briefs: Iterable[Brief]) -> Iterator[Row]:
    """The rows of the reports of one place that can be tied."""
    listed = list(briefs)
    return _Place(listed).rows() if listed else iter(())


def view(readings: Iterable[Reading]) -> list[Row]:
    """The rows of all ``readings``, by place, indicator, measure and year; a report that can't be tied to others stands alone."""
    ordered = sorted(readings, key=lambda r: (r.review_year, r.key))
    sure = tied((place(r.origin), r.review_year, r.key) for r in ordered)
    groups: dict[str, list[Brief]] = defaultdict(list)
    for r in ordered:
        groups[place(r.origin) if r.key in sure else r.key].append(brief(r))
    return list(chain.from_iterable(rows(groups[name]) for name in sorted(groups)))
