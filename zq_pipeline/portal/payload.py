"""The tables as the page's script takes them: one JSON value, small and safe to stand inside a page."""

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import pandas as pd

from zq_pipeline.package.encode import lines
from zq_pipeline.portal.marks import LETTERS
from zq_pipeline.portal.names import Names
from zq_pipeline.portal.periods import when
from zq_pipeline.portal.values import Both
from zq_pipeline.portal.words import word
from zq_pipeline.tables.schema import Field, Table

Frames = Mapping[str, pd.DataFrame]

ORDER: Final = ("observation", "target", "action", "honour", "entity", "source_note", "unread_number")
"""The tables that come first on the page; the others follow as the catalogue has them."""
LABELS: Final = {
    "observation": Both("数字", "Figures"),
    "target": Both("目标", "Aims"),
    "action": Both("举措", "Deeds"),
    "honour": Both("荣誉", "Honours"),
    "entity": Both("名称", "Names"),
    "source_note": Both("原文存疑", "Doubts"),
    "unread_number": Both("其他数字", "Other numbers"),
}
"""What readers call those tables."""
CODE_LISTS: Final = ("indicator", "unit", "theme", "place")
SHOWN: Final = {
    "observation": ("indicator_name", "value", "unit_name", "measure", "status", "period", "theme"),
    "target": ("name", "wording", "period", "baseline", "outcome", "state"),
    "panel": ("place", "year", "indicator", "measure", "target_low", "target_high", "actual", "unit", "state"),
    "action": ("verb", "result", "object", "aspect", "due", "theme"),
    "honour": ("recipient", "title", "level", "act", "year"),
    "entity": ("name", "kind", "place"),
    "mention": ("entity",),
    "source_note": ("kind", "meant", "evidence", "sure"),
    "unread_number": ("reason",),
    "section": ("label", "heading", "part", "level", "theme"),
    "statement": ("ordinal", "section"),
    "report": ("title", "publisher", "published_on", "review_year", "plan_year", "warnings"),
}
"""The columns of the list; all others are in the opened row. Columns that a table has not are left out."""
_HIDDEN: Final = {"report", "statement", "start", "end", "quote"}
_NAMED: Final = {"observation": "indicator_name", "target": "name"}
"""The columns that hold the name of an indicator, which has an English label."""
_TIMES: Final = frozenset({"period", "base_period", "due", "years"})
_TOP: Final = 2
OWN: Final = "~"
"""Stands for the report's key and a hyphen at the start of a key, of which a page would else hold thousands."""


