"""Characters that sound alike, tones apart."""

from typing import Final

from zq_pipeline.lexicon.rows import rows

SOUND: Final = {character: row["sound"] for row in rows("homophones.tsv") for character in row["characters"]}
"""character → how it sounds"""
_SAME: Final = {
    ord(character): characters[0]
    for row in rows("homophones.tsv")
    for characters in (row["characters"],)
    for character in characters
}


def alike(one: str, other: str) -> bool:
    """Whether two different characters sound alike.

    >>> alike("健", "键"), alike("期", "起"), alike("期", "期"), alike("期", "路")
    (True, True, False, False)
    """
    return one != other and SOUND.get(one, one) == SOUND.get(other, other)


def sounds(name: str) -> str:
    """What two names that sound alike have in common.

    >>> sounds("一健办") == sounds("一键办"), sounds("一键办") == sounds("一路办")
    (True, False)
    """
    return name.translate(_SAME)
