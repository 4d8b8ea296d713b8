"""The Frictionless gate: what its own command would say, and that it has read every table.

Its exit code says too little: a package in which it found no table to read is "valid" to it.
"""

from collections.abc import Iterator
from pathlib import Path

from zq_pipeline.errors import plural
from zq_pipeline.package.gates.finding import DESCRIPTOR, LIMIT, Finding, Tree, resources

GATE = "frictionless"


def findings(tree: Tree, path: Path) -> Iterator[Finding]:
    """What Frictionless refuses in ``path``: a ``datapackage.json`` or a ZIP with one at its root, whose files are ``tree``."""
    # Half a second, so that only those who check pay for it.
    import frictionless

    try:
        report = frictionless.validate(str(path), type="package")
    except frictionless.FrictionlessException as refused:
        yield Finding(GATE, DESCRIPTOR, 0, "", refused.error.message)
        return
    for error in report.errors[:LIMIT]:
        yield Finding(GATE, path.name, 0, "", error.message)
    read = {}
    for task in report.tasks:
        # A table that was read has fields; one without rows has no count of them.
        read[task.name] = (task.type, task.stats.get("rows", 0) if "fields" in task.stats else None)
        for error in task.errors[:LIMIT]:
            row = getattr(error, "row_number", None)
            column = getattr(error, "field_name", "") or "+".join(getattr(error, "field_names", []) if row else [])
            yield Finding(GATE, task.place or task.name, (row or 1) - 1, column, error.message)
    for resource in resources(tree):
        kind, count = read.get(resource["name"], ("", None))
        if kind != "table" or count is None:
            yield Finding(GATE, resource["path"], 0, "", "was not read as a table.")
        elif "row_count" in resource and count != resource["row_count"]:
            described = resource["row_count"]
            detail = f"was read with {count} {plural(count, 'row')}, and {described} {plural(described, 'is', 'are')} described."
            yield Finding(GATE, resource["path"], 0, "", detail)
