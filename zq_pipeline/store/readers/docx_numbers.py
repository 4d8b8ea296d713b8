"""Labels that Word counts by itself (一、 (二) 3.): they are printed, so they are text."""

from collections import defaultdict
from typing import Any, Final

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from zq_pipeline.store.readers.notes import circled

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS: Final = "零一二三四五六七八九"


def part(document: Any, kind: str) -> Any:
    """The root of the part of ``document`` that holds its ``styles``, its ``numbering``, its ``footnotes``; None without one."""
    # python-docx would make a part that is not there.
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{kind}"):
            return parse_xml(relation.target_part.blob)
    return None


class Numbers:
    """The labels of one document, counted on from paragraph to paragraph."""

    def __init__(self, document: Any) -> None:
        self.levels: dict[tuple[str, str], tuple[str, str, int]] = {}
        self.abstract: dict[str, str] = {}
        self.anew: dict[tuple[str, str], int] = {}
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)
        root = part(document, "numbering")
        if root is None:
            return
        for abstract in root.iter(f"{_W}abstractNum"):
            for level in abstract.iter(f"{_W}lvl"):
                text, kind, start = (level.find(f"{_W}{name}") for name in ("lvlText", "numFmt", "start"))
                key = (abstract.get(qn("w:abstractNumId")), level.get(qn("w:ilvl")))
                first = start.get(qn("w:val")) if start is not None else "1"
                if text is not None and kind is not None:
                    self.levels[key] = (
                        text.get(qn("w:val")) or "",
                        kind.get(qn("w:val")) or "",
                        int(first) if str(first).isdecimal() else 1,
                    )
        for number in root.iter(f"{_W}num"):
            target = number.find(f"{_W}abstractNumId")
            if target is not None:
                self.abstract[number.get(qn("w:numId"))] = target.get(qn("w:val"))
            for change in number.iter(f"{_W}lvlOverride"):
                start = change.find(f"{_W}startOverride")
                if start is not None and str(start.get(qn("w:val"))).isdecimal():
                    self.anew[number.get(qn("w:numId")), change.get(qn("w:ilvl"))] = int(start.get(qn("w:val")))
        styles = part(document, "styles")
        self.styles = {
            style.get(qn("w:styleId")): style.find(f"{_W}pPr/{_W}numPr")
            for style in (() if styles is None else styles.iter(f"{_W}style"))
        }

    def label(self, paragraph: Any) -> str:
        """The label of ``paragraph``, counted on; nothing when it has none or a bullet."""
        properties = self._properties(paragraph) if self.levels else None
        if properties is None:
            return ""
        number, depth = _said(properties, "numId"), _said(properties, "ilvl") or "0"
        abstract = self.abstract.get(number)
        if abstract is None or not depth.isdecimal() or (abstract, str(int(depth))) not in self.levels:
            return ""
        self._count(number, abstract, int(depth))
        return self._spelled(abstract, int(depth))

    def _properties(self, paragraph: Any) -> Any:
        """What says that ``paragraph`` is counted: the paragraph itself, else its style; None when neither does."""
        own = paragraph.find(f"{_W}pPr/{_W}numPr")
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return own if own is not None or style is None else self.styles.get(style.get(qn("w:val")))

    def _count(self, number: str, abstract: str, level: int) -> None:
        counts = self.counts[abstract]
        # A list that begins anew does so once, where it is first used.
        if (first := self.anew.pop((number, str(level)), None)) is not None:
            counts[level] = first - 1
        counts[level] = counts.get(level, self.levels[abstract, str(level)][2] - 1) + 1
        for deeper in [d for d in counts if d > level]:
            del counts[deeper]

    def _spelled(self, abstract: str, level: int) -> str:
        text, kind, _ = self.levels[abstract, str(level)]
        if kind in ("bullet", "none"):
            return ""
        for each in range(level + 1):
            if f"%{each + 1}" in text:
                _, its_kind, its_start = self.levels.get((abstract, str(each)), ("", "decimal", 1))
                text = text.replace(f"%{each + 1}", written(self.counts[abstract].get(each, its_start), its_kind))
        return text


def _said(properties: Any, name: str) -> str:
    element = properties.find(f"{_W}{name}")
    return (element.get(qn("w:val")) or "") if element is not None else ""


def written(number: int, kind: str) -> str:
    """``number`` in figures of ``kind``, as Word calls them.

    >>> written(21, "chineseCounting"), written(3, "decimalEnclosedCircle"), written(3, "decimal")
    ('二十一', '③', '3')
    """
    if kind.startswith("decimalEnclosedCircle"):
        return circled(number) or str(number)
    if not kind.startswith(("chinese", "japanese", "ideograph", "taiwanese")) or not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    ten = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return ten + (_DIGITS[ones] if ones else "")
