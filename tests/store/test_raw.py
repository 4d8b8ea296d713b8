"""Bad input by the dozen: a clear error each, nothing lost, and the good report beside it read all the same."""

import hashlib
import json
import os
from dataclasses import replace

import pytest

from tests.reports import origin, page
from zq_pipeline.store import raw
from zq_pipeline.store.isolation import Limits
from zq_pipeline.store.vetting import refused
from zq_pipeline.text.decoding import LIMIT

GOOD = page("清桥镇", 2023)


@pytest.fixture
def folder(tmp_path):
    """``raw/`` with one good report in it."""
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    (folder / "good.origin.toml").write_text(origin("清桥镇", 2023, "990101002"), encoding="utf-8")
    return folder


def put(folder, data: bytes | str, origin_text: str | bytes | None = None, name: str = "bad"):
    data = data if isinstance(data, bytes) else data.encode()
    (folder / f"{name}.txt").write_bytes(data)
    text = origin() if origin_text is None else origin_text
    (folder / f"{name}.origin.toml").write_bytes(text if isinstance(text, bytes) else text.encode())


BAD_BYTES = {
    "nothing": (b"", "empty-report"),
    "blanks": (" \n\t\u3000\n".encode(), "empty-report"),
    "a BOM alone": (b"\xef\xbb\xbf", "empty-report"),
    "punctuation alone": ("。，；——".encode(), "empty-report"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "not-text"),
    "a Word file": (b"PK\x03\x04" + bytes(200), "not-text"),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(200), "not-text"),
    "UTF-16": (page().encode("utf-16"), "not-text"),
    "truncated GB18030": (page().encode("gb18030").rstrip()[:-1], "undecodable"),
    "truncated UTF-8": (page().encode()[:-3] + b"\xe4\xb8", "undecodable"),
    "GB18030 with a Latin-1 tail": (page().encode("gb18030") + b"\xff\xff", "undecodable"),
    "NUL in the middle": (page().encode().replace("民生".encode(), b"\x00", 1), "nul-bytes"),
    "an escape sequence": (page().replace("民生", "\x1b[31m", 1).encode(), "undecodable"),
    "more bytes than a report has": (b"1" * (LIMIT + 1), "too-large"),
    "no year": ("柳河镇工作总结\n一、成效 产业发展加快,招引项目12个。".encode(), "no-year"),
}


@pytest.mark.parametrize(("data", "code"), BAD_BYTES.values(), ids=BAD_BYTES.keys())
def test_bad_bytes_are_set_aside_and_the_rest_is_read(folder, data, code):
    put(folder, data)
    shelf = raw.shelf(folder)
    assert [r.key for r in shelf.readings] == ["990101002-2023"]
    (aside,) = shelf.set_aside
    assert (aside.file, aside.code) == ("bad.txt", code)
    assert "bad.txt" in aside.sentence
    assert (folder / "bad.txt").read_bytes() == data, "what was dropped into raw/ stays there"


@pytest.mark.parametrize("code", ["undecodable", "nul-bytes"])
def test_the_place_of_the_first_bad_byte_is_named(folder, code):
    text = page().encode()
    put(folder, text + (b"\x00" if code == "nul-bytes" else b"\xff"))
    (aside,) = raw.shelf(folder).set_aside
    assert (aside.code, aside.place) == (code, f"byte {len(text)}")


BAD_ORIGINS = {
    "no TOML": ("publisher = ", "bad-origin"),
    "an unknown key": ('colour = "red"', "bad-origin"),
    "a number for text": ("publisher = 12", "bad-origin"),
    "text for a year": ('review_year = "2023"', "bad-origin"),
    "not UTF-8": ('publisher = "柳河镇"'.encode("gb18030"), "bad-origin"),
    "a wrong sha256": (origin() + f'sha256 = "{"0" * 64}"\n', "origin-mismatch"),
    "no place": ('publisher = "某某镇"', "incomplete-origin"),
    "a place code that is none": (origin(code="../../x"), "bad-origin"),
    "a place code in full-width digits": (origin(code="３３０４８２１０１"), "bad-origin"),
    "a year beyond the table": (origin() + "review_year = 99999\n", "bad-origin"),
    "no day of the calendar": (origin() + 'published = "2024-02-30"\n', "bad-origin"),
    "an address that is none": (origin().replace("https:", "javascript:"), "bad-origin"),
    "a control character": (origin() + 'rights = "a\\u001b[31m"\n', "bad-origin"),
}


@pytest.mark.parametrize(("text", "code"), BAD_ORIGINS.values(), ids=BAD_ORIGINS.keys())
def test_a_bad_origin_sets_its_report_aside(folder, text, code):
    put(folder, page(), text)
    shelf = raw.shelf(folder)
    assert [r.key for r in shelf.readings] == ["990101002-2023"]
    (aside,) = shelf.set_aside
    assert aside.code == code
    assert "bad.origin.toml" in aside.sentence


