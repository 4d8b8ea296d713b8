"""A corpus from its inputs to its tables: batches on Dask, each exactly once; a run that was killed goes on where it stopped."""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from zq_pipeline.store.corpus.batch import BATCHES, Receipt, read_batch
from zq_pipeline.store.corpus.isolation import Limits
from zq_pipeline.store.corpus.plan import Batch, plan
from zq_pipeline.store.corpus.problems import BatchLost, CorpusBusy, CorpusForeign
from zq_pipeline.store.corpus.tables import FOLDER, compact
from zq_pipeline.store.publish import plain_errors

STATE: Final = "corpus.json"
_RETRIES: Final = 5
_AHEAD: Final = 3
"""Batches that wait for each worker: enough to keep it busy, few enough to keep memory flat."""

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
    """What came of a run. ``written`` is False when the tables were those already."""

    reports: int
    failed: int
    doubles: int
    batches: int
    fresh: int
    size: int
    written: bool


def read_corpus(source: Path, out: Path, settings: Settings, tell: Tell = lambda receipt, done, whole: None) -> Outcome:
    """Read all reports in ``source`` that ``out`` doesn't hold yet, and bring the tables there up to date.

    ``out`` then holds ``tables/<table>/report_year=…/report_province=…/*.parquet``, ``tables/manifest.parquet`` and the finished batches. Raises
    NoCorpus, CorpusBusy, CorpusForeign, BatchLost, or what the disk refuses.
    """
    out = out.resolve()
    with plain_errors(out), _alone(out):
        root, batches = plan(source.resolve(), settings.reports)
        whole = sum(batch.size for batch in batches)
        receipts: dict[int, Receipt] = {}
        done = 0
        for number, receipt in _map(partial(read_batch, root, out=out, limits=settings.limits), batches, settings):
            receipts[number] = receipt
            done += receipt.size
            tell(receipt, done, whole)
        # The batches that were asked for, and no others: what came back is counted before anything is made of it.
        ordered = [receipts[number] for number in range(len(batches))]
        keys = list(dict.fromkeys(receipt.key for receipt in ordered))
        state = hashlib.sha256("\n".join(keys).encode()).hexdigest()
        doubles, written = _state(out).get("doubles", 0), False
        if _state(out).get("state") != state or not (out / FOLDER).is_dir():
            doubles, written = compact(out, keys), True
            _keep(out, {"state": state, "doubles": doubles})
        _forget(out, keys)
    reports, failed = sum(r.reports for r in ordered), sum(r.failed for r in ordered)
    return Outcome(reports, failed, doubles, len(ordered), sum(r.fresh for r in ordered), whole, written)


def _map(work: Callable[[Batch], Receipt], batches: list[Batch], settings: Settings) -> Iterator[tuple[int, Receipt]]:
    """``work`` on each batch, in any order; in this process, on a local cluster, or on the one of a scheduler."""
    if not settings.workers and not settings.scheduler:
        yield from ((number, work(batch)) for number, batch in enumerate(batches))
        return
    import dask

    distributed: Any = import_module("distributed")
    quiet = {"distributed.worker.daemon": False, "distributed.scheduler.allowed-failures": _RETRIES}
    with (
        dask.config.set(quiet),
        _cluster(distributed.LocalCluster, settings) as cluster,
        distributed.Client(cluster, set_as_default=False) as client,
    ):
        waiting = iter(enumerate(batches))
        running = distributed.as_completed(loop=client.loop)
        numbers: dict[str, int] = {}

        def start(count: int) -> None:
            for number, batch in _first(waiting, count):
                future = client.submit(work, batch, key=f"batch-{number}-{os.getpid()}", pure=False, retries=_RETRIES)
                numbers[future.key] = number
                running.add(future)

        start(_AHEAD * max(1, sum(client.nthreads().values())))
        for future in running:
            number = numbers.pop(future.key)
            try:
                receipt = future.result()
            except Exception as error:  # whatever a worker raised, or that it was lost too often
                raise BatchLost(
                    first=batches[number].files[0], times=_RETRIES, reason=f"{type(error).__name__}: {error}"
                ) from error
            future.release()
            start(1)
            yield number, receipt


@contextmanager
def _cluster(local: Callable[..., Any], settings: Settings) -> Iterator[object]:
    if settings.scheduler:
        yield settings.scheduler
        return
    with local(
        n_workers=settings.workers,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=None,
        silence_logs=50,
    ) as cluster:
        yield cluster


def _first(items: Iterator[tuple[int, Batch]], count: int) -> Iterable[tuple[int, Batch]]:
    for _, item in zip(range(count), items, strict=False):
        yield item


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
