"""The day that a release was made: asked of the clock once, kept in the log, the same in every run after."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

import pytest

from tests.package.sample import SOURCES, tables
from zq_pipeline.package.joined import Tables
from zq_pipeline.package.log import Log
from zq_pipeline.package.release import EXAMPLE, BadSettings
from zq_pipeline.store import release_log, watch
from zq_pipeline.store.home import Home
from zq_pipeline.store.publish import read_tree
from zq_pipeline.store.release import publish_release

FEBRUARY, MARCH = "1927756800", "1931385600"
"""2 February and 16 March 2031, at 8 o'clock in Shanghai."""


@pytest.fixture
def home(tmp_path, monkeypatch) -> Home:
    monkeypatch.setenv(release_log.EPOCH, FEBRUARY)
    # The gates take seconds, and have tests of their own.
    for gate in ("keys", "zipped"):
        monkeypatch.setattr(import_module("zq_pipeline.package.gates"), gate, lambda *_, **__: [])
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "dataset.toml").write_text(EXAMPLE, encoding="utf-8")
    return Home(tmp_path)


def published(home: Home, frames: Callable[[], Mapping[str, object]] = tables) -> dict[str, bytes]:
    publish_release(home, lambda: SOURCES, lambda _: Tables.made(frames()), dict.fromkeys(SOURCES, b"the same"))
    return read_tree(home.datapackage)


def created(tree: Mapping[str, bytes]) -> tuple[str, str]:
    described = json.loads(tree["datapackage.json"])
    return described["version"], described["created"][:10]


def test_a_version_keeps_its_day(home, monkeypatch):
    first = published(home)
    assert created(first) == ("1.0.0", "2031-02-02")
    monkeypatch.setenv(release_log.EPOCH, MARCH)
    assert published(home) == first, "the same input, the same bytes"
    settings = home.raw / "dataset.toml"
    settings.write_text(EXAMPLE.replace("柳溪镇工作报告数据", "柳溪镇数据"), encoding="utf-8")
    assert created(published(home)) == ("1.0.1", "2031-03-16")
    assert release_log.read(home.raw).days == {"1.0.0": "2031-02-02", "1.0.1": "2031-03-16"}


def test_the_log_gives_the_same_bytes_again_on_any_day(home, monkeypatch):
    first = published(home)
    monkeypatch.setenv(release_log.EPOCH, MARCH)
    for path in home.datapackage.rglob("*"):
        if path.is_file():
            path.unlink()
    assert published(home) == first


def test_without_its_log_a_release_still_knows_its_day(home, monkeypatch):
    first = published(home)
    (home.raw / release_log.FILE).unlink()
    monkeypatch.setenv(release_log.EPOCH, MARCH)
    assert published(home) == first
    assert release_log.read(home.raw).days == {"1.0.0": "2031-02-02"}, "and notes it again"


def test_a_log_that_cannot_be_written_costs_nothing(home, monkeypatch):
    monkeypatch.setattr(Path, "write_text", lambda *_, **__: (_ for _ in ()).throw(PermissionError()))
    first = published(home)
    assert published(home) == first
    assert not list(home.raw.glob(f"*{release_log.FILE}*"))


@pytest.mark.parametrize(
    "text", ['"1.0.0" = "soon"', '"one" = 2031-02-02', "[days]", "1.0.0 = 2031", '"1.0.0" = 2031-02-02T08:00:00Z', "="]
)
def test_a_log_that_makes_no_sense_is_told_before_anything_is_read(home, text):
    (home.raw / release_log.FILE).write_text(text)
    with pytest.raises(BadSettings, match=r"raw/releases\.toml"):
        published(home)
    assert not home.datapackage.exists()


def test_the_log_sets_no_sensor_off(home):
    before = watch.fingerprint(watch.hashes(home.raw))
    release_log.note(home.raw, Log({"1.0.0": "2031-02-02"}))
    assert watch.fingerprint(watch.hashes(home.raw)) == before
    assert watch.snapshot(home.raw).keys() == {"dataset.toml"}


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Anchorage"])
def test_it_is_the_day_in_shanghai_wherever_this_is(zone):
    around = {
        **os.environ,
        "TZ": zone,
        release_log.EPOCH: str(int(MARCH) - 8 * 3600 - 60),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    program = "from zq_pipeline.store.release_log import today; print(today())"
    assert (
        subprocess.run([sys.executable, "-c", program], env=around, capture_output=True, text=True, check=True).stdout
        == "2031-03-15\n"
    )
