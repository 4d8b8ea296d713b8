"""The whole way in a real browser: from disk, with networking off, in both languages (``make test-browser``).

Needs Debian's Chromium; axe-core is looked for in ``node_modules`` (``npm install --no-save axe-core@4``).
"""

import json
import re
import statistics
import tomllib
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from tests.package.sample import SOURCE
from tests.portal.sample import SMALL, large, many, published
from tests.trees import laid_out
from zq_pipeline.store.corrections import parse

playwright = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
KEYSTROKE_MS = 100
FIRST_PAINT_MS = 1000
PAGE_BYTES = 700_000
FIGURE = f"#{SMALL.key}-{SOURCE.index('133.8')}"


def lines(page):
    return page.locator("#list tr.line")


@pytest.mark.parametrize(
    ("language", "title", "none"),
    [
        ("zh-CN", "洲泉镇：2030年的总结，2031年的打算", "没有符合的行"),
        ("en", "Zhouquan Town: 2030 in review, 2031 ahead", "No row matches"),
    ],
)
def test_search_sort_filter_in_both_languages(open_page, language, title, none):
    page = open_page()
    page.click(f"[data-language='{language}']")
    assert page.title() == title
    assert page.locator("h1").inner_text() == title
    total = lines(page).count()
    assert total == 5
    page.keyboard.press("/")
    page.keyboard.type("托育点")
    assert lines(page).count() == 1
    page.fill("#search", "托育点 没有这个词")
    assert (lines(page).count(), page.inner_text("#count")) == (0, none)
    page.click("#clear")
    assert lines(page).count() == total
    value = page.locator("#list thead th.n button")
    value.click()
    ascending = lines(page).locator("td.n").all_inner_texts()
    assert page.locator("#list thead th.n").get_attribute("aria-sort") == "ascending"
    value.click()
    assert lines(page).locator("td.n").all_inner_texts() == ascending[::-1]
    assert ascending == ["1", "5.5", "6.3", "1,200", {"zh-CN": "133.8亿", "en": "13.38 billion"}[language]]
    page.select_option("#filters select:has(option[value='target'])", "target")
    assert lines(page).count() == 2


def test_from_figure_to_sentence_and_back(open_page):
    page = open_page()
    page.click(".cards .big a:visible")
    assert page.locator("article .lit").all_inner_texts() == ["133.8亿元"]
    assert page.evaluate("document.activeElement.textContent") == "133.8亿元"
    assert page.locator("article .lit").is_visible()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('tr').classList.contains('open')")
    assert page.locator("tr.detail").inner_text().count("133.8亿元") >= 1
    page.locator("article mark.o").nth(2).click()
    assert page.locator("tr.open").inner_text().startswith("改造农田")
    page.go_back()
    playwright.expect(page.locator("article .lit")).to_have_text(["133.8亿元"])


def test_overlapping_rows_are_each_reached(open_page):
    page = open_page()
    page.click("[data-table=action]")
    lines(page).first.click()
    assert "".join(page.locator("article .lit").all_inner_texts()) == "改造农田约1200亩"
    page.check(".layers input[value=action]")
    page.click("article mark:text-is('改造农田约')")
    assert page.locator("[data-table=action]").get_attribute("aria-pressed") == "true"
    page.click("article mark:text-is('1200亩')")
    assert page.locator("[data-table=observation]").get_attribute("aria-pressed") == "true"


def test_unread_numbers_can_be_shown(open_page):
    page = open_page()
    unread = page.locator("article mark.u", has_text="2030").first
    before = unread.evaluate("e => getComputedStyle(e).backgroundColor")
    page.check(".layers input[value=unread_number]")
    assert unread.evaluate("e => getComputedStyle(e).backgroundColor") != before
    unread.click()
    assert page.locator("[data-table=unread_number]").get_attribute("aria-pressed") == "true"
    assert page.locator("tr.open").is_visible()


