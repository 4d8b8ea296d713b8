"""One report, read: the single entry that tables and the command line call.

Pure: text and origin in, records out. A sweep at the end sees to it that every number of the source stands in exactly
one observation or unread number.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from zq_pipeline.errors import EmptyReport
from zq_pipeline.reading.checks import source_note
from zq_pipeline.reading.checks.slip import Known
from zq_pipeline.reading.checks.soundness import sound
from zq_pipeline.reading.document import header as head
from zq_pipeline.reading.document import place, scope, signs, theme, warning
from zq_pipeline.reading.document.header import DATE, Header
from zq_pipeline.reading.document.origin import complete, origin_file
from zq_pipeline.reading.document.outline import outline
from zq_pipeline.reading.document.years import NoYear, years
from zq_pipeline.reading.facts import action, entity, honour, target
from zq_pipeline.reading.facts.correction import Correction, corrected, within
from zq_pipeline.reading.figures import about, certainty, observation, table_rows
from zq_pipeline.reading.records import (
    EntityKind,
    Observation,
    Origin,
    Reading,
    Reason,
    Section,
    Statement,
    UnreadNumber,
)
from zq_pipeline.reading.restoring import restored
from zq_pipeline.text.cleaning import Clean, cleaned
from zq_pipeline.text.lines import joined
from zq_pipeline.text.span import Span

_DIGITS: Final = re.compile(r"\d+")


def numbers(source: str, origin: Origin, *, review_year: int | None = None) -> Reading:
    """The outline and the numbers of ``source`` alone, in half the time of :func:`read`.

    ``review_year`` overrides what origin and text say. Raises EmptyReport, or NoYear when no year is given or found.
    """
    clean = cleaned(source)
    return restored(_numbers(clean, joined(clean.folded), origin, review_year, full=False)[0], clean)


def _numbers(
    clean: Clean, folded: str, origin: Origin, review_year: int | None, *, full: bool
) -> tuple[Reading, Mapping[int, scope.Scope]]:
    source = clean.text
    if not any(map(str.isalnum, source)):
        raise EmptyReport(file=origin.file)
    header = head.read(source, folded)
    sections, statements = outline(source, folded, header.title, header.body)
    told = years(folded, header, sections, origin.published, review_year or origin.review_year)
    if told is None:
        raise NoYear(file=origin.file, origin=origin_file(origin.file))
    if origin.plan_year and not review_year:
        told = told._replace(plan=origin.plan_year)
    spoken = signs.years_of(folded, told.review, told.plan)
    sections, statements, scopes = scope.read(folded, sections, statements, spoken)
    sections = theme.sections(folded, sections, statements) if full else sections
    origin = replace(origin, place_code=place.shortest(origin.place_code))
    places = theme.Places(folded, sections, statements) if full else None
    tables = table_rows.find(folded, statements)
    rows = {row.span for table in tables for row, _ in table.rows}
    sentences = tuple(s for s in statements if s.span not in rows)
    said, unread = observation.read(folded, scope.Document(sections, sentences, scopes), spoken, places=places)
    in_cells, beside = table_rows.read(folded, tables, sections, told.review, told.plan, places)
    observations, refused = sound(folded, sorted((*said, *in_cells), key=lambda o: o.span))
    observations = certainty.judged(folded, observations, scopes, told.review, clean.printed)
    origin = complete(origin, header.fields, header.title.cut(source))
    origin = replace(
        origin,
        review_year=told.review,
        plan_year=told.plan,
        place_name=origin.place_name
        or (place.name_of(origin.place_code) or origin.publisher if origin.place_code else ""),
    )
    if full:
        observations = about.filled(folded, observations, origin)
    reading = Reading(
        key=f"{origin.place_code or _stem(origin.file)}-{told.review}",
        origin=origin,
        source=source,
        title=origin.title,
        review_year=told.review,
        plan_year=told.plan,
        sections=sections,
        statements=statements,
        observations=observations,
        unread_numbers=swept(folded, header, sections, statements, observations, (*unread, *beside, *refused)),
        year_evidence=told.evidence,
        warnings=warning.warnings(folded, told, sections, statements, observations),
    )
    return reading, scopes


def read(
    source: str, origin: Origin, *, review_year: int | None = None, corrections: Sequence[Correction] = ()
) -> Reading:
    """Everything that is read from ``source``: the numbers, and the names, deeds, aims and slips around them.

    ``corrections`` hold before anything is made of the numbers. Parameters and errors are those of :func:`numbers`, and CorrectionMisfit.
    """
    clean = cleaned(source)
    source, folded = clean.text, joined(clean.folded)
    reading, scopes = _numbers(clean, folded, origin, review_year, full=True)
    if corrections:
        # What fits no words is told in the offsets of the source.
        corrected(restored(reading, clean), corrections)
        reading = corrected(reading, within(corrections, clean))
        reading = replace(reading, observations=about.filled(folded, reading.observations, reading.origin))
    sections, statements, observations = reading.sections, reading.statements, reading.observations
    origin = reading.origin
    drafts = honour.find(folded, statements)
    titles = [draft.title.span for draft in drafts]
    entities, mentions = entity.read(
        source, folded, statements, titles, origin.place_code, honour.named(folded, drafts)
    )
    grounds = {thing.span for thing in entities if thing.kind in (EntityKind.AREA, EntityKind.TOWN)}
    things = [mention for mention in mentions if mention.entity not in grounds]
    places = theme.Places(folded, sections, statements)
    spoken = (reading.review_year, reading.plan_year)
    deeds = action.read(source, folded, statements, observations, things, places, spoken)
    actions = action.placed(folded, deeds, entities, mentions, origin)
    reading = replace(reading, entities=entities, mentions=mentions, actions=actions)
    targets = target.read(folded, reading)
    known = Known(source, folded, sections, statements, observations, entities, mentions, actions, targets)
    whole = replace(
        reading,
        honours=honour.read(source, folded, drafts, entities, mentions, scopes, origin),
        targets=targets,
        source_notes=source_note.read(known),
    )
    return restored(whole, clean)


def _stem(file: str) -> str:
    return file.rpartition("/")[2].partition(".")[0] or "report"


def swept(
    folded: str,
    header: Header,
    sections: Sequence[Section],
    statements: Sequence[Statement],
    observations: Iterable[Observation],
    unread: Iterable[UnreadNumber],
) -> tuple[UnreadNumber, ...]:
    """``unread`` and, in text order, each run of digits that neither it nor ``observations`` hold, with its reason."""
    kept = tuple(unread)
    taken = sorted([o.span for o in observations] + [u.span for u in kept])
    missing = tuple(_classified(folded, header, sections, statements, _gaps(folded, taken)))
    return tuple(sorted((*kept, *missing), key=lambda u: u.span))


def _gaps(folded: str, taken: Sequence[Span]) -> Iterator[Span]:
    at = 0
    for run in _DIGITS.finditer(folded):
        while at < len(taken) and taken[at].end <= run.start():
            at += 1
        if at == len(taken) or taken[at].start >= run.end():
            yield Span(run.start(), run.end())


def _classified(
    folded: str, header: Header, sections: Sequence[Section], statements: Sequence[Statement], gaps: Iterable[Span]
) -> Iterator[UnreadNumber]:
    dates = [Span(*m.span()) for m in DATE.finditer(folded, 0, header.body.start)]
    headings = iter(sorted(section.span for section in sections))
    heading = next(headings, None)
    at = 0
    for gap in gaps:
        while heading and heading.end <= gap.start:
            heading = next(headings, None)
        while at < len(statements) and statements[at].span.end <= gap.start:
            at += 1
        inside = at < len(statements) and statements[at].span.start <= gap.start
        if heading and heading.overlaps(gap):
            yield UnreadNumber(gap, None, Reason.HEADING)
        elif inside:
            yield UnreadNumber(gap, statements[at].span.start, Reason.UNRESOLVED)
        else:
            spoken = ((dates, Reason.DATE), (header.ids, Reason.DOCUMENT_ID))
            reason = next((why for spans, why in spoken if any(span.overlaps(gap) for span in spans)), Reason.FURNITURE)
            yield UnreadNumber(gap, None, reason)
