"""What a number may be of: each rule proposes a name from the words around the number and from those read before it, or none.

A rule is a function of what is asked (:class:`~zq_pipeline.reading.figures.asked.Asked`); its docstring is an example. ``RULES`` says in which order they are asked, and what kind of
name each gives: the kind is what later steps know of where the name comes from.
"""

import re
from collections.abc import Callable
from itertools import islice
from typing import Final, NamedTuple

from zq_pipeline.grammar.nominal import led
from zq_pipeline.grammar.noun_end import doing
from zq_pipeline.grammar.sharing import parallel
from zq_pipeline.grammar.whole import whole
from zq_pipeline.lexicon.changes import ADVERBS, FALL, RATE_HEADS, REACH, RISE
from zq_pipeline.lexicon.leads import ATTRIBUTIVE, DEEDS, INTRANSITIVE, NOMINALS, VERBS
from zq_pipeline.lexicon.patterns import Words
from zq_pipeline.lexicon.units import MONEY
from zq_pipeline.reading.figures.asked import (
    AIM_BEHIND,
    BARE_HEADS,
    CLAUSE,
    COUNTED,
    OF_COUNT,
    OF_MONEY,
    OF_PLACE,
    OF_SHARE,
    SENTENCE,
    SPEEDS,
    STEPS,
    Asked,
)
from zq_pipeline.reading.figures.measuring import RANKS, measured
from zq_pipeline.reading.records import Measure

_MONEY: Final = frozenset(MONEY)
_PERCENT: Final = ("%", "百分点")
_RATE_HEADS: Final = frozenset(RATE_HEADS)
_LEFT_OPEN: Final = re.compile(r"(?<=..)(?:[×*□●_…]|[xX]{2})[×*□●_…xX]*[万亿]{0,2}[^万亿]{0,2}$")
"""A number that was not filled in (产值××亿元,增长3%)."""
_SUBJECT_END: Final = re.compile(
    r"(?:\d|[一二三四五六七八九十]年|连续|持续|稳步|明显|进一步|屡|创|再|首次|大幅|迅速|快速|取得|实现|保持|加快|得到|全面|显著|成为|位居|跨过|迈过|迈入|迈上|突破|连跨|跨越|稳中|稳定|蓬勃|发展壮大|有效|较快|超额|如期|顺利|成功|基本(?=[建完形实消])|已|将|在|从|由)"
)
LIST_END: Final = re.compile(
    rf"{_SUBJECT_END.pattern}|年年|逐年|连年|[同环]比|[比较][上去]年|双(?!季)|(?<![人户亩村])均(?!价)|都(?!市)|同步|继续|增长(?!率)|下降|上升|减少|增加(?!值)|扩大|攀升|提高|提升"
)
"""Where a list of things that a clause speaks of ends."""
_OVERTAKES: Final = re.compile(
    r"(?:[屡再又]?创|再上|迈上|跃上|持续(?:增长|攀升|扩大|提升)|稳步(?:增长|提升|提高)|大幅(?:增长|提升)|连年(?:增长|提高))"
)
_TRANSITIVE: Final = frozenset(VERBS) - frozenset(
    (*ADVERBS, *RISE, *FALL, "达到", "达", "超过", "突破", "有", "共有", "拥有")
)
_VERBS: Final = frozenset(DEEDS)
_ENDS_IN_VERB: Final = Words(w for w in _TRANSITIVE if len(w) > 1)
_NOMINALS: Final = frozenset(NOMINALS)
_YIELD: Final = re.compile("(?<=..)(?:(?:播种|种植|栽植|栽培|养殖)?面积|总?产[量值]|[总亩单]产|[存出]栏量?)$")
_YIELDS: Final = frozenset(
    ("产量", "总产量", "总产", "产值", "总产值", "单产", "亩产", "存栏", "存栏量", "出栏", "出栏量")
)
_CLASS: Final = re.compile(r"(?:[\d十百千万亿]元以[上下]|[过超达][\d.]*[十百千万亿]*元)$")
_LIMIT: Final = re.compile("元(?:以[上下])?的?")
_SHARE: Final = re.compile("占(?![道地用补有])")
_RATE_OF: Final = re.compile("(?<=..)(?:“[^“”]{2,8}”|[一-鿿]{2})率$")
_TASK: Final = re.compile(
    "占?(?:年度|全年|年初|年|[省市州县区旗镇]?(?:定|下达)的?)?(?:预算|计划|目标|任务|目标任务|计划任务|预期目标)数?的?$"
)
"""What was to be done, of which a percentage is done (任务的108%)."""
_BEFORE_TASK: Final = " ,、已均完成达到占超额为"
_ASIDE: Final = re.compile(r"\([^()]*\)")
_HEADED: Final = re.compile(
    r"(?:^|[,。;:!?])([^,。;:!?\d]{2,40}(?:比重|比例|占比|产量|产值|增加值|面积|[总余数]额|总量|总数|人数|总?收入|里程)),[^,。;:]*$"
)
"""A clause that is but a name, before the clause of the number."""
_EACH: Final = ("户均", "人均", "亩均", "村均")
_WHOSE: Final = re.compile("^(?:全[国省市县区州乡镇村])?(?:[户人亩村]均)?")
_GAINS: Final = frozenset(("增收", "增产", "节支", "减支"))
_STAGES: Final = frozenset(
    (*REACH, *ATTRIBUTIVE, "投用", "投运", "启用", "验收", "整改", "出栏", "办结", "开展", "组织", "推进", "推动", "启动", "建设")
)  # fmt: skip
"""Deeds by which a thing gets on, and is still what is counted (竣工投产8个), and those that only say that it is done."""
_PAIRED: Final = frozenset(w for w in DEEDS if len(w) == 2) - _STAGES - frozenset((*RISE, *FALL))
_INTRANSITIVE: Final = frozenset(INTRANSITIVE)
_PER_HEAD: Final = re.compile("(?:平均)?每[十百千万]{0,2}(?:常住)?(?:人口?|户)(?:拥有)?")
_RANKED: Final = re.compile("(?:国家|省部?|自治区|[市州县区厅]|[1-5]A|[甲乙丙])级(?:以上)?")
_RANKED_FRONT: Final = re.compile(rf"^(?:{_RANKED.pattern}|A级)")
"""A class of what was counted before (景区12家,其中4A级5家)."""
_DEED: Final = Words(DEEDS)
_FUNDS: Final = re.compile("[^,。;、]{0,12}(?:资金|经费|基金|债券|贷款|款|金)[,。;、]")
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
_SPENDING: Final = (*_SPENT, "安排", "拨付", "统筹", "整合")
_SHARES: Final = ("占比", "比重", "比例")
_ASIDE_OPENERS: Final = ("考虑", "扣除", "按", "剔除")
_ASIDE_ENDS: Final = ("来说", "来看", "而言", "来讲")
_TOPICS: Final = 6


