"""``python -m zq_pipeline.store.corpus.child SECONDS MEMORY``: read the reports of a corpus that come in on standard input, one by one."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from zq_pipeline.errors import PipelineError
from zq_pipeline.store import raw, readers
from zq_pipeline.store.corpus.content import Content, content, keyed
from zq_pipeline.store.isolation import Request, serve
from zq_pipeline.store.readers.rows import json_row


def read(request: Request) -> Iterator[tuple[str, Content | PipelineError]]:
    """The reports in a file, or the one in a row, each with its content or the error."""
    sha256 = hashlib.sha256(request.data).hexdigest()
    many = request.path.suffix.lower() in readers.MANY
    for found in _found(request):
        yield found.file, _content(found, request.path, sha256, many)


def _found(request: Request) -> Iterator[readers.Found]:
    if not request.row:
        yield from readers.reports(request.data, request.name)
        return
    try:
        line = request.data.decode("utf-8-sig")
    except UnicodeDecodeError:
        line = ""
    yield readers.Found(request.name, json_row(line, request.row, request.name.rpartition("#")[0]))


def _content(found: readers.Found, path: Path, sha256: str, many: bool) -> Content | PipelineError:
    result = raw.read_found(found, path, sha256, many, corpus=True)
    return result if isinstance(result, PipelineError) else content(keyed(result, sha256, found.file))


if __name__ == "__main__":
    serve(read)
