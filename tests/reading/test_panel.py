"""Twelve years of three invented places: each actual, aim and outcome of the panel is what the reports say."""

from decimal import Decimal

import pytest

from tests import county
from zq_pipeline.reading.facts.choice import Why
from zq_pipeline.reading.facts.panel import Row, Stated, view
from zq_pipeline.reading.facts.series import together
from zq_pipeline.reading.records import Measure, Origin, Reading, State, Tone
from zq_pipeline.reading.report import read

CODES = tuple(county.PLACES)
LEVEL, RATE = Measure.LEVEL, Measure.CHANGE_RATE


def readings(code: str) -> tuple[Reading, ...]:
    return together([read(text, origin, review_year=year) for text, origin, year in county.reports(code)])


@pytest.fixture(scope="module")
def rows() -> dict[tuple[str, str, Measure, int], Row]:
    found = view([reading for code in CODES for reading in readings(code)])
    return {(row.place, row.indicator, row.measure, row.year): row for row in found}


def _came(year: county.Year) -> dict[tuple[str, Measure], Decimal]:
    return {
        ("gdp", LEVEL): year.level * 10**8,
        ("gdp", RATE): year.growth,
        ("consumer_price", RATE): year.prices,
        ("unemployment_surveyed", LEVEL): year.jobless,
        ("urban_jobs_new", LEVEL): Decimal(year.jobs),
        ("grain_output", LEVEL): year.grain * 10**4,
        ("income_per_head", RATE): year.income,
    }


@pytest.mark.parametrize("code", CODES)
def test_each_actual_is_the_number_told_of_the_year(code: str, rows: dict[tuple[str, str, Measure, int], Row]) -> None:
    for year in county.YEARS:
        for (indicator, measure), value in _came(county.truth(code)[year]).items():
            row = rows[code, indicator, measure, year]
            assert (row.actual, row.actual_stated) == (value, Stated.NUMBER), (year, indicator)


def _aims(year: county.Year) -> dict[tuple[str, Measure], tuple[Decimal, bool]]:
    """What is aimed at, and whether it came."""
    return {
        ("gdp", RATE): (year.growth_aim, year.growth >= year.growth_aim),
        ("consumer_price", RATE): (year.prices_aim, year.prices <= year.prices_aim),
        ("unemployment_surveyed", LEVEL): (year.jobless_aim, year.jobless <= year.jobless_aim),
        ("urban_jobs_new", LEVEL): (Decimal(year.jobs_aim), year.jobs >= year.jobs_aim),
        ("grain_output", LEVEL): (year.grain_aim * 10**4, year.grain >= year.grain_aim),
    }


@pytest.mark.parametrize("code", CODES)
def test_each_aim_is_followed_to_what_came(code: str, rows: dict[tuple[str, str, Measure, int], Row]) -> None:
    for year in range(county.YEARS.start + 1, county.YEARS.stop):
        for (indicator, measure), (aim, came) in _aims(county.truth(code)[year]).items():
            row = rows[code, indicator, measure, year]
            if (indicator, year) == ("gdp", county.NO_GROWTH_TARGET):
                assert (row.target_stated, row.state) == (Stated.NOT_STATED, None)
                continue
            said = row.target_low if row.target_low is not None else row.target_high
            assert (said, row.target_stated) == (aim, Stated.NUMBER), (year, indicator)
            near = row.tone is Tone.ABOUT and abs((row.actual or aim) - aim) <= Decimal("0.5")
            assert row.state is (State.MET if came or near else State.MISSED), (year, indicator, row)


@pytest.mark.parametrize("code", CODES)
def test_an_aim_in_words_is_a_row_that_nobody_can_reckon(
    code: str, rows: dict[tuple[str, str, Measure, int], Row]
) -> None:
    for year in range(county.YEARS.start + 1, county.YEARS.stop):
        row = rows[code, "income_per_head", RATE, year]
        assert row.target_stated is Stated.WORDS
        assert "经济" in row.words
        assert row.state is State.UNDECIDED


