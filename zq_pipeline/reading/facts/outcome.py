"""Whether what came meets what was aimed at."""

from decimal import Decimal
from enum import Enum
from typing import Final

from zq_pipeline.lexicon.indicators import BY_CODE
from zq_pipeline.reading.figures.figure import Figure
from zq_pipeline.reading.records import Bound, Measure, State

_CHANGES: Final = frozenset({Measure.CHANGE_RATE, Measure.CHANGE})
_FLOORS: Final = frozenset({Bound.AT_LEAST, Bound.MORE_THAN})
_CEILINGS: Final = frozenset({Bound.AT_MOST, Bound.LESS_THAN})
_LESS: Final = frozenset({"lower", "ceiling"})
_MORE: Final = frozenset({"higher", "floor"})


class Wanted(Enum):
    """What an aim asks for: as much or more, as little or less, or nobody can say."""

    MORE = "more"
    LESS = "less"
    UNKNOWN = "unknown"


def wanted(aim: Figure) -> Wanted:
    """What ``aim`` asks for: by its bound, else by the list of indicators, else by what it is.

    Of a fall the bound speaks of the magnitude (下降3%以上). A rank is better when it is smaller. A change is aimed at in its
    own direction, but for an indicator with a ceiling (居民消费价格涨幅3%左右). Things that are counted are wanted.
    """
    if aim.measure is Measure.RANK:
        return Wanted.LESS
    falls = aim.measure in _CHANGES and aim.value < 0
    if aim.bound in _FLOORS:
        return Wanted.LESS if falls else Wanted.MORE
    if aim.bound in _CEILINGS:
        return Wanted.MORE if falls else Wanted.LESS
    if falls:
        return Wanted.LESS
    better = BY_CODE[aim.codes[0]].better if aim.codes else "neither"
    if better == "ceiling" or (better in _LESS and aim.measure not in _CHANGES):
        return Wanted.LESS
    if better in _MORE or aim.measure in _CHANGES or aim.kind == "count":
        return Wanted.MORE
    return Wanted.UNKNOWN


def comparable(aim: Figure, told: Figure) -> tuple[Figure, Figure] | None:
    """Both in one unit: as they were read when that is one, else in the standard unit; None when neither can be."""
    if aim.unit_code == told.unit_code or "count" == aim.kind == told.kind:
        return aim, told
    if None in (aim.std, told.std) or aim.unit_std != told.unit_std:
        return None
    return _standard(aim), _standard(told)


def _standard(f: Figure) -> Figure:
    assert f.std is not None
    return f._replace(value=f.std, value_high=f.std_high, unit_code=f.unit_std)


def distance(aim: Figure, other: Figure) -> Decimal:
    """The aim less ``other``, nothing while ``other`` lies within the range aimed at."""
    if aim.value_high is not None and other.value > aim.value:
        return min(aim.value_high - other.value, Decimal(0))
    return aim.value - other.value


def state(aim: Figure, outcome: Figure) -> State:
    """Whether ``outcome`` meets ``aim``.

    左右 allows for half of the last place printed; 超 (more than) is not met by the very number, unless the outcome is 超 as well.
    """
    low, high = aim.value, aim.value_high if aim.value_high is not None else aim.value
    exponent = min(int(aim.value.as_tuple().exponent), 0)
    slack = Decimal(5).scaleb(exponent - 1) if aim.bound is Bound.APPROX else Decimal(0)
    match wanted(aim):
        case Wanted.UNKNOWN:
            return State.UNDECIDED
        case Wanted.LESS:
            met = outcome.value <= high + slack
        case Wanted.MORE if aim.bound is Bound.MORE_THAN and outcome.bound is not Bound.MORE_THAN:
            met = outcome.value > low
        case Wanted.MORE:
            met = outcome.value >= low - slack
    return State.MET if met else State.MISSED
