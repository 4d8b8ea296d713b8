"""The time that numbers are about: from section, sentence and clause to an ISO 8601 year, range or span of months."""

import re
from dataclasses import dataclass
from typing import Final

from zq_pipeline.lexicon.patterns import either
from zq_pipeline.lexicon.times import LONG_PLAN, LONG_REVIEW, YEAR_PLAN, YEAR_REVIEW

FIVE_PLAN: Final = r"第(?P<nth>十?[一二三四五六七八九]|十)个五年(?:计划|规划)"
"""A five-year plan by its full name."""
FIVE_SHORT: Final = r"“?(?P<short>十?[一二三四五六七八九]|十)五”?"
"""The same by its short name."""
_FIVE: Final = re.compile(rf"{FIVE_PLAN}|{FIVE_SHORT}(?=时期|期间|以来|规划|末|的|”|目标|主要|发展)")
_LONG_REVIEW: Final = re.compile(either(LONG_REVIEW))
_LONG_PLAN: Final = re.compile(either(LONG_PLAN))
_YEAR_REVIEW: Final = re.compile(either(YEAR_REVIEW))
_YEAR_PLAN: Final = re.compile(either(YEAR_PLAN))
ZEROS: Final = str.maketrans("〇零一二三四五六七八九", "00123456789")
_DIGITS: Final = "零一二三四五六七八九"
_YEAR: Final = re.compile(r"(?:(?:19|20)\d\d|[一二][〇零九八][〇零一二三四五六七八九]{2})(?=年)")
_OPENS_REVIEW: Final = re.compile(r"\W*(?:过去一年|过去的一年|刚刚过去的|一年来|去年,)")
_OPENS_PLAN: Final = re.compile(r"\W*(?:今年|明年|新的一年|做好今年|(?:19|20)\d\d年)")
_OPENS_FIVE: Final = re.compile(rf"\W*(?:{FIVE_PLAN}|{FIVE_SHORT})(?:时期|期间),")
_ANY: Final = r"((?:19|20)\d\d|[一二][〇零九八][〇零一二三四五六七八九]{2})"
_RANGE: Final = re.compile(rf"{_ANY}年?(?:-|—|~|至|到){_ANY}年")
_OPENING: Final = re.compile(
    rf"(?:^|[,:;。(])(?:到|至|截至|力争到|从|[^,:;。\d]{{0,20}}[在是即])?(?:{_ANY}年(?:至|到|—|-))?{_ANY}年(?:底|末|前)?(?:的[一二三四五六七八九十]{{1,3}}年[间中里内]|[^,。;\d的]{{0,4}}),"
)
_AGAINST: Final = re.compile(rf"[比较同与]{_ANY}年(?:相比|相较|比较)?,[^;。]*$")
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


@dataclass(frozen=True, slots=True)
class Time:
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
    number = 10 + _DIGITS.index(name[1]) if len(name) > 1 else 10 if name == "十" else _DIGITS.index(name)
    first = {1: 1953, 2: 1958}.get(number, 1966 + 5 * (number - 3))
    return Time(first, first + 4)


def five_named(match: re.Match[str]) -> Time:
    """The years of the five-year plan that ``match`` has found: by its full name (``nth``) or the short one (``short``)."""
    return five_years(match["nth"] or match["short"])


def section_time(heading: str, part: str, review: int, plan: int, above: Time | None = None) -> Time:
    """The time a section is about.

    >>> str(section_time("过去五年工作回顾", "review", 2030, 2031)), str(section_time("2031年工作安排", "plan", 2030, 2031))
    ('2026/2030', '2031')
    """
    if part == "plan":
        if _LONG_PLAN.search(heading) and not _YEAR_PLAN.search(heading):
            return Time(plan, plan + 4, True)
        if (m := _FIVE.search(heading)) and str(plan) not in heading.translate(ZEROS) and five_named(m).last > review:
            return Time(five_named(m).first, five_named(m).last, True)
        if above and above.plan and not (_YEAR_PLAN.search(heading) or str(plan) in heading.translate(ZEROS)):
            return above
        return Time(plan, plan, True)
    dated = heading.translate(ZEROS)
    if str(plan) in dated and str(review) not in dated:
        return Time(plan, plan, True)
    named = dated.find(str(review))
    if named >= 0 and not ((m := _FIVE.search(heading)) and m.start() < named):
        return Time(review, review)
    if (m := _FIVE.search(heading)) and five_named(m).first <= review:
        return Time(five_named(m).first, min(review, five_named(m).last))
    if _LONG_REVIEW.search(heading):
        return Time(review - 4, review)
    if above and not above.plan and not _YEAR_REVIEW.search(heading) and str(review) not in dated:
        return above
    return Time(review, review)


def moved(said: str, now: Time, review: int, plan: int, home: Time | None = None) -> Time:
    """The time from a sentence on that opens with ``said``.

    >>> str(moved("过去一年,我们稳增长", Time(2026, 2030), 2030, 2031))
    '2030'
    """
    head = said[:40]
    if "年" not in head and "五" not in head and "届" not in head:
        return now
    home = home or now
    if home.plan and _OPENS_REVIEW.match(head):
        return Time(review, review)
    if home.plan and not now.plan and _OPENS_PLAN.match(head):
        return home
    if now.plan:
        if _LONG_PLAN.search(head):
            return Time(plan, plan + 4, True)
        if (
            (m := _FIVE.search(head[:14]))
            and five_named(m).last > plan
            and five_named(m).first <= plan + 1
            and (now.last != plan or _OPENS_FIVE.match(head))
        ):
            return Time(five_named(m).first, five_named(m).last, True)
        if re.match(rf"(?:[\W]|一是|二是)*(?:做好)?(?:今年|明年|{plan}年)", head):
            return Time(plan, plan, True)
        return now
    if re.search(r"过去的?一年|(?<!每)一年来|刚刚过去的", head) or re.match(rf"\W*(?:{review}年|去年)[,是我全]", head):
        return Time(review, review)
    if (
        (m := _FIVE.search(head[:14]))
        and five_named(m).first <= review <= five_named(m).last + 1
        and ("是" in head or "时期" in head or "以来" in head or "期间" in head)
    ):
        return Time(five_named(m).first, min(five_named(m).last, review))
    if _LONG_REVIEW.search(head[:20]) and not head.startswith("去年"):
        return now if now.first < now.last else Time(review - 4, review)
    return now


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
