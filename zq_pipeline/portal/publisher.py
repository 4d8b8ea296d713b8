"""Where a release can be published: one small interface, whatever the portal.

A release is the validated ``datapackage/`` as a tree of files. Who publishes has put it through every gate before; a
portal passes on what it is given, whole or not at all, and does nothing when it holds the same already.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from zq_pipeline.errors import PipelineError, plural

Tree = Mapping[str, bytes]
"""A release as data: relative POSIX path → content, ``datapackage.json`` among them."""

DESCRIPTOR: Final = "datapackage.json"


class NoRelease(PipelineError):
    """What should be published is no data package."""

    code = "no-release"
    template = "There is no release to publish: {detail}. Make one first (zq-pipeline run)."


class BadAddress(PipelineError):
    """The address of the portal can't be used. It is not repeated: it may hold a password."""

    code = "bad-portal-address"
    template = "The address of the portal must look like https://data.example.org, without a user or password in it. Set --address or ZQ_PORTAL_ADDRESS."


class BadToken(PipelineError):
    """The token can't be sent. It is not repeated."""

    code = "bad-portal-token"
    template = "ZQ_PORTAL_TOKEN holds spaces, line breaks or other characters that no token has. Copy it again from the portal."


class PortalRefused(PipelineError):
    """The portal says no: to the token, or to what it was sent. To ask again would not help."""

    code = "portal-refused"
    template = "{address} refuses to publish ({reason}). {advice}"


class PortalConflict(PipelineError):
    """Somebody else edited the dataset between our looking and our writing."""

    code = "portal-conflict"
    template = "The dataset at {address} was changed by somebody else at the same time, so nothing was written. Look at the change, then publish again."


class PortalUnreachable(PipelineError):
    """No answer, half an answer, or an error of the portal's own, however often it was asked. Later it may work."""

    code = "portal-unreachable"
    template = (
        "{address} does not answer as it should ({reason}). Nothing has to be repaired: publish again when it is up."
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """What separates a release from what the portal shows, each as sorted names of files or, in ``metadata``, of properties.

    >>> bool(Difference()), bool(Difference(metadata=("title",)))
    (False, True)
    >>> Difference(added=("data/unit.csv",), metadata=("title", "version")).lines()
    ['+ data/unit.csv', '~ title', '~ version']
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    metadata: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is any."""
        return any((self.added, self.changed, self.removed, self.metadata))

    def lines(self) -> list[str]:
        """One line for each difference: ``+`` comes, ``~`` changes, ``-`` goes."""
        marks = (("+", self.added), ("~", self.changed), ("-", self.removed), ("~", self.metadata))
        return [f"{mark} {name}" for mark, names in marks for name in names]


@dataclass(frozen=True, slots=True)
class Publication:
    """What a publication did: the address to look at, and what changed there (nothing when it was the same already).

    ``note`` says why nothing was published, where somebody had wanted it so.
    """

    address: str
    difference: Difference
    note: str = ""

    def lines(self) -> list[str]:
        """What to tell of it."""
        nothing = self.note or "Nothing has changed, so nothing was written."
        return [*(self.difference.lines() or [nothing]), self.address]


@dataclass(frozen=True, slots=True)
class Listed:
    """A release on the portal: its day, how many rows it changed and why, as far as the portal tells, and whether it is shown.

    ``state`` is ``latest``, ``withdrawn``, or empty.
    """

    name: str
    version: str
    address: str
    date: str = ""
    rows: int | None = None
    why: str = ""
    state: str = ""

    def line(self) -> str:
        """All of it, as a line.

        >>> Listed("liuxi", "1.1.0", "portal/liuxi/1.1.0", "2031-02-01", 12, "1 report came", "latest").line()
        'liuxi 1.1.0      2031-02-01     12 rows  1 report came (latest)'
        """
        rows = "" if self.rows is None else f"{self.rows:>6,} {plural(self.rows, 'row')}"
        state = f" ({self.state})" if self.state else ""
        return f"{self.name} {self.version:<10} {self.date:<10} {rows}  {self.why}{state}".rstrip()


class Portal(Protocol):
    """A place where releases are published. Problems are PipelineErrors: a refusal, a conflict, or no answer."""

    def difference(self, release: Tree) -> Difference:
        """What publishing ``release`` would change; nothing is written."""
        ...

    def publish(self, release: Tree) -> Publication:
        """Publish ``release`` whole or not at all; without a difference nothing is written."""
        ...

    def releases(self) -> tuple[Listed, ...]:
        """What is there, the newest first."""
        ...


def described(release: Tree) -> dict[str, Any]:
    """The release's descriptor; raises NoRelease unless it can be read and every file that it lists is there, as it says.

    >>> described({"datapackage.json": b'{"name": "liuxi"}'})
    {'name': 'liuxi'}
    >>> described({"datapackage.json": b'{"name": "liuxi", "resources": [{"path": "data/unit.csv"}]}'})
    Traceback (most recent call last):
    zq_pipeline.portal.publisher.NoRelease: no-release: There is no release to publish: data/unit.csv is missing, or is not the file that datapackage.json describes. Make one first (zq-pipeline run).
    """
    if DESCRIPTOR not in release:
        raise NoRelease(detail=f"it holds no {DESCRIPTOR}")
    try:
        descriptor = json.loads(release[DESCRIPTOR])
    except ValueError as error:
        raise NoRelease(detail=f"its {DESCRIPTOR} is no JSON ({error})") from None
    if not isinstance(descriptor, dict) or not descriptor.get("name"):
        raise NoRelease(detail=f"its {DESCRIPTOR} has no name")
    for item in (*descriptor.get("resources", ()), *descriptor.get("forms", ())):
        content = release.get(item["path"])
        if content is None or item.get("hash") not in (None, f"sha256:{hashlib.sha256(content).hexdigest()}"):
            raise NoRelease(detail=f"{item['path']} is missing, or is not the file that {DESCRIPTOR} describes")
    return descriptor
