"""What is known to be wrong without anybody having annotated it: such a number is not published as read.

The reader keeps to it (:func:`sound`), and the package is checked for it again (:mod:`zq_pipeline.tables.invariants`).
"""

import re
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from zq_pipeline.lexicon.no_figures import CONCENTRATION, LEADS_UP, POWERS
from zq_pipeline.lexicon.units import STOCK, TIME
from zq_pipeline.reading.records import Observation, Reason, UnreadNumber

_ENCLOSED: Final = ("[]", "〔〕", "【】")
_STAMP: Final = re.compile(
    r"\d{4}([-/.])\d{1,2}\1\d{1,2}(?: {0,2}\d{1,2}:\d\d(?::\d\d)?)?|\d{4}/\d{1,2}|\d{1,2}:\d\d:\d\d"
)
_COUNTS: Final = frozenset((*STOCK, *TIME))
_YEARLY: Final = re.compile("年均(?!浓度|气温|值|降)[^,。;:、]{0,16}$")
_CLAUSE: Final = 24
_CHANGES: Final = ("change_rate", "change")


class Fact(NamedTuple):
    """What an observation says, as it is published."""

    start: int
    end: int
    indicator: str
    measure: str
    unit: str
    bound: str
    period: str


def footnote_read(text: str, fact: Fact) -> bool:
    """A mark in brackets, or a raised or circled digit."""
    number = text[fact.start : fact.end]
    if number[0].isdecimal() and not number.isdigit():
        return False  # with a unit, as most are
    enclosed = text[max(0, fact.start - 1) : fact.start] + text[fact.end : fact.end + 1] in _ENCLOSED
    return (
        (enclosed and number.isdecimal())
        or not any(map(str.isalnum, number))
        or (number.isdigit() and not number.isdecimal())
    )


def furniture_read(text: str, fact: Fact) -> bool:
    """A day or a time of day, as a site prints them."""
    return _STAMP.fullmatch(text, fact.start, fact.end) is not None


def no_numeral(text: str, fact: Fact) -> bool:
    """A unit alone (单位:亿元), which nothing leads up to as in 突破亿元."""
    numeral = text[fact.start : fact.end].removesuffix(fact.unit)
    led = fact.bound != "exact" or text.endswith(LEADS_UP, 0, fact.start)
    return not numeral.strip(POWERS) and not led


def counted_concentration(text: str, fact: Fact) -> bool:
    """A concentration in 市, 个 or 天."""
    return fact.indicator.endswith(CONCENTRATION) and fact.measure == "level" and fact.unit in _COUNTS


def year_averaged(text: str, fact: Fact) -> bool:
    """A change by the year (年均) that is told of a single year."""
    if fact.measure not in _CHANGES or "/" in fact.period:
        return False
    return _YEARLY.search(text, max(0, fact.start - _CLAUSE), fact.start) is not None


FAULTS: Final[tuple[Callable[[str, Fact], bool], ...]] = (
    footnote_read,
    furniture_read,
    no_numeral,
    counted_concentration,
    year_averaged,
)
"""What makes a number no observation: it is not understood."""


def sound(folded: str, observations: Iterable[Observation]) -> tuple[tuple[Observation, ...], tuple[UnreadNumber, ...]]:
    """``observations`` that may be published, and the others as numbers that are not understood.

    >>> from zq_pipeline.reading.records import Bound, Measure, Status
    >>> from decimal import Decimal
    >>> from zq_pipeline.text.span import Span
    >>> told = Observation(Span(8, 11), 0, "PM2.5浓度", Measure.LEVEL, Decimal(11), "市", Bound.EXACT, Status.ACTUAL, "2030")
    >>> sound("PM2.5浓度,11市中最低。", [told])
    ((), (UnreadNumber(span=Span(start=8, end=11), statement=0, reason=<Reason.UNRESOLVED: 'unresolved'>),))
    """
    kept: list[Observation] = []
    refused: list[UnreadNumber] = []
    for o in observations:
        fact = Fact(*o.span, o.indicator, o.measure, o.unit, o.bound, o.period)
        for fault in FAULTS:
            if fault(folded, fact):
                refused.append(UnreadNumber(o.span, o.statement, Reason.UNRESOLVED))
                break
        else:
            kept.append(o)
    return tuple(kept), tuple(refused)
