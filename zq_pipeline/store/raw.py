"""The reports of ``raw/`` and what stands beside them: found, opened, read, or set aside with the reason.

A report is a file directly in ``raw/`` of a kind in :mod:`zq_pipeline.store.readers`; its origin is ``<stem>.origin.toml`` beside
it. A missing origin is written from what the page itself prints. A report that can't be read costs itself only: it is left where
it is, and named with the reason. What was read before, with this code, is not read again.
"""

import hashlib
import json
import os
import stat
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from zq_pipeline.errors import EmptyReport, PipelineError, printable
from zq_pipeline.reading.document import origin as origins
from zq_pipeline.reading.facts import brief
from zq_pipeline.reading.facts.correction import Correction, misfit
from zq_pipeline.reading.facts.series import together
from zq_pipeline.reading.records import Origin, Reading
from zq_pipeline.store import corrections, readers
from zq_pipeline.store.isolation import Limits, Request, reader
from zq_pipeline.store.memory import Memory, key
from zq_pipeline.store.problems import (
    DuplicateKey,
    NameTooLong,
    NoSuchReport,
    NotAFile,
    NotKept,
    OriginMismatch,
    ReportInterrupted,
    ReportMissing,
    ReportUnreadable,
    RowsRefused,
)
from zq_pipeline.store.readers.extracted import Extracted
from zq_pipeline.text.decoding import TooLarge

Reader = Callable[..., Reading]

Result = Reading | PipelineError

_NOTED: Final = b"noted"
_ONCE: Final = b"once"
_NAME: Final = 255
"""Bytes that the name of a file may have."""

