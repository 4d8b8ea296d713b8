"""Actions, targets, source notes and themes, read from cases."""

import pytest

from tests.reading.cases import cases
from zq_pipeline.reading.document import theme
from zq_pipeline.reading.records import Origin, Reading, TargetKind
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


def test_of_a_list_the_first_that_has_a_name_is_what_an_action_is_about() -> None:
    text = "二、2032年工作思路\n改造柳湖路、清溪北路东延一期、沙塘大道等道路，实施骨干水网、柳湖水库扩建等工程，建设清溪北路驿站。"
    reading = _read(text)
    names = {e.span: e.name for e in reading.entities}
    assert [names.get(a.about) for a in reading.actions if a.about] == ["柳湖路", "柳湖水库扩建", "清溪北路驿站"]


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
        code = f" {t.indicator_code}" if t.kind is TargetKind.WORDS else ""
        lines.append(f"{t.span.cut(text)} {baseline} {t.tone} {t.period} {distance}{code}")
    assert _lines(lines) == expected, title


@pytest.mark.parametrize(("title", "text", "expected"), cases("theme.md"))
def test_theme_case(title: str, text: str, expected: str) -> None:
    assert (theme.of_words(text) or "nothing") == expected, title
