"""A reader in a process of its own: whatever a report does to it, it does to that process only."""

import pickle
import signal
import struct
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from zq_pipeline.errors import PipelineError
from zq_pipeline.store.corpus.content import Content
from zq_pipeline.store.corpus.problems import ReportCrashed, ReportTooHungry, ReportTooSlow

Results = list[tuple[str, Content | PipelineError]]
HEAD: Final = struct.Struct(">Q")
_PIPE: Final = 1 << 20
"""Bytes that fit into a pipe: a report, and most answers, so that nobody has to wake to make room."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one report may take: seconds of the clock, bytes of address space."""

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

    def __init__(self, limits: Limits, module: str = "zq_pipeline.store.corpus.child") -> None:
        """The process, which runs ``module``, starts with the first report at the latest."""
        self.limits, self.module = limits, module
        self.process: subprocess.Popen[bytes] | None = None

    def read(self, request: Request) -> Results:
        """The reports in a file, each with its content or the error; one error for all when the process did not come back."""
        process = self.start()
        assert process.stdin and process.stdout
        try:
            send(process.stdin, request)
            answer: Results | str = receive(process.stdout)
        except (EOFError, BrokenPipeError):
            self.process = None
            process.stdin.close()
            return [(request.name, self._why(request.name, process.wait()))]
        if answer == "memory":
            # What it had taken may not come back: the next report gets a new process.
            self.close()
            return [(request.name, ReportTooHungry(file=request.name, megabytes=self.limits.memory // 1_000_000))]
        return [(request.name, ReportCrashed(file=request.name, how=answer))] if isinstance(answer, str) else answer

    def start(self) -> subprocess.Popen[bytes]:
        """The process, which gets ready while others work."""
        if self.process is None:
            command = [sys.executable, "-m", self.module, str(self.limits.seconds), str(self.limits.memory)]
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, pipesize=_PIPE)
        return self.process

    def _why(self, name: str, code: int) -> PipelineError:
        if code == -signal.SIGALRM:
            return ReportTooSlow(file=name, seconds=self.limits.seconds)
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return ReportCrashed(file=name, how=how)

    def close(self) -> None:
        """End the process."""
        if self.process and self.process.stdin:
            self.process.stdin.close()
            self.process.wait()
        self.process = None


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
