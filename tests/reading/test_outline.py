from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.cases import cases
from zq_pipeline.reading.document import header, scope, years
from zq_pipeline.reading.document.outline import outline
from zq_pipeline.text.folding import fold
from zq_pipeline.text.span import Span


def _ids(case: tuple[str, str, str]) -> str:
    return case[0]


@pytest.mark.parametrize("case", cases("outline.md"), ids=_ids)
def test_outline(case):
    _, text, expected = case
    folded = fold(text)
    parts = outline(text, folded, Span(0, 0), Span(0, len(text)))
    told = years.years(folded, header.Header({}, Span(0, 0), Span(0, len(text))), parts.sections)
    assert told is not None
    sections = scope.read(folded, *parts, scope.Years(told.review, told.plan)).sections
    assert "\n".join(f"{s.level} {s.part} {s.label} {s.heading}" for s in sections if s.level) == expected


@pytest.mark.parametrize("case", cases("header.md"), ids=_ids)
def test_header(case):
    _, text, expected = case
    head = header.read(text, fold(text))
    lines = [f"{name}={value}" for name, value in head.fields.items()]
    assert "\n".join([*lines, f"title={head.title.cut(text)}", f"body={head.body.cut(text)}"]) == expected


@pytest.mark.parametrize("case", cases("years.md"), ids=_ids)
def test_years(case):
    _, text, expected = case
    folded = fold(text)
    head = header.read(text, folded)
    sections, _ = outline(text, folded, head.title, head.body)
    found = years.years(folded, head, sections)
    assert found is not None
    doubts = [word for word in ("disputed", "vague") if getattr(found, word)]
    assert "\n".join([f"{found.review} {found.plan}", found.evidence, *doubts]) == expected


PIECES = [
    "\ufeff",
    "\u2028",
    "\x0c",
    "工作总结",
    "一、",
    "（二）",
    "一是",
    "1．",
    "——",
    "第一，",
    "工作回顾",
    "重点工作",
    "各位代表",
    "产值9亿元",
    "。",
    "；",
    "！",
    "“",
    "”",
    "(",
    "）",
    " ",
    "\n",
    "\r\n",
    "\u3000",
    "|",
    "好",
]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_every_character_is_in_one_heading_or_statement(text):
    sections, statements = outline(text, fold(text), Span(0, 0), Span(0, len(text)))
    spans = sorted([s.span for s in sections if s.level] + [s.span for s in statements])
    assert all(a.end <= b.start for a, b in pairwise(spans))
    held = {i for span in spans for i in range(*span)}
    assert {i for i, c in enumerate(fold(text)) if not c.isspace()} <= held
    keys = [s.span.start for s in sections]
    assert len(set(keys)) == len(keys)
    assert {s.section for s in statements} | {s.parent for s in sections if s.level > 1} <= set(keys)
    assert all(s.heading == s.heading.strip() for s in sections)


NASTY = ["9", "一、", "(一)", "“", "。", "一是", "“(", "索引号:", "——", "第", "|", "好 ", "发布日期:2", "一、好 "]


@pytest.mark.parametrize("piece", NASTY)
@pytest.mark.parametrize("before", ["", "各位代表：\n一、" + "好" * 100_000 + "。"])
def test_a_long_repetition_is_read_to_its_end(before, piece):
    """Nothing is timed: what is not linear in the length would not end."""
    text = before + piece * (200_000 // len(piece))
    folded = fold(text)
    head = header.read(text, folded)
    sections, statements = outline(text, folded, head.title, head.body)
    inside = sorted(part.span for part in (*sections, *statements) if part.span.start >= head.body.start)
    edges = [head.body.start, *(edge for span in inside for edge in span), head.body.end]
    assert edges == sorted(edges)
    assert not any(folded[end:start].strip() for end, start in zip(edges[::2], edges[1::2], strict=True))
