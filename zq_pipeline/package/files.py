"""The files of a release while it is made: on disk, since those of many reports are too much to be held; measured once."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import NamedTuple


def digest(content: bytes) -> str:
    """The checksum as Data Package writes it.

    >>> digest(b"")[:18]
    'sha256:e3b0c44298f'
    """
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


class Measure(NamedTuple):
    """How many bytes a file has, and its checksum."""

    size: int
    hash: str

    @property
    def told(self) -> dict[str, int | str]:
        """Both, as ``datapackage.json`` has them."""
        return {"bytes": self.size, "hash": self.hash}

    @classmethod
    def of(cls, content: bytes) -> "Measure":
        """That of ``content``."""
        return cls(len(content), digest(content))

    @classmethod
    def of_file(cls, path: Path) -> "Measure":
        """That of the file at ``path``, of which a piece at a time is read."""
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
            return cls(file.tell(), f"sha256:{found}")


class Spool(MutableMapping[str, bytes]):
    """Files by path in an empty ``folder``; what is written once more takes the place of what was there."""

    def __init__(self, folder: Path) -> None:
        """Looks at nothing."""
        self.folder = folder
        self.measures: dict[str, Measure] = {}

    def __setitem__(self, path: str, content: bytes) -> None:
        """Write a file."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        self.measures[path] = Measure.of(content)

    def __getitem__(self, path: str) -> bytes:
        """Read a file; raises KeyError."""
        if path not in self.measures:
            raise KeyError(path)
        return (self.folder / path).read_bytes()

    def __delitem__(self, path: str) -> None:
        """Remove a file; raises KeyError."""
        del self.measures[path]
        (self.folder / path).unlink()

    def __contains__(self, path: object) -> bool:
        """Whether there is such a file, which nobody opens."""
        return path in self.measures

    def __iter__(self) -> Iterator[str]:
        """The paths, in the order in which they came."""
        return iter(self.measures)

    def __len__(self) -> int:
        """How many files there are."""
        return len(self.measures)


class Some(Mapping[str, bytes]):
    """Those files of ``tree`` that are at ``paths``, each read when it is asked for.

    >>> dict(Some({"a": b"1", "b": b"2"}, ["b"]))
    {'b': b'2'}
    """

    def __init__(self, tree: Mapping[str, bytes], paths: Collection[str]) -> None:
        """Opens nothing yet."""
        self.tree, self.paths = tree, dict.fromkeys(paths)

    def __getitem__(self, path: str) -> bytes:
        """Read a file; raises KeyError."""
        if path not in self.paths:
            raise KeyError(path)
        return self.tree[path]

    def __contains__(self, path: object) -> bool:
        """Whether there is such a file, which nobody opens."""
        return path in self.paths

    def __iter__(self) -> Iterator[str]:
        """The paths."""
        return iter(self.paths)

    def __len__(self) -> int:
        """How many files there are."""
        return len(self.paths)


def measured(tree: Mapping[str, bytes], path: str) -> Measure:
    """The measure of a file, taken when it was written where that is known; raises KeyError."""
    while isinstance(tree, Some):
        tree = tree.tree
    return tree.measures[path] if isinstance(tree, Spool) else Measure.of(tree[path])
