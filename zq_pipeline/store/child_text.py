"""``python -m zq_pipeline.store.child_text SECONDS MEMORY``: take the text out of the files that come in on standard input, one by one."""

from collections.abc import Iterator

from zq_pipeline.errors import PipelineError
from zq_pipeline.store import readers
from zq_pipeline.store.isolation import Request, serve
from zq_pipeline.store.readers.extracted import Extracted


def read(request: Request) -> Iterator[tuple[str, Extracted | PipelineError]]:
    """The text of the one report in a file, or the error."""
    try:
        yield request.name, readers.extract(request.data, request.name)
    except PipelineError as error:
        yield request.name, error


if __name__ == "__main__":
    serve(read)
