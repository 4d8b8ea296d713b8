"""What a sensor needs to know of ``raw/``: whether it has changed, whether it has come to rest, and what it holds."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Snapshot = dict[str, list[int]]
"""File name → [bytes, time of the last change in nanoseconds]."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look at ``raw/``: the cursor to keep, and the content to act on when there is some that is new and at rest."""

    cursor: str
    content: str | None
    why_not: str


def look(raw: Path, cursor: str | None) -> Look:
    """Compare ``raw`` with the last look. A file is only taken when it has not changed from one look to the next."""
    last: dict[str, Any] = json.loads(cursor) if cursor else {"files": None, "content": None}
    files = snapshot(raw)
    if files != last["files"]:
        return Look(
            _cursor(files, last["content"]), None, "raw/ has changed: waiting until its files have stopped growing."
        )
    content = fingerprint(raw, files)
    if content == last["content"]:
        return Look(_cursor(files, content), None, "Nothing new in raw/.")
    return Look(_cursor(files, content), content, "")


def snapshot(raw: Path) -> Snapshot:
    """Name, size and time of every plain file; empty when there is no such folder."""
    if not raw.is_dir():
        return {}
    plain = [p for p in sorted(raw.iterdir()) if p.is_file() and not p.is_symlink() and not p.name.startswith(".")]
    return {p.name: [p.stat().st_size, p.stat().st_mtime_ns] for p in plain}


def fingerprint(raw: Path, files: Snapshot) -> str:
    """The sha256 of names and contents: the same for the same reports, whenever they were copied."""
    whole = hashlib.sha256()
    for name in files:
        with (raw / name).open("rb") as file:
            whole.update(f"{name}\0{hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode())
    return whole.hexdigest()


def _cursor(files: Snapshot, content: str | None) -> str:
    return json.dumps({"files": files, "content": content}, ensure_ascii=False, sort_keys=True)
