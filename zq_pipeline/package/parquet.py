"""A table as Parquet: exact decimals, real dates, the table's description in the file's metadata; the same bytes every time."""

import io

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import csv

from zq_pipeline.package.arrow import arrow_schema
from zq_pipeline.tables.schema import Table


def parquet(table: Table, content: bytes) -> bytes:
    """The CSV file ``content`` of ``table`` as a Parquet file, its Table Schema as JSON under the key ``table_schema``.

    Raises pyarrow.ArrowInvalid for a cell of another type, and for a number with more than 10 digits after its point.
    """
    schema = arrow_schema(table)
    # One block, so that the rows come in one piece, whatever they are put together from.
    read = csv.ReadOptions(use_threads=False, block_size=len(content) + 1)
    convert = csv.ConvertOptions(column_types=schema, null_values=[""], strings_can_be_null=True)
    found = csv.read_csv(io.BytesIO(content), read, csv.ParseOptions(newlines_in_values=True), convert_options=convert)
    out = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(found.combine_chunks().columns, schema=schema), out, compression="zstd")
    # What Arrow keeps for the next table would be most of what a run of many reports has in memory.
    del found
    pa.default_memory_pool().release_unused()
    return out.getvalue()
