"""The reports of ``raw/`` and what stands beside them: found, opened, read, or set aside with the reason.

A report is a ``.txt`` file directly in ``raw/``; its origin is ``<stem>.origin.toml`` beside it. A missing origin is written from
what the page itself prints. A report that can't be read costs itself only: it is left where it is, and named with the reason.
"""

import hashlib
import json
import os
import stat
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
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
            aside.append(_set_aside(path, DuplicateKey(file=_name(path), other=_name(other), key=key)))
    kept = (reading for _, reading in found if len(by_key[reading.key]) == 1)
    return Shelf(tuple(sorted(kept, key=lambda r: r.key)), tuple(sorted(aside, key=lambda a: a.file)))


def read(path: Path) -> Reading:
    """Read one report of ``raw/`` with its origin; where there is none, it is written from what the page prints.

    Raises a PipelineError when the report or its origin can't be read, the sha256 of the origin is another, or neither
    origin nor page say where the report is from.
    """
    data, name = load(path), _name(path)
    decoded = decode(data, name)
    sha256 = hashlib.sha256(data).hexdigest()
    beside = path.with_name(origins.origin_file(path.name))
    if os.path.lexists(beside):
        origin = origins.parse(_toml(beside), _name(beside), name)
        if origin.sha256 and origin.sha256 != sha256:
            raise OriginMismatch(file=name, origin=_name(beside), actual=sha256, expected=origin.sha256)
    else:
        origin = origins.from_page(decoded.text, name, sha256=sha256, encoding=decoded.encoding)
        # A read-only raw/ keeps no origin; the reading is the same without it.
        with suppress(OSError), beside.open("x", encoding="utf-8") as file:
            file.write(origins.dump(origin))
    reading = report.read(decoded.text, replace(origin, encoding=decoded.encoding, sha256=sha256))
    origins.required(reading.origin)
    return reading


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _toml(path: Path) -> str:
    try:
        return load(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise origins.BadOrigin(
            file=_name(path), detail=f"byte {error.start} is not UTF-8. Save it as UTF-8."
        ) from None


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
        raise ReportMissing(file=_name(path)) from None
    except OSError as error:
        if path.is_symlink():
            raise NotAFile(file=_name(path), kind="a link") from error
        raise ReportUnreadable(file=_name(path), reason=error.strerror) from error
    try:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            raise NotAFile(file=_name(path), kind="a folder" if stat.S_ISDIR(about.st_mode) else "a pipe or a device")
        if about.st_size > LIMIT:
            raise TooLarge(file=_name(path), size=about.st_size, limit=LIMIT)
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(LIMIT + 1)
    finally:
        os.close(handle)


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
