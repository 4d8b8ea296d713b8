"""Words as they stand on a page of a PDF: in segments, and in the lines that these make.

All lengths are in points, from the page's lower left corner.
"""

from dataclasses import dataclass
from typing import Final, NamedTuple

GAP: Final = "\v"
"""Stands in a segment for a gap that is narrow for one between cells, and wide for one between words."""


class Segment(NamedTuple):
    """Words on one line without a wide gap: left and right edge, the height of the line they stand on, the size of the type.

    A row of a table is one as well, with its ``cells``.
    """

    x0: float
    x1: float
    y: float
    size: float
    text: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a column: the page it is on (from 0), its edges, its type, its words; ``cells`` when it is a row of a table, ``ruled`` when lines are drawn around them;
    ``note`` for a footnote."""

    page: int
    x0: float
    x1: float
    y: float
    size: float
    text: str
    cells: tuple[str, ...]
    column: int
    ruled: bool = False
    note: bool = False
