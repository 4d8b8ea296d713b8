"""Where words stand on a page → the order in which one reads them, and which lines are one paragraph.

All lengths are in points, from the page's lower left corner; sizes in lines compare with the size of the type.
"""

import re
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Final

from zq_pipeline.store.readers.extracted import row_line
from zq_pipeline.store.readers.pdf_bare import unbroken
from zq_pipeline.store.readers.pdf_pages import pitch_of, tables_joined, with_notes, without_furniture
from zq_pipeline.store.readers.pdf_table import Strokes, with_rows
from zq_pipeline.store.readers.pdf_words import GAP, Line, Segment

Paragraph = list[tuple[int, str]]
"""The words of a paragraph, apart by page."""

_ENDS: Final = "。！？!?；;：:”’）)》」"
_LABEL: Final = re.compile(
    r"第?[一二三四五六七八九十]{1,3}[、部章]|[(（][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[、．]|附[件表注]|注[①-⑳]"
)
_LATIN: Final = re.compile(r"[A-Za-z0-9,.;:)\]%]")


def paragraphs(pages: Sequence[tuple[Sequence[Segment], Strokes]]) -> Iterator[Paragraph]:
    """The paragraphs of a document, in reading order, page heads, feet and numbers left out."""
    laid = [_lines(number, with_rows(segments, strokes)) for number, (segments, strokes) in enumerate(pages)]
    lines = tables_joined(with_notes(without_furniture(laid)))
    pitch = pitch_of(lines)
    edges = _edges_of(lines)
    paragraph: list[Line] = []
    notes: list[list[Line]] = []
    for line in lines:
        if line.note:
            if not notes or line.text.startswith("注"):
                notes.append([])
            notes[-1].append(line)
            continue
        if paragraph and not _goes_on(paragraph, line, edges[paragraph[-1].page, paragraph[-1].column], pitch):
            # A paragraph that goes on over the end of a page isn't parted by the notes there.
            yield from map(_joined, [paragraph, *notes])
            paragraph, notes = [], []
        paragraph.append(line)
    yield from map(_joined, [paragraph, *notes] if paragraph else notes)


def _lines(page: int, segments: Sequence[Segment]) -> list[Line]:
    """The lines of a page in reading order: of a page in two columns the left ones first, between what runs over both."""
    gutter = _gutter(segments)
    if gutter is None:
        return _rows(page, segments, 0)
    across = sorted((s for s in segments if s.x0 < gutter - 2 and s.x1 > gutter + 2), key=lambda s: -s.y)
    rest = [s for s in segments if not (s.x0 < gutter - 2 and s.x1 > gutter + 2)]
    lines: list[Line] = []
    for wall in [*across, None]:
        band = [s for s in rest if wall is None or s.y > wall.y]
        rest = [s for s in rest if not (wall is None or s.y > wall.y)]
        for column, side in enumerate(
            ([s for s in band if s.x1 <= gutter + 2], [s for s in band if s.x1 > gutter + 2])
        ):
            lines += _rows(page, side, column + 1)
        if wall is not None:
            lines += _rows(page, [wall], 0)
    return lines


def _gutter(segments: Sequence[Segment]) -> float | None:
    """The middle of the blank between two columns; None for a page in one, or with a table."""
    if len(segments) < 10:
        return None
    low, high = min(s.x0 for s in segments), max(s.x1 for s in segments)
    width = high - low
    best: tuple[int, float] | None = None
    for x in (low + width * step / 100 for step in range(35, 66)):
        crossing = sum(s.x0 < x < s.x1 for s in segments)
        if best is None or crossing < best[0]:
            best = (crossing, x)
    if best is None:
        return None
    crossing, x = best
    left = [s for s in segments if s.x1 <= x]
    right = [s for s in segments if s.x0 >= x]
    if min(len(left), len(right)) < 4 or crossing > 0.2 * len(segments):
        return None
    # Lines of running text fill their column; cells of a table don't.
    filled = min(_filled(left, x - low), _filled(right, high - x))
    return x if filled > 0.5 else None


