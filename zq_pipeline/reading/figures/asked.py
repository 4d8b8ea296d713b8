"""A number whose name is asked for: the words around it, and the names given before it."""

import re
from typing import Final

from zq_pipeline.grammar.nominal import Before
from zq_pipeline.lexicon.changes import GENERIC
from zq_pipeline.lexicon.patterns import either
from zq_pipeline.lexicon.times import AIM_KINDS
from zq_pipeline.lexicon.units import CLASSIFIED, MONEY
from zq_pipeline.reading.figures.cut import Clauses, Cut

COUNTED: Final = CLASSIFIED
OF_PLACE: Final = "place"
OF_COUNT: Final = "count"
OF_MONEY: Final = "money"
OF_SHARE: Final = "share"
_OF: Final = {"%": OF_SHARE} | dict.fromkeys(MONEY, OF_MONEY)
"""What a number is of by its unit, where it has no place in an order and counts no things."""
PLACED: Final = ("rank", "first")
STEPS: Final = ("台阶", "关口", "大关")
"""What is reached or passed, and no thing that is measured."""
SPEEDS: Final = ("增速", "增长速度", "增幅")
"""Heads of growth, which a rank may be one of."""
BARE_HEADS: Final = frozenset(GENERIC)
"""Heads that mean something only with the noun said before."""
AIM_BEHIND: Final = re.compile(
    f"(?:左右|以上|以下|以内|上下)?的(?:[年省市县区镇][度初里]?)?{either(AIM_KINDS)}?(?:增长)?(?:目标|指标任务)"
)
"""What says behind a number that it was but aimed at (高于5%左右的预期目标)."""
CLAUSE: Final = 160
SENTENCE: Final = 400
"""How far back, in characters, the words of a clause and of a sentence are looked at, so that cost stays in proportion to length."""


class Told:
    """The names given so far in a statement."""

    def __init__(self, before: str) -> None:
        """Begin a statement; ``before`` is what the last number of the statement before was of."""
        self.before = before
        self.named: list[str] = []
        self.units: list[str] = []
        self.of_unit: dict[str, str] = {}
        self.unit = self.rule = ""

    @property
    def last(self) -> str:
        """The name of the last number, or nothing."""
        return self.named[-1] if self.named else ""

    def keep(self, name: str, unit: str, rule: str) -> None:
        """Remember the name of a number and the kind of rule that gave it; steps that are reached (大关) are only the last of their unit."""
        self.unit, self.rule = unit, rule
        self.of_unit[unit] = name
        if not name.endswith(STEPS):
            self.add(name, unit)

    def add(self, name: str, unit: str) -> None:
        """Remember a name that the numbers after may go on with."""
        self.named.append(name)
        self.units.append(unit)


class Asked:
    """A number whose name is asked for: its cut, the noun before it as far as it may be a name, and what was read before it."""

    __slots__ = (
        "b",
        "clauses",
        "counts",
        "cut",
        "i",
        "last",
        "lead",
        "noun",
        "of",
        "placed",
        "q",
        "text",
        "told",
        "unit",
        "verb",
    )

    def __init__(self, clauses: Clauses, i: int, noun: str, b: Before, told: Told) -> None:
        """Take number ``i`` of ``clauses``; ``lead`` is the word right before the noun, ``verb`` that right before the number."""
        self.clauses, self.i, self.noun, self.b, self.told = clauses, i, noun, b, told
        self.cut = clauses.cuts[i]
        q = self.q = self.cut.number
        self.unit, self.last = q.unit, told.last
        self.text = clauses.text
        self.lead, self.verb = b.lead[-1] if b.lead else "", b.verbs[0] if b.verbs else ""
        self.placed = q.kind in PLACED
        counted = q.unit in COUNTED or (not q.unit and q.kind != "ratio" and (q.scaled or not noun))
        self.counts = counted and not self.placed and q.kind != "fold"
        self.of = OF_PLACE if self.placed else OF_COUNT if self.counts else _OF.get(q.unit, "")

    @property
    def beside(self) -> Cut | None:
        """The number that follows at once (3个60人), where no noun stands before."""
        cuts = self.clauses.cuts
        following = cuts[self.i + 1] if not self.noun and self.i + 1 < len(cuts) else None
        return following if following and following.number.start == self.q.end else None
