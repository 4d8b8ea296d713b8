"""What ties the tables to each other and to the source, beyond types and keys: an ordered list of small checks.

A check takes the frames by name and the source texts by report key, and gives the rows that fail, one dict each; none
means that it holds. Dagster's checks, ``validation.json`` and the quality page are made from ``CHECKS``.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

from zq_pipeline.tables.catalogue import CATALOGUE, TABLES
from zq_pipeline.tables.check import Check, Failing, Frames, Sources, each
from zq_pipeline.tables.contract import orphans
from zq_pipeline.tables.invariants import INVARIANTS

_SUM: Final = re.compile(r"(?P<part>[0-9.]+)/(?P<whole>[0-9.]+)=")
_PRINTED: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_DIGITS: Final = re.compile(r"[0-9０-９]+")
_QUOTED: Final = tuple(table.name for table in CATALOGUE if table.quoted)
_IN_STATEMENTS: Final = tuple(name for name in _QUOTED if "statement" in TABLES[name].columns and name != "statement")
_LINKED: Final = tuple(table.name for table in CATALOGUE if table.foreign_keys)
_NUMBERS: Final = ("observation", "unread_number")


def _quotes(frames: Frames, sources: Sources) -> Failing:
    for name in _QUOTED:
        rows = frames[name]
        for key, report, start, end, quote in each(rows, TABLES[name].key, "report", "start", "end", "quote"):
            if report not in sources or sources[report][start:end] != (quote or ""):
                yield {"table": name, "key": key, "start": start, "end": end, "quote": quote}


def _numbers(frames: Frames, sources: Sources) -> Failing:
    spans: dict[str, list[tuple[int, int]]] = {report: [] for report in sources}
    for name in _NUMBERS:
        rows = frames[name]
        for report, start, end in each(rows, "report", "start", "end"):
            spans.setdefault(report, []).append((start, end))
    for report, source in sources.items():
        taken = sorted(spans[report])
        for (_, end), (start, _) in pairwise(taken):
            if start < end:
                yield {"report": report, "at": start, "number": source[start:end], "why": "stands in two rows"}
        starts = [start for start, _ in taken]
        for run in _DIGITS.finditer(source):
            at = bisect_right(starts, run.start()) - 1
            if at < 0 or taken[at][1] < run.end():
                yield {"report": report, "at": run.start(), "number": run.group(), "why": "stands in no row"}


def _inside(frames: Frames, sources: Sources) -> Failing:
    statements = frames["statement"].set_index("statement")[["start", "end"]]
    for name in _IN_STATEMENTS:
        rows = frames[name]
        rows = rows[rows["statement"].notna()].merge(
            statements, left_on="statement", right_index=True, suffixes=("", "_of")
        )
        for row in each(rows[(rows["start"] < rows["start_of"]) | (rows["end"] > rows["end_of"])]):
            key = getattr(row, TABLES[name].key)
            yield {"table": name, "key": key, "statement": row.statement, "quote": row.quote}


def _keys(frames: Frames, sources: Sources) -> Failing:
    for name in _LINKED:
        for case in orphans(TABLES[name], dict(frames)):
            yield {"table": name, **case}


def _last_year(period: str) -> int:
    return int(period.rpartition("/")[2][:4])


def _targets(frames: Frames, sources: Sources) -> Failing:
    # Looked up for each of thousands of targets: dictionaries, since a row of a frame takes a thousand times as long to find.
    reports = {row.report: row for row in each(frames["report"])}
    told = {row.observation: row for row in each(frames["observation"], "observation", "report", "status")}
    for row in each(frames["target"]):
        if not {row.observation, row.baseline, row.outcome} - {None} <= told.keys():
            continue  # key_leads_somewhere tells
        for why in _amiss(row, reports, told):
            yield {"target": row.target, "quote": row.quote, "why": why}


def _amiss(row: Any, reports: Mapping[str, Any], told: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a target."""
    aim, before, after = (told[key] if key else None for key in (row.observation, row.baseline, row.outcome))
    if (aim is None) != (row.kind == "words") or (aim is not None and aim.status != "target"):
        yield "is no aim"
    if before is not None and (before.report != row.report or before.status == "target"):
        yield "the baseline is not of the review"
    if after is not None:
        here, there = reports[row.report], reports[after.report]
        if there.review_year != _last_year(row.period) or there.place != here.place or after.status == "target":
            yield "the outcome is not of a review of the year aimed at"
    if (after is not None) != (row.state in ("met", "missed", "undecided")):
        yield "state and outcome disagree"
    if (row.told_by is None) != (row.state == "open"):
        yield "state and report disagree"


