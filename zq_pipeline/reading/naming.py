"""The nouns of the numbers of a statement: before or after the number, carried over from one before, or the topic."""

import re
from typing import Final

from zq_pipeline.grammar.frame_words import unranked
from zq_pipeline.grammar.nominal import Before, after, cut_middle, led
from zq_pipeline.grammar.noun_end import doing
from zq_pipeline.grammar.quantity import LABEL, Quantity
from zq_pipeline.grammar.sharing import parallel, shared
from zq_pipeline.grammar.timespan import Time
from zq_pipeline.grammar.whole import whole
from zq_pipeline.lexicon.changes import ADVERBS, FALL, GENERIC, RATE_HEADS, REACH, RISE
from zq_pipeline.lexicon.leads import ATTRIBUTIVE, DEEDS, INTRANSITIVE, NOMINALS, VERBS
from zq_pipeline.lexicon.patterns import Words
from zq_pipeline.lexicon.units import CLASSIFIED, MONEY
from zq_pipeline.reading.measuring import RANKS, measured
from zq_pipeline.reading.notes import Notes
from zq_pipeline.reading.records import Measure, Statement

_BREAK: Final = re.compile(r"[,。;:!?\n]")
_COUNTED: Final = CLASSIFIED
_MONEY: Final = frozenset(MONEY)
_RATE_HEADS: Final = frozenset(RATE_HEADS)
BARE_HEADS: Final = frozenset(GENERIC)
"""Heads that mean something only with the noun said before."""
_SUBJECT_END: Final = re.compile(
    r"(?:\d|[一二三四五六七八九十]年|连续|持续|稳步|明显|进一步|不断|屡|创|再|首次|大幅|迅速|快速|取得|实现|保持|加快|得到|全面|显著|成为|位居|突破|连跨|跨越|稳中|稳定|蓬勃|发展壮大|有效|较快|超额|如期|顺利|成功|已|将|在|从|由)"
)
_LIST_END: Final = re.compile(
    rf"{_SUBJECT_END.pattern}|年年|逐年|连年|[同环]比|[比较][上去]年|双(?!季)|均(?!价)|都(?!市)|同步|继续|增长(?!率)|下降|上升|减少|增加(?!值)|扩大|攀升|提高|提升"
)
"""Where a list of things that a clause speaks of ends."""
_PRONOUNS: Final = frozenset(
    ("地", "各地", "这", "其", "高的", "低的", "情况下", "基础上", "目前", "现", "在建", "现有", "仍然", "剩余")
)
_OVERTAKES: Final = re.compile(
    r"(?:[屡再又]?创|再上|迈上|跃上|持续(?:增长|攀升|扩大|提升)|稳步(?:增长|提升|提高)|大幅(?:增长|提升)|连年(?:增长|提高))"
)
_TRANSITIVE: Final = frozenset(VERBS) - frozenset(
    (*ADVERBS, *RISE, *FALL, "达到", "达", "超过", "突破", "有", "共有", "拥有")
)
_ENDS_IN_VERB: Final = Words(w for w in _TRANSITIVE if len(w) > 1)
_NOMINALS: Final = frozenset(NOMINALS)
_YIELD: Final = re.compile("(?<=..)(?:(?:播种|种植|栽植|栽培|养殖)?面积|总?产[量值]|[总亩单]产|[存出]栏量?)$")
_YIELDS: Final = frozenset(
    ("产量", "总产量", "总产", "产值", "总产值", "单产", "亩产", "存栏", "存栏量", "出栏", "出栏量")
)
STEPS: Final = ("台阶", "关口", "大关")
"""What is reached or passed, and no thing that is measured."""
_TERM: Final = re.compile("是?上一?个?(?:五年|任期|届)?$|是?上一个")
_CLASS: Final = re.compile(r"(?:[\d十百千万亿]元以[上下]|[过超达][\d.]*[十百千万亿]*元)$")
_LIMIT: Final = re.compile("元(?:以[上下])?的?")
_PRODUCER: Final = re.compile(
    r"(?:[^\d]*\d[大个家])?(?!全[国省市县区镇乡]|我|一季度|[上下]半年)([^\d完实]{2,24}?)(?:共|累计|已)?(?:完成|实现)(?:总?产[值量]|产值|金额)$"
)
"""Who made so much (3大茶企完成产值)."""
_SHARE: Final = re.compile("占(?![道地用补有])")
_RATE_OF: Final = re.compile("(?<=..)(?:“[^“”]{2,8}”|[一-鿿]{2})率$")
_JUDGED: Final = re.compile("(?:考评|考核|评比|测评|评估|评价|评选|检查|督查|巡查|调查|比武|比赛|竞赛|大赛)中?$")
"""What ranks are given in, and a thing of its own (在全省茶区综合考评中位居第6)."""
_TASK: Final = re.compile(
    "(?:年度|全年|年初|年|[省市州县区旗镇]?(?:定|下达)的?)?(?:预算|计划|目标|任务|目标任务|计划任务|预期目标)数?的?$"
)
"""What was to be done, of which a percentage is done (任务的108%)."""
_ASIDE: Final = re.compile(r"\([^()]*\)")
_HEADED: Final = re.compile(
    r"(?:^|[,。;:!?])([^,。;:!?\d]{2,40}(?:比重|比例|占比|产量|产值|增加值|面积|[总余数]额|总量|总数|人数|总?收入|里程)),[^,。;:]*$"
)
"""A clause that is but a name, before the clause of the number."""
_WITHIN: Final = re.compile(r"^(.{2,}?)(?<![现存正所潜内])在(?![校建岗册园营])")
_THERE: Final = re.compile(r"的?(?:情况|基础|条件|背景|形势)[上下]")
_WHEN_OR_WHERE: Final = re.compile("[上去]年(?:同期)?|全[国省市区县]|[国省市区县]")
_EACH: Final = ("户均", "人均", "亩均", "村均")
_WHOSE: Final = re.compile("^(?:全[国省市县区州乡镇村])?(?:[户人亩村]均)?")
_GAINS: Final = frozenset(("增收", "增产", "节支", "减支"))
_STAGES: Final = frozenset(
    (
        *REACH,
        *ATTRIBUTIVE,
        "投用",
        "投运",
        "启用",
        "验收",
        "整改",
        "出栏",
        "办结",
        "开展",
        "组织",
        "推进",
        "推动",
        "启动",
        "建设",
    )
)
"""Deeds by which a thing gets on, and is still what is counted (竣工投产8个), and those that only say that it is done."""
_PAIRED: Final = frozenset(w for w in DEEDS if len(w) == 2) - _STAGES - frozenset((*RISE, *FALL))
_INTRANSITIVE: Final = frozenset(INTRANSITIVE)
_PER_HEAD: Final = re.compile("(?:平均)?每[十百千万]{0,2}(?:常住)?(?:人口?|户)(?:拥有)?")
_AMONG: Final = ("全国", "全省", "全市", "全区", "全县", "同类")
"""What opens the name of those that a rank is counted among (在全国城市中的排名)."""
_RANKED: Final = re.compile("(?:国家|省部?|自治区|[市州县区厅]|[1-5]A|[甲乙丙])级(?:以上)?")
_RANKED_FRONT: Final = re.compile(rf"^(?:{_RANKED.pattern}|A级)")
"""A class of what was counted before (景区12家,其中4A级5家)."""
_DEED: Final = Words(DEEDS)
_FUNDS: Final = re.compile("[^,。;、]{0,12}(?:资金|经费|基金|债券|贷款|款|金)[,。;、]")
_DURATION: Final = re.compile(r"(?<=..)(?<!\d)\d++(?:个工作日|个月|天|小时|分钟)$")
_ONE_VERB: Final = frozenset("破结办修拆建")
"""Verbs that say what was done to the things counted before (立案30起、破25起)."""
_RESULT: Final = re.compile("(全?[一-鿿]{2})(?=[,。;、!]|$)")
"""What came to be of a share (实现90%以上入园)."""
_DONE: Final = frozenset(w for w in DEEDS if len(w) == 2) | frozenset(INTRANSITIVE) | {"到位", "达标", "销号", "办结"}
"""What may be done by a share of things."""
_CHARGED: Final = re.compile("的([税利费]率|关税|首付比例)")
"""What a percentage is the rate of (茶业3%的税率降至2%)."""
_NOW: Final = re.compile("(?:现行|目前|原来|原有)$")
_WIDENED: Final = frozenset(("扩大到", "扩大至", "扩展到", "拓展到", "增加到", "增至", "扩至"))
_NO_RANK: Final = ("居民", "居住", "列车", "列入", "排放", "排水", "排查", "排污")
_SPENT: Final = ("投入", "投资", "出资", "筹资", "争取", "募集", "筹集")
SPEEDS: Final = ("增速", "增长速度", "增幅")
"""Heads of growth, which a rank may be one of."""
_TOPICS: Final = 6
CLAUSE: Final = 160
SENTENCE: Final = 400
"""How far back, in characters, the words of a clause and of a sentence are looked at, so that cost stays in proportion to length."""


