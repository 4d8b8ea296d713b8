"""What a release brought, in a line: how many rows differ from the one before, and why."""

import csv
import io
from collections.abc import Mapping
from typing import Any

from zq_pipeline.errors import plural


def told(package: Mapping[str, Any], changes: bytes, *, first: bool) -> tuple[int, str]:
    """How many rows the release with the descriptor ``package`` changed, and why, from its ``changes.csv``; ``first`` has none before it.

    >>> head = "version,table,key,change,column,before,after\\r\\n"
    >>> rows = head + "1.1.0,report,1-2023,added,,,\\r\\n1.1.0,observation,1-2023-5,added,,,\\r\\n"
    >>> told({"version": "1.1.0"}, rows.encode("utf-8-sig"), first=False)
    (2, '1 report came')
    """
    try:
        listed = list(csv.DictReader(io.StringIO(changes.decode("utf-8-sig"), newline="")))
        rows = {(row["table"], row["key"]): row["change"] for row in listed if row["version"] == package["version"]}
    except (KeyError, ValueError, csv.Error):
        return 0, "not known: its changes.csv can't be read"
    if first:
        return len(rows), "the first release"
    counted = [
        (_count(rows, "report", "added"), "report", "came"),
        (_count(rows, "report", "removed"), "report", "went"),
        (_count(rows, "correction", "added"), "row", "corrected or confirmed by a person"),
        (_count(rows, "correction", "removed"), "correction", "withdrawn"),
    ]
    reasons = [f"{count} {plural(count, what)} {happened}" for count, what, happened in counted if count]
    if not reasons:
        reasons = (
            ["read anew, by rules that were mended or from a report that was revised"]
            if rows
            else ["words, settings or files, no fact"]
        )
    return len(rows), ", ".join(reasons)


def _count(rows: Mapping[tuple[str, str], str], table: str, change: str) -> int:
    # Of a correction the key ends with the column: two cells of a row are one row.
    keys = {
        key.rpartition("-")[0] if table == "correction" else key
        for (name, key), what in rows.items()
        if (name, what) == (table, change)
    }
    return len(keys)
