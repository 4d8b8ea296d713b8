"""Files of every kind → the text of the reports in them. Functions of bytes: they open nothing, follow nothing, run nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import Any, Final

from zq_pipeline.errors import PipelineError, need
from zq_pipeline.store.readers.extracted import Extracted
from zq_pipeline.store.readers.problems import Archive, Encrypted, MacroCarrying, UnknownFormat
from zq_pipeline.text.decoding import LIMIT

_ONE: Final = {
    ".txt": "text.plain",
    ".md": "text.markdown",
    ".markdown": "text.markdown",
    ".html": "html.read",
    ".htm": "html.read",
    ".docx": "docx.read",
    ".pdf": "pdf.read",
}
MANY: Final = {".csv": "rows.read_csv", ".jsonl": "rows.read_jsonl"}
"""Suffixes of files that hold several reports, with their readers."""

SUFFIXES: Final = frozenset({*_ONE, *MANY})
"""What is read."""

_ARCHIVES: Final = frozenset((".zip", ".rar", ".7z", ".gz", ".tgz", ".tar", ".bz2", ".xz"))
_MACROS: Final = frozenset((".docm", ".dotm", ".xlsm", ".pptm"))
LIMITS: Final = {".docx": 64_000_000, ".pdf": 64_000_000}
"""Bytes that a file may have, where pictures make it larger than its text."""


@dataclass(frozen=True, slots=True)
class Found:
    """A report in a file, or why there is none. ``file`` is the file's name, with ``#3`` for the third of several."""

    file: str
    result: Extracted | PipelineError


def limit(name: str) -> int:
    """The bytes that a file of this name may have."""
    return LIMITS.get(PurePath(name).suffix.lower(), LIMIT)


def reports(data: bytes, file: str) -> Iterator[Found]:
    """The reports in ``data``, the content of ``file``, by the suffix of its name; never an exception for a bad one.

    >>> [(f.file, f.result.text) for f in reports("产值9亿元。".encode(), "raw/a.txt")]
    [('raw/a.txt', '产值9亿元。')]
    >>> [f.result.code for f in reports(b"PK", "raw/a.zip")]
    ['archive']
    """
    suffix = PurePath(file).suffix.lower()
    try:
        if suffix in MANY:
            for number, result in _function(MANY[suffix])(data, file):
                yield Found(f"{file}#{number}", result)
        else:
            yield Found(file, extract(data, file))
    except PipelineError as error:
        yield Found(file, error)


def extract(data: bytes, file: str) -> Extracted:
    """The one report in ``data``; raises a PipelineError when it can't be read."""
    suffix = PurePath(file).suffix.lower()
    if suffix in _ARCHIVES:
        raise Archive(file=file)
    if suffix in _MACROS:
        raise MacroCarrying(file=file, part=suffix)
    if suffix not in _ONE:
        if data.startswith(b"\xd0\xcf\x11\xe0") and "EncryptedPackage".encode("utf-16-le") in data:
            raise Encrypted(file=file)
        raise UnknownFormat(file=file, kind=f"a {suffix} file" if suffix else "a file without a suffix")
    ask_for_reader(file)
    extracted: Extracted = _function(_ONE[suffix])(data, file)
    return extracted


def ask_for_reader(file: str) -> None:
    """Raise MissingExtra when what reads a file of this name is not installed."""
    if PurePath(file).suffix.lower() == ".pdf":
        need("pypdfium2", "pdf", "Reading a PDF")


def _function(name: str) -> Callable[..., Any]:
    """A reader, its library loaded when it is first needed."""
    module, _, function = name.partition(".")
    reader: Callable[..., Any] = getattr(import_module(f"{__name__}.{module}"), function)
    return reader
