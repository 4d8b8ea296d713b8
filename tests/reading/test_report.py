import hashlib
import re
from pathlib import Path

import pytest

from zq_pipeline.errors import EmptyReport
from zq_pipeline.reading.document import origin as origins
from zq_pipeline.reading.document.years import NoYear
from zq_pipeline.reading.records import Origin, Part
from zq_pipeline.reading.report import read

RAW = Path(__file__).parents[2] / "raw"


@pytest.fixture(scope="module")
def reading():
    source = (RAW / "zhouquan-2024.txt").read_bytes().decode()
    text = (RAW / "zhouquan-2024.origin.toml").read_text(encoding="utf-8")
    return read(source, origins.parse(text, "zhouquan-2024.origin.toml", "zhouquan-2024.txt"))


def test_every_number_of_the_first_report_is_in_one_row(reading):
    rows = [o.span for o in reading.observations] + [u.span for u in reading.unread_numbers]
    for run in re.finditer("[0-9]+", (RAW / "zhouquan-2024.txt").read_bytes().decode()):
        holding = [span for span in rows if span.start < run.end() and run.start() < span.end]
        assert len(holding) == 1, run[0]
        assert holding[0].start <= run.start() and run.end() <= holding[0].end


def test_the_first_report_is_read_whole(reading):
    assert reading.key == "330483105-2024"
    assert (reading.review_year, reading.plan_year) == (2024, 2025)
    assert [s.label for s in reading.sections if s.level == 1] == ["一、", "二、"]
    assert [s.part for s in reading.sections if s.level == 1] == [Part.REVIEW, Part.PLAN]
    assert len([s for s in reading.sections if s.level == 2]) == 10
    first = [s.label for s in reading.sections if s.level == 3][:3]
    assert first == ["一是", "一是", "三是"]


def test_the_origin_of_the_first_report_says_what_the_page_prints(reading):
    data = (RAW / "zhouquan-2024.txt").read_bytes()
    assert reading.origin.sha256 == hashlib.sha256(data).hexdigest()
    made = origins.from_page(data.decode(), Origin("a.txt"), {})
    for field in (
        "publisher",
        "place_code",
        "place_name",
        "index_number",
        "category",
        "disclosure",
        "published",
        "title",
    ):
        assert getattr(made, field) == getattr(reading.origin, field), field


def test_a_text_without_headings_is_one_section():
    found = read("2030年，全村种粮300亩。修路2公里。", Origin("a.txt", review_year=2030))
    assert len(found.sections) == 1
    assert len(found.statements) == 2


def test_no_year_says_which_setting_to_give():
    with pytest.raises(NoYear, match=r"review_year = 2024.*a\.origin\.toml"):
        read("各位代表：\n现在报告工作。", Origin("a.txt"))
    assert read("各位代表：\n现在报告工作。", Origin("a.txt"), review_year=2031).plan_year == 2032


def test_nothing_to_read():
    with pytest.raises(EmptyReport):
        read(" \n|\n", Origin("a.txt"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("colour = 'red'", "no key colour"),
        ("review_year = '2030'", "without quotes"),
        ("publisher = 3", "text in quotes"),
        ("publisher", "no TOML"),
    ],
)
def test_origin_errors(text, says):
    with pytest.raises(origins.BadOrigin, match=says):
        origins.parse(text, "a.origin.toml", "a.txt")


def test_an_unknown_publisher_is_asked_for():
    with pytest.raises(origins.IncompleteOrigin, match=r"place_code.*a\.origin\.toml"):
        origins.required(
            origins.from_page("发布机构: | 柳溪镇 |\n柳溪镇2030年工作总结\n全镇向好。", Origin("a.txt"), {})
        )


def test_origin_round_trip():
    origin = Origin("a.txt", publisher="柳溪镇", place_code="1", review_year=2030, rights='他说"好"')
    assert origins.parse(origins.dump(origin), "a.origin.toml", "a.txt") == origin


def test_a_whole_page_in_full_width_gives_the_same_observations():
    # The years of a heading decide the period of what stands below it: “２０３０年工作和‘十六五’回顾”.
    text = "柳溪县2031年政府工作报告\n一、2030年工作和“十六五”回顾\n2030年,全县粮食产量增长5%。\n过去五年,新建泊位12个。\n二、2031年重点工作\n新建泊位3个。\n"
    wide = text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    narrow, full = (read(t, Origin("a.txt", place_code="990101")).observations for t in (text, wide))
    assert [(o.span, o.value, o.period, o.status) for o in narrow] == [
        (o.span, o.value, o.period, o.status) for o in full
    ]
    assert len(narrow) == 3
