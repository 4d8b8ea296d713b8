"""What a report's page tells: the sentence, cards, promises, deeds, honours, doubts and charts, from invented reports as they are read."""

import pytest

from tests import county
from zq_pipeline.portal import deeds, drawn, lead, promises
from zq_pipeline.portal.book import Book
from zq_pipeline.portal.doubts import doubts
from zq_pipeline.portal.values import Both, rows
from zq_pipeline.reading.facts.series import together
from zq_pipeline.reading.records import Origin
from zq_pipeline.reading.report import read
from zq_pipeline.tables.frames import frames

TOWN = """2030年政府工作报告
一、2030年工作回顾
全镇地区生产总值预计达到133.8亿元，同比增长6.3%，居全市乡镇首位。规上工业总产值737亿元，同比下降2.5%。消防累计接警101起，同比下降21.2%。
改造提升高标准农田3170亩，建成东田村养老驿站1个。石桥小学获评省级绿色学校。
二、2031年工作安排
地区生产总值增长4.5%—5%，新增服务事项不少于5项，城镇新增就业0.6万人以上，确保财政总收入增长5%左右。
一季度完成东田村道路建设，年中建成石桥小学综合楼。
"""


def origin(code: str = "330483105", name: str = "柳溪镇") -> Origin:
    return Origin("a.txt", publisher="柳溪镇", place_code=code, place_name=name, sha256="0" * 64)


def opened(*readings) -> Book:
    said = together(readings)
    return Book(frames(said), {reading.key: reading.source for reading in said})


@pytest.fixture(scope="module")
def town() -> Book:
    return opened(read(TOWN, origin(), review_year=2030))


@pytest.fixture(scope="module")
def years() -> Book:
    told = list(county.reports("330000"))[-4:]
    return opened(*(read(text, where, review_year=year) for text, where, year in told))


def of(book: Book, report: str):
    one = book.reports[report]
    own = book.of(report)
    return one, own, list(rows(own["observation"]))


def test_cards_say_year_change_and_rank_in_words_and_the_aim_whole(town):
    report, _, observed = of(town, "330483105-2030")
    first, second, *_ = lead.cards(town, report, observed)
    assert (first.name.zh, first.main.said, first.expected) == (
        "地区生产总值",
        Both("133.8亿元", "13.38 billion yuan"),
        True,
    )
    assert first.change.said == Both("增长6.3%", "up 6.3%") and first.on_year
    assert [rank.said for rank in first.ranks] == [Both("全市乡镇第1位", "1st of the towns in the city")]
    assert first.aim.said == Both("增长4.5%—5%", "up 4.5%–5%")
    assert (second.change.said, second.falls) == (Both("下降2.5%", "down 2.5%"), True)


def test_one_sentence_says_what_came_and_what_is_aimed_at(town):
    report, _, observed = of(town, "330483105-2030")
    said = lead.sentence(town, report, Both("柳溪镇", "Liuxi Town"), lead.cards(town, report, observed))
    assert said.zh.startswith(
        "2030年，柳溪镇地区生产总值预计133.8亿元，增长6.3%，全市乡镇第1位；规上工业总产值737亿元，下降2.5%；高标准农田3170亩。2031年的目标：地区生产总值增长4.5%—5%，"
    )
    assert said.en.startswith(
        "Liuxi Town in 2030: gross domestic product 13.38 billion yuan (expected), up 6.3%, 1st of the towns in the city; "
    )
    assert "Aims for 2031: gross domestic product up 4.5%–5%; " in said.en


def test_figures_of_the_whole_province_are_its_own(years):
    report, _, observed = of(years, "330000-2030")
    assert "全省" in report_text(years, report)
    codes = [card.indicator for card in lead.cards(years, report, observed)]
    assert codes[0] == "gdp"


def test_aims_stand_in_the_words_of_the_source(town):
    report, *_ = of(town, "330483105-2030")
    said = {p.name.zh: (p.tone.zh if p.tone else "", *p.aim.said) for p in promises.ahead(town, report).promises}
    assert said["服务事项"] == ("", "不少于5项", "at least 5")
    assert said["城镇新增就业"] == ("", "0.6万人以上", "at least 6,000")
    assert said["财政总收入"] == ("确保", "增长5%左右", "up about 5%")


