"""What a reader wants first, found by code in the tables: headline figures, targets beside results, what is due, coverage."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import pandas as pd

from zq_pipeline.portal.values import Both, Row, rows, said

Frames = Mapping[str, pd.DataFrame]

HEADLINES: Final = (
    "gdp", "industrial_output", "industrial_value_added", "farm_output", "fiscal_revenue_total", "budget_revenue",
    "fixed_investment", "industrial_investment", "retail_sales", "service_revenue", "foreign_trade", "exports",
    "income_per_head", "urban_income_per_head", "rural_income_per_head", "urban_jobs_new", "visitors",
    "high_standard_farmland", "resident_population",
)  # fmt: skip
"""The indicators shown at the top, as far as a report has them."""

MOST_HEADLINES: Final = 8
_COUNTED: Final = frozenset({"count", "person"})
_REACHED: Final = frozenset({"actual", "estimated"})


class Names:
    """The names of codes in both languages."""

    def __init__(self, frames: Frames) -> None:
        """Take them from the code lists among ``frames``."""
        self._names: dict[str, dict[str, Both]] = {}
        for table in ("theme", "unit", "indicator", "place"):
            frame = frames[table]
            zh, en = frame["name_zh"], frame["name_en"]
            pairs = zip(frame[table], zh, en, strict=True)
            self._names[table] = {code: Both(zh, en if isinstance(en, str) else zh) for code, zh, en in pairs}
        unit = frames["unit"]
        self._of = dict(zip(unit["unit"], unit["dimension"], strict=True))

    def get(self, table: str, code: str | None) -> Both | None:
        """The names of ``code``, None when the list has it not."""
        return self._names[table].get(code) if code else None

    def list(self, table: str, codes: Iterable[str]) -> dict[str, Both]:
        """The names of ``codes``, in the order of the list."""
        wanted = set(codes)
        return {code: names for code, names in self._names[table].items() if code in wanted}

    def unit(self, row: Row) -> Both:
        """The unit of an observation, short: as written; in English the list's name, none for what is only counted."""
        known, code, written = self.get("unit", row["unit"]), row["unit"], row["unit_name"] or ""
        if known is None:
            return Both(written, written)
        english = "" if self._of[code] in _COUNTED else known.en.partition(" (")[0].partition(",")[0]
        return Both(written or known.zh, english)

    def counts(self, row: Row) -> bool:
        """Whether an observation only counts things, so that another's unit says nothing about what is alike in them."""
        return row["unit"] is None or self._of[row["unit"]] == "count"

    def indicator(self, row: Row) -> Both:
        """The indicator of an observation: as written, and its English name where it has a code."""
        known = self.get("indicator", row["indicator"])
        return Both(row["indicator_name"], known.en if known else row["indicator_name"])

    def value(self, row: Row) -> Both:
        """The value of an observation with its unit, and the upper end of a range."""
        zh, en = self.unit(row)
        low = said(row["value"], zh, en)
        if row["value_high"] is None:
            return low
        high, bare = said(row["value_high"], zh, en), said(row["value"])
        return Both(f"{bare.zh}–{high.zh}", f"{bare.en}–{high.en}")


@dataclass(frozen=True, slots=True)
class Figure:
    """A headline: the value reached and, where the report gives it, how much that is more than before."""

    key: str
    name: Both
    value: Both
    growth: Both | None
    growth_key: str = ""
    falling: bool = False


def headlines(observations: Sequence[Row], names: Names, report: Row) -> list[Figure]:
    """The headline figures of ``report``, those that it has, in the order of ``HEADLINES``; at most ``MOST_HEADLINES``."""
    levels: dict[str, Row] = {}
    rates: dict[str, Row] = {}
    for row in observations:
        here = row["subject"] is None and row["place"] in (None, report["place"])
        ours = row["report"] == report["report"] and here and row["status"] in _REACHED
        if ours and row["indicator"] and row["period"] == str(report["review_year"]):
            kept = {"level": levels, "change_rate": rates}.get(row["measure"])
            if kept is not None:
                kept.setdefault(row["indicator"], row)
    figures = []
    for code in HEADLINES:
        level, rate = levels.get(code), rates.get(code)
        main = level or rate
        if main:
            growth = rate if level else None
            figures.append(
                Figure(
                    key=main["observation"],
                    name=names.indicator(main),
                    value=names.value(main) if level else _signed(main),
                    growth=_signed(growth) if growth else None,
                    growth_key=growth["observation"] if growth else "",
                    falling=(growth or main)["value"] < 0,
                )
            )
    return figures[:MOST_HEADLINES]


def _signed(rate: Row) -> Both:
    value = said(rate["value"], "%")
    return Both(*(text if text.startswith("-") else f"+{text}" for text in value))


@dataclass(frozen=True, slots=True)
class Aim:
    """A line of the scoreboard. ``aim`` is the number, or the words of an aim that has none."""

    key: str
    name: Both
    aim: Both
    bound: str
    period: str
    result_key: str
    result: Both | None
    result_period: str
    state: str
    tone: str
    theme: Both | None
    quote: str


