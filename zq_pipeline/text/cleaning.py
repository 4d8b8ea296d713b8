"""What stands in a source and is no text of the report is left out before it is read; every offset finds its way back.

Left out are characters that nobody sees (zero width, marks of direction, the return before a line end), the site's lines
between the report's (page numbers, times of printing, counts of visits), blanks beside quotes and commas, footnote marks, and what breaks a number in two
(4 9 2 5 0 万吨, 1 234.5亿元, 产值5⏎亿元). So the same words give the same rows, however they came here.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from zq_pipeline.lexicon.header import BETWEEN
from zq_pipeline.lexicon.numerals import MULTIPLIERS
from zq_pipeline.lexicon.patterns import Words, either
from zq_pipeline.lexicon.units import UNITS
from zq_pipeline.text.folding import fold
from zq_pipeline.text.span import Span

_UNSEEN: Final = re.compile("[\r\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_LINE: Final = re.compile(r"[^\n]+\n?")
_LONGEST_LINE: Final = 80
_PAGE: Final = re.compile(
    r"[-—–·]++ ?\d{1,4} ?[-—–·]++|(?=.*(?:页|[Pp]age))(?:第|共|总|[Pp]age|of|[页/()|,]|\d++|\s++)++"
)
"""A line of nothing but page numbers (第3页 共12页, - 3 -)."""
_PRINTED: Final = re.compile(
    rf"[^。;]*\d{{4}}(?:[-/.]\d{{1,2}}[-/.]|年\d{{1,2}}月)\d{{1,2}}日? {{0,2}}\d{{1,2}}:\d\d[^。;]*|{either(BETWEEN)} ?(?::|\d)[^。;]*"
)
"""A line that the site prints between two paragraphs: a day with the time of day, or a field of its header."""
_MAY_MARK: Final = re.compile("[\\[〔【¹²³⁰⁴-⁹①-⑳]")
_MARK: Final = re.compile(
    r"(?<=[^\s\[〔【:;])(?:\[ ?\d{1,3} ?\]|〔 ?\d{1,3} ?〕|【 ?\d{1,3} ?】)(?![\d号])"
    r"|(?<=[一-鿿”》)])(?<!\d[米里])(?<!\d[公千厘毫][米里])[¹²³⁰⁴-⁹]{1,2}"
    r"|(?:(?<=[一-鿿])(?=.[,。;\d])|(?<=[”》]))[①-⑳]"
)
"""A footnote mark after a word or a quote (“两手抓”[1], 车位²210个), and no label (:①开通), power (3米²) or file number (〔12〕7号)."""
_BLANK: Final = re.compile(
    r"(?:(?<=[“《(])|(?<=[、;])|(?<=,)(?<!\d,))[ \t]{1,4}+(?=\S)|(?<=\S)[ \t]{1,4}+(?=[”》),、;。])"
)
"""A blank beside a mark that sets its own distance (“ 清桥码 ”, 投资 ,产值), and not one that may part two numbers (1, 234)."""
_DIGITS: Final = re.compile("[\\d¹²³⁰⁴-⁹①-⑳]+")
_APART: Final = re.compile(r"[ ’'‘](?<=[\d.].)(?=[ \d.])")
_SPACED: Final = re.compile(r"(?<![\d.])(?<!\d,)(?<![\d.] )\d[\d.]{0,24}(?:(?: {1,2}|[’'‘])[\d.]{1,24}){1,24}")
_WHOLE: Final = re.compile(r"[\d.](?: {1,2}[\d.])+|\d{1,3}(?:(?: {1,2}|[’'‘])\d{3})+(?:\.\d+)?")
"""Digits one by one (4 9 2 5 0), or by thousands (1 234.5): what else has blanks between is more than one number."""
_MANY: Final = 3
_JOINT: Final = re.compile("[ ’'‘]+")
_BREAK: Final = re.compile(r"\n\s*(?=[一-鿿%‰A-Za-z])")
_THOUSANDS: Final = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})*,(\s{0,9}\n\s{0,9})\d{3}(?!\d)(?:,\d{3})*(?:\.\d+)?")
"""A number that is broken behind the comma of its thousands (1,⏎234亿元)."""
_OPEN: Final = tuple("0123456789多余万亿")
_UNFINISHED: Final = re.compile(r"[^\W\d_][^\n]*?\d[多余]?[百千]?[万亿]{0,2}$")
_NEAR: Final = 48
_MULTIPLIERS: Final = Words(word for word in MULTIPLIERS if word[-1] in "万亿")
_UNITS: Final = Words(UNITS)
_CLOSES: Final = tuple(",。;、)\n的左以")
"""What follows a unit at the beginning of a line that goes on with the line before (5⏎亩,), and no noun (12⏎国民经济)."""

FOOTNOTE: Final = "footnote"
FURNITURE: Final = "furniture"


@dataclass(frozen=True, slots=True)
class Clean:
    """The ``text`` that is read of ``source``, the same folded, and the numbers that were ``left_out``, each with why.

    ``starts`` are where the pieces that were kept begin in ``text``, ``shifts`` how much farther they begin in ``source``.
    """

    source: str
    text: str
    folded: str
    starts: tuple[int, ...] = (0,)
    shifts: tuple[int, ...] = (0,)
    left_out: tuple[tuple[Span, str], ...] = ()

    def start(self, at: int) -> int:
        """Where the character at ``at`` of the text stands in the source."""
        return at + self.shifts[bisect_right(self.starts, at) - 1]

    def end(self, at: int) -> int:
        """Where what ends at ``at`` of the text ends in the source."""
        return self.start(at - 1) + 1 if at else self.start(0)

    def printed(self, span: Span) -> str:
        """What the source has at ``span`` of the text, blanks within a number and all."""
        return self.source[self.start(span.start) : self.end(span.end)]

    def into(self, at: int) -> int:
        """Where the character at ``at`` of the source stands in the text; of one left out, where the next does."""
        low, high = 0, len(self.text)
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if self.start(middle) >= at else (middle + 1, high)
        return low


def cleaned(source: str) -> Clean:
    """``source`` without what is no text of the report.

    >>> clean = cleaned("“两手抓”[1]见效。产值4 9 2 5\\u200b 0 万元,利润5\\n亿元。\\n- 3 -\\n新建桥3座。")
    >>> clean.text
    '“两手抓”见效。产值49250 万元,利润5亿元。\\n新建桥3座。'
    >>> [(span.cut(clean.source), why) for span, why in clean.left_out]
    [('1', 'footnote'), ('3', 'furniture')]
    >>> at = clean.text.index("49250")
    >>> clean.source[clean.start(at) : clean.end(at + 5)], clean.into(clean.start(at)) == at
    ('4 9 2 5\\u200b 0', True)
    """
    whole = fold(source)
    clean = Clean(source, source, whole)
    gaps: list[Span] = []
    left_out: list[tuple[Span, str]] = []
    for find, why in _STEPS:
        found = [Span(clean.start(gap.start), clean.end(gap.end)) for gap in find(clean)]
        if found:
            if why:
                left_out += [(Span(*m.span()), why) for gap in found for m in _DIGITS.finditer(whole, *gap)]
            gaps = _merged([*gaps, *found])
            clean = _without(source, whole, gaps, tuple(sorted(left_out)))
    return clean


def _merged(gaps: list[Span]) -> list[Span]:
    """``gaps`` in order; of those that touch one."""
    merged: list[Span] = []
    for gap in sorted(gaps):
        if merged and gap.start <= merged[-1].end:
            merged[-1] = merged[-1].join(gap)
        else:
            merged.append(gap)
    return merged


def _without(source: str, whole: str, gaps: list[Span], left_out: tuple[tuple[Span, str], ...]) -> Clean:
    lows = [0, *(gap.end for gap in gaps)]
    kept = [
        Span(low, high)
        for low, high in zip(lows, [*(gap.start for gap in gaps), len(source)], strict=True)
        if low < high
    ]
    starts, shifts, at = [], [], 0
    for piece in kept:
        starts.append(at)
        shifts.append(piece.start - at)
        at += piece.end - piece.start
    text, folded = ("".join(piece.cut(of) for piece in kept) for of in (source, whole))
    return Clean(source, text, folded, tuple(starts) or (0,), tuple(shifts) or (0,), left_out)


def _unseen(clean: Clean) -> Iterator[Span]:
    for found in _UNSEEN.finditer(clean.text):
        if found[0] != "\r" or clean.text.startswith("\n", found.end()):
            yield Span(*found.span())


def _blanks(clean: Clean) -> Iterator[Span]:
    return (Span(*found.span()) for found in _BLANK.finditer(clean.folded))


def _furniture(clean: Clean) -> Iterator[Span]:
    """The site's lines between those of the report, which begin with the first sentence; what stands above is the header's."""
    folded = clean.folded
    said, end, below = folded.partition("。")
    begin = len(said) + len(end) + below.find("\n") + 1 if "\n" in below else len(folded)
    for line in _LINE.finditer(folded, begin):
        said = line[0].strip() if line.end() - line.start() <= _LONGEST_LINE else ""
        if said and (_PAGE.fullmatch(said) or _PRINTED.fullmatch(said)):
            yield Span(*line.span())


def _marks(clean: Clean) -> Iterator[Span]:
    found = (_MARK.match(clean.folded, m.start()) for m in _MAY_MARK.finditer(clean.folded))
    return (Span(*m.span()) for m in found if m)


def _joints(clean: Clean) -> Iterator[Span]:
    """What stands between the digits of one number, or between a number and its unit."""
    folded = clean.folded
    for spaced in _SPACED.finditer(folded) if _APART.search(folded) else ():
        # After a blank, two or three may be the cells of a row (粮食 123 456 吨).
        cells = folded[spaced.start() - 1 : spaced.start()].isspace() and spaced[0].count(" ") < _MANY
        if not cells and _WHOLE.fullmatch(spaced[0]) and _measured(folded, spaced.end()):
            yield from (Span(*m.span()) for m in _JOINT.finditer(folded, *spaced.span()))
    for broken in _THOUSANDS.finditer(folded):
        if _measured(folded, broken.end()):
            yield Span(*broken.span(1))
    done = 0
    for line_end in _BREAK.finditer(folded):
        low = max(done, line_end.start() - _NEAR)
        stop = low + len(folded[low : line_end.start()].rstrip())
        if (
            folded.endswith(_OPEN, low, stop)
            and _goes_on(folded, line_end.end())
            and _UNFINISHED.search(folded, low, stop)
        ):
            done = line_end.end()
            yield Span(stop, done)


def _measured(folded: str, at: int) -> bool:
    """Whether a multiplier or a unit stands at ``at``, after a blank or a word for a little more."""
    at += folded.startswith(" ", at)
    at += folded.startswith(("多", "余"), at)
    return bool(_MULTIPLIERS.at_start(folded, at) or _UNITS.at_start(folded, at))


def _goes_on(folded: str, at: int) -> bool:
    """Whether the line at ``at`` begins with what belongs to the number before it (亿元, 多万公里, %)."""
    vague = folded.startswith(("多", "余"), at)
    scale = _MULTIPLIERS.at_start(folded, at + vague)
    end = at + vague + len(scale)
    unit = _UNITS.at_start(folded, end)
    return bool(unit) and (bool(scale) or vague or folded.startswith(_CLOSES, end + len(unit)) or unit in "%‰")


_STEPS: Final[tuple[tuple[Callable[[Clean], Iterator[Span]], str], ...]] = (
    (_unseen, ""),
    (_blanks, ""),
    (_furniture, FURNITURE),
    (_marks, FOOTNOTE),
    (_joints, ""),
)
