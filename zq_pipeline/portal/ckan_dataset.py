"""A release in CKAN's words: the properties of its dataset, and one resource for each file that is published there.

Pure: what CKAN holds comes in as the dictionaries that its Action API gives, what it should hold goes out the same way.
Found by experiment with CKAN 2.12: tags are 2 to 100 characters of letters, digits, ``-_.`` and spaces; a schema that is not
text is mangled; hashes are never computed; file names lose what is not ASCII.
"""

import hashlib
import json
import re
import uuid
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

from zq_pipeline.portal.file_names import Name, named
from zq_pipeline.portal.publisher import DESCRIPTOR, Difference, Tree
from zq_pipeline.portal.values import Both

NAME: Final = "datapackage_name"
"""The field, of a dataset or a resource, that says that it is ours and which one."""

_LICENCES: Final = {
    "CC0-1.0": "cc-zero",
    "CC-BY-4.0": "cc-by",
    "CC-BY-SA-4.0": "cc-by-sa",
    "CC-BY-NC-4.0": "cc-nc",
    "ODbL-1.0": "odc-odbl",
    "ODC-BY-1.0": "odc-by",
    "PDDL-1.0": "odc-pddl",
}
"""What CKAN calls licences, unless a portal lists them by the names that Data Package knows."""

_WHOLE: Final = (".zip", ".xlsx", ".sqlite")
_DOCUMENTS: Final = ("README.md", "index.html", "data-dictionary.md", "changes.csv")
"""What stands beside the tables, by ending or by path, in the order in which a new dataset lists it."""
_MIMETYPES: Final = {
    "zip": "application/zip",
    "csv": "text/csv",
    "md": "text/markdown",
    "html": "text/html",
    "txt": "text/plain",
    "json": "application/json",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file as a CKAN resource: its path in the release, its fields, its bytes, and the resource that is there by now."""

    path: str
    fields: Mapping[str, str]
    content: bytes
    shown: Mapping[str, Any] | None
    id: str

    @property
    def fresh_bytes(self) -> bool:
        """Whether the portal does not hold these bytes."""
        return self.shown is None or self.shown.get("hash") != self.fields["hash"]

    @property
    def differs(self) -> bool:
        """Whether anything has to be written; CKAN spells formats its own way."""
        shown = self.shown or {}
        return self.shown is None or any(
            _shown(shown.get(key)).casefold() != value.casefold()
            if key == "format"
            else _shown(shown.get(key)) != value
            for key, value in self.fields.items()
        )

    @property
    def file_name(self) -> str:
        """The name that the file is uploaded under."""
        return _file_name(self.path)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a release asks of a dataset: the properties to set, the files, and the ids of resources to take away."""

    properties: Mapping[str, Any]
    wanted: tuple[Wanted, ...]
    removed: Mapping[str, str]
    difference: Difference


def plan(
    release: Tree, descriptor: Mapping[str, Any], shown: Mapping[str, Any], licences: Collection[str], base: str
) -> Plan:
    """How ``shown``, the dataset as CKAN gives it (just its new id when there is none yet), becomes ``release``.

    ``licences`` are the ids that the portal knows, ``base`` is the portal's public address. Resources without our field
    are not looked at, and extras that are not ours are kept.
    """
    properties = _properties(descriptor, shown, licences)
    ours: dict[str, Mapping[str, Any]] = {}
    for resource in shown.get("resources", []):
        if resource.get(NAME):
            ours.setdefault(resource[NAME], resource)
    wanted = tuple(_wanted(release, descriptor, str(shown["id"]), ours, base))
    removed = {resource["id"]: key for key, resource in ours.items() if key not in {w.fields[NAME] for w in wanted}}
    difference = Difference(
        added=tuple(sorted(w.path for w in wanted if w.shown is None)),
        changed=tuple(sorted(w.path for w in wanted if w.shown is not None and w.differs)),
        removed=tuple(sorted(removed.values())),
        metadata=tuple(
            sorted(key for key, value in properties.items() if _plain(key, shown.get(key)) != _plain(key, value))
        ),
    )
    return Plan(properties, wanted, removed, difference)


def _properties(descriptor: Mapping[str, Any], shown: Mapping[str, Any], licences: Collection[str]) -> dict[str, Any]:
    contributors = descriptor.get("contributors", [])
    creators = [c["title"] for c in contributors if "creator" in c.get("roles", [])]
    publisher: Mapping[str, str] = next((c for c in contributors if "publisher" in c.get("roles", [])), {})
    licence = next((licence.get("name", "") for licence in descriptor.get("licenses", [])), "")
    start, _, end = str(descriptor.get("temporal", "")).partition("/")
    extras = {
        NAME: descriptor["name"],
        "title_en": descriptor.get("title_en", ""),
        "language": "zh",
        "issued": descriptor.get("created", "")[:10],
        "temporal_start": start,
        "temporal_end": end or start,
        "publisher_name": publisher.get("title", ""),
        "publisher_url": publisher.get("path", ""),
        "publisher_email": publisher.get("email", ""),
        "source_rights": descriptor.get("source_rights", ""),
        "source_rights_en": descriptor.get("source_rights_en", ""),
    }
    foreign = {extra["key"]: extra["value"] for extra in shown.get("extras", []) if extra["key"] not in extras}
    kept = foreign | {key: value for key, value in extras.items() if value}
    return {
        "title": descriptor.get("title", descriptor["name"]),
        "notes": _both(descriptor.get("description", ""), descriptor.get("description_en", "")),
        "version": str(descriptor.get("version", "")),
        "url": descriptor.get("homepage", ""),
        "license_id": licence if licence in licences else _LICENCES.get(licence, licence),
        "author": "、".join(creators),
        "maintainer": publisher.get("title", ""),
        "maintainer_email": publisher.get("email", ""),
        "state": "active",
        "tags": [{"name": tag} for tag in tags(descriptor.get("keywords", []))],
        "extras": [{"key": key, "value": value} for key, value in sorted(kept.items())],
    }


def tags(keywords: Collection[str]) -> list[str]:
    """``keywords`` as CKAN takes them, sorted; what is too short for a tag is left out.

    >>> tags(["工作总结", "乡镇（街道）统计、公报", "镇", "工作总结"])
    ['乡镇 街道 统计 公报', '工作总结']
    """
    cleaned = {" ".join(re.sub(r"[^\w.-]+", " ", word).split())[:100] for word in keywords}
    return sorted(tag for tag in cleaned if len(tag) >= 2)


def _wanted(
    release: Tree, descriptor: Mapping[str, Any], dataset: str, ours: Mapping[str, Mapping[str, Any]], base: str
) -> Iterator[Wanted]:
    """The files in the order in which a new dataset lists them: the description, whole packages, tables, the rest."""
    tables = {resource["path"]: resource for resource in descriptor.get("resources", [])}
    forms = {form["path"]: form for form in descriptor.get("forms", [])}
    whole = [path for end in _WHOLE for path in sorted(release) if "/" not in path and path.endswith(end)]
    # A page of many reports leads to one of each, and that would lead nowhere from here: it is in the ZIP.
    alone = not any(path.startswith("report/") for path in release)
    documents = [path for path in _DOCUMENTS if path in release and (alone or path != "index.html")]
    texts = [text["path"] for text in descriptor.get("texts", [])]
    paths = list(dict.fromkeys([DESCRIPTOR, *whole, *documents, *tables, *forms, *texts]))
    keys = {path: _key(path, tables, str(descriptor.get("version", ""))) for path in paths}
    ids = {path: str(ours[key]["id"]) if key in ours else _new_id(dataset, key) for path, key in keys.items()}
    addresses = {path: download(base, dataset, ids[path], path) for path in paths}
    for path in paths:
        content = release[path] if path != DESCRIPTOR else _with_addresses(descriptor, addresses)
        fields = _described(path, tables, forms) | {
            NAME: keys[path],
            "format": PurePosixPath(path).suffix[1:].upper(),
            "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        }
        yield Wanted(path, fields, content, ours.get(keys[path]), ids[path])


def _key(path: str, tables: Mapping[str, Mapping[str, Any]], version: str) -> str:
    """What a file is called in all versions: a table's name, or else the path without the version."""
    return str(tables[path]["name"]) if path in tables else path.replace(f"-{version}.", ".")


def _new_id(dataset: str, key: str) -> str:
    """Chosen by us, so that the description can name the addresses in the request that creates them."""
    return str(uuid.uuid5(uuid.UUID(dataset), key))


def _described(path: str, tables: Mapping[str, Any], forms: Mapping[str, Any]) -> dict[str, str]:
    if path in tables:
        table = tables[path]
        return {
            "name": table.get("title", table["name"]),
            "description": _both(table.get("description", ""), table.get("description_en", "")),
            "mimetype": table.get("mediatype", ""),
            "schema": json.dumps(table["schema"], ensure_ascii=False, separators=(",", ":")),
        }
    names = {t["name"]: Name(_said(t, "title"), _said(t, "description")) for t in tables.values()}
    name = named(path, names)
    mimetype = forms.get(path, {}).get("mediatype") or _MIMETYPES.get(PurePosixPath(path).suffix[1:], "")
    return {"name": name.title.zh, "description": _both(*_titled(name)), "mimetype": mimetype}


def _said(table: Mapping[str, Any], what: str) -> Both:
    return Both(table.get(what, table["name"]), table.get(f"{what}_en", ""))


def _titled(name: Name) -> Both:
    """What a file is for, with its English title, since the name of a resource is Chinese."""
    return Both(name.about.zh, ": ".join(filter(None, (name.title.en, name.about.en))))


def _with_addresses(descriptor: Mapping[str, Any], addresses: Mapping[str, str]) -> bytes:
    """The description with full addresses in place of paths: it stands alone on the portal."""
    absolute = dict(descriptor)
    for part in ("resources", "forms", "texts"):
        if part in descriptor:
            absolute[part] = [{**item, "path": addresses[item["path"]]} for item in descriptor[part]]
    return (json.dumps(absolute, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def download(base: str, dataset: str, resource: str, path: str) -> str:
    """Where a resource's file can be fetched."""
    return f"{base}/dataset/{dataset}/resource/{resource}/download/{_file_name(path)}"


def _file_name(path: str) -> str:
    """
    >>> _file_name("data/Bericht 2030.csv")
    'bericht-2030.csv'
    """
    return re.sub(r"[^a-z0-9_.]+", "-", PurePosixPath(path).name.lower())


def _both(zh: str, en: str) -> str:
    return "\n\n".join(filter(None, (zh, en)))


def _shown(value: Any) -> str:
    return "" if value is None else str(value)


def _plain(key: str, value: Any) -> Any:
    """A property for comparison: CKAN gives lists with fields of its own, in an order of its own, and null for nothing."""
    if key == "tags":
        return sorted(tag["name"] for tag in value or [])
    if key == "extras":
        return sorted((extra["key"], _shown(extra["value"])) for extra in value or [])
    return _shown(value)
