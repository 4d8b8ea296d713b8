"""The static API: the panel of each indicator and place as CSV and JSON beside its page, and a list of all of them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from zq_pipeline.package.descriptor import as_json
from zq_pipeline.package.encode import cell as as_text
from zq_pipeline.package.encode import csv_bytes
from zq_pipeline.portal.atlas.ledger import Cell, Indicator, Ledger, Place
from zq_pipeline.portal.atlas.pages import INDICATORS, PLACES
from zq_pipeline.portal.page import report_page
from zq_pipeline.portal.values import Both
from zq_pipeline.tables.catalogue import TABLES

LIST: Final = "atlas/index.json"
ADDED: Final = {
    "place_zh": Both("地区名称", "The place's name"),
    "place_en": Both("地区英文名称，没有的用中文", "Its English name, or the Chinese where there is none"),
    "indicator_zh": Both("指标名称", "The indicator's name"),
    "indicator_en": Both("指标英文名称", "Its English name"),
    "aim": Both("目标，用话说", "The aim, as one says it"),
    "aim_at": Both("目标的原话所在的网址，自网站根目录起", "Where the words of the aim are, from the root of the site"),
    "actual_at": Both("实际数的原话所在的网址", "Where the words of the actual are"),
}
"""The columns beside those of the panel."""
PANEL: Final = tuple(field.name for field in TABLES["panel"].fields)
COLUMNS: Final = (*PANEL, *ADDED)
_NUMBERS: Final = frozenset(field.name for field in TABLES["panel"].fields if field.type in ("number", "integer"))


def files(ledger: Ledger, package: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    """The files by path."""
    version = str(package["version"])
    yield LIST, as_json(_listed(ledger, package))
    for indicator in ledger.indicators.values():
        yield from _both(f"{INDICATORS}{indicator.code}", ledger, ledger.by_indicator[indicator.code], {
            "version": version, "indicator": _indicator(indicator),
        })  # fmt: skip
    for place in ledger.places.values():
        own = [c for c in ledger.by_place[place.code] if c.indicator in ledger.indicators]
        yield from _both(f"{PLACES}{place.code}", ledger, own, {"version": version, "place": _place(place)})


def _both(path: str, ledger: Ledger, cells: Sequence[Cell], head: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    rows = [_row(ledger, c) for c in cells]
    yield f"{path}.csv", csv_bytes(COLUMNS, [[row[name] for name in COLUMNS] for row in rows])
    lines = ",\n".join(map(_object, rows))
    beginning = json.dumps(head, ensure_ascii=False, separators=(",", ":"))[:-1]
    yield f"{path}.json", f'{beginning},"rows":[\n{lines}\n]}}\n'.encode()


def _row(ledger: Ledger, c: Cell) -> dict[str, str]:
    names, place = ledger.indicators[c.indicator].name, ledger.places[c.place].name
    return {
        **{name: as_text(c.row[name]) for name in PANEL},
        "place": c.place,
        "place_zh": place.zh,
        "place_en": place.en,
        "indicator_zh": names.zh,
        "indicator_en": names.en,
        "aim": c.aim.said.zh if c.aim else "",
        "aim_at": c.aim.href if c.aim else "",
        "actual_at": c.came.href if c.came else "",
    }


def _object(row: Mapping[str, str]) -> str:
    """A row as JSON without its empty cells; numbers are exact, which a float would not be."""
    told = (
        f'"{name}":{value if name in _NUMBERS else json.dumps(value, ensure_ascii=False)}'
        for name, value in row.items()
        if value
    )
    return f"{{{','.join(told)}}}"


def _listed(ledger: Ledger, package: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": package["name"],
        "version": package["version"],
        "indicators": [_indicator(one) | _addresses(f"{INDICATORS}{one.code}") for one in ledger.indicators.values()],
        "places": [_place(one) | _addresses(f"{PLACES}{one.code}") for one in ledger.places.values()],
        "reports": [
            {"report": r["report"], "place": r["place"], "review_year": int(r["review_year"]), "html": report_page(r["report"])}
            for r in ledger.reports
        ],
    }  # fmt: skip


def _indicator(one: Indicator) -> dict[str, str]:
    return {"code": one.code, "name_zh": one.name.zh, "name_en": one.name.en, "theme": one.theme}


def _place(one: Place) -> dict[str, str]:
    return {"code": one.code, "name_zh": one.name.zh, "name_en": one.name.en, "level": one.level}


def _addresses(stem: str) -> dict[str, str]:
    return {form: f"{stem}.{form}" for form in ("html", "csv", "json")}
