"""Titles as they are listed behind a verb or before one: where each begins and ends, its count and the place taken."""

import re
from typing import Final, NamedTuple

from zq_pipeline.lexicon import honours as lexicon
from zq_pipeline.lexicon.entities import either
from zq_pipeline.reading.facts.name_words import is_bare_name
from zq_pipeline.text.span import Span

_PART: Final = re.compile(r"(?:“[^”]{0,60}”|\([^()]{0,60}\)|[^、“(])+")
_QUOTE_BY_QUOTE: Final = re.compile("”(?=“)")
_ONE_QUOTE: Final = re.compile("“(?P<titles>[^、”]+(?:、(?:[^、”“]|“[^”]*”)+)+)”(?=(?:等|系列|等一系列)?(?:荣誉|称号))")
"""several titles in one pair of quotes: “全国森林村、省级电商镇”荣誉称号"""
_BRACKET: Final = re.compile(r"\([^()]{1,20}\)$")
_JOINT: Final = re.compile(r"以及|和|及")
_NTH: Final = re.compile(
    r"(?:我[国省市县区镇]|全[国省市县球])第[\d一二三四五六七八九十]{1,3}[个家座处]|我[国省市县区镇]首[个家座批]|全[国省市县球]唯一的"
)
_COUNT_BEFORE: Final = re.compile(r"(?P<count>\d+)(?:个|家|项|处|条|名|件|人|所|座|批)")
_COUNT_AFTER: Final = re.compile(r"(?P<count>\d+)(?:个|家|项|处|条|名|件|人|所|座|张|户)(?:\([一-鿿]{1,2}\))?$")
POSITION: Final = re.compile(
    r"(?:第?\d{1,4}(?:名|位)|第[一二三四五六七八九十\d]{1,3}(?:名|位)?|[一二三特]等奖|[金银铜](?:奖|牌)|冠军|亚军|季军|“[一-鿿]{1,3}连冠”)$"
)
_GRADE: Final = re.compile(r"国家级|省级|市级|县级|区级|全国|全省")
_NAMED_PLACE: Final = re.compile(r"[一-鿿]{2,3}?(?P<suffix>省|自治区|市|县|区)")
LEVEL_WORD: Final = re.compile(either(word for word in lexicon.LEVELS if len(word) > 1))
_LEVEL_FIRST: Final = re.compile("国家|全国|[省市县区]级|省")
_GRADE_FIRST: Final = re.compile("国家级|[省市县区]级")
LEVEL_ALONE: Final = re.compile(r"(?:^|批|年|年度|“)(?P<word>[省市县])(?!域)")
_RANKED: Final = re.compile("居(?:全[国省市县区]|第)")
YEAR: Final = re.compile(r"(20\d\d|19\d\d)(?=年|届)")


class Title(NamedTuple):
    """A title as printed, with the place taken in it and the number of holders when they are only counted."""

    span: Span
    position: str = ""
    held: int | None = None
    holders: tuple[Span, ...] = ()
    grade: str = ""


def titles(folded: str, words: Span, asks: str, grade: str = "") -> list[Title]:
    """The titles listed in ``words``; none when they do not answer what the verb asks."""
    if whole := _ONE_QUOTE.match(folded, *words):
        words, asks = Span(*whole.span("titles")), "any"
    titles: list[Title] = []
    carried: list[Span] = []
    for part in _parts(folded, words):
        if asks == "levelled" and _is_village(folded, part):
            carried.append(part)
        elif title := _title(folded, part, asks, grade):
            holders = (*carried, *title.holders)
            titles.append(title._replace(holders=holders))
            carried, grade = [], "" if whole else title.grade
        elif not titles:
            return []
    if titles and not titles[0].holders:
        return titles
    for number, title in enumerate(titles):  # 竹湾村省级未来乡村、市级美丽乡村: both are the village's
        if number and not title.holders:
            titles[number] = title._replace(holders=titles[number - 1].holders)
    return titles


def shared_out(folded: str, listed: list[Title], holders: int) -> list[Title]:
    """The titles in ``listed``, one for each of ``holders``, where the list has so many members: 国家…改革、…试点城市."""
    if not listed or len(listed) == holders:
        return listed
    whole = listed[0].span.join(listed[-1].span)
    members = [Span(whole.start + m.start(), whole.start + m.end()) for m in _PART.finditer(whole.cut(folded))]
    return [listed[0]._replace(span=span) for span in members] if len(members) == holders else listed


def _is_village(folded: str, words: Span) -> bool:
    """Whether ``words`` are the name of a village or town, or a bare name."""
    head = next((head for head in ("村", "镇", "社区", "街道") if words.cut(folded).endswith(head)), "")
    return is_bare_name(folded, words.start, words.end - len(head)) and words.end - words.start <= 6


