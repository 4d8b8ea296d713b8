"""The CSV files as CSV on the Web, a W3C description that other validators read."""

from typing import Any, Final

from zq_pipeline.portal.about import About
from zq_pipeline.tables.catalogue import CATALOGUE
from zq_pipeline.tables.schema import Field, Table

PATH: Final = "csvw-metadata.json"
_KNOWN: Final = {  # of a report
    "title": "dcterms:title",
    "publisher": "dcterms:publisher",
    "published_on": "dcterms:issued",
    "source_url": "dcterms:source",
    "rights": "dcterms:rights",
    "rights_holder": "dcterms:rightsHolder",
    "media_type": "dcterms:format",
}
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
    schema: dict[str, Any] = {"columns": [_column(table, field) for field in table.fields], "primaryKey": [table.key]}
    schema["aboutUrl"] = _row(table)
    # In CSVW a key leads to a row or is wrong: one that may be empty can't be said.
    if keys := [key for key in table.foreign_keys if table.field(key.field).required]:
        schema["foreignKeys"] = [
            {
                "columnReference": [key.field],
                "reference": {"resource": _address(key.table or table.name), "columnReference": [key.reference]},
            }
            for key in keys
        ]
    return {"url": _address(table.name), "dc:title": table.zh, "dc:description": table.about_zh, "tableSchema": schema}


def _row(table: Table) -> str:
    """What a row is about: where its words are marked on the page, or the row itself."""
    return f"../index.html#{{{table.key}}}/{table.name}" if table.quoted else f"#{{{table.key}}}"


def _property(table: Table, field: Field) -> str:
    """What a column says of that, explained at this place of the data dictionary, or by a vocabulary that everybody knows."""
    known = _KNOWN.get(field.name) if table.name == "report" else None
    return known or f"../data-dictionary.md#{table.name}.{field.name}"


def _column(table: Table, field: Field) -> dict[str, Any]:
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
        "propertyUrl": _property(table, field),
    }
    return column | ({"required": True} if field.required else {"null": ""})
