"""Signs of time and part: which words of a heading or a sentence say what it speaks of, and how loudly.

A sign is named, and tells for each state of a report (:class:`State`) how much it speaks for it, by the integers of
``lexicon/scope_weights.tsv``. Where several are there they add up; :mod:`zq_pipeline.reading.document.scope` finds the path.
"""

import re
from collections.abc import Iterator
from enum import IntEnum
from itertools import pairwise
from typing import Final, NamedTuple

from zq_pipeline.grammar.timespan import FIVE_PLAN, FIVE_SHORT, ZEROS, Time, five_named
from zq_pipeline.lexicon.headings import DEMANDS, GOALS, PLAN, REVIEW
from zq_pipeline.lexicon.patterns import either
from zq_pipeline.lexicon.scope import weights
from zq_pipeline.lexicon.times import GROWN, INTENT, NEXT_YEARS, PAST_YEAR, PAST_YEARS, THIS_YEAR, WE


class State(IntEnum):
    """What a stretch of a report is: the review or the plan of a year, or of several years."""

    REVIEW = 0
    REVIEWS = 1
    PLAN = 2
    PLANS = 3

    @property
    def ahead(self) -> bool:
        """Whether it tells of what is to come."""
        return self >= State.PLAN

    @property
    def long(self) -> bool:
        """Whether it is of several years."""
        return self in (State.REVIEWS, State.PLANS)


class Sign(NamedTuple):
    """A sign by its name, the words that are it, and the years that they name, if any."""

    name: str
    words: str
    time: Time | None = None


class Spoken(NamedTuple):
    """Words of time: where they stand, which state they are of by themselves, and the years."""

    start: int
    end: int
    state: State
    time: Time
    whole: Time | None = None
    """All years of a plan of which the first are over."""


_SUFFIX: Final = {
    State.REVIEW: "review_year",
    State.REVIEWS: "review_years",
    State.PLAN: "plan_year",
    State.PLANS: "plan_years",
}
_YEAR: Final = r"(?:(?:19|20)\d\d|[一二][〇零九八][〇零一二三四五六七八九]{2})"
_COUNT: Final = "一二三四五六七八九十"
_TIME: Final = re.compile(
    rf"(?P<range>(?P<from>{_YEAR})年?(?:-|—|~|至|到)(?P<to>{_YEAR})年)|(?P<year>{_YEAR}) ?年(?P<since>以来)?"
    rf"|{FIVE_PLAN}|{FIVE_SHORT}(?=时期|期间|以来|规划|末|的|”|目标|主要|发展|工作|、|和|与|开局|收官)"
    rf"|(?P<years>{either(PAST_YEARS)})|(?P<next>{either(NEXT_YEARS)})|(?<![每这])(?P<last>{either(PAST_YEAR)})(?!同期)|(?P<this>{either(THIS_YEAR)})"
    rf"|(?<![近前后第])(?P<count>[二两三四六七八2346-9]|十[一二]?)年(?:来|[中里](?![期的]))"
)
_PART: Final = re.compile(rf"(?P<review>{either(REVIEW)})|(?P<plan>{either(PLAN)})")
_AND: Final = re.compile("[和与及暨、,:;]")
"""Where a heading goes on to another thing."""
_OF_PLAN: Final = re.compile("(?:时期|期间)?的?(?:规划|纲要|目标|主要|奋斗|任务|末)")
"""What is said of a five-year plan that goes on, rather than of its years so far."""
_TERM: Final = re.compile("[五5]年(?!计划|规划)")
_LABEL: Final = r"(?:[\W_]|[一二三四五六七八九十]{1,3}是|\d{1,2}\.)*"
_AT_HEAD: Final = re.compile(
    rf"{_LABEL}(?:[^,。;年\d]{{1,6}},)?(?:回顾|总结|展望|进入|刚刚过去的?|(?:在|到|截至|截止|至|自|从|即将|做好|今天|对于|预计|据|经|根据|按照)){{0,2}}"
)
_ANNOUNCES: Final = re.compile(
    r"是[^,。;]{0,40}(?:一年|五年|之年|时期|阶段|关键期|[年期])|(?:任务|工作|目标)|极不|不平凡|不寻常|我们|全[省市县区镇]上下|政府|来之不易"
)
_GOAL: Final = re.compile(either(GOALS))
_DEMAND: Final = re.compile(either(DEMANDS))
_INTENT: Final = re.compile(rf"[,;:](?:{either(WE)}|今年|明年)?{either(INTENT)}")
_DONE: Final = re.compile(
    "了(?<![为罢除]了)(?![解然望])|荣获|获评|被评为|被授予|被列为|圆满完成|顺利完成|全面完成|同比|比上年|较上年|比去年|较去年"
)
_SO: Final = re.compile(either(GROWN))
_LAST_YEAR: Final = re.compile("去年|上年|全年|同比")
_OVER_YEARS: Final = re.compile(r"五年|(?<![\d.])5年|年均(?!浓度|值|气温|降水)")
_TO_YEAR: Final = re.compile(r"到(20\d\d)年")
_FIGURES: Final = re.compile(r"\d(?!\d{0,3}年)")


