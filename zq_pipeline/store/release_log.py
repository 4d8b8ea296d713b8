"""The release log of a home, ``raw/releases.toml``, and the only clock that a release knows: the day it is made."""

import os
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Final

from zq_pipeline.package.log import Log, dump, parse
from zq_pipeline.package.release import BadSettings

FILE: Final = "releases.toml"
EPOCH: Final = "SOURCE_DATE_EPOCH"
"""Seconds since 1970 that stand for now, as reproducible builds have it."""
_SHANGHAI: Final = timezone(timedelta(hours=8))


def today() -> str:
    """The day in Shanghai, wherever this machine stands; that of SOURCE_DATE_EPOCH where it is set."""
    given = os.environ.get(EPOCH, "")
    now = datetime.fromtimestamp(int(given), UTC) if given.isdigit() else datetime.now(UTC)
    return now.astimezone(_SHANGHAI).date().isoformat()


def read(raw: Path) -> Log:
    """The log beside the reports, empty when there is none; raises BadSettings when it can't be understood."""
    path, name = raw / FILE, f"{raw.name}/{FILE}"
    try:
        return parse(path.read_text(encoding="utf-8"), name, today())
    except FileNotFoundError:
        return Log({}, today())
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettings(file=name, detail=f"it can't be read ({error}).") from None


def note(raw: Path, log: Log) -> None:
    """Write ``log`` beside the reports, whole or not at all; a read-only ``raw/`` keeps none, and each version its day in its files."""
    path = raw / FILE
    fresh = path.with_name(f".{FILE}.{os.getpid()}")
    with suppress(OSError):
        if path.is_file() and path.read_text(encoding="utf-8") == dump(log):
            return
        try:
            fresh.write_text(dump(log), encoding="utf-8")
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
