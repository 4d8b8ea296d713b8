"""Rows of targets, series and the panel, from readings; listed in :mod:`zq_pipeline.tables.rows`."""

from collections.abc import Iterable, Sequence

from zq_pipeline.reading.facts import panel as side_by_side
from zq_pipeline.reading.facts import series as lines
from zq_pipeline.reading.records import Reading
from zq_pipeline.tables.keys import Row, Rows, evidence, row_key
from zq_pipeline.text.span import Span


def target(readings: Sequence[Reading]) -> Rows:
    """One row an aim, in a number or in words."""
    for reading in readings:
        for t in reading.targets:
            yield {
                "target": row_key(reading, t.span.start),
                "statement": row_key(reading, t.statement),
                "place": t.place_code,
                "indicator": t.indicator_code,
                "name": t.name,
                "measure": t.measure.value,
                "period": t.period,
                "kind": t.kind.value,
                "low": t.low,
                "high": t.high,
                "unit": t.unit_code,
                "bound": t.bound.value,
                "tone": t.tone.value,
                "wording": t.wording.strip(),
                "observation": row_key(reading, t.observation.start if t.observation else None),
                "baseline": row_key(reading, t.baseline.start if t.baseline else None),
                "state": t.state.value,
                "outcome": f"{t.told_by}-{t.outcome.start}" if t.outcome else None,
                "told_by": t.told_by,
                "distance": t.distance,
                **evidence(reading, t.span),
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
            "base_period": point.base_period,
            "measure": point.measure.value,
            "when": point.when.value,
            "stage": point.stage.value if point.stage else None,
            "value": point.value,
            "unit": point.unit,
            "status": point.status.value,
            "revised": "yes" if point.revised else "no",
        }


def _key(at: tuple[str, Span] | None) -> str | None:
    return f"{at[0]}-{at[1].start}" if at else None


def panel(readings: Sequence[Reading]) -> Rows:
    """One row a place, indicator, measure and year."""
    return panel_rows(side_by_side.view(readings))


def panel_rows(rows: Iterable[side_by_side.Row]) -> Iterable[Row]:
    """The rows of the panel as they are published."""
    for row in rows:
        yield {
            "panel": f"{row.stem}-{row.year}-{row.indicator}-{row.measure.value}",
            "report": row.report,
            "place": row.place,
            "year": row.year,
            "indicator": row.indicator,
            "measure": row.measure.value,
            "unit": row.unit,
            "actual": row.actual,
            "actual_bound": row.actual_bound.value if row.actual_bound else None,
            "estimated": None if row.estimated is None else "yes" if row.estimated else "no",
            "actual_stated": row.actual_stated.value,
            "target_low": row.target_low,
            "target_high": row.target_high,
            "target_bound": row.target_bound.value if row.target_bound else None,
            "tone": row.tone.value if row.tone else None,
            "target_words": row.words.strip(),
            "target_stated": row.target_stated.value,
            "baseline": row.baseline,
            "state": row.state.value if row.state else None,
            "rivals": row.rivals,
            "chosen": row.why.value if row.why else None,
            "target_rivals": row.target_rivals,
            "certainty": row.certainty.value,
            "observation": _key(row.actual_at),
            "target": _key(row.target_at),
            "baseline_observation": _key(row.baseline_at),
        }
