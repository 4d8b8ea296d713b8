"""Patterns built from word lists."""

import re
from collections.abc import Iterable


def either(words: Iterable[str]) -> str:
    """A pattern for any of ``words``, the longest first.

    >>> either(("万", "万亿", "亿"))
    '(?:万亿|万|亿)'
    """
    return f"(?:{'|'.join(map(re.escape, sorted(set(words), key=lambda w: (-len(w), w))))})"


class Words:
    """A word list that can be asked which of its words a text begins or ends with.

    >>> ends = Words(("达到", "到"))
    >>> ends.at_end("产值达到", 4), ends.at_start("到达", 0), ends.at_end("产值", 2)
    ('达到', '到', '')
    """

    def __init__(self, words: Iterable[str]) -> None:
        """Take the ``words``; order does not matter."""
        self.words = frozenset(words)
        self.lengths = sorted({len(w) for w in self.words}, reverse=True)

    def at_end(self, text: str, end: int) -> str:
        """The longest word that ``text[:end]`` ends with."""
        for n in self.lengths:
            if n <= end and text[end - n : end] in self.words:
                return text[end - n : end]
        return ""

    def at_start(self, text: str, start: int) -> str:
        """The longest word at ``text[start:]``."""
        for n in self.lengths:
            word = text[start : start + n]
            if len(word) == n and word in self.words:
                return word
        return ""


def words(text: str) -> tuple[str, ...]:
    """The words of ``text``, which white space divides.

    >>> words("亩 公顷")
    ('亩', '公顷')
    """
    return tuple(text.split())
