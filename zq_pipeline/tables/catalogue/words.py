"""The codes of the catalogue's enumerations as people call them; a code means the same in every field."""

from importlib.resources import files
from typing import Final

WORDS: Final = {
    code: (zh, en)
    for code, zh, en in (
        line.split("\t") for line in (files(__package__) / "words.tsv").read_text("utf-8").splitlines()[1:]
    )
}
"""Chinese and English by code."""