def test_a_copied_link_opens_the_row(open_page):
    page = open_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    lines(page).nth(3).click()
    page.click("button.copy")
    field = page.locator("tr.detail input")
    copied = field.input_value() if field.count() else page.evaluate("navigator.clipboard.readText()")
    assert copied.partition("#")[2].startswith("330483105-2030-")
    other = open_page("#" + copied.partition("#")[2])
    assert other.locator("tr.open").inner_text().startswith("托育点")
    assert other.locator("article .lit").all_inner_texts() == ["1-2处"]


def test_without_an_address_a_correction_entry_can_be_copied(open_page):
    page = open_page(FIGURE)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("button.entry")
    field = page.locator("tr.detail textarea")
    copied = field.input_value() if field.count() else page.evaluate("navigator.clipboard.readText()")
    said = tomllib.loads(copied)["correction"][0]
    assert (said["key"], said["quote"]) == (FIGURE[1:], "133.8亿元")
    filled = copied.replace('""', '"2031-02-01"')
    assert parse(filled, "a.corrections.toml")[0].start == SOURCE.index("133.8"), "it stands in a file as it is"


@pytest.mark.parametrize(
    ("errors", "begins"),
    [
        ("mailto:data@example.org", "mailto:data@example.org?subject="),
        ("https://example.org/issues/new", "https://example.org/issues/new?title="),
        ("https://example.org/new?kind=data", "https://example.org/new?kind=data&title="),
        ("javascript:alert(1)", None),
    ],
)
def test_an_error_is_reported_with_key_quote_and_version(open_page, folder, tmp_path, errors, begins):
    html = (folder / "index.html").read_text(encoding="utf-8")
    release = json.dumps({"errors": errors})[1:-1]
    (tmp_path / "index.html").write_text(html.replace('"errors":""', release), encoding="utf-8")
    page = open_page(FIGURE, at=tmp_path / "index.html")
    links = page.locator("tr.detail a.reporting")
    assert links.count() == (1 if begins else 0)
    if begins:
        href = links.get_attribute("href")
        assert href.startswith(begins)
        asked = parse_qs(href.partition("?")[2])
        version = json.loads((folder / "datapackage.json").read_bytes())["version"]
        assert [word in asked["body"][0] for word in (FIGURE[1:], "133.8亿元", version)] == [True] * 3


def test_language_is_remembered(open_page):
    page = open_page()
    page.click("[data-language=en]")
    again = open_page(context=page.context)
    assert again.evaluate("document.documentElement.lang") == "en"
    assert again.locator("#search").get_attribute("placeholder") == "Search this table"
    assert again.locator(".zh:visible").count() == 0


def test_download_from_disk(open_page, folder):
    page = open_page()
    with page.expect_download() as download:
        page.click(".actions a:first-child")
    name = download.value.suggested_filename
    assert name.endswith(".zip")
    assert Path(download.value.path()).read_bytes() == (folder / name).read_bytes()


def faults(page) -> list:
    """What axe finds amiss; the page has enough for it to look at."""
    page.evaluate(AXE.read_text(encoding="utf-8") + ";undefined")
    found = page.evaluate("axe.run(document, {resultTypes: ['violations', 'passes'], preload: false})")
    assert len(found["passes"]) > 20
    return [(v["id"], v["impact"], [n["html"][:120] for n in v["nodes"][:3]]) for v in found["violations"]]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_axe_finds_no_fault(open_page, width, language):
    if not AXE.exists():
        pytest.skip("axe-core is not there: npm install --no-save axe-core")
    page = open_page(width=width)
    page.click(f"[data-language='{language}']")
    for layer in page.locator(".layers input").all():
        layer.check()
    lines(page).first.click()
    assert faults(page) == []


def test_phone_needs_no_sideways_scrolling(open_page):
    page = open_page(width=360, height=740)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    lines(page).first.click()
    assert page.locator("article .lit").first.is_visible()
    page.click("#back")
    box = page.locator("tr.open").bounding_box()
    assert 0 <= box["y"] < 740


