"""What stands beside the tables of the database for people: views in words, and the full-text index."""

from typing import Final, Literal

from zq_pipeline.package.sqlite_words import quoted, text
from zq_pipeline.tables.catalogue import TABLES
from zq_pipeline.tables.catalogue.words import WORDS
from zq_pipeline.tables.schema import Field, ForeignKey, Table

Language = Literal["zh", "en"]
SEARCHED: Final = {
    "indicator": ("name_zh", "name_en", "aliases"),
    "statement": ("quote",),
    "observation": ("indicator_name", "quote"),
    "entity": ("name",),
    "honour": ("title", "quote"),
    "action": ("quote",),
}
"""The tables with a full-text index, and the columns in it."""


def labelled(table: Table) -> bool:
    """Whether ``table`` is a code list, whose rows have a name in both languages."""
    return {"name_zh", "name_en"} <= set(table.columns)


def view(table: Table, language: Language) -> str:
    """The statement that makes the view of ``table`` in ``language``: its columns under their titles, words in place of codes.

    A key that leads to a code list is followed by the name it has there; the name of a column stands behind a title that is there twice.
    """
    joins = []
    columns = []
    taken: set[str] = set()

    def column(cell: str, title: str, name: str) -> None:
        title = title if title.lower() not in taken else f"{title} ({name})"
        taken.add(title.lower())
        columns.append(f"{cell} AS {quoted(title)}")

    keys = {key.field: key for key in table.foreign_keys}
    for field in table.fields:
        cell = f"t.{quoted(field.name)}"
        title = field.zh if language == "zh" else field.en
        column(_worded(field, cell, language), title, field.name)
        key = keys.get(field.name)
        if key and labelled(target := TABLES[key.table or table.name]):
            alias = quoted(f"of_{field.name}")
            joins.append(_join(table, key, cell, alias))
            own = f"{alias}.{quoted(f'name_{language}')}"
            # Places have no English name where none is established.
            called = own if language == "zh" else f"coalesce({own}, {alias}.name_zh)"
            column(called, f"{target.zh}名称" if language == "zh" else f"{field.en} name", f"{field.name} name")
    return (
        f"CREATE VIEW {quoted(f'{table.name}_{language}')} AS SELECT\n  "
        + ",\n  ".join(columns)
        + f"\nFROM {quoted(table.name)} AS t"
        + "".join(joins)
    )


def _join(table: Table, key: ForeignKey, cell: str, alias: str) -> str:
    return f"\nLEFT JOIN {quoted(key.table or table.name)} AS {alias} ON {alias}.{quoted(key.reference)} = {cell}"


def _worded(field: Field, cell: str, language: Language) -> str:
    if not field.one_of:
        return cell
    at = ("zh", "en").index(language)
    return f"CASE {cell} " + " ".join(f"WHEN {text(str(c))} THEN {text(WORDS[c][at])}" for c in field.one_of) + " END"


def search(table: Table) -> str:
    """The statements that make the full-text index of ``table``: three characters and more of Chinese are found, however they are cut into words."""
    name = quoted(f"{table.name}_search")
    columns = ", ".join(map(quoted, SEARCHED[table.name]))
    return (
        f"CREATE VIRTUAL TABLE {name} USING fts5({columns}, content={quoted(table.name)}, tokenize='trigram');"
        f"INSERT INTO {name}({name}) VALUES ('rebuild'); INSERT INTO {name}({name}) VALUES ('optimize');"
    )
