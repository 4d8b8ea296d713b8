"""The aims of a plan beside what was reached: the same indicator in the review, and in the next report once there is one.

Two numbers speak of the same thing when indicator code, subject and measure agree, or, where neither has a code, when
their names are equal but for words like 项目 and 数; units must be of one kind. Of several that fit and differ, none does.
A place's own number may be told with the place (全省) or without.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Final

from zq_pipeline.lexicon.deeds import ADDED, MEANS
from zq_pipeline.lexicon.indicators import INDICATORS
from zq_pipeline.reading.indicator import canonical, dimension, identify
from zq_pipeline.reading.records import (
    Action,
    Bound,
    Direction,
    Measure,
    Met,
    Observation,
    Part,
    Reading,
    Section,
    Statement,
    Status,
    Target,
)
from zq_pipeline.text.span import Span

_LOOSE: Final = re.compile(
    r"^(?:全年|累计|新增|当年|年度|完成|实施|招引|签约|新签约|引进|建成|新建|开展|实现|力争|确保)+|(?:项目|个数|数量|总数|总量|数|总额|备案|完成备案)+$"
)
_COUNTED: Final = frozenset({"count", "person", ""})
_BEST_LOW: Final = frozenset(i.code for i in INDICATORS if i.higher_is_better == "no")
_BEFORE_CLAUSE: Final = re.compile(".*[,;:。，；：]", re.DOTALL)
_WHOLE: Final = re.compile("[全我本][国省市县区州旗乡镇村]")
_YEARLY: Final = re.compile("年均|每年|逐年")
_FAR: Final = 5
"""Amounts that differ by more than this do not tell of the same."""
_CLAUSE: Final = 80
"""no clause is looked at farther back than this"""
_Key = tuple[str, str, Measure, str]


@lru_cache(maxsize=8192)
def name_key(name: str) -> str:
    """What two names of one indicator share.

    >>> name_key("招引亿元以上项目"), name_key("亿元以上项目数"), name_key("零土地技改项目完成备案")
    ('亿元以上', '亿元以上', '零土地技改')
    """
    bare = canonical(name)
    while (shorter := _LOOSE.sub("", bare)) != bare and len(shorter) >= 2:
        bare = shorter
    return bare


def code(observed: Observation) -> str:
    """The indicator's code and, for a family such as the output of a product, the branch: ``product_output:水泥``."""
    known = identify(observed.indicator) if observed.indicator_code else None
    return f"{observed.indicator_code}:{known.breakdown}" if known and known.breakdown else observed.indicator_code


def keys(observed: Observation, counted: str = "", own: frozenset[str] = frozenset()) -> tuple[_Key, ...]:
    """What two numbers of the same thing share, surest first: code, then name, then ``counted``, the object of the deed.

    With each go subject, measure and kind of unit; a subject in ``own`` is the place that reports.
    """
    subject = "" if observed.subject in own else observed.subject
    kind = dimension(observed.unit_code) if observed.unit_code else observed.unit
    names = [coded] if (coded := code(observed)) else []
    names += [bare for name in (observed.indicator, counted) if len(bare := name_key(name)) > 2]
    kind = "count" if kind in _COUNTED else kind
    return tuple((name, subject, observed.measure, kind) for name in dict.fromkeys(names))


def _spans_year(observed: Observation, year: int) -> bool:
    return observed.period.startswith(str(year))


class _Told:
    """What a report tells, by each key; ``actions`` say what a number counts."""

    def __init__(
        self, text: str, listed: Iterable[Observation], actions: Iterable[Action], own: frozenset[str]
    ) -> None:
        """Index ``listed`` once; subjects in ``own`` are the place that reports."""
        self._text, self._own = text, own
        self._objects = objects(actions)
        self._by_key: dict[_Key, list[Observation]] = defaultdict(list)
        for observed in listed:
            for mark in keys(observed, self._objects.get(observed.span, ""), own):
                self._by_key[mark].append(observed)

    def match(self, text: str, aim: Observation, counted: str) -> Observation | None:
        """What tells of the same as ``aim`` in ``text``, by the surest key that is known; None when several differ."""
        if "/" in aim.period:
            return None  # what several years sum or average to is not what one gives
        marks = keys(aim, counted, self._own)
        found = next((_only(self._by_key[mark]) for mark in marks if mark in self._by_key), None)
        if found is None:
            return None
        if aim.measure is Measure.LEVEL and aim.unit != "%":
            flow = _adds(text, aim) != _adds(self._text, found)  # 新增10家 beside 达到74家: a flow beside a stock
            return found if _near(aim.value, found.value, Decimal("2.5") if flow else Decimal(_FAR)) else None
        if aim.measure in (Measure.CHANGE_RATE, Measure.CHANGE) and _pace(text, aim) != _pace(self._text, found):
            return None
        return found


def _adds(text: str, observed: Observation) -> bool:
    """Whether a number is of things that are added (新增10家)."""
    return observed.unit != "%" and ADDED.search(text, _clause_start(text, observed), observed.span.end) is not None


def _near(one: Decimal, other: Decimal, times: Decimal) -> bool:
    return min(one, other) * times >= max(one, other)


