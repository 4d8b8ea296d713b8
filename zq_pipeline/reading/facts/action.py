"""What was done, is under way or is promised: one row a verb clause with a concrete object.

A clause is read by the first shape that fits: a verb that leads (新建驿站1座, 推动清溪桥年底通车), or a thing and what came of
it (清溪桥建成通车, 清溪桥建设有序推进). An object is concrete when it ends in a thing, event or paper, holds a name or is
counted; 提升水平 and 加强领导 can't be found done or not done, and give no row.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from zq_pipeline.lexicon import bounds
from zq_pipeline.lexicon import deeds as lexicon
from zq_pipeline.lexicon.entities import HEADS, LEADING, either
from zq_pipeline.reading.document.area import areas
from zq_pipeline.reading.document.theme import Places
from zq_pipeline.reading.facts import due as time
from zq_pipeline.reading.facts.clause import ADVERB, Clause, clauses, members, more, parse
from zq_pipeline.reading.figures.about import WHOLE, whose
from zq_pipeline.reading.records import (
    Action,
    Aspect,
    Entity,
    EntityKind,
    Measure,
    Mention,
    Observation,
    Origin,
    Part,
    Statement,
)
from zq_pipeline.text.span import Span

_BRACKET: Final = re.compile(r"\([^()]{0,60}\)$")
_QUOTE: Final = re.compile("“[^”]{0,60}”")
_QUOTED: Final = re.compile("“[^”]{1,16}”$")
_HEAD: Final = re.compile(rf"(?:{either(lexicon.HEADS)})$")
_NOT_HEAD: Final = re.compile(rf"(?:{either(lexicon.NOT_HEADS)})$")
_DEED: Final = re.compile(rf"(?:{either(lexicon.DEEDS)})$")
_ABSTRACT: Final = re.compile(rf"(?:{either(lexicon.ABSTRACT)})$")
_LONGEST_END: Final = max(map(len, (*lexicon.HEADS, *lexicon.NOT_HEADS, *lexicon.DEEDS)))
_NO_OBJECT: Final = re.compile(
    "经验|列入|纳入|申报|获|入选|荣获|创建|以|在|从|把|让|使|由于|通过|根据|的|后(?=[的增将能可空就])|了|是|自己|上(?![级海])|下(?![级放])|和|为|给|走|化解|规范|能力|做到|进行"
)
_SENTENCE: Final = re.compile(
    r"是|投向|不(?![锈动])|将(?!军)|能够|可以|必须|我们|他们|这|所有|各种|各项|巨大|(?<![适供反效响相对])应[当该配在由按]|(?<!可)持续(?:释放|提升|改善|向好|增强|扩大|增长)$|共同(?:实施|推进|推动|建设|开展|打造|参与|研究)|(?:突破|达到)(?=\d)"
)
_SLOGAN: Final = re.compile("[增提创稳促强扩优调补降惠防][一-鿿]{1,3}(?:、[增提创稳促强扩优调补降惠防][一-鿿]{1,3})+$")
_ASKED: Final = (
    (lexicon.REGULATING, lexicon.REGULATED, 4),
    (lexicon.PAPERS, ("",), 3),
    (lexicon.INSTITUTING, lexicon.INSTITUTIONS, 5),
    (lexicon.COMPLETING, lexicon.COMPLETED, 5),
)
"""verbs, how their objects end, and how long these are at least"""
_ASKING: Final = lexicon.LIGHT | lexicon.REGULATING
_REFORMS: Final = ("”", *lexicon.REFORMS)
_ONLY_COUNT: Final = re.compile(r"\d[\d.,]*[余多]?[万亿]*[一-鿿]{1,2}(?:以上|左右)?")
_COSTING: Final = re.compile(r"^(?:总投资|投资)[\d.]+[万亿]*元的")
_BOUND: Final = re.compile(f"(?:{either(bounds.WORDS_BEFORE)}|共|达到?)?")
_JOINT: Final = re.compile("[、和及的]")
_GROUNDED: Final = frozenset(
    {EntityKind.AREA, EntityKind.VENUE, EntityKind.PARK, EntityKind.ROAD, EntityKind.HOSPITAL, EntityKind.PROJECT}
)
"""kinds of names that begin with the place where they stand"""
_NOT_THERE: Final = ("、", "和", "与", "及", "至", "—", *(w for w, kind in HEADS.items() if kind == "company"))
"""what tells that a place is one of several, or only part of a firm's name: 上海电气产业园"""
_PIECES: Final = frozenset("个家座条项处所件台辆套支场次批类部")
_HALF: Final = ("级", "型", "性", "类")
"""how words end that share the head of what follows: 3个省级、5个市级书屋"""
_VERBS_FIRST: Final = tuple(sorted(LEADING))
_TOLD_CLOSELY: Final = 12
_LONGEST: Final = 70


