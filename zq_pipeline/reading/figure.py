"""When two numbers speak of the same thing, and what one says of the other.

Two numbers speak of the same thing when indicator code, subject and measure agree, or, where neither has a code, when
their names are equal but for words like 项目 and 数; units must be of one kind. Of several that fit and differ, none does.
A place's own number may be told with the place (全省) or without.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from zq_pipeline.lexicon.deeds import ADDED
from zq_pipeline.lexicon.indicators import INDICATORS
from zq_pipeline.reading.indicator import canonical, dimension, identify
from zq_pipeline.reading.records import Action, Bound, Measure, Observation
from zq_pipeline.text.span import Span

_LOOSE: Final = re.compile(
    r"^(?:全年|累计|新增|当年|年度|完成|实施|招引|签约|新签约|引进|建成|新建|开展|实现|力争|确保)+|(?:项目|个数|数量|总数|总量|数|总额|备案|完成备案)+$"
)
_COUNTED: Final = frozenset({"count", "person", ""})
_BEST_LOW: Final = frozenset(i.code for i in INDICATORS if i.higher_is_better == "no")
_CHANGES: Final = frozenset({Measure.CHANGE_RATE, Measure.CHANGE})
_BEFORE_CLAUSE: Final = re.compile(".*[,;:。，；：]", re.DOTALL)
_YEARLY: Final = re.compile("年均|每年|逐年")
_FAR: Final = 5
"""Amounts that differ by more than this do not tell of the same."""
_CLAUSE: Final = 80
"""no clause is looked at farther back than this"""
_Key = tuple[str, str, Measure, str]


class Figure(NamedTuple):
    """A number with all that it is compared by, and none of the text it stands in.

    ``names`` are what it is known by, surest first; ``kind`` is that of its unit. ``adds``: it is of things that are added
    (新增10家). ``pace`` of a change: over how many years it goes, and whether it is told for each of them.
    """

    span: Span
    names: tuple[str, ...]
    subject: str
    measure: Measure
    kind: str
    value: Decimal
    value_high: Decimal | None
    unit: str
    bound: Bound
    indicator_code: str
    adds: bool
    pace: tuple[int, bool]

    def keys(self, own: frozenset[str]) -> tuple[_Key, ...]:
        """What it shares with another number of the same thing, surest first; a subject in ``own`` is the place that reports."""
        subject = "" if self.subject in own else self.subject
        return tuple((name, subject, self.measure, self.kind) for name in self.names)


Number = Observation | Figure


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


def figures(text: str, listed: Iterable[Observation], actions: Iterable[Action]) -> Iterator[Figure]:
    """Each of ``listed``, which stand in ``text``, as a figure; ``actions`` say what a number counts."""
    counted = {action.observation: action.object for action in actions if action.observation}
    return (_figure(text, observed, counted.get(observed.span, "")) for observed in listed)


def _figure(text: str, o: Observation, counted: str) -> Figure:
    """Known by its code, then its name, then ``counted``, the object of the deed."""
    names = [coded] if (coded := code(o)) else []
    names += [bare for name in (o.indicator, counted) if len(bare := name_key(name)) > 2]
    kind = dimension(o.unit_code) if o.unit_code else o.unit
    return Figure(
        o.span,
        tuple(dict.fromkeys(names)),
        o.subject,
        o.measure,
        "count" if kind in _COUNTED else kind,
        o.value,
        o.value_high,
        o.unit,
        o.bound,
        o.indicator_code,
        o.measure is Measure.LEVEL and _adds(text, o),
        _pace(text, o) if o.measure in _CHANGES else (0, False),
    )


def _adds(text: str, observed: Observation) -> bool:
    return observed.unit != "%" and ADDED.search(text, clause_start(text, observed), observed.span.end) is not None


def _pace(text: str, observed: Observation) -> tuple[int, bool]:
    years = [int(year[:4]) for year in (observed.base_period, observed.period) if year[:4].isdecimal()]
    yearly = _YEARLY.search(text, clause_start(text, observed), observed.span.start) is not None
    return (years[-1] - years[0] if len(years) == 2 else 1), yearly


def clause_start(text: str, observed: Observation) -> int:
    """Where the clause begins that a number stands in."""
    low = max(observed.statement, observed.span.start - _CLAUSE)
    before = _BEFORE_CLAUSE.match(text, low, observed.span.start)
    return before.end() if before else low


class Told:
    """What a report tells, by each key."""

    def __init__(self, listed: Iterable[Figure], own: frozenset[str]) -> None:
        """Index ``listed`` once; subjects in ``own`` are the place that reports."""
        self._own = own
        self._by_key: dict[_Key, list[Figure]] = defaultdict(list)
        for told in listed:
            for key in told.keys(own):
                self._by_key[key].append(told)

    def match(self, aim: Figure) -> Figure | None:
        """What tells of the same as ``aim``, by the surest key that is known; None when several differ."""
        found = next((_only(self._by_key[key]) for key in aim.keys(self._own) if key in self._by_key), None)
        if found is None:
            return None
        if aim.measure is Measure.LEVEL and aim.unit != "%":
            flow = aim.adds != found.adds  # 新增10家 beside 达到74家: a flow beside a stock
            return found if _near(aim.value, found.value, Decimal("2.5") if flow else Decimal(_FAR)) else None
        return found if aim.pace == found.pace else None


def _near(one: Decimal, other: Decimal, times: Decimal) -> bool:
    return min(one, other) * times >= max(one, other)


def _only(candidates: Sequence[Figure]) -> Figure | None:
    """The first of ``candidates`` if they all say the same, else None."""
    first = candidates[0]
    agreed = all(o.value == first.value and o.value_high == first.value_high for o in candidates)
    return first if agreed else None


def distance(aim: Number, other: Number) -> Decimal:
    """The aim less ``other``, nothing while ``other`` lies within the range aimed at."""
    if aim.value_high is not None and other.value > aim.value:
        return min(aim.value_high - other.value, Decimal(0))
    return aim.value - other.value


def reached(aim: Number, outcome: Number) -> bool:
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


def _less_is_better(aim: Number) -> bool:
    if aim.measure is Measure.RANK or aim.bound in (Bound.AT_MOST, Bound.LESS_THAN):
        return True
    if aim.measure in _CHANGES:
        return aim.value < 0
    return aim.indicator_code in _BEST_LOW
