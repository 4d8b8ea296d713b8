"""Replace the published folder by a new one: whole or not at all, whatever happens in between.

The new tree is built and checked in a folder beside the target, and one ``renameat2(RENAME_EXCHANGE)`` swaps the two, so
that the published folder exists at every instant, old or new, never mixed. A lock beside it, which the kernel drops with
its owner, lets one publisher in at a time; whoever holds it clears what a dead one left. Beside ``datapackage`` stand::

    .datapackage.lock       the lock
    .datapackage.next       a tree under construction; left over only by a publisher that was killed
    .datapackage.previous   what was published before, kept until the next publication
"""

import ctypes
import errno
import fcntl
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from zq_pipeline.errors import PipelineError
from zq_pipeline.package.files import Measure, Spool
from zq_pipeline.store.problems import DiskFull, TargetBusy, TargetForeign, TargetNotWritable

Tree = Mapping[str, bytes]
"""A folder as data: relative POSIX path → content."""

DESCRIPTOR = "datapackage.json"
_STAGED = ".new"
_PIECE = 1 << 20
"""Bytes that are copied at once."""
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
_NO_EXCHANGE = {errno.EBUSY, errno.EXDEV, errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EPERM}
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.ELOOP}


class Folder(Mapping[str, bytes]):
    """The plain files below a folder, hidden ones left out, as data; a file is read each time it is asked for, and not kept.

    It is what the folder is, not what it was: only whoever keeps others from writing there may rely on it. Empty when
    there is no such folder.
    """

    def __init__(self, folder: Path, wanted: Callable[[str], bool] = lambda name: True) -> None:
        """Looks up the names, those that are ``wanted``, and opens nothing yet."""
        self._paths = {name: path for name, path in _files(folder) if wanted(name)}

    def __getitem__(self, name: str) -> bytes:
        """The content of a file; raises KeyError, or OSError when it went since."""
        return self._paths[name].read_bytes()

    def path(self, name: str) -> Path:
        """Where a file is; raises KeyError."""
        return self._paths[name]

    def has(self, name: str, tree: Tree) -> bool:
        """Whether the file ``name`` is to the byte that of ``tree``; a piece at a time is read of what is on disk."""
        if isinstance(tree, Spool):
            # As it was when it was written, not as the disk gives it back.
            return Measure.of_file(self._paths[name]) == tree.measures[name]
        if isinstance(tree, Folder):
            return _same(self._paths[name], tree.path(name))
        return self[name] == tree[name]

    def __iter__(self) -> Iterator[str]:
        """The names, in order."""
        return iter(self._paths)

    def __len__(self) -> int:
        """How many files there are."""
        return len(self._paths)


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did. ``changed`` holds the paths that came, went or differ; it is empty when nothing was written."""

    target: Path
    changed: tuple[str, ...]


def publish(
    target: Path,
    build: Callable[[Folder], Tree],
    validate: Callable[[Path], None],
    *,
    wait: float = 60,
    moment: Callable[[str], None] = lambda name: None,
) -> Published:
    """Publish in ``target`` the tree that ``build`` makes of the one that is there (empty for the first publication).

    To keep what is there ``build`` gives that back. It runs under the lock, so that a version counted from the last one is counted once. ``validate`` gets the folder
    with the new tree before anybody else can see it, and raises to stop. ``wait`` is how many seconds to wait for another
    publisher. ``moment`` is called with a name between the steps: for whoever wants to watch, or to pull the plug.

    Raises TargetBusy, TargetNotWritable, TargetForeign, DiskFull, and what ``build`` and ``validate`` raise; the published
    folder is then as it was. Nothing at all is written when the new tree is the old one.
    """
    target = target.resolve()
    fresh, previous = _beside(target, "next"), _beside(target, "previous")
    with plain_errors(target), _lock(target, wait):
        moment("locked")
        _clear(target, fresh)
        moment("cleared")
        current = Folder(target)
        if current and DESCRIPTOR not in current:
            raise TargetForeign(target=target)
        tree = build(current)
        moment("built")
        changed = () if tree is current else tuple(sorted(differing(target, tree)))
        if not changed:
            return Published(target, ())
        try:
            _write(tree, fresh, moment)
            validate(fresh)
            moment("validated")
            _replace(target, fresh, tree, moment)
        except BaseException:
            _remove(fresh)
            raise
        if fresh.exists():
            _remove(previous)
            moment("older removed")
            fresh.rename(previous)
            moment("old kept")
        _sync(target.parent)
        moment("done")
    return Published(target, changed)


def read_tree(folder: Path) -> dict[str, bytes]:
    """All that :class:`Folder` has of ``folder``, in memory."""
    return dict(Folder(folder))


@contextmanager
def held(folder: Path) -> Iterator[Tree]:
    """The files of ``folder`` as it stands now, whatever takes its place meanwhile; no more than one is in memory."""
    if not folder.is_dir():
        yield {}
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        # A folder that is exchanged for another one keeps its number: this path leads to it wherever it is by then.
        here = Path(f"/proc/self/fd/{handle}")
        yield Folder(here) if here.is_dir() else read_tree(folder)
    finally:
        os.close(handle)


def differing(folder: Path, tree: Tree) -> Iterator[str]:
    """The paths that ``folder`` and ``tree`` don't have alike; one file at a time is in memory."""
    files = Folder(folder)
    yield from sorted(tree.keys() ^ files.keys())
    yield from (name for name in sorted(tree.keys() & files.keys()) if not files.has(name, tree))


