"""A stretch of source text, counted in code points."""

from typing import NamedTuple


class Span(NamedTuple):
    """``source[start:end]``: where words stand in the decoded source.

    >>> Span(2, 4).cut("完成101亿元")
    '10'
    >>> Span(2, 4).join(Span(7, 9))
    Span(start=2, end=9)
    """

    start: int
    end: int

    def cut(self, source: str) -> str:
        """The words themselves."""
        return source[self.start : self.end]

    def stripped(self, source: str) -> "Span":
        """The span without the blanks at its ends.

        >>> Span(3, 7).stripped("打造“ 清桥 ”")
        Span(start=4, end=6)
        """
        words = self.cut(source)
        start = self.start + len(words) - len(words.lstrip())
        return Span(start, max(start, self.start + len(words.rstrip())))

    def join(self, other: "Span") -> "Span":
        """The shortest span that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end
