"""When a number holds and whether it was reached: period, base period and status."""

import re
from decimal import Decimal
from typing import Final, NamedTuple

from zq_pipeline.grammar.nominal import Before
from zq_pipeline.grammar.numeral import chinese
from zq_pipeline.grammar.timespan import Time, five_years, months, named_years, opening_years
from zq_pipeline.lexicon.leads import MIDDLE, RESULT, VERBS
from zq_pipeline.lexicon.patterns import either
from zq_pipeline.lexicon.times import AIMED, EXPECTED, FLOW_HEADS, LONG_PLAN, REACHED, STEADY, STOCK_HEADS
from zq_pipeline.reading.records import Measure, Status

_EXPECTED: Final = re.compile(either(EXPECTED))
_AIMED: Final = re.compile(either(AIMED))
_REACHED: Final = frozenset(REACHED)
_FLOWS: Final = frozenset(RESULT) | {"累计新增", "累计", "年均新增", "净增", "增加", "新改建", "治理", "新开通", "每年"}
_MADE: Final = re.compile("累计(?:建成|创建|培育|认定|创成)")
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
_STEADY: Final = frozenset(STEADY)
_LONG_PLAN: Final = re.compile(either(LONG_PLAN))
_LAST_YEAR: Final = re.compile(r"去年(?!同期|年?[末底]的)|(?<![础以基])上年(?!同期|度|均)")
_FIVE: Final = re.compile(r"“?(十?[一二三四五六七八九]|十)五”?(?=时期|期间|以来|末)")
_TO_YEAR: Final = re.compile(r"(?:到|至)((?:19|20)\d\d)年")
_COMPARED: Final = re.compile(r"[比较](?![例重值率])(?:“?[^,。;“]{1,6}”?|[^,。;]{2,8})(?:年|末|期)(?:的)?")
_RUN: Final = re.compile(r"连续(\d{1,2}|[二三四五六七八九十两]{1,3})年")
_ALREADY: Final = re.compile("已达|已有|已经|目前|现有|已建成|已累计")
_SPAN: Final = re.compile(r"(?<![第近前来后])([二两三四2346])年(?:来,|(?:来|间)?(?:新增|累计|共|建成|完成))")
_STARTED: Final = re.compile(r"[由从][^,。;由从]{0,40}$")
"""From where something went: its year is not that of where it came to."""
_OPENING: Final = 8
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


class When(NamedTuple):
    """The answer: ISO 8601 period, base period (or ``""``) and status."""

    period: str
    base: str
    status: Status


def moment(m: Moment, now: Time, review: int, plan: int) -> When:
    """The time and status of a number.

    ``now`` is the time its section and sentence speak of.
    """
    status = Status.TARGET if now.plan else Status.ACTUAL
    time = now
    explicit = False
    words = m.words
    if m.before.base:
        words = words.replace(m.before.base, "")
    words = _COMPARED.sub("", words)
    if m.last:
        words = _STARTED.sub("", words)
    named = named_years(words) or opening_years(m.said)
    if m.before.year:
        named = Time(m.before.year, m.before.year)
    if named:
        time, explicit = named, True
        status = Status.TARGET if named.last > review else Status.ACTUAL
    elif "年" in words and _LAST_YEAR.search(words) and not _THAN.search(words.split("去年")[0][-3:] + "去年"):
        time, explicit, status = Time(review, review), True, Status.ACTUAL
    elif not now.plan and "今年" in words:
        time, explicit = Time(plan, plan), True
        status = Status.TARGET
    elif _LONG_PLAN.search(m.said):
        time, status = Time(plan, plan + 4, True), Status.TARGET
    elif "五" in words and not m.before.base and (f := _FIVE.search(words)):
        five = five_years(f[1])
        if five.first > review:
            time, status = five, Status.TARGET
        elif five.last <= review:
            time = five
    if now.plan and not explicit and _ALREADY.search(words):
        return When(str(review), base_of(m, Time(review, review)), Status.ACTUAL)
    if _EXPECTED.search(words) and status is Status.ACTUAL:
        status = Status.ESTIMATED
    elif _AIMED.search(words) and status is Status.ACTUAL and "确保" not in words:
        status = Status.TARGET
    if m.first or (
        m.before.base
        and m.measure is Measure.LEVEL
        and not m.before.change
        and m.before.base.endswith(("的", "末", "底"))
    ):
        if not (explicit and m.before.year):
            year = time.first - 1
            return When(str(year), "", Status.ACTUAL)
        return When(str(m.before.year), "", Status.ACTUAL)
    if not explicit and not time.plan and "年" in m.said and (span := _SPAN.search(m.said)):
        time = Time(time.last - _count(span[1]) + 1, time.last)
    if (
        (run := _RUN.search(words))
        and m.measure in (Measure.LEVEL, Measure.RANK, Measure.CHANGE_RATE)
        and not time.plan
        and (count := _count(run[1]))
    ):
        time = Time(time.last - count + 1, time.last)
        return When(str(time), base_of(m, time), status)
    period = str(time)
    if time.first != time.last and end_of(m):
        period = str(time.last)
    elif (
        time.first == time.last
        and not explicit
        and (part := months(words, time.last) or _opening_months(m.said, time.last))
    ):
        period = part
    return When(period, base_of(m, time), status)


def _opening_months(said: str, year: int) -> str | None:
    """The months that the first short clause of a sentence sets (1-11月,)."""
    end = said.find(",", 0, _OPENING + 1)
    return months(said[:end], year) if end >= 0 else None


def _count(words: str) -> int:
    value = Decimal(words) if words.isdigit() else chinese(words)
    return int(value or 1)


def end_of(m: Moment) -> bool:
    """Whether a number within several years speaks of their end: stocks, shares, ranks, what was reached."""
    verbs = {*m.before.verbs, *m.before.lead}
    if m.last:
        return True
    if m.measure is Measure.RANK:
        return not any(w in m.words for w in ("连续", "始终", "保持", "每年", "一直", "连年"))
    if (
        m.measure is not Measure.LEVEL
        or verbs & _STEADY
        or any(w in m.words for w in ("稳定在", "保持在", "控制在", "年均", "每年"))
    ):
        return False
    if m.name.endswith(FLOW_HEADS) or "总投资" in m.name:
        return False
    if re.search("(?:惠及|覆盖|辐射|通达|联通|畅达|连接)[^,。;]{0,4}$", m.words) or (
        m.said.endswith("、") and re.search("(?:惠及|覆盖|辐射|通达)[^,。;]{0,24}$", m.words)
    ):
        return True
    if _MADE.search(m.words):
        return True
    flows = verbs & _FLOWS or "累计" in m.words or _FLOW_SAID.search(m.words)
    if flows and not verbs & _REACHED - {"超", "超过", "突破"}:
        return False
    if m.noun_before and not flows and not _FLOW_VERB.search(m.words) and not _ANY_VERB.search(m.words):
        return True
    return bool(verbs & _REACHED) or m.name.endswith(STOCK_HEADS)


def base_of(m: Moment, time: Time) -> str:
    """What a change is held against: the year before, or the year that is named."""
    if m.measure not in (Measure.CHANGE_RATE, Measure.CHANGE, Measure.MULTIPLE):
        return ""
    if named := named_years(m.before.base):
        return str(named.last)
    yearly = "同比" in m.before.verbs or any(w in m.before.base for w in ("上年", "去年"))
    return str(time.last - 1) if yearly and time.first == time.last else ""
