"""A batch of reports → a folder of Parquet files under the key of its content: whole or not at all, and never twice."""

import hashlib
import os
import re
import shutil
import threading
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from zq_pipeline.errors import PipelineError
from zq_pipeline.package.descriptor import table_schema
from zq_pipeline.package.parquet import parquet
from zq_pipeline.reading.records import Reading
from zq_pipeline.store.corpus.isolation import Isolated, Limits, Request
from zq_pipeline.store.corpus.plan import Batch, row
from zq_pipeline.store.memory import code_version
from zq_pipeline.store.problems import DuplicateKey
from zq_pipeline.store.raw import load
from zq_pipeline.tables.catalogue import CATALOGUE
from zq_pipeline.tables.frames import FRAMES
from zq_pipeline.text.decoding import LIMIT, TooLarge

BATCHES: Final = ".batches"
MANIFEST: Final = "manifest"
TABLES: Final = tuple(table for table in CATALOGUE if "report" in table.columns)
"""The tables whose rows come from a report; code lists are in every data package."""

UNKNOWN: Final = "unknown"
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
        ("batch", pa.string()),
    ]
)
"""The manifest: a row for each report found. ``result`` is ``read`` or the code of the error."""

_CODE: Final = re.compile(r"[0-9]{6,12}")
_own = threading.local()


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
    whole = hashlib.sha256(f"{code_version(('.',))}{limits}".encode())
    for request in requests:
        said = request.data if isinstance(request, Request) else str(request[1]).encode()
        name = request.name if isinstance(request, Request) else request[0]
        whole.update(hashlib.sha256(name.encode(errors="surrogateescape")).digest() + hashlib.sha256(said).digest())
    key = whole.hexdigest()
    folder = out / BATCHES / key
    if folder.is_dir():
        return _receipt(folder, key, batch.size, fresh=False)
    rows, readings = _read(requests, key, limits)
    _write(folder, rows, readings)
    return _receipt(folder, key, batch.size, fresh=True)


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
) -> tuple[list[dict[str, Any]], list[Reading]]:
    """The rows of the manifest and the readings; of two reports with one key the first counts."""
    reader: Isolated = getattr(_own, "reader", None) or Isolated(limits)
    _own.reader = reader
    reader.limits = limits
    rows: list[dict[str, Any]] = []
    readings: dict[str, tuple[str, Reading]] = {}
    for request in requests:
        data = request.data if isinstance(request, Request) else b""
        sha256 = hashlib.sha256(data).hexdigest() if data else None
        for name, result in reader.read(request) if isinstance(request, Request) else [request]:
            about = {"input": name, "sha256": sha256, "bytes": len(data), "batch": key, "result": "read"}
            if isinstance(result, Reading):
                reading = _named(result, str(sha256), name)
                about |= {"report": reading.key, "year": reading.review_year, "province": _province(reading)}
                if reading.key in readings:
                    result = DuplicateKey(file=name, other=readings[reading.key][0], key=reading.key)
                else:
                    readings[reading.key] = (name, reading)
                    about |= {"observations": len(reading.observations), "unread": len(reading.unread_numbers)}
            if isinstance(result, PipelineError):
                about |= {"result": result.code, "sentence": result.sentence, "place": result.place}
            rows.append(about)
    return rows, [reading for _, reading in readings.values()]


def _named(reading: Reading, sha256: str, name: str) -> Reading:
    """A report of an unknown place is called after its content: a file's name says nothing beyond its folder."""
    if _CODE.fullmatch(reading.origin.place_code):
        return reading
    content = hashlib.sha256(f"{sha256}{name.rpartition('#')[2] if '#' in name else ''}".encode()).hexdigest()
    return replace(reading, key=f"{content[:16]}-{reading.review_year}")


def _province(reading: Reading) -> str:
    return reading.origin.place_code[:2] if _CODE.fullmatch(reading.origin.place_code) else UNKNOWN


def _write(folder: Path, rows: list[dict[str, Any]], readings: list[Reading]) -> None:
    """All files of a batch in a folder of another name, down to the disk, then under its own."""
    fresh = folder.with_name(f".{folder.name[:16]}.{uuid.uuid4().hex}")
    fresh.mkdir(parents=True)
    try:
        pq.write_table(pa.Table.from_pylist(rows, SCHEMA), fresh / f"{MANIFEST}.parquet", compression="zstd")
        for table in TABLES:
            # Of many reports nobody knows publisher and place, and they are kept all the same.
            content = parquet(table, FRAMES[table.name](readings), table_schema(table), strict=False)
            (fresh / f"{table.name}.parquet").write_bytes(content)
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


def sync(path: Path) -> None:
    """Wait until ``path`` is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
