"""The table of places for one indicator: a line for each place, year and measure, the highest aim first, and who set none."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from zq_pipeline.portal.atlas.ledger import Cell, Ledger, Place, years
from zq_pipeline.portal.atlas.tiles import TILES, Tile, brief_name, brief_number, shades
from zq_pipeline.portal.values import Both
from zq_pipeline.portal.words import word
from zq_pipeline.reading.document.place import name_of

MEASURES: Final = ("change_rate", "level", "change")
"""Growth first: it is what places can be compared by."""
_SIGNS: Final = {"at_least": "≥", "at_most": "≤", "more_than": ">", "less_than": "<"}
_NONE: Final = frozenset({"not_stated", "mentioned", "words"})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table. ``aim``, ``came`` and ``last`` are what it is ordered by, None for no number and for one in another unit than most
    have; ``rank`` counts the aims from the highest, equal ones alike, 0 for none. The brief ones are for tiles."""

    cell: Cell
    place: Place
    rank: int
    aim: Decimal | None
    came: Decimal | None
    last: Decimal | None
    brief_aim: Both | None
    brief_came: Both | None
    tone: Both | None
    state: Both | None

    @property
    def no_number(self) -> bool:
        """Whether a plan for the year is there and has no number for it."""
        return self.cell.row["target_stated"] in _NONE


@dataclass(frozen=True, slots=True)
class Board:
    """The lines for an indicator, and which measure and year are shown at first."""

    indicator: str
    lines: tuple[Line, ...]
    measures: tuple[str, ...]
    years: tuple[int, ...]
    measure: str
    year: int
    levels: tuple[str, ...]

    def shown(self, line: Line) -> bool:
        """Whether ``line`` is among those shown at first."""
        return (line.cell.measure, line.cell.year) == (self.measure, self.year)


def board(ledger: Ledger, indicator: str, measure: str = "") -> Board:
    """The table of ``indicator``, or of one of its measures. What neither speaks nor could have spoken has no line."""
    cells = [c for c in ledger.by_indicator[indicator] if measure in ("", c.measure)]
    spoken = {(c.measure, c.year) for c in cells if c.speaks}
    cells = [c for c in cells if (c.measure, c.year) in spoken and (c.speaks or c.row["target_stated"] != "no_report")]
    measures = tuple(m for m in MEASURES if any(c.measure == m for c in cells))
    order = {place: i for i, place in enumerate(ledger.places)}
    lines: list[Line] = []
    for m in measures:
        units = Counter(c.row["unit"] for c in cells if c.measure == m and c.speaks)
        unit = max(units, key=lambda one: units[one])
        for year in years(c for c in cells if c.measure == m):
            own = [c for c in cells if (c.measure, c.year) == (m, year)]
            unranked = (_line(c, ledger.places[c.place], unit) for c in own)
            lines += _ranked(sorted(unranked, key=lambda line: (*_height(line), order[line.place.code])))
    first, year = _first(cells, measures)
    levels = dict.fromkeys(line.place.level for line in lines if line.place.level)
    return Board(indicator, tuple(lines), measures, tuple(years(cells)), first, year, tuple(levels))


def _first(cells: Sequence[Cell], measures: Sequence[str]) -> tuple[str, int]:
    """The measure that has most aims (of equals the first), and its latest year with an aim, or else with a number."""
    aims = {m: sum(c.numeric for c in cells if c.measure == m) for m in measures}
    measure = max(measures, key=lambda m: (aims[m], -measures.index(m)))
    own = [c for c in cells if c.measure == measure]
    return measure, max((c.year for c in own if c.aim), default=0) or years(own)[0]


def _height(line: Line) -> tuple[bool, Decimal, bool, Decimal]:
    return (line.aim is None, -(line.aim or Decimal(0)), line.came is None, -(line.came or Decimal(0)))


def _ranked(lines: Iterable[Line]) -> list[Line]:
    found: list[Line] = []
    for at, line in enumerate(lines, start=1):
        same = bool(found) and found[-1].aim == line.aim
        found.append(line if line.aim is None else replace(line, rank=found[-1].rank if same else at))
    return found


def _line(cell: Cell, place: Place, unit: str | None) -> Line:
    fits, percent, state = cell.row["unit"] == unit, unit == "%", cell.row["state"]
    came = cell.came.value if cell.came and fits else None
    return Line(
        cell,
        place,
        0,
        cell.aim.value if cell.aim and cell.numeric and fits else None,
        came,
        cell.last.value if cell.last and cell.last.unit == unit else None,
        _brief_aim(cell, percent) if fits or not cell.numeric else None,
        brief_number(came, percent) if came is not None else None,
        word(cell.row["tone"]) if cell.row["tone"] else None,
        word(state) if state else None,
    )


def _brief_aim(cell: Cell, percent: bool) -> Both | None:
    """An aim for a tile: 5%, ≥5%, 5–5.5."""
    if cell.aim is None:
        return None
    if not cell.numeric:
        return word("words")
    low, high = cell.row["target_low"], cell.row["target_high"]
    brief = brief_number(cell.aim.value, percent)
    if low is None or high is None or low == high:
        sign = _SIGNS.get(cell.row["target_bound"], "")
        return Both(*(f"{sign}{text}" for text in brief))
    ends = zip(brief, brief_number(high, percent), strict=True)
    return Both(*(f"{one.removesuffix('%')}–{other.removesuffix('%')}" for one, other in ends))


@dataclass(frozen=True, slots=True)
class Drawn:
    """A tile as it is drawn: ``shade`` is 0 to 4, None where there is no number."""

    tile: Tile
    place: Place | None
    name: Both
    number: Both | None
    shade: int | None


def tiled(ledger: Ledger, lines: Iterable[Line]) -> list[Drawn]:
    """The tiles for ``lines`` of one measure and year, by their aims, or what came where nobody has an aim; none without provinces."""
    if sum(tile.place in ledger.places for tile in TILES) < 2:
        return []
    shown = {line.place.code: line for line in lines if line.place.level == "province"}
    aims = any(line.brief_aim for line in shown.values())
    numbers = {code: line.brief_aim if aims else line.brief_came for code, line in shown.items()}
    values = {code: line.aim if aims else line.came for code, line in shown.items()}
    dark = shades({code: value for code, value in values.items() if value is not None})
    found = []
    for tile in TILES:
        name = Both(brief_name(name_of(tile.place)), tile.short)
        place = ledger.places.get(tile.place)
        found.append(Drawn(tile, place, name, numbers.get(tile.place), dark.get(tile.place)))
    return found
