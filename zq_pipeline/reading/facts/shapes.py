"""Names told by their shape alone: known ones, numbers, ordinals, a shared head, whom one works with."""

import re
from collections.abc import Iterator
from typing import Final

from zq_pipeline.lexicon import entities as lexicon
from zq_pipeline.lexicon.entities import either
from zq_pipeline.reading.document.area import is_area
from zq_pipeline.reading.facts.name_words import BREAK, Found, body, is_bare_name, is_letter, word_before
from zq_pipeline.text.finder import Finder
from zq_pipeline.text.span import Span

_EVENT_HEAD: Final = either(word for word, kind in lexicon.HEADS.items() if kind == "event")
_ORDINAL: Final = re.compile(
    rf"(?:第[一二三四五六七八九十百零〇\d]{{1,4}}届|[一二三四五六七八九十]{{1,3}}届)(?:“[^”]{{1,12}}”)?[^{BREAK}]{{0,18}}?(?:{_EVENT_HEAD})(?!事)"
)
_NUMBERED_ROAD: Final = re.compile(
    r"(?<![A-Za-z0-9])(?:[GSXY]\d{2,4}(?:[国省县乡]道|高速公路|高速|线)?|\d{3}[国省县]道)(?![A-Za-z0-9])"
)
_NUMBERED_NAME: Final = re.compile(r"[一二三四五六七八九十\d]{1,2}号(?:旅游)?(?:公路|大道|风景道)")
_SHARED: Final = re.compile("、(?=(?:[一-鿿]{2,3}、){0,3}[一-鿿]{2,3}(?:高铁|高速公路|高速|铁路|城际))")
_KNOWN_NAMES: Final = Finder(lexicon.KNOWN)
_PARTNER: Final = re.compile(rf"[与同和](?P<name>[^{BREAK}与和同等的]{{2,10}}?)(?:开展|深化|达成)?(?:战略)?合作")
_COMPANY_HEADS: Final = tuple(word for word, kind in lexicon.HEADS.items() if kind == "company")
_REACH: Final = 16
"""How far left of its number the name of a road may begin."""


def known(text: str, start: int, end: int) -> Iterator[Found]:
    """Names that any report may print."""
    for span in _KNOWN_NAMES.spans(text, start, end):
        yield Found(span, lexicon.KNOWN[span.cut(text)])


def ordinals(text: str, start: int, end: int) -> Iterator[Found]:
    """Events that are numbered: 第三届清溪龙舟大赛."""
    for match in _ORDINAL.finditer(text, start, end):
        yield Found(Span(*match.span()), "event")


def numbered(text: str, start: int, end: int) -> Iterator[Found]:
    """Roads by their numbers: G318国道, 205省道."""
    for match in _NUMBERED_ROAD.finditer(text, start, end):
        yield Found(Span(*match.span()), "road")


def numbered_names(text: str, start: int, end: int) -> Iterator[Found]:
    """Roads with a name and a number: 清溪古都一号旅游公路."""
    for match in _NUMBERED_NAME.finditer(text, start, end):
        tokens = body(text, match.start(), max(start, match.start() - _REACH))
        if tokens and match.start() - tokens[0].start >= 2:
            yield Found(Span(tokens[0].start, match.end()), "road")


def shared(text: str, start: int, end: int) -> Iterator[Found]:
    """Lines that share the head of the last of them: 清沙、沅禾高铁."""
    for match in _SHARED.finditer(text, start, end):
        span = Span(max(start, match.start() - 2), match.start())
        before = text[span.start - 1 : span.start]
        free = not is_letter(before) or before in lexicon.STOPS or bool(word_before(text, span.start, start))
        if free and is_bare_name(text, *span) and not is_area(span.cut(text)):
            yield Found(span, "road")


def partners(text: str, start: int, end: int) -> Iterator[Found]:
    """Whom one works with: 与禾木智联合作, 澄芯与禾木合作."""
    for match in _PARTNER.finditer(text, start, end):
        span = Span(*match.span("name"))
        if is_bare_name(text, *span) or match["name"].endswith(_COMPANY_HEADS):
            yield Found(span, "company")
            other = body(text, match.start(), start)
            if other and is_bare_name(text, other[0].start, match.start()):
                yield Found(Span(other[0].start, match.start()), "company")
