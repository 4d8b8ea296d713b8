"""What stands beside the package for people and catalogues, made from the released files alone: the page, the metadata, and the
ZIP of it all. The page and what else is in the ZIP can't tell its checksum; ``dcat.jsonld``, which is not, does."""

import json
from collections.abc import Mapping, MutableMapping
from typing import Any, Final

import pandas as pd

from zq_pipeline.package.archive import archive_name, packed
from zq_pipeline.package.descriptor import as_json
from zq_pipeline.package.files import Some, measured
from zq_pipeline.package.joined import Tables
from zq_pipeline.portal import croissant, csvw, dcat, sheets
from zq_pipeline.portal.about import About, about
from zq_pipeline.portal.atlas.site import API, FOLDERS, atlas
from zq_pipeline.portal.kept_pages import Kept
from zq_pipeline.portal.page import INDEX, QUALITY, REPORTS, Checked, pages
from zq_pipeline.portal.schema_org import dataset
from zq_pipeline.portal.values import Both

Tree = Mapping[str, bytes]

_FILES: Final = frozenset(
    {
        INDEX,
        QUALITY,
        API,
        csvw.PATH,
        croissant.PATH,
        dcat.PATH,
        sheets.CATALOGUE_PATH,
        sheets.ELEMENTS_PATH,
        sheets.CITATION_PATH,
    }
)


def is_site(path: str) -> bool:
    """Whether :func:`add_site` makes ``path`` of a release; all others are the package's."""
    return path in _FILES or path.startswith((REPORTS, *FOLDERS)) or ("/" not in path and path.endswith(".zip"))


def add_site(
    frames: Mapping[str, pd.DataFrame],
    sources: Mapping[str, str],
    tree: MutableMapping[str, bytes],
    kept: Kept | None = None,
) -> None:
    """Put the portal's files beside those of the released package ``tree``. ``sources`` holds the decoded reports by key; pages that
    are ``kept`` are not made again."""
    package, listed = about(frames, tree), list(tree)
    tree.update(described(package))
    found = json.loads(tree["validation.json"])["checks"]
    checks = [
        Checked(c["name"], c["kind"], Both(c["title"], c["title_en"]), c.get("rows"), c["failing"]) for c in found
    ]
    offered = {path: measured(tree, path) for path in tree} | {archive_name(package.package): None, dcat.PATH: None}

    def make(described: Mapping[str, Any], wanted: frozenset[str] | None) -> dict[str, bytes]:
        own = frames.with_parts(kept.tables(wanted)) if kept and wanted and isinstance(frames, Tables) else frames
        return pages(own, sources, described, checks, offered, dataset(package), wanted)

    tree.update(kept.pages(package.package, make) if kept else make(package.package, None))
    if len(sources) > 1:
        tree.update(atlas(frames, package.package, offered, dataset(package)))
    zipped = packed(tree)
    tree.update(zipped)
    tree[dcat.PATH] = as_json(dcat.dcat(about(frames, Some(tree, [*listed, *zipped]))))


def described(package: About) -> dict[str, bytes]:
    """The metadata files that are in the ZIP, by path."""
    return {
        csvw.PATH: as_json(csvw.csvw(package)),
        croissant.PATH: as_json(croissant.croissant(package)),
        sheets.CATALOGUE_PATH: sheets.catalogue(package),
        sheets.ELEMENTS_PATH: sheets.elements(package),
        sheets.CITATION_PATH: sheets.citation(package),
    }
