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
        # Most places hold no word of the list, and the character there tells so.
        self._by_first = _lengths(self.words, 0)
        self._by_last = _lengths(self.words, -1)

    def at_end(self, text: str, end: int) -> str:
        """The longest word that ``text[:end]`` ends with."""
        lengths = self._by_last.get(text[end - 1 : end])
        if lengths is not None:
            for n in lengths:
                if n <= end and text[end - n : end] in self.words:
                    return text[end - n : end]
        return ""

    def at_start(self, text: str, start: int) -> str:
        """The longest word at ``text[start:]``."""
        lengths = self._by_first.get(text[start : start + 1])
        if lengths is not None:
            for n in lengths:
                word = text[start : start + n]
                if word in self.words:
                    return word
        return ""


def _lengths(words: Iterable[str], at: int) -> dict[str, tuple[int, ...]]:
    """How long the words with each character ``at`` their first or last place are, the longest first."""
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[at], set()).add(len(word))
    return {character: tuple(sorted(lengths, reverse=True)) for character, lengths in found.items()}


def words(text: str) -> tuple[str, ...]:
    """The words of ``text``, which white space divides.

    >>> words("亩 公顷")
    ('亩', '公顷')
    """
    return tuple(text.split())
