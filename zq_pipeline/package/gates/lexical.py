"""The strictest gate: how each cell is spelled. It refuses what readers of CSV take in different ways, or silently mend:
full-width digits, ``1_000``, blanks around a value, ``2024-1``, NUL, a bare carriage return, ``Infinity``, an open quote.
"""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from zq_pipeline.errors import plural
from zq_pipeline.package.encode import csv_bytes, encode
from zq_pipeline.package.gates.finding import Finding, Tree, cells, resources
from zq_pipeline.package.table_schema import table_schema
from zq_pipeline.tables.schema import Table

if TYPE_CHECKING:
    import pandas as pd

GATE = "lexical"
SPELLED: Final = {
    "integer": re.compile(r"0|-?[1-9][0-9]{0,17}"),
    "number": re.compile(r"(?!-0\Z)-?(?:0|[1-9][0-9]{0,27})(?:\.[0-9]{0,9}[1-9])?"),
    "boolean": re.compile(r"true|false"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "string": re.compile(r"[^\s\ufeff](?:(?s:.)*[^\s\ufeff])?"),
}
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
Test = tuple[Callable[[str], object], str]


@cache
def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source)


def _day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def tests(field: dict[str, Any]) -> list[Test]:
    """What a filled cell of ``field`` must pass, in order; the first that fails is told."""
    kind, limits = field["type"], field.get("constraints", {})
    found: list[Test] = [
        (lambda cell: not _CONTROL.search(cell), "holds a control character"),
        (SPELLED[kind].fullmatch, f"is not spelled as {kind}" if kind != "string" else "has blanks around it"),
    ]
    if kind == "date":
        found.append((_day, "is no day of the calendar"))
    if "pattern" in limits:
        found.append((_pattern(limits["pattern"]).fullmatch, f"does not match {limits['pattern']}"))
    if "enum" in limits:
        allowed = frozenset(limits["enum"])
        found.append((allowed.__contains__, f"is none of {', '.join(limits['enum'])}"))
    if "minimum" in limits:
        found.append((lambda cell: float(cell) >= limits["minimum"], f"is below {limits['minimum']}"))
    if "maximum" in limits:
        found.append((lambda cell: float(cell) <= limits["maximum"], f"is above {limits['maximum']}"))
    return found


def findings(tree: Tree) -> Iterator[Finding]:
    """Every cell that is spelled in another way than we write it, every row with too many or too few cells."""
    for resource in resources(tree):
        path = resource["path"]
        if path in tree:
            yield from _file(path, tree[path], resource)


def table_findings(table: Table, frame: "pd.DataFrame") -> Iterator[Finding]:
    """The same of a table that is yet to be written."""
    yield from _file(table.name, encode(frame), {"schema": table_schema(table)})


def _file(path: str, content: bytes, resource: dict[str, Any]) -> Iterator[Finding]:
    try:
        header, *rows = cells(content)
    except (ValueError, csv.Error) as error:
        yield Finding(GATE, path, 0, "", f"is no CSV in UTF-8: {error}")
        return
    fields = resource["schema"]["fields"]
    names = [field["name"] for field in fields]
    if header != names:
        yield Finding(GATE, path, 0, "", f"has the columns {', '.join(header)} where {', '.join(names)} are described.")
        return
    if "row_count" in resource and len(rows) != resource["row_count"]:
        described = resource["row_count"]
        detail = (
            f"has {len(rows)} {plural(len(rows), 'row')} where {described} {plural(described, 'is', 'are')} described."
        )
        yield Finding(GATE, path, 0, "", detail)
    ragged = [number for number, row in enumerate(rows, 1) if len(row) != len(names)]
    for number in ragged:
        count = len(rows[number - 1])
        columns = f"{plural(len(names), 'is', 'are')} {len(names)} {plural(len(names), 'column')}"
        yield Finding(GATE, path, number, "", f"has {count} {plural(count, 'cell')} where there {columns}.")
    if ragged:
        return
    clean = True
    for at, field in enumerate(fields):
        needed, checks = field.get("constraints", {}).get("required", False), tests(field)
        for number, row in enumerate(rows, 1):
            cell = row[at]
            detail = (
                ("is empty" if needed else "")
                if not cell
                else next((why for holds, why in checks if not holds(cell)), "")
            )
            if detail:
                clean = False
                yield Finding(GATE, path, number, field["name"], f"{cell!r} {detail}.")
    yield from _keys(path, resource["schema"], names, rows)
    if clean and csv_bytes(names, rows) != content:
        yield Finding(GATE, path, 0, "", "is quoted, or ends its lines, in another way than RFC 4180 with CRLF.")


def _keys(path: str, schema: dict[str, Any], names: list[str], rows: list[list[str]]) -> Iterator[Finding]:
    for key in ([schema["primaryKey"]] if "primaryKey" in schema else []) + schema.get("uniqueKeys", []):
        at = [names.index(name) for name in key]
        seen: Counter[tuple[str, ...]] = Counter()
        for number, row in enumerate(rows, 1):
            value = tuple(row[i] for i in at)
            seen[value] += 1
            if seen[value] > 1 and all(value):
                yield Finding(GATE, path, number, "+".join(key), f"{', '.join(value)} stands twice.")
