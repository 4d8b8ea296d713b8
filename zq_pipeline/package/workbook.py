"""All tables as one Excel workbook: a sheet a table, then a cover, the data dictionary and the catalogue sheets. Every cell but a
number is text, so that codes keep their zeros and nothing of a report can become a formula.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from unicodedata import east_asian_width

import pandas as pd
import xlsxwriter

from zq_pipeline.package.descriptor import creators, released_on
from zq_pipeline.package.encode import cell
from zq_pipeline.package.government import CORE_ELEMENTS, ELEMENT_COLUMNS, Facts, catalogue_rows, element_rows
from zq_pipeline.package.readme import FIRST
from zq_pipeline.package.release import Release
from zq_pipeline.tables.catalogue.words import WORDS
from zq_pipeline.tables.schema import Table

_CELL_LIMIT: Final = 32_767
_DIGITS: Final = 15
"""Excel keeps 15 digits of a number; one with more is written as text."""
_NAME_LIMIT: Final = 31
_NARROW, _WIDE, _LOOKED_AT = 10, 60, 300
"""The narrowest and the widest column, and how many rows are looked at to find its width."""
_CREATED: Final = datetime(2000, 1, 1)
DICTIONARY: Final = (
    "数据字典 Dictionary",
    (
        "表 Table",
        "字段 Field",
        "名称 Title",
        "English",
        "类型 Type",
        "必填 Required",
        "说明",
        "Description",
        "空值含义 Empty",
        "取值 Codes",
    ),
)


def dictionary_rows(catalogue: Sequence[Table]) -> list[list[str]]:
    """One row a field, in the columns of DICTIONARY."""
    return [
        [
            table.name, field.name, field.zh, field.en, field.type, "是 yes" if field.required else "", field.about_zh, field.about_en,
            " · ".join(filter(None, (field.empty_zh, field.empty_en))), "；".join(f"{code} {' '.join(WORDS[code])}" for code in field.enum),
        ]
        for table in catalogue
        for field in table.fields
    ]  # fmt: skip


def _is_number(value: Any) -> bool:
    return isinstance(value, Decimal) and len(value.as_tuple().digits) <= _DIGITS


class _Sheets:
    """Writes sheets, a row at a time: of many reports all of them in memory would be half a gigabyte."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._bold = book.add_format({"bold": True, "num_format": "@", "text_wrap": True, "valign": "top"})
        self._text = book.add_format({"num_format": "@"})

    def add(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """A sheet with a header and ``rows``, its columns as wide as what stands in them."""
        page = self._book.add_worksheet(name[:_NAME_LIMIT])
        page.freeze_panes(1, 0)
        for at, column in enumerate(columns):
            page.set_column(at, at, _width(column, (row[at] for row in rows[:_LOOKED_AT])))
            page.write_string(0, at, column, self._bold)
        for number, cells in enumerate(rows, 1):
            for at, value in enumerate(cells):
                self._write(page, number, at, value)
        if rows:
            page.autofilter(0, 0, len(rows), len(columns) - 1)

    def _write(self, page: Any, row: int, at: int, value: Any) -> None:
        if isinstance(value, int) and not isinstance(value, bool):
            page.write_number(row, at, value)
        elif _is_number(value):
            page.write_number(row, at, float(value))
        elif written := cell(value):
            cut = written if len(written) <= _CELL_LIMIT else written[: _CELL_LIMIT - 1] + "…"
            page.write_string(row, at, cut, self._text)


def _width(header: str, values: Iterable[Any]) -> int:
    """The width that shows ``header``, with its filter's button, and the values, within limits.

    >>> _width("数值\\nvalue", [Decimal(12)]), _width("quote", ["总产值133.8亿元"]), _width("quote", ["言" * 99])
    (11, 17, 60)
    """
    lines = [f"{line}----" for line in header.split("\n")] + [cell(value) for value in values]
    return max(_NARROW, min(_WIDE, max(map(_shown, lines)) + 2))


def _shown(text: str) -> int:
    return len(text) if text.isascii() else sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def workbook(release: Release, version: str, catalogue: Sequence[Table], frames: Mapping[str, pd.DataFrame]) -> bytes:
    """The workbook's bytes, the same each time: the data first, observations before all, then what explains it, and the sheets of
    Chinese catalogues. A header says a column's title, and below that its name. A cell longer than Excel allows ends with ``…``."""
    out = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    facts = Facts(
        release.name, "；".join(creators(frames)) or release.publisher.title, version, released_on(release, frames)
    )
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties(
            {
                "title": release.title,
                "subject": release.title_en,
                "author": release.publisher.title,
                "created": _CREATED,
            }
        )
        sheets = _Sheets(book)
        for table in sorted(catalogue, key=lambda table: (table.name != FIRST, not table.quoted)):
            rows = list(zip(*(map(_plain, frames[table.name][name]) for name in table.columns), strict=True))
            sheets.add(table.name, [f"{field.zh}\n{field.name}" for field in table.fields], rows)
        sheets.add("说明 About", ("项目 Item", "内容 Content"), _cover(facts, release, catalogue, frames))
        sheets.add(*DICTIONARY, dictionary_rows(catalogue))
        sheets.add("信息资源目录 Catalogue", CORE_ELEMENTS, catalogue_rows(facts))
        sheets.add("数据元 Data elements", ELEMENT_COLUMNS, element_rows(facts))
    return out.getvalue()


def _plain(value: Any) -> Any:
    if value is None or value is pd.NA:
        return None
    return value if isinstance(value, (str, Decimal)) else int(value)


def _cover(
    facts: Facts, release: Release, catalogue: Sequence[Table], frames: Mapping[str, pd.DataFrame]
) -> list[tuple[str, str]]:
    licence = release.licence
    return [
        ("标题 Title", release.title),
        ("English", release.title_en),
        ("版本 Version", facts.version),
        ("日期 Date", facts.issued),
        ("说明 Description", release.description),
        ("", release.description_en),
        ("数据许可 Licence", f"{licence.title} ({licence.name}) {licence.path}".strip()),
        ("原文权利 Source texts", release.rights),
        ("", release.rights_en),
        ("发布者 Publisher", release.publisher.title),
        *(
            (f"{table.zh} {table.name}", f"行数 rows: {len(frames[table.name])} · {table.about_zh} {table.about_en}")
            for table in catalogue
        ),
    ]
