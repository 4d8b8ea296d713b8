"""The pages: HTML that shows the tables and the text they were read from, from disk as well as from a server.

A report has a page, which is the first page where there is but one; of several :mod:`zq_pipeline.portal.atlas` makes the first.
Checks and files are on a page for those who look for them. Everything a page needs is inside it. Chinese stands first, English beside it.
What comes from a report is escaped by Jinja or set as text by the script.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import pandas as pd
from markupsafe import Markup

from zq_pipeline.package.files import Measure
from zq_pipeline.portal import deeds, drawn, lead, promises
from zq_pipeline.portal.book import Book
from zq_pipeline.portal.coverage import coverage
from zq_pipeline.portal.doubts import doubts
from zq_pipeline.portal.marks import article, cut
from zq_pipeline.portal.payload import LABELS, embedded, payload
from zq_pipeline.portal.periods import when
from zq_pipeline.portal.render import TEMPLATES, asset, policy
from zq_pipeline.portal.values import Both, rows, size, whole
from zq_pipeline.portal.words import word
from zq_pipeline.tables.catalogue import CATALOGUE, TABLES

Frames = Mapping[str, pd.DataFrame]

INDEX: Final = "index.html"
QUALITY: Final = "quality.html"
"""The page of checks, of what each number became, and of all files with their checksums."""
REPORTS: Final = "report/"
"""The folder of the pages of single reports."""
_LAYERS: Final = ("observation", "target", "action", "honour", "entity", "source_note", "unread_number")
_SHOWN_FIRST: Final = frozenset({"observation", "honour", "source_note", "target"})
_MAIN: Final = ("zip", "xlsx")
_FORMS: Final = {
    "zip": Both("全部数据的压缩包", "The whole data package as a ZIP"),
    "xlsx": Both("工作簿，一表一页", "Workbook, a sheet a table"),
    "sqlite": Both("数据库", "Database"),
    "csv": Both("表", "Table"),
    "json": Both("描述文件", "Machine-readable description"),
    "jsonld": Both("目录元数据", "Catalogue metadata"),
    "cff": Both("引用信息", "How to cite"),
    "md": Both("说明", "Read me"),
    "parquet": Both("列式文件", "Columnar file"),
}
_REPORT_SCRIPTS: Final = ("cells", "search", "drawing", "words", "reporting", "address", "deeds", "acts")
"""The parts of the script of a report's page, which share one scope."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A check, how many rows it looked at (a gate counts none), and how many fail it."""

    name: str
    kind: str
    title: Both
    rows: int | None
    failing: int


def pages(
    frames: Frames,
    sources: Mapping[str, str],
    package: Mapping[str, Any],
    checks: Sequence[Checked],
    files: Mapping[str, Measure | None],
    dataset: Mapping[str, Any],
    wanted: Container[str] | None = None,
) -> dict[str, bytes]:
    """``quality.html``, and ``index.html`` for a single report or ``report/<key>.html`` for each of several.

    ``sources`` holds the decoded text of each report by key, ``package`` is the descriptor, ``files`` are those offered for
    download (None: made when the page is), ``dataset`` is the schema.org description for the page's head.
    Of the pages of several reports those that are ``wanted`` are made; None is all.
    """
    book = Book(frames, sources)
    package = {"created": "", "temporal": "", **package}
    reports = sorted(rows(frames["report"]), key=lambda r: (-r["review_year"], r["report"]))
    shared: dict[str, Any] = {
        "package": package,
        "publisher": _publisher(package),
        "title": Both(package["title"], package["title_en"]),
        "files": [_file(path, measure) for path, measure in sorted(files.items(), key=_download_order)],
        "dataset": Markup(embedded(dataset)),
    }
    quality = _html("quality.html.j2", **shared, **_quality(frames, package, checks))
    if len(reports) == 1:
        return {INDEX: _report(book, reports[0], **shared), QUALITY: quality}
    apart = {
        report_page(report["report"]): _report(book, report, **{**shared, "files": (), "dataset": ""}, up="../")
        for report in reports
        if wanted is None or report["report"] in wanted
    }
    return {QUALITY: quality, **apart}


def report_page(report: str) -> str:
    """The path of the page of ``report``, where it has its own."""
    return f"{REPORTS}{report}.html"


