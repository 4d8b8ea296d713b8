"""Who and what a report names: each thing once, with all the places where it is named."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from zq_pipeline.lexicon import entities as lexicon
from zq_pipeline.lexicon.entities import either
from zq_pipeline.reading.area import area, areas, local, locals_named
from zq_pipeline.reading.mention import Found, is_free_after, is_letter, mentions, word_before
from zq_pipeline.reading.records import Entity, EntityKind, Mention, Statement
from zq_pipeline.text.span import Span

_COMPANY_HEAD: Final = either(word for word, kind in lexicon.HEADS.items() if kind == "company")
_SHORTENED: Final = {
    kind: re.compile(rf"(?P<stem>.{{2,}}?)(?:{either(w for w, k in lexicon.HEADS.items() if k == kind)})")
    for kind in ("company", "village", "town", "community")
}
_PHASED: Final = re.compile(
    rf"(?P<stem>.+?)(?:{_COMPANY_HEAD})?[（(]?(?P<phase>[一二三四五六]期)[）)]?(?:项目|工程)?"
)


@dataclass(slots=True)
class _Named:
    kind: str
    finds: list[tuple[Found, int]] = field(default_factory=list)


def _key(name: str, kind: str) -> str:
    """What two printings of one name share: 澄江新材料(一期) and 澄江一期项目 are one project.

    >>> _key("澄江新材料（一期）", "project") == _key("澄江一期项目", "project")
    True
    """
    if kind == "project":
        phased = _PHASED.fullmatch(name)
        return f"{phased['stem']}{phased['phase']}" if phased else re.sub("(?:项目|工程)$", "", name)
    return re.sub("(?:体育|社会工作服务)?品牌$", "", name)


def _stems(named: dict[tuple[str, str], _Named], home: str) -> dict[str, tuple[str, str]]:
    """Short name → the one full name it stands for.

    A short name that two names share, or that is an area or the front of a place's name, stands for nothing.
    """
    places = [name for kind, name in named if kind in lexicon.GEO]
    stems: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for kind, name in named:
        match = _SHORTENED[kind].fullmatch(name) if kind in _SHORTENED else None
        if not match or match["stem"] in lexicon.NOUNS:
            continue
        if kind == "company" and (area(match["stem"], home) or any(place.startswith(match["stem"]) for place in places)):
            continue
        stems[match["stem"]].append((kind, name))
    return {stem: full[0] for stem, full in stems.items() if len(full) == 1}


def _stands_free(text: str, start: int, end: int) -> bool:
    """Whether a short name stands alone: no uncommon character on either side (one will do for three)."""
    before = start == 0 or not is_letter(text[start - 1]) or text[start - 1] in lexicon.STOPS or bool(word_before(text, start, 0))
    after = is_free_after(text, end)
    return (before or after) if end - start > 2 else (before and after)


def read(
    source: str, folded: str, statements: Sequence[Statement], titles: Sequence[Span] = (), home: str = ""
) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    """The things that ``statements`` name and every place where they name them, both in text order.

    What stands in ``titles`` (of honours) names nothing: 省级示范村 is no village.
    ``home`` is the code of the place that reports, from which nearby names are read.

    >>> text = "支持澄芯、禾木电子等企业，禾木扩建厂房。"
    >>> things, places = read(text, text, [Statement(Span(0, len(text)), 0, 1)])
    >>> [(thing.name, thing.kind.value, thing.aliases) for thing in things]
    [('澄芯', 'company', ()), ('禾木电子', 'company', ('禾木',))]
    >>> [place.span.cut(text) for place in places]
    ['澄芯', '禾木电子', '禾木']
    """
    finds = [
        (found, statement)
        for statement in statements
        for found in mentions(folded, *statement.span)
        if not _in_one(found.span, titles)
    ]
    first: dict[str, str] = {}
    for found, _ in finds:
        if not found.weak:
            first.setdefault(found.span.cut(folded), found.kind)
    same = _in_brackets(folded, finds)
    finds = [(found._replace(kind=first.get(found.span.cut(folded), found.kind)), statement) for found, statement in finds]
    sure = {found.span.cut(folded): found.kind for found, _ in finds if not found.weak}
    named: dict[tuple[str, str], _Named] = {}
    for found, statement in finds:
        if not found.weak:
            full = (found.kind, _key(same.get(found.span, found.span).cut(folded), found.kind))
            named.setdefault(full, _Named(found.kind)).finds.append((found, statement.span.start))
    stems = _stems(named, home)

    weak = [(found, statement) for found, statement in finds if found.weak]
    tied: dict[Span, tuple[str, str]] = {}
    groups: dict[int | None, str] = {}
    for found, _ in weak:
        name = found.span.cut(folded)
        known = stems.get(name) or ((sure[name], _key(name, sure[name])) if name in sure else None)
        if known:
            tied[found.span] = known
            if known[0] == "company":
                groups[found.group] = "company"
    for found, statement in weak:
        kind = groups.get(found.group, found.kind)
        key = tied.get(found.span) or (kind, _key(found.span.cut(folded), kind))
        named.setdefault(key, _Named(key[0])).finds.append((found, statement.span.start))

    covered: dict[int, list[Span]] = defaultdict(list)
    for found, statement in finds:
        covered[statement.span.start].append(found.span)
    pattern = re.compile(either(stems) or "(?!)")
    for statement in statements:
        taken = covered[statement.span.start]
        short = [(Span(*m.span()), stems[m[0]]) for m in pattern.finditer(folded, *statement.span)]
        places = [(span, (kind, span.cut(folded))) for span, kind in locals_named(folded, *statement.span, home)]
        places += [(span, ("area", place.code)) for span, place in areas(folded, *statement.span, home)]
        for span, key in (*places, *short):
            known_place = key[0] != "area" and key[1] == span.cut(folded)
            if not any(span.overlaps(other) for other in taken) and (known_place or _stands_free(folded, *span)):
                named.setdefault(key, _Named(key[0])).finds.append((Found(span, key[0]), statement.span.start))
                taken.append(span)
    return _records(source, named, home)


def _in_brackets(folded: str, finds: Sequence[tuple[Found, Statement]]) -> dict[Span, Span]:
    """Names in brackets right after a name of their kind → that name: 澄众北线(澄运公路)."""
    ends = {(found.span.end, found.kind): found.span for found, _ in finds}
    return {
        found.span: ends[found.span.start - 1, found.kind]
        for found, _ in finds
        if folded[found.span.start - 1 : found.span.start] == "("
        and folded[found.span.end : found.span.end + 1] == ")"
        and (found.span.start - 1, found.kind) in ends
    }


def _in_one(span: Span, others: Sequence[Span]) -> bool:
    """Whether one of ``others`` (in text order, apart from each other) holds the end of ``span``."""
    at = bisect_left(others, (span.end,))
    return at > 0 and others[at - 1].end >= span.end


def _place_code(kind: str, key: str, name: str, home: str) -> str:
    """The division code of an area, or of a town or village in the county of ``home``."""
    if kind == "area":
        return key
    return local(name, home) if kind in ("town", "village", "community") else ""


def _records(source: str, named: dict[tuple[str, str], _Named], home: str) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    entities, places = [], []
    for (kind, key), thing in named.items():
        thing.finds.sort(key=lambda find: find[0].span)
        first, statement = thing.finds[0]
        names = list(dict.fromkeys(found.span.cut(source) for found, _ in thing.finds))
        name = max(names, key=len)
        aliases = tuple(other for other in names if other != name)
        code = _place_code(kind, key, name, home)
        entities.append(Entity(first.span, statement, name, EntityKind(kind), aliases, code))
        places += [Mention(found.span, at, first.span) for found, at in thing.finds]
    return (
        tuple(sorted(entities, key=lambda entity: (entity.span, entity.kind))),
        tuple(sorted(places, key=lambda place: (place.span, place.entity))),
    )
