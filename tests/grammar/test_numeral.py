"""Numerals: exact, and the same number however it is written."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zq_pipeline.grammar.exclusion import excluded
from zq_pipeline.grammar.numeral import SCALE, arabic, chinese, plain
from zq_pipeline.grammar.quantity import quantities

DIGITS = "零一二三四五六七八九"


def written(number: int) -> str:
    """``number`` in Chinese, as it is spoken."""
    if number == 0:
        return "零"
    for power, word in ((10**8, "亿"), (10**4, "万")):
        if number >= power:
            high, low = divmod(number, power)
            gap = "零" if low and low < power // 10 else ""
            return written(high) + word + gap + (written(low) if low else "")
    for power, word in ((1000, "千"), (100, "百"), (10, "十")):
        if number >= power:
            high, low = divmod(number, power)
            gap = "零" if low and low < power // 10 else ""
            return DIGITS[high] + word + gap + (written(low) if low else "")
    return DIGITS[number]


@given(st.integers(1, 10**12 - 1))
def test_a_number_spoken_is_read_back(number: int) -> None:
    assert chinese(written(number)) == number


@given(st.integers(0, 10**9), st.integers(0, 999999))
def test_decimals_spoken_digit_by_digit(whole: int, part: int) -> None:
    tail = "".join(DIGITS[int(d)] for d in str(part))
    assert chinese(f"{written(whole)}点{tail}") == Decimal(f"{whole}.{part}")


@given(st.decimals(0, 10**9, places=4), st.sampled_from(("", "万", "亿", "万亿", "千")))
def test_separators_and_multipliers_are_exact(number: Decimal, multiplier: str) -> None:
    scale = {"": 1, "千": 10**3, "万": 10**4, "亿": 10**8, "万亿": 10**12}[multiplier]
    assert arabic(f"{number:,}", multiplier) == number * scale
    assert "E" not in str(plain(number * scale))


@given(st.text("一二三十百千万亿零点两〇", max_size=24))
def test_anything_made_of_numerals_is_a_number_or_none(text: str) -> None:
    assert chinese(text) is None or chinese(text) >= 0


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("廿", 20),
        ("一百二十", 120),
        ("两万五", 20005),
        ("三千〇六", 3006),
        ("一九五五", 1955),
        ("四万万", None),
    ],
)
def test_odd_numerals(text: str, value: int | None) -> None:
    assert value is None or chinese(text) == value


@given(st.integers(1, 9999), st.sampled_from(("亿元", "万人", "个", "公里", "%")))
def test_a_quantity_stands_where_its_span_says(number: int, unit: str) -> None:
    text = f"完成{number}{unit}，"
    (found,) = quantities(text)
    assert text[found.start : found.stop] == f"{number}{unit}"


@given(st.integers(1, 99), st.integers(1, 9999), st.sampled_from(("多", "余")))
def test_a_little_more_than_some_millions_above_hundreds_of_millions(high: int, low: int, more: str) -> None:
    gap = "零" if low < 1000 else ""
    (found,) = quantities(f"采石{written(high)}亿{gap}{written(low)}{more}万吨。")
    assert (found.value, found.bound) == (high * 10**8 + low * 10**4, "more_than")


@given(st.integers(1, 999), st.integers(1, 9), st.sampled_from(("千", "百")))
def test_a_number_told_in_two_steps(high: int, low: int, power: str) -> None:
    (found,) = quantities(f"茶园{high}万{low}{power}亩。")
    assert found.value == high * 10**4 + low * {"千": 1000, "百": 100}[power]


@given(st.integers(1, 10**6), st.integers(0, 12))
def test_a_power_of_ten_in_print(number: int, power: int) -> None:
    raised = str(power).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    (found,) = quantities(f"茶园{number}×10{raised}亩。")
    assert found.value == number * 10**power


@given(
    st.text("0123456789", min_size=1, max_size=40),
    st.text("0123456789", max_size=40),
    st.sampled_from(("", "万", "万亿", "百亿亿")),
)
def test_a_number_is_exact_or_unread(whole: str, part: str, scale: str) -> None:
    text = f"完成产值{whole}{'.' if part else ''}{part}{scale}元。"
    for found in quantities(text):
        if excluded(text, found):
            continue
        assert text[found.start : found.stop].endswith("元")
        assert found.value == Fraction(f"{whole}.{part}0") * int(SCALE[scale])
        digits, exponent = found.value.as_tuple()[1:]
        assert len(str(int("".join(map(str, digits)))).rstrip("0")) <= 15 and exponent >= -10


@pytest.mark.parametrize("text", ["单位:亿元", "××万元", "****亿元", "□□亿元", "约合元", "若干亿元", "共亿元"])
def test_a_unit_alone_is_no_number(text: str) -> None:
    assert [q for q in quantities(text) if excluded(text, q) is None] == []


@pytest.mark.parametrize("numeral", ["九" * 60, "9" * 40_000, "一亿" * 20_000, "三点" + "一四" * 30])
def test_a_numeral_without_end_is_none(numeral: str) -> None:
    text = f"产值{numeral}元。"
    assert [q for q in quantities(text) if excluded(text, q) is None] == []
