"""The pages of many reports in a real browser: by clicking, from disk, with networking off, in both languages (``make test-browser``)."""

import re
from pathlib import Path

import pytest

from tests.portal.sample import published
from tests.portal.test_browser import AXE, faults, playwright
from tests.provinces import HIGHEST, SILENT, YEARS, readings
from tests.store.test_folder_portal import release
from tests.trees import laid_out
from zq_pipeline.store.folder_portal import FolderPortal

pytestmark = pytest.mark.browser

PLAN = str(YEARS[-1] + 1)


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """The site of the 31 provinces over three years."""
    return laid_out(published(list(readings())), tmp_path_factory.mktemp("provinces"))


def shown(page):
    return page.locator(".board tbody tr:visible")


def cells(page, name):
    return page.locator(f".board tbody tr:visible .{name}").all_inner_texts()


@pytest.mark.parametrize(
    ("language", "names", "tones"),
    [
        (
            "zh-CN",
            ["新疆维吾尔自治区", "海南省", "湖南省", "北京市", "内蒙古自治区"],
            {"确保", "左右", "直陈", "力争", "不低于"},
        ),
        (
            "en",
            ["Xinjiang", "Hainan", "Hunan", "Beijing", "Inner Mongolia"],
            {"Ensure", "About", "Plain", "Strive", "Floor"},
        ),
    ],
)
def test_the_five_highest_growth_aims_and_their_tone_by_clicking_alone(open_page, site, language, names, tones):
    page = open_page(at=site / "index.html")
    page.click(f"[data-language='{language}']")
    page.click(".chips li:nth-child(2) a")
    page.click("nav a >> nth=0")
    page.click(".board [data-sort=place]")
    page.click(".board [data-sort=aim]")
    assert page.locator(".board tbody tr:visible th").all_inner_texts()[:5] == names
    assert [re.search(r"[\d.]+", aim)[0] for aim in cells(page, "aim")[:5]] == list(HIGHEST.values())
    assert set(cells(page, "tone")[:5]) <= tones
    # From the figure to its sentence in one click.
    said = page.locator(".board tbody tr:visible .aim a").first
    figure = re.search(r"[\d.]+", said.inner_text())[0]
    said.click()
    lit = page.locator("article .lit").first
    playwright.expect(lit).to_be_visible()
    assert figure in lit.inner_text()


def test_one_figure_over_all_years_of_one_place(open_page, site):
    page = open_page(at=site / "index.html")
    page.click(".board tbody tr:visible th a >> text=浙江省")
    playwright.expect(page).to_have_title("浙江省")
    row = page.locator("#gdp")
    assert row.is_visible()
    years = page.locator(".ledger thead th").all_inner_texts()[1:]
    assert years == [PLAN, *map(str, reversed(YEARS))]
    row.locator("td").nth(2).locator("a").first.click()
    playwright.expect(page.locator("article .lit").first).to_be_visible()
    assert f"330000-{YEARS[1]}.html" in page.url


def test_the_chosen_year_order_and_measure_stand_in_the_address(open_page, site):
    page = open_page(at=site / "indicator" / "gdp.html")
    page.select_option("[data-filter=y]", str(YEARS[1]))
    page.click("[data-sort=came]")
    first, address = shown(page).first.inner_text(), page.url
    came = [float(re.search(r"-?[\d.]+", text)[0]) for text in cells(page, "came")]
    assert came == sorted(came, reverse=True) and len(came) == 31
    assert page.locator("th.came").get_attribute("aria-sort") == "descending"
    again = open_page("#" + address.partition("#")[2], at=site / "indicator" / "gdp.html")
    assert shown(again).first.inner_text() == first
    again.select_option("[data-filter=m]", "level")
    assert "元" in cells(again, "came")[0]
    again.fill("[data-filter=q]", "浙江")
    assert shown(again).count() == 1
    assert not again.locator(".summary:visible").count(), "what is said of all is not said of some"


def test_an_address_that_makes_no_sense_breaks_nothing(open_page, site):
    for odd in ("#%E0%A4%A", "#m=nothing&y=1&s=--x", "#q=%E0%A4%A"):
        assert shown(open_page(odd, at=site / "index.html")).count() == 31


