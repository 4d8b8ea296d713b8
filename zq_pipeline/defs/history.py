"""The instance that keeps the history of runs: made once, told in sentences when it can't be used, and freed of runs that died.

A run whose process was killed stays "started" for good, and the next one waits for it: Dagster's own monitor asks whoever started
the run, who is dead as well. So before each run :func:`reap` looks whether the process that a run was started in is still there.
"""

import errno
import fcntl
import json
import logging
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import dagster as dg
import yaml  # type: ignore[import-untyped]
from alembic.util.exc import CommandError
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from zq_pipeline.defs.resources import use
from zq_pipeline.errors import PipelineError
from zq_pipeline.store.home import Home
from zq_pipeline.store.problems import HistoryNotWritable

LOCK: Final = ".lock"
STARTING: Final = 180
"""Seconds after which a run that has not started will not; as long as Dagster's own monitor waits."""

_SLACK: Final = 60
"""Seconds by which the clock may have been set meanwhile; no number of a process comes round again as fast."""

_BEFORE: Final = (dg.DagsterRunStatus.NOT_STARTED, dg.DagsterRunStatus.STARTING)
_UNDER_WAY: Final = (dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING)
_DEAD: Final = (
    "The process of this run was killed, or the machine was: nothing runs any more. What it had read is remembered."
)


class BadHistorySettings(PipelineError):
    """Dagster's settings can't be understood."""

    code = "bad-history-settings"
    template = "{file} can't be understood ({reason}). Correct it, or remove it: it is then written anew."


class HistoryBroken(PipelineError):
    """Dagster's database is damaged."""

    code = "history-broken"
    template = "The run history in {folder} is damaged ({reason}). Move that folder away and run again: a new one is made, all reports are read once more, and only the list of earlier runs is lost."


@contextmanager
def history(home: Home) -> Iterator[dg.DagsterInstance]:
    """The instance that keeps the run history of ``home``, the UI's too, without runs that died.

    Raises BadHistorySettings; HistoryNotWritable on a full or read-only disk, HistoryBroken, also for what happens meanwhile.
    """
    try:
        with _made(home) as instance:
            reap(instance)
            yield instance
    except (OSError, OperationalError) as error:
        raise HistoryNotWritable(folder=home.dagster, reason=_reason(error)) from error
    except (CommandError, SQLAlchemyError) as error:
        raise HistoryBroken(folder=home.dagster, reason=_reason(error)) from error


def _reason(error: Exception) -> str:
    return " ".join(str(getattr(error, "orig", None) or error).split())


def _made(home: Home) -> dg.DagsterInstance:
    """The instance, its settings and databases; two processes that make them at once would leave databases that nobody can open."""
    home.dagster.mkdir(parents=True, exist_ok=True)
    with (home.dagster / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        use(home)
        try:
            return dg.DagsterInstance.get()
        except (yaml.YAMLError, dg.DagsterInvalidConfigError) as error:
            raise BadHistorySettings(file=home.dagster / "dagster.yaml", reason=_reason(error)) from error


def reap(instance: dg.DagsterInstance) -> list[str]:
    """Mark the runs as failed whose process is gone, and give their ids."""
    unended = dg.RunsFilter(statuses=[*_BEFORE, *_UNDER_WAY])
    dead = [record.dagster_run for record in instance.get_run_records(unended) if _is_dead(instance, record)]
    # Looked at again: between the two looks a run may have ended, and then its process, all as it should.
    found = [run for run in dead if (now := instance.get_run_by_id(run.run_id)) and not now.is_finished]
    for run in found:
        instance.report_run_failed(run, _DEAD)
    return [run.run_id for run in found]


@contextmanager
def stoppable(instance: dg.DagsterInstance, run_id: str) -> Iterator[None]:
    """Have a run that is stopped by KeyboardInterrupt marked as failed, wherever in Dagster's own work it comes."""
    # Where it comes while a connection is closed, that is told on the terminal as well.
    logging.getLogger("sqlalchemy.pool").setLevel(logging.CRITICAL)
    try:
        yield
    except KeyboardInterrupt:
        if (run := instance.get_run_by_id(run_id)) and not run.is_finished:
            instance.report_run_failed(run, "It was stopped from the terminal.")
        raise


def _is_dead(instance: dg.DagsterInstance, record: dg.RunRecord) -> bool:
    run = record.dagster_run
    if run.status in _BEFORE:
        return time.time() - record.update_timestamp.timestamp() > STARTING or _is_deserted(run)
    started = instance.get_records_for_run(run.run_id, of_type=dg.DagsterEventType.RUN_START, limit=1).records
    if not started or (event := started[0].event_log_entry.dagster_event) is None or not event.pid:
        return False
    return not _lives(event.pid, started[0].event_log_entry.timestamp)


def _is_deserted(run: dg.DagsterRun) -> bool:
    """Whether the server that was told to start the run is there no more."""
    server = json.loads(run.tags.get(".dagster/grpc_info", "{}"))
    if "socket" not in server:
        return False
    with socket.socket(socket.AF_UNIX) as line:
        return line.connect_ex(server["socket"]) in (errno.ECONNREFUSED, errno.ENOENT)


def _lives(pid: int, at: float) -> bool:
    """Whether the process that had the number ``pid`` at a time is still there: not ended, and not another one of that number."""
    try:
        state, *fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        booted = next(line for line in Path("/proc/stat").read_text().splitlines() if line.startswith("btime "))
    except FileNotFoundError:
        return not Path("/proc/stat").exists()  # another system: nobody knows
    begun = int(booted.split()[1]) + int(fields[18]) / os.sysconf("SC_CLK_TCK")
    return state not in "ZX" and begun <= at + _SLACK
