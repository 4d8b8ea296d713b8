"""When a number holds and whether it was reached: period, base period and status."""

import re
from decimal import Decimal
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
from zq_pipeline.lexicon.leads import MIDDLE, RESULT, VERBS
from zq_pipeline.lexicon.patterns import either
from zq_pipeline.lexicon.times import AIMED, EXPECTED, FLOW_HEADS, LONG_PLAN, REACHED, STEADY, STOCK_HEADS
from zq_pipeline.reading.frame import Frame
from zq_pipeline.reading.records import Measure, Status

_EXPECTED: Final = re.compile(either(EXPECTED))
_AIMED: Final = re.compile(either(AIMED))
_REACHED: Final = frozenset(REACHED)
_FLOWS: Final = frozenset(RESULT) | {"累计新增", "累计", "年均新增", "净增", "增加", "新改建", "治理", "新开通", "每年"}
_MADE: Final = re.compile("累计(?:建成|创建|培育|认定|创成)")
_STATE: Final = re.compile("[^,。;]{1,14}?达标")
"""What things have come to, by the end (12个乡镇全面达标)."""
_FLOW_VERB: Final = re.compile(
    either(
        w
        for w in (
            *RESULT,
            "累计",
            "投入",
            "开展",
            "年均",
            "每年",
            "净增",
            "增加",
            "总投资",
            "资金",
            "发放",
            "治理",
            "改善",
            "解决",
            "招商",
            "减少",
            "支持",
            "办理",
            "提出",
            "审议",
            "服务",
            "认证",
            "保供",
        )
        if len(w) > 1
    )
)
_ANY_VERB: Final = re.compile(
    either(
        w
        for w in (*VERBS, *MIDDLE, "增补", "出让", "退出", "探明")
        if len(w) > 1 and w not in ("监测", "保障", "落地", "包装", "建设")
    )
)
_FLOW_SAID: Final = re.compile("新增|新建|改造|实施|建成|完成|培育|引进")
_YEARLY: Final = re.compile("(?<![每当全今去上本近明])年(?:产(?![值业量品])|出栏|加工|屠宰|供水|发电|处理)")
"""What is made in a year, at the end of several (年产藕粉60吨、产值3亿元)."""
_DEED: Final = re.compile("(?:发展(?![水指活])|接种|改厕|植树|种树|造林|种草|修路)")
"""A name that is itself something done."""
_ADDED_UP: Final = re.compile("累计[^。;达]*$")
_SUMS: Final = ("收入", "产值", "税收", "利润", "销售额", "营业额", "成交额", "交易额")
"""What is summed up with what the clause before adds up (累计接待游客8万人次,综合收入2亿元)."""
_STEADY: Final = frozenset(STEADY)
_LONG_PLAN: Final = re.compile(either(LONG_PLAN))
_LAST_YEAR: Final = re.compile(r"去年(?!同期|年?[末底]的)|(?<![础以基])上年(?!同期|度|均)")
_FIVE: Final = re.compile(rf"{FIVE_PLAN}|{FIVE_SHORT}(?=时期|期间|以来|末)")
_PART: Final = re.compile(
    rf"(?<![比较])(?<![比较]“)(?:{FIVE_PLAN}|{FIVE_SHORT})(?:时期|期间)?的?(?P<side>[前后])(?P<years>[一二两三四2-4])年"
)
"""A part of the years of a five-year plan (“十五五”前四年)."""
_TO_YEAR: Final = re.compile(r"(?:到|至)((?:19|20)\d\d)年")
_COMPARED: Final = re.compile(r"[比较](?![例重值率])(?:“?[^,。;“]{1,6}”?|[^,。;]{2,8})(?:年|末|期)(?:的)?")
_OF: Final = ("是", "为", "相当于", "恢复", "分别")
"""How a base begins that a number is a multiple or a share of."""
_RUN: Final = re.compile(r"连续(\d{1,2}|[二三四五六七八九十两]{1,3})年")
_TOLD: Final = re.compile("已|实际|目前|截[至止]")
"""What is so by now, whatever else is only expected."""
_ALREADY: Final = re.compile("已达|已有|已经|目前|现有|已建成|已累计")
_SPAN: Final = re.compile(
    r"(?<![第近前来后])([二两三四2346])年(?:来,|来?(?:新增|累计|共|建成|完成))"
    r"|(?<![第近前后来十\d])(\d{1,2}|[二两三四六七八九十]{1,3})年间"
)
"""Years up to now (三年来, 十二年间)."""
_OVER_YEARS: Final = re.compile(r"年(?:累计|[内间来][^,。;]{0,12}共)")
"""Years that are added up (五年累计, 五年内共)."""
_SPENT: Final = re.compile("投资|支出|投入|资金|经费")
"""What is spent over the years that a list speaks of (五年总投资这样分配:)."""
_LEFT: Final = re.compile("[^,。;]{1,14}?(?:脱贫|出列|搬迁|落户|转移)")
"""What things have gone through, in the course of the years (3万贫困人口全部脱贫)."""
_AVERAGE: Final = re.compile("年均|平均每年|年平均|每年平均")
"""A growth of several years (比2025年增加6200元,年均增长8%)."""
_AHEAD: Final = re.compile(f"{either(AIMED)}|将|要|拟|计划|安排|预期|目标|再|继续|务必")
_WITHIN: Final = re.compile(
    r"今明(?P<both>两)年|(?:(?:今后|未来|接下来)的?(?P<next>\d|[二两三四六七八九十])年|(?<![近过前后头第来十\d])(?P<in>\d|[二两三四五六七八九十])年(?:之?内|时间))"
)
"""Years from now on (今后三年, 三年内, 今明两年)."""
_ANEW: Final = re.compile("今年|今明|明年|本年|当前|目前|现|力争|争取|确保|将|拟|计划|目标|五年|以来|年来")
"""What says that the year named before is no longer spoken of."""
_CHANGES: Final = frozenset((Measure.CHANGE_RATE, Measure.CHANGE, Measure.MULTIPLE))
_HEAD: Final = 20
_CENTURY: Final = 2000
_STARTED: Final = re.compile(r"[由从][^,。;由从]{0,40}$")
"""From where something went: its year is not that of where it came to."""
_THAN: Final = re.compile(r"[比较][^,。;]{0,16}$")


