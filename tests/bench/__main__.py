"""``make bench``: the main job beside an empty one, the same work without Dagster, the reader beside a bare pattern and an older commit."""

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench import against, one_more
from tests.reports import page
from zq_pipeline.definitions import defs
from zq_pipeline.package.build import build
from zq_pipeline.package.log import Log
from zq_pipeline.portal.site import is_site
from zq_pipeline.reading import report
from zq_pipeline.reading.records import Origin
from zq_pipeline.store import raw
from zq_pipeline.store.home import Home
from zq_pipeline.store.publish import Folder
from zq_pipeline.store.release import settings
from zq_pipeline.tables.frames import frames

CHECKOUT = Path(__file__).parents[2]
TIMES = 5


def seconds(work: Callable[[], object], times: int = TIMES) -> float:
    """The median time of ``work`` over ``times`` calls."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def process(*arguments: object) -> None:
    """Run a Python module to its end."""
    subprocess.run([sys.executable, "-m", *map(str, arguments)], cwd=CHECKOUT, check=True, stdout=subprocess.DEVNULL)


def main_job(home: Path) -> None:
    """The second `run` beside an empty job of as many assets on the same instance, in processes of their own."""
    count = len(defs.resolve_job_def("publish").asset_layer.selected_asset_keys)
    process("zq_pipeline", "run", "--home", home)
    process("tests.bench.empty", home, count)
    # In turns, so that a busy moment of the machine falls on both.
    pairs = [
        (
            seconds(lambda: process("zq_pipeline", "run", "--home", home), 1),
            seconds(lambda: process("tests.bench.empty", home, count), 1),
        )
        for _ in range(TIMES)
    ]
    run, empty = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"run, nothing new            {run:6.2f} s")
    print(f"empty job of {count:2} assets      {empty:6.2f} s   ratio {run / empty:.2f} (at most 1.5)")


def without_dagster(home: Path) -> None:
    """Reading, tables and package, in this process."""
    where = Home(home)
    shelf = raw.shelf(where.raw)
    tables = frames(shelf.readings)
    release = settings(where.raw)
    sources = {reading.key: reading.source for reading in shelf.readings}
    published = Folder(where.datapackage, lambda path: not is_site(path))
    log = Log().including(published)
    parts = {
        "reading": seconds(lambda: raw.shelf(where.raw)),
        "tables": seconds(lambda: frames(shelf.readings)),
        # Every file built again and compared with what is published; the memory of `run` would leave even that out.
        "package": seconds(lambda: build(tables, sources, release, published, log)),
    }
    print(
        f"without Dagster             {sum(parts.values()):6.2f} s   "
        + ", ".join(f"{k} {v:.2f}" for k, v in parts.items())
    )


def reader() -> None:
    """MB of UTF-8 a second on one core, beside one pass of a bare pattern over the same text."""
    # A hundred towns and years, so that no two reports are the same text.
    texts = [page(f"{a}{b}镇", year) for a in "东西南北中" for b in "河山田林湖" for year in range(2016, 2020)]
    size = sum(len(text.encode()) for text in texts) / 1e6
    number = re.compile(r"[0-9]+(?:\.[0-9]+)?")
    read = seconds(lambda: [report.read(text, Origin("a.txt", place_code="990101001")) for text in texts], 3)
    bare = seconds(lambda: [sum(1 for _ in number.finditer(text)) for text in texts], 3)
    print(
        f"reader                      {size / read:6.2f} MB/s  {read / bare:.0f} times a bare pattern ({size / bare:.0f} MB/s)"
    )


def main() -> None:
    """Print all of it, or the comparison that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--against", metavar="COMMIT", help=f"only compare the reader with this commit (else {against.BASE})"
    )
    parser.add_argument("--rounds", type=int, default=TIMES, help="times that each side of a comparison is measured")
    asked = parser.parse_args()
    if not asked.against:
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            shutil.copytree(CHECKOUT / "raw", home / "raw")
            main_job(home)
            without_dagster(home)
        one_more.main()
        reader()
    against.compare(asked.against or against.BASE, asked.rounds)


if __name__ == "__main__":
    main()
