"""The aims of a report beside what was reached before; what became of them is told by :mod:`ledger`.

What is an aim is said by the status of its number, wherever that stands; aims in words are found by :mod:`wording`.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from zq_pipeline.lexicon.deeds import MEANS
from zq_pipeline.reading.facts import wording
from zq_pipeline.reading.facts.matching import Told
from zq_pipeline.reading.facts.outcome import comparable, distance
from zq_pipeline.reading.figures.about import whose
from zq_pipeline.reading.figures.figure import Figure, clause_start, figures
from zq_pipeline.reading.records import Bound, Measure, Observation, Part, Reading, Status, Target, TargetKind, Tone
from zq_pipeline.text.span import Span

_NO_FLOOR: Final = frozenset({Bound.AT_MOST, Bound.LESS_THAN})
_NO_CEILING: Final = frozenset({Bound.AT_LEAST, Bound.MORE_THAN})
_APART: Final = frozenset({Part.GLOSSARY, Part.APPENDIX})


def read(folded: str, reading: Reading) -> tuple[Target, ...]:
    """A target for each aim of ``reading``, whose folded text is ``folded``, in text order, with its baseline in the same report.

    >>> from zq_pipeline.reading.records import Origin
    >>> from zq_pipeline.reading.report import numbers
    >>> text = "一、2031年工作总结\\n新建养老驿站3座。\\n二、2032年工作思路\\n力争新建养老驿站5座。"
    >>> told = numbers(text, Origin("a.txt", place_code="990101002"))
    >>> [(t.tone.value, t.low, t.baseline.cut(text), str(t.distance), t.state.value) for t in read(text, told)]
    [('strive', Decimal('5'), '3座', '2', 'open')]
    """
    year = reading.review_year
    review = (o for o in reading.observations if o.status is not Status.TARGET and _spans_year(o.period, year))
    aims = [o for o in reading.observations if o.status is Status.TARGET and not _means(folded, o)]
    apart = {s.span.start for s in reading.statements if s.part in _APART}
    aims = [o for o in aims if o.statement not in apart]
    spans = {statement.span.start: statement.span for statement in reading.statements}
    before = Told(figures(folded, review, reading.actions), own(aims))
    found = [
        _numbered(folded, aim, figure, spans[aim.statement], before)
        for aim, figure in zip(aims, figures(folded, aims, reading.actions), strict=True)
    ]
    found += _worded(folded, reading)
    return tuple(sorted(found, key=lambda target: target.span))


def _numbered(folded: str, aim: Observation, figure: Figure, statement: Span, before: Told) -> Target:
    # What several years sum or average to is not what one gives.
    baseline = None if "/" in aim.period else before.match(figure)
    compared = comparable(figure, baseline) if baseline else None
    low, high = limits(aim)
    return Target(
        span=aim.span,
        statement=aim.statement,
        kind=TargetKind.NUMBER,
        name=aim.indicator,
        period=aim.period,
        wording=wording.clause(folded, aim.span, statement).cut(folded),
        tone=wording.tone(folded, aim),
        indicator_code=aim.indicator_code,
        breakdown=figure.breakdown,
        place_code=aim.place_code,
        measure=aim.measure,
        low=low,
        high=high,
        unit_code=aim.unit_code,
        bound=aim.bound,
        observation=aim.span,
        baseline=baseline.span if baseline else None,
        distance=distance(*compared) if compared else None,
    )


def _worded(folded: str, reading: Reading) -> Iterator[Target]:
    taken = {o.span.start for o in reading.observations}
    for aim in wording.worded(folded, reading.sections, reading.statements, reading.observations, reading.plan_year):
        if aim.span.start in taken:
            continue  # a clause that names several indicators is a row of the first
        taken.add(aim.span.start)
        grows = aim.asks == "positive"
        yield Target(
            span=aim.span,
            statement=aim.statement,
            kind=TargetKind.WORDS,
            name=aim.name,
            period=aim.period,
            wording=aim.span.cut(folded),
            tone=wording.said(folded, aim.statement, aim.span.end) or Tone.PLAIN,
            indicator_code=aim.indicator_code,
            place_code=whose(aim.subject, reading.origin)[0],
            measure=aim.measure,
            low=Decimal(0) if grows else None,
            unit_code="%" if grows else "",
            bound=Bound.MORE_THAN if grows else Bound.EXACT,
        )


def limits(aim: Observation) -> tuple[Decimal | None, Decimal | None]:
    """The least and the most that is aimed at. Of a fall the bound speaks of the magnitude: 下降3%以上 is at most -3.

    >>> fall = Observation(Span(0, 1), 0, "能耗", Measure.CHANGE_RATE, Decimal(-3), "%", Bound.AT_LEAST, Status.TARGET, "2031")
    >>> limits(fall), limits(fall._replace(bound=Bound.EXACT)), limits(fall._replace(value=Decimal(5)))
    ((None, Decimal('-3')), (Decimal('-3'), Decimal('-3')), (Decimal('5'), None))
    """
    low, high = sorted((aim.value, aim.value if aim.value_high is None else aim.value_high))
    floor, ceiling = aim.bound in _NO_CEILING, aim.bound in _NO_FLOOR
    if aim.measure in (Measure.CHANGE_RATE, Measure.CHANGE) and aim.value < 0:
        floor, ceiling = ceiling, floor
    if aim.value_high is not None:
        return low, high
    return (None if ceiling else low), (None if floor else high)


def _means(folded: str, observed: Observation) -> bool:
    """Whether a number tells of means that are there: 发挥5家工作站作用 aims at no five."""
    return MEANS.match(folded, clause_start(folded, observed)) is not None


def _spans_year(period: str, year: int) -> bool:
    return period.startswith(str(year))


def own(aims: Iterable[Observation]) -> frozenset[str]:
    """Words like 全省 for a place without a code that reports: those for which its plan sets aims."""
    return frozenset(aim.subject for aim in aims if aim.subject[:1] in ("全", "我", "本") and len(aim.subject) == 2)
