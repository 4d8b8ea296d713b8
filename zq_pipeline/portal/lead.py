"""What a reader wants first: the year in one sentence, then its main figures as cards."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from zq_pipeline.portal.book import Book
from zq_pipeline.portal.names import Names
from zq_pipeline.portal.names import own as plain
from zq_pipeline.portal.values import Both, Row

HEADLINES: Final[tuple[str, ...]] = (
    "gdp", "industrial_output", "industrial_value_added", "farm_output", "fiscal_revenue_total", "budget_revenue",
    "fixed_investment", "industrial_investment", "retail_sales", "service_revenue", "foreign_trade", "exports",
    "income_per_head", "urban_income_per_head", "rural_income_per_head", "urban_jobs_new", "grain_output", "consumer_price",
    "unemployment_surveyed", "visitors", "high_standard_farmland", "resident_population",
)  # fmt: skip
"""The indicators shown at the top, as far as a report has them."""

MOST_CARDS: Final = 8
_FEWEST_CARDS: Final = 4
"""Below that, other indicators of the code list fill up."""
_IN_SENTENCE: Final = 3
_REACHED: Final = frozenset({"actual", "estimated"})


@dataclass(frozen=True, slots=True)
class Linked:
    """Words, and the key of the row that they come from."""

    said: Both
    key: str


@dataclass(frozen=True, slots=True)
class Card:
    """A main figure: ``main`` is its level or, where none is told, its change; ``aim`` is what the next year should bring."""

    indicator: str
    name: Both
    main: Linked
    expected: bool
    change: Linked | None
    on_year: bool
    falls: bool
    ranks: tuple[Linked, ...]
    aim: Linked | None
    doubted: bool


def cards(book: Book, report: Row, own: Sequence[Row], doubted: Iterable[tuple[int, int]] = ()) -> list[Card]:
    """The main figures of ``report``, whose observations are ``own``; at most ``MOST_CARDS``.

    ``doubted`` are the spans of which the report contradicts itself.
    """
    told = _by_indicator(book, report, own)
    aims = {t["indicator"]: t for t in reversed(_aims(book, report)) if t["indicator"]}
    order: list[str] = [code for code in HEADLINES if code in told][:MOST_CARDS]
    order += [code for code in told if code not in HEADLINES][: max(0, _FEWEST_CARDS - len(order))]
    spans = list(doubted)
    return [_card(book, code, told[code], aims.get(code), spans) for code in order]


def _by_indicator(book: Book, report: Row, own: Sequence[Row]) -> dict[str, dict[str, list[Row]]]:
    """For each indicator of the place itself and the year under review its rows by measure, that of the panel first."""
    chosen = {row["observation"] for row in book.panel.get(report["place"], ())}
    found: dict[str, dict[str, list[Row]]] = {}
    ours = [row for row in own if _is_ours(row, report)]
    for row in sorted(ours, key=lambda row: row["observation"] not in chosen):
        found.setdefault(row["indicator"], {}).setdefault(row["measure"], []).append(row)
    first = {row["indicator"]: n for n, row in reversed(list(enumerate(ours)))}
    return {
        code: found[code]
        for code in sorted(found, key=lambda code: first[code])
        if "level" in found[code] or "change_rate" in found[code]
    }


def _is_ours(row: Row, report: Row) -> bool:
    here = row["subject"] is None and row["place"] in (None, report["place"])
    return here and bool(row["indicator"]) and row["status"] in _REACHED and row["period"] == str(report["review_year"])


def _card(book: Book, code: str, told: Mapping[str, list[Row]], aim: Row | None, spans: list[tuple[int, int]]) -> Card:
    names = book.names
    level, rate = (next(iter(told.get(measure, ())), None) for measure in ("level", "change_rate"))
    main = level or rate
    assert main is not None  # _by_indicator keeps only what has one
    change = rate if level else None
    shown = [row for row in (level, rate) if row]
    return Card(
        indicator=code,
        name=names.indicator({**main, "indicator_name": plain(main["indicator_name"])}),
        main=Linked(names.told(main), main["observation"]),
        expected=main["status"] == "estimated",
        change=Linked(names.change(change), change["observation"]) if change else None,
        on_year=change is not None and change["base_period"] == str(int(change["period"]) - 1),
        falls=(change or main)["value"] < 0,
        ranks=tuple(Linked(names.rank(row), row["observation"]) for row in told.get("rank", ())),
        aim=aim_of(book, aim) if aim else None,
        doubted=any(start < row["end"] and row["start"] < end for row in shown for start, end in spans),
    )


def aim_of(book: Book, target: Row) -> Linked:
    """An aim in the words of the report, number or not."""
    row = book.observation(target["observation"])
    if row is None:
        return Linked(Both(target["wording"], f"in words: “{target['wording']}”"), f"{target['target']}/target")
    return Linked(book.names.told(row), row["observation"])


def _aims(book: Book, report: Row) -> list[Row]:
    """The aims of ``report`` for itself and the next year."""
    year = str(report["plan_year"])
    return [
        t
        for t in book.targets.get(report["report"], ())
        if t["place"] in (None, report["place"]) and t["period"] == year
    ]


def sentence(book: Book, report: Row, place: Both, shown: Sequence[Card]) -> Both:
    """What the year brought and what the next should bring.

    Of a town with two figures and an aim: 2030年，柳溪镇工业总产值133.8亿元，增长6.3%。2031年的目标：地区生产总值增长5.5%左右。
    """
    came = [_clause(card) for card in shown[:_IN_SENTENCE]]
    aims = [_aim_clause(book, t) for t in _once(foremost(_aims(book, report), str(report["plan_year"])))[:_IN_SENTENCE]]
    year, ahead = report["review_year"], report["plan_year"]
    zh, en = [], []
    if came:
        zh.append(f"{year}年，{place.zh}" + "；".join(c.zh for c in came) + "。")
        en.append(f"{place.en} in {year}: " + "; ".join(c.en for c in came) + ".")
    if aims:
        zh.append(f"{ahead}年的目标：" + "，".join(a.zh for a in aims) + "。")
        en.append(f"Aims for {ahead}: " + "; ".join(a.en for a in aims) + ".")
    elif came:
        zh.append(f"报告没有为{ahead}年定下有数的目标。")
        en.append(f"The report sets no aims in numbers for {ahead}.")
    else:
        zh.append("报告中没有代码表里的主要指标。")
        en.append("The report has none of the main indicators.")
    return Both("".join(zh), " ".join(en))


def foremost(targets: Sequence[Row], year: str) -> list[Row]:
    """Aims for ``year`` before those for other times, those of the main indicators first, then others with a code."""
    place = {code: n for n, code in enumerate(HEADLINES)}
    last = len(place)
    return sorted(
        targets,
        key=lambda t: (t["period"] != year, place.get(t["indicator"], last + (t["indicator"] is None))),
    )


def _once(targets: Sequence[Row]) -> list[Row]:
    """The first of each name."""
    once = {t["indicator"] or t["name"]: t for t in reversed(targets)}
    return [t for t in targets if once[t["indicator"] or t["name"]] is t]


def _clause(card: Card) -> Both:
    more = [linked.said for linked in (card.change, *card.ranks[:1]) if linked]
    expected = Both("预计", " (expected)") if card.expected else Both("", "")
    zh = "，".join([card.name.zh + expected.zh + card.main.said.zh, *(m.zh for m in more)])
    en = ", ".join([f"{inline(card.name.en)} {card.main.said.en}{expected.en}", *(m.en for m in more)])
    return Both(zh, en)


def _aim_clause(book: Book, target: Row) -> Both:
    name, said = target_name(book.names, {**target, "name": plain(target["name"])}), aim_of(book, target).said
    if target["kind"] == "words":
        return Both(said.zh, f"{inline(name.en)}, {said.en}")
    return Both(name.zh + said.zh, f"{inline(name.en)} {said.en}")


def target_name(names: Names, target: Row) -> Both:
    """What an aim is about."""
    return names.indicator({"indicator_name": target["name"], "indicator": target["indicator"]})


def inline(label: str) -> str:
    """An English label within a sentence.

    >>> inline("Gross domestic product"), inline("GDP per head"), inline("R&D spending")
    ('gross domestic product', 'GDP per head', 'R&D spending')
    """
    second = label[1:2]
    return label[:1].lower() + label[1:] if second.islower() or second == " " else label
