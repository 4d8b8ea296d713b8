"""Plans, campaigns and works by what is done with them: 实施茶旅企业梯度培育计划, 古桥修复攻坚行动顺利收官.

Their names are made of common words, verbs among them, so that only the clause tells where they begin: right behind the verb that
carries them out, or with a clause that says what came of them.
"""

import re
from collections.abc import Iterator
from typing import Final

from zq_pipeline.lexicon import deeds
from zq_pipeline.lexicon import entities as lexicon
from zq_pipeline.lexicon.entities import either, scan
from zq_pipeline.reading.facts.clause import verb_end
from zq_pipeline.reading.facts.headed import names_class
from zq_pipeline.reading.facts.name_words import BREAK, Found, is_free_after
from zq_pipeline.text.span import Span

_HEADS: Final = {word: kind for word, kind in lexicon.HEADS.items() if kind == "programme"} | {"工程": "project"}
_HEAD: Final = re.compile(scan(_HEADS))
_REACH: Final = 32
"""How far left of its head the clause may begin."""
_BROKEN: Final = re.compile(f".*[{BREAK}]", re.DOTALL)
_CAME: Final = re.compile(rf"(?:{either(deeds.RESULT_ADVERBS)}){{0,3}}(?:{either((*deeds.RESULTS, *deeds.RUNNING))})")
_FORMER: Final = re.compile(f"(?:{either(lexicon.LOOSE | {'重大', '相关', '有关', '各项', '系列', '等'})})*")
_LEAST: Final = {"programme": 5, "project": 8}
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
        if begin is None and _CAME.match(text, match.end()):
            begin = left
        if begin is None:
            continue
        two = _TWO.match(text, begin, match.start())
        begin = two.end() if two else begin
        span = Span(begin, match.end())
        bare = _FORMER.match(text, begin, match.start())
        told = match.end() - (bare.end() if bare else begin)
        if told >= _LEAST[kind] and not _NO_NAME.search(span.cut(text)) and not names_class(text, span, kind):
            yield Found(span, kind)
