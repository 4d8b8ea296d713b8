"""What a sensor needs to know of ``raw/``: whether it has changed, whether it has come to rest, and what it holds."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zq_pipeline.store.release_log import FILE as LOG

Snapshot = dict[str, list[int]]
"""File name → [bytes, time of the last change in nanoseconds]."""

Hashes = Mapping[str, str]
"""File name → sha256 of its content, in the order of names."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look at ``raw/``: the cursor to keep, and a name for what is new when that is at rest, otherwise "".

    What comes back after something else was there is new, and has another name. ``hashes`` is None as long as files are growing.
    """

    cursor: str
    news: str
    why_not: str
    hashes: Hashes | None = None


def look(raw: Path, cursor: str | None) -> Look:
    """Compare ``raw`` with the last look. A file is only taken when it has not changed from one look to the next."""
    last: dict[str, Any] = {"files": None, "content": None, "news": "", **json.loads(cursor or "{}")}
    files = snapshot(raw)
    if files != last["files"]:
        why_not = "raw/ has changed: waiting until its files have stopped growing."
        return Look(_cursor(files, last["content"], last["news"]), "", why_not)
    # Hashed once, and not at every look for as long as they stand there.
    found = last.get("hashes") or hashes(raw)
    content = fingerprint(found)
    if content == last["content"]:
        return Look(_cursor(files, content, last["news"], found), "", "Nothing new in raw/.", found)
    news = hashlib.sha256(f"{last['news']} {content}".encode()).hexdigest()
    return Look(_cursor(files, content, news, found), news, "", found)


def snapshot(raw: Path) -> Snapshot:
    """Name, size and time of every plain file; empty when there is no such folder."""
    return {p.name: [p.stat().st_size, p.stat().st_mtime_ns] for p in _plain(raw)}


def hashes(raw: Path) -> Hashes:
    """The sha256 of every plain file; empty when there is no such folder."""
    found = {}
    for path in _plain(raw):
        with path.open("rb") as file:
            found[path.name] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def fingerprint(found: Hashes) -> str:
    """The sha256 of names and contents: the same for the same reports, whenever they were copied."""
    lines = "".join(f"{name}\0{sha256}\n" for name, sha256 in found.items())
    return hashlib.sha256(lines.encode(errors="surrogateescape")).hexdigest()


def _plain(raw: Path) -> list[Path]:
    if not raw.is_dir():
        return []
    return [p for p in sorted(raw.iterdir()) if p.is_file() and not p.is_symlink() and not _is_ours(p.name)]


def _is_ours(name: str) -> bool:
    """Whether the run itself writes the file: the log of releases, which a release would otherwise set off again."""
    return name.startswith(".") or name == LOG


def _cursor(files: Snapshot, content: str | None, news: str, found: Hashes | None = None) -> str:
    return json.dumps({"files": files, "content": content, "news": news, "hashes": found})
