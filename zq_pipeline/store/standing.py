"""How each report of ``raw/`` stands: a name for all that its status depends on, and the names that were told last.

What is told last stands in ``.dagster/storage/reports.json``, for the command line and the sensor alike: neither tells again what
the other has told. Safe to delete; all is told again then.
"""

import hashlib
import json
import os
import re
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from zq_pipeline.errors import printable
from zq_pipeline.reading.document.origin import origin_file
from zq_pipeline.store import corrections, raw
from zq_pipeline.store.home import Home
from zq_pipeline.store.memory import code_version
from zq_pipeline.store.watch import Hashes

_ESCAPED: Final = re.compile(r"%|\.{3,}")


def key(name: str) -> str:
    """The partition of a file in ``raw/``: its name, with what a partition can't be called by percent-encoded.

    That is three full stops in a row, all that can't be printed, and the percent sign, so that no two files share a partition.

    >>> key("柳河镇2023.txt"), key("a...b\\n.txt"), key("5%.txt")
    ('柳河镇2023.txt', 'a%2E%2E%2Eb%0A.txt', '5%25.txt')
    """
    dotted = _ESCAPED.sub(lambda found: "%25" if found[0] == "%" else "%2E" * len(found[0]), name)
    return "".join(c if c.isprintable() else quote(c, errors="surrogateescape") for c in dotted)


def files(home: Home) -> dict[str, Path]:
    """The files of ``raw/`` that hold reports, or were meant to, by their partitions."""
    return {key(path.name): path for path in raw.paths(home.raw)}


def standing(home: Home, found: Hashes) -> dict[str, str]:
    """A name for how each partition stands: its content, its origin, its corrections, why it was set aside if it was, and the code that reads."""
    notes = _notes(home.set_aside)
    return {
        partition: _name(
            code_version(),
            found.get(path.name, ""),
            found.get(origin_file(path.name), ""),
            found.get(corrections.beside(path).name, ""),
            *notes.get(printable(path.name), ()),
        )
        for partition, path in files(home).items()
    }


def told(home: Home) -> dict[str, str]:
    """How each partition stood when its status was told last."""
    with suppress(OSError, ValueError):
        found: dict[str, str] = json.loads(_file(home).read_bytes())
        return found
    return {}


def tell(home: Home, news: Mapping[str, str]) -> None:
    """Note how the partitions in ``news`` stand, and forget those whose files are gone. A full disk costs only telling it again."""
    there = files(home)
    kept = {partition: name for partition, name in {**told(home), **news}.items() if partition in there}
    file = _file(home)
    fresh = file.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(kept, indent=0, sort_keys=True), encoding="utf-8")
        fresh.replace(file)


def _file(home: Home) -> Path:
    return home.dagster / "storage" / "reports.json"


def _notes(folder: Path) -> Mapping[str, list[str]]:
    """Why reports were set aside, by the files they stand in."""
    notes: dict[str, list[str]] = defaultdict(list)
    for path in sorted(folder.glob("*.json")):
        with suppress(OSError, ValueError, KeyError):
            note: dict[str, Any] = json.loads(path.read_bytes())
            notes[raw.holder(note["file"])].append(note["sentence"])
    return notes


def _name(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
