"""What is left out of a source, and how offsets find their way back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zq_pipeline.text.cleaning import cleaned
from zq_pipeline.text.folding import fold

PIECES = (
    "产值", "5", "1 234", "4 9 2", "亿元", "万", "\n", "\r\n", "\u200b", "\ufeff", "。", "[1]", "〔12〕", "²", "①", "”", "“", " ", "\u3000", "多", "公里", "%",
    "第3页", "- 4 -", "浏览次数：9", "2031/2/12 15:20:47", "，", "’", ".", "个",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=60)


@given(TEXTS)
def test_what_is_kept_is_the_source_in_order(source: str) -> None:
    clean = cleaned(source)
    assert clean.source == source
    assert clean.folded == fold(clean.text)
    assert [source[clean.start(at)] for at in range(len(clean.text))] == list(clean.text)
    starts = [clean.start(at) for at in range(len(clean.text))]
    assert starts == sorted(set(starts))


@given(TEXTS)
def test_offsets_go_there_and_back(source: str) -> None:
    clean = cleaned(source)
    for at in range(len(clean.text)):
        assert clean.into(clean.start(at)) == at
        assert clean.into(clean.end(at + 1)) == at + 1
        assert clean.start(at) < clean.end(at + 1) <= len(source)


@given(TEXTS)
def test_every_digit_is_kept_or_told(source: str) -> None:
    clean = cleaned(source)
    kept = {clean.start(at) for at in range(len(clean.text))}
    told = {at for span, _ in clean.left_out for at in range(*span)}
    digits = {m.start() for m in re.finditer(r"\d", source)}
    assert digits <= kept | told
    assert not kept & told


@given(TEXTS)
def test_nobody_sees_what_was_there(source: str) -> None:
    assert not re.search("[\u200b\u200e\u202a\ufeff]", cleaned(source).text)
    assert "\r\n" not in cleaned(source).text


@given(st.integers(0, 10**9), st.sampled_from(("亿元", "万吨", "个", "%")), st.sampled_from(("一字一空", "千位")))
def test_digits_set_apart_come_together(number: int, unit: str, how: str) -> None:
    digits = " ".join(str(number)) if how == "一字一空" else f"{number:,}".replace(",", " ")
    assert cleaned(f"完成{digits}{unit}。").text == f"完成{number}{unit}。"


@pytest.mark.parametrize(
    "text",
    [
        "完成3 45个。",
        "共12\n3个村通车。",
        "建成书屋12\n国民经济向好。",
        "建成书屋12\n个体工商户增加。",
        "2031年 12个村通车。",
        "PM2.5 125个点。",
        "政发〔3〕12号文件。",
        "产值3米²。",
        "办好：①开通渡线5条；②植树。",
        "1 2 3 4",
        "粮食产量 123 456 吨",
        "项目3.\n5个。",
    ],
)
def test_what_may_be_two_numbers_or_no_mark_stays(text: str) -> None:
    assert cleaned(text).text == text


@pytest.mark.parametrize("piece", ["9", "1 ", "[1", "(", "\n", "5\n", "\u200b桥", "第1页\n", "桥[1]", "1’"])
def test_a_long_text_is_cleaned_to_its_end(piece: str) -> None:
    text = f"产值9亿元。\n{piece * 200_000}终"
    clean = cleaned(text)
    assert clean.text.startswith("产值9亿元。") and clean.text.endswith("终")
