"""``validation.json``: every check and gate, what it found, and the checksum of every file. No clock: same package, same bytes."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import pandas as pd

from zq_pipeline.package.descriptor import as_json, digest
from zq_pipeline.package.gates import GATES
from zq_pipeline.package.gates.finding import Finding, Tree
from zq_pipeline.tables.catalogue import CATALOGUE
from zq_pipeline.tables.checks import CHECKS
from zq_pipeline.tables.contract import violations

FILE: Final = "validation.json"
_GATES: Final = {
    "files": (
        "每个文件的字节数和校验和与描述相符",
        "Each file has the bytes and the checksum that the descriptor says",
    ),
    "lexical": ("每个单元格的写法", "How each cell is spelled"),
    "pandera": ("每张表符合目录中的约定", "Each table keeps the catalogue's contract"),
    "duckdb": ("第二个引擎核对类型、主键和外键", "A second engine checks types, keys and foreign keys"),
    "frictionless": ("Frictionless 读出每张表且全部有效", "Frictionless reads each table and finds it valid"),
    "zip": ("压缩包与文件相同，且从中可读出每张表", "The ZIP holds the same files, and each table is read from it"),
}


def broken_contracts(frames: Mapping[str, pd.DataFrame]) -> Iterator[Finding]:
    """What breaks the contract of its table, in frames that are not yet files."""
    for table in CATALOGUE:
        for case in violations(table, frames[table.name]):
            row = 0 if case["row"] is None else case["row"] + 1
            yield Finding(
                "pandera", table.name, row, case["column"], f"{case['value']!r} breaks the rule: {case['rule']}."
            )


def broken_checks(frames: Mapping[str, pd.DataFrame], sources: Mapping[str, str]) -> Iterator[Finding]:
    """What breaks a check across the tables and the sources."""
    for check in CHECKS:
        for row in check.failing(frames, sources):
            yield Finding(check.name, check.table, 0, "", "; ".join(f"{name}: {value}" for name, value in row.items()))


def validation(version: str, tree: Tree, findings: Sequence[Finding] = ()) -> bytes:
    """The file's content for a package with the files ``tree``, given all that was found."""
    found = Counter(finding.gate for finding in findings)

    def entry(kind: str, name: str, zh: str, en: str) -> dict[str, Any]:
        return {
            "name": name,
            "kind": kind,
            "title": zh,
            "title_en": en,
            "result": "failed" if found[name] else "passed",
            "failing": found[name],
        }

    return as_json(
        {
            "version": version,
            "valid": not findings,
            "checks": [
                *(entry("check", check.name, check.zh, check.en) for check in CHECKS),
                *(entry("gate", gate, *_GATES[gate]) for gate in (*(name for name, _ in GATES), "zip")),
            ],
            "files": [{"path": path, "bytes": len(tree[path]), "hash": digest(tree[path])} for path in sorted(tree)],
        }
    )
