"""Publishing to a real CKAN as a user does it: from the command line and by the main job, with the token in the environment."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ckan.conftest import ORGANIZATION, Site
from tests.ckan.relay import Relay
from tests.portal.package import OBSERVATION, release
from tests.reports import origin, page
from tests.trees import laid_out
from zq_pipeline.portal.ckan import CkanPortal

pytestmark = pytest.mark.ckan
SETTINGS = """\
name = "liuhe-work-report"
title = "柳河镇 政府工作报告开放数据"
title_en = "Liuhe Town work reports as open data"
description = "虚构的数据。"
description_en = "Invented data."
keywords = ["工作总结"]
[licence]
name = "CC-BY-4.0"
title = "Creative Commons Attribution 4.0 International"
path = "https://creativecommons.org/licenses/by/4.0/"
[publisher]
title = "柳河数据"
[source]
rights = "以来源网站为准。"
rights_en = "As at the source."
"""


def zq(relay: Relay, token: str, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run it with ``token``, and see that the token is in nothing that was printed or written."""
    settings = {
        "ZQ_PORTAL": "ckan",
        "ZQ_PORTAL_ADDRESS": relay.address,
        "ZQ_PORTAL_ORGANIZATION": ORGANIZATION,
        "ZQ_PORTAL_TOKEN": token,
    }
    done = subprocess.run(
        [sys.executable, "-m", "zq_pipeline", *arguments, "--home", str(home)],
        env=os.environ | settings,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    secret = token.rpartition(".")[2]
    assert secret not in done.stdout + done.stderr
    assert not [path for path in home.rglob("*") if path.is_file() and secret.encode() in path.read_bytes()]
    return done


def put(home: Path, tree: dict[str, bytes]) -> None:
    laid_out(tree, home / "datapackage")


def test_publish(site: Site, relay: Relay, tmp_path: Path) -> None:
    put(tmp_path, release())
    dry = zq(relay, site.token, tmp_path, "publish", "--dry-run")
    assert dry.returncode == 0 and "+ data/observation.csv" in dry.stdout.splitlines()
    assert relay.writes == []
    done = zq(relay, site.token, tmp_path, "publish")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == f"{site.address}/dataset/liuhe-work-report"
    assert not CkanPortal(relay.address, site.token).difference(release())

    put(tmp_path, release("1.0.1", observation=OBSERVATION.replace("133.8", "133.9")))
    refused = zq(relay, site.expired, tmp_path, "publish")
    assert refused.returncode == 2
    assert refused.stderr.startswith("portal-refused: ") and refused.stderr.count("\n") == 1
    garbled = zq(relay, f"{site.token} ", tmp_path, "publish")
    assert (garbled.returncode, garbled.stderr.partition(":")[0]) == (2, "bad-portal-token")


def test_the_main_job_publishes(site: Site, relay: Relay, tmp_path: Path) -> None:
    """Everything from the report to the portal; Dagster keeps the history of it, and no token."""
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "dataset.toml").write_text(SETTINGS, encoding="utf-8")
    (raw / "a.txt").write_text(page("柳河镇"), encoding="utf-8")
    (raw / "a.origin.toml").write_text(origin("柳河镇"), encoding="utf-8")
    done = zq(relay, site.token, tmp_path, "run")
    assert done.returncode == 0, done.stdout + done.stderr
    assert relay.writes == ["package_create", "package_revise"]
    assert site.administrator.call("package_show", id="liuhe-work-report")["state"] == "active"
    relay.writes.clear()
    assert zq(relay, site.token, tmp_path, "run").returncode == 0
    assert relay.writes == []
