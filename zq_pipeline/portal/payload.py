"""The tables as the page's script takes them: one JSON value, small and safe to stand inside a page."""

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from zq_pipeline.package.encode import lines
from zq_pipeline.portal.summary import Names
from zq_pipeline.portal.words import word
from zq_pipeline.tables.schema import Table

Frames = Mapping[str, pd.DataFrame]

ORDER: Final = ("observation", "target", "action", "honour", "entity", "source_note", "unread_number")
"""The tables that come first on the page; the others follow as the catalogue has them."""
CODE_LISTS: Final = ("indicator", "unit", "theme", "place")
SHOWN: Final = {
    "observation": ("indicator_name", "value", "unit_name", "measure", "status", "period", "theme"),
    "target": ("name", "wording", "period", "tone", "baseline", "outcome", "state"),
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
_TOP: Final = 2


def embedded(value: Any) -> str:
    r"""``value`` as JSON that may stand inside a ``<script>`` element, whatever a report says.

    >>> print(embedded({"quote": "</script><!--"}))
    {"quote":"\u003c/script\u003e\u003c!--"}
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def payload(catalogue: Sequence[Table], frames: Frames, names: Names) -> dict[str, Any]:
    """All tables but the code lists, in the order they are shown, with the names of the codes that they use."""
    tables = {table.name: table for table in catalogue if table.name not in CODE_LISTS}
    order = [*(name for name in ORDER if name in tables), *(name for name in tables if name not in ORDER)]
    chapters = _Chapters(frames)
    described = [_described(tables[name], frames[name], chapters) for name in order]
    used: dict[str, set[str]] = {name: set() for name in CODE_LISTS}
    for table in (tables[name] for name in order):
        for key in table.foreign_keys:
            if key.table in used:
                used[key.table].update(frames[table.name][key.field].dropna())
    enums = {code for table in tables.values() for field in table.fields for code in field.enum}
    return {
        "words": {str(code): word(str(code)) for code in sorted(enums)},
        "codes": {name: names.list(name, codes) for name, codes in used.items()},
        "chapters": chapters.titles,
        "tables": described,
    }


def _described(table: Table, frame: pd.DataFrame, chapters: "_Chapters") -> dict[str, Any]:
    columns = []
    links = {key.field: key.table or table.name for key in table.foreign_keys}
    for field in table.fields:
        column: dict[str, Any] = {"name": field.name, "zh": field.zh, "en": field.en}
        if field.type in ("number", "integer"):
            column["number"] = 1
        if field.enum:
            column["enum"] = 1
        if field.name in links:
            column["of"] = links[field.name]
        columns.append(column)
    cells: list[list[str]] = lines(frame)
    if table.quoted:
        columns.append({"name": "chapter", "zh": "章节", "en": "Section", "of": "chapter"})
        places = zip(frame["report"], frame["start"], strict=True)
        cells = [[*row, chapters.at(report, start)] for row, (report, start) in zip(cells, places, strict=True)]
    wanted = SHOWN.get(table.name) or [n for n in table.columns if n not in _HIDDEN and n != table.key][:6]
    filters = ["report", "chapter", "theme", *(field.name for field in table.fields if field.one_of)]
    at = {column["name"]: i for i, column in enumerate(columns)}
    return {
        "name": table.name,
        "zh": table.zh,
        "en": table.en,
        "about": [table.about_zh, table.about_en],
        "key": at[table.key],
        "columns": columns,
        "show": [at[name] for name in wanted if name in at],
        "filters": [at[name] for name in dict.fromkeys(filters) if name in at and name != table.key],
        "rows": cells,
    }


class _Chapters:
    """The headings of the two top levels, and under which of them a place in a report stands."""

    def __init__(self, frames: Frames) -> None:
        section = frames["section"]
        self.titles: dict[str, str] = {}
        self._starts: dict[str, list[int]] = {}
        columns = (section[name] for name in ("section", "report", "start", "level", "label", "heading"))
        for key, report, start, level, label, heading in zip(*columns, strict=True):
            if level <= _TOP:
                self.titles[key] = f"{label or ''}{heading or ''}"
                self._starts.setdefault(report, []).append(int(start))

    def at(self, report: str, start: int) -> str:
        """The key of the chapter, empty before the first."""
        starts = self._starts.get(report, [])
        at = bisect_right(starts, start) - 1
        return f"{report}-{starts[at]}" if at >= 0 else ""
