"""What a gate finds, and how a package is seen by the gates."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

DESCRIPTOR = "datapackage.json"
LIMIT = 20
"""Findings of one kind that are shown; the rest is counted."""

Tree = Mapping[str, bytes]
"""A package's files by relative path."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong: which gate found it, in which file and row (1 is the first row of data, 0 the file), and what to do."""

    gate: str
    file: str
    row: int
    column: str
    detail: str

    def __str__(self) -> str:
        """The finding on one line."""
        place = f"{self.file}{f', row {self.row}' if self.row else ''}{f', {self.column}' if self.column else ''}"
        return f"{self.gate}: {place}: {self.detail}"


def resources(tree: Tree) -> list[dict[str, Any]]:
    """The tables that the descriptor lists; empty when it can't be read (the file gate says so)."""
    try:
        described = json.loads(tree[DESCRIPTOR])
        return [
            r for r in described["resources"] if isinstance(r["name"], str) and isinstance(r["schema"]["fields"], list)
        ]
    except (KeyError, TypeError, ValueError):
        return []


def cells(content: bytes) -> Iterator[list[str]]:
    """The rows of a CSV file, its header first; raises ValueError when it is no UTF-8 or no CSV."""
    try:
        yield from csv.reader(io.TextIOWrapper(io.BytesIO(content), "utf-8", newline=""), strict=True)
    except csv.Error as error:
        raise ValueError(str(error)) from None