@pytest.mark.parametrize("code", CODES)
def test_silence_a_missing_report_and_a_baseline(code: str, rows: dict[tuple[str, str, Measure, int], Row]) -> None:
    first, last = county.YEARS.start, county.YEARS.stop
    assert rows[code, "gdp", RATE, first].target_stated is Stated.NO_REPORT
    assert rows[code, "gdp", RATE, last].actual_stated is Stated.NO_REPORT
    assert rows[code, "gdp", RATE, last].state is State.OPEN
    assert rows[code, "pm25", LEVEL, first].actual_stated is Stated.NOT_STATED
    assert rows[code, "gdp", RATE, first + 1].baseline == county.truth(code)[first].growth


def _panel(*texts: str) -> dict[tuple[str, Measure, int], Row]:
    said = [
        read(text, Origin(f"a{at}.txt", place_code="330483"), review_year=2031 + at) for at, text in enumerate(texts)
    ]
    return {(row.indicator, row.measure, row.year): row for row in view(together(said))}


def test_a_mark_passed_is_no_rival_of_the_level_reached() -> None:
    row = _panel("一、2031年工作总结\n地区生产总值突破600亿元台阶，达到612.5亿元。")["gdp", LEVEL, 2031]
    assert (row.actual, row.why, row.rivals) == (Decimal(61_250_000_000), Why.NOT_A_BOUND, 1)


def test_what_something_brought_about_is_not_the_whole() -> None:
    text = "一、2031年工作总结\n展会带动全市进出口20亿元、增长3%。全市进出口总额达到310亿元、增长8%。"
    found = _panel(text)
    assert found["foreign_trade", LEVEL, 2031].actual == Decimal(31_000_000_000)
    assert found["foreign_trade", RATE, 2031].actual == Decimal(8)


def test_a_later_report_revises() -> None:
    first = "一、2031年工作总结\n地区生产总值增长6.1%。"
    second = "一、2032年工作总结\n地区生产总值由2031年的500亿元增加到530亿元。2031年地区生产总值增长6.4%。"
    row = _panel(first, second)["gdp", RATE, 2031]
    assert (row.actual, row.why, row.rivals) == (Decimal("6.4"), Why.LATER_REPORT, 1)


def test_composed_names_give_two_rows() -> None:
    found = _panel("一、2031年工作总结\n固定资产投资、社会消费品零售总额均增长4%。")
    assert {found[code, RATE, 2031].actual for code in ("fixed_investment", "retail_sales")} == {Decimal(4)}


def test_a_name_without_a_number_is_mentioned() -> None:
    found = _panel("一、2031年工作总结\n常住人口城镇化率稳步提高。")
    assert found["urbanisation_rate", LEVEL, 2031].actual_stated is Stated.MENTIONED


def test_no_outcome_comes_from_a_plan() -> None:
    first = "一、2031年工作总结\n粮食产量40万吨。\n二、2032年工作思路\n粮食产量42万吨以上。"
    second = "一、2032年工作总结\n城乡面貌改善。\n二、2033年工作思路\n粮食产量43万吨以上。"
    row = _panel(first, second)["grain_output", LEVEL, 2032]
    assert (row.actual, row.state) == (None, State.SILENT)


def test_an_aim_of_five_years_that_is_set_anew_is_changed() -> None:
    first = "一、2031年工作总结\n粮食产量40万吨。\n二、2032年工作思路\n到2035年，常住人口城镇化率达到70%。"
    second = "一、2032年工作总结\n粮食产量41万吨。\n二、2033年工作思路\n到2035年，常住人口城镇化率达到68%。"
    said = together(
        [
            read(text, Origin(f"a{at}.txt", place_code="330483"), review_year=2031 + at)
            for at, text in enumerate((first, second))
        ]
    )
    assert [(t.state, t.told_by) for t in said[0].targets] == [(State.CHANGED, said[1].key)]
    assert [t.state for t in said[1].targets] == [State.OPEN]
