"""Plain text and Markdown."""

import re
from collections.abc import Iterable
from typing import Final

from zq_pipeline.store.readers.extracted import Extracted, cell_line, lines_of
from zq_pipeline.store.readers.notes import label, raised
from zq_pipeline.text.decoding import decode

_RULE: Final = re.compile(r"\|?[\s:|-]*-{2,}[\s:|-]*\|?|[*_=]{3,}|(?:\* ?){3,}|`{3,}\w*|~{3,}\w*")
_MARK: Final = re.compile(r"(?:#{1,6}\s+|>\s?|[-*+]\s+)+")
_LINK: Final = re.compile(r"!?\[([^\[\]\n]{0,300})\]\((?:[^()\n]{0,600})\)")
_STRESS: Final = re.compile(r"(\*\*|__|\*|~~|`)(?=\S)([^*_~`\n]{1,400}?)(?<=\S)\1")
_ESCAPE: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_COMMENT: Final = re.compile(r"<!--.{0,2000}?-->", re.DOTALL)
_NOTE: Final = re.compile(r"\[\^([^\]\s]{1,40})\]")
_NOTE_TEXT: Final = re.compile(rf" {{0,3}}{_NOTE.pattern}:[ \t]*(.*)")
_UP: Final = re.compile(r"<sup>([^<>\n]{0,40})</sup>", re.IGNORECASE)
_BACK: Final = 20
_BREAK: Final = re.compile(r"\s{0,4}<br\s{0,4}/?>\s{0,4}", re.IGNORECASE)
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
    >>> page = "新建驿站5座[^a]。\\n\\n[^a]: 驿站：指歇脚处，\\n    含流动的。\\n\\n| 粮食<br>产量 | 9 |"
    >>> markdown(page.encode(), "a.md").text.splitlines()
    ['新建驿站5座。', '粮食产量 | 9', '注①：驿站：指歇脚处，含流动的。']
    """
    text, encoding = decode(data, file)
    lines = _COMMENT.sub("", text).splitlines()
    if lines and lines[0].strip() == "---" and "---" in (line.strip() for line in lines[1:60]):
        lines = lines[[line.strip() for line in lines[1:]].index("---") + 2 :]
    return Extracted(lines_of(map(_unmarked, _notes_last(lines)), file), "text/markdown", encoding)


def _notes_last(lines: Iterable[str]) -> list[str]:
    """``lines`` without the marks of notes, then the notes in the order of their marks; an indented line goes on with its note."""
    text: list[str] = []
    notes: dict[str, list[str]] = {}
    note: list[str] | None = None
    for line in lines:
        if begins := _NOTE_TEXT.fullmatch(line):
            note = notes.setdefault(begins[1], [])
            note.append(begins[2])
        elif note is not None and line.startswith(("    ", "\t")):
            note.append(line)
        else:
            note = note if not line.strip() else None
            text.append(line)
    order = dict.fromkeys(mark for line in text for mark in _NOTE.findall(line) if mark in notes)
    numbered = enumerate((*order, *(mark for mark in notes if mark not in order)), 1)
    return [
        *(_NOTE.sub(lambda m: "" if m[1] in notes else m[0], line) for line in text),
        *(label(number) + cell_line(notes[mark]) for number, mark in numbered),
    ]


def _unmarked(line: str) -> str:
    said = line.strip()
    if _RULE.fullmatch(said):
        return ""
    said = _MARK.sub("", said, count=1) if _MARK.match(said) else said
    said = _UP.sub(lambda m: raised(m[1], said[max(0, m.start() - _BACK) : m.start()]), said)
    parts = _BREAK.split(said)
    said = cell_line(parts) if "|" in said else "\n".join(parts)
    said = _STRESS.sub(r"\2", _LINK.sub(r"\1", _TAG.sub("", said)))
    said = _ESCAPE.sub(r"\1", said)
    return said[1:-1].strip() if said.startswith("|") and said.endswith("|") and len(said) > 1 else said
