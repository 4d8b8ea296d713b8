"""Who does the work: this process, a local cluster of Dask's, or the cluster of a scheduler."""

import logging
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib import import_module
from itertools import count, islice
from multiprocessing.resource_tracker import ensure_running
from typing import Any, Final, Protocol, TypeVar

from zq_pipeline.store.corpus.problems import BatchLost

_RETRIES: Final = 5
_AHEAD: Final = 3
"""Pieces of work that wait for each worker: enough to keep it busy, few enough to keep memory flat."""

_QUIET: Final = {
    "distributed.worker.daemon": False,
    # A batch takes seconds. Looking after workers many times a second takes a tenth of a core from those that read.
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "10s",
    "distributed.admin.system-monitor.gil.enabled": False,
    "distributed.worker.memory.monitor-interval": "1s",
    "distributed.scheduler.work-stealing-interval": "1s",
    "distributed.scheduler.allowed-failures": _RETRIES,
}

Item = TypeVar("Item")
Result = TypeVar("Result")


class Pool(Protocol):
    """``work`` on each of ``items``: the number of the item and the result, in any order. Raises BatchLost."""

    def __call__(
        self, work: Callable[[Item], Result], items: Sequence[Item]
    ) -> Iterator[tuple[int, Result]]:  # pragma: no cover - a shape
        """Do it."""


@contextmanager
def pool(workers: int, scheduler: str) -> Iterator[Pool]:
    """A pool of so many workers, or of those of the scheduler at an address; without both, this process works."""
    if not workers and not scheduler:
        yield _here
        return
    import dask

    distributed: Any = import_module("distributed")
    # That a connection ends when this run is stopped is nothing to tell.
    logging.getLogger("distributed.batched").setLevel(logging.CRITICAL)
    with (
        dask.config.set(_QUIET),
        _cluster(distributed.LocalCluster, workers, scheduler) as cluster,
        distributed.Client(cluster, set_as_default=False) as client,
    ):
        yield _Dask(client, distributed.as_completed)


def _here(work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[tuple[int, Result]]:
    return ((number, work(item)) for number, item in enumerate(items))


class _Dask:
    """The work on the workers of ``client``."""

    def __init__(self, client: Any, completed: Callable[..., Any]) -> None:
        self.client, self.completed = client, completed
        self.keys = count()

    def __call__(self, work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[tuple[int, Result]]:
        waiting = iter(enumerate(items))
        running = self.completed(loop=self.client.loop)
        numbers: dict[str, int] = {}

        def start(some: Iterable[tuple[int, Item]]) -> None:
            for number, item in some:
                key = f"{type(item).__name__}-{next(self.keys)}-{os.getpid()}"
                numbers[key] = number
                running.add(self.client.submit(work, item, key=key, pure=False, retries=_RETRIES))

        start(islice(waiting, _AHEAD * max(1, sum(self.client.nthreads().values()))))
        for future in running:
            number = numbers.pop(future.key)
            try:
                result = future.result()
            except Exception as error:  # whatever a worker raised, or that it was lost too often
                reason = f"{type(error).__name__}: {error}"
                raise BatchLost(work=items[number], times=_RETRIES, reason=reason) from error
            future.release()
            start(islice(waiting, 1))
            yield number, result


@contextmanager
def _cluster(local: Callable[..., Any], workers: int, scheduler: str) -> Iterator[object]:
    if scheduler:
        yield scheduler
        return
    with ExitStack() as stack:
        # Whoever starts this first has interrupts let through in its thread from then on: it has to be there before they are blocked.
        ensure_running()
        # Workers inherit it: who interrupts a terminal interrupts all that run in it, and it is this process that stops the others.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            cluster = stack.enter_context(
                local(
                    n_workers=workers,
                    threads_per_worker=1,
                    processes=True,
                    host="127.0.0.1",
                    dashboard_address="127.0.0.1:0",
                    silence_logs=50,
                )
            )
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        yield cluster
