"""The code list of themes that indicators, sections and actions carry."""

from typing import Final, NamedTuple

from zq_pipeline.lexicon.rows import rows


class Theme(NamedTuple):
    """A field of government work, with its Chinese and English name."""

    code: str
    zh: str
    en: str


THEMES: Final = tuple(Theme(**row) for row in rows("themes.tsv"))
WORDS: Final = {word: row["theme"] for row in rows("theme_words.tsv") for word in row["words"].split()}
"""word → the theme that it speaks of"""
