"""What a steward says of a row holds, is published beside what was read, and never gets lost in silence."""

import pytest

from tests.reports import origin, page
from zq_pipeline.store import corrections, raw
from zq_pipeline.store.vetting import refused
from zq_pipeline.tables.frames import frames

KEY = "990101001-2023"
ABOUT = 'why = "统计站更正"\nby = "王"\ndate = "2024-03-01"\n'


@pytest.fixture
def folder(tmp_path):
    """``raw/`` with one report."""
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "liuhe.txt").write_text(page(), encoding="utf-8")
    (folder / "liuhe.origin.toml").write_text(origin(), encoding="utf-8")
    return folder


def say(folder, *entries: str) -> raw.Shelf:
    text = "".join(f"[[correction]]\n{entry}\n{ABOUT}" for entry in entries)
    (folder / "liuhe.corrections.toml").write_text(text, encoding="utf-8")
    return raw.shelf(folder, folder.parent / "memory")


def at(words: str) -> int:
    return page().index(words)


def rows(shelf: raw.Shelf, table: str) -> list[dict]:
    return frames(shelf.readings)[table].to_dict("records")


def test_cells_are_changed_and_what_was_read_is_kept(folder):
    start = at("120.5亿元")
    shelf = say(
        folder, f'key = "{KEY}-{start}"\nquote = "120.5亿元"\nset = {{value = "12150000000", bound = "more_than"}}'
    )
    assert shelf.set_aside == ()
    (row,) = (row for row in rows(shelf, "observation") if row["start"] == start)
    assert (str(row["value"]), row["bound"], row["certainty"]) == ("12150000000", "more_than", "confirmed")
    assert row["doubt"] is None
    told = rows(shelf, "correction")
    assert [(r["column"], r["before"], r["after"], r["change"]) for r in told] == [
        ("value", "12050000000", "12150000000", "corrected"),
        ("bound", "exact", "more_than", "corrected"),
    ]
    assert {(r["observation"], r["reason"], r["corrected_by"], r["corrected_on"]) for r in told} == {
        (f"{KEY}-{start}", "统计站更正", "王", "2024-03-01")
    }
    assert refused(shelf.readings) == {}


def test_a_row_is_confirmed_as_it_was_read(folder):
    before = raw.shelf(folder).readings[0].observations
    shelf = say(folder, f'quote = "7家"\nstart = {at("7家")}')
    (row,) = (row for row in rows(shelf, "observation") if row["start"] == at("7家"))
    assert row["certainty"] == "confirmed"
    assert [r["change"] for r in rows(shelf, "correction")] == ["confirmed"]
    assert [o.span for o in before] == [o.span for o in shelf.readings[0].observations]


def test_what_follows_from_a_number_follows_the_correction(folder):
    """An aim that is none has no target, and a number that is no observation is unread with the reason."""
    aim, places = at("5个"), at("2处")
    assert {row["start"] for row in rows(raw.shelf(folder), "target")} >= {aim, places}
    shelf = say(
        folder,
        f'key = "{KEY}-{aim}"\nnot_an_observation = "class_limit"',
        f'key = "{KEY}-{places}"\nset = {{status = "actual", period = "2023"}}',
    )
    assert shelf.set_aside == ()
    assert not {row["start"] for row in rows(shelf, "target")} & {aim, places}
    (unread,) = (row for row in rows(shelf, "unread_number") if row["start"] == aim)
    assert unread["reason"] == "class_limit"
    (told,) = (row for row in rows(shelf, "correction") if row["start"] == aim)
    assert (told["change"], told["observation"], told["after"]) == ("rejected", None, "class_limit")
    assert refused(shelf.readings) == {}


def test_a_number_that_was_missed_is_added(folder):
    text = page().replace("建成大棚12个", "建成大棚一打")
    (folder / "liuhe.txt").write_text(text, encoding="utf-8")
    start = text.index("一打")
    said = 'add = {indicator_name = "大棚", measure = "level", value = "12", unit_name = "个", status = "actual", period = "2023"}'
    shelf = say(folder, f'quote = "一打"\nstart = {start}\n{said}')
    (row,) = (row for row in rows(shelf, "observation") if row["start"] == start)
    assert (row["indicator_name"], row["quote"], row["bound"], row["certainty"]) == (
        "大棚",
        "一打",
        "exact",
        "confirmed",
    )
    assert [r["change"] for r in rows(shelf, "correction")] == ["supplied"]
    assert refused(shelf.readings) == {}


