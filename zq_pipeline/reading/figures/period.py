"""When a number holds and whether it was reached: period, base period and status.

A number takes its time from its own clause if that names one, else from the words that open its sentence, else from the
scope that it stands in (:mod:`zq_pipeline.reading.document.scope`). Of several years, :mod:`.extent` says whether it is of
their end.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final, NamedTuple

from zq_pipeline.grammar.nominal import Before
from zq_pipeline.grammar.numeral import chinese
from zq_pipeline.grammar.timespan import (
    FIVE_PLAN,
    FIVE_SHORT,
    Time,
    compared_year,
    five_named,
    months,
    named_years,
    opening_years,
)
from zq_pipeline.lexicon.changes import MORE_THAN_LAST
from zq_pipeline.lexicon.extent import FLOWS
from zq_pipeline.lexicon.patterns import either
from zq_pipeline.lexicon.times import (
    AHEAD,
    AIMED,
    ALREADY,
    ANEW,
    EXPECTED,
    LONG_PLAN,
    PURPOSE,
    REACHED,
    TOLD,
)
from zq_pipeline.reading.figures.asked import AIM_BEHIND
from zq_pipeline.reading.figures.extent import at_end, flow_words, idle_words
from zq_pipeline.reading.figures.frame import Frame
from zq_pipeline.reading.records import Measure, Status

_REACHED: Final = frozenset(REACHED)
_FLOWS: Final = frozenset(FLOWS)
_EXPECTED: Final = re.compile(either(EXPECTED))
_AIMED: Final = re.compile(either(AIMED))
_AHEAD: Final = re.compile(f"{either(AIMED)}|{either(AHEAD)}")
_ALREADY: Final = re.compile(either(ALREADY))
_ANY: Final = re.compile(either((*EXPECTED, *AIMED, *AHEAD, *ALREADY)))
_MONTH: Final = re.compile("[月季半]")
_ANEW: Final = re.compile(either(ANEW))
_TOLD: Final = re.compile(either(TOLD))
_LONG_PLAN: Final = re.compile(either(LONG_PLAN))
_IN_BRACKETS: Final = re.compile(rf"\([^()]{{0,6}}{either(PURPOSE)}[^()]*$")
"""An aim behind what was reached: 增长6.5%(年度目标6%以上)."""
_OF_TASK: Final = re.compile(rf"(?:完成|占|达到?|为)[^,。;]{{0,10}}{either(PURPOSE)}[^,。;]*$")
"""What was done of a task: 完成年计划投资的120%."""
_LAST_YEAR: Final = re.compile(r"去年(?!同期|年?[末底]的)|(?<![础以基])上年(?!同期|度|均)")
_FIVE: Final = re.compile(rf"{FIVE_PLAN}|{FIVE_SHORT}(?=时期|期间|以来|末)")
_PART: Final = re.compile(
    rf"(?<![比较])(?<![比较]“)(?:{FIVE_PLAN}|{FIVE_SHORT})(?:时期|期间)?的?(?P<side>[前后])(?P<years>[一二两三四2-4])年"
)
_COMPARED: Final = re.compile(r"[比较](?![例重值率])(?:“?[^,。;“]{1,6}”?|[^,。;]{2,8})(?:年|末|期)(?:的)?")
_OF: Final = ("是", "为", "相当于", "恢复", "分别")
"""How a base begins that a number is a multiple or a share of."""
_RUN: Final = re.compile(r"连续(\d{1,2}|[二三四五六七八九十两]{1,3})年")
_NUMBER: Final = r"(?<![第近前后来十\d])(?P<years>\d{1,2}|[二两三四五六七八九十]{1,3})"
_SPAN: Final = re.compile(
    rf"{_NUMBER}年(?:间|来(?![自源])|(?:来)?(?=新增|累计|共|建成|完成|总体|年均|接近|增加|增长)|(?=[近约]?\d[\d.]*[万亿多余]*[^,。;年月\d])|$)"
    rf"|^[ ,;]*(?P<at>[二两三四五六七八九十]{{1,3}})年(?![级期制以内后前龄生之多一来])(?:中(?!央))?"
    r"|近(?P<near>[二两三四五六七八九十])年(?:来)?,"
)
"""Years up to now (三年来, 十二年间, 十年增加…)."""
_AVERAGE: Final = re.compile(
    "年均(?!浓度|值|气温|降水)|平均每年|(?<![去今本当上明全])年平均(?!浓度|气温|降水)|每年平均"
)
_WITHIN: Final = re.compile(
    r"今明(?P<both>两)年|(?:(?:今后|未来|接下来)的?(?P<next>\d|[二两三四六七八九十])年|(?<![近过前后头第来十\d])(?P<in>\d|[二两三四五六七八九十])年(?:之?内|时间))"
)
"""Years from now on (今后三年, 三年内, 今明两年)."""
_CHANGES: Final = frozenset((Measure.CHANGE_RATE, Measure.CHANGE, Measure.MULTIPLE))
_ON_YEAR: Final = frozenset(("同比", *MORE_THAN_LAST))
_HEAD: Final = 20
_CENTURY: Final = 2000
_TERM: Final = 5
_STARTED: Final = re.compile(r"[由从][^,。;由从]{0,40}$")
"""From where something went: its year is not that of where it came to."""
_THAN: Final = re.compile(r"[比较][^,。;]{0,16}$")


class Marks(NamedTuple):
    """What a statement holds at all, looked for once: most hold little, and nothing is then asked of each of their numbers."""

    rules: tuple[tuple[str, Callable[["Asked"], "Spoken | None"]], ...] = ()
    """The rules of time that may answer, each with its name."""
    already: bool = False
    ahead: bool = False
    expected: bool = False
    aimed: bool = False
    months: bool = False


def marks(statement: str) -> Marks:
    """What tells of time in ``statement``."""
    rules = _rules("".join(sorted({*_WORDS.findall(statement)})))
    months = _MONTH.search(statement) is not None
    if not _ANY.search(statement):
        return Marks(rules, months=months)
    already, ahead, expected, aimed = (
        pattern.search(statement) is not None for pattern in (_ALREADY, _AHEAD, _EXPECTED, _AIMED)
    )
    return Marks(rules, already, ahead, expected, aimed, months)


@cache
def _rules(said: str) -> tuple[tuple[str, Callable[["Asked"], "Spoken | None"]], ...]:
    """The rules that may answer where these words are said."""
    return tuple((rule.__name__, rule) for words, rule in RULES if not words or any(word in said for word in words))


@dataclass(slots=True)
class Moment:
    """What is known of a number when its time is asked for."""

    words: str
    """The clause up to the number."""
    said: str
    """The statement up to the number."""
    name: str
    measure: Measure
    before: Before
    first: bool
    last: bool
    """Whether it is the X, or the Y, of 从X提高到Y."""
    noun_before: bool
    """Whether the noun stands before the number."""
    dated: Time | None
    """The year that the words before another number of the statement have named."""
    follows: str
    """The clause after the number."""
    over: Time | None
    """The years that another change of the statement was told over (比2025年增长)."""
    lead: str
    """What leads in the list that the statement stands in."""
    frame: Frame
    """What the head of the sentence sets for all its clauses."""
    since: int | None
    """The year that another X of the statement was dated by (由2026年的5%提高到8%)."""
    marks: Marks
    _verbs: frozenset[str] | None = None

    @property
    def verbs(self) -> frozenset[str]:
        """The verbs around the noun."""
        if self._verbs is None:
            self._verbs = frozenset((*self.before.verbs, *self.before.lead))
        return self._verbs

    @property
    def reached(self) -> frozenset[str]:
        """The verbs of reaching."""
        return self.verbs & _REACHED

    @property
    def lead_verbs(self) -> bool:
        """Whether a verb leads the noun."""
        return bool(self.before.lead)

    @property
    def summed(self) -> bool:
        """Whether it is added up."""
        return "累计" in self.said

    @property
    def flows(self) -> bool:
        """Whether the clause says that something is done."""
        return not _FLOWS.isdisjoint(self.verbs) or flow_words(self.words)

    @property
    def idle(self) -> bool:
        """Whether the clause has no verb at all."""
        return idle_words(self.words)


class When(NamedTuple):
    """The answer: ISO 8601 period, base period (or ``""``) and status; the year that the words name, and the years of a change, if any.

    ``rule`` found the time, ``extent`` chose between all of several years and their end.
    """

    period: str
    base: str
    status: Status
    named: Time | None = None
    over: Time | None = None
    rule: str = ""
    extent: str = ""


class Asked(NamedTuple):
    """A number's words and the times that a rule can answer with."""

    m: Moment
    words: str
    """The clause up to the number, without what the number is held against."""
    now: Time
    review: int
    plan: int

    def year(self, time: Time) -> "Spoken":
        """``time`` as a year that is named: reached, unless it is still to come."""
        return Spoken(time, Status.TARGET if time.last > self.review else Status.ACTUAL, True)


