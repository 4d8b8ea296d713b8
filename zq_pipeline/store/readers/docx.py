"""A Word file → its text: paragraphs, tables and text boxes in the order of the document, automatic numbers spelled out.

Only the main document is read. Links, fields, embedded files, pictures, comments and what was deleted stay behind.
"""

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from zq_pipeline.store.readers.extracted import TEXT_LIMIT, Extracted, lines_of, row_line
from zq_pipeline.store.readers.problems import BrokenFile, Encrypted, MacroCarrying, TooMuchInside, UnknownFormat

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
UNPACKED_LIMIT: Final = 200_000_000
"""Bytes that a file may unpack into; a report with many pictures has some ten million."""

_XML_LIMIT: Final = 40_000_000
_PARTS: Final = 5_000
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIP: Final = frozenset(
    {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_W}pPr", f"{_W}rPr", f"{_W}sectPr", _FALLBACK}
)
_BREAKS: Final = frozenset({f"{_W}br", f"{_W}cr"})
_DIGITS: Final = "零一二三四五六七八九"


def read(data: bytes, file: str) -> Extracted:
    """The text of a .docx; raises Encrypted, MacroCarrying, TooMuchInside, UnknownFormat, BrokenFile or EmptyReport."""
    check(data, file)
    try:
        document = Document(io.BytesIO(data))
        lines = list(_blocks(document.element.body, _Numbers(document)))
    except Exception as error:  # python-docx lets through whatever zipfile, lxml and its own code raise
        raise BrokenFile(file=file, kind="Word file", detail=type(error).__name__) from error
    text = lines_of(lines, file)
    if len(text) > TEXT_LIMIT:
        raise TooMuchInside(file=file, amount=len(text), what="characters", limit=TEXT_LIMIT)
    return Extracted(text, MEDIA_TYPE)


