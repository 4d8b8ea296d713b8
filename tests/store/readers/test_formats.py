"""The same report from every kind of file, made by other programs than the readers': the same observations."""

import json

import pytest

from tests.store.readers import pages
from zq_pipeline.reading import report
from zq_pipeline.reading.records import Origin
from zq_pipeline.store.readers import extract
from zq_pipeline.store.readers.extracted import Extracted


def told(text: str) -> list[tuple]:
    """All that is read but the places, which differ where header lines are written otherwise."""
    reading = report.read(text, Origin("a.txt", place_code="990101001"))
    origin = reading.origin
    rows = [
        (o.span.cut(text), o.indicator, o.value, o.unit, o.measure, o.bound, o.status, o.period)
        for o in reading.observations
    ]
    return [(reading.title, origin.publisher, origin.index_number, origin.disclosure, origin.published), *rows]


EXPECTED = told(pages.text())
TWO_COLUMNS = (
    pages.printable()
    .replace("<article>", "<article style='columns:2;column-gap:24pt'>")
    .replace(pages.body()[pages.body().index("<table") :], "")
)
LONG = pages.printable().replace("</article>", "".join(f"<p>附注{n}：{'甲乙丙丁戊己庚辛壬癸'[n % 10]}{'子丑寅卯辰巳午未'[n // 10]}村新建口袋公园{n}个，种植行道树{n}00株，清理河道{n}公里，绿化带养护覆盖面持续扩大，群众出行环境得到改善。</p>" for n in range(11, 71)) + "</article>")  # fmt: skip


def test_what_is_expected_is_worth_comparing():
    assert len(EXPECTED) > 25
    assert ("54600", "农村居民人均可支配收入") in [row[:2] for row in EXPECTED]
    assert EXPECTED[-1][:2] == ("86家", "规上企业")
    assert EXPECTED[0] == (pages.TITLE, "清溪镇", "0099/2032-8", "主动公开", "2032-01-20")


@pytest.mark.parametrize("template", pages.TEMPLATES)
def test_web_pages_of_three_sites(template):
    encoding = "gb2312" if "GB2312" in template else "utf-8"
    page = extract(pages.TEMPLATES[template].encode(encoding), "raw/a.html")
    assert told(page.text) == EXPECTED
    for word in ("政务公开", "分享到", "备案号", "9999", "上年投资", "数据2031", "隐藏", "1024"):
        assert word not in page.text
    assert page.media_type == "text/html"


def test_a_web_page_that_libreoffice_would_make():
    assert told(extract(pages.printable(pages.OFFICE).encode(), "raw/a.html").text) == EXPECTED


def test_a_page_says_more_of_itself_than_it_prints():
    page = extract(pages.TEMPLATES["meta tags and #zoom"].encode(), "raw/a.html")
    assert page.facts == {"published": "2032-01-20", "source_url": "https://example.org/art/1.html"}


def test_word_by_hand_with_text_box_and_changes():
    word = extract(pages.docx(), "raw/a.docx")
    assert told(word.text) == EXPECTED
    assert word.text.count(pages.PARAGRAPHS[1]) == 1
    assert "删去" not in word.text


def test_markdown():
    assert told(extract(pages.markdown().encode(), "raw/a.md").text) == EXPECTED


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_files_that_libreoffice_saved(kind, tmp_path):
    data = pages.office(pages.printable(pages.OFFICE), tmp_path, kind)
    if data is None:
        pytest.skip("LibreOffice is not here")
    assert told(extract(data, f"raw/a.{kind}").text) == EXPECTED


def chromium(source: str, folder) -> Extracted:
    data = pages.printed(source, folder)
    if data is None:
        pytest.skip("Chromium is not here")
    return extract(data, "raw/a.pdf")


def test_what_chromium_printed(tmp_path):
    printed = chromium(pages.printable(), tmp_path)
    assert told(printed.text) == EXPECTED
    assert printed.pages == (0,)


def test_two_columns_are_read_one_after_the_other(tmp_path):
    printed = chromium(TWO_COLUMNS, tmp_path)
    text = pages.text()
    assert told(printed.text) == told(text[: text.index(" | ".join(pages.TABLE[0]))])


def test_pages_lose_their_heads_and_numbers_and_keep_their_starts(tmp_path):
    printed = chromium(LONG, tmp_path)
    assert len(printed.pages) > 2
    assert printed.pages[0] == 0
    assert list(printed.pages) == sorted(set(printed.pages))
    assert "file://" not in printed.text
    assert "1/" not in printed.text.replace("0099/2032-8", "")
    notes = [line for line in printed.text.splitlines() if line.startswith("附注")]
    assert len(notes) == 60, "each note is one paragraph, those over the end of a page as well"


def test_a_table_of_reports_gives_each_of_them():
    from zq_pipeline.store import readers

    article = pages.text()[pages.text().index(pages.PARAGRAPHS[0]) :]
    row = {"标题": pages.TITLE, "日期": "2032-01-20", "来源": "清溪镇", "正文": article}
    lines = "\n".join(json.dumps(r, ensure_ascii=False) for r in (row, {**row, "正文": ""}, row))
    found = list(readers.reports(f"{lines}\n{{broken\n[1]\n".encode(), "raw/all.jsonl"))
    assert [f.file for f in found] == [f"raw/all.jsonl#{n}" for n in range(1, 6)]
    codes = [f.result.code if isinstance(f.result, Exception) else "read" for f in found]
    assert codes == ["read", "empty-report", "read", "bad-row", "bad-row"]
    assert told(found[0].result.text)[1:] == EXPECTED[1:]
    assert found[0].result.facts == {"published": "2032-01-20", "publisher": "清溪镇"}

    quoted = article.replace('"', '""')
    table = f'﻿title,date,source,text\r\n{pages.TITLE},2032-01-20,清溪镇,"{quoted}"\r\n,,,\r\na,b,c,d,e\r\nx,,y,"  "\r\n'
    found = list(readers.reports(table.encode(), "raw/all.csv"))
    codes = [f.result.code if isinstance(f.result, Exception) else "read" for f in found]
    assert codes == ["read", "bad-row", "empty-report"]
    assert told(found[0].result.text)[1:] == EXPECTED[1:]


def test_rows_of_a_pdf_know_their_page(tmp_path):
    from zq_pipeline.store.raw import read_text
    from zq_pipeline.tables.frames import FRAMES

    printed = chromium(LONG, tmp_path)
    reading = read_text(printed, Origin("a.pdf", place_code="990101001"))
    rows = FRAMES["statement"]([reading])
    assert set(rows["page"]) == set(range(1, len(printed.pages) + 1))
    assert list(rows["page"]) == sorted(rows["page"])
    assert reading.origin.media_type == "application/pdf"
    plain = read_text(Extracted(printed.text, "text/plain"), Origin("a.txt", place_code="990101001"))
    assert set(FRAMES["statement"]([plain])["page"].isna()) == {True}
