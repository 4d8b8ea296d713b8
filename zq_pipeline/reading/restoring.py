"""A reading of the text that :func:`zq_pipeline.text.cleaning.cleaned` gives, told in the offsets of the source."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final, TypeVar, get_args, get_type_hints

from zq_pipeline.reading.records import Reading, Reason, Statement, UnreadNumber
from zq_pipeline.text.cleaning import Clean
from zq_pipeline.text.span import Span

Record = TypeVar("Record")
_OFFSETS: Final = frozenset({"statement", "section", "parent"})
"""Columns that name a record by where it begins."""
_LISTS: Final = (
    "sections", "statements", "observations", "unread_numbers", "entities", "mentions", "honours", "actions", "targets", "source_notes",
    "corrections",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Way:
    """How offsets of one text become those of another: of a character, and of what ends there."""

    start: Callable[[int], int]
    end: Callable[[int], int]

    def of(self, records: Sequence[Record]) -> tuple[Record, ...]:
        """``records`` with every offset of theirs moved."""
        return tuple(self._moved(record) for record in records)

    def _moved(self, record: Any) -> Any:
        changed: dict[str, Any] = {}
        made = isinstance(record, tuple)
        spans, offsets = _columns(record.__class__)
        for column in spans:
            if (span := getattr(record, column)) is not None:
                changed[column] = Span(self.start(span.start), self.end(span.end))
        for column in offsets:
            if (offset := getattr(record, column)) is not None:
                changed[column] = self.start(offset)
        return record._replace(**changed) if made else replace(record, **changed)


@cache
def _columns(kind: type) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The columns of a record that hold spans, and those that hold offsets."""
    spans = tuple(name for name, said in get_type_hints(kind).items() if Span in (said, *get_args(said)))
    return spans, tuple(name for name in get_type_hints(kind) if name in _OFFSETS)


def restored(reading: Reading, clean: Clean) -> Reading:
    """``reading``, which was made of ``clean.text``, in the offsets of ``clean.source``, with the numbers that were left out.

    >>> from zq_pipeline.reading.records import Origin
    >>> from zq_pipeline.reading.report import numbers
    >>> reading = numbers("新修“两横”[2]道路1 250公里。", Origin(file="a.txt"), review_year=2030)
    >>> [(o.indicator, str(o.value), o.span.cut(reading.source)) for o in reading.observations]
    [('“两横”道路', '1250', '1 250公里')]
    >>> [(u.span.cut(reading.source), u.reason.value) for u in reading.unread_numbers]
    [('2', 'footnote')]
    """
    if clean.text == clean.source:
        return reading
    back = Way(clean.start, clean.end)
    lists: dict[str, Any] = {name: back.of(getattr(reading, name)) for name in _LISTS}
    left_out = _unread(clean, lists["statements"])
    unread = tuple(sorted((*lists.pop("unread_numbers"), *left_out), key=lambda u: u.span))
    return replace(reading, source=clean.source, unread_numbers=unread, **lists)


def _unread(clean: Clean, statements: Sequence[Statement]) -> list[UnreadNumber]:
    """The numbers left out, each with the statement that holds it, if one does."""
    found = []
    coming = iter(statements)
    statement = next(coming, None)
    for span, why in clean.left_out:
        while statement and statement.span.end <= span.start:
            statement = next(coming, None)
        inside = statement is not None and statement.span.start <= span.start
        found.append(UnreadNumber(span, statement.span.start if statement and inside else None, Reason(why)))
    return found
