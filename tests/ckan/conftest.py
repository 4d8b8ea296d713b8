"""One CKAN for all tests here, and a user who may edit one organization's datasets: whoever publishes is no administrator."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from tests.ckan import server
from tests.ckan.relay import Relay, relaying
from zq_pipeline.portal.ckan import CkanPortal
from zq_pipeline.portal.ckan_api import Api

ORGANIZATION = "open-data"
MOMENT = 0.02
"""CKAN's search answers to a hundredth of a second which state of a dataset it holds."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """These tests run when they are asked for: they need a CKAN, and a minute."""
    if "ckan" in config.getoption("markexpr"):
        return
    for item in items:
        if item.get_closest_marker("ckan"):
            item.add_marker(pytest.mark.skip(reason="make test-ckan"))


@dataclass(frozen=True)
class Site:
    """The portal, its administrator, and the tokens of an editor: one that works and one that has expired."""

    address: str
    administrator: Api
    administrator_token: str = field(repr=False)
    token: str = field(repr=False)
    expired: str = field(repr=False)


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    assert server.installed(), "there is no CKAN: make test-ckan installs it"
    with server.running() as ckan:
        administrator = Api(ckan.address, ckan.token)
        administrator.call("user_create", name="editor", email="editor@example.org", password="only-for-the-test")
        administrator.call("organization_create", name=ORGANIZATION, users=[{"name": "editor", "capacity": "editor"}])
        tokens = [
            administrator.call("api_token_create", user="editor", name=f"{seconds} s", expires_in=seconds, unit=1)[
                "token"
            ]
            for seconds in (86400, 1)
        ]
        time.sleep(1.1)
        yield Site(ckan.address, administrator, ckan.token, *tokens)


@pytest.fixture
def relay(site: Site) -> Iterator[Relay]:
    """A relay in front of the portal; afterwards the dataset is gone."""
    with relaying(site.address) as relay:
        yield relay
    site.administrator.call("dataset_purge", id="liuhe-work-report")


@pytest.fixture
def portal(site: Site, relay: Relay) -> CkanPortal:
    return portal_of(relay, site.token)


def portal_of(
    relay: Relay, token: str, sleep: Callable[[float], None] = lambda seconds: time.sleep(MOMENT)
) -> CkanPortal:
    return CkanPortal(relay.address, token, organization=ORGANIZATION, sleep=sleep)
