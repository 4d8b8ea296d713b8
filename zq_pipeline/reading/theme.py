"""What field of work a heading, a number or an action belongs to: by its indicator, then by its words, then by its place."""

import re
from collections import Counter
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


@lru_cache(maxsize=8192)
def of_words(words: str) -> str:
    """The theme that most characters of ``words`` speak of, ``""`` when no word is known; of two, the one named last.

    A word of any field (治理, 基础设施) decides only where no other does.

    >>> of_words("新建标准化卫生院"), of_words("美丽乡村焕发新颜"), of_words("各项工作"), of_words("农业基础设施")
    ('health', 'agriculture', '', 'agriculture')
    """
    found = [match[0] for match in _WORD.finditer(words)]
    weights: Counter[str] = Counter()
    for word in [word for word in found if word not in WEAK] or found:
        theme = WORDS[word]
        weights[theme] = weights.pop(theme, 0) + len(word)  # taken out first, so that the last named stands last
    return max(reversed(weights), key=weights.__getitem__) if weights else ""


def of_code(code: str) -> str:
    """The theme of the indicator with this code, ``""`` for none.

    >>> of_code("gdp"), of_code("")
    ('economy', '')
    """
    return _BY_CODE.get(code, "")


def sections(folded: str, listed: Sequence[Section], statements: Iterable[Statement]) -> tuple[Section, ...]:
    """``listed`` with their themes: of the heading; if it tells none, of the words that stand right under it.

    A section of level 0 or 1 holds many fields and has none.

    >>> from zq_pipeline.reading.outline import outline
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
    """The themes of the statements of a report, by the sections that they stand in."""

    def __init__(self, listed: Iterable[Section], statements: Iterable[Statement]) -> None:
        """Look up the theme of each statement's section once."""
        by_start = {section.span.start: section.theme for section in listed}
        self._themes = {statement.span.start: by_start.get(statement.section, "") for statement in statements}

    def of(self, statement: int, words: str, code: str = "") -> str:
        """The theme of ``words`` in the statement that starts at ``statement``, with ``code`` if they name an indicator."""
        return of_code(code) or of_words(words) or self._themes.get(statement, "")
