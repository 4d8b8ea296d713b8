"""Files of rows in shares: one share of all batches can be read without the others, so that none needs much memory."""

import zlib
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

SHARES: Final = 8
"""In so many shares tables are brought together, and places compared."""

PARTS: Final = (pa.field("report_year", pa.int32()), pa.field("report_province", pa.string()))
"""What the tables are parted by, beside the columns of each table."""


def share(year: int, province: str) -> int:
    """The share of the tables that a year and province belong to."""
    return checksum(f"{year}/{province}") % SHARES


def checksum(text: str) -> int:
    """A number for ``text``, the same on every machine."""
    return zlib.crc32(text.encode())


def write(path: Path, schema: pa.Schema, rows: Sequence[tuple[int, pa.RecordBatch]]) -> None:
    """A row group for each share that has ``rows``, the numbers of the shares in the metadata; no file when there are no rows."""
    if not rows:
        return
    ordered = sorted(rows, key=itemgetter(0))
    numbers = " ".join(str(number) for number, _ in groupby(ordered, itemgetter(0)))
    with pq.ParquetWriter(path, schema.with_metadata({"shares": numbers}), compression="zstd") as writer:
        for _, group in groupby(ordered, itemgetter(0)):
            whole = pa.Table.from_batches([batch for _, batch in group], schema).combine_chunks()
            writer.write_table(whole, row_group_size=len(whole))


def every(path: Path) -> Iterator[pa.Table]:
    """The rows of such a file, share by share; none when there is no file."""
    if path.exists():
        with pq.ParquetFile(path) as file:
            for number in range(file.num_row_groups):
                yield file.read_row_group(number, use_threads=False)


def read(path: Path, number: int, columns: list[str] | None = None) -> pa.Table | None:
    """The rows of one share in such a file, all ``columns`` unless some are named; None when it has none."""
    if not path.exists():
        return None
    with pq.ParquetFile(path) as file:
        shares = file.schema_arrow.metadata[b"shares"].decode().split()
        if str(number) not in shares:
            return None
        return file.read_row_group(shares.index(str(number)), columns, use_threads=False)
