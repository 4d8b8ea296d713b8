"""What the head of a sentence sets for all its clauses, up to the full stop: 预计全年…, 1-11月,…."""

import re
from typing import Final, NamedTuple

from zq_pipeline.grammar.timespan import compared_year, months
from zq_pipeline.lexicon.patterns import either
from zq_pipeline.lexicon.times import PRELIMINARY

_LABEL: Final = r"(?:\W|[一二三四五六七八九十]{1,3}是|\d{1,2}\.)"
_HEAD: Final = 120
_SHORT: Final = 8
"""How far the opening clause that names months may reach (1-11月,)."""
_EXPECTED: Final = re.compile(
    rf"(?:[^\d。]*[,:])?(?:{_LABEL}|据|经|全年|今年|本年|\d{{4}}年){{0,6}}(?:预计(?![的比])|{either(PRELIMINARY)})"
)
"""No noun and no number stands before it: all that follows is what is expected."""
_MODAL: Final = re.compile("[可将][达超完实突]|[可有]望")
"""The verb itself says what is to be expected: what follows the next stop has a verb of its own (预计产值可达9亿元;税收增至2亿元)."""
_TOLD: Final = re.compile(
    rf"{_LABEL}{{0,6}}(?:(?:共|累计|[^,。;\d]{{0,4}}实际|已)?完成|已|实际(?![利使]用|外资)|截至|截止|目前|全年|今年|去年|预计|上半年|前三季度|[一二三四]季度|\d{{4}}年|\d{{1,2}}(?:月|-))"
)
"""A clause that speaks of what is done, or of a time of its own."""


class Frame(NamedTuple):
    """What holds until the full stop: whether numbers are but expected, the months they are about, the year all is held against."""

    expected: bool = False
    months: str = ""
    against: int | None = None


_FREE: Final = Frame()


def frame(said: str, above: Frame, year: int) -> Frame:
    """The frame of the statement ``said``, which may go on with the sentence that ``above`` frames, in a text on ``year``.

    >>> frame("预计全年产值9亿元,增长5%;", Frame(), 2030).expected
    True
    >>> frame("实际利用外资9万元。", Frame(expected=True), 2030).expected, frame("实际完成9万元。", Frame(expected=True), 2030).expected
    (True, False)
    >>> told = frame("1-11月,产值9亿元;", Frame(), 2030)
    >>> told.months, frame("税收2亿元;", told, 2030).months, frame("全年用电2亿度。", told, 2030).months
    ('2030-01/2030-11', '2030-01/2030-11', '')
    """
    head = said[:_HEAD]
    stop = head.find(",", 0, _SHORT + 1)
    if stop >= 0 and (named := months(head[:stop], year)):
        return Frame(months=named)
    if ("预计" in head or "初步" in head) and _EXPECTED.match(head):
        return Frame(expected=True)
    now = above if above == _FREE or not _TOLD.match(head) else _FREE
    against = compared_year(head.rstrip(";:。"))
    return now._replace(against=against) if against else now


def held(said: str, now: Frame) -> Frame:
    """What is left of the frame ``now`` of the statement ``said`` for the statement after it.

    >>> held("预计产值可达9亿元;", Frame(expected=True)).expected, held("预计产值达到9亿元;", Frame(expected=True)).expected
    (False, True)
    """
    if not said.endswith((";", ":")):
        return _FREE
    return now._replace(expected=False) if now.expected and _MODAL.search(said[:_HEAD]) else now