_BEHIND: Final = (("observation", "observation"), ("target", "target"), ("baseline_observation", "observation"))


def _panel(frames: Frames, sources: Sources) -> Failing:
    """A row of the panel says what the rows behind it say, of its own place."""
    places = frames["report"].set_index("report")["place"].to_dict()
    of = {name: frames[name].set_index(name)["report"].to_dict() for name in ("observation", "target")}
    for row in each(frames["panel"]):
        for column, table in _BEHIND:
            key = getattr(row, column)
            if key in of[table] and places[of[table][key]] != (row.place or places[row.report]):
                yield {"panel": row.panel, column: key, "why": "is of another place"}
        if (row.actual_stated == "number") != (row.observation is not None):
            yield {"panel": row.panel, "why": "the actual has no row behind it, or the row no actual"}
        if (row.target_stated in ("number", "words")) != (row.target is not None):
            yield {"panel": row.panel, "why": "the target has no row behind it, or the row no target"}


def _rates(frames: Frames, sources: Sources) -> Failing:
    """Do the sums of each note on a rate again, in fractions."""
    rows = frames["source_note"]
    for row in each(rows[rows["kind"].isin(("rate_holds", "rate_contradicted"))]):
        sum_, number = _SUM.match(row.evidence or ""), _PRINTED.search(row.quote)
        if not sum_ or not number:
            yield {"source_note": row.source_note, "quote": row.quote, "why": "has no sum"}
            continue
        places = len(number[0].partition(".")[2])
        off = abs(Fraction(sum_["part"]) / Fraction(sum_["whole"]) * 100 - Fraction(number[0]))
        if (off <= Fraction(1, 2 * 10**places)) != (row.kind == "rate_holds"):
            yield {
                "source_note": row.source_note,
                "quote": row.quote,
                "evidence": row.evidence,
                "why": "the sum says otherwise",
            }


def _counts(frames: Frames, sources: Sources) -> Failing:
    told = frames["observation"].set_index("observation")[["start", "end"]]
    rows = frames["action"]
    for row in each(
        rows[rows["observation"].notna()].merge(told, left_on="observation", right_index=True, suffixes=("", "_of"))
    ):
        if row.start_of < row.start or row.end_of > row.end:
            yield {"action": row.action, "observation": row.observation, "quote": row.quote}


CHECKS: Final[tuple[Check, ...]] = (
    Check(
        "quote_is_cut",
        _QUOTED,
        "引文与原文起止位置处的文字完全相同",
        "Each quote is what its offsets cut from the source",
        _quotes,
    ),
    Check(
        "number_once",
        _NUMBERS,
        "原文的每个数字恰好在一行中",
        "Each number of the source stands in exactly one row",
        _numbers,
    ),
    Check(
        "row_in_statement",
        _IN_STATEMENTS,
        "每行的文字在其所在语句之内",
        "Each row's words stand inside its statement",
        _inside,
    ),
    Check(
        "key_leads_somewhere",
        _LINKED,
        "外键都有所指，代码表完整",
        "Each foreign key leads to a row; code lists are complete",
        _keys,
    ),
    Check(
        "target_points_right",
        ("target",),
        "目标是目标值或文字，基数在同一报告的总结中，结果在所定年份的总结中",
        "Aims are aimed at, baselines are of the same review, outcomes of the review of the year aimed at",
        _targets,
    ),
    Check(
        "panel_stands_on_rows",
        ("panel",),
        "面板的每个数都有同一地区的出处",
        "Each number of the panel has a row of its place behind it",
        _panel,
    ),
    Check(
        "rate_follows",
        ("source_note",),
        "附注中的比率与其两数的核算一致",
        "Rates follow from their two counts, or are noted as not following",
        _rates,
    ),
    Check(
        "count_in_action",
        ("action",),
        "举措的数量在其文字之内",
        "The number that counts an action stands inside it",
        _counts,
    ),
    *INVARIANTS,
)
