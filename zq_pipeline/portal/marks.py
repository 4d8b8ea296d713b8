"""The text of a report cut into pieces, so that every row leads to its words and every word to its rows.

Rows overlap (an action holds observations, an honour holds entities), and HTML elements may not. So the text is cut
wherever a row starts or ends, and each piece knows all the rows that it belongs to, the shortest first.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import pandas as pd
from markupsafe import Markup, escape

from zq_pipeline.tables.catalogue import CATALOGUE

LAYERS: Final = ("observation", "target", "honour", "source_note", "unread_number", "entity", "mention", "action")
"""The tables whose words are marked; of two rows on the same words the earlier one is opened."""
LETTERS: Final = dict(zip(LAYERS, "othsuema", strict=True))
"""What a page calls those tables, of which it else says the names ten thousand times."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row's key and its place in the source."""

    table: str
    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """``text`` from offset ``at``; ``starts`` when a row starts here; ``rows`` are those that mark it, the shortest first."""

    at: int
    text: str
    starts: bool
    rows: tuple[Row, ...]

    @property
    def layers(self) -> str:
        """The tables that mark it, as class names."""
        return " ".join(dict.fromkeys(LETTERS[row.table] for row in self.rows))

    @property
    def links(self) -> str:
        """The rows that mark it, each a letter and its key."""
        return " ".join(f"{LETTERS[row.table]}{row.key}" for row in self.rows)


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (``level`` 1 to 3) or a paragraph (0), whose first pieces, the ``lead``, are a heading within the line."""

    level: int
    lead: tuple[Piece, ...]
    pieces: tuple[Piece, ...]


def pieces(source: str, rows: Iterable[Row], cuts: Iterable[int] = ()) -> Iterator[Piece]:
    """Cut ``source`` wherever a row starts or ends, and at ``cuts``; the texts put together are ``source``.

    >>> found = pieces("建成大棚12个", [Row("action", "0", 0, 7), Row("observation", "4", 4, 7)])
    >>> [(p.at, p.text, p.links) for p in found]
    [(0, '建成大棚', 'a0'), (4, '12个', 'o4 a0')]
    """
    ordered = sorted(rows, key=lambda row: row.start)
    starts = {row.start for row in ordered}
    bounds = sorted({0, len(source), *cuts, *starts, *(row.end for row in ordered)})
    waiting, active = iter(ordered), list[Row]()
    upcoming = next(waiting, None)
    for at, end in pairwise(bounds):
        active = [row for row in active if row.end > at]
        while upcoming and upcoming.start <= at:
            active.append(upcoming)
            upcoming = next(waiting, None)
        marking = sorted(
            (row for row in active if row.table in LAYERS),
            key=lambda row: (row.end - row.start, LAYERS.index(row.table)),
        )
        yield Piece(at, source[at:end], at in starts, tuple(marking))


def blocks(source: str, rows: Sequence[Row], headings: Mapping[int, tuple[int, int]]) -> list[Block]:
    """The report as headings and paragraphs. ``headings`` tells for each offset where one starts its end and its level."""
    ends = {end for end, _ in headings.values()}
    found: list[Block] = []
    level, lead, rest, until = 0, list[Piece](), list[Piece](), 0

    def close() -> None:
        if lead or rest:
            found.append(Block(level, tuple(lead), tuple(rest)))
            lead.clear()
            rest.clear()

    for piece in pieces(source, rows, (*headings, *ends)):
        if piece.at in headings:
            close()
            until, depth = headings[piece.at]
            level = depth + 1 if depth < 3 else 0
        elif level and piece.at >= until:
            close()
            level = 0
        (lead if not level and piece.at < until else rest).append(piece)
    close()
    return found


def article(frames: Mapping[str, pd.DataFrame], source: str, report: str) -> list[Block]:
    """The text ``source`` of ``report``, whose tables are ``frames``, with its rows marked by their keys within the report."""
    marked = [
        Row(table.name, str(key).removeprefix(f"{report}-"), int(start), int(end))
        for table in CATALOGUE
        if table.quoted
        for key, start, end in zip(*(frames[table.name][name] for name in (table.key, "start", "end")), strict=True)
    ]
    columns = (frames["section"][name] for name in ("start", "end", "level"))
    headings = {int(start): (int(end), int(level)) for start, end, level in zip(*columns, strict=True)}
    return blocks(source, marked, headings)


def cut(pieces: Iterable[Piece], report: str) -> Markup:
    """The pieces as HTML, put together here since there can be a hundred thousand; their offsets in ``id`` or ``data-at``."""
    out = []
    for piece in pieces:
        at = f'id="{escape(report)}-{piece.at}"' if piece.starts else f'data-at="{piece.at}"'
        if piece.rows:
            out.append(
                f'<mark {at} class="{piece.layers}" data-row="{escape(piece.links)}">{escape(piece.text)}</mark>'
            )
        else:
            out.append(f"<span {at}>{escape(piece.text)}</span>")
    return Markup("".join(out))
