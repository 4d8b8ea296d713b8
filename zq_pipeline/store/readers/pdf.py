"""A PDF with a text layer → its text: lines joined into paragraphs, columns one after the other, page heads and numbers left out.

Scripts, forms, links and attached files in it are never looked at.
"""

import ctypes
from collections.abc import Iterator
from contextlib import closing
from typing import Final

import pypdfium2
from pypdfium2 import raw

from zq_pipeline.store.readers.extracted import TEXT_LIMIT, Extracted, clean
from zq_pipeline.store.readers.notes import is_mark, raised, tail
from zq_pipeline.store.readers.pdf_layout import paragraphs
from zq_pipeline.store.readers.pdf_strokes import strokes
from zq_pipeline.store.readers.pdf_table import Strokes
from zq_pipeline.store.readers.pdf_words import GAP, Segment
from zq_pipeline.store.readers.problems import BrokenFile, Encrypted, NoTextLayer, TooMuchInside

PAGES_LIMIT: Final = 2_000
_NEAR: Final = 1.1
_GAP: Final = 0.3
_SMALL: Final = 0.88
_MARK: Final = 6
_SCANNED: Final = 5


def read(data: bytes, file: str) -> Extracted:
    """The text of a PDF and where its pages start; raises Encrypted, NoTextLayer, TooMuchInside or BrokenFile."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if raw.FPDF_GetLastError() in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY) or "assword" in str(error):
            raise Encrypted(file=file) from None
        raise BrokenFile(file=file, kind="PDF", detail=error) from None
    with closing(document):
        count = len(document)
        if count > PAGES_LIMIT:
            raise TooMuchInside(file=file, amount=count, what="pages", limit=PAGES_LIMIT)
        pages: list[tuple[list[Segment], Strokes]] = []
        characters = 0
        for number in range(count):
            try:
                with closing(document[number]) as page:
                    drawn = strokes(page)
                    segments = list(_segments(page, drawn))
            except pypdfium2.PdfiumError as error:
                raise BrokenFile(file=file, kind="PDF", detail=f"page {number + 1}: {error}") from None
            characters += sum(len(s.text) for s in segments)
            if characters > TEXT_LIMIT:
                raise TooMuchInside(file=file, amount=characters, what="characters", limit=TEXT_LIMIT)
            pages.append((segments, drawn))
    text, starts = _joined(paragraphs(pages))
    if len(text) < _SCANNED * max(count, 1) or not any(map(str.isalnum, text)):
        raise NoTextLayer(file=file, pages=count)
    return Extracted(text, "application/pdf", pages=(*starts, *[len(text)] * (count - len(starts))))


def _joined(parts: Iterator[list[tuple[int, str]]]) -> tuple[str, list[int]]:
    """Paragraphs, each a list of (page from 0, words), as text with the offset of each page's first words."""
    text: list[str] = []
    length = 0
    starts: list[int] = []
    for paragraph in parts:
        for page, words in paragraph:
            while len(starts) <= page:
                starts.append(length)
            text.append(words)
            length += len(words)
        text.append("\n")
        length += 1
    return "".join(text), starts


def _segments(page: pypdfium2.PdfPage, drawn: Strokes) -> Iterator[Segment]:
    """Runs of characters on one line without a wide gap, in the order of the file."""
    with closing(page.get_textpage()) as text:
        box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        run: list[str] = []
        mark: list[str] = []
        edge: Segment | None = None
        blank = False
        for index in range(text.count_chars()):
            code = raw.FPDFText_GetUnicode(text, index)
            character = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
            made_up = raw.FPDFText_IsGenerated(text, index) == 1
            blank = (made_up and character == " ") or blank
            if character in "\r\n" or made_up or not raw.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box)):
                continue
            raw.FPDFText_GetCharOrigin(text, index, x, y)
            left, right, base = box.left, box.right, y.value
            # The box of some fonts is that of the strokes, and 一 is flat.
            size = max(box.top - box.bottom, right - left, 0.1)
            if character.isspace():
                # A blank often is of another type: only its width counts.
                if edge is not None and -size <= left - edge.x1 <= size:
                    run, mark = _with_mark(run, mark), []
                    run.append(" ")
                    edge = edge._replace(x1=max(edge.x1, right))
                continue
            if edge is not None:
                gap = left - edge.x1
                if _above(edge, size, base) and -0.5 * size <= gap <= 0.5 * size:
                    mark.append(character)
                    edge = edge._replace(x1=max(edge.x1, right))
                    continue
                run, mark = _with_mark(run, mark), []
                under = Segment(left, right, base, size, "")
                if len(run) < _MARK and _above(under, edge.size, edge.y) and is_mark("".join(run)):
                    # A note begins with its mark.
                    run, edge = [raised("".join(run), "")], edge._replace(y=base)
                biggest = max(size, edge.size)
                parted = gap > 0.1 * biggest and drawn.part(edge.x1 - 1, left + 1, base + 0.3 * biggest)
                if abs(base - edge.y) < 0.4 * biggest and -0.5 * biggest <= gap <= _NEAR * biggest and not parted:
                    between = GAP if gap > _GAP * biggest else " " if blank and _parted(run[-1][-1], character) else ""
                    run.append(between + character)
                    blank = False
                    edge = edge._replace(x1=max(edge.x1, right), size=biggest)
                    continue
                yield from _segment(run, edge)
            run, edge, blank = [character], Segment(left, right, base, size, ""), False
        if edge is not None:
            yield from _segment(_with_mark(run, mark), edge)


def _with_mark(run: list[str], mark: list[str]) -> list[str]:
    """``run``, and what stands above the line after it, if that says anything."""
    said = raised("".join(mark), tail(run)) if mark else ""
    if said:
        run.append(said)
    return run


def _above(edge: Segment, size: float, base: float) -> bool:
    """Whether a character is smaller than the words ``edge`` and stands above their line."""
    return size < _SMALL * edge.size and 0.12 * edge.size < base - edge.y < 0.7 * edge.size


def _parted(before: str, after: str) -> bool:
    """Whether a narrow gap is a blank: after a stop and between Latin words; Chinese is only set wider."""
    return before in "。；！？:：" or (before.isascii() and after.isascii())


def _segment(run: list[str], edge: Segment) -> Iterator[Segment]:
    words = "".join(run)
    if clean(words):
        yield edge._replace(text=words)
