"""What each rule earns is counted right: on planted rules, and on the reader itself."""

import json
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests import generate
from tests.reading.cases import CASES
from tests.tools import rules

PLANTED = """
from functools import cache
from typing import NamedTuple

class Named(NamedTuple):
    weight: int
    rule: object

def doubled(text): return text * 2 if "b" in text else text
def halves(text): yield from text.split("b")
def never(text) -> str: return ""
def long(text) -> bool | None: return False if len(text) > 2 else None

RULES = (doubled, never)
LENGTH_RULES = (long,)
WEIGHED_RULES = (Named(3, halves), ("twice", doubled))

@cache
def read(text):
    for rule in RULES:
        text = rule(text) or text
    if any(rule(text) is False for rule in LENGTH_RULES):
        text += "!"
    return [text, *(part for _, rule in WEIGHED_RULES for part in rule(text))]
"""


@pytest.fixture
def planted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A package with four entries of three rules."""
    (tmp_path / "planted_reader").mkdir()
    (tmp_path / "planted_reader" / "__init__.py").write_text("")
    (tmp_path / "planted_reader" / "room.py").write_text(PLANTED)
    monkeypatch.syspath_prepend(tmp_path)
    yield rules.House(["planted_reader"])
    for name in ("planted_reader", "planted_reader.room"):
        sys.modules.pop(name, None)


def test_rules_are_found_in_every_list_by_name(planted: rules.House) -> None:
    assert list(planted.rules) == ["room.doubled", "room.never", "room.long", "room.halves"]


def test_a_rule_is_switched_off_wherever_it_stands_and_comes_back(planted: rules.House) -> None:
    from planted_reader import room

    before = room.read("abc")
    with planted.without(room.doubled):
        assert room.read("abc") == ["abc!", "a", "c!"]
    assert room.read("abc") == before == ["abcabc!", "a", "ca", "c!", *"abcabc!abcabc!"]


def test_what_a_rule_gives_is_counted(planted: rules.House) -> None:
    from planted_reader import room

    tally: Counter[rules.Rule] = Counter()
    with planted.counted(tally):
        room.read("abc")
        room.read("xy")
    assert {rule.__name__: count for rule, count in tally.items() if count} == {"doubled": 2, "long": 1, "halves": 4}


def test_the_cases_are_those_of_the_files_and_can_be_run() -> None:
    written = sum(path.read_text(encoding="utf-8").count("\n```\n```\n") for path in CASES.glob("*.md"))
    known = rules.cases()
    assert sum(case.run.func.__name__ != "test_cases" for case in known) == written
    assert len(known) > written, "the rows of the table of names"
    passing = {case.run.func for case in known if not rules.fails(case)}
    assert passing == {case.run.func for case in known}, "some cases of each kind pass"


def test_a_rule_that_reads_earns_and_one_that_does_nothing_is_weak(tmp_path: Path) -> None:
    for seed in (1, 2):
        (tmp_path / f"town_{seed}.txt").write_text(generate.report(seed, 2)["text"], encoding="utf-8")
    about = {
        f"town_{seed}": {"title": "", "review_year": 2020, "annotated": annotated}
        for seed, annotated in ((1, True), (2, True), (3, False))
    }
    (tmp_path / "reports.json").write_text(json.dumps(about), encoding="utf-8")
    house = rules.House()
    house.rules["idle"] = lambda *_: None
    assert [text.name for text in rules.texts(tmp_path, ["town_2"])] == ["town_1"]
    measured = rules.Measurement(house, rules.texts(tmp_path), [])
    firing = sorted(house.rules, key=lambda name: -sum(t[house.rules[name]] for t in measured.fired[rules.report.read]))
    earned = [measured.earned(name) for name in (*firing[:12], "idle")]
    assert max(each.rows for each in earned) > 0
    assert all(each.texts <= 2 and each.texts <= each.rows for each in earned)
    assert earned[-1][1:] == (0, 0, 0, ())
    *lines, last = rules.table(earned, every_case=False)
    assert "weak" in next(line for line in lines if line.startswith("idle"))
    assert last.endswith("in fewer than 2 texts")


def test_a_folder_without_reports_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setattr(sys, "argv", ["rules", str(tmp_path)])
    assert rules.main() == 2
    assert "docs/annotation.md" in capsys.readouterr().err
