"""Where a report comes from: its origin file, filled up with what the page prints.

An origin file is TOML beside the report (``raw/a.txt``: ``raw/a.origin.toml``), with the fields of
:class:`~zq_pipeline.reading.records.Origin`. Reading and writing it is the store's; here is what it means.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Final

from zq_pipeline.errors import PipelineError
from zq_pipeline.reading.records import Origin

_YEARS: Final = frozenset({"review_year", "plan_year"})
KEYS: Final = tuple(f.name for f in fields(Origin) if f.name != "file")
"""The keys that an origin file may have, in the order in which they are written."""


class BadOrigin(PipelineError):
    """An origin file that can't be understood."""

    code = "bad-origin"
    template = "{file}: {detail}"


class IncompleteOrigin(PipelineError):
    """An origin that lacks what neither the page nor the place list tells."""

    code = "incomplete-origin"
    template = "{file} doesn't say {missing}. Write {settings} into {origin}."


def origin_file(file: str) -> str:
    """The name of the origin file of a report.

    >>> origin_file("raw/liuxi-2030.txt")
    'raw/liuxi-2030.origin.toml'
    """
    folder, slash, name = file.rpartition("/")
    return f"{folder}{slash}{name.rpartition('.')[0] or name}.origin.toml"


def parse(text: str, file: str) -> Origin:
    """The origin that ``text`` (TOML) writes down for the report ``file``; raises BadOrigin.

    >>> parse('publisher = "柳溪镇"\\nreview_year = 2030', "raw/a.txt").review_year
    2030
    >>> parse('colour = "red"', "raw/a.txt")
    Traceback (most recent call last):
    zq_pipeline.reading.origin.BadOrigin: bad-origin: raw/a.origin.toml: there is no key colour; did you mean one of \
publisher, publisher_en, place_code, place_name, index_number, document_number, category, disclosure, published, title, \
review_year, plan_year, source_url, media_type, encoding, sha256, rights_holder, right…
    """
    where = origin_file(file)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadOrigin(file=where, detail=f"this is no TOML: {error}. Put each setting on a line: key = \"value\".") from None
    for key, value in values.items():
        if key not in KEYS:
            raise BadOrigin(file=where, detail=f"there is no key {key}; did you mean one of {', '.join(KEYS)}?")
        wanted: type = int if key in _YEARS else str
        if type(value) is not wanted:
            word = "a year, without quotes" if key in _YEARS else "text in quotes"
            raise BadOrigin(file=where, detail=f"{key} must be {word}.")
    return Origin(file=file, **values)


def complete(origin: Origin, printed: Mapping[str, str], title: str) -> Origin:
    """``origin``, its empty fields filled with what the page prints; what the origin says stays.

    >>> complete(Origin("a.txt", publisher="柳溪镇"), {"publisher": "县府办", "index_number": "42"}, "总结").index_number
    '42'
    """
    found = {**printed, "title": title}
    return replace(origin, **{k: v for k, v in found.items() if k in KEYS and v and not getattr(origin, k)})


def required(origin: Origin) -> Origin:
    """``origin``, when it says where the report is from; raises IncompleteOrigin, which says what to write and where."""
    lacking = [key for key in ("publisher", "place_code") if not getattr(origin, key)]
    if lacking:
        words = {"publisher": "who published it", "place_code": "which place it is about"}
        example = {"publisher": 'publisher = "…"', "place_code": 'place_code = "…" (the statistics bureau\'s division code)'}
        raise IncompleteOrigin(
            file=origin.file,
            missing=" and ".join(words[k] for k in lacking),
            settings=" and ".join(example[k] for k in lacking),
            origin=origin_file(origin.file),
        )
    return origin