def test_words_that_are_cleaned_before_they_are_read_are_found_where_they_stand(folder):
    """A footnote mark and digits with blanks between them are no words of the text that is read."""
    text = page().replace("各项工作", "各项工作[1]", 1).replace("2300亩", "2 300亩")
    (folder / "liuhe.txt").write_text(text, encoding="utf-8")
    start = text.index("2 300亩")
    shelf = say(folder, f'key = "{KEY}-{start}"\nquote = "2 300亩"\nset = {{period = "2022"}}')
    assert shelf.set_aside == ()
    (row,) = (row for row in rows(shelf, "observation") if row["start"] == start)
    assert (row["quote"], row["period"], row["certainty"]) == ("2 300亩", "2022", "confirmed")
    assert [r["quote"] for r in rows(shelf, "correction")] == ["2 300亩"]
    assert refused(shelf.readings) == {}
    (aside,) = say(folder, f'key = "{KEY}-{start}"\nquote = "2 400亩"').set_aside
    assert f"The nearest row is {KEY}-{start}, “2 300亩”" in aside.sentence


MISFITS = {
    "other words": 'key = "{key}-{at}"\nquote = "120.6亿元"',
    "another place": 'key = "{key}-3"\nquote = "120.5亿元"',
    "another report": 'key = "990101001-2022-{at}"\nquote = "120.5亿元"',
    "words that are not there": 'quote = "一打"\nstart = 3\nadd = {{indicator_name = "大棚", measure = "level", value = "12", status = "actual", period = "2023"}}',
    "a row that is there": 'quote = "120.5"\nstart = {at}\nadd = {{indicator_name = "大棚", measure = "level", value = "12", status = "actual", period = "2023"}}',
}


@pytest.mark.parametrize("entry", MISFITS.values(), ids=MISFITS.keys())
def test_a_correction_that_fits_no_words_is_told_with_the_nearest_row(folder, entry):
    (folder / "good.txt").write_text(page("清桥镇", 2023), encoding="utf-8")
    (folder / "good.origin.toml").write_text(origin("清桥镇", 2023, "990101002"), encoding="utf-8")
    shelf = say(folder, entry.format(key=KEY, at=at("120.5亿元")))
    assert [r.key for r in shelf.readings] == ["990101002-2023"], "the others are published"
    (aside,) = shelf.set_aside
    assert (aside.file, aside.code) == ("liuhe.txt", "correction-misfit")
    assert "raw/liuhe.corrections.toml, correction 1" in aside.sentence
    assert f"The nearest row is {KEY}-" in aside.sentence
    (folder / "liuhe.corrections.toml").unlink()
    assert raw.shelf(folder, folder.parent / "memory").set_aside == ()


def test_the_row_of_the_same_words_is_the_nearest(folder):
    shelf = say(folder, f'key = "{KEY}-{at("120.5亿元") + 40}"\nquote = "120.5亿元"')
    assert f"The nearest row is {KEY}-{at('120.5亿元')}, “120.5亿元” (规上工业总产值)" in shelf.set_aside[0].sentence


