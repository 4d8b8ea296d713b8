"""The portal that needs no server: a folder with the releases side by side, for any web server or a disk.

Under the folder stand, for the dataset ``liuxi``::

    index.html       the releases of all datasets, and what they changed
    liuxi/index.html those of this one
    liuxi/1.0.0/     a release, never removed; the data of a version never change
    liuxi/1.1.0/
    liuxi/latest     a symbolic link to the highest version that was not taken back
    liuxi/feed.atom  those releases, newest first
    liuxi/withdrawn  the versions that were taken back, a line each: they stay where they are, and nothing leads to them

Each step is one rename, and each is done again by the next publication when somebody pulled the plug in between.
"""

import fcntl
import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from zq_pipeline.portal.feed import Entry, entry, feed
from zq_pipeline.portal.publisher import (
    DESCRIPTOR,
    Difference,
    Listed,
    NoRelease,
    PortalRefused,
    Publication,
    Tree,
    described,
)
from zq_pipeline.portal.told import told
from zq_pipeline.store.publish import Folder, differing, plain_errors, publish

if TYPE_CHECKING:
    from zq_pipeline.portal.releases import Shown

LATEST: Final = "latest"
FEED: Final = "feed.atom"
INDEX: Final = "index.html"
CHANGES: Final = "changes.csv"
WITHDRAWN: Final = "withdrawn"
_VERSION: Final = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9}){2}")
_NAME: Final = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,98}[a-z0-9])?")


class FolderPortal:
    """The folder ``root``, which is made when it is not there."""

    def __init__(self, root: Path) -> None:
        """Looks at nothing yet."""
        self.root = root.resolve()

    def difference(self, release: Tree) -> Difference:
        """What publishing ``release`` would change: its files beside those of the latest release, and the link and the feed.

        Raises NoRelease, and PortalRefused when the version is there with other data.
        """
        name, version = _identity(release)
        folder = self.root / name
        self._same_data(folder / version, release)
        there = Folder(folder / version) or Folder(folder / LATEST)
        known = there.keys() & release.keys()
        return Difference(
            added=tuple(sorted(release.keys() - known)),
            changed=tuple(sorted(path for path in known if not there.has(path, release))),
            removed=tuple(sorted(there.keys() - known)),
            metadata=tuple(sorted((*self._pointers(name, release), *self._untold(name)))),
        )

    def publish(self, release: Tree) -> Publication:
        """Publish ``release`` beside the others, whole or not at all; then the feed and ``latest`` follow.

        A version that was taken back stays so. Raises NoRelease, PortalRefused, and what :func:`zq_pipeline.store.publish.publish` raises.
        """
        difference = self.difference(release)
        name, version = _identity(release)
        folder = self.root / name
        if version in self.withdrawn(name):
            return Publication(str(folder / LATEST / "index.html"), Difference(), withheld(version))
        publish(folder / version, lambda current: self._agreed(folder / version, release), _as_given(release))
        with plain_errors(folder), _alone(folder):
            # The front pages first: where what leads to the release is as it should be, so are they.
            if difference:
                self._tell(name)
            self._point(folder, self._pointers(name, release))
        return Publication(str(folder / version / "index.html"), difference)

    def take_back(self, name: str, version: str) -> Publication:
        """Show ``version`` of a dataset as the latest: those after it are withdrawn, and it is not, if it was.

        Raises NoRelease when it is not there.
        """
        folder = self.root / name
        release = self.kept(name, version)
        after = {other for other in _versions(folder) if _order(other) > _order(version)}
        withdrawn = (self.withdrawn(name) | after) - {version}
        with plain_errors(folder), _alone(folder):
            wanted = self._pointers(name, release, withdrawn)
            # First what nothing leads to any more: who is killed in between is found to have done half of it, and does it again.
            gone = "".join(f"{other}\n" for other in sorted(withdrawn, key=_order))
            self._point(folder, {WITHDRAWN: gone.encode()})
            self._tell(name)
            self._point(folder, wanted)
        return Publication(str(folder / version / "index.html"), Difference(metadata=tuple(sorted(wanted))))

    def kept(self, name: str, version: str) -> Tree:
        """The files of a release that is there; raises NoRelease."""
        if version not in (there := _versions(self.root / name)):
            known = f"it has {', '.join(there)}" if there else "it has none"
            raise NoRelease(detail=f"{self.root / name} has no version {version}; {known}")
        return Folder(self.root / name / version)

    def withdrawn(self, name: str) -> set[str]:
        """The versions that were taken back."""
        try:
            return set((self.root / name / WITHDRAWN).read_text(encoding="utf-8").split())
        except FileNotFoundError:
            return set()

    def _point(self, folder: Path, pointers: Mapping[str, bytes]) -> None:
        for name, content in pointers.items():
            fresh = folder / f".{name}.next"
            fresh.unlink(missing_ok=True)
            if name == LATEST:
                fresh.symlink_to(content.decode())
                if (folder / name).is_dir() and not (folder / name).is_symlink():
                    # Whoever copied the portal followed the link, and made a second copy of a release of it.
                    shutil.rmtree(kept := folder / f".{name}.previous", ignore_errors=True)
                    (folder / name).rename(kept)
            else:
                fresh.write_bytes(content)
            fresh.replace(folder / name)

    def releases(self) -> tuple[Listed, ...]:
        """What is there: datasets by name, of each the newest release first."""
        return tuple(_listed(folder, one) for folder in self._datasets() for one in self._shown(folder))

    def _datasets(self) -> list[Path]:
        if not self.root.is_dir():
            return []
        return sorted(path for path in self.root.iterdir() if path.is_dir() and _NAME.fullmatch(path.name))

    def _shown(self, folder: Path) -> "Iterator[Shown]":
        """The releases of a dataset as a page tells them; what makes pages is loaded only here."""
        from zq_pipeline.portal.releases import Shown

        gone, versions = self.withdrawn(folder.name), _versions(folder)
        latest = next((version for version in versions if version not in gone), "")
        for version in versions:
            package = {**json.loads((folder / version / DESCRIPTOR).read_bytes()), "version": version}
            changes = folder / version / CHANGES
            what = told(package, changes.read_bytes() if changes.is_file() else b"", first=version == versions[-1])
            state = LATEST if version == latest else WITHDRAWN if version in gone else ""
            yield Shown(version, package, min(_zips(folder / version).items(), default=None), what, state)

    def _untold(self, name: str) -> tuple[str, ...]:
        return () if (self.root / INDEX).is_file() and (self.root / name / INDEX).is_file() else (INDEX,)

    def _tell(self, name: str) -> None:
        """Write the front pages, of the dataset ``name`` and of all."""
        from zq_pipeline.portal.releases import releases

        folders = [folder for folder in self._datasets() if _versions(folder)]
        shown = {folder.name: list(self._shown(folder)) for folder in folders}
        every = [replace(one, folder=f"{of}/{one.folder}") for of, listed in shown.items() for one in listed]
        self._point(self.root / name, {INDEX: releases(shown[name], [FEED])})
        self._point(self.root, {INDEX: releases(every, [f"{of}/{FEED}" for of in shown])})

    def _agreed(self, folder: Path, release: Tree) -> Tree:
        """``release``, looked at once more under the lock: two publishers may have come with the same version."""
        self._same_data(folder, release)
        return release

    def _same_data(self, folder: Path, release: Tree) -> None:
        there = folder / DESCRIPTOR
        if there.is_file() and there.read_bytes() != release[DESCRIPTOR]:
            raise PortalRefused(
                address=folder,
                reason="this version is there with other data",
                advice="What was released is never changed. Put back the datapackage/ that those releases came from, so that versions are counted on from it, or choose another folder with --address.",
            )

    def _pointers(self, name: str, release: Tree, withdrawn: Set[str] | None = None) -> Mapping[str, bytes]:
        """The feed and the link as they have to be once ``release`` is there, those that are not so already."""
        folder, package = self.root / name, described(release)
        new = str(package["version"])
        gone = self.withdrawn(name) if withdrawn is None else withdrawn
        versions = sorted({*_versions(folder), new} - gone, key=_order, reverse=True)
        if not versions:
            return {}
        ours = entry(package, {path: len(release[path]) for path in release if path.endswith(".zip")})
        entries = [ours if version == new else _kept(folder / version) for version in versions]
        wanted = {FEED: feed(entries), LATEST: versions[0].encode()}
        found = {}
        if (folder / FEED).is_file():
            found[FEED] = (folder / FEED).read_bytes()
        if (folder / LATEST).is_symlink():
            found[LATEST] = str((folder / LATEST).readlink()).encode()
        return {key: value for key, value in wanted.items() if found.get(key) != value}


