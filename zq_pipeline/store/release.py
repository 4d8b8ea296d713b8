"""From readings and tables to what is published: build the package, put it through the gates, set the page
and the metadata beside it, exchange it for the old one."""

import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from zq_pipeline.package.files import Spool
from zq_pipeline.package.release import BadSettings, Release, parse
from zq_pipeline.store import release_log
from zq_pipeline.store.home import Home
from zq_pipeline.store.memory import Memory, everything
from zq_pipeline.store.problems import PackageInvalid
from zq_pipeline.store.publish import Folder, Tree, differing, publish

if TYPE_CHECKING:
    from zq_pipeline.package.joined import Tables

SETTINGS = "dataset.toml"
_ROOM: Final = "building-"


@dataclass(frozen=True, slots=True)
class Released:
    """What a run published: the release, its size in bytes, the paths that were written or removed (none when nothing has changed),
    and how many rows differ from the release before."""

    version: str
    size: int
    changed: tuple[str, ...]
    rows_changed: int


def publish_release(
    home: Home,
    sources: Callable[[], Mapping[str, str]],
    tables: Callable[[Collection[str] | None], "Tables"],
    named: Mapping[str, bytes],
    *,
    moment: Callable[[str], None] = lambda name: None,
) -> Released:
    """Publish the package of ``tables`` in ``home``, as the release after the one that is there.

    ``sources`` holds the text of each report by its key; ``tables`` gives all tables, which have passed every check and gate place by
    place, or those of some reports and of all others of their places. ``named``
    has for each report a name for all that it says: what was published for the same names is not built again, nor is a page,
    and nothing that builds is loaded then.
    Raises PackageInvalid when a gate finds something, BadSettings, and what :func:`~zq_pipeline.store.publish.publish` raises;
    what was published is then as it was.
    """
    release = settings(home.raw)
    log = release_log.read(home.raw)
    remembered = Memory(home.dagster / "storage" / "released")
    version, size, rows_changed = "", 0, 0
    new: Spool

    def identity(tree: Tree) -> Iterator[bytes]:
        # All that a package depends on, and the package: what these gave once they will give again.
        yield from (
            everything(),
            repr(release).encode(),
            repr(sorted(log.days.items())).encode(),
            repr(sorted(named.items())).encode(),
        )
        for path in sorted(tree):
            yield from (path.encode(errors="surrogateescape"), tree[path])

    def next_tree(current: Folder) -> Tree:
        nonlocal version, size, rows_changed, new, log
        log = log.including(current)
        if current and (found := remembered.get(identity(current))):
            version, size = found
            return current
        from zq_pipeline.package.build import build
        from zq_pipeline.package.gates import keys, zipped
        from zq_pipeline.package.joined import Tables
        from zq_pipeline.portal.kept_pages import Kept
        from zq_pipeline.portal.site import add_site, is_site

        new = Spool(until_published.enter_context(_room(home.dagster / "storage")))
        new.update((whole := tables(None)).files)
        frames, texts = Tables(new, whole.counts), sources()
        del whole
        before = Folder(home.datapackage, lambda path: not is_site(path))
        built = build(frames, texts, release, before, log, keys, new)
        if built.findings:
            raise PackageInvalid(count=len(built.findings), first=built.findings[0])
        shown = Memory(home.dagster / "storage" / "pages")
        add_site(frames, texts, new, Kept(shown, named, tables))
        shown.forget_unused()
        if found := zipped(new, read=False):
            raise PackageInvalid(count=len(found), first=found[0])
        log = log.including(new)
        version, rows_changed = built.version, len(built.changes)
        size = sum(measure.size for measure in new.measures.values())
        remembered.put(identity(new), (version, size))
        return new

    def as_built(folder: Path) -> None:
        # The gates have passed these bytes: what is left to see is whether the disk kept them.
        if any(differing(folder, new)):
            raise PackageInvalid(count=1, first=f"{folder} does not give back what was written to it")

    with ExitStack() as until_published:
        done = publish(home.datapackage, next_tree, as_built, moment=moment)
    release_log.note(home.raw, log)
    remembered.forget_unused()
    return Released(version, size, done.changed, rows_changed)


@contextmanager
def _room(storage: Path) -> Iterator[Path]:
    """A folder to build in, beside which what publishers left that were killed is removed; whoever asks holds the lock."""
    storage.mkdir(parents=True, exist_ok=True)
    for left in storage.glob(f"{_ROOM}*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=_ROOM, dir=storage, ignore_cleanup_errors=True) as name:
        yield Path(name)


def settings(raw: Path) -> Release:
    """The settings of the data set, from ``raw/dataset.toml``; raises BadSettings when they, or the log of releases, are missing
    or make no sense."""
    release_log.read(raw)
    path, name = raw / SETTINGS, f"{raw.name}/{SETTINGS}"
    try:
        return parse(path.read_text(encoding="utf-8"), name)
    except FileNotFoundError:
        raise BadSettings(
            file=name,
            detail="it is not there. It names the data set, its licence and its publisher: copy that of the project and change it.",
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettings(file=name, detail=f"it can't be read ({error}).") from None