class Moment(NamedTuple):
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
    kind: str
    noun_before: bool = False
    """Whether the noun stands before the number."""
    dated: Time | None = None
    """The year that the words before another number of the statement have named."""
    follows: str = ""
    """The clause after the number."""
    over: Time | None = None
    """The years that another change of the statement was told over (比2025年增长)."""
    lead: str = ""
    """What leads in the list that the statement stands in."""
    frame: Frame = Frame()
    """What the head of the sentence sets for all its clauses."""
    since: int | None = None
    """The year that another X of the statement was dated by (由2026年的5%提高到8%)."""


class When(NamedTuple):
    """The answer: ISO 8601 period, base period (or ``""``) and status; the year that the words name, and the years of a change, if any."""

    period: str
    base: str
    status: Status
    named: Time | None = None
    over: Time | None = None


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
    if "年" not in a.words or not _LAST_YEAR.search(a.words):
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
    if "五" not in a.m.said or not (found := _PART.search(a.m.said)):
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
    """三年来, 十二年间."""
    if "年" not in a.m.said or not (found := _SPAN.search(a.m.said)) or (a.now.plan and not found[2]):
        return None
    last = a.review if a.now.plan else a.now.last
    return Spoken(Time(last - _count(found[1] or found[2]) + 1, last), Status.ACTUAL)


RULES: Final = (
    own_year, last_year, this_year, year_before, long_plan, years_ahead, part_of_five, five_year_plan, years_past,
)  # fmt: skip
"""In order; the first that answers tells the time. When none does, it is that of the section and sentence."""


def moment(m: Moment, now: Time, review: int, plan: int) -> When:
    """The time and status of a number.

    ``now`` is the time its section and sentence speak of.
    """
    words = _COMPARED.sub("", m.words.replace(m.before.base, "") if m.before.base else m.words)
    if m.last:
        words = _STARTED.sub("", words)
    asked = Asked(m, words, now, review, plan)
    time, status, named = next(filter(None, (rule(asked) for rule in RULES)), Spoken(now, _status(now)))
    if now.plan and not named and _ALREADY.search(words):
        return When(str(review), base_of(m, Time(review, review)), Status.ACTUAL)
    expected = _EXPECTED.search(words) or (
        m.frame.expected
        and m.measure is not Measure.RANK  # a list is out when it is told of (预计产值9亿元,位列全国百强镇第86位)
        and not _TOLD.search(words)
        and not months(words, time.last)
    )
    if expected and status is Status.ACTUAL and time.last >= review:
        status = Status.ESTIMATED
    elif _AIMED.search(words) and status is Status.ACTUAL and "确保" not in words:
        status = Status.TARGET
    if m.first or (
        m.before.base
        and m.measure is Measure.LEVEL
        and not m.before.change
        and m.before.base.endswith(("的", "末", "底"))
        and not m.before.base.startswith(_OF)
    ):
        if words.endswith("现行"):
            return When(str(time), "", Status.ACTUAL)
        since = m.since if m.first else None
        return When(str(m.before.year or since or time.first - 1), "", Status.ACTUAL)
    carried = time if named and not m.before.year else None
    if (
        (run := _RUN.search(words))
        and m.measure in (Measure.LEVEL, Measure.RANK, Measure.CHANGE_RATE)
        and not time.plan
        and (count := _count(run[1]))
    ):
        time = Time(time.last - count + 1, time.last)
        return When(str(time), base_of(m, time), status, carried)
    since = base_year(m)
    if since and since < time.first - 1:
        time = Time(since + 1, time.last)
    over = m.over or now
    if time.first == time.last == over.last and _AVERAGE.search(words):
        time = over
    period = str(time)
    if time.first != time.last and end_of(m):
        period = str(time.last)
    elif time.first == time.last and not named:
        period = months(words, time.last) or ("" if "全年" in words else m.frame.months) or period
    return When(period, base_of(m, time), status, carried, time if since else None)


