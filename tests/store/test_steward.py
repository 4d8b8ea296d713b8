"""A steward's verbs, on the command line: a row is corrected, rows in doubt are walked through, what was corrected is handed on."""

import json
import shutil
from pathlib import Path

import pytest

from tests.reports import origin, page
from tests.test_cli import zq
from zq_pipeline.store import raw, steward
from zq_pipeline.store.home import Home

CHECKOUT = Path(__file__).parents[2]
KEY = "990101001-2023"


@pytest.fixture
def home(tmp_path) -> Path:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "liuhe.txt").write_text(page(), encoding="utf-8")
    (tmp_path / "raw" / "liuhe.origin.toml").write_text(origin(), encoding="utf-8")
    shutil.copy(CHECKOUT / "raw" / "dataset.toml", tmp_path / "raw")
    return tmp_path


def at(words: str) -> int:
    return page().index(words)


def correct(home: Path, key: str, *more: str):
    return zq("correct", key, *more, "--why", "统计站更正", "--by", "王", "--date", "2024-03-01", "--home", home)


def observations(home: Path) -> dict[int, tuple[str, str]]:
    readings = steward.shelf(Home(home)).readings
    return {o.span.start: (str(o.value), o.certainty.value) for r in readings for o in r.observations}


def test_a_row_is_corrected_and_shown_before_and_after(home):
    start = at("7家")
    said = correct(home, f"{KEY}-{start}", "value=8", "bound=more_than")
    assert (said.returncode, said.stderr) == (0, "")
    before, after, where = said.stdout.splitlines()
    assert "value=7 " in before and "bound=exact" in before
    assert "value=8 " in after and "bound=more_than" in after and "certainty=confirmed" in after
    assert where.endswith("raw/liuhe.corrections.toml")
    assert observations(home)[start] == ("8", "confirmed")


def test_a_row_is_confirmed_rejected_or_added(home):
    text = page().replace("建成大棚12个", "建成大棚一打")
    (home / "raw" / "liuhe.txt").write_text(text, encoding="utf-8")
    missed = text.index("一打")
    assert correct(home, f"{KEY}-{at('7家')}").returncode == 0
    assert correct(home, f"{KEY}-{at('2300亩')}", "--not", "name").returncode == 0
    added = ("indicator_name=大棚", "measure=level", "value=12", "status=actual", "period=2023", "unit_name=个")
    assert correct(home, f"{KEY}-{missed}", *added, "quote=一打").returncode == 0
    found = observations(home)
    assert found[at("7家")] == ("7", "confirmed")
    assert at("2300亩") not in found
    assert found[missed] == ("12", "confirmed")


def test_what_can_not_be_corrected_is_told_and_nothing_is_written(home):
    for key, more, code in (
        (f"{KEY}-3", ["value=8"], "row-missing"),
        ("990101009-2023-3", ["value=8"], "row-missing"),
        (f"{KEY}-{at('7家')}", ["value=many"], "bad-correction"),
        (f"{KEY}-{at('7家')}", ["value"], "bad-correction"),
        (f"{KEY}-{at('7家')}", ["--not", "whatever"], "bad-correction"),
        (
            f"{KEY}-3",
            ["quote=不在", *["indicator_name=大棚", "measure=level", "value=1", "status=actual", "period=2023"]],
            "correction-misfit",
        ),
    ):
        said = correct(home, key, *more)
        assert (said.returncode, said.stdout) == (2, "")
        assert said.stderr.startswith(f"{code}: "), said.stderr
    assert not (home / "raw" / "liuhe.corrections.toml").exists()
    assert correct(home, f"{KEY}-{at('7家')}").returncode == 0
    said = correct(home, f"{KEY}-{at('7家')}", "value=8")
    assert said.stderr.startswith("bad-correction: raw/liuhe.corrections.toml: corrections 1 and 2 are both"), (
        said.stderr
    )


def test_rows_in_doubt_are_walked_through(home, monkeypatch):
    first, second, third = at("120.5亿元"), at("640人"), at("150个")
    reading = steward.shelf(Home(home)).readings[0]
    places = [steward.Place(home / "raw" / "liuhe.txt", reading, start) for start in (first, second, third)]
    monkeypatch.setattr(steward, "doubtful", lambda home, likely: iter(places))
    answers = iter(["x", "k", "c", "value=641", "更正", "q"])
    told: list[str] = []
    count = steward.review(Home(home), lambda question: next(answers), told.append, "王", "2024-03-01", likely=False)
    assert count == 2
    assert any("【120.5亿元】" in line for line in told)
    assert any(line.startswith("candidates  indicator_name: ") for line in told), (
        "what other rows of the sentence are called"
    )
    found = observations(home)
    assert found[first] == ("12050000000", "confirmed")
    assert found[second] == ("641", "confirmed")
    assert found[third][1] != "confirmed"


def test_only_rows_in_doubt_are_asked_for_and_a_decision_is_not_asked_again(home):
    """Whatever the reader is not sure of: the walk ends when all was kept."""
    rows = list(steward.doubtful(Home(home), likely=True))
    assert {place.row.certainty.value for place in rows} <= {"doubtful", "likely"}
    said = zq("review", "--likely", "--by", "王", "--home", home, input="k\n" * len(rows))
    assert said.returncode == 0
    assert list(steward.doubtful(Home(home), likely=True)) == []
    assert "Nothing was decided." in zq("review", "--likely", "--home", home).stdout


def test_corrected_rows_are_handed_on_as_annotated_passages(home, tmp_path):
    assert correct(home, f"{KEY}-{at('近9000亩') + 1}", "period=2022").returncode == 0
    assert correct(home, f"{KEY}-{at('2300亩')}", "--not", "name").returncode == 0
    said = zq("corrections", "export", "--out", tmp_path / "out", "--home", home)
    assert (said.returncode, said.stderr) == (0, "")
    listed = json.loads((tmp_path / "out" / "reports.json").read_text(encoding="utf-8"))
    assert listed[KEY]["review_year"] == 2023
    (low, high) = sorted(listed[KEY]["ranges"])
    assert low == [at("2300亩"), at("2300亩") + 5]
    (gold,) = map(json.loads, (tmp_path / "out" / f"{KEY}.gold.jsonl").read_text(encoding="utf-8").splitlines())
    text = (tmp_path / "out" / f"{KEY}.txt").read_bytes().decode()
    assert text[gold["start"] : gold["end"]] == gold["number"] == "9000"
    assert high[0] <= gold["start"] < gold["end"] <= high[1]
    assert (gold["value"], gold["unit"], gold["period"], gold["bound"]) == (9000, "亩", "2022", "less_than")
    assert raw.paths(home / "raw") == [home / "raw" / "liuhe.txt"]
