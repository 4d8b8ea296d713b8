"""Tables and notes on the pages of a PDF, as two programs print them."""

import pypdfium2
import pytest

from tests.store.readers import pages
from zq_pipeline.store.readers import extract
from zq_pipeline.store.readers.pdf_layout import paragraphs
from zq_pipeline.store.readers.pdf_strokes import strokes
from zq_pipeline.store.readers.pdf_table import Stroke, Strokes
from zq_pipeline.store.readers.pdf_words import Segment

HEAD = ("序号", "指标名称", "单位", "2031年目标", "2031年完成")
NAMES = (("农村居民人均可支配收入中的经营净收入", "元"), ("粮食总产量", "吨"), ("规上工业企业研发经费支出", "万元"), ("财政总收入", "亿元（不含土地出让）"))  # fmt: skip
STYLE = "body{font-family:'Noto Serif CJK SC',serif;font-size:12pt;line-height:1.7} table{border-collapse:collapse} td,th{vertical-align:%s} p{text-indent:2em}"
AFTER = "以上各项均为预计数，新增驿站5座，其余见附表。"


def rows(count: int) -> list[str]:
    """The rows of the table as they should be read."""
    each = [(str(n + 1), *NAMES[n % 4], str(8000 + n), str(9000 + n)) for n in range(count)]
    return [" | ".join(cells) for cells in (HEAD, *each)]


def page(count: int, align: str, border: int = 1) -> str:
    """A page with a table whose columns are narrower than its words, its head one that is printed again on each page."""
    widths = (8, 20, 14, 20, 38)

    def row(line: str, tag: str) -> str:
        cells = zip(line.split(" | "), widths, strict=True)
        return "<tr>" + "".join(f"<{tag} width='{width}%'>{cell}</{tag}>" for cell, width in cells) + "</tr>"

    head, *others = rows(count)
    table = f"<thead>{row(head, 'th')}</thead>" + "".join(row(line, "td") for line in others)
    after = AFTER.replace("座", "座<sup>1</sup>")
    return f"<html><head><meta charset=utf-8><style>{STYLE % align}</style></head><body><h1>{pages.TITLE}</h1><table border={border} cellpadding=4 width=100%>{table}</table><p>{after}</p></body></html>"


@pytest.mark.parametrize("align", ["top", "middle", "bottom"])
@pytest.mark.parametrize("program", ["chromium", "libreoffice"])
def test_a_row_of_broken_cells_is_one_line_and_so_is_one_over_two_pages(program, align, tmp_path):
    source = page(50, align)
    data = pages.printed(source, tmp_path) if program == "chromium" else pages.office(source, tmp_path, "pdf")
    if data is None:
        pytest.skip(f"there is no {program} here")
    read = extract(data, "a.pdf")
    assert len(read.pages) > 2
    assert read.text.splitlines() == [pages.TITLE, *rows(50), AFTER]


@pytest.mark.parametrize("align", ["top", "middle", "bottom"])
@pytest.mark.parametrize("program", ["chromium", "libreoffice"])
def test_a_table_without_lines_is_told_by_where_its_words_stand(program, align, tmp_path):
    source = page(8, align, border=0)
    data = pages.printed(source, tmp_path) if program == "chromium" else pages.office(source, tmp_path, "pdf")
    if data is None:
        pytest.skip(f"there is no {program} here")
    assert extract(data, "a.pdf").text.splitlines() == [pages.TITLE, *rows(8), AFTER]


def test_lines_of_a_page_that_was_put_on_another_stand_where_they_are_printed(tmp_path):
    data = pages.printed(page(8, "middle"), tmp_path)
    if data is None:
        pytest.skip("there is no chromium here")
    with pypdfium2.PdfDocument(data) as source, pypdfium2.PdfDocument.new() as sheets:
        sheet = sheets.new_page(612, 792)
        copy = source.page_as_xobject(0, sheets).as_pageobject()
        copy.set_matrix(pypdfium2.PdfMatrix().scale(0.5, 0.5).translate(60, 30))
        sheet.insert_obj(copy)
        sheet.gen_content()
        sheets.save(tmp_path / "b.pdf")
        there = strokes(source[0])
    with pypdfium2.PdfDocument(tmp_path / "b.pdf") as sheets:
        here = strokes(sheets[0])
    assert len(there.along) > 50
    assert [s.at for s in here.along] == pytest.approx([s.at / 2 + 30 for s in there.along])
    assert [s.low for s in here.along] == pytest.approx([s.low / 2 + 60 for s in there.along])


def line(text: str, y: float, size: float = 10, x: float = 50) -> Segment:
    return Segment(x, x + size * len(text), y, size, text)


