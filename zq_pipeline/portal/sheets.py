"""The release in the words of Chinese catalogues: the 13 core elements of the national catalogue of government information
resources (政务信息资源目录编制指南), the data elements of DB33/T 2426-2022, and ``CITATION.cff``."""

import json
from typing import Final

from zq_pipeline.package.encode import csv_bytes
from zq_pipeline.portal.about import About
from zq_pipeline.portal.words import word
from zq_pipeline.tables.catalogue import CATALOGUE, TABLES
from zq_pipeline.tables.schema import Field, Table

CATALOGUE_PATH: Final = "catalogue.csv"
ELEMENTS_PATH: Final = "data-elements.csv"
CITATION_PATH: Final = "CITATION.cff"

CORE_ELEMENTS: Final = (
    "信息资源分类", "信息资源名称", "信息资源代码", "信息资源提供方", "信息资源提供方代码", "信息资源摘要", "信息资源格式", "信息项信息",
    "共享属性", "开放属性", "更新周期", "发布日期", "关联资源代码",
)  # fmt: skip
ELEMENT_COLUMNS: Final = (
    "所属资源", "标识符", "中文名称", "英文名称", "定义", "数据类型", "数据格式", "值域", "计量单位", "公共数据来源机构", "版本", "发布日期",
)  # fmt: skip

_KINDS: Final = {
    "string": ("字符型", "an..ul"),
    "integer": ("数值型", "n..ul"),
    "number": ("数值型", "n..38,10"),
    "boolean": ("布尔型", "true/false"),
    "date": ("日期型", "YYYY-MM-DD"),
}
_SPDX: Final = frozenset({"CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "ODC-By-1.0", "ODbL-1.0", "PDDL-1.0", "MulanOWLBYv1"})


def catalogue(about: About) -> bytes:
    """``catalogue.csv``: a line for each table. The provider's code is empty: reports don't print it."""
    name, provider = about.package["name"], about.publisher["title"]
    rows = [
        (
            "政府工作报告",
            table.zh,
            f"{name}/{table.name}",
            "；".join(about.creators) or provider,
            "",
            table.about_zh,
            "CSV；XLSX；Parquet；SQLite",
            "；".join(f"{field.zh}（{_KINDS[field.type][0]}）" for field in table.fields),
            "无条件共享",
            "无条件开放",
            "每年",
            about.issued,
            "；".join(
                dict.fromkeys(f"{name}/{key.table}" for key in table.foreign_keys if key.table not in ("", table.name))
            ),
        )
        for table in CATALOGUE
    ]
    return csv_bytes(CORE_ELEMENTS, rows)


def elements(about: About) -> bytes:
    """``data-elements.csv``: a line for each column of each table."""
    provider = "；".join(about.creators) or about.publisher["title"]
    rows = [
        (
            table.name,
            field.name,
            field.zh,
            field.en,
            field.about_zh,
            *_KINDS[field.type],
            _range(table, field),
            _unit(table, field),
            provider,
            about.version,
            about.issued,
        )
        for table in CATALOGUE
        for field in table.fields
    ]
    return csv_bytes(ELEMENT_COLUMNS, rows)


def _range(table: Table, field: Field) -> str:
    parts = ["以 ; 分隔的代码"] if field.many else []
    parts += [f"{code}（{word(str(code)).zh}）" for code in field.enum]
    parts += [f"见{TABLES[key.table or table.name].zh}代码" for key in table.foreign_keys if key.field == field.name]
    if not parts and field.pattern:
        parts.append(f"符合 {field.pattern}")
    parts += [f"不小于 {field.minimum}"] if field.minimum is not None else []
    parts += [f"不大于 {field.maximum}"] if field.maximum is not None else []
    parts += [] if field.required else [f"可为空（{field.empty_zh}）"]
    return "；".join(parts) or "任意非空文字"


def _unit(table: Table, field: Field) -> str:
    if field.type == "number" and "unit" in table.columns:
        return "见本行的单位代码"
    return "码点" if field.name in ("start", "end", "characters") else ""


def citation(about: About) -> bytes:
    """``CITATION.cff``, whose YAML values are written as JSON, which is YAML too."""
    licence = about.licence
    lines = {
        "cff-version": "1.2.0",
        "message": "引用这些数据时，请注明下列信息，并注明报告的发布机构。 Cite the data as below, and the publisher of the report.",
        "type": "dataset",
        "title": f"{about.title.zh} ({about.title.en})",
        "abstract": f"{about.description.zh} {about.description.en}",
        "authors": [{"name": about.publisher["title"]}],
        "version": about.version,
        "date-released": about.issued,
        "keywords": about.keywords,
        **({"license": licence["name"]} if licence.get("name") in _SPDX else {"license-url": licence.get("path", "")}),
    }
    text = [
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in lines.items() if value not in ("", [])
    ]
    return "".join(text).encode("utf-8")
