"""How rows are shown in Dagster: column schemas, previews, failing rows. Text of a report is escaped before it is shown."""

import csv
import io
from collections.abc import Sequence
from itertools import islice
from typing import Any

import dagster as dg

from zq_pipeline.errors import plural, printable
from zq_pipeline.store.raw import SetAside
from zq_pipeline.tables.schema import Table

PREVIEW_ROWS = 5
FAILING_ROWS = 20
_MARKDOWN = str.maketrans({c: f"&#{ord(c)};" for c in "|<>&*_`[]\\~#!"})


def cell(value: Any, limit: int = 60) -> str:
    """A value for a Markdown table: no markup, no control characters, cut at ``limit``.

    >>> cell("a|b <script>")
    'a&#124;b &#60;script&#62;'
    """
    return printable(value, limit).translate(_MARKDOWN)


def preview(content: bytes, rows: int = PREVIEW_ROWS) -> str:
    """The first rows of a CSV file as a Markdown table.

    >>> print(preview(b"unit,name\\r\\nmu,a|b\\r\\n"))
    | unit | name |
    | --- | --- |
    | mu | a&#124;b |
    """
    header, *found = islice(csv.reader(io.StringIO(content.decode("utf-8"), newline="")), rows + 1)
    lines = [header, ["---"] * len(header), *(list(map(cell, row)) for row in found)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def missing(value: Any) -> bool:
    """Whether a cell is empty (None, NA, NaN)."""
    import pandas as pd

    return value is None or value is pd.NA or value != value


def column_schema(table: Table) -> dg.TableSchema:
    """The catalogue's words for a table, as Dagster shows them."""
    columns = [
        dg.TableColumn(
            field.name,
            field.type,
            description=f"{field.zh} · {field.en}. {field.about_en}",
            constraints=dg.TableColumnConstraints(nullable=not field.required, unique=field.name == table.key),
        )
        for field in table.fields
    ]
    return dg.TableSchema(columns=columns)


def column_lineage(table: Table) -> dg.TableColumnLineage:
    """For each column that holds keys of another table, or is made of others, where it leads."""
    return dg.TableColumnLineage(
        {
            name: [dg.TableColumnDep(dg.AssetKey(other), column) for other, column in columns]
            for name, columns in table.sources.items()
        }
    )


def records(rows: Sequence[dict[str, Any]], limit: int = FAILING_ROWS) -> dg.TableMetadataValue:
    """Rows as a table, the first ``limit`` of them; the columns are those of the first row."""
    shown = [
        dg.TableRecord({name: printable("" if missing(v) else v) for name, v in row.items()}) for row in rows[:limit]
    ]
    columns = [dg.TableColumn(name, "string") for name in (rows[0] if rows else {"row": ""})]
    return dg.MetadataValue.table(shown, schema=dg.TableSchema(columns=columns))


def said(row: dict[str, Any]) -> str:
    """A row in one line.

    >>> said({"row": 3, "column": "place", "value": None, "rule": "is not empty"})
    'row 3, column place, rule is not empty'
    """
    return ", ".join(
        f"{name} {printable(value, 60)}" for name, value in row.items() if not missing(value) and value != ""
    )


def set_aside_table(aside: Sequence[SetAside]) -> dg.TableMetadataValue:
    """The reports that were set aside, one a row."""
    return records(
        [{"file": a.file, "code": a.code, "sentence": a.sentence, "place": a.place} for a in aside], limit=200
    )


def in_a_line(aside: Sequence[SetAside], limit: int = 400) -> str:
    """The first report that was set aside with its sentence, and how many others there are."""
    first, more = aside[0], len(aside) - 1
    others = f" ({more} more {plural(more, 'report was', 'reports were')} set aside)" if more else ""
    return printable(f"{first.code}: {first.sentence}", limit) + others
