"""A real CKAN on 127.0.0.1 for the time of a test: its own code, PostgreSQL, Redis and file store; only search is a stub.

PostgreSQL and Redis listen on Unix sockets in a temporary folder that goes with them. Only processes that were started
here are ended, each by its own handle.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FOLDER = HERE.parents[1] / ".ckan"
PATIENCE = 90
"""Seconds that a server may take to come up on a busy machine."""


@dataclass(frozen=True)
class Ckan:
    """Where it is, and the token of its administrator."""

    address: str
    token: str = field(repr=False)


def installed() -> bool:
    """Whether ``install.sh`` has been here."""
    return any((FOLDER / "venv").glob(".ckan-*"))


@contextmanager
def running() -> Iterator[Ckan]:
    """Bring everything up; on leaving, end it and remove its folder."""
    with ExitStack() as stack:
        # Short, since the path of a Unix socket is limited; readable, since PostgreSQL does not run as root.
        place = Path(tempfile.mkdtemp(prefix="ckan-"))
        stack.callback(shutil.rmtree, place, ignore_errors=True)
        place.chmod(0o755)
        database(stack, place)
        redis(stack, place)
        port = search(stack, place)
        yield site(stack, place, port)


def database(stack: ExitStack, place: Path) -> None:
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    data = place / "database"
    data.mkdir(mode=0o700)
    options: dict[str, Any] = {"cwd": data}
    if os.geteuid() == 0:
        shutil.chown(data, "postgres", "postgres")
        options |= {"user": "postgres", "group": "postgres", "extra_groups": []}
    command = [programs / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
    subprocess.run([*command, "--no-sync"], check=True, stdout=subprocess.DEVNULL, **options)
    # It is thrown away afterwards: nothing has to survive a crash.
    settings = {"listen_addresses": "", "fsync": "off", "full_page_writes": "off", "shared_buffers": "32MB"}
    given = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    start(stack, place, "postgres", [programs / "postgres", "-D", data, "-k", data, *given], **options)
    # The socket's folder is closed to others, so we ask as the user that owns it.
    ask = [programs / "psql", "-qAt", "-h", data, "-U", "postgres", "-c"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **options}
    wait("postgres", lambda: subprocess.run([*ask, "select 1"], **quiet).returncode == 0)
    for statement in ("create role ckan login", "create database ckan owner ckan encoding 'UTF8' template template0"):
        subprocess.run([*ask, statement], check=True, **options)


def redis(stack: ExitStack, place: Path) -> None:
    program = place / "redis-server"
    # The same program under two names: which one it is called by decides what it does.
    program.symlink_to("/usr/bin/redis-check-rdb")
    start(
        stack,
        place,
        "redis",
        [program, "--port", "0", "--unixsocket", place / "redis.sock", "--save", "", "--dir", place],
    )
    wait("redis", (place / "redis.sock").exists)


def search(stack: ExitStack, place: Path) -> str:
    schema = next((FOLDER / "venv/lib").glob("python3*/site-packages/ckan/config/solr/schema.xml"))
    port_file = place / "search.port"
    start(stack, place, "search", [FOLDER / "venv/bin/python", HERE / "search_stub.py", schema, port_file])
    wait("search", port_file.exists)
    return port_file.read_text()


def site(stack: ExitStack, place: Path, search_port: str) -> Ckan:
    port = free_port()
    address, settings = f"http://127.0.0.1:{port}", place / "ckan.ini"
    program = FOLDER / "venv/bin/ckan"

    def ckan(*arguments: object) -> str:
        done = subprocess.run([program, *map(str, arguments)], cwd=place, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"ckan {arguments[0]}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
        return done.stdout

    lines = (
        "[app:main]",
        "use = egg:ckan",
        f"SECRET_KEY = {os.urandom(24).hex()}",
        f"sqlalchemy.url = postgresql://ckan@/ckan?host={place / 'database'}",
        f"ckan.redis.url = unix://{place / 'redis.sock'}?db=0",
        f"solr_url = http://127.0.0.1:{search_port}/solr/ckan",
        f"ckan.site_url = {address}",
        "ckan.site_id = test",
        f"ckan.storage_path = {place / 'storage'}",
        "ckan.locale_default = zh_Hans_CN",
        "ckan.plugins = expire_api_token text_view webpage_view",
        # Without a DataStore: a CSV file is shown as the text that it is.
        "ckan.preview.text_formats = txt csv md",
        "ckan.views.default_views = text_view webpage_view",
    )
    settings.write_text("\n".join(lines), encoding="utf-8")
    ckan("-c", settings, "db", "init")
    ckan(
        "-c",
        settings,
        "sysadmin",
        "add",
        "--create",
        "administrator",
        "email=administrator@example.org",
        f"password={os.urandom(12).hex()}",
    )
    token = ckan(
        "-c", settings, "user", "token", "add", "-q", "administrator", "test", "expires_in=1", "unit=86400"
    ).split()[-1]
    start(
        stack,
        place,
        "ckan",
        [program, "-c", settings, "run", "-H", "127.0.0.1", "-p", str(port), "--disable-reloader", "--threaded"],
    )
    wait("ckan", lambda: answers(f"{address}/api/3/action/status_show"))
    return Ckan(address, token)


def start(stack: ExitStack, place: Path, name: str, command: list[object], **options: Any) -> None:
    log = stack.enter_context((place / f"{name}.log").open("wb"))
    process = subprocess.Popen(
        list(map(str, command)), **{"cwd": place, **options}, stdin=subprocess.DEVNULL, stdout=log, stderr=log
    )
    stack.callback(end, process)


def end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait(name: str, ready: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not ready():
        if time.monotonic() > until:
            raise TimeoutError(f"{name} did not come up")
        time.sleep(0.1)


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


if __name__ == "__main__":
    with running() as up:
        print(f"{up.address}  token {up.token}  (Enter ends it)", flush=True)
        sys.stdin.readline()
