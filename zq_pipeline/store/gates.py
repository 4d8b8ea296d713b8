"""A published package, as a folder, a descriptor or a ZIP, through every gate: what ``validate`` prints."""

from pathlib import Path

from zq_pipeline.errors import plural, printable
from zq_pipeline.package import gates
from zq_pipeline.store.problems import PackageMissing, PackageUnreadable
from zq_pipeline.store.publish import DESCRIPTOR, Tree, read_tree

SHOWN = 20


def verdict(path: Path) -> tuple[bool, list[str]]:
    """Whether the package at ``path`` passes every gate, and what to tell: a line a gate, then the first findings of each.

    Raises PackageMissing or PackageUnreadable when there is nothing to look at.
    """
    lines, passed = [str(path)], True
    for gate, findings in gates.by_gate(package(path)).items():
        passed = passed and not findings
        said = f"{len(findings):,} {plural(len(findings), 'finding')}" if findings else "passed"
        lines.append(f"  {gate:<13} {said}")
        lines += [f"    {printable(finding, 400)}" for finding in findings[:SHOWN]]
    return passed, [*lines, "valid" if passed else "NOT VALID"]


def package(path: Path) -> Tree:
    """The files of the package that ``path`` is, holds or describes."""
    if path.name == DESCRIPTOR:
        path = path.parent
    if path.is_dir():
        return read_tree(path)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise PackageMissing(path=path) from None
    except OSError as error:
        raise PackageUnreadable(path=path, reason=error.strerror) from None
    try:
        return gates.unpacked(content)
    except ValueError as error:
        raise PackageUnreadable(path=path, reason=error) from None
