"""A deposit of the release in ``datapackage/``: its files and metadata in ``deposit/``, and from there, when asked, a draft at Zenodo.

The token is read from ``ZQ_DEPOSIT_TOKEN`` alone, the address from ``ZQ_DEPOSIT_ADDRESS`` where none is given.
"""

import os
from pathlib import Path

from zq_pipeline.errors import need
from zq_pipeline.portal.deposit import deposit
from zq_pipeline.store.home import Home
from zq_pipeline.store.portals import release
from zq_pipeline.store.publish import publish


def write(home: Home) -> Path:
    """Write what is deposited, whole or not at all, and give the folder. Raises NoRelease, and what publishing raises."""
    files = deposit(release(home))
    return publish(home.deposit, lambda current: files, lambda folder: None).target


def put(home: Home, address: str = "") -> str:
    """Put it at Zenodo as a draft, and give the draft's address. Raises MissingExtra, NoRelease, PortalRefused, PortalUnreachable."""
    need("requests", "ckan", "A deposit at Zenodo")
    from zq_pipeline.portal.zenodo import ADDRESS, Zenodo

    address = address or os.environ.get("ZQ_DEPOSIT_ADDRESS") or ADDRESS
    return Zenodo(address, os.environ.get("ZQ_DEPOSIT_TOKEN", "")).put(deposit(release(home)))
