"""The noun after a number: where it begins, and at which mark or verb it ends."""

import re
from typing import Final

from zq_pipeline.grammar.noun_end import ended
from zq_pipeline.lexicon.changes import FALL, REACH, RISE
from zq_pipeline.lexicon.leads import AFTER, INTRANSITIVE, KEEP, VERBS
from zq_pipeline.lexicon.nouns import (
    ABSTRACT_OF,
    ADMINISTRATIVE,
    NOMINAL,
    NOUN_TAILS,
    PLACE_WORDS,
    TOTALS,
    VERBAL,
    WHOLE,
)
from zq_pipeline.lexicon.patterns import Words, either
from zq_pipeline.lexicon.units import MONEY, PEOPLE

_AFTER: Final = Words(AFTER)
_KEEP: Final = Words(KEEP)
_JOINED: Final = re.compile("(?<!参)与")
_PEOPLE: Final = Words((*PEOPLE, "户", "村", "县"))
_PEOPLE_DO: Final = frozenset(INTRANSITIVE)
_VERB_FIRST: Final = Words(w for w in (*RISE, *FALL, *REACH) if len(w) > 1)
_ADMIN: Final = re.compile(
    rf"(?:{either(ADMINISTRATIVE)}(?!级)|[市县省区镇村](?=[和及被获通入达均都]|成功|建成|创[建成]|完成|实现|全部|列入|脱贫|退出|荣|开展|启动))"
)
_NOUN_TAIL: Final = re.compile(
    rf"[\u4e00-\u9fff]{{0,10}}?{either(NOUN_TAILS)}(?=$|[和与及(]|{either(w for w in AFTER if len(w) > 1)})"
)
_AGED: Final = re.compile(r"\d+(?:-\d+)?周?岁(?:及?以上|以下|以内)?的?")
_LIMITED: Final = re.compile(
    r"(?:总?投资额?|(?:年|总)?产值|(?:年|主营业务|销售|营业)收入|税收|注册资本)?(?:超过?|过|达到?|在)?[\d.]{1,8}[十百千万亿]{1,2}元(?:及?以上|以下)的?(?=[\u4e00-\u9fff]{2})"
)
_NO_NOUN: Final = re.compile(r"[(等]|[增减升降涨跌]了?(?=\d)|[户人村亩店场组]均(?!衡|匀)|平均每")
"""What follows a number and says what each has, or how it changed (60户户均增收900元)."""
_DESCRIBED: Final = re.compile("[^,。;:、的]{1,8}[强高大好优广多快深足]、[^,。;:、的]{1,8}[强高大好优广多快深足]的")
"""What like things are (8家实力强、效益好的茶厂)."""
_CLAUSE_END: Final = re.compile(r"[,。;:!?\n()]")
_ANY_VERB: Final = re.compile(either(w for w in (*AFTER, *VERBS) if len(w) > 1))
_HAS_DIGIT: Final = re.compile(r"[\d一二三四五六七八九十]")
_STOP: Final = re.compile(r"[,。;:!?、\n()]")
_USE: Final = re.compile("的?(?:示范引领|引领|带动|支撑|平台)?作用$")
_NOMINAL: Final = frozenset(NOMINAL)
_PLACES: Final = frozenset(PLACE_WORDS)
_NONE: Final = frozenset((*TOTALS, *VERBAL)) - frozenset(INTRANSITIVE)
_WHOLE: Final = frozenset(WHOLE)
_VERBAL: Final = frozenset(VERBAL)
_ASIDE: Final = 8
"""How long the words in brackets may be that stand in the middle of a noun."""
_LISTED: Final = 24
"""How long things may be that stand in a list and are counted as one."""


