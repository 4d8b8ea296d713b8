"""Sentences taken apart into verb clauses: what leads, what comes of it, and the words of the object between them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from zq_pipeline.lexicon import deeds as lexicon
from zq_pipeline.lexicon.entities import LEADING, either, scan
from zq_pipeline.reading.document.area import is_area
from zq_pipeline.text.span import Span

_LABEL: Final = re.compile(
    r"[一二三四五六七八九十]{1,2}(?:是|要)(?=[一-鿿]{2})|\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[、.)](?!\d)|\)[、.]?)|[①-⑳]"
)
"""what numbers a clause within its paragraph: 七是完成改造"""
_CLAUSE: Final = re.compile(r"(?:[^,;:。!?\s|“(《]++|“[^”]{0,60}”|\([^()]{0,60}\)|《[^》]{0,60}》|[“(《])++")
_TIME: Final = r"(?:(?:到|在)?(?:20\d\d年)?(?:[一二三四1-4]季度|[上下]半年|年[中底末内度]|全年|今年|当年|[三五多]年(?:来|间|累计)?|\d{1,2}月底?)(?:前)?|(?:到)?20\d\d年底?前?)"
_OPENING: Final = set(lexicon.WORKS) - lexicon.NOUN_VERBS | lexicon.OPENING
"""verbs that begin a clause wherever they stand"""
_LEADING_ON: Final = set(lexicon.WORKS) - lexicon.NOUN_VERBS | {"打造", "实行", "推行", "推动", "推进"}
"""verbs that the means of a deed lead to: 依托松湖打造基地"""
_AND: Final = rf"(?:[、和及并]|以及)(?:{scan(lexicon.ADVERBS)})?"
_JOINED: Final = rf"(?:{scan(lexicon.JOINED)})(?:(?:{_AND}|(?<!实施))(?:{either(lexicon.JOINED)}|实施|提升)|{_AND}(?:{either(lexicon.JOINED_TO)})){{1,3}}"
_LED_TO: Final = (
    rf"(?=(?:{scan(lexicon.ADVERBS)}){{0,2}}(?:{scan(_OPENING - lexicon.LEADS)}|实施|办好|建设(?!项目|工程|用地|标准)))"
)
_LED: Final = rf"(?:{either(lexicon.LEADS)}){_LED_TO}|(?:{either(lexicon.HELPING)})[^、的]{{2,9}}?{_LED_TO}"
_VERB: Final = re.compile(
    rf"(?P<before>(?:{scan(lexicon.ADVERBS)}|{_TIME}|{_LED}){{0,5}})(?P<verb>{_JOINED}|{scan(lexicon.VERBS)})(?:好|了|完成|运行|运营)?(?=[^率额量者型期值])(?!(?<=开发)区)"
)
_OCCASION: Final = re.compile(
    rf"(?:(?:{either(lexicon.OCCASIONS)})[^,]{{2,40}}?|(?:累计|年内|计划|今年)*(?:投资|投入|筹资|筹集资金|争取资金|安排资金)[超近约]?\d[\d.]*余?[万亿]*元,?(?:为[^,、]{{2,40}}?)?|(?:要|将|应)?[向对][^、]{{1,24}}?|为[^,、]{{2,40}}?)(?=(?:{scan(lexicon.ADVERBS)}){{0,2}}(?:{either(_LEADING_ON)}|(?:{either(lexicon.NOUN_VERBS)}){{1,2}}\d))"
)
_BY: Final = re.compile(
    rf"[一-鿿]{{2,4}}(?:前|期间)(?=(?:{scan(lexicon.ADVERBS)}){{0,2}}(?:{scan(set(lexicon.WORKS) - lexicon.NOUN_VERBS)}))"
)
"""an event that a deed is done by: 主汛期前建成雷达"""
_PROMISE: Final = re.compile(rf"(?:{either(word for word in lexicon.PROMISES if len(word) > 1)}|{_TIME}){{1,4}}")
_TIMES: Final = frozenset("到在0123456789一二三四五多上下年全今当")
_FIRST: Final = _TIMES | {word[:2] for word in (*lexicon.ADVERBS, *lexicon.VERBS, *lexicon.JOINED)}
"""what a clause with a verb in front begins with: a character, or two"""
_FIRST_PROMISE: Final = _TIMES | {word[:2] for word in lexicon.PROMISES}
_FIRST_OCCASION: Final = frozenset("累投筹争安向对要将应年计今为") | {word[0] for word in lexicon.OCCASIONS}
ADVERB: Final = re.compile(scan(lexicon.ADVERBS))
_NEXT: Final = re.compile(
    rf"[、并](?=(?:{scan(lexicon.ADVERBS)}){{0,2}}(?:(?P<opens>{scan(_OPENING | lexicon.BREAKING)})|{scan(lexicon.VERBS)}))"
)
_BY_SIGN: Final = re.compile("前|期间")
_PUT_FIRST: Final = re.compile("[把将使让]")
_DISPOSED: Final = re.compile(
    rf"(?P<before>(?:{scan(lexicon.ADVERBS)}|{_TIME}){{0,3}})(?<![即行])(?:把|将|使|让)(?P<object>[^,]{{2,60}}?)(?P<result>(?:全部)?(?:从[^,]{{1,12}}?)?(?:{either(lexicon.DISPOSED)})[^,]{{0,30}})$"
)
_WORKED_ON: Final = re.compile(rf"对(?P<object>[^,]{{4,60}}?)(?:进行|实施|开展)(?P<verb>{either(lexicon.WORKS)})$")
_BECAME_SIGN: Final = re.compile("[为落入进]")
_BECAME: Final = re.compile(
    rf"(?P<result>(?:{either(lexicon.BECAME)})[^,、]{{2,24}}|(?:{either(lexicon.ARRIVED)})(?P<place>[一-鿿]{{2,4}}))$"
)
_ACT: Final = re.compile(
    rf"(?P<verb>{scan(set(lexicon.WORKS) - lexicon.NOUN_VERBS | {'完成', '编制', '打造'})})(?:好|了|完成|运行|运营)?"
)
_ADVERBS_END: Final = re.compile(rf"(?:{scan(lexicon.ADVERBS)}|{_TIME})+$")
_LONGEST_ACTOR: Final = 24
_VERBS_FIRST: Final = tuple(sorted(LEADING))
_LIST_END: Final = re.compile("等[^、]{0,8}(?:项目|工程)$")
_RESULT_WORD: Final = (
    rf"(?:完成(?:\d{{1,6}}[^\d,、]{{1,5}}?)?(?:{either(lexicon.FINISHED)})(?:工作)?|被(?:{either(lexicon.PASSIVE)})"
    rf"|通过[^,、]{{0,18}}(?:{either(lexicon.TESTS)})|实现[^,、\d]{{0,14}}(?:{either(lexicon.REACHED)})|{either(lexicon.RESULTS)})"
)
_RESULT_ADVERBS: Final = rf"(?:{either(lexicon.RESULT_ADVERBS)}){{0,3}}"
_RESULT: Final = re.compile(
    rf"(?P<time>{_TIME}?)(?:在[^、,在]{{1,8}}?)?(?:取得突破、|实现(?!落))?{_RESULT_ADVERBS}(?P<result>{_RESULT_WORD}(?:(?:、|并|并且)?{_RESULT_ADVERBS}{_RESULT_WORD}){{0,2}})(?:工作)?(?P<done>完成|了)?$"
)
_RESULT_WORDS: Final = re.compile(rf"{_RESULT_WORD}|{either(lexicon.RUNNING)}")
_ONLY_RESULT: Final = re.compile(rf"{_RESULT_ADVERBS}(?:{_RESULT_WORD}(?:、|并)?){{1,3}}$")
_RUNNING: Final = re.compile(rf"(?P<how>{_RESULT_ADVERBS})(?P<result>{either(lexicon.RUNNING)})(?:中|之中)?$")
_COMING: Final = re.compile("即将|加快|加速")
"""what a result that is not yet there is told with: 即将建成"""
_LAST_RESULT: Final = frozenset(
    {word[-2:] for word in (*lexicon.RESULTS, *lexicon.FINISHED, *lexicon.PASSIVE, *lexicon.TESTS, *lexicon.REACHED)}
    | {"工作", "完成"}
)
_LAST_RUNNING: Final = frozenset(word[-2:] for word in lexicon.RUNNING)
_UNIT: Final = "|".join((either(lexicon.UNITS), "[个家座条项处所件台辆套名支场次户批类部艘款只间]"))
_COUNT_END: Final = re.compile(
    rf"\d[\d.,]*(?:[-—―~]\d[\d.]*)?[余多]?[万亿]*[余多]?(?:{_UNIT})(?:\([一-鿿]{{1,2}}\))?(?:以上|左右)?$"
)
_COUNT_START: Final = re.compile(
    rf"(?:超过?|近|约|不少于)?\d[\d.,]*(?:[-—―~]\d[\d.]*)?[余多]?[万亿]*[余多]?(?:{_UNIT})(?:以上|左右)?"
)
_ASIDE: Final = re.compile("、(?=覆盖|惠及|增长|带动|总投资|居|占|其中|同比|受益|吸纳)")
_JOINT: Final = re.compile("[、和及]|以及")
_NUMBER_END: Final = re.compile(
    rf"(?:超过?|近|(?<!签)约|不少于|达到?|共)?\d[\d.,]*(?:-\d+)?[万亿]?(?:余|多)?(?:{either(lexicon.UNITS)}|[一-鿿])?(?:\([一-鿿]{{1,2}}\))?(?:以上|左右)?$"
)
_DIGIT: Final = re.compile(r"\d")
_NUMBER_START: Final = re.compile(
    r"(?:超过?|近|约|不少于)?\d[\d.]*(?:[-—―~]\d+)?余?[万亿]?余?(?:万亩|平方公里|平方米|公里|千米|千伏安|个|家|座|条|项|处|所|件|台|辆|套|名|亩|支|场|次|户|批|类|吨|大|米)(?:以上|左右)?(?![^,]{0,60}\d)"
)
_COUNTED_DEED: Final = re.compile(rf"(?P<result>{either(lexicon.COUNTED_DEEDS)})(?=\d[\d.]*余?[^\d,、%]{{1,3}}$)")
_EDGE: Final = re.compile(rf"(?:{either(lexicon.RESULT_ADVERBS)}|{_TIME}|的(?:实施|建设|编制|落实)|的|和|等|并)$")
_LAST_OF_EDGE: Final = frozenset(
    "的和等度年中底末内月前并施设制实" + "".join(word[-1] for word in lexicon.RESULT_ADVERBS)
)
_BEYOND: Final = re.compile("用于|(?<![合兼归一])并(?![网购轨联用行举列])")
"""what leads on from an object: 举办大运会并放大效应"""
_HELD: Final = 60
_LONGEST_LIST: Final = 300


class Clause(NamedTuple):
    """A verb clause: where it stands, its verb and result as printed, and the words of its object.

    ``rest`` is what follows the verb, counts and results included.
    """

    span: Span
    before: str
    verb: str
    result: str
    object: Span
    running: bool
    rest: Span

    def moved(self, by: int) -> "Clause":
        """The clause, where its words stand so much farther in."""
        (start, end), (first, last), (low, high) = self.span, self.object, self.rest
        words, rest = Span(first + by, last + by), Span(low + by, high + by)
        return Clause(Span(start + by, end + by), self.before, self.verb, self.result, words, self.running, rest)


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
            if _begins(folded, at, cut, stop):
                yield Span(at, cut.start())
                at = cut.end()
        yield Span(at, stop)


def _begins(folded: str, at: int, cut: re.Match[str], stop: int) -> bool:
    """Whether a clause of its own begins behind ``cut``: a verb leads what stands before it, or a number ends it."""
    near = folded[max(at, cut.start() - _HELD) : cut.start()]
    if near.rfind("“") > near.rfind("”") or len(near) < 5:
        return False
    if _COUNT_END.search(near[-16:]):
        return True
    lead = _VERB.match(folded, at, cut.start()) if cut["opens"] is not None else None
    if lead and cut.start() - lead.end() < 2:
        return False  # 新开、复航、加密航线: one list of verbs
    listed = lead and lead["verb"] in lexicon.LISTING and _LIST_END.search(folded, max(at, stop - 14), stop)
    return lead is not None and not listed


def parse(folded: str, span: Span) -> Clause | None:
    """The verb, result and object of a clause, by the first of ``SHAPES`` that fits; None when it has neither.

    >>> text = "稳步推动清溪大桥年中建成通车"
    >>> found = parse(text, Span(0, len(text)))
    >>> (found.before, found.verb, found.object.cut(text), found.result)
    ('稳步', '推动', '清溪大桥', '建成通车')
    """
    found = _parsed(span.cut(folded))
    return found and found.moved(span.start)


@lru_cache(maxsize=16384)
def _parsed(folded: str) -> Clause | None:
    """The same of a clause by its words alone, whose offsets count in them: reports say much in the same words."""
    span = Span(0, len(folded))
    if label := _LABEL.match(folded):
        span = Span(label.end(), span.end)
    if span.start >= span.end:
        return None  # a label alone
    worked = folded[span.start] == "对" and _worked_on(folded, span)
    if worked:
        return worked
    if _BY_SIGN.search(folded, span.start + 2, min(span.end, span.start + 6)) and (by := _BY.match(folded, *span)):
        span = Span(by.end(), span.end)
    if folded[span.start] in _FIRST_OCCASION and (occasion := _OCCASION.match(folded, *span)):
        span = Span(occasion.end(), span.end)
    for shape in SHAPES:
        if found := shape(folded, span):
            return found
    return None


def _disposed(folded: str, span: Span) -> Clause | None:
    """将16支基金整合为2支: what is done with a thing that stands before the verb."""
    if not _PUT_FIRST.search(folded, span.start, min(span.end, span.start + 12)):
        return None
    found = _DISPOSED.match(folded, *span)
    if not found:
        return None
    words = Span(*found.span("object"))
    return Clause(span, found["before"], "", found["result"], words, False, Span(words.start, span.end))


def _worked_on(folded: str, span: Span) -> Clause | None:
    """对南街、北街景观进行提升改造: a work done to what stands before it."""
    found = _WORKED_ON.match(folded, *span)
    if not found:
        return None
    words = Span(*found.span("object"))
    return Clause(span, "", found["verb"], "", words, False, Span(words.start, span.end))


def _became(folded: str, span: Span) -> Clause | None:
    """清溪学院更名为清溪大学, 枢纽落地清溪: what a thing became, or where it came to."""
    if not _BECAME_SIGN.search(folded, span.start + 2, span.end):
        return None
    found = _BECAME.search(folded, span.start + 2, span.end)
    if not found or _lead(folded, span) or (found["place"] and not is_area(found["place"])):
        return None
    words = _trimmed(folded, span.start, found.start())
    return Clause(span, "", "", found["result"], words, False, Span(span.start, span.end))


def _lead(folded: str, span: Span) -> re.Match[str] | None:
    """The verb that opens ``span``, unless only a promise of what comes of something follows: 力争年底投用."""
    if folded[span.start] in _FIRST or folded[span.start : span.start + 2] in _FIRST:
        return _VERB.match(folded, *span)
    return None


def verb_end(folded: str, span: Span) -> int | None:
    """Where the verb ends that opens ``span``, with the adverbs before it; None when none does.

    >>> text = "深入实施清溪治水行动"
    >>> text[: verb_end(text, Span(0, len(text)))]
    '深入实施'
    """
    lead = _lead(folded, span) if span.start < span.end else None
    return lead.end() if lead else None


def _promise(folded: str, span: Span) -> re.Match[str] | None:
    if folded[span.start] in _FIRST_PROMISE or folded[span.start : span.start + 2] in _FIRST_PROMISE:
        return _PROMISE.match(folded, *span)
    return None


def _told(folded: str, span: Span) -> Clause | None:
    """新建驿站1座, 推动清溪桥年底通车, 清溪桥建成通车: a verb that leads, a result that ends, or both."""
    lead, promise = _lead(folded, span), _promise(folded, span)
    if promise and _ONLY_RESULT.match(folded, promise.end(), span.end):
        lead = None
    start, before, verb = span.start, "", ""
    if lead and lead.end() < span.end:
        start, before, verb = lead.end(), lead["before"], lead["verb"]
    elif promise:
        start, before = promise.end(), promise[0]
    tail, running = _tail(folded, start, span.end, bool(verb))
    running = running or (tail is not None and _COMING.search(tail[0]) is not None)
    if not verb and tail is None:
        return None
    return _clause(folded, span, before, verb, start, tail, running)


def _tail(folded: str, start: int, end: int, led: bool) -> tuple[re.Match[str] | None, bool]:
    """What comes of it at the end of ``folded[start:end]``, and whether it is still coming."""
    last = folded[max(start, end - 2) : end]
    tail, running = None, False
    if last in _LAST_RESULT or last[-1:] in _LAST_RESULT:
        tail = _RESULT.search(folded, max(start, end - 40), end)
    if tail is None and (last in _LAST_RUNNING or last[-1:] in _LAST_RUNNING):
        tail = _RUNNING.search(folded, max(start, end - 24), end)
        if tail and not (led or tail["how"] or tail["result"].startswith("进展")):
            tail = None  # 道路建设 is a noun, 道路加快建设 is not
        running = tail is not None
    if tail is not None and led and tail.start() <= start:
        return None, False
    return tail, running


def _clause(
    folded: str, span: Span, before: str, verb: str, start: int, tail: re.Match[str] | None, running: bool
) -> Clause:
    stop = tail.start() if tail else span.end
    beyond = _BEYOND.search(folded, start + 2, stop)
    words = _trimmed(folded, start, beyond.start() if beyond else stop)
    return Clause(span, before, verb, _lemma(tail["result"]) if tail else "", words, running, Span(start, span.end))


def _acted(folded: str, span: Span) -> Clause | None:
    """各县政府部门公布权责清单, 松湖基地陆续承办赛事: a verb behind the one who acts."""
    found = _ACT.search(folded, span.start + 2, span.end)
    if not found or found.end() >= span.end - 1:
        return None
    who = folded[span.start : found.start()]
    if len(who) > _LONGEST_ACTOR or who.count("“") > who.count("”") or who.startswith(_VERBS_FIRST):
        return None
    adverbs = _ADVERBS_END.search(who)
    alone = who[: adverbs.start()] if adverbs else who
    if len(alone) < 2 or not (
        alone.endswith((")", *lexicon.ACTORS)) or is_area(alone) or (adverbs and found["verb"] in lexicon.OWN_DEEDS)
    ):
        return None
    return _clause(folded, span, who[len(alone) :], found["verb"], found.end(), None, False)


def _counted(folded: str, span: Span) -> Clause | None:
    """桥梁改造2座: a deed named as a noun, with its number."""
    if folded[span.end - 5 : span.end].isalpha():
        return None
    promise = _promise(folded, span)
    start = promise.end() if promise else span.start
    tail = _COUNTED_DEED.search(folded, max(start + 2, span.end - 18), span.end)
    return _clause(folded, span, promise[0] if promise else "", "", start, tail, False) if tail else None


SHAPES: Final = (_disposed, _became, _told, _counted, _acted)
"""What a verb clause may look like, surest first."""


def more(folded: str, span: Span, clause: Clause) -> Clause:
    """What stands in ``span``, as a further object of the verb of ``clause``."""
    return clause._replace(span=span, result="", object=_trimmed(folded, *span), running=False, rest=span)


def members(folded: str, clause: Clause) -> list[Clause]:
    """A clause for each thing with a count of its own in the list that the verb of ``clause`` governs, or ``clause`` alone.

    >>> text = "新建书屋、茶馆2座、驿站3座"
    >>> found = parse(text, Span(0, len(text)))
    >>> [(part.verb, part.object.cut(text)) for part in members(text, found)]
    [('新建', '书屋、茶馆'), ('新建', '驿站')]
    """
    start, end = clause.rest
    if clause.result or not clause.verb or not _JOINT.search(folded, start, end):
        return [clause]
    for aside in _ASIDE.finditer(folded, start, end):
        if _COUNT_END.search(folded, max(start, aside.start() - 16), aside.start()):
            end = aside.start()
            break
    if end - start > _LONGEST_LIST:
        return [clause]
    joints = [match.span() for match in _JOINT.finditer(folded, start, end)]
    if _COUNT_END.search(folded, max(start, end - 16), end):
        cuts = [
            (stop, resume)
            for stop, resume in joints
            if not folded[resume].isdigit() and _COUNT_END.search(folded, max(start, stop - 16), stop)
        ]
    elif _COUNT_START.match(folded, start, end):
        cuts = [(stop, resume) for stop, resume in joints if _COUNT_START.match(folded, resume, end)]
    else:
        cuts = []
    if any(not _even(folded, start, stop) for stop, _ in cuts):
        return [clause]
    starts = [start, *(resume for _, resume in cuts)]
    ends = [*(stop for stop, _ in cuts), end]
    return [
        clause._replace(
            span=Span(begin if number else clause.span.start, stop),
            object=_trimmed(folded, begin, stop),
            rest=Span(begin, stop),
        )
        for number, (begin, stop) in enumerate(zip(starts, ends, strict=True))
    ]


def _even(folded: str, start: int, end: int) -> bool:
    """Whether no quote or bracket is open at ``end``."""
    return all(folded.count(a, start, end) == folded.count(b, start, end) for a, b in ("“”", "()", "《》"))


def _lemma(result: str) -> str:
    """The words of a result without adverbs.

    >>> _lemma("落成并投入使用"), _lemma("改造")
    ('落成、投入使用', '改造')
    """
    return "、".join(_RESULT_WORDS.findall(result)) or result


def _trimmed(folded: str, start: int, end: int) -> Span:
    """The object without a count at its end or beginning, times and adverbs at its end."""
    near = max(start, end - 16)
    number = _DIGIT.search(folded, near, end) and _NUMBER_END.search(folded, near, end)
    if (
        number
        and folded[number.start() - 1] == "、"
        and (first := _COUNT_END.search(folded, max(start, number.start() - 17), number.start() - 1))
    ):
        number = first  # 完成重组39起、17亿元: two numbers of one thing
    if number and number.start() > start and folded[number.start() - 1] not in "第“":
        end = number.start()
    elif (number := _NUMBER_START.match(folded, start, end)) and number.end() < end:
        start = number.end()
    while (
        end > start and folded[end - 1] in _LAST_OF_EDGE and (edge := _EDGE.search(folded, max(start, end - 10), end))
    ):
        end = edge.start()
    return Span(start, end)
