"""The history of runs: made once by however many come first, mended by a sentence, and never held up by a run that died."""

import json
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import dagster as dg
import pytest

from tests.test_cli import zq
from zq_pipeline.defs.history import HistoryBroken, history, reap
from zq_pipeline.store.home import Home

OPEN = (
    "from pathlib import Path; from zq_pipeline.defs.history import history; from zq_pipeline.store.home import Home\n"
)
MAKE = (
    OPEN
    + "import sys; sys.stdin.read()\nwith history(Home(Path(sys.argv[1]))) as instance: print(instance.get_runs_count())"
)
RUN = (
    OPEN
    + """
import sys, time, dagster as dg
@dg.op
def waits():
    print("up", flush=True)
    time.sleep(600)
@dg.job
def job():
    waits()
with history(Home(Path(sys.argv[1]))) as instance: job.execute_in_process(instance=instance)
"""
)


@pytest.fixture
def home(tmp_path) -> Home:
    return Home(tmp_path)


def test_several_who_come_first_at_once_make_one_history(tmp_path):
    for name in "ab":
        (tmp_path / name).mkdir()
        first = [
            subprocess.Popen(
                [sys.executable, "-c", MAKE, str(tmp_path / name)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for _ in range(4)
        ]
        for process in first:
            process.stdin.close()
        assert [(process.stdout.read(), process.wait()) for process in first] == [("0\n", 0)] * 4
        with history(Home(tmp_path / name)) as instance:
            assert instance.get_runs_count() == 0


def test_a_broken_history_says_how_to_mend_it(home):
    with history(home):
        pass
    database = home.dagster / "history" / "runs.db"
    with sqlite3.connect(database) as db:
        db.execute("INSERT INTO alembic_version VALUES ('another')")
    with pytest.raises(HistoryBroken) as told, history(home):
        pass
    assert "Move that folder away and run again" in str(told.value)
    assert str(home.dagster) in str(told.value)
    database.write_bytes(b"no database at all" * 100)
    with pytest.raises(HistoryBroken), history(home):
        pass
    (home.root / "raw").mkdir()
    said = zq("run", "--home", home.root)
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.startswith("history-broken: ")
    assert "Traceback" not in said.stderr
    home.dagster.rename(home.root / "away")
    with history(home) as instance:
        assert instance.get_runs_count() == 0


def test_a_run_is_reaped_when_its_process_is_gone_and_not_before(home):
    with subprocess.Popen(
        [sys.executable, "-c", RUN, str(home.root)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout.readline() == b"up\n"
        with history(home) as instance:
            (run,) = instance.get_runs()
            assert (run.status, reap(instance)) == (dg.DagsterRunStatus.STARTED, [])
            process.send_signal(signal.SIGKILL)
            # Nobody has waited for it: it is dead all the same.
            while Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z":
                time.sleep(0.01)
            assert reap(instance) == [run.run_id]
            assert instance.get_run_by_id(run.run_id).status is dg.DagsterRunStatus.FAILURE
            assert reap(instance) == []


def test_another_process_of_the_same_number_is_not_taken_for_it(home, monkeypatch):
    with subprocess.Popen(
        [sys.executable, "-c", RUN, str(home.root)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout.readline() == b"up\n"
        with history(home) as instance:
            (run,) = instance.get_runs()
            (event,) = instance.get_records_for_run(run.run_id, of_type=dg.DagsterEventType.RUN_START).records
            from zq_pipeline.defs.history import _lives

            assert _lives(process.pid, event.event_log_entry.timestamp)
            assert not _lives(process.pid, event.event_log_entry.timestamp - 3600), "that one began an hour before"
        process.kill()


def test_a_run_that_never_started_is_reaped_in_the_end(home, monkeypatch):
    @dg.job
    def job():
        pass

    with history(home) as instance:
        run = instance.create_run_for_job(job)
        assert reap(instance) == []
        later = time.time() + 600
        monkeypatch.setattr("zq_pipeline.defs.history.time.time", lambda: later)
        assert reap(instance) == [run.run_id]


def test_a_run_is_dead_when_the_server_that_was_to_start_it_is(home, tmp_path):
    @dg.job
    def job():
        pass

    place = str(tmp_path / "server")
    with history(home) as instance, socket.socket(socket.AF_UNIX) as server:
        server.bind(place)
        server.listen()
        run = instance.create_run_for_job(job, tags={".dagster/grpc_info": json.dumps({"socket": place})})
        assert reap(instance) == []
        server.close()
        assert reap(instance) == [run.run_id]


def test_what_began_before_the_look_ends_as_it_should(home):
    """A history that nobody uses is opened without a word."""
    for _ in range(2):
        with history(home) as instance:
            assert reap(instance) == []
