"""The name of a number: its noun is cleaned, the rules propose, and the first that speaks is taken."""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Final, NamedTuple

from zq_pipeline.grammar.frame_words import unranked
from zq_pipeline.grammar.nominal import Before, cut_middle
from zq_pipeline.reading.figures.asked import BARE_HEADS, PLACED, STEPS, Asked, Told
from zq_pipeline.reading.figures.cut import Clauses, Cut
from zq_pipeline.reading.figures.name_rules import RULES
from zq_pipeline.reading.figures.notes import Trace

_PRONOUNS: Final = frozenset(
    (
        "地",
        "各地",
        "这",
        "其",
        "高的",
        "低的",
        "情况下",
        "目前",
        "现",
        "在建",
        "现有",
        "仍然",
        "剩余",
        "折合",
        "约合",
    )
)
_TERM: Final = re.compile("是?上一?个?(?:五年|任期|届)?$|是?上一个")
_YEARS: Final = re.compile(
    "[一二两三四五六七八九十多几数]{1,3}年(?:来|间)?|“?[十一二三四五六七八九]{1,2}五”?(?:时期|期间)?"
)
_PRODUCER: Final = re.compile(
    r"(?:[^\d]*\d[大个家])?(?!全[国省市县区镇乡]|我|一季度|[上下]半年)([^\d完实]{2,24}?)(?:共|累计|已)?(?:完成|实现)(?:总?产[值量]|产值|金额)$"
)
"""Who made so much (3大茶企完成产值)."""
_ORDINAL: Final = re.compile(r"第[\d一二三四五六七八九十]{1,3}[个批期条座家次]?")
_WORDS: Final = re.compile("[一-鿿A-Za-z]")
_DURATION: Final = re.compile(r"(?<=..)(?<!\d)\d++(?:个工作日|个月|天|小时|分钟)$")
_PER: Final = re.compile("(?<=..)(?:平均)?每[十百千]?\\d{0,3}(?:公斤|斤|吨|亩|公里)$")
_JOINT: Final = ("、", ",", "和", "及")
_FOR: Final = ("为", "向", "给")


class Candidate(NamedTuple):
    """A name that was proposed for a number: of what kind it is, and by which rule."""

    name: str
    kind: str
    rule: str


def _no_name(noun: str, said: str, placed: bool) -> str:
    """各地, 基础上, 大关, 第二个: no name."""
    if noun in _PRONOUNS or noun.endswith((*STEPS, "基础上")) or _TERM.match(noun):
        return ""
    return "" if _YEARS.fullmatch(noun) or _ORDINAL.fullmatch(noun) or not _WORDS.search(noun) else noun


def _producer(noun: str, said: str, placed: bool) -> str:
    """3大茶企完成产值: 茶企产值."""
    whose = _PRODUCER.match(said) if noun in BARE_HEADS and noun != said else None
    return whose[1] + noun if whose else noun


def _placed(noun: str, said: str, placed: bool) -> str:
    """综合实力位列全国茶乡第3: 综合实力."""
    return unranked(noun) if placed else noun


def _timed(noun: str, said: str, placed: bool) -> str:
    """办理时限3个工作日: 办理时限; 收购价平均每50公斤(提高): 收购价."""
    return _PER.sub("", _DURATION.sub("", noun))


CLEAN_RULES: Final[tuple[Callable[[str, str, bool], str], ...]] = (_no_name, _producer, _placed, _timed)
"""Each takes from a noun, which stood in what was ``said``, what is no part of a name; ``placed``: of a number that is a place in an order."""


@lru_cache(maxsize=16384)
def _clean(said: str, placed: bool) -> str:
    """What of the words ``said`` before a number may be its name."""
    noun = cut_middle(said)
    for step in CLEAN_RULES:
        noun = step(noun, said, placed)
    return noun


def _counted(noun: str, cut: Cut, told: Told) -> str:
    """9项监测指标已有6项(达标), 为60家茶厂减租300万元, 4个村超过5万元: what was counted before is not what this number is of."""
    last = told.last
    if len(noun) > 1 and cut.text.startswith(last, cut.low):
        noun = last if last.endswith(noun) else noun
        if cut.text.endswith(_FOR, 0, cut.prior) and len(noun) > len(last) + 1:
            noun = noun.removeprefix(last)
    told_of = noun == last or (noun.endswith("级") and last.startswith(noun))  # 3个国家级、8个省级茶叶实验室
    return "" if told_of and cut.text.endswith(_JOINT, 0, cut.number.start) else noun


def asked(clauses: Clauses, i: int, b: Before, told: Told) -> Asked:
    """Number ``i`` with the noun before it, as far as that may be its name."""
    cut = clauses.cuts[i]
    noun = _clean(b.noun, cut.number.kind in PLACED)
    if told.rule == "noun_after" and told.last:
        noun = _counted(noun, cut, told)
    return Asked(clauses, i, noun, b, told)


def candidates(a: Asked) -> Iterator[Candidate]:
    """The names that are proposed for a number, the best first."""
    marks = _LIKE.intersection(a.noun)
    for propose, kind, rule in _asked_of(a.noun != "", a.last != "", a.of, marks):
        if (name := propose(a)) and (name := name.strip()):
            yield Candidate(name, kind, rule)


@cache
def _asked_of(
    noun: bool, last: bool, of: str, marks: frozenset[str]
) -> tuple[tuple[Callable[[Asked], str], str, str], ...]:
    """The rules for a number with or without a ``noun`` before it, which has ``marks``, and a ``last`` name before that, ``of`` money, a share, things or a place."""
    return tuple(
        (rule.propose, rule.kind, rule.propose.__name__)
        for rule in RULES
        if rule.noun in (None, noun)
        and last >= rule.last
        and rule.of in ("", of)
        and (rule.like is None or not rule.like.isdisjoint(marks))
    )


_LIKE: Final = frozenset[str]().union(*(rule.like for rule in RULES if rule.like))


def chosen(clauses: Clauses, i: int, b: Before, told: Told, trace: Trace | None) -> Candidate:
    """The name of number ``i`` with the words ``b`` before it; the name is empty if there is none. ``trace`` is told of all candidates, the best first."""
    proposed = candidates(asked(clauses, i, b, told))
    if trace:
        every = [*proposed]
        for c in every:
            trace(clauses.cuts[i].number.start, "candidate", f"{c.name} ({c.kind} by {c.rule})")
        proposed = iter(every)
    return next(proposed, Candidate("", "none", "none"))
