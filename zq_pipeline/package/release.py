"""The settings of a release, read from ``raw/dataset.toml``."""

import re
import tomllib
from dataclasses import dataclass
from typing import Any, Final

from zq_pipeline.errors import PipelineError

_NAME: Final = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_TEXTS: Final = ("name", "title", "title_en", "description", "description_en")
_TABLES: Final = {
    "licence": ("name", "title", "path"),
    "publisher": ("title", "path", "email", "errors"),
    "source": ("rights", "rights_en"),
}
_OPTIONAL: Final = {"path", "email", "base_url", "errors"}
_ADDRESS: Final = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:/[!#$%&'()*+,./0-9:;=?@A-Za-z_~-]*)?")
_EMAIL: Final = re.compile(r"[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}")


class BadSettings(PipelineError):
    """The settings of the data set can't be understood."""

    code = "bad-dataset-settings"
    template = "{file}: {detail}"


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a title and perhaps an address; ``errors`` is where an issue can be opened."""

    title: str
    path: str = ""
    email: str = ""
    name: str = ""
    errors: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    """What a release is called, who publishes it under which licence, and what is said of the rights in its sources.

    ``base_url`` is the folder of the web under which each version has its own, with a slash at its end; empty when there is none.
    ``date`` is no setting: it is the day on which the version is made, given by the log of releases.
    """

    name: str
    title: str
    title_en: str
    description: str
    description_en: str
    licence: Named
    publisher: Named
    rights: str
    rights_en: str
    keywords: tuple[str, ...] = ()
    base_url: str = ""
    date: str = ""

    def address(self, version: str) -> str:
        """Where the files of ``version`` are on the web, empty when that is nowhere.

        >>> release = parse(EXAMPLE)
        >>> release.address("1.2.0")
        'https://data.example.org/liuxi/1.2.0/'
        """
        return f"{self.base_url}{version}/" if self.base_url else ""


def parse(text: str, file: str = "dataset.toml") -> Release:
    """The settings that ``text``, the TOML of ``file``, writes down; raises BadSettings, which says what to write.

    >>> parse("name = 'Liuxi 2030'")
    Traceback (most recent call last):
    zq_pipeline.package.release.BadSettings: bad-dataset-settings: dataset.toml: name must be lower-case ASCII letters, digits and hyphens, such as "liuxi-work-report".
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadSettings(file=file, detail=f"this is no TOML: {error}.") from None
    if not _NAME.fullmatch(str(values.get("name", ""))):
        raise BadSettings(
            file=file, detail='name must be lower-case ASCII letters, digits and hyphens, such as "liuxi-work-report".'
        )
    for key in values:
        if key not in (known := (*_TEXTS, *_TABLES, "keywords", "base_url")):
            raise BadSettings(file=file, detail=f"there is no setting {key}; did you mean one of {', '.join(known)}?")
    texts = {key: _text(values, key, file) for key in _TEXTS}
    parts = {name: _table(values, name, keys, file) for name, keys in _TABLES.items()}
    keywords = values.get("keywords", [])
    if not isinstance(keywords, list) or not all(isinstance(word, str) and word.strip() for word in keywords):
        raise BadSettings(file=file, detail='keywords must be a list of words: keywords = ["…", "…"].')
    parts["publisher"]["email"] = parts["publisher"]["email"].removeprefix("mailto:")
    base_url = _text(values, "base_url", file)
    _usable("base_url", base_url, file)
    for name, part in parts.items():
        for key in _OPTIONAL & part.keys():
            _usable(f"[{name}] {key}", part[key], file)
    return Release(
        **texts,
        licence=Named(**parts["licence"]),
        publisher=Named(**parts["publisher"]),
        **parts["source"],
        keywords=tuple(keywords),
        base_url=base_url and base_url.rstrip("/") + "/",
    )


def _usable(setting: str, value: str, file: str) -> None:
    """Raise BadSettings for an address or e-mail address that a reader of the package would refuse, or that would be a script."""
    if not value:
        return
    if setting.endswith("email"):
        if not _EMAIL.fullmatch(value):
            raise BadSettings(
                file=file,
                detail=f'{setting} is no e-mail address: {value!r}. Write one such as "data@example.org", or "".',
            )
    elif not _ADDRESS.fullmatch(value):
        raise BadSettings(
            file=file,
            detail=f'{setting} is no address of the web: {value!r}. Write one such as "https://example.org/data" (https or http, what is not ASCII percent-encoded), or "".',
        )
    elif setting == "base_url" and {"?", "#"} & set(value):
        raise BadSettings(file=file, detail=f"base_url is a folder, so it has no ? and no #: {value!r}.")


def _text(values: dict[str, Any], key: str, file: str, prefix: str = "") -> str:
    value = values.get(key, "" if key in _OPTIONAL else None)
    if not isinstance(value, str) or (not value.strip() and key not in _OPTIONAL):
        raise BadSettings(file=file, detail=f'{prefix}{key} is missing or is no text. Write {key} = "…".')
    return value


def _table(values: dict[str, Any], name: str, keys: tuple[str, ...], file: str) -> dict[str, str]:
    table = values.get(name)
    if not isinstance(table, dict):
        raise BadSettings(file=file, detail=f"the part [{name}] is missing. It holds {', '.join(keys)}.")
    for key in table:
        if key not in keys:
            raise BadSettings(file=file, detail=f"[{name}] has no setting {key}; it holds {', '.join(keys)}.")
    return {key: _text(table, key, file, f"[{name}] ") for key in keys}


EXAMPLE: Final = """
name = "liuxi-work-report"
title = "柳溪镇工作报告数据"
title_en = "Liuxi Town work reports"
description = "每个数字都有出处。"
description_en = "Every number with its words."
base_url = "https://data.example.org/liuxi"

[licence]
name = "CC-BY-4.0"
title = "Creative Commons Attribution 4.0 International"
path = "https://creativecommons.org/licenses/by/4.0/"

[publisher]
title = "柳溪数据"
email = "data@example.org"

[source]
rights = "原文权利归原发布机构。"
rights_en = "The source texts keep their status."
"""
"""All settings there are, for documentation and tests."""
