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

_HEAVIEST: Final = 64_000_000
"""Bytes after which a batch is cut: it is in the memory of a worker at once."""


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

    def __str__(self) -> str:
        """How to speak of it."""
        return f"The batch that begins with {self.files[0]}"


def plan(source: Path, reports: int) -> tuple[Path, list[Batch]]:
    """The folder that names are relative to, and batches of about ``reports`` reports; raises NoCorpus when there is nothing."""
    root = source if source.is_dir() else source.parent
    found = sorted(_files(root)) if source.is_dir() else [(source.name, 0)] if source.is_file() else []
    rows = [name for name, _ in found if name.lower().endswith(ROWS)]
    batches = list(_of_files([(name, size) for name, size in found if not name.lower().endswith(ROWS)], reports))
    for name in rows:
        batches += _of_rows(root, name, reports)
    if not batches:
        raise NoCorpus(input=source)
    return root, batches


def _files(folder: Path, inside: str = "") -> Iterator[tuple[str, int]]:
    """Every plain file below ``folder`` of a kind that is read, with its size; links are not followed."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _files(folder / entry.name, f"{inside}{entry.name}/")
            elif (
                entry.name.lower().endswith(tuple(readers.SUFFIXES))
                and not entry.name.startswith("README")
                and not entry.is_symlink()
            ):
                yield f"{inside}{entry.name}", entry.stat().st_size


def _of_files(files: Sequence[tuple[str, int]], reports: int) -> Iterator[Batch]:
    """Cut after names that a checksum picks, so that a new file changes one batch and not all that follow."""
    run: list[str] = []
    size = 0
    for name, more in files:
        run.append(name)
        size += more
        picked = zlib.crc32(name.encode(errors="surrogateescape")) % reports == 0
        if picked or len(run) == _LONGEST * reports or size >= _HEAVIEST:
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
            if count == reports or end - start >= _HEAVIEST:
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
