"""What the observation reader makes of sentences in the genre: the cases are text, one line for each number."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.cases import cases
from zq_pipeline.reading.document import scope
from zq_pipeline.reading.document.outline import outline
from zq_pipeline.reading.document.signs import Years
from zq_pipeline.reading.figures.observation import read
from zq_pipeline.reading.records import Observation, Reason, UnreadNumber
from zq_pipeline.reading.restoring import Way
from zq_pipeline.text.cleaning import cleaned
from zq_pipeline.text.folding import fold
from zq_pipeline.text.span import Span

REVIEW = 2030
FILES = ("numeral", "quantity", "indicator", "name", "change", "rank", "sharing", "period", "status", "bound", "unread")
CASES = [(f"{name}: {title}", text, want) for name in FILES for title, text, want in cases(f"{name}.md")]


def rows(text: str, review: int = REVIEW) -> list[Observation | UnreadNumber]:
    folded = fold(text)
    years = Years(review, review + 1)
    observations, unread = read(
        folded, scope.read(folded, *outline(text, folded, Span(0, 0), Span(0, len(text))), years), years
    )
    return sorted((*observations, *unread), key=lambda row: row.span)


def read_clean(text: str) -> list[Observation | UnreadNumber]:
    """The rows of ``text`` as the pipeline reads it: without what is no text, and told in its offsets."""
    clean = cleaned(text)
    back = Way(clean.start, clean.end)
    left_out = [UnreadNumber(span, None, Reason(why)) for span, why in clean.left_out]
    return sorted((*back.of(rows(clean.text)), *left_out), key=lambda row: row.span)


def shown(text: str, row: Observation | UnreadNumber) -> str:
    number = row.span.cut(text).replace("\n", "⏎")
    if isinstance(row, UnreadNumber):
        return f"{number} | unread: {row.reason.value}"
    value = f"{row.value}" if row.value_high is None else f"{row.value} to {row.value_high}"
    parts = [number, row.indicator, row.measure.value, f"{value} {row.unit}".strip()]
    parts += [row.bound.value] if row.bound.value != "exact" else []
    parts += [row.status.value] if row.status.value != "actual" else []
    parts += [row.period] if row.period != str(REVIEW) else []
    parts += [f"base {row.base_period}"] if row.base_period else []
    parts += [f"among {row.rank_scope}"] if row.rank_scope else []
    return " | ".join(parts)


@pytest.mark.parametrize(("text", "want"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_case(text: str, want: str) -> None:
    assert ([shown(text, row) for row in read_clean(text)] or ["no row"]) == want.split("\n")


def test_the_end_of_the_century_is_a_year_to_come() -> None:
    text = "本世纪末茶园达到九万亩。"
    assert [shown(text, row) for row in rows(text, 1986)] == ["九万亩 | 茶园 | level | 90000 亩 | target | 2000"]


SNIPPETS = (
    "完成", "产值", "增长", "5", "12.5", "亿元", "%", "、", "，", "。", "分别", "三", "百分之", "个", "第", "名", "“", "”", "从", "提高到",
    "2030年", "以上", "超", "1-2", "万", "A", "(", ")", "：", "\n", "每", "居全国", "翻两番", " ", "/", "十", "年", "多", "比上年", "倍",
)  # fmt: skip


@given(st.lists(st.sampled_from(SNIPPETS), max_size=40).map("".join))
def test_no_number_is_read_twice_and_every_row_lies_in_its_statement(text: str) -> None:
    found = rows(text)
    for one, two in pairwise(found):
        assert one.span.end <= two.span.start
    starts = {row.statement for row in found}
    statements = outline(text, fold(text), Span(0, 0), Span(0, len(text))).statements
    assert starts <= {s.span.start for s in statements}
    assert all(row.span.start < row.span.end for row in found)


@given(st.lists(st.sampled_from(SNIPPETS), max_size=40).map("".join))
def test_every_digit_of_a_statement_stands_in_a_row(text: str) -> None:
    held = [row.span for row in rows(text)]
    for statement in outline(text, fold(text), Span(0, 0), Span(0, len(text))).statements:
        for run in re.finditer(r"\d+", text[statement.span.start : statement.span.end]):
            at = statement.span.start + run.start()
            assert any(span.start <= at < span.end for span in held), (text, run[0])


@given(st.lists(st.sampled_from(SNIPPETS), max_size=30).map("".join))
def test_full_width_punctuation_and_digits_change_nothing(text: str) -> None:
    wide = text.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789%()"})
    assert [(r.span, r.__class__) for r in rows(text)] == [(r.span, r.__class__) for r in rows(wide)]


NASTY = (
    "1",
    "一",
    "百",
    "1,",
    "、",
    "亿",
    "(",
    "“",
    "分别",
    "百分之",
    "5%、",
    "新增5个",
    "从5%到",
    "第",
    "2030年",
    "增长",
    "1/",
    "的",
)


@pytest.mark.parametrize("repeated", NASTY)
def test_nasty_repetitions_are_read_to_their_end(repeated: str) -> None:
    text = repeated * 4000
    found = rows(text)
    assert all(one.span.end <= two.span.start for one, two in pairwise(found))


SPARSE = ("1", "一", ",", "、", "亿", "万", "(", "“", "分别", "其中", "同比增长", "第")


@pytest.mark.parametrize("repeated", SPARSE)
def test_a_million_characters_without_a_full_stop_are_read_to_their_end(repeated: str) -> None:
    text = f"产值9亿元{repeated * (1_000_000 // len(repeated))}"
    held = rows(text)
    digits = [m.span() for m in re.finditer(r"\d+", text)]
    assert all(sum(row.span.start <= one and two <= row.span.end for row in held) == 1 for one, two in digits)


DENSE = ("1、", "新增5个", "产值3亿元,")


@pytest.mark.parametrize("repeated", DENSE)
def test_much_text_of_nothing_but_numbers_is_read_to_its_end(repeated: str) -> None:
    text = repeated * (400_000 // len(repeated.encode()))
    held = [row.span for row in rows(text)]
    assert all(one.end <= two.start for one, two in pairwise(held))
    # Each repetition has one number, so as many rows as repetitions, in order, hold each of them once.
    digits = [m.start() for m in re.finditer(r"\d+", text)]
    assert len(held) == len(digits)
    assert all(span.start <= at < span.end for span, at in zip(held, digits, strict=True))


@pytest.mark.parametrize("text", ["产\t值3\t亿元。", "获评\t3申报试点。", "\t1-2家,\t5G站3座。"])
def test_no_indicator_has_blanks_around_it(text: str) -> None:
    names = [row.indicator for row in rows(text) if isinstance(row, Observation)]
    assert names == [name.strip() for name in names if name.strip()]
