"""When an outcome meets an aim."""

from decimal import Decimal

import pytest

from zq_pipeline.reading.facts.matching import Told
from zq_pipeline.reading.facts.outcome import comparable, distance, state
from zq_pipeline.reading.figures.about import standard
from zq_pipeline.reading.figures.figure import Figure, figures, name_key
from zq_pipeline.reading.records import Bound, Measure, Observation, State, Status
from zq_pipeline.text.span import Span

MET, MISSED, UNDECIDED = State.MET, State.MISSED, State.UNDECIDED
RATE = Measure.CHANGE_RATE


def _number(
    value: str,
    measure: Measure = Measure.LEVEL,
    bound: Bound = Bound.EXACT,
    high: str = "",
    code: str = "",
    unit: tuple[str, str] = ("个", "item"),
    name: str = "水库容量",
) -> Figure:
    o = Observation(
        Span(0, 1), 0, name, measure, Decimal(value), unit[0], bound, Status.ACTUAL, "2032",
        value_high=Decimal(high) if high else None, indicator_code=code, unit_code=unit[1],
    )  # fmt: skip
    std, unit_std = standard(o, code)
    return next(figures("。", [o]))._replace(std=std if std is not None else o.value, unit_std=unit_std or unit[1])


PERCENT = ("%", "%")


@pytest.mark.parametrize(
    ("aim", "outcome", "came"),
    [
        (_number("12"), _number("12"), MET),
        (_number("12"), _number("11"), MISSED),
        (_number("12", bound=Bound.MORE_THAN), _number("12"), MISSED),
        (_number("12", bound=Bound.MORE_THAN), _number("12", bound=Bound.MORE_THAN), MET),
        (_number("12", bound=Bound.AT_MOST), _number("12"), MET),
        (_number("12", bound=Bound.AT_MOST), _number("13"), MISSED),
        (_number("6", RATE, Bound.APPROX), _number("5.6", RATE), MET),
        (_number("6", RATE, Bound.APPROX), _number("5.4", RATE), MISSED),
        (_number("-3", RATE), _number("-3.4", RATE), MET),
        (_number("-3", RATE), _number("-2.9", RATE), MISSED),
        (_number("-3", RATE, Bound.AT_LEAST), _number("-3.4", RATE), MET),
        (_number("-3", RATE, Bound.AT_LEAST), _number("-2", RATE), MISSED),
        (_number("-3", RATE, Bound.AT_MOST), _number("-2", RATE), MET),
        (_number("5", Measure.RANK), _number("3", Measure.RANK), MET),
        (_number("5", Measure.RANK), _number("7", Measure.RANK), MISSED),
        (_number("10", high="20"), _number("10"), MET),
        (_number("10", high="20"), _number("9"), MISSED),
        (_number("5.5", code="unemployment_surveyed", unit=PERCENT), _number("5.1", unit=PERCENT), MET),
        (_number("5.5", code="unemployment_surveyed", unit=PERCENT), _number("5.8", unit=PERCENT), MISSED),
        (_number("3", RATE, Bound.AT_MOST, code="consumer_price"), _number("1.5", RATE), MET),
        (_number("3", RATE, Bound.APPROX, code="consumer_price"), _number("1.5", RATE), MET),
        (_number("3", RATE, Bound.APPROX, code="consumer_price"), _number("4.1", RATE), MISSED),
        (_number("38", code="farmland"), _number("38.2"), MET),
        (_number("38", code="farmland"), _number("37"), MISSED),
        (_number("40", unit=PERCENT), _number("45", unit=PERCENT), UNDECIDED),
        (_number("40", bound=Bound.AT_LEAST, unit=PERCENT), _number("45", unit=PERCENT), MET),
    ],
)  # fmt: skip
def test_what_came_of_an_aim(aim: Figure, outcome: Figure, came: State) -> None:
    assert state(aim, outcome) is came


def test_units_of_one_indicator_meet_and_currencies_do_not() -> None:
    aim = _number("1200000", code="grain_output", unit=("吨", "t"), name="粮食产量")
    told = _number("2500000000", code="grain_output", unit=("斤", "jin"), name="粮食产量")
    both = comparable(aim, told)
    assert both is not None
    assert (state(*both), distance(*both)) == (MET, Decimal(-50000))
    dollars = _number("9", code="foreign_trade", unit=("美元", "USD"))._replace(std=None, unit_std="")
    assert comparable(_number("60", code="foreign_trade", unit=("元", "CNY")), dollars) is None


@pytest.mark.parametrize("name", ["中央财政", "国债资金", "项目"])
def test_a_common_name_tells_of_nothing(name: str) -> None:
    assert Told([_number("5", name=name)], frozenset()).match(_number("6", name=name)) is None


def test_one_code_for_another_is_no_outcome_though_the_names_share_a_key() -> None:
    aim = _number("6", code="high_tech_firms", name="高新技术企业")
    assert Told([_number("5", code="high_tech_firms_new", name="新增高新技术企业")], frozenset()).match(aim) is None


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
