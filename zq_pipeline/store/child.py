"""``python -m zq_pipeline.store.child SECONDS MEMORY``: read the reports of ``raw/`` that come in on standard input, one by one."""

from zq_pipeline.store import raw
from zq_pipeline.store.isolation import serve

if __name__ == "__main__":
    serve(lambda request: raw.read(request.path, request.data))
