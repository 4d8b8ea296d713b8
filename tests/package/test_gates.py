"""Each gate refuses what it should: bad cells are planted one by one in a good package, sealed with true checksums."""

import json
from functools import cache

import pytest

from tests.package.sample import RELEASE, SOURCES, tables
from zq_pipeline.package.build import build
from zq_pipeline.package.descriptor import as_json, descriptor
from zq_pipeline.package.encode import csv_bytes, encode
from zq_pipeline.package.files import digest
from zq_pipeline.package.gates import by_gate, contracts, validate
from zq_pipeline.package.gates.finding import cells
from zq_pipeline.package.joined import Tables
from zq_pipeline.tables.catalogue import CATALOGUE, TABLES

CORE = ("theme", "unit", "place", "indicator", "report", "section", "statement", "observation", "unread_number")
"""The tables that cells are planted in: few, since Frictionless takes its time over each."""


@pytest.fixture(autouse=True)
def core(monkeypatch):
    monkeypatch.setattr(contracts, "CATALOGUE", tuple(TABLES[name] for name in CORE))


@cache
def good() -> dict[str, bytes]:
    files = {f"data/{name}.csv": encode(tables()[name]) for name in CORE}
    described = descriptor(RELEASE, "1.0.0", [TABLES[name] for name in CORE], Tables.made(tables()), {})
    return {**files, "datapackage.json": as_json(described)}


def sealed(path: str, content: bytes, rows: int | None = None) -> dict[str, bytes]:
    """The good package with another file in it, and its checksum in the descriptor."""
    described = json.loads(good()["datapackage.json"])
    for resource in described["resources"]:
        if resource["path"] == path:
            resource |= {"bytes": len(content), "hash": digest(content)}
            if rows is not None:
                resource["row_count"] = rows
    return {**good(), path: content, "datapackage.json": as_json(described)}


def planted(table: str, cells_by_row: list[tuple[str, str]]) -> dict[str, bytes]:
    """The good package with the last row of ``table`` once more for each bad cell, with a key of its own and that cell in it."""
    path = f"data/{table}.csv"
    header, *rows = cells(good()[path])
    good_rows = len(rows)
    for number, (column, value) in enumerate(cells_by_row):
        row = list(rows[good_rows - 1])
        row[header.index(table)] = KEYS[table].format(number)
        row[header.index(column)] = value
        rows.append(row)
    return sealed(path, csv_bytes(header, rows), len(rows))


KEYS = {
    "observation": "330483105-2030-{}",
    "report": "330483106-20{:02}",
    "section": "330483105-2030-9{}",
    "unread_number": "330483105-2030-9{}",
    "place": "99{:04}",
}
ALL = {"lexical", "pandera", "duckdb", "frictionless"}
LINK = ALL - {"lexical"}  # a cell can be spelled well and lead nowhere
BAD = [
    ("observation", "indicator_name", "", ALL),
    ("observation", "value", "", ALL),
    ("observation", "value", "十三", ALL),
    ("observation", "value", "13,38", ALL),
    ("observation", "value", "--1", ALL),
    ("observation", "value", "1.2.3", ALL),
    ("observation", "value", "0x10", ALL),
    ("observation", "value", "12亿", ALL),
    ("observation", "value", "NaN", {"lexical", "pandera", "duckdb"}),
    ("observation", "value", "Infinity", {"lexical", "pandera", "duckdb"}),
    ("observation", "value", "-inf", {"lexical", "pandera", "duckdb"}),
    ("observation", "value", "1_000", {"lexical"}),
    ("observation", "value", "１２００", {"lexical", "duckdb"}),
    ("observation", "value", "1e3", {"lexical"}),
    ("observation", "value", "+5", {"lexical"}),
    ("observation", "value", "05", {"lexical"}),
    ("observation", "value", ".5", {"lexical"}),
    ("observation", "value", "5.", {"lexical"}),
    ("observation", "value", "5.50", {"lexical"}),
    ("observation", "value", "-0", {"lexical"}),
    ("observation", "value", " 5", {"lexical"}),
    ("observation", "value", "1" * 40, {"lexical", "pandera", "duckdb"}),
    ("observation", "value", "0.00000000001", {"lexical", "pandera"}),
    ("observation", "start", "-1", ALL),
    ("observation", "start", "4.5", ALL),
    ("observation", "start", "x", ALL),
    ("observation", "start", "９", {"lexical", "duckdb"}),
    ("observation", "start", "1_0", {"lexical"}),
    ("observation", "start", "007", {"lexical"}),
    ("observation", "measure", "amount", ALL),
    ("observation", "measure", "LEVEL", ALL),
    ("observation", "status", "done", ALL),
    ("observation", "bound", "exact ", ALL),
    ("observation", "period", "2030年", ALL),
    ("observation", "period", "30", ALL),
    ("observation", "period", "2030\n", {"lexical", "pandera", "duckdb"}),
    ("observation", "certainty", "", ALL),
    ("observation", "certainty", "perhaps", ALL),
    ("observation", "doubt", "because", ALL),
    ("observation", "doubt", "long_name;because", ALL),
    ("observation", "doubt", "long_name; close_name", ALL),
    ("observation", "doubt", "long_name;", ALL),
    ("section", "years", "近年", ALL),
    ("section", "status", "done", ALL),
    ("observation", "observation", "o1", ALL),
    ("observation", "observation", "330483105-2030-1\n", {"lexical", "pandera", "duckdb"}),
    ("observation", "report", "330483105-1999", LINK),
    ("observation", "statement", "330483105-2030-999", LINK),
    ("observation", "indicator", "no_such_indicator", LINK),
    ("observation", "unit", "no_such_unit", LINK),
    ("observation", "theme", "no_such_theme", LINK),
    ("observation", "indicator_name", " 产值", {"lexical", "pandera", "duckdb"}),
    ("observation", "indicator_name", "产值\u3000", {"lexical", "pandera"}),
    ("observation", "indicator_name", "产\x00值", {"lexical", "pandera"}),
    ("observation", "indicator_name", "产\r值", {"lexical", "pandera"}),
    ("observation", "indicator_name", "产\x1b[31m值", {"lexical"}),
    ("observation", "indicator_name", "\ufeff产值", {"lexical"}),
    ("report", "published_on", "2031-1-20", {"lexical", "pandera"}),
    ("report", "published_on", "2031-02-30", ALL),
    ("report", "published_on", "2031-13-01", ALL),
    ("report", "published_on", "20310120", {"lexical", "pandera"}),
    ("report", "review_year", "1066", ALL),
    ("report", "review_year", "20300", ALL),
    ("report", "sha256", "0" * 63, ALL),
    ("report", "sha256", "A" * 64, ALL),
    ("report", "source_url", "javascript:alert(1)", ALL),
    ("report", "place", "330483999", LINK),
    ("section", "parent", "330483105-2030-777", LINK),
    ("unread_number", "reason", "because", ALL),
    ("place", "level", "town", ALL),
]  # fmt: skip