_SAID: Final = (
    ("goal", _GOAL, False),
    ("demand", _DEMAND, False),
    ("intent", _INTENT, False),
    ("done", _DONE, False),
    ("so", _SO, False),
    ("since_last_year", _LAST_YEAR, False),
    ("over_years", _OVER_YEARS, True),
)
"""Signs within a sentence that a comma opens, and whether they speak of a year. Each alternative begins with a character, so that a search skips to it."""
_OPENING: Final = 40
_NEAR: Final = 24
"""How far into a sentence words of time open it."""


class Years(NamedTuple):
    """The year under review and the year planned; ``own``: whether 今年 is the year under review."""

    review: int
    plan: int
    own: bool = False


def years_of(folded: str, review: int, plan: int) -> Years:
    """The years of a report, and whether it calls the one under review 今年, as reports do that are given before it is over.

    >>> years_of("今年产值9亿元。明年要达到10亿元。", 2030, 2031).own, years_of("去年产值9亿元。今年要达到10亿元。", 2030, 2031).own
    (True, False)
    """
    return Years(review, plan, folded.count("明年") > folded.count("去年") + folded.count("上年"))


def spoken(words: str, years: Years) -> Iterator[Spoken]:
    """The words of time in ``words``, left to right, but for years long past.

    >>> [(s.state.name, str(s.time)) for s in spoken("“十五五”时期成就和2031年重点工作", Years(2030, 2031))]
    [('REVIEWS', '2026/2030'), ('PLAN', '2031')]
    """
    if "年" not in words and "五" not in words and "届" not in words:
        return
    for m in _TIME.finditer(words):
        if found := _of(m, years):
            yield Spoken(m.start(), m.end(), *found)


_Dated = tuple[State, Time] | tuple[State, Time, Time] | None


def _of(m: re.Match[str], years: Years) -> _Dated:
    """The state that words of time are of, and the years."""
    return next((read(m, years) for group, read in _READ if m[group]), None)


def _in_range(m: re.Match[str], years: Years) -> _Dated:
    """2026—2030年."""
    return _ranged(int(m["from"].translate(ZEROS)), int(m["to"].translate(ZEROS)), years)


def _in_year(m: re.Match[str], years: Years) -> _Dated:
    """2031年; 2026年以来."""
    year = int(m["year"].translate(ZEROS))
    if m["since"] and years.review - 10 < year < years.review:
        return State.REVIEWS, Time(year, years.review)
    return _single(year, years)


def _in_five(m: re.Match[str], years: Years) -> _Dated:
    """“十六五”: over, to come, or its years so far."""
    five = five_named(m)
    whole = Time(five.first, five.last, True)
    if not five.first <= years.review < five.last:
        return _ranged(five.first, five.last, years)
    ahead = m["nth"] or _OF_PLAN.match(m.string, m.end())
    return (State.PLANS, whole) if ahead else (State.REVIEWS, Time(five.first, years.review), whole)


def _in_term(m: re.Match[str], years: Years) -> _Dated:
    """五年来, 今后五年."""
    state = State.REVIEWS if m["years"] else State.PLANS
    return state, _term(state, years)


def _in_count(m: re.Match[str], years: Years) -> _Dated:
    """三年来."""
    said = m["count"]
    count = 2 if said == "两" else int(said) if said.isdigit() else _COUNT.find(said[0]) + 1
    return State.REVIEWS, Time(years.review - count + 1, years.review)


def _in_last(m: re.Match[str], years: Years) -> _Dated:
    """过去一年; 去年, but where 今年 is the year under review."""
    return None if years.own and "去" in m["last"] else (State.REVIEW, Time(years.review, years.review))


def _in_this(m: re.Match[str], years: Years) -> _Dated:
    """今年, 明年, 今年以来."""
    own = m["this"].endswith("以来") or (years.own and m["this"][0] not in "明来新")
    return (State.REVIEW, Time(years.review, years.review)) if own else (State.PLAN, Time(years.plan, years.plan, True))


_READ: Final = (
    ("range", _in_range), ("year", _in_year), ("nth", _in_five), ("short", _in_five), ("years", _in_term), ("next", _in_term),
    ("count", _in_count), ("last", _in_last), ("this", _in_this),
)  # fmt: skip
"""How the words of each group of _TIME are read."""


def _term(state: State, years: Years) -> Time:
    """The five years of a government's term, over or to come."""
    return Time(years.plan, years.plan + 4, True) if state.ahead else Time(years.review - 4, years.review)


def _single(year: int, years: Years) -> tuple[State, Time] | None:
    if year == years.review:
        return State.REVIEW, Time(year, year)
    if year == years.plan:
        return State.PLAN, Time(year, year, True)
    return (State.PLANS, Time(year, year, True)) if year > years.plan else None


