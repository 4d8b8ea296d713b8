"""A release as bytes: the same each time, the next version when something changed, and forms that say the same."""

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pyarrow.parquet as pq
import pytest
from openpyxl.utils import get_column_letter

from tests.package.sample import READING, RELEASE, SOURCE, SOURCES, tables
from tests.trees import laid_out
from zq_pipeline.package.archive import packed
from zq_pipeline.package.build import Built, build
from zq_pipeline.package.descriptor import as_json, descriptor
from zq_pipeline.package.encode import encode
from zq_pipeline.package.files import digest
from zq_pipeline.package.gates.finding import Finding, cells
from zq_pipeline.package.government import CORE_ELEMENTS, ELEMENT_COLUMNS
from zq_pipeline.package.joined import Tables
from zq_pipeline.package.log import Log
from zq_pipeline.package.validation import validation
from zq_pipeline.reading.document import warning
from zq_pipeline.reading.records import ReadingWarning, WarningCode
from zq_pipeline.tables.catalogue import CATALOGUE, TABLES
from zq_pipeline.tables.checks import CHECKS

GOLDEN = Path(__file__).parents[1] / "golden"


@cache
def first() -> Built:
    return build(tables(), SOURCES, RELEASE)


@pytest.mark.parametrize("name", ["report", "statement", "observation", "unread_number"])
def test_csv_is_written_to_the_byte(name):
    assert encode(tables()[name]) == (GOLDEN / f"{name}.csv").read_bytes()


def test_the_descriptor_is_written_to_the_byte():
    core = [TABLES["report"], TABLES["unread_number"]]
    written = as_json(descriptor(RELEASE, "1.0.0", core, Tables.made(tables()), {"liuxi-work-report.xlsx": b"x"}))
    assert written.decode() == (GOLDEN / "datapackage.json").read_text(encoding="utf-8")


def test_all_files_are_there_and_counted():
    tree = first().tree
    described = json.loads(tree["datapackage.json"])
    assert {r["path"] for r in described["resources"]} == {f"data/{table.name}.csv" for table in CATALOGUE}
    assert {form["path"] for form in described["forms"]} == {
        *(f"parquet/{table.name}.parquet" for table in CATALOGUE), "liuxi-work-report.sqlite", "liuxi-work-report.xlsx",
    }  # fmt: skip
    assert [text["path"] for text in described["texts"]] == [f"source/{READING.key}.txt"]
    assert tree[f"source/{READING.key}.txt"].decode("utf-8") == SOURCE
    for entry in (*described["resources"], *described["forms"], *described["texts"]):
        assert (entry["bytes"], entry["hash"]) == (len(tree[entry["path"]]), digest(tree[entry["path"]]))
    told = json.loads(tree["validation.json"])
    assert told["valid"] and {file["path"] for file in told["files"]} == set(tree) - {"validation.json"}


def test_the_zip_holds_all_but_other_forms_and_what_tells_of_it():
    beside = {"index.html": b"a page", "dcat.jsonld": b"{}"}
    ((path, content),) = packed({**first().tree, **beside}).items()
    assert path == "liuxi-work-report-1.0.0.zip"
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        names = found.namelist()
        assert all(found.read(name) == {**first().tree, **beside}[name] for name in names)
    forms = {form["path"] for form in json.loads(first().tree["datapackage.json"])["forms"]}
    assert names == sorted({*first().tree, "index.html"} - forms)
    assert {"README.md", "index.html", f"source/{READING.key}.txt"} <= set(names)


def test_the_contract_of_each_table_and_each_check_say_how_many_rows_they_looked_at():
    told = {entry["name"]: entry for entry in json.loads(first().tree["validation.json"])["checks"]}
    rows = {name: len(frame) for name, frame in tables().items()}
    assert {name: told[f"{name}.contract"]["rows"] for name in rows} == rows
    assert {check.name: told[check.name]["rows"] for check in CHECKS} == {
        check.name: sum(rows[table] for table in check.tables) for check in CHECKS
    }
    gates = {name for name, entry in told.items() if entry["kind"] == "gate"}
    assert gates == {"files", "lexical", "duckdb", "frictionless", "zip"}
    assert all((entry["result"], entry["failing"], entry["found"]) == ("passed", 0, []) for entry in told.values())


