"""What ties the tables to each other and to the source, beyond types and keys: an ordered list of small checks.

A check takes the frames by name and the source texts by report key, and gives the rows that fail, one dict each; none
means that it holds. Dagster's checks, ``validation.json`` and the quality page are made from ``CHECKS``.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from zq_pipeline.tables.catalogue import CATALOGUE
from zq_pipeline.tables.contract import orphans

Frames = Mapping[str, pd.DataFrame]
Sources = Mapping[str, str]
Failing = Iterator[dict[str, Any]]
_DIGITS: Final = re.compile(r"[0-9０-９]+")


@dataclass(frozen=True)
class Check:
    """A named check; ``table`` is the one whose rows it shows."""

    name: str
    table: str
    zh: str
    en: str
    failing: Callable[[Frames, Sources], Failing]


def _quotes(frames: Frames, sources: Sources) -> Failing:
    for table in CATALOGUE:
        if table.quoted:
            rows = frames[table.name]
            for key, report, start, end, quote in zip(*(rows[c] for c in (table.key, "report", "start", "end", "quote")), strict=True):
                if report not in sources or sources[report][start:end] != quote:
                    yield {"table": table.name, "key": key, "start": start, "end": end, "quote": quote}


def _numbers(frames: Frames, sources: Sources) -> Failing:
    spans: dict[str, list[tuple[int, int]]] = {report: [] for report in sources}
    for name in ("observation", "unread_number"):
        rows = frames[name]
        for report, start, end in zip(rows["report"], rows["start"], rows["end"], strict=True):
            spans.setdefault(report, []).append((start, end))
    for report, source in sources.items():
        taken = sorted(spans[report])
        for (_, end), (start, _) in zip(taken, taken[1:], strict=False):
            if start < end:
                yield {"report": report, "at": start, "number": source[start:end], "why": "stands in two rows"}
        starts = [start for start, _ in taken]
        for run in _DIGITS.finditer(source):
            at = bisect_right(starts, run.start()) - 1
            if at < 0 or taken[at][1] < run.end():
                yield {"report": report, "at": run.start(), "number": run.group(), "why": "stands in no row"}


def _inside(frames: Frames, sources: Sources) -> Failing:
    statements = frames["statement"].set_index("statement")[["start", "end"]]
    for table in CATALOGUE:
        if table.quoted and "statement" in table.columns and table.name != "statement":
            rows = frames[table.name]
            rows = rows[rows["statement"].notna()].merge(statements, left_on="statement", right_index=True, suffixes=("", "_of"))
            for row in rows[(rows["start"] < rows["start_of"]) | (rows["end"] > rows["end_of"])].itertuples():
                yield {"table": table.name, "key": getattr(row, table.key), "statement": row.statement, "quote": row.quote}


def _keys(frames: Frames, sources: Sources) -> Failing:
    for table in CATALOGUE:
        for case in orphans(table, dict(frames)):
            yield {"table": table.name, **case}


CHECKS: Final[tuple[Check, ...]] = (
    Check("quote_is_cut", "statement", "引文与原文起止位置处的文字完全相同", "Each quote is what its offsets cut from the source", _quotes),
    Check("number_once", "unread_number", "原文的每个数字恰好在一行中", "Each number of the source stands in exactly one row", _numbers),
    Check("row_in_statement", "observation", "每行的文字在其所在语句之内", "Each row's words stand inside its statement", _inside),
    Check("key_leads_somewhere", "report", "外键都有所指，代码表完整", "Each foreign key leads to a row; code lists are complete", _keys),
)
