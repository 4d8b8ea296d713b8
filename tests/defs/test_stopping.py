"""What is stopped from the terminal stops in order; what is killed holds nobody up."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import dagster as dg
import psutil
import pytest

from tests import generate
from tests.defs.test_ui import CHECKOUT, _answers, eventually, free_port, ui
from tests.reports import origin, page
from tests.test_cli import zq
from zq_pipeline.defs.history import LOCK

SIGNALS = [signal.SIGINT, signal.SIGTERM]
_LEAVING = 100
"""Tenths of a second that the last of them may take."""


@pytest.fixture
def home(tmp_path) -> Path:
    """A home with enough to read for a few seconds."""
    generate.write_raw(tmp_path / "raw", 8, 10)
    shutil.copy(CHECKOUT / "raw" / "dataset.toml", tmp_path / "raw")
    return tmp_path


def runs(home: Path) -> list[tuple[str, str]]:
    if not (lock := home / ".dagster" / LOCK).exists():
        return []
    with lock.open() as held:
        # As who comes first does: two who make the databases at once would leave none that can be opened.
        fcntl.flock(held, fcntl.LOCK_EX)
        if not (home / ".dagster" / "dagster.yaml").exists():
            return []
        return _runs(home)


def _runs(home: Path) -> list[tuple[str, str]]:
    with dg.DagsterInstance.from_config(str(home / ".dagster")) as instance:
        return [(run.job_name, run.status.value) for run in instance.get_runs()]


def workers(home: Path) -> list[int]:
    """The processes in which packages are being published."""
    with dg.DagsterInstance.from_config(str(home / ".dagster")) as instance:
        ids = instance.get_run_ids(dg.RunsFilter(job_name="publish", statuses=[dg.DagsterRunStatus.STARTED]))
        events = [instance.get_records_for_run(id, of_type=dg.DagsterEventType.RUN_START).records for id in ids]
        return [records[0].event_log_entry.dagster_event.pid for records in events]


def begun(*arguments: object) -> subprocess.Popen:
    """A command in a terminal of its own, so that an interrupt reaches all of it."""
    command = [sys.executable, "-m", "zq_pipeline", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def stop(process: subprocess.Popen, number: int) -> tuple[int, str, int]:
    """Its exit code, what it said on standard error, and how many processes it left that do not end by themselves."""
    (os.killpg if number == signal.SIGINT else os.kill)(process.pid, number)
    _, said = process.communicate(timeout=120)
    for _ in range(_LEAVING):
        # What has closed its files may be on its way out for a moment yet.
        if not (left := alive(process.pid)):
            break
        time.sleep(0.1)
    return process.returncode, said, left


def alive(group: int) -> int:
    """How many processes of a process group run."""
    found = subprocess.run(["pgrep", "-g", str(group), "-r", "R,S,D"], capture_output=True, text=True, check=False)
    return len(found.stdout.split())


@pytest.mark.parametrize("number", SIGNALS)
def test_a_run_that_is_stopped_says_so_in_a_sentence(home, number):
    process = begun("run", "--home", home)
    eventually(lambda: runs(home) == [("publish", "STARTED")], process)
    code, said, left = stop(process, number)
    assert (code, said.count("\n"), said.partition(".")[0], left) == (130, 1, "Stopped", 0)
    assert runs(home) == [("publish", "FAILURE")]
    assert not (home / "datapackage").exists()
    assert zq("run", "--home", home).returncode == 0


@pytest.mark.parametrize(("number", "workers"), [(SIGNALS[0], 2), (SIGNALS[1], 2), (SIGNALS[0], 0)])
def test_a_corpus_that_is_stopped_goes_on_later(tmp_path, number, workers):
    (tmp_path / "in.jsonl").write_text("".join(generate.rows(600, 4)), encoding="utf-8")
    command = ("corpus", tmp_path / "in.jsonl", "--out", tmp_path / "out", "--home", tmp_path, "--workers", workers)
    process = begun(*command)
    eventually(lambda: (tmp_path / "out" / ".batches").is_dir(), process)
    code, said, left = stop(process, number)
    assert (code, said.count("\n"), said.partition(".")[0], left) == (130, 1, "Stopped", 0)
    assert runs(tmp_path) == [("read_corpus", "FAILURE")]
    done = zq(*command)
    assert done.returncode == 0, "no report was taken for one that its reader does not survive"
    assert "600 reports" in done.stdout


@pytest.mark.parametrize("number", SIGNALS)
def test_a_ui_that_is_stopped_leaves_nothing(tmp_path, number):
    (tmp_path / "raw").mkdir()
    port = free_port()
    process = begun("ui", "--home", tmp_path, "--port", port)
    # Dagster tells much on the same stream.
    with (tmp_path / "log").open("w") as log:
        pump = subprocess.Popen(["cat"], stdin=process.stderr, stdout=log)
        eventually(lambda: _answers(port), process)
        (os.killpg if number == signal.SIGINT else os.kill)(process.pid, number)
        assert process.wait(90) == 130
        pump.wait(30)
    assert (tmp_path / "log").read_text().splitlines()[-1].startswith("Stopped. ")


def test_killed_runs_hold_up_neither_sensor_nor_the_next_run(home):
    process = begun("run", "--home", home)
    eventually(lambda: runs(home) == [("publish", "STARTED")], process)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert runs(home) == [("publish", "STARTED")], "nobody has noticed yet"
    with ui(home):
        eventually(lambda: (home / "datapackage" / "datapackage.json").exists())
        report = home / "datapackage" / "data" / "report.csv"
        # A run of the daemon's, killed under it, be it not over by the time that it is seen.
        for code in range(990101003, 990101009):
            (home / "raw" / f"{code}.txt").write_text(page("新河镇", 2022), encoding="utf-8")
            (home / "raw" / f"{code}.origin.toml").write_text(origin("新河镇", 2022, f"{code}"), encoding="utf-8")
            told = f"{code}-2022"
            eventually(lambda: ("publish", "STARTED") in runs(home) or told in report.read_text(encoding="utf-8"))  # noqa: B023
            at_work = [worker for worker in workers(home) if psutil.pid_exists(worker)]
            with suppress(ProcessLookupError):
                for worker in at_work:
                    os.kill(worker, signal.SIGKILL)
                if at_work:
                    break
        # Nothing else comes, and nobody asks: what it was to publish is published.
        eventually(lambda: told in report.read_text(encoding="utf-8"))
        eventually(lambda: all(status in ("SUCCESS", "FAILURE") for _, status in runs(home)))
    assert runs(home).count(("publish", "FAILURE")) == 2
