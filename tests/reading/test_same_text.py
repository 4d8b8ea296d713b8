"""The same text in another guise gives the same rows: line ends, blanks, unseen characters, marks, pages, broken numbers."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from tests.package.sample import tables
from zq_pipeline.reading.records import Doubt, Origin, Reading
from zq_pipeline.reading.report import read
from zq_pipeline.tables.checks import CHECKS
from zq_pipeline.text.cleaning import cleaned
from zq_pipeline.text.folding import fold
from zq_pipeline.text.span import Span

LISTS = (
    "sections", "statements", "observations", "unread_numbers", "entities", "mentions", "honours", "actions", "targets", "source_notes",
)  # fmt: skip
OWN = """柳溪镇2031年工作总结和2032年工作思路
一、2031年工作总结
全镇实现地区生产总值52.6亿元，同比增长5.8%；建成“柳溪云厨”3个，新增车位1250个，惠及群众12600人。
推行“两手抓”机制，PM2.5平均浓度降至28微克/立方米，优良天数 330 天，茶园达到3.2万亩。
二、2032年工作思路
力争地区生产总值增长6%左右，新修“两横三纵”道路15600米，茶园扩大到3.5万亩。
"""
NAMES = ("own", "liuhu-2031", "liuhu-2032", "songyuan-2031")


def traditional(text: str) -> str:
    """``text`` in traditional characters, where one stands for one and folds back."""
    lines = files("opencc").joinpath("dictionary", "STCharacters.txt").read_text(encoding="utf-8").splitlines()
    table = {old: new.split(" ")[0] for old, _, new in (line.partition("\t") for line in lines)}
    return "".join(new if len(new) == 1 and fold(new) == fold(c) else c for c in text for new in [table.get(c, c)])


def printed(text: str) -> str:
    """``text`` over pages: a site's lines after every fourth line of the report."""
    lines = text.split("\n")
    body = next(at for at, line in enumerate(lines) if "。" in line)
    out = lines[: body + 1]
    for number, line in enumerate(lines[body + 1 :]):
        if number % 4 == 0:
            out += [f"— {number} —", "打印时间：2032/1/9 15:20:47"]
        out.append(line)
    return "\n".join(out)


GUISES = {
    "CRLF": lambda t: t.replace("\n", "\r\n"),
    "full-width blanks": lambda t: t.replace(" ", "\u3000"),
    "blanks in quotes and before marks": lambda t: re.sub("(?=[”，；])", " ", t.replace("“", "“ ")),
    "no-break blanks": lambda t: t.replace(" ", "\xa0"),
    "full-width digits": lambda t: t.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789%,"}),
    "zero width everywhere": lambda t: "\u200b".join(t),
    "marks of direction": lambda t: re.sub(r"(\d+)", "\u202a\\1\u202c", t),
    "a byte order mark in each line": lambda t: "\ufeff" + t.replace("\n", "\n\ufeff"),
    "traditional characters": traditional,
    "pages": printed,
    "a number broken before its multiplier": lambda t: re.sub(r"(?<=\d)(?=[万亿][元吨亩人])", "\n", t),
    "thousands set apart": lambda t: re.sub(r"(?<![\d.])(\d{1,3})(\d{3})(?=[个家户亩人吨])", r"\1 \2", t),
    "footnote marks": lambda t: re.sub(r"”(?=[一-鿿，])", "”〔7〕", t),
}
TEXTS = Path(__file__).parents[1] / "texts"
FREE = {"pages", "footnote marks"}
"""Guises that bring numbers of their own, which are all left unread."""


def told(reading: Reading, name: str) -> list[tuple[str, ...]]:
    """The rows of the list ``name`` with every column, as one spelling has them."""

    def plain(value: object) -> str:
        if isinstance(value, Span):
            value = cleaned(value.cut(reading.source)).text
        return re.sub(r"(?<=\d)\s+(?=[\d万亿])", "", fold(str(value)))

    offsets = {"statement", "section", "parent", "certainty", "doubt"}  # broken digits are doubted, below
    return [
        tuple(plain(getattr(row, name)) for name in row.__match_args__ if name not in offsets)
        for row in getattr(reading, name)
    ]


