"""``python -m zq_pipeline.store.corpus.child SECONDS MEMORY``: read the reports that come in on standard input, one by one.

The kernel ends it when a report takes too long, and refuses it memory over the limit; it ends by itself with whoever started it.
"""

import gc
import hashlib
import os
import resource
import signal
import sys
from importlib import import_module
from pathlib import Path

from zq_pipeline.errors import PipelineError
from zq_pipeline.store import raw, readers
from zq_pipeline.store.corpus.content import Content, content, keyed
from zq_pipeline.store.corpus.isolation import Request, Results, receive, send
from zq_pipeline.store.readers.rows import json_row


def read(request: Request) -> Results:
    """The reports in a file, or the one in a row, each with its content or the error."""
    sha256 = hashlib.sha256(request.data).hexdigest()
    if request.row:
        try:
            line = request.data.decode("utf-8-sig")
        except UnicodeDecodeError:
            line = ""
        found = [readers.Found(request.name, json_row(line, request.row, request.name.rpartition("#")[0]))]
    else:
        found = list(readers.reports(request.data, request.name))
    many = request.path.suffix.lower() in readers.MANY
    return [(f.file, _content(f, request.path, sha256, many)) for f in found]


def _content(found: readers.Found, path: Path, sha256: str, many: bool) -> Content | PipelineError:
    result = raw.read_found(found, path, sha256, many, corpus=True)
    return result if isinstance(result, PipelineError) else content(keyed(result, sha256, found.file))


def main() -> None:
    """Answer requests until there are none any more."""
    seconds, memory = map(int, sys.argv[1:])
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
        signal.alarm(seconds)
        try:
            send(answers, read(request))
        except MemoryError:
            send(answers, "memory")
        except Exception as error:  # a fault of ours that this report brings to light: told, and the next report read
            send(answers, f"{type(error).__name__}: {error}")
        signal.alarm(0)


if __name__ == "__main__":
    main()
