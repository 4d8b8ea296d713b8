"""A corpus from its inputs to its tables: batches on Dask, each exactly once; a run that was killed goes on where it stopped."""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

import pyarrow.compute as pc
import pyarrow.parquet as pq

from zq_pipeline.errors import PipelineError, printable
from zq_pipeline.reading.facts.correction import Correction
from zq_pipeline.store.corpus.batch import BATCHES, MANIFEST, Receipt, read_batch
from zq_pipeline.store.corpus.links import lay_out, link, parts, some
from zq_pipeline.store.corpus.plan import Batch, plan
from zq_pipeline.store.corpus.pool import Pool, pool
from zq_pipeline.store.corpus.problems import CorpusBusy, CorpusForeign
from zq_pipeline.store.corpus.tables import FOLDER, prepare, put_in_place, write_share
from zq_pipeline.store.isolation import Limits
from zq_pipeline.store.publish import plain_errors
from zq_pipeline.store.raw import corrections_of

STATE: Final = "corpus.json"
WARNINGS: Final = 20
"""Reports of which it is told why they are worth a look; the manifest tells of all."""

Tell = Callable[[Receipt, int, int], None]
"""Told of each batch that is done: its receipt, the bytes done so far, and the bytes of all."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to read: reports in a batch, limits of a report, processes of the local cluster (0: in this one), or the address of a scheduler."""

    reports: int = 64
    limits: Limits = field(default_factory=Limits)
    workers: int = 0
    scheduler: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run. ``written`` is False when the tables were those already. ``warned`` reports are worth a look:
    of the first of them ``warnings`` has the file and the sentences."""

    reports: int
    failed: int
    doubles: int
    batches: int
    fresh: int
    size: int
    written: bool
    warned: int
    warnings: tuple[str, ...]


def read_corpus(source: Path, out: Path, settings: Settings, tell: Tell = lambda receipt, done, whole: None) -> Outcome:
    """Read all reports in ``source`` that ``out`` doesn't hold yet, and bring the tables there up to date.

    Reports on one place tell each other's outcomes and restatements, whenever they were read. ``out`` then holds
    ``tables/<table>/report_year=…/report_province=…/*.parquet``, ``tables/manifest.parquet`` and the finished batches. Raises
    NoCorpus, CorpusBusy, CorpusForeign, BatchLost, or what the disk refuses.
    """
    out = out.resolve()
    with plain_errors(out), _alone(out):
        root, batches = plan(source.resolve(), settings.reports)
        whole = sum(batch.size for batch in batches)
        receipts: dict[int, Receipt] = {}
        done = 0
        with pool(settings.workers, settings.scheduler) as each:
            for number, receipt in each(partial(read_batch, root, out=out, limits=settings.limits), batches):
                receipts[number] = receipt
                done += receipt.size
                tell(receipt, done, whole)
            # The batches that were asked for, and no others: what came back is counted before anything is made of it.
            ordered = [receipts[number] for number in range(len(batches))]
            keys = list(dict.fromkeys(receipt.key for receipt in ordered))
            doubles, strays, written = _bring_together(out, keys, _said(root, batches), each)
        _forget(out, keys)
        warned, warnings = _warned(out)
    reports, failed = sum(r.reports for r in ordered) + strays, sum(r.failed for r in ordered) + strays
    return Outcome(
        reports, failed, doubles, len(ordered), sum(r.fresh for r in ordered), whole, written, warned, warnings
    )


def _said(root: Path, batches: list[Batch]) -> dict[str, tuple[Correction, ...]]:
    """The corrections of each file of rows; one that can't be understood is told of each row."""
    found = {}
    for name in dict.fromkeys(batch.files[0] for batch in batches if batch.end):
        with suppress(PipelineError):
            found[name] = corrections_of(root / name)
    return {name: said for name, said in found.items() if said}


def _bring_together(
    out: Path, keys: list[str], said: dict[str, tuple[Correction, ...]], each: Pool
) -> tuple[int, int, bool]:
    """Write the tables of the batches ``keys``, unless they are there: how many reports are doubles, how many corrections
    are for none, and whether anything was written."""
    kept, state = _state(out), hashlib.sha256("\n".join(keys).encode()).hexdigest()
    if kept.get("state") == state and (out / FOLDER).is_dir():
        return kept["doubles"], kept.get("strays", 0), False
    shares, dropped, strays = prepare(out, keys, said)
    batches = [out / BATCHES / key for key in keys]
    places = parts(out, batches)
    for _ in each(partial(lay_out, out=out, dropped=dropped), some(batches, len(places))):
        pass
    for _ in each(partial(link, out=out), places):
        pass
    for _ in each(partial(write_share, out=out, keys=keys, dropped=dropped), shares):
        pass
    put_in_place(out)
    doubles = sum(map(len, dropped.values()))
    _keep(out, {"state": state, "doubles": doubles, "strays": strays})
    return doubles, strays, True


def _warned(out: Path) -> tuple[int, tuple[str, ...]]:
    """How many reports are worth a look, and why the first are."""
    told = pq.read_table(out / FOLDER / f"{MANIFEST}.parquet", columns=["input", "warnings"])
    told = told.filter(pc.is_valid(told["warnings"]))
    return len(told), tuple(f"{printable(row['input'])}: {row['warnings']}" for row in told[:WARNINGS].to_pylist())


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """One run at a time; the kernel drops the lock with its owner. What a dead one left half-written is cleared."""
    if out.is_dir() and any(out.iterdir()) and not (out / BATCHES).is_dir():
        raise CorpusForeign(out=out)
    batches = out / BATCHES
    batches.mkdir(parents=True, exist_ok=True)
    handle = os.open(out / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for left in batches.glob(".*"):
            shutil.rmtree(left, ignore_errors=True)
        yield
    except BlockingIOError:
        raise CorpusBusy(out=out) from None
    finally:
        os.close(handle)


def _forget(out: Path, keys: list[str]) -> None:
    """Remove the batches of inputs or code that are no more."""
    kept = set(keys)
    for folder in (out / BATCHES).iterdir():
        if folder.name not in kept and not folder.name.startswith("."):
            shutil.rmtree(folder)


def _state(out: Path) -> dict[str, Any]:
    try:
        state: dict[str, Any] = json.loads((out / STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return state


def _keep(out: Path, state: dict[str, Any]) -> None:
    fresh = out / f".{STATE}"
    fresh.write_text(json.dumps(state) + "\n", encoding="utf-8")
    fresh.replace(out / STATE)
