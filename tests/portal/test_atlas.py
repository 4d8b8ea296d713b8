"""Many reports side by side, on invented reports of the provinces: what the pages say, where their links lead, how large they are."""

import csv
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from posixpath import dirname, join, normpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.portal.sample import ATTACK, SMALL, published
from tests.provinces import DESCRIBED, HIGHEST, SILENT, YEARS, pages, provinces, reading, tables
from zq_pipeline.package.files import Measure
from zq_pipeline.portal.atlas.search import FOLDER, number, tokens
from zq_pipeline.portal.atlas.site import atlas
from zq_pipeline.portal.atlas.tiles import TILES
from zq_pipeline.portal.site import is_site
from zq_pipeline.reading.document.place import places
from zq_pipeline.tables.frames import frames

PAGES = sorted(path for path in pages() if path.endswith(".html"))
PLAN = YEARS[-1] + 1


class Elements(HTMLParser):
    """The elements of a page with their attributes; of table rows and list items the text too."""

    def __init__(self, html: bytes):
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.lines: list[tuple[dict[str, str], str]] = []
        self.feed(html.decode())

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag in ("tr", "li"):
            self.lines.append((dict(attrs), ""))

    def handle_data(self, data):
        if self.lines:
            attributes, text = self.lines[-1]
            self.lines[-1] = attributes, f"{text} {data}".strip()


def test_same_tables_same_bytes():
    offered = {"README.md": Measure.of(b""), "provinces-1.0.0.zip": None}
    again = dict(atlas(dict(reversed(tables().items())), DESCRIBED, offered, {"name": "</script>"}))
    assert again == pages()


def test_pages_are_small():
    shared = sum(
        len(content) for path, content in pages().items() if path.startswith("atlas/") and not path.endswith(".json")
    )
    assert len(pages()["index.html"]) + shared < 300_000
    assert all(len(pages()[path]) + shared < 700_000 for path in PAGES)


def test_every_link_leads_somewhere():
    keys = {key for name in ("observation", "target") for key in tables()[name][name]}
    keys |= {f"{key}/target" for key in tables()["target"]["target"]}
    reports = set(tables()["report"]["report"])
    beside = {"quality.html", "README.md", "provinces-1.0.0.zip"}
    for path in PAGES:
        names = {a["id"] for _, a in Elements(pages()[path]).found if "id" in a}
        for tag, attributes in Elements(pages()[path]).found:
            href = attributes.get("href") or attributes.get("src")
            if not href or href.startswith(("data:", "https://example.org/")):
                continue
            to, _, part = href.partition("#")
            to = normpath(join(dirname(path), to)) if to else path
            if to.startswith("report/"):
                key = part.split("/")[0]
                assert to == f"report/{key.rpartition('-')[0]}.html" if part else to[7:-5] in reports, (path, href)
                assert not part or part in keys, (path, href)
            elif to.startswith("source/"):
                assert to[7:-4] in reports
            else:
                assert to in pages() or to in beside, (path, href)
                assert not part or to != path or "=" in part or part in names, (path, href)
            assert tag != "a" or is_site(to) or to in beside or to.startswith("source/"), href


def test_pages_run_only_the_files_beside_them():
    for path in PAGES:
        found = Elements(pages()[path]).found
        policy = next(a["content"] for _, a in found if a.get("http-equiv") == "Content-Security-Policy")
        assert policy.startswith("default-src 'none'") and "unsafe" not in policy
        for tag, attributes in found:
            assert not any(name.startswith("on") or name == "style" for name in attributes), (path, tag)
            assert tag != "script" or "src" in attributes or attributes.get("type") == "application/ld+json"
            assert tag != "style"


def lines(path: str, year: int) -> list[str]:
    return [
        text
        for attributes, text in Elements(pages()[path]).lines
        if attributes.get("data-y") == str(year) and "data-p" in attributes
    ]


def test_the_front_page_begins_with_the_highest_growth_aims_and_their_tones():
    first = lines("index.html", PLAN)[: len(HIGHEST)]
    names = {place.code: place.name for place in provinces()}
    tones = {"about": "左右", "floor": "不低于", "plain": "直陈", "strive": "力争", "ensure": "确保"}
    panel = tables()["panel"]
    growth = panel[
        (panel["indicator"] == "gdp") & (panel["measure"] == "change_rate") & (panel["year"] == PLAN)
    ].set_index("place")
    for rank, (text, (code, aim)) in enumerate(zip(first, HIGHEST.items(), strict=True), start=1):
        assert text.startswith(f"{rank} {names[code]} "), text
        assert f"{aim}%" in text and tones[growth["tone"][code]] in text


def test_equal_aims_have_equal_ranks():
    ranked = [text.split()[0] for text in lines("indicator/gdp.html", PLAN) if text[0].isdigit()]
    assert len(set(ranked)) < len(ranked)
    assert ranked == sorted(ranked, key=int)


def test_only_numbers_in_one_unit_are_ranked():
    panel = tables()["panel"].copy()
    odd = panel["panel"] == f"330000-{YEARS[0]}-budget_revenue-level"
    panel.loc[odd, "unit"] = "USD"
    made = dict(atlas({**tables(), "panel": panel}, DESCRIBED, {}, {}))
    (row,) = re.findall(
        rf'<tr[^>]*data-m="level" data-y="{YEARS[0]}"[^>]*data-p="330000">(.*?)</tr>',
        made["indicator/budget_revenue.html"].decode(),
    )
    assert "美元" in row and "data-v" not in row and "data-s" not in row


def test_who_set_none_is_told():
    name = next(place.name for place in provinces() if place.code == SILENT)
    silent = [
        text
        for attributes, text in Elements(pages()["index.html"]).lines
        if "data-y" in attributes and "data-p" not in attributes
    ]
    assert [text for text in silent if name in text and "没有提到" in text]


