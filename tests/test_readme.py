"""The front door names all there is to find behind it."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from typer.main import get_command

from tests.test_errors import every_error
from zq_pipeline.cli import app
from zq_pipeline.tables.catalogue import CATALOGUE

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
ERRORS = (Path(__file__).parents[1] / "docs" / "errors.md").read_text(encoding="utf-8")
MAKEFILE = (Path(__file__).parents[1] / "Makefile").read_text(encoding="utf-8")


@pytest.mark.parametrize("table", [table.name for table in CATALOGUE])
def test_every_table_is_there(table):
    assert f"| `{table}` |" in README


@pytest.mark.parametrize("verb", sorted(get_command(app).commands))
def test_every_verb_is_there(verb):
    assert f"| `{verb}" in README


def test_every_error_code_is_there_and_no_other():
    listed = re.findall(r"^\| `([a-z-]+)` \| ", ERRORS, re.MULTILINE)
    assert listed == sorted(error.code for error in every_error())


def test_every_page_it_leads_to_is_there():
    linked = set(re.findall(r"\]\(docs/([^)#]+)\)", README))
    assert linked == {page.name for page in (Path(__file__).parents[1] / "docs").glob("*.md")}


def test_every_target_of_make_it_names_is_there():
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)`", README)) <= targets


@pytest.mark.parametrize("module", re.findall(r"-m (tests\.\S+)", MAKEFILE))
def test_every_module_that_make_runs_loads(module):
    found = import_module(module)
    if hasattr(found, "__path__"):
        found = import_module(f"{module}.__main__")
    assert callable(found.main)
