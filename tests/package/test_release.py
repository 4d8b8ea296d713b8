"""The settings of a data set: what is wrong in them is said with the words to write instead."""

from pathlib import Path

import pytest

from zq_pipeline.package.changes import Change, Snapshot
from zq_pipeline.package.encode import csv_bytes
from zq_pipeline.package.release import BadSettings, parse
from zq_pipeline.package.version import step

SETTINGS = (Path(__file__).parents[2] / "raw" / "dataset.toml").read_text(encoding="utf-8")


def test_the_settings_in_the_tree_are_whole():
    release = parse(SETTINGS)
    assert (release.name, release.licence.name) == ("zhouquan-work-report", "CC-BY-4.0")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "zhouquan-work-report"', 'name = "洲泉"', "lower-case ASCII"),
        ('name = "zhouquan-work-report"', 'name = "../etc"', "lower-case ASCII"),
        ('title_en = "', 'titel_en = "', "no setting titel_en"),
        ('title_en = "Zhouquan Town work reports as open data"', "", "title_en is missing"),
        ('title_en = "Zhouquan Town work reports as open data"', "title_en = 5", "title_en is missing"),
        ("[licence]", "[license]", "no setting license"),
        ('name = "CC-BY-4.0"', "", r"\[licence\] name"),
        ('email = ""', 'phone = ""', "no setting phone"),
        ("keywords = [", "keywords = [1, ", "list of words"),
        ("[licence]", "[licence", "no TOML"),
    ],
)
def test_what_is_wrong_is_said(old, new, said):
    assert old in SETTINGS
    with pytest.raises(BadSettings, match=said):
        parse(SETTINGS.replace(old, new, 1), "raw/dataset.toml")


def table(*rows: str, kind: str = "string", title: str = "", label: str = "") -> Snapshot:
    categories = [{"value": "x", "label": label}]
    field = {"name": "unit", "type": kind, "title": title, "categories": categories}
    schema = {"fields": [field], "primaryKey": ["unit"]}
    return Snapshot(schema, csv_bytes(["unit"], [[row] for row in rows]))


@pytest.mark.parametrize(
    ("before", "after", "changes", "expected"),
    [
        ({"a": table("x")}, {"a": table("x")}, (), "patch"),
        ({"a": table("x")}, {"a": table("x", title="单位")}, (), "patch"),
        ({"a": table("x")}, {"a": table("x", label="个")}, (), "patch"),
        ({"a": table("x")}, {"a": table("x", "y")}, (Change("a", "y", "added"),), "minor"),
        ({"a": table("x")}, {"a": table("x"), "b": table()}, (), "minor"),
        ({"a": table("x")}, {"a": table("x", kind="integer")}, (), "major"),
        ({"a": table("x"), "b": table()}, {"a": table("x")}, (), "major"),
    ],
)
def test_the_version_says_what_changed(before, after, changes, expected):
    assert step(before, after, changes) == expected
