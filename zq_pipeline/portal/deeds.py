"""What was done and what is promised, by theme, and the honours: lists that can be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from zq_pipeline.portal.due import last_month, said_due
from zq_pipeline.portal.names import Names
from zq_pipeline.portal.values import Both, Row, rows, typeset

Frames = Mapping[str, pd.DataFrame]

_SOMEWHERE: Final = frozenset({"village", "community", "town", "township", "locality", "park", "road", "bridge", "waterway", "school", "hospital", "venue"})  # fmt: skip
"""Kinds of things named that are somewhere."""
_NO_THEME: Final = Both("其他", "Other")
_LEVELS: Final = ("international", "national", "provincial", "prefecture", "county", "other")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a deed's words; ``place`` when it names a place."""

    text: str
    place: bool


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed in the report's words: ``aspect`` done, under_way or planned; ``due`` when it is promised by a day."""

    key: str
    pieces: tuple[Piece, ...]
    aspect: str
    due: Both | None
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """The deeds of a theme: those of the year under review, and those promised."""

    code: str
    name: Both
    done: tuple[Deed, ...]
    promised: tuple[Deed, ...]


def themes(own: Frames, names: Names) -> list[Theme]:
    """The deeds of a report, whose tables are ``own``, by theme in the order of the list; those without one last."""
    places = _places(own)
    found: dict[str, tuple[list[Deed], list[Deed]]] = {}
    for row in rows(own["action"]):
        done, promised = found.setdefault(row["theme"] or "", ([], []))
        (promised if row["aspect"] == "planned" else done).append(_deed(row, places))
    listed = {**names.list("theme", found), "": _NO_THEME}
    return [Theme(code, name, *map(tuple, found[code])) for code, name in listed.items() if code in found]


def dated(own: Frames) -> list[tuple[Both, list[Deed]]]:
    """The promises that have a day, by that day."""
    places = _places(own)
    due: dict[str, list[Deed]] = {}
    for row in rows(own["action"]):
        if row["due"] and row["aspect"] == "planned":
            due.setdefault(row["due"], []).append(_deed(row, places))
    return [(said_due(day), deeds) for day, deeds in sorted(due.items(), key=lambda one: (last_month(one[0]), one[0]))]


def _places(own: Frames) -> list[tuple[int, int, str]]:
    """Where places are named: start, end and full name."""
    entity = {row["entity"]: row for row in rows(own["entity"]) if row["kind"] in _SOMEWHERE}
    named = ((row, entity[row["entity"]]["name"]) for row in rows(own["mention"]) if row["entity"] in entity)
    return sorted((int(row["start"]), int(row["end"]), name) for row, name in named)


def _deed(row: Row, places: list[tuple[int, int, str]]) -> Deed:
    start, quote = int(row["start"]), row["quote"]
    pieces, at, within = [], 0, []
    for begin, end, name in places:
        begin, end = begin - start, end - start
        if begin >= at and end <= len(quote):
            pieces += [Piece(typeset(quote[at:begin]), False), Piece(typeset(quote[begin:end]), True)]
            within.append(name)
            at = end
    pieces.append(Piece(typeset(quote[at:]), False))
    return Deed(
        key=row["action"],
        pieces=tuple(piece for piece in pieces if piece.text),
        aspect=row["aspect"],
        due=said_due(row["due"]) if row["due"] and row["aspect"] == "planned" else None,
        places=tuple(dict.fromkeys(within)),
    )


def busiest(themes: list[Theme]) -> list[tuple[str, int]]:
    """The places that deeds name, with how many do, the most first."""
    counts: dict[str, int] = {}
    for theme in themes:
        for deed in (*theme.done, *theme.promised):
            for place in deed.places:
                counts[place] = counts.get(place, 0) + 1
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


@dataclass(frozen=True, slots=True)
class Honour:
    """A title and those who hold it; ``keys`` are their rows. ``act`` is how they came by it, ``position`` the place or class."""

    title: str
    holders: tuple[tuple[str, str], ...]
    act: str
    year: int | None
    position: str
    wanted: bool
    count: int | None


def honours(own: Frames, place: str) -> list[tuple[str, list[Honour]]]:
    """The honours by level, the highest first; ``place`` holds those of which no holder is printed."""
    levels: dict[str, dict[tuple[object, ...], list[Row]]] = {}
    for row in rows(own["honour"]):
        same = tuple(row[name] for name in ("title", "act", "year", "position", "status", "count"))
        levels.setdefault(row["level"], {}).setdefault(same, []).append(row)
    order = [*(level for level in _LEVELS if level in levels), *(level for level in levels if level not in _LEVELS)]
    return [(level, [_honour(same, place) for same in levels[level].values()]) for level in order]


def _honour(same: list[Row], place: str) -> Honour:
    row = same[0]
    return Honour(
        title=typeset(row["title"]),
        holders=tuple((typeset(one["holder"] or place), f"{one['honour']}/honour") for one in same),
        act=row["act"],
        year=None if pd.isna(row["year"]) else int(row["year"]),
        position=row["position"] or "",
        wanted=row["status"] == "target",
        count=None if pd.isna(row["count"]) else int(row["count"]),
    )
