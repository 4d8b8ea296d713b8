"""Who and what a report names: each thing once, with all the places where it is named."""

import re
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final, TypeAlias

from zq_pipeline.lexicon import entities as lexicon
from zq_pipeline.lexicon.entities import either
from zq_pipeline.reading.document.area import area, areas, local, locals_named
from zq_pipeline.reading.document.place import places
from zq_pipeline.reading.facts.mention import mentions
from zq_pipeline.reading.facts.name_words import Found, is_free_after, is_letter, word_before
from zq_pipeline.reading.records import Entity, EntityKind, Mention, Statement
from zq_pipeline.text.finder import Finder
from zq_pipeline.text.span import Span

Key: TypeAlias = tuple[str, str]
"""What makes two finds one thing: kind and name, or code."""

_TOLD_AGAIN: Final = 3
"""A name of so many characters is known wherever it stands again."""
_COMPANY_HEAD: Final = either(word for word, kind in lexicon.HEADS.items() if kind == "company")
_SHORTENED: Final = {
    kind: re.compile(rf"(?P<stem>.{{2,}}?)(?:{either(w for w, k in lexicon.HEADS.items() if k == kind)})")
    for kind in ("company", "village", "town", "community")
}
_UNPRINTED: Final = re.compile(r"[\s“”\"《》]")
_PHASED: Final = re.compile(rf"(?P<stem>.+?)(?:{_COMPANY_HEAD})?\(?(?P<phase>[一二三四五六]期)\)?(?:项目|工程)?")


def _key(name: str, kind: str) -> str:
    """What two printings of one name share: 澄江新材料(一期) and 澄江一期项目 are one project.

    >>> _key("澄江新材料(一期)", "project") == _key("澄江一期项目", "project")
    True
    """
    if kind == "project":
        phased = _PHASED.fullmatch(name)
        return f"{phased['stem']}{phased['phase']}" if phased else re.sub("(?:项目|工程)$", "", name)
    return re.sub("(?:体育|社会工作服务)?品牌$", "", name)


def _stems(named: dict[Key, list[Span]], home: str) -> dict[str, Key]:
    """Short name → the one full name it stands for.

    A short name that two names share, or that is an area or the front of a place's name, stands for nothing.
    """
    fronts = {name[:length] for kind, name in named if kind in lexicon.GEO for length in range(2, len(name))}
    stems: dict[str, list[Key]] = defaultdict(list)
    for kind, name in named:
        match = _SHORTENED[kind].fullmatch(name) if kind in _SHORTENED else None
        if not match or match["stem"] in lexicon.NOUNS:
            continue
        if kind in ("company", "town") and area(match["stem"], home):
            continue  # 德清 is the county, not the town of that name
        if kind == "company" and match["stem"] in fronts:
            continue
        stems[match["stem"]].append((kind, name))
    return {stem: full[0] for stem, full in stems.items() if len(full) == 1}


def _stands_free(text: str, start: int, end: int, listed: bool = False) -> bool:
    """Whether a short name stands alone: no uncommon character on either side (one will do for three, or if ``listed``)."""
    if text[start - 1 : start + 1] in lexicon.WORDS and not word_before(text, start, 0):
        return False  # 海城市 is no part of 沿海城市
    if any(text[start : start + length] in lexicon.WORDS for length in (3, 4) if length > end - start):
        return False  # 文山 is no part of 文山会海
    before = (
        start == 0
        or not is_letter(text[start - 1])
        or text[start - 1] in lexicon.STOPS
        or bool(word_before(text, start, 0))
    )
    after = is_free_after(text, end)
    known = listed and text[start] not in lexicon.STOPS  # 和县 stands in 省市和县委
    return (before or after) if known or end - start > 2 else (before and after)