def side_by_side(a: Asked) -> str:
    """城市低保月人均补差320元,农村低保250元."""
    return parallel(a.noun, a.last) if a.last and not a.b.lead and a.unit == a.told.unit else ""


def around(a: Asked) -> str:
    """住户100%签约, 茶厂实现90%以上入园."""
    deed = _RESULT.match(a.text, a.q.end) if a.noun and a.unit == "%" else None
    if deed is None:
        return ""
    bare = not (a.b.verbs or a.b.lead) and deed[1].removeprefix("全") in _DONE
    return a.noun + deed[1] if bare or "实现" in a.b.verbs else ""


def rate_again(a: Asked) -> str:
    """茶业3%的税率降至2%: the tax rate of the tea trade, too."""
    return a.last if a.noun and a.told.rule == "rate_of" and a.last.endswith(a.noun) else ""


def rate_of(a: Asked) -> str:
    """茶业3%的税率."""
    of = _CHARGED.match(a.text, a.q.end) if a.noun and a.unit == "%" else None
    return _NOW.sub("", a.b.noun) + of[1] if of else ""


def each(a: Asked) -> str:
    """茶农收入3万元,户均5000元."""
    gained = a.b.change or a.verb in _GAINS
    return a.noun + _WHOSE.sub("", a.last) if a.last and a.noun in _EACH and not gained else ""


def aim_of(a: Asked) -> str:
    """造林3万亩(年度目标2.5万亩)."""
    return a.last if a.last and "(" in a.cut.said and _TASK.match(a.noun) else ""


def aim_behind(a: Asked) -> str:
    """产值增长5%,高于4%左右的预期目标."""
    return a.last if a.last and not a.noun and AIM_BEHIND.match(a.text, a.q.end) else ""


def share_of_task(a: Asked) -> str:
    """造林3万亩,占任务的108%."""
    part = a.unit in _PERCENT or "超额" in a.b.lead
    task = _TASK.match(a.noun) or _TASK.match(a.cut.said.lstrip(_BEFORE_TASK))
    return a.last if part and a.last and task else ""


