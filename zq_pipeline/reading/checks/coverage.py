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
        for section in {
            section.span.start: section for section in reading.sections
        }.values()  # of two at 0 the inner one
        if (entries := below.get(section.span.start))
    )
    return Coverage(ledger, shares)


def text(reading: Reading) -> str:
    """The ledger to read: shares of the whole and of each section, and every statement that carries no row.

    >>> from zq_pipeline.reading.records import Origin
    >>> from zq_pipeline.reading.report import read
    >>> print(text(read("一、2031年工作总结\\n新建书屋2座。各项工作扎实有力。", Origin("a.txt"), review_year=2031)), end="")
    1 of 2 statements (50 %) and 6 of 16 characters (38 %) stand in rows
    一、2031年工作总结: 1 of 2 statements, 6 of 16 characters
      19 各项工作扎实有力。
    """
    ledger = coverage(reading)
    with_rows, held_characters = (
        sum(bool(c.rows) for c in ledger.statements),
        sum(c.characters for c in ledger.statements),
    )
    characters = sum(c.length for c in ledger.statements)
    lines = [
        f"{with_rows} of {len(ledger.statements)} statements ({ledger.statement_share:.0%}) and "
        f"{held_characters} of {characters} characters ({ledger.character_share:.0%}) stand in rows".replace("%", " %")
    ]
    for share in ledger.sections:
        lines.append(
            f"{share.section.label}{share.section.heading}: {share.statements_with_rows} of {share.statements} statements, "
            f"{share.characters_in_rows} of {share.characters} characters"
        )
        lines += [f"  {bare.span.start} {bare.span.cut(reading.source)}" for bare in share.bare]
    return "".join(f"{line}\n" for line in lines)
