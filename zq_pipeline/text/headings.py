"""Blocks of text and the headings at their beginning.

A block is a paragraph: a line, or, where a page has run its paragraphs together, what follows a blank after the end of a
sentence, before a label, or after a heading. Only the beginning of a block is looked at, so that 一是 in the middle of
a sentence stays the sentence's.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from zq_pipeline.lexicon import headings as words
from zq_pipeline.text.span import Span

LABEL: Final = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in words.LABELS))
_BLANK: Final = re.compile(r"\s(?:(?<=[\r\n])[\r\n]*|(?<![\r\n])[^\S\r\n]*)")
_STOP: Final = re.compile(r"[。！？!?;：:\r\n]")
_FIGURES: Final = re.compile(r"\d(?!\d{0,3}年)|百分之")
_ROW: Final = re.compile(r"[^\s|][^\S\r\n]*\|[^\S\r\n]*[^\s|]|\t[^\t\r\n]+\t")
_NUMBER: Final = re.compile(rf"\d+|[{words.DIGITS}]+")
_PART_WORDS: Final = (*words.REVIEW, *words.PLAN, *words.WHEN)
_ENDS: Final = "。！？!?;；”’…"

RANK: Final = {kind: rank for rank, (kind, _) in enumerate(words.LABELS)} | {
    "title": -1,
    "bare": 0,
    "lead": len(words.LABELS),
    "item": len(words.LABELS) + 1,
}
_LONGEST: Final = {"part": 60, "section": 60, "sub": 60, "point": 40, "small": 40, "run": 40}
_LOOK_BACK: Final = 80
_BARE: Final = 40
_HALTS: Final = ",:、;…"
_LEAD: Final = 24


class Heading(NamedTuple):
    """A heading as printed: ``span`` is label and words, ``kind`` a key of RANK (``item``: a label alone, before a long paragraph), ``text`` the words without the label."""

    span: Span
    kind: str
    label: str
    ordinal: int | None
    text: Span


class Block(NamedTuple):
    """A paragraph and the heading that it opens with, if any; ``lead`` is one that only its neighbours can confirm."""

    span: Span
    heading: Heading | None


def blocks(folded: str, start: int, end: int) -> Iterator[Block]:
    """The paragraphs of ``folded[start:end]``, left to right, without the blanks around them.

    >>> text = "一、去年工作总结 (一)工业向好。 一是产值增长。完成产值9亿元。 二是投资回升。到位2亿元。"
    >>> [text[slice(*b.heading.span)] for b in blocks(text, 0, len(text)) if b.heading]
    ['一、去年工作总结', '(一)工业向好。', '一是产值增长。', '二是投资回升。']
    """
    at = start
    for blank in _BLANK.finditer(folded, start, end):
        if blank.start() > at and _breaks(folded, at, blank):
            yield block(folded, at, blank.start())
            at = blank.end()
        elif blank.start() == at:
            at = blank.end()
    if at < end:
        yield block(folded, at, end)


def _breaks(folded: str, at: int, blank: re.Match[str]) -> bool:
    if blank[0][0] in "\r\n" or folded[blank.start() - 1] in _ENDS:
        return True
    if LABEL.match(folded, blank.end()):
        return True
    # A heading is short, and so is the look back: the cost stays in proportion to the length.
    if blank.start() - at > _LOOK_BACK or not (label := LABEL.match(folded, at)):
        return False
    alone = label.end() >= blank.start()  # 一、 过去五年工作回顾: the label and its words
    return not alone and not _STOP.search(folded, at, blank.start())


def block(folded: str, start: int, end: int) -> Block:
    """The block at ``start`` to ``end``, less the blanks around it, with its heading."""
    span = start, end = _strip(folded, start, end)
    in_cells = folded.find("|", start, end) >= 0 or folded.find("\t", start, end) >= 0
    if in_cells and _ROW.search(folded, start, end):
        return Block(span, None)
    if label := LABEL.match(folded, start, end):
        return Block(span, _labelled(folded, label, end))
    if folded.startswith(words.ADDRESS, start) or folded[start] == "|":
        return Block(span, None)
    stop = _STOP.search(folded, start, end)
    words_end = stop.start() if stop else end
    text = Span(start, words_end)
    said = text.cut(folded)
    if is_title_line(folded[start:end]):
        text = Span(start, end)
        return Block(span, Heading(text, "bare", "", None, text))
    whole = stop is not None and stop[0] == "。"
    if (
        whole
        and 4 <= len(said) <= _LEAD
        and folded[start] not in ")”’,、"
        and not _FIGURES.search(said)
        and not re.search("[,、]", said)
    ):
        return Block(span, Heading(Span(start, words_end + 1), "lead", "", None, text))
    return Block(span, None)


def is_title_line(line: str) -> bool:
    """Whether a line without a label is a heading of a part.

    >>> is_title_line("站在新起点:2030年工作回顾"), is_title_line("2030年工作回顾如下:"), is_title_line("柳溪镇人民政府")
    (True, False, False)
    """
    stops = {stop[0] for stop in _STOP.finditer(line)}
    return (
        len(line) <= _BARE
        and stops <= {":"}
        and line[-1] not in _HALTS
        and "|" not in line
        and not _FIGURES.search(line)
        and bool(part_words(line))
    )


def _labelled(folded: str, label: re.Match[str], end: int) -> Heading | None:
    kind = label.lastgroup or "run"
    stop = _STOP.search(folded, label.end(), end)
    closed = stop is None or stop[0] in "。：:"
    words_end = stop.start() if stop else end
    said = folded[label.end() : words_end]
    alone = stop is None or stop.end() == end
    short = closed and 0 < len(said.strip()) <= _LONGEST[kind]
    figures = _FIGURES.search(said) is not None
    number = _NUMBER.search(label[0])
    ordinal = ordinal_of(number[0]) if number else None
    if short and (not figures or (kind in words.OUTER and alone)):
        full = words_end + (1 if stop and stop[0] == "。" else 0)
        return Heading(Span(label.start(), full), kind, label[0], ordinal, _strip(folded, label.end(), words_end))
    if kind in words.OUTER:
        return Heading(Span(label.start(), label.end()), "item", label[0], ordinal, Span(label.end(), label.end()))
    return None


def _strip(folded: str, start: int, end: int) -> Span:
    while start < end and folded[start].isspace():
        start += 1
    while end > start and folded[end - 1].isspace():
        end -= 1
    return Span(start, end)


def ordinal_of(digits: str) -> int:
    """The number of a label.

    >>> [ordinal_of(d) for d in ("三", "十", "十二", "二十一", "7")]
    [3, 10, 12, 21, 7]
    """
    if digits.isdecimal():
        return int(digits)
    tens, ten, ones = digits.rpartition("十")
    value = words.DIGITS.find(ones[-1:]) + 1 if ones else 0
    return value + (10 * (words.DIGITS.find(tens[-1:]) + 1 if tens else 1) if ten else 0)


def part_words(said: str) -> str:
    """The first word of ``said`` that a heading of the review, or of the plan, or of either has, or nothing.

    >>> part_words("2031年工作回顾"), part_words("今后五年"), part_words("工业")
    ('回顾', '今后五年', '')
    """
    return next((word for word in _PART_WORDS if word in said), "")