def per_head(a: Asked) -> str:
    """床位800张,每千人拥有6张."""
    return a.last + a.noun if a.last and _PER_HEAD.fullmatch(a.noun) else ""


def class_of(a: Asked) -> str:
    """景区12家,其中4A级5家."""
    return a.noun + _RANKED_FRONT.sub("", a.last) if a.last and _RANKED.fullmatch(a.noun) else ""


def limit_of(a: Asked) -> str:
    """茶厂80家,产值过亿元5家."""
    if not a.last or "元" not in a.noun or not _CLASS.search(a.noun):
        return ""
    return a.noun + (a.cut.follows or _LIMIT.split(a.last)[-1])


def rank_led(a: Asked) -> str:
    """产值3亿元,位居全省茶区第6."""
    said = a.cut.said.lstrip(" ,、") if a.last else ""
    if not said or not RANKS.at_start(said, 0) or said.startswith(_NO_RANK):
        return ""
    return a.last if measured(a.text, a.clauses.begin, a.q, a.b, a.noun, "") is Measure.RANK else ""


def share(a: Asked) -> str:
    """(产值3亿元,)占全镇工业8%."""
    if len(a.noun) < 3 or not _SHARE.match(a.noun):
        return ""
    return (a.last or topic(a)) + a.noun + ("" if a.noun.endswith(("比重", "比例")) else "比重")


def share_bare(a: Asked) -> str:
    """茶园3万亩,占8%."""
    return a.last.removesuffix("占比") + "占比" if a.last and not a.noun and "占" in a.b.verbs else ""


def widened(a: Asked) -> str:
    """医共体试点扩大到8个村."""
    return a.noun if a.counts and a.noun.endswith("试点") and a.verb in _WIDENED else ""


def class_ahead(a: Asked) -> str:
    """新建3个国家级、8个省级茶叶实验室: the next number says of what."""
    follows = a.cut.follows if a.counts else ""
    ahead = a.clauses.cuts[a.i + 1] if follows.endswith("级") and a.i + 1 < len(a.clauses.cuts) else None
    if ahead is None or ahead.clause != a.cut.clause or ahead.number.unit != a.unit:
        return ""
    own, level, thing = ahead.follows.partition("级")
    return follows + thing if level and own else ""


def verb_ahead(a: Asked) -> str:
    """新建3个、修缮6个互助院: the next number says what."""
    bare = a.counts and not a.cut.follows and a.cut.said in _VERBS and a.i + 1 < len(a.clauses.cuts)
    ahead = a.clauses.cuts[a.i + 1] if bare else None
    joined = ahead is not None and ahead.said[:1] == "、" and ahead.said[1:] in _VERBS
    return ahead.follows if ahead and joined and ahead.number.unit == a.unit else ""


def counted_after(a: Asked) -> str:
    """新建8个停车场, and not 突破50亿大关."""
    follows = a.cut.follows if a.counts else ""
    return follows if a.unit or not follows.endswith(STEPS) else ""


def listed_after(a: Asked) -> str:
    """茶园和鱼塘等3亿元农业投资: the list stands for what follows."""
    return a.cut.follows if a.b.noun.endswith("等") else ""


def beside_after(a: Asked) -> str:
    """安置86户310名村民."""
    return a.beside.follows if a.counts and a.beside else ""


def doing_after(a: Asked) -> str:
    """带动3000人就业."""
    if not a.counts or a.noun:
        return ""
    return doing(a.text, a.beside.number.end if a.beside else a.q.end)


def verbs_joined(a: Asked) -> str:
    """拆除重建100户, 搬迁入住96户."""
    pair = (*a.b.lead, a.noun)[-2:] if a.noun else a.b.lead[-2:]
    if a.b.verbs or len(pair) < 2 or pair[0] not in _PAIRED or not a.cut.said.endswith("".join(pair)):
        return ""
    kinds = "其中" in a.cut.said or a.told.rule == "verbs_joined" or not a.last
    return "".join(pair) if pair[1] in _INTRANSITIVE or (pair[1] in _PAIRED and kinds) else ""


