"""Readings to rows, one function a table, with the columns of the catalogue; a column left out is empty.

Text is ``str``, whole numbers are ``int``, numbers are ``Decimal``; what is ``""`` or None is an empty cell.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from zq_pipeline.lexicon.indicators import INDICATORS
from zq_pipeline.lexicon.themes import THEMES
from zq_pipeline.lexicon.unit_codes import UNITS
from zq_pipeline.reading.document.place import chain, unlisted
from zq_pipeline.reading.records import Change, Reading
from zq_pipeline.tables.catalogue import TABLES
from zq_pipeline.tables.deeds import action, source_note
from zq_pipeline.tables.keys import Row, Rows, evidence, row_key, span_key
from zq_pipeline.tables.promises import panel, series, target
from zq_pipeline.tables.schema import Table

Maker = Callable[[Sequence[Reading]], Rows]


def cells(table: Table, rows: Rows) -> dict[str, list[object]]:
    """``rows`` as columns, in the order of report and place in the text; an empty cell is None, an unknown column KeyError."""
    records = list(rows)
    if table.quoted:
        records.sort(key=_place)
    for record in records[:1]:
        if unknown := set(record) - set(table.columns):
            raise KeyError(f"table {table.name} has no column {', '.join(sorted(unknown))}")
    return {
        name: [cell if (cell := record.get(name)) or cell not in ("", None) else None for record in records]
        for name in table.columns
    }


def _place(record: Row) -> tuple[str, int, int]:
    return record["report"], record["start"], record["end"]


def report(readings: Sequence[Reading]) -> Rows:
    """One row a report."""
    for reading in readings:
        origin = reading.origin
        yield {
            "report": reading.key,
            "title": reading.title,
            "publisher": origin.publisher,
            "place": origin.place_code,
            "place_name": origin.place_name,
            "index_number": origin.index_number,
            "document_number": origin.document_number,
            "category": origin.category,
            "disclosure": origin.disclosure,
            "published_on": origin.published,
            "review_year": reading.review_year,
            "plan_year": reading.plan_year,
            "year_evidence": reading.year_evidence,
            "warnings": ";".join(warning.code for warning in reading.warnings),
            "source_file": origin.file.rpartition("/")[2],
            "source_url": origin.source_url,
            "media_type": origin.media_type,
            "encoding": origin.encoding,
            "sha256": origin.sha256,
            "characters": len(reading.source),
            "rights_holder": origin.rights_holder,
            "rights": origin.rights,
        }


def section(readings: Sequence[Reading]) -> Rows:
    """One row a heading."""
    for reading in readings:
        for s in reading.sections:
            yield {
                "section": row_key(reading, s.span.start),
                "parent": row_key(reading, s.parent),
                "level": s.level,
                "part": s.part.value,
                "label": s.label,
                "ordinal": s.ordinal,
                "heading": s.heading,
                "years": s.years,
                "status": s.status,
                "scope_words": s.scope_words,
                "theme": s.theme,
                **evidence(reading, s.span),
            }


def statement(readings: Sequence[Reading]) -> Rows:
    """One row a sentence."""
    for reading in readings:
        for s in reading.statements:
            yield {
                "statement": row_key(reading, s.span.start),
                "section": row_key(reading, s.section),
                "ordinal": s.ordinal,
                **evidence(reading, s.span),
            }


def observation(readings: Sequence[Reading]) -> Rows:
    """One row a number that a report asserts."""
    for reading in readings:
        for o in reading.observations:
            yield {
                "observation": row_key(reading, o.span.start),
                "statement": row_key(reading, o.statement),
                "indicator_name": o.indicator,
                "indicator": o.indicator_code,
                "indicator_also": ";".join(o.indicators_also),
                "place": o.place_code,
                "subject": o.subject,
                "stage": o.stage.value if o.stage else None,
                "measure": o.measure.value,
                "value": o.value,
                "value_high": o.value_high,
                "unit_name": o.unit,
                "unit": o.unit_code,
                "value_std": o.value_std,
                "unit_std": o.unit_std,
                "bound": o.bound.value,
                "status": o.status.value,
                "period": o.period,
                "base_period": o.base_period,
                "rank_scope": o.rank_scope,
                "certainty": o.certainty.value,
                "doubt": ";".join(o.doubt),
                "theme": o.theme,
                **evidence(reading, o.span),
            }


def unread_number(readings: Sequence[Reading]) -> Rows:
    """One row a number that is no observation."""
    for reading in readings:
        for u in reading.unread_numbers:
            yield {
                "unread_number": row_key(reading, u.span.start),
                "statement": row_key(reading, u.statement),
                "reason": u.reason.value,
                **evidence(reading, u.span),
            }


def entity(readings: Sequence[Reading]) -> Rows:
    """One row a thing that a report names."""
    for reading in readings:
        for e in reading.entities:
            yield {
                "entity": span_key(reading, e.span),
                "statement": row_key(reading, e.statement),
                "name": e.name,
                "kind": e.kind.value,
                "aliases": "|".join(e.aliases),
                "place": e.place_code,
                "thing": e.thing,
                "part_of": e.part_of,
                **evidence(reading, e.span),
            }


def mention(readings: Sequence[Reading]) -> Rows:
    """One row a place where an entity is named."""
    for reading in readings:
        for m in reading.mentions:
            yield {
                "mention": span_key(reading, m.span),
                "statement": row_key(reading, m.statement),
                "entity": span_key(reading, m.entity),
                **evidence(reading, m.span),
            }


def honour(readings: Sequence[Reading]) -> Rows:
    """One row a holder and title."""
    for reading in readings:
        for h in reading.honours:
            yield {
                "honour": span_key(reading, h.span),
                "statement": row_key(reading, h.statement),
                "recipient": span_key(reading, h.recipient),
                "holder": h.holder,
                "title": h.title,
                "level": h.level.value,
                "act": h.act.value,
                "status": h.status.value,
                "year": h.year,
                "position": h.position,
                "count": h.count,
                **evidence(reading, h.span),
            }


def correction(readings: Sequence[Reading]) -> Rows:
    """One row a cell, or whole row, that a person has corrected."""
    for reading in readings:
        for c in reading.corrections:
            key = row_key(reading, c.span.start)
            yield {
                "correction": f"{key}-{c.column or c.change.value}",
                "observation": None if c.change is Change.REJECTED else key,
                "change": c.change.value,
                "column": c.column,
                "before": c.before,
                "after": c.after,
                "reason": c.why,
                "corrected_by": c.by,
                "corrected_on": c.date,
                **evidence(reading, c.span),
            }


def theme(readings: Sequence[Reading]) -> Rows:
    """The whole code list, in its own order."""
    return ({"theme": t.code, "name_zh": t.zh, "name_en": t.en} for t in THEMES)


def unit(readings: Sequence[Reading]) -> Rows:
    """The whole code list, and the composed units (``ug/m3``) that the readings use."""
    listed = {u.code: u for u in UNITS}
    for u in UNITS:
        yield {
            "unit": u.code, "name_zh": u.zh, "name_en": u.en, "dimension": u.dimension, "factor": u.factor, "aliases": "|".join(u.aliases),
        }  # fmt: skip
    composed = {o.unit_code for reading in readings for o in reading.observations} | {i.unit for i in INDICATORS}
    for code in sorted(composed - set(listed) - {""}):
        parts = [listed[part] for part in code.split("/")]
        yield {
            "unit": code,
            "name_zh": "/".join(p.zh for p in parts),
            "name_en": " per ".join(p.en for p in parts),
            "dimension": "/".join(p.dimension for p in parts),
        }


def indicator(readings: Sequence[Reading]) -> Rows:
    """The whole code list."""
    for i in INDICATORS:
        yield {
            "indicator": i.code,
            "name_zh": i.zh,
            "name_en": i.en,
            "definition_zh": i.definition_zh,
            "definition_en": i.definition_en,
            "theme": i.theme,
            "unit": i.unit,
            "better": i.better,
            "aliases": "|".join(i.aliases),
        }


def place(readings: Sequence[Reading]) -> Rows:
    """The places that the readings report on or name, with all they lie in; the list has not every town that may report."""
    listed = {e.place_code for r in readings for e in r.entities} | {
        o.place_code for r in readings for o in r.observations
    }
    listed |= {t.place_code for r in readings for t in r.targets} | {a.place_code for r in readings for a in r.actions}
    reporting = {r.origin.place_code: r.origin.place_name or r.origin.publisher for r in readings}
    new = [unlisted(code, name) for code, name in reporting.items() if code and not chain(code)]
    found = {p.code: p for code in (*listed, *reporting, *(p.parent for p in new)) for p in chain(code)}
    found |= {p.code: p for p in new}
    for code in sorted(found):
        p = found[code]
        yield {
            "place": p.code, "code_system": p.code_system, "name_zh": p.name, "name_en": p.name_en, "level": p.level, "parent": p.parent,
        }  # fmt: skip


_ALL: Final[tuple[Maker, ...]] = (
    theme,
    unit,
    place,
    indicator,
    report,
    section,
    statement,
    observation,
    unread_number,
    entity,
    mention,
    honour,
    action,
    target,
    source_note,
    series,
    panel,
    correction,
)

ROWS: Final[Mapping[str, Maker]] = {rows.__name__: rows for rows in _ALL}
"""For each table the function that makes its rows from readings."""

if set(ROWS) != set(TABLES):
    raise ValueError(f"tables and rows differ: {sorted(set(ROWS) ^ set(TABLES))}")
