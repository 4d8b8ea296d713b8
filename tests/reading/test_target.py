"""When an outcome meets an aim."""

from decimal import Decimal

import pytest

from zq_pipeline.reading.figure import distance, name_key, reached
from zq_pipeline.reading.records import Bound, Measure, Observation, Status
from zq_pipeline.text.span import Span


def _number(
    value: str, measure: Measure = Measure.LEVEL, bound: Bound = Bound.EXACT, high: str = "", code: str = ""
) -> Observation:
    return Observation(
        Span(0, 1), 0, "水库容量", measure, Decimal(value), "个", bound, Status.ACTUAL, "2032",
        value_high=Decimal(high) if high else None, indicator_code=code,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("aim", "outcome", "met"),
    [
        (_number("12"), _number("12"), True),
        (_number("12"), _number("11"), False),
        (_number("12", bound=Bound.MORE_THAN), _number("12"), False),
        (_number("12", bound=Bound.MORE_THAN), _number("12", bound=Bound.MORE_THAN), True),
        (_number("12", bound=Bound.AT_MOST), _number("12"), True),
        (_number("12", bound=Bound.AT_MOST), _number("13"), False),
        (_number("6", Measure.CHANGE_RATE, Bound.APPROX), _number("5.6", Measure.CHANGE_RATE), True),
        (_number("6", Measure.CHANGE_RATE, Bound.APPROX), _number("5.4", Measure.CHANGE_RATE), False),
        (_number("-3", Measure.CHANGE_RATE), _number("-3.4", Measure.CHANGE_RATE), True),
        (_number("-3", Measure.CHANGE_RATE), _number("-2.9", Measure.CHANGE_RATE), False),
        (_number("5", Measure.RANK), _number("3", Measure.RANK), True),
        (_number("5", Measure.RANK), _number("7", Measure.RANK), False),
        (_number("10", high="20"), _number("10"), True),
        (_number("10", high="20"), _number("9"), False),
        (_number("5.5", code="unemployment_surveyed"), _number("5.1"), True),
    ],
)
def test_reached(aim: Observation, outcome: Observation, met: bool) -> None:
    assert reached(aim, outcome) is met


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("招引亿元以上项目", "签约亿元以上项目", True),
        ("养老驿站", "新建养老驿站", True),
        ("养老驿站", "旅游驿站", False),
        ("“两山”合作社数量", "两山合作社", True),
    ],
)
def test_names_of_one_thing_share_a_key(one: str, other: str, same: bool) -> None:
    assert (name_key(one) == name_key(other)) is same


@pytest.mark.parametrize(
    ("outcome", "ahead"),
    [("9", "1"), ("10", "0"), ("15", "0"), ("20", "0"), ("21", "-1")],
)
def test_distance_to_a_range(outcome: str, ahead: str) -> None:
    assert distance(_number("10", high="20"), _number(outcome)) == Decimal(ahead)
