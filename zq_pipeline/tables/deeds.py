"""Rows of actions, targets, source notes and series, from readings; listed in :mod:`zq_pipeline.tables.rows`."""

from collections.abc import Sequence

from zq_pipeline.reading import series as lines
from zq_pipeline.reading.records import Reading
from zq_pipeline.tables.keys import Rows, evidence, row_key, span_key


def action(readings: Sequence[Reading]) -> Rows:
    """One row a thing done, under way or promised."""
    for reading in readings:
        for a in reading.actions:
            yield {
                "action": row_key(reading, a.span.start),
                "statement": row_key(reading, a.statement),
                "verb": a.verb,
                "result": a.result,
                "object": a.object,
                "aspect": a.aspect.value,
                "due": a.due,
                "observation": row_key(reading, a.observation.start if a.observation else None),
                "entity": span_key(reading, a.about),
                "theme": a.theme,
                **evidence(reading, a.span),
            }


def target(readings: Sequence[Reading]) -> Rows:
    """One row an aim with a number."""
    for reading in readings:
        for t in reading.targets:
            yield {
                "target": row_key(reading, t.observation.start),
                "statement": row_key(reading, t.statement),
                "observation": row_key(reading, t.observation.start),
                "baseline": row_key(reading, t.baseline.start if t.baseline else None),
                "outcome": f"{t.outcome_report}-{t.outcome.start}" if t.outcome else None,
                "direction": t.direction.value,
                "met": t.met.value,
                "distance": t.distance,
                **evidence(reading, t.observation),
            }


def source_note(readings: Sequence[Reading]) -> Rows:
    """One row a slip or contradiction."""
    for reading in readings:
        for n in reading.source_notes:
            yield {
                "source_note": f"{reading.key}-{n.span.start}-{n.kind.value}",
                "statement": row_key(reading, n.statement),
                "kind": n.kind.value,
                "meant": n.meant,
                "evidence": n.evidence,
                "evidence_start": n.evidence_span.start if n.evidence_span else None,
                "evidence_end": n.evidence_span.end if n.evidence_span else None,
                "sure": n.sure.value,
                **evidence(reading, n.span),
            }


def series(readings: Sequence[Reading]) -> Rows:
    """One row a number that a report states for an indicator, place and period."""
    for point in lines.view(readings):
        yield {
            "series": f"{point.report}-{point.observation.start}",
            "report": point.report,
            "indicator": point.indicator,
            "breakdown": point.breakdown,
            "subject": point.subject,
            "place": point.place if point.place.isdecimal() else None,
            "period": point.period,
            "measure": point.measure.value,
            "value": point.value,
            "unit": point.unit,
            "status": point.status.value,
            "revised": "yes" if point.revised else "no",
        }
