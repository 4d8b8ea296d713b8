"""What has to hold before anything is published: the contract of each table, and what ties the tables to each other and to the source.

All are made from the catalogue, blocking, with the failing rows as metadata. A contract runs in its table's own step, the checks
across tables in that of the package, before it is built: a step and its inputs cost Dagster more than the check itself.
What the very same tables passed before, under the very same code, is told again and not done again (:mod:`zq_pipeline.defs.made`).
"""

from collections.abc import Sequence
from typing import Any

import dagster as dg

from zq_pipeline.defs.display import records, said, set_aside_table
from zq_pipeline.errors import plural
from zq_pipeline.store import raw
from zq_pipeline.tables.checks import CHECKS as ACROSS
from zq_pipeline.tables.schema import Table


def result(asset: str, name: str, failing: Sequence[dict[str, Any]]) -> dg.AssetCheckResult:
    """What a check found: passed when no row fails, otherwise an error that shows the first of them."""
    count = len(failing)
    shown = {"rows": records(failing)} if failing else {}
    return dg.AssetCheckResult(
        asset_key=asset,
        check_name=name,
        passed=not failing,
        severity=dg.AssetCheckSeverity.ERROR,
        description=f"{count:,} {plural(count, 'fails', 'fail')}. The first: {said(failing[0])}" if count else None,
        metadata={"failing": count, **shown},
    )


def contract_spec(table: Table) -> dg.AssetCheckSpec:
    """The check that a table keeps its contract."""
    return dg.AssetCheckSpec(
        "contract", asset=table.name, blocking=True, description="Types, limits and keys, as the catalogue has them."
    )


ACROSS_SPECS = [
    dg.AssetCheckSpec(check.name, asset="datapackage", blocking=True, description=f"{check.zh} · {check.en}")
    for check in ACROSS
]


EVERY_REPORT_READ = dg.AssetCheckSpec(
    "every_report_read",
    asset="datapackage",
    description="Fails, and holds nothing up, when a report of raw/ had to be set aside: the others are published.",
)


def every_report_read(read: int, aside: Sequence[raw.SetAside]) -> dg.AssetCheckResult:
    """Whether all of ``raw/`` was read; a run that had to leave something out is no full success."""
    count, reports = len(aside), len(aside) + read
    said = f"{count:,} of {reports:,} {plural(reports, 'report')} {plural(count, 'was', 'were')} set aside."
    return dg.AssetCheckResult(
        asset_key="datapackage",
        check_name="every_report_read",
        passed=not aside,
        severity=dg.AssetCheckSeverity.ERROR,
        description=said if aside else None,
        metadata={"set_aside": set_aside_table(aside)},
    )


NOTHING_WARNS = dg.AssetCheckSpec(
    "nothing_warns",
    asset="datapackage",
    description="Warns, and holds nothing up, when a report is worth a look: its year is in doubt, a part is missing, it breaks off.",
)


def nothing_warns(warnings: Sequence[str]) -> dg.AssetCheckResult:
    """Whether there is nothing to be wary of in the reports."""
    count = len(warnings)
    return dg.AssetCheckResult(
        asset_key="datapackage",
        check_name="nothing_warns",
        passed=not warnings,
        severity=dg.AssetCheckSeverity.WARN,
        description=f"{count:,} {plural(count, 'warning')}. The first: {warnings[0]}" if warnings else None,
        metadata={"warnings": records([{"warning": warning} for warning in warnings])} if warnings else {},
    )
