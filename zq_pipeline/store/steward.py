"""What a data steward does with rows: look at them, correct or confirm them, and hand them on to whoever teaches the reader."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from zq_pipeline.errors import PipelineError
from zq_pipeline.reading.facts.correction import FIELDS, cell, corrected
from zq_pipeline.reading.records import Certainty, Observation, Reading
from zq_pipeline.store import corrections, raw
from zq_pipeline.store.home import Home
from zq_pipeline.text.span import Span

ASKED: Final = "[k]eep  [c]orrect  [n]o observation  [s]kip  [q]uit"
_SIDE: Final = ("indicator_name", "status", "period", "unit_name")
"""Columns whose cells in other rows of the sentence are worth a look."""

_NUMBER: Final = re.compile(r"[0-9０-９][0-9０-９.,．，]*|[〇零一二两三四五六七八九十百千万亿]+")


class RowMissing(PipelineError):
    """There is no row of the key that was asked for."""

    code = "row-missing"
    template = "There is no observation {key} ({detail}). Take its key from the page or from observation.csv; for a number that was missed give its offset in KEY, and its words as quote=…."


@dataclass(frozen=True, slots=True)
class About:
    """Who says so, when, and why."""

    why: str
    by: str
    date: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a report of ``raw/``, with the row that starts there, if one does."""

    path: Path
    reading: Reading
    start: int

    @property
    def row(self) -> Observation | None:
        """The observation there."""
        return next((o for o in self.reading.observations if o.span.start == self.start), None)

    @property
    def key(self) -> str:
        """The key of that row."""
        return f"{self.reading.key}-{self.start}"


def shelf(home: Home) -> raw.Shelf:
    """The reports of ``home``, as the last run remembers them."""
    return raw.shelf(home.raw, home.dagster / "readings")


def place(home: Home, key: str) -> Place:
    """The place that ``key`` leads to; raises RowMissing where no report has that key."""
    report, _, start = key.rpartition("-")
    readings = {reading.key: reading for reading in shelf(home).readings}
    if report not in readings or not start.isdecimal():
        raise RowMissing(key=key, detail=f"reports are {', '.join(readings) or 'none'}")
    return _place(home, readings[report], int(start))


def _place(home: Home, reading: Reading, start: int) -> Place:
    return Place(home.raw / raw.holder(reading.origin.file.rpartition("/")[2]), reading, start)


def correct(at: Place, values: Mapping[str, str], about: About, *, reason: str = "") -> list[str]:
    """Write a correction of the row ``at`` a place beside its report; the row before and after, a line each.

    ``values`` are cells by column, with ``quote`` the words of a number that was missed; without any the row is confirmed.
    ``reason`` makes it no observation.
    Raises RowMissing, BadCorrection, CorrectionMisfit; nothing is written then.
    """
    row = at.row
    said = dict(values)
    quote = said.pop("quote", "") or (row.span.cut(at.reading.source) if row else "")
    if not quote:
        raise RowMissing(key=at.key, detail="no row starts there")
    what: dict[str, Any] = {"not_an_observation": reason} if reason else {"set" if row else "add": said}
    entry = {
        "key": at.key,
        "quote": quote,
        **(what if any(what.values()) or not row else {}),
        "why": about.why,
        "by": about.by,
        "date": about.date,
    }
    beside = corrections.beside(at.path)
    parsed = corrections.parse(corrections.written(entry), f"{beside.parent.name}/{beside.name}")
    after = Place(at.path, corrected(at.reading, parsed), at.start)
    corrections.append(beside, entry)
    return [f"before  {_line(at)}", f"after   {_line(after)}", f"in      {beside}"]


def _line(at: Place) -> str:
    row = at.row
    if row is None:
        return f"{at.key}  no observation"
    cells = [f"{name}={said}" for name in FIELDS if (said := cell(row, name))]
    return f"{at.key}  {' '.join(cells)} certainty={row.certainty.value}"


def doubtful(home: Home, *, likely: bool = False) -> Iterator[Place]:
    """The rows that are worth a look, report by report, those of the greatest doubt first; with ``likely`` also those of some doubt."""
    wanted = [Certainty.DOUBTFUL, *([Certainty.LIKELY] if likely else [])]
    for reading in shelf(home).readings:
        for certainty in wanted:
            for row in reading.observations:
                if row.certainty is certainty:
                    yield _place(home, reading, row.span.start)