def spent(a: Asked) -> str:
    """投入60万元完善路灯; 投资…, 60万元改造茶室."""
    deed = _DEED.at_start(a.text, a.q.end) if a.unit in _MONEY and not a.noun else ""
    if len(deed) < 2 or whole(a.text, a.q.end, a.q.end + 12, deed) or _FUNDS.match(a.text, a.q.end):
        return ""
    if a.lead in _SPENDING:
        return a.lead
    said = a.text[max(a.clauses.begin, a.q.start - SENTENCE) : a.q.start]
    word = "" if a.b.lead or a.b.verbs else max(_SPENT, key=said.rfind)
    return word if word in said else ""


def money_after(a: Asked) -> str:
    """下拨3000万元扶持资金."""
    deed = a.unit in _MONEY and (a.verb in _TRANSITIVE or (a.noun and _ENDS_IN_VERB.at_end(a.noun, len(a.noun))))
    return a.cut.follows if deed and not a.cut.follows.endswith(STEPS) else ""


def yield_of(a: Asked) -> str:
    """种植水稻3万亩、产量2万吨."""
    bare = not a.noun and a.lead in _NOMINALS and a.lead in _YIELDS
    return _YIELD.sub("", a.last) + a.lead if bare and a.last and a.text[a.cut.low - 1 : a.cut.low] != "," else ""


def deed_of(a: Asked) -> str:
    """茶厂80家、培训30家: of the tea factories."""
    same = a.unit in COUNTED and a.unit == a.told.unit and a.told.rule != "verb_as_noun"
    return a.last if same and not a.noun and a.lead in _NOMINALS else ""


def deed(a: Asked) -> str:
    """开展检查12次."""
    return a.lead if not a.noun and a.lead in _NOMINALS else ""


def attribute(a: Asked) -> str:
    """签约项目8个, 实施帮扶项目8个."""
    named = a.lead in ATTRIBUTIVE or (len(a.b.lead) > 1 and a.lead in _PAIRED and a.b.lead[-2] in _VERBS)
    return a.lead + a.noun if a.noun in ("项目", "事项") and named else ""


def each_gains(a: Asked) -> str:
    """户均增收900元."""
    return a.noun + a.verb if a.noun in _EACH and a.verb in _GAINS else ""


def noun_before(a: Asked) -> str:
    """工业总产值12亿元; 茶业占全镇工业8%."""
    if not a.noun or a.noun in BARE_HEADS:
        return ""
    return a.noun + "占比" if "占" in a.b.verbs and not a.noun.endswith(_SHARES) else a.noun


def noun_after(a: Asked) -> str:
    """3万亩茶园."""
    if a.noun or a.b.change or a.placed or a.q.kind == "fold":
        return ""
    return "" if a.unit in _MONEY and a.cut.follows.endswith(STEPS) else a.cut.follows


def money_spent(a: Asked) -> str:
    """总共投入60万元."""
    return a.lead if not a.noun and not a.last and a.unit in _MONEY and a.lead in _SPENT else ""


def overtaken(a: Asked) -> str:
    """产值再创新高,达到3亿元; 粮食产量,五年内达到8万吨: a clause without numbers about a measure, since the last number."""
    at = a.q.start
    between = _ASIDE.sub("", a.text[max(a.cut.previous, at - CLAUSE) : at])
    if headed := _HEADED.search(between):
        begin, _ = led(headed[1], 0, len(headed[1]))
        return headed[1][begin:]
    clauses = [*a.clauses.back(at, max(a.cut.previous, at - CLAUSE))][1:-1] if a.last else []
    for clause in clauses:
        if m := _OVERTAKES.search(clause, 2):
            begin, _ = led(clause, 0, m.start())
            return clause[begin : m.start()]
    return ""


def _before(a: Asked) -> str:
    """The name said before that ``a`` goes on with: of the same unit where things are counted in turns, and of things no rate."""
    if a.unit not in COUNTED or a.q.kind != "arabic":
        return a.last
    alike = a.unit not in ("位", a.told.unit) and (not a.i or a.cut.previous != a.q.start)  # not 86户310人
    return _RATE_OF.sub("", a.told.of_unit.get(a.unit, a.last) if alike else a.last)  # 茶厂验收率98%,31家达标


def speed_of(a: Asked) -> str:
    """产值增长8%,增速居全省第2."""
    return _before(a) + a.b.rate_head if a.last and a.placed and a.b.rate_head in SPEEDS else ""


def head_of(a: Asked) -> str:
    """茶园3万亩,产量8万吨."""
    if not a.last or not a.noun or a.noun in _RATE_HEADS or a.noun in (carried := _before(a)):
        return ""
    return (_YIELD.sub("", carried) if a.noun in _YIELDS else carried) + a.noun