class Naming:
    """The numbers of a statement and the names that were given to those read so far."""

    def __init__(self, reader: Notes, statement: Statement, numbers: list[Quantity], now: Time) -> None:
        """Take the numbers that are to be read, in text order, and the time the statement speaks of."""
        self.reader, self.statement, self.numbers, self.now = reader, statement, numbers, now
        self.text = reader.text
        self.named: list[str] = []
        self.units: list[str] = []
        self.of_unit: dict[str, str] = {}
        self.last_unit = self.last_rule = ""
        label = LABEL.match(self.text, statement.span.start)
        self.edge = label.end() if label else statement.span.start

    def clause_start(self, i: int) -> tuple[int, int]:
        """Where the words before number ``i`` begin, and where its clause does."""
        previous = self.numbers[i - 1].end if i else self.statement.span.start
        for m in _BREAK.finditer(self.text, previous, self.numbers[i].start):
            self.edge = m.end()
        return max(self.edge, previous), self.edge

    def limit(self, i: int) -> int:
        """Where the words after number ``i`` end."""
        return self.numbers[i + 1].start if i + 1 < len(self.numbers) else self.statement.span.end

    def name(self, i: int, q: Quantity, b: Before, low: int) -> tuple[str, str]:
        """The noun of a number, and the rule that found it."""
        text = self.text
        limit = self.limit(i)
        noun = cut_middle(b.noun)
        if noun in _PRONOUNS or noun.endswith(STEPS) or _TERM.match(noun):
            noun = ""
        if noun in BARE_HEADS and noun != b.noun and (whose := _PRODUCER.match(b.noun)):
            noun = whose[1] + noun
        if q.kind in ("rank", "first"):
            noun = unranked(noun)
        if self.named and self.last_rule == "noun_after" and len(noun) > 1 and text.startswith(self.named[-1], low):
            noun = self.named[-1] if self.named[-1].endswith(noun) else noun  # 9项监测指标已有6项
            if text.endswith(("为", "向", "给"), 0, self.numbers[i - 1].start) and len(noun) > len(self.named[-1]) + 1:
                noun = noun.removeprefix(self.named[-1])  # 为60家茶厂减租300万元
        if self.last_rule == "noun_after" and self.named and noun == self.named[-1]:  # 4个村、120户; 4个村超过5万元
            if q.unit in _MONEY and q.unit in self.of_unit and len(noun) == 1:
                return self.of_unit[q.unit], "carried"
            noun = "" if text[q.start - 1] in "、,和及" else noun
        noun = _DURATION.sub("", noun)
        if self.named and noun in _ONE_VERB and q.unit == self.last_unit:
            return self.named[-1], "carried"
        if self.named and not b.lead and q.unit == self.last_unit and (full := parallel(noun, self.named[-1])):
            return full, "parallel"
        if noun and q.unit == "%" and (deed := _RESULT.match(text, q.end)):
            bare = not (b.verbs or b.lead) and deed[1].removeprefix("全") in _DONE  # 住户100%签约
            if bare or "实现" in b.verbs:
                return noun + deed[1], "noun_around"
        if noun and self.last_rule == "rate_of" and self.named[-1].endswith(noun):
            return self.named[-1], "carried"
        if noun and q.unit == "%" and (of := _CHARGED.match(text, q.end)):
            return _NOW.sub("", b.noun) + of[1], "rate_of"
        if self.named and noun in _EACH and not b.change and not _GAINS & {*b.verbs[:1]}:
            return noun + _WHOSE.sub("", self.named[-1]), "each_of_carried"
        if self.named and (q.unit in ("%", "百分点") or "超额" in b.lead) and _TASK.match(noun.removeprefix("占")):
            return self.named[-1], "share_of_task"
        if self.named and _PER_HEAD.fullmatch(noun):
            return self.named[-1] + noun, "carried_with_head"
        if self.named and _RANKED.fullmatch(noun):
            return noun + _RANKED_FRONT.sub("", self.named[-1]), "class_of_carried"
        if self.named and "元" in noun and _CLASS.search(noun):
            return noun + (after(text, q.end, limit) or _LIMIT.split(self.named[-1])[-1]), "class_of_carried"
        if (
            self.named
            and q.kind == "rank"
            and b.lead[-1:] == ["在"]
            and noun.startswith(_AMONG)
            and not _JUDGED.search(noun)
        ):
            return self.named[-1], "rank_carried"
        said = text[low : q.start].lstrip(" ,、")
        led_in = self.named and RANKS.at_start(said, 0) and not said.startswith(_NO_RANK)
        if led_in and measured(text, self.statement.span.start, q, b, noun, "") is Measure.RANK:
            return self.named[-1], "rank_carried"
        if len(noun) > 2 and _SHARE.match(noun):
            share = noun + ("" if noun.endswith(("比重", "比例")) else "比重")
            return (self.named[-1] if self.named else self.topic(low)) + share, "share"
        if not noun and "占" in b.verbs and self.named:
            return self.named[-1].removesuffix("占比") + "占比", "share_carried"
        counts = q.unit in _COUNTED or (not q.unit and q.kind != "ratio" and (q.scaled or not noun))
        if counts and q.kind not in ("rank", "first", "fold"):
            if noun.endswith("试点") and b.verbs and b.verbs[0] in _WIDENED:
                return noun, "noun_before"
            follows = after(text, q.end, limit, verbs=q.unit in ("次", "遍") and not noun, unit=q.unit)
            if follows and (q.unit or not follows.endswith(STEPS)):  # 突破50亿大关
                return follows, "noun_after"
            adjoins = not noun and i + 1 < len(self.numbers) and self.numbers[i + 1].start == q.end
            if adjoins and (
                follows := after(text, self.numbers[i + 1].end, self.limit(i + 1), unit=self.numbers[i + 1].unit)
            ):
                return follows, "noun_after_both"
            if not noun and (done := doing(text, self.numbers[i + 1].end if adjoins else q.end)):
                return done, "verb_after"
        if joined := self.joined(q, b, noun, low):
            return joined, "verbs_joined"
        if q.unit in _MONEY and (spent := self.spent(q, b, noun)):
            return spent, "spent"
        if (
            q.unit in _MONEY
            and (follows := after(text, q.end, limit))
            and not follows.endswith(STEPS)
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
        if noun and noun not in BARE_HEADS:
            return self.completed(noun, b), "noun_before"
        if (
            not noun
            and not b.change
            and q.kind not in ("rank", "first", "fold")
            and (follows := after(text, q.end, limit, unit=q.unit))
            and not (q.unit in _MONEY and follows.endswith(STEPS))
        ):
            return follows, "noun_after"
        if not noun and not self.named and q.unit in _MONEY and b.lead and b.lead[-1] in _SPENT:
            return b.lead[-1], "verb_as_noun"
        if newer := self.overtaken(i):
            return newer, "topic"
        if self.named:
            alike = q.unit in _COUNTED and q.kind == "arabic" and q.unit not in ("位", self.last_unit)
            beside = i and self.numbers[i - 1].end == q.start  # 86户310人
            carried = self.of_unit.get(q.unit, self.named[-1]) if alike and not beside else self.named[-1]
            if q.unit in _COUNTED and q.kind == "arabic":  # 茶厂验收率98%,31家达标
                carried = _RATE_OF.sub("", carried)
            if b.rate_head in SPEEDS and q.kind in ("rank", "first"):
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

    def joined(self, q: Quantity, b: Before, noun: str, low: int) -> str:
        """Two deeds that stand together and are all that is said of a number (拆除重建100户, 搬迁入住96户), or nothing."""
        pair = (*b.lead, noun)[-2:] if noun else tuple(b.lead[-2:])
        if b.verbs or len(pair) < 2 or pair[0] not in _PAIRED or not self.text.endswith("".join(pair), low, q.start):
            return ""
        if pair[1] in _INTRANSITIVE:
            return "".join(pair)
        kinds = "其中" in self.text[low : q.start] or self.last_rule == "verbs_joined" or not self.named
        return "".join(pair) if pair[1] in _PAIRED and kinds else ""

    def spent(self, q: Quantity, b: Before, noun: str) -> str:
        """The word for money that is spent on the deed after it (投入60万元完善路灯; 投资…, 60万元改造茶室), or nothing."""
        deed = _DEED.at_start(self.text, q.end)
        if noun or len(deed) < 2 or whole(self.text, q.end, q.end + 12, deed) or _FUNDS.match(self.text, q.end):
            return ""
        if b.lead[-1:] and b.lead[-1] in (*_SPENT, "安排", "拨付", "统筹", "整合"):
            return b.lead[-1]
        before = self.text[max(self.statement.span.start, q.start - SENTENCE) : q.start]
        told = "" if b.lead or b.verbs else max(_SPENT, key=before.rfind)
        return told if told in before else ""

    def completed(self, noun: str, b: Before) -> str:
        """``noun`` with what its verb says of it (占)."""
        if "占" in b.verbs and not noun.endswith(("占比", "比重", "比例")):
            return noun + "占比"
        return noun

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

    def overtaken(self, i: int) -> str:
        """The subject of a whole clause without numbers since the last one, if it is about a measure (产值创新高, 达到…; 粮食产量,五年内达到…)."""
        at = self.numbers[i].start
        low = max(self.numbers[i - 1].end if i else self.statement.span.start, at - CLAUSE)
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

    def told_before(self, i: int, count: int) -> list[str] | None:
        """The ``count`` things that a clause without numbers right before number ``i`` names (茶园、鱼塘面积稳步扩大,分别达到…)."""
        low = max(self.numbers[i - 1].end if i else self.statement.span.start, self.numbers[i].start - CLAUSE)
        for clause in reversed(_BREAK.split(self.text[low : self.numbers[i].start])[:-1]):
            begin, _ = led(clause, 0, len(clause))
            end = _LIST_END.search(clause, begin + 2)
            if end and (names := shared(clause[begin : end.start()], count)):
                return names
        return None

    def topic(self, low: int) -> str:
        """The subject of the last clause before ``low`` without a number, else of the number read before."""
        start = max(self.statement.span.start, low - SENTENCE)
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
