"""Sentences taken apart into verb clauses: what leads, what comes of it, and the words of the object between them."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from zq_pipeline.lexicon import deeds as lexicon
from zq_pipeline.lexicon.entities import either, scan
from zq_pipeline.text.span import Span

_CLAUSE: Final = re.compile(r"(?:[^,;:。!?\s|“(《]++|“[^”]{0,60}”|\([^()]{0,60}\)|《[^》]{0,60}》|[“(《])++")
_TIME: Final = r"(?:(?:到|在)?(?:20\d\d年)?(?:[一二三四1-4]季度|[上下]半年|年[中底末内度]|全年|今年|当年|\d{1,2}月底?)(?:前)?|(?:到)?20\d\d年底?前?)"
_JOINED: Final = rf"(?:{scan(lexicon.JOINED)})(?:(?:[、和及并]|以及)?(?:{either(lexicon.JOINED)}|实施|提升)){{1,2}}"
_VERB: Final = re.compile(
    rf"(?P<before>(?:{scan(lexicon.ADVERBS)}|{_TIME}){{0,5}})(?P<verb>{_JOINED}|{scan(lexicon.VERBS)})(?:好|了)?(?=[^率额量者型期])"
)
_OCCASION: Final = re.compile(
    rf"(?:依托|利用|紧抓|抢抓|抓住|围绕|结合|通过|聚焦|用好|发挥)[^、]{{2,24}}?(?={either(set(lexicon.WORKS) - lexicon.NOUN_VERBS)})"
)
_PROMISE: Final = re.compile(rf"(?:{either(word for word in lexicon.PROMISES if len(word) > 1)}|{_TIME}){{1,4}}")
_TIMES: Final = frozenset("到在0123456789一二三四上下年全今当")
_FIRST: Final = _TIMES | {word[:2] for word in (*lexicon.ADVERBS, *lexicon.VERBS, *lexicon.JOINED)}
"""what a clause with a verb in front begins with: a character, or two"""
_FIRST_PROMISE: Final = _TIMES | {word[:2] for word in lexicon.PROMISES}
_FIRST_OCCASION: Final = frozenset("依利紧抢抓围结通聚用发")
ADVERB: Final = re.compile(scan(lexicon.ADVERBS))
_NEXT: Final = re.compile(
    rf"[、并](?=(?:{scan(lexicon.ADVERBS)}){{0,2}}(?:{scan(set(lexicon.WORKS) - lexicon.NOUN_VERBS | lexicon.OPENING)}))"
)
_RESULT_WORD: Final = (
    rf"(?:完成(?:\d{{1,6}}[^\d,、]{{1,5}}?)?(?:{either(lexicon.FINISHED)})(?:工作)?|{either(lexicon.RESULTS)})"
)
_RESULT_ADVERBS: Final = rf"(?:{either(lexicon.RESULT_ADVERBS)}){{0,3}}"
_RESULT: Final = re.compile(
    rf"(?P<time>{_TIME}?)(?:取得突破、|实现)?{_RESULT_ADVERBS}(?P<result>{_RESULT_WORD}(?:(?:、|并|并且)?{_RESULT_ADVERBS}{_RESULT_WORD}){{0,2}})(?:工作)?(?P<done>完成|了)?$"
)
_RESULT_WORDS: Final = re.compile(rf"{_RESULT_WORD}|{either(lexicon.RUNNING)}")
_ONLY_RESULT: Final = re.compile(rf"{_RESULT_ADVERBS}(?:{_RESULT_WORD}(?:、|并)?){{1,3}}$")
_RUNNING: Final = re.compile(rf"(?P<how>{_RESULT_ADVERBS})(?P<result>{either(lexicon.RUNNING)})(?:中|之中)?$")
_LAST_RESULT: Final = frozenset({word[-2:] for word in (*lexicon.RESULTS, *lexicon.FINISHED)} | {"工作", "完成"})
_LAST_RUNNING: Final = frozenset(word[-2:] for word in lexicon.RUNNING)
_NUMBER_END: Final = re.compile(
    rf"(?:超过?|近|(?<!签)约|不少于|达到?|共)?\d[\d.,]*(?:-\d+)?[万亿]?(?:余|多)?(?:{either(lexicon.UNITS)}|[一-鿿])?(?:以上|左右)?$"
)
_NUMBER_START: Final = re.compile(
    r"(?:超过?|近|约|不少于)?\d[\d.]*(?:-\d+)?余?[万亿]?余?(?:万亩|平方公里|平方米|公里|千米|千伏安|个|家|座|条|项|处|所|件|台|辆|套|名|亩|支|场|次|户|批|类|吨|大|米)(?:以上)?(?![^,]{0,60}\d)"
)
_COUNTED_DEED: Final = re.compile(rf"(?P<result>{either(lexicon.COUNTED_DEEDS)})(?=\d[\d.]*余?[^\d,、%]{{1,3}}$)")
_EDGE: Final = re.compile(rf"(?:{either(lexicon.RESULT_ADVERBS)}|{_TIME}|的|和|等)$")
_LAST_OF_EDGE: Final = frozenset("的和等度年中底末内月前" + "".join(word[-1] for word in lexicon.RESULT_ADVERBS))
_HELD: Final = 60


class Clause(NamedTuple):
    """A verb clause: where it stands, its verb and result as printed, and the words of its object."""

    span: Span
    before: str
    verb: str
    result: str
    object: Span
    running: bool


def clauses(folded: str, start: int, end: int) -> Iterator[Span]:
    """The clauses of ``folded[start:end]``; verb clauses joined by 、 or 并 are two.

    >>> text = "推进无障碍改造、举办社区运动会,新建书屋、驿站各1座。"
    >>> [span.cut(text) for span in clauses(text, 0, len(text))]
    ['推进无障碍改造', '举办社区运动会', '新建书屋、驿站各1座']
    """
    for clause in _CLAUSE.finditer(folded, start, end):
        at, stop = clause.span()
        if folded.find("、", at, stop) < 0 and folded.find("并", at, stop) < 0:
            yield Span(at, stop)
            continue
        for cut in _NEXT.finditer(folded, at, stop):
            near = folded[max(at, cut.start() - _HELD) : cut.start()]
            if near.rfind("“") > near.rfind("”"):
                continue
            if _VERB.match(folded, at, cut.start()) and cut.start() - at >= 5:
                yield Span(at, cut.start())
                at = cut.end()
        yield Span(at, stop)


def parse(folded: str, span: Span) -> Clause | None:
    """The verb, result and object of a clause, whatever they are, None when it has neither verb nor result.

    >>> text = "稳步推动清溪大桥年中建成通车"
    >>> found = parse(text, Span(0, len(text)))
    >>> (found.before, found.verb, found.object.cut(text), found.result)
    ('稳步', '推动', '清溪大桥', '建成通车')
    """
    if folded[span.start] in _FIRST_OCCASION and (occasion := _OCCASION.match(folded, *span)):
        span = Span(occasion.end(), span.end)
    lead = promise = None
    char, pair = folded[span.start], folded[span.start : span.start + 2]
    if char in _FIRST or pair in _FIRST:
        lead = _VERB.match(folded, *span)
    if char in _FIRST_PROMISE or pair in _FIRST_PROMISE:
        promise = _PROMISE.match(folded, *span)
    if promise and _ONLY_RESULT.match(folded, promise.end(), span.end):
        lead = None  # 力争年底投用
    start, before, verb = span.start, "", ""
    if lead and lead.end() < span.end:
        start, before, verb = lead.end(), lead["before"], lead["verb"]
    elif promise:
        start, before = promise.end(), promise[0]
    tail, running = None, False
    last = folded[max(start, span.end - 2) : span.end]
    if last in _LAST_RESULT or last[-1:] in _LAST_RESULT:
        tail = _RESULT.search(folded, max(start, span.end - 40), span.end)
    if tail is None and (last in _LAST_RUNNING or last[-1:] in _LAST_RUNNING):
        tail = _RUNNING.search(folded, max(start, span.end - 24), span.end)
        if tail and not (verb or tail["how"] or tail["result"].startswith("进展")):
            tail = None  # 道路建设 is a noun, 道路加快建设 is not
        running = tail is not None
    if verb and tail is not None and tail.start() <= start:
        tail, running = None, False
    if not verb and tail is None:
        if folded[span.end - 5 : span.end].isalpha():
            return None  # no number ends it
        tail = _COUNTED_DEED.search(folded, max(start + 2, span.end - 18), span.end)
        if tail is None:
            return None
    stop = tail.start() if tail else span.end
    words = _trimmed(folded, start, stop)
    return Clause(span, before, verb, _lemma(tail["result"]) if tail else "", words, running)


def _lemma(result: str) -> str:
    """The words of a result without adverbs.

    >>> _lemma("落成并投入使用"), _lemma("改造")
    ('落成、投入使用', '改造')
    """
    return "、".join(_RESULT_WORDS.findall(result)) or result


def _trimmed(folded: str, start: int, end: int) -> Span:
    """The object without a count at its end or beginning, times and adverbs at its end."""
    number = _NUMBER_END.search(folded, max(start, end - 16), end)
    if number and number.start() > start and folded[number.start() - 1] not in "第“":
        end = number.start()
    elif (number := _NUMBER_START.match(folded, start, end)) and number.end() < end:
        start = number.end()
    while (
        end > start and folded[end - 1] in _LAST_OF_EDGE and (edge := _EDGE.search(folded, max(start, end - 10), end))
    ):
        end = edge.start()
    return Span(start, end)
