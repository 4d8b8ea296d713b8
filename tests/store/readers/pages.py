"""One invented report as files that other programs than the readers' libraries make."""

import html
import io
import shutil
import subprocess
import zipfile
from pathlib import Path

FIELDS = {"索引号": "0099/2032-8", "发布机构": "清溪镇", "公开方式": "主动公开", "发文日期": "2032-01-20"}
TITLE = "清溪镇2031年工作总结和2032年工作思路"
PARAGRAPHS = (
    "2031年，清溪镇坚持稳中求进，各项工作取得新成效。预计实现地区生产总值52.6亿元，同比增长5.4%，居全市第二。",
    "一、2031年工作总结",
    "（一）工业发展有新成效。完成规上工业总产值131.5亿元，同比增长4.3%，新增规上企业9家，技改投资突破12亿元，工业用电量达到3.4亿千瓦时，亩均税收提高到31万元。",
    "（二）民生事业有新改善。城镇新增就业780人，发放补贴90余万元，新建停车位210个，改造老旧小区6个、农贸市场2个，调解成功率达99.2%，群众安全感满意率连续提升到98.7%。",
    "二、2032年工作思路",
    "（一）产业向新而行。力争地区生产总值增长6%左右，招引亿元以上项目不少于7个，新增国家高新技术企业4家，研发经费支出占比提高0.2个百分点。",
    "（二）民生向优而行。新建托育点3处，改建农村公路18公里，确保参保率达98%以上，城乡居民人均可支配收入增长7%。",
)
TABLE = (
    ("指标", "单位", "2031年预期目标", "2031年实际完成"),
    ("粮食总产量", "吨", "8200", "8350"),
    ("农村居民人均可支配收入", "元", "52000", "54600"),
    ("财政总收入", "亿元", "6.5", "6.8"),
)
NOTED = "新增规上企业9家"
NOTE = "规上企业：指年主营业务收入2000万元及以上的工业企业。2031年末全镇共有规上企业86家。"
"""Where the mark of the note stands, and what it says."""


RAISED = ("<sup>1</sup>", f"<{{tag}}><sup>1</sup>{NOTE}</{{tag}}>")
OFFICE = (
    '<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>',
    f'<div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>{NOTE}</p></div>',
)
"""The mark of the note and the note, as sites write them, and as LibreOffice does, which makes a footnote of them."""


def body(tag: str = "p", note: tuple[str, str] = RAISED) -> str:
    """The article as HTML, with a table that is too narrow for one of its names, and a note."""
    paragraphs = "".join(f"<{tag}>　　{html.escape(p)}</{tag}>\n" for p in PARAGRAPHS).replace(NOTED, NOTED + note[0])
    rows = "".join("<tr>" + "".join(f"<td width='25%'>{cell}</td>" for cell in row) + "</tr>\n" for row in TABLE)
    return f"{paragraphs}<table border='1' cellpadding='6' width='440'>{rows}</table>{note[1].format(tag=tag)}"


MENU = "".join(
    f"<li><a href='/c{n}/'>{name}</a></li>"
    for n, name in enumerate(("首页", "政务公开", "办事服务", "互动交流", "走进清溪", "数据2031"))
)
FOOT = "<div class='footer'><p>主办：清溪镇人民政府　联系电话：0573-80001234　备案号：浙ICP备09099999号</p></div>"
SHARE = "<div class='bdsharebuttonbox'><a>分享到微信</a><a>分享到微博</a> 【字体：<a>大</a> <a>中</a> <a>小</a>】</div>"

TEMPLATES = {
    "meta tags and #zoom": f"""<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="ArticleTitle" content="{TITLE}">
<meta name="PubDate" content="2032-01-20 09:30"><meta name="Url" content="https://example.org/art/1.html"><title>{TITLE}-清溪镇人民政府</title>
<script>var a = 123;</script></head><body><div class="header"><ul class="nav">{MENU}</ul></div>
<table class="xxgk"><tr><td>索引号：</td><td>0099/2032-8</td><td>发布机构：</td><td>清溪镇</td></tr>
<tr><td>公开方式：</td><td>主动公开</td><td>发文日期：</td><td>2032-01-20</td></tr></table>
<h1>{TITLE}</h1>{SHARE}<div id="zoom">{body()}</div><div class="related"><h3>相关阅读</h3><ul><li><a>上年投资100亿元</a></li></ul></div>{FOOT}</body></html>""",
    "layout tables and GB2312": f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>清溪镇</title></head><body>
<table width="980"><tr><td><table><tr>{MENU.replace("li>", "td>")}</tr></table></td></tr><tr><td>
<ul class="info"><li><b>索 引 号：</b>0099/2032-8</li><li><b>发布机构：</b>清溪镇</li><li><b>公开方式：</b>主动公开</li><li><b>发文日期：</b>2032年1月20日</li></ul>
<p align="center"><font size="5">{TITLE}</font></p>
<div class="TRS_Editor">{body("div")}</div>
<p style="display:none">隐藏的9999元</p></td></tr><tr><td>{FOOT}</td></tr></table></body></html>""",
    "article without a known name": f"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="UTF-8"><title>{TITLE}_清溪</title></head><body>
<nav>{MENU}</nav><main><div class="a1"><aside><ul>{MENU}</ul></aside><article><header><h2>{TITLE}</h2>
<p><span>索引号: 0099/2032-8</span> <span>发布机构: 清溪镇</span> <span>公开方式: 主动公开</span> <span>发布时间：2032-01-20 10:22</span> <span>来源：本站</span> <span>浏览次数：<i>1024</i></span></p>
</header><section>{body()}</section></article></div></main><footer>{FOOT}</footer></body></html>""",
}  # fmt: skip


