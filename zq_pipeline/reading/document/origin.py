"""Where a report comes from: its origin file, filled up with what the page prints.

An origin file is TOML beside the report (``raw/a.txt``: ``raw/a.origin.toml``), with the fields of
:class:`~zq_pipeline.reading.records.Origin`. Reading and writing it is the store's; here is what it means.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, Final

import tomli_w

from zq_pipeline.errors import PipelineError
from zq_pipeline.reading.document import header, place
from zq_pipeline.reading.records import Origin
from zq_pipeline.text.cleaning import cleaned
from zq_pipeline.text.folding import fold

_YEARS: Final = frozenset({"review_year", "plan_year"})
KEYS: Final = tuple(f.name for f in fields(Origin) if f.name != "file")
"""The keys that an origin file may have, in the order in which they are written."""
_ASKED: Final = (
    ("publisher", "who published it", 'publisher = "…"'),
    ("place_code", "which place it is about", 'place_code = "…" (the statistics bureau\'s division code)'),
)
_HEAD: Final = 200
"""How far into the body the line may stand that says where the report was given."""
_YEAR: Final = (re.compile(r"19\d\d|2[01]\d\d|2200", re.ASCII), "a year from 1900 to 2200, without quotes")
_ANY: Final = (re.compile(r"\S(?:.*\S)?", re.DOTALL), "text without control characters")
_SHAPES: Final = {
    "place_code": (re.compile(r"\d{6}(?:\d{3}){0,2}", re.ASCII), "a division code of 6, 9 or 12 digits"),
    "published": (re.compile(r"\d{4}-\d\d-\d\d", re.ASCII), 'a day as in "2025-01-21"'),
    "source_url": (re.compile(r"https?://\S+"), "an address that begins with http:// or https://"),
    "review_year": _YEAR,
    "plan_year": _YEAR,
}
_PROVINCE: Final = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12]|99|000000")
"""What a division code begins with; the nation's is whole, and 99, which is no province's, is for invented places."""

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")


class BadOrigin(PipelineError):
    """An origin file that can't be understood."""

    code = "bad-origin"
    template = "{file}: {detail}"


class IncompleteOrigin(PipelineError):
    """An origin that lacks what neither the page nor the place list tells."""

    code = "incomplete-origin"
    template = "{file} doesn't say {missing}. Write {settings} into {origin}."


class BadName(PipelineError):
    """A file whose name can't be published."""

    code = "bad-name"
    template = "The name of {file} holds control characters, or is not UTF-8. Give the file another name."


def origin_file(file: str) -> str:
    """The name of the origin file of a report.

    >>> origin_file("raw/liuxi-2030.txt")
    'raw/liuxi-2030.origin.toml'
    """
    folder, slash, name = file.rpartition("/")
    return f"{folder}{slash}{name.rpartition('.')[0] or name}.origin.toml"


