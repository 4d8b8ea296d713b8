"""Every published table, described once. Contract, descriptor, dictionary, workbook and page are projections of it.

To add a table: describe it in a module here, list it in ``CATALOGUE`` behind the tables that it points at, its codes in ``words.tsv``,
and give :mod:`zq_pipeline.tables.rows` one function that makes its rows. Nothing else has to be told.
"""

from typing import Final

from zq_pipeline.tables.catalogue.codes import INDICATOR, PLACE, THEME, UNIT
from zq_pipeline.tables.catalogue.correction import CORRECTION
from zq_pipeline.tables.catalogue.deeds import ACTION, SOURCE_NOTE
from zq_pipeline.tables.catalogue.names import ENTITY, HONOUR, MENTION
from zq_pipeline.tables.catalogue.promises import PANEL, SERIES, TARGET
from zq_pipeline.tables.catalogue.report import OBSERVATION, REPORT, SECTION, STATEMENT_TABLE, UNREAD_NUMBER
from zq_pipeline.tables.catalogue.words import WORDS
from zq_pipeline.tables.schema import Table, check_catalogue

CATALOGUE: Final[tuple[Table, ...]] = (
    THEME,
    UNIT,
    PLACE,
    INDICATOR,
    REPORT,
    SECTION,
    STATEMENT_TABLE,
    OBSERVATION,
    UNREAD_NUMBER,
    ENTITY,
    MENTION,
    HONOUR,
    ACTION,
    TARGET,
    SOURCE_NOTE,
    SERIES,
    PANEL,
    CORRECTION,
)
"""All tables, each behind those it points at."""

check_catalogue(CATALOGUE, WORDS)

TABLES: Final = {table.name: table for table in CATALOGUE}
"""The tables by name."""
