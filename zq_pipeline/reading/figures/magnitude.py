"""Figures that differ by more than three orders from the report's own other figures of the same thing: 亿 printed for 万, or 万 for 亿."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from zq_pipeline.reading.figures.figure import code, name_key
from zq_pipeline.reading.records import Measure, Observation
from zq_pipeline.text.span import Span

_ORDERS: Final = Decimal(1000)
_FEW: Final = 3
"""With fewer figures of a thing nobody can tell which of them is the slip."""


def slips(observations: Iterable[Observation]) -> Mapping[Span, str]:
    """The spans of the levels that are doubted, each with why, in text order.

    Of three or more figures of one thing those far from the middle are doubted, of two both.

    >>> from zq_pipeline.reading.records import Origin
    >>> from zq_pipeline.reading.report import numbers
    >>> text = "2030年，茶业产值12亿元。\\n2031年，茶业产值力争达到13万元，新建茶亭3座。"
    >>> reading = numbers(text, Origin(file="a.txt"), review_year=2030)
    >>> [(span.cut(text), why) for span, why in slips(reading.observations).items()]
    [('12亿元', 'more than 1000 times 茶业产值 130000'), ('13万元', 'less than a thousandth of 茶业产值 1200000000')]
    """
    alike: dict[tuple[str, str, str], list[Observation]] = defaultdict(list)
    for told in observations:
        if told.measure is Measure.LEVEL and told.unit and told.value > 0:
            alike[code(told) or name_key(told.indicator), told.subject, told.unit].append(told)
    doubted: dict[Span, str] = {}
    for group in alike.values():
        for told, against in _apart(group):
            far = "more than 1000 times" if told.value > against.value else "less than a thousandth of"
            doubted[told.span] = f"{far} {against.indicator} {against.value:f}"
    return dict(sorted(doubted.items()))


def _apart(group: Sequence[Observation]) -> Iterable[tuple[Observation, Observation]]:
    """Those of ``group`` that are too far from the others, each with the one that it is held against."""
    ordered = sorted(group, key=lambda told: (told.value, told.span))
    if ordered[-1].value <= ordered[0].value * _ORDERS:
        return []
    if len(group) < _FEW:
        return [(ordered[0], ordered[-1]), (ordered[-1], ordered[0])]
    middle = ordered[len(ordered) // 2]
    return [
        (told, middle) for told in ordered if max(told.value, middle.value) > min(told.value, middle.value) * _ORDERS
    ]