def check(data: bytes, file: str) -> None:
    """Look at the list of what is in the file, and open nothing, before any of it is unpacked."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Encrypted(file=file)
        raise UnknownFormat(file=file, kind="an old Word file (.doc)")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as error:
        raise BrokenFile(file=file, kind="Word file", detail=error) from None
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > _PARTS:
        raise TooMuchInside(file=file, amount=len(parts), what="parts", limit=_PARTS)
    if unpacked > UNPACKED_LIMIT:
        raise TooMuchInside(file=file, amount=unpacked, what="bytes", limit=UNPACKED_LIMIT)
    for part in parts:
        if part.flag_bits & 1:
            raise Encrypted(file=file)
        name = part.filename.lower()
        if name.endswith((".xml", ".rels")) and part.file_size > _XML_LIMIT:
            raise TooMuchInside(file=file, amount=part.file_size, what="bytes of XML", limit=_XML_LIMIT)
        if "vbaproject" in name or "activex" in name or name.endswith((".vbs", ".js")):
            raise MacroCarrying(file=file, part=part.filename)
    if "word/document.xml" not in {part.filename for part in parts}:
        raise BrokenFile(file=file, kind="Word file", detail="there is no word/document.xml in it")


def _blocks(parent: Any, numbers: "_Numbers") -> Iterator[str]:
    """Lines of the paragraphs, tables and text boxes below ``parent``, in order."""
    for child in parent:
        if child.tag in _SKIP:
            continue
        if child.tag == f"{_W}p":
            yield from _paragraph(child, numbers)
        elif child.tag == f"{_W}tbl":
            for row in child.iter(f"{_W}tr"):
                cells = [cell for cell in row.iter(f"{_W}tc") if next(cell.iterancestors(f"{_W}tr")) is row]
                yield row_line(" ".join(_blocks(cell, numbers)) for cell in cells)
        elif len(child):
            yield from _blocks(child, numbers)


def _paragraph(paragraph: Any, numbers: "_Numbers") -> Iterator[str]:
    """The lines of a paragraph, then those of the text boxes that hang on it."""
    said: list[str] = [numbers.label(paragraph)]
    boxes: list[Any] = []

    def walk(parent: Any) -> None:
        for child in parent:
            if child.tag in _SKIP:
                continue
            if child.tag == f"{_W}t":
                said.append(child.text or "")
            elif child.tag == f"{_W}tab":
                said.append("\t")
            elif child.tag in _BREAKS:
                said.append("\n")
            elif child.tag == f"{_W}noBreakHyphen":
                said.append("-")
            elif child.tag == f"{_W}txbxContent":
                boxes.append(child)
            else:
                walk(child)

    walk(paragraph)
    yield from "".join(said).split("\n")
    for box in boxes:
        yield from _blocks(box, numbers)


class _Numbers:
    """Labels that Word counts by itself (一、 (二) 3.): they are printed, so they are text."""

    def __init__(self, document: Any) -> None:
        self.levels: dict[tuple[str, str], tuple[str, str, int]] = {}
        self.abstract: dict[str, str] = {}
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)
        # A document without lists has no such part, and python-docx would make one.
        part = next(
            (
                r.target_part
                for r in document.part.rels.values()
                if not r.is_external and r.reltype.endswith("/numbering")
            ),
            None,
        )
        if part is None:
            return
        root = parse_xml(part.blob)
        for abstract in root.iter(f"{_W}abstractNum"):
            for level in abstract.iter(f"{_W}lvl"):
                text, kind, start = (level.find(f"{_W}{name}") for name in ("lvlText", "numFmt", "start"))
                key = (abstract.get(qn("w:abstractNumId")), level.get(qn("w:ilvl")))
                first = start.get(qn("w:val")) if start is not None else "1"
                if text is not None and kind is not None:
                    self.levels[key] = (
                        text.get(qn("w:val")) or "",
                        kind.get(qn("w:val")) or "",
                        int(first) if str(first).isdecimal() else 1,
                    )
        for number in root.iter(f"{_W}num"):
            target = number.find(f"{_W}abstractNumId")
            if target is not None:
                self.abstract[number.get(qn("w:numId"))] = target.get(qn("w:val"))
        self.styles = {
            style.get(qn("w:styleId")): style.find(f"{_W}pPr/{_W}numPr")
            for style in document.styles.element.iter(f"{_W}style")
        }

    def label(self, paragraph: Any) -> str:
        """The label of ``paragraph``, counted on; nothing when it has none or a bullet."""
        if not self.levels:
            return ""
        properties = paragraph.find(f"{_W}pPr/{_W}numPr")
        if properties is None:
            style = paragraph.find(f"{_W}pPr/{_W}pStyle")
            properties = self.styles.get(style.get(qn("w:val"))) if style is not None else None
        if properties is None:
            return ""
        values = {name: properties.find(f"{_W}{name}") for name in ("numId", "ilvl")}
        number, depth = (element.get(qn("w:val")) if element is not None else None for element in values.values())
        abstract = self.abstract.get(number or "")
        if abstract is None or not (depth or "0").isdecimal():
            return ""
        level = int(depth or 0)
        if (abstract, str(level)) not in self.levels:
            return ""
        counts = self.counts[abstract]
        counts[level] = counts.get(level, self.levels[abstract, str(level)][2] - 1) + 1
        for deeper in [d for d in counts if d > level]:
            del counts[deeper]
        text, kind, _ = self.levels[abstract, str(level)]
        if kind in ("bullet", "none"):
            return ""
        for each in range(level + 1):
            if f"%{each + 1}" in text:
                _, its_kind, its_start = self.levels.get((abstract, str(each)), ("", "decimal", 1))
                text = text.replace(f"%{each + 1}", _written(counts.get(each, its_start), its_kind))
        return text


def _written(number: int, kind: str) -> str:
    if not kind.startswith(("chinese", "japanese", "ideograph", "taiwanese")) or not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    ten = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return ten + (_DIGITS[ones] if ones else "")
