"""Characters that sound alike, tones apart."""

from typing import Final

from zq_pipeline.lexicon.rows import rows

SOUND: Final = {character: row["sound"] for row in rows("homophones.tsv") for character in row["characters"]}
"""character → how it sounds"""


def alike(one: str, other: str) -> bool:
    """Whether two different characters sound alike.

    >>> alike("健", "键"), alike("期", "起"), alike("期", "期"), alike("期", "路")
    (True, True, False, False)
    """
    return one != other and SOUND.get(one, one) == SOUND.get(other, other)
