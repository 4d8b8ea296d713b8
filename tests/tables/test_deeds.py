"""Rows of actions, targets, source notes and series, made from invented reports, and the checks that watch over them."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from zq_pipeline.reading.facts.series import together
from zq_pipeline.reading.records import NoteKind, Origin, Reading, State
from zq_pipeline.reading.report import read
from zq_pipeline.tables.catalogue import TABLES
from zq_pipeline.tables.checks import CHECKS
from zq_pipeline.tables.contract import violations
from zq_pipeline.tables.frames import frames

TEXTS = Path(__file__).parent.parent / "texts"
DEEDS = ("action", "target", "source_note", "series", "panel")


def _read(name: str) -> Reading:
    origin = Origin(f"raw/{name}", place_code="990101002", place_name="柳湖镇", publisher="柳湖镇", sha256="0" * 64)
    return read((TEXTS / name).read_text(encoding="utf-8"), origin)


@pytest.fixture(scope="module")
def shelf() -> tuple[Reading, ...]:
    return together((_read("liuhu-2031.txt"), _read("liuhu-2032.txt")))


def failing(name: str, shelf: tuple[Reading, ...]) -> list[dict[str, object]]:
    check = next(check for check in CHECKS if check.name == name)
    return list(check.failing(frames(shelf), {reading.key: reading.source for reading in shelf}))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_the_reports_pass_every_check(check: object, shelf: tuple[Reading, ...]) -> None:
    assert failing(check.name, shelf) == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", DEEDS)
def test_rows_keep_the_contract_and_are_not_empty(name: str, shelf: tuple[Reading, ...]) -> None:
    rows = frames(shelf)[name]
    assert len(rows) > 0
    assert list(violations(TABLES[name], rows)) == []


def test_an_outcome_leads_to_the_next_report(shelf: tuple[Reading, ...]) -> None:
    rows = frames(shelf)["target"].set_index("quote")
    told = frames(shelf)["observation"].set_index("observation")
    row = rows.loc["12个"]
    assert (told.loc[row["baseline"], "quote"], told.loc[row["outcome"], "quote"]) == ("9个", "11个")
    assert (row["state"], row["tone"], row["distance"]) == ("missed", "strive", Decimal(1))
    assert (row["low"], row["high"], row["kind"], row["told_by"]) == (
        Decimal(12),
        Decimal(12),
        "number",
        "990101002-2032",
    )
    assert told.loc[row["outcome"], "report"] == "990101002-2032"


def test_series_rows_are_observations(shelf: tuple[Reading, ...]) -> None:
    made = frames(shelf)
    merged = made["series"].merge(made["observation"], left_on="series", right_on="observation", suffixes=("", "_of"))
    assert len(merged) == len(made["series"])
    assert (merged["value"] == merged["value_std"].where(merged["value_std"].notna(), merged["value_of"])).all()
    assert set(made["series"].loc[made["series"]["revised"] == "yes", "period"]) == {"2031"}


def test_a_target_that_is_no_aim_is_found(shelf: tuple[Reading, ...]) -> None:
    first = shelf[0]
    moved = first.targets[0]._replace(statement=first.statements[0].span.start, observation=first.observations[0].span)
    rows = failing(
        "target_points_right", (replace(first, targets=(moved._replace(outcome=None, told_by="", state=State.OPEN),)),)
    )
    assert [row["why"] for row in rows] == ["is no aim"]


def test_a_baseline_in_the_plan_is_found(shelf: tuple[Reading, ...]) -> None:
    first = shelf[0]
    wrong = first.targets[0]._replace(baseline=first.targets[0].observation, outcome=None, told_by="", state=State.OPEN)
    rows = failing("target_points_right", (replace(first, targets=(wrong,)),))
    assert [row["why"] for row in rows] == ["the baseline is not of the review"]


def test_an_outcome_of_another_year_is_found(shelf: tuple[Reading, ...]) -> None:
    first, second = shelf
    wrong = first.targets[0]._replace(outcome=first.observations[0].span, told_by=first.key)
    rows = failing("target_points_right", (replace(first, targets=(wrong,)), second))
    assert [row["why"] for row in rows] == ["the outcome is not of a review of the year aimed at"]


def test_a_verdict_without_an_outcome_is_found(shelf: tuple[Reading, ...]) -> None:
    first = shelf[0]
    wrong = first.targets[0]._replace(outcome=None, told_by=first.key, state=State.MET)
    rows = failing("target_points_right", (replace(first, targets=(wrong,)),))
    assert [row["why"] for row in rows] == ["state and outcome disagree"]


@pytest.mark.parametrize("evidence", ["17/20=85.0%", "no sum"])
def test_a_rate_that_its_sum_does_not_give_is_found(evidence: str, shelf: tuple[Reading, ...]) -> None:
    first = shelf[0]
    notes = tuple(replace(n, evidence=evidence) if n.kind is NoteKind.RATE_HOLDS else n for n in first.source_notes)
    assert [row["quote"] for row in failing("rate_follows", (replace(first, source_notes=notes),))] == ["90%"]


def test_a_count_outside_its_action_is_found(shelf: tuple[Reading, ...]) -> None:
    first = shelf[0]
    wrong = first.actions[0]._replace(observation=first.observations[0].span)
    assert len(failing("count_in_action", (replace(first, actions=(wrong,)),))) == 1


def test_keys_are_unique_and_readable(shelf: tuple[Reading, ...]) -> None:
    made = frames(shelf)
    for name in DEEDS:
        keys = made[name][TABLES[name].key]
        assert keys.is_unique
        assert keys.map(lambda key: key.startswith("990101002-203")).all()
