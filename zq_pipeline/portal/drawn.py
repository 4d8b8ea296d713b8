"""The charts of one report: each answers a question that its tables can answer, and without two numbers there is none."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from markupsafe import Markup

from zq_pipeline.portal.book import Book
from zq_pipeline.portal.charts import Aim, Bar, Number, Pair, Year, against, over_years, shares
from zq_pipeline.portal.lead import HEADLINES, aim_of, target_name
from zq_pipeline.portal.values import Both, Row, said
from zq_pipeline.portal.words import word

MOST_LINES: Final = 8
_ORDER: Final = {code: n for n, code in enumerate(HEADLINES)}
_WHOLES: Final = (
    (Both("三次产业各占多少？", "How large is each branch of the economy?"), ("primary_value_added", "secondary_value_added", "tertiary_value_added")),
    (Both("三次产业各占多少？", "How large is each branch of the economy?"), ("primary_share_gdp", "secondary_share_gdp", "tertiary_share_gdp")),
)  # fmt: skip
"""Indicators that together are one whole."""

Address = Callable[[str], str]


def over_time(book: Book, report: Row, address: Address) -> list[Markup]:
    """The place's figures of more than one year, with the aims for each year beside what came; the main ones first."""
    lines: dict[tuple[str, str], list[Row]] = {}
    for row in book.panel.get(report["place"], ()):
        if row["actual"] is not None and row["measure"] in ("level", "change_rate"):
            lines.setdefault((row["indicator"], row["measure"]), []).append(row)
    aims = {(r["indicator"], r["measure"], r["year"]): r for r in book.panel.get(report["place"], ())}
    ordered = sorted(lines, key=lambda one: (_ORDER.get(one[0], len(_ORDER)), one[1]))
    several = [
        one for one in ordered if len({(r["year"], r["unit"]) for r in lines[one]}) > 1 and _one_unit(lines[one])
    ]
    return [_line(book, several_one, lines[several_one], aims, address) for several_one in several[:MOST_LINES]]


def _one_unit(rows: Sequence[Row]) -> bool:
    return len({row["unit"] for row in rows}) == 1


def _line(
    book: Book, one: tuple[str, str], came: list[Row], aims: Mapping[tuple[str, str, int], Row], address: Address
) -> Markup:
    indicator, measure = one
    name = book.names.get("indicator", indicator) or Both(indicator, indicator)
    by_year = {int(row["year"]): row for row in came}
    set_for = {
        year for code, kind, year in aims if (code, kind) == one and _aimed(aims[code, kind, year], came[0]["unit"])
    }
    years = [
        Year(
            year,
            _number(book, by_year[year], address) if year in by_year else None,
            _aim(book, aims[indicator, measure, year], address) if year in set_for else None,
            expected=year in by_year and by_year[year]["estimated"] == "yes",
        )
        for year in sorted({*by_year, *set_for})
    ]
    asked = (
        Both("{}每年增长多少？", "{}: how much did it grow?")
        if measure == "change_rate"
        else Both("{}是多少？", "{}: how much was it?")
    )
    return over_years(Both(*(words.format(n) for words, n in zip(asked, name, strict=True))), years)


def _aimed(row: Row, unit: str | None) -> bool:
    return (row["target_low"] is not None or row["target_high"] is not None) and row["unit"] == unit


def _called(book: Book, value: Decimal, unit: str | None) -> Both:
    known = book.names.get("unit", unit)
    if unit == "%" or known is None:
        return said(value, "%" if unit == "%" else "")
    return said(value, *book.names.unit({"unit": unit, "unit_name": known.zh}))


def _number(book: Book, row: Row, address: Address) -> Number:
    return Number(row["actual"], _called(book, row["actual"], row["unit"]), address(row["observation"]))


def _aim(book: Book, row: Row, address: Address) -> Aim:
    low, high = row["target_low"], row["target_high"]
    ends = [_called(book, end, row["unit"]) for end in (low, high) if end is not None]
    if low is None or high is None:
        words = Both("不少于{}", "at least {}") if high is None else Both("不超过{}", "at most {}")
        called = Both(words.zh.format(ends[0].zh), words.en.format(ends[0].en))
    elif low == high:
        called = ends[0]
    else:
        called = Both(f"{ends[0].zh}–{ends[1].zh}", f"{ends[0].en}–{ends[1].en}")
    return Aim(low, high, called, address(row["target"]))


def aims(book: Book, report: Row, address: Address) -> list[Markup]:
    """The growth that earlier reports aimed at for the year under review beside what came, where there are two or more."""
    pairs = []
    for before in book.earlier(report)[:1]:
        for target in book.targets.get(before["report"], ()):
            came = book.observation(target["outcome"])
            if came and target["measure"] == came["measure"] == "change_rate" and target["unit"] == came["unit"]:
                aim = aim_of(book, target)
                pairs.append(
                    Pair(
                        target_name(book.names, target),
                        Aim(target["low"], target["high"], aim.said, address(aim.key)),
                        Number(came["value"], book.names.told(came), address(came["observation"])),
                        word(target["state"]),
                    )
                )
    year = report["review_year"]
    asked = Both(f"{year}年的增长达到目标了吗？", f"Did growth in {year} reach its aims?")
    return [against(asked, pairs)] if len(pairs) > 1 else []


def wholes(book: Book, report: Row, own: Sequence[Row], address: Address) -> list[Markup]:
    """The parts of a whole, where ``own``, the observations of ``report``, have all of them."""
    return list(_wholes(book, report, own, address))[:1]


def _wholes(book: Book, report: Row, own: Sequence[Row], address: Address) -> Iterator[Markup]:
    year = str(report["review_year"])
    for asked, codes in _WHOLES:
        parts = {
            row["indicator"]: row
            for row in reversed(own)
            if row["indicator"] in codes and row["measure"] == "level" and row["period"] == year
            and row["place"] in (None, report["place"]) and row["value"] > 0
        }  # fmt: skip
        if len(parts) == len(codes) and _one_unit(list(parts.values())):
            yield shares(
                asked,
                [
                    Bar(
                        book.names.get("indicator", code) or book.names.indicator(parts[code]),
                        Number(
                            parts[code]["value"], book.names.value(parts[code]), address(parts[code]["observation"])
                        ),
                    )
                    for code in codes
                ],
            )
