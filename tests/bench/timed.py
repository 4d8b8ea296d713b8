"""``timed.py TREE TEXTS``: the seconds of work that each set of texts takes in ``TREE``, as JSON; "warm" is read first, unmeasured.

It is run from outside of the tree it measures, so it uses only what older commits have as well.
"""

import gc
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType


def reader(tree: Path) -> tuple[ModuleType, ModuleType, ModuleType]:
    """The modules of ``tree`` that read: reports, what they are given, and the tables."""
    sys.path.insert(0, str(tree))
    import zq_pipeline
    from zq_pipeline.reading import records, report
    from zq_pipeline.tables import frames

    found = Path(zq_pipeline.__file__).resolve()
    if tree.resolve() not in found.parents:
        sys.exit(f"{found} was imported, and not what is in {tree}.")
    return report, records, frames


def seconds(work: Callable[[], object]) -> float:
    """The time of this process alone, so that others on the machine count little, and none of what was read before."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def measured(tree: Path, texts: dict[str, Sequence[str]]) -> dict[str, float]:
    """``extract NAME`` and ``tables NAME`` → seconds, for each set of texts."""
    report, records, frames = reader(tree)
    origins = {name: [_origin(records, number) for number in range(len(its))] for name, its in texts.items()}

    def extract(name: str) -> None:
        for text, origin in zip(texts[name], origins[name], strict=True):
            report.numbers(text, origin)

    def tables(name: str) -> None:
        frames.frames([report.read(text, origin) for text, origin in zip(texts[name], origins[name], strict=True)])

    # The first reading builds patterns and tables of words, which is no part of how fast a report is read.
    extract("warm")
    tables("warm")
    result = {}
    for name in (name for name in texts if name != "warm"):
        result[f"extract {name}"] = seconds(lambda name=name: extract(name))
        result[f"tables {name}"] = seconds(lambda name=name: tables(name))
    return result


def _origin(records: ModuleType, number: int) -> object:
    return records.Origin(f"{number}.txt", place_code=f"9901{number:05}", review_year=2023)


if __name__ == "__main__":
    print(json.dumps(measured(Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")))))