def test_promises_of_the_year_before_stand_with_what_came_and_both_sentences(years):
    report, *_ = of(years, "330000-2031")
    (ledger, *_) = promises.kept(years, report)
    truth = county.truth("330000")[2031]
    assert (ledger.set_in, ledger.year, ledger.told) == (2030, 2031, True)
    (growth,) = (p for p in ledger.promises if p.name.zh.endswith("地区生产总值"))
    assert growth.state == ("met" if truth.growth >= truth.growth_aim else "missed")
    aimed, told = growth.said
    assert aimed.words == f"{truth.growth_aim}%" and aimed.key.startswith("330000-2030-")
    assert told.words == f"{truth.growth}%" and told.key.startswith("330000-2031-")
    assert sum(n for _, n in ledger.counts) == len(ledger.promises)


def test_deadlines_and_aims_of_another_place_stay_there(town):
    other = read(TOWN.replace("东田村", "西塘村"), origin("330483106", "石桥镇"), review_year=2030)
    both = opened(read(TOWN, origin(), review_year=2030), other)
    for report in both.reports:
        alone = [deed.pieces for _, promised in deeds.dated(both.of(report)) for deed in promised]
        words = "".join(piece.text for pieces in alone for piece in pieces)
        assert ("东田村" in words, "西塘村" in words) == (report == "330483105-2030", report != "330483105-2030")
        assert promises.kept(both, both.reports[report]) == []


def test_deeds_are_read_by_theme_with_place_and_day(town):
    _, own, _ = of(town, "330483105-2030")
    listed = deeds.themes(own, town.names)
    done = {"".join(p.text for p in deed.pieces): deed for theme in listed for deed in theme.done}
    promised = {"".join(p.text for p in deed.pieces): deed for theme in listed for deed in theme.promised}
    assert "改造提升高标准农田3170亩" in done
    road = next(deed for words, deed in promised.items() if "道路" in words)
    assert (road.due, road.places) == (Both("2031年一季度", "in the first quarter of 2031"), ("东田村",))
    assert [piece.text for piece in road.pieces if piece.place] == ["东田村"]
    assert ("东田村", 2) in deeds.busiest(listed)


def test_honours_stand_by_level_with_who_holds_them(town):
    _, own, _ = of(town, "330483105-2030")
    assert [(level, h.title, h.holders[0][0]) for level, some in deeds.honours(own, "柳溪镇") for h in some] == [
        ("provincial", "省级绿色学校", "石桥小学")
    ]


def test_what_is_contradicted_stands_with_its_sentence(town):
    _, own, _ = of(town, "330483105-2030")
    (doubt,) = doubts(town, own).contradictions
    assert doubt.sentence.before.endswith("同比下降") and doubt.sentence.words == "21.2%"
    assert "没有哪个整数" in doubt.said.zh and "128→101，得-21.09%" in doubt.said.zh
    assert "no whole number" in doubt.said.en


def test_charts_need_more_than_one_year(town, years):
    address = "#{}".format
    report, _, observed = of(town, "330483105-2030")
    assert drawn.over_time(town, report, address) == drawn.aims(town, report, address) == []
    assert drawn.wholes(town, report, observed, address) == []
    report, _, _ = of(years, "330000-2031")
    charts = drawn.over_time(years, report, address)
    assert charts and "地区生产总值每年增长多少？" in charts[0]
    assert all(f">{year}<" in charts[0] for year in county.YEARS[-4:])
    (kept,) = drawn.aims(years, report, address)
    assert "2031年的增长达到目标了吗？" in kept


def test_parts_of_a_whole_are_drawn_only_together():
    text = TOWN.replace(
        "规上工业总产值", "第一产业增加值6亿元，第二产业增加值90亿元，第三产业增加值38亿元。规上工业总产值"
    )
    book = opened(read(text, origin(), review_year=2030))
    report, _, observed = of(book, "330483105-2030")
    (chart,) = drawn.wholes(book, report, observed, "#{}".format)
    assert "67.2%" in chart
    missing = [row for row in observed if row["indicator"] != "tertiary_value_added"]
    assert drawn.wholes(book, report, missing, "#{}".format) == []


def test_a_name_that_has_no_english_is_marked(town):
    names = town.names
    assert names.indicator({"indicator_name": "地区生产总值", "indicator": "gdp"}).en == "Gross domestic product"
    assert names.indicator({"indicator_name": "嘉洲通号", "indicator": None}).en.endswith(" †")


def test_without_the_text_numbers_are_said_in_our_own_words(town):
    bare = Book(town.frames, {})
    row = next(r for r in bare.observations.values() if r["bound"] == "approx")
    assert bare.names.told(row) == Both("增长约5%", "up about 5%")
    fall = next(r for r in bare.observations.values() if r["value"] < 0)
    assert bare.names.change(fall) == Both("下降2.5%", "down 2.5%")
    assert bare.names.change({**fall, "value": fall["value"] * 0}) == Both("持平", "unchanged")


def report_text(book: Book, report) -> str:
    return book.sources[report["report"]]
