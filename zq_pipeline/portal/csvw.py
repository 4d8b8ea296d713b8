"""The CSV files as CSV on the Web, a W3C description that other validators read."""

from typing import Any, Final

from zq_pipeline.portal.about import About
from zq_pipeline.tables.catalogue import CATALOGUE
from zq_pipeline.tables.schema import Field, Table

PATH: Final = "csvw-metadata.json"
_TYPES: Final = {"string": "string", "integer": "integer", "number": "decimal", "boolean": "boolean", "date": "date"}


def csvw(about: About) -> dict[str, Any]:
    """A table group with a table for each CSV of the catalogue."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "zh"}],
        "dc:title": about.title.zh,
        "dc:description": about.description.zh,
        "dc:license": {"@id": about.licence.get("path", "")},
        "dc:publisher": about.publisher["title"],
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"], "header": True, "delimiter": ",", "doubleQuote": True},
        "tables": [_table(table) for table in CATALOGUE],
    }  # fmt: skip


def _address(name: str) -> str:
    return f"data/{name}.csv"


def _table(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {"columns": [_column(field) for field in table.fields], "primaryKey": [table.key]}
    if table.foreign_keys:
        schema["foreignKeys"] = [
            {
                "columnReference": [key.field],
                "reference": {"resource": _address(key.table or table.name), "columnReference": [key.reference]},
            }
            for key in table.foreign_keys
        ]
    return {"url": _address(table.name), "dc:title": table.zh, "dc:description": table.about_zh, "tableSchema": schema}


def _column(field: Field) -> dict[str, Any]:
    datatype: dict[str, Any] = {"base": _TYPES[field.type]}
    if field.enum or field.pattern:
        datatype["format"] = "|".join(str(code) for code in field.one_of) or field.shape
    if field.minimum is not None:
        datatype["minimum"] = field.minimum
    if field.maximum is not None:
        datatype["maximum"] = field.maximum
    column = {
        "name": field.name,
        "titles": field.name,
        "dc:title": field.zh,
        "dc:description": field.about_zh,
        "datatype": datatype,
    }
    return column | ({"required": True} if field.required else {"null": ""})
