"""What every reader gives: the text that all offsets count in, and what else the file says of it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from zq_pipeline.errors import EmptyReport

TEXT_LIMIT: Final = 4_000_000
"""Characters that one report may have; the longest real ones have 30,000."""

LONG_CELL: Final = 400
"""Characters of a cell that holds an article, and none of a table."""

_BLANKS: Final = re.compile(r"[^\S\n]+")
_NOT_TEXT: Final = re.compile(
    "[\xad\x00-\x08\x0b\x0e-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffe\uffff\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class Extracted:
    """A report's text. ``pages`` are the offsets where its pages start (of a PDF), ``facts`` fields of the origin that the file tells."""

    text: str
    media_type: str
    encoding: str = "utf-8"
    pages: tuple[int, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)


def clean(line: str) -> str:
    """``line`` without invisible characters, each run of blanks one blank, none around it.

    >>> clean(" \\u3000产值\\u200b 9  亿元\\t")
    '产值 9 亿元'
    """
    return _BLANKS.sub(" ", _NOT_TEXT.sub("", line)).strip()


def lines_of(lines: Iterable[str], file: str) -> str:
    """The lines that say something, as text; raises EmptyReport when there is none."""
    text = "".join(f"{line}\n" for line in map(clean, lines) if line)
    if not any(map(str.isalnum, text)):
        raise EmptyReport(file=file)
    return text


def cell_line(lines: Iterable[str]) -> str:
    """The lines of a cell as one, with a blank only where neither side is Chinese: a narrow column breaks words anywhere.

    >>> cell_line(["农村居民人均", "可支配收入 "]), cell_line(["5G", "基站"]), cell_line(["8200", "8350"])
    ('农村居民人均可支配收入', '5G基站', '8200 8350')
    """
    said = ""
    for line in filter(None, map(clean, lines)):
        said += f" {line}" if said and max(said[-1], line[0]) < "\u2e80" else line
    return said


def row_line(cells: Iterable[str]) -> str:
    """A row of a table as a line, its cells apart by ``|``; a row with one cell that says something is a plain line.

    >>> row_line(["粮食产量", "万吨 ", "", "3.2"]), row_line(["", "附表", ""])
    ('粮食产量 | 万吨 |  | 3.2', '附表')
    """
    cleaned = [clean(cell.replace("\n", " ")).replace("|", "｜") for cell in cells]
    said = [cell for cell in cleaned if cell]
    return " | ".join(cleaned).strip() if len(said) > 1 else "".join(said)
