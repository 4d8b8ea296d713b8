"""A small invented release, for tests of the portals: two tables, a workbook, a database and a ZIP, as a tree of files."""

import hashlib
import json
from typing import Any

from zq_pipeline.package.archive import archive

UNIT = "unit,label\r\nha,公顷\r\nkm,公里\r\n"
OBSERVATION = "observation,value,unit\r\n1,133.8,km\r\n2,2300,ha\r\n"


def release(version: str = "1.0.0", *, without: tuple[str, ...] = (), **changed: Any) -> dict[str, bytes]:
    """The files by path. ``changed`` replaces the text of a table, or else a property of the description."""
    texts = {"observation": changed.pop("observation", OBSERVATION), "unit": changed.pop("unit", UNIT)}
    texts = {name: text for name, text in texts.items() if name not in without}
    files = {f"data/{name}.csv": text.encode() for name, text in texts.items()}
    forms = {"liuhe.xlsx": b"PK workbook " + json.dumps(texts).encode(), "liuhe.sqlite": b"SQLite format 3"}
    texts_of_reports = {"source/990101001-2030.txt": "柳河镇全年植树5万株。".encode()}
    description = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "liuhe-work-report",
        "title": "柳河镇 政府工作报告开放数据",
        "title_en": "Liuhe Town work reports as open data",
        "description": "柳河镇年度工作总结中的每一个数字。",
        "description_en": "Every number of the annual work reports of Liuhe Town.",
        "version": version,
        "created": "2024-01-15T00:00:00Z",
        "temporal": "2023/2024",
        "keywords": ["工作总结", "乡镇（街道）统计", "柳河镇"],
        "licenses": [{"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0"}],
        "contributors": [
            {"title": "开放数据小组", "email": "data@example.org", "roles": ["publisher"]},
            {"title": "柳河镇", "roles": ["creator"]},
        ],
        "resources": [_resource(name, files[f"data/{name}.csv"]) for name in texts],
        "forms": [
            {"path": path, "mediatype": "application/octet-stream", "bytes": len(content), "hash": _hash(content)}
            for path, content in sorted(forms.items())
        ],
        "texts": [
            {"path": path, "mediatype": "text/plain; charset=utf-8", "bytes": len(content), "hash": _hash(content)}
            for path, content in texts_of_reports.items()
        ],
        **changed,
    }
    beside = {"README.md": b"# ...", "index.html": b"<!doctype html>", **texts_of_reports}
    packed = {**files, **beside, "datapackage.json": json.dumps(description, ensure_ascii=False, indent=2).encode()}
    return {**packed, **forms, f"liuhe-work-report-{version}.zip": archive(packed)}


def _resource(name: str, content: bytes) -> dict[str, Any]:
    columns = content.decode().splitlines()[0].split(",")
    return {
        "name": name,
        "type": "table",
        "profile": "tabular-data-resource",
        "path": f"data/{name}.csv",
        "title": {"unit": "计量单位", "observation": "观测值"}[name],
        "description": "虚构的数据。",
        "description_en": "Invented data.",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": _hash(content),
        "schema": {
            "fields": [{"name": column, "type": "number" if column == "value" else "string"} for column in columns],
            "primaryKey": [columns[0]],
        },
    }


def _hash(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"
