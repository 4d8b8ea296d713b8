"""The provinces as tiles, each about where it lies: a diagram in which all are of one size, no map."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from zq_pipeline.portal.values import Both, plain

SIDE: Final = 52
"""The width of a tile with the gap behind it; the tile is 4 less."""
SHADES: Final = 5

_ROWS: Final = (
    ".......23",
    "....15.2122",
    "65626414131112",
    "546361413732",
    ".5150423431",
    ".5352433633",
    "..454435",
    "...46",
)
"""The first two digits of the division codes, from north to south; a dot is an empty place."""
_SHORT: Final = {
    "11": "BJ", "12": "TJ", "13": "HE", "14": "SX", "15": "NM", "21": "LN", "22": "JL", "23": "HL", "31": "SH", "32": "JS", "33": "ZJ",
    "34": "AH", "35": "FJ", "36": "JX", "37": "SD", "41": "HA", "42": "HB", "43": "HN", "44": "GD", "45": "GX", "46": "HI", "50": "CQ",
    "51": "SC", "52": "GZ", "53": "YN", "54": "XZ", "61": "SN", "62": "GS", "63": "QH", "64": "NX", "65": "XJ",
}  # fmt: skip
"""ISO 3166-2:CN, for tiles in English."""


class Tile(NamedTuple):
    """Where the tile of a province is, in tiles from the upper left corner, and what it is called on it in English."""

    place: str
    x: int
    y: int
    short: str


def _laid() -> tuple[Tile, ...]:
    found = []
    for y, row in enumerate(_ROWS):
        x = 0
        rest = row
        while rest:
            if rest[0] != ".":
                found.append(Tile(f"{rest[:2]}0000", x, y, _SHORT[rest[:2]]))
            rest, x = rest[1 if rest[0] == "." else 2 :], x + 1
    return tuple(found)


TILES: Final = _laid()
"""All 31."""
WIDTH: Final = max(tile.x for tile in TILES) + 1
HEIGHT: Final = max(tile.y for tile in TILES) + 1


def brief_name(name: str) -> str:
    """A province's name as short as people say it.

    >>> brief_name("浙江省"), brief_name("内蒙古自治区"), brief_name("新疆维吾尔自治区"), brief_name("广西壮族自治区")
    ('浙江', '内蒙古', '新疆', '广西')
    """
    for ending in ("维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "省", "市"):
        name = name.removesuffix(ending)
    return name


def brief_number(value: Decimal, percent: bool) -> Both:
    """``value`` in three digits, for a tile; the exact one is a click away.

    >>> brief_number(Decimal("5.5"), True), brief_number(Decimal("8950012000000"), False)
    (Both(zh='5.5%', en='5.5%'), Both(zh='8.95万亿', en='8.95tn'))
    """
    if percent:
        return Both(*[f"{plain(value)}%"] * 2)
    zh = _scaled(value, ((12, "万亿"), (8, "亿"), (4, "万"), (0, "")))
    return Both(zh, _scaled(value, ((12, "tn"), (9, "bn"), (6, "m"), (0, ""))))


def _scaled(value: Decimal, steps: Sequence[tuple[int, str]]) -> str:
    power, word = next(((p, w) for p, w in steps if abs(value) >= 10**p), steps[-1])
    part = value / 10**power
    digits = 2 if abs(part) < 10 else 1 if abs(part) < 100 else 0
    return f"{plain(round(part, digits))}{word}"


def shades(values: Mapping[str, Decimal]) -> dict[str, int]:
    """How dark each is drawn, 0 to 4, by its place in the order of all the different ones.

    >>> shades({"a": Decimal(1), "b": Decimal(2), "c": Decimal(2), "d": Decimal(9)}), shades({"a": Decimal(1)})
    ({'a': 0, 'b': 2, 'c': 2, 'd': 4}, {'a': 4})
    """
    ordered = sorted(set(values.values()))
    last = len(ordered) - 1
    return {
        key: (ordered.index(value) * 8 + last) // (2 * last) if last else SHADES - 1 for key, value in values.items()
    }