def parse(text: str, file: str, report_file: str) -> Origin:
    """The origin that ``text``, the TOML of ``file``, writes down for the report ``report_file``; raises BadOrigin.

    >>> parse('publisher = "柳溪镇"\\nreview_year = 2030', "a.origin.toml", "a.txt").review_year
    2030
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadOrigin(
            file=file, detail=f'this is no TOML: {error}. Put each setting on a line: key = "value".'
        ) from None
    for key, value in values.items():
        if key not in KEYS:
            raise BadOrigin(file=file, detail=f"there is no key {key}; did you mean one of {', '.join(KEYS)}?")
        wanted: type = int if key in _YEARS else str
        if type(value) is not wanted:
            word = "a year, without quotes" if key in _YEARS else "text in quotes"
            raise BadOrigin(file=file, detail=f"{key} must be {word}.")
        values[key] = value.strip() if isinstance(value, str) else value
    return Origin(file=report_file, **values)


def complete(origin: Origin, printed: Mapping[str, str], title: str) -> Origin:
    """``origin``, its empty fields filled with what the page prints; what the origin says stays.

    >>> complete(Origin("a.txt", publisher="柳溪镇"), {"publisher": "县府办", "index_number": "42"}, "总结").index_number
    '42'
    """
    # A year is no text: :func:`told` has taken it, or it was none.
    found: dict[str, Any] = {key: said for key, said in {**printed, "title": title}.items() if key not in _YEARS}
    return replace(origin, **{k: v for k, v in found.items() if k in KEYS and v and not getattr(origin, k)})


def required(origin: Origin) -> Origin:
    """``origin``, when it says where the report is from, in values that can be published.

    Raises IncompleteOrigin, BadOrigin or BadName, which say what to write and where: a report that the gates would refuse
    must not hold up the others.

    >>> required(Origin("a.txt", publisher="柳溪镇", place_code="柳溪", place_name="柳溪镇"))
    Traceback (most recent call last):
    zq_pipeline.reading.document.origin.BadOrigin: bad-origin: a.origin.toml: place_code must be a division code of 6, 9 or 12 digits.
    """
    valid(origin)
    asked = [ask for key, *ask in _ASKED if not getattr(origin, key)]
    if asked:
        raise IncompleteOrigin(
            file=origin.file,
            missing=" and ".join(missing for missing, _ in asked),
            settings=" and ".join(setting for _, setting in asked),
            origin=origin_file(origin.file),
        )
    return origin


def valid(origin: Origin) -> Origin:
    """``origin``, when all that it says can be published, however little that is; raises BadOrigin or BadName."""
    if _CONTROL.search(origin.file):
        raise BadName(file=origin.file)
    for key in KEYS:
        value = str(getattr(origin, key) or "")
        shape, words = _SHAPES.get(key, _ANY)
        if value and (_CONTROL.search(value) or not shape.fullmatch(value)):
            raise BadOrigin(file=_told_in(origin.file), detail=f"{key} must be {words}.")
    if origin.published and not header.iso_date(origin.published):
        raise BadOrigin(
            file=_told_in(origin.file), detail=f"published is {origin.published}, which is no day of the calendar."
        )
    return origin


def _told_in(file: str) -> str:
    """Where to look for what a report's origin says: a row of a table says it itself."""
    return file if "#" in file else origin_file(file)


def placed(origin: Origin) -> Origin:
    """A valid ``origin`` of a report of anywhere: its place may be unknown, but must not be one that can't be.

    >>> placed(Origin("a.csv#1", place_code="980101003"))
    Traceback (most recent call last):
    zq_pipeline.reading.document.origin.BadOrigin: bad-origin: a.csv#1: place_code is 980101003, and no province's code begins with 98.
    """
    code = valid(origin).place_code
    if code and not _PROVINCE.match(code):
        detail = f"place_code is {code}, and no province's code begins with {code[:2]}."
        raise BadOrigin(file=_told_in(origin.file), detail=detail)
    return origin


def told(origin: Origin, facts: Mapping[str, str]) -> Origin:
    """``origin`` with ``facts``, which know better; a year without a digit (“不详”) is none, and one of other digits BadOrigin.

    >>> told(Origin("a.csv#1", publisher="县府办"), {"publisher": "柳溪镇", "review_year": "2030年"}).review_year
    2030
    """
    years = {key: _year(origin.file, key, said) for key in _YEARS if any(map(str.isdigit, said := facts.get(key, "")))}
    texts = {key: said for key, value in facts.items() if key in KEYS and key not in _YEARS and (said := value.strip())}
    if "published" in texts:
        texts["published"] = header.iso_date(fold(texts["published"]))
    changed: dict[str, Any] = {**texts, **years}
    return replace(origin, **changed)


def _year(file: str, key: str, said: str) -> int:
    found = re.match(r"[12]\d{3}(?!\d)", said)
    if not found:
        raise BadOrigin(file=file, detail=f"{key} is {said[:20]}, which is no year.")
    return int(found[0])


def from_page(text: str, origin: Origin, facts: Mapping[str, str]) -> Origin:
    """The origin of a report that has no origin file: ``origin``, filled from what its page prints, from ``facts`` and from the place list."""
    clean = cleaned(text)
    page = header.read(clean.text, clean.folded)
    origin = complete(complete(origin, page.fields, page.title.cut(clean.text)), facts, "")
    code = origin.place_code or place.code_of(origin.publisher, within=origin.title) or place.code_of(origin.place_name)
    name = origin.place_name or place.name_of(code)
    if not code and not name:
        code, name = place.titled(fold(origin.title), clean.folded[: page.body.start + _HEAD])
    return replace(origin, place_code=code, place_name=name)


def dump(origin: Origin) -> str:
    """The origin file of ``origin``, as TOML: every key that has a value, in the order of KEYS.

    >>> dump(Origin("a.txt", publisher="柳溪镇", review_year=2030)).splitlines()[:2]
    ['publisher = "柳溪镇"', 'review_year = 2030']
    """
    return tomli_w.dumps({key: value for key in KEYS if (value := getattr(origin, key))})
