"""Titles, awards, certifications, pilots and selections, and who holds them.

A rank of a statistic (产值排名全市第一) is an observation, not an honour; what is applied for (申报) is not yet granted.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from zq_pipeline.lexicon import honours as lexicon
from zq_pipeline.lexicon.entities import LEADING, either, scan
from zq_pipeline.reading.document.area import areas, is_area
from zq_pipeline.reading.document.scope import Scope
from zq_pipeline.reading.facts.name_words import Found, is_bare_name
from zq_pipeline.reading.facts.title import LEVEL_ALONE, LEVEL_WORD, POSITION, YEAR, Title, titles
from zq_pipeline.reading.records import (
    Act,
    Entity,
    EntityKind,
    Honour,
    Level,
    Mention,
    Origin,
    Part,
    Statement,
    Status,
)
from zq_pipeline.text.span import Span

_REACH: Final = 160
"""How far from its verb a holder or a title may stand."""
_CLAUSE: Final = re.compile(r"(?:“[^”]{0,60}”|\([^()]{0,60}\)|《[^》]{0,60}》|[^,;:。!?\s|])+")
_VERB: Final = re.compile(scan(lexicon.VERBS))
_QUICK: Final = re.compile(scan((*lexicon.VERBS, "验收", "获")))
_IN_EVENT: Final = re.compile(r"在(?P<event>[^在]{3,40})(?:中|上)$")
_TIMES: Final = re.compile(r"连续[\d一二三四五六七八九十两]{1,2}[年次届]$|20\d\d年(?:\d{1,2}月)?$")
_COUNTED: Final = re.compile(r"\d+(?=[个家所项名件条座])")
_LEADING: Final = re.compile(scan(LEADING))
_SINCE: Final = re.compile("年?(?:以来|起|至|到)")
_AND_MORE: Final = re.compile(rf"(?:并|并且|、)(?:{either(lexicon.ADVERBS)})?(?={scan(lexicon.VERBS)})")
_TOLD: Final = re.compile("获|入选|推广")
"""what shows that a member of a list is a clause of its own: 2项经验获全省推广、3项案例入选…"""
_QUOTED: Final = re.compile("“(?P<name>[^“”]{2,12})”")
_MEMBERS: Final = re.compile("[、和]")
_OF_ONE: Final = re.compile("的“(?P<name>[^“”]{2,40})”$")
_LONGEST_SUBJECT: Final = 16
_VERBS_FIRST: Final = tuple(sorted(LEADING))
_PRAISE: Final = re.compile(rf"(?:获(?:得|评)?|受到)(?P<title>[^,;。获]{{1,24}}?(?:{either(lexicon.PRAISE)}))")
_PRAISER: Final = re.compile("[国省市县区部厅局委办]|领导|中央|全国")
_ACCEPTED: Final = re.compile(
    r"(?P<titles>.+?)(?:项目|创建)?(?:评审|评估)?[及和]?(?:成功|顺利|通过)?验收(?:工作)?(?:成功|顺利)?(?:通过|完成)?$"
)
_PASSED: Final = re.compile("成功|顺利|通过|完成")
_DATE_FIRST: Final = re.compile(r"^“?(?:20\d\d年度?)?")


class Draft(NamedTuple):
    """An honour before its holder is known by name."""

    statement: Statement
    act: Act
    title: Title
    holders: tuple[Span, ...]


def read(
    source: str,
    folded: str,
    drafts: Sequence[Draft],
    entities: Sequence[Entity],
    mentions: Sequence[Mention],
    scopes: Mapping[int, Scope],
    origin: Origin,
) -> tuple[Honour, ...]:
    """The honours of ``drafts`` with holders tied to ``entities``, in text order, each recipient and title once.

    The place that reports (``origin``) holds what no other holder is named for. An honour is of the year printed with it, else of
    the year that its statement speaks of (``scopes``); in a review of several years it has none.
    """
    longest: dict[int, Mention] = {}
    for mention in mentions:
        kept = longest.get(mention.span.start)
        if kept is None or mention.span.end > kept.span.end:
            longest[mention.span.start] = mention
    place = origin.place_name or origin.publisher
    home = next((entity.span for entity in entities if place and place in (entity.name, *entity.aliases)), None)
    grounds = {entity.span for entity in entities if entity.kind is EntityKind.AREA}
    honours = []
    for draft in drafts:
        span = draft.title.span.stripped(source)
        title = span.cut(source)
        for holder in [holder.stripped(source) for holder in draft.holders] or (None,):
            named = longest.get(holder.start) if holder else None
            if named and holder and not _is_holder(folded, named, holder, named.entity in grounds):
                named = None
            words = holder.cut(source) if holder else ""
            counted = _COUNTED.match(words)
            here = not words or words.startswith(lexicon.SELF) or words.endswith(lexicon.DOINGS)
            honours.append(
                Honour(
                    span=span.join(holder) if holder else span,
                    statement=draft.statement.span.start,
                    title=title,
                    act=draft.act,
                    level=_level(folded, draft.title, origin.place_code),
                    status=Status.TARGET if draft.statement.part is Part.PLAN else Status.ACTUAL,
                    recipient=named.entity if named else home if here else None,
                    holder=words,
                    year=_year(folded, draft, title, scopes),
                    position=draft.title.position,
                    count=draft.title.held or (int(counted[0]) if counted else None),
                )
            )
    return tuple(sorted({honour.span: honour for honour in honours}.values(), key=lambda honour: honour.span))


def _year(folded: str, draft: Draft, title: str, scopes: Mapping[int, Scope]) -> int | None:
    """The year in the title, the last one before it in its statement, or that of the statement, if it is one."""
    if found := YEAR.search(title):
        return int(found[1])
    start = draft.statement.span.start
    told = [
        match for match in YEAR.finditer(folded, start, draft.title.span.start) if not _quoted(folded, start, match)
    ]
    if told and not _SINCE.match(folded, told[-1].end()):
        return int(told[-1][1])
    scope = scopes.get(start)
    return None if scope is None or scope.long or told else scope.time.last


def _quoted(folded: str, start: int, match: re.Match[str]) -> bool:
    """Whether ``match`` stands in quotes, which are those of another title."""
    return folded.count("“", start, match.start()) > folded.count("”", start, match.start())


def named(folded: str, drafts: Sequence[Draft]) -> list[Found]:
    """The bare names that hold a title whose last word tells what they are: 竹坞入选省级美丽乡村重点村."""
    found = []
    for draft in drafts:
        kind = lexicon.HELD.get(lexicon.HELD_BY.at_end(folded, draft.title.span.end), "")
        for holder in draft.holders if kind else ():
            if kind == "brand" and (quoted := _QUOTED.fullmatch(folded, *holder)):
                found.append(Found(Span(*quoted.span("name")), kind, weak=True))
            elif is_bare_name(folded, *holder) and not is_area(holder.cut(folded)):
                found.append(Found(holder, kind, weak=True))
    return found


def _is_holder(folded: str, named: Mention, holder: Span, is_area: bool) -> bool:
    """Whether who is named at the front of ``holder`` holds the title: not 沅州 in 沅州苹果, but 沅州 in 沅州等3个市."""
    rest = folded[named.span.end : holder.end]
    return named.span.end <= holder.end and (
        not is_area or not rest or rest.startswith("等") or rest.endswith(lexicon.DOINGS)
    )


def find(folded: str, statements: Sequence[Statement]) -> list[Draft]:
    """The honours that ``statements`` tell of, in text order.

    >>> text = "沙溪村、竹湾村获评省级美丽乡村示范村,申报国家级非遗工坊2个。"
    >>> for draft in find(text, [Statement(Span(0, len(text)), 0, 1)]):
    ...     print([h.cut(text) for h in draft.holders], draft.act.value, draft.title.span.cut(text), draft.title.held)
    ['沙溪村', '竹湾村'] granted 省级美丽乡村示范村 None
    """
    drafts: list[Draft] = []
    listed = iter(statements)
    statement = next(listed, None)
    for near in _QUICK.finditer(folded):
        while statement and statement.span.end <= near.start():
            statement = next(listed, None)
        if statement and statement.span.start <= near.start():
            drafts += _in_statement(folded, statement) if statement.part is not Part.GLOSSARY else ()
            statement = next(listed, None)
    return drafts


def _in_statement(folded: str, statement: Statement) -> Iterator[Draft]:
    last: Draft | None = None
    previous: Span | None = None
    for match in _CLAUSE.finditer(folded, *statement.span):
        clause = Span(*match.span())
        drafts = (
            _by_verb(folded, clause, statement)
            or _approved(folded, clause, statement)
            or _accepted(folded, clause, statement)
            or _praised(folded, clause, statement)
        )
        if not drafts and last and last.act in (Act.APPLIED, Act.ESTABLISHED) and last.title.held is not None:
            more = titles(folded, clause, "levelled", last.title.grade)
            if more and all(title.held is not None for title in more):
                drafts = [Draft(statement, last.act, title, last.holders) for title in more]
        if drafts and not drafts[0].holders and previous and folded.startswith(lexicon.GOING_ON, clause.start):
            holders = last.holders if last else _subject(folded, previous, drafts[0].title)
            drafts = [draft._replace(holders=draft.holders or holders) for draft in drafts]
        yield from drafts
        last, previous = drafts[-1] if drafts else None, clause


def _subject(folded: str, clause: Span, title: Title) -> tuple[Span, ...]:
    """Of whom the clause before speaks: 松湖纪念馆完成扩建,被省文旅厅确定为…; a county is named by none."""
    if folded.endswith(lexicon.OF_PLACE, *title.span):
        return ()
    verb = _LEADING.search(folded, *clause)
    start = clause.start if verb else max(clause.start, folded.rfind("的", *clause) + 1)
    who = _stripped(folded, Span(start, verb.start() if verb else clause.end))
    told = who.cut(folded)
    return (who,) if 2 <= len(told) <= _LONGEST_SUBJECT and not any(map(str.isdigit, told)) else ()


def _by_verb(folded: str, clause: Span, statement: Statement) -> list[Draft]:
    """获评, 入选, 创成, 申报 … with the titles after the verb and the holders before it; 并 leads to another for the same."""
    drafts: list[Draft] = []
    end = clause.start
    for match in _VERB.finditer(folded, *clause):
        start = max(clause.start, match.start() - _REACH)
        if match.start() < end or _quoted(folded, start, match):
            continue
        more = _AND_MORE.search(folded, match.end(), clause.end)
        stop = more.start() if more else clause.end
        found = _at_verb(folded, Span(start, stop), statement, match)
        if drafts:
            found = [draft._replace(holders=drafts[0].holders) for draft in found]
        drafts += found
        end = stop if found else end
    return drafts


def _at_verb(folded: str, clause: Span, statement: Statement, match: re.Match[str]) -> list[Draft]:
    verb = lexicon.VERBS[match[0]]
    after = Span(match.end(), min(clause.end, match.end() + _REACH))
    before = _stripped(folded, Span(clause.start, match.start()))
    quote = folded.find("“", *after) if match[0] in lexicon.GIVING else -1
    if quote > after.start:  # 省科技厅授予沅州“先进县”称号
        before, after = Span(after.start, quote), Span(quote, after.end)
    found = _in_event(folded, before, after) if verb.asks == "any" else None
    listed, before = found or (titles(folded, after, verb.asks), before)
    begun = verb.act == Act.ESTABLISHED and folded[clause.start : match.start()].startswith(lexicon.BEGUN)
    act = Act.APPLIED if begun else Act(verb.act)
    holders = _holders(folded, before) if listed else ()
    if len(holders) == len(listed) > 1 and folded.endswith("分别", clause.start, match.start()):
        return [Draft(statement, act, *pair) for pair in zip(listed, [(one,) for one in holders], strict=True)]
    return [Draft(statement, act, title, title.holders or _fitting(folded, title, listed, holders)) for title in listed]


def _fitting(folded: str, title: Title, listed: Sequence[Title], holders: tuple[Span, ...]) -> tuple[Span, ...]:
    """Of ``holders`` those that the title is for, when villages and communities are named with a title each."""
    if len(listed) < 2 or len(holders) < 2:
        return holders
    kinds = [folded.endswith("社区", *one.span) for one in listed]
    if all(kinds) or not any(kinds):
        return holders
    community = folded.endswith("社区", *title.span)
    return tuple(one for one in holders if folded.endswith("社区", *one) == community)


def _approved(folded: str, clause: Span, statement: Statement) -> list[Draft]:
    """沅州城市更新试点获批: a title that came, with no one who has it but the place it begins with."""
    end = next((clause.end - len(word) for word in lexicon.APPROVED if folded.endswith(word, *clause)), clause.end)
    words = _stripped(folded, Span(clause.start, end))
    if end == clause.end or not folded.endswith(lexicon.APPROVABLE, *words):
        return []
    return [Draft(statement, Act.GRANTED, title, title.holders) for title in titles(folded, words, "levelled")]


def _in_event(folded: str, before: Span, after: Span) -> tuple[list[Title], Span] | None:
    """The contest as title and who took part, where only a place follows the verb: 在全省大赛中荣获一等奖."""
    event = _IN_EVENT.search(folded, *before)
    if not event:
        return None
    who = _stripped(folded, Span(before.start, event.start()))
    if POSITION.fullmatch(folded, *after):
        return [Title(Span(*event.span("event")), position=after.cut(folded))], who
    return titles(folded, after, "any"), who


def _accepted(folded: str, clause: Span, statement: Statement) -> list[Draft]:
    """竹湾村省级未来乡村验收通过: a title that passed its last test."""
    told = folded.find("验收", *clause) >= 0 and clause.end - clause.start <= _REACH
    match = _ACCEPTED.fullmatch(folded, *clause) if told else None
    if not match or not _PASSED.search(folded, match.end("titles"), clause.end):
        return []
    listed = titles(folded, _stripped(folded, Span(*match.span("titles"))), "levelled")
    return [Draft(statement, Act.ESTABLISHED, title, title.holders) for title in listed if title.holders]


def _praised(folded: str, clause: Span, statement: Statement) -> list[Draft]:
    """获省政府通报表扬: praise from above."""
    match = _PRAISE.search(folded, *clause)
    if not match or not _PRAISER.search(match["title"]):
        return []
    holders = _holders(folded, _stripped(folded, Span(max(clause.start, match.start() - _REACH), match.start())))
    return [Draft(statement, Act.GRANTED, Title(Span(*match.span("title"))), holders)]


def _stripped(folded: str, words: Span) -> Span:
    """``words`` without the adverbs at the end and the openers at the front."""
    start, end = words
    while True:
        if times := _TIMES.search(folded[start:end]):
            end = start + times.start()
        if not folded.endswith(lexicon.ADVERBS, start, end):
            break
        end -= next(len(word) for word in lexicon.ADVERBS if folded.endswith(word, start, end))
    while folded.startswith(lexicon.OPENERS, start, end):
        start += next(len(word) for word in lexicon.OPENERS if folded.startswith(word, start, end))
    return Span(start, max(start, end))


def _holders(folded: str, words: Span) -> tuple[Span, ...]:
    """The members of a list of holders, or the one holder; none when a verb stands in its front."""
    agent = folded.rfind("被", *words)
    if agent >= 0:
        words = _stripped(folded, Span(words.start, agent))  # 松湖馆被省文旅厅确定为…
    if folded.endswith("”", *words) and (quoted := _OF_ONE.search(folded, *words)):
        words = Span(*quoted.span("name"))  # 沅州集团自主研发的“轻型索具”
    text = words.cut(folded)
    if (
        not text
        or text.endswith(("、", "和", "及"))
        or (text.startswith(_VERBS_FIRST) and not text.endswith(lexicon.DOINGS))
    ):
        return ()
    cuts = (
        [match.span() for match in _MEMBERS.finditer(text) if not _in_name(text, match.start())] if "、" in text else []
    )
    starts = [0, *(stop for _, stop in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    return tuple(
        Span(words.start + one, words.start + other)
        for one, other in zip(starts, ends, strict=True)
        if other > one and not (cuts and _TOLD.search(text, one, other))
    )


def _in_name(text: str, at: int) -> bool:
    """Whether the 和 at ``at`` is part of a place's name: 云和梯田."""
    around = (text[at - before : at + after] for before, after in ((1, 1), (0, 2), (1, 2), (2, 1)) if at >= before)
    return text[at] == "和" and any(is_area(name) for name in around)


