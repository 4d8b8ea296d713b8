"""A statement, cut once: its clauses, and each of its numbers with the words before and after it. All later steps read this, none cuts again."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from zq_pipeline.grammar.nominal import Before, before
from zq_pipeline.grammar.noun_after import after
from zq_pipeline.grammar.quantity import LABEL, Quantity
from zq_pipeline.text.span import Span

_BREAK: Final = re.compile(r"[,。;:!?\n]")
_TIMES: Final = ("次", "遍")
"""Units of deeds: what follows them may begin with a verb (检查12次)."""


@dataclass(slots=True)
class Cut:
    """One number and the words around it, by their offsets in the text."""

    text: str
    number: Quantity
    low: int
    """Where the words that are its own begin: its clause, or what follows the number before."""
    clause: int
    """Where its clause begins, the numbers before it included."""
    prior: int
    previous: int
    """Where the number before begins and ends, or the statement begins."""
    limit: int
    """Where the number after begins, or the statement ends."""
    _before: Before | None = None
    _follows: str | None = None

    @property
    def before(self) -> Before:
        """The noun before the number, and what the words between them say; found once."""
        if self._before is None:
            self._before = before(self.text, self.low, self.number.start)
        return self._before

    @property
    def said(self) -> str:
        """All its own words before the number."""
        return self.text[self.low : self.number.start]

    @property
    def follows(self) -> str:
        """The noun after the number, or nothing; found once."""
        if self._follows is None:
            q = self.number
            verbs = q.unit in _TIMES and not self.before.noun
            self._follows = after(self.text, q.end, self.limit, verbs=verbs, unit=q.unit)
        return self._follows


class Clauses:
    """The clauses of one statement and the numbers that are read in it, in text order."""

    def __init__(self, text: str, span: Span, numbers: Sequence[Quantity]) -> None:
        """Cut the statement at ``span`` of ``text``.

        >>> from zq_pipeline.grammar.quantity import quantities
        >>> text = "茶园面积扩大,产值达到3亿元、增长8%,新建茶厂5家。"
        >>> cuts = Clauses(text, Span(0, len(text)), [*quantities(text)]).cuts
        >>> [(c.said, c.before.noun, c.before.change, text[c.clause : c.low], c.follows) for c in cuts]
        [('产值达到', '产值', 0, '', ''), ('、增长', '', 1, '产值达到3亿元', ''), ('新建茶厂', '茶厂', 0, '', '')]
        """
        self.text, self.begin = text, span.start
        self.breaks = [m.start() for m in _BREAK.finditer(text, span.start, span.end)]
        label = LABEL.match(text, span.start)
        self.cuts = tuple(self._cut(numbers, span, label.end() if label else span.start))

    def _cut(self, numbers: Sequence[Quantity], span: Span, edge: int) -> Iterator[Cut]:
        prior = previous = span.start
        last: Cut | None = None
        for i, q in enumerate(numbers):
            at = bisect_left(self.breaks, q.start)
            if at and self.breaks[at - 1] >= previous:
                edge = max(edge, self.breaks[at - 1] + 1)
            limit = numbers[i + 1].start if i + 1 < len(numbers) else span.end
            low = max(edge, previous)
            if last and low == previous and "、" in self.text[low + 1 : q.start]:
                low = self._taken(last, low)
            last = Cut(self.text, q, low, edge, prior, previous, limit)
            yield last
            prior, previous = q.start, q.end

    def _taken(self, last: Cut, low: int) -> int:
        """Where the words of the next number begin, once the noun that the ``last`` number counts is off them (8名茶农、补助3万元)."""
        noun = low + self.text.startswith("的", low)
        follows = f"{last.follows}、"
        return noun + len(follows) if len(follows) > 1 and self.text.startswith(follows, noun) else low

    def back(self, high: int, low: int) -> Iterator[str]:
        """The clauses of ``text[low:high]``, the last first; no words at all are a clause, too."""
        at, end = bisect_left(self.breaks, high), high
        while at and self.breaks[at - 1] >= low:
            at -= 1
            yield self.text[self.breaks[at] + 1 : end]
            end = self.breaks[at]
        yield self.text[low:end]