def test_without_scripts_the_report_and_figures_are_there(browser, folder):
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto((folder / "index.html").as_uri() + FIGURE)
    assert page.locator("article mark.o").count() >= 5
    assert page.locator("h1 .zh").is_visible()
    assert not page.locator("h1 .en").is_visible()
    context.close()


def test_print_is_two_pages_of_what_people_read(open_page, library, tmp_path):
    for at in (None, library.parent / "report" / "330483105-2029.html"):
        page = open_page(at=at)
        printed = page.pdf(prefer_css_page_size=True)
        assert 1 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 2
        page.emulate_media(media="print")
        assert [page.locator(part).first.is_visible() for part in (".sentence", "#promises", "nav", "#explore")] == [
            True,
            True,
            False,
            False,
        ]


def test_small_and_soon_painted(open_page, folder):
    assert (folder / "index.html").stat().st_size < PAGE_BYTES
    page = open_page()
    painted = page.evaluate(
        """() => new Promise((done) => new PerformanceObserver((seen) => {
            const first = seen.getEntriesByName("first-contentful-paint")[0];
            if (first) done(first.startTime);
        }).observe({ type: "paint", buffered: true }))"""
    )
    assert painted < FIRST_PAINT_MS


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> Path:
    """A release of more reports than one page holds."""
    return laid_out(published(many()), tmp_path_factory.mktemp("library")) / "index.html"


def test_one_report_is_chosen_among_many(open_page, library):
    page = open_page(at=library)
    page.click("#places a[data-report='330483105-2028']")
    playwright.expect(page).to_have_title("洲泉镇：2028年的总结，2029年的打算")
    assert page.locator("[data-table=observation] small").inner_text() == "2,000"
    lines(page).nth(3).click()
    assert page.locator("article .lit").all_inner_texts() == ["6个"]
    page.click(".kicker a")
    playwright.expect(page.locator("#places td a")).to_have_count(4)


def test_an_address_of_a_row_outlives_the_page_of_all(open_page, library):
    page = open_page(FIGURE, at=library)
    playwright.expect(page.locator("tr.open")).to_have_count(1)
    assert page.url.endswith(f"report/330483105-2030.html{FIGURE}")


def test_from_a_target_to_its_outcome_in_another_report(open_page, library):
    page = open_page(at=library.parent / "report" / "330483105-2029.html")
    page.click(".board td:nth-of-type(2) a:visible")
    playwright.expect(page.locator("article .lit")).to_have_text(["133.8亿元"])
    assert "330483105-2030.html#" in page.url
    page = open_page(at=library.parent / "report" / "330483105-2029.html")
    page.click("[data-table=target]")
    lines(page).first.click()
    page.click("tr.detail a[href^='330483105-2030.html']")
    playwright.expect(page.locator("article .lit")).to_have_text(["133.8亿元"])


def test_twenty_thousand_rows_stay_fast(open_page, tmp_path):
    at = tmp_path / "index.html"
    at.write_bytes(published(large(20_000))["index.html"])
    page = open_page(at=at)
    assert page.locator("[data-table=observation] small").inner_text() == "20,000"
    page.focus("#search")
    times = page.evaluate(
        """async () => {
            const search = document.getElementById("search"), times = [];
            for (const word of ["泵", "泵站", "泵站 1", "泵站 19", "泵站", "agri", "agriculture", "甲片", "", "12345个"]) {
                await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
                const start = performance.now();
                search.value = word;
                search.dispatchEvent(new Event("input", { bubbles: true }));
                document.getElementById("list").getBoundingClientRect();
                times.push(performance.now() - start);
            }
            return times;
        }"""
    )
    print(json.dumps({"keystroke ms": [round(t, 1) for t in times], "median": round(statistics.median(times), 1)}))
    assert statistics.median(times) < KEYSTROKE_MS
    assert lines(page).count() == 1
    lines(page).first.click()
    assert page.locator("article .lit").all_inner_texts() == ["12345个"]
