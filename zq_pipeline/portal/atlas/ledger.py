"""The panel as the pages tell it: what was aimed at and what came, by place, indicator, measure and year, in words and with addresses."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Final

import pandas as pd

from zq_pipeline.lexicon.standard import STANDARD
from zq_pipeline.package.joined import columns
from zq_pipeline.portal.page import report_page
from zq_pipeline.portal.values import Both, Row, rows, said
from zq_pipeline.portal.words import word

Frames = Mapping[str, pd.DataFrame]

LEVELS: Final = ("nation", "province", "prefecture", "county", "township", "village")
NOTHING: Final = Both("", "")
_COUNTED: Final = frozenset({"count", "person"})
_BOUNDS: Final = {
    "approx": Both("{}左右", "about {}"),
    "at_least": Both("{}以上", "at least {}"),
    "at_most": Both("{}以内", "at most {}"),
    "more_than": Both("超过{}", "over {}"),
    "less_than": Both("低于{}", "under {}"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A place with reports, and those reports by the year under review; ``code`` names its page."""

    code: str
    name: Both
    level: str
    parent: str
    reports: Mapping[int, Row]


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of the code list that some report speaks of."""

    code: str
    name: Both
    about: Both
    theme: str
    better: str
    aliases: str


@dataclass(frozen=True, slots=True)
class Told:
    """Something said with a number: where it stands among others of its unit, how it is said, and the address of its words from the root."""

    value: Decimal
    said: Both
    href: str = ""
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One place, indicator, measure and year. ``last`` is what came in the year before, ``raised`` how far the aim lies above that of the
    year before, ``grown`` the same of what came, of rates in percentage points."""

    row: Row
    place: str
    year: int
    indicator: str
    measure: str
    aim: Told | None
    came: Told | None
    last: Told | None = None
    raised: Told | None = None
    grown: Told | None = None

    @property
    def numeric(self) -> bool:
        """Whether the aim is a number that others can be set beside."""
        return self.row["target_low"] is not None or self.row["target_high"] is not None

    @property
    def silence(self) -> Both:
        """Why there is no aim."""
        return NOTHING if self.aim else word(self.row["target_stated"])

    @property
    def speaks(self) -> bool:
        """Whether any report gives an aim or a number."""
        return bool(self.aim or self.came)


