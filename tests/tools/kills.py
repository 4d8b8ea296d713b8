"""``python -m tests.tools.kills [--count 30] [--seed 1] [--of run daemon corpus]``: kill -9 at random moments, and see whether a hand is needed.

A ``run``, a run of the daemon's and a corpus with two workers, by turns, are killed while they have something to do: the process
itself, one of those that it has started, or all. Then the next one comes as on any other day, and has to end well:

- *nothing is lost*: every report is in the package, or the tables of the corpus are those that an undisturbed run writes;
- *nothing is half*: the package is valid right after the kill, and it is the one before or the one after;
- *nothing blocks, no hand is needed*: the next run ends with 0, the daemon runs by itself, no run is left "started", no process stays.

The same seed kills the same processes at the same share of the time that such a run takes.
"""

import argparse
import csv
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import psutil

from tests import generate
from tests.defs.test_stopping import begun, runs
from tests.defs.test_ui import ui
from zq_pipeline.package import gates
from zq_pipeline.reading.document.place import shortest
from zq_pipeline.store.publish import read_tree

CHECKOUT = Path(__file__).parents[2]
PATIENCE = 600
"""Seconds after which something blocks."""


class Blocked(AssertionError):
    """What should have come by itself did not."""


def kill(leader: psutil.Process, chance: random.Random) -> str:
    """Kill ``leader``, one of those it has started, or all of them; which."""
    below = leader.children(recursive=True)
    which = chance.choice(("it", "one below", "all"))
    for process in {"it": [leader], "one below": below[:1] or [leader], "all": [leader, *below]}[which]:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    return which


def until(holds: Callable[[], bool], what: str) -> None:
    """Raise Blocked when something does not come true."""
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            raise Blocked(what)
        time.sleep(0.2)


def reports(home: Path) -> set[str]:
    """The places that the published package has a report of."""
    with (home / "datapackage" / "data" / "report.csv").open(encoding="utf-8", newline="") as file:
        return {row["report"].partition("-")[0] for row in csv.DictReader(file)}


class Run:
    """``run`` in one home, in which a report comes or goes each time."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.home, self.chance, self.places = folder / self.__class__.__name__, chance, generate.real_places(40)
        (self.home / "raw").mkdir(parents=True)
        shutil.copy(CHECKOUT / "raw" / "dataset.toml", self.home / "raw")
        self.there: set[str] = set()
        self.change()
        self.change()
        self.seconds = self.whole()

    def change(self) -> None:
        """One more report; or one less, when there are eight."""
        raw = self.home / "raw"
        if len(self.there) > 7:
            code = self.chance.choice(sorted(self.there))
            self.there.remove(code)
            for file in raw.glob(f"{code}.*"):
                file.unlink()
            return
        code, town = self.chance.choice([place for place in self.places if place[0] not in self.there])
        row = generate.report(self.chance.randrange(1000), 4, (code, town))
        # The origin first: the sensor may look between the two.
        origin = f'publisher = "{town}"\nplace_code = "{code}"\npublished = "{row["date"]}"\n'
        (raw / f"{code}.origin.toml").write_text(origin, encoding="utf-8")
        (raw / f"{code}.txt").write_text(row["text"], encoding="utf-8")
        self.there.add(code)

    @property
    def expected(self) -> set[str]:
        """The places as the package writes them."""
        return set(map(shortest, self.there))

    def whole(self) -> float:
        """A run that nobody disturbs, and what it took."""
        begin = time.monotonic()
        process = begun("run", "--home", self.home)
        said = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, said
        self.is_well()
        return time.monotonic() - begin

    def is_well(self) -> None:
        assert gates.validate(read_tree(self.home / "datapackage")) == []
        assert reports(self.home) == self.expected
        assert not {status for _, status in runs(self.home)} & {"STARTED", "STARTING", "QUEUED"}

    def once(self) -> str:
        """Kill one, look, and have the next one end well; what was killed and when."""
        before = reports(self.home)
        self.change()
        after = self.chance.random()
        process = begun("run", "--home", self.home)
        time.sleep(after * self.seconds)
        over = process.poll() is not None
        which = kill(psutil.Process(process.pid), self.chance)
        process.communicate(timeout=PATIENCE)
        until(lambda: not alive(process.pid), "processes of a killed run stay")
        assert gates.validate(read_tree(self.home / "datapackage")) == [], "the package is broken after a kill"
        assert reports(self.home) in (before, self.expected), "the package is neither the old nor the new one"
        self.whole()
        return f"{which} after {after:.0%} of a run{' (which was over)' if over else ''}"


def alive(group: int) -> bool:
    """Whether a process of a group is still there."""
    left = subprocess.run(["pgrep", "-g", str(group), "-r", "R,S,D"], capture_output=True, check=False)
    return left.returncode == 0


class Daemon(Run):
    """A run of the daemon's: the process of the run is killed, or the whole UI, which is started again."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        super().__init__(folder, chance)
        self.open = ExitStack()
        self.open.enter_context(ui(self.home))

    def once(self) -> str:
        before = set(self.started())
        was = reports(self.home)
        self.change()
        fresh: list[tuple[str, int]] = []
        until(lambda: bool(fresh.extend(run for run in self.started() if run not in before) or fresh), "no run begins")
        after, which = self.chance.random(), self.chance.choice(("the run", "the whole UI"))
        time.sleep(after * self.seconds / 2)
        if which == "the run":
            for process in descendants(fresh[0][1]):
                process.kill()
        else:
            for process in psutil.Process().children(recursive=True):
                process.kill()
            self.open.close()
            self.open.enter_context(ui(self.home))
        assert gates.validate(read_tree(self.home / "datapackage")) == [], "the package is broken after a kill"
        assert reports(self.home) in (was, self.expected), "the package is neither the old nor the new one"
        until(lambda: reports(self.home) == self.expected, "the daemon does not publish what came before the kill")
        until(lambda: all(status in ("SUCCESS", "FAILURE") for _, status in runs(self.home)), "a run stays under way")
        self.is_well()
        return f"{which} after {after:.0%} of half a run"

    def started(self) -> Iterator[tuple[str, int]]:
        """The runs of the daemon's that have begun to publish, with their processes."""
        import dagster as dg

        with dg.DagsterInstance.from_config(str(self.home / ".dagster")) as instance:
            for run in instance.get_runs(dg.RunsFilter(job_name="publish", statuses=[dg.DagsterRunStatus.STARTED])):
                records = instance.get_records_for_run(run.run_id, of_type=dg.DagsterEventType.RUN_START).records
                yield run.run_id, records[0].event_log_entry.dagster_event.pid


