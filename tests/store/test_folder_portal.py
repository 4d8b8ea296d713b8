"""The folder portal: releases side by side, ``latest`` and the feed behind them, and what happens when the plug is pulled."""

import json
import re
import shutil
from xml.etree import ElementTree as Xml

import pytest

from zq_pipeline.portal.publisher import NoRelease, Portal, PortalRefused
from zq_pipeline.store.folder_portal import FolderPortal
from zq_pipeline.store.publish import read_tree

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def release(version: str = "1.0.0", rows: str = "a,1\n", page: str = "page", **more) -> dict[str, bytes]:
    package = {
        "name": "liuxi", "title": "柳溪 <数据> & 表", "version": version, "created": f"203{version[0]}-01-20T00:00:00Z", "rows": rows,
        "contributors": [{"title": "柳溪数据", "roles": ["publisher"]}], **more,
    }  # fmt: skip
    return {
        "datapackage.json": json.dumps(package, ensure_ascii=False).encode(),
        "data/unit.csv": rows.encode(),
        f"liuxi-{version}.zip": b"PK" + rows.encode(),
        "index.html": page.encode(),
    }


@pytest.fixture
def portal(tmp_path) -> FolderPortal:
    return FolderPortal(tmp_path / "portal")


def feed(portal: FolderPortal) -> Xml.Element:
    return Xml.fromstring((portal.root / "liuxi" / "feed.atom").read_bytes())


def test_it_is_a_portal(portal):
    one: Portal = portal
    assert one.releases() == ()
    difference = one.difference(release())
    assert difference.added == ("data/unit.csv", "datapackage.json", "index.html", "liuxi-1.0.0.zip")
    assert not portal.root.exists()


def test_releases_stand_side_by_side_and_latest_is_the_highest(portal):
    for version in ("1.9.0", "1.10.0", "1.2.0"):
        portal.publish(release(version))
    folder = portal.root / "liuxi"
    assert [one.version for one in portal.releases()] == ["1.10.0", "1.9.0", "1.2.0"]
    assert str((folder / "latest").readlink()) == "1.10.0"
    assert read_tree(folder / "latest") == release("1.10.0")
    assert read_tree(folder / "1.2.0") == release("1.2.0")


def test_again_writes_nothing(portal):
    portal.publish(release())
    before = {path: path.lstat().st_mtime_ns for path in portal.root.rglob("*") if not path.name.startswith(".")}
    assert not portal.difference(release())
    assert not portal.publish(release()).difference
    assert {path: path.lstat().st_mtime_ns for path in before} == before


def test_difference_tells_what_comes_changes_and_goes(portal):
    portal.publish(release())
    found = portal.difference({**release("1.1.0", rows="a,2\n"), "data/new.csv": b"x\n"})
    assert found.added == ("data/new.csv", "liuxi-1.1.0.zip")
    assert found.changed == ("data/unit.csv", "datapackage.json")
    assert found.removed == ("liuxi-1.0.0.zip",)
    assert set(found.metadata) == {"feed.atom", "latest"}
    assert [one.version for one in portal.releases()] == ["1.0.0"]


def test_data_of_a_version_never_change_but_its_page_may(portal):
    portal.publish(release())
    with pytest.raises(PortalRefused, match="other data"):
        portal.publish(release(rows="a,2\n"))
    assert read_tree(portal.root / "liuxi" / "1.0.0") == release()
    assert portal.publish(release(page="better")).difference.changed == ("index.html",)
    assert read_tree(portal.root / "liuxi" / "latest") == release(page="better")


@pytest.mark.parametrize("lost", ["latest", "feed.atom", "index.html"])
def test_what_a_killed_publisher_left_undone_is_done_by_the_next(portal, lost):
    portal.publish(release())
    portal.publish(release("2.0.0"))
    folder = portal.root / "liuxi"
    (folder / lost).unlink()
    (folder / ".latest.next").symlink_to("nowhere")
    assert portal.difference(release("2.0.0")).metadata == (lost,)
    portal.publish(release("2.0.0"))
    assert str((folder / "latest").readlink()) == "2.0.0"
    assert len(feed(portal).findall("a:entry", ATOM)) == 2


def test_a_portal_copied_without_its_links_is_mended(portal, tmp_path):
    portal.publish(release())
    shutil.copytree(portal.root, tmp_path / "copy")
    copied = FolderPortal(tmp_path / "copy")
    assert copied.difference(release()).metadata == ("latest",)
    copied.publish(release())
    assert str((copied.root / "liuxi" / "latest").readlink()) == "1.0.0"


def test_the_feed_has_dates_of_the_releases_and_stays_text(portal):
    portal.publish(release())
    portal.publish(release("2.0.0"))
    found = feed(portal)
    assert found.findtext("a:updated", namespaces=ATOM) == "2032-01-20T00:00:00Z"
    assert [e.findtext("a:updated", namespaces=ATOM) for e in found.findall("a:entry", ATOM)] == [
        "2032-01-20T00:00:00Z",
        "2031-01-20T00:00:00Z",
    ]
    assert found.findtext("a:title", namespaces=ATOM) == "柳溪 <数据> & 表"
    assert found.findtext("a:author/a:name", namespaces=ATOM) == "柳溪数据"
    names = [e.findtext("a:id", namespaces=ATOM) for e in (found, *found.findall("a:entry", ATOM))]
    assert len(set(names)) == 3
    for link in found.findall("a:entry/a:link", ATOM):
        path = portal.root / "liuxi" / link.get("href")
        assert path.is_file()
        assert link.get("length") in (None, str(path.stat().st_size))


