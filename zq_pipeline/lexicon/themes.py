"""The code list of themes that indicators, sections and actions carry."""

from typing import Final, NamedTuple

from zq_pipeline.lexicon.rows import rows


class Theme(NamedTuple):
    """A field of government work, with its Chinese and English name."""

    code: str
    zh: str
    en: str


THEMES: Final = tuple(Theme(**row) for row in rows("themes.tsv"))
_ROWS: Final = rows("theme_words.tsv")
WEAK: Final = {word: row["theme"] for row in _ROWS for word in row["weak"].split()}
"""word → the theme that it speaks of where nothing else tells one: 治理, 基础设施"""
WORDS: Final = {word: row["theme"] for row in _ROWS for word in row["words"].split()} | WEAK
"""word → the theme that it speaks of"""
