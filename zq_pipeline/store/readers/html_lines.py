"""An element of a web page → its lines, as a browser breaks them."""

import re
from collections.abc import Iterator
from typing import Final

from lxml import html

from zq_pipeline.store.readers import page_words as page
from zq_pipeline.store.readers.extracted import LONG_CELL, cell_line, clean, row_line
from zq_pipeline.store.readers.notes import is_mark, raised, tail

_RAISED: Final = re.compile(r"vertical-align\s{0,3}:\s{0,3}super")
_DEPTH: Final = 200
_SPAN: Final = 63
_BACK: Final = 60


def lines(element: html.HtmlElement) -> Iterator[str]:
    """The lines of ``element`` as a browser breaks them; a row of a table is one line, cells apart by ``|``."""
    pending: list[str] = []
    yield from _walk(element, 0, pending)
    yield from _closed(pending)


def _walk(at: html.HtmlElement, depth: int, pending: list[str]) -> Iterator[str]:
    """The lines that are full when ``at`` has been read; the words of the one begun are ``pending``."""
    table = at.tag == "table" and _is_data(at)
    breaks = at.tag == "br" or table or at.tag in page.BLOCKS
    if breaks:
        yield from _closed(pending)
    if table:
        yield from _rows(at)
    elif mark := _mark(at):
        pending.append(raised(mark, tail([*filter(None, pending[-_BACK:])])))
    elif at.tag != "br":
        pending.append(at.text or "")
        for child in at:
            if depth < _DEPTH:
                yield from _walk(child, depth + 1, pending)
            pending.append(child.tail or "")
        if breaks:
            yield from _closed(pending)


def _closed(pending: list[str]) -> Iterator[str]:
    said = clean("".join(pending).replace("\n", " "))
    pending.clear()
    if said:
        yield said


def _rows(table: html.HtmlElement) -> Iterator[str]:
    """The caption of a table and its rows; a cell over several rows or columns says its words once, in the first."""
    for caption in table.iter("caption"):
        yield from lines(caption)
    taken: dict[int, int] = {}
    for row in table.iter("tr"):
        cells: list[list[str]] = []
        for cell in (*(c for c in row if c.tag in ("td", "th")), None):
            while taken.get(len(cells), 0):
                taken[len(cells)] -= 1
                cells.append([])
            if cell is not None:
                at, width, height = len(cells), _span(cell, "colspan"), _span(cell, "rowspan")
                if at + width > _SPAN:
                    width = height = 1
                cells += [list(lines(cell)), *([] for _ in range(width - 1))]
                taken |= dict.fromkeys(range(at, at + width), height - 1)
        if sum(map(bool, cells)) > 1:
            yield row_line(map(cell_line, cells))
        else:
            yield from (line for cell in cells for line in cell)


def _span(cell: html.HtmlElement, name: str) -> int:
    said = cell.get(name) or ""
    return min(max(int(said), 1), _SPAN) if said.isascii() and said.isdecimal() and len(said) < 5 else 1


def _mark(element: html.HtmlElement) -> str:
    """What ``element`` sets above the line, or the mark that links a note with its place; nothing for all else."""
    up = element.tag == "sup" or (element.tag == "span" and _RAISED.search(element.get("style") or ""))
    link = element.tag == "a" and re.match("#.", element.get("href") or "")
    said = element.text_content() if up or link else ""
    return said if up or is_mark(said) else ""


def notes_beside(root: html.HtmlElement, article: html.HtmlElement) -> list[html.HtmlElement]:
    """The notes of ``article`` that stand elsewhere on the page: the blocks that its marks link to, in their order."""
    within = set(article.iter())
    around = set(article.iterancestors())
    wanted = [(link.get("href") or "")[1:] for link in article.iter("a") if _mark(link)]
    places: dict[str, html.HtmlElement] = {}
    for element in root.iter() if wanted else ():
        for name in {element.get("id"), element.get("name")} - {None}:
            places.setdefault(name, element)
    notes: dict[html.HtmlElement, None] = {}
    for name in wanted:
        block: html.HtmlElement | None = places.get(name)
        while block is not None and block.tag not in page.BLOCKS:
            block = block.getparent()
        if block is not None and block not in within and block not in around:
            notes[block] = None
    return list(notes)


def _is_data(table: html.HtmlElement) -> bool:
    """A table of cells, and none that lays out the page: no table in it, short cells, more than one in a row."""
    if table.find(".//table") is not None:
        return False
    cells = [cell for row in table.iter("tr") for cell in row if cell.tag in ("td", "th")]
    rows = sum(1 for _ in table.iter("tr"))
    return len(cells) > rows and max((len(c.text_content()) for c in cells), default=0) < LONG_CELL