def withheld(version: str) -> str:
    """Why a version that was taken back is not published."""
    return f"Version {version} was taken back, so it was not published; `zq-pipeline publish --version {version}` shows it again."


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One publisher at a time makes the feed and the link; the lock goes with its owner."""
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _identity(release: Tree) -> tuple[str, str]:
    package = described(release)
    name, version = str(package["name"]), str(package.get("version", ""))
    if not _NAME.fullmatch(name) or name == LATEST:
        raise NoRelease(detail=f"its name {name!r} can't be the name of a folder")
    if not _VERSION.fullmatch(version):
        raise NoRelease(detail=f"its version {version!r} is not of the form 1.0.0")
    return name, version


def _listed(folder: Path, one: "Shown") -> Listed:
    version, (rows, why, _) = one.package["version"], one.told
    return Listed(folder.name, version, str(folder / version), one.day, rows, why.en, one.state)


def _order(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _versions(folder: Path) -> list[str]:
    """The versions that stand in ``folder``, the newest first."""
    if not folder.is_dir():
        return []
    there = [path.name for path in folder.iterdir() if _VERSION.fullmatch(path.name) and (path / DESCRIPTOR).is_file()]
    return sorted(there, key=_order, reverse=True)


def _kept(folder: Path) -> Entry:
    package = json.loads((folder / DESCRIPTOR).read_bytes())
    return entry({**package, "version": folder.name}, _zips(folder))


def _zips(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_size for path in folder.glob("*.zip")}


def _as_given(release: Tree) -> Callable[[Path], None]:
    def check(folder: Path) -> None:
        if any(differing(folder, release)):
            raise OSError(f"{folder} does not give back what was written to it")

    return check
