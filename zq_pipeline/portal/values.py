"""Cells as people read them, in both languages."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from markupsafe import Markup, escape

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]


class Both(NamedTuple):
    """The same words in Chinese and in English."""

    zh: str
    en: str


_Step = tuple[Decimal, str, int]
"""A size, its word, and how many digits behind the point it is said with."""
_STEPS_ZH: Final[tuple[_Step, ...]] = (
    (Decimal(10) ** 12, "万亿", 2),
    (Decimal(10) ** 8, "亿", 3),
    (Decimal(10) ** 4, "万", 2),
)
_STEPS_EN: Final[tuple[_Step, ...]] = (
    (Decimal(10) ** 12, " trillion", 3),
    (Decimal(10) ** 9, " billion", 3),
    (Decimal(10) ** 6, " million", 3),
)
_FULL: Final = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）"}
_WIDE: Final = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’%％]"
_HALF: Final = re.compile(rf"(?<={_WIDE})[,;:!?()]|[,;:!?()](?={_WIDE})")
_NUMBER: Final = re.compile(
    "([0-9][0-9.,]*(?:[%％]|[十百千万亿]*(?:美元|元|人次|人|亩|公里|吨|户|家|个|项|件|年|位)?))"
)
_SIGN_BEFORE: Final = frozenset({"%", "％"})


def rows(frame: "pd.DataFrame") -> Iterator[Row]:
    """The rows of ``frame`` as dicts; an empty cell is None."""
    from pandas import NA

    names = list(frame.columns)
    for cells in zip(*(frame[name] for name in names), strict=True):
        yield {name: None if cell is NA else cell for name, cell in zip(names, cells, strict=True)}


def plain(value: Decimal) -> str:
    """``value`` in plain digits, grouped by thousands, exactly.

    >>> plain(Decimal("13380000000")), plain(Decimal("-2.50")), plain(Decimal("1E+3"))
    ('13,380,000,000', '-2.5', '1,000')
    """
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _scaled(value: Decimal, steps: tuple[_Step, ...]) -> str:
    for size, word, digits in steps:
        if abs(value) >= size and value / size == round(value / size, digits):
            return plain(value / size) + word
    return plain(value)


def said(value: Decimal, unit_zh: str = "", unit_en: str = "") -> Both:
    """``value`` with its unit as one says it in each language, without rounding.

    >>> said(Decimal("13380000000"), "元", "yuan")
    Both(zh='133.8亿元', en='13.38 billion yuan')
    >>> said(Decimal("17366"), "亩", "mu").zh, said(Decimal("34261500000"), "元").zh
    ('17,366亩', '342.615亿元')
    >>> said(Decimal("6.3"), "%", "per cent")
    Both(zh='6.3%', en='6.3%')
    """
    tail = unit_zh if unit_zh in _SIGN_BEFORE else f" {unit_en}" if unit_en else ""
    return Both(_scaled(value, _STEPS_ZH) + unit_zh, _scaled(value, _STEPS_EN) + tail)


def typeset(words: str) -> str:
    """Chinese ``words`` with the punctuation of Chinese, which many reports print half as wide; numbers keep theirs.

    >>> typeset("确保开工,力争(年底)投产;增长1,200万元,达6.3%:好")
    '确保开工，力争（年底）投产；增长1,200万元，达6.3%：好'
    """
    return _HALF.sub(lambda found: _FULL[found[0]], words)


def whole(words: str) -> Markup:
    """Chinese ``words`` as HTML in which no line breaks within a number and its unit.

    >>> whole("产值133.8亿元<")
    Markup('产值<span class="whole">133.8亿元</span>&lt;')
    """
    parts = _NUMBER.split(words)
    keep = Markup('<span class="whole">{}</span>')
    return Markup().join(keep.format(part) if at % 2 else escape(part) for at, part in enumerate(parts))


def size(count: int) -> str:
    """A file size.

    >>> size(523), size(20_480), size(5_400_000)
    ('523 B', '20 kB', '5.4 MB')
    """
    for limit, factor, word in ((1_000, 1, "B"), (1_000_000, 1_000, "kB")):
        if count < limit:
            return f"{count // factor} {word}"
    return f"{count / 1_000_000:.1f} MB"