def text() -> str:
    """The same as plain text."""
    head = "".join(f"{name}: {value}\n" for name, value in FIELDS.items())
    return head + "\n".join((TITLE, *PARAGRAPHS, *(" | ".join(row) for row in TABLE), f"注①：{NOTE}")) + "\n"


def markdown() -> str:
    """The same as Markdown."""
    head = "".join(f"{name}: {value}\n" for name, value in FIELDS.items())
    rows = ["| " + " | ".join(row) + " |" for row in TABLE]
    return (
        head
        + "\n\n".join((f"# {TITLE}", *(f"**{p}**" if len(p) < 20 else p for p in PARAGRAPHS))).replace(
            NOTED, f"{NOTED}[^a]"
        )
        + f"\n\n[^a]: {NOTE}"
        + "\n\n"
        + "\n".join((rows[0], "|---|---|--:|--:|", *rows[1:]))
        + "\n"
    )


def printable(note: tuple[str, str] = RAISED) -> str:
    """A page without a site around it, for programs that print."""
    head = "".join(f"<p>{name}: {value}</p>" for name, value in FIELDS.items())
    article = body(note=note).replace("　　", "")
    return f"""<html><head><meta charset="utf-8"><style>body{{font-family:"Noto Serif CJK SC",serif;font-size:12pt;line-height:1.7}} article p{{text-indent:2em;margin:0.3em 0}}</style></head>
<body>{head}<h1 style="text-align:center;font-size:18pt">{TITLE}</h1><article>{article}</article></body></html>"""


def docx() -> bytes:
    """A Word file put together by hand: paragraphs, a text box in both of its forms, a table, a footnote, a deleted and an inserted run."""

    def paragraph(words: str, more: str = "") -> str:
        half = words.find(NOTED) + len(NOTED) if NOTED in words else len(words) // 2
        mark = '<w:r><w:footnoteReference w:id="2"/></w:r>' if NOTED in words else ""
        return f'<w:p><w:r><w:t xml:space="preserve">{words[:half]}</w:t></w:r>{mark}<w:ins><w:r><w:t>{words[half:]}</w:t></w:r></w:ins><w:del><w:r><w:delText>删去99</w:delText></w:r></w:del>{more}</w:p>'

    box = f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><w:txbxContent>{paragraph(PARAGRAPHS[1])}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{paragraph(PARAGRAPHS[1])}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>'
    rows = "".join("<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in TABLE)
    blocks = [
        *(paragraph(f"{name}: {value}") for name, value in FIELDS.items()),
        paragraph(TITLE),
        paragraph(PARAGRAPHS[0], box),
        *map(paragraph, PARAGRAPHS[2:]),
    ]
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>{"".join(blocks)}<w:tbl>{rows}</w:tbl><w:sectPr/></w:body></w:document>'
    notes = f'<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="2">{paragraph(NOTE)}</w:footnote></w:footnotes>'
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/></Relationships>'
    return zipped(
        {"word/document.xml": document, "word/footnotes.xml": notes, "word/_rels/document.xml.rels": relations}
    )


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """The least that makes a Word file, with ``parts`` in it."""
    types = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    rels = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"[Content_Types].xml": types, "_rels/.rels": rels, **parts}.items():
            archive.writestr(name, content)
    return out.getvalue()


def office(source: str, folder: Path, kind: str) -> bytes | None:
    """``source``, an HTML page, saved by LibreOffice as ``kind``; None where there is no LibreOffice."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return None
    (folder / "page.html").write_text(source, encoding="utf-8")
    wanted = {"docx": "docx:MS Word 2007 XML", "pdf": "pdf:writer_pdf_Export"}[kind]
    options = ["--infilter=HTML (StarWriter)"]
    command = [
        program,
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        *options,
        "--convert-to",
        wanted,
        "--outdir",
        str(folder),
        str(folder / "page.html"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return (folder / f"page.{kind}").read_bytes()


def printed(source: str, folder: Path, name: str = "print") -> bytes | None:
    """``source`` printed to PDF by Chromium; None where there is no Chromium."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        return None
    (folder / f"{name}.html").write_text(source, encoding="utf-8")
    command = [
        program,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={folder}/chromium",
        f"--print-to-pdf={folder}/{name}.pdf",
        f"file://{folder}/{name}.html",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return (folder / f"{name}.pdf").read_bytes()