def _report(book: Book, report: dict[str, Any], *, package: Mapping[str, Any], up: str = "", **shared: Any) -> bytes:
    """The page of ``report``; ``up`` is the way from it to the first page, empty when it is that itself."""
    key = report["report"]
    own = book.of(key)
    observed = list(rows(own["observation"]))
    place = _place(book, report)
    contradicted = doubts(book, own)
    shown = lead.cards(book, report, observed, contradicted.spans)
    address = partial(_address, key if up else "")
    listed = deeds.themes(own, book.names)
    year, ahead = report["review_year"], report["plan_year"]
    shared["title"] = Both(
        f"{place.zh}：{year}年的总结，{ahead}年的打算", f"{place.en}: {year} in review, {ahead} ahead"
    )
    return _html(
        "report.html.j2",
        _REPORT_SCRIPTS,
        _heads(year, ahead),
        package=package,
        up=up,
        report=report,
        place=place,
        warnings=report["warnings"].split(";") if report["warnings"] else [],
        sentence=lead.sentence(book, report, place, shown),
        cards=shown,
        doubts=contradicted,
        kept=promises.kept(book, report),
        ahead=promises.ahead(book, report),
        years=book.years(report),
        themes=listed,
        places=deeds.busiest(listed),
        dated=deeds.dated(own),
        honours=deeds.honours(own, place.zh),
        charts=[
            *drawn.aims(book, report, address),
            *drawn.over_time(book, report, address),
            *drawn.wholes(book, report, observed, address),
        ],
        article=article(own, book.sources.get(key, ""), key),
        layers=[{"name": name, "title": LABELS[name], "on": name in _SHOWN_FIRST} for name in _LAYERS],
        data=Markup(embedded({**payload(CATALOGUE, own, book.names, key), "release": _release(package)})),
        address=address,
        cut=cut,
        whole=whole,
        **shared,
    )


def _release(package: Mapping[str, Any]) -> dict[str, str]:
    """What is filled in when somebody reports an error, and where that goes."""
    return {"name": package["name"], "version": str(package["version"]), "errors": package.get("report_errors", "")}


def _quality(frames: Frames, package: Mapping[str, Any], checks: Sequence[Checked]) -> dict[str, Any]:
    return {
        "checks": checks,
        "coverage": coverage(frames),
        "contact": next((c["email"] for c in package["contributors"] if c.get("email")), ""),
    }


def _heads(*years: int) -> str:
    """What the columns of aims are called on a phone, where each row is a block: the year is in each head there too."""
    rule = "html:lang({}) .{}-{} td:nth-child({})::before{{content:'{}'}}"
    heads = (("aim", 2, "{}年目标", "Aim for {}"), ("came", 3, "{}年实际", "What came in {}"))
    rules = [
        rule.format(language, kind, year, at, words.format(year))
        for year in years
        for kind, at, *both in heads
        for language, words in zip(("zh", "en"), both, strict=True)
    ]
    return "@media (max-width:40rem){" + "".join(rules) + "}"


def _html(template: str, scripts: Sequence[str] = (), more_style: str = "", **told: Any) -> bytes:
    styles = [asset(f"{name}.css") for name in ("base", "charts", "report", "explore", "print")]
    style = Markup("\n".join([*styles, more_style]))
    first, language = (Markup(asset(f"{name}.js")) for name in ("first", "language"))
    ran = [first, language] + ([_script(scripts)] if scripts else [])
    told = {"up": "", "data": "", **told}
    return (
        TEMPLATES.get_template(template)
        .render(
            word=word,
            when=when,
            style=style,
            scripts=ran,
            policy=policy(style, ran),
            quality=QUALITY,
            **told,
        )
        .encode("utf-8")
    )


def _script(names: Sequence[str]) -> Markup:
    """The parts of a script as one, each of which sees what those before it have made."""
    parts = "\n".join(asset(f"{name}.js") for name in names)
    return Markup(f'"use strict";\n(() => {{\n{parts}\n}})();')


def _address(report: str, key: str) -> str:
    """Where on the page of ``report``, or on the one page, the row ``key`` is; or on which other page.

    >>> _address("", "330483105-2030-7"), _address("330483105-2029", "330483105-2030-7")
    ('#330483105-2030-7', '330483105-2030.html#330483105-2030-7')
    """
    other = "-".join(key.split("-")[:2])
    return f"#{key}" if report in ("", other) else f"{other}.html#{key}"


def _place(book: Book, report: Mapping[str, Any]) -> Both:
    return book.names.get("place", report["place"]) or Both(report["place_name"], report["place_name"])


def _publisher(package: Mapping[str, Any]) -> Both:
    titles = [c["title"] for c in package["contributors"] if "publisher" in c.get("roles", ())]
    title = titles[0] if titles else package["title"]
    return Both(title, title)


def _suffix(path: str) -> str:
    return path.rpartition(".")[2]


def _download_order(item: tuple[str, Measure | None]) -> tuple[int, str]:
    suffix = _suffix(item[0])
    return (list(_FORMS).index(suffix) if suffix in _FORMS else len(_FORMS), item[0])


def _file(path: str, measure: Measure | None) -> dict[str, Any]:
    stem, suffix = path.rpartition("/")[2].rpartition(".")[0], _suffix(path)
    form = _FORMS.get(suffix, Both("文件", "File"))
    table = TABLES.get(stem)
    return {
        "path": path,
        "kind": suffix.upper(),
        "main": suffix in _MAIN,
        "title": Both(f"{table.zh}（{suffix.upper()}）", f"{table.en} ({suffix.upper()})") if table else form,
        "size": "" if measure is None else size(measure.size),
        "sha256": "" if measure is None else measure.hash.removeprefix("sha256:"),
    }
