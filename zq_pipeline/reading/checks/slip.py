"""Slips of the pen: what the words of a report alone show to be mistyped. One small rule a kind."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from zq_pipeline.lexicon import slips as lexicon
from zq_pipeline.lexicon.entities import WORDS, either
from zq_pipeline.lexicon.homophones import alike, sounds
from zq_pipeline.reading.records import (
    Action,
    Entity,
    Mention,
    NoteKind,
    Observation,
    Section,
    SourceNote,
    Statement,
    Sure,
    Target,
)
from zq_pipeline.text.headings import ordinal_of
from zq_pipeline.text.span import Span


@dataclass(frozen=True)
class Known:
    """What the readers have found in a report, each list in text order, for the rules to look at."""

    source: str
    folded: str
    sections: Sequence[Section]
    statements: Sequence[Statement]
    observations: Sequence[Observation] = ()
    entities: Sequence[Entity] = ()
    mentions: Sequence[Mention] = ()
    actions: Sequence[Action] = ()
    targets: Sequence[Target] = ()

    @cached_property
    def told_together(self) -> list[list[Observation]]:
        """The observations of each statement that has two or more, in text order."""
        found: dict[int, list[Observation]] = defaultdict(list)
        for observed in self.observations:
            found[observed.statement].append(observed)
        return [group for group in found.values() if len(group) > 1]


_NUMBER: Final = re.compile(rf"[{lexicon.SIBLINGS}]{{1,3}}|\d{{1,2}}")
_RUN: Final = re.compile(rf"(?:^|[,;:。])(?P<label>(?P<number>[{lexicon.SIBLINGS}])是)")
_ITEM: Final = re.compile(rf"[{lexicon.SIBLINGS}]是")

_AROUND: Final = 30
"""so many labels before and after a wrong one are told as evidence"""


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    return (
        ("一二三四五六七八九"[tens - 1] if tens > 1 else "")
        + ("十" if tens else "")
        + (lexicon.SIBLINGS[ones - 1] if ones else "")
    )


def _misnumbered(labels: Sequence[tuple[Span, str, int]]) -> Iterator[tuple[int, str, Sure]]:
    """Of labels in a row, those that break the order: which, as meant, and how sure.

    A new list that starts is no break, nor is the list around it that goes on.
    """
    expected = 1
    around: list[int] = []
    for place, (_, label, ordinal) in enumerate(labels):
        after = labels[place + 1][2] if place + 1 < len(labels) else None
        if ordinal == expected:
            expected += 1
        elif ordinal == 1 and after != expected + 1:
            around.append(expected)
            expected = 2
        elif ordinal in around:
            around = around[: around.index(ordinal)]
            expected = ordinal + 1
        elif place == 0 or (ordinal > expected + 1 and after != expected + 1):
            expected = ordinal + 1  # labels left out, or headings that were not seen as such
        else:
            sure = Sure.HIGH if after == expected + 1 else Sure.MEDIUM  # what follows bears it out
            if sure is Sure.HIGH or not around:  # lists within lists, some of whose labels were not seen
                yield place, _relabelled(label, expected), sure
            expected = max(ordinal, expected) + 1


def _relabelled(label: str, ordinal: int) -> str:
    """``label`` with another number: (八) → (七)."""
    number = _NUMBER.search(label)
    if number is None:
        return label
    meant = str(ordinal) if number[0].isdecimal() else _numeral(ordinal)
    return label[: number.start()] + meant + label[number.end() :]


def _said_between(folded: str, meant: str, start: int, end: int) -> bool:
    """Whether the label that seems left out stands within running text: 三要加强管理, 第五,发展教育."""
    number = _NUMBER.search(meant)
    if number is None:
        return False
    label = rf"第{number[0]}|{number[0]}[、.是要]|\({number[0]}\)"
    return re.search(label, folded[start:end]) is not None


def _told_in(
    pattern: re.Pattern[str], known: Known, sign: re.Pattern[str] | None = None
) -> Iterator[tuple[Statement, re.Match[str]]]:
    """What ``pattern`` matches inside each statement; one pass over the text finds the few statements to look at.

    ``sign`` is something rarer that a statement must hold.
    """
    statements = iter(known.statements)
    statement = next(statements, None)
    for near in (sign or pattern).finditer(known.folded):
        while statement and statement.span.end <= near.start():
            statement = next(statements, None)
        while statement and statement.span.start < near.end():
            yield from ((statement, match) for match in pattern.finditer(known.folded, *statement.span))
            statement = next(statements, None)


def enumerators(known: Known) -> Iterator[SourceNote]:
    """一是…一是…三是: labels of one list that are not in order."""
    lists: dict[tuple[int | None, str, int | None], list[tuple[Span, str, int]]] = defaultdict(list)
    for section in known.sections:
        if section.ordinal is not None:
            form = _NUMBER.sub("#", section.label)
            span = Span(section.span.start, section.span.start + len(section.label))
            lists[section.parent, form, None].append((span, section.label, section.ordinal))
    owner: dict[Span, int] = {}
    for statement, match in _told_in(_RUN, known, _ITEM):
        span = Span(*match.span("label"))
        owner[span] = statement.span.start
        lists[statement.section, "#是", statement.section].append((span, match["label"], ordinal_of(match["number"])))
    for labels in lists.values():
        for place, meant, sure in _misnumbered(labels):
            span = labels[place][0]
            before = labels[place - 1][0].end if place else 0
            if sure is not Sure.HIGH and _said_between(known.folded, meant, before, span.start):
                continue
            around = labels[max(0, place - _AROUND) : place + _AROUND]
            order = "、".join(printed for _, printed, _ in around)
            yield SourceNote(span, owner.get(span), NoteKind.ENUMERATOR, meant, order, sure)


_TWICE: Final = re.compile(
    rf"(?P<word>{either(lexicon.DOUBLED)})(?P<between>[^,;:。、\d“”()和与并及或且\s]{{1,16}}?)(?P=word)(?=[^,;。]{{0,12}}\d)"
)
_AT_ONCE: Final = re.compile(r"(?P<word>[一-鿿]{2,4}?)(?P=word)")


def doubled_words(known: Known) -> Iterator[SourceNote]:
    """累计完成固定资产投资累计完成9亿元; 推进推进."""
    for statement, match in _told_in(_TWICE, known):
        yield _doubled(statement, match, match["word"] + match["between"], Sure.HIGH)
    for statement, match in _told_in(_AT_ONCE, known):
        before, after = known.folded[max(0, match.start() - 1)], known.folded[match.end() : match.end() + 1]
        if (
            match["word"] not in WORDS
            or match["word"][0] == "一"
            or before == match["word"][-1]
            or after == match["word"][0]
        ):
            continue  # 一年一年 and 以文化文化人 are not slips
        yield _doubled(statement, match, match["word"], Sure.MEDIUM)


def _doubled(statement: Statement, match: re.Match[str], meant: str, sure: Sure) -> SourceNote:
    return SourceNote(
        Span(*match.span()), statement.span.start, NoteKind.DOUBLED_WORD, meant, f"{match['word']}×2", sure
    )


_PHASE: Final = re.compile(
    rf"(?:{either(lexicon.PHASED)})(?P<phase>(?P<number>[{lexicon.SIBLINGS}])(?P<char>[一-鿿]))(?={either(lexicon.AFTER_PHASE)})"
)


_SIBLING: Final = re.compile(rf"(?P<number>[{lexicon.SIBLINGS}])期")
_NEAR: Final = 120


def phases(known: Known) -> Iterator[SourceNote]:
    """清溪公寓一起完成主体结构,二期…: a character that sounds like 期 where a phase is told; another phase near it makes sure."""
    for statement, match in _told_in(_PHASE, known):
        if not alike(match["char"], "期"):
            continue
        low, high = max(statement.span.start, match.start() - _NEAR), min(statement.span.end, match.end() + _NEAR)
        siblings = _SIBLING.finditer(known.folded, low, high)
        other = next((found for found in siblings if found["number"] != match["number"]), None)
        if other or match["char"] != "起":
            evidence = Span(*other.span()) if other else None
            told = other[0] if other else "期"
            sure = Sure.HIGH if other else Sure.MEDIUM
            yield SourceNote(
                Span(*match.span("phase")),
                statement.span.start,
                NoteKind.HOMOPHONE,
                match["number"] + "期",
                told,
                sure,
                evidence,
            )


_QUOTE: Final = re.compile(r"“(?P<name>[一-鿿]{4,12})”")
_ALIKE: Final = 40
"""no more names that sound alike are compared"""


def homophones(known: Known) -> Iterator[SourceNote]:
    """One name that differs in one character of the same sound from what is printed elsewhere: 一健办 beside 一键办."""
    text = known.folded
    places = [(m["name"], m.start("name")) for m in _QUOTE.finditer(text)]
    places += [(m.span.cut(text), m.span.start) for m in known.mentions if m.span.end - m.span.start >= 4]
    names = Counter(name for name, _ in places)
    if not names:
        return
    firsts = dict(sorted(places, key=lambda place: -place[1]))
    rank = {name: at for at, name in enumerate(names)}
    sounding: dict[str, list[str]] = defaultdict(list)
    for name in names:
        sounding[sounds(name)].append(name)
    heard = sounds(text)
    near = [
        (start, rank[name], name, printed)
        for sound, bearers in sounding.items()
        for start in _places(heard, sound)
        for printed in (text[start : start + len(sound)],)
        for name in bearers[:_ALIKE]
        if name != printed and _one_apart(printed, name)
    ]
    at_statement = iter(known.statements)
    current = next(at_statement, None)
    seen: set[Span] = set()
    for start, _, name, printed in sorted(near):
        span = Span(start, start + len(name))
        while current and current.span.end <= start:
            current = next(at_statement, None)
        if span in seen or current is None or current.span.start > start:
            continue
        if names[printed] > names[name] or (names[printed] == names[name] and firsts[name] > start):
            continue
        seen.add(span)
        where = Span(firsts[name], firsts[name] + len(name))
        sure = Sure.HIGH if names[name] > names[printed] else Sure.MEDIUM
        yield SourceNote(span, current.span.start, NoteKind.HOMOPHONE, name, name, sure, where)


def _places(text: str, words: str) -> Iterator[int]:
    """Where ``words`` stand in ``text``."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _one_apart(one: str, other: str) -> bool:
    """Whether two names that sound alike differ in just one character."""
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1


