"""Tables inside a report: a row of names, a unit, and numbers whose column says what they are.

A table is lines with the same number of cells under a line that names its columns. Cells stand apart by ``|`` or a tab, or
by blanks where one of the columns is that of the units. Its numbers are read here and nowhere else.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from zq_pipeline.grammar.exclusion import code
from zq_pipeline.grammar.quantity import Quantity, quantities
from zq_pipeline.lexicon import tables as words
from zq_pipeline.lexicon.patterns import either
from zq_pipeline.reading.document.theme import Places
from zq_pipeline.reading.figures.indicator import codes
from zq_pipeline.reading.records import (
    Bound,
    Measure,
    Observation,
    Part,
    Reason,
    Section,
    Statement,
    Status,
    UnreadNumber,
)
from zq_pipeline.text.span import Span

_STROKE: Final = re.compile(r"[|\t]")
_UNITS: Final = re.compile(rf"\s(?:{either(words.UNITS)})(?!\S)")
"""The head of the column of units, in a table whose cells stand apart by blanks."""
_WORD: Final = re.compile(r"\S+")
_YEAR: Final = re.compile(r"((?:19|20)\d{2})年?")
_NAMED_UNIT: Final = re.compile(r"\(([^()]{1,12})\)$")
_DIGITS: Final = re.compile(r"\d+")
_LABEL: Final = re.compile(
    r"(?:\d{1,2}[.、．]\s*|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|其中:|#)\s*"
)
_PERCENT: Final = "%"


class Column(NamedTuple):
    """What the numbers of a column are. ``year`` is None where the head says none."""

    status: Status
    change: bool
    year: int | None
    unit: str


class Row(NamedTuple):
    """What the numbers of a row share: where it stands, the name, the unit that the row gives and the year they are of."""

    statement: Statement
    name: str
    unit: str
    year: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its rows (the first is the head) as cells, the column of names, of units, of row numbers, and those of numbers."""

    rows: tuple[tuple[Statement, tuple[Span, ...]], ...]
    names: int
    units: int | None
    serials: int | None
    values: Mapping[int, Column]


def find(folded: str, statements: Sequence[Statement]) -> tuple[Table, ...]:
    """The tables among ``statements``, in text order.

    >>> text = "指标 | 单位 | 目标 | 实际完成\\n产值 | 亿元 | 9 | 9.5\\n平原镇很好。"
    >>> rows = [Statement(Span(0, 19), 0, 1), Statement(Span(20, 37), 0, 2), Statement(Span(38, 44), 0, 3)]
    >>> [(len(t.rows), t.names, t.units, sorted(t.values)) for t in find(text, rows)]
    [(2, 0, 1, [2, 3])]
    """
    if not _STROKE.search(folded) and not _UNITS.search(f"\n{folded}"):
        return ()
    found: list[Table] = []
    run: list[tuple[Statement, tuple[Span, ...]]] = []
    for statement in (*statements, None):
        cells = _cells(folded, statement.span) if statement else ()
        head = any(cell.cut(folded) in words.UNITS for cell in cells)
        if statement and len(cells) > 1 and not head and run and len(run[0][1]) == len(cells):
            run.append((statement, cells))
            continue
        found.extend(_table(folded, run))
        run = [(statement, cells)] if statement and len(cells) > 1 else []
    return tuple(found)


def read(
    folded: str,
    tables: Sequence[Table],
    sections: Sequence[Section],
    review_year: int,
    plan_year: int,
    places: Places | None = None,
) -> tuple[tuple[Observation, ...], tuple[UnreadNumber, ...]]:
    """The numbers of ``tables`` as observations, and those of their heads, names and row numbers as what they are.

    ``places`` tell the themes; without them there are none.

    >>> text = "指标 | 单位 | 2030年目标 | 2030年实际\\n产值 | 亿元 | 9 | 9.5"
    >>> end = text.index("\\n")
    >>> tables = find(text, [Statement(Span(0, end), 0, 1), Statement(Span(end + 1, len(text)), 0, 2)])
    >>> observations, unread = read(text, tables, [], 2030, 2031)
    >>> [(o.indicator, str(o.value), o.unit, o.status.value, o.period) for o in observations]
    [('产值', '900000000', '元', 'target', '2030'), ('产值', '950000000', '元', 'actual', '2030')]
    >>> [(u.span.cut(text), u.reason.value) for u in unread]
    [('2030', 'date'), ('2030', 'date')]
    """
    plans = {section.span.start for section in sections if section.part is Part.PLAN}
    observations: list[Observation] = []
    unread: list[UnreadNumber] = []
    for table in tables:
        only_aims = all(column.status is Status.TARGET for column in table.values.values())
        head = table.rows[0]
        unread += _unread(folded, head[0], head[1], Reason.DATE)
        for statement, cells in table.rows[1:]:
            year = plan_year if only_aims and statement.section in plans else review_year
            row = Row(statement, *_named(folded, table, cells), year)
            for at, cell in enumerate(cells):
                column = table.values.get(at)
                observed = column and _observed(folded, row, cell, column, places)
                if observed:
                    observations.append(observed)
                elif at != table.units:
                    unread += _unread(folded, statement, (cell,), _reason(table, at))
    return tuple(observations), tuple(unread)


