"""Every published table, described once: contract, descriptor, dictionary, Dagster columns and all files follow from here.

To add a table: describe it in a module of this folder (``common`` has the fields of evidence), add that module's ``TABLES`` to
CATALOGUE after the tables that its foreign keys lead to, and write one function in :mod:`zq_pipeline.tables.rows` that turns
a reading into its rows. Nothing else: assets, checks, files, dictionary and page are projections.
"""

from typing import Final

from zq_pipeline.tables.catalogue import codes, numbers, outline
from zq_pipeline.tables.schema import Table, checked

CATALOGUE: Final[tuple[Table, ...]] = checked((*codes.TABLES, *outline.TABLES, *numbers.TABLES))
BY_NAME: Final = {table.name: table for table in CATALOGUE}