def embedded(value: Any) -> str:
    r"""``value`` as JSON that may stand inside a ``<script>`` element, whatever a report says.

    >>> print(embedded({"quote": "</script><!--"}))
    {"quote":"\u003c/script\u003e\u003c!--"}
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def payload(catalogue: Sequence[Table], frames: Frames, names: Names, report: str) -> dict[str, Any]:
    """All tables of ``report`` but the code lists, in the order they are shown, with the names of what they use.

    Quotes are left out, which the page's text has, and keys are shortened by the report's.
    """
    tables = {table.name: table for table in catalogue if table.name not in CODE_LISTS}
    order = [*(name for name in ORDER if name in tables), *(name for name in tables if name not in ORDER)]
    chapters = _Chapters(frames)
    described = [_described(tables[name], frames[name], chapters, report) for name in order]
    used: dict[str, set[str]] = {name: set() for name in CODE_LISTS}
    for table in (tables[name] for name in order):
        for key in table.foreign_keys:
            if key.table in used:
                used[key.table].update(frames[table.name][key.field].dropna())
    enums = {code for table in tables.values() for field in table.fields for code in field.enum}
    return {
        "report": report,
        "marks": {letter: name for name, letter in LETTERS.items()},
        "words": {str(code): word(str(code)) for code in sorted(enums)},
        "codes": {name: names.list(name, codes) for name, codes in used.items()},
        "units": {code: names.unit({"unit": code, "unit_name": ""}).en for code in sorted(used["unit"])},
        "labels": _labels(frames, names),
        "times": _times(tables.values(), frames),
        "chapters": chapters.titles,
        "tables": described,
    }


def _labels(frames: Frames, names: Names) -> dict[str, str]:
    """The English labels of the indicators named; of one that has several codes, the first."""
    found: dict[str, str] = {}
    for table, column in _NAMED.items():
        for name, code in zip(frames[table][column], frames[table]["indicator"], strict=True):
            found.setdefault(name, names.indicator({"indicator_name": name, "indicator": code}).en)
    return found


def _times(tables: Iterable[Table], frames: Frames) -> dict[str, Both]:
    used = {time for t in tables for name in _TIMES & set(t.columns) for time in frames[t.name][name].dropna()}
    return {time: when(time) for time in sorted(used)}


def _described(table: Table, frame: pd.DataFrame, chapters: "_Chapters", report: str) -> dict[str, Any]:
    links = {key.field: key.table or table.name for key in table.foreign_keys}
    columns = [_column(table, field, links.get(field.name)) for field in table.fields]
    at = {column["name"]: i for i, column in enumerate(columns)}
    keys = [i for name, i in at.items() if name == table.key or (name in links and links[name] not in CODE_LISTS)]
    cells: list[list[str]] = lines(frame)
    for row in cells:
        for i in keys:
            row[i] = shortened(row[i], report)
    if table.quoted:
        for row in cells:
            row[at["quote"]] = ""
        columns.append({"name": "chapter", "zh": "章节", "en": "Section", "of": "chapter"})
        at["chapter"] = len(at)
        starts = (int(start) for start in frame["start"])
        cells = [[*row, chapters.at(start)] for row, start in zip(cells, starts, strict=True)]
    wanted = SHOWN.get(table.name) or [n for n in table.columns if n not in _HIDDEN and n != table.key][:6]
    filters = ["chapter", "theme", "status", "aspect", "state", *(field.name for field in table.fields if field.one_of)]
    label = LABELS.get(table.name)
    return {
        "name": table.name,
        "zh": label.zh if label else table.zh,
        "en": label.en if label else table.en,
        "first": bool(label),
        "about": [table.about_zh, table.about_en],
        "key": at[table.key],
        "columns": columns,
        "show": [at[name] for name in wanted if name in at],
        "filters": [at[name] for name in dict.fromkeys(filters) if name in at and name != table.key],
        "count": len(cells),
        "cells": [packed([row[i] for row in cells]) for i in range(len(columns))],
    }


def _column(table: Table, field: Field, of: str | None) -> dict[str, Any]:
    column: dict[str, Any] = {"name": field.name, "zh": field.zh, "en": field.en}
    if field.type in ("number", "integer"):
        column["number"] = 1
    kinds = {
        "amount": field.type == "number",
        "enum": bool(field.enum),
        "time": field.name in _TIMES,
        "label": field.name == _NAMED.get(table.name),
    }
    column.update({kind: 1 for kind, holds in kinds.items() if holds})
    if of:
        column["of"] = of
    return column


def shortened(key: str, report: str) -> str:
    """``key`` without the key of ``report``.

    >>> [shortened(key, "1-2030") for key in ("1-2030-7-9", "1-2030", "1-2031-7", "")]
    ['~7-9', '~', '1-2031-7', '']
    """
    if key == report:
        return OWN
    return OWN + key.removeprefix(f"{report}-") if key.startswith(f"{report}-") else key


def packed(column: Sequence[str]) -> str | Sequence[str] | dict[str, Any]:
    """A column in few bytes: one cell where all are alike, the different ones and which of them where they are few.

    >>> packed(["a", "a"]), packed(["a", "b"]), packed(["a", "b", "a", "b", "b"])
    ('a', ['a', 'b'], {'of': ['a', 'b'], 'at': [0, 1, 0, 1, 1]})
    """
    places = {cell: place for place, cell in enumerate(dict.fromkeys(column))}
    if len(places) == 1:
        return column[0]
    if 2 * len(places) < len(column):
        return {"of": list(places), "at": [places[cell] for cell in column]}
    return column


class _Chapters:
    """The headings of the two top levels, and under which of them a place in the report stands."""

    def __init__(self, frames: Frames) -> None:
        section = frames["section"]
        self.titles: dict[str, str] = {}
        self._starts: list[int] = []
        columns = (section[name] for name in ("start", "level", "label", "heading"))
        for start, level, label, heading in zip(*columns, strict=True):
            if level <= _TOP:
                self.titles[str(start)] = f"{label or ''}{heading or ''}"
                self._starts.append(int(start))

    def at(self, start: int) -> str:
        """The chapter by where it starts, empty before the first."""
        at = bisect_right(self._starts, start) - 1
        return str(self._starts[at]) if at >= 0 else ""
