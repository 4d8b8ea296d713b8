"""What a steward says of the numbers of a report, put in the place of what was read; each correction is kept beside it.

A correction is tied to words: to the offset where a number starts, and the words that stand there. What no longer fits its words
is an error that names the nearest row, since the report may have been replaced by another edition.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Final

from zq_pipeline.errors import PipelineError
from zq_pipeline.reading.records import (
    Bound,
    Certainty,
    Change,
    Corrected,
    Measure,
    Observation,
    Reading,
    Reason,
    Statement,
    Status,
    UnreadNumber,
)
from zq_pipeline.text.cleaning import Clean
from zq_pipeline.text.span import Span

FIELDS: Final = {
    "indicator_name": "indicator",
    "indicator": "indicator_code",
    "subject": "subject",
    "measure": "measure",
    "value": "value",
    "value_high": "value_high",
    "unit_name": "unit",
    "unit": "unit_code",
    "bound": "bound",
    "status": "status",
    "period": "period",
    "base_period": "base_period",
    "rank_scope": "rank_scope",
    "theme": "theme",
}
"""The columns that can be corrected, with the fields of the record that they show."""

NEEDED: Final = ("indicator_name", "measure", "value", "status", "period")
"""What has to be said of a number that was missed."""

_MAKERS: Final[Mapping[str, Any]] = {
    "measure": Measure,
    "bound": Bound,
    "status": Status,
    "value": Decimal,
    "value_high": lambda cell: Decimal(cell) if cell else None,
}


class CorrectionMisfit(PipelineError):
    """A correction that does not fit the words of its report any more."""

    code = "correction-misfit"
    template = "{file}, correction {number} is for {wanted}, and {there}. {nearest}Correct its key and quote, or remove it; until then the report is left out."


@dataclass(frozen=True, slots=True)
class Correction:
    """What is said of the number at ``start``, whose words are ``quote`` (empty: not said), in the report ``report`` (empty: the one).

    ``values`` holds the new cells of columns. ``reason`` makes it no observation; ``missed`` says that there was no row.
    """

    file: str
    number: int
    start: int
    report: str = ""
    quote: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    reason: Reason | None = None
    missed: bool = False
    why: str = ""
    by: str = ""
    date: str = ""


def cell(observation: Observation, column: str) -> str:
    """The cell of ``column`` as it is published.

    >>> from zq_pipeline.text.span import Span
    >>> said = Observation(Span(2, 6), 0, "冷库", Measure.LEVEL, Decimal("2.1E+4"), "座", Bound.EXACT, Status.ACTUAL, "2023")
    >>> cell(said, "value"), cell(said, "unit_name"), cell(said, "value_high")
    ('21000', '座', '')
    """
    value = getattr(observation, FIELDS[column])
    return f"{value:f}" if isinstance(value, Decimal) else str(value or "")


def corrected(reading: Reading, corrections: Sequence[Correction]) -> Reading:
    """``reading`` with those of ``corrections`` that are on it; raises CorrectionMisfit."""
    for correction in corrections:
        if correction.report in ("", reading.key):
            reading = _missed(reading, correction) if correction.missed else _changed(reading, correction)
    return reading


def within(corrections: Sequence[Correction], clean: Clean) -> list[Correction]:
    """``corrections``, which fit the words of ``clean.source``, in the offsets and words of ``clean.text``."""
    found = []
    for correction in corrections:
        start = clean.into(correction.start)
        end = clean.into(correction.start + len(correction.quote))
        found.append(replace(correction, start=start, quote=clean.text[start:end] if correction.quote else ""))
    return found


def _changed(reading: Reading, correction: Correction) -> Reading:
    old = next((o for o in reading.observations if o.span.start == correction.start), None)
    if old is None or correction.quote not in ("", old.span.cut(reading.source)):
        raise misfit(reading, correction)
    others = [o for o in reading.observations if o is not old]
    if correction.reason:
        unread = UnreadNumber(old.span, old.statement, correction.reason)
        noted = _noted(correction, old.span, Change.REJECTED, "", old.indicator, correction.reason.value)
        return replace(
            reading,
            observations=tuple(others),
            unread_numbers=tuple(sorted((*reading.unread_numbers, unread), key=lambda u: u.span)),
            corrections=(*reading.corrections, noted),
        )
    new = _with(old, correction.values)
    notes = [
        _noted(correction, old.span, Change.CORRECTED, column, cell(old, column), cell(new, column))
        for column in FIELDS
        if column in correction.values and cell(old, column) != cell(new, column)
    ] or [_noted(correction, old.span, Change.CONFIRMED)]
    return _placed(reading, others, new, notes)


def _missed(reading: Reading, correction: Correction) -> Reading:
    span = Span(correction.start, correction.start + len(correction.quote))
    statement = _around(reading.statements, span)
    taken = [row.span for row in reading.observations if row.span.overlaps(span)]
    # A number that was left unread is in the words, or has nothing to do with them.
    left = [u for u in reading.unread_numbers if u.span.overlaps(span)]
    split = [u for u in left if u.span.start < span.start or u.span.end > span.end]
    if span.cut(reading.source) != correction.quote or statement is None or taken or split:
        raise misfit(reading, correction)
    blank = Observation(span, statement.span.start, "", Measure.LEVEL, Decimal(0), "", Bound.EXACT, Status.ACTUAL, "")
    reading = replace(reading, unread_numbers=tuple(u for u in reading.unread_numbers if u not in left))
    before = left[0].reason.value if left else ""
    noted = _noted(correction, span, Change.SUPPLIED, "", before, correction.values["indicator_name"])
    return _placed(reading, reading.observations, _with(blank, correction.values), [noted])


def _around(statements: Iterable[Statement], span: Span) -> Statement | None:
    return next((s for s in statements if s.span.start <= span.start and span.end <= s.span.end), None)


def _with(old: Observation, values: Mapping[str, str]) -> Observation:
    fields: dict[str, Any] = {FIELDS[name]: _MAKERS.get(name, str)(value) for name, value in values.items()}
    return old._replace(**fields, certainty=Certainty.CONFIRMED, doubt=())


def _placed(reading: Reading, others: Iterable[Observation], new: Observation, notes: Sequence[Corrected]) -> Reading:
    observations = tuple(sorted((*others, new), key=lambda o: o.span))
    return replace(reading, observations=observations, corrections=(*reading.corrections, *notes))


def _noted(
    correction: Correction, span: Span, change: Change, column: str = "", before: str = "", after: str = ""
) -> Corrected:
    return Corrected(span, change, column, before, after, correction.why, correction.by, correction.date)


def misfit(reading: Reading, correction: Correction) -> CorrectionMisfit:
    """The error that says what stands where ``correction`` wants to be put, and which row is nearest."""
    length = len(correction.quote) or 1
    there = reading.source[correction.start : correction.start + length]
    row = next((o for o in reading.observations if o.span.start <= correction.start < o.span.end), None)
    if correction.report not in ("", reading.key):
        there, row = reading.key, None
    nearest = min(reading.observations, key=lambda o: _distance(reading, correction, o), default=None)
    return CorrectionMisfit(
        file=correction.file,
        number=correction.number,
        wanted=f"“{correction.quote}” at {correction.start}"
        if correction.quote
        else f"the row {correction.report or reading.key}-{correction.start}",
        there=f"there is the row {reading.key}-{row.span.start}, “{row.span.cut(reading.source)}”"
        if row
        else f"there stands “{there}”, which is no row",
        nearest=f"The nearest row is {reading.key}-{nearest.span.start}, “{nearest.span.cut(reading.source)}” ({nearest.indicator}). "
        if nearest
        else "",
    )


def _distance(reading: Reading, correction: Correction, observation: Observation) -> tuple[bool, int]:
    """A row of the same words is nearer than any other."""
    same = observation.span.cut(reading.source) == correction.quote
    return not same, abs(observation.span.start - correction.start)
