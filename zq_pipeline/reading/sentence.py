"""One statement and its numbers: noun, measure, time and status of each, from its words and from the numbers before it."""

import re
from collections.abc import Callable
from typing import Final

from zq_pipeline.grammar.nominal import Before, after, before, cut_middle, led
from zq_pipeline.grammar.quantity import Quantity
from zq_pipeline.grammar.sharing import shared
from zq_pipeline.grammar.timespan import Time
from zq_pipeline.lexicon.bounds import BEFORE
from zq_pipeline.lexicon.changes import ADVERBS, FALL, GENERIC, RATE_HEADS, RISE, SCOPES
from zq_pipeline.lexicon.leads import ATTRIBUTIVE, NOMINALS, VERBS
from zq_pipeline.lexicon.patterns import Words, either
from zq_pipeline.lexicon.times import STOCK_HEADS
from zq_pipeline.lexicon.units import CLASSIFIED, MONEY, TIME
from zq_pipeline.reading.indicator import codes
from zq_pipeline.reading.measuring import RANKS, implied_unit, is_first, measured, sign, without_rate
from zq_pipeline.reading.moment import Moment, When, moment
from zq_pipeline.reading.records import Bound, Measure, Observation, Reason, Statement, Status, UnreadNumber
from zq_pipeline.reading.theme import Places
from zq_pipeline.text.span import Span

Trace = Callable[[int, str, str], None]
"""Told of each step: the offset of the number, the name of the rule, and why it spoke."""

_BREAK: Final = re.compile(r"[,。;:!?\n]")
_COUNTED: Final = CLASSIFIED
_MONEY: Final = frozenset(MONEY)
_TIME: Final = frozenset((*TIME, "工作日"))
_RATE_HEADS: Final = frozenset(RATE_HEADS)
_GENERIC: Final = frozenset(GENERIC)
_SCOPE: Final = re.compile(either(SCOPES))
_SUBJECT_END: Final = re.compile(
    r"(?:\d|[一二三四五六七八九十]年|连续|持续|稳步|明显|进一步|不断|屡|创|再|首次|大幅|迅速|快速|取得|实现|保持|加快|得到|全面|显著|成为|位居|突破|连跨|跨越|稳中|稳定|蓬勃|发展壮大|有效|较快|超额|如期|顺利|成功|已|将|在|从|由)"
)
_PRONOUNS: Final = frozenset(
    ("地", "各地", "这", "其", "高的", "低的", "情况下", "基础上", "目前", "现", "在建", "现有", "仍然")
)
_OVERTAKES: Final = re.compile(
    r"(?:[屡再又]?创|再上|迈上|跃上|持续(?:增长|攀升|扩大|提升)|稳步(?:增长|提升|提高)|大幅(?:增长|提升)|连年(?:增长|提高))"
)
_TRANSITIVE: Final = frozenset(VERBS) - frozenset(
    (*ADVERBS, *RISE, *FALL, "达到", "达", "超过", "突破", "有", "共有", "拥有")
)
_ENDS_IN_VERB: Final = Words(w for w in _TRANSITIVE if len(w) > 1)
_NOMINALS: Final = frozenset(NOMINALS)
_YIELD: Final = re.compile("(?<=..)(?:(?:播种|种植|栽植|栽培|养殖)?面积|总?产[量值]|[存出]栏量?)$")
_YIELDS: Final = frozenset(("产量", "总产量", "产值", "总产值", "单产", "亩产", "存栏", "存栏量", "出栏", "出栏量"))
_OF_YEAR: Final = re.compile(
    r"(?:(?:19|20)\d\d|[一二][〇零九八][〇零一二三四五六七八九]{2})年(?:末|底)?的[^,。;]{0,4}$"
)
"""What a multiple is a multiple of (2018年的1.6倍)."""
_STEPS: Final = ("台阶", "关口", "大关")
_TERM: Final = re.compile("是?上一?个?(?:五年|任期|届)?$|是?上一个")
_CLASS: Final = re.compile(r"(?:[\d十百千万亿]元以[上下]|[过超达][\d.]*[十百千万亿]*元)$")
_LIMIT: Final = re.compile("元(?:以[上下])?的?")
_SHARE: Final = re.compile("占(?![道地用补有])")
_TASK: Final = re.compile(
    "(?:年度|全年|年初|年|省定|市定|县定|区定|下达)?(?:预算|计划|目标|任务|目标任务|计划任务|预期目标)数?的?$"
)
"""What was to be done, of which a percentage is done (任务的108%)."""
_JOINTS: Final = frozenset(
    ("、", "和", "与", "及", "以及", "和约", "、约", "、超", "和超过", "、近", "第", "、第", "和第", ":")
)
_ABOUT: Final = frozenset(BEFORE["approx"])
_ASIDE: Final = re.compile(r"\([^()]*\)")
_HEADED: Final = re.compile(
    r"(?:^|[,。;:!?])([^,。;:!?\d]{2,40}(?:比重|比例|占比|产量|产值|增加值|面积|[总余数]额|总量|总数|人数|总?收入|里程)),[^,。;:]*$"
)
"""A clause that is but a name, before the clause of the number."""
_ALSO: Final = re.compile("、[^,。;:]*")
"""What stands between two numbers of which the second shares the verb of the first (净增企业5家、个体户30户)."""
_WITHIN: Final = re.compile(r"^(.{2,}?)(?<![现存正所潜内])在(?![校建岗册园营])")
_THERE: Final = re.compile(r"的?(?:情况|基础|条件|背景|形势)[上下]")
_WHEN_OR_WHERE: Final = re.compile("[上去]年(?:同期)?|全[国省市区县]|[国省市区县]")
_EACH: Final = ("户均", "人均", "亩均", "村均")
_GAINS: Final = ("增收", "增产", "节支", "减支")
_PER_HEAD: Final = re.compile("(?:平均)?每[十百千万]{0,2}(?:常住)?(?:人口?|户)(?:拥有)?")
_SPEEDS: Final = ("增速", "增长速度", "增幅")
_SHARES: Final = ("share", "share_carried")
"""Rules whose number is a part of the one before, of the same time."""
_LONGEST_LIST: Final = 16
_TOPICS: Final = 6
_AHEAD: Final = 24
_CLAUSE: Final = 160
_SENTENCE: Final = 400
"""How far back, in characters, the words of a clause and of a sentence are looked at, so that cost stays in proportion to length."""


