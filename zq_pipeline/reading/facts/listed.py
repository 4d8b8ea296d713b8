"""Names that the list around them tells: 澄芯、禾木电子等企业, 引沅济柏等3个项目."""

import re
from collections.abc import Iterator
from typing import Final

from zq_pipeline.lexicon import entities as lexicon
from zq_pipeline.lexicon.entities import either
from zq_pipeline.reading.document.area import is_area
from zq_pipeline.reading.facts.clause import verb_end
from zq_pipeline.reading.facts.headed import COMPANY_HEADS, balanced, heads, names_class
from zq_pipeline.reading.facts.name_words import (
    BREAK,
    Found,
    Token,
    body,
    is_bare_name,
    is_letter,
    opens_own,
    unloosen,
    word_before,
)
from zq_pipeline.text.span import Span

_CLAUSE_BREAK: Final = re.compile(r"[,。;:!?\s|]")
_LISTED: Final = re.compile(r"[^、]+")
_OF_AREA: Final = re.compile(f"(?P<area>.{{2,3}}?)(?:{either(COMPANY_HEADS)})")
_LIST: Final = re.compile(
    rf"[等两二三四五六七八九十\d](?:(?<=等)(?<!高等)(?!级)|(?<=[一-鿿][^等])(?=个))(?P<between>[^{BREAK}等()]{{0,8}}?)(?P<head>{either(lexicon.LIST_HEADS)})"
)
_OTHERS: Final = re.compile("领域|方面|手段|惠及")
"""what tells that a list closes before the noun: 演艺、票务等领域引育一批领军企业"""
_COST: Final = re.compile(r"(?:计划|总)?投资[超近约]?[\d.]+[万亿]*元的")
_SETTLED: Final = frozenset({"town", "village"})
"""Kinds that a list closes with, whatever its members end in: 松湖关、天生桥等小城镇."""
_SHARED: Final = frozenset({"company", "village", "town", "venue", "park"})
"""kinds that a name without a head takes from its neighbour"""
_HEADED_PARK: Final = re.compile(rf"(?:{either(w for w, k in lexicon.HEADS.items() if k == 'park' and len(w) > 2)})$")
_CLOSED: Final = re.compile("(?:、[^、,。;]{2,6}){0,4}等")
"""what tells that a list closes with a class of its own: 沅口、丁村等遗迹"""
_MEMBER: Final = re.compile(rf"[^{BREAK}等和及与()]{{2,10}}(?=[、等和及与])")
_LAST_BREAK: Final = re.compile(f".*[{BREAK}]", re.DOTALL)
_FARTHEST: Final = 16
_NAMED_WORK: Final = 6
_LONGEST_FIRM: Final = 8
_LONG_WORK: Final = 9
"""So many characters of common words tell works apart: 化工园区污水专管建设."""


def lists(text: str, start: int, end: int) -> Iterator[Found]:
    """The members of a list that a class noun closes: 澄芯、禾木电子等企业."""
    for match in _LIST.finditer(text, start, end):
        before = text[max(start, match.start() - 120) : match.start()]
        left = match.start() - len(_CLAUSE_BREAK.split(before)[-1])
        kind = lexicon.LIST_HEADS[match["head"]]
        if _OTHERS.search(match["between"]):
            continue
        begin = verb_end(text, Span(left, match.start()))
        named: list[Found] = []
        lone = kind == "project"
        for number, member in enumerate(_LISTED.finditer(text, begin or left, match.start())):
            if balanced(member[0]):
                found, shows = _member(text, Span(*member.span()), kind, is_first=number == 0 and begin is None)
                named += [found] if found else []
                lone = lone and not shows
        company = any(found.kind == "company" for found in named)
        for found in named:
            yield found._replace(
                kind="company" if found.weak and company else found.kind, group=match.start(), lone=lone
            )


def _member(text: str, span: Span, kind: str, *, is_first: bool) -> tuple[Found | None, bool]:
    """What a member of a list of ``kind`` names, and whether it shows that the members are names."""
    cost = _COST.match(text, *span)
    begin, close = cost.end() if cost else span.start, span.end
    tokens = body(text, close, begin, works=True)
    if is_first and not cost:
        begin = tokens[0].start if tokens else close
    headed = list(heads(text, begin, close))
    tokens = unloosen(text, tokens)
    if found := next((found for found in headed if found.span.end == close), None):
        if (
            found.kind == kind == "company"
            and 0 < found.span.start - begin <= 2
            and word_before(text, found.span.start, begin)
        ):
            found = found._replace(span=Span(begin, close))  # 古城禾木集团
        if kind == "project" and (cost or (found.kind == kind and opens_own(text, begin, close))):
            found = found._replace(span=Span(begin, close))
        return found._replace(kind=kind) if kind in _SETTLED else found, True
    if (
        is_bare_name(text, begin, close)
        and not is_area(text[begin:close])
        and not _is_firm_of(text, kind, begin, close)
    ):
        return Found(Span(begin, close), kind, weak=True), bool(headed)
    if kind == "project":
        return _work(text, tokens, Span(begin, close), bool(cost), bool(headed))
    named = _is_firm_of(text, kind, begin, close) or (
        kind == "company" and close - begin <= _LONGEST_FIRM and _names_firm(tokens, begin)
    )
    made = kind == "brand" and close - begin <= 6 and any(is_area(text[begin : begin + n]) for n in (2, 3))
    return (Found(Span(begin, close), kind) if named or made else None), bool(headed) or made  # 沅州榨菜