def report(text: str) -> Reading:
    return read(text, Origin(file="a.txt"), review_year=2031)


SOURCES = {name: (TEXTS / f"{name}.txt").read_text(encoding="utf-8") for name in NAMES[1:]} | {"own": OWN}
READ = {name: report(source) for name, source in SOURCES.items()}


@pytest.mark.parametrize("guise", GUISES)
@pytest.mark.parametrize("name", NAMES)
def test_the_same_text_gives_the_same_rows(name: str, guise: str) -> None:
    plain = READ[name]
    other = report(GUISES[guise](plain.source))
    assert name != "own" or other.source != plain.source
    for listed in LISTS:
        here, there = told(plain, listed), told(other, listed)
        if listed == "unread_numbers" and guise in FREE:
            there = [row for row in there if row[-1] not in ("footnote", "furniture")]
        assert there == here, listed
    for row in (*other.observations, *other.unread_numbers):
        assert 0 <= row.span.start < row.span.end <= len(other.source)


@pytest.mark.parametrize("printed", ["4 9 2 5 0 万吨", "1 234.5亿元", "5\n亿元", "1,\n234.5亿元"])
def test_a_number_that_was_broken_is_doubted(printed: str) -> None:
    reading = report(f"2031年，竹业采石{printed}。")
    assert [Doubt.BROKEN_DIGITS in row.doubt for row in reading.observations] == [True]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("mark", ["××", "****", "□□", "…"])
def test_a_placeholder_is_no_number(name: str, mark: str) -> None:
    plain = READ[name]
    blank = report(re.sub(r"\d[\d.]*(?=亿元)", mark, plain.source))
    values = {(row.value, row.unit) for row in plain.observations}
    assert {(row.value, row.unit) for row in blank.observations} <= values
    assert not any(row.span.cut(blank.source).startswith("亿") for row in blank.observations if row.bound == "exact")


@pytest.mark.parametrize("guise", GUISES)
def test_a_text_in_any_guise_passes_every_check(guise: str) -> None:
    reading = report(GUISES[guise](OWN))
    frames = tables(reading)
    assert {check.name: list(check.failing(frames, {reading.key: reading.source})) for check in CHECKS} == {
        check.name: [] for check in CHECKS
    }


TALK = "我们始终不忘初心、砥砺前行，付出了艰辛努力。"
MORE = "新建茶亭77座。"
FIGURES = ("observations", "unread_numbers", "targets")


@pytest.mark.parametrize("name", NAMES)
def test_a_paragraph_of_talk_moves_no_figure(name: str) -> None:
    lines = SOURCES[name].split("\n")
    for at in [at for at, line in enumerate(lines) if line.endswith("。")]:
        other = report("\n".join([*lines[: at + 1], TALK, *lines[at + 1 :]]))
        for listed in FIGURES:
            assert told(other, listed) == told(READ[name], listed), (at, listed)


@pytest.mark.parametrize("name", NAMES)
def test_a_sentence_at_the_end_leaves_the_rows_before_it(name: str) -> None:
    plain = READ[name]
    other = report(f"{plain.source.rstrip()}{MORE}\n")
    for listed in FIGURES:
        here, there = told(plain, listed), told(other, listed)
        assert there[: len(here)] == here, listed
    assert [(row.indicator, f"{row.value}") for row in other.observations[len(plain.observations) :]] == [
        ("茶亭", "77")
    ]


@pytest.mark.parametrize(
    ("name", "first", "second", "end"), [("own", 2, 3, 4), ("songyuan-2031", 6, 8, 10), ("songyuan-2031", 8, 10, 12)]
)
def test_paragraphs_in_another_order_give_the_same_figures(name: str, first: int, second: int, end: int) -> None:
    lines = SOURCES[name].split("\n")
    other = report("\n".join([*lines[:first], *lines[second:end], *lines[first:second], *lines[end:]]))
    for listed in FIGURES:
        assert sorted(told(other, listed)) == sorted(told(READ[name], listed)), listed
