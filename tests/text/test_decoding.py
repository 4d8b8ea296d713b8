import pytest
from hypothesis import given
from hypothesis import strategies as st

from zq_pipeline.errors import EmptyReport
from zq_pipeline.text.decoding import NotText, NulBytes, TooLarge, Undecodable, decode
from zq_pipeline.text.folding import fold

TEXT = "柳溪镇２０３０年完成产值9亿元，同比增长5%。\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_text_comes_back_as_it_was(encoding):
    assert decode(TEXT.encode(encoding), "a.txt") == (TEXT, encoding)


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (b"", EmptyReport, "a.txt"),
        (b"\xef\xbb\xbf \n", EmptyReport, "a.txt"),
        (b"%PDF-1.7 x", NotText, "a PDF"),
        (b"PK\x03\x04 x", NotText, "ZIP"),
        (b"\xd0\xcf\x11\xe0", NotText, "old Office"),
        (TEXT.encode("utf-16"), NotText, "UTF-16"),
        (b"abc\x00", NulBytes, "byte 3"),
        (b"abc\x07", Undecodable, "byte 3"),
        ("abc\x9f".encode(), Undecodable, "byte 3"),
        ("abc\uffff".encode(), Undecodable, "byte 3"),
        ("柳溪町の生産額は9億円、前年比5%増。".encode("shift_jis"), NotText, "Shift-JIS"),
        ("柳渓鎮、生産額9億円。".encode("shift_jis"), NotText, "Shift-JIS"),
        (b"9" * 101, TooLarge, "101"),
        (TEXT.encode("gb18030")[:9], Undecodable, "byte 8"),
        (TEXT.encode()[:-3] + b"\xff", Undecodable, f"byte {len(TEXT.encode()) - 5} breaks UTF-8"),
    ],
)
def test_what_is_no_text_is_refused(data, error, says):
    with pytest.raises(error, match=says):
        decode(data, "a.txt", limit=100)


@pytest.mark.parametrize("text", ["産值９億元，增長５％。", "产值9亿元", "稅收 3 億元"])
def test_chinese_in_gb18030_is_not_taken_for_japanese(text):
    assert decode(text.encode("gb18030"), "a.txt") == (text, "gb18030")


@given(st.text())
def test_folding_keeps_every_offset(text):
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_folding_has_one_spelling():
    assert fold("規上產值，５．２％（預計）：１２億；「好」") == "规上产值,5.2%(预计):12亿;“好”"


def test_whatever_ends_a_line_is_one_spelling_too():
    assert fold("甲\x0c乙\x85丙\u2028丁\u2029戊\ufeff己") == "甲\n乙\n丙\n丁\n戊 己"
