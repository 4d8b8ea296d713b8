"""The documentation does what it says: each block of code runs, and prints what stands below it."""

import re
from pathlib import Path

import pytest

from tests.portal.sample import small_release
from zq_pipeline.reading.explanation import explain
from zq_pipeline.reading.records import Origin
from zq_pipeline.reading.report import read

DOCS = Path(__file__).parents[1] / "docs"
EXAMPLE = re.compile(r"```python\n(.*?)```\n(?:\n```text\n(.*?)```\n)?", re.DOTALL)
RUN = ("load.md",)


@pytest.mark.parametrize("name", RUN)
def test_every_example_prints_what_stands_below_it(name, tmp_path, monkeypatch, capsys):
    release = small_release()
    (tmp_path / "liuxi.zip").write_bytes(next(content for path, content in release.items() if path.endswith(".zip")))
    monkeypatch.chdir(tmp_path)
    found = EXAMPLE.findall((DOCS / name).read_text(encoding="utf-8"))
    assert len(found) >= 4
    known: dict[str, object] = {}
    for code, expected in found:
        exec(compile(code, name, "exec"), known)
        assert capsys.readouterr().out == expected, code


def test_the_number_that_is_followed_is_read_as_the_page_says():
    page = (DOCS / "reading.md").read_text(encoding="utf-8")
    text, told = re.findall(r"```\n(.*?)```", page, re.DOTALL)[:2]
    reading = read(text, Origin(file="liuxi.txt"))
    said = [line.rstrip() for line in explain(reading, 36).splitlines()]
    assert said == told.splitlines()