def test_what_was_found_stands_with_its_table():
    found = [
        Finding("pandera", "data/unit.csv", 3, "factor", "'x' breaks the rule."),
        Finding("pandera", "theme", 1, "theme", "'' breaks the rule."),
    ]
    told = json.loads(validation("1.0.0", first().tree, found))
    failed = {entry["name"]: entry["found"] for entry in told["checks"] if entry["result"] == "failed"}
    assert not told["valid"]
    assert failed == {"unit.contract": [str(found[0])], "theme.contract": [str(found[1])]}


def test_a_warning_is_told_and_makes_nothing_invalid(open_gates):
    codes = (WarningCode.YEAR_DISPUTED, WarningCode.ONE_STATUS)
    wary = replace(
        READING,
        year_evidence="title: 2030; published: 2028",
        warnings=tuple(ReadingWarning(code, "…") for code in codes),
    )
    told = json.loads(build(tables(wary), SOURCES, RELEASE).tree["validation.json"])
    entries = [entry for entry in told["checks"] if entry["kind"] == "warning"]
    assert told["valid"]
    assert [entry["name"] for entry in entries] == [code.value for code in WarningCode]
    assert {entry["name"] for entry in entries if entry["result"] == "warned"} == set(codes)
    assert entries[0]["found"] == [
        f"{READING.key}: {warning.told(WarningCode.YEAR_DISPUTED, 2030, wary.year_evidence).sentence}"
    ]
    assert {entry["severity"] for entry in told["checks"] if entry not in entries} == {"error"}


SCRIPT = """
import hashlib, json
from tests.package.sample import RELEASE, SOURCES, tables
from zq_pipeline.package import build
build.validate = lambda tree: []
print(json.dumps({path: hashlib.sha256(content).hexdigest() for path, content in build.build(tables(), SOURCES, RELEASE).tree.items()}))
"""


@pytest.fixture
def open_gates(monkeypatch):
    """For tests of what is built, not of what the gates say to it, which takes seconds."""
    monkeypatch.setattr(sys.modules["zq_pipeline.package.build"], "validate", lambda tree: [])


@pytest.mark.parametrize(
    ("seed", "zone", "language"), [("1", "Pacific/Kiritimati", "C"), ("4242", "America/Anchorage", "zh_CN.GB18030")]
)
def test_bytes_depend_on_no_seed_zone_or_language(seed, zone, language):
    around = {
        **os.environ,
        "PYTHONHASHSEED": seed,
        "TZ": zone,
        "LC_ALL": language,
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    said = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=around, capture_output=True, check=True, cwd=GOLDEN.parents[1]
    )
    assert json.loads(said.stdout) == {
        path: digest(content).removeprefix("sha256:") for path, content in first().tree.items()
    }


def test_nothing_new_is_the_same_release():
    again = build(tables(), SOURCES, RELEASE, first().tree)
    assert (again.version, again.tree, again.changes) == ("1.0.0", first().tree, ())


def test_each_version_carries_the_day_it_was_made(open_gates):
    made = build(tables(), SOURCES, RELEASE, log=Log({}, "2031-02-01"))
    assert json.loads(made.tree["datapackage.json"])["created"] == "2031-02-01T00:00:00Z"
    later = Log({}, "2031-03-15").including(made.tree)
    assert build(tables(), SOURCES, RELEASE, made.tree, later).tree == made.tree
    again = build(tables(), SOURCES, replace(RELEASE, title="柳溪镇数据"), made.tree, later)
    assert json.loads(again.tree["datapackage.json"])["created"] == "2031-03-15T00:00:00Z"


def test_a_harmed_release_is_built_anew(open_gates):
    harmed = {**first().tree, "README.md": b"gone"}
    again = build(tables(), SOURCES, RELEASE, harmed)
    assert again.version == "1.0.1" and not again.findings


def test_new_words_are_a_patch_and_keep_the_list_of_changes(open_gates):
    again = build(tables(), SOURCES, replace(RELEASE, title="柳溪镇数据"), first().tree)
    assert again.version == "1.0.1" and again.tree["changes.csv"] == first().tree["changes.csv"]


def test_a_corrected_row_and_a_lost_one_are_a_minor_version_and_listed(open_gates):
    corrected, gone = READING.observations[0]._replace(value=Decimal(1)), READING.unread_numbers[-1]
    less = replace(
        READING, observations=(corrected, *READING.observations[1:]), unread_numbers=READING.unread_numbers[:-1]
    )
    again = build(tables(less), {less.key: less.source}, RELEASE, first().tree)
    assert again.version == "1.1.0"
    _, *rows = cells(again.tree["changes.csv"])
    told = {tuple(row[1:]) for row in rows}
    assert ("observation", f"330483105-2030-{corrected.span.start}", "changed", "value", "13380000000", "1") in told
    assert ("unread_number", f"330483105-2030-{gone.span.start}", "removed", "", "", "") in told
    assert {f.gate for f in again.findings} == {"number_once"}


