"""The batches → tables in Parquet, by year and province, and one manifest. One batch at a time is in memory."""

import os
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from zq_pipeline.store.corpus.batch import BATCHES, MANIFEST, SCHEMA, TABLES, sync
from zq_pipeline.store.publish import exchange

FOLDER: Final = "tables"
_NEXT: Final = ".tables.next"
_PARTITIONS: Final = ds.partitioning(
    pa.schema([("report_year", pa.int32()), ("report_province", pa.string())]), flavor="hive"
)
_ROWS: Final = 50_000
_OPEN: Final = 900

Dropped = Mapping[str, frozenset[str]]
"""Batch → the reports in it that a batch before it has as well."""


def compact(out: Path, keys: Sequence[str]) -> int:
    """Put the tables of the batches ``keys`` in place of those that are there; how many reports had to be left out as doubles."""
    fresh = out / _NEXT
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    dropped = _manifest(out, keys, fresh / f"{MANIFEST}.parquet")
    for table in TABLES:
        schema = _schema(out, keys, table.name)
        ds.write_dataset(
            _rows(out, keys, table.name, dropped, schema),
            fresh / table.name,
            schema=schema,
            format="parquet",
            partitioning=_PARTITIONS,
            file_options=ds.ParquetFileFormat().make_write_options(compression="zstd"),
            use_threads=False,
            max_partitions=20_000,
            max_open_files=_OPEN,
            max_rows_per_group=_ROWS,
        )
    os.sync()
    target = out / FOLDER
    if target.exists():
        try:
            exchange(fresh, target)
        except OSError:
            # No exchange on this file system: for an instant there are no tables; a run that is killed then makes them again.
            shutil.rmtree(target)
            fresh.rename(target)
        shutil.rmtree(fresh, ignore_errors=True)
    else:
        fresh.rename(target)
    sync(out)
    return sum(map(len, dropped.values()))


def _manifest(out: Path, keys: Sequence[str], path: Path) -> Dropped:
    """Write the manifest, in the order of the batches; a report that an earlier batch has is a double, and is told so."""
    first: dict[str, str] = {}
    dropped: dict[str, set[str]] = defaultdict(set)
    with pq.ParquetWriter(path, SCHEMA, compression="zstd") as writer:
        for key in keys:
            rows = pq.read_table(out / BATCHES / key / f"{MANIFEST}.parquet").to_pylist()
            for row in rows:
                report = row["report"]
                if row["result"] != "read":
                    continue
                if report in first:
                    dropped[key].add(report)
                    sentence = f"{row['input']} and {first[report]} are both the report {report}. The first counts."
                    row |= {"result": "duplicate-report", "sentence": sentence, "observations": None, "unread": None}
                else:
                    first[report] = row["input"]
            writer.write_table(pa.Table.from_pylist(rows, SCHEMA))
    return {key: frozenset(reports) for key, reports in dropped.items()}


def _schema(out: Path, keys: Sequence[str], name: str) -> pa.Schema:
    schema = pq.read_schema(out / BATCHES / keys[0] / f"{name}.parquet")
    return schema.append(pa.field("report_year", pa.int32())).append(pa.field("report_province", pa.string()))


def _rows(out: Path, keys: Sequence[str], name: str, dropped: Dropped, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """The rows of a table, batch after batch, with year and province."""
    for key in keys:
        folder = out / BATCHES / key
        rows = pq.read_table(folder / f"{name}.parquet")
        about = pq.read_table(folder / f"{MANIFEST}.parquet", columns=["report", "year", "province", "result"])
        about = about.filter(pc.equal(about["result"], "read"))
        if gone := dropped.get(key):
            rows = rows.filter(pc.invert(pc.is_in(rows["report"], pa.array(sorted(gone)))))
        at = pc.index_in(rows["report"], about["report"].combine_chunks())
        rows = rows.append_column("report_year", about["year"].take(at)).append_column(
            "report_province", about["province"].take(at)
        )
        yield from rows.cast(schema).to_batches()
