"""The catalogue and the files as ``datapackage.json``: Data Package v2, in the part of it that all known readers read.

Chinese stands in the standard ``title`` and ``description``, English beside it in ``title_en`` and ``description_en``.
"""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from zq_pipeline.package.files import Measure, measured
from zq_pipeline.package.release import Release
from zq_pipeline.package.table_schema import table_schema
from zq_pipeline.tables.schema import Table

if TYPE_CHECKING:
    from zq_pipeline.package.joined import Tables

PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
DATA: Final = "data"
SOURCE: Final = "source"
MEDIA_TYPES: Final = {
    "csv": "text/csv",
    "json": "application/json",
    "md": "text/markdown",
    "parquet": "application/vnd.apache.parquet",
    "sqlite": "application/vnd.sqlite3",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


def resource(table: Table, measure: Measure, rows: int) -> dict[str, Any]:
    """A table's CSV file; ``row_count`` counts rows without the header."""
    return {
        "name": table.name,
        "type": "table",
        "profile": "tabular-data-resource",
        "path": f"{DATA}/{table.name}.csv",
        "title": table.zh,
        "title_en": table.en,
        "description": table.about_zh,
        "description_en": table.about_en,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        **measure.told,
        "row_count": rows,
        "schema": table_schema(table),
    }


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in ("", [], None)}


def _text(cell: Any) -> str:
    return "" if cell is None or cell is pd.NA else str(cell)


def released_on(release: Release, frames: Mapping[str, pd.DataFrame]) -> str:
    """The day of the release; where that is not given that of the latest report, and empty when none has a date."""
    return release.date or max(map(_text, frames["report"]["published_on"]), default="")


def creators(frames: Mapping[str, pd.DataFrame]) -> list[str]:
    """Who wrote the reports, in the order of these."""
    return [title for title in dict.fromkeys(map(_text, frames["report"]["publisher"])) if title]


def descriptor(
    release: Release,
    version: str,
    catalogue: Sequence[Table],
    tables: "Tables",
    forms: Mapping[str, bytes],
    texts: Mapping[str, bytes] | None = None,
) -> dict[str, Any]:
    """The package's description. ``tables`` are those of the catalogue, ``forms`` the same data in other formats, ``texts``
    the text of each report that offsets count in.

    ``created`` is the day of the release.
    """
    reports = tables["report"]
    issued = released_on(release, tables)
    years = sorted(map(int, reports["review_year"]))
    sources = [
        _filled(
            {
                "title": _text(title) or key,
                "path": _text(url),
                "publisher": publisher,
                "version": key,
                "hash": f"sha256:{sha256}",
                "rights": _text(rights),
            }
        )
        for key, title, url, publisher, sha256, rights in zip(
            *(reports[c] for c in ("report", "title", "source_url", "publisher", "sha256", "rights")), strict=True
        )
    ]
    licence, publisher = release.licence, release.publisher
    return _filled(
        {
            "$schema": PROFILE,
            "profile": "data-package",
            "name": release.name,
            "title": release.title,
            "title_en": release.title_en,
            "description": release.description,
            "description_en": release.description_en,
            "version": version,
            "homepage": release.base_url,
            "created": f"{issued}T00:00:00Z" if issued else "",
            "temporal": f"{years[0]}/{years[-1]}" if years else "",
            "keywords": list(release.keywords),
            "licenses": [_filled({"name": licence.name, "title": licence.title, "path": licence.path})],
            "source_rights": release.rights,
            "source_rights_en": release.rights_en,
            "contributors": [
                _filled(
                    {"title": publisher.title, "path": publisher.path, "email": publisher.email, "roles": ["publisher"]}
                ),
                *({"title": title, "roles": ["creator"]} for title in creators(tables)),
            ],
            "report_errors": publisher.errors or (publisher.email and f"mailto:{publisher.email}"),
            "sources": sources,
            "resources": [
                resource(table, measured(tables.files, f"{DATA}/{table.name}.csv"), tables.counts[table.name])
                for table in catalogue
            ],
            "forms": [
                {
                    "path": path,
                    "mediatype": MEDIA_TYPES[path.rpartition(".")[2]],
                    **measured(forms, path).told,
                }
                for path in sorted(forms)
            ],
            "texts": [
                {"path": path, "mediatype": "text/plain; charset=utf-8", **measured(texts or {}, path).told}
                for path in sorted(texts or {})
            ],
        }
    )


def as_json(value: Any) -> bytes:
    """``value`` as JSON for people and machines: keys in their order, Chinese as it is, a line break at the end."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
