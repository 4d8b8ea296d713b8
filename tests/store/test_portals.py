"""Which portal is chosen, and `zq-pipeline publish` from the command line."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.store.test_folder_portal import release
from tests.trees import laid_out
from zq_pipeline.cli import app
from zq_pipeline.portal.ckan import CkanPortal
from zq_pipeline.portal.publisher import NoRelease
from zq_pipeline.store.folder_portal import FolderPortal
from zq_pipeline.store.home import Home
from zq_pipeline.store.portals import UnknownPortal, chosen
from zq_pipeline.store.publish import read_tree

SECRET = "eyJ-not-to-be-seen"


@pytest.fixture
def home(tmp_path, monkeypatch) -> Home:
    for name in ("ZQ_PORTAL", "ZQ_PORTAL_ADDRESS", "ZQ_PORTAL_ORGANIZATION", "ZQ_PORTAL_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    laid_out(release(), tmp_path / "datapackage")
    return Home(tmp_path)


def run(home: Home, *more: str):
    return CliRunner().invoke(app, ["publish", "--home", str(home.root), *more])


def test_the_folder_beside_raw_unless_said_otherwise(home, monkeypatch):
    assert chosen(home).root == home.root / "portal"
    assert chosen(home, "folder", str(home.root / "www")).root == home.root / "www"
    monkeypatch.setenv("ZQ_PORTAL", "ckan")
    monkeypatch.setenv("ZQ_PORTAL_ADDRESS", "https://data.example.org")
    assert isinstance(chosen(home), CkanPortal)
    assert isinstance(chosen(home, "folder", str(home.root)), FolderPortal)
    with pytest.raises(UnknownPortal, match="folder, ckan"):
        chosen(home, "ftp")


def test_dry_run_says_what_would_change_and_writes_nothing(home):
    shown = run(home, "--dry-run")
    assert shown.exit_code == 0
    assert "+ data/unit.csv" in shown.output.splitlines()
    assert not home.portal.exists()


def test_publish_and_again(home):
    first = run(home)
    assert first.output.splitlines()[-1] == str(home.portal / "liuxi" / "1.0.0" / "index.html")
    assert read_tree(home.portal / "liuxi" / "latest") == release()
    again = run(home)
    assert again.output.splitlines()[0] == "Nothing has changed, so nothing was written."
    assert run(home, "--dry-run").output == "Nothing would change.\n"


def test_nothing_to_publish_is_said(home):
    (home.datapackage / "datapackage.json").unlink()
    result = run(home)
    assert isinstance(result.exception, NoRelease)


def test_a_damaged_release_stays_at_home(home):
    package = json.loads((home.datapackage / "datapackage.json").read_bytes())
    package["resources"] = [{"path": "data/unit.csv", "hash": "sha256:" + "0" * 64}]
    (home.datapackage / "datapackage.json").write_text(json.dumps(package))
    assert isinstance(run(home).exception, NoRelease)
    assert not home.portal.exists()


def test_the_token_is_nowhere(home, monkeypatch, capsys):
    monkeypatch.setenv("ZQ_PORTAL_TOKEN", SECRET)
    shown = run(home)
    kept = b"".join(path.read_bytes() for path in home.root.rglob("*") if path.is_file())
    assert SECRET not in shown.output
    assert SECRET.encode() not in kept
    assert SECRET not in repr(vars(chosen(home, "ckan", "https://data.example.org")))


def put(home: Home, tree: dict[str, bytes]) -> None:
    for path, content in tree.items():
        (home.datapackage / path).write_bytes(content)


def test_releases_are_listed_with_day_rows_and_reason_and_one_is_gone_back_to(home):
    head = "version,table,key,change,column,before,after\r\n"
    more = "1.1.0,report,1-2023,added,,,\r\n1.1.0,observation,1-2023-5,added,,,\r\n1.1.0,correction,1-2022-7-value,added,,,\r\n1.1.0,correction,1-2022-7-unit,added,,,\r\n"
    (home.root / "raw").mkdir()
    (home.root / "raw" / "dataset.toml").write_text(
        (Path(__file__).parents[2] / "raw" / "dataset.toml")
        .read_text("utf-8")
        .replace("zhouquan-work-report", "liuxi"),
        "utf-8",
    )
    run(home)
    put(home, release("1.1.0", rows="a,2\n") | {"changes.csv": (head + more).encode("utf-8-sig")})
    run(home)
    listed = CliRunner().invoke(app, ["releases", "--home", str(home.root)]).output.splitlines()
    assert listed == [
        "liuxi 1.1.0      2031-01-20      4 rows  1 report came, 1 row corrected or confirmed by a person (latest)",
        "liuxi 1.0.0      2031-01-20      0 rows  the first release",
    ]
    assert run(home, "--version", "0.9.0").exit_code != 0
    back = run(home, "--version", "1.0.0")
    assert back.output.splitlines()[-1] == str(home.portal / "liuxi" / "1.0.0" / "index.html")
    assert read_tree(home.portal / "liuxi" / "latest") == release()
    assert "was taken back" in run(home).output, "the daily run does not bring it back"
    listed = CliRunner().invoke(app, ["releases", "--home", str(home.root)]).output.splitlines()
    assert [line.rpartition("(")[2] for line in listed] == ["withdrawn)", "latest)"]
