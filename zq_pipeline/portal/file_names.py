"""What each file of a release is called, and what it is for, in both languages: by its table, its path, or the ending of that."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from zq_pipeline.package.descriptor import SOURCE
from zq_pipeline.portal.values import Both


class Name(NamedTuple):
    """A file's title, and a sentence about it."""

    title: Both
    about: Both


NAMES: Final[Mapping[str, Name]] = {
    "datapackage.json": Name(
        Both("数据包描述", "Description of the package"),
        Both("各表的字段、主键和校验和；`frictionless validate` 可直接读取其地址。", "Tables, fields, keys and checksums; `frictionless validate` takes its address."),
    ),
    ".zip": Name(
        Both("全部数据和说明", "All data and what explains it"),
        Both("各表的 CSV、描述、报告原文、网页和说明，合为一个文件。", "The tables as CSV, their description, the reports' texts, the page and the README in one file."),
    ),
    ".xlsx": Name(Both("工作簿", "Workbook"), Both("全部表，每表一张工作表。", "All tables, a sheet each.")),
    ".sqlite": Name(
        Both("数据库", "Database"),
        Both("全部表，含主键、外键、中英文视图和全文检索。", "All tables, with keys, checks, views in both languages and full-text search."),
    ),
    "README.md": Name(Both("说明", "Read me"), Both("如何使用、引用和核对这些数据。", "How to use, cite and check the data.")),
    "index.html": Name(
        Both("网页", "Page"),
        Both("图表、目标、各表，以及逐行标出的报告原文；离线可用。", "Figures, targets, tables, and the report with every row marked in it; works offline."),
    ),
    "data-dictionary.md": Name(Both("数据字典", "Data dictionary"), Both("每张表、每个字段的含义。", "Every table and field, described.")),
    "changes.csv": Name(
        Both("与上一版的差异", "What changed"),
        Both("这一版新增、删去或更改的行。", "The rows that came, went or changed with this version."),
    ),
    "validation.json": Name(Both("检查结果", "Checks"), Both("每项检查和它的结果。", "Every check, and what it found.")),
    ".txt": Name(
        Both("报告原文", "Text of a report"),
        Both("各行的 start 和 end 所数的文本（UTF-8，按码点）。", "The text that start and end of each row count in (UTF-8, code points)."),
    ),
}  # fmt: skip
"""By path, or by ending."""


def named(path: str, tables: Mapping[str, Name]) -> Name:
    """The name of the file at ``path``; ``tables`` names those of the tables, by their names.

    >>> named("source/990101001-2030.txt", {}).title
    Both(zh='报告原文 990101001-2030', en='Text of a report 990101001-2030')
    >>> named("data/unit.csv", {"unit": Name(Both("计量单位", "Units"), Both("代码表。", "Code list."))}).title.zh
    '计量单位'
    """
    pure = PurePosixPath(path)
    if pure.parent.name in ("data", "parquet") and pure.stem in tables:
        return tables[pure.stem]
    name = NAMES.get(path) or NAMES.get(pure.suffix) or Name(Both(path, path), Both("", ""))
    if pure.parent.name == SOURCE:
        return Name(Both(f"{name.title.zh} {pure.stem}", f"{name.title.en} {pure.stem}"), name.about)
    return name
