"""What a fresh ``zq-pipeline ui`` shows, asked over GraphQL: graph, checks, job, schedule and sensor."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import generate
from tests.test_cli import zq
from zq_pipeline.defs.resources import environment
from zq_pipeline.store.home import Home
from zq_pipeline.tables.catalogue import CATALOGUE, TABLES

CHECKOUT = Path(__file__).parents[2]
LOCATION = "zq_pipeline.definitions"
"""What the state of schedule and sensor hangs on."""
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
REPORTS = """
{
  assetNodeOrError(assetKey: {path: ["raw_report"]}) { ... on AssetNode {
    partitionStats { numPartitions numMaterialized numFailed }
    assetPartitionStatuses { ... on DefaultPartitionStatuses { materializedPartitions failedPartitions } }
  } }
  runsOrError(filter: {pipelineName: "read_report"}) { ... on Runs { results {
    eventConnection { events { ... on ExecutionStepFailureEvent { failureMetadata { description } } } }
  } } }
}
"""


def ask(port: int, query: str) -> dict:
    body = json.dumps({"query": query}).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{port}/graphql", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=120) as answer:
        said = json.load(answer)
    assert "errors" not in said, said
    return said["data"]


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


@contextmanager
def ui(home: Path) -> Iterator[int]:
    """A running UI on this checkout and ``home``; its port."""
    port = free_port()
    command = [sys.executable, "-m", "zq_pipeline", "ui", "--home", str(home), "--port", str(port)]
    server = subprocess.Popen(
        command, cwd=CHECKOUT, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        eventually(lambda: _answers(port), server)
        yield port
    finally:
        os.killpg(server.pid, signal.SIGINT)
        try:
            server.wait(60)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def eventually(holds: Callable[[], bool], server: subprocess.Popen | None = None, seconds: float = 600) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it took too long"
        assert server is None or server.poll() is None, "the UI did not come up"
        # A question costs the machine that has to answer it a third of a second.
        time.sleep(1)


def _answers(port: int) -> bool:
    try:
        ask(port, QUERY)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
    return True


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """A home after a run over two good reports and a bad one."""
    home = tmp_path_factory.mktemp("home")
    generate.write_raw(home / "raw", 2, 1)
    shutil.copy(CHECKOUT / "raw" / "dataset.toml", home / "raw")
    (home / "raw" / "bad.txt").write_bytes(b"%PDF-1.7")
    assert zq("run", "--home", home).returncode == 1
    return home


@pytest.fixture(scope="module")
def port(home) -> Iterator[int]:
    with ui(home) as port:
        yield port


@pytest.fixture(scope="module")
def shown(port) -> dict:
    """What the UI knows of this checkout."""
    return ask(port, QUERY)


def test_the_workspace_loads_as_it_stands(shown):
    (location,) = shown["workspaceOrError"]["locationEntries"]
    assert (location["name"], location["loadStatus"], location["locationOrLoadError"]["__typename"]) == (
        LOCATION,
        "LOADED",
        "RepositoryLocation",
    ), location


def beside(home: Path, *command: str) -> str:
    """What a command says in the checkout, on the history of a home on which a UI runs, to somebody who has no settings yet."""
    told = {**os.environ, **environment(Home(home)), "HOME": str(home / "nobody")}
    command = (str(Path(sys.executable).with_name(command[0])), *command[1:])
    done = subprocess.run(command, cwd=CHECKOUT, env=told, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done
    return done.stdout or done.stderr


def test_dg_checks_and_lists_the_same_definitions_beside_the_ui(port, home):
    assert "All definitions loaded successfully." in beside(home, "dg", "check", "defs")
    found = json.loads(beside(home, "dg", "list", "defs", "--json"))
    assert {asset["asset_key"] for asset in found["assets"]} > TABLES.keys()
    assert {job["name"] for job in found["jobs"]} == {"publish", "read_corpus", "read_report"}
    assert [made["name"] for made in found["schedules"] + found["sensors"]] == ["daily_and_yearly", "raw_folder"]
    assert not (home / "nobody").exists(), "somebody was counted"


def test_whoever_loads_the_definitions_finds_them_under_one_name(port, home):
    assert f"successful for code location {LOCATION}." in beside(home, "dagster", "definitions", "validate")
    told = tomllib.loads((CHECKOUT / "dg.toml").read_text(encoding="utf-8"))
    assert told["project"]["code_location_name"] == LOCATION


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


def partitions(port: int) -> dict[str, str]:
    statuses = ask(port, REPORTS)["assetNodeOrError"]["assetPartitionStatuses"]
    return dict.fromkeys(statuses["materializedPartitions"], "materialized") | dict.fromkeys(
        statuses["failedPartitions"], "failed"
    )


def test_each_report_is_a_partition_with_its_status(port):
    assert partitions(port) == {"r0000.txt": "materialized", "r0001.txt": "materialized", "bad.txt": "failed"}
    asked = ask(port, REPORTS)
    assert asked["assetNodeOrError"]["partitionStats"] == {"numPartitions": 3, "numMaterialized": 2, "numFailed": 1}
    assert "not-text: raw/bad.txt is a PDF" in str(asked["runsOrError"])


def test_a_report_that_is_dropped_into_raw_becomes_a_partition_and_part_of_the_package(port, home):
    generate.write_raw(home / "raw", 3, 1)
    (home / "raw" / "bad.txt").unlink()
    three = {f"r{n:04}.txt": "materialized" for n in range(3)}
    eventually(lambda: partitions(port) == three)
    rows = (home / "datapackage" / "data" / "report.csv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == 1 + 3
