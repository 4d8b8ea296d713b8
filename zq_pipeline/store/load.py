"""A published package as typed tables for whoever calculates with it, each file put against its checksum first."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from zq_pipeline.errors import PipelineError, need
from zq_pipeline.store.publish import DESCRIPTOR, Folder

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Kind = Literal["pandas", "polars", "arrow"]
KINDS: Final[tuple[Kind, ...]] = ("pandas", "polars", "arrow")


class ChecksumMismatch(PipelineError):
    """A file of a package that is not the one its description tells of."""

    code = "checksum-mismatch"
    template = "{file} in {path} is missing, or is not the file that datapackage.json describes. Get the package again, and change none of its files."


class UnknownKind(PipelineError):
    """A kind of table that there is not."""

    code = "unknown-kind"
    template = "There are no tables of the kind {kind!r}. Ask for one of {known}."


def load(path: Path, kind: str = "pandas", *, exact: bool = False) -> dict[str, Any]:
    """The tables of the package at ``path`` (a folder, its ``datapackage.json``, or a ZIP) by name, in the order of its description.

    See :func:`zq_pipeline.load`. Raises ChecksumMismatch, UnknownKind, MissingExtra, PackageMissing or PackageUnreadable.
    """
    if kind not in KINDS:
        raise UnknownKind(kind=kind, known=", ".join(KINDS))
    if kind == "polars":
        need("polars", "polars", "Reading a package into polars")
    files = _files(path)
    found = {}
    for resource in _resources(path, files):
        rows = _rows(path, files, resource)
        fields = resource["schema"]["fields"]
        columns = {field["name"]: [row[at] for row in rows] for at, field in enumerate(fields)}
        found[resource["name"]] = _pandas(fields, columns, exact) if kind == "pandas" else _other(fields, columns, kind)
    return found


def _files(path: Path) -> Mapping[str, bytes]:
    from zq_pipeline.store.gates import package

    folder = path.parent if path.name == DESCRIPTOR else path
    return Folder(folder) if folder.is_dir() else package(path)


def _resources(path: Path, files: Mapping[str, bytes]) -> list[dict[str, Any]]:
    """The tables as they are described."""
    try:
        found: list[dict[str, Any]] = json.loads(files[DESCRIPTOR])["resources"]
    except (KeyError, TypeError, ValueError):
        raise ChecksumMismatch(file=DESCRIPTOR, path=path) from None
    return found


def _rows(path: Path, files: Mapping[str, bytes], resource: Mapping[str, Any]) -> list[list[str]]:
    """The rows of a table as text, without their header."""
    from zq_pipeline.package.files import digest
    from zq_pipeline.package.gates.finding import cells

    content = files.get(resource["path"])
    if content is None or digest(content) != resource["hash"]:
        raise ChecksumMismatch(file=resource["path"], path=path)
    _, *rows = cells(content)
    return rows


def _codes(field: Mapping[str, Any]) -> list[str]:
    """The codes that ``field`` may hold, in their order; empty when it is no list of codes."""
    codes: list[str] = field.get("constraints", {}).get("enum", [])
    return codes


def _pandas(fields: Sequence[Mapping[str, Any]], columns: Mapping[str, list[str]], exact: bool) -> "pd.DataFrame":
    import pandas as pd

    def column(field: Mapping[str, Any]) -> "pd.Series[Any]":
        cells = [cell or None for cell in columns[field["name"]]]
        kind = field["type"]
        if codes := _codes(field):
            return pd.Series(pd.Categorical(cells, categories=codes))
        if kind == "number" and exact:
            return pd.Series([cell and Decimal(cell) for cell in cells], dtype=object)
        if kind == "number":
            return pd.Series([float(cell) if cell else None for cell in cells], dtype="float64")
        if kind == "integer":
            return pd.Series([int(cell) if cell else None for cell in cells], dtype="Int64")
        if kind == "boolean":
            return pd.Series([cell == "true" if cell else None for cell in cells], dtype="boolean")
        if kind == "date":
            return pd.Series(pd.to_datetime(pd.Series(cells, dtype=object), format="%Y-%m-%d"))
        return pd.Series(cells, dtype="string")

    return pd.DataFrame({field["name"]: column(field) for field in fields})


def _other(fields: Sequence[Mapping[str, Any]], columns: Mapping[str, list[str]], kind: str) -> Any:
    """The table as Arrow's, or as polars makes it of that; numbers are exact decimals."""
    import pyarrow as pa

    table = pa.table({field["name"]: _arrow(field, columns[field["name"]]) for field in fields})
    if kind == "arrow":
        return table
    import polars

    return polars.from_arrow(table)


def _arrow(field: Mapping[str, Any], cells: Sequence[str]) -> "pa.Array":
    import pyarrow as pa

    if codes := _codes(field):
        places = {code: at for at, code in enumerate(codes)}
        indices = pa.array([places[cell] if cell else None for cell in cells], pa.int32())
        return pa.DictionaryArray.from_arrays(indices, pa.array(codes, pa.string()))
    kinds: dict[str, tuple[Any, Any]] = {
        "integer": (int, pa.int64()),
        "number": (Decimal, pa.decimal128(38, 10)),
        "boolean": ("true".__eq__, pa.bool_()),
        "date": (date.fromisoformat, pa.date32()),
    }
    read, kind = kinds.get(field["type"], (str, pa.string()))
    return pa.array([read(cell) if cell else None for cell in cells], kind)