_LETTER: Final = re.compile(f"[{''.join(lexicon.LOOKALIKES)}]")
_LOOKALIKE: Final = re.compile(r"[\dlIOo][\dlIOo.]{1,15}(?=[万亿元个家人吨亩项座条处户名次%公平])")


def lookalikes(known: Known) -> Iterator[SourceNote]:
    """25l亿元: a letter that looks like a digit, inside a number."""
    for statement, match in _told_in(_LOOKALIKE, known, _LETTER):
        before = known.folded[max(0, match.start() - 1)]
        printed = set(match[0])
        if (
            printed.isdisjoint(lexicon.LOOKALIKES)
            or printed.isdisjoint("0123456789")
            or (before.isascii() and before.isalnum())
        ):
            continue
        meant = "".join(lexicon.LOOKALIKES.get(c, c) for c in match[0])
        wrong = "、".join(c for c in match[0] if c in lexicon.LOOKALIKES)
        yield SourceNote(Span(*match.span()), statement.span.start, NoteKind.LOOKALIKE_DIGIT, meant, wrong, Sure.HIGH)


def name_variants(known: Known) -> Iterator[SourceNote]:
    """One name printed in several ways, more than a short name: 澄江新材料(一期) and 澄江一期."""
    first: dict[tuple[Span, str], Mention] = {}
    for mention in known.mentions:
        first.setdefault((mention.entity, mention.span.cut(known.source)), mention)
    for entity in known.entities:
        for alias in entity.aliases:
            plain = alias.strip("()（）")
            if plain in entity.name or entity.name in plain or _is_shortened(plain, entity.name):
                continue
            place = first.get((entity.span, alias))
            if place and known.folded[max(0, place.span.start - 1)] != "(":  # (又名…) is told, not a slip
                yield SourceNote(
                    place.span,
                    place.statement,
                    NoteKind.NAME_VARIANT,
                    entity.name,
                    entity.name,
                    Sure.MEDIUM,
                    entity.span,
                )


def _is_shortened(short: str, name: str) -> bool:
    """Whether ``short`` is ``name`` with a stretch left out but for brackets, as firms are called for short."""
    return (
        "(" not in name
        and "（" not in name
        and short[:2] == name[:2]
        and short[-2:] == name[-2:]
        and len(short) < len(name)
    )


RULES: Final = (enumerators, doubled_words, phases, homophones, lookalikes, name_variants)
