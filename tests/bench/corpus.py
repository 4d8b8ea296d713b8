"""``python -m tests.bench.corpus [REPORTS] [KILOBYTES]``: a corpus on one process and on two; time, rate, peak memory."""

import sys
import tempfile
import threading
import time
from pathlib import Path

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


def measure(source: Path, out: Path, workers: int) -> float:
    """Seconds that a run takes; prints its figures."""
    peak = Peak()
    peak.start()
    begun = time.perf_counter()
    done = read_corpus(source, out, Settings(reports=32, workers=workers))
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
    """Print it for one worker, for two, and for two on half of the reports."""
    count, kilobytes = (int(word) for word in (sys.argv[1:] + ["600", "30"][len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as folder:
        whole, half = Path(folder, "whole.jsonl"), Path(folder, "half.jsonl")
        with whole.open("w", encoding="utf-8") as file:
            file.writelines(generate.rows(count, kilobytes))
        with half.open("w", encoding="utf-8") as file:
            file.writelines(generate.rows(count // 2, kilobytes))
        one = measure(whole, Path(folder, "one"), 1)
        two = measure(whole, Path(folder, "two"), 2)
        less = measure(half, Path(folder, "half"), 2)
        print(
            f"two workers are {one / two:.2f} times as fast as one; twice the reports take {two / less:.2f} times as long"
        )


if __name__ == "__main__":
    main()
