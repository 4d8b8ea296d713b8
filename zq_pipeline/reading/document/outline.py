"""The outline of a report: its sections as a tree, and under them its statements.

Every character of the body other than white space belongs to exactly one heading or statement.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from zq_pipeline.reading.records import Part, Section, Statement
from zq_pipeline.text.headings import RANK, Block, Heading, blocks
from zq_pipeline.text.span import Span

_CLOSERS: Final = "”’\"')》」』"
_OPEN: Final = {"“": "”", "(": ")", "《": "》", "‘": "’"}
_HELD: Final = 60
_POINTS: Final = re.compile(r"[。！？!?;\r\n“”‘’()《》]")


class Outline(NamedTuple):
    """The sections and the statements of a report, each in text order; what part they are of, the scope tells."""

    sections: tuple[Section, ...]
    statements: tuple[Statement, ...]


def outline(source: str, folded: str, title: Span, body: Span) -> Outline:
    """Sections and statements of ``source[body]``; ``title`` is the heading of the section at level 0 (may be empty; there is
    no such section where the text begins with another heading).

    >>> from zq_pipeline.text.folding import fold
    >>> text = "一、2031年工作总结\\n一是工业向好。产值9亿元；利润1亿元。\\n二、2032年工作思路\\n力争产值10亿元。"
    >>> sections, statements = outline(text, fold(text), Span(0, 0), Span(0, len(text)))
    >>> [(s.level, s.label, s.heading) for s in sections]
    [(1, '一、', '2031年工作总结'), (2, '一是', '工业向好'), (1, '二、', '2032年工作思路')]
    >>> [s.span.cut(text) for s in statements]
    ['产值9亿元；', '利润1亿元。', '力争产值10亿元。']
    """
    paragraphs = _confirmed(tuple(blocks(folded, body.start, body.end)))
    tree = _Tree(source, folded, title)
    statements: list[Statement] = []
    for paragraph in paragraphs:
        start = paragraph.span.start
        if paragraph.heading:
            tree.open(paragraph.heading)
            start = paragraph.heading.span.end
        for span in sentences(folded, start, paragraph.span.end):
            tree.ordinal += 1
            statements.append(Statement(span, tree.section, tree.ordinal))
    return Outline(_rooted(tree.sections), tuple(statements))


def _rooted(sections: Sequence[Section]) -> tuple[Section, ...]:
    """``sections``, without the root where it has no words and a heading stands at its place: no two rows share a key."""
    root, *below = sections
    if not below or below[0].span.start != root.span.start:
        return tuple(sections)
    return tuple(replace(section, parent=None) if section.level == 1 else section for section in below)


def sentences(folded: str, start: int, end: int) -> Iterator[Span]:
    """The sentences of ``folded[start:end]``; an end inside short quotes or brackets is none.

    >>> text = "获评“干在先。走在前”称号。新建3座;改造2座"
    >>> [s.cut(text) for s in sentences(text, 0, len(text))]
    ['获评“干在先。走在前”称号。', '新建3座;', '改造2座']
    """
    at = start
    skip = start
    for point in _POINTS.finditer(folded, start, end):
        mark = point[0]
        if point.start() < skip:
            continue
        if mark in _OPEN:
            close = folded.find(_OPEN[mark], point.end(), min(end, point.end() + _HELD))
            skip = close + 1 if close >= 0 else skip
        elif mark in "。！？!?;\r\n":
            stop = point.end()
            while stop < end and folded[stop] in _CLOSERS:
                stop += 1
            yield from _trimmed(folded, at, stop)
            at = stop
    yield from _trimmed(folded, at, end)


def _trimmed(folded: str, start: int, end: int) -> Iterator[Span]:
    while start < end and folded[start].isspace():
        start += 1
    while end > start and folded[end - 1].isspace():
        end -= 1
    if end > start:
        yield Span(start, end)


def _confirmed(paragraphs: tuple[Block, ...]) -> tuple[Block, ...]:
    """Take a short first sentence for a heading only where paragraphs around it, under one heading, open the same way."""
    result: list[Block] = []
    run: list[Block] = []

    def close() -> None:
        leads = sum(b.heading is not None and b.heading.span.end < b.span.end for b in run)
        keep = leads >= 2 and leads * 2 >= len(run)
        result.extend(b if keep and b.heading and b.heading.span.end < b.span.end else Block(b.span, None) for b in run)
        run.clear()

    for block in paragraphs:
        if block.heading is None or block.heading.kind == "lead":
            run.append(block)
        else:
            close()
            result.append(block)
    close()
    return tuple(result)


class _Tree:
    """Sections so far, and the branch that is open."""

    def __init__(self, source: str, folded: str, title: Span) -> None:
        self.source, self.folded = source, folded
        root = Section(title, None, 0, Part.PREAMBLE, "", None, title.cut(source))
        self.sections = [root]
        self.branch: list[tuple[int, Section]] = [(RANK["title"], root)]
        self.ordinal = 0

    @property
    def section(self) -> int:
        return self.branch[-1][1].span.start

    def open(self, heading: Heading) -> None:
        """Hang ``heading`` under the innermost open section of a higher rank."""
        rank = RANK[heading.kind]
        while self.branch[-1][0] >= rank:
            self.branch.pop()
        parent = self.branch[-1][1]
        start = heading.span.start
        label = self.source[start : start + len(heading.label)].strip()
        words = heading.text.cut(self.source).strip()
        section = Section(
            heading.span, parent.span.start, len(self.branch), Part.PREAMBLE, label, heading.ordinal, words
        )
        self.sections.append(section)
        self.branch.append((rank, section))
