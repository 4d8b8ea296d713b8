"""What the rows of every table share: how they are keyed, and the columns that lead to their words."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import Any

from zq_pipeline.reading.records import Reading
from zq_pipeline.text.span import Span

Row = dict[str, Any]
Rows = Iterable[Row]


def row_key(reading: Reading, start: int | None) -> str | None:
    """The key of what starts at ``start`` in a reading, None for None."""
    return None if start is None else f"{reading.key}-{start}"


def span_key(reading: Reading, span: Span | None) -> str | None:
    """The key of what stands at ``span``, for rows that may stand inside each other; None for None."""
    return None if span is None else f"{reading.key}-{span.start}-{span.end}"


def evidence(reading: Reading, span: Span) -> Row:
    """The columns that lead to a row's words."""
    page = bisect_right(reading.pages, span.start) or None
    return {
        "report": reading.key,
        "start": span.start,
        "end": span.end,
        "quote": span.cut(reading.source),
        "page": page,
    }
