"""The main job from the command line, on real files: what it publishes, prints and leaves behind."""

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from tests.reports import origin, page
from tests.store.test_publish import MOMENTS, leftovers, mounted, process
from tests.test_cli import unheard, zq
from zq_pipeline.package import gates
from zq_pipeline.store.publish import read_tree

CHECKOUT = Path(__file__).parents[1]


def tree(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("*")
        if p.is_file()
    }


def make_home(folder: Path) -> Path:
    shutil.copytree(CHECKOUT / "raw", folder / "raw")
    (folder / "raw" / "liuhe.txt").write_text(page(), encoding="utf-8")
    (folder / "raw" / "liuhe.origin.toml").write_text(origin(), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A home after its first run, and what the run said."""
    home = make_home(tmp_path_factory.mktemp("home"))
    return home, zq("run", "--home", home)


@pytest.fixture
def home(first, tmp_path):
    """A copy of it, to break."""
    shutil.copytree(first[0], tmp_path / "home")
    return tmp_path / "home"


def test_a_run_publishes_and_says_what(first):
    home, said = first
    assert (said.returncode, said.stderr) == (0, "")
    for word in ("  reading ", "  observation ", "Published ", "Left unread ", "Open next "):
        assert word in said.stdout
    names = set(tree(home / "datapackage"))
    assert {"datapackage.json", "README.md", "validation.json", "data/report.csv", "data/observation.csv"} <= names
    assert {Path(name).suffix for name in names} >= {".zip", ".xlsx"}


def test_what_was_published_is_valid_as_a_folder_and_as_a_zip(first):
    home, _ = first
    (archive,) = (home / "datapackage").glob("*.zip")
    for path in (home / "datapackage", home / "datapackage" / "datapackage.json", archive):
        said = zq("validate", path)
        assert said.returncode == 0, said.stdout + said.stderr


def test_the_zip_is_found_not_valid_when_one_number_in_it_changes(first, tmp_path):
    (archive,) = (first[0] / "datapackage").glob("*.zip")
    broken = tmp_path / "broken.zip"
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(b"13380000000", b"13390000000") if name == "data/observation.csv" else data)
    assert zq("validate", broken).returncode == 1


def test_a_second_run_writes_nothing(home):
    before = {p: p.stat().st_mtime_ns for p in (home / "datapackage").rglob("*")}
    said = zq("run", "--home", home)
    assert said.returncode == 0
    assert "nothing has changed" in said.stdout
    assert {p: p.stat().st_mtime_ns for p in (home / "datapackage").rglob("*")} == before


def test_a_run_goes_on_when_nobody_reads_what_it_says(home):
    (home / "raw" / "xinhe.txt").write_text(page("新河镇", 2022), encoding="utf-8")
    (home / "raw" / "xinhe.origin.toml").write_text(origin("新河镇", 2022, "990101003"), encoding="utf-8")
    done = unheard("run", "--home", home)
    assert (done.returncode, done.stderr) == (0, "")
    assert "990101003-2022" in (home / "datapackage" / "data" / "report.csv").read_text(encoding="utf-8")


def test_two_homes_give_the_same_bytes(first, tmp_path):
    other = make_home(tmp_path)
    zq("run", "--home", other)
    assert tree(other / "datapackage") == tree(first[0] / "datapackage")


def test_a_bad_report_is_set_aside_and_the_others_are_published(home):
    (home / "raw" / "xinhe.txt").write_text(page("新河镇", 2022), encoding="utf-8")
    (home / "raw" / "xinhe.origin.toml").write_text(origin("新河镇", 2022, "990101003"), encoding="utf-8")
    (home / "raw" / "broken.txt").write_bytes(b"%PDF-1.7")
    said = zq("run", "--home", home)
    assert said.returncode == 1
    assert "Set aside   broken.txt: not-text: " in said.stdout
    assert "990101003-2022" in (home / "datapackage" / "data" / "report.csv").read_text(encoding="utf-8")
    assert json.loads((home / "set_aside" / "broken.txt.json").read_text())["code"] == "not-text"
    assert zq("validate", home / "datapackage").returncode == 0


def test_what_to_be_wary_of_is_told_and_published(home):
    half = page("新河镇", 2022).partition("二、")[0]
    (home / "raw" / "xinhe.txt").write_text(half, encoding="utf-8")
    (home / "raw" / "xinhe.origin.toml").write_text(origin("新河镇", 2022, "990101003"), encoding="utf-8")
    said = zq("run", "--home", home)
    assert said.returncode == 0, said.stdout
    assert "Warning     xinhe.txt: no_plan: No part of the report plans the next year" in said.stdout
    told = json.loads((home / "datapackage" / "validation.json").read_text(encoding="utf-8"))
    (entry,) = (check for check in told["checks"] if check["name"] == "no_plan")
    assert told["valid"] and (entry["severity"], entry["result"], entry["failing"]) == ("warning", "warned", 1)
    assert entry["found"][0].startswith("990101003-2022: No part")


def test_reports_that_no_package_can_hold_are_set_aside_and_the_others_are_published(home):
    (home / "raw" / "xinhe.txt").write_text(page("新河镇", 2022), encoding="utf-8")
    (home / "raw" / "xinhe.origin.toml").write_text(origin("新河镇", 2022, "990101003"), encoding="utf-8")
    long = f"{'柳' * 83}.txt"
    (home / "raw" / long).write_text(page("长名镇"), encoding="utf-8")
    (home / "raw" / "digits.txt").write_text(page("数字镇").replace("5.2%", "5.200000000000001%"), encoding="utf-8")
    (home / "raw" / "digits.origin.toml").write_text(origin("数字镇", 2023, "990101004"), encoding="utf-8")
    said = zq("run", "--home", home)
    assert (said.returncode, said.stderr) == (1, "")
    assert f"Set aside   {long}: name-too-long: " in said.stdout
    assert "Published " in said.stdout
    reports = (home / "datapackage" / "data" / "report.csv").read_text(encoding="utf-8")
    assert "990101003-2022" in reports
    # The reader may learn to leave such a number unread; then the report is published.
    assert ("990101004-2023" in reports) != ("Set aside   digits.txt: rows-refused: " in said.stdout)
    assert zq("validate", home / "datapackage").returncode == 0


def test_a_raw_folder_without_a_report_leaves_the_package_alone(home):
    before = tree(home / "datapackage")
    shutil.rmtree(home / "raw")
    said = zq("run", "--home", home)
    assert said.returncode == 1
    assert "no-reports" in said.stdout
    assert "Traceback" not in said.stdout + said.stderr
    assert tree(home / "datapackage") == before


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("title_en", "titel_en", "there is no setting titel_en;"),
        ('email = ""', 'email = "nobody"', "[publisher] email is no e-mail address: 'nobody'."),
        ('path = ""', 'path = "javascript:alert(1)"', "[publisher] path is no address of the web:"),
    ],
)
def test_settings_that_are_wrong_are_told_before_anything_is_read(tmp_path, old, new, told):
    home = make_home(tmp_path)
    settings = home / "raw" / "dataset.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    said = zq("run", "--home", home)
    assert (said.returncode, said.stdout, said.stderr.count("\n")) == (2, "", 1)
    assert said.stderr.startswith(f"bad-dataset-settings: raw/dataset.toml: {told}")
    assert [path.name for path in home.iterdir()] == ["raw"]


def test_runs_show_in_the_history_that_the_ui_reads(first):
    import dagster as dg

    with dg.DagsterInstance.from_config(str(first[0] / ".dagster")) as instance:
        assert [(run.job_name, run.status) for run in instance.get_runs()] == [
            ("read_report", dg.DagsterRunStatus.SUCCESS),
            ("publish", dg.DagsterRunStatus.SUCCESS),
        ]
        made = instance.get_latest_materialization_event(dg.AssetKey("observation"))
    metadata = made.asset_materialization.metadata
    assert {"dagster/row_count", "dagster/column_schema", "preview"} <= set(metadata)


def test_runs_leave_no_files_but_their_history(home):
    storage = home / ".dagster" / "storage"
    assert zq("run", "--home", home).returncode == 0
    assert {path.name for path in storage.iterdir()} == {
        "kept",
        "pages",
        "released",
        "reports.json",
        "shards",
        "tables",
    }


def test_one_more_report_is_read_alone_and_one_less_is_noted(home):
    import dagster as dg

    from zq_pipeline.defs.reports import GROUP, NAME

    def told(instance: dg.DagsterInstance) -> int:
        return len(instance.fetch_materializations(dg.AssetKey(NAME), limit=100).records)

    def run() -> tuple[int, int, list[str]]:
        """How many files it read, of how many partitions it told, which partitions there are."""
        with dg.DagsterInstance.from_config(str(home / ".dagster")) as instance:
            begun = told(instance)
            assert zq("run", "--home", home).returncode == 0
            read = instance.get_latest_materialization_event(dg.AssetKey("reading")).asset_materialization.metadata
            return read["files_read"].value, told(instance) - begun, instance.get_dynamic_partitions(GROUP)

    were = sorted(path.name for path in (home / "raw").glob("*.txt"))
    (home / "raw" / "xinhe.txt").write_text(page("新河镇", 2022), encoding="utf-8")
    (home / "raw" / "xinhe.origin.toml").write_text(origin("新河镇", 2022, "990101003"), encoding="utf-8")
    assert run() == (1, 1, [*were, "xinhe.txt"])
    for path in (home / "raw").glob("xinhe.*"):
        path.unlink()
    assert run() == (0, 0, were)
    assert "990101003-2022" not in (home / "datapackage" / "data" / "report.csv").read_text(encoding="utf-8")
    assert "report,990101003-2022,removed" in (home / "datapackage" / "changes.csv").read_text(encoding="utf-8")


def test_a_folder_that_is_no_package_is_not_valid(tmp_path):
    for path in (tmp_path, tmp_path / "none", CHECKOUT / "pyproject.toml"):
        said = zq("validate", path)
        assert said.returncode == 1
        assert "Traceback" not in said.stdout + said.stderr


@pytest.fixture(scope="module")
def releases(tmp_path_factory):
    """Two real packages, an old and a new one, both valid at every gate."""
    home, kept = tmp_path_factory.mktemp("releases"), tmp_path_factory.mktemp("kept")
    shutil.copytree(CHECKOUT / "raw", home / "raw")
    for name in ("old", "new"):
        if name == "new":
            (home / "raw" / "liuhe.txt").write_text(page(), encoding="utf-8")
            (home / "raw" / "liuhe.origin.toml").write_text(origin(), encoding="utf-8")
        assert zq("run", "--home", home).returncode == 0
        assert gates.validate(read_tree(home / "datapackage")) == []
        shutil.copytree(home / "datapackage", kept / name)
    assert tree(kept / "old") != tree(kept / "new")
    return kept


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_kill_at_any_moment_leaves_a_real_package_valid(releases, tmp_path, moment):
    target = tmp_path / "datapackage"
    shutil.copytree(releases / "old", target)
    shutil.copytree(releases / "old", tmp_path / ".datapackage.previous")
    assert process(target, str(releases / "new"), moment).wait() == -9
    published = "new" if MOMENTS.index(moment) >= MOMENTS.index("exchanged") else "old"
    assert tree(target) == tree(releases / published), "the very package that passed every gate"
    assert process(target, str(releases / "new")).wait() == 0
    assert tree(target) == tree(releases / "new")
    assert leftovers(target) == set()


def test_two_runs_at_once_both_end_well(home):
    (home / "raw" / "xinhe.txt").write_text(page("新河镇", 2022), encoding="utf-8")
    (home / "raw" / "xinhe.origin.toml").write_text(origin("新河镇", 2022, "990101003"), encoding="utf-8")
    command = [sys.executable, "-m", "zq_pipeline", "run", "--home", str(home)]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) for _ in range(2)]
    said = [run.communicate()[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0], said
    assert sum("nothing has changed" in text for text in said) == 1, "one published, the other found it published"
    assert gates.validate(read_tree(home / "datapackage")) == []


def test_a_full_disk_leaves_the_package_and_says_so(first, tmp_path):
    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "size=64m", "tmpfs") as disk:
        shutil.copytree(first[0], disk / "home", symlinks=True)
        before = tree(disk / "home" / "datapackage")
        (disk / "home" / "raw" / "liuhe.txt").write_text(page().replace("48.6", "48.9"), encoding="utf-8")
        fill(disk)
        said = zq("run", "--home", disk / "home")
        assert said.returncode in (1, 2)
        assert "Traceback" not in said.stdout + said.stderr
        assert "room" in said.stdout + said.stderr
        assert tree(disk / "home" / "datapackage") == before
        (disk / "full").unlink()
        assert zq("run", "--home", disk / "home").returncode == 0
        assert leftovers(disk / "home" / "datapackage") <= {"raw", ".dagster", "set_aside", "portal"}


def test_a_read_only_disk_leaves_the_package_and_says_so(first, tmp_path):
    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "size=64m", "tmpfs") as disk:
        shutil.copytree(first[0], disk / "home", symlinks=True)
        before = tree(disk / "home" / "datapackage")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        said = zq("run", "--home", disk / "home")
        assert said.returncode in (1, 2)
        assert "Traceback" not in said.stdout + said.stderr
        assert "history-not-writable" in said.stderr
        assert tree(disk / "home" / "datapackage") == before


def fill(disk: Path) -> None:
    """Leave no room on ``disk``."""
    # Without a buffer: what is left in one would be written, and fail, once more on closing.
    with (disk / "full").open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(1 << 12))
