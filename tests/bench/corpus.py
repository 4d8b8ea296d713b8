"""``python -m tests.bench.corpus [REPORTS] [KILOBYTES] [--workers N …]``: a corpus on 0, 1 and 2 workers; rates, memory, ratios.

A machine is not as fast at every minute: with ``--rounds`` half of the reports and all of them are read by turns, and the
ratio is that of the medians.
"""

import argparse
import tempfile
import threading
import time
from pathlib import Path
from statistics import median

import psutil

from tests import generate
from zq_pipeline.store.corpus.run import Settings, read_corpus


class Peak(threading.Thread):
    """The most memory that this process and all it started had at once, in MB."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most = 0.0
        self.over = threading.Event()

    def run(self) -> None:
        me = psutil.Process()
        while not self.over.wait(0.5):
            now = 0
            for process in (me, *me.children(recursive=True)):
                try:
                    now += process.memory_info().rss
                except psutil.NoSuchProcess:
                    continue
            self.most = max(self.most, now / 1e6)


def measure(source: Path, out: Path, workers: int, reports: int) -> float:
    """Seconds that a run takes; prints its figures."""
    peak = Peak()
    peak.start()
    begun = time.perf_counter()
    done = read_corpus(source, out, Settings(reports, workers=workers))
    taken = time.perf_counter() - begun
    peak.over.set()
    peak.join()
    print(
        f"{done.reports:7,} reports, {workers or 'no'} workers: {taken:7.1f} s  {done.reports / taken:6.1f} reports/s  "
        f"{done.size / taken / 1e6:5.2f} MB/s  peak {peak.most:6,.0f} MB  {done.failed} failed",
        flush=True,
    )
    return taken


def main() -> None:
    """Print it for each number of workers, and for the largest on half of the reports."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=600)
    parser.add_argument("kilobytes", type=float, nargs="?", default=30)
    parser.add_argument("--workers", type=int, nargs="+", default=[0, 1, 2], help="0: this process alone")
    parser.add_argument("--batch", type=int, default=Settings().reports, help="reports in a batch")
    parser.add_argument(
        "--rounds", type=int, default=1, help="times to read half of the reports, and all, by turns; 0: not"
    )
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole, half = folder / "whole.jsonl", folder / "half.jsonl"
        for path, count in ((whole, asked.count), (half, asked.count // 2)):
            with path.open("w", encoding="utf-8") as file:
                file.writelines(generate.rows(count, asked.kilobytes))
        taken = {n: measure(whole, folder / f"out-{n}", n, asked.batch) for n in asked.workers}
        most = max(taken)
        for fewer in sorted(set(taken) - {most}):
            print(f"{most} workers are {taken[fewer] / taken[most]:.2f} times as fast as {fewer or 'no workers'}")
        wholes, halves = [taken[most]], []
        for turn in range(asked.rounds):
            if turn:
                wholes.append(measure(whole, folder / f"whole-{turn}", most, asked.batch))
            halves.append(measure(half, folder / f"half-{turn}", most, asked.batch))
        if halves:
            print(f"twice the reports take {median(wholes) / median(halves):.2f} times as long")


if __name__ == "__main__":
    main()
