"""Several invented reports side by side: outcomes of targets, series, restated numbers, and the ledger of coverage."""

from dataclasses import replace
from pathlib import Path

import pytest

from zq_pipeline.reading.checks.coverage import coverage, held
from zq_pipeline.reading.facts.series import together, view
from zq_pipeline.reading.records import NoteKind, Observation, Origin, Reading, State, Status
from zq_pipeline.reading.report import read
from zq_pipeline.text.span import Span

TEXTS = Path(__file__).parent.parent / "texts"


def _read(name: str, code: str) -> Reading:
    return read((TEXTS / name).read_text(encoding="utf-8"), Origin(name, place_code=code, place_name=name[:-9]))


@pytest.fixture(scope="module")
def shelf() -> tuple[Reading, ...]:
    return together(
        (
            _read("liuhu-2031.txt", "990101002"),
            _read("liuhu-2032.txt", "990101002"),
            _read("songyuan-2031.txt", "990101003"),
        )
    )


def _observation(reading: Reading, span: Span) -> Observation:
    return next(o for o in reading.observations if o.span == span)


def test_years_are_found_in_both_layouts(shelf: tuple[Reading, ...]) -> None:
    assert [(r.review_year, r.plan_year) for r in shelf] == [(2031, 2032), (2032, 2033), (2031, 2032)]


def test_outcomes_come_from_the_next_report(shelf: tuple[Reading, ...]) -> None:
    first, second, _ = shelf
    told = {}
    for target in first.targets:
        aim = target.span.cut(first.source)
        told[aim] = (target.outcome.cut(second.source) if target.outcome else "", target.state.value, target.distance)
    assert {aim: (outcome, state, f"{distance:f}") for aim, (outcome, state, distance) in told.items()} == {
        "6%": ("6.1%", "met", "-0.1"),
        "12个": ("11个", "missed", "1"),
        "3个": ("3个", "met", "0"),
        "100%": ("100%", "met", "0"),
        "900人": ("915人", "met", "-15"),
    }
    assert {t.told_by for t in first.targets} == {second.key}


def test_without_a_next_report_targets_are_open(shelf: tuple[Reading, ...]) -> None:
    _, second, third = shelf
    assert {t.state for t in (*second.targets, *third.targets)} == {State.OPEN}
    assert all(t.outcome is None for t in (*second.targets, *third.targets))


def test_baselines_stand_in_the_review_of_the_same_report(shelf: tuple[Reading, ...]) -> None:
    for reading in shelf:
        for target in reading.targets:
            if target.baseline:
                baseline = _observation(reading, target.baseline)
                assert baseline.status is not Status.TARGET
                assert baseline.period.startswith(str(reading.review_year))
                assert target.baseline.start < target.span.start


def test_series_lines_up_by_place_and_period_and_tells_revisions(shelf: tuple[Reading, ...]) -> None:
    points = [p for p in view(shelf) if p.indicator == "gdp" and p.measure.value == "level"]
    assert [(p.place, p.period, f"{p.value:f}", p.revised) for p in points] == [
        ("990101002", "2031", "5210000000", False),
        ("990101002", "2031", "5240000000", True),
        ("990101002", "2032", "5560000000", False),
        ("990101003", "2031", "3870000000", False),
    ]
    assert view(reversed(shelf)) == view(shelf)


def test_a_restated_number_is_noted_where_it_is_restated(shelf: tuple[Reading, ...]) -> None:
    notes = [
        (r.key, n.span.cut(r.source), n.evidence, n.sure.value)
        for r in shelf
        for n in r.source_notes
        if n.kind is NoteKind.RESTATED
    ]
    assert notes == [(shelf[1].key, "52.4亿元", f"{shelf[0].key}: 52.1亿元", "medium")]


def test_a_report_without_a_place_is_tied_to_none() -> None:
    alone = [_read("liuhu-2031.txt", "990101002"), _read("liuhu-2032.txt", "990101002")]
    bare = [replace(r, origin=replace(r.origin, place_code="", place_name="")) for r in alone]
    assert {t.state for t in together(bare)[0].targets} == {State.OPEN}


def test_the_slips_planted_in_the_first_report_are_found(shelf: tuple[Reading, ...]) -> None:
    first = shelf[0]
    told = [(n.kind.value, n.span.cut(first.source), n.meant) for n in first.source_notes]
    assert told == [
        ("rate_holds", "90%", ""),
        ("doubled_word", "累计完成固定资产投资累计完成", "累计完成固定资产投资"),
        ("enumerator", "四是", "三是"),
        ("homophone", "一起", "一期"),
        ("growth_impossible", "20.4%", ""),
        ("target_reached", "100%", ""),
        ("homophone", "柳湖块办", "柳湖快办"),
    ]


def test_every_row_is_cut_from_the_source_and_stands_in_its_statement(shelf: tuple[Reading, ...]) -> None:
    for reading in shelf:
        spans = {s.span.start: s.span for s in reading.statements}
        for row in (*reading.actions, *(n for n in reading.source_notes if n.statement is not None)):
            assert spans[row.statement].start <= row.span.start < row.span.end <= spans[row.statement].end
        for action in reading.actions:
            assert action.object in action.span.cut(reading.source)
            assert action.verb or action.result


def test_coverage_counts_each_character_once(shelf: tuple[Reading, ...]) -> None:
    for reading in shelf:
        ledger = coverage(reading)
        assert len(ledger.statements) == len(reading.statements)
        assert sum(s.statements for s in ledger.sections) == len(reading.statements)
        assert all(0 <= c.characters <= c.length for c in ledger.statements)
        assert all(bool(c.rows) == (c.characters > 0) for c in ledger.statements)
        assert 0 < ledger.character_share <= 1
        bare = {statement.span for share in ledger.sections for statement in share.bare}
        assert bare == {c.statement.span for c in ledger.statements if not c.rows}


def test_held_takes_no_character_twice() -> None:
    assert held([]) == 0
    assert held([Span(0, 10), Span(2, 4), Span(10, 11), Span(20, 21)]) == 12
