"""The first gate: every file that the descriptor lists is there, with the bytes and the checksum that it says."""

import json
from collections.abc import Iterator
from pathlib import PurePosixPath

from zq_pipeline.errors import plural
from zq_pipeline.package.files import Measure
from zq_pipeline.package.gates.finding import DESCRIPTOR, Finding, Tree

GATE = "files"


def findings(tree: Tree) -> Iterator[Finding]:
    """What is missing, changed or not listed. Other forms (workbook, database) and texts may be left out, as they are in the ZIP."""
    if DESCRIPTOR not in tree:
        yield Finding(GATE, DESCRIPTOR, 0, "", "is not there. A package has it at its root.")
        return
    try:
        described = json.loads(tree[DESCRIPTOR])
        tables, forms = described["resources"], [*described.get("forms", []), *described.get("texts", [])]
        listed = [(entry["path"], entry["bytes"], entry["hash"], entry in tables) for entry in (*tables, *forms)]
    except (KeyError, TypeError, ValueError) as error:
        yield Finding(GATE, DESCRIPTOR, 0, "", f"can't be read ({type(error).__name__}: {error}).")
        return
    if not tables:
        yield Finding(GATE, DESCRIPTOR, 0, "", "lists no table.")
    for path, size, checksum, needed in listed:
        if path not in tree:
            if needed:
                yield Finding(GATE, path, 0, "", "is listed and not there.")
        # The bytes as they are read now, and not as they were measured.
        elif (found := Measure.of(tree[path])) != (size, checksum):
            count = found.size
            bytes_ = f"{count} {plural(count, 'byte')} where {size} {plural(size, 'was', 'were')}"
            yield Finding(GATE, path, 0, "", f"is not the file that was described: {bytes_}, or another checksum.")
    known = {path for path, *_ in listed}
    for path in sorted(tree):
        if PurePosixPath(path).suffix == ".csv" and path.startswith("data/") and path not in known:
            yield Finding(GATE, path, 0, "", "is not listed in datapackage.json.")
