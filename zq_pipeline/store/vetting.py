"""Whether the rows of a report can be published, found out before they are put with those of others: no report holds up another."""

from collections.abc import Iterator, Sequence

from zq_pipeline.package.gates.lexical import table_findings
from zq_pipeline.package.validation import broken_checks
from zq_pipeline.reading.records import Reading
from zq_pipeline.tables.catalogue import CATALOGUE
from zq_pipeline.tables.frames import frames


def refused(readings: Sequence[Reading]) -> dict[int, str]:
    """The first thing that is wrong with the rows of each of ``readings`` that can't be published, by its ``id``.

    All are looked at together; only when something is wrong, each half by itself, down to the one that it is in.
    """
    finding = next(_findings(readings), None) if readings else None
    if finding is None:
        return {}
    if len(readings) == 1:
        return {id(readings[0]): finding}
    half = len(readings) // 2
    return refused(readings[:half]) | refused(readings[half:])


def _findings(readings: Sequence[Reading]) -> Iterator[str]:
    """What is wrong with the spelling of cells, with keys, and across the tables; contracts ask for less than the spelling does."""
    try:
        made = frames(readings)
        for table in CATALOGUE:
            rows = made[table.name]
            for finding in table_findings(table, rows):
                row = rows[table.key].iloc[finding.row - 1] if finding.row else ""
                place = " ".join(part for part in (table.name, row, finding.column) if part)
                yield f"{place}: {finding.detail.rstrip('.')}."
        yield from map(str, broken_checks(made, {reading.key: reading.source for reading in readings}))
    except (
        Exception
    ) as error:  # a fault of ours that one of the reports brings to light: told, and the others are published
        yield f"its tables can't be made ({type(error).__name__}: {error})."
