"""What of a report leaves the process that read it: its key, year and province, and the rows of its tables, in Arrow."""

import hashlib
from dataclasses import dataclass, replace
from typing import Final

import pyarrow as pa

from zq_pipeline.package.arrow import arrays, arrow_schema
from zq_pipeline.reading.facts.brief import place
from zq_pipeline.reading.records import Reading
from zq_pipeline.store.corpus.brief import pack
from zq_pipeline.tables.catalogue import CATALOGUE
from zq_pipeline.tables.rows import ROWS, cells

TABLES: Final = tuple(table for table in CATALOGUE if "report" in table.columns)
"""The tables whose rows come from a report; code lists are in every data package."""

# Of many reports nobody knows publisher and place, and they are kept all the same.
SCHEMAS: Final = {table.name: arrow_schema(table, strict=False) for table in TABLES}
UNKNOWN: Final = "unknown"


@dataclass(frozen=True, slots=True)
class Content:
    """A report that was read. ``rows`` holds, for each table that it has rows of, these as a message in Arrow's format.

    ``warnings`` are the sentences of what to be wary of, each with its code. ``place`` ties it to others of its place, with what ``brief`` says; both are empty for a report of nowhere.
    """

    report: str
    year: int
    province: str
    observations: int
    unread: int
    warnings: str
    rows: dict[str, bytes]
    place: str
    brief: bytes

    def table(self, name: str) -> pa.RecordBatch:
        """The rows of table ``name``."""
        return pa.ipc.read_record_batch(pa.py_buffer(self.rows[name]), SCHEMAS[name])


def keyed(reading: Reading, sha256: str, name: str) -> Reading:
    """``reading`` of the report ``name`` in an input with the checksum ``sha256``; of an unknown place, it is called after its content.

    A file's name says nothing beyond its folder.
    """
    if reading.origin.place_code:
        return reading
    return replace(reading, key=f"{called(sha256, name)}-{reading.review_year}")


def called(sha256: str, name: str) -> str:
    """What a report of an unknown place is called, before its year."""
    row = name.rpartition("#")[2] if "#" in name else ""
    return hashlib.sha256(f"{sha256}{row}".encode()).hexdigest()[:16]


def content(reading: Reading) -> Content:
    """What is kept of ``reading``."""
    rows = {}
    for table in TABLES:
        columns = arrays(table, cells(table, ROWS[table.name]([reading])))
        if len(columns[0]):
            rows[table.name] = pa.RecordBatch.from_arrays(columns, schema=SCHEMAS[table.name]).serialize().to_pybytes()
    return Content(
        reading.key,
        reading.review_year,
        reading.origin.place_code[:2] or UNKNOWN,
        len(reading.observations),
        len(reading.unread_numbers),
        " ".join(map(str, reading.warnings)),
        rows,
        place(reading.origin),
        pack(reading) if place(reading.origin) else b"",
    )
