"""What a browser shows of a page, and Markdown of a text, beyond paragraphs: notes, tables, lists."""

import pytest

from zq_pipeline.store.readers import extract

CASES = {
    "marks of notes, powers and units": (
        "<p>新建驿站5座<sup>1</sup>、公园3个<a href='#_ftn2' name='_ftnref2'><span>[2]</span></a>、桥7座<span style='vertical-align: super'>③</span>，绿地9万m<sup>2</sup>，发电10<sup>4</sup>度。</p>"
        "<p><sup>1</sup>驿站：指歇脚处。</p><p><a href='#_ftnref2' name='_ftn2'>[2]</a>公园：含口袋公园。</p>",
        ["新建驿站5座、公园3个、桥7座，绿地9万m2，发电10⁴度。", "注①：驿站：指歇脚处。", "注②：公园：含口袋公园。"],
    ),
    "a link that is no mark": ("<p>详见<a href='#f'>附件1</a>和<a href='/f'>2</a>，新建<a href='#'>3</a>座。</p>", ["详见附件1和2，新建3座。"]),
    "a caption, and cells over rows and columns": (
        "<table><caption>主要指标（2030年）</caption><tr><th rowspan=2>类别</th><th>指标</th><th colspan=2>产值</th></tr>"
        "<tr><td>粮食</td><td>8200</td><td>9</td></tr><tr><td colspan='-1'>蔬菜</td><td rowspan='many'>油菜</td></tr></table>",
        ["主要指标（2030年）", "类别 | 指标 | 产值 |", "| 粮食 | 8200 | 9", "蔬菜 | 油菜"],
    ),
    "lines of a cell": (
        "<table><tr><td>农村居民人均<br>可支配收入</td><td>8200<br>8350</td></tr><tr><td colspan=2><p>一、工业</p><p>产值9亿元。</p></td></tr></table>",
        ["农村居民人均可支配收入 | 8200 8350", "一、工业", "产值9亿元。"],
    ),
    "what folds out, lists of terms, words under pictures": (
        "<details><summary>附表</summary><p>税收1亿元</p></details><dl><dt>用电量</dt><dd>3亿度</dd></dl><figure><img src=a><figcaption>9号公路</figcaption></figure>",
        ["附表", "税收1亿元", "用电量", "3亿度", "9号公路"],
    ),
    "readings over characters, and hyphens that may break a line": (
        "<p><ruby>衢<rp>(</rp><rt>qu</rt><rp>)</rp></ruby>州路3公里，5&shy;G<wbr>基站8个。</p>",
        ["衢州路3公里，5G基站8个。"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("article", "expected"), CASES.values(), ids=CASES.keys())
def test_what_is_shown_is_read(article, expected):
    page = f"<html><body><p>柳溪镇2030年工作总结</p><div id='zoom'>{article}</div></body></html>"
    assert extract(page.encode(), "a.html").text.splitlines() == ["柳溪镇2030年工作总结", *expected]


def test_a_page_in_one_form_is_read_and_a_form_in_a_page_is_not():
    article = "<p>柳溪镇2030年工作总结</p><p>全镇完成工业产值9亿元，新增企业3家，群众生活持续改善。</p>"
    page = f"<body><form id=aspnetForm>{article}<form></form></form></body>"
    assert "产值9亿元" in extract(page.encode(), "a.html").text
    page = f"<body>{article}<form>搜索7<input value=8></form></body>"
    assert "7" not in extract(page.encode(), "a.html").text


def test_notes_that_stand_outside_the_article_are_read_and_what_else_is_linked_is_not():
    article = "<p>柳溪镇2030年工作总结</p><p>全镇新建驿站5座<a href='#n1'>[1]</a>，群众生活持续改善，见<a href='#top'>附件</a>。</p><p>再见<a href='#n1'>1</a><a href='#all'>2</a></p>"
    page = f"<body id=all><div id=top>首页9</div><div id=zoom>{article}</div><div><p><a name=n1 href='#r1'>[1]</a>驿站：指歇脚处。</p><p>浏览7次</p></div></body>"
    assert extract(page.encode(), "a.html").text.splitlines() == ["柳溪镇2030年工作总结", "全镇新建驿站5座，群众生活持续改善，见附件。", "再见", "注①：驿站：指歇脚处。"]  # fmt: skip


def test_cells_that_say_they_are_very_wide_and_high_make_no_endless_rows():
    rows = "<tr><td colspan=999 rowspan=999>产值<td>9</tr>" * 300
    text = extract(f"<table>{rows}</table>".encode(), "a.html").text
    assert text.count("9") == 300
    assert max(line.count("|") for line in text.splitlines()) < 130


MARKDOWN = {
    "notes stand at the end, in the order of their marks": (
        "[^b]: 公园：含口袋公园。\n\n新建驿站5座[^1]、公园3个[^b]，见[^x]。\n\n[^1]: 驿站：指\n    歇脚处。\n[^z]: 无标记。\n\n二、农业\n",
        ["新建驿站5座、公园3个，见[^x]。", "二、农业", "注①：驿站：指歇脚处。", "注②：公园：含口袋公园。", "注③：无标记。"],
    ),
    "lines in cells and paragraphs": (
        "| 人均<br>收入 | 8200<br/>8350 |\n|---|---|\n\n一、工业<br>产值9亿元<sup>1</sup>，绿地3m<sup>2</sup>。",
        ["人均收入 | 8200 8350", "一、工业", "产值9亿元，绿地3m2。"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MARKDOWN.values(), ids=MARKDOWN.keys())
def test_what_markdown_shows_is_read(text, expected):
    assert extract(text.encode(), "a.md").text.splitlines() == expected
