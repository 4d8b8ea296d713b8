"""``validation.json``: every check, contract and gate, what it found, and the checksum of every file. No clock: same package, same bytes.

Beside them stand the warnings of the reports: what is worth a look, and holds nothing up.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, Final

import pandas as pd

from zq_pipeline.package.descriptor import DATA, as_json, descriptor
from zq_pipeline.package.files import measured
from zq_pipeline.package.gates import GATES, contracts, validate
from zq_pipeline.package.gates.finding import DESCRIPTOR, LIMIT, Finding, Tree, cells, resources
from zq_pipeline.package.joined import Tables
from zq_pipeline.package.release import EXAMPLE, parse
from zq_pipeline.package.sqlite import database
from zq_pipeline.package.version import FIRST
from zq_pipeline.reading.document import warning
from zq_pipeline.reading.records import WarningCode
from zq_pipeline.tables.catalogue import CATALOGUE
from zq_pipeline.tables.catalogue.words import WORDS
from zq_pipeline.tables.checks import CHECKS
from zq_pipeline.tables.contract import violations

FILE: Final = "validation.json"
_GATES: Final = {
    "files": (
        "每个文件的字节数和校验和与描述相符",
        "Each file has the bytes and the checksum that the descriptor says",
    ),
    "lexical": ("每个单元格的写法", "How each cell is spelled"),
    "duckdb": ("第二个引擎核对类型、主键和外键", "A second engine checks types, keys and foreign keys"),
    "frictionless": ("Frictionless 读出每张表且全部有效", "Frictionless reads each table and finds it valid"),
    "zip": ("压缩包内的文件与旁边的文件逐字节相同", "The ZIP holds the very files that stand beside it"),
}
_BESIDE: Final = tuple(name for name, _ in GATES if name != contracts.GATE)


def broken_contracts(frames: Mapping[str, pd.DataFrame]) -> Iterator[Finding]:
    """What breaks the contract of its table, in frames that are not yet files."""
    for table in CATALOGUE:
        for case in violations(table, frames[table.name]):
            row = 0 if case["row"] is None else case["row"] + 1
            yield Finding(
                contracts.GATE, table.name, row, case["column"], f"{case['value']!r} breaks the rule: {case['rule']}."
            )


def broken_checks(frames: Mapping[str, pd.DataFrame], sources: Mapping[str, str]) -> Iterator[Finding]:
    """What breaks a check across the tables and the sources."""
    for check in CHECKS:
        for row in check.failing(frames, sources):
            table = str(row.get("table", check.tables[0]))
            yield Finding(check.name, table, 0, "", "; ".join(f"{name}: {value}" for name, value in row.items()))


def unsound(tables: Tables, sources: Mapping[str, str]) -> list[Finding]:
    """What any check or gate finds wrong in ``tables``, as a package of their own.

    Raises sqlite3.IntegrityError for what no gate finds wrong and a database refuses.
    """
    described = as_json(descriptor(parse(EXAMPLE), FIRST, CATALOGUE, tables, {}))
    found = [*broken_checks(tables, sources), *validate({**tables.files, DESCRIPTOR: described})]
    if not found:
        database(CATALOGUE, tables)
    return found


def validation(version: str, tree: Tree, findings: Sequence[Finding] = ()) -> bytes:
    """The file's content for a package with the files ``tree``, given all that was found.

    The checks across tables and the contract of each table say how many rows were looked at; all say how many findings there
    are, and the first of them.
    """
    rows = {resource["name"]: resource["row_count"] for resource in resources(tree)}
    told: dict[str, list[str]] = {}
    for finding in findings:
        told.setdefault(_of(finding), []).append(str(finding))
    for code, sentence in _warned(tree):
        told.setdefault(code, []).append(sentence)

    def entry(kind: str, name: str, zh: str, en: str, tables: Sequence[str] = ()) -> dict[str, Any]:
        found = told.get(name, [])
        warns = kind == "warning"
        return {
            "name": name,
            "kind": kind,
            "severity": "warning" if warns else "error",
            "title": zh,
            "title_en": en,
            **({"tables": list(tables), "rows": sum(rows[table] for table in tables)} if tables else {}),
            "result": ("warned" if warns else "failed") if found else "passed",
            "failing": len(found),
            "found": found[:LIMIT],
        }

    return as_json(
        {
            "version": version,
            "valid": not findings,
            "checks": [
                *(entry("check", check.name, check.zh, check.en, check.tables) for check in CHECKS),
                *(
                    entry(
                        "contract",
                        _contract(table.name),
                        f"{table.zh}：类型、取值和键",
                        f"{table.en}: types, limits and keys",
                        [table.name],
                    )
                    for table in CATALOGUE
                ),
                *(entry("gate", gate, *_GATES[gate]) for gate in (*_BESIDE, "zip")),
                *(entry("warning", code.value, *WORDS[code], ["report"]) for code in WarningCode),
            ],
            "files": [{"path": path, **measured(tree, path).told} for path in sorted(tree) if path != FILE],
        }
    )


def _warned(tree: Tree) -> Iterator[tuple[str, str]]:
    """The warnings of the reports as they are published: code, and report with sentence. A cell that is none breaks a contract."""
    header, *rows = cells(tree[f"{DATA}/report.csv"])
    for row in (dict(zip(header, row, strict=False)) for row in rows):
        for code in WarningCode:
            if code in row["warnings"].split(";"):
                told = warning.told(code, row["review_year"], row["year_evidence"])
                yield code.value, f"{row['report']}: {told.sentence}"


def _contract(table: str) -> str:
    return f"{table}.contract"


def _of(finding: Finding) -> str:
    """The name of the entry that tells of ``finding``: the gate of contracts is told table by table."""
    return _contract(PurePosixPath(finding.file).stem) if finding.gate == contracts.GATE else finding.gate
