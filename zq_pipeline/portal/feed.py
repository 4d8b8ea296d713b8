"""The releases of a dataset as an Atom feed, so that people and programs hear of a new one. Dates are the releases' own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as Xml

_ATOM = "http://www.w3.org/2005/Atom"
_LONG_AGO = "1970-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Entry:
    """A release in the feed; ``archive`` is the path of its ZIP and its length, None when it has none."""

    version: str
    package: dict[str, Any]
    archive: tuple[str, int] | None


def entry(package: dict[str, Any], sizes: Mapping[str, int]) -> Entry:
    """The entry of the release with the descriptor ``package`` and files of these ``sizes`` by path."""
    archives = sorted(path for path in sizes if path.endswith(".zip"))
    return Entry(str(package["version"]), package, (archives[0], sizes[archives[0]]) if archives else None)


def feed(entries: Sequence[Entry]) -> bytes:
    """The feed of one dataset, ``entries`` in the order given, the newest first. Addresses are relative to the feed where it is not
    known where the releases live."""
    newest = entries[0].package
    home = str(newest.get("homepage", ""))
    root = Xml.Element("feed", {"xmlns": _ATOM, "xml:lang": "zh"})
    _add(root, "id", uuid5(NAMESPACE_URL, newest["name"]).urn)
    _add(root, "title", newest.get("title", newest["name"]))
    _add(root, "subtitle", newest.get("description", ""))
    _add(root, "updated", max(_date(one) for one in entries))
    _add(_add(root, "author"), "name", _publisher(newest))
    _add(root, "link", rel="self", href=f"{home}feed.atom", type="application/atom+xml")
    _add(root, "link", rel="alternate", href=f"{home}latest/index.html", type="text/html")
    for one in entries:
        element = _add(root, "entry")
        _add(element, "id", uuid5(NAMESPACE_URL, f"{one.package['name']}/{one.version}").urn)
        _add(element, "title", f"{one.package.get('title', one.package['name'])} {one.version}")
        _add(element, "updated", _date(one))
        _add(element, "summary", one.package.get("description", ""))
        _add(element, "link", rel="alternate", href=f"{home}{one.version}/index.html", type="text/html")
        if one.archive:
            path, size = one.archive
            _add(
                element,
                "link",
                rel="enclosure",
                href=f"{home}{one.version}/{path}",
                type="application/zip",
                length=str(size),
            )
    Xml.indent(root)
    text: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _add(parent: Xml.Element, tag: str, text: str = "", **attributes: str) -> Xml.Element:
    element = Xml.SubElement(parent, tag, attributes)
    if text:
        element.text = text
    return element


def _date(one: Entry) -> str:
    return str(one.package.get("created") or _LONG_AGO)


def _publisher(package: dict[str, Any]) -> str:
    titles = [c["title"] for c in package.get("contributors", ()) if "publisher" in c.get("roles", ())]
    return titles[0] if titles else str(package["name"])