def _same(one: Path, other: Path) -> bool:
    with one.open("rb") as here, other.open("rb") as there:
        while (piece := here.read(_PIECE)) == there.read(_PIECE):
            if not piece:
                return True
    return False


def _place(tree: Tree, name: str) -> Path | None:
    """Where a file of ``tree`` is on disk, None where it is in memory."""
    if isinstance(tree, Folder):
        return tree.path(name)
    return tree.folder / name if isinstance(tree, Spool) else None


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        name = path.relative_to(folder)
        if path.is_file() and not path.is_symlink() and not any(part.startswith(".") for part in name.parts):
            yield name.as_posix(), path


def _beside(target: Path, role: str) -> Path:
    return target.with_name(f".{target.name}.{role}")


@contextmanager
def _lock(target: Path, wait: float) -> Iterator[None]:
    """Hold the lock beside ``target``; the file stays, since removing it would let two publishers hold two locks."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(_beside(target, "lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
    try:
        until = time.monotonic() + wait
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= until:
                    raise TargetBusy(target=target) from None
                time.sleep(0.05)
        yield
    finally:
        os.close(handle)


@contextmanager
def plain_errors(target: Path) -> Iterator[None]:
    """Turn what the operating system refuses into sentences for the user."""
    try:
        yield
    except PipelineError:
        raise
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull(target=target, reason=error.strerror) from error
        if error.errno in _READ_ONLY:
            raise TargetNotWritable(target=target, reason=error.strerror) from error
        raise


def _write(tree: Tree, folder: Path, moment: Callable[[str], None]) -> None:
    """Write ``tree`` into the new ``folder``, down to the disk."""
    folder.mkdir()
    moment("folder made")
    for count, name in enumerate(sorted(tree), start=1):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_file(path, tree, name)
        if count == 1:
            moment("first file written")
    moment("files written")
    for path in [*(path for path in folder.rglob("*") if path.is_dir()), folder]:
        _sync(path)
    moment("synced")


def _write_file(path: Path, tree: Tree, name: str) -> None:
    with path.open("xb") as file:
        if place := _place(tree, name):
            with place.open("rb") as whole:
                shutil.copyfileobj(whole, file, _PIECE)
        else:
            file.write(tree[name])
        file.flush()
        os.fsync(file.fileno())


def _replace(target: Path, fresh: Path, tree: Tree, moment: Callable[[str], None]) -> None:
    """Put ``fresh`` in the place of ``target``; afterwards ``fresh``, if it is there, is the old tree."""
    if not target.exists():
        fresh.rename(target)
        moment("exchanged")
        return
    try:
        exchange(fresh, target)
        moment("exchanged")
    except OSError as error:
        if error.errno not in _NO_EXCHANGE:
            raise
        _replace_files(target, tree, moment)
        _remove(fresh)


def exchange(one: Path, other: Path) -> None:
    """Swap two paths in one step (Linux); OSError(ENOSYS) where that is not to be had."""
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE):
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), str(other))


def _replace_files(target: Path, tree: Tree, moment: Callable[[str], None]) -> None:
    """File by file by rename, the descriptor last: for a mount point, which can't be exchanged.

    Room for all is claimed before the first file is replaced, so that a full disk leaves the old package whole.
    """
    names = sorted(tree, key=lambda name: (name == DESCRIPTOR, name))
    staged = [(target / name, (target / name).with_name(f".{Path(name).name}{_STAGED}")) for name in names]
    try:
        for (path, new), name in zip(staged, names, strict=True):
            path.parent.mkdir(parents=True, exist_ok=True)
            new.unlink(missing_ok=True)
            _write_file(new, tree, name)
    except BaseException:
        for _, new in staged:
            new.unlink(missing_ok=True)
        raise
    moment("files staged")
    for path, new in staged:
        new.replace(path)
    for name in dict(_files(target)).keys() - tree.keys():
        (target / name).unlink()
    _sync(target)
    moment("files replaced")


def _clear(target: Path, fresh: Path) -> None:
    """Remove what a publisher that was killed has left."""
    _remove(fresh)
    for staged in target.rglob(f".*{_STAGED}"):
        staged.unlink()


def _remove(folder: Path) -> None:
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
