"""The head of a page: the table that a site prints above a report, its title, and where the body begins and ends."""

import re
from calendar import monthrange
from dataclasses import dataclass
from typing import Final

from zq_pipeline.lexicon import header as words
from zq_pipeline.lexicon import headings
from zq_pipeline.text.span import Span

_FIELD_OF: Final = {name: field for field, names in words.FIELDS.items() for name in names}
_NAMES: Final = "|".join(map(re.escape, sorted(_FIELD_OF, key=len, reverse=True)))
_CELL: Final = re.compile(
    rf"(?<![\u4e00-\u9fff])(?P<name>{_NAMES})[^\S\n]*(?::|(?=\d))[^\S\n]*"
    rf"(?:\|[^\S\n]*(?P<cell>[^|\n]*)|(?P<plain>(?:(?!(?:{_NAMES})[^\S\n]*:)[^|\n])+)|\n[^\S\n]*(?P<next>[^|:\n]{{1,40}}(?:\d:\d\d)*)(?=\n))?"
)
DATE: Final = re.compile(
    r"(?P<y>\d{4}|[一二][〇零一二三四五六七八九]{3})(?:[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})|年(?P<zm>\d{1,2}|十?[一二三四五六七八九]?十?)月(?P<zd>\d{1,2}|[二三]?十?[一二三四五六七八九]?)日?)"
)
_LABEL: Final = re.compile("|".join(pattern for _, pattern in headings.LABELS[:3]))
_ZEROS: Final = str.maketrans("〇零一二三四五六七八九", "00123456789")
_LINES: Final = 80
_VALUE: Final = 40
"""The longest line that is the value of the field named in the line before it."""
_IDS: Final = frozenset({"index_number", "document_number"})
_FILE_NUMBER: Final = re.compile(r"[〔\[(]\d{4}[〕\])]\d{1,4}号")


@dataclass(frozen=True, slots=True)
class Header:
    """What the page prints: ``fields`` of the origin, the span of the title (empty at 0 when there is none) and of the body.

    ``ids`` are where the numbers of the document and of the index stand.
    """

    fields: dict[str, str]
    title: Span
    body: Span
    ids: tuple[Span, ...] = ()


def read(source: str, folded: str) -> Header:
    """The header of a page.

    >>> page = "索引号: | 0042/2031-7 | 发布机构: | 柳溪镇 |\\n柳溪镇2030年工作总结\\n2030年,全镇产值9亿元。\\n打印\\n"
    >>> header = read(page, page)
    >>> header.fields, header.title.cut(page), header.body.cut(page)
    ({'index_number': '0042/2031-7', 'publisher': '柳溪镇'}, '柳溪镇2030年工作总结', '2030年,全镇产值9亿元。')
    """
    lines = _lines(folded)
    start, title = _body_start(folded, lines)
    end = _body_end(folded, lines, start)
    fields: dict[str, str] = {}
    ids = [Span(*found.span()) for found in _FILE_NUMBER.finditer(folded, 0, start)]
    for found in _CELL.finditer(folded, 0, start):
        field = _FIELD_OF[found["name"]]
        group = next((g for g in ("cell", "plain", "next") if found[g]), "")
        value = source[slice(*found.span(group))].strip() if group else ""
        if field in _IDS and group:
            ids.append(Span(*found.span(group)))
        if field == "published":
            value = iso_date(value)
        if value and field not in ("media", "other"):
            fields.setdefault(field, value)
    return Header(fields, title, Span(start, end), tuple(ids))


def _body_end(folded: str, lines: list[Span], start: int) -> int:
    """Where the body ends: before what the site prints below it."""
    foot = next(
        (at for at in lines[-_LINES:] if at.start > start and _is_foot(at.cut(folded).strip())),
        Span(len(folded), len(folded)),
    )
    kept = (
        line
        for line in reversed(lines)
        if line.start < foot.start and (line.start < start or not _is_furniture(line.cut(folded)))
    )
    last = next(kept, None)
    end = len(folded) if last is None else max(last.end, start)
    return start + len(folded[start:end].rstrip(" \t|\r\n"))


def iso_date(text: str) -> str:
    """The first date in (folded) ``text`` as ISO 8601, or nothing.

    >>> iso_date("2031-3-9 08:15"), iso_date("二〇三一年十二月二十一日"), iso_date("近日"), iso_date("2031-2-30")
    ('2031-03-09', '2031-12-21', '', '')
    """
    found = DATE.search(text)
    if found is None:
        return ""
    year = int(found["y"].translate(_ZEROS))
    month, day = _small(found["m"] or found["zm"]), _small(found["d"] or found["zd"])
    # Not datetime: the pure floors import nothing that knows what day it is.
    real = year and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    return f"{year:04}-{month:02}-{day:02}" if real else ""


def _small(digits: str) -> int:
    if not digits or digits.isdecimal():
        return int(digits or 0)
    tens, ten, ones = digits.rpartition("十")
    one = int(ones.translate(_ZEROS)) if ones else 0
    return one + (10 * (int(tens.translate(_ZEROS)) if tens else 1) if ten else 0)


def _lines(folded: str) -> list[Span]:
    return [Span(m.start(), m.end()) for m in re.finditer(r"[^\r\n]+", folded) if m[0].strip()]


def _is_furniture(line: str) -> bool:
    said = line.strip().strip("|").strip().rstrip(":")
    return not said or said in words.FURNITURE or not any(map(str.isalnum, said))


def _is_foot(said: str) -> bool:
    return said.startswith(words.FOOT) or any(word in said for word in words.IMPRINT)


def _is_head(line: str) -> bool:
    said = line.strip()
    return _is_furniture(said) or _CELL.match(said) is not None or said.startswith("【")


def _is_title(said: str) -> bool:
    return (
        len(said) <= 60 and "。" not in said and any(word in said for word in headings.TITLE) and not _CELL.match(said)
    )


def _body_start(folded: str, lines: list[Span]) -> tuple[int, Span]:
    """Where the body begins: at the address to the hall, else at the first line that is neither furniture nor title."""
    title = Span(0, 0)
    head = _address(folded, lines)
    named = False
    for number, line in enumerate(lines):
        text = line.cut(folded)
        said = text.strip()
        start = line.start + len(text) - len(text.lstrip())
        if not title.end and _is_title(said) and not _is_furniture(said) and not _LABEL.match(said):
            title = Span(start, start + len(said))
            continue
        value = named and len(said) <= _VALUE and not (said.endswith(":") or _is_title(said))
        if not (value or number < head or _is_head(said) or (title.end and said == title.cut(folded))):
            return start, title
        named = said.endswith(":") and _CELL.match(said) is not None
    return len(folded), title


def _address(folded: str, lines: list[Span]) -> int:
    """The number of the line that addresses the hall, 0 when a paragraph or a label comes first."""
    for number, line in enumerate(lines[:_LINES]):
        said = line.cut(folded).strip()
        if said.startswith(headings.ADDRESS):
            return number
        if len(said) > 100 or (_LABEL.match(said) and not _is_head(said)):
            break
    return 0
