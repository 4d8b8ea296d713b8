"""The codes of the catalogue's enumerations as people call them."""

from importlib.resources import files
from typing import Final

from zq_pipeline.portal.values import Both

WORDS: Final = {
    code: Both(zh, en)
    for code, zh, en in (
        line.split("\t") for line in (files(__package__) / "words.tsv").read_text("utf-8").splitlines()[1:]
    )
}
"""Chinese and English by code."""


def word(code: str) -> Both:
    """The words for ``code``; the code itself where none are known.

    >>> word("more_than").zh
    '超过'
    """
    return WORDS.get(code) or Both(code, code.replace("_", " "))
