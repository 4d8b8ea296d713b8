"""Numerals, Arabic and Chinese, to exact decimals."""

from decimal import Decimal
from functools import lru_cache
from typing import Final

from zq_pipeline.lexicon.numerals import DIGITS, FRACTIONS, LARGE, MULTIPLIERS, NUMERALS, SMALL
from zq_pipeline.lexicon.patterns import either

CHINESE: Final = rf"[{''.join(sorted(NUMERALS))}]"
"""One character of a Chinese numeral, as a pattern."""

ARABIC: Final = rf"(?:\d+(?:(?<!\d{{4}}),\d{{3}}(?!\d))*(?:[.·]\d+|[{''.join(FRACTIONS)}])?|[{''.join(FRACTIONS)}])"
"""An Arabic number, with or without separators, as a pattern."""

MULTIPLIER: Final = either(MULTIPLIERS)
_LONGEST: Final = 24
"""A longer numeral is none."""
SCALE: Final = {
    word: Decimal(10) ** sum({"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}[c] for c in word)
    for word in ("", *MULTIPLIERS)
}
"""What each multiplier is worth."""


@lru_cache(maxsize=4096)
def arabic(text: str, multiplier: str = "") -> Decimal:
    """The value of digits with separators and a Chinese multiplier.

    >>> arabic("1,234.5", "万"), arabic("3.60", "万亿"), arabic("2½")
    (Decimal('12345000'), Decimal('3600000000000'), Decimal('2.5'))
    """
    part = FRACTIONS.get(text[-1], "")
    digits = f"{text[:-1]}{part}" if part else text.replace(",", "").replace("·", ".")
    return plain(Decimal(digits) * SCALE[multiplier])


def either_way(text: str | None) -> Decimal | None:
    """The value of a numeral in Arabic digits or Chinese characters, or None when it is none.

    >>> either_way("36.9"), either_way("三十六"), either_way(None)
    (Decimal('36.9'), Decimal('36'), None)
    """
    if not text or len(text) > _LONGEST:
        return None
    return arabic(text) if text[0].isascii() else chinese(text)


@lru_cache(maxsize=16384)
def plain(value: Decimal) -> Decimal:
    """``value`` without exponent and without zeros at its end.

    >>> plain(Decimal("1.50E+3")), plain(Decimal("0.10"))
    (Decimal('1500'), Decimal('0.1'))
    """
    whole = value.to_integral_value()
    return Decimal(int(whole)) if value == whole else value.normalize()


def chinese(text: str) -> Decimal | None:
    """The value of a Chinese numeral, or None when it is none.

    >>> [str(chinese(t)) for t in ("三十六点九", "二万三千五百亿", "一百〇五", "两", "一九五七", "千亿", "三点五亿", "六万万")]
    ['36.9', '2350000000000', '105', '2', '1957', '100000000000', '350000000', '600000000']
    >>> chinese("点"), chinese("十十") is None
    (None, True)
    """
    head, point, tail = text.partition("点")
    if not head or len(text) > _LONGEST:
        return None
    if not point:
        whole = _whole(head)
        return None if whole is None else Decimal(whole)
    digits = tail.rstrip("".join((*SMALL, *LARGE)))
    whole = _whole(head)
    if whole is None or not digits or any(c not in DIGITS for c in digits):
        return None
    value = Decimal(f"{whole}.{''.join(str(DIGITS[c]) for c in digits)}")
    for power in tail[len(digits) :]:
        value *= SMALL.get(power) or LARGE[power]
    return plain(value)


def _whole(text: str) -> int | None:
    if len(text) > 1 and all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    total = group = 0
    digit: int | None = None
    last = 10**4
    before = ""
    for c in text:
        if c in DIGITS:
            if digit:
                return None
            digit = DIGITS[c]
        elif c in SMALL:
            power = SMALL[c]
            if power in (20, 30):
                group += power
            elif power >= last and not (digit is None and group == 0):
                return None
            else:
                group += (1 if digit is None else digit) * power
                last = power
            digit = None
        else:
            power = LARGE[c]
            group += digit or 0
            if power == 10**8:
                total = ((total + group) or 1) * power
            elif c == before:  # 七万万
                total *= power
            else:
                total += (group or 1) * power if total % 10**8 == 0 or total == 0 else group * power
            group, digit, last = 0, None, 10**4
        before = c
    return total + group + (digit or 0)
