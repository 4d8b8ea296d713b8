"""Chinese numerals: digits, powers of ten, and the words that multiply an Arabic number."""

from typing import Final

DIGITS: Final = {
    **dict(zip("〇一二三四五六七八九", range(10), strict=True)),
    "零": 0,
    "两": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
"""What each digit is worth."""

SMALL: Final = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000, "廿": 20, "卅": 30}
"""Powers below ten thousand (and 廿, 卅, which are whole numbers)."""

LARGE: Final = {"万": 10**4, "亿": 10**8}
"""Powers that close a group of four digits."""

NUMERALS: Final = frozenset((*DIGITS, *SMALL, *LARGE))
"""The characters of a Chinese numeral."""

MULTIPLIERS: Final = (
    "百亿亿", "亿亿", "十万亿", "百万亿", "万亿", "千亿", "百亿", "十亿", "千万", "百万", "十万", "亿", "万", "千", "百",
)  # fmt: skip
"""What may follow an Arabic number and multiply it."""

FRACTIONS: Final = {"½": ".5", "¼": ".25", "¾": ".75"}
"""Fractions of one character, as what stands after the point."""
