"""Bytes of a report → its text, with nothing guessed in silence.

UTF-8 (with or without a byte order mark, which is not part of the text) or GB18030. Line ends stay as they are: every
offset counts code points of exactly the text that is returned here.
"""

import re
from typing import Final, NamedTuple

from zq_pipeline.errors import EmptyReport, PipelineError

LIMIT: Final = 16_000_000
"""The largest report that is read, in bytes; the longest real ones are under one million."""

_BOM: Final = b"\xef\xbb\xbf"
_MAGIC: Final = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office document (docx, xlsx)"),
    (b"\xd0\xcf\x11\xe0", "an old Office document (doc, xls)"),
    (b"{\\rtf", "an RTF document"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\xff\xfe", "UTF-16 text"),
    (b"\xfe\xff", "UTF-16 text"),
)
_CONTROL: Final = re.compile("[\x01-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_NO_GB: Final = re.compile("[\x01-\x08\x0b\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffe\uffff\U000f0000-\U0010ffff]")
_UTF8_FOR_SURE: Final = 8
_STOPS: Final = "。、，"


class Decoded(NamedTuple):
    """The text of a file and the encoding that it was in (``utf-8``, ``utf-8-sig`` or ``gb18030``)."""

    text: str
    encoding: str


class NotText(PipelineError):
    """A file of another kind under the name of a text."""

    code = "not-text"
    template = "{file} is {kind}, not text. Save the report as plain text (UTF-8) and put that in its place."


class NulBytes(PipelineError):
    """A file with zero bytes."""

    code = "nul-bytes"
    template = "{file} holds a NUL byte at byte {byte}, so it is no text. Save the report as plain text (UTF-8)."


class Undecodable(PipelineError):
    """A file that is neither UTF-8 nor GB18030."""

    code = "undecodable"
    template = "{file} is neither UTF-8 nor GB18030: byte {byte} breaks {encoding}. Save the report again as UTF-8."


class TooLarge(PipelineError):
    """A file over the limit."""

    code = "too-large"
    template = (
        "{file} has {size} bytes, more than the {limit} that one report may have. Split it into one file a report."
    )


def decode(data: bytes, file: str, limit: int = LIMIT) -> Decoded:
    """The text in ``data``; ``file`` is only named in errors.

    Raises TooLarge, NotText, NulBytes, Undecodable (with the offset of the byte that broke it) or EmptyReport.

    >>> decode("全镇实现产值12亿元。".encode("gb18030"), "raw/a.txt")
    Decoded(text='全镇实现产值12亿元。', encoding='gb18030')
    """
    if len(data) > limit:
        raise TooLarge(file=file, size=len(data), limit=limit)
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise NotText(file=file, kind=kind)
    if (nul := data.find(0)) >= 0:
        raise NulBytes(file=file, byte=nul)
    decoded = _decode(data, file)
    if not any(map(str.isalnum, decoded.text)):
        raise EmptyReport(file=file)
    return decoded


def _decode(data: bytes, file: str) -> Decoded:
    marked = data.startswith(_BOM)
    skip = len(_BOM) if marked else 0
    try:
        text = data[skip:].decode("utf-8")
    except UnicodeDecodeError as error:
        broken = error.start + skip
        # Eight characters that are well-formed UTF-8 by chance are not seen in GB18030: the file is UTF-8, and broken.
        good = data[skip:broken].decode("utf-8")
        if marked or sum(c > "\x7f" for c in good) >= _UTF8_FOR_SURE:
            raise Undecodable(file=file, byte=broken, encoding="UTF-8") from None
        return _gb18030(data, file)
    if found := _CONTROL.search(text):
        byte = skip + len(text[: found.start()].encode())
        raise Undecodable(file=file, byte=byte, encoding="UTF-8 text (a control character)")
    return Decoded(text, "utf-8-sig" if marked else "utf-8")


def _gb18030(data: bytes, file: str) -> Decoded:
    """Strictly: a binary file often passes as GB18030, but not without controls or private-use characters."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise Undecodable(file=file, byte=error.start, encoding="GB18030") from None
    if _is_japanese(data, text):
        raise NotText(file=file, kind="Shift-JIS text")
    if found := _NO_GB.search(text):
        byte = len(text[: found.start()].encode("gb18030"))
        raise Undecodable(file=file, byte=byte, encoding="GB18030 text (an unassigned or control character)")
    return Decoded(text, "gb18030")


def _is_japanese(data: bytes, read: str) -> bool:
    """Whether ``data``, ``read`` as GB18030, is Shift-JIS: it decodes so, with the stops that every text has and ``read`` lacks."""
    if any(stop in read for stop in _STOPS):
        return False
    try:
        text = data.decode("shift_jis")
    except UnicodeDecodeError:
        return False
    return any(stop in text for stop in _STOPS)
