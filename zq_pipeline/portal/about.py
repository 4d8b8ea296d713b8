"""The release as its descriptor tells it, with the few words that every kind of metadata needs."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from zq_pipeline.package.descriptor import MEDIA_TYPES
from zq_pipeline.package.files import measured
from zq_pipeline.portal.file_names import Name, named
from zq_pipeline.portal.values import Both

_MORE_TYPES: Final = {"jsonld": "application/ld+json", "html": "text/html", "cff": "text/yaml", "txt": "text/plain"}


@dataclass(frozen=True, slots=True)
class File:
    """A file of the release; ``sha256`` in lower-case hexadecimal."""

    path: str
    media_type: str
    bytes: int
    sha256: str

    @property
    def suffix(self) -> str:
        """``csv`` of ``data/unit.csv``."""
        return self.path.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class About:
    """What is released: ``package`` is the descriptor, ``files`` all files of the release, sorted by path."""

    package: Mapping[str, Any]
    files: tuple[File, ...]
    places: tuple[tuple[str, Both], ...]

    @property
    def title(self) -> Both:
        """The title in both languages."""
        return Both(self.package["title"], self.package["title_en"])

    @property
    def description(self) -> Both:
        """The description in both languages."""
        return Both(self.package["description"], self.package["description_en"])

    @property
    def version(self) -> str:
        """The version."""
        return str(self.package["version"])

    @property
    def home(self) -> str:
        """Where all versions are on the web, with a slash at its end; empty when that is not known."""
        return str(self.package.get("homepage", ""))

    def at(self, path: str) -> str:
        """The address of a file of the release; relative to the others when it is not known where they are."""
        return f"{self.home}{self.version}/{path}" if self.home else path

    def named(self, path: str) -> Name:
        """What the file at ``path`` is called."""
        return named(path, {t["name"]: _table(t) for t in self.package["resources"]})

    @property
    def issued(self) -> str:
        """The day of the release, ISO 8601, empty when no report has a date."""
        return str(self.package.get("created", ""))[:10]

    @property
    def years(self) -> tuple[str, str]:
        """The first and the last year that it is about."""
        first, _, last = self.package.get("temporal", "").partition("/")
        return first, last

    @property
    def licence(self) -> Mapping[str, str]:
        """The licence of the data: ``name``, ``title``, ``path``."""
        licence: Mapping[str, str] = self.package["licenses"][0]
        return licence

    @property
    def publisher(self) -> Mapping[str, Any]:
        """Who publishes the data."""
        return next(c for c in self.package["contributors"] if "publisher" in c["roles"])

    @property
    def creators(self) -> list[str]:
        """Who wrote the reports."""
        return [c["title"] for c in self.package["contributors"] if "creator" in c["roles"]]

    @property
    def keywords(self) -> list[str]:
        """The keywords, perhaps none."""
        return list(self.package.get("keywords", ()))


def _table(table: Mapping[str, Any]) -> Name:
    return Name(Both(table["title"], table["title_en"]), Both(table["description"], table["description_en"]))


def about(frames: Mapping[str, pd.DataFrame], tree: Mapping[str, bytes]) -> About:
    """The release whose files are ``tree``."""
    reports = set(frames["report"]["place"])
    place = frames["place"]
    names = zip(place["place"], place["name_zh"], place["name_en"], strict=True)
    files = [
        File(path, _media_type(path), size, checksum.removeprefix("sha256:"))
        for path, (size, checksum) in ((path, measured(tree, path)) for path in sorted(tree))
    ]
    return About(
        package=json.loads(tree["datapackage.json"]),
        files=tuple(files),
        places=tuple((code, Both(zh, en if isinstance(en, str) else zh)) for code, zh, en in names if code in reports),
    )


def _media_type(path: str) -> str:
    suffix = path.rpartition(".")[2]
    return MEDIA_TYPES.get(suffix) or _MORE_TYPES.get(suffix, "application/octet-stream")
