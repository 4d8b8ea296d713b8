"""What a Word file prints, and what it holds and doesn't print: made by hand, a feature a case."""

import pytest

from tests.store.readers import pages
from zq_pipeline.store.readers import extract
from zq_pipeline.store.readers.docx_numbers import written

SPACES = " ".join(
    (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
        'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
    )
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def run(words: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r>"


def paragraph(words: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{words if '<' in words else run(words)}</w:p>"


def cell(words: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{words if '<w:p>' in words else paragraph(words)}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(c if '<w:tc>' in c else cell(c) for c in cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def control(words: str) -> str:
    return f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{words}</w:sdtContent></w:sdt>"


def lines(body: str, **parts: str) -> list[str]:
    """The lines that are read from ``body``, with other parts of the file by their name."""
    relations = "".join(f'<Relationship Id="r{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>' for name in parts)
    said = {
        "document": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
        **{name: f"<w:{name} {SPACES}>{content}</w:{name}>" for name, content in parts.items()},
    }
    files = {f"word/{name}.xml": content for name, content in said.items()}
    files["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>'
    )
    return extract(pages.zipped(files), "a.docx").text.splitlines()


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def symbol(font: str, char: str) -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>'


RAISED = '<w:vertAlign w:val="superscript"/>'
CASES = {
    "inserted and deleted words": (
        paragraph(run("产值") + "<w:ins>" + run("9") + "</w:ins><w:del><w:r><w:delText>8</w:delText></w:r></w:del>" + run("亿元")),
        ["产值9亿元"],
    ),
    "words that were moved": (
        paragraph("<w:moveFrom>" + run("产值9亿元") + "</w:moveFrom>") + paragraph("<w:moveTo>" + run("产值9亿元") + "</w:moveTo>"),
        ["产值9亿元"],
    ),
    "a deleted end of a paragraph": (
        paragraph("新建公路", "<w:rPr><w:del/></w:rPr>") + paragraph("18公里。") + paragraph("新建公园3个。"),
        ["新建公路18公里。", "新建公园3个。"],
    ),
    "a deleted row": (
        table(row("产值", "9"), row("税收", "1").replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>")),
        ["产值 | 9"],
    ),
    "content controls around words, paragraphs, rows and cells": (
        control(paragraph(control(run("产值9亿元。")))) + table(control(row(cell("产值") + control(cell("9"))))),
        ["产值9亿元。", "产值 | 9"],
    ),
    "a table in a cell": (
        table(row(cell(paragraph("工业") + table(row("产值", "9"), row("税收", "1")) + paragraph("")), "农业")),
        ["工业", "产值 | 9", "税收 | 1", "农业"],
    ),
    "an article in a frame": (
        table(row(cell(paragraph("一、工业") + paragraph("产值9亿元。")))),
        ["一、工业", "产值9亿元。"],
    ),
    "cells that are merged": (
        table(
            row(cell("工业", '<w:vMerge w:val="restart"/>'), "产值", "9"),
            row(cell("工业", "<w:vMerge/>"), "税收", "1"),
            row(cell("合计", '<w:gridSpan w:val="2"/>'), "10"),
        ),
        ["工业 | 产值 | 9", "| 税收 | 1", "合计 | | 10"],
    ),
    "a cell of two lines": (
        table(row(cell(paragraph("农村居民人均") + paragraph("可支配收入")), "元", "8350")),
        ["农村居民人均可支配收入 | 元 | 8350"],
    ),
    "fields": (
        paragraph(field("begin") + "<w:r><w:instrText>=SUM(77)</w:instrText></w:r>" + field("separate") + run("产值9亿元") + field("end")),
        ["产值9亿元"],
    ),
    "readings over characters": (
        paragraph("<w:r><w:ruby><w:rt>" + run("qu") + "</w:rt><w:rubyBase>" + run("衢") + "</w:rubyBase></w:ruby></w:r>" + run("州路3公里")),
        ["衢州路3公里"],
    ),
    "symbols": (
        paragraph(run("优良率") + symbol("Symbol", "F0B3") + run("90%") + symbol("Wingdings", "F0FC") + symbol("Wingdings", "F082")),
        ["优良率≥90%②"],
    ),
    "formulas": (paragraph("<m:oMath><m:r><m:t>9.5</m:t></m:r></m:oMath>" + run("亿元")), ["9.5亿元"]),
    "hyphens that may stand at the end of a line": (
        paragraph("<w:r><w:t>5\u00adG基</w:t><w:softHyphen/><w:t>站8</w:t><w:noBreakHyphen/><w:t>9个</w:t></w:r>"),
        ["5G基站8-9个"],
    ),
    "hidden words": (
        paragraph(run("产值9亿元") + run("（上年8亿元）", "<w:vanish/>") + run("。", '<w:vanish w:val="0"/>')),
        ["产值9亿元。"],
    ),
    "comments": (
        paragraph('<w:commentRangeStart w:id="0"/>' + run("产值9亿元") + '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'),
        ["产值9亿元"],
    ),
    "marks of notes that were typed, and powers": (
        paragraph(run("新建驿站5座") + run("1", RAISED) + run("，绿地9m") + run("2", RAISED)) + paragraph(run("[", RAISED) + run("1]", RAISED) + run("驿站：指歇脚处")),
        ["新建驿站5座，绿地9m2", "注①：驿站：指歇脚处"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), CASES.values(), ids=CASES.keys())
def test_what_is_printed_is_read(body, expected):
    comments = '<w:comment w:id="0">' + paragraph("应为8亿元") + "</w:comment>"
    assert lines(body, comments=comments) == expected


def test_styles_hide_words_too():
    styles = '<w:style w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    shown = run("9", '<w:rStyle w:val="b"/><w:vanish w:val="0"/>')
    body = paragraph(run("产值") + run("8", '<w:rStyle w:val="b"/>') + shown) + paragraph(
        "上年8", '<w:pStyle w:val="a"/>'
    )
    assert lines(body, styles=styles) == ["产值9"]


def mark(kind: str, number: int, more: str = "") -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}" {more}/></w:r>'


def note(kind: str, number: int, *words: str) -> str:
    first, *others = words
    own = f"<w:r><w:rPr>{RAISED}</w:rPr><w:{kind}Ref/></w:r>" + run(" " + first)
    return f'<w:{kind} w:id="{number}">{paragraph(own)}{"".join(map(paragraph, others))}</w:{kind}>'


PARTING = '<w:footnote w:type="{0}" w:id="{1}"><w:p><w:r><w:{0}/><w:t>分隔</w:t></w:r></w:p></w:footnote>'
FOOTNOTES = (
    PARTING.format("separator", -1)
    + PARTING.format("continuationSeparator", 0)
    + note("footnote", 1, "四好农村路：指建好、管好、护好、运营好的农村公路。")
    + note("footnote", 2, "5G基站：指第五代移动通信的基站。", "2031年末有120个。")
    + note("footnote", 3, "没有标记指向的注。")
)
ENDNOTES = note("endnote", 1, "驿站：指供人歇脚的服务点。")


def test_notes_follow_the_text_in_the_order_of_their_marks():
    deleted = "<w:del>" + mark("footnote", 3) + "</w:del>"
    body = paragraph(
        run("新建基站5座") + mark("footnote", 2) + run("、驿站6座") + mark("endnote", 1) + deleted + run("。")
    ) + table(row(cell(paragraph(run("四好农村路") + mark("footnote", 1))), "18"))
    assert lines(body, footnotes=FOOTNOTES, endnotes=ENDNOTES) == [
        "新建基站5座、驿站6座。",
        "四好农村路 | 18",
        "注①：5G基站：指第五代移动通信的基站。",
        "2031年末有120个。",
        "注②：驿站：指供人歇脚的服务点。",
        "注③：四好农村路：指建好、管好、护好、运营好的农村公路。",
    ]


def test_a_mark_that_the_writer_chose_is_not_glued_to_a_number():
    chosen = mark("footnote", 1, 'w:customMarkFollows="1"').replace("</w:r>", "<w:t>7</w:t></w:r>")
    body = paragraph(run("新建驿站5") + chosen + run("座"))
    notes = '<w:footnote w:id="1">' + paragraph(run("7", RAISED) + run("含改建。")) + "</w:footnote>"
    assert lines(body, footnotes=notes) == ["新建驿站5座", "注⑦：含改建。"]


def test_a_list_that_begins_anew_is_counted_anew():
    level = '<w:lvl w:ilvl="0"><w:numFmt w:val="decimalEnclosedCircle"/><w:lvlText w:val="%1"/></w:lvl>'
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>' + "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/>{more}</w:num>' for n, more in ((1, ""), (2, anew))
    )
    body = "".join(
        paragraph("产值", f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{n}"/></w:numPr>') for n in (1, 1, 2, 2)
    )
    assert lines(body, numbering=numbering) == ["①产值", "②产值", "①产值", "②产值"]


def test_numbers_as_word_writes_them():
    assert [written(n, "chineseCounting") for n in (10, 11, 20, 25)] == ["十", "十一", "二十", "二十五"]
