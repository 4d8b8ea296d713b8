"""The documentation does what it says: examples run and print what stands below them, links lead somewhere, and Chinese says what English says."""

import importlib.util
import re
import shlex
import tomllib
from pathlib import Path

import pytest
import tomli_w
from typer.main import get_command

from tests.portal.sample import small_release
from tests.test_cli import zq
from tests.tools.intervals import PAGES, with_intervals
from zq_pipeline.cli import app
from zq_pipeline.package.log import parse as read_log
from zq_pipeline.package.release import EXAMPLE as SETTINGS
from zq_pipeline.package.release import parse as read_settings
from zq_pipeline.reading.explanation import explain
from zq_pipeline.reading.records import Origin
from zq_pipeline.reading.report import read
from zq_pipeline.store.corrections import parse as read_corrections
from zq_pipeline.tables.catalogue import CATALOGUE

CHECKOUT = Path(__file__).parents[1]
DOCS = CHECKOUT / "docs"
ENGLISH = sorted(page.name for page in DOCS.glob("*.md"))
EVERY = [CHECKOUT / "README.md", *sorted(DOCS.rglob("*.md"))]
BLOCK = re.compile(r"^```([a-z{}]*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
EXAMPLE = re.compile(r"```python\n(.*?)```\n(?:\n```text\n(.*?)```\n)?", re.DOTALL)
COMMAND = re.compile(r"^\$ (?:\S*/)?zq-pipeline (.+)$", re.MULTILINE)
CHINESE = re.compile("[\u4e00-\u9fff]")


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(name: str, language: str) -> list[str]:
    return [code for kind, code in BLOCK.findall(text(DOCS / name)) if kind == language]


def named(page: Path) -> str:
    return page.relative_to(CHECKOUT).as_posix()


# Two languages


def test_each_page_is_there_in_chinese():
    assert sorted(page.name for page in (DOCS / "zh").iterdir()) == ENGLISH


@pytest.mark.parametrize("name", ENGLISH)
def test_both_languages_say_the_same(name):
    english, chinese = text(DOCS / name), text(DOCS / "zh" / name)
    if name != "index.md":
        assert BLOCK.findall(chinese) == BLOCK.findall(english)
    english, chinese = BLOCK.sub("", english), BLOCK.sub("", chinese)
    assert re.findall("^#+ ", chinese, re.MULTILINE) == re.findall("^#+ ", english, re.MULTILINE)
    assert len(re.findall(r"^\|", chinese, re.MULTILINE)) == len(re.findall(r"^\|", english, re.MULTILINE))
    assert len(re.findall(r"^\d\. |^- ", chinese, re.MULTILINE)) == len(
        re.findall(r"^\d\. |^- ", english, re.MULTILINE)
    )


@pytest.mark.parametrize("page", sorted((DOCS / "zh").glob("*.md")), ids=lambda page: page.name)
def test_what_is_in_chinese_is_translated(page):
    for paragraph in BLOCK.sub("", text(page)).split("\n\n"):
        said = re.sub(r"<!--.*?-->|^[|].*$", "", paragraph.strip(), flags=re.MULTILINE).strip()
        assert not said or CHINESE.search(said) or said.startswith(("### `", "## Make", "# zq-pipeline")), paragraph


@pytest.mark.parametrize("name", ["quality.md", "performance.md"])
def test_both_languages_have_the_same_figures(name):
    def figures(page: Path) -> list[list[str]]:
        cells = re.findall(r"^\| [^|]+\|(.*)$", text(page), re.MULTILINE)
        return [re.findall(r"\d+(?:[.,]\d+)*", row) for row in cells]

    assert figures(DOCS / "zh" / name)[1:] == figures(DOCS / name)[1:]


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_each_share_has_its_interval(page):
    assert with_intervals(text(page)) == text(page), "python -m tests.tools.intervals writes them anew"


# Links


@pytest.mark.parametrize("page", EVERY, ids=named)
def test_every_link_leads_somewhere(page):
    for target in re.findall(r"\]\(([^)\s]+)\)", BLOCK.sub("", text(page))):
        if not target.startswith(("http://", "https://")):
            path, _, anchor = target.partition("#")
            assert (page.parent / path).is_file(), target
            assert not anchor, "name the page; a heading may change"


@pytest.mark.parametrize("folder", [DOCS, DOCS / "zh"], ids=named)
def test_the_index_leads_to_every_page(folder):
    trees = [code for kind, code in BLOCK.findall(text(folder / "index.md")) if kind == "{toctree}"]
    listed = [line for code in trees for line in code.splitlines() if re.fullmatch("[a-z]+", line)]
    assert sorted(f"{name}.md" for name in (*listed, "index")) == ENGLISH


# Examples


@pytest.mark.parametrize("page", EVERY, ids=named)
def test_every_command_is_one(page):
    verbs = get_command(app).commands
    for said in COMMAND.findall(text(page)):
        verb, *rest = re.split(r"\s+", said)
        if rest and rest[0] in getattr(verbs[verb], "commands", ()):
            command = verbs[verb].commands[rest[0]]
        else:
            command = verbs[verb]
        options = {option for each in command.params for option in each.opts}
        assert {word.partition("=")[0] for word in rest if word.startswith("--")} <= options, said


def test_what_python_is_asked_it_answers(tmp_path, monkeypatch, capsys):
    release = small_release()
    (tmp_path / "liuxi.zip").write_bytes(next(content for path, content in release.items() if path.endswith(".zip")))
    monkeypatch.chdir(tmp_path)
    found = EXAMPLE.findall(text(DOCS / "load.md"))
    assert len(found) >= 4
    known: dict[str, object] = {}
    for code, expected in found:
        exec(compile(code, "load.md", "exec"), known)
        assert capsys.readouterr().out == expected, code


def test_the_number_that_is_followed_is_read_as_the_page_says():
    report, told = blocks("reading.md", "")[:2]
    reading = read(report, Origin(file="liuxi.txt"))
    said = [line.rstrip() for line in explain(reading, 36).splitlines()]
    assert said == told.splitlines()


def test_settings_are_understood():
    whole = tomllib.loads(SETTINGS)
    publishers = [*blocks("release.md", "toml")[:1], *blocks("steward.md", "toml")[1:]]
    for snippet in publishers:
        assert read_settings(tomli_w.dumps(whole | tomllib.loads(snippet)))
    assert read_log(blocks("release.md", "toml")[1], "releases.toml").days == {
        "1.0.0": "2031-02-02",
        "1.0.1": "2031-03-16",
    }


def test_the_entry_of_a_correction_is_understood():
    (entry,) = read_corrections(blocks("steward.md", "toml")[0], "liuxi-2024.corrections.toml")
    assert dict(entry.values) == {"value": "51800"}


def test_the_tutorial_does_what_it_says(tmp_path):
    """Its files are written, its commands typed; what ``run`` prints is shortened there, and folders are those of a server."""
    (tmp_path / "raw").mkdir()
    typed = 0
    for kind, code in BLOCK.findall(text(DOCS / "tutorial.md")):
        head, _, body = code.partition("\n")
        if kind in ("text", "toml"):
            (tmp_path / head.removeprefix("# ")).write_text(body, encoding="utf-8")
        elif command := COMMAND.findall(head):
            typed += 1
            outcome = zq(*shlex.split(command[0]), cwd=tmp_path)
            assert outcome.returncode == 0, outcome.stdout + outcome.stderr
            printed = [line.rstrip() for line in outcome.stdout.replace(str(tmp_path), "/srv/shiqiao").splitlines()]
            assert [line for line in body.splitlines() if line not in printed] == [], outcome.stdout
    assert typed == 5
    assert "改造农村厕所" in text(tmp_path / "raw" / "shiqiao-2025.corrections.toml")


# The site


def test_every_table_and_column_is_described_in_both_languages():
    pytest.importorskip("sphinx", reason="pip install 'zq-pipeline[docs]'")
    spec = importlib.util.spec_from_file_location("conf", DOCS / "conf.py")
    conf = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(conf)
    for spoken in ("zh", "en"):
        page = conf.tables(spoken)
        assert re.findall(r"^## `(\w+)`", page, re.MULTILINE) == [table.name for table in CATALOGUE]
        assert re.findall(r"^\| `(\w+)` ", page, re.MULTILINE) == [
            name for table in CATALOGUE for name in table.columns
        ]
