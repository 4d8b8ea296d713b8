"""Notes under the text: what their mark is as text, and the line that a note gives.

The mark points at the note and counts nothing: 驿站5座¹ would read as 51. It is left out where it points, and the note says its
number in the way of print, with a sign that no reader of numbers takes for one.
"""

import re
from collections.abc import Sequence
from typing import Final

_CIRCLED: Final = "".join(
    (*map(chr, range(0x2460, 0x2474)), *map(chr, range(0x3251, 0x3260)), *map(chr, range(0x32B1, 0x32C0)))
)
_MARK: Final = re.compile(rf"[\[〔【(（]?(?:注|\^)?(?P<number>\d{{1,3}}|[{_CIRCLED}]|[*＊※†‡])[\])）】〕]?")
_BEGINS: Final = re.compile(
    rf"注?[\[〔【(（]?(?P<number>\d{{1,2}}(?=[\])）】〕\s|])|[{_CIRCLED}])[\])）】〕：]?[\s|]*(?=[^\s|])"
)
_TAIL: Final = 20
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def circled(number: int) -> str:
    """``number`` in a circle, as far as there are such characters (50).

    >>> circled(1), circled(21), circled(51)
    ('①', '㉑', '')
    """
    return _CIRCLED[number - 1 : number] if number > 0 else ""


def label(number: int) -> str:
    """What a note begins with.

    >>> label(3), label(51)
    ('注③：', '注：')
    """
    return f"注{circled(number)}："


def raised(said: str, before: str) -> str:
    """What small words above the line are as text, after the words ``before`` on their line.

    A mark is nothing where it points and a label where its note begins; a power stays one; the rest stays as it is.

    >>> raised("2", "绿地9万m"), raised("4", "产量10"), raised("1", "新建驿站5座"), raised("[2]", "“四好农村路”"), raised("th", "9")
    ('2', '⁴', '', '', 'th')
    >>> raised("1", "")
    '注①：'
    """
    mark = _MARK.fullmatch(said.strip())
    before = before.rstrip()
    if mark is None or re.search(r"[A-Za-z]\Z", before):
        return said
    if not before:
        return label(_number(mark["number"]))
    return said.translate(_RAISED) if re.search(r"(?<![\d.])10\Z", before) else ""


def tail(pieces: Sequence[str]) -> str:
    """The end of ``pieces``: as much as :func:`raised` looks at, however many there are.

    >>> tail(["新建", "驿站5", "座"])
    '新建驿站5座'
    """
    return "".join(piece[-_TAIL:] for piece in pieces[-_TAIL:])


def noted(line: str) -> str:
    """``line``, which begins with the mark of a note, with a label for it; nothing for another line.

    >>> noted("1 | 驿站：指歇脚处。"), noted("[2]驿站"), noted("③驿站"), noted("注④：驿站"), noted("5座驿站")
    ('注①：驿站：指歇脚处。', '注②：驿站', '注③：驿站', '注④：驿站', '')
    """
    begins = _BEGINS.match(line)
    return label(_number(begins["number"])) + line[begins.end() :] if begins else ""


def _number(mark: str) -> int:
    return int(mark) if mark.isdecimal() else _CIRCLED.find(mark) + 1


def is_mark(said: str) -> bool:
    """Whether ``said`` looks like the mark of a note.

    >>> is_mark("[1]"), is_mark("①"), is_mark("附件1")
    (True, True, False)
    """
    return _MARK.fullmatch(said.strip()) is not None