@dataclass(frozen=True)
class _Index:
    """What stands in the text, by place: the counts and the names."""

    folded: str
    counts: list[Observation]
    count_starts: list[int]
    names: Sequence[Mention]
    name_starts: list[int]

    def count(self, span: Span) -> Observation | None:
        at = bisect_left(self.count_starts, span.start)
        return self.counts[at] if at < len(self.counts) and self.counts[at].span.end <= span.end else None

    def ends_counted(self, span: Span) -> bool:
        """Whether a number of things ends ``span``, one of persons or money does not count."""
        at = bisect_left(self.count_starts, span.end) - 1
        last = self.counts[at] if at >= 0 else None
        return last is not None and last.span.end == span.end and last.unit in _PIECES

    def counting(self, clause: Clause) -> Observation | None:
        """The number that counts the object: right after the verb, behind the object, or in it with nothing joined after.

        Others tell of a part of it: 全长9公里的松湖路, 松湖等9个村和南溪镇.
        """
        start, end = clause.object
        at = bisect_left(self.count_starts, clause.span.start)
        while at < len(self.counts) and self.counts[at].span.end <= clause.span.end:
            count = self.counts[at]
            leads = _BOUND.fullmatch(self.folded, clause.rest.start, count.span.start)
            listed = count.unit in _PIECES and not _JOINT.search(self.folded, count.span.end, end)
            if leads or listed or count.span.end >= end or clause.rest.start <= count.span.start < start:
                return count
            at += 1
        return None

    def name(self, span: Span) -> Mention | None:
        """The longest name of a thing in ``span``; of a list, in its first member that names one."""
        at, best, stop = bisect_left(self.name_starts, span.start), None, span.end
        while at < len(self.names) and self.name_starts[at] < stop:
            named = self.names[at]
            if named.span.end <= span.end:
                if best is None:
                    joint = self.folded.find("、", named.span.end, span.end)
                    stop = joint if joint > 0 else stop
                length = named.span.end - named.span.start
                best = named if best is None or length > best.span.end - best.span.start else best
            at += 1
        return best


def _counted(words: Span, count: Observation | None) -> Span:
    """The object without the number that ends it."""
    if count and words.start < count.span.start < words.end <= count.span.end:
        return Span(words.start, count.span.start)
    return words


@lru_cache(maxsize=16384)
def _thing(words: str) -> bool:
    """Whether ``words`` end in a thing, an event or a paper, or in a deed done to one.

    >>> _thing("清溪路等配套道路"), _thing("二期地块前期工作"), _thing("统一大市场"), _thing("治理水平")
    (True, True, False, False)
    """
    if words.endswith(("》", *lexicon.QUOTED)):
        return True
    if words.endswith(")"):
        words = _BRACKET.sub("", words)
    if words.endswith("”"):
        head = _HEAD.search(words[:-1], max(0, len(words) - 1 - _LONGEST_END))
        if head is None or len(head[0]) < 2:
            words = _QUOTED.sub("", words) or words  # “母港” may be said of anything, “登峰计划” is a plan
    words = words.rstrip("”》")
    for _ in range(3):
        near = max(0, len(words) - _LONGEST_END)
        if head := _HEAD.search(words, near):
            other = _NOT_HEAD.search(words, near)
            return other is None or other.start() > head.start()  # 精品路线 is longer than 路线, 渠道 than 道
        deed = _DEED.search(words, near)
        if not deed or deed.start() < 2:
            return False
        words = words[: deed.start()].rstrip("、和及的”")
    return False


