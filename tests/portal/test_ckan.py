"""What CKAN is asked to hold, and what is said when something else answers; the real CKAN is met in tests/ckan."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.portal.package import release
from zq_pipeline.portal.ckan import CkanPortal
from zq_pipeline.portal.ckan_api import LONGEST, Api
from zq_pipeline.portal.ckan_dataset import NAME, Plan, plan
from zq_pipeline.portal.publisher import (
    BadAddress,
    BadToken,
    NoRelease,
    PortalRefused,
    PortalUnreachable,
    Tree,
    described,
)

DATASET = "6f1c1c5e-0d5e-4c56-9b3e-1f0d3a5b7c11"
BASE = "https://data.example.org"
TOKEN = "a-token-that-must-not-be-seen"


def planned(tree: Tree, shown: dict[str, Any] | None = None, licences: tuple[str, ...] = ()) -> Plan:
    return plan(tree, described(tree), shown or {"id": DATASET}, licences, BASE)


def carried_out(done: Plan) -> dict[str, Any]:
    """The dataset as CKAN would show it afterwards."""
    return {"id": DATASET, **done.properties, "resources": [{"id": w.id, **w.fields} for w in done.wanted]}


def test_what_was_carried_out_differs_in_nothing() -> None:
    first = planned(release())
    assert set(first.difference.added) == set(release())
    again = planned(release(), carried_out(first))
    assert not again.difference
    assert not any(w.fresh_bytes for w in again.wanted)


def test_ids_last_from_version_to_version() -> None:
    first, second = planned(release("1.0.0")), planned(release("1.1.0"))
    assert {w.fields[NAME]: w.id for w in first.wanted} == {w.fields[NAME]: w.id for w in second.wanted}
    archive = next(w for w in second.wanted if w.path.endswith(".zip"))
    assert (archive.fields[NAME], archive.file_name) == ("liuhe-work-report.zip", "liuhe-work-report-1.1.0.zip")


def test_the_description_stands_alone() -> None:
    asked = planned(release())
    description = json.loads(asked.wanted[0].content)
    places = {w.fields[NAME]: f"{BASE}/dataset/{DATASET}/resource/{w.id}/download/{w.file_name}" for w in asked.wanted}
    assert {r["name"]: r["path"] for r in description["resources"]} == {
        name: places[name] for name in ("observation", "unit")
    }
    assert [form["path"] for form in description["forms"]] == [places["liuhe.sqlite"], places["liuhe.xlsx"]]
    # Nothing else is other than in the release.
    for part in ("resources", "forms"):
        for item, original in zip(description[part], described(release())[part], strict=True):
            assert item | {"path": original["path"]} == original


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [("CC-BY-4.0", (), "cc-by"), ("CC-BY-4.0", ("CC-BY-4.0",), "CC-BY-4.0"), ("OGL-X-1.0", ("cc-by",), "OGL-X-1.0")],
)
def test_licences(name: str, known: tuple[str, ...], expected: str) -> None:
    asked = planned(release(licenses=[{"name": name}]), licences=known)
    assert asked.properties["license_id"] == expected


def test_a_sparse_description_is_enough() -> None:
    tree = {"datapackage.json": b'{"name": "liuhe"}'}
    asked = planned(tree)
    assert [w.path for w in asked.wanted] == ["datapackage.json"]
    assert (asked.properties["title"], asked.properties["tags"]) == ("liuhe", [])


@pytest.mark.parametrize("content", [None, b"{", b"[]", b"{}"])
def test_no_release(content: bytes | None) -> None:
    with pytest.raises(NoRelease, match="zq-pipeline run"):
        described({"datapackage.json": content} if content is not None else {})


@pytest.mark.parametrize("damage", [{"data/unit.csv": b"unit"}, {"liuhe.xlsx": b""}])
def test_a_damaged_release_goes_nowhere(damage: dict[str, bytes]) -> None:
    with pytest.raises(NoRelease, match="is not the file that"):
        described(release() | damage)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "data.example.org",
        "ftp://data.example.org",
        "https://",
        "https://user:secret@data.example.org",
        "file:///etc",
    ],
)
def test_addresses_that_cannot_be_used_are_not_repeated(address: str) -> None:
    with pytest.raises(BadAddress) as problem:
        Api(address)
    assert "secret" not in str(problem.value)


@pytest.mark.parametrize("token", [f"{TOKEN}\n", f"Bearer {TOKEN}", f"{TOKEN}令牌"])
def test_tokens_that_cannot_be_sent_are_not_repeated(token: str) -> None:
    with pytest.raises(BadToken) as problem:
        Api(BASE, token)
    assert TOKEN not in repr(problem.value) and problem.value.__cause__ is None


@contextmanager
def answering(status: int, content: bytes, **headers: str) -> Iterator[tuple[str, list[str | None]]]:
    """A server that says the same to everybody; its address, and the tokens it was sent."""
    tokens: list[str | None] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            tokens.append(self.headers.get("Authorization"))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", tokens
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    ("status", "content", "headers"),
    [
        (200, b"<html>a site</html>", {}),
        (200, b"[]", {}),
        (200, b'"success"', {}),
        (404, b"not here", {}),
        (301, b"", {"Location": "https://elsewhere.example.org/"}),
    ],
)
def test_something_else_than_a_ckan(status: int, content: bytes, headers: dict[str, str]) -> None:
    with answering(status, content, **headers) as (address, tokens):
        with pytest.raises(PortalRefused, match="Check the address"):
            CkanPortal(address, TOKEN).difference(release())
        assert tokens == [TOKEN], "asked once"


def test_what_a_portal_says_cannot_disturb_the_terminal() -> None:
    answer = json.dumps({"success": False, "error": {"__type": "Validation Error", "name": ["\x1b[31m" + "x" * 5000]}})
    with answering(409, answer.encode()) as (address, _), pytest.raises(PortalRefused) as refused:
        CkanPortal(address, TOKEN).difference(release())
    assert "\x1b" not in str(refused.value) and len(str(refused.value)) < 1000


def said(result: object) -> bytes:
    return json.dumps({"success": True, "result": result}).encode()


SHAPES = {
    "JSON a thousand deep": b"[" * 100_000 + b"]" * 100_000,
    "a result that is deep": b'{"success": true, "result": ' + b"[" * 900 + b"]" * 900 + b"}",
    "null for all": b"null",
    "text for a problem": b'{"success": false, "error": "no"}',
    "no id": said({"name": "liuhe"}),
    "an id that is no UUID": said({"id": "liuhe"}),
    "an id that is a number": said({"id": 7}),
    "text for a dataset": said("liuhe"),
    "null for a resource": said({"id": DATASET, "resources": [None]}),
    "text for resources": said({"id": DATASET, "resources": "all"}),
    "an extra without a key": said({"id": DATASET, "extras": [{"value": 1}]}),
    "a list for the status": said([]),
    "numbers that are none": b'{"success": true, "result": NaN}',
    "no UTF-8": b"\xff\xfe{",
}


@pytest.mark.parametrize("content", SHAPES.values(), ids=SHAPES.keys())
@pytest.mark.parametrize("ask", ["difference", "publish", "releases"])
def test_an_answer_of_any_shape_ends_in_a_sentence(content: bytes, ask: str) -> None:
    with (
        answering(200, content) as (address, _),
        pytest.raises(PortalRefused, match=r"no answer of a CKAN|not made by us"),
    ):
        portal = CkanPortal(address, TOKEN, pauses=())
        portal.releases() if ask == "releases" else getattr(portal, ask)(release())


def test_an_answer_is_read_up_to_a_limit() -> None:
    with (
        answering(200, b" " * (LONGEST + (8 << 20))) as (address, _),
        pytest.raises(PortalRefused, match="goes on after"),
    ):
        CkanPortal(address, TOKEN, pauses=()).releases()
    with answering(200, b"x" * 100) as (address, _):
        assert Api(address, TOKEN).checksum(f"{address}/file", 99) == ""


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(
            {"success": False, "error": {"__type": "Validation Error", TOKEN: [f"{TOKEN} is unknown"]}}
        ).encode(),
        f'{{"success": false, "error": {{"message": "\\u0061{TOKEN[1:]}"}}}}'.encode(),
        said(
            {
                "results": [{"name": TOKEN, "version": TOKEN, "extras": [{"key": NAME, "value": TOKEN}]}],
                "site_url": TOKEN,
            }
        ),
    ],
)
def test_a_token_that_a_portal_repeats_is_masked(content: bytes) -> None:
    told = ""
    with answering(409 if b"false" in content else 200, content) as (address, _):
        try:
            told = repr(CkanPortal(address, TOKEN, pauses=()).releases())
        except PortalRefused as refused:
            told = f"{refused!r} {refused} {refused.facts}"
    assert TOKEN not in told
    assert "***" in told


@pytest.mark.parametrize("status", [408, 429, 500, 502, 504])
def test_a_portal_in_trouble_is_asked_four_times(status: int) -> None:
    waited: list[float] = []
    with answering(status, b"") as (address, tokens):
        with pytest.raises(PortalUnreachable, match=f"status {status}"):
            CkanPortal(address, TOKEN, sleep=waited.append).difference(release())
        assert (len(tokens), waited) == (4, [1.0, 4.0, 10.0])


def test_nobody_there() -> None:
    with answering(200, b"") as (address, _):
        pass
    with pytest.raises(PortalUnreachable, match="ConnectionError") as problem:
        CkanPortal(address, TOKEN, pauses=(0,)).releases()
    assert TOKEN not in str(problem.value) and problem.value.__cause__ is None


def test_only_our_token_is_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A password for the same machine, kept in .netrc for other programs, stays there."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    with answering(200, b'{"success": true, "result": []}') as (address, tokens):
        Api(address, TOKEN).call("license_list")
        Api(address).call("license_list")
    assert tokens == [TOKEN, None]


def test_offsets_can_be_followed_and_everything_is_told_in_both_languages() -> None:
    wanted = {w.path: w for w in planned(release()).wanted}
    assert {"README.md", "index.html", "source/990101001-2030.txt"} <= set(wanted)
    text = wanted["source/990101001-2030.txt"].fields
    assert (text["name"], text["format"], text["mimetype"]) == ("报告原文 990101001-2030", "TXT", "text/plain")
    for one in wanted.values():
        zh, _, en = one.fields["description"].partition("\n\n")
        assert any("一" <= c <= "鿿" for c in zh) and en.isascii() and en, one.path
    description = json.loads(wanted["datapackage.json"].content)
    assert description["texts"][0]["path"].startswith(f"{BASE}/dataset/{DATASET}/resource/")


def test_the_list_of_many_reports_is_not_put_where_its_pages_are_not() -> None:
    tree = {**release(), "report/990101001-2030.html": b"<!doctype html>"}
    assert not {"index.html", "report/990101001-2030.html"} & {w.path for w in planned(tree).wanted}
