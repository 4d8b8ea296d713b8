"""Publishing against real files: kills, full disks, read-only targets, two at once."""

import fcntl
import os
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.store.publisher import DESCRIPTOR, check, package, valid
from zq_pipeline.store import publish as store
from zq_pipeline.store.problems import DiskFull, TargetBusy, TargetForeign, TargetNotWritable
from zq_pipeline.store.publish import publish, read_tree

MOMENTS = (
    "locked",
    "cleared",
    "built",
    "folder made",
    "first file written",
    "files written",
    "synced",
    "validated",
    "exchanged",
    "older removed",
    "old kept",
    "done",
)


def put(target: Path, word: str, **options):
    return publish(target, lambda old: package(word), check, **options)


def word_of(target: Path) -> str:
    return (target / "README.md").read_text().splitlines()[0].split(",")[1]


def process(target: Path, word: str, moment: str = "") -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-m", "tests.store.publisher", str(target), word, moment])


def leftovers(target: Path) -> set[str]:
    return {p.name for p in target.parent.iterdir()} - {target.name, f".{target.name}.lock", f".{target.name}.previous"}


@contextmanager
def mounted(folder: Path, *options: str):
    """A mount of its own; the test is skipped, saying so, where the machine refuses one."""
    folder.mkdir(exist_ok=True)
    done = subprocess.run(["mount", *options, str(folder)], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"this machine refuses to mount: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_package_is_published_whole_and_the_one_before_is_kept(tmp_path):
    target = tmp_path / "datapackage"
    for word in ("old", "new"):
        assert put(target, word).changed
        assert read_tree(target) == package(word)
    assert read_tree(tmp_path / ".datapackage.previous") == package("old")
    assert leftovers(target) == set()


def test_nothing_is_written_when_nothing_changed(tmp_path):
    target = tmp_path / "datapackage"
    put(target, "same")
    before = {p: (p.stat().st_mtime_ns, p.stat().st_ino) for p in [target, *target.rglob("*")]}
    assert put(target, "same").changed == ()
    assert {p: (p.stat().st_mtime_ns, p.stat().st_ino) for p in [target, *target.rglob("*")]} == before


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_kill_at_any_moment_leaves_a_valid_package_and_the_next_run_repairs(tmp_path, moment):
    target = tmp_path / "datapackage"
    put(target, "older")
    put(target, "old")
    assert process(target, "new", moment).wait() == -9
    assert valid(target)
    assert word_of(target) == ("new" if MOMENTS.index(moment) >= MOMENTS.index("exchanged") else "old")
    put(target, "next")
    assert word_of(target) == "next"
    assert leftovers(target) == set()


def test_the_moments_are_all_there_are(tmp_path):
    seen: list[str] = []
    put(tmp_path / "datapackage", "older")
    put(tmp_path / "datapackage", "old")
    put(tmp_path / "datapackage", "new", moment=seen.append)
    assert tuple(seen) == MOMENTS


def test_a_reader_never_sees_a_mixture(tmp_path):
    target = tmp_path / "datapackage"
    packages = [package(f"w{n}") for n in range(12)]
    put(target, "w0")
    stop, seen = threading.Event(), []

    def read():
        # A folder opened once is the old one or the new one, and stays so until the publication after the next.
        while not stop.is_set():
            handle = os.open(target, os.O_RDONLY)
            with suppress(FileNotFoundError):
                seen.append([Path(f"/proc/self/fd/{handle}/{name}").read_bytes() for name in ("README.md", DESCRIPTOR)])
            os.close(handle)

    reader = threading.Thread(target=read)
    reader.start()
    for n in range(1, 12):
        put(target, f"w{n}")
    stop.set()
    reader.join()
    assert len(seen) > 10
    assert all(pair in [[p["README.md"], p[DESCRIPTOR]] for p in packages] for pair in seen)


def test_a_full_disk_leaves_the_last_package_and_says_so(tmp_path):
    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "size=256k", "tmpfs") as disk:
        target = disk / "datapackage"
        put(target, "old")
        with pytest.raises(DiskFull, match="no room"):
            publish(target, lambda old: package("new") | {"big": b"0" * 400_000}, check)
        assert valid(target)
        assert word_of(target) == "old"
        assert leftovers(target) == set()


def test_a_read_only_target_is_left_alone_and_named(tmp_path):
    with mounted(tmp_path / "disk", "-t", "tmpfs", "tmpfs") as disk:
        put(disk / "datapackage", "old")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        with pytest.raises(TargetNotWritable, match="Read-only"):
            put(disk / "datapackage", "new")
        assert word_of(disk / "datapackage") == "old"
        assert valid(disk / "datapackage")


def test_a_target_that_is_a_mount_point_is_replaced_file_by_file(tmp_path):
    with mounted(tmp_path / "datapackage", "-t", "tmpfs", "tmpfs") as target:
        seen: list[str] = []
        put(target, "old")
        publish(target, lambda old: package("new"), check, moment=seen.append)
        assert "files replaced" in seen
        assert valid(target)
        assert word_of(target) == "new"
        (target / ".README.md.new").write_text("left by a dead one")
        put(target, "new")
        assert not (target / ".README.md.new").exists()


def test_without_an_exchange_a_full_disk_still_leaves_the_old_package(tmp_path):
    with mounted(tmp_path / "datapackage", "-t", "tmpfs", "-o", "size=256k", "tmpfs") as target:
        put(target, "old")
        with pytest.raises(DiskFull):
            publish(target, lambda old: package("new") | {"big": b"0" * 400_000}, lambda folder: None)
        assert valid(target)
        assert word_of(target) == "old"


def test_two_runs_at_once_come_one_after_the_other(tmp_path):
    target = tmp_path / "datapackage"
    runs = [process(target, word) for word in ("one", "two", "three")]
    assert [run.wait() for run in runs] == [0, 0, 0]
    assert valid(target)
    assert leftovers(target) == set()


def test_a_busy_target_is_named_after_the_wait(tmp_path):
    target = tmp_path / "datapackage"
    put(target, "old")
    with (tmp_path / ".datapackage.lock").open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(TargetBusy):
            put(target, "new", wait=0.1)
    assert word_of(target) == "old"


def test_a_tree_that_fails_its_check_is_not_published(tmp_path):
    target = tmp_path / "datapackage"
    put(target, "old")
    with pytest.raises(ValueError):
        publish(target, lambda old: package("new") | {"README.md": b"torn"}, check)
    assert word_of(target) == "old"
    assert leftovers(target) == set()


def test_a_folder_of_something_else_is_left_alone(tmp_path):
    target = tmp_path / "datapackage"
    target.mkdir()
    (target / "thesis.docx").write_bytes(b"mine")
    with pytest.raises(TargetForeign):
        put(target, "new")
    assert (target / "thesis.docx").read_bytes() == b"mine"


def test_a_link_is_followed_and_stays_a_link(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "datapackage").symlink_to(tmp_path / "elsewhere" / "datapackage")
    put(tmp_path / "datapackage", "new")
    assert (tmp_path / "datapackage").is_symlink()
    assert valid(tmp_path / "elsewhere" / "datapackage")


def test_where_there_is_no_exchange_the_files_are_replaced(tmp_path, monkeypatch):
    def refuse(one, other):
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(store, "exchange", refuse)
    target = tmp_path / "datapackage"
    put(target, "old")
    put(target, "new")
    assert valid(target)
    assert word_of(target) == "new"