def _concrete(folded: str, clause: Clause, index: _Index) -> bool:
    """Whether the object of ``clause`` can be found done or not done, by what its verb asks of it."""
    words = clause.object.cut(folded)
    if not _object(words):
        return False
    named = index.name(clause.object)
    count = index.count(clause.span)
    money = count is not None and count.unit.endswith("元")
    counted = count is not None and not (money and clause.verb in lexicon.LIGHT)
    if clause.verb in lexicon.HOSTING:
        return counted or named is not None or words.rstrip("”》").endswith(lexicon.EVENTS)
    if clause.verb in lexicon.SOLVING:
        return counted and not money
    if _thing(words):
        return counted or named is not None or _told_alone(clause, words)
    if clause.verb in lexicon.ADDING:
        return False
    ends_in_name = named is not None and named.span.end >= clause.object.end - 1
    return counted or ends_in_name or _done_to(clause, words, named is not None or "”" in words)


@lru_cache(maxsize=16384)
def _object(words: str) -> bool:
    """Whether ``words`` can be an object at all, and no sentence, slogan or number: 确保播种面积稳定在73万亩, 开工建设1043万套."""
    if not 2 <= len(words) <= _LONGEST or _NO_OBJECT.match(words):
        return False
    if _SENTENCE.search(_QUOTE.sub("", words) if "“" in words else words):
        return False
    return not (_SLOGAN.search(words) or words.endswith("在") or _ONLY_COUNT.fullmatch(words))


def _told_alone(clause: Clause, words: str) -> bool:
    """Whether a thing without number or name is enough: for a light verb it must be told closely."""
    words = _COSTING.sub("", words)
    return clause.verb not in lexicon.LIGHT or ("的" not in words and (len(words) >= 3 or clause.result != ""))


def _done_to(clause: Clause, words: str, named: bool) -> bool:
    """Whether what is no thing itself is what its verb asks for, or work done to something named."""
    verb = clause.verb
    if _asked(clause, words):
        return True
    if verb and verb not in _ASKING:
        return not _ABSTRACT.search(words)
    if verb and words.endswith(lexicon.WORKED):
        return len(words) >= 6
    if not verb and clause.result.startswith("获批"):
        return len(words) >= 4
    if not verb and clause.result in lexicon.INSTITUTED:
        return len(words) >= 5 and not _ABSTRACT.search(words)
    if clause.running and words.endswith(lexicon.COMPLETED):
        return len(words) >= 5 and _DEED.search(words[:-2]) is not None
    if clause.result == "完成" and words.endswith(lexicon.COMPLETED):
        return len(words) >= 6
    return named and (clause.result != "" or _DEED.search(words) is not None)


def _asked(clause: Clause, words: str) -> bool:
    """Whether ``words`` are what the verb is about: what a rule fixes, a reform by name, a paper, an institution, a task."""
    for verbs, ends, least in _ASKED:
        told = clause.verb in verbs or (verbs is lexicon.INSTITUTING and any(word in clause.before for word in verbs))
        if told and words.endswith(ends) and len(words) >= least:
            return True
    if not clause.verb and ("至" in clause.result or "到" in clause.result) and words.endswith(lexicon.REGULATED):
        return True  # 将缴费比例从20%降至16%
    if clause.verb in lexicon.CARRYING and words.endswith("政策"):
        return len(words) >= _TOLD_CLOSELY and "等" in words  # 实施稳岗返还、培训补助等政策
    told = clause.verb in lexicon.REFORMING or (clause.running and not clause.verb)
    least = (8 if clause.verb and clause.verb not in lexicon.CARRYING else 6) - 2 * words.count(
        "”"
    )  # 深化国企改革 is any year's
    return told and words.endswith(_REFORMS) and "的" not in words and len(words) >= least