def batches() -> list[tuple[str, list[tuple[str, str, set[str]]]]]:
    """Plain cells of a table together, ten a package; those with control characters, which upset whole files, alone."""
    found: dict[tuple[str, int], list[tuple[str, str, set[str]]]] = {}
    for number, (table, column, value, gates) in enumerate(BAD):
        alone = not value.replace("\u3000", " ").isprintable()
        turn = -number if alone else sum(len(b) for (t, n), b in found.items() if t == table and n >= 0) // 10
        found.setdefault((table, turn), []).append((column, value, gates))
    return [(table, batch) for (table, _), batch in found.items()]


def test_a_good_package_passes_every_gate(monkeypatch):
    monkeypatch.setattr(contracts, "CATALOGUE", CATALOGUE)
    assert validate(build(tables(), SOURCES, RELEASE).tree) == []


@pytest.mark.parametrize(
    ("table", "batch"), batches(), ids=lambda value: value if isinstance(value, str) else repr(value[0][1])
)
def test_each_gate_refuses_each_planted_cell(table, batch):
    path = f"data/{table}.csv"
    before = len(list(cells(good()[path]))) - 1
    found = by_gate(planted(table, [(column, value) for column, value, _ in batch]))
    for number, (column, value, gates) in enumerate(batch, before + 1):
        refused = {
            gate
            for gate, findings in found.items()
            for f in findings
            if len(batch) == 1 or (f.row, f.column) == (number, column)
        }
        assert gates <= refused, (column, value, [str(f) for findings in found.values() for f in findings])


def test_a_key_that_stands_twice_is_refused_by_all():
    header, *rows = cells(good()["data/observation.csv"])
    tree = sealed("data/observation.csv", csv_bytes(header, [*rows, rows[0]]), len(rows) + 1)
    assert {gate for gate, findings in by_gate(tree).items() if findings} >= ALL


@pytest.mark.parametrize(
    ("harm", "gates"),
    [
        (lambda data: b"\xef\xbb\xbf" + data, {"lexical"}),
        (lambda data: data.replace(b"\r\n", b"\n"), {"lexical"}),
        (lambda data: data.replace(b",", b";"), ALL),
        (lambda data: data[:-20] + b'"open', {"lexical"}),
        (lambda data: data + b"a,b\r\n", {"lexical"}),
        (lambda data: data.decode().encode("gb18030"), {"lexical", "duckdb", "frictionless"}),
        (lambda data: data.split(b"\r\n", 1)[1], {"lexical", "pandera"}),
        (lambda data: b"", {"lexical", "pandera"}),
    ],
    ids=["bom", "lf", "semicolons", "open-quote", "ragged", "gb18030", "no-header", "empty"],
)
def test_a_harmed_file_is_refused(harm, gates):
    path = "data/statement.csv"
    found = by_gate(sealed(path, harm(good()[path])))
    assert gates <= {gate for gate, findings in found.items() if findings}


def test_a_changed_byte_a_lost_file_and_an_unlisted_one_are_found():
    path = "data/statement.csv"
    changed = {**good(), path: good()[path].replace(b"2", b"3", 1)}
    assert any(f.gate == "files" and f.file == path for f in validate(changed))
    lost = {name: content for name, content in good().items() if name != path}
    assert any(f.gate == "files" and "not there" in f.detail for f in validate(lost))
    assert any(f.gate == "files" and "not listed" in f.detail for f in validate({**good(), "data/extra.csv": b"a\r\n"}))


def test_the_zip_must_hold_the_same_files_at_its_root():
    from zq_pipeline.package.archive import archive

    tree = {**good(), "a.zip": archive(good())}
    assert validate(tree) == []
    assert validate({**good(), "a.zip": archive({f"folder/{p}": c for p, c in good().items()})})
    assert validate({**good(), "a.zip": archive(good())[:-30]})


def test_nothing_outside_the_folder_is_written(tmp_path):
    found = validate({**good(), "../outside": b"x", "/abs": b"x"})
    assert {f.file for f in found} == {"../outside", "/abs"}


@pytest.mark.parametrize("text", [b"", b"{}", b"[]", b"null", b'{"resources": 3}', b'{"resources": []}', b"\xff"])
def test_a_bad_descriptor_is_a_finding_and_no_crash(text):
    assert validate({**good(), "datapackage.json": text})
