"""Lines that were broken in mid-sentence: at links, at the ends of pages, at the width of a column.

A page that was copied, or a PDF, breaks its lines where no sentence ends. Such a break is a blank; every other one ends a
paragraph. The text keeps its length.
"""

import re
from typing import Final

from zq_pipeline.lexicon.headings import ADDRESS
from zq_pipeline.text.headings import LABEL, is_title_line

_BREAK: Final = re.compile(r"(?<![^\S\r\n])[^\S\r\n]*+[\r\n]\s*")
_GOES_ON: Final = frozenset(",。;、:)》”’!?%")
"""What no line of its own begins with."""
_OPEN: Final = frozenset("(《“‘、,")
"""What no line of its own ends with."""
_ENDS: Final = frozenset("。！？!?;:；”’")
_PROSE: Final = re.compile("[,。;]")
_CELLS: Final = re.compile(r"[|\t]|\S {2,}\S")
_WIDE: Final = 24
"""A shorter line without a stop is a title, a name or a date."""
_SHORT: Final = 6


def joined(folded: str) -> str:
    """``folded`` with a blank for each character of a line break within a sentence.

    >>> joined("全年新建公路\\n《\\n乡村道路计划\\n》\\n所列的9条。\\n二、工作安排").splitlines()
    ['全年新建公路', '《 乡村道路计划 》', '所列的9条。', '二、工作安排']
    """
    cuts = [(m.start(), m.end()) for m in _BREAK.finditer(folded)]
    out: list[str] = []
    at = begin = 0
    for number, (start, end) in enumerate(cuts):
        until = cuts[number + 1][0] if number + 1 < len(cuts) else len(folded)
        soft = _soft(folded, begin, start, end, until)
        out += [folded[at:start], " " * (end - start) if soft else folded[start:end]]
        begin, at = (begin if soft else end), end
    return "".join([*out, folded[at:]])


def _soft(folded: str, begin: int, stop: int, start: int, until: int) -> bool:
    """Whether the line from ``start`` to ``until`` goes on with the sentence of ``begin`` to ``stop``."""
    if stop == begin or start == until:
        return False
    if folded[start] in _GOES_ON or folded[stop - 1] in _OPEN:
        return True
    before, after = folded[max(begin, stop - 400) : stop], folded[start:until]
    if not (folded[stop - 1].isalnum() and len(before) >= _WIDE and len(after) >= _SHORT):
        return False
    prose = _PROSE.search(before) and (_PROSE.search(after) or len(after) >= _WIDE)
    if not prose or _CELLS.search(before) or _CELLS.search(after):
        return False
    alone = begin == 0 or folded[max(0, begin - 80) : begin].rstrip()[-1:] in _ENDS
    return not (LABEL.match(after) or after.startswith(ADDRESS) or (alone and is_title_line(before)))