class Notes:
    """The text, the years, and what was read so far."""

    def __init__(self, folded: str, review: int, plan: int, places: Places | None, trace: Trace | None) -> None:
        """Take the folded text, the year under review and the year planned; ``places`` tell themes, ``trace`` is told of each step."""
        self.text, self.review, self.plan, self.places, self.trace = folded, review, plan, places, trace
        self.observations: list[Observation] = []
        self.unread: list[UnreadNumber] = []

    def tell(self, at: int, rule: str, why: str) -> None:
        """Say which rule spoke of the number at ``at``, if anyone listens."""
        if self.trace:
            self.trace(at, rule, why)

    def miss(self, q: Quantity, statement: Statement, reason: Reason) -> None:
        """Keep ``q`` as a number that is no observation."""
        stop = q.stop
        dated = reason is Reason.DATE and q.unit not in _TIME
        if (dated or reason in (Reason.NAME, Reason.ORDINAL)) and q.bare.isascii():
            stop = q.start + len(q.bare)
            if q.high is not None or q.kind == "ratio":
                stop = q.stop
        self.unread.append(UnreadNumber(Span(q.start, stop), statement.span.start, reason))


class Sentence:
    """One statement with its numbers."""

    def __init__(self, reader: Notes, statement: Statement, numbers: list[Quantity], now: Time, lead: str = "") -> None:
        """Take the numbers that are to be read, in text order, the time the statement speaks of, and what leads its list in."""
        self.reader, self.statement, self.numbers, self.now = reader, statement, numbers, now
        self.text, self.lead = reader.text, lead
        self.named: list[str] = []
        self.group: list[str] = []
        self.was_first = False
        self.edge = statement.span.start
        self.last_status: Status | None = None
        self.added: list[str] = []
        self.last_unit = self.last_rule = ""
        self.of_unit: dict[str, str] = {}
        self.last: When | None = None
        self.last_measure: Measure | None = None
        self.last_end = statement.span.start
        self.dated: Time | None = None
        self.over: Time | None = None

    def read(self) -> None:
        """Read the numbers one by one; what is shared (分别) is read at the first of its numbers."""
        i = 0
        while i < len(self.numbers):
            i += self.one(i)

    def clause_start(self, i: int) -> tuple[int, int]:
        """Where the words before number ``i`` begin, and where its clause does."""
        previous = self.numbers[i - 1].end if i else self.statement.span.start
        for m in _BREAK.finditer(self.text, previous, self.numbers[i].start):
            self.edge = m.end()
        return max(self.edge, previous), self.edge

    def limit(self, i: int) -> int:
        """Where the words after number ``i`` end."""
        return self.numbers[i + 1].start if i + 1 < len(self.numbers) else self.statement.span.end

    def one(self, i: int) -> int:
        """Read number ``i``, or the list it begins; how many were read."""
        q = self.numbers[i]
        low, clause = self.clause_start(i)
        b = before(self.text, low, q.start)
        if aside := self.aside(q, b):
            name, rule = self.name(i, q, b, low)
            self.keep(q, name, b, clause, rule, i)
            self.named.append(aside)
            return 1
        count = self.listed(i)
        if count > 1:
            told = "分别" in self.text[low : q.start] or q.unit in ("%", "百分点", "倍")
            if told or (b.noun and shared(b.noun, count)):
                return self.shared(i, count, b, clause)
        name, rule = self.name(i, q, b, low)
        self.keep(q, name, b, clause, rule, i)
        return 1

    def aside(self, q: Quantity, b: Before) -> str:
        """What a number is told of by the way, cut off the noun (工业利润在全市下降3%的情况下增长5%: 工业利润), or nothing."""
        found = _WITHIN.search(b.noun)
        if not found or not _THERE.match(self.text, q.end):
            return ""
        within = b.noun[found.end() :]
        if not within or _WHEN_OR_WHERE.fullmatch(within):
            b.noun, b.base = found[1], within
            if "年" in within:
                b.year = self.now.last - 1
        else:
            b.noun = within
        return found[1]

    def listed(self, i: int) -> int:
        """How many numbers stand in a list that begins with number ``i``."""
        count = 1
        while i + count < len(self.numbers) and count < _LONGEST_LIST:
            between = self.text[self.numbers[i + count - 1].end : self.numbers[i + count].start]
            if self.numbers[i + count].unit != self.numbers[i].unit and self.numbers[i].unit in ("%", "百分点"):
                break
            if between.strip(" ") not in _JOINTS:
                break
            count += 1
        return count

    def shared(self, i: int, count: int, b: Before, clause: int) -> int:
        """Read a list of numbers that share a verb: each with its own noun."""
        names = shared(cut_middle(b.noun), count) if b.noun else None
        if b.noun and names is None:
            names = shared(b.noun, count)
        if not names:
            known = self.group if len(self.group) == count else list(dict.fromkeys(self.named[-2 * count :]))[-count:]
            if not b.noun and len(known) == count:
                names = known
            elif b.noun in _GENERIC and len(known) == count:
                names = [k + b.noun for k in known]
            else:
                names = [b.noun or (self.named[-1] if self.named else "")] * count
        numbers, arrived = self.numbers[i : i + count], self.was_first
        bound = next((q.bound for q in reversed(numbers) if q.bound != "exact"), "exact")
        for q, name in zip(numbers, names, strict=True):
            self.was_first = arrived
            q.bound = bound if q.bound == "exact" else q.bound
            q.unit = "百分点" if q.unit == "个" and numbers[-1].unit == "百分点" else q.unit or numbers[-1].unit
            self.keep(q, name, b, clause, "shared", i + count - 1)
        self.group = names
        return count

    def name(self, i: int, q: Quantity, b: Before, low: int) -> tuple[str, str]:
        """The noun of a number, and the rule that found it."""
        text = self.text
        limit = self.limit(i)
        noun = cut_middle(b.noun)
        if noun in _PRONOUNS or noun.endswith(_STEPS) or _TERM.match(noun):
            noun = ""
        if self.named and q.unit in ("%", "百分点") and _TASK.match(noun):
            return self.named[-1], "share_of_task"
        if self.named and _PER_HEAD.fullmatch(noun):
            return self.named[-1] + noun, "carried_with_head"
        if self.named and "元" in noun and _CLASS.search(noun):
            return noun + (after(text, q.end, limit) or _LIMIT.split(self.named[-1])[-1]), "class_of_carried"
        led_in = self.named and RANKS.at_start(text[low : q.start].lstrip(" ,、"), 0)
        if led_in and measured(text, self.statement.span.start, q, b, noun, "") is Measure.RANK:
            return self.named[-1], "rank_carried"
        if len(noun) > 2 and _SHARE.match(noun):
            share = noun + ("" if noun.endswith(("比重", "比例")) else "比重")
            return (self.named[-1] if self.named else self.topic(low)) + share, "share"
        if not noun and "占" in b.verbs and self.named:
            return self.named[-1].removesuffix("占比") + "占比", "share_carried"
        counts = q.unit in _COUNTED or (not q.unit and q.kind != "ratio" and (q.scaled or not noun))
        if counts and q.kind not in ("rank", "first", "fold"):
            if follows := after(text, q.end, limit, verbs=q.unit in ("次", "遍") and not noun):
                return follows, "noun_after"
            adjoins = not noun and i + 1 < len(self.numbers) and self.numbers[i + 1].start == q.end
            if adjoins and (follows := after(text, self.numbers[i + 1].end, self.limit(i + 1))):
                return follows, "noun_after_both"
        if (
            q.unit in _MONEY
            and (follows := after(text, q.end, limit))
            and not follows.endswith(_STEPS)
            and ((b.verbs and b.verbs[0] in _TRANSITIVE) or (noun and _ENDS_IN_VERB.at_end(noun, len(noun))))
        ):
            return follows, "noun_after_money"
        if not noun and b.lead and b.lead[-1] in _NOMINALS:
            if self.named and b.lead[-1] in _YIELDS and self.text[low - 1 : low] != ",":
                return _YIELD.sub("", self.named[-1]) + b.lead[-1], "carried_with_head"
            if self.named and q.unit in _COUNTED and q.unit == self.last_unit and self.last_rule != "verb_as_noun":
                return self.named[-1], "carried"
            return b.lead[-1], "verb_as_noun"
        if noun in ("项目", "事项") and b.lead and b.lead[-1] in ATTRIBUTIVE:
            return b.lead[-1] + noun, "noun_before"
        if noun in _EACH and b.verbs and b.verbs[0] in _GAINS:
            return noun + b.verbs[0], "noun_before"
        if noun and noun not in _GENERIC:
            return self.completed(noun, b), "noun_before"
        if (
            not noun
            and not b.change
            and q.kind not in ("rank", "first", "fold")
            and (follows := after(text, q.end, limit))
            and not (q.unit in _MONEY and follows.endswith(_STEPS))
        ):
            return follows, "noun_after"
        if newer := self.overtaken(i):
            return newer, "topic"
        if self.named:
            alike = q.unit in _COUNTED and q.kind == "arabic" and q.unit not in ("位", self.last_unit)
            carried = self.of_unit.get(q.unit, self.named[-1]) if alike else self.named[-1]
            if b.rate_head in _SPEEDS and q.kind in ("rank", "first"):
                return carried + b.rate_head, "carried_with_head"
            if noun and noun not in _RATE_HEADS and noun not in carried:
                return (_YIELD.sub("", carried) if noun in _YIELDS else carried) + noun, "carried_with_head"
            return carried, "carried"
        if topic := self.topic(low):
            return topic + (noun if noun not in topic else ""), "topic"
        if noun:
            return noun, "noun_before"
        if b.lead or b.verbs:
            words = [w for w in (*b.lead, *reversed(b.verbs)) if len(w) > 1]
            said = text[low : q.start].strip(" ,、")
            if words and said:
                return words[-1] if len(said) > 8 else said, "verb"
        return "", "none"

    def completed(self, noun: str, b: Before) -> str:
        """``noun`` with what its verb says of it (占)."""
        if "占" in b.verbs and not noun.endswith(("占比", "比重", "比例")):
            return noun + "占比"
        return noun

    def overtaken(self, i: int) -> str:
        """The subject of a whole clause without numbers since the last one, if it is about a measure (产值创新高, 达到…; 粮食产量,五年内达到…)."""
        at = self.numbers[i].start
        low = max(self.numbers[i - 1].end if i else self.statement.span.start, at - _CLAUSE)
        between = _ASIDE.sub("", self.text[low:at])
        if headed := _HEADED.search(between):
            begin, _ = led(headed[1], 0, len(headed[1]))
            return headed[1][begin:]
        if not self.named:
            return ""
        for clause in reversed(_BREAK.split(between)[1:-1]):
            if m := _OVERTAKES.search(clause, 2):
                begin, _ = led(clause, 0, m.start())
                return clause[begin : m.start()]
        return ""

    def topic(self, low: int) -> str:
        """The subject of the last clause before ``low`` without a number, else of the number read before."""
        start = max(self.statement.span.start, low - _SENTENCE)
        for clause in reversed(_BREAK.split(self.text[start:low])[-_TOPICS:]):
            begin, _ = led(clause, 0, len(clause))
            subject = clause[begin:]
            if clause.startswith(("考虑", "扣除", "按", "剔除")):
                continue
            if m := _SUBJECT_END.search(subject, 2):
                subject = subject[: m.start()]
            if (1 if self.text[low - 1 : low] == ":" else 2) <= len(subject) <= 24:
                return subject
        if self.reader.observations and self.statement.span.start - self.reader.observations[-1].span.end < 80:
            return self.reader.observations[-1].indicator
        return ""

    def keep(self, q: Quantity, name: str, b: Before, clause: int, rule: str, i: int) -> None:
        """Keep number ``i`` as an observation of ``name``."""
        text, name = self.text, name.strip()
        if not name:
            self.reader.miss(q, self.statement, Reason.UNRESOLVED)
            self.reader.tell(q.start, rule, "no noun before, after or carried over")
            return
        begin = self.statement.span.start
        measure = measured(text, begin, q, b, name, rule)
        between = text[self.last_end : q.start]
        rates = self.last_measure is Measure.CHANGE_RATE and rule == "carried" and q.unit == "%"
        if rates and measure is Measure.LEVEL and not name.endswith(STOCK_HEADS):  # 增长8%,力争达到10%
            measure = Measure.CHANGE_RATE
        if self.added and measure is Measure.LEVEL and not b.verbs and not b.lead and _ALSO.fullmatch(between):
            measure, b.lead = Measure.CHANGE, self.added
        self.added = b.lead if measure is Measure.CHANGE and not b.change else []
        value, high = q.value, q.high
        if measure in (Measure.CHANGE_RATE, Measure.CHANGE) and sign(q, b, name) < 0:
            value, high = -value, -high if high is not None else None
        if measure is Measure.CHANGE_RATE:
            name = without_rate(name)
        first = i + 1 < len(self.numbers) and is_first(text, begin, self.numbers[i], self.numbers[i + 1], b)
        before_status = self.last_status
        words = text[max(clause, q.start - _CLAUSE) : q.start]
        if measure is Measure.MULTIPLE and b.year and (of := _OF_YEAR.search(words)):
            b.base, b.year = of[0], None
        at = moment(
            Moment(
                words,
                text[max(begin, q.start - _SENTENCE) : q.start],
                name,
                measure,
                b,
                first,
                self.was_first,
                q.kind,
                rule in ("noun_before", "noun_after_both") and not b.lead,
                self.dated,
                text[q.end : min(self.limit(i), q.end + _AHEAD)],
                self.over,
                self.lead,
            ),
            self.now,
            self.reader.review,
            self.reader.plan,
        )
        if q.bound == "exact" and not _ABOUT.isdisjoint(b.verbs):  # 约有, 约增长
            q.bound = "approx"
        unit = q.unit or implied_unit(q, name, measure, rule)
        scope = _SCOPE.search(words) if measure is Measure.RANK else None
        if self.reader.trace:
            self.reader.trace(q.start, rule, f"indicator {name}; change {b.change}; words {'/'.join(b.verbs)}")
        told = at.named and not (self.last and self.last.named == at.named)
        if self.last and not told and (rule in _SHARES or (measure is self.last_measure and "其中" in between)):
            at = at._replace(period=self.last.period, status=self.last.status)
        self.last, self.last_measure, self.last_end = at, measure, q.end
        self.last_unit, self.last_rule = q.unit, rule
        self.of_unit[q.unit] = name
        self.dated = at.named or self.dated
        self.over = at.over or self.over
        self.was_first = first
        status = at.status
        if rule == "carried" and before_status is Status.ESTIMATED and status is Status.ACTUAL:
            status = before_status
        self.last_status = status
        if not name.endswith(_STEPS):
            self.named.append(name)
        code = codes(name, unit)
        places = self.reader.places
        self.reader.observations.append(
            Observation(
                span=Span(q.start, q.stop),
                statement=begin,
                indicator=name,
                measure=measure,
                value=value,
                value_high=high,
                unit=unit,
                bound=Bound(q.bound),
                status=status,
                period=at.period,
                indicator_code=code.indicator,
                unit_code=code.unit,
                subject=code.subject,
                base_period=at.base,
                rank_scope=scope[0] if scope else "",
                theme=places.of(begin, name, code.indicator) if places else "",
            )
        )
