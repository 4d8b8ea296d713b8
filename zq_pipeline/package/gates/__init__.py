"""Five gates that a package passes before it is published, and that anybody can put a published one through.

files (bytes and checksums) · lexical (spelling of each cell) · pandera (the contracts) · duckdb (a second engine) ·
frictionless (the profile; the folder, and each ZIP in it). They overlap on purpose: what one reader takes for granted, another refuses.
"""

import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from zq_pipeline.package.gates import contracts, engine, files, lexical, profile
from zq_pipeline.package.gates.finding import DESCRIPTOR, Finding, Tree

__all__ = ["GATES", "Finding", "Tree", "keys", "unpacked", "validate", "zipped"]

GATES: Final[tuple[tuple[str, Callable[[Tree, Path], list[Finding]]], ...]] = (
    (files.GATE, lambda tree, folder: list(files.findings(tree))),
    (lexical.GATE, lambda tree, folder: list(lexical.findings(tree))),
    (contracts.GATE, lambda tree, folder: list(contracts.findings(tree))),
    (engine.GATE, lambda tree, folder: list(engine.findings(tree, folder))),
    (profile.GATE, lambda tree, folder: list(profile.findings(tree, folder / DESCRIPTOR))),
)
"""Each gate by name, in order: what it finds in the files, which stand in the folder as well."""


def validate(tree: Tree) -> list[Finding]:
    """What any gate finds wrong in the package whose files are ``tree``; the ZIP in it goes through all of them too.

    Writes the files into a temporary folder, for the engines that read only files.
    """
    return [finding for found in by_gate(tree).values() for finding in found]


def by_gate(tree: Tree) -> dict[str, list[Finding]]:
    """The same, by gate; the ZIP is one more, named ``zip``."""
    safe = {path: content for path, content in tree.items() if _inside(path)}
    with tempfile.TemporaryDirectory(prefix="zq-pipeline-") as name:
        folder = Path(name)
        for path, content in safe.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        found = {gate: check(safe, folder) if DESCRIPTOR in safe or gate == files.GATE else [] for gate, check in GATES}
        found[files.GATE] += [
            Finding(files.GATE, path, 0, "", "is not a path inside the package.") for path in tree if path not in safe
        ]
    return {**found, "zip": zipped(safe)}


def keys(tree: Tree) -> list[Finding]:
    """What only all rows together can break, of tables whose parts have passed every gate: files, counts of rows, keys."""
    with tempfile.TemporaryDirectory(prefix="zq-pipeline-") as name:
        return [*files.findings(tree), *engine.keys(tree, Path(name))]


def zipped(tree: Tree, *, read: bool = True) -> list[Finding]:
    """What is wrong with each ZIP in the package whose files are ``tree``: what is in it, and how Frictionless reads it.

    Without ``read`` only the first: of files that are to the byte those beside it, Frictionless says what it said of these.
    """
    found = []
    for path in sorted(path for path in tree if path.endswith(".zip")):
        with tempfile.TemporaryDirectory(prefix="zq-pipeline-") as name:
            (Path(name) / PurePosixPath(path).name).write_bytes(tree[path])
            found += _zip(tree, path, Path(name), read)
    return found


def _inside(path: str) -> bool:
    pure = PurePosixPath(path)
    return (
        not pure.is_absolute() and ".." not in pure.parts and bool(pure.parts) and "\\" not in path and "\0" not in path
    )


def unpacked(content: bytes, limit: int = 1 << 30) -> dict[str, bytes]:
    """The files of a ZIP by path; raises ValueError when it is none, is damaged, or unpacks to more than ``limit`` bytes."""
    return dict(_entries(content, limit))


def _entries(content: bytes, limit: int = 1 << 30) -> Iterator[tuple[str, bytes]]:
    """The same file by file, of which no more than one is in memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as source:
            entries = [entry for entry in source.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > limit:
                raise ValueError(f"unpacks to more than {limit} bytes")
            for entry in entries:
                yield entry.filename, source.read(entry)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise ValueError(f"is no whole ZIP file: {error}") from None


def _zip(tree: Tree, path: str, folder: Path, read: bool) -> list[Finding]:
    """The ZIP holds the very files that stand beside it, and Frictionless, if it is asked to ``read``, reads each table from it."""
    try:
        # By name, since one that stands twice is the last of that name.
        same = {name: content == tree.get(name) for name, content in _entries(tree[path])}
    except ValueError as error:
        return [Finding("zip", path, 0, "", f"{error}.")]
    found = [
        Finding("zip", path, 0, "", f"{name} is not the file that stands beside it.")
        for name in sorted(same)
        if not same[name]
    ]
    if DESCRIPTOR not in same:
        return [*found, Finding("zip", path, 0, "", f"has no {DESCRIPTOR} at its root.")]
    if found:
        return found
    # What is packed is what stands beside it.
    listed = {resource["path"] for resource in json.loads(tree[DESCRIPTOR])["resources"]}
    found = [Finding("zip", path, 0, "", f"lacks {name}.") for name in sorted(listed - set(same))]
    return found or (list(profile.findings(tree, folder / PurePosixPath(path).name)) if read else [])