def after(text: str, start: int, limit: int, *, verbs: bool = False, unit: str = "个") -> str:
    """The noun that follows a number with its ``unit`` at ``start``, up to the next number at ``limit``.

    >>> after("个省级示范园区,投入", 1, 10), after("名学生发放补助", 1, 7), after("户增加到", 1, 4)
    ('省级示范园区', '学生', '')
    >>> after("户的茶农,", 1, 5), after("户的工作进展", 1, 7)
    ('茶农', '')
    """
    if text.startswith("的", start):
        start += 1
        if text.startswith(ABSTRACT_OF, start):
            return ""
    if described := _DESCRIBED.match(text, start, limit):
        start = described.end()
    for whose in (_AGED, _LIMITED):
        if (m := whose.match(text, start)) and m.end() < limit:
            return m[0] + after(text, m.end(), limit)
    spent = unit in MONEY and text.startswith("用于", start)
    if spent or _NO_NOUN.match(text, start):
        return ""
    if admin := _ADMIN.match(text, start, limit):
        return admin[0]
    if not verbs and _VERB_FIRST.at_start(text, start) and not _KEEP.at_start(text, start):
        return ""
    end = _verb(text, start, _mark(text, start, limit), limit, unit)
    if end == limit and (joined := _JOINED.search(text, start + 1, end)):  # 84家医院与京津128家医院
        end = joined.start()
    noun = text[start:end].lstrip(" 和与及、以并")
    noun = noun.rstrip(" 和及、以并")  # 8万人次参与
    noun = ended(_USE.sub("", noun), unit)
    return "" if noun in _NONE else noun


def _mark(text: str, start: int, limit: int) -> int:
    """Where the mark stands at which a noun ends; a short bracket and a short list without verbs are a part of it."""
    stop = _STOP.search(text, start, limit)
    if stop is None or stop.start() == start:
        return limit if stop is None else start
    if stop[0] == "(" and 0 < (close := text.find(")", stop.end(), limit)) < stop.start() + _ASIDE:
        again = _STOP.search(text, close + 1, limit)
        return again.start() if again else limit
    whole = _CLAUSE_END.search(text, start, limit) if stop[0] == "、" else None
    if whole and whole.start() - start <= _LISTED:
        listed = not _ANY_VERB.search(text, stop.end(), whole.start())
        return whole.start() if listed and not _HAS_DIGIT.search(text, start, whole.start()) else stop.start()
    return stop.start()


def _verb(text: str, start: int, end: int, limit: int, unit: str) -> int:
    """Where the verb stands at which the noun ``text[start:end]`` ends, else ``end``."""
    at, quoted = start, False
    while at < end:
        if text[at] in "“”":
            quoted = text[at] == "“"
        elif not quoted and (word := _verb_at(text, start, at)):
            if _within(text, start, at, end, word):
                at += len(word)
                continue
            if word == "用于" and unit == "%":  # 七成资金用于水利: the whole is what the share is of
                return end
            if _closes(text, start, at, end, limit, word):
                return at
        at += 1
    return end


def _verb_at(text: str, start: int, at: int) -> str:
    """The verb at ``at`` that a noun from ``start`` on may end at."""
    if at == start:
        return "" if text[at] == "未" or _KEEP.at_start(text, at) else _AFTER.at_start(text, at)
    return _AFTER.at_start(text, at) if at - start >= 2 or text[start] in _PLACES else ""


def _within(text: str, start: int, at: int, end: int, word: str) -> bool:
    """Whether ``word`` is a part of the noun (断面水质达标率, 新开工项目, 道路改造项目, 脱贫劳动力)."""
    follows = at + len(word)
    if word in _PEOPLE_DO and _PEOPLE.at_start(text, follows):
        return True
    measure = at > start and follows < end and (text[follows] in "率额量" or text[at - 1] == "新")
    return measure or (word in _NOMINAL and _NOUN_TAIL.match(text, follows, end) is not None)


def _closes(text: str, start: int, at: int, end: int, limit: int, word: str) -> bool:
    """Whether the noun ends before ``word`` and ``word`` is no part of a longer one (应急, 在建)."""
    follows = at + len(word)
    if follows > end:
        return False
    if len(word) == 1:
        around = text[max(start, at - 1) : at + 1], text[at : at + 2], text[max(start, at - 1) : at + 2]
        return _WHOLE.isdisjoint(around)
    return at <= start + 1 or follows < end or end == limit or word in _VERBAL
