"""``python -m tests.tools.kills [--count 100] [--seed 1] [--of run daemon corpus]``: kill -9 at random moments, and see whether a hand is needed.

Runs, runs of the daemon's and corpora with two workers, all three kinds at the same time, are killed while they have something to
do, at any moment from their first to their last: the process itself, one of those that it has started, or all. What had ended
before the moment came is no kill, and another is tried. Then the next one comes as on any other day, and has to end well:

- *nothing is lost*: every report is in the package, or the tables of the corpus are those that an undisturbed run writes;
- *nothing is half*: right after the kill the package is the one before, or a valid one;
- *nothing blocks, no hand is needed*: the next run ends with 0, what the daemon was about comes without a word, no run is left
  under way, no report without its status, no process stays.

The same seed draws the same reports, processes and shares of the time that such a run takes.
"""

import argparse
import csv
import queue
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, Final

import dagster as dg
import psutil

from tests import generate
from tests.defs.test_stopping import begun, runs
from tests.defs.test_ui import CHECKOUT, free_port
from zq_pipeline.defs.history import STARTING
from zq_pipeline.defs.reports import Step
from zq_pipeline.package import gates
from zq_pipeline.reading.document.place import shortest
from zq_pipeline.store import watch
from zq_pipeline.store.home import Home
from zq_pipeline.store.publish import Tree, read_tree

PATIENCE: Final = 600
"""Seconds after which something blocks."""
REPORTS: Final = 6
"""Reports in a home: as one comes or goes the run has something to do, and ends soon."""


def kill(processes: Iterable[psutil.Process]) -> None:
    """Kill -9 those of ``processes`` that are still there."""
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.kill()


def below(pid: int) -> list[psutil.Process]:
    """The processes that one has started, and those that they have, and so on; none when it is no more."""
    with suppress(psutil.NoSuchProcess):
        return psutil.Process(pid).children(recursive=True)
    return []


def until(holds: Callable[[], Any], what: str) -> None:
    """Raise AssertionError when something does not come true."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, what
        time.sleep(0.2)


def alive(group: int) -> bool:
    """Whether a process of a group is still there."""
    left = subprocess.run(["pgrep", "-g", str(group), "-r", "R,S,D"], capture_output=True, check=False)
    return left.returncode == 0


def some(leader: int, chance: random.Random) -> tuple[str, list[psutil.Process]]:
    """A process, one of those that it has started, or all of them: in a word, and to kill."""
    these, which = below(leader), chance.choice(("it", "one below", "all"))
    itself = [psutil.Process(leader)]
    return which, {"it": itself, "one below": these[:1] or itself, "all": [*itself, *these]}[which]


class Run:
    """``run`` in one home, in which a report comes or goes each time."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.home, self.chance, self.places = folder / type(self).__name__, chance, generate.real_places(40)
        (self.home / "raw").mkdir(parents=True)
        shutil.copy(CHECKOUT / "raw" / "dataset.toml", self.home / "raw")
        self.there: set[str] = set()
        for _ in range(REPORTS):
            self.change()
        self.package: Tree = {}
        self.seconds = self.whole()

    def change(self) -> None:
        """One more report; or one less, when there are more than :data:`REPORTS`."""
        raw = self.home / "raw"
        if len(self.there) > REPORTS:
            code = self.chance.choice(sorted(self.there))
            self.there.remove(code)
            for file in raw.glob(f"{code}.*"):
                file.unlink()
            return
        code, town = self.chance.choice([place for place in self.places if place[0] not in self.there])
        row = generate.report(self.chance.randrange(10_000), 2, (code, town))
        # The origin first: the sensor may look between the two.
        origin = f'publisher = "{town}"\nplace_code = "{code}"\npublished = "{row["date"]}"\n'
        (raw / f"{code}.origin.toml").write_text(origin, encoding="utf-8")
        (raw / f"{code}.txt").write_text(row["text"], encoding="utf-8")
        self.there.add(code)

    def whole(self) -> float:
        """A run that nobody disturbs, and what it took."""
        begin = time.monotonic()
        process = begun("run", "--home", self.home)
        said = process.communicate(timeout=PATIENCE)
        took = time.monotonic() - begin
        assert process.returncode == 0, said
        self.is_well()
        return took

    def is_well(self) -> None:
        """All is published and told, and nothing is under way."""
        self.is_whole()
        assert self.is_published(), "reports are missing"
        assert self.under_way() <= {"NOT_STARTED"}, "a run stays under way"

    def under_way(self) -> set[str]:
        """What is said of runs that have not ended. One that had not started was killed before it could say who it is."""
        return {status for _, status in runs(self.home)} - {"SUCCESS", "FAILURE"}

    def is_whole(self) -> None:
        """The package is the one that was looked at last, or a valid one."""
        tree = read_tree(self.home / "datapackage")
        if tree != self.package:
            assert gates.validate(tree) == [], "the package is broken"
            self.package = tree

    def is_published(self) -> bool:
        """Whether every report is in the package, none besides, and the status of each is told."""
        with (self.home / "datapackage" / "data" / "report.csv").open(encoding="utf-8", newline="") as file:
            there = {row["report"].partition("-")[0] for row in csv.DictReader(file)}
        return there == set(map(shortest, self.there))

    def once(self) -> str:
        """Kill one, look, and have the next one end well; what was killed and when, or nothing when it had ended."""
        self.change()
        after = self.chance.random()
        process = begun("run", "--home", self.home)
        time.sleep(after * self.seconds)
        which, these = some(process.pid, self.chance)
        over = process.poll() is not None
        kill(these)
        process.communicate(timeout=PATIENCE)
        until(lambda: not alive(process.pid), "processes of a killed run stay")
        self.is_whole()
        self.seconds = self.whole()
        return "" if over else f"{which} after {after:.0%} of {self.seconds:.1f} s"

    def close(self) -> None:
        """Leave nothing behind: what never started is told so by the first run that comes some minutes later."""
        if self.under_way():
            time.sleep(STARTING)
            self.whole()
            assert not self.under_way(), "a run that was killed before it started stays"


