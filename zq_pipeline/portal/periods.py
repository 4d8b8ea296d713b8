"""Periods and dates of the tables as people say them, in both languages."""

import re
from typing import Final

from zq_pipeline.portal.values import Both

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_ORDINALS: Final = ("first", "second", "third", "fourth")
_PERIOD: Final = re.compile(
    r"(?P<year>\d{4})(?:-Q(?P<quarter>[1-4])|-S(?P<half>[12])|-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d\d))?)?"
)


def when(period: str) -> Both:
    """``period`` of a table in words; what is no period stays as it is.

    >>> when("2030"), when("2026/2030")
    (Both(zh='2030年', en='2030'), Both(zh='2026—2030年', en='2026 to 2030'))
    >>> when("2030-Q3"), when("2030-S1"), when("2030-06")
    (Both(zh='2030年三季度', en='third quarter of 2030'), Both(zh='2030年上半年', en='first half of 2030'), Both(zh='2030年6月', en='June 2030'))
    >>> when("2031-01-20"), when("2030-01/2030-09"), when("年底")
    (Both(zh='2031年1月20日', en='20 January 2031'), Both(zh='2030年1月—2030年9月', en='January 2030 to September 2030'), Both(zh='年底', en='年底'))
    """
    ends = [_PERIOD.fullmatch(part) for part in period.split("/")]
    if len(ends) > 2 or not all(ends):
        return Both(period, period)
    zh, en = zip(*(_said(found) for found in ends if found), strict=True)
    if all(re.fullmatch(r"\d{4}年", said) for said in zh):
        zh = (*(said.removesuffix("年") for said in zh[:-1]), zh[-1])
    return Both("—".join(zh), " to ".join(en))


def _said(found: re.Match[str]) -> Both:
    year, month, day = found["year"], int(found["month"] or 0), int(found["day"] or 0)
    if quarter := int(found["quarter"] or 0):
        return Both(f"{year}年{'一二三四'[quarter - 1]}季度", f"{_ORDINALS[quarter - 1]} quarter of {year}")
    if half := int(found["half"] or 0):
        return Both(f"{year}年{'上下'[half - 1]}半年", f"{_ORDINALS[half - 1]} half of {year}")
    if day:
        return Both(f"{year}年{month}月{day}日", f"{day} {_MONTHS[month - 1]} {year}")
    return Both(f"{year}年{month}月", f"{_MONTHS[month - 1]} {year}") if month else Both(f"{year}年", year)