def test_another_table_structure_is_a_major_version(open_gates):
    described = json.loads(first().tree["datapackage.json"])
    field = next(r for r in described["resources"] if r["name"] == "observation")["schema"]["fields"][3]
    field["type"] = "any"
    assert (
        build(tables(), SOURCES, RELEASE, {**first().tree, "datapackage.json": as_json(described)}).version == "2.0.0"
    )


def test_a_wrong_frame_is_told_and_not_raised():
    wrong = dict(tables())
    wrong["observation"] = wrong["observation"].assign(measure="amount")
    assert any("measure" in str(finding) for finding in build(wrong, SOURCES, RELEASE).findings)


def test_parquet_keeps_decimals_dates_and_the_schema():
    table = pq.read_table(io.BytesIO(first().tree["parquet/observation.parquet"]))
    assert table["value"].to_pylist()[:2] == [Decimal("13380000000"), Decimal("6.3")]
    assert json.loads(table.schema.metadata[b"table_schema"])["primaryKey"] == ["observation"]
    report = pq.read_table(io.BytesIO(first().tree["parquet/report.parquet"]))
    assert report["published_on"].to_pylist()[0].isoformat() == "2031-01-20"


def sheet(tree: Mapping[str, bytes], name: str) -> Any:
    return openpyxl.load_workbook(io.BytesIO(tree["liuxi-work-report.xlsx"]))[name]


def test_the_workbook_opens_with_the_data_and_ends_with_what_explains_it():
    book = openpyxl.load_workbook(io.BytesIO(first().tree["liuxi-work-report.xlsx"]))
    assert set(book.sheetnames[: len(CATALOGUE)]) == {table.name for table in CATALOGUE}
    assert book.sheetnames[0] == "observation" and not TABLES[book.sheetnames[len(CATALOGUE) - 1]].quoted
    assert book.sheetnames[len(CATALOGUE) :] == [
        "说明 About",
        "数据字典 Dictionary",
        "信息资源目录 Catalogue",
        "数据元 Data elements",
    ]
    header = [cell.value for cell in book["observation"][1]]
    assert header == [f"{field.zh}\n{field.name}" for field in TABLES["observation"].fields]
    assert [cell.value for cell in book["信息资源目录 Catalogue"][1]] == list(CORE_ELEMENTS)
    assert [cell.value for cell in book["数据元 Data elements"][1]] == list(ELEMENT_COLUMNS)
    assert book["数据元 Data elements"].max_row == 1 + sum(len(table.fields) for table in CATALOGUE)


def test_columns_are_as_wide_as_what_stands_in_them():
    page = sheet(first().tree, "observation")
    width = {
        page.cell(1, at).value.split("\n")[1]: page.column_dimensions[get_column_letter(at)].width
        for at in range(1, page.max_column + 1)
    }
    assert width["observation"] >= len("330483105-2030-32") and width["quote"] >= 9
    assert 10 <= width["page"] < width["indicator_name"] and all(w <= 61 for w in width.values())


def test_the_workbook_keeps_codes_as_text_and_runs_no_formula(open_gates):
    book = openpyxl.load_workbook(io.BytesIO(first().tree["liuxi-work-report.xlsx"]))
    report = [cell.value for cell in book["report"][2]]
    assert "330483105" in report
    hostile = replace(
        READING, observations=(READING.observations[0]._replace(indicator="=1+1"), *READING.observations[1:])
    )
    sheet = openpyxl.load_workbook(
        io.BytesIO(build(tables(hostile), {hostile.key: hostile.source}, RELEASE).tree["liuxi-work-report.xlsx"])
    )["observation"]
    shown = [cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"]
    assert [cell.data_type for cell in shown] == ["s"] or all(
        cell.quotePrefix or cell.number_format == "@" for cell in shown
    )


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", first().tree["README.md"].decode(), re.DOTALL)


def test_the_code_in_the_readme_runs(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(laid_out(first().tree, tmp_path))
    (python,), (sql,) = blocks("python"), blocks("sql")
    exec(compile(python, "README.md", "exec"), {})
    assert "13380000000" in capsys.readouterr().out
    assert duckdb.sql(sql).fetchall()


def test_each_quote_is_cut_from_the_source():
    for table in CATALOGUE:
        if table.quoted:
            for row in tables()[table.name].itertuples():
                assert SOURCE[row.start : row.end] == row.quote
