"""The reports of ``raw/`` and what stands beside them: found, opened, read, or set aside with the reason.

A report is a ``.txt`` file directly in ``raw/``; its origin is ``<stem>.origin.toml`` beside it. A missing origin is written from
what the page itself prints. A report that can't be read costs itself only: it is left where it is, and named with the reason.
"""

import hashlib
import json
import os
import stat
from dataclasses import asdict, dataclass
from pathlib import Path

from zq_pipeline.errors import PipelineError, printable
from zq_pipeline.reading import origin as origins
from zq_pipeline.reading import report
from zq_pipeline.reading.records import Origin, Reading
from zq_pipeline.store.problems import (
    DuplicateKey,
    NotAFile,
    OriginMismatch,
    ReportMissing,
    ReportUnreadable,
)
from zq_pipeline.text.decoding import LIMIT, TooLarge, decode

SUFFIX = ".txt"
ORIGIN_SUFFIX = ".origin.toml"


@dataclass(frozen=True, slots=True)
class SetAside:
    """A report that was not read, and why. ``place`` is where in the file, as far as that is known."""

    file: str
    code: str
    sentence: str
    place: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What ``raw/`` gave: readings in the order of their keys, and what had to be set aside, in the order of names."""

    readings: tuple[Reading, ...]
    set_aside: tuple[SetAside, ...]


def paths(raw: Path) -> list[Path]:
    """Everything in ``raw`` that calls itself a report, in the order of names; empty when there is no such folder."""
    return (
        sorted(p for p in raw.iterdir() if p.name.endswith(SUFFIX) and not p.name.startswith("."))
        if raw.is_dir()
        else []
    )


def shelf(raw: Path) -> Shelf:
    """Read every report of ``raw``. No error of one report reaches the others."""
    found: list[tuple[Path, Reading]] = []
    aside: list[SetAside] = []
    for path in paths(raw):
        try:
            found.append((path, read(path)))
        except PipelineError as error:
            aside.append(_set_aside(path, error))
    by_key: dict[str, list[Path]] = {}
    for path, reading in found:
        by_key.setdefault(reading.key, []).append(path)
    for key, rivals in by_key.items():
        for path in rivals if len(rivals) > 1 else ():
            other = next(rival for rival in rivals if rival != path)
            aside.append(_set_aside(path, DuplicateKey(file=path.name, other=other.name, key=key)))
    kept = (reading for _, reading in found if len(by_key[reading.key]) == 1)
    return Shelf(tuple(sorted(kept, key=lambda r: r.key)), tuple(sorted(aside, key=lambda a: a.file)))


def read(path: Path) -> Reading:
    """Read one report of ``raw/`` with its origin; where there is none, it is written from what the page prints.

    Raises a PipelineError when the report or its origin can't be read, or the sha256 of the origin is another.
    """
    data = load(path)
    sha256 = hashlib.sha256(data).hexdigest()
    decoded = decode(data, path.name)
    beside = path.with_name(path.name.removesuffix(SUFFIX) + ORIGIN_SUFFIX)
    if os.path.lexists(beside):
        origin = origins.parse(_text(beside), beside.name, report_file=path.name)
        if origin.sha256 and origin.sha256 != sha256:
            raise OriginMismatch(file=path.name, origin=beside.name, actual=sha256, expected=origin.sha256)
    else:
        origin = origins.from_page(decoded.text, path.name, sha256=sha256, encoding=decoded.encoding)
        _write_new(beside, origins.dump(origin))
    return report.read(decoded.text, origin)


def read_alone(path: Path, review_year: int | None = None) -> Reading:
    """Read a report from anywhere, without an origin; ``review_year`` is for one that doesn't say its year."""
    data = load(path, follow=True)
    decoded = decode(data, path.name)
    origin = Origin(file=path.name, encoding=decoded.encoding, sha256=hashlib.sha256(data).hexdigest())
    return report.read(decoded.text, origin, review_year=review_year)


def load(path: Path, *, follow: bool = False) -> bytes:
    """The bytes of a plain file; links are only followed where the user named the file.

    Raises ReportMissing, NotAFile, ReportUnreadable or TooLarge.
    """
    try:
        # Without O_NONBLOCK, opening a pipe would wait for its writer.
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | (0 if follow else os.O_NOFOLLOW))
    except FileNotFoundError:
        raise ReportMissing(file=path.name) from None
    except OSError as error:
        if path.is_symlink():
            raise NotAFile(file=path.name, kind="a link") from error
        raise ReportUnreadable(file=path.name, reason=error.strerror) from error
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            raise NotAFile(file=path.name, kind="a folder" if stat.S_ISDIR(about.st_mode) else "a pipe or a device")
        if about.st_size > LIMIT:
            raise TooLarge(file=path.name, size=about.st_size, limit=LIMIT)
        return file.read(LIMIT + 1)


def note_set_aside(folder: Path, aside: tuple[SetAside, ...]) -> None:
    """Keep one JSON file for each report that was set aside, and none for those that are well again."""
    wanted = {f"{a.file}.json": json.dumps(asdict(a), ensure_ascii=False, indent=2) + "\n" for a in aside}
    if folder.is_dir():
        for old in folder.glob("*.json"):
            if old.name not in wanted:
                old.unlink()
    for name, text in wanted.items():
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def _set_aside(path: Path, error: PipelineError) -> SetAside:
    try:
        sha256 = hashlib.sha256(load(path)).hexdigest()
    except PipelineError:
        sha256 = ""
    return SetAside(printable(path.name), error.code, error.sentence, error.place, sha256)
