"""The release on the portal: what the asset tells, what is asked again and what is not."""

import dagster as dg
import pytest

from tests.store.test_folder_portal import release
from tests.trees import laid_out
from zq_pipeline.defs import publishing
from zq_pipeline.defs.resources import HomeResource
from zq_pipeline.portal.publisher import PortalRefused, PortalUnreachable
from zq_pipeline.store.publish import read_tree


@pytest.fixture
def home(tmp_path, monkeypatch) -> HomeResource:
    for name in ("ZQ_PORTAL", "ZQ_PORTAL_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    laid_out(release(), tmp_path / "datapackage")
    return HomeResource(root=str(tmp_path))


class Down:
    """A portal that answers with an error."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def publish(self, release):
        raise self.error


def test_address_and_changes_are_metadata(home):
    told = publishing.published_release(home=home).metadata
    assert told["address"].endswith("/portal/liuxi/1.0.0/index.html")
    assert "+ data/unit.csv" in told["changed"]
    assert read_tree(home.home.portal / "liuxi" / "latest") == release()
    assert publishing.published_release(home=home).metadata["changed"] == []


def test_a_portal_that_is_down_is_asked_again(home, monkeypatch):
    down = Down(PortalUnreachable(address="https://data.example.org", reason="status 502"))
    monkeypatch.setattr(publishing.portals, "chosen", lambda home: down)
    with pytest.raises(dg.RetryRequested) as asked:
        publishing.published_release(home=home)
    assert asked.value.max_retries == publishing.RETRIES


def test_a_refusal_is_final(home, monkeypatch):
    refusing = Down(PortalRefused(address="https://data.example.org", reason="status 403", advice="Ask for a token."))
    monkeypatch.setattr(publishing.portals, "chosen", lambda home: refusing)
    with pytest.raises(dg.Failure) as failed:
        publishing.published_release(home=home)
    assert not failed.value.allow_retries
    assert "Ask for a token." in failed.value.description


def test_it_waits_for_the_package_and_its_checks():
    (key,) = publishing.published_release.asset_deps
    assert publishing.published_release.asset_deps[key] == {dg.AssetKey("datapackage")}
