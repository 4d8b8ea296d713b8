"""What there is to read, cut into batches that stay the same when a report comes or goes elsewhere."""

import os
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from zq_pipeline.store import readers
from zq_pipeline.store.corpus.problems import NoCorpus
from zq_pipeline.text.decoding import LIMIT

ROWS: Final = ".jsonl"
_LONGEST: Final = 4
"""A batch has at most this many times the usual number of reports."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some of the inputs: files, or, of one file of rows, those from byte ``start`` to ``end``, the first of them being ``row``.

    Names are relative to the folder of the corpus. ``size`` is in bytes.
    """

    files: tuple[str, ...]
    size: int
    start: int = 0
    end: int = 0
    row: int = 0


def plan(source: Path, reports: int) -> tuple[Path, list[Batch]]:
    """The folder that names are relative to, and batches of about ``reports`` reports; raises NoCorpus when there is nothing."""
    root = source if source.is_dir() else source.parent
    names = _names(source) if source.is_dir() else [source.name] if source.is_file() else []
    plain = [name for name in names if not name.lower().endswith(ROWS)]
    batches = list(_of_files(root, plain, reports))
    for name in names:
        if name.lower().endswith(ROWS):
            batches += _of_rows(root, name, reports)
    if not batches:
        raise NoCorpus(input=source)
    return root, batches


def _names(source: Path) -> list[str]:
    """Every plain file below ``source`` of a kind that is read, in the order of names; links are not followed."""
    found = []
    for folder, _, files in os.walk(source, followlinks=False):
        for name in files:
            path = Path(folder, name)
            hidden = any(part.startswith(".") for part in path.relative_to(source).parts)
            if (
                path.suffix.lower() in readers.SUFFIXES
                and not hidden
                and not name.startswith("README")
                and not path.is_symlink()
            ):
                found.append(path.relative_to(source).as_posix())
    return sorted(found)


def _of_files(root: Path, names: Sequence[str], reports: int) -> Iterator[Batch]:
    """Cut after names that a checksum picks, so that a new file changes one batch and not all that follow."""
    run: list[str] = []
    size = 0
    for name in names:
        run.append(name)
        size += (root / name).stat().st_size
        if zlib.crc32(name.encode(errors="surrogateescape")) % reports == 0 or len(run) == _LONGEST * reports:
            yield Batch(tuple(run), size)
            run, size = [], 0
    if run:
        yield Batch(tuple(run), size)


def _of_rows(root: Path, name: str, reports: int) -> Iterator[Batch]:
    """Cut a file of rows after every ``reports`` of them; one pass, a line at a time."""
    start = end = first = count = 0
    with (root / name).open("rb") as file:
        while size := row(file)[1]:
            end += size
            count += 1
            if count == reports:
                yield Batch((name,), end - start, start, end, first)
                start, first, count = end, first + count, 0
    if count:
        yield Batch((name,), end - start, start, end, first)


def row(file: BinaryIO) -> tuple[bytes, int]:
    """The next line and its length; of one that is longer than a report may be, only the beginning is kept in memory."""
    line = file.readline(LIMIT + 1)
    size = len(line)
    while line and not line.endswith(b"\n") and (more := file.readline(LIMIT + 1)):
        size += len(more)
        if more.endswith(b"\n"):
            break
    return line, size
