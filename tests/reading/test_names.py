"""Entities, mentions and honours, read from cases and checked on a whole report."""

import pytest

from tests.reading.cases import cases
from zq_pipeline.reading.document import scope
from zq_pipeline.reading.document.outline import outline
from zq_pipeline.reading.facts import entity, honour
from zq_pipeline.reading.records import Entity, Honour, Origin
from zq_pipeline.reading.report import read
from zq_pipeline.text.folding import fold
from zq_pipeline.text.span import Span


def _read(text: str) -> tuple[tuple[Entity, ...], tuple[Honour, ...]]:
    folded = fold(text)
    outlined = outline(text, folded, Span(0, 0), Span(0, len(text)))
    _, statements, scopes = scope.read(folded, *outlined, scope.Years(2031, 2032))
    drafts = honour.find(folded, statements)
    entities, mentions = entity.read(
        text, folded, statements, [draft.title.span for draft in drafts], "", honour.named(folded, drafts)
    )
    return entities, honour.read(text, folded, drafts, entities, mentions, scopes, Origin(file="case"))


@pytest.mark.parametrize(("title", "text", "expected"), cases("entity.md"))
def test_entity_case(title: str, text: str, expected: str) -> None:
    entities, _ = _read(text)
    lines = [f"{e.kind} {e.name}" + (f" [{'|'.join(e.aliases)}]" if e.aliases else "") for e in entities]
    assert ("\n".join(lines) or "nothing") == expected, title


@pytest.mark.parametrize(("title", "text", "expected"), cases("honour.md"))
def test_honour_case(title: str, text: str, expected: str) -> None:
    _, honours = _read(text)
    lines = []
    for h in honours:
        told = (("year", h.year), ("position", h.position), ("count", h.count))
        more = "".join(f" {name}={value}" for name, value in told if value)
        lines.append(f"{h.holder or '-'} {h.act} {h.level} {h.title}{more}")
    assert ("\n".join(lines) or "nothing") == expected, title


REPORT = """洲泉镇2031年工作总结和2032年工作思路
一、2031年工作总结
(一)稳增长。2031年，洲泉镇稳中有进。马鸣村、桐乡澄芯科技获评省级示范单位。荣获“2031年度嘉兴市先进集体”。举办马鸣蚕花节，与德清、杭州合作。德清青虾入选全国名特优新农产品名录。
二、2032年工作思路
(一)促融合。申报马鸣省级未来乡村项目。"""


@pytest.fixture(scope="module")
def reading():  # type: ignore[no-untyped-def]
    return read(
        REPORT, Origin(file="330483105-2031.txt", place_code="330483105", place_name="洲泉镇"), review_year=2031
    )


def test_places_have_codes(reading) -> None:  # type: ignore[no-untyped-def]
    codes = {e.name: e.place_code for e in reading.entities if e.place_code}
    assert codes["洲泉镇"] == "330483105"
    assert codes["马鸣村"] == "330483105201"
    assert (codes["德清"], codes["杭州"]) == ("330521", "330100")


def test_every_mention_leads_to_an_entity_and_its_words(reading) -> None:  # type: ignore[no-untyped-def]
    names = {e.span: {e.name, *e.aliases} for e in reading.entities}
    assert len(names) == len(reading.entities)
    for mention in reading.mentions:
        assert mention.span.cut(REPORT) in names[mention.entity]
    assert {m.span for m in reading.mentions} >= set(names)


def test_who_holds_an_honour(reading) -> None:  # type: ignore[no-untyped-def]
    names = {e.span: e.name for e in reading.entities}
    held = [(names.get(h.recipient), h.title, h.act.value, h.status.value) for h in reading.honours]
    assert ("马鸣村", "省级示范单位", "granted", "actual") in held
    assert ("洲泉镇", "2031年度嘉兴市先进集体", "granted", "actual") in held
    assert ("马鸣村", "省级未来乡村", "applied", "target") in held
    assert (None, "全国名特优新农产品名录", "selected", "actual") in held, "a county is not its shrimp"