def read(
    source: str,
    folded: str,
    statements: Sequence[Statement],
    titles: Sequence[Span] = (),
    home: str = "",
    held: Sequence[Found] = (),
) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    """The things that ``statements`` name and every place where they name them, both in text order.

    What stands in ``titles`` (of honours) names nothing: 省级示范村 is no village.
    ``home`` is the code of the place that reports, from which nearby names are read; ``held`` are names that their honours tell.

    >>> text = "支持澄芯、禾木电子等企业,禾木扩建厂房。"
    >>> things, places = read(text, text, [Statement(Span(0, len(text)), 0, 1)])
    >>> [(thing.name, thing.kind.value, thing.aliases) for thing in things]
    [('澄芯', 'company', ()), ('禾木电子', 'company', ('禾木',))]
    >>> [place.span.cut(text) for place in places]
    ['澄芯', '禾木电子', '禾木']
    """
    if not statements:
        return (), ()
    body = statements[0].span.join(statements[-1].span)
    starts = [statement.span.start for statement in statements]
    told = sorted(set(titles))

    def inside(span: Span) -> bool:
        statement = statements[bisect_right(starts, span.start) - 1]
        return span.end <= statement.span.end and not _in_one(span, told)

    finds = [found for found in _finds(folded, body, home, held) if inside(found.span)]
    named, stems = _named(folded, finds, home)
    taken = sorted(span for spans in named.values() for span in spans)
    grounds = [(span, ("area", place.code)) for span, place in areas(folded, *body, home)]
    again = stems | _again(folded, named)
    shorter = [
        (span, again[span.cut(folded)])
        for span in Finder(again).spans(folded, *body)
        if folded[span.start - 1] == "“"
        or span.cut(folded) in stems
        or not _only_quoted(folded, named[again[span.cut(folded)]])
    ]
    for span, key in sorted(grounds + shorter, key=lambda one: (one[0].start, -one[0].end)):
        if inside(span) and not _overlaps(span, taken) and _stands_free(folded, *span, key[0] == "area"):
            named.setdefault(key, []).append(span)
            insort(taken, span)
    return _records(source, folded, named, home, starts)


def _again(folded: str, named: Mapping[Key, Sequence[Span]]) -> dict[str, Key]:
    """Names that are known wherever they stand again, with what they name."""
    return {
        span.cut(folded): key
        for key, spans in named.items()
        for span in spans
        if span.end - span.start >= _TOLD_AGAIN and not folded[span.start].isdigit()
    }


def _only_quoted(folded: str, spans: Sequence[Span]) -> bool:
    """Whether quotes alone make a name of what stands there: the words of “一件事” mean something else without them."""
    return all(folded[span.start - 1] == "“" for span in spans)


def _finds(folded: str, body: Span, home: str, held: Sequence[Found]) -> list[Found]:
    """What the words in ``body`` name, and the places of the home county among them."""
    finds = {found.span: found for found in mentions(folded, *body)}
    for found in (*held, *(Found(*named) for named in locals_named(folded, *body, home))):
        finds.setdefault(found.span, found)
    return sorted(finds.values(), key=lambda found: found.span)


def _named(folded: str, finds: Sequence[Found], home: str) -> tuple[dict[Key, list[Span]], dict[str, Key]]:
    """The finds of each thing, and the short names of the things."""
    first: dict[str, str] = {}
    for found in finds:
        if not found.weak:
            first.setdefault(found.span.cut(folded), found.kind)  # one name is one thing, of the kind seen first
    same = _in_brackets(folded, finds)
    named: dict[Key, list[Span]] = {}
    for found in finds:
        if not found.weak:
            name, kind = same.get(found.span, found.span).cut(folded), first[found.span.cut(folded)]
            named.setdefault((kind, _key(name, kind)), []).append(found.span)
    stems = _stems(named, home)
    weak = [found for found in finds if found.weak]
    tied = _tied(folded, weak, first, stems)
    firms = {found.group for found in weak if tied.get(found.span, ("",))[0] == "company"}
    shown = {found.group for found in weak if found.span in tied}
    for found in weak:
        if found.lone and found.group not in shown:
            continue  # 花卉、锦鲤等项目: nothing shows that they are names
        kind = "company" if found.group in firms else found.kind
        named.setdefault(tied.get(found.span) or (kind, _key(found.span.cut(folded), kind)), []).append(found.span)
    return named, stems


