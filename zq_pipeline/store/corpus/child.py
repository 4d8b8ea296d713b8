"""``python -m zq_pipeline.store.corpus.child SECONDS MEMORY``: read the reports of a corpus that come in on standard input, one by one."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from zq_pipeline.errors import PipelineError
from zq_pipeline.store import raw, readers
from zq_pipeline.store.corpus.content import Content, called, content, keyed
from zq_pipeline.store.isolation import Request, serve
from zq_pipeline.store.readers.rows import json_row


def read(request: Request) -> Iterator[tuple[str, Content | PipelineError]]:
    """The reports in a file, or the one in a row, each with its content or the error; corrections beside the file hold."""
    sha256 = hashlib.sha256(request.data).hexdigest()
    many = request.path.suffix.lower() in readers.MANY
    try:
        said = raw.corrections_of(request.path)
    except PipelineError as error:
        yield request.name, error
        return
    keys = set()
    for found in _found(request):
        # A report of nowhere gets its key only when it has been read, and what is said of it names that key.
        own = f"{called(sha256, found.file)}-"
        ours = [replace(one, report="") if one.report.startswith(own) else one for one in said]
        result = raw.read_found(found, request.path, sha256, many, corpus=True, said=ours)
        result = result if many else raw.at_home(result, ours)
        if isinstance(result, PipelineError):
            yield found.file, result
            continue
        reading = keyed(result, sha256, found.file)
        keys.add(reading.key)
        yield found.file, content(reading)
    # The rows of a file may be in many batches: what is said of none of them is seen when all are there.
    if many and not request.row:
        yield from raw.strays(said, keys)


def _found(request: Request) -> Iterator[readers.Found]:
    if not request.row:
        yield from readers.reports(request.data, request.name)
        return
    try:
        line = request.data.decode("utf-8-sig")
    except UnicodeDecodeError:
        line = ""
    yield readers.Found(request.name, json_row(line, request.row, request.name.rpartition("#")[0]))


if __name__ == "__main__":
    serve(read)
