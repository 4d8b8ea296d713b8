"""The page as bytes: what stands in it, and that nothing in it comes from a report as markup."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.portal.sample import ATTACK, SMALL, hostile, many, published, small_release
from zq_pipeline.package.encode import lines
from zq_pipeline.portal.marks import Row, blocks, pieces
from zq_pipeline.portal.page import REPORTS, report_page
from zq_pipeline.portal.payload import OWN
from zq_pipeline.portal.values import rows
from zq_pipeline.reading.records import ReadingWarning, WarningCode
from zq_pipeline.tables.catalogue import CATALOGUE, TABLES
from zq_pipeline.tables.frames import frames


class Elements(HTMLParser):
    """All elements of a page with their attributes, and the text of each."""

    def __init__(self, html: str):
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.text: dict[int, str] = {}
        self._open: list[int] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "input", "rect", "img", "br"):
            self._open.append(len(self.found) - 1)

    def handle_endtag(self, tag):
        while self._open and self.found[self._open.pop()][0] != tag:
            pass

    def handle_data(self, data):
        for i in self._open:
            self.text[i] = self.text.get(i, "") + data


@pytest.fixture(scope="module")
def html() -> str:
    return small_release()["index.html"].decode()


def offset(attributes: dict[str, str]) -> int | None:
    """Where a piece of the text stands, None of what is no piece."""
    at = attributes.get("data-at") or re.fullmatch(r"[0-9]+-[0-9]{4}-([0-9]+)", attributes.get("id", ""))
    return int(at[1] if isinstance(at, re.Match) else at) if at else None


def text(page: Elements) -> str:
    """The text of the report on the page."""
    return "".join(page.text[i] for i, (_, a) in enumerate(page.found) if offset(a) is not None)


def data(html: str) -> dict:
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.S)[1])


def unpacked(cells: str | list[str] | dict, count: int) -> list[str]:
    """A column, cell for cell."""
    if isinstance(cells, str):
        return [cells] * count
    return [cells["of"][at] for at in cells["at"]] if isinstance(cells, dict) else cells


def tables(html: str) -> dict[str, list[dict[str, str]]]:
    """The rows of each table as the script has them: keys whole, quotes cut from the text."""
    told, page = data(html), Elements(html)
    source = text(page)
    found: dict[str, list[dict[str, str]]] = {}
    for table in told["tables"]:
        keys = {c["name"] for i, c in enumerate(table["columns"]) if i == table["key"] or "of" in c}
        found[table["name"]] = []
        columns = [unpacked(cells, table["count"]) for cells in table["cells"]]
        for cells in zip(*columns, strict=True):
            row = {column["name"]: cell for column, cell in zip(table["columns"], cells, strict=True)}
            for name in keys:
                if row[name].startswith(OWN):
                    row[name] = f"{told['report']}-{row[name].removeprefix(OWN)}".removesuffix("-")
            if "quote" in row:
                row["quote"] = source[int(row["start"]) : int(row["end"])]
            found[table["name"]].append(row)
    return found


def test_same_tables_same_bytes(html):
    assert published([SMALL])["index.html"].decode() == html


def test_the_text_on_the_page_is_the_source(html):
    page = Elements(html)
    pieces = [(at, page.text[i]) for i, (_, a) in enumerate(page.found) if (at := offset(a)) is not None]
    assert "".join(text for _, text in pieces) == SMALL.source
    assert all(SMALL.source[at : at + len(text)] == text for at, text in pieces)


def test_every_row_leads_to_its_words(html):
    page = Elements(html)
    marked: dict[str, str] = {}
    told = data(html)
    for i, (_, attributes) in enumerate(page.found):
        for short in attributes.get("data-row", "").split():
            row = f"{told['marks'][short[0]]}:{SMALL.key}-{short[1:]}"
            marked[row] = marked.get(row, "") + page.text[i]
    made = frames([SMALL])
    for name in ("observation", "action", "honour", "source_note", "unread_number", "entity", "target"):
        assert len(made[name]), name
        for row in rows(made[name]):
            assert marked[f"{name}:{row[TABLES[name].key]}"] == row["quote"]
    names = [a["id"] for _, a in page.found if "id" in a]
    assert len(set(names)) == len(names)
    assert {row["observation"] for row in rows(made["observation"])} <= set(names)


def test_every_link_within_the_page_leads_somewhere(html):
    page = Elements(html)
    keys = {row[TABLES[name].key] for name, found in tables(html).items() for row in found}
    names = {a["id"] for _, a in page.found if "id" in a}
    links = [a["href"][1:] for _, a in page.found if a.get("href", "").startswith("#")]
    assert len(links) > 10
    assert all(link.split("/")[0] in names | keys for link in links)


def test_all_tables_are_in_the_page_cell_for_cell(html):
    shown, made = tables(html), frames([SMALL])
    assert set(shown) == {table.name for table in CATALOGUE} - {"theme", "unit", "indicator", "place"}
    for name, found in shown.items():
        written = [dict(zip(made[name].columns, row, strict=True)) for row in lines(made[name])]
        assert [{key: cell for key, cell in row.items() if key != "chapter"} for row in found] == written, name
    assert data(html)["chapters"][shown["observation"][0]["chapter"]] == "一、2030年工作总结"


def test_the_page_asks_for_nothing_and_runs_only_its_own(html):
    page = Elements(html)
    for tag, attributes in page.found:
        assert not any(name.startswith("on") or name == "style" for name in attributes), tag
        assert not attributes.get("src"), tag
        assert tag != "link" or attributes["href"] == "data:,"
    policy = next(a["content"] for _, a in page.found if a.get("http-equiv") == "Content-Security-Policy")
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'")


def test_what_to_be_wary_of_stands_with_its_report():
    wary = replace(
        SMALL,
        year_evidence="title: 2030; published: 2028",
        warnings=(ReadingWarning(WarningCode.YEAR_DISPUTED, "…"), ReadingWarning(WarningCode.NO_PLAN, "…")),
    )
    page = Elements(published([wary])["index.html"].decode())
    told = [page.text[i] for i, (_, a) in enumerate(page.found) if a.get("class") == "warned"]
    assert [word in said for word, said in zip(("总结年份", "没有计划部分"), told, strict=True)] == [True, True]
    assert "(title: 2030; published: 2028)" in told[0] and "title" not in told[1]


def test_what_a_report_says_stays_text():
    html = published([hostile()])["index.html"].decode()
    page = Elements(html)
    assert not [tag for tag, _ in page.found if tag in ("img", "b") and "onerror" in str(_)]
    assert ATTACK not in html
    assert sum(ATTACK in str(row) for found in tables(html).values() for row in found) >= 3


@pytest.fixture(scope="module")
def apart() -> dict[str, bytes]:
    return published(many())


def test_reports_too_long_for_one_page_have_a_page_each(apart):
    pages = {path for path in apart if path.startswith(REPORTS)}
    assert pages == {report_page(reading.key) for reading in many()}
    first = Elements(apart["index.html"].decode())
    assert {a["href"] for _, a in first.found if a.get("href", "").startswith(REPORTS)} == pages
    for reading in many():
        html = apart[report_page(reading.key)].decode()
        page = Elements(html)
        assert text(page) == reading.source
        assert len(tables(html)["observation"]) == len(reading.observations)
        assert any(a.get("href") == "../index.html" for _, a in page.found)
    assert all(len(content) < 1_500_000 for path, content in apart.items() if path.endswith(".html"))


def test_the_outcome_in_another_report_is_on_its_page(apart):
    page = Elements(apart[report_page("330483105-2029")].decode())
    (link,) = {a["href"] for _, a in page.found if a.get("href", "").startswith("330483105-") and "#" in a["href"]}
    to, key = link.split("#")
    assert to == "330483105-2030.html"
    other = Elements(apart[f"{REPORTS}{to}"].decode())
    (words,) = (i for i, (_, a) in enumerate(other.found) if a.get("id") == key)
    assert other.text[words] == "133.8亿元"


spans = st.lists(
    st.tuples(st.sampled_from(["observation", "action", "statement"]), st.integers(0, 40), st.integers(1, 12)),
    max_size=12,
)


@given(st.text(min_size=1, max_size=40), spans)
def test_pieces_put_together_are_the_source_and_each_row(source, drawn):
    own = [Row(t, f"{i}", s, min(len(source), s + n)) for i, (t, s, n) in enumerate(drawn) if s < len(source)]
    cut = list(pieces(source, own))
    assert "".join(piece.text for piece in cut) == source
    for row in own:
        words = "".join(p.text for p in cut if row.start <= p.at < row.end)
        assert words == source[row.start : row.end]
        assert row.table == "statement" or all(row in p.rows for p in cut if row.start <= p.at < row.end)


def test_headings_are_blocks_and_low_ones_lead_their_paragraph():
    found = blocks("一、总结\n一是产业。产值12亿元。", [Row("observation", "r-13", 13, 15)], {0: (4, 1), 5: (10, 3)})
    assert [(b.level, "".join(p.text for p in b.lead), "".join(p.text for p in b.pieces)) for b in found] == [
        (2, "", "一、总结"),
        (0, "", "\n"),
        (0, "一是产业。", "产值12亿元。"),
    ]
