"""Invented reports of the 31 provinces over three years: names and codes are those of the list, every number is made up.

``python -m tests.provinces FOLDER [KILOBYTES]`` writes the site that a release of them has, with reports of about that length.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

import pandas as pd

from tests.generate import sentence
from zq_pipeline.package.files import Measure
from zq_pipeline.portal.atlas.site import atlas
from zq_pipeline.reading.document.place import Place, places
from zq_pipeline.reading.records import Origin, Reading
from zq_pipeline.reading.report import read
from zq_pipeline.tables.frames import frames

YEARS: Final = (2031, 2032, 2033)
"""the years under review; aims go on to 2034"""
SILENT: Final = "540000"
"""the province that sets no growth aim for any year"""
HIGHEST: Final = {"650000": "8.9", "460000": "8.7", "430000": "8.6", "110000": "8.5", "150000": "8.4"}
"""the highest growth aims for 2034, in order"""
TONES: Final = ("{}%左右", "{}%以上", "{}%", "力争{}%左右", "确保{}%以上")


def _tone(code: str, year: int) -> str:
    return TONES[(int(code[:2]) + year) % len(TONES)]


def _growth_aim(code: str, year: int, chance: random.Random) -> str:
    if code == SILENT:
        return ""
    if year == YEARS[-1] + 1 and code in HIGHEST:
        aim = _tone(code, year).format(HIGHEST[code])
    elif chance.random() < 0.1:
        return "经济增长与全国同步，"
    elif chance.random() < 0.15:
        low = chance.randrange(8, 14)
        aim = f"{low / 2:g}%—{low / 2 + 0.5:g}%"
    else:
        aim = _tone(code, year).format(f"{chance.randrange(8, 16) / 2:g}")
    lead, _, rest = aim.rpartition("争" if "争" in aim else "保")
    return f"{lead}{aim[len(lead)] if lead else ''}地区生产总值增长{rest}，"


def text(place: Place, year: int, kilobytes: float = 0) -> str:
    """A report of ``place`` on ``year``, the same every time; with sentences of the genre up to ``kilobytes``, none of a headline."""
    chance = random.Random(f"{place.code}{year}")
    whole = {"省": "全省", "市": "全市"}.get(place.name[-1], "全区")
    size = Decimal(2000 + int(place.code[:2]) * 311 % 9000) * (100 + 5 * (year - YEARS[0])) / 100
    tenths = lambda low, high: f"{Decimal(chance.randrange(low, high)) / 10:f}"  # noqa: E731
    review = (
        f"{year}年，{whole}地区生产总值达到{size:f}亿元，增长{tenths(30, 80)}%。一般公共预算收入{size / 10:f}亿元，增长{tenths(-20, 90)}%。"
        f"固定资产投资增长{tenths(-60, 120)}%，社会消费品零售总额增长{tenths(10, 80)}%，进出口总额增长{tenths(-50, 150)}%。"
        f"居民人均可支配收入增长{tenths(40, 80)}%，居民消费价格上涨{tenths(-2, 25)}%，城镇新增就业{chance.randrange(80, 1500) / 10}万人，城镇调查失业率{tenths(48, 58)}%。"
    )
    plan = (
        f"今年的主要预期目标是：{_growth_aim(place.code, year + 1, chance)}一般公共预算收入增长{chance.randrange(2, 7)}%左右，居民消费价格涨幅2%左右，"
        f"城镇新增就业{chance.randrange(8, 120)}万人以上，城镇调查失业率5.5%左右，居民收入增长与经济增长同步。"
    )
    talk = ["", ""]
    while kilobytes and sum(len(part.encode()) for part in talk) < kilobytes * 1000:
        for at in (0, 1):
            said = (sentence(chance, year, bool(at)) for _ in range(8))
            talk[at] += "".join(one for one in said if "同比" not in one) + "\n"
    return (
        f"{year + 1}年政府工作报告\n{place.name}人民政府\n一、{year}年工作回顾\n{review}\n{talk[0]}"
        f"二、{year + 1}年工作安排\n{plan}\n{talk[1]}"
    )


def provinces() -> list[Place]:
    """Those of the list, in its order."""
    return [place for place in places().values() if place.level == "province"]


def reading(place: Place, year: int, kilobytes: float = 0) -> Reading:
    """The report of ``place`` on ``year``, read."""
    origin = Origin(
        f"{place.code}-{year}.txt",
        publisher=f"{place.name}人民政府",
        place_code=place.code,
        published=f"{year + 1}-01-20",
        sha256="0" * 64,
    )
    return read(text(place, year, kilobytes), origin, review_year=year)


def readings(kilobytes: float = 0, places: Sequence[Place] | None = None) -> Iterator[Reading]:
    """All of them, place by place."""
    for place in places or provinces():
        for year in YEARS:
            yield reading(place, year, kilobytes)


DESCRIBED: Final = {
    "name": "provinces", "title": "各省工作报告", "title_en": "Reports of the provinces", "version": "1.0.0",
    "description": "虚构的数据。", "description_en": "Invented data.", "source_rights": "", "source_rights_en": "",
    "licenses": [{"name": "CC0-1.0", "title": "CC0 1.0", "path": "https://example.org/cc0"}],
    "contributors": [{"title": "柳溪数据", "roles": ["publisher"]}],
}  # fmt: skip


@cache
def tables() -> dict[str, pd.DataFrame]:
    """The tables of all short reports."""
    return frames(list(readings()))


@cache
def pages() -> dict[str, bytes]:
    """The atlas of them: a second's work. Pages of single reports are not made."""
    offered = {"README.md": Measure.of(b""), "provinces-1.0.0.zip": None}
    return dict(atlas(tables(), DESCRIBED, offered, {"name": "</script>"}))


def main() -> None:
    """From the command line."""
    from tests.portal.sample import package, published
    from tests.trees import laid_out

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("kilobytes", type=float, nargs="?", default=0)
    asked = parser.parse_args()
    laid_out({**package(), **published(list(readings(asked.kilobytes)))}, asked.folder)


if __name__ == "__main__":
    main()
