"""CKAN's Action API over HTTP: one call, its answer or an error that says whose turn it is.

The client is requests: Dagster and Frictionless bring it along already, it streams files both ways and is kept up well.
(ckanapi knows neither ``match`` nor time limits and would be one more thing to install; httpx would be a second client.)
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

import requests
from requests.auth import AuthBase

from zq_pipeline.portal.ckan_answer import envelope, made, masked
from zq_pipeline.portal.publisher import BadAddress, BadToken, PortalConflict, PortalRefused, PortalUnreachable

CONNECT, ANSWER = 10, 300
"""Seconds to wait for a connection, and for the next bytes of an answer."""
_LATER: Final = {408, 425, 429}
_CHUNK: Final = 1 << 20
LONGEST: Final = 64 << 20
"""Bytes that an answer may have: a dataset of a thousand files has about one million."""

_T = TypeVar("_T")


class _Token(AuthBase):
    """Puts the token in the header. As ``auth``, so that no .netrc is asked; it never shows itself."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._token:
            request.headers["Authorization"] = self._token
        return request


class Api:
    """The actions of the CKAN at ``address``, asked with ``token`` (none: what the public may see)."""

    def __init__(self, address: str, token: str = "") -> None:
        """Asks nothing yet; raises BadAddress or BadToken."""
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
            # Perhaps with a password in it: not to be repeated.
            raise BadAddress()
        if not all("!" <= c <= "~" for c in token):
            raise BadToken()
        self.address = address.rstrip("/")
        self._token = token
        self._session = requests.Session()
        self._session.auth = _Token(token)

    def call(self, action: str, **parameters: Any) -> Any:
        """The result of an action; None where CKAN finds nothing by that name."""
        return self._send(action, json=parameters)

    def ask(self, action: str, shape: Callable[[Any], _T], **parameters: Any) -> _T:
        """The same, in a ``shape`` of :mod:`zq_pipeline.portal.ckan_answer`."""
        try:
            return made(shape, self.call(action, **parameters))
        except ValueError:
            raise self._no_ckan(f"the result of {action}") from None

    def revise(self, fields: Mapping[str, Any], files: Mapping[str, tuple[str, bytes]]) -> None:
        """``package_revise``: all of ``fields`` and ``files`` (each a name and its bytes) in one request."""
        # A part each, also without files: forms are limited as a whole, parts one by one.
        parts: dict[str, Any] = {key: (None, json.dumps(value, ensure_ascii=False)) for key, value in fields.items()}
        parts |= {key: (name, content, "application/octet-stream") for key, (name, content) in files.items()}
        self._send("package_revise", files=parts)

    def checksum(self, address: str, size: int) -> str:
        """``sha256:…`` of what can be fetched at ``address``, a place on this portal; empty when there is nothing, or over ``size`` bytes."""
        digest, length = hashlib.sha256(), 0
        try:
            with self._session.get(
                address, timeout=(CONNECT, ANSWER), stream=True, headers={"Cache-Control": "no-cache"}
            ) as answer:
                self._expect_working(answer)
                if answer.status_code != 200:
                    return ""
                for chunk in answer.iter_content(_CHUNK):
                    digest.update(chunk)
                    length += len(chunk)
                    if length > size:
                        return ""
        except requests.RequestException as error:
            raise PortalUnreachable(address=self.address, reason=_reason(error)) from None
        return f"sha256:{digest.hexdigest()}"

    def _send(self, action: str, **body: Any) -> Any:
        try:
            # Redirects are not followed: what was posted would arrive as a question.
            with self._session.post(
                f"{self.address}/api/3/action/{action}",
                timeout=(CONNECT, ANSWER),
                allow_redirects=False,
                stream=True,
                **body,
            ) as answer:
                self._expect_working(answer)
                content = self._content(answer)
        except requests.RequestException as error:
            # Without the cause: a chain of exceptions could show what was sent.
            raise PortalUnreachable(address=self.address, reason=_reason(error)) from None
        try:
            well, problem, result = made(lambda text: envelope(masked(json.loads(text), self._token)), content)
        except ValueError:
            raise self._no_ckan(f"status {answer.status_code}, and this") from None
        if well:
            return result
        self._refuse(action, answer.status_code, problem)
        return None

    def _content(self, answer: requests.Response) -> bytes:
        content = bytearray()
        for chunk in answer.iter_content(_CHUNK):
            content += chunk
            if len(content) > LONGEST:
                raise self._no_ckan(f"status {answer.status_code}, and what goes on after {LONGEST:,} bytes")
        return bytes(content)

    def _refuse(self, action: str, status: int, problem: dict[str, Any]) -> None:
        """Say whose turn it is after a ``problem``; nothing where CKAN found nothing by the name that was asked for."""
        kind = problem.pop("__type", "")
        if kind == "Not Found Error":
            return
        if status in (401, 403):
            raise self._refused(
                f"{action}, status {status}",
                "Check ZQ_PORTAL_TOKEN: it may be missing or expired, or its user may not edit this dataset.",
            )
        if "match" in problem:
            raise PortalConflict(address=self.address)
        raise self._refused(
            f"{action}: {json.dumps(problem, ensure_ascii=False)}",
            "Change what it objects to; the same would be refused again.",
        )

    def _no_ckan(self, what: str) -> PortalRefused:
        return self._refused(f"{what} is no answer of a CKAN", "Check the address of the portal.")

    def _expect_working(self, answer: requests.Response) -> None:
        if answer.status_code >= 500 or answer.status_code in _LATER:
            raise PortalUnreachable(address=self.address, reason=f"status {answer.status_code}")

    def _refused(self, reason: str, advice: str) -> PortalRefused:
        return PortalRefused(address=self.address, reason=reason, advice=advice)


def _reason(error: requests.RequestException) -> str:
    """What went wrong, by its kind alone: the texts of these exceptions repeat what was sent."""
    return type(error).__name__
