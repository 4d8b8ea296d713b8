"""What stands beside the package for people and catalogues: the page and the metadata, made from the released files alone."""

import json
from collections.abc import Mapping
from typing import Final

import pandas as pd

from zq_pipeline.portal.page import Checked, page
from zq_pipeline.portal.values import Both

FILES: Final = frozenset({"index.html"})
"""The paths that :func:`site` makes; all others in a release are the package's."""


def site(frames: Mapping[str, pd.DataFrame], sources: Mapping[str, str], tree: Mapping[str, bytes]) -> dict[str, bytes]:
    """The portal's files for the released package ``tree``. ``sources`` holds the decoded reports by key."""
    package = json.loads(tree["datapackage.json"])
    found = json.loads(tree["validation.json"])["checks"]
    checks = [Checked(c["name"], c["kind"], Both(c["title"], c["title_en"]), c["failing"]) for c in found]
    return page(frames, sources, package, checks, tree, {})
