"""Each check across the tables finds what it is for, planted in a good sample."""

from dataclasses import replace

import pytest

from tests.package.sample import READING, SOURCE, tables
from zq_pipeline.reading.records import Reason, UnreadNumber
from zq_pipeline.tables.checks import CHECKS
from zq_pipeline.text.span import Span

BY_NAME = {check.name: check for check in CHECKS}


def failing(name, frames, source=SOURCE):
    return list(BY_NAME[name].failing(frames, {READING.key: source}))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_good_sample_passes(check):
    assert list(check.failing(tables(), {READING.key: SOURCE})) == []


def test_a_quote_that_stands_elsewhere_is_found():
    moved = SOURCE.replace("133.8", "133.9")
    assert any(row["quote"] == "133.8亿元" for row in failing("quote_is_cut", tables(), moved))


def test_a_number_in_no_row_or_in_two_is_found():
    lost = replace(READING, observations=READING.observations[1:])
    assert [row["why"] for row in failing("number_once", tables(lost))] == ["stands in no row"] * 2
    twice = replace(
        READING,
        unread_numbers=(*READING.unread_numbers, UnreadNumber(READING.observations[0].span, None, Reason.VAGUE)),
    )
    assert "stands in two rows" in {row["why"] for row in failing("number_once", tables(twice))}


def test_a_row_outside_its_statement_is_found():
    outside = READING.observations[0]._replace(span=Span(0, 3))
    rows = failing("row_in_statement", tables(replace(READING, observations=(outside,))))
    assert [row["quote"] for row in rows] == ["柳溪镇"]


def test_a_key_that_leads_nowhere_is_found():
    frames = dict(tables())
    frames["unit"] = frames["unit"].iloc[:0]
    assert {row["column"] for row in failing("key_leads_somewhere", frames)} >= {"unit"}


def observed(**changes):
    """Frames whose first observation says something else."""
    frames = dict(tables())
    frames["observation"] = frames["observation"].copy()
    for column, value in changes.items():
        frames["observation"].loc[0, column] = value
    return frames


@pytest.mark.parametrize(
    ("name", "source", "changes"),
    [
        ("no_footnote_read", "“两手抓”[3]见效", {"start": 6, "end": 7}),
        ("no_footnote_read", "车位²见效", {"start": 2, "end": 3}),
        ("no_furniture_read", "2031/2/12 15:20:47", {"start": 0, "end": 18}),
        ("no_furniture_read", "添加2031/2", {"start": 2, "end": 8}),
        ("unit_has_numeral", "单位:亿元", {"start": 3, "end": 5, "unit": "元", "bound": "exact"}),
        (
            "concentration_unit",
            "浓度11市",
            {"start": 2, "end": 5, "unit": "市", "indicator": "浓度", "measure": "level"},
        ),
        ("yearly_average_span", "年均增长5%", {"start": 4, "end": 6, "measure": "change_rate", "period": "2031"}),
    ],
)
def test_what_no_row_may_say_is_found(name, source, changes):
    frames = observed(**changes)
    frames["observation"] = frames["observation"].iloc[:1]
    assert len(failing(name, frames, source)) == 1


@pytest.mark.parametrize(
    ("name", "source", "changes"),
    [
        ("no_footnote_read", "新修[3座]", {"start": 3, "end": 5}),
        ("no_furniture_read", "产值6800.5", {"start": 2, "end": 8}),
        ("unit_has_numeral", "突破亿元", {"start": 2, "end": 4, "unit": "元", "bound": "more_than"}),
        ("unit_has_numeral", "投资达亿元", {"start": 3, "end": 5, "unit": "元", "bound": "exact"}),
        (
            "concentration_unit",
            "浓度11市",
            {"start": 2, "end": 5, "unit": "市", "indicator": "浓度", "measure": "rank"},
        ),
        ("yearly_average_span", "年均增长5%", {"start": 4, "end": 6, "measure": "change_rate", "period": "2027/2031"}),
        ("yearly_average_span", "年均浓度下降5%", {"start": 6, "end": 8, "measure": "change_rate", "period": "2031"}),
    ],
)
def test_what_a_row_may_say_is_let_through(name, source, changes):
    frames = observed(**changes)
    frames["observation"] = frames["observation"].iloc[:1]
    assert failing(name, frames, source) == []
