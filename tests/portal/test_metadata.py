"""The metadata, each read by somebody else's validator; a planted fault must be found by it."""

import csv
import hashlib
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.portal.sample import placed_release, small_release
from zq_pipeline.portal.sheets import CORE_ELEMENTS, ELEMENT_COLUMNS
from zq_pipeline.tables.catalogue import CATALOGUE

BASE = "https://data.example.org/liuxi/"
PLACED = "https://data.example.org/liuxi/"
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


def test_what_the_page_is_in_is_told_where_the_page_is_not():
    """The ZIP holds the page, so that its checksum stands in dcat.jsonld alone, which the ZIP does not hold."""
    (path,) = (path for path in small_release() if path.endswith(".zip"))
    checksum = hashlib.sha256(small_release()[path]).hexdigest()
    assert checksum in small_release()["dcat.jsonld"].decode()
    with zipfile.ZipFile(io.BytesIO(small_release()[path])) as packed:
        assert "dcat.jsonld" not in packed.namelist() and "index.html" in packed.namelist()
        assert not any(checksum.encode() in packed.read(name) for name in packed.namelist())


def test_dcat_keeps_the_rules_where_addresses_are_whole():
    passed, report = conforms(placed_release()["dcat.jsonld"].decode())
    assert passed, report


def test_a_harvester_gets_whole_addresses_licence_and_names():
    """Looked at as ckanext-dcat does, without a base; tests/ckan asks itself."""
    rdflib = pytest.importorskip("rdflib")
    graph = rdflib.Graph().parse(data=placed_release()["dcat.jsonld"].decode(), format="json-ld")
    dcat, dct = rdflib.Namespace("http://www.w3.org/ns/dcat#"), rdflib.Namespace("http://purl.org/dc/terms/")
    (dataset,) = graph.subjects(rdflib.RDF.type, dcat.Dataset)
    assert str(dataset) == f"{PLACED}#dataset"
    assert {str(title) for title in graph.objects(dataset, dct.title)} == {
        "柳溪镇工作报告数据",
        "Liuxi Town work reports",
    }
    assert {str(day) for day in graph.objects(dataset, dct.issued)} == {"2031-03-15"}
    listed = {}
    for file in graph.objects(dataset, dcat.distribution):
        assert str(file).startswith(f"{PLACED}#file-")
        listed[str(graph.value(file, dcat.downloadURL))] = {str(title) for title in graph.objects(file, dct.title)}
        licence = graph.value(file, dct.license)
        assert str(graph.value(licence, dct.title)) == "Creative Commons Attribution"
    assert listed[f"{PLACED}1.0.0/data/unit.csv"] == {"计量单位 (CSV)", "Units (CSV)"}
    assert listed[f"{PLACED}1.0.0/source/330483105-2030.txt"] == {
        "报告原文 330483105-2030 (TXT)",
        "Text of a report 330483105-2030 (TXT)",
    }
    assert f"{PLACED}1.0.0/liuxi-work-report-1.0.0.zip" in listed
    assert all(
        str(node).startswith(("http", "mailto:")) for node in graph.all_nodes() if isinstance(node, rdflib.URIRef)
    )


def test_a_harvested_file_is_the_same_one_in_the_next_version():
    text = placed_release()["dcat.jsonld"].decode()
    assert f'"{PLACED}#file-liuxi-work-report.zip"' in text


def test_every_description_has_whole_addresses():
    tree = placed_release()
    found = json.loads(
        re.search(r'<script type="application/ld\+json">(.*?)</script>', tree["index.html"].decode(), re.S)[1]
    )
    assert (found["url"], found["datePublished"]) == (f"{PLACED}1.0.0/index.html", "2031-03-15")
    assert {d["contentUrl"].removeprefix(f"{PLACED}1.0.0/") for d in found["distribution"]} >= {
        "data/observation.csv", "liuxi-work-report-1.0.0.zip", "source/330483105-2030.txt",
    }  # fmt: skip
    croissant = json.loads(tree["croissant.json"])
    assert croissant["url"] == f"{PLACED}1.0.0/index.html"
    assert all(file["contentUrl"].startswith(f"{PLACED}1.0.0/data/") for file in croissant["distribution"])
    citation = yaml.safe_load(tree["CITATION.cff"])
    assert citation["url"] == f"{PLACED}1.0.0/"
    assert (citation["version"], citation["date-released"]) == ("1.0.0", "2031-03-15")
    assert citation["authors"] == [
        {"name": "柳溪数据", "website": "https://example.org/about", "email": "data@example.org"}
    ]


