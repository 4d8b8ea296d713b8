"""Titles, awards, certifications, pilots and selections, and who holds them.

A rank of a statistic (产值排名全市第一) is an observation, not an honour; what is applied for (申报) is not yet granted.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from zq_pipeline.lexicon import honours as lexicon
from zq_pipeline.lexicon.entities import LEADING, either, scan
from zq_pipeline.reading.area import areas
from zq_pipeline.reading.name_words import is_bare_name
from zq_pipeline.reading.records import (
    Act,
    Entity,
    EntityKind,
    Honour,
    Level,
    Mention,
    Origin,
    Part,
    Section,
    Statement,
    Status,
)
from zq_pipeline.text.span import Span

_REACH: Final = 160
"""How far from its verb a holder or a title may stand."""
_CLAUSE: Final = re.compile(r"(?:“[^”]{0,60}”|\([^()]{0,60}\)|《[^》]{0,60}》|[^,;:。!?\s|])+")
_VERB: Final = re.compile(scan(lexicon.VERBS))
_QUICK: Final = re.compile(scan((*lexicon.VERBS, "验收", "获")))
_PART: Final = re.compile(r"(?:“[^”]{0,60}”|\([^()]{0,60}\)|[^、“(])+")
_BRACKET: Final = re.compile(r"\([^()]{1,20}\)$")
_JOINT: Final = re.compile(r"以及|和|及")
_COUNT_BEFORE: Final = re.compile(r"(?P<count>\d+)(?:个|家|项|处|条|名|件|人|所|座|批)")
_COUNT_AFTER: Final = re.compile(r"(?P<count>\d+)(?:个|家|项|处|条|名|件|人|所|座|张|户)$")
_POSITION: Final = re.compile(
    r"(?:第?\d{1,4}(?:名|位)|第[一二三四五六七八九十\d]{1,3}(?:名|位)?|[一二三特]等奖|[金银铜](?:奖|牌)|冠军|亚军|季军)$"
)
_LONGEST_POSITION: Final = 6
_IN_EVENT: Final = re.compile(r"在(?P<event>[^在]{3,40})(?:中|上)$")
_TIMES: Final = re.compile(r"连续[\d一二三四五六七八九十两]{1,2}[年次届]$")
_COUNTED: Final = re.compile(r"\d+(?=[个家所项名件条座])")
_VERBS_FIRST: Final = tuple(sorted(LEADING))
_YEAR: Final = re.compile(r"(20\d\d|19\d\d)(?=年|届)")
_GRADE: Final = re.compile(r"国家级|省级|市级|县级|区级|全国|全省")
_PRAISE: Final = re.compile(rf"获(?:得|评)?(?P<title>[^,;。获]{{1,24}}?(?:{either(lexicon.PRAISE)}))")
_PRAISER: Final = re.compile("[国省市县区部厅局委办]|领导|中央|全国")
_ACCEPTED: Final = re.compile(
    r"(?P<titles>.+?)(?:项目|创建)?(?:评审|评估)?[及和]?(?:成功|顺利|通过)?验收(?:工作)?(?:成功|顺利)?(?:通过|完成)?$"
)
_PASSED: Final = re.compile("成功|顺利|通过|完成")
_DATE_FIRST: Final = re.compile(r"^“?(?:20\d\d年度?)?")
_NAMED_PLACE: Final = re.compile(r"[一-鿿]{2,3}?(?P<suffix>省|自治区|市|县|区)")
_LEVEL_WORD: Final = re.compile(either(word for word in lexicon.LEVELS if len(word) > 1))
_LEVEL_FIRST: Final = re.compile("国家|全国|[省市县区]级|省")
_GRADE_FIRST: Final = re.compile("国家级|[省市县区]级")
_LEVEL_ALONE: Final = re.compile(r"(?:^|批|年|年度|“)(?P<word>[省市县])(?!域)")


class Title(NamedTuple):
    """A title as printed, with the place taken in it and the number of holders when they are only counted."""

    span: Span
    position: str = ""
    held: int | None = None
    holders: tuple[Span, ...] = ()
    grade: str = ""


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
    sections: Sequence[Section],
    entities: Sequence[Entity],
    mentions: Sequence[Mention],
    origin: Origin,
) -> tuple[Honour, ...]:
    """The honours of ``drafts`` with holders tied to ``entities``, in text order, each recipient and title once.

    The place that reports (``origin``) holds what no other holder is named for.
    """
    parts = {section.span.start: section.part for section in sections}
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
        status = Status.TARGET if parts.get(draft.statement.section) is Part.PLAN else Status.ACTUAL
        title = draft.title.span.cut(source)
        year = _YEAR.search(title)
        for holder in draft.holders or (None,):
            named = longest.get(holder.start) if holder else None
            if named and holder and not _is_holder(folded, named, holder, named.entity in grounds):
                named = None
            words = holder.cut(source) if holder else ""
            counted = _COUNTED.match(words)
            own = named.entity if named else home if not words or words.endswith(lexicon.DOINGS) else None
            honours.append(
                Honour(
                    span=draft.title.span.join(holder) if holder else draft.title.span,
                    statement=draft.statement.span.start,
                    title=title,
                    act=draft.act,
                    level=_level(folded, draft.title, origin.place_code),
                    status=status,
                    recipient=own,
                    holder=words,
                    year=int(year[1]) if year else None,
                    position=draft.title.position,
                    count=draft.title.held or (int(counted[0]) if counted else None),
                )
            )
    return tuple(sorted({honour.span: honour for honour in honours}.values(), key=lambda honour: honour.span))


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
            drafts += _in_statement(folded, statement)
            statement = next(listed, None)
    return drafts


def _in_statement(folded: str, statement: Statement) -> Iterator[Draft]:
    last: Draft | None = None
    for match in _CLAUSE.finditer(folded, *statement.span):
        clause = Span(*match.span())
        drafts = (
            _by_verb(folded, clause, statement)
            or _accepted(folded, clause, statement)
            or _praised(folded, clause, statement)
        )
        if not drafts and last and last.act in (Act.APPLIED, Act.ESTABLISHED) and last.title.held is not None:
            titles = _titles(folded, clause, "levelled", last.title.grade)
            if titles and all(title.held is not None for title in titles):
                drafts = [Draft(statement, last.act, title, last.holders) for title in titles]
        yield from drafts
        last = drafts[-1] if drafts else None


def _by_verb(folded: str, clause: Span, statement: Statement) -> list[Draft]:
    """获评, 入选, 创成, 申报 … with the titles after the verb and the holders before it."""
    for match in _VERB.finditer(folded, *clause):
        start = max(clause.start, match.start() - _REACH)
        if folded.count("“", start, match.start()) > folded.count("”", start, match.start()):
            continue
        verb = lexicon.VERBS[match[0]]
        after = Span(match.end(), min(clause.end, match.end() + _REACH))
        before = _stripped(folded, Span(start, match.start()))
        event = _IN_EVENT.search(before.cut(folded))
        if verb.asks == "any" and event and _POSITION.fullmatch(after.cut(folded)):
            span = Span(before.start + event.start("event"), before.start + event.end("event"))
            titles = [Title(span, position=after.cut(folded))]
        else:
            titles = _titles(folded, after, verb.asks)
        if event:
            before = _stripped(folded, Span(before.start, before.start + event.start()))
        begun = verb.act == Act.ESTABLISHED and folded[start : match.start()].startswith(lexicon.BEGUN)
        if titles:
            return [
                Draft(
                    statement, Act.APPLIED if begun else Act(verb.act), title, title.holders or _holders(folded, before)
                )
                for title in titles
            ]
    return []


def _accepted(folded: str, clause: Span, statement: Statement) -> list[Draft]:
    """竹湾村省级未来乡村验收通过: a title that passed its last test."""
    told = folded.find("验收", *clause) >= 0 and clause.end - clause.start <= _REACH
    match = _ACCEPTED.fullmatch(folded, *clause) if told else None
    if not match or not _PASSED.search(folded, match.end("titles"), clause.end):
        return []
    titles = _titles(folded, _stripped(folded, Span(*match.span("titles"))), "levelled")
    return [Draft(statement, Act.ESTABLISHED, title, title.holders) for title in titles if title.holders]


def _praised(folded: str, clause: Span, statement: Statement) -> list[Draft]:
    """获省政府通报表扬: praise from above."""
    match = _PRAISE.search(folded, *clause)
    if not match or not _PRAISER.search(match["title"]):
        return []
    holders = _holders(folded, _stripped(folded, Span(max(clause.start, match.start() - _REACH), match.start())))
    return [Draft(statement, Act.GRANTED, Title(Span(*match.span("title"))), holders)]


def _titles(folded: str, words: Span, asks: str, grade: str = "") -> list[Title]:
    """The titles listed in ``words``; none when they do not answer what the verb asks."""
    titles: list[Title] = []
    carried: list[Span] = []
    for part in _parts(folded, words):
        if asks == "levelled" and _is_village(folded, part):
            carried.append(part)
        elif title := _title(folded, part, asks, grade):
            holders = (*carried, *title.holders)
            titles.append(title._replace(holders=holders))
            carried, grade = [], title.grade
        elif not titles:
            return []
    if titles and not titles[0].holders:
        return titles
    for number, title in enumerate(titles):  # 竹湾村省级未来乡村、市级美丽乡村: both are the village's
        if number and not title.holders:
            titles[number] = title._replace(holders=titles[number - 1].holders)
    return titles


def _is_village(folded: str, words: Span) -> bool:
    """Whether ``words`` are the name of a village or town, or a bare name."""
    head = next((head for head in ("村", "镇", "社区", "街道") if words.cut(folded).endswith(head)), "")
    return is_bare_name(folded, words.start, words.end - len(head)) and words.end - words.start <= 6


def _parts(folded: str, words: Span) -> list[Span]:
    """``words`` taken apart at 、 and 和 where what stands before is a whole title."""
    text = words.cut(folded)
    cuts = [match.end() for match in _PART.finditer(text)][:-1]
    spans, start = [], 0
    joints = sorted([(cut, cut + 1) for cut in cuts] + [match.span() for match in _JOINT.finditer(text)])
    for stop, resume in joints:
        piece = text[start:stop]
        if (
            stop > start
            and text[:stop].count("“") == text[:stop].count("”")
            and (_closed(piece) or is_bare_name(piece, 0, len(piece)))
        ):
            spans.append(Span(words.start + start, words.start + stop))
            start = resume
    return [*spans, Span(words.start + start, words.end)] if start < len(text) else spans


def _closed(piece: str) -> bool:
    return _BRACKET.sub("", piece).endswith((*lexicon.ENDS, "”")) or bool(_COUNT_AFTER.search(piece))


def _title(folded: str, part: Span, asks: str, grade: str) -> Title | None:
    """The title in ``part`` without its count and position, if it answers what the verb asks."""
    start, end = part
    count: int | None = None
    while folded.startswith(lexicon.FILLERS, start, end):
        start += next(len(word) for word in lexicon.FILLERS if folded.startswith(word, start, end))
    if before := _COUNT_BEFORE.match(folded, start, end):
        count, start = int(before["count"]), before.end()
    cut = re.search("并|后(?=$)", folded[start:end])
    end = start + cut.start() if cut and cut.start() else end
    if after := _COUNT_AFTER.search(folded[start:end]):
        count, end = int(after["count"]), start + after.start()
    position = ""
    if place := _POSITION.search(folded, max(start, end - _LONGEST_POSITION), end):
        position = place[0]
        if not place[0].endswith(("奖", "牌", "军")):
            end = place.start()
    for word in ("称号", "项目"):
        if folded[start:end].endswith("”" + word) or (
            word == "项目" and asks == "levelled" and folded[start:end].endswith(word)
        ):
            end -= len(word)
    holders: tuple[Span, ...] = ()
    text = folded[start:end]
    graded = _GRADE.search(text)
    if (
        graded
        and 2 <= graded.start() <= 8
        and asks in ("levelled", "graded")
        and (
            is_bare_name(folded, start, start + graded.start())
            or _is_village(folded, Span(start, start + graded.start()))
        )
    ):
        holders = (Span(start, start + graded.start()),)
        start += graded.start()
        text = folded[start:end]
    if text.startswith("“") and text.endswith("”") and text.count("“") == 1:
        start, end = start + 1, end - 1
    if not 2 <= end - start <= 45 or not _answers(text.strip("“”"), asks, grade):
        return None
    level = _LEVEL_WORD.match(text)
    return Title(Span(start, end), position, count, holders, level[0] if level else grade)


def _answers(text: str, asks: str, grade: str) -> bool:
    """Whether ``text`` is a title of the kind that a verb asks for (see the lexicon)."""
    if text.startswith(lexicon.SIZES):
        return False
    graded = bool(grade or _LEVEL_WORD.search(text) or _LEVEL_ALONE.search(text) or _NAMED_PLACE.match(text))
    merit = any(word in text for word in lexicon.MERIT)
    ends = _BRACKET.sub("", text).endswith(lexicon.ENDS)
    return {
        "any": len(text) > 2 and (not text[0].isdigit() or bool(_YEAR.match(text)) or graded or merit),
        "titled": (graded or merit) and ends,
        "levelled": (graded or merit) and ends and "的" not in text,
        "graded": bool(grade or _GRADE_FIRST.match(text) or (_LEVEL_FIRST.match(text) and merit))
        and ends
        and "的" not in text,
        "certified": text.endswith(lexicon.CERTIFICATES),
        "prized": len(text.strip("“”")) > 2 and text.strip("“”").endswith(lexicon.PRIZES),
        "ranked": graded and (any(word in text for word in lexicon.LISTS)),
    }[asks]


def _stripped(folded: str, words: Span) -> Span:
    """``words`` without the adverbs at the end and the openers at the front."""
    start, end = words
    if times := _TIMES.search(folded[start:end]):
        end = start + times.start()
    while folded.endswith(lexicon.ADVERBS, start, end):
        end -= next(len(word) for word in lexicon.ADVERBS if folded.endswith(word, start, end))
    while folded.startswith(lexicon.OPENERS, start, end):
        start += next(len(word) for word in lexicon.OPENERS if folded.startswith(word, start, end))
    return Span(start, max(start, end))


def _holders(folded: str, words: Span) -> tuple[Span, ...]:
    """The members of a list of holders, or the one holder; none when a verb stands in its front."""
    text = words.cut(folded)
    if not text or text.endswith("、") or (text.startswith(_VERBS_FIRST) and not text.endswith(lexicon.DOINGS)):
        return ()
    members = re.finditer("[^、和]+" if "、" in text else ".+", text)
    return tuple(Span(words.start + m.start(), words.start + m.end()) for m in members)


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
    word = _LEVEL_WORD.search(title)
    alone = _LEVEL_ALONE.search(title)
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
