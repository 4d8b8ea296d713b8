"""A deposit: what DataCite's own schema says of it, and what Zenodo is asked, by its documented interface (a stub answers)."""

import hashlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.portal.sample import placed_release, small_release
from tests.trees import laid_out
from zq_pipeline.cli import app
from zq_pipeline.portal.deposit import DATACITE, ZENODO, deposit
from zq_pipeline.portal.publisher import NoRelease, PortalRefused, PortalUnreachable
from zq_pipeline.store.publish import read_tree

SECRET = "a-token-that-must-not-be-seen"


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    for name in ("ZQ_DEPOSIT_TOKEN", "ZQ_DEPOSIT_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    laid_out(placed_release(), tmp_path / "datapackage")
    return tmp_path


def run(home: Path, *more: str) -> Any:
    return CliRunner().invoke(app, ["deposit", "--home", str(home), *more])


@dataclass
class Zenodo:
    """What was asked, and how the next questions go wrong."""

    asked: list[tuple[str, str, str]] = field(default_factory=list)
    metadata: dict[str, Any] = field(default_factory=dict)
    stored: dict[str, bytes] = field(default_factory=dict)
    status: int = 0
    spoil: bytes = b""
    address: str = ""


@pytest.fixture
def zenodo() -> Iterator[Zenodo]:
    state = Zenodo()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            state.metadata = json.loads(self.body())
            links = {"bucket": f"{state.address}/api/files/b1", "html": f"{state.address}/deposit/7"}
            self.answer(201, {"id": 7, "links": links})

        def do_PUT(self) -> None:
            name = self.path.rpartition("/")[2]
            state.stored[name] = self.body() + state.spoil
            self.answer(201, {"key": name, "checksum": f"md5:{hashlib.md5(state.stored[name]).hexdigest()}"})

        def body(self) -> bytes:
            state.asked.append((self.command, self.path, self.headers.get("Authorization", "")))
            return self.rfile.read(int(self.headers["Content-Length"]))

        def answer(self, status: int, said: Any) -> None:
            content = json.dumps(said if not state.status else {"message": SECRET}).encode()
            self.send_response(state.status or status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    state.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield state
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_dry_run_writes_files_and_metadata_and_asks_nobody(home):
    done = run(home, "--dry-run")
    assert (done.exit_code, done.output.strip()) == (0, str(home / "deposit"))
    written = read_tree(home / "deposit")
    assert set(written) == {
        "datapackage.json", "liuxi-work-report-1.0.0.zip", "liuxi-work-report.xlsx", "liuxi-work-report.sqlite", ZENODO, DATACITE,
    }  # fmt: skip
    assert written == deposit(placed_release())
    before = {path: path.stat().st_mtime_ns for path in (home / "deposit").iterdir()}
    assert run(home, "--dry-run").exit_code == 0
    assert {path: path.stat().st_mtime_ns for path in (home / "deposit").iterdir()} == before, (
        "the same again is not written"
    )


@pytest.mark.parametrize("release", [placed_release, small_release])
def test_datacite_finds_its_metadata_valid(release):
    schema = pytest.importorskip("datacite.schema45")
    found = json.loads(deposit(release())[DATACITE])
    schema.validator.validate(found)
    assert found["publisher"]["name"] == "柳溪数据"
    assert not schema.validate({key: value for key, value in found.items() if key != "titles"})


def test_zenodo_is_told_who_when_and_from_what():
    told = json.loads(deposit(placed_release())[ZENODO])["metadata"]
    assert (told["publication_date"], told["version"], told["license"]) == ("2031-03-15", "1.0.0", "cc-by-4.0")
    assert told["creators"] == [{"name": "柳溪数据"}]
    assert told["related_identifiers"] == [
        {"identifier": "https://example.org/2030", "relation": "isDerivedFrom"},
        {
            "identifier": "https://data.example.org/liuxi/1.0.0/",
            "relation": "isIdenticalTo",
            "resource_type": "dataset",
        },
    ]


def test_a_draft_holds_the_files(home, zenodo, monkeypatch):
    monkeypatch.setenv("ZQ_DEPOSIT_TOKEN", SECRET)
    done = run(home, "--address", zenodo.address)
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, f"{zenodo.address}/deposit/7")
    assert zenodo.metadata == json.loads(deposit(placed_release())[ZENODO])
    assert zenodo.stored == {n: c for n, c in deposit(placed_release()).items() if n not in (ZENODO, DATACITE)}
    assert {token for *_, token in zenodo.asked} == {f"Bearer {SECRET}"}
    assert not any("publish" in path for _, path, _ in zenodo.asked), "that is for people"
    kept = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert SECRET not in done.output and SECRET.encode() not in kept


@pytest.mark.parametrize(
    ("status", "spoil", "error", "said"),
    [
        (401, b"", PortalRefused, "ZQ_DEPOSIT_TOKEN"),
        (400, b"", PortalRefused, "status 400"),
        (503, b"", PortalUnreachable, "status 503"),
        (0, b"more", PortalUnreachable, "other than it was sent"),
    ],
)
def test_what_goes_wrong_is_a_sentence_without_the_token(home, zenodo, monkeypatch, status, spoil, error, said):
    monkeypatch.setenv("ZQ_DEPOSIT_TOKEN", SECRET)
    zenodo.status, zenodo.spoil = status, spoil
    problem = run(home, "--address", zenodo.address).exception
    assert isinstance(problem, error) and said in str(problem) and SECRET not in str(problem)


@pytest.mark.parametrize(
    ("token", "address", "said"),
    [("", "https://zenodo.example.org", "ZQ_DEPOSIT_TOKEN"), (SECRET, "javascript:alert(1)", "--address")],
)
def test_without_a_token_or_an_address_nothing_is_asked(home, monkeypatch, token, address, said):
    monkeypatch.setenv("ZQ_DEPOSIT_TOKEN", token)
    problem = run(home, "--address", address).exception
    assert isinstance(problem, PortalRefused) and said in str(problem)


def test_without_a_release_there_is_no_deposit(home):
    (home / "datapackage" / "datapackage.json").unlink()
    assert isinstance(run(home, "--dry-run").exception, NoRelease)