_LIMITS: Final = Limits()
_READER: Final = "zq_pipeline.store.child"
_AT_ONCE: Final = 16
"""Files whose rows are checked together: it takes a third of the time that it takes one by one, and that much is lost by a kill."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A report that was not read, and why. ``place`` is where in the file, as far as that is known."""

    file: str
    code: str
    sentence: str
    place: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What is told of a reading that nobody opens. ``kept`` and ``at`` say where memory has it; with the code, they name all that it says."""

    key: str
    file: str
    title: str
    place: str
    review_year: int
    characters: int
    observations: int
    unread: tuple[tuple[str, int], ...]
    warnings: tuple[str, ...]
    kept: str
    at: int

    @classmethod
    def of(cls, reading: Reading, kept: str, at: int) -> "About":
        """What is to be told of ``reading``."""
        file = reading.origin.file.rpartition("/")[2]
        return cls(
            key=reading.key,
            file=file,
            title=reading.title,
            place=brief.place(reading.origin) or reading.key,
            review_year=reading.review_year,
            characters=len(reading.source),
            observations=len(reading.observations),
            unread=tuple(sorted(Counter(number.reason.value for number in reading.unread_numbers).items())),
            warnings=tuple(f"{printable(file)}: {warning}" for warning in reading.warnings),
            kept=kept,
            at=at,
        )


@dataclass(frozen=True, slots=True)
class Survey:
    """The same as :class:`Shelf`, with what is told of each reading in its place."""

    abouts: tuple[About, ...]
    set_aside: tuple[SetAside, ...]
    read: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shelf:
    """What ``raw/`` gave: readings in the order of their keys, and what had to be set aside, in the order of names."""

    readings: tuple[Reading, ...]
    set_aside: tuple[SetAside, ...]
    read: tuple[str, ...] = ()
    """The files that had to be read, because they or the code are new; the other readings were remembered."""


def paths(raw: Path) -> list[Path]:
    """Everything in ``raw`` but settings, hidden files and a README, in the order of names; empty when there is no such folder."""
    return sorted(p for p in raw.iterdir() if not _is_ours(p.name)) if raw.is_dir() else []


def _is_ours(name: str) -> bool:
    return name.startswith((".", "README")) or name.endswith(".toml")


_Told = TypeVar("_Told", Reading, About)


def shelf(raw: Path, memory: Path | None = None, limits: Limits = _LIMITS) -> Shelf:
    """Read every report of ``raw`` that ``memory``, a folder, doesn't hold yet. No error of one report reaches the others.

    Each is read in a process with ``limits``, and its rows are checked before they are put with those of others.
    """
    remembered = Memory(memory)
    files, new = _known(raw, remembered, _File.remember)
    for some in _some(new):
        _read_anew(some, remembered, limits)
    remembered.forget_unused()
    kept, aside = _sorted_out([(file.path, name, result) for file in files for name, result in file.results])
    return Shelf(together(kept), aside, tuple(file.path.name for file in new))


def survey(raw: Path, memory: Path, limits: Limits = _LIMITS) -> Survey:
    """The same as :func:`shelf`, and no reading is opened that ``memory`` holds; :func:`opened` opens them."""
    remembered = Memory(memory)
    files, new = _known(raw, remembered, _File.recall)
    read = []
    for some in _some(new):
        for file in some:
            file.remember(remembered)
        unread = [file for file in some if not file.results]
        read += [file.path.name for file in unread]
        _read_anew(unread, remembered, limits)
        for file in some:
            file.note(remembered)
    remembered.forget_unused()
    kept, aside = _sorted_out([(file.path, name, about) for file in files for name, about in file.abouts])
    return Survey(tuple(kept), aside, tuple(read))


def opened(abouts: Iterable[About], memory: Path) -> tuple[Reading, ...]:
    """The readings of ``abouts``, which are all that there are of their places, with what they tell of each other.

    Raises NotKept.
    """
    remembered = Memory(memory)
    readings = []
    for about in abouts:
        results = remembered.at(about.kept)
        if results is None:
            raise NotKept(file=about.file, folder=memory)
        readings.append(results[about.at][1])
    return together(readings)


def _known(raw: Path, memory: Memory, ask: Callable[["_File", Memory], bool]) -> tuple[list["_File"], list["_File"]]:
    """The files of ``raw``, and those of them that ``memory`` does not know."""
    files = [_File(path) for path in paths(raw)]
    return files, [file for file in files if not ask(file, memory)]


def _some(files: Sequence["_File"]) -> Iterator[Sequence["_File"]]:
    return (files[at : at + _AT_ONCE] for at in range(0, len(files), _AT_ONCE))


def _sorted_out(
    found: Sequence[tuple[Path, str, _Told | PipelineError]],
) -> tuple[list[_Told], tuple[SetAside, ...]]:
    """Those that can be published, in the order of their keys, and what is set aside: errors, and reports with one key."""
    aside = [_set_aside(path, result, name) for path, name, result in found if isinstance(result, PipelineError)]
    by_key: dict[str, list[tuple[Path, str, _Told]]] = {}
    for path, name, result in found:
        if not isinstance(result, PipelineError):
            by_key.setdefault(result.key, []).append((path, name, result))
    for same, rivals in by_key.items():
        for path, name, _ in rivals if len(rivals) > 1 else ():
            other = next(rival for _, rival, _ in rivals if rival != name)
            aside.append(_set_aside(path, DuplicateKey(file=name, other=other, key=same), name))
    kept = [rivals[0][2] for _, rivals in sorted(by_key.items()) if len(rivals) == 1]
    return kept, tuple(sorted(aside, key=lambda a: a.file))


class _File:
    """A file of ``raw/`` on its way, and what came of it; its bytes are held no longer than they are read."""

    def __init__(self, path: Path) -> None:
        """Looks at nothing yet."""
        self.path = path
        self.identity: tuple[bytes, ...] = ()
        self.results: list[tuple[str, Result]] = []
        self.abouts: list[tuple[str, About | PipelineError]] = []

    def remember(self, memory: Memory) -> bool:
        """Take the results that ``memory`` has, or the error when the file can't be opened; otherwise it has yet to be read."""
        try:
            identity = _identity(self.path, load(self.path))
            self.results = memory.get(identity) or []
            self.identity = identity if self.results else ()
        except PipelineError as error:
            self.results = [(_name(self.path), error)]
        return bool(self.results)

    def recall(self, memory: Memory) -> bool:
        """Take what ``memory`` has noted of the results, without opening them."""
        try:
            identity = _identity(self.path, load(self.path))
        except PipelineError as error:
            self.abouts = [(_name(self.path), error)]
            return True
        if memory.has(identity):
            self.abouts = memory.get((*identity, _NOTED)) or []
        return bool(self.abouts)

    def note(self, memory: Memory) -> None:
        """Have ``memory`` note what is told of the results, and let them go."""
        known = bool(self.identity) and memory.has(self.identity)
        if not known:
            # The next run reads it again; of this one it is as it was read.
            self.identity = (_ONCE, _name(self.path).encode(errors="surrogateescape"))
            memory.put(self.identity, self.results)
        name = key(self.identity)
        self.abouts = [
            (file, About.of(result, name, at) if isinstance(result, Reading) else result)
            for at, (file, result) in enumerate(self.results)
        ]
        if known:
            memory.put((*self.identity, _NOTED), self.abouts)
        self.results, self.identity = [], ()

    def read(self, limits: Limits) -> None:
        """Read it in a process with ``limits``."""
        name = _name(self.path)
        self.identity = ()
        try:
            data = load(self.path)
            before = _identity(self.path, data)
            self.results = reader(limits, _READER).read(Request(self.path, name, data))
            after = _identity(self.path, data)
            # Reading may have written the origin: the next time it will be there. What somebody else wrote meanwhile is yet to be read.
            written = (*before[:2], after[2] if not before[2] else before[2], *before[3:])
            self.identity = after if after == written else ()
        except PipelineError as error:
            self.results = [(name, error)]
        self.results = self.results or [(name, EmptyReport(file=name))]

    def keep(self, memory: Memory) -> None:
        """Have ``memory`` keep the results, unless a reader was stopped by somebody: then it is not the report's fault."""
        if self.identity and not any(isinstance(result, ReportInterrupted) for _, result in self.results):
            memory.put(self.identity, self.results)


