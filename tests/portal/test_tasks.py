"""What people come for, done in a real browser by clicking alone, in both languages; axe looks at each place they come to."""

from pathlib import Path
from urllib.parse import parse_qs

import pytest

from tests import county
from tests.portal.sample import published
from tests.portal.test_browser import AXE, FIGURE, faults
from tests.trees import laid_out
from zq_pipeline.reading.facts.series import together
from zq_pipeline.reading.report import read

playwright = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
pytestmark = pytest.mark.browser

CODE, LAST = "330483", county.YEARS[-1]
LOCALES = ("zh-CN", "en-GB")
expect = playwright.expect


@pytest.fixture(scope="module")
def years(tmp_path_factory) -> Path:
    """The first page of the last four years of one invented place."""
    said = [read(text, origin, review_year=year) for text, origin, year in list(county.reports(CODE))[-4:]]
    return laid_out(published(list(together(said))), tmp_path_factory.mktemp("years")) / "index.html"


@pytest.fixture(scope="module")
def asking(folder, tmp_path_factory) -> Path:
    """The small release of a publisher who wants to be told of errors."""
    html = (folder / "index.html").read_text(encoding="utf-8")
    at = tmp_path_factory.mktemp("asking") / "index.html"
    at.write_text(html.replace('"errors":""', '"errors":"mailto:data@example.org"'), encoding="utf-8")
    return at


def click(page, locale: str, zh: str, en: str, within: str = "body"):
    """Click what says ``zh`` or ``en``."""
    words = zh if locale == "zh-CN" else en
    page.locator(within).locator("a:visible, summary:visible, button:visible, .name:visible").get_by_text(words).first.click()  # fmt: skip


@pytest.mark.parametrize("locale", LOCALES)
def test_industrial_output_and_its_sentence(open_page, locale):
    page = open_page(locale=locale)
    name, value = (
        ("工业总产值", "133.8亿元") if locale == "zh-CN" else ("Gross output of industry", "13.38 billion yuan")
    )
    card = page.locator(".cards li", has_text=name)
    assert card.locator(".big").inner_text() == value
    card.locator(".big a").click()
    lit = page.locator("article .lit")
    expect(lit).to_have_text(["133.8亿元"])
    assert "完成工业总产值133.8亿元,同比增长6.3%。" in lit.locator("xpath=..").inner_text()
    assert page.url.endswith(FIGURE)


@pytest.mark.parametrize("locale", LOCALES)
def test_which_promises_of_last_year_were_kept(open_page, years, locale):
    page = open_page(at=years, locale=locale)
    page.click(f"a[href$='{CODE}-{LAST}.html']")
    click(page, locale, "承诺", "Promises", "nav")
    rows = page.locator("#promises table").first.locator("tbody tr")
    kept = {row.locator("th").inner_text(): row.locator(".met").inner_text() for row in rows.all()}
    came = county.truth(CODE)[LAST]
    met, missed = ("达到", "未达到") if locale == "zh-CN" else ("Met", "Missed")
    name = "地区生产总值" if locale == "zh-CN" else "Gross domestic product"
    assert kept[name] == (met if came.growth >= came.growth_aim else missed)
    jobs = next(
        row
        for row in rows.all()
        if f"{came.jobs_aim:,}" in row.inner_text() or f"{came.jobs_aim}人" in row.inner_text()
    )
    assert jobs.locator(".met").inner_text() == (met if came.jobs >= came.jobs_aim else missed)
    click(page, locale, "两句原话", "Both sentences", "#promises")
    aimed, told = rows.first.locator("blockquote").all_inner_texts()
    assert str(LAST - 1) in aimed and str(LAST) in told
    assert f"地区生产总值增长{came.growth_aim}%" in aimed and f"增长{came.growth}%" in told
    head = page.locator("#promises table").first.locator("thead").inner_text()
    assert head.count(str(LAST)) == 2, "each column says its year"
    rows.first.locator("blockquote a").first.click()
    expect(page.locator("article .lit").first).to_have_text(f"{came.growth_aim}%")
    assert f"{CODE}-{LAST - 1}.html" in page.url, "the aim stands in the report before"


@pytest.mark.parametrize("locale", LOCALES)
def test_one_figure_over_all_years_of_one_place(open_page, years, locale):
    page = open_page(at=years, locale=locale)
    page.click(f"a[href$='{CODE}-{LAST}.html']")
    click(page, locale, "图表", "Charts", "nav")
    asked = "地区生产总值每年增长多少？" if locale == "zh-CN" else "Gross domestic product: how much did it grow?"
    chart = page.locator("figure", has_text=asked)
    assert chart.locator("svg circle.came").count() >= 4
    chart.locator("summary").click()
    rows = [[cell.inner_text() for cell in row.locator("th, td").all()] for row in chart.locator("tbody tr").all()]
    truth = county.truth(CODE)
    told = {int(year): came for year, came, _ in rows if came}
    assert {year: f"{truth[year].growth}%" for year in county.YEARS[-4:]} == {
        y: t.split("（")[0].split(" ")[0] for y, t in told.items()
    }
    chart.locator("tbody a").first.click()
    expect(page.locator("article .lit").first).to_be_visible()


