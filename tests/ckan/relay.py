"""Stands between the publisher and CKAN: counts what is written, and lets things go wrong on request."""

import http.client
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

WRITES = ("package_create", "package_revise", "package_update", "package_patch", "resource_create", "resource_update")


class Fault(Enum):
    """What happens to a write."""

    ERROR = auto()
    """Status 500, and CKAN never hears of it."""
    ERROR_AFTER = auto()
    """CKAN carries it out, and the answer is status 500 all the same."""
    CUT_QUESTION = auto()
    """CKAN gets half of it, then the connection breaks."""
    CUT_ANSWER = auto()
    """CKAN carries it out, and half of its answer arrives."""
    BUSY = auto()
    """Status 503, and CKAN never hears of it."""


@dataclass
class Relay:
    """``faults`` befall the next writes, one each; ``before`` is called once before the next write goes on."""

    target: str
    address: str = ""
    writes: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    before: Callable[[], None] | None = None


@contextmanager
def relaying(target: str) -> Iterator[Relay]:
    """A relay in front of ``target``, on 127.0.0.1."""
    relay = Relay(target)

    class Handler(_Handler):
        state = relay

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    relay.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield relay
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    state: Relay

    def do_GET(self) -> None:
        self.pass_on(b"", None)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        action = self.path.rpartition("/")[2]
        fault = None
        if action in WRITES:
            self.state.writes.append(action)
            if self.state.before:
                before, self.state.before = self.state.before, None
                before()
            fault = self.state.faults.pop(0) if self.state.faults else None
        self.pass_on(body, fault)

    def pass_on(self, body: bytes, fault: Fault | None) -> None:
        if fault in (Fault.ERROR, Fault.BUSY):
            self.send(500 if fault is Fault.ERROR else 503, {}, b"the portal is out of order")
            return
        target = urlsplit(self.state.target)
        connection = http.client.HTTPConnection(target.hostname or "", target.port or 80, timeout=60)
        headers = {key: value for key, value in self.headers.items() if key.lower() not in ("host", "connection")}
        try:
            if fault is Fault.CUT_QUESTION:
                connection.putrequest(self.command, self.path)
                for key, value in headers.items():
                    connection.putheader(key, value)
                connection.endheaders(body[: len(body) // 2])
                self.hang_up()
                return
            connection.request(self.command, self.path, body or None, headers)
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        if fault is Fault.ERROR_AFTER:
            self.send(500, {}, b"something went wrong afterwards")
        elif fault is Fault.CUT_ANSWER:
            self.send(answer.status, {"Content-Length": str(len(content))}, content[: len(content) // 2])
            self.hang_up()
        else:
            self.send(answer.status, {"Content-Type": answer.headers.get("Content-Type", "")}, content)

    def send(self, status: int, headers: dict[str, str], content: bytes) -> None:
        self.send_response(status)
        for key, value in ({"Content-Length": str(len(content))} | headers).items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(content)

    def hang_up(self) -> None:
        """Break the connection at once, without the courtesies."""
        self.wfile.flush()
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, *args: object) -> None:
        pass
