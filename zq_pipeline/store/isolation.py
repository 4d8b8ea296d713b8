"""A reader in a process of its own: whatever a report does to it, it does to that process only.

``run`` and ``corpus`` read this way, each with a module that reads (:mod:`zq_pipeline.store.child`,
:mod:`zq_pipeline.store.corpus.child`) and hands its function to :func:`serve`.
"""

import gc
import os
import pickle
import resource
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from zq_pipeline.errors import PipelineError
from zq_pipeline.store.problems import ReportCrashed, ReportInterrupted, ReportTooHungry, ReportTooSlow

Results = list[tuple[str, Any]]
"""The name of each report in a file, with what was read or the error."""

HEAD: Final = struct.Struct(">Q")
_PIPE: Final = 1 << 20
"""Bytes that fit into a pipe: a report, and most answers, so that nobody has to wake to make room."""

_PATIENCE: Final = 10
"""How many times its seconds of work a report may take by the clock: on a busy machine it gets its turn seldom."""

_FROM_OUTSIDE: Final = frozenset({signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT})
_TRIES: Final = 2
_own = threading.local()


@dataclass(frozen=True, slots=True)
class Limits:
    """What one report may take: seconds of work, bytes of address space."""

    seconds: int = 60
    memory: int = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Request:
    """A report to read: the file it is (in), its name in the corpus, its bytes; ``row`` is its number in a file of rows, or 0."""

    path: Path
    name: str
    data: bytes
    row: int = 0


class Isolated:
    """A process that reads one report after the other; a new one takes the place of one that ended."""

    def __init__(self, limits: Limits, module: str) -> None:
        """The process, which runs ``module``, starts with the first report at the latest."""
        self.limits, self.module = limits, module
        self.process: subprocess.Popen[bytes] | None = None

    def read(self, request: Request) -> Results:
        """The reports in a file, each with what was read or the error; one error for all when the process did not come back.

        Whoever ends the process from outside means it, not the report, which is tried once more.
        """
        for _ in range(_TRIES):
            answer = self._ask(request)
            if not isinstance(answer, ReportInterrupted):
                break
        return [(request.name, answer)] if isinstance(answer, PipelineError) else answer

    def _ask(self, request: Request) -> Results | PipelineError:
        process = self.start()
        assert process.stdin and process.stdout
        try:
            send(process.stdin, request)
            answer: Results | str = receive(process.stdout)
        except (EOFError, BrokenPipeError):
            return self._why(request.name, self._ended(process))
        except BaseException:
            # Interrupted: what the process says to this would be taken for the answer to the next.
            process.kill()
            self._ended(process)
            raise
        if answer == "memory":
            # What it had taken may not come back: the next report gets a new process.
            self.close()
            return ReportTooHungry(file=request.name, megabytes=self.limits.memory // 1_000_000)
        return ReportCrashed(file=request.name, how=answer) if isinstance(answer, str) else answer

    def start(self) -> subprocess.Popen[bytes]:
        """The process, which gets ready while others work."""
        if self.process is None:
            command = [sys.executable, "-m", self.module, str(self.limits.seconds), str(self.limits.memory)]
            # The process inherits what is blocked here: an interrupt may come before it is ready to ignore one.
            blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
            try:
                self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, pipesize=_PIPE)
            finally:
                signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        return self.process

    def _why(self, name: str, code: int) -> PipelineError:
        if code in (-signal.SIGPROF, -signal.SIGALRM):
            return ReportTooSlow(file=name, seconds=self.limits.seconds)
        if -code in _FROM_OUTSIDE:
            return ReportInterrupted(file=name, how=signal.Signals(-code).name)
        return ReportCrashed(file=name, how=signal.Signals(-code).name if code < 0 else f"exit code {code}")

    def close(self) -> None:
        """End the process."""
        if self.process:
            self._ended(self.process)

    def _ended(self, process: subprocess.Popen[bytes]) -> int:
        """Wait for the end of ``process``, which hears no more; how it ended."""
        self.process = None
        with suppress(BrokenPipeError):
            # What nobody has read by then is written, and refused, once more.
            process.stdin.close()  # type: ignore[union-attr]
        return process.wait()


def reader(limits: Limits, module: str) -> Isolated:
    """The reader of this thread that runs ``module``; it ends with whoever started it."""
    kept: dict[str, Isolated] = _own.__dict__.setdefault("readers", {})
    if module in kept and kept[module].limits != limits:
        kept.pop(module).close()
    return kept.setdefault(module, Isolated(limits, module))


def serve(read: Callable[[Request], Iterable[tuple[str, Any]]]) -> None:
    """Be that process: answer requests with what ``read`` gives until there are none any more.

    The kernel ends it when a report takes too long, and refuses it memory over the limit; it ends by itself with whoever started
    it. Who interrupts a terminal interrupts all that run in it: here that is left to the one who waits for the answer.
    """
    seconds, memory = map(int, sys.argv[1:])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What a library prints goes where errors go: standard output is for answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import_module("zq_pipeline.reading.report")
    # Code and word lists stay to the end: looking through them for garbage takes a twentieth of the time.
    gc.freeze()
    while True:
        try:
            request = receive(sys.stdin.buffer)
        except EOFError:
            return
        try:
            send(answers, _results(read, request, seconds))
        except BrokenPipeError:
            # Who asked has ended, and what is left to write has nowhere to go.
            os._exit(0)
        except MemoryError:
            send(answers, "memory")
        except Exception as error:  # a fault of ours that this report brings to light: told, and the next report read
            send(answers, f"{type(error).__name__}: {error}")
        _allow(0)


def _results(read: Callable[[Request], Iterable[tuple[str, Any]]], request: Request, seconds: int) -> Results:
    """What ``read`` gives, each report in time of its own."""
    found = []
    _allow(seconds)
    for result in read(request):
        found.append(result)
        _allow(seconds)
    return found


def _allow(seconds: int) -> None:
    """Let the kernel end this process after ``seconds`` of work from now; 0 for never."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.alarm(_PATIENCE * seconds)


def send(stream: Any, message: object) -> None:
    """Write ``message``, with its length before it."""
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(HEAD.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: Any) -> Any:
    """The next message; raises EOFError when there is none any more."""
    head = stream.read(HEAD.size)
    if len(head) < HEAD.size:
        raise EOFError
    size = HEAD.unpack(head)[0]
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return pickle.loads(data)
