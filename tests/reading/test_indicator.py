"""Names lead to the right code or to none."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zq_pipeline.lexicon.indicators import INDICATORS
from zq_pipeline.reading.figures.indicator import Identified, canonical, identify, unit_code

CASES = Path(__file__).parents[1] / "cases" / "indicator_code.md"


def cases() -> list[list[str]]:
    rows = (
        line.strip().strip("|").split("|")
        for line in CASES.read_text(encoding="utf-8").splitlines()
        if line.startswith("|")
    )
    cells = [[cell.strip() for cell in row] for row in rows]
    return [row for row in cells if row[0] != "name" and not row[0].startswith("---")]


@pytest.mark.parametrize("case", cases(), ids=lambda case: "-".join(case[:3]))
def test_cases(case: list[str]) -> None:
    name, unit, measure, code, subject, breakdown = case
    expected = None if code == "none" else Identified(code, subject, breakdown)
    assert identify(name, unit, measure) == expected


def test_every_listed_name_leads_to_its_own_indicator() -> None:
    wrong = [
        (name, indicator.code)
        for indicator in INDICATORS
        for name in (indicator.zh, *indicator.aliases)
        if identify(name) != Identified(indicator.code, "", "")
    ]
    assert wrong == []


@given(st.text(alphabet="全市县新增占比和、企业产量的工业增加值GDP养老床位“”（）1", max_size=24))
def test_any_name_is_read_without_an_error_and_canonical_is_stable(name: str) -> None:
    once = canonical(name)
    assert canonical(once) == once
    found = identify(name, "元", "level")
    assert found is None or found.code in {indicator.code for indicator in INDICATORS}


@pytest.mark.parametrize(
    ("unit", "code"),
    [
        ("微克/立方米", "ug/m3"),
        ("分/千瓦时", "fen/kW.h"),
        ("元/吨", "CNY/t"),
        ("平方", "m2"),
        ("%", "%"),
        ("方", ""),
        ("方/年", ""),
        ("", ""),
        ("/", ""),
        ("元/斛", ""),
    ],
)
def test_unit_codes(unit: str, code: str) -> None:
    assert unit_code(unit) == code


@pytest.mark.parametrize(
    ("name", "unit", "code"),
    [
        ("经营主体", "户", "market_entities_new"),
        ("养老床位", "张", "elderly_beds_new"),
        ("停车位", "个", "parking_new"),
        ("绿色矿山", "座", None),
    ],
)
def test_what_came_new_is_not_what_there_is(name: str, unit: str, code: str | None) -> None:
    found = identify(name, unit, "level", added=True)
    assert (found.code if found else None) == code
    assert identify(name, unit, "level") != found
