"""The code list of units: UCUM codes where there is one (``t``, ``km``, ``m2``, ``%``), ISO 4217 for money, else our own.

``factor`` is exact text: a decimal, or a fraction of two whole numbers (亩 is ``2000/3`` square metres). It leads to the
base unit of the dimension, the one with factor 1. Foreign money has none: rates change. 方 is in no alias on purpose:
it is a square metre of floor and a cubic metre of gas.
"""

from fractions import Fraction
from typing import Final, NamedTuple

from zq_pipeline.lexicon.rows import rows


class Unit(NamedTuple):
    """A unit, its usual written form ``zh`` and all other ``aliases``."""

    code: str
    zh: str
    en: str
    dimension: str
    factor: str
    aliases: tuple[str, ...]

    @property
    def ratio(self) -> Fraction | None:
        """``factor`` as an exact number, None where there is none.

        >>> [unit.ratio for unit in UNITS if unit.zh == "亩"]
        [Fraction(2000, 3)]
        """
        return Fraction(self.factor) if self.factor else None


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


UNITS: Final = tuple(
    Unit(row["code"], row["zh"], row["en"], row["dimension"], row["factor"], _split(row["aliases"]))
    for row in rows("unit_codes.tsv")
)
