"""The tables in the words of Chinese catalogues: the 13 core elements of the national catalogue of government information resources
(政务信息资源目录编制指南), and the data elements of DB33/T 2426-2022."""

from typing import Final, NamedTuple

from zq_pipeline.tables.catalogue import CATALOGUE, TABLES
from zq_pipeline.tables.catalogue.words import WORDS
from zq_pipeline.tables.schema import Field, Table

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


class Facts(NamedTuple):
    """What both sheets say of a release: its name, who provides it (those who wrote the reports), its version and its day."""

    name: str
    provider: str
    version: str
    issued: str


def catalogue_rows(facts: Facts) -> list[tuple[str, ...]]:
    """A row for each table, under CORE_ELEMENTS. The provider's code is empty: reports don't print it."""
    return [
        (
            "政府工作报告",
            table.zh,
            f"{facts.name}/{table.name}",
            facts.provider,
            "",
            table.about_zh,
            "CSV；XLSX；Parquet；SQLite",
            "；".join(f"{field.zh}（{_KINDS[field.type][0]}）" for field in table.fields),
            "无条件共享",
            "无条件开放",
            "每年",
            facts.issued,
            "；".join(
                dict.fromkeys(
                    f"{facts.name}/{key.table}" for key in table.foreign_keys if key.table not in ("", table.name)
                )
            ),
        )
        for table in CATALOGUE
    ]


def element_rows(facts: Facts) -> list[tuple[str, ...]]:
    """A row for each column of each table, under ELEMENT_COLUMNS."""
    return [
        (
            table.name,
            field.name,
            field.zh,
            field.en,
            field.about_zh,
            *_KINDS[field.type],
            _range(table, field),
            _unit(table, field),
            facts.provider,
            facts.version,
            facts.issued,
        )
        for table in CATALOGUE
        for field in table.fields
    ]


def _range(table: Table, field: Field) -> str:
    parts = ["以 ; 分隔的代码"] if field.many else []
    parts += [f"{code}（{WORDS[str(code)][0]}）" for code in field.enum]
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
