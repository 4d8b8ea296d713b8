"""The pages: a front page, one for each indicator and each place. All that comes from a report is escaped by Jinja."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from markupsafe import Markup

from zq_pipeline.package.encode import cell as as_text
from zq_pipeline.portal import charts
from zq_pipeline.portal.atlas.ledger import NOTHING, Cell, Indicator, Ledger, Place, Told, years
from zq_pipeline.portal.atlas.lines import MEASURES, Board, Line, board, tiled
from zq_pipeline.portal.atlas.tiles import HEIGHT, WIDTH
from zq_pipeline.portal.page import INDEX, QUALITY, report_page
from zq_pipeline.portal.periods import when
from zq_pipeline.portal.render import TEMPLATES
from zq_pipeline.portal.values import Both
from zq_pipeline.portal.words import word

INDICATORS: Final = "indicator/"
PLACES: Final = "place/"
ASSETS: Final = "atlas/"
MOST_MULTIPLES: Final = 40
"""The charts on one page; a page of forty has some 100 kB."""
MOST_HEADLINES: Final = 8
_POLICY: Final = "default-src 'none'; style-src 'self' file:; script-src 'self' file:; img-src data:; base-uri 'none'; form-action 'none'"
"""Style and scripts are files beside the pages, which share them; a page from disk has no origin that would be 'self'."""


class Pages:
    """The pages of a release; ``package`` is its descriptor, ``dataset`` its schema.org description as it stands in a page."""

    def __init__(self, ledger: Ledger, package: Mapping[str, Any], dataset: Markup) -> None:
        """Draw nothing yet."""
        self.ledger = ledger
        self._package = {"created": "", "temporal": "", **package}
        self._dataset = dataset

    def render(self, template: str, here: str, title: Both, **told: Any) -> bytes:
        """The page at ``here``."""
        told = {"dataset": "", **told}
        return (
            TEMPLATES.get_template(f"atlas/{template}.html.j2")
            .render(
                package=self._package,
                publisher=_publisher(self._package),
                here=here,
                title=title,
                policy=_POLICY,
                quality=QUALITY,
                when=when,
                data="",
                up="../" * here.count("/"),
                word=word,
                cell=as_text,
                report_page=report_page,
                tile_width=WIDTH,
                tile_height=HEIGHT,
                **told,
            )
            .encode("utf-8")
        )

    def front(self) -> bytes:
        """``index.html``: the first headline of all places, and ways to all else."""
        ledger = self.ledger
        chosen = ledger.headlines[:1]
        told: dict[str, Any] = {"board": None, "name": NOTHING}
        if chosen:
            told = self._explorer(board(ledger, *chosen[0]), measured(ledger, *chosen[0]))
        spoken = {code: {c.place for c in cells if c.speaks} for code, cells in ledger.by_indicator.items()}
        indicators = [{"indicator": i, "places": len(spoken[code])} for code, i in ledger.indicators.items()]
        places = list(ledger.places.values())
        return self.render(
            "index",
            INDEX,
            Both(self._package["title"], self._package["title_en"]),
            dataset=self._dataset,
            facts=self._facts(),
            chips=[
                {"name": measured(ledger, i, m), "href": f"{INDICATORS}{i}.html#m={m}" if n else f"#m={m}"}
                for n, (i, m) in enumerate(ledger.headlines)
            ],
            indicators=indicators,
            themes=self._themes(ledger.indicators.values()),
            places=places,
            levels=list(dict.fromkeys(p.level for p in places if p.level)),
            report_years=sorted({year for p in places for year in p.reports}),
            **told,
        )

    def _facts(self) -> list[tuple[str, str, str]]:
        ledger = self.ledger
        told = sum(bool(c.came) for c in ledger.cells)
        aims = sum(bool(c.aim) for c in ledger.cells)
        return [
            ("报告", "Reports", f"{len(ledger.reports):,}"),
            ("地区", "Places", f"{len(ledger.places):,}"),
            ("指标", "Indicators", f"{len(ledger.indicators):,}"),
            ("实际数", "Figures reached", f"{told:,}"),
            ("目标", "Aims", f"{aims:,}"),
        ]

    def indicator(self, one: Indicator) -> bytes:
        """The page of an indicator."""
        name, found = one.name, board(self.ledger, one.code)
        return self.render(
            "indicator",
            f"{INDICATORS}{one.code}.html",
            name,
            indicator=one,
            theme=self.ledger.themes.get(one.theme),
            about=one.about,
            charts=list(self._multiples(found)),
            **self._explorer(found, name),
        )

    def place(self, one: Place) -> bytes:
        """The page of a place."""
        cells = [c for c in self.ledger.by_place[one.code] if c.speaks]
        table = _table(cells, self.ledger)
        drawn = [
            charts.over_years(name, shown) for name, own in self._headline_cells(cells) if (shown := _over_years(own))
        ]
        return self.render(
            "place",
            f"{PLACES}{one.code}.html",
            one.name,
            place=one,
            around=self.ledger.around(one),
            reports=sorted(one.reports.items(), reverse=True),
            charts=drawn[:MOST_HEADLINES],
            years=years(cells),
            table=table,
            themes=self._themes(self.ledger.indicators[c.indicator] for c in cells),
        )

    def _headline_cells(self, cells: Sequence[Cell]) -> Iterator[tuple[Both, list[Cell]]]:
        for indicator, measure in self.ledger.headlines:
            own = [c for c in cells if (c.indicator, c.measure) == (indicator, measure)]
            yield measured(self.ledger, indicator, measure), own

    def _themes(self, indicators: Iterable[Indicator]) -> list[tuple[str, Both]]:
        used = {i.theme for i in indicators}
        return [(code, names) for code, names in self.ledger.themes.items() if code in used]

    def _explorer(self, found: Board, name: Both) -> dict[str, Any]:
        lines = [line for line in found.lines if found.shown(line)]
        return {
            "board": found,
            "name": name,
            "aims": any(line.cell.aim for line in lines),
            "came": any(line.cell.came for line in lines),
            "raised": any(line.cell.raised for line in lines),
            "last": any(line.cell.last for line in lines),
            "tiles": tiled(self.ledger, lines),
            "summaries": list(_summaries(found)),
            "silent": list(_silent(found)),
        }

    def _multiples(self, found: Board) -> Iterator[dict[str, Any]]:
        """The charts of each measure, all over the same years."""
        cells: dict[tuple[str, str], list[Cell]] = defaultdict(list)
        for line in found.lines:
            cells[line.cell.measure, line.cell.place].append(line.cell)
        for measure in found.measures:
            own = {
                place.name: shown
                for place in self.ledger.places.values()
                if (shown := _over_years(cells.get((measure, place.code), ())))
            }
            every = sorted({one.year for shown in own.values() for one in shown})
            named = [
                (name, [{one.year: one for one in shown}.get(year, charts.Year(year)) for year in every])
                for name, shown in own.items()
            ]
            if named:
                yield {
                    "measure": measure,
                    "shared": measure == "change_rate",
                    "drawn": charts.multiples(named[:MOST_MULTIPLES], shared=measure == "change_rate"),
                    "left": max(0, len(named) - MOST_MULTIPLES),
                }


def measured(ledger: Ledger, indicator: str, measure: str) -> Both:
    """An indicator's name with its measure, which goes without saying for a level."""
    name = ledger.indicators[indicator].name
    how = word(measure)
    return name if measure == "level" else Both(f"{name.zh}{how.zh}", f"{name.en}: {how.en.lower()}")


