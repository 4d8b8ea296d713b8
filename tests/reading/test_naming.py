"""What is proposed for a number, what of it is taken, and what is told of that."""

from decimal import Decimal
from itertools import pairwise

from zq_pipeline.grammar.quantity import quantities
from zq_pipeline.reading.explanation import explain
from zq_pipeline.reading.figures.cut import Clauses
from zq_pipeline.reading.figures.listing import listed
from zq_pipeline.reading.records import Origin
from zq_pipeline.reading.report import numbers, read
from zq_pipeline.text.span import Span

REPORT = "2030年，柳溪镇茶叶产值3亿元，户均增收900元，新建茶厂8家。"


def test_explain_tells_each_candidate_the_best_first() -> None:
    told = explain(read(REPORT, Origin(file="a.txt"), review_year=2030), REPORT.index("8家")).splitlines()
    named = [line.removeprefix("candidate: ") for line in told if line.startswith("candidate: ")]
    assert named[0] == "茶厂 (noun_before by noun_before)"
    assert "户均增收茶厂 (carried_with_head by head_of)" in named


def test_an_observation_carries_its_rule() -> None:
    found = numbers(REPORT, Origin(file="a.txt"), review_year=2030).observations
    assert [(o.value, o.rule) for o in found] == [
        (Decimal(300000000), "noun_before"),
        (Decimal(900), "each_gains"),
        (Decimal(8), "noun_before"),
    ]


def test_no_words_of_a_number_are_those_of_another() -> None:
    cuts = Clauses(REPORT, Span(0, len(REPORT)), [*quantities(REPORT)]).cuts
    for one, other in pairwise(cuts):
        assert one.low <= one.number.start < one.number.end <= other.low
        assert one.limit == other.number.start
        assert other.clause <= other.low


def test_a_list_is_as_long_as_its_joints() -> None:
    text = "产值、税收分别增长8%、9%，出口增长7%。"
    clauses = Clauses(text, Span(0, len(text)), [*quantities(text)])
    assert [listed(clauses, i) for i in range(len(clauses.cuts))] == [2, 1, 1]
