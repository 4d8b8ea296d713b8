"""What is refused, each with its own error; and what a file can't make us do."""

import io
import zipfile

import pytest

from tests.store.readers import pages
from zq_pipeline.errors import PipelineError
from zq_pipeline.store import readers
from zq_pipeline.store.readers import extract

BODY = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


def paragraph(words: str, more: str = "") -> str:
    return f"<w:p>{more}<w:r><w:t>{words}</w:t></w:r></w:p>"


def pdf(content: bytes, trailer: bytes = b"") -> bytes:
    """A PDF written by hand: one page with ``content`` as its stream."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, table))
    return out.getvalue()


def bomb() -> bytes:
    """Some kilobytes that unpack into 300 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", BODY.format(""))
        for number in range(6):
            archive.writestr(f"word/media/{number}.bin", b"\0" * 50_000_000)
    return out.getvalue()


LOCKED = b"/Encrypt<</Filter/Standard/V 1/R 2/O(01234567890123456789012345678901)/U(01234567890123456789012345678901)/P -4>>/ID[(a)(a)]"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
REFUSED = {
    "a locked PDF": ("a.pdf", pdf(b"BT ET", LOCKED), "encrypted"),
    "a locked Word file": ("a.docx", OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "a scan": ("a.pdf", pdf(b"0 0 595 842 re f"), "no-text-layer"),
    "a ZIP": ("a.zip", b"PK\x03\x04", "archive"),
    "a tarball": ("a.tar.gz", b"\x1f\x8b", "archive"),
    "a Word file with macros": ("a.docx", pages.zipped({"word/document.xml": BODY.format(paragraph("产值9亿元")), "word/vbaProject.bin": b"x"}), "macro-carrying"),
    "a macro document": ("a.docm", b"PK\x03\x04", "macro-carrying"),
    "an old Word file": ("a.doc", OLE + bytes(500), "unknown-format"),
    "an old Word file under a new name": ("a.docx", OLE + bytes(500), "unknown-format"),
    "a picture": ("a.jpg", b"\xff\xd8\xff", "unknown-format"),
    "a bomb": ("a.docx", bomb(), "too-much-inside"),
    "too many parts": ("a.docx", pages.zipped({f"p/{n}": b"" for n in range(5001)}), "too-much-inside"),
    "half a PDF": ("a.pdf", pdf(b"BT ET")[:40], "broken-file"),
    "half a Word file": ("a.docx", pages.docx()[:-200], "broken-file"),
    "a ZIP without a document": ("a.docx", pages.zipped({"x.xml": "<x/>"}), "broken-file"),
    "a Word file that is no XML": ("a.docx", pages.zipped({"word/document.xml": "<w:document"}), "broken-file"),
    "a Word file without words": ("a.docx", pages.zipped({"word/document.xml": BODY.format("<w:p/>")}), "empty-report"),
    "a page without words": ("a.html", b"<html><body><script>1</script></body></html>", "empty-report"),
    "a page of nothing": ("a.html", b"", "empty-report"),
    "a tag of many attributes": ("a.html", f"<p {' '.join(f'a{n}=1' for n in range(9_000))}>产值9亿元".encode(), "too-much-inside"),
    "a table without texts": ("a.csv", "标题,日期\n总结,2031\n".encode(), "no-text-column"),
    "a table with an open quote": ("a.csv", '正文,标题\n"产值'.encode(), "bad-row"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "data", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_is_refused_with_its_own_error(name, data, code):
    (found,) = readers.reports(data, f"raw/{name}")
    assert isinstance(found.result, PipelineError)
    assert found.result.code == code
    assert name in found.result.sentence


def test_entities_of_a_word_file_are_not_followed(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("秘密数字777")
    head = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY a "哈哈哈哈"><!ENTITY b "{"&a;" * 50}"><!ENTITY c "{"&b;" * 50}">]>'
    data = pages.zipped({"word/document.xml": head + BODY.format(paragraph("产值9亿元&x;&c;"))})
    try:
        text = extract(data, "a.docx").text
    except PipelineError:
        return
    assert "777" not in text
    assert "哈" not in text


def test_nothing_that_a_page_names_is_fetched(tmp_path, monkeypatch):
    import socket

    monkeypatch.setattr(socket, "socket", lambda *a, **k: pytest.fail("a connection was opened"))
    (tmp_path / "x.html").write_text("秘密777")
    page = f"""<!DOCTYPE html [<!ENTITY x SYSTEM "file://{tmp_path}/x.html">]><html><head><base href="http://127.0.0.1:9/">
    <link rel=stylesheet href="http://127.0.0.1:9/a.css"></head><body><iframe src="file://{tmp_path}/x.html"></iframe>
    <p>柳溪镇2030年工作总结</p><p>全镇完成工业产值9亿元&x;，新增企业3家。</p><img src="http://127.0.0.1:9/a.png"></body></html>"""
    assert "777" not in extract(page.encode(), "a.html").text


@pytest.mark.parametrize(
    "page", ["<div>" * 50_000 + "产值9亿元", "<b>产值9</b>" * 30_000, "<table><tr><td>" * 3_000 + "产值9亿元"]
)
def test_deep_and_wide_pages_are_read_or_refused(page):
    try:
        assert "产值9" in extract(page.encode(), "a.html").text
    except PipelineError as error:
        assert error.code in ("broken-file", "empty-report")


def test_numbers_that_word_counts_are_printed():
    numbering = '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    rels = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" TargetMode="External" Target="file:///etc/passwd"/></Relationships>'
    level = '<w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr></w:pPr>'.format
    body = (
        paragraph("工作总结", level(0))
        + paragraph("工业", level(1))
        + paragraph("农业", level(1))
        + paragraph("工作思路", level(0))
        + paragraph("服务业", level(1))
    )
    data = pages.zipped(
        {"word/document.xml": BODY.format(body), "word/numbering.xml": numbering, "word/_rels/document.xml.rels": rels}
    )
    assert extract(data, "a.docx").text.splitlines() == ["一、工作总结", "1.工业", "2.农业", "二、工作思路", "1.服务业"]