def test_a_place_that_no_list_has_is_called_as_its_publisher(folder):
    put(folder, page(), 'publisher = " 柳河镇 "\nplace_code = "990101001"\n')
    origin_read = raw.shelf(folder).readings[0].origin
    assert (origin_read.publisher, origin_read.place_name) == ("柳河镇", "柳河镇")


def test_a_file_whose_name_is_no_text_is_set_aside(folder):
    put(folder, page(), name="bad\udcff")
    (aside,) = raw.shelf(folder).set_aside
    assert (aside.file, aside.code) == ("bad\\udcff.txt", "bad-name")


def test_two_reports_with_one_key_name_each_other(folder):
    put(folder, page(), name="one")
    put(folder, page().replace("48.6", "48.7"), name="two")
    shelf = raw.shelf(folder)
    assert [r.key for r in shelf.readings] == ["990101002-2023"]
    assert [(a.file, a.code) for a in shelf.set_aside] == [
        ("one.txt", "duplicate-report"),
        ("two.txt", "duplicate-report"),
    ]
    assert all("one.txt" in a.sentence and "two.txt" in a.sentence for a in shelf.set_aside)


def test_folders_links_and_pipes_are_no_reports(folder, tmp_path):
    (folder / "folder.txt").mkdir()
    (folder / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "secret").write_text(page())
    (folder / "outside.txt").symlink_to(tmp_path / "secret")
    os.mkfifo(folder / "pipe.txt")
    shelf = raw.shelf(folder)
    assert len(shelf.readings) == 1
    assert {a.file: a.code for a in shelf.set_aside} == dict.fromkeys(
        ("folder.txt", "loop.txt", "outside.txt", "pipe.txt"), "not-a-file"
    )


def test_an_origin_that_is_a_link_is_not_followed(folder, tmp_path):
    put(folder, page())
    (tmp_path / "elsewhere.toml").write_text(origin())
    (folder / "bad.origin.toml").unlink()
    (folder / "bad.origin.toml").symlink_to(tmp_path / "elsewhere.toml")
    assert [a.code for a in raw.shelf(folder).set_aside] == ["not-a-file"]


def test_names_that_would_disturb_a_terminal_are_escaped(folder):
    (folder / "a\x1b[31m\n.txt").write_bytes(b"")
    (aside,) = raw.shelf(folder).set_aside
    assert aside.file.isprintable()
    assert aside.sentence.isprintable()


GOOD_BUT_ODD = {
    "GB18030": page().encode("gb18030"),
    "a BOM": b"\xef\xbb\xbf" + page().encode(),
    "CRLF": page().replace("\n", "\r\n").encode(),
    "a page of digits": page().encode() + b"1234567890" * 10_000,
    "formula-like words": page().replace("大棚", "=cmd()").encode(),
    "no headings": "柳河镇2023年工作总结\n2023年柳河镇新增规上企业7家,同比增长4%。".encode(),
}


@pytest.mark.parametrize("data", GOOD_BUT_ODD.values(), ids=GOOD_BUT_ODD.keys())
def test_odd_but_readable_reports_are_read(folder, data):
    put(folder, data)
    shelf = raw.shelf(folder)
    assert shelf.set_aside == ()
    assert [r.key for r in shelf.readings] == ["990101001-2023", "990101002-2023"]
    reading = shelf.readings[0]
    spans = [o.span for o in reading.observations] + [u.span for u in reading.unread_numbers]
    assert all(any(s.start <= i < s.end for s in spans) for i in _some_digits(reading.source))


REFUSED = {
    "one line of 2 MB": page().replace("\n", " ").encode() + "产业发展有新成效。".encode() * 80_000,
    "a name with blanks inside its quotes": page().replace("发放补贴", "打造“ 清桥码 ”品牌,发放补贴").encode(),
    "a number with sixteen decimals": page().replace("5.2%", "5.200000000000001%").encode(),
    "a number with 29 digits": page().replace("120.5亿元", "123456789012345678901亿元").encode(),
}
"""What the reader takes, and no package can hold, at the time of writing; the reader may learn to leave it."""


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED.keys())
def test_a_report_whose_rows_no_package_can_hold_costs_itself_only(folder, data, tmp_path):
    put(folder, data)
    shelf = raw.shelf(folder, tmp_path / "memory")
    assert "990101002-2023" in [r.key for r in shelf.readings]
    for aside in shelf.set_aside:
        assert (aside.file, aside.code) == ("bad.txt", "rows-refused")
        assert "raw/bad.txt" in aside.sentence
    assert refused(shelf.readings) == {}, "what is left can be published"
    assert raw.shelf(folder, tmp_path / "memory").read == (), "it is known to be unfit"


def test_a_report_whose_tables_can_not_be_made_costs_itself_only(folder):
    put(folder, page())
    good, other = (reading for reading in raw.shelf(folder).readings)
    broken = replace(good, observations=(good.observations[0]._replace(unit_code="smoot/m"), *good.observations[1:]))
    assert list(refused([broken, other])) == [id(broken)]
    assert "its tables can't be made (KeyError: 'smoot')" in refused([broken, other])[id(broken)]


