"""Which portal a release goes to, by configuration; the release is what stands in ``datapackage/``.

``ZQ_PORTAL`` names the kind (``folder`` unless said otherwise), ``ZQ_PORTAL_ADDRESS`` the address (for a folder its path),
``ZQ_PORTAL_ORGANIZATION`` who owns a new dataset. The token is read from ``ZQ_PORTAL_TOKEN`` alone, and never shown or kept.
"""

import os
from enum import StrEnum
from pathlib import Path

from zq_pipeline.errors import PipelineError, need
from zq_pipeline.portal.publisher import Difference, Portal, Publication, Tree, described
from zq_pipeline.store.folder_portal import FolderPortal, withheld
from zq_pipeline.store.home import Home
from zq_pipeline.store.publish import held, read_tree
from zq_pipeline.store.release import settings


class Kind(StrEnum):
    """The kinds of portals."""

    FOLDER = "folder"
    CKAN = "ckan"


class UnknownPortal(PipelineError):
    """There is no such kind of portal."""

    code = "unknown-portal"
    template = "There is no portal of the kind {kind!r}. Set --portal or ZQ_PORTAL to one of {known}."


def chosen(home: Home, kind: str = "", address: str = "", organization: str = "") -> Portal:
    """The portal of this kind and address; what is not given is taken from the environment, then the folder portal of ``home``.

    Raises UnknownPortal, BadAddress, BadToken.
    """
    address = address or os.environ.get("ZQ_PORTAL_ADDRESS", "")
    if _kind(kind or os.environ.get("ZQ_PORTAL") or Kind.FOLDER) is Kind.FOLDER:
        return FolderPortal(Path(address) if address else home.portal)
    need("requests", "ckan", "Publishing on a CKAN portal")
    from zq_pipeline.portal.ckan import CkanPortal

    owner = organization or os.environ.get("ZQ_PORTAL_ORGANIZATION", "")
    return CkanPortal(address, os.environ.get("ZQ_PORTAL_TOKEN", ""), organization=owner)


def release(home: Home) -> Tree:
    """What is published in ``home``; empty when nothing is, which every portal refuses."""
    return read_tree(home.datapackage)


def publish(home: Home, there: Portal) -> Publication:
    """Publish what stands in ``home`` on a portal, unless that version was taken back. Raises what the portal raises."""
    with held(home.datapackage) as tree:
        package = described(tree)
        version = str(package.get("version", ""))
        if not isinstance(there, FolderPortal) and version in FolderPortal(home.portal).withdrawn(str(package["name"])):
            return Publication("", Difference(), withheld(version))
        return there.publish(tree)


def take_back(home: Home, there: Portal, version: str) -> Publication:
    """Show ``version``, which the folder portal keeps, in the place of those after it, there and on a portal that is another.

    Raises NoRelease when it is not kept, BadSettings, and what the portal raises.
    """
    name = settings(home.raw).name
    keeper = there if isinstance(there, FolderPortal) else FolderPortal(home.portal)
    tree = keeper.kept(name, version)
    done = keeper.take_back(name, version)
    return done if keeper is there else there.publish(tree)


def _kind(name: str) -> Kind:
    try:
        return Kind(name)
    except ValueError:
        raise UnknownPortal(kind=name, known=", ".join(Kind)) from None
