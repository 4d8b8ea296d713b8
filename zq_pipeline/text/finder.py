"""Finds many known names in a text in one pass."""

import re
from collections.abc import Iterable, Iterator

from zq_pipeline.text.span import Span


class Finder:
    """Finds names of two or more characters, the longest first; names found do not overlap.

    Building it costs little, however many the names: a pattern only says where two characters may begin one.

    >>> finder = Finder(["云溪", "云溪镇", "南湖"])
    >>> [span.cut("南湖和云溪镇") for span in finder.spans("南湖和云溪镇")]
    ['南湖', '云溪镇']
    """

    def __init__(self, names: Iterable[str]) -> None:
        """Take ``names`` of two or more characters each."""
        self.names = frozenset(names)
        lengths: dict[str, set[int]] = {}
        for name in self.names:
            lengths.setdefault(name[:2], set()).add(len(name))
        self._lengths = {pair: tuple(sorted(known, reverse=True)) for pair, known in lengths.items()}
        first, second = ("".join(sorted({re.escape(pair[at]) for pair in lengths})) for at in (0, 1))
        self._opening = re.compile(f"[{first}](?=[{second}])" if lengths else "(?!)")

    def spans(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
        """Where the names stand in ``text[start:end]``, left to right."""
        end = len(text) if end is None else end
        done = start
        for match in self._opening.finditer(text, start, end):
            begin = match.start()
            if begin < done:
                continue
            for length in self._lengths.get(text[begin : begin + 2], ()):
                if begin + length <= end and text[begin : begin + length] in self.names:
                    done = begin + length
                    yield Span(begin, done)
                    break
