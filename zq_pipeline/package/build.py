"""A whole release as data: every file of ``datapackage/`` by its path. Pure but for the temporary folder of the gates::

    datapackage.json  README.md  data-dictionary.md  changes.csv  validation.json
    data/<table>.csv  parquet/<table>.parquet  <name>.xlsx  <name>.sqlite
    source/<report>.txt (the text that all offsets count in)

The ZIP is made at last, by the floor above: it holds the page too.
"""

import sqlite3
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd
import pyarrow as pa

from zq_pipeline.package import changes as row_changes
from zq_pipeline.package import validation
from zq_pipeline.package.changes import Change, Snapshots, differences, snapshot
from zq_pipeline.package.descriptor import SOURCE, as_json, descriptor
from zq_pipeline.package.dictionary import dictionary
from zq_pipeline.package.files import Some
from zq_pipeline.package.gates import Finding, Tree, validate
from zq_pipeline.package.joined import Tables, path
from zq_pipeline.package.log import Log
from zq_pipeline.package.parquet import parquet
from zq_pipeline.package.readme import readme
from zq_pipeline.package.release import Release
from zq_pipeline.package.sqlite import database
from zq_pipeline.package.table_schema import table_schema
from zq_pipeline.package.version import FIRST, Step, bump, step
from zq_pipeline.package.workbook import workbook
from zq_pipeline.tables.catalogue import CATALOGUE

Frames = Mapping[str, pd.DataFrame]


@dataclass(frozen=True, slots=True)
class Built:
    """A release: its version, its files, what the checks and gates found wrong (publish only when that is nothing),
    and the rows that differ from the release before."""

    version: str
    tree: Tree
    findings: tuple[Finding, ...] = ()
    changes: tuple[Change, ...] = ()


def build(
    frames: Frames,
    sources: Mapping[str, str],
    release: Release,
    previous: Tree | None = None,
    log: Log | None = None,
    check: Callable[[Tree], list[Finding]] | None = None,
    into: MutableMapping[str, bytes] | None = None,
) -> Built:
    """The release that follows ``previous`` (the files last published; none for the first). ``sources`` holds the reports' text by key,
    ``log`` the days on which versions were made, that of ``previous`` among them. ``check`` tells what is wrong with the files of a
    package whose parts have all passed; without it every check and gate does. The files are put ``into`` what is given.

    When nothing changed it is the same release again, byte for byte, and the gates are not asked again: what they say
    depends on the bytes alone.
    """
    previous = previous or {}
    tree: MutableMapping[str, bytes] = {} if into is None else into
    tables = Tables.made(frames)
    if tables.files is not tree:
        tree.update(tables.files)
        tables = Tables(tree, tables.counts)
    texts = [f"{SOURCE}/{key}.txt" for key in sorted(sources)]
    tree.update({f"{SOURCE}/{key}.txt": source.encode("utf-8") for key, source in sorted(sources.items())})
    try:
        forms = _forms(tables, release, tree, checked=check is not None)
    except (sqlite3.Error, pa.ArrowException, ValueError, TypeError):
        # A form can't hold what breaks a contract: say which cell that is.
        found = tuple(validation.broken_contracts(frames))
        if not found:
            raise
        return Built("", {}, found)
    last, by, changes = _since(previous, tree)
    version = last or FIRST
    log = log or Log()
    if last and by == "patch":
        # The same facts: perhaps nothing changed at all, so try the old version and the changes it brought.
        tree[row_changes.FILE] = previous.get(row_changes.FILE, b"")
        assemble(tables, replace(release, date=log.day(version)), version, forms, texts, tree)
        tree[validation.FILE] = validation.validation(version, tree)
        if tree.keys() == previous.keys() and all(previous[path] == tree[path] for path in tree):
            return Built(version, tree)
    if last:
        version = bump(version, by)
    tree[row_changes.FILE] = (
        row_changes.encode(version, changes)
        if changes or row_changes.FILE not in previous
        else previous[row_changes.FILE]
    )
    assemble(tables, replace(release, date=log.day(version)), version, forms, texts, tree)
    findings = tuple(check(tree)) if check else (*validation.broken_checks(frames, sources), *validate(tree))
    tree[validation.FILE] = validation.validation(version, tree, findings)
    return Built(version, tree, findings, changes)


def assemble(
    tables: Tables,
    release: Release,
    version: str,
    forms: Sequence[str],
    texts: Sequence[str],
    tree: MutableMapping[str, bytes],
) -> None:
    """Put into ``tree``, which has the tables, the ``forms`` that carry no version and the ``texts``, what tells of them."""
    book = f"{release.name}.xlsx"
    tree[book] = workbook(release, version, CATALOGUE, tables)
    tree["README.md"] = readme(release, version, CATALOGUE, tables).encode("utf-8")
    tree["data-dictionary.md"] = dictionary(release, CATALOGUE).encode("utf-8")
    described = descriptor(release, version, CATALOGUE, tables, Some(tree, [*forms, book]), Some(tree, texts))
    tree["datapackage.json"] = as_json(described)


def _forms(tables: Tables, release: Release, tree: MutableMapping[str, bytes], *, checked: bool) -> list[str]:
    """Put the other forms of ``tables`` into ``tree``; their paths."""
    base = f"{release.name}.sqlite"
    for table in CATALOGUE:
        tree[f"parquet/{table.name}.parquet"] = parquet(table, tables.files[path(table)])
    tree[base] = database(CATALOGUE, tables, checked=checked)
    return [*(f"parquet/{table.name}.parquet" for table in CATALOGUE), base]


def _since(previous: Tree, files: Tree) -> tuple[str, Step, tuple[Change, ...]]:
    """The version last published, how far ``files`` move it, and which rows differ; no version when there is none, or it is
    damaged beyond comparing."""
    after = Snapshots(files, {table.name: (table_schema(table), path(table)) for table in CATALOGUE})
    try:
        last, before = snapshot(previous)
        changes = tuple(differences(before, after))
        return last, step(before, after, changes), changes
    except (KeyError, IndexError, TypeError, ValueError):
        return "", "patch", ()
