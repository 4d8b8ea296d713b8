"""A number with all that it is compared by, and none of the text it stands in.

Told in a report, kept of a corpus, and put side by side by :mod:`matching`, :mod:`outcome` and :mod:`panel`.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from zq_pipeline.lexicon.aims import COMMON
from zq_pipeline.lexicon.deeds import ADDED
from zq_pipeline.lexicon.patterns import words
from zq_pipeline.lexicon.stages import PARTIAL
from zq_pipeline.reading.figures.about import standard
from zq_pipeline.reading.figures.indicator import canonical, dimension, identify
from zq_pipeline.reading.records import Action, Bound, Certainty, Measure, Observation, Stage, Status
from zq_pipeline.text.span import Span

_LOOSE_FIRST: Final = words("全年 累计 新增 当年 年度 完成 实施 招引 签约 新签约 引进 建成 新建 开展 实现")
_LOOSE_LAST: Final = words("项目 个数 数量 总数 总量 数 总额 备案 完成备案")
"""What a name may be told with or without."""
_COUNTED: Final = frozenset({"count", "person", ""})
_BEFORE_CLAUSE: Final = re.compile(".*[,;:。，；：]", re.DOTALL)
_YEARLY: Final = re.compile("年均|每年|逐年")
_CHANGES: Final = frozenset({Measure.CHANGE_RATE, Measure.CHANGE})
_CLAUSE: Final = 80
"""no clause is looked at farther back than this"""
_LEAST: Final = 2
"""a name of no more characters is too common to tell"""
Key = tuple[str, str, str, Measure, str]


class Figure(NamedTuple):
    """A number of a report.

    ``names`` are what it is known by, surest first; ``kind`` is that of its unit; ``codes`` are those of its indicators and,
    for one of a family, its ``breakdown``. ``adds``: it is of things that are added (新增10家). ``pace`` of a change: over how
    many years it goes, and whether it is told for each of them. ``partial``: a part is told under the name of the whole
    (带动进出口20亿元). ``std`` is ``value`` in ``unit_std``, None where that is
    not exact; of a rate of change it is the value.
    """

    span: Span
    names: tuple[str, ...]
    place: str
    subject: str
    measure: Measure
    kind: str
    value: Decimal
    value_high: Decimal | None
    unit: str
    unit_code: str
    bound: Bound
    status: Status
    period: str
    codes: tuple[str, ...]
    breakdown: str
    stage: Stage | None
    std: Decimal | None
    std_high: Decimal | None
    unit_std: str
    certainty: Certainty
    partial: bool
    adds: bool
    pace: tuple[int, bool]

    def keys(self, own: frozenset[str]) -> tuple[Key, ...]:
        """What it shares with another number of the same thing, surest first; a subject in ``own`` is the place that reports."""
        subject = "" if self.subject in own else self.subject
        return tuple((name, self.place, subject, self.measure, self.kind) for name in self.names)


@lru_cache(maxsize=8192)
def name_key(name: str) -> str:
    """What two names of one indicator share.

    >>> name_key("招引亿元以上项目"), name_key("亿元以上项目数"), name_key("零土地技改项目")
    ('亿元以上', '亿元以上', '零土地技改')
    """
    bare = canonical(name)
    while (shorter := _shorter(bare)) != bare and len(shorter) >= _LEAST:
        bare = shorter
    return bare


def _shorter(name: str) -> str:
    """``name`` without the loose words at its front and at its end."""
    while name.startswith(_LOOSE_FIRST):
        name = name.removeprefix(next(filter(name.startswith, _LOOSE_FIRST)))
    while name.endswith(_LOOSE_LAST):
        name = name.removesuffix(next(filter(name.endswith, _LOOSE_LAST)))
    return name


def breakdown(observed: Observation) -> str:
    """The branch or product that a number of a family of indicators is of, such as 水泥 of ``product_output``."""
    return _known(observed.indicator_code, observed.indicator)[0]


def code(observed: Observation) -> str:
    """The indicator's code and, for a family such as the output of a product, the branch: ``product_output:水泥``."""
    branch = breakdown(observed)
    return f"{observed.indicator_code}:{branch}" if branch else observed.indicator_code


def figures(text: str, listed: Iterable[Observation], actions: Iterable[Action] = ()) -> Iterator[Figure]:
    """Each of ``listed``, which stand in ``text`` in their order, as a figure; ``actions`` say what a number counts."""
    counted = {action.observation: action.object for action in actions if action.observation}
    before: Observation | None = None
    partial = False
    for o in listed:
        carried = before is not None and (before.statement, before.indicator) == (o.statement, o.indicator)
        low = clause_start(text, o)
        partial = PARTIAL.search(text, low, o.span.start) is not None or (
            partial and carried and o.measure is not Measure.LEVEL
        )
        before = o
        yield _figure(text, o, low, counted.get(o.span, ""), partial)


@lru_cache(maxsize=16384)
def _known(code: str, name: str) -> tuple[str, tuple[str, ...]]:
    """The branch of an indicator, and what a number of it is known by: its code, then its name, if that is not too common to tell."""
    known = identify(name) if code else None
    branch = known.breakdown if known else ""
    return branch, (*((f"{code}:{branch}" if branch else code,) if code else ()), *_telling(name))


@lru_cache(maxsize=16384)
def _telling(name: str) -> tuple[str, ...]:
    bare = name_key(name)
    return (bare,) if len(bare) > _LEAST and name not in COMMON else ()


def _figure(text: str, o: Observation, low: int, counted: str, partial: bool) -> Figure:
    branch, names = _known(o.indicator_code, o.indicator)
    if counted:
        names = tuple(dict.fromkeys((*names, *_telling(counted))))
    kind = dimension(o.unit_code) if o.unit_code else o.unit
    rate = o.measure is Measure.CHANGE_RATE
    return Figure(
        span=o.span,
        names=names,
        place=o.place_code,
        subject=o.subject,
        measure=o.measure,
        kind="count" if kind in _COUNTED else kind,
        value=o.value,
        value_high=o.value_high,
        unit=o.unit,
        unit_code=o.unit_code,
        bound=o.bound,
        status=o.status,
        period=o.period,
        codes=(o.indicator_code, *o.indicators_also) if o.indicator_code else (),
        breakdown=branch,
        stage=o.stage,
        std=o.value if rate else o.value_std,
        std_high=o.value_high if rate else _high(o),
        unit_std="%" if rate else o.unit_std,
        certainty=o.certainty,
        partial=partial,
        adds=o.measure is Measure.LEVEL and _adds(text, o, low),
        pace=_pace(text, o, low) if o.measure in _CHANGES else (0, False),
    )


def _high(o: Observation) -> Decimal | None:
    return None if o.value_high is None else standard(o, o.indicator_code, o.value_high)[0]


def _adds(text: str, observed: Observation, low: int) -> bool:
    return observed.unit != "%" and ADDED.search(text, low, observed.span.end) is not None


def _pace(text: str, observed: Observation, low: int) -> tuple[int, bool]:
    years = [int(year[:4]) for year in (observed.base_period, observed.period) if year[:4].isdecimal()]
    yearly = _YEARLY.search(text, low, observed.span.start) is not None
    return (years[-1] - years[0] if len(years) == 2 else 1), yearly


def clause_start(text: str, observed: Observation) -> int:
    """Where the clause begins that a number stands in."""
    low = max(observed.statement, observed.span.start - _CLAUSE)
    before = _BEFORE_CLAUSE.match(text, low, observed.span.start)
    return before.end() if before else low