class Daemon(Run):
    """A run of the daemon's: its process is killed, the reader that it has started, or the whole UI, which is started again."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        super().__init__(folder, chance)
        self.instance = dg.DagsterInstance.from_config(str(self.home / ".dagster"))
        self.server = self.open()
        self.lengths = {"publish": self.seconds, "read_report": self.seconds}

    def open(self) -> subprocess.Popen:
        """The UI with its daemon and sensor."""
        command = [sys.executable, "-m", "zq_pipeline", "ui", "--home", self.home, "--port", str(free_port())]
        return subprocess.Popen(
            command, cwd=CHECKOUT, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def close(self) -> None:
        kill([*below(self.server.pid), psutil.Process(self.server.pid)])
        self.server.wait()

    def records(self, job: str) -> dict[str, dg.RunRecord]:
        """The runs of a job."""
        found = self.instance.get_run_records(dg.RunsFilter(job_name=job), limit=10)
        return {record.dagster_run.run_id: record for record in found}

    def once(self) -> str:
        # Of a report that goes nothing is to be told.
        job = "publish" if len(self.there) > REPORTS else self.chance.choice(("publish", "read_report"))
        after, which = self.chance.random(), self.chance.choice(("its process", "its reader", "the whole UI"))
        before = set(self.records(job))
        self.change()
        until(lambda: set(self.records(job)) - before, f"nothing asks for {job}")
        (asked,) = set(self.records(job)) - before
        time.sleep(after * self.lengths[job])
        over = self.records(job)[asked].dagster_run.is_finished
        # Before it has one of its own, and when it has one no more, what is there to kill is the UI.
        process = [p for p in below(self.server.pid) if is_run(p)]
        reader = [child for p in process for child in below(p.pid)]
        if which == "its process" and process:
            kill([*process, *reader])
        elif which == "its reader" and reader:
            kill(reader)
        else:
            which = "the whole UI"
            self.close()
            self.is_whole()
            self.server = self.open()
        self.is_whole()
        until(self.is_over, "what came before the kill does not come, or a run stays under way")
        self.is_well()
        done = [r for r in self.records(job).values() if r.dagster_run.is_success and r.end_time]
        if done:
            self.lengths[job] = done[0].end_time - done[0].create_timestamp.timestamp()
        return "" if over else f"{which} after {after:.0%} of {self.lengths[job]:.1f} s of {job}"

    def is_over(self) -> bool:
        """Whether all has come that was to come: each report in the package, its status told, and no run under way."""
        home = Home(self.home)
        return (
            not self.under_way() and self.is_published() and not Step(self.instance, home, watch.hashes(home.raw)).news
        )


def is_run(process: psutil.Process) -> bool:
    """Whether a process of the UI's is one in which a run is."""
    with suppress(psutil.NoSuchProcess):
        return "spawn_main" in " ".join(process.cmdline())
    return False


