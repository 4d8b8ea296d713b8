"""How Sphinx builds the documentation: docs/ in English, docs/zh in Chinese, with this one file (``make docs``).

The list of tables is put in from the catalogue while a page is read, so that it can't go stale.
"""

import re
import tomllib
from pathlib import Path
from typing import Any

import sphinx.search
from sphinx.application import Sphinx
from sphinx.search import SearchLanguage

from zq_pipeline.tables.catalogue import CATALOGUE
from zq_pipeline.tables.catalogue.words import WORDS
from zq_pipeline.tables.schema import Field, Table

NAME = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]["name"]

project = NAME
html_show_copyright = False
language = "en"
extensions = ["myst_parser"]
myst_heading_anchors = 3
source_suffix = {".md": "markdown"}
exclude_patterns = ["zh", "_*"]
templates_path = ["_templates"]
html_theme = "furo"
html_title = NAME
html_copy_source = False
html_show_sphinx = False
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "language.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}
pygments_style = "friendly"
suppress_warnings = ["misc.highlighting_failure"]  # a block that shows how something ends (…) is shown as it stands

_TABLES = "<!-- every table -->"
_SAID = {
    "en": ("Column", "What it holds", "When it is empty", "Codes", "Key", "refers to"),
    "zh": ("列", "内容", "空值表示", "代码", "主键", "指向"),
}


def tables(spoken: str) -> str:
    """Every table of the catalogue with its columns, codes and keys, in Markdown; ``spoken`` is ``zh`` or ``en``."""
    return "\n".join(_table(table, spoken) for table in CATALOGUE)


def _table(table: Table, spoken: str) -> str:
    at = 0 if spoken == "zh" else 1
    column, holds, empty, codes, key, leads = _SAID[spoken]
    title, about = ((table.zh, table.about_zh), (table.en, table.about_en))[at]
    links = "".join(f"- `{k.field}` {leads} `{k.table or table.name}.{k.reference}`\n" for k in table.foreign_keys)
    rows = "".join(_row(field, at, codes) for field in table.fields)
    return f"""## `{table.name}`: {title}

{_plain(about)}

- {key}: `{table.key}`
{links}
| {column} | {holds} | {empty} |
| --- | --- | --- |
{rows}"""


def _row(field: Field, at: int, codes: str) -> str:
    title, about, empty = ((field.zh, field.about_zh, field.empty_zh), (field.en, field.about_en, field.empty_en))[at]
    said = f"**{_plain(title)}** ({field.type}). {_plain(about)}"
    if field.enum:
        said += f" {codes}: " + ", ".join(f"`{code}` {WORDS[code][at]}" for code in field.enum)
    return f"| `{field.name}` | {said} | {_plain(empty)} |\n"


def _plain(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>|~$])", r"\\\1", text)


class Bigrams(SearchLanguage):
    """Chinese is found by its pairs of characters, in the index as in what one types; all else by words."""

    lang = "zh"
    language_name = "Chinese"
    stopwords: Any = frozenset()
    js_stemmer_code = "var Stemmer = function () { this.stemWord = function (w) { return w; }; };"
    js_splitter_code = r"""
var splitQuery = (query) =>
  (query.match(/[\u4e00-\u9fff]+|[^\s\u4e00-\u9fff.,:;!?()\[\]"'，。：；！？（）、“”]+/g) || []).flatMap((word) =>
    /^[\u4e00-\u9fff]{3,}$/.test(word) ? [...word].slice(1).map((c, i) => word[i] + c) : [word.toLowerCase()]);
"""

    def split(self, text: str) -> list[str]:
        """The words of ``text``."""
        found = re.findall(r"[\u4e00-\u9fff]+|\w+", re.sub(r"([\u4e00-\u9fff]+)", r" \1 ", text))
        return [piece for word in found for piece in self._pieces(word)]

    def _pieces(self, word: str) -> list[str]:
        chinese = "\u4e00" <= word[0] <= "\u9fff"
        return [word[i : i + 2] for i in range(max(1, len(word) - 1))] if chinese else [word]

    def word_filter(self, word: str) -> bool:
        """Whether ``word`` is put into the index."""
        return len(word) > 1


def setup(app: Sphinx) -> None:
    """What is done beside reading pages."""
    sphinx.search.languages["zh"] = Bigrams

    def insert(app: Sphinx, name: str, source: list[str]) -> None:
        source[0] = source[0].replace(_TABLES, tables("zh" if app.config.language == "zh_CN" else "en"))

    def context(app: Sphinx, name: str, template: str, values: dict[str, Any], tree: Any) -> None:
        chinese = app.config.language == "zh_CN"
        up = "../" * (name.count("/"))
        values["other"] = f"{up}../{name}.html" if chinese else f"{up}zh/{name}.html"
        values["other_name"], values["other_code"] = ("English", "en") if chinese else ("中文", "zh")

    app.connect("source-read", insert)
    app.connect("html-page-context", context)
