"""The page: HTML that shows the tables and the text they were read from, from disk as well as from a server.

Reports that are small enough together share one page. Of more, each has a page of its own, and the first page lists them.
Everything a page needs is inside it. Chinese stands first, English beside it. Bar charts are drawn here as SVG by the template:
some twenty rectangles need no plotting library, they stay text that is searched, read aloud and translated, and their
bytes hang on no font or version. What comes from a report is escaped by Jinja or set as text by the script.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import jinja2
import pandas as pd
from markupsafe import Markup, escape

from zq_pipeline.package.descriptor import digest
from zq_pipeline.portal import summary
from zq_pipeline.portal.marks import LAYERS, Piece, Row, blocks
from zq_pipeline.portal.payload import embedded, payload
from zq_pipeline.portal.values import Both, rows, size
from zq_pipeline.portal.words import word
from zq_pipeline.tables.catalogue import CATALOGUE, TABLES

Frames = Mapping[str, pd.DataFrame]

_TEMPLATES: Final = jinja2.Environment(
    loader=jinja2.PackageLoader("zq_pipeline.portal"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
INDEX: Final = "index.html"
REPORTS: Final = "report/"
"""The folder of the pages of single reports."""
TOGETHER: Final = 60_000
"""The characters of text that one page holds: some 25 bytes each, so that it stays under 1.5 MB."""
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
    files: Mapping[str, bytes | None],
    dataset: Mapping[str, Any],
) -> dict[str, bytes]:
    """``index.html``, and where that would be too large a page for each report: ``report/<key>.html``.

    ``sources`` holds the decoded text of each report by key, ``package`` is the descriptor, ``files`` are those offered for
    download (None: made when the page is), ``dataset`` is the schema.org description for the page's head.
    """
    names = summary.Names(frames)
    reports = sorted(rows(frames["report"]), key=lambda r: (-r["review_year"], r["report"]))
    first: dict[str, Any] = {
        "title": Both(package["title"], package["title_en"]),
        "observations": len(frames["observation"]),
        "checks": checks,
        "files": [_file(path, content) for path, content in sorted(files.items(), key=_download_order)],
        "dataset": Markup(embedded(dataset)),
    }
    package = {"created": "", "temporal": "", **package}
    if len(reports) == 1 or sum(map(len, sources.values())) <= TOGETHER:
        return {INDEX: _html(package, reports, **first, **_told(frames, frames, names, sources, reports, package))}
    apart = {}
    listed = []
    for report, own in zip(reports, _apart(frames, reports), strict=True):
        path = report_page(report["report"])
        told = _told(own, frames, names, sources, [report], package)
        title = report["title"] or report["report"]
        apart[path] = _html(
            package, [report], title=Both(title, title), observations=len(own["observation"]), up=f"../{INDEX}", **told
        )
        counted = {"observations": len(own["observation"]), "targets": len(own["target"])}
        listed.append({**report, **counted, "path": path, "place_names": _place(names, report)})
    return {INDEX: _html(package, listed, **first, listed=True), **apart}


def report_page(report: str) -> str:
    """The path of the page of ``report``, where it has its own."""
    return f"{REPORTS}{report}.html"


def _apart(frames: Frames, reports: Sequence[dict[str, Any]]) -> Iterator[dict[str, pd.DataFrame]]:
    """For each report its rows of every table; code lists are the same for all."""
    places = {name: frame.groupby("report").indices for name, frame in frames.items() if "report" in frame}
    for report in reports:
        key = report["report"]
        yield {n: frame.iloc[places[n].get(key, [])] if n in places else frame for n, frame in frames.items()}


def _told(
    own: Frames,
    frames: Frames,
    names: summary.Names,
    sources: Mapping[str, str],
    reports: Sequence[dict[str, Any]],
    package: Mapping[str, Any],
) -> dict[str, Any]:
    """What a page tells of ``reports``, whose rows are ``own``; the result of a target may stand in another report."""
    return {
        "overviews": [_overview(own, frames, names, report) for report in reports],
        "layers": [
            {"name": name, "title": Both(TABLES[name].zh, TABLES[name].en), "on": name in _SHOWN_FIRST}
            for name in LAYERS
            if name in TABLES and name != "mention"
        ],
        "articles": _articles(own, sources, reports),
        "coverage": summary.coverage(own),
        "notes": list(rows(own["source_note"])),
        "data": Markup(embedded({**payload(CATALOGUE, own, names), "release": _release(package)})),
    }


def _release(package: Mapping[str, Any]) -> dict[str, str]:
    """What is filled in when somebody reports an error, and where that goes."""
    return {"name": package["name"], "version": str(package["version"]), "errors": package.get("report_errors", "")}


def _html(
    package: Mapping[str, Any],
    reports: Sequence[Mapping[str, Any]],
    *,
    overviews: Sequence[Mapping[str, Any]] = (),
    listed: bool = False,
    up: str = "",
    **told: Any,
) -> bytes:
    empty = dict.fromkeys(("articles", "checks", "coverage", "notes", "files", "dataset", "data"), ())
    told = {**empty, **told}
    parts = {part for part in ("aims", "due", "charts") if any(o[part] for o in overviews)}
    style = Markup(_asset("style.css"))
    scripts = [Markup(_asset(f"{name}.js")) for name in ("first", "language", "list" if listed else "page")]
    return (
        _TEMPLATES.get_template("page.html.j2")
        .render(
            package=package,
            publisher=_publisher(package),
            contact=next((c["email"] for c in package["contributors"] if c.get("email")), ""),
            period=_period(package["temporal"]),
            reports=reports,
            overviews=overviews,
            parts=parts
            | {"quality"}
            | ({"reports"} if listed else {"overview", "explore"})
            | ({"downloads"} if told["files"] else set()),
            address=partial(_address, reports[0]["report"] if up else ""),
            word=word,
            cut=_cut,
            up=up,
            style=style,
            scripts=scripts,
            policy=_policy(style, scripts),
            **told,
        )
        .encode("utf-8")
    )


def _address(report: str, key: str) -> str:
    """Where on the page of ``report``, or on that of all, the row ``key`` is; or on which other page.

    >>> _address("", "330483105-2030-7"), _address("330483105-2029", "330483105-2030-7")
    ('#330483105-2030-7', '330483105-2030.html#330483105-2030-7')
    """
    other = key.rpartition("-")[0]
    return f"#{key}" if report in ("", other) else f"{other}.html#{key}"


def _asset(name: str) -> str:
    source, _, _ = _TEMPLATES.loader.get_source(_TEMPLATES, name)  # type: ignore[union-attr]
    return source


def _policy(style: str, scripts: Iterable[str]) -> str:
    """What the page may do: run its own style and scripts, and nothing else; it asks no server for anything."""

    def own(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    return (
        f"default-src 'none'; style-src {own(style)}; script-src {' '.join(map(own, scripts))}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _overview(own: Frames, frames: Frames, names: summary.Names, report: dict[str, Any]) -> dict[str, Any]:
    own = {n: own[n][own[n]["report"] == report["report"]] for n in ("observation", "target", "action")}
    observed = list(rows(own["observation"]))
    return {
        "report": report,
        "warnings": report["warnings"].split(";") if report["warnings"] else [],
        "place": _place(names, report),
        "headlines": summary.headlines(observed, names, report),
        "aims": summary.scoreboard(own["target"], frames["observation"], names),
        "due": summary.due(own["action"]),
        "charts": summary.charts(observed, names, report),
    }


def _place(names: summary.Names, report: Mapping[str, Any]) -> Both:
    return names.get("place", report["place"]) or Both(report["place_name"], report["place_name"])


def _publisher(package: Mapping[str, Any]) -> Both:
    titles = [c["title"] for c in package["contributors"] if "publisher" in c.get("roles", ())]
    title = titles[0] if titles else package["title"]
    return Both(title, title)


def _period(temporal: str) -> str:
    first, _, last = temporal.partition("/")
    return first if first == last else f"{first}–{last}"


def _suffix(path: str) -> str:
    return path.rpartition(".")[2]


def _download_order(item: tuple[str, bytes | None]) -> tuple[int, str]:
    suffix = _suffix(item[0])
    return (list(_FORMS).index(suffix) if suffix in _FORMS else len(_FORMS), item[0])


def _file(path: str, content: bytes | None) -> dict[str, Any]:
    stem, suffix = path.rpartition("/")[2].rpartition(".")[0], _suffix(path)
    form = _FORMS.get(suffix, Both("文件", "File"))
    table = TABLES.get(stem)
    return {
        "path": path,
        "kind": suffix.upper(),
        "main": suffix in _MAIN,
        "title": Both(f"{table.zh}（{suffix.upper()}）", f"{table.en} ({suffix.upper()})") if table else form,
        "size": "" if content is None else size(len(content)),
        "sha256": "" if content is None else digest(content).removeprefix("sha256:"),
    }


def _articles(frames: Frames, sources: Mapping[str, str], reports: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    marked: dict[str, list[Row]] = {}
    for table in CATALOGUE:
        if table.quoted:
            frame = frames[table.name]
            places = (frame[name] for name in ("report", table.key, "start", "end"))
            for report, key, start, end in zip(*places, strict=True):
                marked.setdefault(report, []).append(Row(table.name, key, int(start), int(end)))
    section = frames["section"]
    headings: dict[str, dict[int, tuple[int, int]]] = {}
    columns = (section[name] for name in ("report", "start", "end", "level"))
    for report, start, end, level in zip(*columns, strict=True):
        headings.setdefault(report, {})[int(start)] = (int(end), int(level))
    return [
        {
            "report": key,
            "title": report["title"] or key,
            "blocks": blocks(sources[key], marked.get(key, []), headings.get(key, {})),
        }
        for report in reports
        if (key := report["report"]) in sources
    ]


def _cut(pieces: Iterable[Piece], report: str) -> Markup:
    """The pieces as HTML, put together here since there can be a hundred thousand."""
    out = []
    for piece in pieces:
        name = f' id="{escape(report)}-{piece.at}"' if piece.starts else ""
        if piece.rows:
            out.append(
                f'<mark{name} class="{piece.layers}" data-at="{piece.at}" data-row="{piece.links}">{escape(piece.text)}</mark>'
            )
        else:
            out.append(f'<span{name} data-at="{piece.at}">{escape(piece.text)}</span>')
    return Markup("".join(out))
