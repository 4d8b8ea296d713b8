"""A Word file → its text: paragraphs, tables and text boxes in the order of the document, automatic numbers spelled out, notes at the end.

Only the main document and its notes are read. Links, fields, embedded files, pictures, comments and what was deleted stay behind.
"""

import io
import zipfile
from collections.abc import Sequence
from typing import Final

from docx import Document

from zq_pipeline.store.readers.docx_body import Body
from zq_pipeline.store.readers.extracted import TEXT_LIMIT, Extracted, lines_of
from zq_pipeline.store.readers.problems import BrokenFile, Encrypted, MacroCarrying, TooMuchInside, UnknownFormat

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
UNPACKED_LIMIT: Final = 200_000_000
"""Bytes that a file may unpack into; a report with many pictures has some ten million."""

_XML_LIMIT: Final = 40_000_000
_PARTS: Final = 5_000


def read(data: bytes, file: str) -> Extracted:
    """The text of a .docx; raises Encrypted, MacroCarrying, TooMuchInside, UnknownFormat, BrokenFile or EmptyReport."""
    check(data, file)
    try:
        lines = list(Body(Document(io.BytesIO(data))).lines())
    except Exception as error:  # python-docx lets through whatever zipfile, lxml and its own code raise
        raise BrokenFile(file=file, kind="Word file", detail=type(error).__name__) from error
    text = lines_of(lines, file)
    if len(text) > TEXT_LIMIT:
        raise TooMuchInside(file=file, amount=len(text), what="characters", limit=TEXT_LIMIT)
    return Extracted(text, MEDIA_TYPE)


def check(data: bytes, file: str) -> None:
    """Look at the list of what is in the file, and open nothing, before any of it is unpacked."""
    parts = _parts(data, file)
    _refuse_too_much(parts, file)
    for part in parts:
        if part.flag_bits & 1:
            raise Encrypted(file=file)
        if _is_program(part.filename.lower()):
            raise MacroCarrying(file=file, part=part.filename)
    if "word/document.xml" not in {part.filename for part in parts}:
        raise BrokenFile(file=file, kind="Word file", detail="there is no word/document.xml in it")


def _parts(data: bytes, file: str) -> list[zipfile.ZipInfo]:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Encrypted(file=file)
        raise UnknownFormat(file=file, kind="an old Word file (.doc)")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as error:
        raise BrokenFile(file=file, kind="Word file", detail=error) from None


def _refuse_too_much(parts: Sequence[zipfile.ZipInfo], file: str) -> None:
    unpacked = sum(part.file_size for part in parts)
    xml = max((part.file_size for part in parts if part.filename.lower().endswith((".xml", ".rels"))), default=0)
    for amount, what, limit in (
        (len(parts), "parts", _PARTS),
        (unpacked, "bytes", UNPACKED_LIMIT),
        (xml, "bytes of XML", _XML_LIMIT),
    ):
        if amount > limit:
            raise TooMuchInside(file=file, amount=amount, what=what, limit=limit)


def _is_program(name: str) -> bool:
    return "vbaproject" in name or "activex" in name or name.endswith((".vbs", ".js"))