def _is_firm_of(text: str, kind: str, begin: int, close: int) -> bool:
    """Whether a member of a list of firms is called after a place: 清溪电气."""
    own = _OF_AREA.fullmatch(text, begin, close) if kind == "company" else None
    return own is not None and is_area(own["area"])


def _work(text: str, tokens: list[Token], span: Span, costed: bool, headed: bool) -> tuple[Found | None, bool]:
    """What a member of a list of projects names without a head, and whether it shows that the members are names."""
    begin, close = span
    if close - begin >= _NAMED_WORK - costed and opens_own(text, begin, close):
        return Found(span, "road" if text[close - 1] == "段" else "project"), True  # 澄芯新能源汽车动力电池
    if _is_work(text, tokens, begin, close):
        return Found(Span(tokens[0].start, close), "project"), True
    firm = close - begin <= _LONGEST_FIRM and bool(tokens) and _names_firm(tokens, begin)
    return (Found(span, "project", weak=True) if firm else None), headed


def _begins_with_name(tokens: list[Token], begin: int) -> bool:
    """Whether the words from ``begin`` on open with two uncommon characters."""
    front = [token for token in tokens[:2] if token.own]
    return bool(front) and front[0].start == begin and sum(token.end - token.start for token in front) >= 2


def _names_firm(tokens: list[Token], begin: int) -> bool:
    """Whether the words from ``begin`` on hold two uncommon characters: 世纪澄芯."""
    own = sum(token.end - token.start for token in tokens if token.own)
    return own >= 2 and tokens[0].start == begin


def _is_work(text: str, tokens: list[Token], begin: int, close: int) -> bool:
    """Whether a member of a list of projects names a work by words that tell it apart: 引沅济柏, 化工园区污水专管建设."""
    if close - begin >= _NAMED_WORK and _begins_with_name(tokens, begin):
        return True
    if not tokens or close - tokens[0].start < 5 or word_before(text, close, begin) not in lexicon.WORKS:
        return False
    return close - tokens[0].start >= _LONG_WORK or any(token.own for token in tokens)


def neighbours(text: str, start: int, end: int, finds: list[Found]) -> Iterator[Found]:
    """Members of a list beside a name that was found, where they look like names too: 澄芯电子、禾木、栎阳车轮.

    ``finds`` are in text order; a neighbour may lead to the next.
    """
    taken = {found.span.start for found in finds} | {found.span.end for found in finds}
    for found in finds:
        if found.kind not in _SHARED or found.weak or (found.kind == "village" and _CLOSED.match(text, found.span.end)):
            continue
        at = found.span.end
        while at < end and text[at] == "、" and (stop := _MEMBER.match(text, at + 1, end)):
            span = Span(at + 1, stop.end())
            if span.start in taken or not _alike(text, span, found.kind):
                break
            taken.update(span)
            yield Found(span, found.kind)
            at = span.end
        at = found.span.start
        while at > start and text[at - 1] == "、" and at not in taken - {found.span.start}:
            begin = _member_start(text, start, at - 1)
            span = Span(begin, at - 1)
            if span.end in taken or begin >= at - 1 or not _alike(text, span, found.kind):
                break
            taken.update(span)
            yield Found(span, found.kind)
            at = begin


def _member_start(text: str, start: int, end: int) -> int:
    """Where the member of a list that ends at ``end`` begins: behind a break, or the verb that governs the list."""
    left = max(start, end - _FARTHEST)
    broken = _LAST_BREAK.match(text, left, end)
    left = broken.end() if broken else left
    return verb_end(text, Span(left, end)) or left


def _alike(text: str, span: Span, kind: str) -> bool:
    """Whether ``span`` may be a name of ``kind`` beside another: uncommon characters alone, or opening with two of them."""
    begin, close = span
    if is_area(text[begin:close]):
        return False
    if kind == "company":
        tokens = body(text, close, begin)
        return 2 <= close - begin <= _LONGEST_FIRM and bool(tokens) and _names_firm(tokens, begin)
    if kind == "park":
        named = close - begin >= 5 and is_letter(text[begin]) and not names_class(text, span, kind)
        return named and _HEADED_PARK.search(text, begin, close) is not None
    return is_bare_name(text, begin, close)
