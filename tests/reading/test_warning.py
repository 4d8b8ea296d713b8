"""What to be wary of in a report."""

import pytest

from tests.reading.cases import cases
from zq_pipeline.reading.document.warning import SENTENCES
from zq_pipeline.reading.records import Origin, WarningCode
from zq_pipeline.reading.report import numbers

REVIEW = "一、2030年工作回顾\n" + "".join(f"第{n}村栽树{n}万株。" for n in "一二三四五六七八九")
PLAN = "二、2031年工作安排\n新建泵站2座。新建泵站3座。新建泵站4座。\n"


def codes(text, **origin):
    return [warning.code.value for warning in numbers(text, Origin("a.txt", **origin)).warnings]


@pytest.mark.parametrize("case", cases("warning.md"), ids=lambda case: case[0])
def test_warnings(case):
    _, text, expected = case
    assert "\n".join(codes(text)) == expected.replace("none", "")


def test_rows_of_one_status_are_suspicious_only_where_they_are_many():
    trees = "".join(f"栽树{n}万株。" for n in range(11, 41))
    assert codes(f"一、2030年工作回顾\n{trees}\n{PLAN}") == ["one_status"]
    assert codes(f"一、2030年工作回顾\n{trees[:60]}\n{PLAN}") == []
    assert codes(f"一、2030年工作回顾\n{trees}\n{PLAN}新建泵站5座。") == []


def test_a_year_that_was_given_holds_and_what_speaks_against_it_is_told():
    reading = numbers(f"{REVIEW}\n{PLAN}", Origin("a.txt", review_year=2028))
    assert reading.review_year == 2028
    assert reading.year_evidence == "given: 2028; review heading: 2030; plan heading: 2030"
    assert "year_disputed" in [warning.code for warning in reading.warnings]
    assert "2028 was taken" in reading.warnings[0].sentence
    assert codes(f"{REVIEW}\n{PLAN}", review_year=2030) == []
    assert codes(f"{REVIEW}\n{PLAN}", published="2036-05-01", review_year=2030) == []


def test_the_day_of_publication_counts_where_the_text_says_little():
    text = "各位代表：\n一、三年来的工作\n" + REVIEW.partition("\n")[2]
    reading = numbers(text, Origin("a.txt", published="1978-02-26"))
    assert (reading.review_year, reading.year_evidence) == (1977, "published: 1977")


def test_a_year_that_no_report_is_on_is_no_sign():
    reading = numbers(f"3031-01-12\n{REVIEW}\n{PLAN}", Origin("a.txt", published="0031-01-12"))
    assert reading.year_evidence == "review heading: 2030; plan heading: 2030"


def test_each_warning_has_a_sentence():
    assert list(SENTENCES) == list(WarningCode)
