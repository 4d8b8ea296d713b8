"""``raw/<report>.corrections.toml``: what a steward says of the rows of a report, read, checked, and written.

An entry is ``[[correction]]`` with the words it is for (``key``, or ``quote`` and ``start``; best all), what holds instead, and who
says so and why::

    [[correction]]
    key = "330483105-2024-296"
    quote = "133.8亿元"
    set = {value = "13390000000", status = "actual"}
    why = "镇统计站 2025 年 2 月 3 日更正"
    by = "王"
    date = "2025-02-04"

``not_an_observation = "name"`` in the place of ``set`` takes the row away, ``add = {…}`` makes one of a number that was missed, and
an entry with none of them confirms the row as it was read.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import tomli_w

from zq_pipeline.errors import PipelineError
from zq_pipeline.lexicon.indicators import INDICATORS
from zq_pipeline.lexicon.themes import THEMES
from zq_pipeline.lexicon.unit_codes import UNITS
from zq_pipeline.reading.facts.correction import FIELDS, NEEDED, Correction
from zq_pipeline.reading.records import Reason
from zq_pipeline.tables.catalogue import TABLES

SUFFIX: Final = ".corrections.toml"
_WHAT: Final = ("set", "add", "not_an_observation")
_ABOUT: Final = ("why", "by", "date")
_KEYS: Final = ("key", "report", "start", "quote", *_WHAT, *_ABOUT)
_KEY: Final = re.compile(r"(?P<report>[0-9a-z]+-[0-9]{4})-(?P<start>[0-9]{1,9})")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LISTED: Final = {
    "indicator": frozenset(i.code for i in INDICATORS),
    "theme": frozenset(t.code for t in THEMES),
}
_UNITS: Final = frozenset(u.code for u in UNITS)


class BadCorrection(PipelineError):
    """A correction that can't be understood."""

    code = "bad-correction"
    template = "{file}: {detail}"


def beside(path: Path) -> Path:
    """Where the corrections of the report ``path`` stand.

    >>> beside(Path("raw/liuxi-2030.txt")).name
    'liuxi-2030.corrections.toml'
    """
    return path.with_name(f"{path.name.rpartition('.')[0] or path.name}{SUFFIX}")


def parse(text: str, file: str) -> tuple[Correction, ...]:
    """The corrections in ``text``, the TOML of ``file``; raises BadCorrection.

    >>> parse('[[correction]]\\nkey = "990101001-2023-12"\\nwhy = "x"\\nby = "y"\\ndate = 2024-01-02', "a")[0].start
    12
    """
    try:
        entries = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadCorrection(file=file, detail=f"this is no TOML: {error}.") from None
    listed = entries.get("correction", [])
    if set(entries) - {"correction"} or not isinstance(listed, list):
        raise BadCorrection(file=file, detail="it holds something else than entries that begin with [[correction]].")
    found = tuple(_Entry(entry, file, number).correction() for number, entry in enumerate(listed, 1))
    seen: dict[tuple[str, int], int] = {}
    for one in found:
        if (other := seen.setdefault((one.report, one.start), one.number)) != one.number:
            detail = f"corrections {other} and {one.number} are both for the row at {one.start}. Make one of them."
            raise BadCorrection(file=file, detail=detail)
    return found


