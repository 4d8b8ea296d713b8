"""One spelling for matching: the folded text has the length of the source, so that its offsets are the source's.

The convention for all readers:

- full-width forms (U+FF01 to U+FF5E) are ASCII: digits, letters, ``% ( ) , : ; ! ? .`` and ``~``; the ideographic and the
  no-break spaces are a plain space; a page break and the Unicode line and paragraph separators are a line end;
- ``。`` ``、`` ``“”`` ``《》`` ``——`` stay Chinese; corner quotes 「」『』 are “”‘’; the minus signs are ``-``;
- the zeros ``○ ◯`` are ``〇``;
- traditional characters are simplified, by the character table of OpenCC (Apache-2.0).
"""

from functools import cache
from importlib.resources import files
from typing import Final

_ASCII: Final = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_SINGLE: Final = {
    **dict.fromkeys(
        "\u3000\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\ufeff", " "
    ),
    **dict.fromkeys("\x0c\x85\u2028\u2029", "\n"),
    **dict.fromkeys("−–﹣‐‑―", "-"),
    **dict.fromkeys("○◯", "〇"),
    **dict(zip("「」『』﹪﹙﹚﹐﹔﹕∶︰〜", "“”‘’%(),;:::~", strict=True)),
}

_FEW: Final = 32


@cache
def _table() -> dict[str, str]:
    """Character → character, read once; a value is never itself a key, so folding twice is folding once."""
    table: dict[str, str] = {}
    text = files("opencc").joinpath("dictionary", "TSCharacters.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        old, _, new = line.partition("\t")
        first = new.split(" ")[0]
        if len(old) == 1 and len(first) == 1 and old != first:
            table[old] = first
    table |= _ASCII | _SINGLE
    return {old: table.get(new, new) for old, new in table.items()}


def fold(source: str) -> str:
    """``source`` in one spelling, each code point for one code point.

    >>> fold("規上產值５．２億元，增長８％（預計）")
    '规上产值5.2亿元,增长8%(预计)'
    """
    table = _table()
    there = set(source)
    found = sorted(there & table.keys())
    # In a text of our day a few marks, each replaced at once; str.translate pays for every character of the text.
    if len(found) <= _FEW:
        for old in found:
            source = source.replace(old, table[old])
        return source
    return source.translate({ord(old): table.get(old, old) for old in there})
