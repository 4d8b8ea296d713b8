"""A second, independent engine: DuckDB reads the files by itself and checks types, limits, keys and foreign keys in SQL."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from zq_pipeline.errors import plural
from zq_pipeline.package.gates.finding import LIMIT, Finding, Tree, resources

GATE = "duckdb"
_TYPES: Final = {"integer": "BIGINT", "number": "DECIMAL(38, 10)", "boolean": "BOOLEAN", "date": "DATE"}


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _rules(field: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Pairs of a condition that is true of a bad cell, and what is wrong with it."""
    cell, limits = _name(field["name"]), field.get("constraints", {})
    kind = _TYPES.get(field["type"])
    if limits.get("required"):
        yield f"{cell} IS NULL", "is empty"
    if kind:
        # A cast to BIGINT would round 4.5 and say nothing.
        exact = f" OR contains({cell}, '.')" if kind == "BIGINT" else ""
        yield f"{cell} IS NOT NULL AND (TRY_CAST({cell} AS {kind}) IS NULL{exact})", f"is no {field['type']}"
    else:
        yield f"contains({cell}, chr(13)) OR {cell} <> trim({cell})", "has blanks around it or a carriage return in it"
    if "pattern" in limits:
        yield f"NOT regexp_full_match({cell}, {_text(limits['pattern'])})", f"does not match {limits['pattern']}"
    if "enum" in limits:
        yield f"{cell} NOT IN ({', '.join(map(_text, limits['enum']))})", "is none of the codes"
    if "minimum" in limits:
        yield f"TRY_CAST({cell} AS {kind}) < {limits['minimum']}", f"is below {limits['minimum']}"
    if "maximum" in limits:
        yield f"TRY_CAST({cell} AS {kind}) > {limits['maximum']}", f"is above {limits['maximum']}"


def findings(tree: Tree, folder: Path) -> Iterator[Finding]:
    """What DuckDB refuses in the package that stands in ``folder``."""
    import duckdb

    with duckdb.connect(":memory:", config={"threads": 1}) as db:
        tables = []
        for resource in resources(tree):
            if resource["path"] not in tree:
                continue
            try:
                _read(db, resource, folder / resource["path"])
            except duckdb.Error as error:
                yield Finding(GATE, resource["path"], 0, "", f"can't be read: {str(error).splitlines()[0]}")
                continue
            tables.append(resource)
        known = {resource["name"] for resource in tables}
        for resource in tables:
            yield from _cells(db, resource)
            yield from _twice(db, resource)
            yield from _links(db, resource, known)


def keys(tree: Tree, folder: Path) -> Iterator[Finding]:
    """How many rows each table has, its keys and where they lead to: of ``tree``, of which a table at a time is written into ``folder``."""
    import duckdb

    with duckdb.connect(":memory:", config={"threads": 1}) as db:
        tables = resources(tree)
        for resource in tables:
            file = folder / "table.csv"
            file.write_bytes(tree[resource["path"]])
            schema = resource["schema"]
            wanted = dict.fromkeys((*_own(schema), *(link["fields"][0] for link in schema.get("foreignKeys", []))))
            _read(db, resource, file, ", ".join(map(_name, wanted)))
            ((rows,),) = db.execute(f"SELECT count(*) FROM {_name(resource['name'])}").fetchall()
            if rows != resource["row_count"]:
                detail = f"has {rows} {plural(rows, 'row')} where {resource['row_count']} are described."
                yield Finding(GATE, resource["path"], 0, "", detail)
        for resource in tables:
            yield from _twice(db, resource)
            yield from _links(db, resource, {table["name"] for table in tables})


def _own(schema: dict[str, Any]) -> list[str]:
    return [name for key in [schema.get("primaryKey", []), *schema.get("uniqueKeys", [])] for name in key]


def _read(db: Any, resource: dict[str, Any], file: Path, wanted: str = "*") -> None:
    columns = ", ".join(f"{_text(field['name'])}: 'VARCHAR'" for field in resource["schema"]["fields"])
    db.execute(
        f'CREATE TABLE {_name(resource["name"])} AS SELECT row_number() OVER () AS "row number", {wanted} FROM read_csv('
        f"{_text(str(file))}, columns = {{{columns}}}, header = true, delim = ',', quote = '\"', "
        "escape = '\"', strict_mode = true, nullstr = '', allow_quoted_nulls = true, auto_detect = false, parallel = false)"
    )


def _cells(db: Any, resource: dict[str, Any]) -> Iterator[Finding]:
    table, path, schema = _name(resource["name"]), resource["path"], resource["schema"]
    rules = [(field["name"], bad, detail) for field in schema["fields"] for bad, detail in _rules(field)]
    # One look tells which rules are broken; only those are asked for their rows.
    broken = db.execute(
        f"SELECT {', '.join(f'bool_or({bad})' for _, bad, _ in rules) or 'false'} FROM {table}"
    ).fetchone()
    for name, bad, detail in (rule for rule, found in zip(rules, broken, strict=False) if found):
        rows = db.execute(
            f'SELECT "row number", {_name(name)} FROM {table} WHERE {bad} ORDER BY 1 LIMIT {LIMIT}'
        ).fetchall()
        for row, value in rows:
            yield Finding(GATE, path, row, name, f"{value or ''!r} {detail}.")


def _twice(db: Any, resource: dict[str, Any]) -> Iterator[Finding]:
    table, path, schema = _name(resource["name"]), resource["path"], resource["schema"]
    for key in [schema.get("primaryKey", []), *schema.get("uniqueKeys", [])]:
        if key:
            names = ", ".join(map(_name, key))
            filled = " AND ".join(f"{_name(name)} IS NOT NULL" for name in key)
            twice = f'SELECT min("row number") FROM {table} WHERE {filled} GROUP BY {names} HAVING count(*) > 1 ORDER BY 1 LIMIT {LIMIT}'
            for (row,) in db.execute(twice).fetchall():
                yield Finding(GATE, path, row, "+".join(key), "stands twice.")


def _links(db: Any, resource: dict[str, Any], known: set[str]) -> Iterator[Finding]:
    for link in resource["schema"].get("foreignKeys", []):
        target, field, reference = (
            link["reference"]["resource"] or resource["name"],
            link["fields"][0],
            link["reference"]["fields"][0],
        )
        if target not in known:
            yield Finding(GATE, resource["path"], 0, field, f"leads to the table {target}, which can't be read.")
            continue
        lost = (
            f'SELECT "row number", {_name(field)} FROM {_name(resource["name"])} WHERE {_name(field)} IS NOT NULL AND {_name(field)} '
            f"NOT IN (SELECT {_name(reference)} FROM {_name(target)} WHERE {_name(reference)} IS NOT NULL) ORDER BY 1 LIMIT {LIMIT}"
        )
        for row, value in db.execute(lost).fetchall():
            yield Finding(GATE, resource["path"], row, field, f"{value!r} is no row of {target}.")
