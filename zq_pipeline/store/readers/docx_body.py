"""The body of a Word document as lines: paragraphs, tables and text boxes in the order of print, then the notes.

Only what is printed is read: no deleted, hidden or moved-away words, no instructions of fields, no readings over characters.
"""

from collections.abc import Iterator
from typing import Any, Final

from zq_pipeline.store.readers.docx_numbers import Numbers, part
from zq_pipeline.store.readers.extracted import LONG_CELL, cell_line, row_line
from zq_pipeline.store.readers.notes import circled, label, raised, tail

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_NAMES: Final = (
    "del",
    "moveFrom",
    "instrText",
    "delText",
    "pPr",
    "rPr",
    "sectPr",
    "sdtPr",
    "rt",
    "tblPr",
    "trPr",
    "tcPr",
)
_SKIP: Final = frozenset((*(f"{_W}{name}" for name in _NAMES), _FALLBACK))
_SIGNS: Final = {f"{_W}tab": "\t", f"{_W}ptab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_OFF: Final = ("0", "false", "off")
_NOTES: Final = {f"{_W}footnoteReference": "footnote", f"{_W}endnoteReference": "endnote"}
_SYMBOL: Final = dict(zip(b"\xa3\xb3\xb1\xb4\xb0\x6d\xb8\xbb\xb9\xa5\xb7", "≤≥±×°μ÷≈≠∞·", strict=True))
"""Characters of the type Symbol that stand at figures."""
_COLUMNS: Final = 63


class Body:
    """The lines of one document."""

    def __init__(self, document: Any) -> None:
        self.element = document.element.body
        self.numbers = Numbers(document)
        styles = part(document, "styles")
        self.styles = {
            _value(style, "styleId"): style for style in (() if styles is None else styles.iter(f"{_W}style"))
        }
        self.notes = _notes(document)
        self.pointed: dict[tuple[str, str], bool] = {}
        """Notes that a mark points at, in order → whether the note has a mark of its own among its words."""

    def lines(self) -> Iterator[str]:
        """Those of the text, then those of its footnotes and endnotes in the order of their marks."""
        yield from self._blocks(self.element)
        for number, (key, marked) in enumerate(list(self.pointed.items()), 1):
            if key in self.notes:
                first, *more = [line for line in self._blocks(self.notes[key]) if line.strip()] or [""]
                yield first if marked or not first else label(number) + first.strip()
                yield from more

    def _blocks(self, parent: Any) -> Iterator[str]:
        """Lines of the paragraphs, tables and text boxes below ``parent``, in order."""
        before = ""
        for child in parent:
            if child.tag in _SKIP:
                continue
            if child.tag == f"{_W}p":
                words, boxes = self._paragraph(child)
                # Where the end of a paragraph was deleted, it goes on in the next.
                ends = all(child.find(f"{_W}pPr/{_W}rPr/{_W}{name}") is None for name in ("del", "moveFrom"))
                if ends:
                    yield from (self.numbers.label(child) + before + words).split("\n")
                before = "" if ends else before + words
                for box in boxes:
                    yield from self._blocks(box)
            elif child.tag == f"{_W}tbl":
                for row in _within(child, "tr", "tbl"):
                    yield from self._row(row)
            elif len(child):
                yield from self._blocks(child)
        yield from before.split("\n")

    def _row(self, row: Any) -> Iterator[str]:
        """A row as one line, cells apart by ``|``; one that lays out the page (long cells, tables in it) as what its cells say."""
        if any(row.find(f"{_W}trPr/{_W}{name}") is not None for name in ("del", "hidden")):
            return
        cells: list[list[str]] = [[] for _ in range(_count(row, f"{_W}trPr/{_W}gridBefore"))]
        for cell in _within(row, "tc", "tr"):
            if cell.find(f"{_W}tcPr/{_W}cellDel") is None:
                cells.append([] if _goes_on(cell) else [line for line in self._blocks(cell) if line.strip()])
                cells += [[] for _ in range(_count(cell, f"{_W}tcPr/{_W}gridSpan") - 1)]
        alone = sum(map(bool, cells)) < 2
        if alone or row.find(f".//{_W}tbl") is not None or any(sum(map(len, cell)) >= LONG_CELL for cell in cells):
            for cell in cells:
                yield from cell
        else:
            yield row_line(map(cell_line, cells))

    def _paragraph(self, paragraph: Any) -> tuple[str, list[Any]]:
        """The words of a paragraph, and the text boxes that hang on it."""
        pieces: list[tuple[str, bool]] = []
        boxes: list[Any] = []
        self._gather(paragraph, False, paragraph.find(f"{_W}pPr/{_W}pStyle"), pieces, boxes)
        return _written(pieces), boxes

    def _gather(self, parent: Any, up: bool, style: Any, pieces: list[tuple[str, bool]], boxes: list[Any]) -> None:
        """Put what ``parent`` prints, ``up`` above the line or on it, behind ``pieces``, and its text boxes behind ``boxes``."""
        for child in parent:
            if child.tag in _SKIP:
                continue
            said = _said(child)
            if said is not None:
                pieces.append((said, up and child.tag not in _SIGNS))
            elif child.tag in _NOTES:
                if self._points(child):
                    break
            elif child.tag == f"{_W}txbxContent":
                boxes.append(child)
            elif child.tag != f"{_W}r":
                self._gather(child, up, style, pieces, boxes)
            elif not self._has(child, style, "vanish"):
                self._gather(child, self._has(child, style, "vertAlign"), style, pieces, boxes)

    def _points(self, reference: Any) -> bool:
        """Remember the note that ``reference`` points at; whether what follows in its run is the mark that it is printed with."""
        own = _value(reference, "customMarkFollows") not in ("", *_OFF)
        self.pointed.setdefault((_NOTES[reference.tag], _value(reference, "id")), own)
        return own

    def _has(self, run: Any, of_paragraph: Any, name: str) -> bool:
        """Whether ``run`` is hidden (``vanish``) or stands above the line (``vertAlign``), by itself or by a style, its own or the paragraph's."""
        own = run.find(f"{_W}rPr/{_W}{name}")
        for style in (run.find(f"{_W}rPr/{_W}rStyle"), of_paragraph):
            named = "" if style is None else _value(style, "val")
            for _ in range(10):
                if own is not None or named not in self.styles:
                    break
                own = self.styles[named].find(f"{_W}rPr/{_W}{name}")
                based = self.styles[named].find(f"{_W}basedOn")
                named = "" if based is None else _value(based, "val")
        if own is None:
            return False
        return _value(own, "val") == "superscript" if name == "vertAlign" else _value(own, "val") not in _OFF


def _value(element: Any, name: str) -> str:
    return element.get(f"{_W}{name}") or ""


def _within(element: Any, name: str, owner: str) -> list[Any]:
    """The rows of a table, or the cells of a row, without those of the tables in it."""
    return [found for found in element.iter(f"{_W}{name}") if next(found.iterancestors(f"{_W}{owner}")) is element]


def _count(element: Any, path: str) -> int:
    found = element.find(path)
    said = "" if found is None else _value(found, "val")
    return min(int(said), _COLUMNS) if said.isascii() and said.isdecimal() else 0


def _goes_on(cell: Any) -> bool:
    """Whether ``cell`` is part of the one above it or to its left, which has said all."""
    merges = [cell.find(f"{_W}tcPr/{_W}{name}") for name in ("vMerge", "hMerge")]
    return any(merge is not None and _value(merge, "val") != "restart" for merge in merges)


def _said(element: Any) -> str | None:
    """What ``element`` prints by itself; None for one that may hold others."""
    if element.tag in (f"{_W}t", _MATH):
        return element.text or ""
    if element.tag == f"{_W}sym":
        return _symbol(element)
    return _SIGNS.get(element.tag)


def _symbol(symbol: Any) -> str:
    """A character named by its place in a type, when that place says which it is: ``≥``, ``①``; nothing for an ornament."""
    try:
        code = int(_value(symbol, "char"), 16)
    except ValueError:
        return ""
    if not 0xF000 <= code <= 0xF0FF:
        return chr(code) if 0x20 <= code < 0xD800 else ""
    code -= 0xF000
    if _value(symbol, "font").startswith("Wingdings"):
        return circled(code - 0x80) if code <= 0x8A else ""
    return _SYMBOL.get(code, chr(code) if 0x20 <= code < 0x40 else "")


def _written(pieces: list[tuple[str, bool]]) -> str:
    """``pieces`` in a row; those that stand above the line are read together."""
    said: list[str] = []
    above = ""
    for words, up in (*pieces, ("", False)):
        if up:
            above += words
            continue
        if above:
            said.append(raised(above, tail(said).rpartition("\n")[2]))
            above = ""
        if words:
            said.append(words)
    return "".join(said)


def _notes(document: Any) -> dict[tuple[str, str], Any]:
    """Kind and id → footnote or endnote; the lines that part them from the text are none."""
    notes: dict[tuple[str, str], Any] = {}
    for kind in _NOTES.values():
        root = part(document, f"{kind}s")
        for note in () if root is None else root.iter(f"{_W}{kind}"):
            if _value(note, "type") in ("", "normal"):
                notes[kind, _value(note, "id")] = note
    return notes
