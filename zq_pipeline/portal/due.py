"""Deadlines as people say them, and in their order."""

from typing import Final

from zq_pipeline.portal.periods import when
from zq_pipeline.portal.values import Both

_LAST_MONTH: Final = 12


def said_due(period: str) -> Both:
    """A deadline in both languages: a month is its end.

    >>> said_due("2031-06"), said_due("2031-12").zh, said_due("2031-Q1").en
    (Both(zh='2031年6月底前', en='by the end of June 2031'), '2031年底前', 'in the first quarter of 2031')
    """
    last = period.rpartition("/")[2]
    year, _, part = last.partition("-")
    said = when(last)
    if part.isdigit():
        zh = f"{year}年底" if int(part) == _LAST_MONTH else f"{said.zh}底"
        return Both(f"{zh}前", f"by the end of {said.en}")
    if not part:
        return Both(f"{said.zh}内", f"by the end of {said.en}")
    return Both(said.zh, f"in the {said.en}" if part[0] in "QS" else f"by {said.en}")


def last_month(period: str) -> str:
    """The last month of a period, to sort by.

    >>> [last_month(p) for p in ("2032", "2032-Q1", "2032-S1", "2032-06", "2032-06-05")]
    ['2032-12', '2032-03', '2032-06', '2032-06', '2032-06']
    """
    year, _, part = period.rpartition("/")[2].partition("-")
    months = {"": 12, **{f"Q{n}": 3 * n for n in range(1, 5)}, **{f"S{n}": 6 * n for n in (1, 2)}}
    return f"{year}-{months[part]:02}" if part in months else f"{year}-{part[:2]}"
