"""A folder as a ZIP, the same bytes every time: names sorted, one date and mode for all.

A release's ZIP holds all of it but the other forms of the same data (workbook, database, Parquet) and what tells of the ZIP itself:
tables with their description, the texts that offsets count in, the page to follow them on, the README.
"""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any, Final

from zq_pipeline.package.files import Some

DCAT: Final = "dcat.jsonld"
_DATE: Final = (1980, 1, 1, 0, 0, 0)


def archive(files: Mapping[str, bytes]) -> bytes:
    """The files by path as a ZIP with ``datapackage.json`` at its root, where validators look for it.

    >>> archive({"b": b"2", "a": b"1"}) == archive({"a": b"1", "b": b"2"})
    True
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, _DATE)
            info.create_system = 3
            info.external_attr = 0o100644 << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, files[name])
    return out.getvalue()


def archive_name(described: Mapping[str, Any]) -> str:
    """What the ZIP of a release is called, by its descriptor.

    >>> archive_name({"name": "liuxi", "version": "1.0.0"})
    'liuxi-1.0.0.zip'
    """
    return f"{described['name']}-{described['version']}.zip"


def packed(tree: Mapping[str, bytes]) -> dict[str, bytes]:
    """The ZIP of the release in ``tree``, by its path."""
    described = json.loads(tree["datapackage.json"])
    name = archive_name(described)
    apart = {form["path"] for form in described.get("forms", ())} | {DCAT, name}
    return {name: archive(Some(tree, [path for path in tree if path not in apart]))}