def scoreboard(target: pd.DataFrame, observation: pd.DataFrame, names: Names) -> list[Aim]:
    """The targets beside what was reached, as ``observation`` has it: those with a result first, in text order."""
    named = set(target["observation"]) | set(target["baseline"]) | set(target["outcome"])
    observed = {row["observation"]: row for row in rows(observation[observation["observation"].isin(named)])}
    lines = []
    for row in rows(target):
        aim = observed.get(row["observation"] or "")
        result = observed.get(row["outcome"] or row["baseline"] or "")
        lines.append(
            Aim(
                key=aim["observation"] if aim else f"{row['target']}/target",
                name=names.indicator({"indicator": row["indicator"], "indicator_name": row["name"]}),
                aim=_compared(aim, names) if aim else Both(row["wording"], row["wording"]),
                bound=row["bound"],
                period=row["period"],
                result_key=result["observation"] if result else "",
                result=_compared(result, names) if result else None,
                result_period=result["period"] if result else "",
                state=row["state"],
                tone=row["tone"],
                theme=names.get("theme", aim["theme"]) if aim else None,
                quote=row["quote"],
            )
        )
    return sorted(lines, key=lambda line: line.result is None)


def _compared(row: Row, names: Names) -> Both:
    return _signed(row) if row["measure"] == "change_rate" else names.value(row)


def due(action: pd.DataFrame) -> list[tuple[str, list[Row]]]:
    """The promises that have a date, by that date, each list in text order."""
    dated: dict[str, list[Row]] = {}
    for row in rows(action):
        if row["due"] and row["aspect"] != "done":
            dated.setdefault(row["due"], []).append(row)
    return sorted(dated.items(), key=lambda item: (_end(item[0]), item[0]))


def _end(period: str) -> str:
    """The last month of a period, to sort by.

    >>> [_end(p) for p in ("2032", "2032-Q1", "2032-S1", "2032-06")]
    ['2032-12', '2032-03', '2032-06', '2032-06']
    """
    year, _, part = period.partition("-")
    months = {"": 12, **{f"Q{n}": 3 * n for n in range(1, 5)}, **{f"S{n}": 6 * n for n in (1, 2)}}
    return f"{year}-{months[part]:02}" if part in months else period


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart; ``start`` and ``width`` in hundredths of the chart's width."""

    key: str
    name: Both
    value: Both
    start: Decimal
    width: Decimal
    falling: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """The main quantities of a theme, those that can be measured with one rule."""

    theme: Both
    of: Both
    bars: tuple[Bar, ...]


MOST_BARS: Final = 8
_GROWTH: Final = Both("增长率", "Growth")
_COMPARABLE: Final = frozenset({"change_rate", "level"})


def charts(observations: Sequence[Row], names: Names, report: Row) -> list[Chart]:
    """For each theme its amounts in the units that most of them have, then its growth rates; two or more make a chart.

    Counts of things (个, 家) are no amounts: five bridges beside nine meetings say nothing.
    """
    groups: dict[tuple[str, str, str], dict[str, Row]] = {}
    for row in observations:
        if (
            row["report"] != report["report"]
            or row["status"] not in _REACHED
            or row["period"] != str(report["review_year"])
        ):
            continue
        if row["theme"] and row["measure"] in _COMPARABLE and not names.counts(row):
            groups.setdefault((row["theme"], row["measure"], row["unit"]), {}).setdefault(row["indicator_name"], row)
    found = []
    for theme, theme_names in names.list("theme", {key[0] for key in groups}).items():
        own = [(key[1], list(group.values())) for key, group in groups.items() if key[0] == theme and len(group) >= 2]
        rates = [group for measure, group in own if measure == "change_rate"]
        levels = [group for measure, group in own if measure == "level"]
        levels.sort(key=len, reverse=True)
        for group in (*levels[:2], *rates[:1]):
            found.append(_chart(theme_names, group, names))
    return found


def _chart(theme: Both, group: list[Row], names: Names) -> Chart:
    shown = sorted(group, key=lambda row: abs(row["value"]), reverse=True)[:MOST_BARS]
    shown.sort(key=lambda row: row["value"], reverse=True)
    low, high = min(0, shown[-1]["value"]), max(0, shown[0]["value"])
    scale = Decimal(100) / ((high - low) or 1)
    bars = []
    for row in shown:
        value = row["value"]
        start, width = (min(value, Decimal(0)) - low) * scale, abs(value) * scale
        bars.append(
            Bar(
                row["observation"],
                names.indicator(row),
                _compared(row, names),
                round(start, 2),
                round(width, 2),
                value < 0,
            )
        )
    of = _GROWTH if shown[0]["measure"] == "change_rate" else names.unit(shown[0])
    return Chart(theme, of, tuple(bars))


def coverage(frames: Frames) -> list[tuple[str, str, int]]:
    """The ledger of the numbers: for each report how many were read and how many not, and why."""
    ledger: list[tuple[str, str, int]] = []
    observed = Counter(frames["observation"]["report"])
    unread: dict[str, Counter[Any]] = {}
    for report, reason in zip(frames["unread_number"]["report"], frames["unread_number"]["reason"], strict=True):
        unread.setdefault(report, Counter())[reason] += 1
    for report in frames["report"]["report"]:
        ledger.append((report, "observation", observed[report]))
        ledger += [(report, reason, count) for reason, count in sorted(unread.get(report, Counter()).items())]
    return ledger
