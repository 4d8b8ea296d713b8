"""Words of web pages: where government sites keep the article, and what is the site's and not the report's."""

import re
from typing import Final

ARTICLES: Final = (
    "zoom", "UCAP-CONTENT", "ucapcontent", "TRS_Editor", "TRS_UEDITOR", "Custom_UnionStyle", "trs_editor_view", "article-content",
    "article_content", "articleContent", "pages_content", "bt_content", "zwgk_content", "xxgk-content", "news_content", "content_text",
    "con_text", "detail-content", "mw-parser-output", "main_con_zw", "wzcon", "zwcon", "vsb_content",
)  # fmt: skip
"""Values of ``id`` or ``class`` under which site builders put the text of an article."""

FURNITURE: Final = re.compile(
    r"(?:^|[-_\s])(?:bd)?share|(?:^|[-_\s])(?:nav|menu|breadcrumb|crumb|foot|footer|copyright|sidebar|aside|toolbar|tools|related|recommend|"
    r"xgwj|xgyd|qrcode|ewm|pager|search|login|comment|jiathis|dqwz|weizhi|position|location|printer|fontsize|accessib\w*|barrier\w*|mw-editsection|toc|"
    r"navbox|catlinks|noprint)(?:$|[-_\s\d])",
    re.IGNORECASE,
)
"""``id`` and ``class`` of menus, share buttons, paths, feet and the like."""

DROP: Final = frozenset((
    "script", "style", "noscript", "template", "head", "nav", "footer", "aside", "form", "button", "select", "option", "input", "textarea",
    "iframe", "object", "embed", "applet", "svg", "math", "canvas", "audio", "video", "map", "img", "link", "base", "rt", "rp",
))  # fmt: skip
"""Elements that never hold a report's words."""

ROLES: Final = frozenset(
    ("navigation", "search", "banner", "contentinfo", "complementary", "menu", "menubar", "toolbar")
)

BLOCKS: Final = frozenset((
    "address", "article", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "ol", "p", "pre", "section", "summary", "details", "table", "tbody", "td",
    "tfoot", "th", "thead", "title", "tr", "ul",
))  # fmt: skip
"""Elements that begin and end a line."""

META: Final = {
    "articletitle": "title",
    "pubdate": "published",
    "contentsource": "publisher",
    "url": "source_url",
    "og:title": "title",
}
"""Names of ``<meta>`` that government sites have to set → fields of the origin."""