def _aspect(clause: Clause, part: Part) -> Aspect:
    adverbs = ADVERB.findall(clause.before)
    if part is Part.PLAN or any(word in lexicon.PROMISES for word in adverbs):
        return Aspect.PLANNED
    if clause.running or any(word in lexicon.RUNNING_ADVERBS for word in adverbs):
        return Aspect.UNDER_WAY
    led = clause.verb in lexicon.OPEN or any(word in clause.before for word in lexicon.LEADS)
    return Aspect.UNDER_WAY if led and not clause.result else Aspect.DONE


def read(
    source: str,
    folded: str,
    statements: Sequence[Statement],
    observations: Sequence[Observation],
    things: Sequence[Mention],
    places: Places,
    years: tuple[int, int],
) -> tuple[Action, ...]:
    """The actions that ``statements`` tell of, in text order.

    ``things`` are the names of all but areas and towns, ``places`` tell the themes, ``years`` are those of review and plan.

    >>> from zq_pipeline.reading.document.outline import outline
    >>> text = "一、2032年工作思路\\n提升治理水平,推动清溪产业园年中竣工验收,新建驿站1座。"
    >>> from zq_pipeline.reading.document.scope import Years, read as scoped
    >>> parts, said, _ = scoped(text, *outline(text, text, Span(0, 0), Span(0, len(text))), Years(2031, 2032))
    >>> done = read(text, text, said, (), (), Places(text, parts, said), (2031, 2032))
    >>> [(a.verb, a.object, a.result, a.aspect.value, a.due) for a in done]
    [('推动', '清溪产业园', '竣工验收', 'planned', '2032-06'), ('新建', '驿站', '', 'planned', '')]
    """
    counts = [o for o in observations if o.measure is Measure.LEVEL and o.unit not in ("%", "")]
    index = _Index(folded, counts, [o.span.start for o in counts], things, [m.span.start for m in things])
    review_year, plan_year = years
    found: list[Action] = []
    for statement in statements:
        part = statement.part
        year = plan_year if part is Part.PLAN else review_year
        last: Clause | None = None
        for span in clauses(folded, *statement.span):
            whole = parse(folded, span) or (last and _continued(folded, span, last, index))
            last = whole
            if whole is None:
                continue
            if _completes(whole, found, statement, folded):
                found[-1] = _completed(found[-1], whole, folded, year)
            for clause in _members(folded, whole, index):
                if not _concrete(folded, clause, index) or _statistic(clause, folded, index):
                    continue
                aspect = _aspect(clause, part)
                due = time.find(folded, *span, year) if aspect is Aspect.PLANNED else None
                count, named = index.counting(clause), index.name(clause.object)
                done = _counted(clause.object, count)
                found.append(
                    Action(
                        clause.span,
                        statement.span.start,
                        clause.verb,
                        clause.result,
                        done.cut(source),
                        aspect,
                        due.iso if due else "",
                        count.span if count else None,
                        named.entity if named else None,
                        places.of(statement.span.start, done.cut(folded)),
                    )
                )
    return tuple(found)


