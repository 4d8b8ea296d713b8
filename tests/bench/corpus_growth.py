"""``python -m tests.bench.corpus_growth [REPORTS] [--workers N]``: what of a corpus is serial, and what grows faster than it.

A few small reports are read; their results are given to as many places as are asked for, 1, 2 and 4 times so many. So nothing is read, and the seconds are those of the manifest, of laying out and comparing places, and of writing.
With them, how long so many workers of one thread would take is reckoned: each takes the next piece of work when it is free, and what is
done by the one process waits for nobody.
"""

import argparse
import heapq
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from tests import generate
from zq_pipeline.reading import report
from zq_pipeline.reading.records import Origin
from zq_pipeline.store.corpus import batch
from zq_pipeline.store.corpus.content import Content, content
from zq_pipeline.store.corpus.links import lay_out, link, parts, some
from zq_pipeline.store.corpus.tables import prepare, put_in_place, write_share

YEARS = range(2020, 2024)
_PLACE = "330199777"


def results(out: Path, count: int, reports: int) -> list[str]:
    """Batches of ``reports`` invented results, ``count`` in all, in ``out``; their keys."""
    (out / batch.BATCHES).mkdir(parents=True)
    keys = []
    for first in range(0, count, reports):
        rows, contents = [], []
        for number in range(first, min(first + reports, count)):
            place, year = divmod(number, len(YEARS))
            made = _made(f"33{place:07}", YEARS[year])
            contents.append(made)
            rows.append({"input": f"a.jsonl#{number}", "report": made.report, "result": "read", "bytes": 0})
        keys.append(f"{first:064}")
        batch._write(out / batch.BATCHES / keys[-1], rows, contents)
    return keys


@cache
def _read(kind: int, year: int) -> Content:
    row = generate.report(kind, 4, (_PLACE, "柳溪镇"))
    old = int(row["review_year"])
    text = row["text"].replace(f"{old + 1}", "下年").replace(f"{old}", f"{year}").replace("下年", f"{year + 1}")
    return content(report.read(text, Origin("x", place_code=_PLACE, publisher="柳溪镇", review_year=year)))


def _made(code: str, year: int) -> Content:
    """A result of the place ``code``: one that was read, with that code, which is as long, in the place of its own."""
    made, old, new = _read(int(code) % 5, year), _PLACE.encode(), code.encode()
    rows = {name: data.replace(old, new) for name, data in made.rows.items()}
    return replace(made, report=f"{code}-{year}", place=code, rows=rows, brief=made.brief.replace(old, new))


def timed(work: Callable[[Any], Any], items: Iterable[Any]) -> list[float]:
    """The seconds that ``work`` takes on each item."""
    taken = []
    for item in items:
        begun = time.process_time()
        work(item)
        taken.append(time.process_time() - begun)
    return taken


def on(workers: int, seconds: Sequence[float]) -> float:
    """The seconds until so many workers, each of which takes the next piece when it is free, have done all."""
    free = [0.0] * workers
    for taken in seconds:
        heapq.heappush(free, heapq.heappop(free) + taken)
    return max(free)


def measure(out: Path, count: int, workers: int) -> dict[str, tuple[float, float]]:
    """Of each step the seconds of CPU on one worker and, reckoned, on ``workers``; of a serial step they are the same."""
    keys = results(out, count, 64)
    folders = [out / batch.BATCHES / key for key in keys]
    steps: dict[str, tuple[float, float]] = {}

    def serial(name: str, work: Callable[[], Any]) -> Any:
        begun = time.process_time()
        made = work()
        taken = time.process_time() - begun
        steps[name] = (taken, taken)
        return made

    def spread(name: str, work: Callable[[Any], Any], items: Iterable[Any]) -> None:
        taken = timed(work, items)
        steps[name] = (sum(taken), on(workers, taken))

    shares, dropped, _ = serial("manifest (serial)", lambda: prepare(out, keys, {}))
    places = parts(out, folders)
    spread("laying out", lambda one: lay_out(one, out, dropped), some(folders, len(places)))
    spread("linking", lambda one: link(one, out), places)
    spread("writing", lambda one: write_share(one, out, keys, dropped), shares)
    serial("committing (serial)", lambda: put_in_place(out))
    return steps


def main() -> None:
    """Print the steps for 1, 2 and 4 times the reports, and how each grows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=400)
    parser.add_argument("--workers", type=int, default=40)
    asked = parser.parse_args()
    found = []
    for times in (1, 2, 4):
        with tempfile.TemporaryDirectory() as name:
            found.append(measure(Path(name) / "out", times * asked.count, asked.workers))
    print(
        f"{asked.count:,}, {2 * asked.count:,} and {4 * asked.count:,} results; seconds of CPU on one worker / on {asked.workers}"
    )
    for name in found[0]:
        told = "   ".join(f"{one[name][0]:7.2f} / {one[name][1]:6.2f}" for one in found)
        print(f"{name:20} {told}   4 times the reports: {found[2][name][0] / found[0][name][0]:.1f} times as long")


if __name__ == "__main__":
    main()
