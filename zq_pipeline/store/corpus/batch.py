"""A batch of reports → a folder of Parquet files under the key of its content: whole or not at all, and never twice."""

import hashlib
import os
import shutil
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from zq_pipeline.errors import PipelineError
from zq_pipeline.store.corpus.content import SCHEMAS, TABLES, Content
from zq_pipeline.store.corpus.links import BRIEF, BRIEFS
from zq_pipeline.store.corpus.plan import Batch, row
from zq_pipeline.store.corpus.shares import PARTS, SHARES, checksum, share, write
from zq_pipeline.store.isolation import Limits, Request, reader
from zq_pipeline.store.memory import code_version
from zq_pipeline.store.problems import DuplicateKey, ReportInterrupted
from zq_pipeline.store.raw import load, told_beside
from zq_pipeline.text.decoding import LIMIT, TooLarge

BATCHES: Final = ".batches"
MANIFEST: Final = "manifest"
SCHEMA: Final = pa.schema(
    [
        ("input", pa.string()),
        ("sha256", pa.string()),
        ("bytes", pa.int64()),
        ("report", pa.string()),
        ("year", pa.int32()),
        ("province", pa.string()),
        ("result", pa.string()),
        ("sentence", pa.string()),
        ("place", pa.string()),
        ("observations", pa.int64()),
        ("unread", pa.int64()),
        ("warnings", pa.string()),
        ("batch", pa.string()),
    ]
)
"""The manifest: a row for each report found. ``result`` is ``read`` or the code of the error; ``warnings`` says what to be wary of in one that was read."""

_CODE: Final = ("tables", "package/arrow.py", "package/table_schema.py", "store/corpus")
"""What a batch depends on beyond the readings."""

_READER: Final = "zq_pipeline.store.corpus.child"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of a batch. ``fresh`` is False when it had been read before."""

    key: str
    reports: int
    failed: int
    size: int
    fresh: bool


def read_batch(root: Path, batch: Batch, out: Path, limits: Limits) -> Receipt:
    """Read ``batch`` of the corpus in ``root`` into ``out``, unless that was done before with this code."""
    requests = list(_requests(root, batch))
    whole = hashlib.sha256(f"{code_version()}{code_version(_CODE, ('pyarrow',))}{limits}".encode())
    beside: dict[Path, bytes] = {}
    for request in requests:
        said = request.data if isinstance(request, Request) else str(request[1]).encode()
        if isinstance(request, Request):
            if request.path not in beside:
                beside[request.path] = _told_beside(request.path)
            said += beside[request.path]
        name = request.name if isinstance(request, Request) else request[0]
        whole.update(hashlib.sha256(name.encode(errors="surrogateescape")).digest() + hashlib.sha256(said).digest())
    key = whole.hexdigest()
    folder = out / BATCHES / key
    if folder.is_dir():
        return _receipt(folder, key, batch.size, fresh=False)
    rows, contents = _read(requests, key, limits)
    if left := [row["input"] for row in rows if row["result"] == ReportInterrupted.code]:
        # Under a name that nobody asks for: the next run reads this batch again.
        key = f"{key}-{hashlib.sha256(repr(left).encode()).hexdigest()[:16]}"
        rows = [{**row, "batch": key} for row in rows]
        folder = folder.with_name(key)
    _write(folder, rows, contents)
    return _receipt(folder, key, batch.size, fresh=True)


def _told_beside(path: Path) -> bytes:
    """A name for what its origin file and its corrections say of a report; empty when there are none."""
    try:
        told = told_beside(path)
    except PipelineError as error:
        return str(error).encode()
    return b"".join(hashlib.sha256(one).digest() for one in told) if any(told) else b""


def _receipt(folder: Path, key: str, size: int, *, fresh: bool) -> Receipt:
    results = pq.read_table(folder / f"{MANIFEST}.parquet", columns=["result"])["result"].to_pylist()
    return Receipt(key, len(results), sum(result != "read" for result in results), size, fresh)


def _requests(root: Path, batch: Batch) -> Iterator[Request | tuple[str, PipelineError]]:
    """What to read, or why a file can't be opened."""
    if batch.end:
        (name,) = batch.files
        with (root / name).open("rb") as file:
            file.seek(batch.start)
            number = batch.row
            while file.tell() < batch.end:
                line, size = row(file)
                number += 1
                if size > LIMIT:
                    yield f"{name}#{number}", TooLarge(file=f"{name}#{number}", size=size, limit=LIMIT)
                elif line.strip():
                    yield Request(root / name, f"{name}#{number}", line, number)
        return
    for name in batch.files:
        try:
            yield Request(root / name, name, load(root / name))
        except PipelineError as error:
            yield name, error