def _parts(folded: str, words: Span) -> list[Span]:
    """``words`` taken apart at 、 and 和 where what stands before is a whole title."""
    text = words.cut(folded)
    cuts = [match.end() for match in _PART.finditer(text)][:-1]
    spans, start = [], 0
    quotes = [(match.start() + 1, match.start() + 1) for match in _QUOTE_BY_QUOTE.finditer(text)]
    joints = sorted([(cut, cut + 1) for cut in cuts] + [match.span() for match in _JOINT.finditer(text)] + quotes)
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
    while filler := lexicon.FILLERS.at_start(folded[start:end], 0):
        start += len(filler)
    if nth := _NTH.match(folded, start, end):
        start = nth.end()  # 成为我省第6个全球遗产
    count, span = _uncounted(folded, Span(start, end))
    position, span = _unplaced(folded, span)
    span = _unnamed(folded, span, asks)
    holders, span = _held_before(folded, span, asks)
    words = span.cut(folded)
    if words.startswith("“") and words.endswith("”") and words.count("“") == 1:
        span, words, grade = Span(span.start + 1, span.end - 1), words[1:-1], ""  # what is quoted stands alone
    if not 2 <= len(words) <= 45 or not _answers(words.strip("“”"), asks, grade):
        return None
    level = LEVEL_WORD.search(words) if asks == "ranked" else LEVEL_WORD.match(words)
    return Title(span, position, count, holders, level[0] if level else grade)


def _uncounted(folded: str, words: Span) -> tuple[int | None, Span]:
    """How many hold it, and ``words`` without that: 8家省级示范企业, 省级示范企业8家."""
    start, end = words
    count: int | None = None
    if before := _COUNT_BEFORE.match(folded, start, end):
        count, start = int(before["count"]), before.end()
    cut = folded.find("并", start + 1, end)
    end = cut if cut > 0 else end - 1 if folded.endswith("后", start, end) else end
    if after := _COUNT_AFTER.search(folded[start:end]):
        count, end = int(after["count"]), start + after.start()
    return count, Span(start, end)


def _unplaced(folded: str, words: Span) -> tuple[str, Span]:
    """The place taken, which stays in the words when it is a prize: 机器人大赛一等奖."""
    place = POSITION.search(folded, words.start, words.end)
    if not place:
        return "", words
    return place[0], words if place[0].endswith(("奖", "牌", "军")) else Span(words.start, place.start())


def _unnamed(folded: str, words: Span, asks: str) -> Span:
    """``words`` without what only says that they are a title: “文明县”荣誉称号."""
    start, end = words
    for word in lexicon.CALLED:
        told = folded[start:end].endswith(word if word.startswith("等") else "”" + word)
        if told or (word == "项目" and asks == "levelled" and folded[start:end].endswith(word)):
            end -= len(word)
    return Span(start, end)


def _held_before(folded: str, words: Span, asks: str) -> tuple[tuple[Span, ...], Span]:
    """Who stands right before the level of the title: 竹湾村省级未来乡村."""
    start, end = words
    graded = _GRADE.search(folded[start:end])
    if not graded or asks not in ("levelled", "graded") or not 2 <= graded.start() <= 8:
        return (), words
    who = Span(start, start + graded.start())
    if not is_bare_name(folded, *who) and not _is_village(folded, who):
        return (), words
    return (who,), Span(who.end, end)


def _answers(text: str, asks: str, grade: str) -> bool:
    """Whether ``text`` is a title of the kind that a verb asks for (see the lexicon)."""
    if text.startswith(lexicon.SIZES) or _RANKED.search(text):
        return False
    graded = bool(grade or LEVEL_WORD.search(text) or LEVEL_ALONE.search(text) or _NAMED_PLACE.match(text))
    merit = any(word in text for word in lexicon.MERIT)
    ends = _BRACKET.sub("", text).endswith(lexicon.ENDS)
    return {
        "any": len(text) > 2 and (not text[0].isdigit() or bool(YEAR.match(text)) or graded or merit),
        "titled": (graded or merit) and ends,
        "levelled": (graded or merit) and ends and "的" not in text,
        "graded": bool(grade or _GRADE_FIRST.match(text) or (_LEVEL_FIRST.match(text) and merit))
        and ends
        and "的" not in text,
        "certified": text.endswith(lexicon.CERTIFICATES),
        "prized": len(text.strip("“”")) > 2 and text.strip("“”").endswith(lexicon.PRIZES),
        "ranked": graded and not text.endswith("榜样") and any(word in text for word in lexicon.LISTS),
    }[asks]
