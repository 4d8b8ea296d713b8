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
    outside = replace(READING.observations[0], span=Span(0, 3))
    rows = failing("row_in_statement", tables(replace(READING, observations=(outside,))))
    assert [row["quote"] for row in rows] == ["柳溪镇"]


def test_a_key_that_leads_nowhere_is_found():
    frames = dict(tables())
    frames["unit"] = frames["unit"].iloc[:0]
    assert {row["column"] for row in failing("key_leads_somewhere", frames)} >= {"unit"}
