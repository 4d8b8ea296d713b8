"""One report, read: the single entry that tables and the command line call.

Pure: text and origin in, records out. A sweep at the end sees to it that every number of the source stands in exactly
one observation or unread number.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from zq_pipeline.errors import EmptyReport
from zq_pipeline.reading import action, entity, honour, indicator, place, source_note, target, theme
from zq_pipeline.reading import header as head
from zq_pipeline.reading.header import DATE, Header
from zq_pipeline.reading.origin import complete, origin_file
from zq_pipeline.reading.outline import outline
from zq_pipeline.reading.records import Observation, Origin, Reading, Reason, Section, Statement, UnreadNumber
from zq_pipeline.reading.slip import Known
from zq_pipeline.reading.years import NoYear, Years, years
from zq_pipeline.text.folding import fold
from zq_pipeline.text.span import Span

try:
    from zq_pipeline.reading import observation
except ImportError:  # pragma: no cover - until the observation reader is in the tree
    observation = None

_DIGITS: Final = re.compile(r"\d+")


def read(source: str, origin: Origin, *, review_year: int | None = None) -> Reading:
    """Everything that is read from ``source``; ``review_year`` overrides what origin and text say.

    Raises EmptyReport, or NoYear when no year is given or found.
    """
    if not any(map(str.isalnum, source)):
        raise EmptyReport(file=origin.file)
    folded = fold(source)
    header = head.read(source, folded)
    sections, statements = outline(source, folded, header.title, header.body)
    told = _years(folded, header, sections, origin, review_year)
    observations: tuple[Observation, ...] = ()
    unread: tuple[UnreadNumber, ...] = ()
    if observation:
        observations, unread = observation.read(source, folded, sections, statements, told.review, told.plan)
    title = header.title.cut(source)
    origin = complete(origin, header.fields, title)
    origin = replace(
        origin,
        review_year=told.review,
        plan_year=told.plan,
        place_name=origin.place_name or (place.name_of(origin.place_code) if origin.place_code else ""),
    )
    drafts = honour.find(folded, statements)
    entities, mentions = entity.read(source, folded, statements, [draft.title.span for draft in drafts], origin.place_code)
    sections = theme.sections(folded, sections, statements)
    coded = theme.observations(map(_coded, observations), theme.Places(sections, statements))
    kinds = {thing.span: thing.kind for thing in entities}
    actions = action.read(source, folded, sections, statements, coded, mentions, kinds, told.review, told.plan)
    targets = target.read(folded, sections, statements, coded, actions, told.review)
    known = Known(source, folded, sections, statements, coded, entities, mentions, actions, targets)
    return Reading(
        key=f"{origin.place_code or _stem(origin.file)}-{told.review}",
        origin=origin,
        source=source,
        title=origin.title,
        review_year=told.review,
        plan_year=told.plan,
        sections=sections,
        statements=statements,
        observations=coded,
        unread_numbers=swept(folded, header, sections, statements, observations, unread),
        entities=entities,
        mentions=mentions,
        honours=honour.read(source, folded, drafts, sections, entities, mentions, origin),
        actions=actions,
        targets=targets,
        source_notes=source_note.read(known),
        warnings=("The year under review was taken from the body of the text; set review_year to be sure.",)
        if told.guessed
        else (),
    )


def _stem(file: str) -> str:
    return file.rpartition("/")[2].partition(".")[0] or "report"


def _years(folded: str, header: Header, sections: Sequence[Section], origin: Origin, review_year: int | None) -> Years:
    given = review_year or origin.review_year
    if given:
        return Years(given, (origin.plan_year if not review_year else None) or given + 1)
    found = years(folded, header, sections)
    if found is None:
        raise NoYear(file=origin.file, origin=origin_file(origin.file))
    return found


def _coded(observed: Observation) -> Observation:
    """``observed`` with the codes of its indicator and unit, where its names are known."""
    unit = observed.unit_code or indicator.unit_code(observed.unit) or ""
    known = indicator.identify(observed.indicator)
    if known is None:
        return replace(observed, unit_code=unit)
    return replace(observed, unit_code=unit, indicator_code=known.code, subject=observed.subject or known.subject)


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
            in_date = any(date.overlaps(gap) for date in dates)
            yield UnreadNumber(gap, None, Reason.DATE if in_date else Reason.DOCUMENT_ID)