def placed(
    folded: str, actions: Iterable[Action], entities: Iterable[Entity], mentions: Iterable[Mention], origin: Origin
) -> tuple[Action, ...]:
    """``actions`` with the place that each is about: the one that its object begins with, else the one that reports.

    >>> from zq_pipeline.reading.report import read as report
    >>> text = "一、2031年工作总结\\n新建德清驿站2座,推广全省规则1项,建成宁波、温州驿站3座,修建步道3公里。"
    >>> home = Origin("a.txt", place_code="330483105")
    >>> [(a.object, a.place_code) for a in report(text, home, review_year=2031).actions]
    [('德清驿站', '330521'), ('全省规则', '330000'), ('宁波、温州驿站', '330483105'), ('步道', '330483105')]
    """
    kinds = {entity.span: entity.kind for entity in entities}
    begun = {mention.span.start: kinds[mention.entity] for mention in mentions}
    return tuple(a._replace(place_code=_where(folded, a, begun, origin)) for a in actions)


def _where(folded: str, action: Action, begun: Mapping[int, EntityKind], origin: Origin) -> str:
    """The place that the object begins with, alone or as the ground of something that stands there; the nation for 全国."""
    at = folded.find(action.object, action.span.start)
    if at < 0:
        return origin.place_code
    if whole := WHOLE.match(folded, at):
        return whose(whole[0], origin)[0]
    if begun.get(at) not in _GROUNDED:
        return origin.place_code
    stop = at + len(action.object)
    span, found = next(areas(folded, at, stop, origin.place_code), (None, None))
    if span is None or found is None or span.start != at or folded.startswith(_NOT_THERE, span.end):
        return origin.place_code
    return found.code


def _members(folded: str, clause: Clause, index: _Index) -> list[Clause]:
    """The members of the list that a verb governs, if each is a thing with a count; else the whole clause."""
    parts = members(folded, clause)
    if parts == [clause]:
        return parts
    counts = [index.counting(part) for part in parts]
    words = [part.object.cut(folded) for part in parts]
    things = [_thing(word) for word in words]
    if not all(counts) or any(word.endswith(_HALF) for word in words):
        return [clause]
    if _DEED.search(words[-1]) and not all(things):
        return [clause]  # 完成3个小区和5条老街改造: the deed is done to both
    return [clause] if any(word.startswith(_VERBS_FIRST) for word in words[1:]) else parts


def _continued(folded: str, span: Span, last: Clause, index: _Index) -> Clause | None:
    """A counted thing right behind one whose verb it shares: 建成乐园1个,亲子小屋11家."""
    if not last.verb or last.result or last.span.end + 1 != span.start or folded[last.span.end] != ",":
        return None
    if not (index.ends_counted(last.span) and index.ends_counted(span)):
        return None
    clause = more(folded, span, last)
    return clause if _thing(clause.object.cut(folded)) and not folded.startswith(_VERBS_FIRST, *span) else None


def _completes(clause: Clause, found: Sequence[Action], statement: Statement, folded: str) -> bool:
    """Whether a clause only says what comes of the action right before it: 新建综合楼,力争年底投用."""
    last = found[-1] if found else None
    if last is None or clause.verb or last.result or not last.span.end + 1 == clause.span.start > statement.span.start:
        return False
    return clause.object.end - clause.object.start == 0 and folded[last.span.end] == ","


def _completed(last: Action, clause: Clause, folded: str, year: int) -> Action:
    due = time.find(folded, *clause.span, year)
    return last._replace(span=last.span.join(clause.span), result=clause.result, due=due.iso if due else last.due)


def _statistic(clause: Clause, folded: str, index: _Index) -> bool:
    """Whether a clause states a figure, not a deed: 完成投资3亿元, 新增规上企业5家."""
    count = index.count(clause.span)
    if clause.verb in lexicon.AIMING:
        return count is not None and not clause.result
    if clause.verb not in lexicon.FIGURES:
        return False
    if count is None and index.name(clause.object) is not None:
        return False  # 引进澄芯、禾木等一批龙头企业
    words = clause.object.cut(folded)
    trained = words.endswith(lexicon.TRAINED)  # 完成技能培训3万人次 is done to so many
    counted = count is not None and count.unit.endswith(lexicon.FIGURE_UNITS) and not trained
    return counted or words.endswith(lexicon.FIGURES_OF)
