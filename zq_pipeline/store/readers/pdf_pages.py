"""What the pages of a PDF do to a text: heads, feet and numbers around it, notes under it, tables broken over two of them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from zq_pipeline.store.readers.extracted import cell_line, row_line
from zq_pipeline.store.readers.notes import noted
from zq_pipeline.store.readers.pdf_words import Line

_PAGE_NUMBER: Final = re.compile(
    r"[-—–－·~\s]{0,4}(?:第\s?)?\d{1,4}(?:\s?页)?(?:\s?[/／]\s?(?:共\s?)?\d{1,4}(?:\s?页)?|[,，\s]{0,2}共\s?\d{1,4}\s?页)?[-—–－·~\s]{0,4}"
)
_PRINTED: Final = re.compile(r"(?:https?|file)://\S{1,500}(?: \| \d+/\d+)?$|^\d{1,4}/\d{1,2}/\d{1,4}, ?\d{1,2}:\d\d")
_EDGE_LINES: Final = 2
_NOTE: Final = 0.93


def without_furniture(pages: list[list[Line]]) -> list[list[Line]]:
    """Drop page numbers, and what stands at the top or the bottom of most pages, but for its digits."""
    edges: Counter[tuple[int, str]] = Counter()
    for page in pages:
        edges.update({(where, _shape(line)) for where, line in _edges(page)})
    often = max(2, len(pages) // 2)
    result = []
    for page in pages:
        gone = {
            id(line) for where, line in _edges(page) if _is_furniture(line.text) or edges[where, _shape(line)] >= often
        }
        result.append([line for line in page if id(line) not in gone])
    return result


def _edges(page: list[Line]) -> Iterator[tuple[int, Line]]:
    """The lines at the top and at the bottom of a page that stand apart from the text, with where they stand."""
    ordered = sorted(page, key=lambda line: -line.y)
    pitch = pitch_of(ordered)
    for side, lines in ((0, ordered), (-1, ordered[::-1])):
        for number, (line, following) in enumerate(pairwise(lines[: _EDGE_LINES + 1])):
            if line.ruled or (abs(line.y - following.y) < 1.4 * pitch and not _is_furniture(line.text)):
                break
            yield side - number if side else number, line


def _is_furniture(text: str) -> bool:
    """A page number alone, or what a browser prints around a page."""
    return bool(_PAGE_NUMBER.fullmatch(text) or _PRINTED.search(text))


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text)


def pitch_of(lines: Sequence[Line]) -> float:
    """From one line of running text to the next, the usual distance."""
    steps = [
        a.y - b.y
        for a, b in pairwise(lines)
        if a.page == b.page and a.column == b.column and 0 < a.y - b.y < 6 * a.size
    ]
    # Paragraphs stand farther apart than lines: what is common among the short steps counts.
    return sorted(steps)[len(steps) // 3] if steps else 0.0


def with_notes(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """``pages``, the notes at the foot of each, which are set in smaller type and begin with a mark, known as such."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[round(line.size, 1)] += len(line.text)
    body = max(sizes, key=lambda size: sizes[size], default=0.0)
    result = []
    for page in pages:
        at = len(page)
        while at and not page[at - 1].ruled and page[at - 1].size < _NOTE * body:
            at -= 1
        begin = next((n for n in range(at, len(page)) if noted(page[n].text)), len(page))
        notes = [replace(line, text=noted(line.text) or line.text, cells=(), note=True) for line in page[begin:]]
        result.append([*page[:begin], *notes])
    return result


def tables_joined(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """The lines of all pages; in a table that goes on over the end of a page, a head printed again is left out, and a row
    broken there is one."""
    lines: list[Line] = []
    table: list[str] = []
    last = -1
    for page in pages:
        again = 0
        for at, line in enumerate(page):
            if line.note:
                lines.append(line)
                continue
            if not line.cells:
                table = []
            elif at == again < len(table) and line.text == table[again] and lines[last].page < line.page:
                again += 1
                continue
            elif at == again and table and _broken(lines[last], line):
                cells = tuple(cell_line(both) for both in zip(lines[last].cells, line.cells, strict=True))
                lines[last] = replace(lines[last], cells=cells, text=row_line(cells))
                continue
            else:
                table.append(line.text)
            last = len(lines)
            lines.append(line)
    return lines


def _broken(row: Line, line: Line) -> bool:
    """Whether ``line``, the first of its page, is the rest of ``row``: it only goes on in a few of its cells, and counts nothing."""
    if not (row.ruled and line.ruled and row.page < line.page and len(row.cells) == len(line.cells)):
        return False
    goes_on = [bool(above) for above, cell in zip(row.cells, line.cells, strict=True) if cell]
    figures = any(map(str.isdecimal, line.text))
    return all(goes_on) and 2 * len(goes_on) <= sum(map(bool, row.cells)) and not figures
