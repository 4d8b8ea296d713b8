"""``python -m tests.tools.rows``: write down every row that comes of the text cases and the invented reports into ``tests/golden/rows.txt``.

A case says what it is about. What else is read of its sentences stands there, in all columns, so that a change of the reader shows
all that it moves: run this, and read the difference as one reads code.
"""

import difflib
import re
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from typing import Any

from tests import county, generate, provinces
from tests.reading.cases import CASES, cases
from zq_pipeline.errors import PipelineError
from zq_pipeline.reading import report
from zq_pipeline.reading.document.place import places
from zq_pipeline.reading.records import Origin
from zq_pipeline.text.span import Span

GOLDEN = CASES.parent / "golden" / "rows.txt"
LISTS = (
    "sections", "statements", "observations", "unread_numbers", "entities", "mentions", "honours", "actions", "targets", "source_notes",
)  # fmt: skip
REVIEW_YEAR = 2030
_SHOWN = 24
_WRITTEN = ("theme.md", "english.md", "indicator_code.md")
"""Cases that are lists of words, and no texts of reports."""


def cell(value: Any, source: str) -> str:
    """One value as text: a span with the words that it cuts, the first of many.

    >>> cell((Decimal("1E+2"), Span(0, 2), None), "柳溪镇")
    '100;0-2 柳溪;'
    """
    if isinstance(value, Span):
        return f"{value.start}-{value.end} " + re.sub(r"\s", "⏎", value.cut(source)[:_SHOWN])
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, tuple | list):
        return ";".join(cell(part, source) for part in value)
    return "" if value is None or value is False else re.sub(r"\s", "⏎", str(value))


def cells(row: Any, source: str) -> str:
    """A record as one line."""
    names = getattr(row, "_fields", None) or row.__dataclass_fields__
    return "|".join(cell(getattr(row, name), source) for name in names)


def rows(text: str, review_year: int | None = None) -> Iterator[str]:
    """Every row that is read of ``text``, a line each, or the error that it ends with."""
    try:
        reading = report.read(text, Origin(file="case.txt"), review_year=review_year)
    except PipelineError as error:
        yield f"error|{error.code}"
        return
    yield f"report|{reading.title}|{reading.review_year}|{reading.plan_year}|{reading.year_evidence}"
    for name in LISTS:
        for row in getattr(reading, name):
            yield f"{name}|{cells(row, reading.source)}"
    for warning in reading.warnings:
        yield f"warning|{warning.code}"


def _invented() -> Iterator[tuple[str, str]]:
    for path in sorted((CASES.parent / "texts").glob("*.txt")):
        yield path.name, path.read_text(encoding="utf-8")
    for seed in (1, 8):
        yield f"generated {seed}", generate.report(seed, 5)["text"]
    yield "province", provinces.text(places()["330000"], 2024, 3)
    for text, origin, year in county.reports(next(iter(county.PLACES))):
        yield f"county {origin.place_code} {year}", text


def read() -> dict[str, list[str]]:
    """The rows of each case, by its file and title, and those of the invented reports."""
    found: dict[str, list[str]] = {}
    for path in sorted(CASES.glob("*.md")):
        if path.name not in _WRITTEN:
            for title, text, _ in cases(path.name):
                found[f"{path.name}: {title}"] = list(rows(text, REVIEW_YEAR))
    return found | {name: list(rows(text)) for name, text in _invented()}


def text(found: dict[str, list[str]]) -> str:
    """As they are written down."""
    return "\n".join(f"## {title}\n" + "".join(f"{row}\n" for row in told) for title, told in found.items())


def main() -> None:
    """Write them, and say how many lines moved."""
    before = GOLDEN.read_text(encoding="utf-8") if GOLDEN.exists() else ""
    after = text(read())
    GOLDEN.write_text(after, encoding="utf-8")
    moved = [line for line in difflib.unified_diff(before.splitlines(), after.splitlines(), n=0) if line[0] in "+-"][2:]
    print(f"{GOLDEN.name}: {len(after.splitlines())} lines; {len(moved)} new or gone")


if __name__ == "__main__":
    main()
