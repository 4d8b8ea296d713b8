"""The data dictionary, in Markdown, Chinese and English side by side: a projection of the catalogue."""

from collections.abc import Sequence

from zq_pipeline.package.release import Release
from zq_pipeline.tables.catalogue.words import WORDS
from zq_pipeline.tables.schema import Field, Table


def _row(*cells: str) -> str:
    return "| " + " | ".join(c.replace("|", "\\|").replace("\n", " ") for c in cells) + " |"


def _rules(field: Field) -> str:
    said = ["必填 required"] if field.required else []
    if field.many:
        said.append("以 ; 分隔 joined by ;")
    if field.enum:
        said.append("<br>".join(f"`{code}` {zh} {en}" for code, (zh, en) in ((c, WORDS[c]) for c in field.enum)))
    if field.pattern:
        said.append(f"`{field.pattern}`")
    if field.minimum is not None:
        said.append(f"≥ {field.minimum}")
    if field.maximum is not None:
        said.append(f"≤ {field.maximum}")
    return "; ".join(said)


def dictionary(release: Release, catalogue: Sequence[Table]) -> str:
    """Every table with its fields, keys, rules, what each code and what an empty cell means."""
    parts = [f"# 数据字典 · Data dictionary\n\n{release.title} · {release.title_en}\n"]
    for table in catalogue:
        keys = [f"主键 primary key: `{table.key}`"]
        keys += [f"唯一 unique: {', '.join(f'`{name}`' for name in key)}" for key in table.unique_keys]
        keys += [f"`{key.field}` → `{key.table or table.name}.{key.reference}`" for key in table.foreign_keys]
        rows = [
            _row(
                f'<a id="{table.name}.{f.name}"></a>`{f.name}`', f"{f.zh}<br>{f.en}", f.type, f"{f.about_zh}<br>{f.about_en}", _rules(f),
                f"{f.empty_zh}<br>{f.empty_en}" if not f.required else "",
            )
            for f in table.fields
        ]  # fmt: skip
        head = [
            _row("字段 Field", "名称 Title", "类型 Type", "说明 Description", "规则 Rules", "空值 Empty"),
            "|" + " --- |" * 6,
        ]
        parts.append(
            "\n".join(
                [
                    f"## `{table.name}` · {table.zh} · {table.en}",
                    "",
                    table.about_zh,
                    "",
                    table.about_en,
                    "",
                    *(f"- {k}" for k in keys),
                    "",
                    *head,
                    *rows,
                    "",
                ]
            )
        )
    return "\n".join(parts)
