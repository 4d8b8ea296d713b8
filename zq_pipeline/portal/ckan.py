"""Publish on a CKAN portal: one dataset for the package, one request for all that changed in it.

``package_revise`` takes properties and files together, writes them in one transaction, and compares ``metadata_modified``
first, so that nobody's edit is lost. What must be sent again after a broken connection is decided by looking again: a
request that got through after all leaves nothing to do.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

from zq_pipeline.errors import plural
from zq_pipeline.portal import ckan_answer
from zq_pipeline.portal.ckan_api import Api
from zq_pipeline.portal.ckan_dataset import NAME, Plan, download, plan
from zq_pipeline.portal.publisher import (
    Difference,
    Listed,
    PortalConflict,
    PortalRefused,
    PortalUnreachable,
    Publication,
    Tree,
    described,
)

PAUSES: Final = (1.0, 4.0, 10.0)
"""Seconds before the second, third and last try."""
_NEW: Final = "00000000-0000-0000-0000-000000000000"
_PAGE: Final = 100
_T = TypeVar("_T")


class CkanPortal:
    """The CKAN at ``address``. A new dataset goes to ``organization`` (most portals ask for one); later that is left alone.

    ``pauses`` are the seconds between tries, ``sleep`` is what waits.
    """

    def __init__(
        self,
        address: str,
        token: str = "",
        *,
        organization: str = "",
        pauses: Sequence[float] = PAUSES,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Asks nothing yet; raises BadAddress or BadToken."""
        self._api = Api(address, token)
        self._organization = organization
        self._pauses = pauses
        self._sleep = sleep

    def difference(self, release: Tree) -> Difference:
        """What publishing ``release`` would change; nothing is written.

        Raises NoRelease, PortalRefused, PortalUnreachable.
        """
        descriptor = described(release)
        name = descriptor["name"]
        return self._persist(lambda: self._plan(release, descriptor, self._dataset(name) or {"id": _NEW}).difference)

    def publish(self, release: Tree) -> Publication:
        """Publish ``release`` in one request; without a difference nothing is written.

        Raises NoRelease, PortalRefused, PortalConflict, PortalUnreachable (after the last try).
        """
        descriptor = described(release)
        name = descriptor["name"]
        found: list[Difference] = []
        suspect: set[str] = set()

        def attempt() -> Publication:
            shown = self._dataset(name) or self._draft(name)
            asked = self._plan(release, descriptor, shown)
            found.append(asked.difference)
            if asked.difference or suspect:
                self._revise(shown, asked, suspect)
                self._look(shown["id"], asked, suspect)
            if found[0].added:
                self._preview(name)
            return Publication(f"{self._base()}/dataset/{name}", found[0])

        return self._persist(attempt)

    def releases(self) -> tuple[Listed, ...]:
        """The data packages that the portal shows, the one changed last first.

        Raises PortalRefused, PortalUnreachable.
        """
        found = self._persist(
            lambda: self._api.ask(
                "package_search", ckan_answer.found, fq=f"+{NAME}:*", sort="metadata_modified desc", rows=_PAGE
            )
        )
        return tuple(
            Listed(dataset["name"], dataset["version"], f"{self._base()}/dataset/{dataset['name']}")
            for dataset in found
            if _is_ours(dataset)
        )

    def _preview(self, name: str) -> None:
        """Have the portal make the previews that it makes by default: ``package_revise`` alone makes none. Without them all is published too."""
        with suppress(PortalRefused):
            self._api.call("package_create_default_resource_views", package=self._dataset(name))

    def _persist(self, attempt: Callable[[], _T]) -> _T:
        """What ``attempt`` gives, tried again when the portal does not answer.

        A conflict after a try that failed may be with ourselves, when the first request was carried out after all.
        """
        failed = False
        for pause in (*self._pauses, None):
            try:
                return attempt()
            except (PortalUnreachable, PortalConflict) as error:
                if pause is None or (isinstance(error, PortalConflict) and not failed):
                    raise
                failed = True
                self._sleep(pause)
        raise AssertionError("the last try returns or raises")

    def _base(self) -> str:
        """The portal's public address, which may differ from the one that we reach it by."""
        site = self._api.ask("status_show", ckan_answer.site) or self._api.address
        return site.rstrip("/") + urlsplit(self._api.address).path

    def _dataset(self, name: str) -> dict[str, Any] | None:
        """The dataset as it is shown; None when there is none. Raises PortalRefused when it is not ours to write."""
        shown = self._api.ask("package_show", ckan_answer.dataset, id=name)
        if shown is not None and shown.get("state") == "deleted":
            raise self._not_ours(
                f"the dataset {name} was deleted there", "Purge it in the portal's trash, or restore it."
            )
        if shown is not None and not _is_ours(shown):
            raise self._not_ours(
                f"its dataset {name} was not made by us",
                f'Rename the data set in raw/dataset.toml, or give that dataset the extra field {NAME} = "{name}".',
            )
        return shown

    def _not_ours(self, reason: str, advice: str) -> PortalRefused:
        return PortalRefused(address=self._api.address, reason=reason, advice=advice)

    def _draft(self, name: str) -> dict[str, Any]:
        """An empty dataset that nobody sees before its files are there."""
        empty = {"name": name, "state": "draft", "extras": [{"key": NAME, "value": name}]}
        if self._organization:
            empty["owner_org"] = self._organization
        made = self._api.ask("package_create", ckan_answer.dataset, **empty)
        if made is None:
            raise self._not_ours(f"it made no dataset {name}", "Check the address of the portal.")
        return made

    def _plan(self, release: Tree, descriptor: Mapping[str, Any], shown: Mapping[str, Any]) -> Plan:
        licences = self._api.ask("license_list", ckan_answer.licences)
        return plan(release, descriptor, shown, licences, self._base())

    def _revise(self, shown: Mapping[str, Any], asked: Plan, suspect: set[str]) -> None:
        """All changes in one request: first what goes, then the properties, new resources, fields, and bytes."""
        written = [w for w in asked.wanted if w.differs or w.id in suspect]
        fields: dict[str, Any] = {
            "match": {"id": shown["id"], "metadata_modified": shown["metadata_modified"]},
            # Lists are merged item by item: without emptying them first they could only grow.
            "filter": ["-tags", "-extras", *(f"-resources__{id}" for id in asked.removed)],
            "update": dict(asked.properties),
            "update__resources__extend": [{"id": w.id} for w in written if w.shown is None],
            **{f"update__resources__{w.id}": dict(w.fields) for w in written},
            "include": ["-*"],
        }
        self._api.revise(
            fields,
            {
                f"update__resources__{w.id}__upload": (w.file_name, w.content)
                for w in written
                if w.fresh_bytes or w.id in suspect
            },
        )

    def _look(self, dataset: str, asked: Plan, suspect: set[str]) -> None:
        """Fetch what was published. A write that failed half-way leaves files that belong to no description: send them again."""
        suspect.clear()
        suspect.update(
            w.id
            for w in asked.wanted
            if self._api.checksum(download(self._api.address, dataset, w.id, w.path), len(w.content))
            != w.fields["hash"]
        )
        if suspect:
            count = len(suspect)
            files = plural(count, "file came back other than it was", "files came back other than they were")
            raise PortalUnreachable(address=self._api.address, reason=f"{count} {files} sent")


def _is_ours(dataset: Mapping[str, Any]) -> bool:
    return any(extra["key"] == NAME for extra in dataset.get("extras", []))
