"""The time that numbers are about: from section, sentence and clause to an ISO 8601 year, range or span of months."""

import re
from typing import Final, NamedTuple

from zq_pipeline.lexicon.patterns import either

FIVE_PLAN: Final = r"第(?P<nth>十?[一二三四五六七八九]|十)个五年(?:计划|规划)"
"""A five-year plan by its full name."""
FIVE_SHORT: Final = r"“?(?<![一二三四五六七八九十])(?P<short>二?十?[一二三四五六七八九]|二?十)五”?"
"""The same by its short name."""
ZEROS: Final = str.maketrans("〇零一二三四五六七八九", "00123456789")
_DIGITS: Final = "零一二三四五六七八九"
_YEAR: Final = re.compile(r"(?:(?:19|20)\d\d|[一二][〇零九八][〇零一二三四五六七八九]{2})(?= ?年)")
_ANY: Final = r"((?:19|20)\d\d|[一二][〇零九八][〇零一二三四五六七八九]{2})"
_RANGE: Final = re.compile(rf"{_ANY} ?年?(?:-|—|~|至|到){_ANY} ?年")
_OPENING: Final = re.compile(
    rf"(?:^|[,:;。(])(?:到|至|截至|力争到|从|[^,:;。\d]{{0,20}}[在是即])? ?(?:{_ANY} ?年(?:至|到|—|-))?{_ANY} ?年(?:底|末|前)?(?:的[一二三四五六七八九十]{{1,3}}年[间中里内]|[^,。;\d的]{{0,4}}),"
)
_AGAINST: Final = re.compile(rf"[比较同与]{_ANY} ?年(?:相比|相较|比较)?,[^;。]*$")
_MONTHS: Final = re.compile(r"(?<![\d])(?P<first>\d{1,2})(?:月)?(?:-|—|~|至)(?P<last>\d{1,2})月(?!\d{1,2}日)")
_PARTS: Final = {
    "一季度": (1, 3),
    "上半年": (1, 6),
    "前三季度": (1, 9),
    "下半年": (7, 12),
    "二季度": (4, 6),
    "三季度": (7, 9),
    "四季度": (10, 12),
}
_PART: Final = re.compile(f"{either(_PARTS)}(?!之?[前末底])")
"""A part of the year, and no deadline (二季度前)."""


class Time(NamedTuple):
    """Years from ``first`` to ``last``; ``plan`` when they are still to come."""

    first: int
    last: int
    plan: bool = False

    def __str__(self) -> str:
        """The time in ISO 8601: a year, or first and last."""
        return str(self.last) if self.first == self.last else f"{self.first}/{self.last}"


def five_years(name: str) -> Time:
    """The years of a five-year plan, by its number in Chinese.

    >>> str(five_years("十四")), str(five_years("七")), str(five_years("一"))
    ('2021/2025', '1986/1990', '1953/1957')
    """
    tens, ten, ones = name.rpartition("十")
    number = (10 * (_DIGITS.index(tens) if tens else 1) if ten else 0) + (_DIGITS.index(ones) if ones else 0)
    first = {1: 1953, 2: 1958}.get(number, 1966 + 5 * (number - 3))
    return Time(first, first + 4)


def five_named(match: re.Match[str]) -> Time:
    """The years of the five-year plan that ``match`` has found: by its full name (``nth``) or the short one (``short``)."""
    return five_years(match["nth"] or match["short"])


def months(clause: str, year: int) -> str | None:
    """The months a clause names: 1-11月, 一季度, 上半年.

    >>> months("1-11月,投资", 2030), months("前三季度产值", 2030), months("产值", 2030)
    ('2030-01/2030-11', '2030-01/2030-09', None)
    """
    if "月" in clause and (m := _MONTHS.search(clause)):
        first, last = int(m["first"]), int(m["last"])
    elif p := _PART.search(clause):
        first, last = _PARTS[p[0]]
    else:
        return None
    return f"{year}-{first:02d}/{year}-{last:02d}" if 1 <= first <= last <= 12 else None


def opening_years(said: str) -> Time | None:
    """The years that an opening phrase of a sentence sets for all that follows.

    >>> str(opening_years("到2035年,产值达到3亿元,利润达到")), opening_years("产值达到")
    ('2035', None)
    """
    found = list(_OPENING.finditer(said)) if "年" in said else ()
    if not found:
        return None
    last = int(found[-1][2].translate(ZEROS))
    return Time(int(found[-1][1].translate(ZEROS)) if found[-1][1] else last, last)


def compared_year(said: str) -> int | None:
    """The year that an opening phrase holds all that follows against.

    >>> compared_year("2030年同2025年比较,产值增长"), compared_year("产值比2025年增长")
    (2025, None)
    """
    found = _AGAINST.search(said) if "年" in said else None
    return int(found[1].translate(ZEROS)) if found else None


def named_years(clause: str) -> Time | None:
    """The last year or range of years that a clause names.

    >>> str(named_years("到2035年,")), str(named_years("2026—2030年产值")), named_years("产值")
    ('2035', '2026/2030', None)
    """
    if "年" not in clause:
        return None
    ranges = list(_RANGE.finditer(clause))
    if ranges:
        return Time(int(ranges[-1][1].translate(ZEROS)), int(ranges[-1][2].translate(ZEROS)))
    found = _YEAR.findall(clause)
    return Time(int(found[-1].translate(ZEROS)), int(found[-1].translate(ZEROS))) if found else None
