"""A package as typed tables, and what is said to one that was changed."""

import datetime
import zipfile
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

import zq_pipeline
from tests.portal.sample import small_release
from tests.trees import laid_out
from zq_pipeline.errors import PipelineError
from zq_pipeline.tables.catalogue import CATALOGUE, TABLES


@pytest.fixture
def folder(tmp_path) -> Path:
    return laid_out(small_release(), tmp_path)


def test_a_folder_its_description_and_its_zip_give_the_same_tables(folder):
    (archive,) = folder.glob("*.zip")
    first, *others = (zq_pipeline.load(path) for path in (folder, folder / "datapackage.json", str(archive)))
    assert list(first) == [table.name for table in CATALOGUE]
    for other in others:
        for name, frame in first.items():
            pd.testing.assert_frame_equal(frame, other[name])


def test_columns_have_types(folder):
    found = zq_pipeline.load(folder)["observation"]
    assert list(found["status"].cat.categories) == list(TABLES["observation"].field("status").enum)
    assert found["value"].max() == 13_380_000_000 and found["value"].dtype == "float64"
    assert found["start"].dtype == "Int64" and found["page"].isna().all()
    assert found["indicator"].isna().sum() == 2, "an empty cell is missing"
    assert zq_pipeline.load(folder, exact=True)["observation"]["value"].to_list()[:2] == [
        Decimal(13_380_000_000),
        Decimal("6.3"),
    ]
    assert zq_pipeline.load(folder)["report"]["published_on"][0] == pd.Timestamp(2031, 1, 20)


def test_arrow_and_polars(folder):
    pl = pytest.importorskip("polars")
    arrow, polars = (zq_pipeline.load(folder, kind) for kind in ("arrow", "polars"))
    assert arrow["observation"].schema.field("value").type == pa.decimal128(38, 10)
    assert pa.types.is_dictionary(arrow["observation"].schema.field("measure").type)
    assert arrow["report"]["published_on"].to_pylist() == [datetime.date(2031, 1, 20)]
    assert polars["observation"]["value"].max() == Decimal(13_380_000_000)
    assert polars["report"]["published_on"].dtype == pl.Date
    assert [len(polars[name]) for name in polars] == [table.num_rows for table in arrow.values()]


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda folder: (folder / "data" / "unit.csv").write_bytes(b"unit\r\n"), "checksum-mismatch: data/unit.csv"),
        (lambda folder: (folder / "data" / "unit.csv").unlink(), "checksum-mismatch: data/unit.csv"),
        (lambda folder: (folder / "datapackage.json").write_text("{"), "checksum-mismatch: datapackage.json"),
        (lambda folder: (folder / "datapackage.json").write_text("[]"), "checksum-mismatch: datapackage.json"),
        (lambda folder: (folder / "datapackage.json").unlink(), "checksum-mismatch: datapackage.json"),
    ],
)
def test_a_file_that_is_another_is_refused(folder, harm, said):
    harm(folder)
    with pytest.raises(PipelineError, match=said):
        zq_pipeline.load(folder)


def test_a_zip_with_one_number_changed_is_refused(folder, tmp_path):
    (archive,) = folder.glob("*.zip")
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(tmp_path / "new.zip", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"13380000000", b"13390000000"))
    with pytest.raises(PipelineError, match=r"data/observation\.csv in .*new\.zip"):
        zq_pipeline.load(tmp_path / "new.zip")


def test_what_is_not_there_is_said(tmp_path):
    with pytest.raises(PipelineError, match="package-missing"):
        zq_pipeline.load(tmp_path / "none.zip")
    with pytest.raises(PipelineError, match=r"unknown-kind: .*pandas, polars, arrow"):
        zq_pipeline.load(tmp_path, "spark")
