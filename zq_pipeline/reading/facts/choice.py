"""Of several numbers for one thing, the one to take, and why: a short list of rules, the first that parts them decides."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from zq_pipeline.reading.figures.figure import Figure
from zq_pipeline.reading.records import Bound, Stage, Status


class Why(StrEnum):
    """Why a number was taken. ``only``: there is no other; ``agreed``: the others say the same."""

    ONLY = "only"
    AGREED = "agreed"
    WHOLE_YEAR = "whole_year"
    DIRECT = "direct"
    STANDARD_UNIT = "standard_unit"
    NOT_A_BOUND = "not_a_bound"
    FARTHEST = "farthest"
    LATER_REPORT = "later_report"
    REACHED = "reached"
    OWN_NAME = "own_name"
    FIRST = "first"


class Candidate(NamedTuple):
    """A number, with the report that it stands in and the year that one looks back on."""

    report: str
    review_year: int
    figure: Figure


class Choice(NamedTuple):
    """What was taken, why, and how many other numbers there were."""

    taken: Candidate
    why: Why
    rivals: int


_PASSED: Final = frozenset({Bound.MORE_THAN, Bound.AT_LEAST, Bound.LESS_THAN, Bound.AT_MOST})
_PARTIAL: Final = frozenset({Stage.ADDED, Stage.CUMULATIVE})

RULES: Final[tuple[tuple[Why, Callable[[Candidate], int | Decimal]], ...]] = (
    (Why.WHOLE_YEAR, lambda c: len(c.figure.period)),  # 2031 before 2031-01/2031-11
    (Why.DIRECT, lambda c: c.figure.partial or c.figure.stage in _PARTIAL),
    (Why.STANDARD_UNIT, lambda c: c.figure.std is None),
    (Why.NOT_A_BOUND, lambda c: (c.figure.bound in _PASSED) * 2 + (c.figure.bound is Bound.APPROX)),  # 突破6万亿元,达到62661亿元
    (Why.FARTHEST, lambda c: -c.figure.value if c.figure.bound is Bound.MORE_THAN else 0),  # 跨越7万亿、8万亿
    (Why.LATER_REPORT, lambda c: -c.review_year),
    (Why.REACHED, lambda c: c.figure.status is Status.ESTIMATED),
    (Why.OWN_NAME, lambda c: len(c.figure.codes)),
    (Why.FIRST, lambda c: c.figure.span.start),
)  # fmt: skip
"""What is asked of each, and why the smallest answer is taken."""


def order(c: Candidate) -> list[int | Decimal]:
    """What each rule answers: of several numbers the one with the least is taken."""
    return [rule(c) for _, rule in RULES]


def chosen(candidates: Iterable[Candidate]) -> Choice | None:
    """The number to take among ``candidates``, None when there is none."""
    listed = [*candidates]
    if len(listed) < 2:
        return Choice(listed[0], Why.ONLY, 0) if listed else None
    listed.sort(key=order)
    taken, *others = listed
    rivals = [c for c in others if _amount(c) != _amount(taken)]
    if not rivals:
        return Choice(taken, Why.AGREED, 0)
    why = next(why for why, rule in RULES if rule(rivals[0]) != rule(taken))
    return Choice(taken, why, len({_amount(c) for c in rivals}))


def _amount(c: Candidate) -> tuple[object, ...]:
    f = c.figure
    return (f.std, f.std_high, f.unit_std) if f.std is not None else (f.value, f.value_high, f.unit_code)
