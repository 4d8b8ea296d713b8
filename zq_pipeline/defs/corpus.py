"""A corpus as an asset in a job of its own: what ``zq-pipeline corpus`` runs, seen in the UI like any other run."""

import os
import socket
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import dagster as dg

from zq_pipeline.defs.assets import said_plainly
from zq_pipeline.defs.history import history, stoppable
from zq_pipeline.defs.resources import resources
from zq_pipeline.defs.running import Echo, Progress, warned
from zq_pipeline.errors import PipelineError, need, plural
from zq_pipeline.store.home import Home

if TYPE_CHECKING:
    from zq_pipeline.store.corpus.batch import Receipt
    from zq_pipeline.store.corpus.run import Tell


class CorpusConfig(dg.Config):
    """Where a corpus is, where its tables go, and what reading it may take."""

    source: str
    out: str
    workers: int = os.cpu_count() or 1
    """Processes of the local cluster; 0 reads in this one."""
    scheduler: str = ""
    """The address of a Dask scheduler, instead of a local cluster. Its workers must see the same folders."""
    reports: int = 64
    """Reports in a batch: what is in the memory of a worker at once."""
    seconds: int = 60
    """Of the clock, for one report."""
    megabytes: int = 2000
    """Of memory, for one report."""
    progress: bool = False
    """Whether to show a bar on the terminal."""


class SchedulerUnreachable(PipelineError):
    """No Dask scheduler answers where one was said to be."""

    code = "scheduler-unreachable"
    template = "No Dask scheduler can be reached at {address!r} ({reason}). Start one with `dask scheduler` and give the address that it prints, or read on this machine without --scheduler."


def reach(scheduler: str) -> None:
    """Raise SchedulerUnreachable when nobody listens at the address: Dask itself would wait, or leave a process that never ends."""
    from distributed.comm.addressing import get_address_host_port

    try:
        socket.create_connection(get_address_host_port(scheduler), timeout=10).close()
    except (OSError, ValueError) as error:
        raise SchedulerUnreachable(address=scheduler, reason=error) from error


@dg.asset(group_name="corpus", kinds={"dask", "parquet"})
def corpus(context: dg.AssetExecutionContext, config: CorpusConfig) -> dg.MaterializeResult[None]:
    """Reports by the thousand in Parquet, by year and province, with a manifest of each; only what is new is read."""
    # The main job, in the same definitions, needs none of what reads and writes a corpus.
    from zq_pipeline.store.corpus.run import Settings, read_corpus
    from zq_pipeline.store.isolation import Limits

    settings = Settings(
        config.reports, Limits(config.seconds, config.megabytes * 1_000_000), config.workers, config.scheduler
    )
    try:
        if config.workers or config.scheduler:
            need("distributed", "corpus", "Reading a corpus with several processes")
        if config.scheduler:
            reach(config.scheduler)
        with _bar(config.progress) as tell:
            done = read_corpus(Path(config.source), Path(config.out), settings, tell)
    except PipelineError as error:
        raise said_plainly(error) from error
    context.log.info(f"{_in_batches(done.reports, done.batches)}, {done.fresh:,} of them read now")
    return dg.MaterializeResult(
        metadata={
            "inputs": done.reports,
            "failed": done.failed,
            "doubles": done.doubles,
            "batches": done.batches,
            "batches_read": done.fresh,
            "bytes": done.size,
            "written": done.written,
            "folder": dg.MetadataValue.path(config.out),
            "warned": done.warned,
            "warnings": list(done.warnings),
        }
    )


def _in_batches(reports: int, batches: int) -> str:
    return f"{reports:,} {plural(reports, 'report')} in {batches:,} {plural(batches, 'batch', 'batches')}"


@contextmanager
def _bar(shown: bool) -> "Iterator[Tell]":
    """A bar with bytes, rate and the time left, on standard error."""
    if not shown:
        yield lambda receipt, done, whole: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    columns = (
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TextColumn("{task.fields[reports]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(file=sys.stderr)) as bar:
        task = bar.add_task("", total=None, reports="")
        reports = 0

        def tell(receipt: "Receipt", done: int, whole: int) -> None:
            nonlocal reports
            reports += receipt.reports
            bar.update(task, completed=done, total=whole, reports=f"{reports:,} {plural(reports, 'report')}")

        yield tell


job = dg.define_asset_job(
    "read_corpus", selection=dg.AssetSelection.assets("corpus"), description="Read a corpus of any size into Parquet."
)


def run_corpus(home: Home, definitions: dg.Definitions, config: CorpusConfig, echo: Echo) -> int:
    """Run the job on ``home``'s instance and say what came of it: 0 when every report was read, 1 when some were not, or it failed.

    Raises KeyboardInterrupt when it was stopped.
    """
    run_id, progress = str(uuid.uuid4()), Progress(lambda line: None)
    with history(home) as instance, stoppable(instance, run_id):
        instance.add_event_listener(run_id, progress)
        outcome = definitions.resolve_job_def("read_corpus").execute_in_process(
            instance=instance,
            run_id=run_id,
            raise_on_error=False,
            resources=resources(home),
            run_config={
                "ops": {"corpus": {"config": config.model_dump()}},
                "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
            },
        )
        if progress.interrupted:
            raise KeyboardInterrupt
    if not outcome.success:
        for problem in progress.problems:
            echo(problem)
        return 1
    made = progress.metadata["corpus"]
    doubles = made["doubles"]
    wrote = "tables written" if made["written"] else "nothing has changed, so nothing was written"
    echo(f"Read        {_in_batches(made['inputs'], made['batches'])}, {made['batches_read']:,} of them now; {wrote}")
    echo(
        f"Left out    {made['failed']:,} that could not be read, {doubles:,} that {plural(doubles, 'stands', 'stand')} twice: manifest.parquet says why"
    )
    for line in warned(made["warnings"], "manifest.parquet", made["warned"]):
        echo(line)
    echo(f"Open next   {Path(config.out) / 'tables'} (run {run_id[:8]})")
    return 1 if made["failed"] or doubles else 0
