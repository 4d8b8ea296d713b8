"""What is made, one asset each: the readings, the tables of the catalogue, the published package. One pure call each."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import dagster as dg
import pandas as pd

from zq_pipeline.defs import checks
from zq_pipeline.defs.display import column_schema, preview, set_aside_table
from zq_pipeline.defs.resources import HomeResource, Kept
from zq_pipeline.errors import PipelineError
from zq_pipeline.store import raw
from zq_pipeline.store.problems import NoReports
from zq_pipeline.store.release import publish_release
from zq_pipeline.tables.catalogue import CATALOGUE
from zq_pipeline.tables.frames import FRAMES
from zq_pipeline.tables.schema import Table


def said_plainly(error: PipelineError) -> dg.Failure:
    """A failure whose first line is the sentence for the user; the same input would fail again, so no retry."""
    return dg.Failure(str(error), metadata={"code": error.code, "place": error.place}, allow_retries=False)


@dg.asset(group_name="reading", kinds={"python"})
def reading(home: HomeResource) -> dg.MaterializeResult[raw.Shelf]:
    """Every report of raw/ that can be read, as records with their places in the text; the others are set aside."""
    shelf = raw.shelf(home.home.raw, home.home.dagster / "readings")
    raw.note_set_aside(home.home.set_aside, shelf.set_aside)
    if not shelf.readings:
        error = NoReports(folder=home.home.raw)
        raise dg.Failure(str(error), metadata={"set_aside": set_aside_table(shelf.set_aside)}, allow_retries=False)
    return dg.MaterializeResult(
        value=shelf,
        metadata={
            "reports": len(shelf.readings),
            "files_read": len(shelf.read),
            "characters": sum(len(r.source) for r in shelf.readings),
            "observations": sum(len(r.observations) for r in shelf.readings),
            "unread": dict(sorted(Counter(u.reason.value for r in shelf.readings for u in r.unread_numbers).items())),
            "warnings": [f"{r.key}: {warning}" for r in shelf.readings for warning in r.warnings],
            "set_aside": set_aside_table(shelf.set_aside),
        },
    )


def table_asset(table: Table) -> dg.AssetsDefinition:
    """The asset of one table of the catalogue: its rows, cut from the readings."""
    make: Callable[..., pd.DataFrame] = FRAMES[table.name]

    @dg.asset(
        name=table.name,
        group_name="tables",
        kinds={"pandas", "table"},
        description=f"{table.zh} · {table.en}",
        metadata={"dagster/column_schema": column_schema(table)},
        check_specs=[checks.contract_spec(table)],
    )
    def rows(home: HomeResource, reading: raw.Shelf) -> Iterator[dg.Output[pd.DataFrame] | dg.AssetCheckResult]:
        frame = make(reading.readings)
        shown: dict[str, Any] = {
            "dagster/row_count": len(frame),
            "dagster/column_schema": column_schema(table),
            "preview": preview(frame),
        }
        # Two yields: a MaterializeResult with a frame and a check asks whether the frame is true.
        yield dg.Output(frame, metadata=shown)
        yield checks.contract(table, frame, home.home.dagster / "storage" / "contracts")

    return rows


TABLES = [table_asset(table) for table in CATALOGUE]


@dg.asset(
    group_name="package",
    kinds={"frictionless"},
    check_specs=[*checks.ACROSS_SPECS, checks.EVERY_REPORT_READ],
    deps=[table.name for table in CATALOGUE],
)
def datapackage(
    home: HomeResource, kept: dg.ResourceParam[Kept], reading: raw.Shelf
) -> Iterator[dg.AssetCheckResult | dg.Output[None]]:
    """The data package with its ZIP and workbook, built beside what is published, put through every gate, and exchanged for it."""
    tables = {table.name: kept.last(table.name) for table in CATALOGUE}
    across = list(checks.across(reading, tables))
    yield from across
    if failed := [check.check_name for check in across if not check.passed]:
        raise dg.Failure(
            f"Nothing was published, since checks failed: {', '.join(map(str, failed))}.", allow_retries=False
        )
    try:
        done = publish_release(home.home, reading.readings, tables)
    except PipelineError as error:
        raise said_plainly(error) from error
    shown: dict[str, Any] = {
        "version": done.version,
        "folder": dg.MetadataValue.path(str(home.home.datapackage)),
        "written": len(done.changed),
        "changed": list(done.changed),
        "bytes": sum(map(len, done.tree.values())),
        "rows_changed": done.rows_changed,
    }
    yield dg.Output(None, metadata=shown)
    yield checks.every_report_read(reading)


ASSETS = [reading, *TABLES, datapackage]