def _read(
    requests: list[Request | tuple[str, PipelineError]], key: str, limits: Limits
) -> tuple[list[dict[str, Any]], list[Content]]:
    """The rows of the manifest and what was read; of two reports with one key the first counts."""
    isolated = reader(limits, _READER)
    rows: list[dict[str, Any]] = []
    found: dict[str, tuple[str, Content]] = {}
    for request in requests:
        data = request.data if isinstance(request, Request) else b""
        sha256 = hashlib.sha256(data).hexdigest() if data else None
        for name, result in isolated.read(request) if isinstance(request, Request) else [request]:
            about = {"input": _utf8(name), "sha256": sha256, "bytes": len(data), "batch": key, "result": "read"}
            if isinstance(result, Content):
                about |= {"report": result.report, "year": result.year, "province": result.province}
                if result.report in found:
                    result = DuplicateKey(file=name, other=found[result.report][0], key=result.report)
                else:
                    found[result.report] = (name, result)
                    about |= {"observations": result.observations, "unread": result.unread}
                    about |= {"warnings": result.warnings or None}
            if isinstance(result, PipelineError):
                about |= {"result": result.code, "sentence": result.sentence, "place": result.place}
            rows.append(about)
    return rows, [content for _, content in found.values()]


def _utf8(name: str) -> str:
    """``name`` as text: a file's name may be bytes that are none."""
    return name.encode(errors="surrogateescape").decode(errors="backslashreplace")


def _write(folder: Path, rows: list[dict[str, Any]], contents: list[Content]) -> None:
    """All files of a batch in a folder of another name, down to the disk, then under its own."""
    fresh = folder.with_name(f".{folder.name[:16]}.{uuid.uuid4().hex}")
    fresh.mkdir(parents=True)
    try:
        pq.write_table(pa.Table.from_pylist(rows, SCHEMA), fresh / f"{MANIFEST}.parquet", compression="zstd")
        for table in TABLES:
            _write_table(fresh / f"{table.name}.parquet", table.name, [c for c in contents if table.name in c.rows])
        write(fresh / BRIEFS, BRIEF, _briefs(contents))
        for path in (*fresh.iterdir(), fresh):
            sync(path)
        try:
            fresh.rename(folder)
        except OSError:
            # Another worker was given the same batch, and was faster: the same content gives the same files.
            if not folder.is_dir():
                raise
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    sync(folder.parent)


def _write_table(path: Path, name: str, contents: Sequence[Content]) -> None:
    columns = [pa.field(field.name, field.type) for field in SCHEMAS[name]]
    schema = pa.schema([*columns, *PARTS])
    write(path, schema, [(share(c.year, c.province), _parted(c, name, schema)) for c in contents])


def _parted(content: Content, name: str, schema: pa.Schema) -> pa.RecordBatch:
    rows = content.table(name)
    values = (pa.scalar(content.year, pa.int32()), pa.scalar(content.province))
    parts = [pa.repeat(value, len(rows)) for value in values]
    return pa.RecordBatch.from_arrays([*rows.columns, *parts], schema=schema)


def _briefs(contents: Sequence[Content]) -> list[tuple[int, pa.RecordBatch]]:
    rows = [(c, [c.place, c.year, c.report, c.province, c.brief]) for c in contents if c.place]
    return [
        (checksum(c.place) % SHARES, pa.RecordBatch.from_pylist([dict(zip(BRIEF.names, row, strict=True))], BRIEF))
        for c, row in rows
    ]


def sync(path: Path) -> None:
    """Wait until ``path`` is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
