"""Tables of a PDF around which no lines are drawn: cells that are broken over lines, told by where they stand.

A row is a line of three or more cells. A line with fewer of them belongs to the row next to it, when its words stand in the
columns and no farther away than the lines of a cell are from each other. Where rows stand as close as lines, nothing tells.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from zq_pipeline.store.readers.extracted import cell_line
from zq_pipeline.store.readers.pdf_words import GAP, Segment

Row = list[Segment]

_CELLS: Final = 3
_APART: Final = 1.06
_FARTHEST: Final = 3.0
_CLOSE: Final = 0.95
_FIGURE: Final = re.compile(r"^[+-]?[\d.,]+%?$")


def unbroken(rows: Sequence[Row]) -> list[Row]:
    """``rows``, the lines of a page from the top, the rest of a broken cell put to its row.

    >>> lines = [[(0, "人均"), (50, "元"), (80, "9")], [(0, "收入")], [], [(0, "产量"), (50, "吨"), (80, "8")], [], [(0, "以上为预计数")]]
    >>> rows = [[Segment(x, x + 20, 90 - 12 * n, 10, said) for x, said in line] for n, line in enumerate(lines)]
    >>> [" | ".join(s.text for s in row) for row in unbroken([row for row in rows if row])]
    ['人均收入 | 元 | 9', '产量 | 吨 | 8', '以上为预计数']
    """
    result: list[Row] = []
    for run in _runs(rows):
        pitch = _pitch(run)
        group: list[Row] = []
        for row in run:
            if group and group[-1][0].y - row[0].y > _APART * pitch:
                result += _joined(group)
                group = []
            group.append(row)
        result += _joined(group)
    return result


def _runs(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """``rows`` in runs that may be tables: with lines of cells, and such as stand in their columns."""
    run: list[Row] = []
    columns: Row = []
    for at, row in enumerate(rows):
        full = len(row) >= _CELLS
        near = bool(run) and run[-1][0].y - row[0].y <= _FARTHEST * row[0].size
        following = next((r for r in rows[at + 1 : at + 3] if len(r) >= _CELLS), [])
        if not (near and (full or _in_columns(row, columns or following))):
            if run:
                yield run
            run, columns = [], []
        run.append(row)
        columns = row if full else columns
    if run:
        yield run


def _in_columns(row: Row, columns: Row) -> bool:
    """Whether each of the words of ``row`` stand over or under at most one cell, and reach into none beside it."""
    return bool(columns) and len(row) < len(columns) and all(len(_under(s, columns)) <= 1 for s in row)


def _under(segment: Segment, columns: Sequence[Segment]) -> list[int]:
    return [n for n, cell in enumerate(columns) if segment.x0 < cell.x1 and cell.x0 < segment.x1]


def _pitch(run: Sequence[Row]) -> float:
    """The least distance of words from those right under them."""
    return min(
        (a[0].y - b[0].y for n, a in enumerate(run) for b in run[n + 1 : n + 3] if any(_under(s, a) for s in b)),
        default=0.0,
    )


def _joined(group: Sequence[Row]) -> list[Row]:
    """``group`` with each line of few cells put to its row: the only one there is, or one closer than lines of one cell can be."""
    heads = [row for row in group if len(row) >= _CELLS]
    lines: list[list[Row]] = []
    for row in group:
        head = min(heads, key=lambda h: abs(h[0].y - row[0].y), default=row)
        close = len(heads) == 1 or abs(head[0].y - row[0].y) < _CLOSE * row[0].size
        belongs = head is not row and close and _is_rest(row, head)
        same = next((line for line in lines if belongs and head in line), None)
        if same is not None:
            same.append(row)
        elif belongs:
            lines.append([row, head])
        elif not any(row in line for line in lines):
            lines.append([row])
    return [_one(each) for each in lines]


def _is_rest(row: Row, head: Row) -> bool:
    """Whether ``row`` may be the rest of cells of ``head``: it names nothing (来源：) and has no figure over or under another."""
    if any(":" in s.text or "：" in s.text or s.cells for s in row):
        return False
    return not any(_FIGURE.search(s.text) and _FIGURE.search(head[n].text) for s in row for n in _under(s, head))


def _one(lines: Sequence[Row]) -> Row:
    """The lines of one row as one line: words under each other are one cell."""
    if len(lines) == 1:
        return lines[0]
    head = max(lines, key=len)
    lines = sorted(lines, key=lambda line: -line[0].y)
    cells: list[Row] = []
    for segment in (segment for line in lines for segment in line):
        same = next((cell for cell in cells if _under(segment, cell)), None)
        if same is None:
            cells.append([segment])
        else:
            same.append(segment)
    return [
        Segment(
            min(s.x0 for s in cell),
            max(s.x1 for s in cell),
            head[0].y,
            cell[0].size,
            cell_line(s.text.replace(GAP, " ") for s in cell),
        )
        for cell in cells
    ]