def carried(a: Asked) -> str:
    """产值3亿元,增长8%."""
    return _before(a) if a.last else ""


def topic(a: Asked) -> str:
    """The subject of the last clause without a number, else of the number read before."""
    low = a.cut.low
    for clause in islice(a.clauses.back(low, max(a.clauses.begin, low - SENTENCE)), _TOPICS):
        begin, _ = led(clause, 0, len(clause))
        subject = clause[begin:]
        if clause.startswith(_ASIDE_OPENERS) or clause.endswith(_ASIDE_ENDS):
            continue
        if m := _SUBJECT_END.search(subject, 2):
            subject = subject[: m.start()]
        subject = _LEFT_OPEN.sub("", subject)
        if (1 if a.text[low - 1 : low] == ":" else 2) <= len(subject) <= 24:
            return subject
    return a.told.before


def topic_of(a: Asked) -> str:
    """茶业蓬勃发展,产值达到3亿元."""
    told = topic(a)
    return told + (a.noun if a.noun not in told else "") if told else ""


def bare_noun(a: Asked) -> str:
    """产值3亿元, with nothing before."""
    return a.noun


def said(a: Asked) -> str:
    """受训80人: a verb is all there is."""
    found = [w for w in (*a.b.lead, *reversed(a.b.verbs)) if len(w) > 1]
    said = a.cut.said.strip(" ,、")
    return (found[-1] if len(said) > 8 else said) if found else ""


class Rule(NamedTuple):
    """A rule, the kind of name it gives, and when it is asked: where a noun stands before the number or none does, after a name only, of what alone.

    ``like``: only of a noun with one of these characters.
    """

    kind: str
    propose: Callable[[Asked], str]
    noun: bool | None = None
    last: bool = False
    of: str = ""
    like: frozenset[str] | None = None


RULES: Final[tuple[Rule, ...]] = (
    Rule("parallel", side_by_side, noun=True, last=True),
    Rule("noun_around", around, noun=True, of=OF_SHARE),
    Rule("carried", rate_again, noun=True, last=True),
    Rule("rate_of", rate_of, noun=True, of=OF_SHARE),
    Rule("each_of_carried", each, noun=True, last=True, like=frozenset("均")),
    Rule("carried", aim_of),
    Rule("carried", aim_behind, noun=False, last=True),
    Rule("share_of_task", share_of_task, noun=True, last=True),
    Rule("carried_with_head", per_head, noun=True, last=True, like=frozenset("每")),
    Rule("class_of_carried", class_of, noun=True, last=True, like=frozenset("级")),
    Rule("class_of_carried", limit_of, noun=True, last=True, like=frozenset("元")),
    Rule("rank_carried", rank_led, last=True),
    Rule("share", share, noun=True, like=frozenset("占")),
    Rule("share_carried", share_bare, noun=False, last=True),
    Rule("noun_before", widened, noun=True, of=OF_COUNT),
    Rule("noun_after", class_ahead, of=OF_COUNT),
    Rule("noun_after", verb_ahead, noun=False, of=OF_COUNT),
    Rule("noun_after", counted_after, of=OF_COUNT),
    Rule("noun_after", listed_after),
    Rule("noun_after_both", beside_after, noun=False, of=OF_COUNT),
    Rule("verb_after", doing_after, noun=False, of=OF_COUNT),
    Rule("verbs_joined", verbs_joined),
    Rule("spent", spent, noun=False, of=OF_MONEY),
    Rule("noun_after_money", money_after, of=OF_MONEY),
    Rule("carried_with_head", yield_of, noun=False, last=True),
    Rule("carried", deed_of, noun=False, last=True),
    Rule("verb_as_noun", deed, noun=False),
    Rule("noun_before", attribute, noun=True, like=frozenset("项")),
    Rule("noun_before", each_gains, noun=True, like=frozenset("均")),
    Rule("noun_before", noun_before, noun=True),
    Rule("noun_after", noun_after, noun=False),
    Rule("verb_as_noun", money_spent, noun=False, of=OF_MONEY),
    Rule("topic", overtaken),
    Rule("carried_with_head", speed_of, last=True, of=OF_PLACE),
    Rule("carried_with_head", head_of, noun=True, last=True),
    Rule("carried", carried, last=True),
    Rule("topic", topic_of),
    Rule("noun_before", bare_noun, noun=True),
    Rule("verb", said),
)
"""The first that speaks decides."""