class Spoken(NamedTuple):
    """The time that words speak of, the status that goes with it, and whether they name a year."""

    time: Time
    status: Status
    named: bool = False
    rule: str = "scope"


def own_year(a: Asked) -> Spoken | None:
    """2028年新增, 到2035年,…达到, 本世纪末."""
    if a.m.before.year:
        return a.year(Time(a.m.before.year, a.m.before.year))
    named = named_years(a.words) or opening_years(a.m.said)
    if not named and a.review < _CENTURY and "世纪末" in a.words:
        named = Time(_CENTURY, _CENTURY)
    return a.year(named) if named else None


def last_year(a: Asked) -> Spoken | None:
    """去年完成, but not 比去年."""
    if not _LAST_YEAR.search(a.words):
        return None
    than = _THAN.search(a.words.split("去年")[0][-3:] + "去年")
    return None if than else Spoken(Time(a.review, a.review), Status.ACTUAL, True)


def this_year(a: Asked) -> Spoken | None:
    """今年 within the review: the year planned when it says what is to be done, else the year under review."""
    if a.now.plan or "今年" not in a.words:
        return None
    if _AHEAD.search(a.words):
        return Spoken(Time(a.plan, a.plan), Status.TARGET, True)
    return Spoken(Time(a.review, a.review), Status.ACTUAL, True)


