"""``python -m tests.bench.one_more [REPORTS]``: what one more report costs beside the first run of all: CPU with children, and memory."""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests import generate

CHECKOUT = Path(__file__).parents[2]
REPORTS = 60


def measured(home: Path) -> tuple[float, float]:
    """Seconds of CPU that a run takes with all its children, and the most memory that it had, in MB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "zq_pipeline", "run", "--home", str(home)]
    run = subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(run.pid, 0)
    run.returncode = os.waitstatus_to_exitcode(status)
    if run.returncode:
        sys.exit(f"the run ended with {run.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    taken = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return taken, used.ru_maxrss / 1024


def main(count: int = REPORTS, kilobytes: float = 30) -> None:
    """Print both, and their ratio."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        generate.write_raw(home / "raw", count + 1, kilobytes)
        shutil.copy(CHECKOUT / "raw" / "dataset.toml", home / "raw")
        apart = home / "apart"
        apart.mkdir()
        for file in (home / "raw").glob(f"r{count:04}.*"):
            file.rename(apart / file.name)
        first, most = measured(home)
        for file in apart.iterdir():
            file.rename(home / "raw" / file.name)
        more, then = measured(home)
    print(f"first run of {count:3} reports    {first:6.2f} s of CPU, {most:4.0f} MB")
    print(f"one more                    {more:6.2f} s of CPU, {then:4.0f} MB   ratio {more / first:.2f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", type=int, nargs="?", default=REPORTS)
    main(parser.parse_args().reports)