def shown(at: Place) -> list[str]:
    """A row in its sentence, why it is in doubt, and what other rows of the sentence say in its columns."""
    row = at.row
    if row is None:
        return []
    statement = next((s.span for s in at.reading.statements if s.span.start == row.statement), row.span)
    before, after = Span(statement.start, row.span.start), Span(row.span.end, statement.end)
    source = at.reading.source
    lines = [
        f"{before.cut(source)}【{row.span.cut(source)}】{after.cut(source)}".replace("\n", "⏎").replace("\r", ""),
        _line(at),
        f"doubt       {', '.join(row.doubt) or 'none'}",
    ]
    others = [o for o in at.reading.observations if o.statement == row.statement and o is not row]
    for column in _SIDE:
        said = sorted({cell(o, column) for o in others} - {cell(row, column), ""})
        if said:
            lines.append(f"candidates  {column}: {' | '.join(said)}")
    return lines


def review(
    home: Home, ask: Callable[[str], str], tell: Callable[[str], object], by: str, date: str, likely: bool
) -> int:
    """Walk through the rows in doubt: show each, and do what is answered; how many were decided."""
    decided = 0
    for at in doubtful(home, likely=likely):
        tell("")
        for line in shown(at):
            tell(line)
        while (answer := ask(ASKED).strip().lower()[:1]) not in ("k", "c", "n", "s", "q"):
            tell("Answer with one of these letters.")
        if answer == "q":
            break
        if answer != "s":
            decided += _decided(at, answer, ask, tell, by, date)
    return decided


def _decided(
    at: Place, answer: str, ask: Callable[[str], str], tell: Callable[[str], object], by: str, date: str
) -> int:
    values, reason = {}, ""
    try:
        if answer == "c":
            values = cells(ask("column=value, several with ; between").split(";"))
        elif answer == "n":
            reason = ask("reason (name, date, ordinal, class_limit, specification, vague …)").strip()
        why = "As printed." if answer == "k" else ask("why")
        for line in correct(at, values, About(why, by, date), reason=reason):
            tell(line)
    except PipelineError as error:
        tell(str(error))
        return 0
    return 1


def cells(said: list[str]) -> dict[str, str]:
    """Columns with their new values; raises BadCorrection.

    >>> cells(["value=12", " status = actual "])
    {'value': '12', 'status': 'actual'}
    """
    found = {}
    for one in said:
        name, equals, value = one.partition("=")
        if not equals:
            raise corrections.BadCorrection(file="The command", detail=f"{one.strip()!r} is no column=value.")
        found[name.strip()] = value.strip()
    return found


def export(home: Home, out: Path) -> list[str]:
    """Write the corrected rows as annotated passages, for whoever measures or teaches the reader: a line for each report.

    ``reports.json`` lists the reports with the ``ranges`` that a person has looked at, ``<report>.txt`` is a text, and
    ``<report>.gold.jsonl`` has what holds in these ranges, a number a line; where none is, there is no observation.
    """
    out.mkdir(parents=True, exist_ok=True)
    told, lines = {}, []
    for reading in shelf(home).readings:
        spans = sorted({c.span for c in reading.corrections})
        if not spans:
            continue
        gold = [_gold(reading, o) for o in reading.observations if o.span in spans]
        told[reading.key] = {
            "title": reading.title,
            "place": reading.origin.place_name,
            "review_year": reading.review_year,
            "ranges": [list(span) for span in spans],
            "annotated": True,
        }
        rows = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in gold)
        (out / f"{reading.key}.gold.jsonl").write_text(rows, encoding="utf-8")
        (out / f"{reading.key}.txt").write_bytes(reading.source.encode("utf-8"))
        lines.append(f"{reading.key}  {len(spans)} looked at, {len(gold)} of them observations")
    (out / "reports.json").write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return lines


def _gold(reading: Reading, row: Observation) -> dict[str, Any]:
    words = row.span.cut(reading.source)
    found = _NUMBER.search(words)
    start, end = found.span() if found else (0, len(words))
    high = {} if row.value_high is None else {"hi": _plain(row.value_high)}
    return {
        "start": row.span.start + start,
        "end": row.span.start + end,
        "number": words[start:end],
        "indicator": [row.indicator],
        "measure": row.measure.value,
        "value": _plain(row.value),
        **high,
        "unit": row.unit,
        "bound": row.bound.value,
        "status": row.status.value,
        "period": row.period,
    }


def _plain(value: Any) -> int | float:
    return int(value) if value == int(value) else float(value)