def _publisher(package: Mapping[str, Any]) -> Both:
    titles = [c["title"] for c in package["contributors"] if "publisher" in c.get("roles", ())]
    return Both(*[titles[0] if titles else package["title"]] * 2)


def _table(cells: Sequence[Cell], ledger: Ledger) -> list[dict[str, Any]]:
    """The lines of a place's table, in the order of the code list; the first of each indicator is where links lead."""
    found: dict[tuple[str, str], dict[int, Cell]] = defaultdict(dict)
    for c in cells:
        found[c.indicator, c.measure][c.year] = c
    order = {code: i for i, code in enumerate(ledger.indicators)}
    listed = sorted(found.items(), key=lambda item: (order[item[0][0]], MEASURES.index(item[0][1])))
    seen: set[str] = set()
    lines = []
    for (code, measure), own in listed:
        lines.append(
            {"indicator": ledger.indicators[code], "measure": measure, "cells": own, "anchor": code not in seen}
        )
        seen.add(code)
    return lines


def _over_years(cells: Sequence[Cell]) -> list[charts.Year]:
    """A figure over the years, from two on in which something came, of one unit; nothing where there is nothing to draw."""
    told = sorted((c for c in cells if c.came or (c.aim and c.numeric)), key=lambda c: c.year)
    if sum(bool(c.came) for c in told) < 2 or len({c.row["unit"] for c in told}) > 1:
        return []
    return [_year(c) for c in told]


def _year(c: Cell) -> charts.Year:
    aim = None
    if c.aim and c.numeric:
        aim = charts.Aim(c.row["target_low"], c.row["target_high"], c.aim.said, _up(c.aim))
    came = charts.Number(c.came.value, c.came.said, _up(c.came)) if c.came else None
    return charts.Year(c.year, came, aim, c.row["estimated"] == "yes")


def _up(told: Told) -> str:
    return f"../{told.href}" if told.href else ""


def _summaries(found: Board) -> Iterator[dict[str, Any]]:
    """For each measure and year with aims, how many set one, and the highest and the lowest."""
    for measure, year, lines in _groups(found):
        aimed = [line for line in lines if line.rank]
        if len(aimed) < 2:
            continue
        high, low = aimed[0], aimed[-1]
        top, bottom = high.cell.aim, low.cell.aim
        if top is None or bottom is None:
            continue
        count, most = len(lines), sum(line.rank == 1 for line in aimed)
        who = Both(
            high.place.name.zh if most == 1 else f"{most}个地区", high.place.name.en if most == 1 else f"{most} places"
        )
        told = Both(
            f"{year}年：{count}个地区中{len(aimed)}个提出了数值目标，最高{top.said.zh}（{who.zh}），最低{bottom.said.zh}。",
            f"{year}: {len(aimed)} of {count} places set an aim in a number, from {bottom.said.en} up to {top.said.en} ({who.en}).",
        )
        yield {"measure": measure, "year": year, "told": told, "shown": (measure, year) == (found.measure, found.year)}


def _silent(found: Board) -> Iterator[Line]:
    """Whose plan has no number where others' have."""
    for _, _, lines in _groups(found):
        if any(line.rank for line in lines):
            yield from (line for line in lines if line.no_number)


def _groups(found: Board) -> Iterator[tuple[str, int, list[Line]]]:
    groups: dict[tuple[str, int], list[Line]] = defaultdict(list)
    for line in found.lines:
        groups[line.cell.measure, line.cell.year].append(line)
    for (measure, year), lines in groups.items():
        yield measure, year, lines
