"""The numbers that a report asserts, and the reasons why the others are none.

Each statement is read once, left to right. A number is first held against the rules of what is no observation
(:mod:`zq_pipeline.grammar.exclusion`); what is left gets its noun, measure, time and status from the words around it
(:mod:`zq_pipeline.reading.figures.sentence`).
"""

from typing import Final

from zq_pipeline.grammar.exclusion import excluded
from zq_pipeline.grammar.quantity import Quantity, quantities
from zq_pipeline.grammar.timespan import Time
from zq_pipeline.reading.document.scope import Document
from zq_pipeline.reading.document.signs import Years
from zq_pipeline.reading.document.theme import Places
from zq_pipeline.reading.figures.frame import Frame, frame, held
from zq_pipeline.reading.figures.notes import Notes, Trace
from zq_pipeline.reading.figures.sentence import Sentence
from zq_pipeline.reading.records import Observation, Part, Reason, Statement, UnreadNumber

_ITEM: Final = 48
"""What is longer is no line of a list."""


def read(
    folded: str, document: Document, years: Years, *, places: Places | None = None, trace: Trace | None = None
) -> tuple[tuple[Observation, ...], tuple[UnreadNumber, ...]]:
    """Every number in the statements of ``document``: as an observation, or as an unread number with its reason, in text order.

    ``folded`` is the source in one spelling and of the same length. ``places`` tell the themes; without them there are none.

    >>> from zq_pipeline.reading.document.outline import outline
    >>> from zq_pipeline.reading.document import scope
    >>> from zq_pipeline.text.span import Span
    >>> text = "柳溪镇2030年工作总结\\n完成工业总产值12.5亿元,同比增长6%,新建5G基站8个。"
    >>> document = scope.read(text, *outline(text, text, Span(0, 12), Span(12, len(text))), Years(2030, 2031))
    >>> observations, unread = read(text, document, Years(2030, 2031))
    >>> [(o.indicator, str(o.value), o.unit, o.measure.value) for o in observations]
    [('工业总产值', '1250000000', '元', 'level'), ('工业总产值', '6', '%', 'change_rate'), ('5G基站', '8', '个', 'level')]
    >>> [(u.span.cut(text), u.reason.value) for u in unread]
    [('5', 'name')]
    """
    notes = Notes(folded, years.review, years.plan, places, trace)
    section, lead, told = -1, "", Frame()
    for statement in document.statements:
        if statement.section != section:
            section, lead, told = statement.section, "", Frame()
        said = statement.span.cut(folded)
        now = document.scopes[statement.span.start].time
        told = frame(said, told, now.last)
        _statement(notes, statement, now, lead, told)
        told = held(said, told)
        lead = said if said.endswith(":") else lead if len(said) < _ITEM else ""
    return tuple(notes.observations), tuple(notes.unread)


def _statement(notes: Notes, statement: Statement, now: Time, lead: str, told: Frame) -> None:
    """Read the numbers of one statement, which may stand in the list that ``lead`` leads in and the sentence that ``told`` frames."""
    text, span = notes.text, statement.span
    kept: list[Quantity] = []
    explains = statement.part is Part.GLOSSARY
    for q in quantities(text, span.start, span.end):
        out = ("glossary", Reason.GLOSSARY.value) if explains else excluded(text, q)
        if out is None:
            kept.append(q)
        elif out[1]:
            notes.tell(q.start, out[0], out[1])
            if q.kind in ("arabic", "ordinal", "ratio", "rank", "percent") or out[0] == "class_limit":
                notes.miss(q, statement, Reason(out[1]))
    if kept:
        Sentence(notes, statement, kept, now, lead, told).read()
