"""When two numbers speak of the same thing.

They do when indicator code, place, subject and measure agree, or, where they have no code in common, when their names are
equal but for words like 项目 and 数; units must be of one kind. Of several with one code the most direct is taken
(:mod:`choice`); of several with one name that differ, none is. A place's own number may be told with the place (全省) or without.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from zq_pipeline.reading.facts.choice import Candidate, order
from zq_pipeline.reading.figures.figure import Figure, Key
from zq_pipeline.reading.records import Measure
from zq_pipeline.text.span import Span

_FAR: Final = Decimal(5)
"""Amounts that differ by more than this do not tell of the same."""
_FLOW: Final = Decimal("2.5")
"""nor does what is added (新增10家) tell of what there is (达到74家), when they differ by more than this"""


class Told:
    """What a report tells, by each key."""

    def __init__(self, listed: Iterable[Figure], own: frozenset[str]) -> None:
        """Index ``listed`` once; subjects in ``own`` are the place that reports."""
        self._own = own
        self._by_key: dict[Key, list[Figure]] = defaultdict(list)
        self._order: dict[Span, list[int | Decimal]] = {}
        for told in listed:
            for key in told.keys(own):
                self._by_key[key].append(told)

    def match(self, aim: Figure) -> Figure | None:
        """What tells of the same as ``aim``, by the surest key that is known; None when several differ or are far off."""
        for key in aim.keys(self._own):
            fitting = [told for told in self._by_key.get(key, ()) if _alike(aim, told)]
            fitting = [told for told in fitting if told.stage is aim.stage] or fitting
            if fitting:
                return min(fitting, key=self._directness) if aim.codes and key[0] == aim.names[0] else _only(fitting)
        return None

    def _directness(self, told: Figure) -> list[int | Decimal]:
        if told.span not in self._order:
            self._order[told.span] = order(Candidate("", 0, told))
        return self._order[told.span]


def _alike(aim: Figure, told: Figure) -> bool:
    """Whether neither pace, size nor code says that the two are of different things."""
    if aim.codes and told.codes and set(aim.codes).isdisjoint(told.codes):
        return False
    if aim.measure is not Measure.LEVEL or aim.unit == "%":
        return aim.pace == told.pace
    one, other = aim.value, told.value
    if aim.unit_code != told.unit_code and None not in (aim.std, told.std):
        one, other = aim.std or one, told.std or other
    return min(one, other) * (_FLOW if aim.adds != told.adds else _FAR) >= max(one, other)


def _only(fitting: Sequence[Figure]) -> Figure | None:
    """The first of ``fitting`` if they all say the same, else None."""
    first = fitting[0]
    return first if all((o.value, o.value_high) == (first.value, first.value_high) for o in fitting) else None
