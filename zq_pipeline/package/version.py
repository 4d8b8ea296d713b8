"""Which version comes next: what changed since the last release says it.

- **major** when a table went, or a table that was there has other columns, types, rules or keys: programs may break;
- **minor** when rows came, went or were corrected, or a table is new: the facts are others;
- **patch** when the facts are the same and something else changed: words, settings, files;
- the same version when nothing changed at all.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

from zq_pipeline.package.changes import Change, Snapshot

FIRST: Final = "1.0.0"
_WORDS: Final = frozenset(
    {"title", "title_en", "description", "description_en", "missing", "missing_en", "categories", "codes"}
)
_VERSION: Final = re.compile(r"([0-9]+)\.([0-9]+)\.([0-9]+)")
Step = Literal["major", "minor", "patch"]


def structure(schema: Mapping[str, Any]) -> dict[str, Any]:
    """A table's schema without the words that explain it.

    >>> structure({"fields": [{"name": "unit", "type": "string", "title": "单位"}], "primaryKey": ["unit"]})
    {'fields': [{'name': 'unit', 'type': 'string'}], 'primaryKey': ['unit']}
    """
    fields = [{k: v for k, v in field.items() if k not in _WORDS} for field in schema["fields"]]
    return {**schema, "fields": fields}


def step(before: Mapping[str, Snapshot], after: Mapping[str, Snapshot], changes: Sequence[Change]) -> Step:
    """How far the version moves, given that something changed."""
    if any(name not in after or structure(old.schema) != structure(after[name].schema) for name, old in before.items()):
        return "major"
    return "minor" if changes or set(after) != set(before) else "patch"


def bump(version: str, by: Step) -> str:
    """The version ``by`` a step later; a version that can't be read starts over at the first.

    >>> [bump("1.4.2", by) for by in ("major", "minor", "patch")]
    ['2.0.0', '1.5.0', '1.4.3']
    """
    found = _VERSION.fullmatch(version)
    if not found:
        return FIRST
    major, minor, patch = map(int, found.groups())
    return {"major": f"{major + 1}.0.0", "minor": f"{major}.{minor + 1}.0", "patch": f"{major}.{minor}.{patch + 1}"}[by]
