"""What is made, one asset each: the readings, the tables of the catalogue, the published package. One pure call each."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import dagster as dg

from zq_pipeline.defs import checks, made
from zq_pipeline.defs.display import column_schema, set_aside_table
from zq_pipeline.defs.resources import HomeResource, Kept
from zq_pipeline.errors import PipelineError
from zq_pipeline.store import raw
from zq_pipeline.store.home import Home
from zq_pipeline.store.memory import Memory, everything
from zq_pipeline.store.problems import NoReports
from zq_pipeline.store.release import publish_release, settings
from zq_pipeline.tables.catalogue import CATALOGUE
from zq_pipeline.tables.schema import Table


def said_plainly(error: PipelineError) -> dg.Failure:
    """A failure whose first line is the sentence for the user; the same input would fail again, so no retry."""
    return dg.Failure(str(error), metadata={"code": error.code, "place": error.place}, allow_retries=False)


def settled(home: Home) -> None:
    """Raise BadSettings when there are reports and the settings of their package are missing or wrong: known before all is read."""
    if raw.paths(home.raw):
        settings(home.raw)


@dg.asset(group_name="reading", kinds={"python"})
def reading(home: HomeResource) -> dg.MaterializeResult[made.Read]:
    """Every report of raw/ that can be read, as records with their places in the text; the others are set aside."""
    try:
        settled(home.home)
    except PipelineError as problem:
        raise said_plainly(problem) from problem
    shelf = raw.shelf(home.home.raw, home.home.dagster / "readings")
    raw.note_set_aside(home.home.set_aside, shelf.set_aside)
    if not shelf.readings:
        error = NoReports(folder=home.home.raw)
        raise dg.Failure(str(error), metadata={"set_aside": set_aside_table(shelf.set_aside)}, allow_retries=False)
    return dg.MaterializeResult(
        value=made.Read.of(shelf),
        metadata={
            "reports": len(shelf.readings),
            "files_read": len(shelf.read),
            "characters": sum(len(r.source) for r in shelf.readings),
            "observations": sum(len(r.observations) for r in shelf.readings),
            "unread": dict(sorted(Counter(u.reason.value for r in shelf.readings for u in r.unread_numbers).items())),
            "warnings": list(made.warned(shelf.readings)),
            "set_aside": set_aside_table(shelf.set_aside),
        },
    )


def table_asset(table: Table) -> dg.AssetsDefinition:
    """The asset of one table of the catalogue: its rows, cut from the readings."""

    @dg.asset(
        name=table.name,
        group_name="tables",
        kinds={"pandas", "table"},
        description=f"{table.zh} · {table.en}",
        metadata={"dagster/column_schema": column_schema(table)},
        check_specs=[checks.contract_spec(table)],
        # Not as an input: an input has two entries in the event log, of each table.
        deps=["reading"],
    )
    def rows(home: HomeResource, kept: dg.ResourceParam[Kept]) -> Iterator[dg.Output[None] | dg.AssetCheckResult]:
        done = made.table(table, home.home, kept)
        shown: dict[str, Any] = {
            "dagster/row_count": done.rows,
            "dagster/column_schema": column_schema(table),
            "preview": dg.MetadataValue.md(done.preview),
        }
        yield dg.Output(None, metadata=shown)
        yield checks.result(table.name, "contract", done.failing)

    return rows


TABLES = [table_asset(table) for table in CATALOGUE]


@dg.asset(
    group_name="package",
    kinds={"frictionless"},
    check_specs=[*checks.ACROSS_SPECS, checks.EVERY_REPORT_READ, checks.NOTHING_WARNS],
    deps=["reading", *(table.name for table in CATALOGUE)],
)
def datapackage(home: HomeResource, kept: dg.ResourceParam[Kept]) -> Iterator[dg.AssetCheckResult | dg.Output[None]]:
    """The data package with its ZIP and workbook, built beside what is published, put through every gate, and exchanged for it."""
    read: made.Read = kept.last("reading")
    told = made.told(read, kept)
    remembered = Memory(home.home.dagster / "storage" / "across")
    identity = [everything(), *told]
    passed = remembered.get(identity)
    across = [checks.result("datapackage", spec.name, ()) for spec in checks.ACROSS_SPECS]
    if not passed:
        across = list(checks.across(made.tables(kept), read.sources))
    yield from across
    if failed := [check.check_name for check in across if not check.passed]:
        raise dg.Failure(
            f"Nothing was published, since checks failed: {', '.join(map(str, failed))}.", allow_retries=False
        )
    remembered.put(identity, True)
    remembered.forget_unused()
    try:
        done = publish_release(home.home, read.sources, lambda: made.tables(kept), told)
    except PipelineError as error:
        raise said_plainly(error) from error
    shown: dict[str, Any] = {
        "version": done.version,
        "folder": dg.MetadataValue.path(str(home.home.datapackage)),
        "written": len(done.changed),
        "changed": list(done.changed),
        "bytes": done.size,
        "rows_changed": done.rows_changed,
    }
    yield dg.Output(None, metadata=shown)
    yield checks.every_report_read(len(read.sources), read.set_aside)
    yield checks.nothing_warns(read.warnings)


ASSETS = [reading, *TABLES, datapackage]
