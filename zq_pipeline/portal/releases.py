"""The page of a folder of releases: which there are, the newest first, and what each of them changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from markupsafe import Markup

from zq_pipeline.portal.render import TEMPLATES, asset, policy
from zq_pipeline.portal.told import Told
from zq_pipeline.portal.values import Both, size
from zq_pipeline.tables.catalogue import TABLES

CHANGES: Final = (
    ("added", Both("新增", "added")),
    ("changed", Both("更改", "changed")),
    ("removed", Both("删去", "removed")),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A release on the page: the folder it is in, from the page; its descriptor; its ZIP and that one's bytes; and what it changed.

    ``state`` is ``latest``, ``withdrawn`` (then nothing leads to it), or empty.
    """

    folder: str
    package: Mapping[str, Any]
    archive: tuple[str, int] | None
    told: Told
    state: str = ""

    @property
    def title(self) -> Both:
        """What the dataset is called."""
        zh = str(self.package.get("title", self.package["name"]))
        return Both(zh, str(self.package.get("title_en") or zh))

    @property
    def day(self) -> str:
        """The day of the release, ISO 8601, perhaps empty."""
        return str(self.package.get("created", ""))[:10]

    @property
    def archive_size(self) -> str:
        """The size of its ZIP."""
        return size(self.archive[1]) if self.archive else ""

    @property
    def changes(self) -> list[tuple[Both, list[tuple[Both, int]]]]:
        """For each table that changed, how many rows came, changed and went."""
        tables = [name for name in TABLES if any(table == name for table, _ in self.told.tables)]
        return [
            (
                Both(TABLES[name].zh, TABLES[name].en),
                [(words, n) for change, words in CHANGES if (n := self.told.tables.get((name, change), 0))],
            )
            for name in tables
        ]


def releases(shown: Sequence[Shown], feeds: Sequence[str]) -> bytes:
    """The page of ``shown``: datasets one after the other, of each the newest release first. ``feeds`` are their Atom files, from the page."""
    datasets = [list(group) for _, group in groupby(shown, key=lambda one: one.package["name"])]
    title = datasets[0][0].title if len(datasets) == 1 else Both("开放数据", "Open data")
    style = Markup(asset("base.css"))
    scripts = [Markup(asset(f"{name}.js")) for name in ("first", "language")]
    return (
        TEMPLATES.get_template("releases.html.j2")
        .render(
            datasets=datasets, feeds=feeds, title=title, style=style, scripts=scripts, policy=policy(style, scripts)
        )
        .encode("utf-8")
    )
