"""A text that was cut, wherever, gives no number that the whole text does not give."""

import pytest

from zq_pipeline.reading.records import Origin
from zq_pipeline.reading.report import numbers, read
from zq_pipeline.text.decoding import decode

TAILS = (
    "茶业增长91.8%", "产值12345.6亿元", "游客1亿3千多万人次", "茶园百分之三十六点九", "用工三千五百多万人", "债券91万亿元", "竹林5×10⁴亩", "覆盖率提高3.5个百分点",
    "居全省第12位", "采石4 9 2 5 0 万吨",
)  # fmt: skip


@pytest.mark.parametrize("tail", TAILS)
def test_no_cut_makes_another_number(tail: str) -> None:
    head = "柳溪镇2030年工作总结\n2030年，建成桥梁3座。"
    text = f"{head}{tail}。"
    whole = {(o.value, o.value_high) for o in numbers(text, Origin(file="a.txt"), review_year=2030).observations}
    for end in range(len(head), len(text)):
        cut = decode(text[:end].encode("gb18030"), "a.txt").text
        read = numbers(cut, Origin(file="a.txt"), review_year=2030)
        assert {(o.value, o.value_high) for o in read.observations} <= whole, cut[len(head) :]


@pytest.mark.parametrize(
    "piece",
    [
        "9" * 40_000,
        "(" * 200_000,
        "1 " * 50_000,
        "[1" * 20_000,
        "\n" * 600_000,
        "桥\u200b" * 50_000,
        " \u3000" * 50_000,
    ],
)
def test_what_goes_on_without_end_is_read_to_its_end(piece: str) -> None:
    text = f"柳溪镇2030年工作总结\n建成桥梁3座，产值{piece}元。\n建成书屋4座。"
    told = numbers(text, Origin(file="a.txt"), review_year=2030).observations
    assert (told[0].value, told[-1].value) == (3, 4)


@pytest.mark.parametrize("piece", ["1.1亿元、", "镇"])
def test_what_goes_on_without_end_is_checked_to_its_end(piece: str) -> None:
    text = f"柳溪镇2030年工作总结\n建成桥梁3座，产值9亿元、{piece * 20_000}\n建成书屋4座。"
    told = read(text, Origin(file="a.txt"), review_year=2030).observations
    assert (told[0].value, told[-1].value) == (3, 4)
