"""The batches → tables in Parquet, by year and province, and one manifest; each table in shares, one after the other or at once."""

import os
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from zq_pipeline.reading.facts.correction import Correction
from zq_pipeline.store.corpus import links
from zq_pipeline.store.corpus.batch import BATCHES, MANIFEST, SCHEMA, sync
from zq_pipeline.store.corpus.content import SCHEMAS, TABLES
from zq_pipeline.store.corpus.links import Dropped
from zq_pipeline.store.corpus.shares import PARTS, SHARES, read
from zq_pipeline.store.publish import exchange
from zq_pipeline.store.raw import strays

FOLDER: Final = "tables"
_NEXT: Final = ".tables.next"
_AT_ONCE: Final = 64_000_000
"""Bytes of rows, about, that are brought in order at once."""

_OPEN: Final = 200
"""Files that a share may have open."""


Corrections = Sequence[Correction]


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the work: the years and provinces with this number, of a table."""

    table: str
    number: int

    def __str__(self) -> str:
        """How to speak of it."""
        return f"Writing the table {self.table}"


def prepare(out: Path, keys: Sequence[str], said: Mapping[str, Corrections]) -> tuple[list[Share], Dropped, int]:
    """Begin new tables of the batches ``keys`` with the manifest; the shares to write, what to leave out of them, and stray corrections.

    ``said`` are the corrections of files of rows; those for a report that no row is have a line in the manifest.
    """
    fresh = out / _NEXT
    shutil.rmtree(fresh, ignore_errors=True)
    for table in TABLES:
        (fresh / table.name).mkdir(parents=True)
    dropped, strays = _manifest(out, keys, fresh / f"{MANIFEST}.parquet", said)
    return [Share(table.name, number) for table in TABLES for number in range(SHARES)], dropped, strays


def write_share(share: Share, out: Path, keys: Sequence[str], dropped: Dropped) -> None:
    """Write the rows of ``share``, in the order of the batches, a file for each year and province; again when that was broken off.

    What only several reports tell, links say: other cells, and rows that stand after all others.
    """
    schema = SCHEMAS[share.table]
    writers: dict[Path, pq.ParquetWriter] = {}
    files: dict[Path, int] = defaultdict(int)
    try:
        more = links.more(out, share.table, share.number)
        amended = links.Amended(out, share.table, share.number)
        for rows in _together(chain(_rows(out, keys, share, dropped), more)):
            for (year, province), part in _parts(amended(rows)):
                folder = out / _NEXT / share.table / f"report_year={year}" / f"report_province={province}"
                if folder not in writers:
                    if len(writers) == _OPEN:
                        writers.pop(next(iter(writers))).close()
                    folder.mkdir(parents=True, exist_ok=True)
                    path = folder / f"part-{files[folder]}.parquet"
                    writers[folder] = pq.ParquetWriter(path, schema, compression="zstd")
                    files[folder] += 1
                writers[folder].write_table(pa.Table.from_arrays(part.columns, schema=schema))
    finally:
        for writer in writers.values():
            writer.close()


def put_in_place(out: Path) -> None:
    """Put the new tables in place of those that are there."""
    fresh, target = out / _NEXT, out / FOLDER
    shutil.rmtree(out / links.FOLDER, ignore_errors=True)
    os.sync()
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


def _manifest(out: Path, keys: Sequence[str], path: Path, said: Mapping[str, Corrections]) -> tuple[Dropped, int]:
    """Write the manifest, in the order of the batches; a report that an earlier batch has is a double, and is told so."""
    first: dict[str, str] = {}
    there: dict[str, set[str]] = {file: set() for file in said}
    dropped: dict[str, set[str]] = defaultdict(set)
    with pq.ParquetWriter(path, SCHEMA, compression="zstd") as writer:
        for key in keys:
            rows = pq.read_table(out / BATCHES / key / f"{MANIFEST}.parquet").to_pylist()
            for row in rows:
                report = row["report"]
                if report and (file := row["input"].rpartition("#")[0]) in there:
                    there[file].add(report)
                if row["result"] != "read":
                    continue
                if report in first:
                    dropped[key].add(report)
                    sentence = f"{row['input']} and {first[report]} are both the report {report}. The first counts."
                    row |= {"result": "duplicate-report", "sentence": sentence, "observations": None, "unread": None}
                    row |= {"warnings": None}
                else:
                    first[report] = row["input"]
            writer.write_table(pa.Table.from_pylist(rows, SCHEMA))
        lost = [(name, error) for file in said for name, error in strays(said[file], there[file])]
        rows = [{"input": name, "bytes": 0, "result": e.code, "sentence": e.sentence} for name, e in lost]
        writer.write_table(pa.Table.from_pylist(rows, SCHEMA))
    return {key: frozenset(reports) for key, reports in dropped.items()}, len(lost)


def _rows(out: Path, keys: Sequence[str], share: Share, dropped: Dropped) -> Iterator[pa.Table]:
    """The rows of a share, batch after batch, without those that links have instead."""
    replaced = links.replaced(out, share.table, share.number)
    for key in keys:
        rows = read(out / BATCHES / key / f"{share.table}.parquet", share.number)
        if rows is None:
            continue
        gone = dropped.get(key, frozenset())
        if gone or replaced:
            # Asked row by row: a set is not made ready anew for each batch, which would grow with the square of the corpus.
            kept = [report not in gone and report not in replaced for report in rows["report"].to_pylist()]
            rows = rows.filter(pa.array(kept, pa.bool_()))
        yield rows


def _together(tables: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """``tables`` as fewer and larger ones."""
    some: list[pa.Table] = []
    size = 0
    for table in tables:
        some.append(table)
        size += table.nbytes
        if size >= _AT_ONCE:
            yield pa.concat_tables(some)
            some, size = [], 0
    if some:
        yield pa.concat_tables(some)


def _parts(rows: pa.Table) -> Iterator[tuple[tuple[int, str], pa.Table]]:
    """``rows`` by year and province, in their order otherwise."""
    names = [field.name for field in PARTS]
    rows = rows.combine_chunks().sort_by([(name, "ascending") for name in names])
    start = 0
    for group in rows.group_by(names, use_threads=False).aggregate([([], "count_all")]).to_pylist():
        yield (group[names[0]], group[names[1]]), rows.slice(start, group["count_all"]).drop_columns(names)
        start += group["count_all"]