def descendants(pid: int) -> list[psutil.Process]:
    """A process and all below it, those that are still there."""
    try:
        leader = psutil.Process(pid)
        return [leader, *leader.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


class Corpus:
    """A corpus with two workers, killed, which then ends with the tables of one that nobody disturbed."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folder, self.chance, self.number = folder / "Corpus", chance, 0
        self.folder.mkdir()
        (self.folder / "in.jsonl").write_text("".join(generate.rows(300, 6)), encoding="utf-8")
        begin = time.monotonic()
        self.tables = self.end()
        self.seconds = time.monotonic() - begin

    def begin(self) -> subprocess.Popen:
        out = self.folder / str(self.number)
        options = ("--out", out, "--home", self.folder, "--workers", 2)
        return begun("corpus", self.folder / "in.jsonl", *options)

    def end(self) -> dict[str, bytes]:
        """Let it end; its tables."""
        process = self.begin()
        said = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, said
        out = self.folder / str(self.number) / "tables"
        return {file.relative_to(out).as_posix(): file.read_bytes() for file in out.rglob("*") if file.is_file()}

    def once(self) -> str:
        self.number += 1
        after = self.chance.random()
        process = self.begin()
        time.sleep(after * self.seconds)
        over = process.poll() is not None
        which = kill(psutil.Process(process.pid), self.chance)
        # Of a worker that is killed the others make up for what it had; of all the rest, the next one.
        process.communicate(timeout=PATIENCE)
        until(lambda: not alive(process.pid), "processes of a killed corpus stay")
        assert self.end() == self.tables, "the tables are not those of a run that nobody disturbed"
        assert not {status for _, status in runs(self.folder)} & {"STARTED", "STARTING"}
        shutil.rmtree(self.folder / str(self.number))
        return f"{which} after {after:.0%} of a corpus{' (which was over)' if over else ''}"


OF = {"run": Run, "daemon": Daemon, "corpus": Corpus}


def kills(count: int, seed: int, of: tuple[str, ...] = tuple(OF)) -> Iterator[str]:
    """A line for each of ``count`` kills, ``of`` these by turns; raises AssertionError at the first that needs a hand."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        tried: dict[str, Run | Corpus] = {}
        for number in range(count):
            name = of[number % len(of)]
            if name not in tried:
                tried[name] = OF[name](Path(folder), random.Random(f"{seed} {name}"))
                if isinstance(tried[name], Daemon):
                    stack.callback(tried[name].open.close)
            yield f"{number + 1:4} {name:<7} {tried[name].once()}"


def main() -> int:
    """Print each kill as it was got over."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--of", nargs="+", choices=OF, default=list(OF))
    asked = parser.parse_args()
    for line in kills(asked.count, asked.seed, tuple(asked.of)):
        print(line, flush=True)
    print(f"{asked.count} kills: nothing lost, nothing blocked, no hand needed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
