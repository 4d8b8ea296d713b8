"""Publishing to a real CKAN, and what can go wrong between here and there."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import requests
from frictionless import Package

from tests.ckan.conftest import Site, portal_of
from tests.ckan.relay import Fault, Relay
from tests.ckan.server import PATIENCE
from tests.package.sample import READING, RELEASE, tables
from tests.portal.package import OBSERVATION, release
from zq_pipeline.package.build import build
from zq_pipeline.package.files import digest
from zq_pipeline.portal.ckan import CkanPortal
from zq_pipeline.portal.publisher import Difference, PortalConflict, PortalRefused, PortalUnreachable, described
from zq_pipeline.portal.site import add_site
from zq_pipeline.store.publish import read_tree

pytestmark = pytest.mark.ckan
NAME = "liuhe-work-report"
ROWS = {"observation": 2, "unit": 2}
CHANGED = OBSERVATION.replace("133.8", "133.9")


def dataset(site: Site) -> dict[str, Any]:
    return site.administrator.call("package_show", id=NAME)


def by_name(site: Site) -> dict[str, dict[str, Any]]:
    return {
        resource["datapackage_name"]: resource
        for resource in dataset(site)["resources"]
        if "datapackage_name" in resource
    }


def validate(site: Site) -> dict[str, int]:
    """Validate the published description by its address, as any reader would; the rows that were read of each table."""
    report = Package(by_name(site)["datapackage.json"]["url"]).validate()
    assert report.valid, report.flatten(["type", "message"])
    return {task.name: task.stats.get("rows", 0) for task in report.tasks if task.type == "table"}


def test_first_publication(site: Site, portal: CkanPortal, relay: Relay) -> None:
    expected = portal.difference(release())
    assert expected.added and not expected.changed and not expected.removed
    assert relay.writes == [], "asking what would change writes nothing"

    done = portal.publish(release())
    assert done.address == f"{site.address}/dataset/{NAME}"
    assert done.difference.added == expected.added
    assert set(done.difference.added) == set(release())
    assert relay.writes == ["package_create", "package_revise"]

    shown = dataset(site)
    assert (shown["state"], shown["title"], shown["version"]) == ("active", "柳河镇 政府工作报告开放数据", "1.0.0")
    assert (shown["license_id"], shown["license_title"]) == ("cc-by", "Creative Commons Attribution")
    assert [tag["name"] for tag in shown["tags"]] == sorted(["乡镇 街道 统计", "工作总结", "柳河镇"])
    assert {extra["key"]: extra["value"] for extra in shown["extras"]}["temporal_end"] == "2024"
    assert [r["name"] for r in shown["resources"]][:4] == ["数据包描述", "全部数据和说明", "工作簿", "数据库"]
    observation = by_name(site)["observation"]
    assert json.loads(observation["schema"])["primaryKey"] == ["observation"]
    assert requests.get(observation["url"], timeout=PATIENCE).content == release()["data/observation.csv"]
    assert validate(site) == ROWS
    # A visitor without any token sees it, and reads the same page address.
    assert requests.get(done.address, timeout=PATIENCE).status_code == 200
    assert [(r.name, r.version, r.address) for r in CkanPortal(site.address).releases()] == [
        (NAME, "1.0.0", done.address)
    ]


def test_offsets_can_be_followed_and_files_are_shown(site: Site, portal: CkanPortal) -> None:
    portal.publish(release())
    text = by_name(site)["source/990101001-2030.txt"]
    assert requests.get(text["url"], timeout=10).content == release()["source/990101001-2030.txt"]
    shown = {
        name: [view["view_type"] for view in site.administrator.call("resource_view_list", id=resource["id"])]
        for name, resource in by_name(site).items()
    }
    assert shown["source/990101001-2030.txt"] == shown["observation"] == ["text_view"]
    assert shown["liuhe-work-report.zip"] == []
    portal.publish(release("1.0.1", observation=CHANGED))
    assert len(site.administrator.call("resource_view_list", id=text["id"])) == 1
    for resource in by_name(site).values():
        assert any("一" <= c <= "鿿" for c in resource["description"])
        assert any(c.isascii() and c.isalpha() for c in resource["description"])


def test_again_without_a_write(site: Site, portal: CkanPortal, relay: Relay) -> None:
    portal.publish(release())
    before = dataset(site)
    relay.writes.clear()
    assert not portal.difference(release())
    assert portal.publish(release()).difference == Difference()
    assert relay.writes == []
    assert dataset(site) == before


def test_one_changed_table_is_one_write(site: Site, portal: CkanPortal, relay: Relay) -> None:
    portal.publish(release())
    before = by_name(site)
    relay.writes.clear()
    changed = release("1.0.1", observation=CHANGED)
    done = portal.publish(changed)
    assert relay.writes == ["package_revise"]
    assert "data/observation.csv" in done.difference.changed and "data/unit.csv" not in done.difference.changed
    assert (done.difference.added, done.difference.removed, done.difference.metadata) == ((), (), ("version",))
    after = by_name(site)
    assert {name: r["id"] for name, r in after.items()} == {name: r["id"] for name, r in before.items()}
    assert after["unit"] == before["unit"], "what did not change was not touched"
    assert requests.get(after["observation"]["url"], timeout=PATIENCE).content == changed["data/observation.csv"]
    assert validate(site) == ROWS


def test_a_removed_table_takes_its_resource_alone_and_may_come_back(
    site: Site, portal: CkanPortal, relay: Relay
) -> None:
    portal.publish(release())
    by_hand = add_by_hand(site)
    relay.writes.clear()
    done = portal.publish(release("2.0.0", without=("unit",)))
    assert relay.writes == ["package_revise"]
    assert done.difference.removed == ("unit",)
    assert "unit" not in by_name(site)
    assert validate(site) == {"observation": 2}
    assert portal.publish(release("2.1.0")).difference.added == ("data/unit.csv",)
    assert validate(site) == ROWS
    kept = next(r for r in dataset(site)["resources"] if r["id"] == by_hand["id"])
    assert kept | {"position": 0} == by_hand | {"position": 0}


def test_what_people_added_by_hand_stays(site: Site, portal: CkanPortal) -> None:
    portal.publish(release())
    by_hand = add_by_hand(site)
    shown = dataset(site)
    site.administrator.call("package_patch", id=NAME, extras=[*shown["extras"], {"key": "负责人", "value": "王"}])
    assert not portal.difference(release())
    portal.publish(release("1.0.1", observation=CHANGED))
    after = dataset(site)
    assert next(r for r in after["resources"] if r["id"] == by_hand["id"]) == by_hand
    assert {"key": "负责人", "value": "王"} in after["extras"]


def test_tags_and_extras_shrink(site: Site, portal: CkanPortal, relay: Relay) -> None:
    portal.publish(release())
    relay.writes.clear()
    done = portal.publish(release(keywords=["工作总结"], temporal=""))
    assert relay.writes == ["package_revise"]
    assert done.difference.metadata == ("extras", "tags")
    shown = dataset(site)
    assert [tag["name"] for tag in shown["tags"]] == ["工作总结"]
    assert not any(extra["key"].startswith("temporal") for extra in shown["extras"])


def test_a_concurrent_edit_is_not_overwritten(site: Site, portal: CkanPortal, relay: Relay) -> None:
    portal.publish(release())
    changed = release("1.0.1", observation=CHANGED)
    relay.before = lambda: site.administrator.call("package_patch", id=NAME, notes="改过的说明")
    with pytest.raises(PortalConflict, match="portal-conflict"):
        portal.publish(changed)
    shown = dataset(site)
    assert (shown["notes"], shown["version"]) == ("改过的说明", "1.0.0")
    assert (
        requests.get(by_name(site)["observation"]["url"], timeout=PATIENCE).content == release()["data/observation.csv"]
    )
    portal.publish(changed)
    assert validate(site) == ROWS


@pytest.mark.parametrize("fault", list(Fault))
def test_a_portal_that_fails_is_asked_again(site: Site, portal: CkanPortal, relay: Relay, fault: Fault) -> None:
    portal.publish(release())
    relay.writes.clear()
    relay.faults = [fault]
    changed = release("1.0.1", observation=CHANGED)
    done = portal.publish(changed)
    # What CKAN carried out before the connection broke is not sent a second time.
    carried_out = fault in (Fault.ERROR_AFTER, Fault.CUT_ANSWER)
    assert relay.writes == ["package_revise"] * (1 if carried_out else 2)
    assert "data/observation.csv" in done.difference.changed
    assert (
        requests.get(by_name(site)["observation"]["url"], timeout=PATIENCE).content == changed["data/observation.csv"]
    )
    assert validate(site) == ROWS
    assert not portal.difference(changed)


@pytest.mark.parametrize("fault", [Fault.ERROR, Fault.CUT_ANSWER])
def test_the_first_publication_breaks_off(site: Site, portal: CkanPortal, relay: Relay, fault: Fault) -> None:
    relay.faults = [fault, fault]
    portal.publish(release())
    assert dataset(site)["state"] == "active"
    assert validate(site) == ROWS


def test_a_portal_that_stays_down_is_given_up(site: Site, relay: Relay) -> None:
    portal_of(relay, site.token).publish(release())
    relay.writes.clear()
    relay.faults = [Fault.ERROR] * 20
    waited: list[float] = []
    with pytest.raises(PortalUnreachable, match="status 500"):
        portal_of(relay, site.token, waited.append).publish(release("1.0.1", observation=CHANGED))
    assert len(relay.writes) == 4 and len(waited) == 3
    assert dataset(site)["version"] == "1.0.0"


def test_bytes_that_no_description_knows_are_sent_again(site: Site, portal: CkanPortal, relay: Relay) -> None:
    """A write that CKAN gave up after it had stored the file: new bytes under the old description."""
    portal.publish(release())
    good = by_name(site)["unit"]
    site.administrator.revise(
        {"match": {"id": dataset(site)["id"]}, f"update__resources__{good['id']}": {"hash": good["hash"]}},
        {f"update__resources__{good['id']}__upload": ("unit.csv", b"half of a tab")},
    )
    relay.writes.clear()
    portal.publish(release("1.0.1", observation=CHANGED))
    assert relay.writes == ["package_revise", "package_revise"]
    assert requests.get(by_name(site)["unit"]["url"], timeout=PATIENCE).content == release()["data/unit.csv"]
    assert validate(site) == ROWS


def test_a_token_that_expired(
    site: Site, relay: Relay, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    portal_of(relay, site.token).publish(release())
    relay.writes.clear()
    caplog.set_level("DEBUG")
    waited: list[float] = []
    with pytest.raises(PortalRefused, match="ZQ_PORTAL_TOKEN") as refused:
        portal_of(relay, site.expired, waited.append).publish(release("1.0.1", observation=CHANGED))
    assert waited == [], "a refusal is not tried again"
    assert relay.writes == ["package_revise"]
    assert dataset(site)["version"] == "1.0.0"
    printed = "".join(capfd.readouterr())
    for told in (printed, caplog.text, str(refused.value), repr(refused.value)):
        assert site.expired not in told and site.expired[:20] not in told


def test_a_dataset_that_is_not_ours(site: Site, portal: CkanPortal, relay: Relay) -> None:
    site.administrator.call("package_create", name=NAME, owner_org="open-data", title="手工数据集")
    for ask in (portal.difference, portal.publish):
        with pytest.raises(PortalRefused, match="was not made by us"):
            ask(release())
    assert relay.writes == []


@pytest.mark.parametrize("by_administrator", [True, False])
def test_what_people_deleted_stays_deleted(
    site: Site, portal: CkanPortal, relay: Relay, by_administrator: bool
) -> None:
    portal.publish(release())
    site.administrator.call("package_delete", id=NAME)
    asked = portal if not by_administrator else CkanPortal(site.address, site.administrator_token)
    with pytest.raises(PortalRefused):
        asked.publish(release("1.0.1"))
    assert dataset(site)["state"] == "deleted"
    assert "package_revise" not in relay.writes[2:]


def test_an_edit_of_our_own_fields_is_put_back(site: Site, portal: CkanPortal) -> None:
    portal.publish(release())
    site.administrator.call("package_patch", id=NAME, title="别的标题")
    unit = by_name(site)["unit"]
    site.administrator.call("resource_patch", id=unit["id"], name="别的名称")
    done = portal.difference(release())
    assert (done.changed, done.metadata) == (("data/unit.csv",), ("title",))
    portal.publish(release())
    assert by_name(site)["unit"]["name"] == "计量单位"
    assert not portal.difference(release())


def whole() -> dict[str, bytes]:
    """A release as the pipeline makes it, with all its tables and forms."""
    sources = {READING.key: READING.source}
    built = build(tables(), sources, replace(RELEASE, name=NAME))
    assert not built.findings
    tree = dict(built.tree)
    add_site(tables(), sources, tree)
    return tree


def checked_out() -> dict[str, bytes]:
    """What this checkout publishes, under the name that the tests take away afterwards."""
    tree = read_tree(Path(__file__).parents[2] / "datapackage")
    if not tree:
        pytest.skip("nothing is published in this checkout: make run")
    return {**tree, "datapackage.json": json.dumps(described(tree) | {"name": NAME}).encode()}


@pytest.mark.parametrize("made", [whole, checked_out])
def test_a_whole_release(
    site: Site, portal: CkanPortal, relay: Relay, tmp_path: Path, made: Callable[[], dict[str, bytes]]
) -> None:
    tree = made()
    portal.publish(tree)
    assert validate(site) == {resource["name"]: resource["row_count"] for resource in described(tree)["resources"]}
    published = requests.get(by_name(site)["datapackage.json"]["url"], timeout=PATIENCE).json()
    for form in published["forms"]:
        content = requests.get(form["path"], timeout=PATIENCE).content
        assert (len(content), digest(content)) == (form["bytes"], form["hash"])
    archive = tmp_path / "package.zip"
    archive.write_bytes(
        requests.get(
            next(r["url"] for r in dataset(site)["resources"] if r["format"] == "ZIP"), timeout=PATIENCE
        ).content
    )
    report = Package(archive).validate()
    assert report.valid and len(report.tasks) == len(described(tree)["resources"])
    relay.writes.clear()
    assert not portal.publish(tree).difference
    assert relay.writes == []


def add_by_hand(site: Site) -> dict[str, Any]:
    """A resource that somebody put there with the form of the site."""
    return site.administrator.call(
        "resource_create", package_id=NAME, name="会议照片", url="https://example.org/photo", format="HTML"
    )
