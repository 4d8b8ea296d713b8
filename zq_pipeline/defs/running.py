"""The main job and the UI from the command line, on the same instance: what runs here shows there."""

import runpy
import signal
import socket
import sys
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import Any, Final

import dagster as dg

from zq_pipeline.defs import reports
from zq_pipeline.defs.assets import settled
from zq_pipeline.defs.history import history, stoppable
from zq_pipeline.defs.resources import resources
from zq_pipeline.errors import PipelineError, need, plural
from zq_pipeline.store.home import Home

Echo = Callable[[str], object]
WARNINGS = 20
"""Warnings that are told on the terminal; the others are counted."""

_INTERRUPTED: Final = "DagsterExecutionInterruptedError"


class PortTaken(PipelineError):
    """Something else listens where the UI should."""

    code = "port-taken"
    template = "Port {port} of 127.0.0.1 can't be had ({reason}). Stop what listens there, perhaps another UI, or choose another with --port."


class Progress:
    """Listens to a run: one line for each asset as it is made, and for each check that fails."""

    def __init__(self, echo: Echo) -> None:
        """Lines go to ``echo``."""
        self.echo = echo
        self.metadata: dict[str, dict[str, Any]] = {}
        self.problems: list[str] = []
        self.interrupted = False

    def __call__(self, entry: dg.EventLogEntry, _cursor: object = None) -> None:
        """Take one entry of the event log."""
        event = entry.dagster_event
        if event is None:
            return
        match event.event_type_value:
            case "ASSET_MATERIALIZATION":
                made = event.step_materialization_data.materialization
                name = made.asset_key.to_user_string()
                self.metadata[name] = {key: value.value for key, value in made.metadata.items()}
                self.echo(f"  {name:<16} {self._said(name)}")
            case "ASSET_CHECK_EVALUATION":
                checked = event.asset_check_evaluation_data
                if not checked.passed and checked.severity is dg.AssetCheckSeverity.ERROR:
                    self._problem(f"{checked.asset_key.to_user_string()}.{checked.check_name}: {checked.description}")
            case "STEP_FAILURE":
                self.interrupted |= _cause(event.step_failure_data.error).cls_name == _INTERRUPTED
                self._problem(reason(event.step_failure_data))

    def _problem(self, line: str) -> None:
        if line and line not in self.problems:
            self.problems.append(line)

    def _said(self, name: str) -> str:
        made = self.metadata[name]
        if "dagster/row_count" in made:
            count = made["dagster/row_count"]
            return f"{count:>7,} {plural(count, 'row')}"
        if "reports" in made:
            count, length = made["reports"], made["characters"]
            return f"{count:>7,} {plural(count, 'report')}, {length:,} {plural(length, 'character')}"
        return f"version {made['version']}" if "version" in made else ""


def reason(failure: Any) -> str:
    """Why a step failed: the sentence meant for the user, or the name of what nobody had foreseen.

    A blocking check that fails has its own line already.
    """
    if failure.user_failure_data is not None:
        return failure.user_failure_data.description or ""
    error = _cause(failure.error)
    if error.cls_name == "DagsterAssetCheckFailedError":
        return ""
    return f"unexpected: {error.cls_name}: {error.message.strip().splitlines()[-1]} (this is a fault of ours; `zq-pipeline ui` shows all of it)"


def _cause(error: Any) -> Any:
    while error.cause is not None:
        error = error.cause
    return error


def run_publish(home: Home, definitions: dg.Definitions, echo: Echo) -> int:
    """Run the main job on ``home`` and say what came of it; 0 when all was published, 1 when something was left out or failed.

    Raises BadSettings before anything is read, KeyboardInterrupt when it was stopped.
    """
    settled(home)
    run_id, progress = str(uuid.uuid4()), Progress(echo)
    with history(home) as instance, stoppable(instance, run_id):
        instance.add_event_listener(run_id, progress)
        echo(f"Reading {home.raw}")
        outcome = _execute(home, definitions, instance, "publish", run_id=run_id)
        if progress.interrupted:
            raise KeyboardInterrupt
        # After it: every report is remembered by now, and set aside when it clashes with another one.
        for first, last in reports.keep_in_step(instance, home).runs():
            _execute(home, definitions, instance, "read_report", tags=reports.partition_tags(first, last))
    for line in summary(home, progress, run_id):
        echo(line)
    return 0 if outcome.success and not progress.problems else 1


