"""Pages of reports that are not made again: a page hangs on the rows of its place, on the settings and on the code, not on the release.

Version and day of a release stand on every page. So a page is made with other signs in their places, and kept like that.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from zq_pipeline.package.joined import Tables
from zq_pipeline.portal.page import report_page

_SIGN: Final = 10
"""Characters of a sign; as many as a day has, since pages cut it from a time."""
_OF_A_RELEASE: Final = ("version", "created", "temporal", "sources", "resources", "forms", "texts")
"""What of a descriptor changes with each release; ``temporal`` is told on the first page."""
_AT_ONCE: Final = 16
"""Pages that are made together, so that the rows of all reports are not in memory at once."""
Pages = Callable[[Mapping[str, Any], frozenset[str]], dict[str, bytes]]


class Memory(Protocol):
    """Where results are kept by all that they depend on."""

    def get(self, identity: Iterable[bytes]) -> Any:
        """What was kept, or None."""

    def has(self, identity: Iterable[bytes]) -> bool:
        """Whether something is kept, which may be damaged."""

    def put(self, identity: Iterable[bytes], result: object) -> None:
        """Keep a result."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Pages that are kept in ``memory``; ``names`` has for each report a name for its rows, those of its place, and the code.

    ``tables`` gives the tables of some reports and of all others of their places.
    """

    memory: Memory
    names: Mapping[str, bytes]
    tables: Callable[[Collection[str]], Tables]

    def pages(self, package: Mapping[str, Any], make: Pages) -> Iterator[tuple[str, bytes]]:
        """All pages with their paths for the descriptor ``package``; ``make`` makes the first page, and those of the reports that it is asked for."""
        settings = {name: value for name, value in package.items() if name not in _OF_A_RELEASE}
        settings["contributors"] = [c for c in package["contributors"] if "publisher" in c.get("roles", ())]
        named = hashlib.sha256(repr(sorted(settings.items())).encode()).digest()
        identities = {report: [b"page", name, named] for report, name in self.names.items()}
        new = [report for report, identity in sorted(identities.items()) if not self.memory.has(identity)]
        version, day = _sign(b"version", named), _sign(b"day", named)
        bare = {
            **settings,
            "version": version,
            "temporal": "",
            "created": f"{day}T00:00:00Z" if package.get("created") else "",
        }
        signs = {version: str(package["version"]), day: str(package.get("created", ""))[:10]}
        # Where all reports share the first page there are no others, now and with other rows of this release.
        yield from make(package, frozenset()).items()
        apart = len(self.names) > 1
        for some in self._some(new) if apart else ():
            self._made(make, bare, some, identities)
        for report, identity in sorted(identities.items()) if apart else ():
            page = self.memory.get(identity) or self._made(make, bare, frozenset({report}), identities)[report]
            yield report_page(report), _told(page, signs)

    def _made(
        self, make: Pages, bare: Mapping[str, Any], some: frozenset[str], identities: Mapping[str, Sequence[bytes]]
    ) -> dict[str, bytes]:
        """The pages of ``some`` reports, made now and kept."""
        made = make(bare, some)
        pages = {report: made[report_page(report)] for report in some}
        for report, page in pages.items():
            self.memory.put(identities[report], page)
        return pages

    def _some(self, reports: Sequence[str]) -> Iterator[frozenset[str]]:
        for at in range(0, len(reports), _AT_ONCE):
            yield frozenset(reports[at : at + _AT_ONCE])


def _sign(of: bytes, named: bytes) -> str:
    """What no report has in its text: ten characters of private use, which whoever writes a report would have to guess."""
    return "".join(chr(0xE000 + byte) for byte in hashlib.sha256(of + named).digest()[:_SIGN])


def _told(page: bytes, signs: Mapping[str, str]) -> bytes:
    for sign, said in signs.items():
        page = page.replace(sign.encode(), said.encode())
    return page
