"""Rows of actions and source notes, from readings; listed in :mod:`zq_pipeline.tables.rows`."""

from collections.abc import Sequence

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
                "place": a.place_code,
                "entity": span_key(reading, a.about),
                "theme": a.theme,
                **evidence(reading, a.span),
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
