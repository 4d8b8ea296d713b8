"""What has to hold before anything is published: the contract of each table, and what ties the tables to each other and to the source.

All are made from the catalogue, blocking, with the failing rows as metadata. They run in one step, so that fifty checks
don't cost fifty steps; each can be run by itself from the UI.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import dagster as dg
import pandas as pd

from zq_pipeline.defs.display import records, said, set_aside_table
from zq_pipeline.store import raw
from zq_pipeline.tables.catalogue import CATALOGUE, TABLES
from zq_pipeline.tables.checks import CHECKS as ACROSS
from zq_pipeline.tables.contract import violations


def result(asset: str, name: str, failing: Sequence[dict[str, Any]]) -> dg.AssetCheckResult:
    """What a check found: passed when no row fails, otherwise an error that shows the first of them."""
    shown = {"rows": records(failing)} if failing else {}
    return dg.AssetCheckResult(
        asset_key=asset,
        check_name=name,
        passed=not failing,
        severity=dg.AssetCheckSeverity.ERROR,
        description=f"{len(failing)} fail. The first: {said(failing[0])}" if failing else None,
        metadata={"failing": len(failing), **shown},
    )


_CONTRACTS = [
    dg.AssetCheckSpec(
        "contract", asset=table.name, blocking=True, description="Types, limits and keys, as the catalogue has them."
    )
    for table in CATALOGUE
]
_ACROSS = [
    dg.AssetCheckSpec(
        check.name,
        asset=check.table,
        blocking=True,
        description=f"{check.zh} · {check.en}",
        additional_deps=["reading", *(table.name for table in CATALOGUE if table.name != check.table)],
    )
    for check in ACROSS
]


@dg.multi_asset_check(
    specs=[*_CONTRACTS, *_ACROSS],
    ins={"reading": dg.AssetIn(), **{table.name: dg.AssetIn() for table in CATALOGUE}},
    can_subset=True,
)
def contracts_and_evidence(
    context: dg.AssetCheckExecutionContext, reading: raw.Shelf, **frames: pd.DataFrame
) -> Iterator[dg.AssetCheckResult]:
    """Every table against its contract, then the tables against each other and the source."""
    sources = {r.key: r.source for r in reading.readings}
    across = {check.name: check for check in ACROSS}
    for key in sorted(
        context.selected_asset_check_keys, key=lambda key: (key.name != "contract", key.name, key.asset_key.path)
    ):
        table = key.asset_key.to_user_string()
        if key.name == "contract":
            yield result(table, key.name, violations(TABLES[table], frames[table]))
        else:
            yield result(table, key.name, list(across[key.name].failing(frames, sources)))


@dg.asset_check(asset="datapackage", additional_ins={"reading": dg.AssetIn()}, blocking=True)
def every_report_read(reading: raw.Shelf) -> dg.AssetCheckResult:
    """Fails, after the others were published, when a report of raw/ had to be set aside: the run is then not a full success."""
    aside = reading.set_aside
    return dg.AssetCheckResult(
        passed=not aside,
        severity=dg.AssetCheckSeverity.ERROR,
        description=f"{len(aside)} of {len(aside) + len(reading.readings)} reports were set aside." if aside else None,
        metadata={"set_aside": set_aside_table(aside)},
    )


CHECKS = [contracts_and_evidence, every_report_read]