def test_tiles_follow_the_year(open_page, site):
    page = open_page(at=site / "index.html")
    tile = page.locator("a.tile[data-p='650000']")
    assert "8.9%" in tile.text_content()
    darkest = tile.get_attribute("class")
    assert darkest == "tile s4"
    page.select_option("[data-filter=y]", str(YEARS[0]))
    assert "8.9%" not in tile.text_content()
    silent = page.locator(f"a.tile[data-p='{SILENT}']")
    page.select_option("[data-filter=y]", PLAN)
    assert silent.get_attribute("class") == "tile none" and "—" in silent.text_content()
    assert page.locator(".silent li:visible", has_text="西藏").count() == 1


def test_lists_are_filtered_by_theme_and_words(open_page, site):
    page = open_page(at=site / "index.html")
    every = page.locator("#indicators li:visible").count()
    page.select_option("#indicators [data-pick]", "employment")
    assert 0 < page.locator("#indicators li:visible").count() < every
    page.fill("#places [data-words]", "浙江")
    assert page.locator("#places tbody tr:visible").count() == 1


@pytest.mark.parametrize(
    ("language", "asked", "answer"),
    [("zh-CN", "浙江 失业率", "浙江省：城镇调查失业率"), ("en", "zhejiang unemployment", "Zhejiang: ")],
)
def test_search_finds_figures_names_and_sentences(open_page, site, language, asked, answer):
    page = open_page(at=site / "index.html")
    page.click(f"[data-language='{language}']")
    page.keyboard.press("/")
    page.keyboard.type(asked)
    link = page.locator("#found .chips a", has_text=answer).first
    playwright.expect(link).to_be_visible()
    page.fill("#seek", "浙江 调查失业率")
    playwright.expect(page.locator("#found .results li").first).to_contain_text("调查失业率")
    playwright.expect(page.locator("#found .results li")).to_have_count(2 * len(YEARS))
    page.locator("#found .results a", has_text="%").first.click()
    playwright.expect(page.locator("article .lit").first).to_be_visible()
    page.go_back()
    playwright.expect(page.locator("#found .results li").first).to_be_visible()
    page.fill("#seek", "没有这样的词句")
    playwright.expect(page.locator("#found .results li")).to_have_count(0)


def test_without_scripts_everything_is_there(browser, site):
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto((site / "indicator" / "gdp.html").as_uri())
    assert shown(page).count() > 31 and page.locator(".multiples svg").count() == 62
    assert not page.locator(".filters").first.is_visible()
    context.close()


@pytest.mark.parametrize("path", ["index.html", "indicator/gdp.html", "place/330000.html", "api.html", "quality.html"])
@pytest.mark.parametrize(("width", "language", "scheme"), [(1280, "zh-CN", "light"), (390, "en", "dark")])
def test_axe_finds_no_fault(open_page, site, path, width, language, scheme):
    if not AXE.exists():
        pytest.skip("axe-core is not there: npm install --no-save axe-core")
    page = open_page(at=site / path, width=width, color_scheme=scheme)
    page.click(f"[data-language='{language}']")
    if path == "index.html":
        page.fill("#seek", "失业率")
        page.locator("#found .results li").first.wait_for()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_front_page_of_the_releases(open_page, tmp_path):
    portal = FolderPortal(tmp_path / "portal")
    for version in ("1.0.0", "1.1.0"):
        portal.publish(release(version))
    page = open_page(at=tmp_path / "portal" / "index.html")
    assert page.locator("tbody th").all_inner_texts() == ["1.1.0 最新", "1.0.0"]
    page.click("[data-language=en]")
    assert page.locator(".newest").inner_text().startswith("Newest: 1.1.0")
    if AXE.exists():
        assert faults(page) == []


def test_a_search_loads_only_what_it_needs(open_page, site):
    page = open_page(at=site / "index.html")
    page.fill("#seek", "新增就业")
    page.locator("#found .results li").first.wait_for()
    pieces = page.evaluate(
        "[...document.querySelectorAll('script[src^=\"search/\"]')].map((one) => one.getAttribute('src'))"
    )
    assert len(pieces) == len(set(pieces)) <= 1 + 3 + 10, "the head, a shard for each pair, the text of ten sentences"
    assert sum((site / piece).stat().st_size for piece in pieces) < 700_000
