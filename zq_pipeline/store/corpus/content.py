"""What of a report leaves the process that read it: its key, year and province, and the rows of its tables, in Arrow."""

import hashlib
import re
from dataclasses import dataclass, replace
from typing import Final

import pyarrow as pa

from zq_pipeline.package.arrow import arrays, arrow_schema
from zq_pipeline.reading.records import Reading
from zq_pipeline.tables.catalogue import CATALOGUE
from zq_pipeline.tables.rows import ROWS, cells

TABLES: Final = tuple(table for table in CATALOGUE if "report" in table.columns)
"""The tables whose rows come from a report; code lists are in every data package."""

# Of many reports nobody knows publisher and place, and they are kept all the same.
SCHEMAS: Final = {table.name: arrow_schema(table, strict=False) for table in TABLES}
UNKNOWN: Final = "unknown"

_CODE: Final = re.compile(r"[0-9]{6,12}")


@dataclass(frozen=True, slots=True)
class Content:
    """A report that was read. ``rows`` holds, for each table that it has rows of, these as a message in Arrow's format."""

    report: str
    year: int
    province: str
    observations: int
    unread: int
    rows: dict[str, bytes]

    def table(self, name: str) -> pa.RecordBatch:
        """The rows of table ``name``."""
        return pa.ipc.read_record_batch(pa.py_buffer(self.rows[name]), SCHEMAS[name])


def content(reading: Reading, sha256: str, name: str) -> Content:
    """What is kept of ``reading``, of the report ``name`` in an input with the checksum ``sha256``."""
    known = _CODE.fullmatch(reading.origin.place_code)
    if not known:
        # A report of an unknown place is called after its content: a file's name says nothing beyond its folder.
        row = name.rpartition("#")[2] if "#" in name else ""
        key = hashlib.sha256(f"{sha256}{row}".encode()).hexdigest()[:16]
        reading = replace(reading, key=f"{key}-{reading.review_year}")
    rows = {}
    for table in TABLES:
        columns = arrays(table, cells(table, ROWS[table.name]([reading])))
        if len(columns[0]):
            rows[table.name] = pa.RecordBatch.from_arrays(columns, schema=SCHEMAS[table.name]).serialize().to_pybytes()
    return Content(
        reading.key,
        reading.review_year,
        reading.origin.place_code[:2] if known else UNKNOWN,
        len(reading.observations),
        len(reading.unread_numbers),
        rows,
    )
