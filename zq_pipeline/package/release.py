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
    "publisher": ("title", "path", "email"),
    "source": ("rights", "rights_en"),
}
_OPTIONAL: Final = {"path", "email"}


class BadSettings(PipelineError):
    """The settings of the data set can't be understood."""

    code = "bad-dataset-settings"
    template = "{file}: {detail}"


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a title and perhaps an address."""

    title: str
    path: str = ""
    email: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    """What a release is called, who publishes it under which licence, and what is said of the rights in its sources."""

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
        if key not in (*_TEXTS, *_TABLES, "keywords"):
            raise BadSettings(
                file=file,
                detail=f"there is no setting {key}; did you mean one of {', '.join((*_TEXTS, *_TABLES, 'keywords'))}?",
            )
    texts = {key: _text(values, key, file) for key in _TEXTS}
    parts = {name: _table(values, name, keys, file) for name, keys in _TABLES.items()}
    keywords = values.get("keywords", [])
    if not isinstance(keywords, list) or not all(isinstance(word, str) and word.strip() for word in keywords):
        raise BadSettings(file=file, detail='keywords must be a list of words: keywords = ["…", "…"].')
    return Release(
        **texts,
        licence=Named(**parts["licence"]),
        publisher=Named(**parts["publisher"]),
        **parts["source"],
        keywords=tuple(keywords),
    )


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