def test_the_feed_has_whole_addresses_where_the_releases_say_theirs(portal):
    home = "https://data.example.org/liuxi/"
    for version in ("1.0.0", "1.1.0"):
        portal.publish(release(version, homepage=home))
    found = [link.get("href") for link in feed(portal).iter(f"{{{ATOM['a']}}}link")]
    assert found == [
        f"{home}feed.atom", f"{home}latest/index.html", f"{home}1.1.0/index.html", f"{home}1.1.0/liuxi-1.1.0.zip",
        f"{home}1.0.0/index.html", f"{home}1.0.0/liuxi-1.0.0.zip",
    ]  # fmt: skip


def test_same_releases_same_feed_in_any_order(portal, tmp_path):
    other = FolderPortal(tmp_path / "other")
    for version in ("1.0.0", "2.0.0"):
        portal.publish(release(version))
    for version in ("2.0.0", "1.0.0"):
        other.publish(release(version))
    assert (portal.root / "liuxi" / "feed.atom").read_bytes() == (other.root / "liuxi" / "feed.atom").read_bytes()


@pytest.mark.parametrize(
    "package", [{"name": "../up"}, {"name": "latest"}, {"version": "../../x"}, {"version": "one"}, {"name": ""}]
)
def test_names_that_lead_elsewhere_are_refused(portal, package):
    with pytest.raises(NoRelease):
        portal.publish(
            {**release(), "datapackage.json": json.dumps({"name": "liuxi", "version": "1.0.0", **package}).encode()}
        )
    assert not portal.root.exists()


def versions_in(feed: Xml.Element) -> list[str]:
    return [entry.findtext("a:title", "", ATOM).split()[-1] for entry in feed.findall("a:entry", ATOM)]


def test_a_release_is_taken_back_and_all_that_leads_to_it_follows(portal):
    for version in ("1.0.0", "1.1.0", "1.2.0"):
        portal.publish(release(version))
    done = portal.take_back("liuxi", "1.0.0")
    folder = portal.root / "liuxi"
    assert done.difference.metadata == ("feed.atom", "latest")
    assert str((folder / "latest").readlink()) == "1.0.0"
    assert versions_in(feed(portal)) == ["1.0.0"]
    assert [(one.version, one.state) for one in portal.releases()] == [
        ("1.2.0", "withdrawn"), ("1.1.0", "withdrawn"), ("1.0.0", "latest"),
    ]  # fmt: skip
    assert read_tree(folder / "1.2.0") == release("1.2.0"), "what was released stays"
    assert not portal.take_back("liuxi", "1.0.0").difference


def test_what_was_taken_back_stays_so_until_somebody_wants_it(portal):
    for version in ("1.0.0", "1.1.0"):
        portal.publish(release(version))
    portal.take_back("liuxi", "1.0.0")
    again = portal.publish(release("1.1.0"))
    assert (bool(again.difference), "was taken back" in again.note) == (False, True)
    assert str((portal.root / "liuxi" / "latest").readlink()) == "1.0.0"
    portal.publish(release("1.2.0"))
    assert str((portal.root / "liuxi" / "latest").readlink()) == "1.2.0", "a new release is shown"
    assert versions_in(feed(portal)) == ["1.2.0", "1.0.0"]
    portal.take_back("liuxi", "1.1.0")
    assert versions_in(feed(portal)) == ["1.1.0", "1.0.0"]
    portal.take_back("liuxi", "1.2.0")
    assert versions_in(feed(portal)) == ["1.2.0", "1.1.0", "1.0.0"]


def test_the_front_page_tells_the_releases_and_what_each_changed(portal):
    head = "version,table,key,change,column,before,after\r\n"
    came = f"{head}1.1.0,report,1-2031,added,,,\r\n1.1.0,observation,1-2031-5,added,,,\r\n".encode()
    portal.publish(release())
    portal.publish({**release("1.1.0"), "changes.csv": came})
    portal.publish(release("1.2.0"))
    portal.take_back("liuxi", "1.1.0")
    front = (portal.root / "index.html").read_text(encoding="utf-8")
    own = (portal.root / "liuxi" / "index.html").read_text(encoding="utf-8")
    assert "新增1份报告" in front and "1 report came" in front and "首次发布" in own
    assert "柳溪 &lt;数据&gt; &amp; 表" in front, "what a release is called is no markup"
    links = re.findall(r'href="([^"]+)"', front)
    assert "liuxi/1.1.0/index.html" in links and "liuxi/feed.atom" in links
    assert all((portal.root / link).is_file() for link in links if link != "data:,")
    assert not [link for link in links if "1.2.0" in link], "nothing leads to what was taken back"
    assert ".lock" not in front + own


def test_a_version_that_is_not_there_is_not_gone_back_to(portal):
    portal.publish(release())
    with pytest.raises(NoRelease, match=r"no version 0\.9\.0; it has 1\.0\.0"):
        portal.take_back("liuxi", "0.9.0")
    assert not (portal.root / "liuxi" / "withdrawn").exists()
