"""The tables opened where a page needs them: rows by their keys, by report and by place, each made once for all pages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import pandas as pd

from zq_pipeline.portal.names import Names
from zq_pipeline.portal.values import Row, rows, typeset

Frames = Mapping[str, pd.DataFrame]

_NEAR: Final = 48
"""So many characters on each side of a number tell enough of its sentence."""
_SHARED: Final = frozenset({"theme", "unit", "place", "indicator"})


class Book:
    """``frames`` and the texts of the reports (``sources``), by key."""

    def __init__(self, frames: Frames, sources: Mapping[str, str]) -> None:
        """Look nothing up yet."""
        self.frames, self.sources = frames, sources

    @cached_property
    def names(self) -> Names:
        """What rows are called."""
        return Names(self.frames, self.sources)

    @cached_property
    def _places(self) -> dict[str, Any]:
        return {n: f.groupby("report").indices for n, f in self.frames.items() if "report" in f}

    def of(self, report: str) -> dict[str, pd.DataFrame]:
        """The rows of ``report`` in every table; code lists are the same for all."""
        return {
            name: frame if name in _SHARED else frame.iloc[self._places[name].get(report, [])]
            for name, frame in self.frames.items()
        }

    @cached_property
    def observations(self) -> dict[str, Row]:
        """The observations by key."""
        return {row["observation"]: row for row in rows(self.frames["observation"])}

    @cached_property
    def statements(self) -> dict[str, Row]:
        """The sentences by key."""
        return {row["statement"]: row for row in rows(self.frames["statement"])}

    @cached_property
    def reports(self) -> dict[str, Row]:
        """The reports by key."""
        return {row["report"]: row for row in rows(self.frames["report"])}

    @cached_property
    def targets(self) -> dict[str, list[Row]]:
        """The aims of each report, in text order."""
        return _grouped(self.frames["target"], "report")

    @cached_property
    def panel(self) -> dict[str, list[Row]]:
        """The panel of each place."""
        return _grouped(self.frames["panel"], "place")

    def observation(self, key: str | None) -> Row | None:
        """The observation ``key``, None when there is none."""
        return self.observations.get(key) if key else None

    def years(self, report: Row) -> list[Row]:
        """The reports of the place of ``report``, this one too, by year."""
        same = (r for r in self.reports.values() if r["place"] == report["place"])
        return sorted(same, key=lambda r: (r["review_year"], r["report"]))

    def earlier(self, report: Row) -> list[Row]:
        """The reports of the same place before ``report``, the latest first."""
        return [r for r in reversed(self.years(report)) if r["review_year"] < report["review_year"]]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the report on ``year``, cut at the words of a row; a long one without what is far from them."""

    year: int
    key: str
    before: str
    words: str
    after: str


def sentence_of(book: Book, statement: str | None, row: Row, key: str) -> Sentence | None:
    """The sentence that ``row`` stands in, to be linked to ``key``; None when it stands in none."""
    found = book.statements.get(statement or "")
    if found is None:
        return None
    at, end = int(row["start"] - found["start"]), int(row["end"] - found["start"])
    quote = found["quote"]
    year = int(book.reports[found["report"]]["review_year"])
    return Sentence(year, key, typeset(_end(quote[:at])), typeset(quote[at:end]), typeset(_start(quote[end:])))


def _end(words: str) -> str:
    """The last clauses of ``words``, all where they are few.

    >>> _end("产业稳步发展，" * 12)[:8], _end("增长")
    ('……产业稳步发展', '增长')
    """
    if len(words) <= _NEAR:
        return words
    return "……" + re.split("[，；。,;]", words[-_NEAR:], maxsplit=1)[-1]


def _start(words: str) -> str:
    """The first clauses of ``words``, all where they are few."""
    if len(words) <= _NEAR:
        return words
    clauses = re.split("(?<=[，；。,;])", words[:_NEAR])
    return "".join(clauses[:-1] or clauses) + "……"


def _grouped(frame: pd.DataFrame, by: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows(frame):
        found.setdefault(row[by], []).append(row)
    return found