def _pace(text: str, observed: Observation) -> tuple[int, bool]:
    """Over how many years a change goes, and whether it is told for each of them."""
    years = [int(year[:4]) for year in (observed.base_period, observed.period) if year[:4].isdecimal()]
    yearly = _YEARLY.search(text, _clause_start(text, observed), observed.span.start) is not None
    return (years[-1] - years[0] if len(years) == 2 else 1), yearly


def _own(aims: Iterable[Observation]) -> frozenset[str]:
    """Words like 全省 for the place that reports: those for which its plan sets aims."""
    return frozenset(aim.subject for aim in aims if _WHOLE.fullmatch(aim.subject))


def _clause_start(text: str, observed: Observation) -> int:
    low = max(observed.statement, observed.span.start - _CLAUSE)
    before = _BEFORE_CLAUSE.match(text, low, observed.span.start)
    return before.end() if before else low


def objects(actions: Iterable[Action]) -> dict[Span, str]:
    """The object of the action that each number counts, by the number's place."""
    return {action.observation: action.object for action in actions if action.observation}


def _only(candidates: Sequence[Observation]) -> Observation | None:
    """The first of ``candidates`` if they all say the same, else None."""
    first = candidates[0]
    agreed = all(o.value == first.value and o.value_high == first.value_high for o in candidates)
    return first if agreed else None


def _direction(aim: Observation, baseline: Observation | None) -> Direction:
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


def distance(aim: Observation, other: Observation) -> Decimal:
    """The aim less ``other``, nothing while ``other`` lies within the range aimed at."""
    if aim.value_high is not None and other.value > aim.value:
        return min(aim.value_high - other.value, Decimal(0))
    return aim.value - other.value


def reached(aim: Observation, outcome: Observation) -> bool:
    """Whether ``outcome`` meets ``aim``: by as much or more, or as little or less where less is better.

    Less is better of a rank, a fall, what is limited (不超过) and an indicator whose list says so. 左右 allows for half of
    the last place printed; 超 (more than) is not met by the very number, unless the outcome is 超 as well.
    """
    low, high = aim.value, aim.value_high if aim.value_high is not None else aim.value
    slack = (
        Decimal(5).scaleb(min(int(aim.value.as_tuple().exponent), 0) - 1) if aim.bound is Bound.APPROX else Decimal(0)
    )
    if _less_is_better(aim):
        return outcome.value <= high + slack
    if aim.bound is Bound.MORE_THAN and outcome.bound is not Bound.MORE_THAN:
        return outcome.value > low
    return outcome.value >= low - slack


def _less_is_better(aim: Observation) -> bool:
    if aim.measure is Measure.RANK or aim.bound in (Bound.AT_MOST, Bound.LESS_THAN):
        return True
    if aim.measure in (Measure.CHANGE_RATE, Measure.CHANGE):
        return aim.value < 0
    return aim.indicator_code in _BEST_LOW


def _aims(folded: str, observations: Iterable[Observation], parts: dict[int, Part]) -> list[Observation]:
    return [
        o
        for o in observations
        if o.status is Status.TARGET and parts.get(o.statement) is Part.PLAN and not _means(folded, o)
    ]


def _means(folded: str, observed: Observation) -> bool:
    """Whether a number tells of means that are there: 发挥5家工作站作用 aims at no five."""
    return MEANS.match(folded, _clause_start(folded, observed)) is not None


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
    >>> from decimal import Decimal
    >>> from zq_pipeline.text.span import Span
    >>> text = "一、2031年工作总结\\n新建养老驿站3座。\\n二、2032年工作思路\\n新建养老驿站5座。"
    >>> sections, statements = outline(text, text, Span(0, 0), Span(0, len(text)))
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
    before, counted, found = _Told(folded, review, actions, _own(aims)), objects(actions), []
    for aim in aims:
        baseline = before.match(folded, aim, counted.get(aim.span, ""))
        ahead = distance(aim, baseline) if baseline else None
        found.append(
            Target(
                aim.span,
                aim.statement,
                _direction(aim, baseline),
                Met.OPEN,
                baseline.span if baseline else None,
                distance=ahead,
            )
        )
    return tuple(found)


def outcomes(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """``readings`` with the outcome of each target that a report on the same place and the year planned tells."""
    later = {
        (reading.origin.place_code or reading.origin.place_name, reading.review_year): reading for reading in readings
    }
    filled = []
    for reading in readings:
        place = reading.origin.place_code or reading.origin.place_name
        following = later.get((place, reading.plan_year)) if place else None
        filled.append(replace(reading, targets=tuple(_filled(reading, following))) if following else reading)
    return tuple(filled)


def _filled(reading: Reading, following: Reading) -> Iterable[Target]:
    year = reading.plan_year
    reached_then = (o for o in following.observations if o.status is not Status.TARGET and _spans_year(o, year))
    by_span = {o.span: o for o in reading.observations}
    own = _own(by_span[target.observation] for target in reading.targets)
    told, counted = _Told(following.source, reached_then, following.actions, own), objects(reading.actions)
    for target in reading.targets:
        aim = by_span[target.observation]
        outcome = told.match(reading.source, aim, counted.get(aim.span, "")) if _spans_year(aim, year) else None
        if outcome is None:
            yield target
        else:
            yield replace(
                target,
                outcome=outcome.span,
                outcome_report=following.key,
                met=Met.YES if reached(aim, outcome) else Met.NO,
                distance=distance(aim, outcome),
            )
