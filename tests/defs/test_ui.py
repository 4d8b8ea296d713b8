"""What a fresh ``zq-pipeline ui`` shows, asked over GraphQL: graph, checks, job, schedule and sensor."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from zq_pipeline.tables.catalogue import CATALOGUE

CHECKOUT = Path(__file__).parents[2]
QUERY = """
{
  workspaceOrError { ... on Workspace { locationEntries { name loadStatus locationOrLoadError {
    __typename
    ... on PythonError { message }
    ... on RepositoryLocation { repositories {
      jobs { name }
      schedules { name cronSchedule executionTimezone scheduleState { status } }
      sensors { name sensorState { status } }
    } }
  } } } }
  assetNodes {
    assetKey { path } groupName
    dependencyKeys { path }
    assetChecksOrError { ... on AssetChecks { checks { name blocking } } }
    metadataEntries { label __typename }
  }
}
"""


def ask(port: int, query: str) -> dict:
    body = json.dumps({"query": query}).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{port}/graphql", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        said = json.load(answer)
    assert "errors" not in said, said
    return said["data"]


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


@pytest.fixture(scope="module")
def shown(tmp_path_factory) -> dict:
    """What the UI knows of this checkout, with a home of its own."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "zq_pipeline",
        "ui",
        "--home",
        str(tmp_path_factory.mktemp("home")),
        "--port",
        str(port),
    ]
    server = subprocess.Popen(
        command, cwd=CHECKOUT, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until = time.monotonic() + 120
        while time.monotonic() < until and server.poll() is None:
            try:
                return ask(port, QUERY)
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.3)
        pytest.fail("the UI did not come up")
    finally:
        os.killpg(server.pid, signal.SIGINT)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def test_the_workspace_loads_as_it_stands(shown):
    (location,) = shown["workspaceOrError"]["locationEntries"]
    assert (location["loadStatus"], location["locationOrLoadError"]["__typename"]) == (
        "LOADED",
        "RepositoryLocation",
    ), location


def test_job_schedule_and_sensor_are_there_and_running(shown):
    (repository,) = shown["workspaceOrError"]["locationEntries"][0]["locationOrLoadError"]["repositories"]
    assert "publish" in {job["name"] for job in repository["jobs"]}
    (schedule,) = repository["schedules"]
    assert (schedule["executionTimezone"], schedule["scheduleState"]["status"]) == ("Asia/Shanghai", "RUNNING")
    (sensor,) = repository["sensors"]
    assert (sensor["name"], sensor["sensorState"]["status"]) == ("raw_folder", "RUNNING")


def test_the_graph_runs_from_the_reading_over_the_tables_to_the_package(shown):
    nodes = {"/".join(node["assetKey"]["path"]): node for node in shown["assetNodes"]}
    tables = {table.name for table in CATALOGUE}
    assert {"reading", "datapackage"} | tables <= set(nodes)
    assert {key["path"][0] for key in nodes["datapackage"]["dependencyKeys"]} == {"reading"} | tables
    for name in tables:
        assert "dagster/column_schema" in {entry["label"] for entry in nodes[name]["metadataEntries"]}


def test_every_table_has_a_blocking_contract(shown):
    nodes = {"/".join(node["assetKey"]["path"]): node for node in shown["assetNodes"]}
    for table in CATALOGUE:
        checks = {check["name"]: check["blocking"] for check in nodes[table.name]["assetChecksOrError"]["checks"]}
        assert checks.get("contract") is True
