"""A Word file → its text: paragraphs, tables and text boxes in the order of the document, automatic numbers spelled out, notes at the end.

Only the main document and its notes are read. Links, fields, embedded files, pictures, comments and what was deleted stay behind.
"""

import io
import zipfile
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
