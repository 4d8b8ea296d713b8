"""Lines drawn on a page → the tables between them: which words stand in one cell, and which cells in one row.

A cell is what the nearest lines around its words enclose, so words that are broken over lines stay together wherever they
stand in it, and an empty cell keeps its place.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, NamedTuple

from zq_pipeline.store.readers.extracted import LONG_CELL, cell_line
from zq_pipeline.store.readers.pdf_words import GAP, Segment

_NEAR: Final = 3.0
_FAR: Final = 1e6
_WIDE: Final = 0.6
_LINES: Final = 3


class Stroke(NamedTuple):
    """A straight line along a page or down it: where it begins and ends, and its place on the other axis."""

    low: float
    high: float
    at: float


class Strokes(NamedTuple):
    """The lines drawn on a page, those along it and those down it."""

    along: Sequence[Stroke] = ()
    down: Sequence[Stroke] = ()

    def part(self, left: float, right: float, y: float) -> bool:
        """Whether a line goes down between two places at the height ``y``."""
        return any(left <= s.at <= right and s.low <= y <= s.high for s in self.down)


@dataclass(slots=True)
class _Cell:
    left: float
    right: float
    bottom: float
    top: float
    segments: list[Segment] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The words, a line each."""
        lines: list[list[Segment]] = []
        for segment in sorted(self.segments, key=lambda s: -s.y):
            if not lines or lines[-1][0].y - segment.y > 0.5 * segment.size:
                lines.append([])
            lines[-1].append(segment)
        return [" ".join(s.text.replace(GAP, " ") for s in sorted(line)) for line in lines]


def with_rows(segments: Sequence[Segment], strokes: Strokes) -> list[Segment]:
    """``segments``, those that stand in the cells of one row put together as one.

    >>> strokes = Strokes([Stroke(0, 90, y) for y in (0, 40, 60)], [Stroke(0, 60, x) for x in (0, 50, 90)])
    >>> words = [("指标", 5, 45), ("数", 55, 45), ("人均", 5, 25), ("收入", 5, 10), ("9", 55, 17), ("注", 5, -20)]
    >>> [s.cells or s.text for s in with_rows([Segment(x, x + 9, y, 10, said) for said, x, y in words], strokes)]
    ['注', ('指标', '数'), ('人均收入', '9')]
    """
    cells: list[_Cell] = []
    result: list[Segment] = []
    for segment in segments:
        cell = _around(segment, strokes)
        if cell is None:
            result.append(segment)
            continue
        same = (c for c in cells if abs(c.left - cell.left) < _NEAR and abs(c.top - cell.top) < _NEAR)
        found = next(same, cell)
        if found is cell:
            cells.append(cell)
        found.segments.append(segment)
    for table in _tables(cells):
        result += _rows(table)
    return result


def _around(segment: Segment, strokes: Strokes) -> _Cell | None:
    """What encloses ``segment``; None where no line is drawn at either side."""
    x, y = (segment.x0 + segment.x1) / 2, segment.y + 0.3 * segment.size
    beside = [s.at for s in strokes.down if s.low - 1 <= y <= s.high + 1]
    over = [s.at for s in strokes.along if s.low - 1 <= x <= s.high + 1]
    left, right = (
        max((at for at in beside if at <= x), default=-_FAR),
        min((at for at in beside if at > x), default=_FAR),
    )
    if left == -_FAR and right == _FAR:
        return None
    top, bottom = min((at for at in over if at > y), default=_FAR), max((at for at in over if at <= y), default=-_FAR)
    return _Cell(left, right, bottom, top)


def _tables(cells: Sequence[_Cell]) -> Iterator[list[list[_Cell]]]:
    """The rows of each table, from the top; a cell that is as high as several rows stands in the first of them."""
    rows: list[list[_Cell]] = []
    lowest = _FAR
    for cell in sorted(cells, key=lambda c: -c.top):
        if rows and rows[-1][0].top - cell.top < _NEAR:
            rows[-1].append(cell)
        else:
            if rows and cell.top < lowest - 2 * _NEAR:
                yield rows
                rows, lowest = [], _FAR
            rows.append([cell])
        lowest = min(lowest, cell.bottom)
    if rows:
        yield rows


def _rows(table: Sequence[Sequence[_Cell]]) -> Iterator[Segment]:
    """The rows of ``table`` as segments; what is no row, such as a frame around an article, as the segments that are in it."""
    left, right = min(c.left for row in table for c in row), max(c.right for row in table for c in row)
    rows = [row for row in table if _is_row(row, right - left)]
    lefts = sorted(cell.left for row in rows for cell in row)
    columns = [*lefts[:1], *(b for a, b in pairwise(lefts) if b - a >= _NEAR)]
    for row in table:
        inside = [segment for cell in row for segment in cell.segments]
        if row not in rows or len(columns) == 1:
            yield from inside
            continue
        cells = [""] * len(columns)
        for cell in sorted(row, key=lambda c: c.left):
            at = max(n for n, edge in enumerate(columns) if edge - _NEAR < cell.left)
            cells[at] = cell_line([cells[at], *cell.lines()])
        first = max(inside, key=lambda s: s.y)
        yield Segment(
            min(s.x0 for s in inside), max(s.x1 for s in inside), first.y, first.size, "".join(cells), tuple(cells)
        )


def _is_row(row: Sequence[_Cell], width: float) -> bool:
    """Whether the cells are small as those of a table ``width`` wide, and not parts of a page."""
    lines = [cell.lines() for cell in row]
    alone = len(row) == 1 and row[0].right - row[0].left > _WIDE * width
    long = any(sum(map(len, words)) >= LONG_CELL for words in lines)
    return not (alone or long or min(map(len, lines)) >= _LINES)