def year_before(a: Asked) -> Spoken | None:
    """The year that another number of the statement was dated by (2028年新增就业1.2万人,培训5000人)."""
    return a.year(a.m.dated) if a.m.dated and not _ANEW.search(a.words) else None


def years_ahead(a: Asked) -> Spoken | None:
    """今后三年, 三年内 within the plan."""
    found = _WITHIN.search(a.words) or _WITHIN.search(a.m.said[:_HEAD])
    if not found or not (found["next"] or found["both"] or a.now.plan):
        return None
    count = _count(found["next"] or found["both"] or found["in"])
    spans = a.now.plan and a.now.last - a.now.first + 1 == count
    return Spoken(a.now if spans else Time(a.plan, a.plan + count - 1, True), Status.TARGET)


def long_plan(a: Asked) -> Spoken | None:
    """今后五年."""
    return Spoken(Time(a.plan, a.plan + 4, True), Status.TARGET) if _LONG_PLAN.search(a.m.said) else None


def part_of_five(a: Asked) -> Spoken | None:
    """“十五五”前四年, 后两年 of a five-year plan."""
    if not (found := _PART.search(a.m.said)):
        return None
    five, count = five_named(found), _count(found["years"])
    first, last = (five.first, five.first + count - 1) if found["side"] == "前" else (five.last - count + 1, five.last)
    return Spoken(Time(first, last), Status.ACTUAL if last <= a.review else Status.TARGET)


def five_year_plan(a: Asked) -> Spoken | None:
    """“十五五”时期, 第七个五年计划: one that is over or still to come."""
    if "五" not in a.words or a.m.before.base or not (found := _FIVE.search(a.words)):
        return None
    five = five_named(found)
    if five.first > a.review:
        return Spoken(five, Status.TARGET)
    return Spoken(five, _status(a.now)) if five.last <= a.review else None


def years_past(a: Asked) -> Spoken | None:
    """三年来, 十二年间, 十年增加…."""
    found = _SPAN.search(a.words) or _SPAN.search(a.m.said)
    if not found or (a.now.plan and not found[0].endswith("间")):
        return None
    last = a.review if a.now.plan else a.now.last
    return Spoken(Time(last - _count(found["years"] or found["near"] or found["at"]) + 1, last), Status.ACTUAL)


RULES: Final[tuple[tuple[tuple[str, ...], Callable[[Asked], Spoken | None]], ...]] = (
    ((), own_year), (("去年", "上年"), last_year), (("今年",), this_year), ((), year_before), (("今后", "未来", "本届"), long_plan), (("年",), years_ahead),
    (("五",), part_of_five), (("五",), five_year_plan), (("年",), years_past),
)  # fmt: skip
"""Rules in order, each with the words of which a statement must have one for it to answer; the first that answers tells the time. When none does, it is that of the section and sentence."""


_WORDS: Final = re.compile(either(word for words, _ in RULES for word in words))


def moment(m: Moment, now: Time, review: int, plan: int) -> When:
    """The time and status of a number, in a scope of the years ``now``."""
    words = m.words.replace(m.before.base, "") if m.before.base else m.words
    if "比" in words or "较" in words:
        words = _COMPARED.sub("", words)
    if m.last:
        words = _STARTED.sub("", words)
    asked = Asked(m, words, now, review, plan)
    told = _told(asked)
    if now.plan and not told.named and (so_far := _so_far(asked)):
        return _dated(asked, so_far)
    if (status := _reached(asked, told)) is not told.status:
        told = told._replace(status=status)
    if m.first or _against(m):
        return _begun(asked, told)
    return _dated(asked, told)


def _told(a: Asked) -> Spoken:
    for name, rule in a.m.marks.rules:
        if found := rule(a):
            return found._replace(rule=name)
    return Spoken(a.now, _status(a.now))


def _so_far(a: Asked) -> Spoken | None:
    """What is so by now, in a plan: 已建成, 目前; and of its first months: 今年1-2月."""
    if a.m.marks.already and _ALREADY.search(a.words):
        return Spoken(Time(a.review, a.review), Status.ACTUAL, rule="so_far")
    partly = a.m.frame.months or ("月" in a.words and months(a.words, a.plan))
    if partly and not (a.m.marks.ahead and _AHEAD.search(a.words)):
        return Spoken(Time(a.plan, a.plan), Status.ACTUAL, rule="so_far")
    return None


