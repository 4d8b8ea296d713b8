"""Names that are told from the left, by what stands before them: 实施茶旅企业梯度培育计划, 推进沅州共同富裕试验区建设.

They are made of common words, verbs among them, so that only the clause tells where they begin: right behind its verb, or with a
clause that says what came of them, and with the place that opens them.
"""

import re
from collections.abc import Iterator
from typing import Final

from zq_pipeline.lexicon import deeds
from zq_pipeline.lexicon import entities as lexicon
from zq_pipeline.lexicon.entities import either, scan
from zq_pipeline.reading.document.area import is_area
from zq_pipeline.reading.facts.clause import verb_end
from zq_pipeline.reading.facts.headed import names_class
from zq_pipeline.reading.facts.name_words import BREAK, Found, is_free_after, word_after
from zq_pipeline.text.span import Span

_HEADS: Final = {word: kind for word, kind in lexicon.HEADS.items() if kind == "programme"} | {
    "工程": "project",
    "平台": "platform",
}
_HEAD: Final = re.compile(scan(_HEADS))
_PLACED: Final = {
    word: kind
    for word, kind in lexicon.HEADS.items()
    if kind in ("park", "organization", "hospital", "school", "venue", "event") and len(word) > 1
} | {"规划": "programme", "条例": "programme"}
_PLACED_HEAD: Final = re.compile(scan(_PLACED))
_VERB_WITHIN: Final = re.compile(scan(word for word in lexicon.LEADING if len(word) > 1))
_REGION: Final = re.compile(r"长三角|京津冀|粤港澳|成渝|长江|黄河|(?:中国|国家|全国)\([^()]{2,6}\)")
_RANKED: Final = re.compile("级|最大|重要|统一大市场")
"""what tells a class: 国家5A级景区"""
_CLOSELY: Final = 7
_UNFIT: Final = re.compile(r"[的在为被是至和及从将把于等]|\d+[家个]")
"""what no such name holds before its head"""
_WITH: Final = frozenset("同与和在对")
_LONGEST: Final = 18
"""So long at most is what stands before the head of such a name."""
_REACH: Final = 32
"""How far left of its head the clause may begin."""
_BROKEN: Final = re.compile(f".*[{BREAK}]", re.DOTALL)
_CAME: Final = re.compile(rf"(?:{either(deeds.RESULT_ADVERBS)}){{0,3}}(?:{either((*deeds.RESULTS, *deeds.RUNNING))})")
_FORMER: Final = re.compile(f"(?:{either(lexicon.LOOSE | {'重大', '相关', '有关', '各项', '系列', '等'})})*")
_LEAST: Final = {"programme": 5, "project": 8, "platform": 9}
"""So many characters of common words name a plan, or a work."""
_NO_NAME: Final = re.compile(r"[的等把将使让]|^[\d(并与和]|关于|特别是|^[多数几]|重点(?:生态)?工程$")
_TWO: Final = re.compile(f".*(?:{either((*_HEADS, '项目', '纲要', '战略', '政策'))})(?:和|及|以及)")
"""one plan joined to another: 护林行动和治水行动"""


def _in_word(text: str, end: int) -> bool:
    """Whether the head goes on into a longer word: 计划生育, 工程师, but not 工程建设."""
    return (
        not is_free_after(text, end)
        or (text[end - 1 : end + 1] in lexicon.WORDS and not text.startswith("建设", end))
        or text.startswith("生育", end)
    )


def _opened(stem: str) -> int:
    """How much of ``stem`` is a region, or the nation before what is told closely: 长三角创业基金, 中国(清溪)茶博会."""
    if region := _REGION.match(stem):
        return region.end()
    told = stem.startswith(("国家", "全国")) and len(stem) >= _CLOSELY
    return 2 if told and not _RANKED.search(stem) else 0


def placed(text: str, start: int, end: int) -> Iterator[Found]:
    """Parks, offices and plans that a place opens, right behind the verb of a clause or at its front.

    >>> text = "加快建设云南共同富裕试验区,云南301医院落成。"
    >>> [(found.span.cut(text), found.kind) for found in placed(text, 0, len(text))]
    [('云南共同富裕试验区', 'park'), ('云南301医院', 'hospital')]
    """
    for match in _PLACED_HEAD.finditer(text, start, end):
        near = max(start, match.start() - _REACH)
        broken = _BROKEN.match(text, near, match.start())
        left = broken.end() if broken else near
        if (left == near and near > start) or _in_word(text, match.end()):
            continue
        begin = verb_end(text, Span(left, match.start())) or left
        begin += text[begin] in _WITH
        stem = text[begin : match.start()]
        opened = next((length for length in (4, 3, 2) if is_area(stem[:length])), 0) or _opened(stem)
        if 0 < opened < len(stem) <= _LONGEST and not _UNFIT.search(stem) and not _VERB_WITHIN.search(stem, opened):
            span = Span(begin, match.end())
            if not names_class(text, span, _PLACED[match[0]]):
                yield Found(span, _PLACED[match[0]])


def carried(text: str, start: int, end: int) -> Iterator[Found]:
    """Plans and works right behind the verb that carries them out, or at the front of what came of them.

    >>> text = "深入实施茶旅企业梯度培育计划,古桥修复攻坚行动顺利收官,推动重大工程。"
    >>> [found.span.cut(text) for found in carried(text, 0, len(text))]
    ['茶旅企业梯度培育计划', '古桥修复攻坚行动']
    """
    for match in _HEAD.finditer(text, start, end):
        kind = _HEADS[match[0]]
        near = max(start, match.start() - _REACH)
        broken = _BROKEN.match(text, near, match.start())
        left = broken.end() if broken else near
        if (left == near and near > start) or text[left - 1 : left] == "”" or _in_word(text, match.end()):
            continue
        begin = verb_end(text, Span(left, match.start()))
        if (
            begin is None
            and kind != "platform"
            and _CAME.match(text, match.end())
            and word_after(text, left) not in lexicon.LEADING
        ):
            begin = left
        if begin is None:
            continue
        two = _TWO.match(text, begin, match.start())
        begin = two.end() if two else begin
        span = Span(begin, match.end())
        bare = _FORMER.match(text, begin, match.start())
        told = match.start() - (bare.end() if bare else begin)
        if (
            told >= 2
            and span.end - span.start >= _LEAST[kind]
            and not _NO_NAME.search(span.cut(text))
            and not names_class(text, span, kind)
        ):
            yield Found(span, kind)