def _level(folded: str, title: Title, place_code: str) -> Level:
    """The level that the title tells, or the one before it in its list: 省级示范小区4个、示范村7个."""
    told = level(title.span.cut(folded), place_code)
    return level(title.grade, place_code) if told is Level.OTHER and title.grade else told


def level(title: str, place_code: str = "") -> Level:
    """Who stands behind ``title``. 市 is a prefecture, or the county-level city that the town ``place_code`` belongs to.

    >>> level("2031年第二批省专精特新中小企业"), level("全国文明村镇"), level("先进集体")
    (<Level.PROVINCIAL: 'provincial'>, <Level.NATIONAL: 'national'>, <Level.OTHER: 'other'>)
    >>> level("市级未来乡村", "330483105"), level("全市十佳", "330500"), level("嘉兴市文明校园")
    (<Level.COUNTY: 'county'>, <Level.PREFECTURE: 'prefecture'>, <Level.PREFECTURE: 'prefecture'>)
    """
    word = LEVEL_WORD.search(title)
    alone = LEVEL_ALONE.search(title)
    text = _DATE_FIRST.sub("", title)
    named = next(areas(text, 0, len(text), place_code), None)
    if named and named[0].start == 0 and (not word or lexicon.LEVELS[word[0]] in ("city", "county")):
        return Level.PROVINCIAL if named[1].level == "province" else Level(named[1].level)
    if not word and not alone:
        return Level.OTHER
    found = lexicon.LEVELS[word[0] if word else alone["word"]]  # type: ignore[index]
    if found == "city":
        county_city = len(place_code) >= 6 and place_code[4:6] > "80"
        municipality = place_code[:2] in {"11", "12", "31", "50"} if place_code else False
        return Level.COUNTY if county_city else Level.PROVINCIAL if municipality else Level.PREFECTURE
    return Level(found)