def _read_anew(files: Sequence[_File], memory: Memory, limits: Limits) -> None:
    """Read ``files``, check the rows of each report, and have ``memory`` keep what came of it."""
    for file in files:
        file.read(limits)
    # What makes and checks tables takes half a second to load, and there is seldom a new report.
    from zq_pipeline.store.vetting import refused

    wrong = refused([result for file in files for _, result in file.results if isinstance(result, Reading)])
    for file in files:
        file.results = [
            (name, RowsRefused(file=name, finding=wrong[id(result)]) if id(result) in wrong else result)
            for name, result in file.results
        ]
        file.keep(memory)


def _identity(path: Path, data: bytes) -> tuple[bytes, ...]:
    """All that a reading depends on but the code: the names, the report, its origin, its corrections."""
    return (_name(path).encode(errors="surrogateescape"), data, *told_beside(path))


def told_beside(path: Path) -> tuple[bytes, bytes]:
    """The origin file and the corrections of a report, empty where there are none; raises what :func:`load` raises."""
    origin, said = (load(p) if os.path.lexists(p) else b"" for p in (_beside(path), corrections.beside(path)))
    return origin, said


def read(path: Path, data: bytes) -> Iterator[tuple[str, Result]]:
    """Read the reports in ``data``, the content of ``path``, with their origin; where there is none, it is written from the page.

    Yields the name of each report (``raw/a.csv#2`` in a file of several) with its reading, or with the error when the report or
    its origin can't be read, the sha256 of the origin is another, or neither origin nor page say where the report is from.
    """
    sha256, many = hashlib.sha256(data).hexdigest(), path.suffix.lower() in readers.MANY
    try:
        said = corrections_of(path)
    except PipelineError as error:
        yield _name(path), error
        return
    keys = set()
    for found in readers.reports(data, _name(path)):
        result = read_found(found, path, sha256, many, said=said)
        if isinstance(result, Reading):
            keys.add(result.key)
        yield found.file, result if many else at_home(result, said)
    if many:
        yield from strays(said, keys)


def at_home(result: Result, said: Iterable[Correction]) -> Result:
    """``result`` of the only report of a file, unless one of the corrections beside it is for another report: then that is the error."""
    if not isinstance(result, Reading):
        return result
    stray = next((one for one in said if one.report not in ("", result.key)), None)
    return misfit(result, stray) if stray else result


def strays(said: Iterable[Correction], keys: Container[str]) -> Iterator[tuple[str, NoSuchReport]]:
    """Those of the corrections of a file that are for no report with one of ``keys``: the name of each, and the error."""
    for one in said:
        if one.report and one.report not in keys:
            yield f"{one.file}#{one.number}", NoSuchReport(file=one.file, number=one.number, key=one.report)


def corrections_of(path: Path) -> tuple[Correction, ...]:
    """What is said of the rows of the reports in ``path``; raises BadCorrection."""
    beside = corrections.beside(path)
    if not os.path.lexists(beside):
        return ()
    try:
        return corrections.parse(load(beside).decode("utf-8-sig"), _name(beside))
    except UnicodeDecodeError as error:
        detail = f"byte {error.start} is not UTF-8. Save it as UTF-8."
        raise corrections.BadCorrection(file=_name(beside), detail=detail) from None


def read_found(
    found: readers.Found,
    path: Path,
    sha256: str,
    many: bool,
    *,
    corpus: bool = False,
    said: Sequence[Correction] = (),
) -> Result:
    """The reading of a report found in ``path``, or why there is none; ``said`` are corrections, of one file of several those of all.

    Of a ``corpus``, nothing is written, and the place may be unknown.
    """
    try:
        if isinstance(found.result, PipelineError):
            raise found.result
        origin = _origin(path, found.file, found.result, sha256, many, corpus)
        reading = read_text(found.result, origin, reader=_correcting(said) if said else None)
        (origins.placed if corpus else origins.required)(reading.origin)
    except PipelineError as error:
        return error
    return reading


