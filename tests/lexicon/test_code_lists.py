"""The code lists are whole: every code once, every name with one meaning, every reference with an end."""

import re
from collections import Counter

from zq_pipeline.lexicon.indicators import INDICATORS
from zq_pipeline.lexicon.themes import THEMES
from zq_pipeline.lexicon.unit_codes import UNITS
from zq_pipeline.reading.figures.indicator import canonical


def repeated(things: list[str]) -> list[str]:
    return [thing for thing, count in Counter(things).items() if count > 1]


def test_codes_stand_once_and_are_snake_case() -> None:
    codes = [indicator.code for indicator in INDICATORS]
    assert repeated(codes) == []
    assert [code for code in codes if not re.fullmatch(r"[a-z][a-z0-9_]*", code)] == []
    assert repeated([theme.code for theme in THEMES]) == []
    assert repeated([unit.code for unit in UNITS]) == []


def test_no_name_has_two_indicators() -> None:
    names = [(canonical(name), i.code) for i in INDICATORS for name in (i.zh, *i.aliases)]
    assert repeated([name for name, _ in set(names)]) == []


def test_no_name_has_two_units() -> None:
    assert repeated([name for unit in UNITS for name in (unit.zh, *unit.aliases)]) == []


def test_indicators_are_complete() -> None:
    for indicator in INDICATORS:
        assert all((indicator.zh, indicator.en, indicator.definition_zh, indicator.definition_en)), indicator.code
        assert indicator.better in ("higher", "lower", "ceiling", "floor", "neither"), indicator.code
    assert {indicator.theme for indicator in INDICATORS} <= {theme.code for theme in THEMES}
    units = {unit.code for unit in UNITS}
    assert {part for i in INDICATORS if i.unit for part in i.unit.split("/")} <= units


def test_units_have_a_base_in_their_dimension() -> None:
    based = {unit.dimension for unit in UNITS if unit.ratio == 1}
    assert {unit.dimension for unit in UNITS} == based
    assert all(unit.ratio is None or unit.ratio > 0 for unit in UNITS)
    assert [unit.zh for unit in UNITS if unit.ratio is None and unit.dimension != "money"] == []
