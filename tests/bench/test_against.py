"""The comparison runs to its end, with another tree beside this one and without."""

import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import generate
from tests.bench import against


@pytest.fixture(autouse=True)
def little(monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts that are read in a moment."""
    small = [generate.report(1, 1)["text"]]
    monkeypatch.setattr(against, "texts", lambda: {"warm": small, "a report of 1 kB": small})


def test_without_the_commit_this_tree_is_measured_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setattr(against, "git", lambda *_: 127)
    against.compare("a7bd7c4", 1)
    first, head, *lines = capsys.readouterr().out.splitlines()
    assert first.startswith("There is no commit a7bd7c4 here")
    assert head.split() == ["now", "growth"]
    assert [line[:24] for line in lines] == ["extract a report of 1 kB", "tables a report of 1 kB "]


def test_another_tree_is_measured_with_its_own_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    shutil.copytree(against.CHECKOUT / "zq_pipeline", tmp_path / "zq_pipeline")
    mark = "\nimport pathlib; pathlib.Path(__file__).with_name('was_read').touch()\n"
    with (tmp_path / "zq_pipeline" / "reading" / "report.py").open("a", encoding="utf-8") as file:
        file.write(mark)

    @contextmanager
    def commit(name: str):
        yield tmp_path

    monkeypatch.setattr(against, "commit", commit)
    against.compare("other", 2)
    assert (tmp_path / "zq_pipeline" / "reading" / "was_read").exists()
    assert capsys.readouterr().out.splitlines()[0].split() == ["other", "now", "faster", "growth"]


def test_the_texts_grow_as_they_say() -> None:
    for what, size, make in against.SHAPES:
        once, four = len(make(size).encode()), len(make(size * 4).encode())
        assert 3.5 < four / once < 4.5, what
        if "kB" in what:
            assert 0.8 < once / (size * 1000) < 1.3, what
    assert against.listed(2000).splitlines()[-1].count("、") == 1999
