"""All files of the atlas."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pandas as pd
from markupsafe import Markup

from zq_pipeline.package.files import Measure
from zq_pipeline.portal.atlas import api, search
from zq_pipeline.portal.atlas.ledger import Ledger
from zq_pipeline.portal.atlas.pages import ASSETS, INDICATORS, PLACES, Pages
from zq_pipeline.portal.file_names import Name, named
from zq_pipeline.portal.page import INDEX
from zq_pipeline.portal.payload import embedded
from zq_pipeline.portal.render import asset
from zq_pipeline.portal.values import Both, size
from zq_pipeline.tables.catalogue import TABLES

FOLDERS: Final = (ASSETS, INDICATORS, PLACES, search.FOLDER)
"""Where the files are that are of this site alone, beside the front page and ``API``."""
API: Final = "api.html"
_WHOLE: Final = (".zip", ".xlsx", ".sqlite")
_STYLES: Final = ("base.css", "charts.css", "atlas/atlas.css")


def atlas(
    frames: Mapping[str, pd.DataFrame],
    package: Mapping[str, Any],
    files: Mapping[str, Measure | None],
    dataset: Mapping[str, Any],
) -> Iterator[tuple[str, bytes]]:
    """The files, each with its path; the front page is ``index.html``. What it is given is as :func:`zq_pipeline.portal.page.pages` takes it."""
    ledger = Ledger(frames)
    pages = Pages(ledger, package, Markup(embedded(dataset)))
    yield from _pages(ledger, pages)
    yield API, _api(ledger, pages, files)
    yield from api.files(ledger, package)
    yield from search.files(frames, ledger)
    yield f"{ASSETS}atlas.css", _joined(*_STYLES)
    yield f"{ASSETS}first.js", _joined("first.js")
    yield f"{ASSETS}atlas.js", _joined("language.js", "atlas/atlas.js")
    yield f"{ASSETS}search.js", _joined("atlas/search.js")


def _pages(ledger: Ledger, pages: Pages) -> Iterator[tuple[str, bytes]]:
    yield INDEX, pages.front()
    for one in ledger.indicators.values():
        yield f"{INDICATORS}{one.code}.html", pages.indicator(one)
    for place in ledger.places.values():
        yield f"{PLACES}{place.code}.html", pages.place(place)


def _api(ledger: Ledger, pages: Pages, files: Mapping[str, Measure | None]) -> bytes:
    """The page that tells of all files and addresses, with examples from the release itself."""
    said = [c for c in ledger.cells if c.came]
    described = [(field.name, Both(field.about_zh, field.about_en)) for field in TABLES["panel"].fields]
    return pages.render(
        "api",
        API,
        Both("数据与接口", "Data and API"),
        files=_offered(files),
        list=api.LIST,
        indicator=ledger.headlines[0][0] if ledger.headlines else next(iter(ledger.indicators), ""),
        place=next(iter(ledger.places)),
        report=ledger.reports[0]["report"],
        row=said[0].came.href if said and said[0].came else "",
        columns=[*described, *api.ADDED.items()],
    )


def _offered(files: Mapping[str, Measure | None]) -> list[tuple[str, Name, str]]:
    """The files that most people look for, whole packages first: path, name and size."""
    named_ones = [(path, named(path, {})) for path in sorted(files) if "/" not in path]
    told = [(path, name) for path, name in named_ones if name.about.zh]
    told.sort(key=lambda one: next((i for i, end in enumerate(_WHOLE) if one[0].endswith(end)), len(_WHOLE)))
    return [(path, name, "" if (measure := files[path]) is None else size(measure.size)) for path, name in told]


def _joined(*names: str) -> bytes:
    return "".join(map(asset, names)).encode("utf-8")
