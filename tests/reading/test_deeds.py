"""Actions, targets, source notes and themes, read from cases."""

import pytest

from tests.reading.cases import cases
from zq_pipeline.reading import theme
from zq_pipeline.reading.records import Origin, Reading
from zq_pipeline.reading.report import read


def _read(text: str) -> Reading:
    return read(text, Origin(file="case.txt"), review_year=2031)


def _lines(lines: list[str]) -> str:
    return "\n".join(lines) or "nothing"


@pytest.mark.parametrize(("title", "text", "expected"), cases("action.md"))
def test_action_case(title: str, text: str, expected: str) -> None:
    lines = []
    for a in _read(text).actions:
        count = f" #{a.observation.cut(text)}" if a.observation else ""
        lines.append(f"{a.aspect} {a.verb or '-'} {a.object} {a.result or '-'} {a.due or '-'}{count}")
    assert _lines(lines) == expected, title


@pytest.mark.parametrize(("title", "text", "expected"), cases("source_note.md"))
def test_source_note_case(title: str, text: str, expected: str) -> None:
    notes = _read(text).source_notes
    assert _lines([f"{n.kind} {n.span.cut(text)} → {n.meant or '-'} {n.sure}" for n in notes]) == expected, title


@pytest.mark.parametrize(("title", "text", "expected"), cases("target.md"))
def test_target_case(title: str, text: str, expected: str) -> None:
    lines = []
    for t in _read(text).targets:
        baseline = f"from {t.baseline.cut(text)}" if t.baseline else "-"
        distance = "-" if t.distance is None else f"{t.distance:f}"
        lines.append(f"{t.observation.cut(text)} {baseline} {t.direction} {distance}")
    assert _lines(lines) == expected, title


@pytest.mark.parametrize(("title", "text", "expected"), cases("theme.md"))
def test_theme_case(title: str, text: str, expected: str) -> None:
    assert (theme.of_words(text) or "nothing") == expected, title
