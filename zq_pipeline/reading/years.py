"""The year under review and the year planned: from title, headings, dates and, last, from what the text speaks of."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from zq_pipeline.errors import PipelineError
from zq_pipeline.lexicon.headings import PLAN, REVIEW
from zq_pipeline.reading.header import DATE, Header
from zq_pipeline.reading.records import Section
from zq_pipeline.text.folding import fold

_YEAR: Final = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d|[一二][〇零一九][〇零一二三四五六七八九]{2})年")
_MONTH: Final = re.compile(_YEAR.pattern + r"(?=[一二三四五六七八九十\d]{1,2}月)")
_ZEROS: Final = str.maketrans("〇零一二三四五六七八九", "00123456789")
_REVIEW: Final = re.compile("|".join((*REVIEW, "总结", "完成情况")))
_PLAN: Final = re.compile("|".join((*PLAN, "计划", "要点", "思路")))


class Years(NamedTuple):
    """The year under review and the year planned; ``guessed`` when only the body of the text told."""

    review: int
    plan: int
    guessed: bool = False


class NoYear(PipelineError):
    """A report in which no year can be found."""

    code = "no-year"
    template = "{file} doesn't say which year it reviews. Write review_year = 2024 (its year) into {origin}, or give --review-year."


def years(folded: str, header: Header, sections: Sequence[Section]) -> Years | None:
    """The years of a report, or None when it names none.

    >>> from zq_pipeline.text.span import Span
    >>> def of(title): return years(title, Header({}, Span(0, len(title)), Span(len(title), len(title))), ())
    >>> of("柳溪镇2030年工作总结和2031年工作思路"), of("二〇三一年柳溪县政府工作报告")
    (Years(review=2030, plan=2031, guessed=False), Years(review=2030, plan=2031, guessed=False))
    """
    title = header.title.cut(folded)
    for words in (title, *(fold(section.heading) for section in sections if section.level == 1)):
        if found := _told(words, is_title=words == title):
            return found
    spoken = DATE.search(folded, 0, header.body.start)
    date = spoken["y"].translate(_ZEROS) if spoken else header.fields.get("published", "")[:4]
    if date:
        return Years(int(date) - 1, int(date))
    months = [_year(m) for m in _MONTH.finditer(folded)]
    if months:
        return Years(max(months) - 1, max(months), guessed=True)
    counted = Counter(_year(m) for m in _YEAR.finditer(folded))
    if not counted:
        return None
    year = max(counted, key=lambda y: (counted[y], y))
    return Years(year, year + 1, guessed=True)


def _year(match: re.Match[str]) -> int:
    return int(match["y"].translate(_ZEROS))


def _told(words: str, is_title: bool) -> Years | None:
    """What a title or heading tells: the first year that 总结 or 回顾 follows is reviewed, one before 思路 or 任务 planned."""
    found = list(_YEAR.finditer(words))
    for number, match in enumerate(found):
        until = found[number + 1].start() if number + 1 < len(found) else len(words)
        after = words[match.end() : until]
        if _REVIEW.search(after) or (number + 1 < len(found) and _REVIEW.search(words) and not _PLAN.search(after)):
            return Years(_year(match), _year(match) + 1)
        if "报告" in after or _PLAN.search(after):
            return Years(_year(match) - 1, _year(match))
    if is_title and found:
        return Years(_year(found[0]) - 1, _year(found[0]))
    return None