def _cells(folded: str, span: Span) -> tuple[Span, ...]:
    """The cells of a line, without the blanks around them; an empty one is a span of no length."""
    text = span.cut(folded)
    if "\n" in text:
        return ()
    if not (strokes := [m.start() for m in _STROKE.finditer(text)]):
        return tuple(Span(span.start + m.start(), span.start + m.end()) for m in _WORD.finditer(text))
    edges = [-1, *strokes, len(text)]
    cells = []
    for low, high in pairwise(edges):
        said = text[low + 1 : high]
        start = span.start + low + 1 + len(said) - len(said.lstrip())
        cells.append(Span(start, start + len(said.strip())))
    while cells and not cells[-1].cut(folded):
        cells.pop()
    return tuple(cells)


def _table(folded: str, run: Sequence[tuple[Statement, tuple[Span, ...]]]) -> Iterator[Table]:
    """The table of ``run``, when its first line names columns of numbers."""
    if len(run) < 2:
        return
    heads = ["".join(cell.cut(folded).split()) for cell in run[0][1]]
    bare = [_NAMED_UNIT.sub("", head) for head in heads]
    units = next((at for at, head in enumerate(bare) if head in words.UNITS), None)
    serials = next((at for at, head in enumerate(bare) if head in words.SERIALS), None)
    free = [at for at in range(len(heads)) if at not in (units, serials)]
    names = next((at for at in free if bare[at] in words.NAMES), free[0] if free else 0)
    values = {at: column for at in free if at != names and (column := _column(heads[at]))}
    if values and (units is not None or _STROKE.search(run[0][0].span.cut(folded))):
        yield Table(tuple(run), names, units, serials, values)


def _column(head: str) -> Column | None:
    """What the numbers under ``head`` are; None for a column of something else."""
    status = next((status for word, status in words.STATUS if word in head), "")
    year = _YEAR.search(head)
    change = any(word in head for word in words.CHANGE)
    unit = _NAMED_UNIT.search(head)
    if not (status or year or change):
        return None
    return Column(
        Status(status or "actual"),
        change,
        int(year[1]) if year else None,
        unit[1] if unit else _PERCENT if change else "",
    )


def _named(folded: str, table: Table, cells: Sequence[Span]) -> tuple[str, str]:
    """The name of a row without its label, and the unit that the row gives for its numbers."""
    name = _LABEL.sub("", cells[table.names].cut(folded), count=1).strip()
    unit = cells[table.units].cut(folded) if table.units is not None else ""
    if inside := _NAMED_UNIT.search(name):
        name = name[: inside.start()].strip()
        unit = unit or inside[1]
    return name, unit


def _reason(table: Table, at: int) -> Reason:
    """Why the digits in the column ``at`` are no observation."""
    return {table.serials: Reason.ORDINAL, table.names: Reason.NAME}.get(at, Reason.UNRESOLVED)


def _observed(folded: str, row: Row, cell: Span, column: Column, places: Places | None) -> Observation | None:
    """The number of a cell, None when there is none, or something else."""
    number = next(quantities(folded, cell.start, cell.end), None)
    if number is None or number.kind != "arabic" or number.unit == "日" or code(folded, number):
        return None
    before = folded[cell.start : number.start]
    if before.strip("+-≥≤><约 "):
        return None
    unit = column.unit or row.unit
    factor, shown = (Decimal(1), number.unit) if number.unit or number.scaled else _unit(unit)
    factor = -factor if "-" in before else factor
    ending = next((word for word in words.CHANGE if row.name.endswith(word) and len(row.name) > len(word)), "")
    change = shown == _PERCENT and (column.change or bool(ending))
    name = row.name.removesuffix(ending).strip() if change else row.name
    measure = Measure.CHANGE_RATE if change else Measure.LEVEL
    known, year, start = codes(name, shown, measure.value), column.year or row.year, row.statement.span.start
    return Observation(
        span=Span(number.start, number.stop),
        statement=start,
        indicator=name,
        measure=measure,
        value=_plain(number.value * factor),
        value_high=None if number.high is None else _plain(number.high * factor),
        unit=shown,
        bound=_bound(before, number),
        status=column.status,
        period=str(year),
        indicator_code=known.indicator,
        unit_code=known.unit,
        subject=known.subject,
        base_period=str(year - 1) if change else "",
        theme=places.of(start, name, known.indicator) if places else "",
    )


def _bound(before: str, number: Quantity) -> Bound:
    return Bound.AT_LEAST if "≥" in before else Bound.AT_MOST if "≤" in before else Bound(number.bound)


def _unit(written: str) -> tuple[Decimal, str]:
    """What one of ``written`` is in base units, and their name.

    >>> _unit("亿元"), _unit("%"), _unit("")
    ((Decimal('100000000'), '元'), (Decimal('1'), '%'), (Decimal('1'), ''))
    """
    one = next(quantities(f"1{written}"), None) if written else None
    return (one.value, one.unit or written) if one else (Decimal(1), written)


def _plain(value: Decimal) -> Decimal:
    return Decimal(f"{value.normalize():f}")


def _unread(folded: str, statement: Statement, cells: Sequence[Span], reason: Reason) -> Iterator[UnreadNumber]:
    for cell in cells:
        for digits in _DIGITS.finditer(folded, cell.start, cell.end):
            yield UnreadNumber(Span(*digits.span()), statement.span.start, reason)
