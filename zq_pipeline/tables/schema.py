"""How a table is described: fields, keys and words, in terms of Table Schema.

A description is checked when it is made, so that a wrong catalogue fails at import with a sentence, and not later in one of
the forms that are projected from it.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from zq_pipeline.errors import PipelineError

Type = Literal["string", "integer", "number", "date"]
TYPES: Final = ("string", "integer", "number", "date")
SCALE: Final = 10
"""Digits after the point that every form of a ``number`` can hold; with 28 before it, 38 in all."""
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")


class BadCatalogue(PipelineError):
    """A description that contradicts itself."""

    code = "bad-catalogue"
    template = "{where}: {detail}"


def _ensure(holds: object, where: str, detail: str) -> None:
    if not holds:
        raise BadCatalogue(where=where, detail=detail)


@dataclass(frozen=True, slots=True)
class Field:
    """A column. ``zh``, ``en`` are its titles; ``codes`` its allowed values with their names; ``pattern`` matches whole.

    ``missing`` says in Chinese and English what an empty cell means; a field without it is required.

    >>> Field("level", "integer", "级别", "Level", "第几级标题", "Depth of the heading", minimum=1).required
    True
    """

    name: str
    type: Type
    zh: str
    en: str
    about_zh: str
    about_en: str
    missing: tuple[str, str] | None = None
    codes: tuple[tuple[str, str, str], ...] = ()
    pattern: str = ""
    minimum: int | None = None
    maximum: int | None = None
    unique: bool = False

    def __post_init__(self) -> None:
        """Refuse what can't be meant."""
        _ensure(_NAME.fullmatch(self.name), self.name, "a field is named in lower-case letters, digits and _.")
        _ensure(self.type in TYPES, self.name, f"there is no type {self.type}; take one of {', '.join(TYPES)}.")
        for words in (self.zh, self.en, self.about_zh, self.about_en, *(self.missing or ())):
            _ensure(words and words == words.strip(), self.name, "titles, descriptions and the meaning of empty are needed in both languages.")
        textual = self.type == "string"
        _ensure(textual or not (self.codes or self.pattern), self.name, "codes and pattern are for strings.")
        _ensure(self.type == "integer" or (self.minimum, self.maximum) == (None, None), self.name, "minimum and maximum are for integers.")
        _ensure(len(set(self.enum)) == len(self.codes), self.name, "a code is listed twice.")
        if self.pattern:
            re.compile(self.pattern)
            # Others compile ^PATTERN$, in which a bare | would split the anchors.
            bare = re.sub(r"\(\?:(?:[^()]|\([^()]*\))*\)|\[[^\]]*\]", "", self.pattern)
            _ensure("|" not in bare, self.name, "write alternatives as (?:a|b).")

    @property
    def required(self) -> bool:
        """Whether no cell may be empty."""
        return self.missing is None

    @property
    def enum(self) -> tuple[str, ...]:
        """The allowed values, when they are listed."""
        return tuple(code for code, _, _ in self.codes)


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """``field`` holds a value of ``reference`` in ``table`` (its own table for a tree), or is empty."""

    field: str
    table: str
    reference: str = "key"


@dataclass(frozen=True)
class Table:
    """A table, its fields in the order of its columns. ``group`` is ``text`` when rows are cut from a report, else ``codes``.

    A table cut from a report has ``key``, ``report``, ``start``, ``end`` and ``quote``.
    """

    name: str
    zh: str
    en: str
    about_zh: str
    about_en: str
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ("key",)
    foreign_keys: tuple[ForeignKey, ...] = ()
    unique_keys: tuple[tuple[str, ...], ...] = ()

    def __post_init__(self) -> None:
        """Refuse a table that contradicts itself."""
        _ensure(_NAME.fullmatch(self.name), self.name, "a table is named in lower-case letters, digits and _.")
        _ensure(all((self.zh, self.en, self.about_zh, self.about_en)), self.name, "title and description are needed in both languages.")
        _ensure(len(self.by_name) == len(self.fields), self.name, "two fields have one name.")
        for name in (*self.key, *(n for names in self.unique_keys for n in names), *(f.field for f in self.foreign_keys)):
            _ensure(name in self.by_name, self.name, f"a key names the field {name}, which is not there.")
        for name in self.key:
            _ensure(self.by_name[name].required, self.name, f"{name} is in the primary key and may not be empty.")

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """The fields by name."""
        return {field.name: field for field in self.fields}

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the fields, in order."""
        return tuple(field.name for field in self.fields)

    @property
    def from_text(self) -> bool:
        """Whether each row is cut from a report and has ``start``, ``end`` and ``quote``."""
        return {"report", "start", "end", "quote"} <= self.by_name.keys()


def checked(tables: tuple[Table, ...]) -> tuple[Table, ...]:
    """``tables``, when their names differ and every foreign key leads to a unique field of the same type in an earlier table.

    Earlier or its own, so that tables can be loaded in this order; raises BadCatalogue.
    """
    seen: dict[str, Table] = {}
    for table in tables:
        _ensure(table.name not in seen, table.name, "two tables have one name.")
        seen[table.name] = table
        for link in table.foreign_keys:
            _ensure(link.table in seen, table.name, f"{link.field} leads to {link.table}, which is not there or comes later.")
            target = seen[link.table]
            _ensure((link.reference,) == target.key, table.name, f"{link.field} must lead to the primary key of {link.table}.")
            same = target.by_name[link.reference].type == table.by_name[link.field].type
            _ensure(same, table.name, f"{link.field} and {link.table}.{link.reference} have different types.")
    return tables
