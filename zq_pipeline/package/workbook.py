"""All tables as one Excel workbook: a cover, the data dictionary, a sheet a table. Every cell but a number is text, so that codes
keep their zeros and nothing of a report can become a formula.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

import pandas as pd
import xlsxwriter

from zq_pipeline.package.encode import cell
from zq_pipeline.package.release import Release
from zq_pipeline.tables.catalogue.words import WORDS
from zq_pipeline.tables.schema import Table

_CELL_LIMIT: Final = 32_767
_DIGITS: Final = 15
"""Excel keeps 15 digits of a number; one with more is written as text."""
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


def workbook(release: Release, version: str, catalogue: Sequence[Table], frames: Mapping[str, pd.DataFrame]) -> bytes:
    """The workbook's bytes, the same each time. A cell longer than Excel allows ends with ``…``."""
    out = io.BytesIO()
    # A row at a time is in memory: of many reports all of them would be half a gigabyte.
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties(
            {
                "title": release.title,
                "subject": release.title_en,
                "author": release.publisher.title,
                "created": _CREATED,
            }
        )
        bold, text = (
            book.add_format({"bold": True, "num_format": "@", "text_wrap": True}),
            book.add_format({"num_format": "@"}),
        )

        def sheet(name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]], widths: Sequence[int]) -> None:
            page = book.add_worksheet(name)
            page.freeze_panes(1, 0)
            for at, (column, width) in enumerate(zip(columns, widths, strict=True)):
                page.set_column(at, at, width)
                page.write_string(0, at, column, bold)
            for row, cells in enumerate(rows, 1):
                for at, value in enumerate(cells):
                    if isinstance(value, int) and not isinstance(value, bool):
                        page.write_number(row, at, value)
                    elif _is_number(value):
                        page.write_number(row, at, float(value))
                    elif written := cell(value):
                        page.write_string(
                            row, at, written if len(written) <= _CELL_LIMIT else written[: _CELL_LIMIT - 1] + "…", text
                        )
            if rows:
                page.autofilter(0, 0, len(rows), len(columns) - 1)

        sheet("说明 About", ("项目 Item", "内容 Content"), _cover(release, version, catalogue, frames), (28, 90))
        sheet(*DICTIONARY, dictionary_rows(catalogue), (16, 18, 18, 22, 10, 12, 40, 40, 30, 40))
        for table in catalogue:
            frame = frames[table.name]
            rows = list(zip(*(map(_plain, frame[name]) for name in table.columns), strict=True))
            sheet(table.name[:31], table.columns, rows, [40 if f.name == "quote" else 16 for f in table.fields])
    return out.getvalue()


def _plain(value: Any) -> Any:
    if value is None or value is pd.NA:
        return None
    return value if isinstance(value, (str, Decimal)) else int(value)


def _cover(
    release: Release, version: str, catalogue: Sequence[Table], frames: Mapping[str, pd.DataFrame]
) -> list[tuple[str, str]]:
    licence = release.licence
    return [
        ("标题 Title", release.title),
        ("English", release.title_en),
        ("版本 Version", version),
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