class Corpus:
    """A corpus with two workers, killed, which then ends with the tables of one that nobody disturbed."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folder, self.chance, self.number = folder / "Corpus", chance, 0
        self.folder.mkdir()
        (self.folder / "in.jsonl").write_text("".join(generate.rows(150, 3)), encoding="utf-8")
        self.seconds = 0.0
        self.tables = self.end()

    def begin(self) -> subprocess.Popen:
        """Begin to read it, or go on with what was begun."""
        out = self.folder / str(self.number)
        return begun("corpus", self.folder / "in.jsonl", "--out", out, "--home", self.folder, "--workers", 2)

    def end(self) -> dict[str, bytes]:
        """Let it end; its tables."""
        begin = time.monotonic()
        process = self.begin()
        said = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, said
        # A corpus of which a part was read before its kill ends sooner.
        self.seconds = max(self.seconds * 0.9, time.monotonic() - begin)
        out = self.folder / str(self.number) / "tables"
        return {file.relative_to(out).as_posix(): file.read_bytes() for file in out.rglob("*") if file.is_file()}

    def once(self) -> str:
        """As in :class:`Run`."""
        self.number += 1
        after = self.chance.random()
        process = self.begin()
        time.sleep(after * self.seconds)
        which, these = some(process.pid, self.chance)
        over = process.poll() is not None
        kill(these)
        # Of a worker that is killed the others make up for what it had; of all the rest, the next one.
        process.communicate(timeout=PATIENCE)
        until(lambda: not alive(process.pid), "processes of a killed corpus stay")
        assert self.end() == self.tables, "the tables are not those of a run that nobody disturbed"
        left = {status for _, status in runs(self.folder)} - {"SUCCESS", "FAILURE", "NOT_STARTED"}
        assert not left, "a run stays under way"
        shutil.rmtree(self.folder / str(self.number))
        return "" if over else f"{which} after {after:.0%} of {self.seconds:.1f} s"

    def close(self) -> None:
        """Leave nothing behind."""


OF: Final = {"run": Run, "daemon": Daemon, "corpus": Corpus}


def kills(count: int, seed: int, name: str, tell: Callable[[str], object]) -> None:
    """Kill ``count`` of one kind. What is told of each begins with "ok" or with "over" when it had ended."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, ExitStack() as stack:
        kind: Run | Corpus = OF[name](Path(folder), random.Random(f"{seed} {name}"))
        stack.callback(kind.close)
        while count > 0:
            begin = time.monotonic()
            said = kind.once()
            count -= bool(said)
            tell(f"{'ok' if said else 'over'} {said} ({time.monotonic() - begin:.0f} s)")


def main() -> int:
    """Print each kill as it was got over; 1 when one needed a hand."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--of", nargs="+", choices=OF, default=list(OF))
    asked = parser.parse_args()
    told: queue.Queue[tuple[str, str] | None] = queue.Queue()

    def work(name: str, count: int) -> None:
        try:
            kills(count, asked.seed, name, lambda line: told.put((name, line)))
        except Exception as problem:
            told.put((name, f"FAILED {problem!r}\n{traceback.format_exc()}"))
        finally:
            told.put(None)

    begin, left, count = time.monotonic(), len(asked.of), Counter[str]()
    for at, name in enumerate(asked.of):
        share = (asked.count + at) // len(asked.of)
        threading.Thread(target=work, args=(name, share)).start()
    while left:
        if (said := told.get()) is None:
            left -= 1
            continue
        count[said[1].split()[0]] += 1
        print(f"{time.monotonic() - begin:6.0f} s {count['ok']:4} {said[0]:<7} {said[1]}", flush=True)
    well = count["ok"] == asked.count
    print(
        f"{count['ok']} of {asked.count} kills: {'nothing lost, nothing blocked, no hand needed' if well else 'see above'}"
    )
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