class _Entry:
    """An entry on its way to a correction."""

    def __init__(self, entry: Any, file: str, number: int) -> None:
        self.entry, self.file, self.number = entry, file, number

    def correction(self) -> Correction:
        entry = self.entry
        if not isinstance(entry, dict):
            raise self._bad("is no entry")
        for name in entry:
            if name not in _KEYS:
                raise self._bad(f"has a setting {name}; did you mean one of {', '.join(_KEYS)}?")
        if len(what := [name for name in _WHAT if name in entry]) > 1:
            raise self._bad(f"says {' and '.join(what)}, and only one can hold")
        report, start = self._place()
        about = {name: self._text(name) for name in _ABOUT}
        if not _DAY.fullmatch(about["date"]):
            raise self._bad('has no day in date. Write it as in date = "2025-02-04"')
        quote = self._text("quote") if "quote" in entry else ""
        if "add" in entry and not quote:
            raise self._bad("adds a number and does not quote it. Write quote and start")
        missing = [name for name in NEEDED if "add" in entry and name not in entry["add"]]
        if missing:
            raise self._bad(f"adds a number without {', '.join(missing)}")
        return Correction(
            self.file,
            self.number,
            start,
            report=report,
            quote=quote,
            values=dict(self._values(entry.get("set", entry.get("add", {})))),
            reason=self._reason(),
            missed="add" in entry,
            **about,
        )

    def _place(self) -> tuple[str, int]:
        """The report, when it is said, and the offset."""
        if "key" in self.entry:
            found = _KEY.fullmatch(str(self.entry["key"]))
            if not found:
                raise self._bad("has a key that is none of an observation, such as 330483105-2024-296")
            return found["report"], int(found["start"])
        start = self.entry.get("start")
        if type(start) is not int or "quote" not in self.entry:
            raise self._bad("does not say which row it is for. Write its key, or its quote and start")
        return (self._text("report") if "report" in self.entry else ""), start

    def _values(self, said: Any) -> Iterator[tuple[str, str]]:
        if not isinstance(said, dict):
            raise self._bad('must name columns: set = {value = "12"}')
        for column, value in said.items():
            if column not in FIELDS:
                raise self._bad(f"names the column {column}; those that can be corrected are {', '.join(FIELDS)}")
            text = value if isinstance(value, str) else str(value)
            if wrong := unfit(column, text):
                raise self._bad(f"has {column} = {text!r}, which {wrong}")
            yield column, text

    def _reason(self) -> Reason | None:
        said = self.entry.get("not_an_observation")
        if said is None or said in set(Reason):
            return None if said is None else Reason(said)
        raise self._bad(f"gives {said!r} as the reason; reasons are {', '.join(Reason)}")

    def _text(self, name: str) -> str:
        said = self.entry.get(name, "")
        text = said if isinstance(said, str) else str(said)
        if not text.strip():
            raise self._bad(f'does not say {name}. Write {name} = "…"')
        return text if name == "quote" else text.strip()

    def _bad(self, what: str) -> BadCorrection:
        return BadCorrection(file=self.file, detail=f"correction {self.number} {what}.")


def unfit(column: str, text: str) -> str:
    """Why ``text`` can't be a cell of ``column``; empty when it can.

    >>> unfit("status", "done"), unfit("value", "12.50"), unfit("period", "2024")
    ('is none of actual, estimated, target', 'is not spelled as number', '')
    """
    from zq_pipeline.package.gates.lexical import tests
    from zq_pipeline.package.table_schema import field_schema

    field = TABLES["observation"].field(column)
    if not text:
        return "is empty" if field.required else ""
    for holds, why in tests(field_schema(field)):
        if not holds(text):
            return why
    if text not in _LISTED.get(column, (text,)) or (column == "unit" and not set(text.split("/")) <= _UNITS):
        return f"is not in the code list of {column}"
    return ""


def written(entry: Mapping[str, Any]) -> str:
    """An entry as it stands in the file."""
    plain = {name: said for name, said in entry.items() if not isinstance(said, Mapping)}
    tables = "".join(
        f"[correction.{name}]\n{tomli_w.dumps(said)}" for name, said in entry.items() if isinstance(said, Mapping)
    )
    return f"\n[[correction]]\n{tomli_w.dumps(plain)}{tables}"


def append(path: Path, entry: Mapping[str, Any]) -> None:
    """Write ``entry`` at the end of the file ``path``, whole or not at all; what is there keeps its words and its comments."""
    there = (
        path.read_text(encoding="utf-8")
        if path.exists()
        else "# What was read otherwise than it is printed, and what holds instead.\n"
    )
    text = there + written(entry)
    parse(text, f"{path.parent.name}/{path.name}")
    fresh = path.with_name(f".{path.name}.next")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)
