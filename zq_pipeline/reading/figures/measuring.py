"""How a number speaks of its noun: as a level, a change, a multiple or a rank; up or down; and in what unit, if none is printed."""

import re
from typing import Final

from zq_pipeline.grammar.nominal import Before
from zq_pipeline.grammar.quantity import Quantity
from zq_pipeline.lexicon.changes import FALL, FALL_HEADS, RATE_HEADS, RISE
from zq_pipeline.lexicon.patterns import Words, either
from zq_pipeline.lexicon.units import CLASSIFIED, PEOPLE
from zq_pipeline.reading.records import Measure

RANKS: Final = Words(
    ("位列", "位居", "居", "名列", "排名", "跃居", "稳居", "列", "排", "位次", "排在", "居于", "蝉联", "跻身")
)
"""What may stand right before a rank."""
_RISE_LEADS: Final = frozenset(RISE) - {"增长", "超过"}
_FALL_LEADS: Final = frozenset(FALL)
_LEADS: Final = _RISE_LEADS | _FALL_LEADS
_ADDED: Final = _FALL_LEADS | {"净增", "净增加"}
_GROWS: Final = ("新增",)
"""A verb that makes a change of what stands before it (里程新增8公里), and not of things that are counted (茶厂新增8家)."""
_COUNTABLE: Final = frozenset(("增加", "减少", "净增", "净增加", "多", "少", "增", "减", "压减", "精简", "净减少"))
_GROWN: Final = re.compile("的?(?:平均|年均)?(?:增长|增速|增幅|递增|速度)")
_PERSON: Final = ("人", "者", "员", "民", "众", "工", "师", "生", "口", "军")
_PEOPLE_IN: Final = re.compile(either(PEOPLE))
_WORTH: Final = ("额", "产值", "总值", "增加值", "收入", "投资", "税收", "贷款", "存款", "利润", "GDP")
_NEAR: Final = 24
_RANKING: Final = re.compile("排名|榜|位列|位居|名列|列第|位次|名次")
_FROM: Final = re.compile(r"(?:由|从)[^,。;、]{0,7}$")
_TO_NOTHING: Final = re.compile("[降减][为至到]零|清零|归零")
_LED: Final = frozenset("由从")
_FEWER: Final = re.compile("[^,。;、]{0,14}?(?:整合|合并|归并|撤并|压缩|精简|压减|缩减)(?:为|成|到|至)")
"""Things that are made fewer: what they were stands first (9家茶厂整合为2家)."""
_RATED: Final = re.compile("的[一-鿿]{1,3}[率例](?:统一)?(?:降|下降|降低|下调|调整|调低|调|提高|上调)(?:至|到|为)")
"""A rate that is changed: what it was stands first (3%的税率降至2%)."""
_TO: Final = re.compile(r"[^,。;]{0,16}?(?:到|至|为|跃居)")


def measured(text: str, low: int, q: Quantity, b: Before, name: str, rule: str) -> Measure:
    """How ``q``, in the statement of ``text`` that begins at ``low``, speaks of ``name``, which ``rule`` found.

    >>> from zq_pipeline.grammar.nominal import before
    >>> from zq_pipeline.grammar.quantity import quantities
    >>> for text in ("产值增长8%", "产值增加3亿元", "满意率达98%"):
    ...     q = next(quantities(text))
    ...     b = before(text, 0, q.start)
    ...     print(measured(text, 0, q, b, b.noun, "noun_before").value)
    change_rate
    change
    level
    """
    if _ranked(text, low, q, b):
        return Measure.RANK
    if q.unit == "倍" or q.kind == "fold":
        return Measure.MULTIPLE
    if q.unit in ("%", "‰"):
        return Measure.CHANGE_RATE if _rate(text, q, b, name) else Measure.LEVEL
    if q.unit in ("百分点", "位") or rule == "share_of_task":  # 前移2位, 超额完成任务20万元
        return Measure.CHANGE if q.unit != "位" or b.change else Measure.LEVEL
    if rule.startswith("noun_after") and _COUNTABLE.isdisjoint(b.verbs):
        return Measure.LEVEL
    grown = b.change or not _ADDED.isdisjoint(b.lead) or (b.noun and b.verbs[:1] == _GROWS and q.unit not in CLASSIFIED)
    return Measure.CHANGE if grown else Measure.LEVEL


def _ranked(text: str, low: int, q: Quantity, b: Before) -> bool:
    """第6, 位列6, 排名前移至6位; and not 前移2位."""
    if q.kind in ("rank", "first") or (not q.unit and not q.scaled and RANKS.at_end(text, q.start)):
        return True
    return q.unit == "位" and not b.change and _RANKING.search(text, max(low, q.start - _NEAR), q.start) is not None


def _rate(text: str, q: Quantity, b: Before, name: str) -> bool:
    """增长8%, 增速8%, 8%的增长; and not 自然增长率8%."""
    if name.endswith("自然增长率") and not b.change:
        return False
    told = q.value < 0 or b.change or b.rate_head or name.endswith(RATE_HEADS) or not _LEADS.isdisjoint(b.lead)
    return bool(told) or _GROWN.match(text, q.end) is not None


def sign(q: Quantity, b: Before, name: str) -> int:
    """1 up, -1 down; a number that is printed with its sign (出口额-3.2%) keeps it."""
    if q.value < 0:
        return 1
    if b.change:
        return b.change
    falls = b.rate_head in FALL_HEADS or name.endswith(FALL_HEADS) or not _FALL_LEADS.isdisjoint(b.lead)
    return -1 if falls else 1


def without_rate(name: str) -> str:
    """``name`` without the words that only say that its percentage is a rate of change.

    >>> without_rate("工业投资增速"), without_rate("增速")
    ('工业投资', '增速')
    """
    for head in RATE_HEADS:
        if name.endswith(head) and len(name) > len(head) + 1:
            name = name[: -len(head)].removesuffix("年均")
    return name


def implied_unit(q: Quantity, name: str, measure: Measure, rule: str) -> str:
    """The unit of a number that is printed without one: people and money by their noun (党员3万, 零售额突破50亿大关), a place for a rank, else none."""
    if q.kind != "ratio" and q.scaled and measure is not Measure.RANK:
        named = _PEOPLE_IN.search(name) and (rule.startswith("noun_after") or name.endswith(PEOPLE))
        if name.endswith(_PERSON) or named:
            return "人"
        if name.endswith(_WORTH):
            return "元"
    return "位" if measure is Measure.RANK else ""


def is_first(text: str, low: int, q: Quantity, end: int, following: Quantity | None, b: Before) -> bool:
    """Whether ``q`` is the X of 从X提高到Y and ``following`` the Y (or Y is nothing: 降为零).

    The statement begins at ``low``, and what adjoins ``q`` (由3个60人增加到…) ends at ``end``.
    """
    if following and following.start - end < _NEAR:
        between = end, following.start
        if _RATED.fullmatch(text, *between) or _FEWER.fullmatch(text, *between):
            return True
    bare = _LED.isdisjoint(b.verbs) and _LED.isdisjoint(b.lead)
    if bare and not _FROM.search(text, max(low, q.start - 8), q.start):
        return False
    to = _TO.match(text, end, following.start + 1) if following else None
    return bool(to or _TO_NOTHING.match(text, end))
