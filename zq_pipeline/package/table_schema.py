"""A table of the catalogue in Table Schema: the part of the descriptor that says what a column is."""

from typing import Any

from zq_pipeline.tables.catalogue.words import WORDS
from zq_pipeline.tables.schema import Field, Table


def field_schema(field: Field) -> dict[str, Any]:
    """A field in Table Schema; ``missing`` says what an empty cell means, ``categories`` what each code means.

    Where a cell may hold several codes these are no categories of it, and stand under ``codes``.

    >>> from zq_pipeline.tables.catalogue import TABLES
    >>> field_schema(TABLES["target"].field("state"))["categories"][0]
    {'value': 'met', 'label': '达到', 'label_en': 'Met'}
    """
    constraints: dict[str, Any] = {}
    if field.required:
        constraints["required"] = True
    if field.type == "string":
        constraints["minLength"] = 1
    if field.one_of:
        constraints["enum"] = [str(code) for code in field.one_of]
    if field.shape:
        constraints["pattern"] = field.shape
    if field.minimum is not None:
        constraints["minimum"] = field.minimum
    if field.maximum is not None:
        constraints["maximum"] = field.maximum
    described: dict[str, Any] = {
        "name": field.name,
        "type": field.type,
        "title": field.zh,
        "title_en": field.en,
        "description": field.about_zh,
        "description_en": field.about_en,
    }
    if not field.required:
        described |= {"missing": field.empty_zh, "missing_en": field.empty_en}
    if field.enum:
        described["codes" if field.many else "categories"] = [
            {"value": str(code), "label": zh, "label_en": en}
            for code, (zh, en) in ((code, WORDS[code]) for code in field.enum)
        ]
    return described | ({"constraints": constraints} if constraints else {})


def table_schema(table: Table) -> dict[str, Any]:
    """A table in Table Schema, with its keys."""
    schema: dict[str, Any] = {"fields": [field_schema(field) for field in table.fields], "primaryKey": [table.key]}
    if table.unique_keys:
        schema["uniqueKeys"] = [list(key) for key in table.unique_keys]
    if table.foreign_keys:
        schema["foreignKeys"] = [
            {
                "fields": [key.field],
                # A table that points at itself has the empty name.
                "reference": {"resource": "" if key.table == table.name else key.table, "fields": [key.reference]},
            }
            for key in table.foreign_keys
        ]
    schema["missingValues"] = [""]
    return schema
