"""The metadata, each read by somebody else's validator; a planted fault must be found by it."""

import csv
import hashlib
import io
import json
import re
from pathlib import Path

import pytest
import yaml

from tests.portal.sample import small_release
from zq_pipeline.portal.sheets import CORE_ELEMENTS, ELEMENT_COLUMNS
from zq_pipeline.tables.catalogue import CATALOGUE

BASE = "https://data.example.org/liuxi/"
SHAPES = Path(__file__).with_name("dcat_ap.ttl")


def conforms(text: str) -> tuple[bool, str]:
    rdflib = pytest.importorskip("rdflib")
    pyshacl = pytest.importorskip("pyshacl")
    graph = rdflib.Graph().parse(data=text, format="json-ld", base=BASE)
    passed, _, report = pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(SHAPES))
    return passed, report


def test_dcat_keeps_the_rules_of_dcat_ap():
    passed, report = conforms(small_release()["dcat.jsonld"].decode())
    assert passed, report


@pytest.mark.parametrize(
    ("wrong", "by"),
    [
        ('"dcat:accessURL"', '"dcat:nothing"'),
        ('"xsd:nonNegativeInteger"', '"xsd:string"'),
        ('"foaf:name"', '"foaf:nick"'),
    ],
)
def test_a_planted_fault_is_found(wrong, by):
    text = small_release()["dcat.jsonld"].decode()
    assert wrong in text
    assert not conforms(text.replace(wrong, by))[0]


def test_dcat_describes_the_files_that_are_there():
    rdflib = pytest.importorskip("rdflib")
    tree = small_release()
    graph = rdflib.Graph().parse(data=tree["dcat.jsonld"].decode(), format="json-ld", base=BASE)
    found = graph.query(
        "SELECT ?url ?bytes ?sum WHERE { ?d dcat:downloadURL ?url ; dcat:byteSize ?bytes ; spdx:checksum/spdx:checksumValue ?sum }",
        initNs={
            "dcat": rdflib.Namespace("http://www.w3.org/ns/dcat#"),
            "spdx": rdflib.Namespace("http://spdx.org/rdf/terms#"),
        },
    )
    listed = {str(url).removeprefix(BASE): (int(size), str(checksum).lower()) for url, size, checksum in found}
    assert {f"data/{table.name}.csv" for table in CATALOGUE} <= set(listed)
    assert listed == {path: (len(tree[path]), hashlib.sha256(tree[path]).hexdigest()) for path in listed}


def test_csvw_validates_the_same_csv_files(folder):
    csvw = pytest.importorskip("csvw")
    group = csvw.TableGroup.from_file(folder / "csvw-metadata.json")
    assert {str(table.url) for table in group.tables} == {f"data/{table.name}.csv" for table in CATALOGUE}
    counts = {table.local_name: len(list(table.iterdicts(strict=True))) for table in group.tables}
    assert counts["data/observation.csv"] == 5
    assert group.check_referential_integrity()


def test_csvw_finds_a_wrong_code(folder):
    csvw = pytest.importorskip("csvw")
    path = folder / "data" / "observation.csv"
    right = path.read_bytes()
    path.write_bytes(right.replace(b",actual,", b",wished,", 1))
    group = csvw.TableGroup.from_file(folder / "csvw-metadata.json")
    (table,) = [table for table in group.tables if str(table.url) == "data/observation.csv"]
    try:
        with pytest.raises(ValueError):
            list(table.iterdicts(strict=True))
    finally:
        path.write_bytes(right)


def test_croissant_validates_and_loads_rows(folder):
    mlcroissant = pytest.importorskip("mlcroissant")
    dataset = mlcroissant.Dataset(folder / "croissant.json")
    assert not dataset.metadata.ctx.issues.errors
    names = {record_set.id for record_set in dataset.metadata.record_sets}
    assert names == {table.name for table in CATALOGUE}
    rows = list(dataset.records("unread_number"))
    assert len(rows) == 4
    assert rows[0]["unread_number/quote"].decode() == "2030"


def test_the_page_tells_search_engines():
    html = small_release()["index.html"].decode()
    found = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)[1])
    assert found["@type"] == "Dataset"
    assert 50 <= len(found["description"]) + 50 <= 5000
    assert found["license"].startswith("https://")
    assert {d["contentUrl"] for d in found["distribution"]} >= {"data/observation.csv", "datapackage.json"}


def rows(path: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(small_release()[path].decode(), newline="")))


def test_the_catalogue_sheet_has_the_core_elements():
    header, *lines = rows("catalogue.csv")
    assert tuple(header) == CORE_ELEMENTS
    assert len(header) == 13
    assert [line[1] for line in lines] == [table.zh for table in CATALOGUE]
    assert all(len(line) == 13 for line in lines)
    observation = next(line for line in lines if line[1] == "观测值")
    assert observation[12].split("；")[:2] == ["liuxi-work-report/report", "liuxi-work-report/statement"]


def test_the_element_sheet_describes_every_column():
    header, *lines = rows("data-elements.csv")
    assert tuple(header) == ELEMENT_COLUMNS
    assert [(line[0], line[1]) for line in lines] == [(t.name, f.name) for t in CATALOGUE for f in t.fields]
    status = next(line for line in lines if line[:2] == ["observation", "status"])
    assert status[7] == "actual（实际）；estimated（预计）；target（目标）"


def test_citation_is_yaml_with_what_it_must_have():
    found = yaml.safe_load(small_release()["CITATION.cff"])
    assert {"cff-version", "message", "title", "authors"} <= set(found)
    assert found["license"] == "CC-BY-4.0"
    assert found["type"] == "dataset"