def _execute(
    home: Home, definitions: dg.Definitions, instance: dg.DagsterInstance, job: str, **how: Any
) -> dg.ExecuteInProcessResult:
    """Run ``job`` in this process, without its log on the terminal."""
    return definitions.resolve_job_def(job).execute_in_process(
        instance=instance,
        raise_on_error=False,
        resources=resources(home),
        run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
        **how,
    )


def summary(home: Home, progress: Progress, run_id: str) -> list[str]:
    """What was published, what was left unread, what was set aside, what to open next."""
    reading, package = progress.metadata.get("reading", {}), progress.metadata.get("datapackage")
    lines = [""]
    if package is None:
        lines.append("Nothing was published; what was published before stays as it was.")
    else:
        wrote = (
            f"{written:,} {plural(written, 'file')} written"
            if (written := package["written"])
            else "nothing has changed, so nothing was written"
        )
        lines.append(f"Published   {home.datapackage}, version {package['version']} ({wrote})")
        rows = {
            name: made["dagster/row_count"] for name, made in progress.metadata.items() if "dagster/row_count" in made
        }
        lines.append("            " + ", ".join(f"{name} {count:,}" for name, count in sorted(rows.items())))
    if release := progress.metadata.get("published_release"):
        changes, note = release["written"], release.get("note", "")
        shown = f"{release['address']} ({changes or 'no'} {plural(changes, 'change')})"
        lines.append(f"Portal      {note or shown}")
    if unread := reading.get("unread"):
        reasons, count = ", ".join(f"{name} {count:,}" for name, count in unread.items()), sum(unread.values())
        numbers = plural(count, "number that is no observation", "numbers that are no observation")
        lines.append(f"Left unread {count:,} {numbers}: {reasons}")
    for row in reading["set_aside"].records if reading else ():
        lines.append(f"Set aside   {row.data['file']}: {row.data['code']}: {row.data['sentence']}")
    lines += warned(reading.get("warnings", ()), "the table report")
    lines += [f"Problem     {problem}" for problem in progress.problems]
    page, ui = home.datapackage / "index.html", f"ui{'' if home.root == Path.cwd() else f' --home {home.root}'}"
    lines.append(f"Open next   {f'{page}, or ' if page.exists() else ''}`zq-pipeline {ui}` (run {run_id[:8]})")
    return lines


def warned(warnings: Sequence[str], where: str, count: int = 0) -> list[str]:
    """The first ``warnings``, a line each, of ``count`` (or as many as there are), and ``where`` to find the others.

    >>> warned(["a.txt: no_plan: …"], "manifest.parquet", 3)
    ['Warning     a.txt: no_plan: …', '            2 more like this: manifest.parquet has all']
    """
    more = (count or len(warnings)) - len(warnings[:WARNINGS])
    rest = [f"            {more:,} more like this: {where} has all"] if more else []
    return [*(f"Warning     {warning}" for warning in warnings[:WARNINGS]), *rest]


def serve(home: Home, port: int) -> int:
    """Be Dagster's UI on 127.0.0.1 until it ends; in this process, so that whoever stops it stops Dagster and leaves nothing behind.

    Raises MissingExtra, PortTaken, BadHistorySettings, HistoryBroken, HistoryNotWritable, and KeyboardInterrupt when it was stopped.
    """
    need("dagster_webserver", "dagster", "The UI")
    workspace = Path("workspace.yaml")
    load = ["-w", str(workspace)] if workspace.exists() else ["-m", "zq_pipeline.definitions"]
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError as error:
        raise PortTaken(port=port, reason=error.strerror) from error
    with history(home):
        pass  # What is wrong with it is said now, in a sentence, and not by Dagster in two hundred lines.
    stopped = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stopped.append(number)
        raise KeyboardInterrupt

    # Dagster takes the one for the other as well, shuts its servers down, and ends as if nothing had been.
    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    sys.argv = ["dagster", "dev", "-h", "127.0.0.1", "-p", str(port), *load]
    code: object = 0
    try:
        runpy.run_module("dagster", run_name="__main__")
    except SystemExit as end:
        code = end.code
    if stopped:
        raise KeyboardInterrupt
    return code if isinstance(code, int) else 1
