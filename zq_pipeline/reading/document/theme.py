"""What field of work a heading, a number or an action belongs to: by its indicator, then by its words, then by its place."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from zq_pipeline.lexicon.entities import scan
from zq_pipeline.lexicon.indicators import INDICATORS
from zq_pipeline.lexicon.themes import WEAK, WORDS
from zq_pipeline.reading.records import Section, Statement
from zq_pipeline.text.folding import fold

_WORD: Final = re.compile(scan(WORDS))
_BY_CODE: Final = {indicator.code: indicator.theme for indicator in INDICATORS}


_AGREED: Final = 3
"""A sentence tells the theme of its rows when one theme has all but so many parts of its words."""


@lru_cache(maxsize=8192)
def of_words(words: str, *, weak: bool = True, agreed: bool = False) -> str:
    """The theme that most characters of ``words`` speak of, ``""`` when no word is known; of two, the one named last.

    A word of any field (治理, 基础设施) decides only where no other does, and not at all without ``weak``.
    When all must be ``agreed``, words of several themes tell none.

    >>> of_words("新建标准化卫生院"), of_words("美丽乡村焕发新颜"), of_words("各项工作"), of_words("农业基础设施")
    ('health', 'agriculture', '', 'agriculture')
    >>> of_words("城市"), of_words("城市", weak=False)
    ('planning', '')
    """
    found = _WORD.findall(words)
    told = [word for word in found if word not in WEAK] or (found if weak else [])
    if len(told) < 2:
        return WORDS[told[0]] if told else ""
    weights: dict[str, int] = {}
    for word in told:
        theme = WORDS[word]
        weights[theme] = weights.pop(theme, 0) + len(word)  # taken out first, so that the last named stands last
    most = max(reversed(weights), key=weights.__getitem__)
    total = sum(weights.values())
    return "" if agreed and _AGREED * (total - weights[most]) > total else most


def of_code(code: str) -> str:
    """The theme of the indicator with this code, ``""`` for none.

    >>> of_code("gdp"), of_code("")
    ('economy', '')
    """
    return _BY_CODE.get(code, "")


def sections(folded: str, listed: Sequence[Section], statements: Iterable[Statement]) -> tuple[Section, ...]:
    """``listed`` with their themes: of the heading; if it tells none, of the words that stand right under it.

    A section of level 0 or 1 holds many fields and has none.

    >>> from zq_pipeline.reading.document.outline import outline
    >>> from zq_pipeline.text.span import Span
    >>> text = "一、工作回顾\\n一是工业稳步提升。产值增长。\\n二是亮点纷呈。新建小学2所。"
    >>> [s.theme for s in sections(text, *outline(text, text, Span(0, 0), Span(0, len(text))))]
    ['', 'industry', 'education']
    """
    below: dict[int, list[str]] = {}
    for statement in statements:
        below.setdefault(statement.section, []).append(statement.span.cut(folded))
    done = []
    for section in listed:
        told = ""
        if section.level > 1:
            told = of_words(fold(section.heading)) or of_words("".join(below.get(section.span.start, ())))
        done.append(replace(section, theme=told))
    return tuple(done)


class Places:
    """The themes of the statements of a report, by their own words and the headings that they stand under."""

    def __init__(self, folded: str, listed: Iterable[Section], statements: Iterable[Statement]) -> None:
        """Keep what is looked up when a row's own words tell nothing."""
        self._folded = folded
        self._headings = {section.span.start: section.heading for section in listed if section.theme}
        self._statements = {statement.span.start: statement for statement in statements}
        self._told: dict[int, str] = {}
        self._above_told: dict[int, str] = {}
        """What the words of a statement, and of a heading, were found to tell, by where it begins."""

    def of(self, statement: int, words: str, code: str = "") -> str:
        """The theme of ``words`` in the statement that starts at ``statement``, with ``code`` if they name an indicator.

        The sentence tells before a word of any field does, and that before a heading; what stands under it tells nothing.
        """
        return of_code(code) or of_words(words, weak=False) or self._around(statement, words)

    def _around(self, start: int, words: str) -> str:
        said = self._statements.get(start)
        if said is None:
            return of_words(words)
        if start not in self._told:
            self._told[start] = of_words(said.span.cut(self._folded), weak=False, agreed=True)
        return self._told[start] or of_words(words) or self._above(said.section)

    def _above(self, section: int) -> str:
        if section not in self._above_told:
            self._above_told[section] = of_words(fold(self._headings.get(section, "")), weak=False)
        return self._above_told[section]