def _reached(a: Asked, told: Spoken) -> Status:
    """Whether a number was reached, is but expected, or aimed at."""
    if told.status is not Status.ACTUAL:
        return told.status
    if ("(" in a.words and _IN_BRACKETS.search(a.words)) or AIM_BEHIND.match(a.m.follows):
        return Status.TARGET
    expected = (a.m.marks.expected and _EXPECTED.search(a.words)) or (
        a.m.frame.expected
        and a.m.measure is not Measure.RANK  # a list is out when it is told of (预计产值9亿元,位列全国百强镇第86位)
        and not _TOLD.search(a.words)
        and not months(a.words, told.time.last)
    )
    if expected and told.time.last >= a.review:
        return Status.ESTIMATED
    aimed = a.m.marks.aimed and _AIMED.search(a.words) and "确保" not in a.words and not _OF_TASK.search(a.words)
    return Status.TARGET if aimed else Status.ACTUAL


def _against(m: Moment) -> bool:
    """Whether the number is what something is held against (比2025年的9亿元)."""
    base = m.before.base
    return bool(
        base
        and m.measure is Measure.LEVEL
        and not m.before.change
        and base.endswith(("的", "末", "底"))
        and not base.startswith(_OF)
    )


def _begun(a: Asked, told: Spoken) -> When:
    """The X of 从X提高到Y: of the year before the years begin."""
    if a.words.endswith("现行"):
        return When(str(told.time), "", Status.ACTUAL, rule="current")
    since = a.m.since if a.m.first else None
    year = a.m.before.year or since or compared_year(a.m.said) or a.m.frame.against or told.time.first - 1
    return When(str(year), "", Status.ACTUAL, rule="begun")


def _dated(a: Asked, told: Spoken) -> When:
    """The period of a number whose time is known: all of its years, or their end."""
    m, time = a.m, told.time
    carried = time if told.named and not m.before.year else None
    since = base_year(m)
    if run := _run(a, time):
        return When(str(run), base_of(m, run, since), told.status, carried, rule="run")
    doubled = m.measure is Measure.MULTIPLE and "翻" in a.words[-4:]  # is reached in its year
    if since and since < time.first - 1 and not doubled:
        time = Time(since + 1, time.last)
    if time.first == time.last and "年" in a.words and _AVERAGE.search(a.words):
        time = _averaged(a, time)
    ends, extent = at_end(m) if time.first != time.last else (False, "")
    period = str(time.last) if ends else str(time)
    if time.first == time.last and not told.named:
        period = (
            (a.m.marks.months and months(a.words, time.last)) or ("" if "全年" in a.words else m.frame.months) or period
        )
    return When(period, base_of(m, time, since), told.status, carried, time if since else None, told.rule, extent)


def _averaged(a: Asked, time: Time) -> Time:
    """An average a year (年均) is of several years: those of the change before, of the scope, else of a term."""
    over = a.m.over or a.now
    if over.first < over.last and over.last == time.last:
        return over
    if time.last <= a.review:
        return Time(time.last - _TERM + 1, time.last)
    return Time(a.plan, max(time.last, a.plan + _TERM - 1), True)


def _run(a: Asked, time: Time) -> Time | None:
    """连续三年位居: the years of the run."""
    run = _RUN.search(a.words) if "连续" in a.words else None
    if not run or time.plan or a.m.measure in (Measure.CHANGE, Measure.MULTIPLE):
        return None
    return Time(time.last - _count(run[1]) + 1, time.last)


def _status(now: Time) -> Status:
    return Status.TARGET if now.plan else Status.ACTUAL


def _count(words: str) -> int:
    value = Decimal(words) if words.isdigit() else chinese(words)
    return int(value or 1)


def base_year(m: Moment) -> int | None:
    """The year that a change is held against, when the words name it (比2025年, 比“十四五”末)."""
    if m.measure not in _CHANGES or m.before.base.endswith("的"):
        return None
    if named := named_years(m.before.base):
        return named.last
    if five := _FIVE.search(m.before.base):
        return five_named(five).last
    return None if m.before.base else compared_year(m.said) or m.frame.against


def base_of(m: Moment, time: Time, since: int | None) -> str:
    """What a change is held against: the year that is named, or the one before ``time``."""
    if m.measure not in _CHANGES:
        return ""
    if named := named_years(m.before.base):
        return str(named.last)
    if since:
        return str(since)
    yearly = not _ON_YEAR.isdisjoint(m.before.verbs) or "上年" in m.before.base or "去年" in m.before.base
    return str(time.last - 1) if yearly and time.first == time.last else ""