def _ranged(first: int, last: int, years: Years) -> tuple[State, Time] | None:
    if first >= years.review and last > years.plan:
        return State.PLANS, Time(first, last, True)
    if first <= years.review <= last or last == years.review - 1:
        return State.REVIEWS, Time(first, min(last, years.review))
    return None


def heading(words: str, years: Years, *, below: bool) -> list[Sign]:
    """What the words of a heading say; ``below``: of one that is no chapter, whose bare words say little.

    >>> [sign.name for sign in heading("今年工作总结", Years(2030, 2031), below=False)]
    ['heading_review_year', 'heading_review']
    >>> [(sign.name, str(sign.time)) for sign in heading("过去一年和五年工作回顾", Years(2030, 2031), below=False)]
    [('heading_review_year', '2030'), ('heading_review_years', '2026/2030'), ('heading_review', 'None')]
    """
    at = "below_" if below else "heading_"
    found: list[Sign] = []
    parts: dict[str, str] = {}
    cuts = [0, *(m.end() for m in _AND.finditer(words)), len(words)]
    named = list(spoken(words, years))
    for start, end in pairwise(cuts):
        told = [(m.lastgroup or "", m[0]) for m in _PART.finditer(words, start, end)]
        part, said = told[-1] if told else ("", "")  # the head of a noun stands last: 目标任务完成情况
        if part:
            parts.setdefault(part, said)
        if part and _TERM.search(words, start, end) and not any(start <= t.start < end for t in named):
            state = State.REVIEWS if part == "review" else State.PLANS
            found.append(Sign(at + _SUFFIX[state], "五年", _term(state, years)))
        for time in (t for t in named if start <= t.start < end):
            state, span = _turned(time, part, years)
            found.append(Sign(at + _SUFFIX[state], words[time.start : time.end], span))
    return [*found, *(Sign(at + part, said) for part, said in parts.items())]


def _turned(time: Spoken, told: str, years: Years) -> tuple[State, Time]:
    """The state of ``time`` once a word of the other part stands behind it (今年工作总结)."""
    if told == "review" and time.state is State.PLAN:
        return State.REVIEW, Time(years.review, years.review)
    if told == "review" and time.state is State.PLANS and time.time.first <= years.review:
        return State.REVIEWS, Time(time.time.first, years.review)
    if told == "plan" and time.whole:
        return State.PLANS, time.whole
    if told == "plan" and time.state is State.REVIEW:
        return State.PLAN, Time(years.plan, years.plan, True)
    return time.state, time.time


def sentence(said: str, years: Years, *, opens: bool) -> list[Sign]:
    """What a sentence says; ``opens``: whether it opens a paragraph, so that its first words can hold for more than itself.

    >>> [sign.name for sign in sentence("过去五年极不平凡。", Years(2030, 2031), opens=True)]
    ['announce_review_years', 'over_years']
    >>> [sign.name for sign in sentence("2031年,预期目标是:增长6%。", Years(2030, 2031), opens=False)]
    ['open_plan_year', 'goal']
    >>> [[sign.name for sign in sentence(f"茶园到{year}年扩大。", Years(2030, 2031), opens=False)] for year in (2031, 2032)]
    [['this_year'], ['to_year']]
    """
    found = _opening(said, years, opens=opens)
    yearly, opened = "年" in said, f",{said}"
    for name, pattern, needs_year in _SAID:
        if (yearly or not needs_year) and (m := pattern.search(opened)):
            found.append(Sign(name, m[0].strip(",;:、")))
    if yearly and (m := _TO_YEAR.search(said)) and int(m[1]) > years.plan:
        found.append(Sign("to_year", m[0]))
    return found


def _opening(said: str, years: Years, *, opens: bool) -> list[Sign]:
    """What the words of time say that a sentence opens with: they announce what follows, lead a paragraph, or hold for themselves."""
    if "年" not in said[:_OPENING] and "五" not in said[:_OPENING] and "届" not in said[:_OPENING]:
        return []
    head = _AT_HEAD.match(said)
    at = head.end() if head else 0
    first = next(spoken(said[: at + _NEAR], years), None)
    if first is None:
        return []
    words = said[first.start : first.end]
    if first.start > at:
        return [Sign("this_year", words, first.time)] if first.state is State.PLAN else []
    loud = not _FIGURES.search(said, first.end) and (opens or _ANNOUNCES.search(said, first.end))
    name = "announce_" if loud else "lead_" if opens else "open_"
    return [Sign(name + _SUFFIX[first.state], words, first.time)]


def weigh(signs: list[Sign]) -> tuple[int, int, int, int]:
    """How much ``signs`` speak for each state."""
    table = weights()
    rows = [table[sign.name] for sign in signs]
    return tuple(map(sum, zip(*rows, strict=True))) if rows else (0, 0, 0, 0)  # type: ignore[return-value]
