"""The settings of a data set: what is wrong in them is said with the words to write instead."""

from pathlib import Path

import pytest

from zq_pipeline.package.changes import Change, Snapshot
from zq_pipeline.package.encode import csv_bytes
from zq_pipeline.package.release import EXAMPLE, BadSettings, parse
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


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('path = ""', 'path = "javascript:alert(1)"', r"\[publisher\] path is no address of the web"),
        ('path = ""', 'path = "data:text/html,x"', "https or http"),
        ('path = ""', 'path = "https://"', "no address"),
        ('path = ""', 'path = "https://例子.中国/"', "percent-encoded"),
        ('path = ""', 'path = "https://example.org/ a"', "no address"),
        ('path = ""', 'path = "https://example.org/\'\\"><script>"', "no address"),
        ('path = "https://creativecommons.org/licenses/by/4.0/"', 'path = "ftp://example.org"', r"\[licence\] path"),
        ('email = ""', 'email = "data at example.org"', r"\[publisher\] email is no e-mail address"),
        ('email = ""', 'email = "data@localhost"', "no e-mail address"),
        ('email = ""', 'email = "javascript:alert(1)@x"', "no e-mail address"),
        ('name = "zh', 'base_url = "data.example.org"\nname = "zh', "base_url is no address"),
        ('name = "zh', 'base_url = "https://example.org/?a=1"\nname = "zh', "has no [?]"),
        ('name = "zh', 'base_url = 5\nname = "zh', "base_url is missing or is no text"),
    ],
)
def test_addresses_are_those_of_the_web_or_of_mail(old, new, said):
    assert old in SETTINGS
    with pytest.raises(BadSettings, match=said):
        parse(SETTINGS.replace(old, new, 1), "raw/dataset.toml")


def test_a_mail_address_may_be_written_as_a_link():
    assert (
        parse(SETTINGS.replace('email = ""', 'email = "mailto:data@example.org"')).publisher.email == "data@example.org"
    )


def test_all_settings_at_once():
    release = parse(EXAMPLE)
    assert (release.base_url, release.publisher.email) == ("https://data.example.org/liuxi/", "data@example.org")
    assert parse(SETTINGS).address("1.0.0") == ""
