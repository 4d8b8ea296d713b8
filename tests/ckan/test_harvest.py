"""What a CKAN that harvests gets of ``dcat.jsonld``: asked of ckanext-dcat's own parser."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.ckan import server
from tests.portal.sample import placed_release

pytestmark = pytest.mark.ckan
PLACED = "https://data.example.org/liuxi/"


def test_addresses_are_whole_the_licence_is_known_and_files_have_names(tmp_path: Path) -> None:
    assert server.installed(), "there is no CKAN: make test-ckan installs it"
    file = tmp_path / "dcat.jsonld"
    file.write_bytes(placed_release()["dcat.jsonld"])
    command = [server.FOLDER / "venv/bin/python", Path(__file__).with_name("harvest.py"), file]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    (dataset,) = json.loads(done.stdout)
    extras = {extra["key"]: extra["value"] for extra in dataset["extras"]}
    assert (dataset["title"], dataset["license_id"], dataset["version"]) == (
        "Liuxi Town work reports",
        "cc-by",
        "1.0.0",
    )
    assert dataset["url"] == f"{PLACED}1.0.0/index.html"
    assert extras["uri"] == f"{PLACED}#dataset"
    assert (extras["publisher_name"], extras["contact_email"], extras["issued"]) == (
        "柳溪数据",
        "data@example.org",
        "2031-03-15",
    )
    files = {file["url"]: file for file in dataset["resources"]}
    assert all(address.startswith(f"{PLACED}1.0.0/") for address in files)
    units = files[f"{PLACED}1.0.0/data/unit.csv"]
    assert (units["name"], units["format"]) == ("Units (CSV)", "CSV")
    assert files[f"{PLACED}1.0.0/source/330483105-2030.txt"]["name"] == "Text of a report 330483105-2030 (TXT)"
