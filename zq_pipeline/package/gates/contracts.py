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
    if not cell:
        return None
    if field.type == "number":
        try:
            return Decimal(cell)
        except InvalidOperation:
            return cell
    return cell


def _frame(table: Table, content: bytes) -> pd.DataFrame:
    header, *rows = cells(content)
    if tuple(header) != table.columns or any(len(row) != len(header) for row in rows):
        raise ValueError("has other columns than the catalogue says")
    columns = {}
    for at, field in enumerate(table.fields):
        values = [_value(field, row[at]) for row in rows]
        if field.type == "integer":
            # What is no number stays as it is, for the contract to refuse.
            try:
                columns[field.name] = pd.Series([None if v is None else int(v) for v in values], dtype="Int64")
                continue
            except (ValueError, OverflowError):
                pass
        columns[field.name] = pd.Series(values, dtype=object)
    return pd.DataFrame(columns, columns=list(table.columns))


def findings(tree: Tree) -> Iterator[Finding]:
    """What the contracts refuse; a table that this version doesn't know, or knows otherwise, is refused as a whole."""
    frames = {}
    listed = {resource["name"]: resource["path"] for resource in resources(tree)}
    for table in CATALOGUE:
        path = listed.get(table.name, f"data/{table.name}.csv")
        try:
            frames[table.name] = _frame(table, tree[path])
        except KeyError:
            yield Finding(GATE, path, 0, "", "is not there.")
        except ValueError as error:
            yield Finding(GATE, path, 0, "", f"{error}.")
    for name in sorted(set(listed) - {table.name for table in CATALOGUE}):
        yield Finding(GATE, listed[name], 0, "", "is a table that this version of zq-pipeline doesn't know.")
    whole = len(frames) == len(CATALOGUE)
    for table in CATALOGUE:
        if table.name in frames:
            broken = violations(table, frames[table.name]) + (orphans(table, frames) if whole else [])
            for case in broken[:LIMIT]:
                row = 0 if case["row"] is None else case["row"] + 1
                yield Finding(GATE, listed.get(table.name, table.name), row, case["column"], f"{case['value']!r} breaks the rule: {case['rule']}.")