def _filled(segments: Sequence[Segment], width: float) -> float:
    """The share of the words that stand in segments which nearly fill ``width``."""
    return sum(len(s.text) for s in segments if s.x1 - s.x0 > 0.75 * width) / sum(len(s.text) for s in segments)


def _rows(page: int, segments: Sequence[Segment], column: int) -> list[Line]:
    """Lines from top to bottom; segments at one height are cells of one row."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: -s.y):
        if not rows or rows[-1][0].y - segment.y > 0.5 * max(rows[-1][0].size, segment.size):
            rows.append([])
        rows[-1].append(segment)
    return [_line(page, row, column) for row in unbroken(rows)]


def _line(page: int, row: list[Segment], column: int) -> Line:
    row = sorted(row, key=lambda s: s.x0)
    cells = [cell for s in row for cell in s.cells or s.text.split(GAP)]
    ruled = any(s.cells for s in row)
    if len(row) == 1 and not ruled:
        cells = [row[0].text.replace(GAP, " ")]
    size = median(s.size for s in row)
    parted = tuple(cells) if len(cells) > 1 else ()
    return Line(page, row[0].x0, row[-1].x1, row[0].y, size, row_line(cells), parted, column, ruled)


def _goes_on(paragraph: list[Line], line: Line, edges: tuple[float, float], pitch: float) -> bool:
    """Whether ``line`` is the next of the paragraph, given the edges of the column that the paragraph's last line is in."""
    last = paragraph[-1]
    em = line.size * 0.9
    if line.cells or last.cells or abs(line.size - last.size) > 0.12 * max(line.size, last.size):
        return False
    if _LABEL.match(line.text) and last.text[-1] in _ENDS:
        return False
    if edges[1] - last.x1 > (_first_word(line.text) + 0.8) * em:
        # There was room for the next word, so the paragraph had ended.
        return False
    if line.x0 - edges[0] > 1.2 * em and line.page == last.page and line.column == last.column:
        # Indented: a new paragraph, unless all lines but the first are (a hanging label).
        return len(paragraph) > 1 and abs(last.x0 - line.x0) < 0.5 * em and paragraph[0].x0 < last.x0 - em
    if last.page == line.page and last.column == line.column and pitch:
        return last.y - line.y <= 1.35 * pitch
    return last.text[-1] not in "。！？!?"


def _first_word(text: str) -> float:
    """The width of what can't be parted from the beginning of a line, in em."""
    word = re.match(r"[!-~]+|.", text)
    length = len(word[0]) if word else 1
    wide = 0.55 * length if word and word[0][0] < "\x7f" else 1.0
    closing = re.match(r"[，。、；：？！”’）》」%％]+", text[length:])
    return wide + (len(closing[0]) if closing else 0)


def _edges_of(lines: Sequence[Line]) -> dict[tuple[int, int], tuple[float, float]]:
    """The left and right edge of each column of each page; a page with little text takes those of the whole document."""
    by_column: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        by_column.setdefault((line.page, line.column), []).append(line)
    whole: dict[int, float] = {}
    for line in lines:
        whole[line.column] = max(whole.get(line.column, 0), _inner(line))
    return {
        at: (min(line.x0 for line in its), max(map(_inner, its)) if len(its) > 5 else whole[at[1]])
        for at, its in by_column.items()
    }


def _inner(line: Line) -> float:
    """The right edge without a stop at the end, which may hang out of the column."""
    return line.x1 - (0.9 * line.size if line.text[-1] in "，。、；：！？,.;:" else 0)


def _joined(paragraph: list[Line]) -> Paragraph:
    """The words of the lines, a blank only between Latin ones."""
    result: Paragraph = []
    before = ""
    for line in paragraph:
        words = f" {line.text}" if _parted(before, line.text) else line.text
        if result and result[-1][0] == line.page:
            result[-1] = (line.page, result[-1][1] + words)
        else:
            result.append((line.page, words))
        before = line.text
    return result


def _parted(before: str, words: str) -> bool:
    """Whether a blank stands between two lines: before a Latin word behind another or a figure, before a figure behind a Latin word."""
    if re.match(r"[A-Za-z]", words):
        return bool(_LATIN.match(before[-1:]))
    return bool(re.match(r"[0-9]", words) and re.search(r"[A-Za-z]\Z", before))