def test_each_province_has_one_tile():
    assert {tile.place for tile in TILES} == {place.code for place in provinces()}
    assert len({(tile.x, tile.y) for tile in TILES}) == len(TILES)
    assert (
        len(
            [
                1
                for tag, a in Elements(pages()["index.html"]).found
                if tag == "a" and a.get("class", "").startswith("tile")
            ]
        )
        == 31
    )


def test_a_county_over_two_years_has_no_tiles_but_all_the_rest():
    made = dict(atlas(frames([reading(places()["330483"], year) for year in YEARS[:2]]), DESCRIBED, {}, {}))
    assert {"index.html", "place/330483.html", "indicator/gdp.html"} <= made.keys()
    assert b'class="tile' not in made["index.html"] + made["indicator/gdp.html"]
    assert made["indicator/gdp.html"].count(b'class="came"') > 2, "a chart over the years"


def test_reports_without_any_figure_of_a_coded_indicator_are_listed():
    before = replace(SMALL, key="330483105-2029", review_year=2029, plan_year=2030)
    made = published([SMALL, before])
    assert not [path for path in made if path.startswith("indicator/")]
    links = {a.get("href") for _, a in Elements(made["index.html"]).found}
    assert {"place/330483105.html", "report/330483105-2029.html"} <= links & made.keys()
    assert all(is_site(path) for path in made)
    assert b'href="../place/330483105.html"' in made["report/330483105-2029.html"]


def test_a_single_report_is_the_front_page():
    made = published([SMALL])
    assert not [
        path for path in made if path.startswith(("place/", "indicator/", "atlas/", FOLDER)) or path == "api.html"
    ]


@pytest.mark.parametrize(
    ("path", "column", "code"), [("indicator/gdp", "indicator", "gdp"), ("place/330000", "place", "330000")]
)
def test_the_data_beside_a_page_are_the_panel(path, column, code):
    panel = tables()["panel"]
    own = panel[panel[column] == code].set_index("panel")
    rows = list(csv.DictReader(io.StringIO(pages()[f"{path}.csv"].decode(), newline="")))
    spoken = [row for row in rows if row["actual"] or row["aim"]]
    assert (
        {row["panel"] for row in rows} <= set(own.index)
        and len(rows) == len({row["panel"] for row in rows})
        and len(spoken) > 5
    )
    for row in rows:
        actual = own["actual"][row["panel"]]
        assert row["actual"] == ("" if actual is None else f"{actual:f}")
        assert row["actual_at"].partition("#")[2] == (own["observation"][row["panel"]] or "")
    told = json.loads(pages()[f"{path}.json"], parse_float=str, parse_int=str)["rows"]
    assert told == [{name: value for name, value in row.items() if value} for row in rows]


def test_the_list_of_all_leads_to_all():
    listed = json.loads(pages()["atlas/index.json"])
    for one in (*listed["indicators"], *listed["places"]):
        assert all(one[form] in pages() for form in ("html", "csv", "json"))
    assert len(listed["reports"]) == len(tables()["report"])


def test_what_reports_say_stays_text():
    origin = replace(SMALL.origin, place_code="990101001", place_name=ATTACK)
    odd = replace(
        SMALL, key="990101001-2030", origin=origin, title=ATTACK, source=SMALL.source.replace("工业总产值", "<b>产</b>")
    )
    made = dict(atlas(frames([odd, reading(provinces()[0], 2031)]), DESCRIBED, {}, {"name": ATTACK}))
    assert not [
        path for path, content in made.items() if ATTACK.encode() in content and not path.endswith((".csv", ".json"))
    ]
    assert (
        ATTACK not in made["place/990101001.html"].decode()
        and "&lt;/script&gt;" in made["place/990101001.html"].decode()
    )


# ---- search

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"


def numbers(text: str) -> list[int]:
    """As the page's script reads them."""
    found, last, value = [], 0, 0
    for sign in text:
        digit = DIGITS.index(sign)
        value = value * 32 + digit % 32
        if digit >= 32:
            last += value
            found.append(last)
            value = 0
    return found


@given(st.lists(st.integers(0, 10**7), max_size=20))
def test_numbers_come_back(steps):
    assert numbers("".join(map(number, steps))) == [sum(steps[: i + 1]) for i in range(len(steps))]


def taken(path: str):
    return json.loads(re.fullmatch(r"search\.take\(\"[a-z]+\",[0-9]+,(.*)\);\n", pages()[path].decode(), re.S)[1])


def test_every_sentence_is_found_by_all_that_stands_in_it():
    head = taken(f"{FOLDER}head.js")
    index = {}
    for i in range(len(head["firsts"])):
        shard = taken(f"{FOLDER}i{i}.js")
        assert all(head["firsts"][i] <= token[0] < [*head["firsts"], "\U0010ffff"][i + 1] for token in shard)
        index |= {token: set(numbers(at)) for token, at in shard.items()}
    sentences = [line for n in range(-(-head["count"] // head["texts"])) for line in taken(f"{FOLDER}t{n}.js")]
    assert len(sentences) == head["count"] == len(tables()["statement"])
    for n, (text, *_) in enumerate(sentences):
        assert all(n in index[token] for token in tokens(text)), text


def test_figures_of_a_sentence_lead_to_their_rows():
    head = taken(f"{FOLDER}head.js")
    keys = set(tables()["observation"]["observation"])
    sentences = taken(f"{FOLDER}t0.js")
    report, *_ = head["reports"][0]
    end = head["reports"][1][3]
    found = [f"{report}-{start + at}" for _, start, *figures in sentences[:end] for at in figures[::2]]
    assert len(found) > 10 and set(found) <= keys
