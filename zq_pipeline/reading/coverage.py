"""How much of a report stands in rows: statements and characters, section by section, and what stands in none."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from zq_pipeline.reading.records import Reading, Section, Statement
from zq_pipeline.text.span import Span


@dataclass(frozen=True, slots=True)
class Covered:
    """What became of a statement: how many rows of each table it carries, and how many of its characters they hold."""

    statement: Statement
    rows: dict[str, int]
    characters: int

    @property
    def length(self) -> int:
        """The statement's characters."""
        return self.statement.span.end - self.statement.span.start


@dataclass(frozen=True, slots=True)
class Share:
    """The statements and characters of a section that carry a row, of all that stand right in it."""

    section: Section
    statements: int
    statements_with_rows: int
    characters: int
    characters_in_rows: int
    bare: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The ledger of a report: each statement, and each section that holds statements, in text order."""

    statements: tuple[Covered, ...]
    sections: tuple[Share, ...]

    @property
    def statement_share(self) -> float:
        """Share of the statements that carry a row, 0 to 1; 1 for a report without statements."""
        return _share(sum(bool(c.rows) for c in self.statements), len(self.statements))

    @property
    def character_share(self) -> float:
        """Share of the statements' characters that stand in a row, 0 to 1."""
        return _share(sum(c.characters for c in self.statements), sum(c.length for c in self.statements))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def held(spans: Iterable[Span]) -> int:
    """How many characters at least one of ``spans`` holds.

    >>> held([Span(5, 9), Span(0, 3), Span(6, 12)])
    10
    """
    total = reach = 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, reach))
        reach = max(reach, end)
    return total


def coverage(reading: Reading) -> Coverage:
    """What became of each statement of ``reading``. An unread number is no row: nothing is published as said by it."""
    tables = {
        "observation": [(o.statement, o.span) for o in reading.observations],
        "action": [(a.statement, a.span) for a in reading.actions],
        "honour": [(h.statement, h.span) for h in reading.honours],
        "mention": [(m.statement, m.span) for m in reading.mentions],
        "source_note": [(n.statement, n.span) for n in reading.source_notes if n.statement is not None],
    }
    rows: dict[int, dict[str, int]] = defaultdict(dict)
    spans: dict[int, list[Span]] = defaultdict(list)
    for table, listed in tables.items():
        for statement, span in listed:
            if statement is not None:
                rows[statement][table] = rows[statement].get(table, 0) + 1
                spans[statement].append(span)
    ledger = tuple(Covered(s, rows.get(s.span.start, {}), held(spans[s.span.start])) for s in reading.statements)
    below: dict[int, list[Covered]] = defaultdict(list)
    for entry in ledger:
        below[entry.statement.section].append(entry)
    shares = tuple(
        Share(
            section,
            len(entries),
            sum(bool(entry.rows) for entry in entries),
            sum(entry.length for entry in entries),
            sum(entry.characters for entry in entries),
            tuple(entry.statement for entry in entries if not entry.rows),
        )
        for section in reading.sections
        if (entries := below.get(section.span.start))
    )
    return Coverage(ledger, shares)