def _correcting(said: Sequence[Correction]) -> Reader:
    from zq_pipeline.reading import report

    return partial(report.read, corrections=said)


def read_text(
    extracted: Extracted, origin: Origin, review_year: int | None = None, *, reader: Reader | None = None
) -> Reading:
    """The reading of a report's text; what the file says beside it fills what origin and page leave open."""
    if reader is None:
        # Its patterns take longer to make than everything is to remember.
        from zq_pipeline.reading import report

        reader = report.read
    origin = replace(origin, encoding=extracted.encoding, media_type=extracted.media_type)
    reading = reader(extracted.text, origin, review_year=review_year)
    return replace(reading, pages=extracted.pages, origin=origins.complete(reading.origin, extracted.facts, ""))


def _origin(path: Path, name: str, extracted: Extracted, sha256: str, many: bool, corpus: bool) -> Origin:
    """The origin beside ``path``; a row of a file of several says more of itself than the one origin of them all."""
    beside = _beside(path)
    if os.path.lexists(beside):
        origin = origins.parse(_toml(beside), _name(beside), name)
        if origin.sha256 and origin.sha256 != sha256:
            raise OriginMismatch(file=name, origin=_name(beside), actual=sha256, expected=origin.sha256)
        told = replace(origin, sha256=sha256)
        return origins.told(told, extracted.facts) if many else told
    if len(os.fsencode(beside.name)) > _NAME:
        raise NameTooLong(file=name, beside=beside.name, limit=_NAME - len(".origin.toml"))
    given = origins.told(
        Origin(name, encoding=extracted.encoding, sha256=sha256, media_type=extracted.media_type),
        extracted.facts if many else {},
    )
    origin = origins.from_page(extracted.text, given, extracted.facts)
    if corpus:
        return origin
    origins.required(origin)
    if not many:
        # A read-only raw/ keeps no origin; the reading is the same without it.
        with suppress(OSError), beside.open("x", encoding="utf-8") as file:
            file.write(origins.dump(origin))
    return origin


def holder(file: str) -> str:
    """The file that a report stands in.

    >>> holder("a.csv#3"), holder("a#3")
    ('a.csv', 'a#3')
    """
    name, _, number = file.rpartition("#")
    return name if number.isdigit() and Path(name).suffix.lower() in readers.MANY else file


def _beside(path: Path) -> Path:
    return path.with_name(origins.origin_file(path.name))


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _toml(path: Path) -> str:
    try:
        return load(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise origins.BadOrigin(
            file=_name(path), detail=f"byte {error.start} is not UTF-8. Save it as UTF-8."
        ) from None


def read_alone(path: Path, review_year: int | None = None, *, reader: Reader | None = None) -> Reading:
    """Read a report from anywhere, without an origin; ``review_year`` is for one that doesn't say its year.

    ``reader`` is :func:`~zq_pipeline.reading.report.read`, unless it is :func:`report.numbers` for the numbers alone.
    """
    data = load(path, follow=True)
    extracted = readers.extract(data, path.name)
    origin = Origin(file=path.name, sha256=hashlib.sha256(data).hexdigest())
    return read_text(extracted, origin, review_year, reader=reader)


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
        limit = readers.limit(path.name)
        if about.st_size > limit:
            raise TooLarge(file=_name(path), size=about.st_size, limit=limit)
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(limit + 1)
    finally:
        os.close(handle)


def note_set_aside(folder: Path, aside: tuple[SetAside, ...]) -> None:
    """Keep one JSON file for each report that was set aside, and none for those that are well again."""
    wanted = {_note(a.file): json.dumps(asdict(a), ensure_ascii=False, indent=2) + "\n" for a in aside}
    if folder.is_dir():
        for old in folder.glob("*.json"):
            if old.name not in wanted:
                old.unlink(missing_ok=True)
    for name, text in wanted.items():
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def _note(file: str) -> str:
    """The name of the note on a report; of a very long name only the end, and what tells it from others."""
    name = f"{file}.json"
    if len(name.encode()) <= _NAME:
        return name
    return f"{hashlib.sha256(file.encode()).hexdigest()[:16]}{name[-60:]}"


def _set_aside(path: Path, error: PipelineError, name: str = "") -> SetAside:
    try:
        sha256 = hashlib.sha256(load(path)).hexdigest()
    except PipelineError:
        sha256 = ""
    return SetAside(printable(name.rpartition("/")[2] or path.name), error.code, error.sentence, error.place, sha256)
