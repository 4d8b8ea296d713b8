"""The README beside the data, for the person who has downloaded it. Its code blocks run as they stand (a test runs them)."""

import json
from collections.abc import Sequence
from typing import Any, Final

from zq_pipeline.package.descriptor import released_on
from zq_pipeline.package.joined import Tables
from zq_pipeline.package.release import Release
from zq_pipeline.tables.schema import Field, Table

FIRST: Final = "observation"
"""The table that is loaded when none is named."""
_README: Final = """\
{front}# {title}

{title_en} · {version}

{description}
{description_en}

## 内容 · What is in it

| 表 table | 行 rows | 内容 | what a row is |
| --- | ---: | --- | --- |
{tables}

`data/` 是 CSV（UTF-8，无 BOM）；字段和代码的含义、类型和空值见 `data-dictionary.md`，机器可读的描述见 `datapackage.json`。
每一行都指向原文：`report`、`start`、`end` 是原文中的位置（码点数），`quote` 是该处的文字，一字不改。
没有读成观测值的数字在 `unread_number` 中，并注明原因；`validation.json` 列出每项检查的结果。

`data/` holds CSV (UTF-8, no BOM). What the fields and their codes mean, their types and what an empty cell says stands in
`data-dictionary.md`, and for machines in `datapackage.json`. Every row leads to its words: `report`, `start` and `end` are the
place in the source (in code points), `quote` is what stands there, unchanged. A number that is no observation stands in
`unread_number`, with the reason. `changes.csv` says which rows came, went or changed with this version.

## 引用 · How to cite

> {cite}

## 许可 · Licence

数据 data: {licence}

原文 source texts: {rights}
{rights_en}

## 核对 · Check it

```sh
pip install frictionless
frictionless validate datapackage.json
```

It says `valid` for each table. `bytes` and `hash` in `datapackage.json` belong to the files as published.

## 先看一眼 · A first look

Excel: `{name}.xlsx`（网站提供，与本文件并列 · beside this file on the site）, 每表一张工作表 · one sheet a table.
直接打开 CSV 时请选 UTF-8，并将各列设为文本：单元格是原文，以 = + - @ 开头的会被当作公式；工作簿没有这个问题。
When you open a CSV by itself choose UTF-8 and text for the columns: cells are the reports' own words, and a spreadsheet takes one that
begins with = + - @ for a formula. The workbook is safe from that.

pandas, with exact decimals:

```python
from decimal import Decimal
import pandas as pd

observation = pd.read_csv("data/observation.csv", dtype=str, keep_default_na=False)
observation["value"] = observation["value"].map(Decimal)
print(observation[["indicator_name", "value", "unit_name", "period", "quote"]].head(10))
```

DuckDB:

```sql
SELECT o.period, o.indicator_name, CAST(o.value AS DECIMAL(38, 10)) AS value, u.name_zh AS unit
FROM read_csv('data/observation.csv', all_varchar = true) AS o
LEFT JOIN read_csv('data/unit.csv', all_varchar = true) AS u USING (unit)
WHERE o.status = 'target'
LIMIT 10;
```

Hugging Face (`pip install datasets`), in the folder or with its path:

```py
from datasets import load_dataset

observation = load_dataset(".", "observation", split="train")
```

SQLite, with `{name}.sqlite` beside this file on the site: `value` is the number, `value_exact` its exact digits;
`observation_zh` and `observation_en` show words in place of codes; three characters and more are found by
`SELECT quote FROM statement_search WHERE quote MATCH '"总产值"'`. `datasette {name}.sqlite` opens it in the browser.

R:

```r
library(frictionless)
package <- read_package("datapackage.json")
observation <- read_resource(package, "observation")
head(observation[c("indicator_name", "value", "unit_name", "period")])
```

Without any package, R reads it with `read.csv("data/observation.csv", encoding = "UTF-8", colClasses = "character")`.
"""


_LICENCES: Final = {
    "CC0-1.0": "cc0-1.0",
    "CC-BY-4.0": "cc-by-4.0",
    "CC-BY-SA-4.0": "cc-by-sa-4.0",
    "ODbL-1.0": "odbl",
    "PDDL-1.0": "pddl",
}
"""What Hugging Face calls licences."""
_DTYPES: Final = {"integer": "int64", "number": "float64"}


def front_matter(release: Release, catalogue: Sequence[Table]) -> str:
    """What Hugging Face reads at the head of a README: one configuration a table, and what its columns are, so that codes stay text.

    A line each, and JSON, which is YAML too. A whole number that may be missing is a float there, since its reader of CSV knows no other.
    """
    licence = release.licence
    known = _LICENCES.get(licence.name)
    values: dict[str, Any] = {
        "pretty_name": f"{release.title} ({release.title_en})",
        "language": ["zh"],
        "license": known or "other",
        **({} if known else {"license_name": licence.name, "license_link": licence.path or licence.title}),
        "tags": list(release.keywords),
    }
    lines = [f"{key}: {_json(value)}" for key, value in values.items() if value]
    lines.append("configs:")
    for table in catalogue:
        default = {"default": True} if table.name == FIRST else {}
        lines.append("- " + _json({"config_name": table.name, "data_files": f"data/{table.name}.csv", **default}))
    lines.append("dataset_info:")
    for table in catalogue:
        lines.append("- " + _json({"config_name": table.name, "features": [_feature(f) for f in table.fields]}))
    return "---\n" + "\n".join(lines) + "\n---\n\n"


def _feature(field: Field) -> dict[str, str]:
    kind = _DTYPES.get(field.type, "string")
    return {"name": field.name, "dtype": "float64" if kind == "int64" and not field.required else kind}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _cited(release: Release, version: str, day: str) -> str:
    """Who, what, which version, when, where."""
    where = release.address(version) or release.publisher.path
    when = f", {day}" if day else ""
    return f"{release.publisher.title}: {release.title} ({release.title_en}), {version}{when}. {where}".strip()


def readme(release: Release, version: str, catalogue: Sequence[Table], tables: Tables) -> str:
    """The README as Markdown, Chinese and English."""
    licence = release.licence
    return _README.format(
        # Hugging Face can't load a table without a row.
        front=front_matter(release, [table for table in catalogue if tables.counts[table.name]]),
        title=release.title,
        title_en=release.title_en,
        version=version,
        description=release.description,
        description_en=release.description_en,
        tables="\n".join(f"| `{t.name}` | {tables.counts[t.name]} | {t.about_zh} | {t.about_en} |" for t in catalogue),
        cite=_cited(release, version, released_on(release, tables)),
        licence=f"{licence.title} ({licence.name}) {licence.path}".strip(),
        rights=release.rights,
        rights_en=release.rights_en,
        name=release.name,
    )