def test_what_is_written_while_a_report_is_read_is_read_the_next_time(folder, tmp_path, monkeypatch):
    put(folder, page())
    honest = raw.reader

    def meanwhile(limits, module):
        (folder / "bad.corrections.toml").write_text("# mine\n", encoding="utf-8")
        return honest(limits, module)

    with monkeypatch.context() as watched:
        watched.setattr(raw, "reader", meanwhile)
        raw.shelf(folder, tmp_path / "memory")
    assert raw.shelf(folder, tmp_path / "memory").read == ("bad.txt",)
    assert raw.shelf(folder, tmp_path / "memory").read == ()


POISONS = {"崩": "report-crashed", "停": "report-too-slow", "转": "report-too-slow", "吃": "report-too-hungry"}


@pytest.mark.parametrize(("poison", "code"), POISONS.items())
def test_a_report_that_its_reader_does_not_survive_costs_itself_only(folder, tmp_path, monkeypatch, poison, code):
    monkeypatch.setattr(raw, "_READER", "tests.store.poison")
    put(folder, page().replace("民生", f"毒：{poison}", 1))
    limits = Limits(seconds=20 if poison == "吃" else 1, memory=700_000_000)
    shelf = raw.shelf(folder, tmp_path / "memory", limits)
    assert [r.key for r in shelf.readings] == ["990101002-2023"]
    assert [(a.file, a.code) for a in shelf.set_aside] == [("bad.txt", code)]
    assert "raw/bad.txt" in shelf.set_aside[0].sentence
    assert raw.shelf(folder, tmp_path / "memory", limits).read == ()


def test_a_report_whose_reader_somebody_killed_is_read_again(folder, tmp_path, monkeypatch):
    put(folder, page().replace("民生", "毒：杀", 1))
    with monkeypatch.context() as poisoned:
        poisoned.setattr(raw, "_READER", "tests.store.poison")
        (aside,) = raw.shelf(folder, tmp_path / "memory").set_aside
    assert (aside.file, aside.code) == ("bad.txt", "report-interrupted")
    again = raw.shelf(folder, tmp_path / "memory")
    assert (again.set_aside, again.read) == ((), ("bad.txt",))


def _some_digits(source: str) -> list[int]:
    digits = [i for i, c in enumerate(source) if c.isdigit() and c.isascii()]
    return digits[:100] + digits[-100:]


def test_a_missing_origin_is_written_from_the_page_and_changes_nothing(folder):
    text = page("洲泉镇", 2019)
    (folder / "new.txt").write_text(text, encoding="utf-8")
    first = raw.shelf(folder)
    written = (folder / "new.origin.toml").read_text(encoding="utf-8")
    for line in ('publisher = "洲泉镇"', 'index_number = "002772019/2020-00321"', 'place_code = "330483105"'):
        assert line in written
    assert hashlib.sha256(text.encode()).hexdigest() in written
    assert [r.key for r in first.readings] == ["330483105-2019", "990101002-2023"]
    assert raw.shelf(folder) == first


def test_what_no_page_prints_is_asked_for_in_one_sentence(folder):
    (folder / "new.txt").write_text(page("无名镇"), encoding="utf-8")
    (aside,) = raw.shelf(folder).set_aside
    assert aside.code == "incomplete-origin"
    assert "place_code" in aside.sentence
    assert "new.origin.toml" in aside.sentence
    (folder / "new.origin.toml").write_text('place_code = "990101001"\n')
    assert [r.key for r in raw.shelf(folder).readings] == ["990101001-2023", "990101002-2023"]


def test_what_was_set_aside_is_kept_as_a_record_until_it_is_well(folder, tmp_path):
    put(folder, b"")
    raw.note_set_aside(tmp_path / "aside", raw.shelf(folder).set_aside)
    kept = json.loads((tmp_path / "aside" / "bad.txt.json").read_text())
    assert kept["code"] == "empty-report"
    assert kept["sha256"] == hashlib.sha256(b"").hexdigest()
    put(folder, page())
    raw.note_set_aside(tmp_path / "aside", raw.shelf(folder).set_aside)
    assert list((tmp_path / "aside").iterdir()) == []


@pytest.mark.parametrize("letters", [82, 83])
def test_a_name_that_leaves_no_room_for_what_stands_beside_it_costs_itself_only(folder, tmp_path, letters):
    (folder / f"{'柳' * letters}.txt").write_text(page("洲泉镇", 2019), encoding="utf-8")
    shelf = raw.shelf(folder)
    raw.note_set_aside(tmp_path / "aside", shelf.set_aside)
    assert [r.key for r in shelf.readings] == ["990101002-2023"]
    assert [a.code for a in shelf.set_aside] == ["name-too-long"]
    (note,) = (tmp_path / "aside").iterdir()
    assert json.loads(note.read_text(encoding="utf-8"))["file"] == f"{'柳' * letters}.txt"
    raw.note_set_aside(tmp_path / "aside", ())
    assert list((tmp_path / "aside").iterdir()) == []


def test_a_folder_that_is_not_there_holds_nothing(tmp_path):
    assert raw.shelf(tmp_path / "none") == raw.Shelf((), ())