def told(*sheets: tuple[list[Segment], Strokes]) -> list[str]:
    return ["".join(words for _, words in paragraph) for paragraph in paragraphs(sheets)]


def test_notes_at_the_foot_do_not_part_a_paragraph_that_goes_on_over_the_page():
    full = [line("全镇各项事业取得新的成效群众生活持续改善", 800 - 18 * n) for n in range(6)]
    foot = [
        line("1 驿站：指供人歇脚的服务点，2031年末有", 60, 8),
        line("12座。", 48, 8),
        line("② 绿道：指步道。", 36, 8),
    ]
    rest = [line("新建驿站5座。", 800), line("新建公园3个。", 782, x=70)]
    read = told(([*full, *foot], Strokes()), (rest, Strokes()))
    assert read == [
        "全镇各项事业取得新的成效群众生活持续改善" * 6 + "新建驿站5座。",
        "注①：驿站：指供人歇脚的服务点，2031年末有12座。",
        "注②：绿道：指步道。",
        "新建公园3个。",
    ]


def boxes(xs: tuple[float, ...], ys: tuple[float, ...]) -> Strokes:
    return Strokes([Stroke(xs[0], xs[-1], y) for y in ys], [Stroke(ys[0], ys[-1], x) for x in xs])


def test_empty_and_merged_cells_keep_the_others_in_their_columns():
    drawn = boxes((40, 140, 240, 340, 440), (100, 130, 160, 190))
    merged = Strokes([s if s.at != 130 else s._replace(low=140) for s in drawn.along], drawn.down)
    words = [line("类别", 170), line("指标", 170, x=150), line("2030年", 170, x=250), line("2031年", 170, x=350)]
    words += [
        line("工业", 125),
        line("产值", 140, x=150),
        line("9", 140, x=350),
        line("税收", 110, x=150),
        line("8", 110, x=250),
    ]
    assert told((words, merged)) == ["类别 | 指标 | 2030年 | 2031年", "工业 | 产值 |  | 9", "| 税收 | 8 |"]


def test_a_frame_around_an_article_is_no_table():
    words = [line("一、工业", 170), line("产值9亿元。", 150), line("二、农业", 130), line("产量8吨。", 110)]
    frame = boxes((40, 340), (100, 190))
    assert told((words, frame)) == told((words, Strokes()))


def test_a_table_in_a_frame_has_no_column_of_the_frame():
    frame, table = boxes((20, 360), (20, 400)), boxes((40, 140, 240), (100, 130, 160))
    words = [line("附表", 300), line("指标", 140), line("2031年", 140, x=150), line("产值", 110), line("9", 110, x=150)]
    both = Strokes([*frame.along, *table.along], [*frame.down, *table.down])
    assert told((words, both)) == ["附表", "指标 | 2031年", "产值 | 9"]


def test_a_row_broken_over_two_pages_is_one_and_a_new_row_is_none_of_it():
    drawn = boxes((40, 140, 240), (100, 130, 160))
    first = [line("指标", 140), line("2031年", 140, x=150), line("农村居民", 110), line("8350", 110, x=150)]
    again = [line("指标", 140), line("2031年", 140, x=150)]
    assert told((first, drawn), ([*again, line("人均收入", 110)], drawn)) == [
        "指标 | 2031年",
        "农村居民人均收入 | 8350",
    ]
    other = told((first, drawn), ([*again, line("粮食", 110), line("9", 110, x=150)], drawn))
    assert other == ["指标 | 2031年", "农村居民 | 8350", "粮食 | 9"]


ROW = [line("产值", 140), line("亿元", 140, x=150), line("9", 140, x=250)]
NEXT = [line("税收", 60), line("亿元", 60, x=150), line("8", 60, x=250)]
APART = {
    "rows as close as lines": ([line("工业", 100)], ["产值 | 亿元 | 9", "工业", "税收 | 亿元 | 8"]),
    "a row without a unit": ([line("利润", 120), line("7", 120, x=250)], ["产值 | 亿元 | 9", "利润 | 7", "税收 | 亿元 | 8"]),
    "a field": ([line("来源：清溪", 120)], ["产值 | 亿元 | 9", "来源：清溪", "税收 | 亿元 | 8"]),
    "a line over two columns": ([line("以上为全镇各村的预计数", 120)], ["产值 | 亿元 | 9", "以上为全镇各村的预计数", "税收 | 亿元 | 8"]),
}  # fmt: skip


@pytest.mark.parametrize(("between", "expected"), APART.values(), ids=APART.keys())
def test_what_is_no_rest_of_a_cell_stays_a_line(between, expected):
    assert told(([*ROW, *between, *NEXT], Strokes())) == expected
