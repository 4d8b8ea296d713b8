"""Why a number was read as it was: for whoever has to mend a rule."""

from typing import Final

from zq_pipeline.reading.document import scope
from zq_pipeline.reading.document.signs import years_of
from zq_pipeline.reading.figures import observation
from zq_pipeline.reading.records import Observation, Reading, UnreadNumber
from zq_pipeline.reading.restoring import Way
from zq_pipeline.text.cleaning import cleaned
from zq_pipeline.text.lines import joined
from zq_pipeline.text.span import Span

_AROUND: Final = 24


def explain(reading: Reading, at: int) -> str:
    """The number at, or next after, the code-point offset ``at``: what was read, by which rules, and why, a line each.

    >>> from zq_pipeline.reading.records import Origin
    >>> from zq_pipeline.reading.report import read
    >>> told = explain(read("2030年，柳溪镇新建5G基站8个。", Origin(file="a.txt"), review_year=2030), 15)
    >>> print(*(line.split(": ")[0] for line in told.splitlines()[1:5]), sep=", ")
    observation, time, certainty, scope
    """
    found = _at(reading, at)
    if found is None:
        return f"There is no number at or after character {at}."
    lines = [_shown(reading.source, found.span), *_facts(found)]
    steps: list[tuple[int, str, str]] = []
    clean = cleaned(reading.source)
    into = Way(clean.into, clean.into)
    folded = joined(clean.folded)
    years = years_of(folded, reading.review_year, reading.plan_year)
    document = scope.read(folded, into.of(reading.sections), into.of(reading.statements), years)
    observation.read(
        folded, document, years, trace=lambda start, rule, why: steps.append((clean.start(start), rule, why))
    )
    lines += _scope(document, into, found)
    told = [f"{rule}: {why}" for start, rule, why in steps if found.span.start <= start < found.span.end]
    return "\n".join([*lines, *(told or ["sweep: no rule of the observation reader spoke of it"])])


def _scope(document: scope.Document, into: Way, found: Observation | UnreadNumber) -> list[str]:
    """The scope of the statement of ``found``, and the words that set it."""
    here = None if found.statement is None else document.scopes.get(into.start(found.statement))
    if here is None:
        return []
    words = f"said by “{here.words}”" if here.words else "by the order of things"
    return [f"scope: {here.part.value}, {here.time}, {words}"]


def _at(reading: Reading, at: int) -> Observation | UnreadNumber | None:
    rows: list[Observation | UnreadNumber] = [*reading.observations, *reading.unread_numbers]
    later = [row for row in rows if row.span.end > at]
    return min(later, key=lambda row: row.span, default=None)


def _shown(source: str, span: Span) -> str:
    before, after = source[max(0, span.start - _AROUND) : span.start], source[span.end : span.end + _AROUND]
    return f"{span.start}-{span.end}  …{before}【{span.cut(source)}】{after}…".replace("\n", "⏎").replace("\r", "")


def _facts(row: Observation | UnreadNumber) -> list[str]:
    if isinstance(row, UnreadNumber):
        return [f"unread: {row.reason.value}"]
    high = "" if row.value_high is None else f" to {row.value_high}"
    return [
        f"observation: {row.indicator} {row.measure.value} {row.value}{high} {row.unit} ({row.bound.value})",
        f"time: {row.period}, {row.status.value}" + (f", against {row.base_period}" if row.base_period else ""),
        f"certainty: {row.certainty.value}" + (f" ({', '.join(row.doubt)})" if row.doubt else ""),
    ]