@pytest.mark.parametrize("locale", LOCALES)
def test_a_wrong_row_is_reported(open_page, asking, locale):
    page = open_page(at=asking, locale=locale)
    page.locator(".cards .big a").first.click()
    click(page, locale, "回到该行", "Back to the row", "#text")
    link = page.locator("tr.detail a.reporting")
    assert link.inner_text() == ("报告错误" if locale == "zh-CN" else "Report an error")
    body = parse_qs(link.get_attribute("href").partition("?")[2])["body"][0]
    assert FIGURE[1:] in body and "133.8亿元" in body


def test_the_browsers_language_comes_first_and_a_choice_is_kept(open_page):
    for locale, lang in (("zh-TW", "zh-CN"), ("en-GB", "en"), ("de-DE", "en")):
        page = open_page(locale=locale)
        assert page.evaluate("document.documentElement.lang") == lang
    page.click("[data-language='zh-CN']")
    assert open_page(context=page.context).evaluate("document.documentElement.lang") == "zh-CN"


def test_filters_words_and_order_are_in_the_address(open_page):
    page = open_page()
    page.select_option("#filters select:has(option[value='target'])", "target")
    page.fill("#search", "生产总值")
    page.locator("#list thead th.n button").click()
    page.locator("#list thead th.n button").click()
    other = open_page("#" + page.url.partition("#")[2])
    assert other.locator("#search").input_value() == "生产总值"
    assert other.locator("#list tr.line").count() == page.locator("#list tr.line").count() == 1
    assert other.locator("#list thead th.n").get_attribute("aria-sort") == "descending"
    other.locator("#list tr.line").click()
    again = open_page("#" + other.url.partition("#")[2])
    assert again.locator("tr.open").count() == 1
    assert again.locator("#search").input_value() == "生产总值"


def test_a_deed_is_found_and_its_address_kept(open_page):
    page = open_page()
    page.fill("#deeds [name=find]", "托育点")
    assert page.locator("#deeds li:visible").all_inner_texts() == ["新建托育点1-2处 2031年6月底前"]
    other = open_page("#" + page.url.partition("#")[2])
    assert other.locator("#deeds li:visible").count() == 1
    other.click("#deeds li:visible a")
    assert "".join(other.locator("article .lit").all_inner_texts()) == "新建托育点1-2处"


@pytest.mark.parametrize("hash", ["#%E0%A4%A", "#rows/nothing?q=%", "#a/b/c?d", "#deeds?at=%FF", "#"])
def test_a_broken_address_breaks_nothing(open_page, hash):
    page = open_page(hash)
    assert page.locator("#list tr.line").count() == 5


def contrast(page, selector: str) -> float:
    """Of the words of an element on its ground, as WCAG reckons it; the pointer stands on it."""
    page.hover(selector)
    return page.locator(selector).evaluate(
        """(e) => {
            const light = (colour) => {
                const [r, g, b] = colour.match(/[0-9.]+/g).map((n) => n / 255).map((n) => n <= 0.04045 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4);
                return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
            };
            const [a, b] = [getComputedStyle(e).color, getComputedStyle(e).backgroundColor].map(light);
            return Math.max(a, b) / Math.min(a, b);
        }"""
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_chosen_tab_can_be_read_under_the_pointer(open_page, scheme):
    page = open_page(color_scheme=scheme)
    assert contrast(page, "#tabs [aria-pressed=true]") >= 4.5
    assert contrast(page, ".languages [aria-pressed=true]") >= 4.5


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
@pytest.mark.parametrize("locale", LOCALES)
def test_axe_finds_no_fault_where_people_come(open_page, years, folder, width, scheme, locale):
    if not AXE.exists():
        pytest.skip("axe-core is not there: npm install --no-save axe-core")
    for at in (years.parent / "report" / f"{CODE}-{LAST}.html", folder / "index.html", folder / "quality.html"):
        page = open_page(at=at, width=width, color_scheme=scheme, locale=locale)
        for folded in page.locator("details > summary:visible").all():
            folded.click()
        assert faults(page) == [], at.name


def test_the_phone_says_the_year_with_each_number_and_needs_no_sideways_scrolling(open_page, years):
    page = open_page(at=years.parent / "report" / f"{CODE}-{LAST}.html", width=360, height=740)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    cells = page.locator("#promises table").first.locator("tbody tr").first.locator("td")
    said = [cell.evaluate("e => getComputedStyle(e, '::before').content") for cell in cells.all()]
    assert said[:2] == [f'"{LAST}年目标"', f'"{LAST}年实际"']
