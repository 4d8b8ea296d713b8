"""Charts: well-formed, in both languages, with every number in the table behind."""

import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest

from zq_pipeline.portal.charts import Aim, Bar, Number, Pair, Year, against, over_years, ranking, shares, spark
from zq_pipeline.portal.values import Both

RISK = Both("<b>甲&乙", '"a" & <b>')


def number(value: str, href: str = "") -> Number:
    return Number(Decimal(value), Both(f"{value}亿元", f"{value} yuan"), href)


def aim(low: str | None, high: str | None) -> Aim:
    ends = [Decimal(end) if end else None for end in (low, high)]
    return Aim(*ends, Both(f"{low}至{high}", f"{low} to {high}"), "#aim")


YEARS = [
    Year(2028, number("-3", "#a")),
    Year(2029, None, aim("5", None)),
    Year(2030, number("6.5", "#b"), aim("4.5", "5"), expected=True),
]
DRAWN = {
    "over_years": over_years(RISK, YEARS),
    "against": against(RISK, [Pair(RISK, aim(None, "3"), number("2"), RISK), Pair(RISK, aim("1", "2"), number("-2"), RISK)]),
    "shares": shares(RISK, [Bar(RISK, number("1")), Bar(RISK, number("3"))]),
    "ranking": ranking(RISK, [Bar(RISK, number("3", "a.html#b")), Bar(RISK, number("-1"))]),
}  # fmt: skip


@pytest.mark.parametrize("name", DRAWN)
def test_a_chart_is_well_formed_and_all_its_words_are_text(name):
    figure = ET.fromstring(DRAWN[name])
    assert figure.tag == "figure"
    assert not list(figure.iter("b"))
    picture = figure.find("svg")
    inside = [float(e.get(at, 0)) for e in picture.iter() for at in ("x", "cx", "x1", "x2") if e.get(at)]
    assert all(-1 <= x <= 361 for x in inside)
    assert picture.get("data-aria-label").split("|") == [RISK.zh, RISK.en]


def test_the_table_behind_has_every_number_and_its_address():
    table = ET.fromstring(DRAWN["over_years"]).find("details/table")
    rows = [["".join(cell.itertext()) for cell in row] for row in table.iter("tr")]
    assert rows[1:] == [
        ["2028", "-3亿元-3 yuan", ""],
        ["2029", "", "5至None5 to None"],
        ["2030", "6.5亿元6.5 yuan （预计）(expected)", "4.5至54.5 to 5"],
    ]
    assert [a.get("href") for a in table.iter("a")] == ["#a", "#aim", "#b", "#aim"]


def test_a_line_joins_only_years_that_follow_each_other():
    assert DRAWN["over_years"].count('class="way"') == 0
    assert over_years(RISK, [Year(y, number(str(y))) for y in (2028, 2029, 2031)]).count('class="way"') == 1


def test_more_is_higher_and_a_fall_lies_left_of_nothing():
    dots = [e for e in ET.fromstring(DRAWN["over_years"]).iter("circle") if e.get("class", "").startswith("came")][:2]
    assert float(dots[0].get("cy")) > float(dots[1].get("cy"))
    assert dots[1].get("class") == "came expected", "what is only expected is hollow"
    up, down = [e for e in ET.fromstring(DRAWN["ranking"]).iter("rect") if e.get("class", "").startswith("bar")]
    assert float(down.get("x")) + float(down.get("width")) == pytest.approx(float(up.get("x")), abs=0.2)


def test_a_spark_needs_two_points():
    assert spark(YEARS[:2]) == ""
    assert spark(YEARS).count("<polyline") == 1
