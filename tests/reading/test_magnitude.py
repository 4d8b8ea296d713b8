"""Figures that lie three orders from the report's own others."""

import pytest

from zq_pipeline.reading.figures.magnitude import slips
from zq_pipeline.reading.records import Origin
from zq_pipeline.reading.report import numbers


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("茶业产值12亿元。茶业产值力争达到13亿元。", []),
        ("茶业产值12亿元。茶业产值力争达到13万元。", ["12亿元", "13万元"]),
        ("茶业产值由11亿元增加到12亿元，茶业产值力争达到13万元。", ["13万元"]),
        ("茶业产值12亿元，增长0.001%。竹业产值9万元。", []),
        ("茶业产值12亿元。茶业产值折合1万美元。", []),
        ("茶业产值1000万元。茶业产值力争达到100亿元。", []),
        ("茶业产值1000万元。茶业产值力争达到101亿元。", ["1000万元", "101亿元"]),
        ("茶业产值零元。茶业产值力争达到101亿元。", []),
    ],
)
def test_what_lies_far_from_the_others_is_doubted(text: str, doubted: list[str]) -> None:
    reading = numbers(f"2030年，{text}", Origin(file="a.txt"), review_year=2030)
    assert [span.cut(reading.source) for span in slips(reading.observations)] == doubted
    assert list(slips(reversed(reading.observations))) == list(slips(reading.observations))
