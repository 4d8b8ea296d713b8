"""What is made, one asset each: the readings, the tables of the catalogue, the published package. One pure call each."""

import hashlib
import warnings
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import dagster as dg

from zq_pipeline.defs import checks, made
from zq_pipeline.defs.display import column_lineage, column_schema, in_a_line, set_aside_table
from zq_pipeline.defs.resources import HomeResource, Kept
from zq_pipeline.errors import PipelineError
from zq_pipeline.store import raw
from zq_pipeline.store.home import Home
from zq_pipeline.store.memory import code_version
from zq_pipeline.store.problems import NoReports, PackageInvalid
from zq_pipeline.store.release import publish_release, settings
from zq_pipeline.tables.catalogue import CATALOGUE
from zq_pipeline.tables.schema import Table


def said_plainly(error: PipelineError) -> dg.Failure:
    """A failure whose first line is the sentence for the user; the same input would fail again, so no retry."""
    return dg.Failure(str(error), metadata={"code": error.code, "place": error.place}, allow_retries=False)


OWNERS = ["team:data-steward"]
DAILY = dg.FreshnessPolicy.time_window(fail_window=timedelta(hours=49), warn_window=timedelta(hours=25))
"""The schedule makes everything once a day; after two that were missed the UI says that something is amiss."""


def version_of(table: Table) -> str:
    """The code version of a table: another one when the reader, what makes the tables, or the description of this one has changed."""
    return hashlib.sha256(f"{code_version()} {table!r}".encode()).hexdigest()[:16]


def settled(home: Home) -> None:
    """Raise BadSettings when there are reports and the settings of their package are missing or wrong: known before all is read."""
    if raw.paths(home.raw):
        settings(home.raw)


@dg.asset(
    group_name="reading", kinds={"python"}, owners=OWNERS, freshness_policy=DAILY, code_version=code_version()[:16]
)
def reading(context: dg.AssetExecutionContext, home: HomeResource) -> dg.MaterializeResult[made.Read]:
    """Every report of raw/ that can be read, as records with their places in the text; the others are set aside."""
    try:
        settled(home.home)
    except PipelineError as problem:
        raise said_plainly(problem) from problem
    survey = raw.survey(home.home.raw, home.home.dagster / "readings")
    raw.note_set_aside(home.home.set_aside, survey.set_aside)
    if survey.set_aside:
        # In the list of runs, where a green one would be taken for a full success.
        context.instance.add_run_tags(context.run.run_id, {"zq_pipeline/set_aside": in_a_line(survey.set_aside)})
    if not survey.abouts:
        error = NoReports(folder=home.home.raw)
        raise dg.Failure(str(error), metadata={"set_aside": set_aside_table(survey.set_aside)}, allow_retries=False)
    try:
        read = made.Read.of(survey, home.home)
    except PipelineError as problem:
        raise said_plainly(problem) from problem
    unread = Counter[str]()
    for about in survey.abouts:
        unread.update(dict(about.unread))
    return dg.MaterializeResult(
        value=read,
        metadata={
            "reports": len(survey.abouts),
            "files_read": len(survey.read),
            "characters": sum(about.characters for about in survey.abouts),
            "observations": sum(about.observations for about in survey.abouts),
            "unread": dict(sorted(unread.items())),
            "warnings": list(read.warnings),
            "set_aside": set_aside_table(survey.set_aside),
        },
    )


def _output(shown: dict[str, Any], version: str) -> dg.Output[None]:
    with warnings.catch_warnings():
        # That a version may be told is called beta, on the terminal of everybody who runs this.
        warnings.simplefilter("ignore", dg.BetaWarning)
        return dg.Output(None, metadata=shown, data_version=dg.DataVersion(version))


def table_asset(table: Table) -> dg.AssetsDefinition:
    """The asset of one table of the catalogue: its rows, cut from the readings."""

    @dg.asset(
        name=table.name,
        group_name="tables",
        kinds={"pandas", "table"},
        description=f"{table.zh} · {table.en}",
        metadata={"dagster/column_schema": column_schema(table)},
        owners=OWNERS,
        tags={"zq_pipeline/layer": "evidence" if table.quoted else "made"},
        code_version=version_of(table),
        freshness_policy=DAILY,
        check_specs=[checks.contract_spec(table)],
        # Not as an input: an input has two entries in the event log, of each table.
        deps=["reading"],
    )
    def rows(home: HomeResource, kept: dg.ResourceParam[Kept]) -> Iterator[dg.Output[None] | dg.AssetCheckResult]:
        try:
            done = made.table(table, home.home, kept)
        except PipelineError as problem:
            raise said_plainly(problem) from problem
        shown: dict[str, Any] = {
            "dagster/row_count": done.rows,
            "dagster/column_schema": column_schema(table),
            "dagster/column_lineage": column_lineage(table),
            "preview": dg.MetadataValue.md(done.preview),
        }
        yield _output(shown, done.digest)
        read: made.Read = kept.last("reading")
        yield checks.result(table.name, "contract", read.failing("pandera", f"data/{table.name}.csv"))

    return rows


TABLES = [table_asset(table) for table in CATALOGUE]


@dg.asset(
    group_name="package",
    kinds={"frictionless"},
    owners=OWNERS,
    freshness_policy=DAILY,
    check_specs=[*checks.ACROSS_SPECS, checks.EVERY_REPORT_READ, checks.NOTHING_WARNS],
    deps=["reading", *(table.name for table in CATALOGUE)],
)
def datapackage(home: HomeResource, kept: dg.ResourceParam[Kept]) -> Iterator[dg.AssetCheckResult | dg.Output[None]]:
    """The data package with its ZIP and workbook, built beside what is published, put through every gate, and exchanged for it."""
    read: made.Read = kept.last("reading")
    across = [checks.result("datapackage", spec.name, read.failing(spec.name)) for spec in checks.ACROSS_SPECS]
    yield from across
    if failed := [check.check_name for check in across if not check.passed]:
        raise dg.Failure(
            f"Nothing was published, since checks failed: {', '.join(map(str, failed))}.", allow_retries=False
        )
    try:
        if read.findings:
            raise PackageInvalid(count=len(read.findings), first=read.findings[0])
        done = publish_release(
            home.home,
            lambda: made.sources(read, home.home),
            lambda reports: made.tables(read, home.home, reports),
            {about.key: shard.name.encode() for shard in read.shards for about in shard.abouts},
        )
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
    yield checks.every_report_read(len(read.abouts), read.set_aside)
    yield checks.nothing_warns(read.warnings)


ASSETS = [reading, *TABLES, datapackage]
