"""What of a report is compared with the other reports of its place, as JSON: its numbers, but not its text."""

import json
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any, Final, NamedTuple

from zq_pipeline.reading.facts.brief import Aim, Brief, brief
from zq_pipeline.reading.facts.series import Point, When, points
from zq_pipeline.reading.figures.figure import Figure
from zq_pipeline.reading.records import Bound, Certainty, Measure, Reading, Stage, Status, TargetKind, Tone
from zq_pipeline.tables.keys import evidence
from zq_pipeline.text.span import Span


class Kept(NamedTuple):
    """What is kept of a report: what its targets are compared by, and its points, each with its page."""

    brief: Brief
    points: tuple[Point, ...]
    pages: tuple[int | None, ...]


def _span(value: Iterable[int]) -> Span:
    return Span(*value)


def _number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _all_of(kind: type[Any]) -> Callable[[Iterable[list[Any]]], tuple[Any, ...]]:
    return lambda rows: tuple(_made(kind, rows))


def _stage(value: str | None) -> Stage | None:
    return Stage(value) if value else None


_KINDS: Final = frozenset(TargetKind)


def _kind(value: str) -> str:
    """The kind of an aim; of a figure it is that of its unit, which is text."""
    return TargetKind(value) if value in _KINDS else value


_MAKERS: Final[dict[str, Callable[[Any], Any]]] = {
    "span": _span,
    "observation": _span,
    "names": tuple,
    "codes": tuple,
    "pace": tuple,
    "own": frozenset,
    "mentioned": frozenset,
    "mentioned_in_plan": frozenset,
    "aims": _all_of(Figure),
    "told": _all_of(Figure),
    "targets": _all_of(Aim),
    "kind": _kind,
    "measure": Measure,
    "when": When,
    "bound": Bound,
    "status": Status,
    "stage": _stage,
    "tone": Tone,
    "certainty": Certainty,
    "value": _number,
    "value_high": _number,
    "std": _number,
    "std_high": _number,
    "low": _number,
    "high": _number,
}
"""The fields that are something else than text, a number or yes and no, with what makes them from JSON."""


def _made(kind: type[Any], rows: Iterable[list[Any]]) -> Iterator[Any]:
    """Records of a kind from the lists of their fields."""
    makers = [(at, _MAKERS[name]) for at, name in enumerate(kind._fields) if name in _MAKERS]
    for row in rows:
        for at, maker in makers:
            row[at] = maker(row[at])
        yield kind(*row)


def pack(reading: Reading) -> bytes:
    """What is kept of ``reading``."""
    told = points(reading)
    pages = [evidence(reading, point.observation)["page"] for point in told]
    return json.dumps([brief(reading), told, pages], ensure_ascii=False, default=_plain).encode()


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else str(value)


def unpack(data: bytes) -> Kept:
    """What :func:`pack` packed."""
    report, told, pages = json.loads(data)
    (made,) = _made(Brief, [report])
    return Kept(made, tuple(_made(Point, told)), tuple(pages))
