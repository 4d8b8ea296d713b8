"""What a number is about: the place, which of four amounts it is, and how much in the standard unit."""

import pytest

from zq_pipeline.reading.facts.series import When, points
from zq_pipeline.reading.records import Observation, Origin
from zq_pipeline.reading.report import read


def told(text: str, place: str = "330483105") -> list[Observation]:
    return list(read(f"一、2031年工作总结\n{text}", Origin("a.txt", place_code=place), review_year=2031).observations)


@pytest.mark.parametrize(
    ("text", "place", "subject"),
    [
        ("地区生产总值52亿元。", "330483105", ""),
        ("全镇地区生产总值52亿元。", "330483105", ""),
        ("全市地区生产总值1200亿元。", "330483", ""),
        ("全省地区生产总值增长5%。", "330000", ""),
        ("全国粮食产量7亿吨。", "000000", ""),
        ("杭州市地区生产总值增长5%。", "330100", ""),
    ],
)
def test_place(text: str, place: str, subject: str) -> None:
    (o,) = told(text)
    assert (o.place_code, o.subject) == (place, subject)


@pytest.mark.parametrize(
    ("code", "kept"), [("330483105000", "330483105"), ("330483000", "330483"), ("330483105201", "330483105201")]
)
def test_codes_of_one_place_are_one(code: str, kept: str) -> None:
    reading = read("一、2031年工作总结\n地区生产总值52亿元。", Origin("a.txt", place_code=code), review_year=2031)
    assert (reading.origin.place_code, reading.key, reading.observations[0].place_code) == (kept, f"{kept}-2031", kept)


def test_the_state_council_reports_on_the_nation() -> None:
    (o,) = told("国内生产总值增长5%。", "000000")
    assert (o.place_code, o.indicator_code) == ("000000", "gdp")


@pytest.mark.parametrize(
    ("text", "stages"),
    [
        ("新增规上工业企业6家，累计58家。", ["added", "cumulative"]),
        ("规上工业企业达到58家。", ["stock"]),
        ("常住人口城镇化率62%。", ["stock"]),
        ("五年来，粮食产量年均增长3%。", ["yearly_average"]),
        ("地区生产总值52亿元，增长6%。", [None, None]),
        ("PM2.5年均浓度24微克/立方米。", [None]),
    ],
)
def test_stage(text: str, stages: list[str | None]) -> None:
    assert [o.stage and o.stage.value for o in told(text)] == stages


def test_what_is_new_has_a_code_of_its_own() -> None:
    assert [o.indicator_code for o in told("新增规上工业企业6家，规上工业企业达到58家。")] == [
        "industrial_firms_new",
        "industrial_firms",
    ]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("粮食产量24亿斤。", "1200000", "t"),
        ("粮食产量120万吨。", "1200000", "t"),
        ("进出口总额3亿美元。", None, ""),
        ("进出口总额3亿元。", "300000000", "CNY"),
        ("高标准农田2万公顷。", "300000", "mu"),
        ("建成区面积3万亩。", "20", "km2"),
        ("建成区面积1万亩。", None, ""),
        ("亮点工程3个。", None, ""),
    ],
)
def test_standard_unit(text: str, value: str | None, unit: str) -> None:
    o = told(text)[0]
    assert (None if o.value_std is None else f"{o.value_std:f}", o.unit_std) == (value, unit)


def test_one_number_of_two_indicators_is_one_observation() -> None:
    (o,) = told("固定资产投资、社会消费品零售总额均增长4%。")
    assert (o.indicator_code, o.indicators_also) == ("fixed_investment", ("retail_sales",))


def test_the_start_of_a_change_is_no_end_of_a_period() -> None:
    text = "一、2031年工作总结\n五年来，常住人口城镇化率从2026年的58%提高到62%。"
    reading = read(text, Origin("a.txt", place_code="330483"), review_year=2031)
    assert [(point.period, point.when) for point in points(reading)] == [("2026", When.BASE), ("2031", When.END)]
