"""The observations of one report as the flat rows of OBSERVATIONS: what ``extract`` prints."""

import csv
import io
import json
from typing import Final

from zq_pipeline.reading.records import Observation, Reading

COLUMNS: Final = (
    "number_start",
    "number_end",
    "indicator",
    "measure",
    "value",
    "value_high",
    "unit",
    "bound",
    "status",
    "period",
    "certainty",
    "doubt",
)


def row(observation: Observation) -> dict[str, str]:
    """One observation as text, a value a column; decimals plain, without exponent.

    >>> from decimal import Decimal
    >>> from zq_pipeline.reading.records import Bound, Measure, Status
    >>> from zq_pipeline.text.span import Span
    >>> said = Observation(Span(2, 6), 0, "水稻种植面积", Measure.LEVEL, Decimal("2.1E+4"), "亩", Bound.EXACT, Status.ACTUAL, "2023")
    >>> ",".join(row(said).values())
    '2,6,水稻种植面积,level,21000,,亩,exact,actual,2023,sure,'
    """
    high = observation.value_high
    cells = (
        str(observation.span.start),
        str(observation.span.end),
        observation.indicator,
        observation.measure.value,
        f"{observation.value:f}",
        "" if high is None else f"{high:f}",
        observation.unit,
        observation.bound.value,
        observation.status.value,
        observation.period,
        observation.certainty.value,
        ";".join(observation.doubt),
    )
    return dict(zip(COLUMNS, cells, strict=True))


def csv_text(reading: Reading) -> str:
    """All observations as CSV with a header, in text order."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(row(observation) for observation in reading.observations)
    return out.getvalue()


def json_text(reading: Reading) -> str:
    """All observations as a JSON array of objects, in text order; values are text, so that they stay exact."""
    return json.dumps([row(observation) for observation in reading.observations], ensure_ascii=False, indent=1) + "\n"
