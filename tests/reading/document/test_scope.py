"""Whose time and which part holds at each statement: the cases are text, one line for each statement."""

import pytest

from tests.reading.cases import cases
from zq_pipeline.reading.document import scope
from zq_pipeline.reading.document.outline import outline
from zq_pipeline.reading.document.signs import years_of
from zq_pipeline.text.folding import fold
from zq_pipeline.text.lines import joined
from zq_pipeline.text.span import Span

_BEGINS = 4


@pytest.mark.parametrize(("title", "text", "want"), cases("scope.md"), ids=[case[0] for case in cases("scope.md")])
def test_case(title: str, text: str, want: str) -> None:
    folded = joined(fold(text))
    told = scope.read(folded, *outline(text, folded, Span(0, 0), Span(0, len(text))), years_of(folded, 2030, 2031))
    lines = []
    for statement in told.statements:
        here = told.scopes[statement.span.start]
        assert here.part is statement.part
        lines.append(f"{here.part.value} {here.time} {statement.span.cut(text)[:_BEGINS]}")
    assert "\n".join(lines) == want, title