def _status(now: Time) -> Status:
    return Status.TARGET if now.plan else Status.ACTUAL


def _count(words: str) -> int:
    value = Decimal(words) if words.isdigit() else chinese(words)
    return int(value or 1)


def end_of(m: Moment) -> bool:
    """Whether a number within several years speaks of their end: stocks, shares, ranks, what was reached."""
    verbs = {*m.before.verbs, *m.before.lead}
    if m.last:
        return True
    if m.measure is Measure.RANK:
        return not any(w in m.words for w in ("连续", "始终", "保持", "稳居", "每年", "一直", "连年"))
    if (
        m.measure is not Measure.LEVEL
        or verbs & _STEADY
        or any(w in m.words for w in ("稳定在", "保持在", "控制在", "年均", "每年"))
    ):
        return False
    if _YEARLY.search(m.name):
        return True
    if m.name.endswith(("台阶", "关口")) and m.before.verbs:  # 五年跨过3个百亿元关口
        return False
    if not verbs & _REACHED and (
        _DEED.match(m.name) or (m.name.endswith(_SUMS) and "人均" not in m.name and _ADDED_UP.search(m.said))
    ):
        return False
    if (m.name.endswith(FLOW_HEADS) and not m.name.endswith("自然增长率")) or "总投资" in m.name:
        return False
    if m.name.endswith("占比") and m.name.removesuffix("占比").endswith(FLOW_HEADS) and not verbs & _REACHED:
        return False
    within = _WITHIN.search(m.said) or _SPENT.search(m.lead)
    if _OVER_YEARS.search(m.words) or (within and not verbs & _REACHED):
        return False
    if re.search("(?:惠及|覆盖|辐射|通达|联通|畅达|连接)(?:[^,。;]{0,4}|[^,。;]{0,16}的)$", m.words) or (
        m.said.endswith("、") and re.search("(?:惠及|覆盖|辐射|通达)[^,。;]{0,24}$", m.words)
    ):
        return True
    if _MADE.search(m.words) or _STATE.match(m.follows):
        return True
    if m.name.startswith(("每百", "每千", "每万")):
        return True
    if _LEFT.match(m.follows):
        return False
    flows = verbs & _FLOWS or "累计" in m.words or _FLOW_SAID.search(m.words)
    if flows and not verbs & _REACHED - {"超", "超过", "突破"}:
        return False
    if m.noun_before and not flows and not _FLOW_VERB.search(m.words) and not _ANY_VERB.search(m.words):
        return True
    done_to = m.before.lead and m.follows.startswith(m.name)  # 解决3万居民吃水问题
    return bool(verbs & _REACHED) or (m.name.endswith(STOCK_HEADS) and not done_to)


def base_year(m: Moment) -> int | None:
    """The year that a change is held against, when the words name it (比2025年, 比“十四五”末)."""
    if m.measure not in _CHANGES or m.before.base.endswith("的"):
        return None
    if named := named_years(m.before.base):
        return named.last
    if five := _FIVE.search(m.before.base):
        return five_named(five).last
    return None if m.before.base else compared_year(m.said)


def base_of(m: Moment, time: Time) -> str:
    """What a change is held against: the year before, or the year that is named."""
    if m.measure not in _CHANGES:
        return ""
    if named := named_years(m.before.base):
        return str(named.last)
    if year := base_year(m):
        return str(year)
    yearly = not {"同比", *MORE_THAN_LAST}.isdisjoint(m.before.verbs) or any(
        w in m.before.base for w in ("上年", "去年")
    )
    return str(time.last - 1) if yearly and time.first == time.last else ""
