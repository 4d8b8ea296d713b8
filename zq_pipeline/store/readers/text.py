"""Plain text and Markdown."""

import re
from typing import Final

from zq_pipeline.store.readers.extracted import Extracted, lines_of
from zq_pipeline.text.decoding import decode

_RULE: Final = re.compile(r"\|?[\s:|-]*-{2,}[\s:|-]*\|?|[*_=]{3,}|(?:\* ?){3,}|`{3,}\w*|~{3,}\w*")
_MARK: Final = re.compile(r"(?:#{1,6}\s+|>\s?|[-*+]\s+)+")
_LINK: Final = re.compile(r"!?\[([^\[\]\n]{0,300})\]\((?:[^()\n]{0,600})\)")
_STRESS: Final = re.compile(r"(\*\*|__|\*|~~|`)(?=\S)([^*_~`\n]{1,400}?)(?<=\S)\1")
_ESCAPE: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_COMMENT: Final = re.compile(r"<!--.{0,2000}?-->", re.DOTALL)
_TAG: Final = re.compile(r"</?(?:br|p|div|span|center|b|i|u|sup|sub|font)\b[^<>\n]{0,200}>", re.IGNORECASE)


def plain(data: bytes, file: str) -> Extracted:
    """A text as it is: every character stays where it was."""
    text, encoding = decode(data, file)
    return Extracted(text, "text/plain", encoding)


def markdown(data: bytes, file: str) -> Extracted:
    """The words of a Markdown file, line by line, without its marks; a row of a table keeps its cells apart by ``|``.

    >>> page = "# 柳溪镇2030年工作总结\\n\\n## 一、**工业**\\n\\n产值[9亿元](a.html)。\\n\\n| 指标 | 完成 |\\n|---|---|\\n| 产值 | 9 |\\n"
    >>> markdown(page.encode(), "a.md").text.splitlines()
    ['柳溪镇2030年工作总结', '一、工业', '产值9亿元。', '指标 | 完成', '产值 | 9']
    """
    text, encoding = decode(data, file)
    lines = _COMMENT.sub("", text).splitlines()
    if lines and lines[0].strip() == "---" and "---" in (line.strip() for line in lines[1:60]):
        lines = lines[[line.strip() for line in lines[1:]].index("---") + 2 :]
    return Extracted(lines_of(map(_unmarked, lines), file), "text/markdown", encoding)


def _unmarked(line: str) -> str:
    said = line.strip()
    if _RULE.fullmatch(said):
        return ""
    said = _MARK.sub("", said, count=1) if _MARK.match(said) else said
    said = _STRESS.sub(r"\2", _LINK.sub(r"\1", _TAG.sub("", said)))
    said = _ESCAPE.sub(r"\1", said)
    return said[1:-1].strip() if said.startswith("|") and said.endswith("|") and len(said) > 1 else said