def test_csvwvalidate_passes_strictly(folder):
    pytest.importorskip("csvw")
    command = Path(sys.executable).with_name("csvwvalidate")
    done = subprocess.run([command, "-v", "csvw-metadata.json"], cwd=folder, capture_output=True, text=True)
    assert (done.returncode, "OK" in done.stdout) == (0, True), done.stdout + done.stderr


def test_each_row_has_an_address_and_each_column_a_property(folder):
    csvw = pytest.importorskip("csvw")
    said = csvw.CSVW(str(folder / "csvw-metadata.json")).to_json()
    rows = {table["url"].rpartition("/")[2]: table["row"] for table in said["tables"]}
    (observation, *_) = (row["describes"][0] for row in rows["observation.csv"])
    assert str(observation["@id"]).endswith("/index.html#330483105-2030-32/observation")
    assert '<mark id="330483105-2030-32"' in (folder / "index.html").read_text(encoding="utf-8")
    described = json.loads((folder / "csvw-metadata.json").read_bytes())
    dictionary = (folder / "data-dictionary.md").read_text(encoding="utf-8")
    for table in described["tables"]:
        for column in table["tableSchema"]["columns"]:
            page, _, place = column["propertyUrl"].partition("#")
            assert column["propertyUrl"].startswith("dcterms:") or (
                page == "../data-dictionary.md" and f'<a id="{place}"></a>' in dictionary
            )


@pytest.fixture
def offline(monkeypatch, tmp_path):
    """Hugging Face's library without a network and with nothing kept."""
    for name, value in (("HF_HUB_OFFLINE", "1"), ("HF_DATASETS_OFFLINE", "1"), ("HF_HOME", str(tmp_path))):
        monkeypatch.setenv(name, value)


def loaded(folder: Path, *names: str) -> dict[str, Any]:
    """In a process of its own: the settings are read when the library is imported."""
    program = (
        "import json, sys, datasets; datasets.disable_progress_bars()\n"
        "print(json.dumps([{split: [dict(row) for row in found] for split, found in "
        "datasets.load_dataset(sys.argv[1], *([name] if name else [])).items()} for name in sys.argv[2:]]))"
    )
    done = subprocess.run([sys.executable, "-c", program, folder, *names], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return dict(zip(names, json.loads(done.stdout), strict=True))


def test_hugging_face_loads_each_table_by_its_name(folder, offline):
    pytest.importorskip("datasets")
    found = loaded(folder, "", "observation", "report", "unit")
    assert {name: list(splits) for name, splits in found.items()} == {name: ["train"] for name in found}
    assert found[""] == found["observation"]
    rows = found["observation"]["train"]
    assert [row["value"] for row in rows] == [13_380_000_000, 6.3, 1200, 1, 5.5]
    assert (rows[0]["start"], rows[0]["unit"], rows[0]["subject"]) == (32, "CNY", None)
    assert found["report"]["train"][0]["place"] == "330483105", "a code is text"


def test_csvw_validates_the_same_csv_files(folder):
    csvw = pytest.importorskip("csvw")
    group = csvw.TableGroup.from_file(folder / "csvw-metadata.json")
    assert {str(table.url) for table in group.tables} == {f"data/{table.name}.csv" for table in CATALOGUE}
    assert all(table.tableSchema.aboutUrl for table in group.tables)
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


def test_croissant_is_valid_with_whole_addresses_too(tmp_path):
    mlcroissant = pytest.importorskip("mlcroissant")
    (tmp_path / "croissant.json").write_bytes(placed_release()["croissant.json"])
    assert not mlcroissant.Dataset(tmp_path / "croissant.json").metadata.ctx.issues.errors


def test_the_page_tells_search_engines():
    html = small_release()["index.html"].decode()
    found = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)[1])
    assert found["@type"] == "Dataset"
    assert 50 <= len(found["description"]) + 50 <= 5000
    assert found["license"].startswith("https://")
    assert {d["contentUrl"] for d in found["distribution"]} >= {"data/observation.csv", "datapackage.json"}


def rows(path: str) -> list[list[str]]:
    content = small_release()[path]
    assert content.startswith(b"\xef\xbb\xbf"), "Excel in Chinese takes it for GBK without the mark"
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


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
