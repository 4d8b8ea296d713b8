"""What was made of the same readings is told again, and made again when what is kept is not what was checked."""

import subprocess
import sys
from pathlib import Path

import dagster as dg
import pytest

from tests import generate
from zq_pipeline.defs import assets, made
from zq_pipeline.defs.resources import HomeResource, Kept
from zq_pipeline.store import raw
from zq_pipeline.store.home import Home
from zq_pipeline.tables.catalogue import TABLES

TABLE = TABLES["statement"]


@pytest.fixture
def kept(tmp_path):
    generate.write_raw(tmp_path / "raw", 2, 1)
    kept = Kept(root=str(tmp_path))
    kept.keep("reading", made.Read.of(raw.shelf(tmp_path / "raw")))
    return kept


def test_a_table_is_made_once(kept, tmp_path, monkeypatch):
    first = made.table(TABLE, Home(tmp_path), kept)
    assert first.rows == len(kept.last("statement")) > 0
    assert not first.failing
    monkeypatch.setattr(Kept, "keep", lambda *_: pytest.fail("it was made again"))
    assert made.table(TABLE, Home(tmp_path), kept) == first


def test_a_kept_table_that_was_changed_or_lost_is_made_again(kept, tmp_path):
    first = made.table(TABLE, Home(tmp_path), kept)
    kept.keep("statement", kept.last("statement").head(1))
    assert made.table(TABLE, Home(tmp_path), kept) == first
    assert len(kept.last("statement")) == first.rows
    Path(kept._file("statement")).unlink()
    assert made.table(TABLE, Home(tmp_path), kept) == first


def test_nothing_is_read_before_the_settings_are_there(tmp_path, monkeypatch):
    generate.write_raw(tmp_path / "raw", 1, 1)
    monkeypatch.setattr(assets.raw, "shelf", lambda *_: pytest.fail("it was read"))
    with pytest.raises(dg.Failure, match=r"raw/dataset\.toml: it is not there"):
        assets.reading(dg.build_asset_context(), home=HomeResource(root=str(tmp_path)))


def test_other_readings_have_another_name_and_the_same_ones_the_same(tmp_path):
    generate.write_raw(tmp_path / "raw", 2, 1)
    name = made.Read.of(raw.shelf(tmp_path / "raw", tmp_path / "memory")).name
    assert made.Read.of(raw.shelf(tmp_path / "raw", tmp_path / "memory")).name == name
    generate.write_raw(tmp_path / "raw", 3, 1)
    assert made.Read.of(raw.shelf(tmp_path / "raw")).name != name


def test_the_definitions_load_nothing_that_a_run_without_news_has_no_use_for():
    code = "import sys, zq_pipeline.definitions; print(*{n.partition('.')[0] for n in sys.modules}, *sys.modules)"
    loaded = set(
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    )
    assert "dagster" in loaded
    assert not loaded & {"pandas", "pandera", "numpy", "pyarrow", "jinja2", "xlsxwriter", "zq_pipeline.reading.report"}
