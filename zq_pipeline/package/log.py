"""The release log: on which day each version was made. Time is given: with the log, the same reports give the same bytes."""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from zq_pipeline.package.release import BadSettings

_VERSION: Final = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+")
_HEAD: Final = """\
# The day on which each version was made. The run adds a line for a new version; keep this file beside the reports:
# with it the same reports give the same bytes.
"""


@dataclass(frozen=True, slots=True)
class Log:
    """The days of the versions made so far, ISO 8601, and the day of one that is made now; where none is given, it is not said.

    >>> Log({"1.0.0": "2031-02-01"}, "2031-03-15").day("1.0.0"), Log({}, "2031-03-15").day("1.1.0")
    ('2031-02-01', '2031-03-15')
    """

    days: Mapping[str, str] = field(default_factory=dict)
    today: str = ""

    def day(self, version: str) -> str:
        """The day of ``version``."""
        return self.days.get(version, self.today)

    def including(self, published: Mapping[str, bytes]) -> "Log":
        """The log with a line for the release whose files are ``published``, unless it has one, or they are damaged or none."""
        try:
            described = json.loads(published["datapackage.json"])
            version, day = str(described["version"]), date.fromisoformat(described["created"][:10])
        except (KeyError, TypeError, ValueError):
            return self
        return Log({version: day.isoformat(), **self.days}, self.today) if _VERSION.fullmatch(version) else self


def parse(text: str, file: str, today: str = "") -> Log:
    """The log that ``text``, the TOML of ``file``, writes down; raises BadSettings, which says what to write.

    >>> parse('"1.0.0" = 2031-02-01', "releases.toml").days
    {'1.0.0': '2031-02-01'}
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadSettings(file=file, detail=f"this is no TOML: {error}.") from None
    for version, day in values.items():
        if not _VERSION.fullmatch(version) or type(day) is not date:
            raise BadSettings(
                file=file, detail=f'{version} is no version with its day. Write a line such as "1.0.0" = 2031-02-01.'
            )
    return Log({version: day.isoformat() for version, day in values.items()}, today)


def dump(log: Log) -> str:
    """The log as TOML, the first version first.

    >>> print(dump(Log({"1.10.0": "2031-03-15", "1.2.0": "2031-02-01"})).splitlines()[-2:])
    ['"1.2.0" = 2031-02-01', '"1.10.0" = 2031-03-15']
    """
    ordered = sorted(log.days, key=lambda version: tuple(map(int, version.split("."))))
    return _HEAD + "".join(f'"{version}" = {log.days[version]}\n' for version in ordered)
