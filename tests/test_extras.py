"""What is not installed costs only what needs it, and is asked for in one sentence."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.reports import origin, page
from zq_pipeline.package.release import EXAMPLE

CHECKOUT = Path(__file__).parents[1]
HEAVY = (
    "dagster", "dagster_webserver", "frictionless", "pandas", "pandera", "pyarrow", "duckdb", "numpy", "sqlalchemy",
    "requests", "distributed", "dask", "pypdfium2", "jinja2", "xlsxwriter",
)  # fmt: skip


def without(modules: tuple[str, ...], *arguments: object) -> subprocess.CompletedProcess:
    """``zq-pipeline`` where ``modules`` are not installed."""
    program = (
        "import sys\n"
        f"sys.modules.update(dict.fromkeys({modules!r}))\n"
        "from zq_pipeline.cli import main\n"
        f"sys.argv = ['zq-pipeline', *{[str(a) for a in arguments]!r}]\n"
        "main()\n"
    )
    around = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, encoding="utf-8", env=around)


@pytest.fixture
def home(tmp_path) -> Path:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "liuhe.txt").write_text(page(), encoding="utf-8")
    (tmp_path / "raw" / "liuhe.origin.toml").write_text(origin(), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("verb", [["extract"], ["coverage"], ["explain", "--at", "3"]])
def test_reading_a_text_needs_none_of_them(home, verb):
    said = without(HEAVY, verb[0], home / "raw" / "liuhe.txt", *verb[1:])
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout


def test_the_library_alone_loads_none_of_them():
    program = "import sys, zq_pipeline; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not {*HEAVY, "typer"} & set(said.stdout.split())


def test_a_run_needs_no_extra(home):
    (home / "raw" / "dataset.toml").write_text(EXAMPLE, encoding="utf-8")
    # Requests comes with Frictionless.
    said = without(("dagster_webserver", "distributed", "dask", "pypdfium2", "polars"), "run", "--home", home)
    assert (said.returncode, said.stderr) == (0, ""), said.stdout + said.stderr
    assert (home / "datapackage" / "datapackage.json").is_file()


@pytest.mark.parametrize(
    ("module", "extra", "arguments"),
    [
        ("pypdfium2", "pdf", ["extract", "scan.pdf"]),
        ("requests", "ckan", ["publish", "--portal", "ckan", "--address", "https://data.example.org"]),
        ("dagster_webserver", "dagster", ["ui", "--port", "38911"]),
        ("distributed", "corpus", ["corpus", "raw", "--out", "out", "--workers", "2"]),
    ],
)
def test_what_is_missing_is_asked_for_in_a_sentence(home, monkeypatch, module, extra, arguments):
    monkeypatch.chdir(home)
    (home / "scan.pdf").write_bytes(b"%PDF-1.7\n")
    said = without((module,), *arguments)
    told = [line for line in (said.stdout + said.stderr).splitlines() if "missing-extra" in line]
    assert said.returncode in (1, 2), said.stdout + said.stderr
    assert len(told) == 1 and f"pip install 'zq-pipeline[{extra}]'" in told[0], said.stdout + said.stderr
    assert "Traceback" not in said.stdout + said.stderr


def test_all_takes_every_extra_but_those_of_developers():
    extras = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "optional-dependencies"
    ]
    assert extras["all"] == [f"zq-pipeline[{','.join(name for name in extras if name not in ('all', 'dev', 'docs'))}]"]
