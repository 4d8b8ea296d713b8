"""A whole release as data: every file of ``datapackage/`` by its path. Pure but for the temporary folder of the gates::

    datapackage.json  README.md  data-dictionary.md  changes.csv  validation.json
    data/<table>.csv  parquet/<table>.parquet  <name>.xlsx  <name>.sqlite
    source/<report>.txt (the text that all offsets count in)

The ZIP is made at last, by the floor above: it holds the page too.
"""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pandas as pd
import pyarrow as pa

from zq_pipeline.package import changes as row_changes
from zq_pipeline.package import validation
from zq_pipeline.package.changes import Change, Snapshot, differences, snapshot
from zq_pipeline.package.descriptor import SOURCE, as_json, descriptor
from zq_pipeline.package.dictionary import dictionary
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
) -> Built:
    """The release that follows ``previous`` (the files last published; none for the first). ``sources`` holds the reports' text by key,
    ``log`` the days on which versions were made, that of ``previous`` among them. ``check`` tells what is wrong with the files of a
    package whose parts have all passed; without it every check and gate does.

    When nothing changed it is the same release again, byte for byte, and the gates are not asked again: what they say
    depends on the bytes alone.
    """
    previous = previous or {}
    texts = {f"{SOURCE}/{key}.txt": source.encode("utf-8") for key, source in sorted(sources.items())}
    tables = Tables.made(frames)
    files = dict(tables.files)
    try:
        forms = _forms(tables, checked=check is not None)
    except (sqlite3.Error, pa.ArrowException, ValueError, TypeError):
        # A form can't hold what breaks a contract: say which cell that is.
        found = tuple(validation.broken_contracts(frames))
        if not found:
            raise
        return Built("", {}, found)
    last, by, changes = _since(previous, files)
    version = last or FIRST
    log = log or Log()
    if last and by == "patch":
        # The same facts: perhaps nothing changed at all, so try the old version and the changes it brought.
        kept = previous.get(row_changes.FILE, b"")
        tree = assemble(tables, replace(release, date=log.day(version)), version, forms, kept, texts)
        whole = {**tree, validation.FILE: validation.validation(version, tree)}
        if whole.keys() == previous.keys() and all(previous[path] == whole[path] for path in whole):
            return Built(version, whole)
    if last:
        version = bump(version, by)
    listed = (
        row_changes.encode(version, changes)
        if changes or row_changes.FILE not in previous
        else previous[row_changes.FILE]
    )
    tree = assemble(tables, replace(release, date=log.day(version)), version, forms, listed, texts)
    findings = tuple(check(tree)) if check else (*validation.broken_checks(frames, sources), *validate(tree))
    return Built(version, {**tree, validation.FILE: validation.validation(version, tree, findings)}, findings, changes)


def assemble(
    tables: Tables,
    release: Release,
    version: str,
    forms: Mapping[str, bytes],
    changes: bytes,
    texts: Tree | None = None,
) -> dict[str, bytes]:
    """Every file but ``validation.json`` and the ZIP, from the tables and the forms that carry no version."""
    forms = {f"{release.name}.sqlite" if path == "sqlite" else path: content for path, content in forms.items()} | {
        f"{release.name}.xlsx": workbook(release, version, CATALOGUE, tables)
    }
    return {
        **tables.files,
        **forms,
        **(texts or {}),
        "README.md": readme(release, version, CATALOGUE, tables).encode("utf-8"),
        "data-dictionary.md": dictionary(release, CATALOGUE).encode("utf-8"),
        row_changes.FILE: changes,
        "datapackage.json": as_json(descriptor(release, version, CATALOGUE, tables, forms, texts or {})),
    }


def _forms(tables: Tables, *, checked: bool) -> dict[str, bytes]:
    found = {f"parquet/{table.name}.parquet": parquet(table, tables.files[path(table)]) for table in CATALOGUE}
    return {**found, "sqlite": database(CATALOGUE, tables, checked=checked)}


def _since(previous: Tree, files: Tree) -> tuple[str, Step, tuple[Change, ...]]:
    """The version last published, how far ``files`` move it, and which rows differ; no version when there is none, or it is
    damaged beyond comparing."""
    after = {table.name: Snapshot(table_schema(table), files[path(table)]) for table in CATALOGUE}
    try:
        last, before = snapshot(previous)
        changes = tuple(differences(before, after))
        return last, step(before, after, changes), changes
    except (KeyError, IndexError, TypeError, ValueError):
        return "", "patch", ()
