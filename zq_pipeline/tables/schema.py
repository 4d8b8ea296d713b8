"""How a table is described: fields, keys and what an empty cell means, in Table Schema words, Chinese and English.

A description is checked when it is made, so a wrong catalogue fails at import and names the field.
"""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Final

TYPES: Final = ("string", "integer", "number", "boolean", "date")
NAME: Final = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Field:
    """A column. ``empty`` says what an empty cell means; it has to be given for every column that isn't required.

    ``pattern`` must match the whole cell. ``enum`` lists the codes allowed: one of them, or of ``many`` several, joined by ``;``.

    >>> Field("bound", "string", "精确程度", "Bound", "数值的精确程度", "How exact the number is", required=True).name
    'bound'
    >>> Field("Bound", "string", "精确程度", "Bound", "…", "…")
    Traceback (most recent call last):
    ValueError: field Bound: the name must be lower-case ASCII
    """

    name: str
    type: str
    zh: str
    en: str
    about_zh: str
    about_en: str
    required: bool = False
    enum: tuple[str, ...] = ()
    pattern: str = ""
    minimum: int | None = None
    maximum: int | None = None
    empty_zh: str = ""
    empty_en: str = ""
    many: bool = False

    def __post_init__(self) -> None:
        """Refuse a description that contradicts itself."""
        self._must(NAME.fullmatch(self.name) is not None, "the name must be lower-case ASCII")
        self._must(self.type in TYPES, f"the type must be one of {', '.join(TYPES)}")
        self._must(
            all((self.zh, self.en, self.about_zh, self.about_en)),
            "titles and descriptions are needed in both languages",
        )
        self._must(
            self.required or bool(self.empty_zh and self.empty_en), "say what an empty cell means, or make it required"
        )
        self._must(not (self.required and (self.empty_zh or self.empty_en)), "a required cell is never empty")
        self._must(self.type == "string" or not (self.enum or self.pattern), "only text has codes or a pattern")
        self._must(
            not self.many or bool(self.enum and not self.pattern), "many codes need a list, and make the pattern"
        )
        self._must(
            self.type in ("integer", "number") or (self.minimum is None and self.maximum is None),
            "only numbers have limits",
        )
        re.compile(self.pattern)

    @property
    def one_of(self) -> tuple[str, ...]:
        """The codes of which a cell is one; none where it may hold several."""
        return () if self.many else self.enum

    @property
    def shape(self) -> str:
        """What matches the whole cell, where that is a pattern or several codes.

        >>> Field("doubt", "string", "疑点", "Doubt", "…", "…", required=True, enum=("near", "far"), many=True).shape
        '(?:near|far)(?:;(?:near|far))*'
        """
        code = f"(?:{'|'.join(self.enum)})"
        return f"{code}(?:;{code})*" if self.many else self.pattern

    def _must(self, holds: bool, what: str) -> None:
        if not holds:
            raise ValueError(f"field {self.name}: {what}")


@dataclass(frozen=True)
class ForeignKey:
    """``field`` holds the key of a row of ``table``; ``table`` is ``""`` for a table that points at itself."""

    field: str
    table: str
    reference: str


@dataclass(frozen=True)
class MadeOf:
    """Each of ``fields`` is made of these ``columns`` of ``table``: of all of them, or where none is named, of its namesake."""

    table: str
    fields: tuple[str, ...]
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A published table; asset, resource and CSV file carry its ``name``. ``key`` names the primary key's field.

    What is read from the words of a report is made of no table; ``made_of`` tells of the rest.
    """

    name: str
    zh: str
    en: str
    about_zh: str
    about_en: str
    fields: tuple[Field, ...]
    key: str
    foreign_keys: tuple[ForeignKey, ...] = ()
    unique_keys: tuple[tuple[str, ...], ...] = ()
    made_of: tuple[MadeOf, ...] = ()

    def __post_init__(self) -> None:
        """Refuse keys that name no field, and fields that stand twice."""
        names = self.columns
        if len(set(names)) != len(names):
            raise ValueError(f"table {self.name}: a field stands twice")
        keys = (self.key, *(k.field for k in self.foreign_keys), *(n for key in self.unique_keys for n in key))
        for name in (*keys, *(n for made in self.made_of for n in made.fields)):
            if name not in names:
                raise ValueError(f"table {self.name}: its keys or sources name {name}, which it has not")
        if not self.field(self.key).required:
            raise ValueError(f"table {self.name}: its key {self.key} must be required")

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the fields, in order."""
        return tuple(field.name for field in self.fields)

    def field(self, name: str) -> Field:
        """The field called ``name``; KeyError when there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)

    @property
    def sources(self) -> dict[str, list[tuple[str, str]]]:
        """The columns of other tables, each a table and a name, that a field holds a key of or is made of.

        >>> told = Field("told", "string", "…", "Told", "…", "…", required=True)
        >>> Table("panel", "…", "Panel", "…", "…", (told,), key="told", made_of=(MadeOf("target", ("told",), ("low", "high")),)).sources
        {'told': [('target', 'low'), ('target', 'high')]}
        """
        found: dict[str, list[tuple[str, str]]] = {}
        for key in self.foreign_keys:
            if key.table:
                found.setdefault(key.field, []).append((key.table, key.reference))
        for made in self.made_of:
            for field in made.fields:
                found.setdefault(field, []).extend((made.table, column) for column in made.columns or (field,))
        return found

    @property
    def quoted(self) -> bool:
        """Whether its rows were read from a report, and lead to their words."""
        return {"start", "end", "quote"} <= set(self.columns)


def check_catalogue(catalogue: Sequence[Table], words: Container[str]) -> None:
    """Raise ValueError when two tables share a name, a key or source leads nowhere, or a code is not among ``words``."""
    tables = {table.name: table for table in catalogue}
    if len(tables) != len(catalogue):
        raise ValueError("two tables share a name")
    for table in catalogue:
        for field in table.fields:
            for code in field.enum:
                if code not in words:
                    raise ValueError(f"table {table.name}: nobody says what {field.name} {code} means")
        leads = [(field, *column) for field, columns in table.sources.items() for column in columns]
        leads += [(key.field, table.name, key.reference) for key in table.foreign_keys if not key.table]
        for name, other, column in leads:
            if other not in tables or column not in tables[other].columns:
                raise ValueError(f"table {table.name}: {name} points at {other}.{column}, which is not there")