class Ledger:
    """All cells of a release, and who and what they are about."""

    def __init__(self, frames: Frames) -> None:
        """Take them from the tables."""
        unit = frames["unit"]
        self._units = {u["unit"]: u for u in rows(unit)}
        self.themes = {t["theme"]: Both(t["name_zh"], t["name_en"]) for t in rows(frames["theme"])}
        self._places = {p["place"]: p for p in rows(frames["place"])}
        self.reports = sorted(rows(frames["report"]), key=lambda r: (-r["review_year"], r["report"]))
        self._home = {r["report"]: r["place"] for r in self.reports}
        self._observed = {row[0]: row[1] for row in columns(frames, "target", "target", "observation")}
        self.places = self._with_reports()
        cells = [self._cell(row) for row in rows(frames["panel"])]
        self.cells = self._compared(cells)
        spoken = {cell.indicator for cell in self.cells if cell.speaks}
        self.indicators = {
            i["indicator"]: Indicator(
                i["indicator"],
                Both(i["name_zh"], i["name_en"]),
                Both(i["definition_zh"] or "", i["definition_en"] or ""),
                i["theme"],
                i["better"] or "",
                i["aliases"] or "",
            )
            for i in rows(frames["indicator"])
            if i["indicator"] in spoken
        }

    def _with_reports(self) -> dict[str, Place]:
        found: dict[str, dict[int, Row]] = defaultdict(dict)
        for report in self.reports:
            found[report["place"]][report["review_year"]] = report
        return {code: self._place(code, found[code]) for code in sorted(found, key=lambda c: (self._level(c), c))}

    def _level(self, code: str) -> int:
        return LEVELS.index(self._places[code]["level"]) if code in self._places else len(LEVELS)

    def _place(self, code: str, reports: Mapping[int, Row]) -> Place:
        known = self._places.get(code)
        if known is None:
            name = next(iter(reports.values()))["place_name"]
            return Place(code, Both(name, name), "", "", reports)
        names = Both(known["name_zh"], known["name_en"] or known["name_zh"])
        return Place(code, names, known["level"], known["parent"] or "", reports)

    def around(self, place: Place) -> Both:
        """The place that ``place`` lies in."""
        outer = self._places.get(place.parent)
        return Both(outer["name_zh"], outer["name_en"] or outer["name_zh"]) if outer else NOTHING

    @cached_property
    def by_indicator(self) -> dict[str, list[Cell]]:
        """The cells of each indicator, those of standard ones that nobody speaks of left out."""
        found: dict[str, list[Cell]] = defaultdict(list)
        for cell in self.cells:
            if cell.indicator in self.indicators:
                found[cell.indicator].append(cell)
        return found

    @cached_property
    def by_place(self) -> dict[str, list[Cell]]:
        """The cells of each place."""
        found: dict[str, list[Cell]] = defaultdict(list)
        for cell in self.cells:
            found[cell.place].append(cell)
        return found

    @cached_property
    def headlines(self) -> list[tuple[str, str]]:
        """The standard indicators and measures of which any report speaks, those first that many have a number as an aim for."""
        spoken = {(cell.indicator, cell.measure) for cell in self.cells if cell.speaks}
        aims = Counter((cell.indicator, cell.measure) for cell in self.cells if cell.numeric)
        many = max(aims.values(), default=0) / 2
        return sorted((one for one in STANDARD if one in spoken), key=lambda one: aims[one] < many)

    def _cell(self, row: Row) -> Cell:
        place = row["place"] or self._home[row["report"]]
        return Cell(row, place, row["year"], row["indicator"], row["measure"], self._aim(row), self._came(row))

    def _aim(self, row: Row) -> Told | None:
        low, high = row["target_low"], row["target_high"]
        edge = low if low is not None else high
        if edge is None:
            words = row["target_words"]
            return Told(Decimal(0), Both(words, words), address(f"{row['target']}/target")) if words else None
        if low is not None and high is not None and low != high:
            told = self._range(low, high, row)
        else:
            told = bounded(self.amount(edge, row), row["target_bound"])
        return Told(edge, told, address(self._observed.get(row["target"]) or row["target"]))

    def _came(self, row: Row) -> Told | None:
        if row["actual"] is None:
            return None
        told = bounded(self.amount(row["actual"], row), row["actual_bound"])
        if row["estimated"] == "yes":
            told = Both(f"预计{told.zh}", f"{told.en} (expected)")
        return Told(row["actual"], told, address(row["observation"]), row["unit"])

    def _range(self, low: Decimal, high: Decimal, row: Row) -> Both:
        first, second = said(low), self.amount(high, row)
        if row["unit"] == "%":
            return Both(f"{first.zh}%–{second.zh}", f"{first.en}%–{second.en}")
        whole = self.amount(low, row)
        return Both(f"{whole.zh}–{second.zh}", f"{whole.en}–{second.en}")

    def unit(self, code: str | None) -> Both:
        """The unit as it stands behind a number."""
        known = self._units.get(code or "")
        if known is None:
            return Both(code or "", code or "")
        if code == "%":
            return Both("%", "%")
        english = "" if known["dimension"] in _COUNTED else known["name_en"].partition(" (")[0].partition(",")[0]
        return Both(known["name_zh"], english)

    def amount(self, value: Decimal, row: Row) -> Both:
        """``value`` in the unit of a row of the panel."""
        return said(value, *self.unit(row["unit"]))

    def _compared(self, cells: list[Cell]) -> list[Cell]:
        at = {(c.place, c.indicator, c.measure, c.year): c for c in cells}
        return [self._beside(c, at.get((c.place, c.indicator, c.measure, c.year - 1))) for c in cells]

    def _beside(self, cell: Cell, before: Cell | None) -> Cell:
        if before is None:
            return cell
        if before.row["unit"] != cell.row["unit"]:
            return replace(cell, last=before.came)
        raised = self._step(cell.aim, before.aim, cell.row) if cell.numeric and before.numeric else None
        grown = self._step(cell.came, before.came, cell.row)
        return replace(cell, last=before.came, raised=raised, grown=grown)

    def _step(self, now: Told | None, before: Told | None, row: Row) -> Told | None:
        if now is None or before is None:
            return None
        step = now.value - before.value
        told = said(abs(step)) if row["unit"] == "%" else self.amount(abs(step), row)
        sign = "▲" if step > 0 else "▼" if step < 0 else ""
        if not sign:
            told = Both("持平", "the same")
        return Told(step, Both(*(f"{sign}{text}" for text in told)))


def bounded(amount: Both, bound: str | None) -> Both:
    """``amount`` with how exact it is said to be.

    >>> bounded(Both("5%", "5%"), "approx")
    Both(zh='5%左右', en='about 5%')
    """
    put = _BOUNDS.get(bound or "")
    return Both(put.zh.format(amount.zh), put.en.format(amount.en)) if put else amount


def address(key: str | None) -> str:
    """Where the row ``key`` stands in its report, from the root; nothing for none.

    >>> address("990101001-2030-7"), address("990101001-2030-7/target"), address(None)
    ('report/990101001-2030.html#990101001-2030-7', 'report/990101001-2030.html#990101001-2030-7/target', '')
    """
    return f"{report_page(key.rpartition('-')[0])}#{key}" if key else ""


def years(cells: Iterable[Cell]) -> list[int]:
    """The years in which any of them speaks, the latest first."""
    return sorted({cell.year for cell in cells if cell.speaks}, reverse=True)
