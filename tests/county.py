"""Twelve years of an invented county, its province and the nation, in several styles, with what each report says.

What is true is drawn first; then each report says it in the style of its year. The county sets no growth target in one
year, puts incomes in words, and has prices and unemployment under a ceiling.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from zq_pipeline.reading.records import Origin

YEARS: Final = range(2020, 2032)
NO_GROWTH_TARGET: Final = 2024
"""the year whose plan is silent on growth"""


@dataclass(frozen=True)
class Year:
    """What came in a year, and what was aimed at for it, in per cent, 万吨 and persons."""

    growth: Decimal
    growth_aim: Decimal
    prices: Decimal
    prices_aim: Decimal
    jobless: Decimal
    jobless_aim: Decimal
    jobs: int
    jobs_aim: int
    grain: Decimal
    grain_aim: Decimal
    level: Decimal
    income: Decimal


def _years(seed: int) -> dict[int, Year]:
    chance = random.Random(seed)

    def tenths(low: int, high: int) -> Decimal:
        return Decimal(chance.randrange(low, high)) / 10

    return {
        year: Year(
            growth=tenths(45, 75),
            growth_aim=Decimal(chance.randrange(5, 8)),
            prices=tenths(5, 40),
            prices_aim=Decimal(3),
            jobless=tenths(30, 60),
            jobless_aim=Decimal("4.5"),
            jobs=chance.randrange(40, 70) * 100,
            jobs_aim=chance.randrange(40, 60) * 100,
            grain=tenths(400, 480),
            grain_aim=Decimal(chance.randrange(42, 46)),
            level=Decimal(200 + 15 * (year - 2020)) + tenths(0, 9),
            income=tenths(50, 80),
        )
        for year in range(YEARS.start - 1, YEARS.stop + 1)
    }


def _review(y: Year, year: int, who: str, style: int) -> str:
    grain = f"{y.grain * 2 / 10}亿斤" if style == 2 else f"{y.grain}万吨"  # a 万吨 is a fifth of an 亿斤
    said = (
        f"{who}地区生产总值达到{y.level}亿元，同比增长{y.growth}%。居民消费价格上涨{y.prices}%，城镇调查失业率{y.jobless}%。城镇新增就业{y.jobs}人。粮食产量{grain}。居民人均可支配收入增长{y.income}%。",
        f"初步核算，{who}生产总值突破{int(y.level) - 1}亿元大关、达{y.level}亿元，增长{y.growth}%；居民消费价格涨幅{y.prices}%；新增城镇就业{y.jobs}人，调查失业率为{y.jobless}%；粮食总产量{grain}；居民收入增长{y.income}%。",
        f"{year}年，实现地区生产总值{y.level}亿元、增长{y.growth}%，CPI上涨{y.prices}%。稳岗拓岗有力，城镇新增就业{y.jobs}人、城镇调查失业率{y.jobless}%。粮食产量{grain}，再获丰收。全体居民人均可支配收入增长{y.income}%。",
    )
    return said[style]


def _plan(y: Year, year: int, style: int) -> str:
    growth = (
        f"地区生产总值增长{y.growth_aim}%左右，",
        f"确保地区生产总值增长{y.growth_aim}%以上，",
        f"地区生产总值增长{y.growth_aim}%，",
    )[style]
    growth = "" if year == NO_GROWTH_TARGET else growth
    return (
        f"主要预期目标是：{growth}居民消费价格涨幅控制在{y.prices_aim}%以内，城镇新增就业{y.jobs_aim}人以上，城镇调查失业率控制在{y.jobless_aim}%以内，粮食产量稳定在{y.grain_aim}万吨以上，居民收入增长与经济增长同步。",
        f"今年的主要目标是：{growth}居民消费价格涨幅{y.prices_aim}%左右；力争城镇新增就业{y.jobs_aim}人以上；城镇调查失业率{y.jobless_aim}%以内；粮食产量{y.grain_aim}万吨以上；居民人均可支配收入与经济增长基本同步。",
        f"{year}年预期目标：{growth}居民消费价格涨幅不超过{y.prices_aim}%，新增城镇就业{y.jobs_aim}人以上，城镇调查失业率不高于{y.jobless_aim}%，粮食总产量不低于{y.grain_aim}万吨，居民收入增速高于经济增速。",
    )[style]  # fmt: skip


PLACES: Final = {"000000": ("", 1), "330000": ("全省", 2), "330483": ("全市", 3)}
"""Code → how a report calls its place, and the seed of its years."""


def truth(code: str) -> dict[int, Year]:
    """What came and was aimed at, year by year."""
    return _years(PLACES[code][1])


def reports(code: str) -> Iterator[tuple[str, Origin, int]]:
    """The reports on ``YEARS``: text, origin and year under review. The style changes from year to year."""
    who, seed = PLACES[code]
    years = _years(seed)
    for year in YEARS:
        style = (year + seed) % 3
        text = (
            f"{year + 1}年政府工作报告\n一、{year}年工作回顾\n{_review(years[year], year, who, style)}\n"
            f"二、{year + 1}年工作安排\n{_plan(years[year + 1], year + 1, style)}\n"
        )
        yield text, Origin(f"{code}-{year}.txt", publisher="政府", place_code=code, sha256="0" * 64), year