def _tied(folded: str, weak: Sequence[Found], first: dict[str, str], stems: Mapping[str, Key]) -> dict[Span, Key]:
    """The things that ``weak`` finds are, where their name is one that is known; ``first`` learns what their lists tell."""
    tied: dict[Span, Key] = {}
    kinds = {found.span.cut(folded): found.kind for found in reversed(weak) if not found.lone}
    for found in weak:
        name = found.span.cut(folded)
        if found.lone and name in kinds:
            first.setdefault(name, kinds[name])
        known = stems.get(name) or ((first[name], _key(name, first[name])) if name in first else None)
        if known:
            tied[found.span] = known
    return tied


def _in_brackets(folded: str, finds: Sequence[Found]) -> dict[Span, Span]:
    """Names in brackets right after a name of their kind → that name: 澄众北线(澄运公路)."""
    ends = {(found.span.end, found.kind): found.span for found in finds}
    return {
        found.span: ends[found.span.start - 1, found.kind]
        for found in finds
        if folded[found.span.start - 1 : found.span.start] == "("
        and folded[found.span.end : found.span.end + 1] == ")"
        and (found.span.start - 1, found.kind) in ends
    }


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    """Whether ``span`` shares a character with one of ``others`` (sorted; none is longer than 64)."""
    at = bisect_left(others, (span.end,))
    while at > 0 and others[at - 1].start > span.start - 64:
        at -= 1
        if others[at].end > span.start:
            return True
    return False


def _in_one(span: Span, others: Sequence[Span]) -> bool:
    """Whether one of ``others`` (in text order, apart from each other) holds the end of ``span``."""
    at = bisect_left(others, (span.end,))
    return at > 0 and others[at - 1].end >= span.end


def _place_code(kind: str, key: str, name: str, home: str) -> str:
    """The division code of an area, or of a town or village in the county of ``home``."""
    if kind == "area":
        return key
    return local(name, home) if kind in ("town", "village", "community") else ""


def thing(kind: str, name: str, place_code: str, home: str) -> str:
    """The key of a thing in all reports: where it is, its kind, and its name without quotes and blanks.

    What has a code is there; great waters and names known anywhere are the nation's; all else is in the place that reports.

    >>> thing("bridge", "清溪 桥", "", "330483105"), thing("area", "德清", "330521", "330483105")
    ('330483105:bridge:清溪桥', '330521:area:德清县')
    >>> thing("waterway", "长江", "", "330483105"), thing("venue", "“清溪”书屋", "", "")
    ('000000:waterway:长江', '-:venue:清溪书屋')
    """
    if place_code:
        return f"{place_code}:{kind}:{places()[place_code].name}"
    plain = _UNPRINTED.sub("", name)
    nation = plain in lexicon.WATERS or lexicon.KNOWN.get(plain) == kind
    return f"{'000000' if nation else home or '-'}:{kind}:{plain}"


def _records(
    source: str, folded: str, named: dict[Key, list[Span]], home: str, starts: Sequence[int]
) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    entities, told = [], []
    for (kind, key), spans in named.items():
        spans.sort()
        names = list(dict.fromkeys(span.cut(source) for span in spans))
        full = max(spans, key=lambda span: span.end - span.start)
        name = full.cut(source)
        aliases = tuple(other for other in names if other != name)
        at = [starts[bisect_right(starts, span.start) - 1] for span in spans]
        code = _place_code(kind, key, name, home)
        own = thing(kind, full.cut(folded), code, home)
        entities.append(Entity(spans[0], at[0], name, EntityKind(kind), aliases, code, own))
        told += [Mention(span, statement, spans[0]) for span, statement in zip(spans, at, strict=True)]
    told.sort(key=lambda mention: mention.span)
    wholes = _wholes(told, {entity.span: entity.thing for entity in entities})
    parts = (replace(entity, part_of=wholes.get(entity.span, "")) for entity in entities)
    return tuple(sorted(parts, key=lambda entity: entity.span)), tuple(told)


def _wholes(told: Sequence[Mention], things: dict[Span, str]) -> dict[Span, str]:
    """Entity → the thing that its name begins with, where both are named in one stretch: 松湖医院 in 松湖医院综合楼."""
    wholes: dict[Span, str] = {}
    for short, long in pairwise(told):
        if short.span.start == long.span.start and short.entity != long.entity:
            wholes.setdefault(long.entity, things[short.entity])
    return wholes
