"""From readings and tables to what is published: build the package, put it through the gates, set the page
and the metadata beside it, exchange it for the old one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from zq_pipeline.package.release import BadSettings, Release, parse
from zq_pipeline.reading.records import Reading
from zq_pipeline.store.home import Home
from zq_pipeline.store.memory import Memory, everything
from zq_pipeline.store.problems import PackageInvalid
from zq_pipeline.store.publish import Tree, differing, publish

if TYPE_CHECKING:
    import pandas as pd

SETTINGS = "dataset.toml"


@dataclass(frozen=True, slots=True)
class Released:
    """What a run published. ``changed`` holds the paths that were written or removed; none when nothing has changed."""

    version: str
    tree: Tree
    changed: tuple[str, ...]
    rows_changed: int


def publish_release(
    home: Home,
    readings: Sequence[Reading],
    tables: Callable[[], Mapping[str, "pd.DataFrame"]],
    told: Sequence[bytes],
    *,
    moment: Callable[[str], None] = lambda name: None,
) -> Released:
    """Publish the package of ``readings`` in ``home``, as the release after the one that is there.

    ``told`` names what ``readings`` and ``tables`` say: what was published for the same words is not built again, and nothing
    that builds is loaded then.
    Raises PackageInvalid when a gate finds something, BadSettings, and what :func:`~zq_pipeline.store.publish.publish` raises;
    what was published is then as it was.
    """
    made: list[tuple[str, Tree, int]] = []
    release = settings(home.raw)
    remembered = Memory(home.dagster / "storage" / "released")

    def identity(tree: Tree) -> list[bytes]:
        # All that a package depends on, and the package: what these gave once they will give again.
        return [
            everything(),
            repr(release).encode(),
            *told,
            *(part for path in sorted(tree) for part in (path.encode(), tree[path])),
        ]

    def next_tree(current: Tree) -> Tree:
        if current and (version := remembered.get(identity(current))):
            made.append((version, current, 0))
            return current
        from zq_pipeline.package.build import build
        from zq_pipeline.portal.site import is_site, site

        frames = tables()
        packed = {path: content for path, content in current.items() if not is_site(path)}
        built = build(frames, readings, release, packed)
        if built.findings:
            raise PackageInvalid(count=len(built.findings), first=built.findings[0])
        tree = {**built.tree, **site(frames, {reading.key: reading.source for reading in readings}, built.tree)}
        made.append((built.version, tree, len(built.changes)))
        return tree

    def as_built(folder: Path) -> None:
        # The gates have passed these bytes: what is left to see is whether the disk kept them.
        if any(differing(folder, made[0][1])):
            raise PackageInvalid(count=1, first=f"{folder} does not give back what was written to it")

    done = publish(home.datapackage, next_tree, as_built, moment=moment)
    version, _, rows_changed = made[0]
    remembered.put(identity(done.tree), version)
    remembered.forget_unused()
    return Released(version, done.tree, done.changed, rows_changed)


def settings(raw: Path) -> Release:
    """The settings of the data set, from ``raw/dataset.toml``; raises BadSettings when they are missing or make no sense."""
    path, name = raw / SETTINGS, f"{raw.name}/{SETTINGS}"
    try:
        return parse(path.read_text(encoding="utf-8"), name)
    except FileNotFoundError:
        raise BadSettings(
            file=name, detail="it is not there. It names the data set, its licence and its publisher."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettings(file=name, detail=f"it can't be read ({error}).") from None
