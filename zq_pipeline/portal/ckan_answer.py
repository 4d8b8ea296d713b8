"""What a CKAN's answers must look like to be used: whatever else comes, by mistake or by malice, is a ValueError here."""

import uuid
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


def made(shape: Callable[[Any], T], said: Any) -> T:
    """``said`` in this ``shape``; raises ValueError, whatever it is.

    >>> made(licences, [{"id": "cc-by"}])
    {'cc-by'}
    >>> made(licences, "cc-by")
    Traceback (most recent call last):
    ValueError: AttributeError
    """
    try:
        return shape(said)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(type(error).__name__) from None


def masked(said: Any, secret: str) -> Any:
    """``said`` without ``secret``, wherever in it that stands.

    >>> masked({"error": ["token s3cret is old"]}, "s3cret")
    {'error': ['token *** is old']}
    """
    match said:
        case str():
            return said.replace(secret, "***") if secret else said
        case list():
            return [masked(item, secret) for item in said]
        case dict():
            return {masked(key, secret): masked(item, secret) for key, item in said.items()}
    return said


def envelope(said: Any) -> tuple[bool, dict[str, Any], Any]:
    """Whether an action went well, and if not the problem, and if so the result."""
    if said["success"] is True:
        return True, {}, said["result"]
    return False, dict(said["error"].items()), None


def dataset(said: Any) -> dict[str, Any] | None:
    """A dataset with all that is asked of it; None stays None."""
    if said is None:
        return None
    parts = {name: _listed(said.get(name)) for name in ("resources", "extras", "tags")}
    for resource in parts["resources"]:
        _text(resource["id"])
    for extra in parts["extras"]:
        _text(extra["key"])
        extra.setdefault("value", "")
    for tag in parts["tags"]:
        _text(tag["name"])
    uuid.UUID(said["id"])
    return {**said, **parts, "metadata_modified": said.get("metadata_modified")}


def found(said: Any) -> list[dict[str, Any]]:
    """The datasets that a search found."""
    return [
        {"name": _text(item["name"]), "version": item.get("version") or "", "extras": _listed(item.get("extras"))}
        for item in _listed(said["results"])
    ]


def licences(said: Any) -> set[str]:
    """The ids of the licences that a portal knows."""
    return {_text(licence["id"]) for licence in _listed(said)}


def site(said: Any) -> str:
    """The public address in the status of a portal; empty when it tells none."""
    return _text((said or {}).get("site_url") or "")


def _listed(said: Any) -> list[dict[str, Any]]:
    return [dict(item.items()) for item in said or []]


def _text(said: Any) -> str:
    if not isinstance(said, str):
        raise TypeError
    return said
