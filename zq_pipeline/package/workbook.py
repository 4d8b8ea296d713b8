"""All tables as one Excel workbook: a sheet a table, then a cover, the data dictionary and the catalogue sheets. Every cell but a
number is text, so that codes keep their zeros and nothing of a report can become a formula.
"""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain, islice
from typing import Any, Final, NamedTuple
from unicodedata import east_asian_width

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from zq_pipeline.package.descriptor import creators, released_on
from zq_pipeline.package.government import CORE_ELEMENTS, ELEMENT_COLUMNS, Facts, catalogue_rows, element_rows
from zq_pipeline.package.joined import Tables
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
_SAID_OTHERWISE: Final = re.compile(r"_x[0-9A-Fa-f]{4}_|[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]")
"""What stands in the XML of a sheet otherwise than in a cell; ``_x000D_`` would be taken for a control character."""
_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
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


def _fits(number: str) -> bool:
    return len(number.translate({ord(sign): None for sign in "-."}).lstrip("0")) <= _DIGITS


def _cut(text: str) -> str:
    return text if len(text) <= _CELL_LIMIT else text[: _CELL_LIMIT - 1] + "…"


def _escaped(text: str) -> str:
    """``text`` as the XML of a sheet has it.

    >>> _escaped("A&B_x000D_")
    'A&amp;B_x005F_x000D_'
    """

    def other(found: re.Match[str]) -> str:
        sign = found[0]
        return _ENTITIES.get(sign) or (f"_x005F{sign}" if len(sign) > 1 else f"_x{ord(sign):04X}_")

    return _SAID_OTHERWISE.sub(other, text)


class _Sheets:
    """Writes sheets, a row at a time: of many reports all of them in memory would be half a gigabyte."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._bold = book.add_format({"bold": True, "num_format": "@", "text_wrap": True, "valign": "top"})
        self._text = book.add_format({"num_format": "@"})

    def add(self, name: str, columns: Sequence[str], rows: "_Rows", numbers: frozenset[int] = frozenset()) -> None:
        """A sheet with a header and ``rows``, its columns as wide as what stands in them; those at ``numbers`` hold numbers."""
        page = self._book.add_worksheet(name[:_NAME_LIMIT])
        page.freeze_panes(1, 0)
        passing = iter(rows.passing)
        first = list(islice(passing, _LOOKED_AT))
        for at, column in enumerate(columns):
            page.set_column(at, at, _width(column, (row[at] for row in first)))
            page.write_string(0, at, column, self._bold)
        if rows.number:
            self._last(page, rows.number, rows.last, numbers)
            # The library takes ten times as long for a cell. It has put down the header by now, and will put the last row behind these.
            others = islice(chain(first, passing), rows.number - 1)
            page.row_data_fh.writelines(_lines(others, len(columns), numbers, self._text._get_xf_index()))
            page.autofilter(0, 0, rows.number, len(columns) - 1)

    def _last(self, page: Any, row: int, cells: Sequence[str], numbers: frozenset[int]) -> None:
        """Write a row through the library, which so knows how far the sheet goes."""
        for at, value in enumerate(cells):
            if at in numbers and value and _fits(value):
                page.write_number(row, at, float(value))
            elif value:
                page.write_string(row, at, _cut(value), self._text)


class _Rows(NamedTuple):
    """Rows that are seen once, as they pass by; the last one and their number are known before."""

    passing: Iterable[Sequence[str]]
    last: Sequence[str]
    number: int

    @classmethod
    def of(cls, rows: Sequence[Sequence[str]]) -> "_Rows":
        """Those of a list."""
        return cls(rows, rows[-1] if rows else (), len(rows))


def _lines(rows: Iterable[Sequence[str]], columns: int, numbers: frozenset[int], style: int) -> Iterator[str]:
    """The rows from the second of a sheet on, as its XML has them; texts in ``style``."""
    starts = [(f'<c r="{xl_col_to_name(at)}', at in numbers) for at in range(columns)]
    text, end = f'" s="{style}" t="inlineStr"><is><t xml:space="preserve">', "</t></is></c>"
    for number, cells in enumerate(rows, 2):
        whole = "".join(cells)
        if len(whole) > _CELL_LIMIT or _SAID_OTHERWISE.search(whole):
            cells = [_escaped(_cut(cell)) for cell in cells]
        begun = f"{number}{text}"
        line = [
            f'{start}{number}"><v>{cell}</v></c>'
            if numeric and (len(cell) <= _DIGITS or _fits(cell))
            else f"{start}{begun}{cell}{end}"
            for (start, numeric), cell in zip(starts, cells, strict=True)
            if cell
        ]
        yield f'<row r="{number}">{"".join(line)}</row>'


def _width(header: str, values: Iterable[str]) -> int:
    """The width that shows ``header``, with its filter's button, and the values, within limits.

    >>> _width("数值\\nvalue", ["12"]), _width("quote", ["总产值133.8亿元"]), _width("quote", ["言" * 99])
    (11, 17, 60)
    """
    lines = [f"{line}----" for line in header.split("\n")] + list(values)
    return max(_NARROW, min(_WIDE, max(map(_shown, lines)) + 2))


def _shown(text: str) -> int:
    return len(text) if text.isascii() else sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def workbook(release: Release, version: str, catalogue: Sequence[Table], tables: Tables) -> bytes:
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
        release.name, "；".join(creators(tables)) or release.publisher.title, version, released_on(release, tables)
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
            numbers = frozenset(at for at, field in enumerate(table.fields) if field.type in ("integer", "number"))
            headers = [f"{field.zh}\n{field.name}" for field in table.fields]
            sheets.add(table.name, headers, _Rows(*tables.passing(table)), numbers)
        sheets.add("说明 About", ("项目 Item", "内容 Content"), _Rows.of(_cover(facts, release, catalogue, tables)))
        sheets.add(*DICTIONARY, _Rows.of(dictionary_rows(catalogue)))
        sheets.add("信息资源目录 Catalogue", CORE_ELEMENTS, _Rows.of(catalogue_rows(facts)))
        sheets.add("数据元 Data elements", ELEMENT_COLUMNS, _Rows.of(element_rows(facts)))
    return out.getvalue()


def _cover(facts: Facts, release: Release, catalogue: Sequence[Table], tables: Tables) -> list[tuple[str, str]]:
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
            (f"{table.zh} {table.name}", f"行数 rows: {tables.counts[table.name]} · {table.about_zh} {table.about_en}")
            for table in catalogue
        ),
    ]
