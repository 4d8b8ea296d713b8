"""Stands in for Solr, the one part of CKAN that is not real in these tests: keeps the documents that CKAN indexes, finds them
by exact values. Run by the CKAN that it serves: ``python search_stub.py SCHEMA PORT_FILE``.

It understands what CKAN sends for datasets: JSON to add, XML to delete, and queries of ``field:value`` terms. It does not
search texts, nor count facets.
"""

import json
import re
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

TERM = re.compile(r'(\w+):(?:\(([^)]*)\)|"([^"]*)"|(\S+))')
GROUP = re.compile(r"(?<!:)\(([^()]*)\)")
DOCUMENTS: dict[str, dict] = {}


def matches(document: dict, query: str) -> bool:
    """Whether all terms of ``query`` hold, or one of them when it joins them by OR; brackets are settled first."""

    def holds(term: re.Match) -> bool:
        field, several, quoted, plain = term.groups()
        wanted = [value.strip('" ') for value in several.split(" OR ")] if several else [quoted or plain]
        found = document.get(field, [])
        found = list(map(str, found if isinstance(found, list) else [found]))
        return bool(found) if wanted == ["*"] else not set(wanted).isdisjoint(found)

    if query.strip() in ("", "*:*"):
        return True
    query = GROUP.sub(lambda group: "" if matches(document, group[1]) else "no_such_field:*", query)
    some = any if " OR " in re.sub(r"\([^)]*\)", "", query) else all
    return some(map(holds, TERM.finditer(query)))


def select(parameters: dict[str, list[str]]) -> dict:
    """Solr's answer to a query."""
    queries = parameters.get("q", []) + parameters.get("fq", [])
    found = [document for document in DOCUMENTS.values() if all(matches(document, query) for query in queries)]
    found.sort(key=lambda document: document["metadata_modified"], reverse=True)
    start, rows = (int(parameters.get(name, [default])[0]) for name, default in (("start", "0"), ("rows", "10")))
    return {
        "response": {"numFound": len(found), "start": start, "docs": found[start : start + rows]},
        "facet_counts": {"facet_fields": {}},
    }


def update(body: bytes) -> None:
    """Carry out what CKAN asks of the index; a commit needs nothing."""
    if body.lstrip()[:1] == b"[":
        DOCUMENTS.update({document["index_id"]: document for document in json.loads(body)})
        return
    for query in ElementTree.fromstring(body).iter("query"):
        for key in [key for key, document in DOCUMENTS.items() if matches(document, query.text)]:
            del DOCUMENTS[key]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    schema = b""

    def do_GET(self) -> None:
        self.answer(urlsplit(self.path).query)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if "/update" in self.path:
            update(body)
            self.send(b"{}")
        else:
            self.answer(body.decode())

    def answer(self, query: str) -> None:
        if "/select" in self.path:
            self.send(json.dumps(select(parse_qs(query))).encode())
        else:
            self.send(self.schema)

    def send(self, content: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        pass


if __name__ == "__main__":
    Handler.schema = Path(sys.argv[1]).read_bytes()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    port_file = Path(sys.argv[2])
    port_file.with_suffix(".part").write_text(str(server.server_port))
    port_file.with_suffix(".part").replace(port_file)
    server.serve_forever()
