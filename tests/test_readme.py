"""The front door is small, and leads to all there is to find behind it."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from typer.main import get_command

from tests.test_errors import every_error
from zq_pipeline.cli import app
from zq_pipeline.reading.explanation import explain
from zq_pipeline.reading.records import Origin
from zq_pipeline.reading.report import read
from zq_pipeline.tables.catalogue import CATALOGUE

CHECKOUT = Path(__file__).parents[1]
DOCS = CHECKOUT / "docs"
README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
LANGUAGES = pytest.mark.parametrize("folder", [DOCS, DOCS / "zh"], ids=["en", "zh"])


def listed(page: Path, pattern: str) -> list[str]:
    return re.findall(pattern, page.read_text(encoding="utf-8"), re.MULTILINE)


def test_it_is_a_front_door():
    assert len(README.encode()) <= 8_000
    (picture,) = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert (CHECKOUT / picture).stat().st_size < 150_000


def test_the_number_it_shows_is_read_so():
    ((file, at, told),) = re.findall(
        r"^\$ \S*zq-pipeline explain (\S+) --at (\d+)\n(.*?)^… ", README, re.MULTILINE | re.DOTALL
    )
    reading = read((CHECKOUT / file).read_text(encoding="utf-8"), Origin(file=file))
    assert explain(reading, int(at)).splitlines()[:3] == told.splitlines()


@LANGUAGES
def test_every_table_is_listed(folder):
    assert listed(folder / "tables.md", r"^\| `([a-z_]+)` \| ") == [table.name for table in CATALOGUE]


@LANGUAGES
def test_every_verb_is_listed(folder):
    assert {*get_command(app).commands} <= {*listed(folder / "commands.md", r"^\| `([a-z]+)")}


@LANGUAGES
def test_every_error_code_is_listed_and_no_other(folder):
    assert listed(folder / "errors.md", r"^\| `([a-z-]+)` \| ") == sorted(error.code for error in every_error())


def test_every_page_is_linked():
    linked = re.findall(r"\]\((docs/[^)#]+\.md)\)", README)
    pages = [page.relative_to(CHECKOUT).as_posix() for page in DOCS.rglob("*.md")]
    assert {*pages} - {*linked} == {"docs/index.md"}


def test_every_target_of_make_it_names_is_there():
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)`", README)) <= targets


@LANGUAGES
def test_every_target_of_make_is_listed(folder):
    (table,) = re.findall(
        r"^## Make\n(.*)", (folder / "commands.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    targets = set(re.findall(r"^([a-z-]+):.*##", MAKEFILE, re.MULTILINE)) - {"help"}
    assert set(re.findall(r"`([a-z-]+)`", " ".join(re.findall(r"^\| (.*?) \|", table, re.MULTILINE)))) == targets


@pytest.mark.parametrize("module", re.findall(r"-m (tests\.\S+)", MAKEFILE))
def test_every_module_that_make_runs_loads(module):
    found = import_module(module)
    if hasattr(found, "__path__"):
        found = import_module(f"{module}.__main__")
    assert callable(found.main)
