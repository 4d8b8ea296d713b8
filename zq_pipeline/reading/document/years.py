"""The year under review and the year planned.

No sign of the year can be trusted alone: titles name the year of the report or the year it reports on, pages are dated when
somebody put them there, reports until 1981 review the year that is not yet over. So each sign that title, headings, first
sentences and dates give is a named vote; the year with the most weight is the year under review, and what speaks against
it is told.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from zq_pipeline.errors import PipelineError
from zq_pipeline.grammar.timespan import FIVE_PLAN, FIVE_SHORT, ZEROS, five_named
from zq_pipeline.lexicon import years as words
from zq_pipeline.lexicon.patterns import either
from zq_pipeline.reading.document.header import DATE, Header, iso_date
from zq_pipeline.reading.records import Section
from zq_pipeline.text.folding import fold

_NUMBER: Final = r"(?:(?:19|20)\d\d|[一二][〇零九][〇零一二三四五六七八九]{2})"
_YEAR: Final = re.compile(rf"(?<!\d)(?P<y>{_NUMBER}) ?年")
_REVIEWED: Final = re.compile(either(words.REVIEWED))
_PLANNED: Final = re.compile(either(words.PLANNED))
_FAR: Final = re.compile(rf"(?:度|底|末)?(?:{either(words.FAR)}|前|至|到|以来|[-—~])")
_UNTIL: Final = "到至—~-"
_OPENING: Final = re.compile(rf"\s*(?P<over>{either(words.JUST_OVER)})?(?P<y>{_NUMBER}) ?年(?=[,是我全])")
_AIMED: Final = re.compile(rf"[^。;,\n]*{either(words.AIMS)}")
_AIMS: Final = re.compile(
    rf"年(?<=[^\d{_UNTIL}](?P<y>{_NUMBER})年)[^年。;,\n]{{0,16}}?{either(words.AIMS)}[^。;,\n]{{0,6}}?(?:是|为|:)"
)
_FIVE: Final = re.compile(rf"(?:{FIVE_PLAN}|{FIVE_SHORT}(?:(?<=”)|时期))(?!以来|开局|中期|末)")
_SPEECH: Final = re.compile(rf"{DATE.pattern} *,?在[^\n。]{{2,60}}会")
_HEAD: Final = 400
"""How far into the body the line may stand that says when and where the report was given."""
_CLAUSE: Final = 24
"""How far behind the year that opens a chapter the aims may be named."""
_AUTUMN: Final = 9
"""A report given from this month on (1964年12月21日) is one on its own year."""

_GIVEN: Final = "given"
_STRONG: Final = 3
"""What a sign weighs that says the year in so many words."""
_VAGUE: Final = 2
_YEARS: Final = range(1900, 2201)
"""What is outside, a date such as 0031-01-12, is the year of no report."""


class Sign(NamedTuple):
    """A vote: what gave it, the year under review that it points at, and how much it weighs."""

    name: str
    year: int
    weight: int

    def __str__(self) -> str:
        """How the evidence is written down."""
        return f"{self.name}: {self.year}"


class Years(NamedTuple):
    """The year under review, the year planned, and the signs that were found of it, in a fixed order.

    >>> Years(2030, 2031, (Sign("title", 2030, 4), Sign("published", 2028, 2))).evidence
    'title: 2030; published: 2028'
    """

    review: int
    plan: int
    signs: tuple[Sign, ...] = ()

    @property
    def evidence(self) -> str:
        """Which signs said what."""
        return "; ".join(map(str, self.signs))

    @property
    def disputed(self) -> bool:
        """Whether a sign speaks against the year that can't be put down to habit.

        A page may be dated years after its report, but not before the year under review is over. A year that was given is
        disputed by signs that together clearly name another.
        """
        against = [sign for sign in self.signs if sign.year != self.review]
        weights = _weights(self.signs)
        support = weights[self.review]
        if any(sign.name == _GIVEN for sign in self.signs):
            return max(weights.values()) >= max(_STRONG, support + 1)
        strong = any(s.weight >= _STRONG or (s.name in _DATES and s.year < self.review) for s in against)
        return strong or 2 * sum(s.weight for s in against) >= support

    @property
    def vague(self) -> bool:
        """Whether a single vague sign is all there is for the year."""
        signs = [sign for sign in self.signs if sign.year == self.review]
        return len(signs) == 1 and signs[0].weight < _STRONG and signs[0].name != _GIVEN


class NoYear(PipelineError):
    """A report in which no year can be found."""

    code = "no-year"
    template = "{file} doesn't say which year it reviews. Write review_year = 2024 (its year) into {origin}, or give --review-year."


@dataclass(frozen=True, slots=True)
class _Report:
    """What the signs are looked for in; ``published`` is an ISO date or empty."""

    folded: str
    header: Header
    sections: Sequence[Section]
    published: str

    @property
    def given_on(self) -> str:
        """The day on which the report was given, as its head says: ——2031年1月12日在…会议上."""
        found = _SPEECH.search(self.folded, 0, self.header.body.start + _HEAD)
        return iso_date(found[0]) if found else ""


def years(
    folded: str, header: Header, sections: Sequence[Section], published: str = "", given: int | None = None
) -> Years | None:
    """The years of a report, or None when it names none. ``published`` and ``given`` are what its origin says; the year given holds.

    >>> from zq_pipeline.text.span import Span
    >>> def of(title, day="", given=None): return years(title, Header({}, Span(0, len(title)), Span(len(title), len(title))), (), day, given)
    >>> of("柳溪镇2030年工作总结和2031年工作思路").review, of("二〇三一年柳溪县政府工作报告").review
    (2030, 2030)
    >>> of("1964年柳溪县政府工作报告", "1964-12-21").evidence
    'title: 1964; published: 1964'
    >>> found = of("柳溪镇2030年工作总结", "2031-03-01", 2029)
    >>> found.review, found.evidence, found.disputed
    (2029, 'given: 2029; title: 2030; published: 2030', True)
    """
    report = _Report(folded, header, sections, published or header.fields.get("published", ""))
    signs = [Sign(_GIVEN, given, 0)] if given else []
    signs += [sign for rule in SIGNS for sign in rule(report) if sign.year in _YEARS]
    weights = _weights(signs)
    if not given and max(weights.values(), default=0) < _STRONG:
        signs += _spoken(report)
        weights = _weights(signs)
    if not signs:
        return None
    # max keeps the first of equals: the sign that stands first in SIGNS.
    review = given or max(weights, key=lambda year: weights[year])
    return Years(review, review + 1, tuple(signs))


def _weights(signs: Sequence[Sign]) -> Counter[int]:
    weights: Counter[int] = Counter()
    for sign in signs:
        weights[sign.year] += sign.weight
    return weights


def _title(report: _Report) -> Iterator[Sign]:
    """2030年工作总结 is on 2030, 2031年政府工作报告 on the year before, unless the year was all but over when it was given."""
    title = report.header.title.cut(report.folded)
    reviewed, planned = _told(title)
    if reviewed or planned:
        yield Sign("title", reviewed[0] if reviewed else planned[0] - 1, _STRONG + 1)
    elif found := _YEAR.search(title):
        year = _year(found)
        dates = [day for day in (report.given_on, report.published) if day]
        late = bool(dates) and dates[0][:4] == str(year) and int(dates[0][5:7]) >= _AUTUMN
        yield Sign("title", year if late else year - 1, _STRONG if "报告" in title and not late else _VAGUE)


def _speech(report: _Report) -> Iterator[Sign]:
    if report.given_on:
        yield Sign("speech", _before(report.given_on), _STRONG + 1)


def _headings(report: _Report) -> Iterator[Sign]:
    """What the headings of the highest level say that say a year: 2030年工作回顾, 2031年工作安排, “十五五”时期工作回顾."""
    for level in (1, 2):
        headings = [fold(section.heading) for section in report.sections if section.level == level]
        found = [_told(heading) for heading in headings]
        reviewed = {year for years, _ in found for year in years}
        planned = {year - 1 for _, years in found for year in years}
        five = {year for heading in headings for year in _five(heading)}
        if reviewed or planned or five:
            yield from (Sign("review heading", year, _STRONG + 1) for year in sorted(reviewed))
            yield from (Sign("plan heading", year, _STRONG) for year in sorted(planned))
            yield from (Sign("five-year heading", year, _VAGUE) for year in sorted(five))
            return


def _openings(report: _Report) -> Iterator[Sign]:
    """How a chapter begins: 2030年,全县… in the review, 2031年是… in the plan, 刚刚过去的2030年 anywhere."""
    found = []
    for section in report.sections:
        if section.level > 1:
            continue
        start = section.span.end if section.level else report.header.body.start
        opening = _OPENING.match(report.folded, start)
        if opening is None:
            continue
        follows = report.folded[opening.end() : opening.end() + _CLAUSE]
        if _AIMED.match(follows) or (_plans(section) and follows.startswith("是")):
            found.append(_year(opening) - 1)
        elif not _plans(section) and (opening["over"] or not section.level or _REVIEWED.search(fold(section.heading))):
            found.append(_year(opening))
    yield from (Sign("opening", year, _VAGUE) for year in dict.fromkeys(found))


def _plans(section: Section) -> bool:
    """Whether the heading of a chapter speaks of a plan alone."""
    heading = fold(section.heading)
    return _PLANNED.search(heading) is not None and _REVIEWED.search(heading) is None


def _aims(report: _Report) -> Iterator[Sign]:
    """The year that is most spoken of as one of aims, headings aside."""
    headings = {at for section in report.sections for at in range(*section.span)}
    counted = Counter(_year(m) for m in _AIMS.finditer(report.folded) if m.start() not in headings)
    if counted:
        yield Sign("aims", max(counted, key=lambda year: (counted[year], -year)) - 1, _VAGUE)


def _published(report: _Report) -> Iterator[Sign]:
    if report.published:
        yield Sign("published", _before(report.published), _VAGUE)


def _printed(report: _Report) -> Iterator[Sign]:
    """Another date above the text: 2031年1月12日 below the title, or when somebody copied it."""
    for found in DATE.finditer(report.folded, 0, report.header.body.start):
        day = iso_date(found[0])
        if day and day not in (report.published, report.given_on):
            yield Sign("header", _before(day), _VAGUE)
            return


def _spoken(report: _Report) -> Iterator[Sign]:
    """The latest year that a part other than a plan speaks of as gone by: the last resort."""
    chapters = [section for section in report.sections if section.level <= 1]
    ends = [section.span.start for section in chapters[1:]] + [len(report.folded)]
    told = []
    for section, end in zip(chapters, ends, strict=True):
        if not _plans(section):
            start = max(section.span.end, report.header.body.start)
            told += [m for m in _YEAR.finditer(report.folded, start, end) if not _ahead(report.folded, m)]
    counted = Counter(_year(m) for m in told or _YEAR.finditer(report.folded, report.header.body.start))
    often = [year for year, count in counted.items() if count > 1] or list(counted)
    if often:
        yield Sign("spoken", max(often), 1)


SIGNS: Final[tuple[Callable[[_Report], Iterator[Sign]], ...]] = (
    _title, _speech, _headings, _openings, _aims, _published, _printed,
)  # fmt: skip
"""Where signs are looked for; they are listed in this order, and of two years that weigh the same the first holds."""
_DATES: Final = frozenset({"published", "header"})


def _year(match: re.Match[str]) -> int:
    return int(match["y"].translate(ZEROS))


def _before(day: str) -> int:
    """The year that a report given on ``day`` is on."""
    return int(day[:4]) - (int(day[5:7]) < _AUTUMN)


def _ahead(text: str, match: re.Match[str]) -> bool:
    """Whether a year is one to come by its words: 到2035年, 2035年远景目标."""
    before = text[match.start() - 1] if match.start() else ""
    return (before != "" and before in _UNTIL) or _FAR.match(text, match.end()) is not None


def _told(said: str) -> tuple[list[int], list[int]]:
    """The years that a title or heading reviews, and those that it plans.

    >>> _told("2030年工作回顾和2031年工作安排"), _told("关于2030年计划执行情况与2031年计划草案的报告")
    (([2030], [2031]), ([2030], [2031]))
    >>> _told("到2035年的目标"), _told("2031年政府工作报告"), _told("2026—2030年工作回顾")
    (([], []), ([], []), ([2030], []))
    """
    found = list(_YEAR.finditer(said))
    reviewed, planned = [], []
    reviews = _REVIEWED.search(said) is not None
    for number, match in enumerate(found):
        after = said[match.end() : found[number + 1].start() if number + 1 < len(found) else len(said)]
        follows = number + 1 < len(found) and _year(found[number + 1]) == _year(match) + 1
        if _REVIEWED.search(after) or (follows and reviews and not _PLANNED.search(after)):
            reviewed.append(_year(match))
        elif _PLANNED.search(after) and not _ahead(said, match):
            planned.append(_year(match))
    return reviewed, planned


def _five(heading: str) -> Iterator[int]:
    """The last year of the five-year plan that a heading reviews, or of the one before that which it plans."""
    found = _FIVE.search(heading)
    if found and _REVIEWED.search(heading):
        yield five_named(found).last
    elif found and found["short"] and _PLANNED.search(heading):
        # 第一个五年计划 was laid before the hall when it was half over; “十五五”时期 is planned before it begins.
        yield five_named(found).first - 1
