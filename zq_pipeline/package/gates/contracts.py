"""The pandera gate: the catalogue's contracts on the cells as published, foreign keys included."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

import pandas as pd

from zq_pipeline.package.gates.finding import LIMIT, Finding, Tree, cells, resources
from zq_pipeline.tables.catalogue import CATALOGUE
from zq_pipeline.tables.contract import orphans, violations
from zq_pipeline.tables.schema import Field, Table

GATE = "pandera"


def _value(field: Field, cell: str) -> Any:
    """The cell as the contracts see it; what is no number stays as it is, for them to refuse."""
    if not cell:
        return None
    try:
        return {"number": Decimal, "integer": int}.get(field.type, str)(cell)
    except (InvalidOperation, ValueError):
        return cell


def framed(table: Table, content: bytes) -> tuple[pd.DataFrame, list[tuple[int, str, str]]]:
    """The table as a frame, and the cells (row, column, text) that a column of whole numbers can't hold."""
    header, *rows = cells(content)
    if tuple(header) != table.columns or any(len(row) != len(header) for row in rows):
        raise ValueError("has other columns than the catalogue says")
    columns, lost = {}, []
    # Codes, places and years stand in thousands of cells: each is kept once.
    once: dict[str, str] = {}
    rows = [[once.setdefault(cell, cell) for cell in row] for row in rows]
    for at, field in enumerate(table.fields):
        values = [_value(field, row[at]) for row in rows]
        if field.type == "integer":
            fits = [v is None or (isinstance(v, int) and abs(v) < 1 << 63) for v in values]
            lost += [(row, field.name, rows[row][at]) for row, fit in enumerate(fits) if not fit]
            values = [v if fit else None for v, fit in zip(values, fits, strict=True)]
        columns[field.name] = pd.Series(values, dtype="Int64" if field.type == "integer" else object)
    return pd.DataFrame(columns, columns=list(table.columns)), lost


def findings(tree: Tree) -> Iterator[Finding]:
    """What the contracts refuse; a table that this version doesn't know, or knows otherwise, is refused as a whole."""
    frames = {}
    listed = {resource["name"]: resource["path"] for resource in resources(tree)}
    for table in CATALOGUE:
        path = listed.get(table.name, f"data/{table.name}.csv")
        try:
            frames[table.name], lost = framed(table, tree[path])
            yield from (
                Finding(GATE, path, row + 1, column, f"{cell!r} is no whole number.")
                for row, column, cell in lost[:LIMIT]
            )
        except KeyError:
            yield Finding(GATE, path, 0, "", "is not there.")
        except (ValueError, IndexError) as error:
            yield Finding(GATE, path, 0, "", f"{error}.")
    for name in sorted(set(listed) - {table.name for table in CATALOGUE}):
        yield Finding(GATE, listed[name], 0, "", "is a table that this version of zq-pipeline doesn't know.")
    whole = len(frames) == len(CATALOGUE)
    for table in CATALOGUE:
        if table.name in frames:
            broken = violations(table, frames[table.name]) + (orphans(table, frames) if whole else [])
            for case in broken[:LIMIT]:
                row = 0 if case["row"] is None else case["row"] + 1
                yield Finding(
                    GATE,
                    listed.get(table.name, table.name),
                    row,
                    case["column"],
                    f"{case['value']!r} breaks the rule: {case['rule']}.",
                )
