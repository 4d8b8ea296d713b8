"""Words at the front of a noun that look like verbs or adverbs and belong to it: named rules in order, the first that speaks decides."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from zq_pipeline.lexicon.changes import FALL, REACH, RISE
from zq_pipeline.lexicon.leads import ATTRIBUTES, DEEDS, KEEP, MEASURES, VERBS
from zq_pipeline.lexicon.patterns import Words, either

_KEEP: Final = Words(KEEP)
_VERB: Final = Words(VERBS)
_ATTRIBUTES: Final = frozenset(ATTRIBUTES)
_MEASURES: Final = frozenset(MEASURES)
_WORK: Final = frozenset(w for w in DEEDS if len(w) > 1) - frozenset((*RISE, *FALL, *REACH)) | {"建成"}
"""Deeds that a measure may be named after (建成面积), where 完成面积 is but the area that was done."""
_BROUGHT: Final = re.compile("送[一-鿿]{1,6}?(?:下乡|上门|到[家户村]|入户|进[村校企厂山])")
_HAVING: Final = re.compile(r"有[一-鿿]{0,8}?(?:实绩|业绩|活动|条件|能力|意愿|资质|需求|潜力)的?[一-鿿]")
_SAID: Final = ("利用", "供养", "合格", "处理", "补偿", "排放", "奖励")
_DONE_RATE: Final = re.compile(
    rf"{either(w for w in (*DEEDS, *_SAID) if len(w) == 2)}(?:率|标准|面积|金额|数量|人数|比例|时间|时限)$"
)


def _kept(text: str, start: int, end: int, word: str) -> bool:
    """高标准农田, 贷款."""
    kept = _KEEP.at_start(text, start)
    return len(kept) > len(word) or (bool(kept) and len(kept) == len(word) and start + len(word) == end)


def _bare(text: str, start: int, end: int, word: str) -> bool:
    """完成率, 达标率, 抢救性修缮."""
    rest = end - start - len(word)
    return (
        rest == 1
        or (rest == 2 and text[end - 1] == "率")
        or (len(word) > 1 and text.startswith("性", start + len(word)))
    )


def _measure(text: str, start: int, end: int, word: str) -> bool:
    """建成面积, 办理环节, 回收利用率: what is left says how much, and of what the deed tells."""
    at = start + len(word)
    return text[at:end] in _MEASURES or _DONE_RATE.match(text, at, end) is not None


def _attribute(text: str, start: int, end: int, word: str) -> bool:
    """集中供水点, 集中搬迁点, 高标准茶园, 基本医保, where no verb follows (集中整治, 高标准建设, 基本完成)."""
    at = start + len(word)
    if at >= end:
        return False
    verb = _VERB.at_start(text, at)
    return not verb or _bare(text, at, end, verb)


def _brought(text: str, start: int, end: int, word: str) -> bool:
    """送戏下乡, 送医上门, and not 送图书."""
    return _BROUGHT.match(text, start, end) is not None


def _having(text: str, start: int, end: int, word: str) -> bool:
    """有研发活动企业, 有劳动能力的农户, and not 有企业."""
    return _HAVING.match(text, start, end) is not None


RULES: Final[tuple[tuple[frozenset[str] | None, Callable[[str, int, int, str], bool]], ...]] = (
    (None, _kept), (None, _bare), (_WORK, _measure), (_ATTRIBUTES, _attribute), (frozenset("送"), _brought), (frozenset("有"), _having),
)  # fmt: skip
"""Each rule and the words that it is about, if not all."""


def whole(text: str, start: int, end: int, word: str) -> bool:
    """Whether ``word``, at the front of the noun ``text[start:end]``, is a part of it.

    >>> [whole(noun, 0, len(noun), noun[:2]) for noun in ("办理环节", "办理案件", "集中供水点", "集中办理案件")]
    [True, False, True, False]
    """
    return any(rule(text, start, end, word) for rule in _of(word))


@lru_cache(maxsize=4096)
def _of(word: str) -> tuple[Callable[[str, int, int, str], bool], ...]:
    """The rules that may keep ``word``."""
    return tuple(rule for words, rule in RULES if words is None or word in words)