BAD = {
    "no TOML": "[[correction",
    "another key": '[[corection]]\nkey = "a"',
    "no key": f"[[correction]]\n{ABOUT}",
    "a key of something else": f'[[correction]]\nkey = "990101001"\n{ABOUT}',
    "nobody": f'[[correction]]\nkey = "{KEY}-3"\nwhy = "x"\ndate = "2024-03-01"\n',
    "no day": f'[[correction]]\nkey = "{KEY}-3"\nwhy = "x"\nby = "y"\ndate = "yesterday"\n',
    "a column that is none": f'[[correction]]\nkey = "{KEY}-3"\nset = {{colour = "red"}}\n{ABOUT}',
    "a column that follows": f'[[correction]]\nkey = "{KEY}-3"\nset = {{report = "red"}}\n{ABOUT}',
    "a status that is none": f'[[correction]]\nkey = "{KEY}-3"\nset = {{status = "red"}}\n{ABOUT}',
    "a value that is none": f'[[correction]]\nkey = "{KEY}-3"\nset = {{value = "1e400"}}\n{ABOUT}',
    "a period that is none": f'[[correction]]\nkey = "{KEY}-3"\nset = {{period = "last year"}}\n{ABOUT}',
    "a unit that is none": f'[[correction]]\nkey = "{KEY}-3"\nset = {{unit = "smoot"}}\n{ABOUT}',
    "an indicator that is none": f'[[correction]]\nkey = "{KEY}-3"\nset = {{indicator = "joy"}}\n{ABOUT}',
    "a reason that is none": f'[[correction]]\nkey = "{KEY}-3"\nnot_an_observation = "no"\n{ABOUT}',
    "two at once": f'[[correction]]\nkey = "{KEY}-3"\nset = {{value = "1"}}\nnot_an_observation = "name"\n{ABOUT}',
    "too little": f'[[correction]]\nquote = "一打"\nstart = 3\nadd = {{value = "1"}}\n{ABOUT}',
    "one row twice": f'[[correction]]\nkey = "{KEY}-3"\n{ABOUT}[[correction]]\nkey = "{KEY}-3"\n{ABOUT}',
    "a table for text": f'[[correction]]\nkey = "{KEY}-3"\nset = "x"\n{ABOUT}',
    "a year for a day": f'[[correction]]\nkey = "{KEY}-3"\nset = {{value = [1]}}\n{ABOUT}',
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
def test_a_bad_correction_is_told_and_nothing_is_published_without_it(folder, text):
    (folder / "liuhe.corrections.toml").write_text(text, encoding="utf-8")
    (aside,) = raw.shelf(folder).set_aside
    assert aside.code == "bad-correction"
    assert aside.sentence.startswith("raw/liuhe.corrections.toml: ")


def test_of_several_reports_in_a_file_each_has_its_own(folder):
    text = "text,publisher,place_code\n" + "".join(
        f'"{page(town)}",{town},{code}\n' for town, code in (("新河镇", "990101003"), ("新桥镇", "990101004"))
    )
    (folder / "all.csv").write_text(text, encoding="utf-8")
    entry = '[[correction]]\nkey = "{}-2023-{}"\nset = {{value = "8"}}\n' + ABOUT
    start = page("新河镇").index("7家")
    said = entry.format("990101004", start) + entry.format("990101009", start)
    (folder / "all.corrections.toml").write_text(said, encoding="utf-8")
    shelf = raw.shelf(folder)
    values = {row["report"]: str(row["value"]) for row in rows(shelf, "observation") if row["start"] == start}
    assert values == {"990101003-2023": "7", "990101004-2023": "8", **{k: v for k, v in values.items() if k == KEY}}
    assert [a.code for a in shelf.set_aside] == ["correction-of-nothing"]
    assert "990101009-2023" in shelf.set_aside[0].sentence


def test_an_entry_is_written_behind_what_is_there(tmp_path):
    path = tmp_path / "a.corrections.toml"
    entry = {
        "key": f"{KEY}-3",
        "quote": "“7家”\\",
        "set": {"value": "8"},
        "why": "a\"b'c",
        "by": "王",
        "date": "2024-03-01",
    }
    corrections.append(path, entry)
    path.write_text(path.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    corrections.append(path, {**entry, "key": f"{KEY}-4"})
    text = path.read_text(encoding="utf-8")
    assert "# mine\n" in text
    assert [(c.start, c.quote, c.why) for c in corrections.parse(text, "a")] == [
        (3, "“7家”\\", "a\"b'c"),
        (4, "“7家”\\", "a\"b'c"),
    ]
    with pytest.raises(corrections.BadCorrection):
        corrections.append(path, entry)
    assert path.read_text(encoding="utf-8") == text
