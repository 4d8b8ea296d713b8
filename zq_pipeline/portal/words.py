"""Codes as people call them."""

from zq_pipeline.portal.values import Both
from zq_pipeline.tables.catalogue.words import WORDS


def word(code: str) -> Both:
    """The words for ``code``; the code itself where none are known.

    >>> word("more_than").zh
    '超过'
    """
    return Both(*WORDS.get(code, (code, code.replace("_", " "))))
