"""Put a deposit at Zenodo, as a draft: whoever answers for the data looks at it there, and publishes it by hand, for good.

The token stands in a header, is never repeated, and errors are told by their kind alone: their texts repeat what was sent.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

import requests

from zq_pipeline.portal.deposit import DATACITE, ZENODO
from zq_pipeline.portal.publisher import PortalRefused, PortalUnreachable

ADDRESS: Final = "https://zenodo.org"
_WAIT: Final = (10, 300)


class Zenodo:
    """The archive at ``address``, asked with ``token``."""

    def __init__(self, address: str, token: str) -> None:
        """Asks nothing yet; raises PortalRefused when the address or the token can't be one."""
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
            raise PortalRefused(
                address="The archive", reason="no address", advice=f"Set --address to one such as {ADDRESS}."
            )
        self._address = address.rstrip("/")
        if not token or not all("!" <= c <= "~" for c in token):
            raise self._refused(
                "no token", "Make one in your account there (deposit:write), and set ZQ_DEPOSIT_TOKEN to it."
            )
        self._token = token

    def put(self, files: Mapping[str, bytes]) -> str:
        """Make a draft of ``files``, the metadata among them, and give its address.

        Raises PortalRefused, PortalUnreachable; a draft that broke off stays there unpublished, and is to be thrown away.
        """
        made = self._ask("POST", f"{self._address}/api/deposit/depositions", json=json.loads(files[ZENODO]))
        try:
            bucket, shown = made["links"]["bucket"], made["links"]["html"]
        except (KeyError, TypeError):
            raise self._refused("this is no answer of Zenodo", "Check the address.") from None
        for name, content in files.items():
            if name in (ZENODO, DATACITE):
                continue
            stored = self._ask("PUT", f"{bucket}/{name}", data=content)
            if stored.get("checksum") != f"md5:{hashlib.md5(content, usedforsecurity=False).hexdigest()}":
                raise PortalUnreachable(address=self._address, reason=f"{name} came back other than it was sent")
        return str(shown)

    def _ask(self, method: str, address: str, **body: Any) -> dict[str, Any]:
        if urlsplit(address).netloc != urlsplit(self._address).netloc:
            raise self._refused("it sends us elsewhere", "Check the address.")
        try:
            answer = requests.request(
                method,
                address,
                headers={"Authorization": f"Bearer {self._token}"},
                timeout=_WAIT,
                allow_redirects=False,
                **body,
            )
        except requests.RequestException as error:
            raise PortalUnreachable(address=self._address, reason=type(error).__name__) from None
        if answer.status_code >= 500 or answer.status_code == 429:
            raise PortalUnreachable(address=self._address, reason=f"status {answer.status_code}")
        if answer.status_code in (401, 403):
            raise self._refused(
                f"status {answer.status_code}", "Check ZQ_DEPOSIT_TOKEN: it may be expired, or lack deposit:write."
            )
        try:
            said = answer.json()
        except ValueError:
            said = None
        if answer.status_code >= 300 or not isinstance(said, dict):
            raise self._refused(f"status {answer.status_code}", "Check the address and the settings of the data set.")
        return said

    def _refused(self, reason: str, advice: str) -> PortalRefused:
        return PortalRefused(address=self._address, reason=reason, advice=advice)
