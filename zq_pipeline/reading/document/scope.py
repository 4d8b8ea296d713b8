"""Whose time it is, and whether it is over: the scope of every statement of a report.

What comes in are the outline and the two years; what goes out is, for each statement and section, the part, the years
that are spoken of, and the words that say so. Evidence stands in headings, in how paragraphs and sentences open, and in what sentences say
(:mod:`zq_pipeline.reading.document.signs`). The states of a report follow one another on the path with the most evidence: to leave
a state costs the less, the stronger the break (chapter, section, paragraph, sentence), and from the plan back to the review more
than on to it, since a review stands before its plan. One sentence that sounds like a plan turns no review.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from zq_pipeline.grammar.timespan import Time
from zq_pipeline.lexicon.headings import APPENDIX, GLOSSARY
from zq_pipeline.reading.document.signs import Sign, State, Years, heading, sentence, weigh
from zq_pipeline.reading.records import Part, Section, Statement

_STATES: Final = tuple(State)
_NAMES: Final = ("review_year", "review_years", "plan_year", "plan_years")
_ANNOUNCE: Final = tuple(f"announce_{name}" for name in _NAMES)
_START: Final = (0, 1, 6, 8)
"""What it costs to begin in each state: most reports begin with the review."""
_TO_PLAN: Final = {"chapter": 2, "section": 7, "paragraph": 8, "sentence": 11}
_BACK: Final = {"chapter": 6, "section": 14, "paragraph": 14, "sentence": 18}
_LENGTH: Final = {"chapter": 3, "section": 4, "paragraph": 5, "sentence": 7}
"""What it costs to go on to the plan, back to the review, and to another length of time, at each kind of break."""
_UNSAID: Final = 4
"""What it costs more to turn where nothing speaks for the turn."""
_ANNOUNCED: Final = {True: 2, False: 1}
"""What it costs to go on to the state that a sentence announces: to the plan, or to another length of time."""
_PREAMBLE: Final = 800
"""What is longer, in characters, is no address to the hall."""
_BARE: Final = 40
"""What is longer is no line of a title."""
_ENDS: Final = "。；;！!？?：:，,、…"


class Scope(NamedTuple):
    """What holds at a statement: the part, the years, and the words that said so."""

    part: Part
    time: Time
    words: str = ""

    @property
    def long(self) -> bool:
        """Whether it is of several years."""
        return self.time.first < self.time.last


class Unit(NamedTuple):
    """A sentence: its statements, the break before it, and its signs."""

    statements: tuple[Statement, ...]
    edge: str
    signs: list[Sign]


class Document(NamedTuple):
    """Sections and statements with their part, and the scope of each statement, by where it starts."""

    sections: tuple[Section, ...]
    statements: tuple[Statement, ...]
    scopes: dict[int, Scope]


def read(folded: str, sections: Sequence[Section], statements: Sequence[Statement], years: Years) -> Document:
    """The scopes of ``statements`` and, from them, the parts of ``sections``.

    >>> from zq_pipeline.reading.document.outline import outline
    >>> from zq_pipeline.text.span import Span
    >>> text = "一、凝心聚力开新局\\n过去五年极不平凡。新建公路9公里。\\n二、乘势而上谱新篇\\n今年的预期目标是:产值增长6%。"
    >>> told = read(text, *outline(text, text, Span(0, 0), Span(0, len(text))), Years(2030, 2031))
    >>> [(scope.part.value, str(scope.time)) for scope in told.scopes.values()]
    [('review', '2026/2030'), ('review', '2026/2030'), ('plan', '2031')]
    """
    units = tuple(_units(folded, sections, statements, years))
    path = _path(units)
    if (aligned := _aligned(units, path, sections)) != units:
        units, path = aligned, _path(aligned)
    scopes: dict[int, Scope] = {}
    times = {
        State.REVIEW: (Time(years.review, years.review), ""),
        State.REVIEWS: (Time(years.review - 4, years.review), ""),
        State.PLAN: (Time(years.plan, years.plan, True), ""),
        State.PLANS: (Time(years.plan, years.plan + 4, True), ""),
    }
    here: Scope | None = None
    for number, (unit, state) in enumerate(zip(units, path, strict=True)):
        if said := _saying(unit.signs, state, turned=number == 0 or state is not path[number - 1]):
            times[state] = said.time or times[state][0], said.words
        if unit.edge != "sentence" or said:
            here = None
        spoken = _lead(unit.signs, state)
        if spoken is None and here and here.part is not _part(state) and any(s.name in _AHEAD for s in unit.signs):
            here = None
        scope = here or Scope(_part(state), *times[state])
        if spoken:
            scope = Scope(_part(spoken[1]), spoken[0].time or times[spoken[1]][0], spoken[0].words)
            lasts = not spoken[0].name.startswith("open_") and (scope.long or not state.long)
            here = scope if lasts or scope.part is not _part(state) else None
        scopes.update((s.span.start, scope) for s in unit.statements)
    scopes |= _preamble(sections, statements, scopes)
    scopes |= _behind(folded, sections, statements, scopes)
    parted = tuple(Statement(s.span, s.section, s.ordinal, scopes[s.span.start].part) for s in statements)
    return Document(_parted(sections, statements, scopes), parted, scopes)


def _saying(signs: Sequence[Sign], state: State, *, turned: bool) -> Sign | None:
    """The sign that sets the years of ``state``: of a heading, of an announcement, or the one that turned to it."""
    own = [sign for sign in signs if sign.name.endswith(f"_{_NAMES[state]}")]
    loud = [sign for sign in own if not sign.name.startswith("open_")]
    return next(iter(reversed(loud)), None) or (own[-1] if own and turned else None)


def _lead(signs: Sequence[Sign], state: State) -> tuple[Sign, State] | None:
    """The words of time that open a sentence and its state, if not ``state``: another length of time, or what is over in a plan."""
    for sign in signs:
        of = _STATE_OF.get(sign.name)
        if of is None or (sign.name.startswith("announce_") and of is state):
            continue
        if of.ahead is state.ahead:
            return None if sign.name.startswith("announce_") else (sign, of)
        if state.ahead and not any(s.name in _AHEAD for s in signs):
            return sign, of
    return None


_STATE_OF: Final = {
    f"{at}_{name}": state for at in ("announce", "lead", "open") for state, name in zip(_STATES, _NAMES, strict=True)
}
_AHEAD: Final = frozenset(("goal", "demand", "intent", "this_year", "to_year"))
"""Signs that what is told of what is over, within a plan, has come to its end."""


def _part(state: State) -> Part:
    return Part.PLAN if state.ahead else Part.REVIEW


def _units(folded: str, sections: Sequence[Section], statements: Sequence[Statement], years: Years) -> Iterator[Unit]:
    """The sentences of ``statements``, with the signs of the headings before them."""
    opened: set[int] = set()
    coming = iter(sections)
    both = False
    run: list[Statement] = []
    section, end = -1, 0
    pending: list[Sign] = []
    edge = "chapter"
    for statement in statements:
        begins = statement.section != section
        line = begins or "\n" in folded[end : statement.span.start] or "\r" in folded[end : statement.span.start]
        if run and (begins or line or folded[end - 1] not in ";:"):
            yield _unit(folded, run, edge, pending, years)
            run, pending = [], []
            edge = "paragraph" if line else "sentence"
        if begins:
            section = statement.section
            edge = "section"
            while section not in opened and (node := next(coming, None)):
                opened.add(node.span.start)
                words = folded[node.span.start + len(node.label) : node.span.end]
                signs = heading(words, years, below=not _chapter(node)) if node.level else []
                if node.level <= 1:
                    edge = "chapter"
                    signs += [Sign("after_both", "")] if both and not signs else []
                    names = {sign.name.split("_")[1] for sign in signs}
                    both = len(names & {"review", "plan"}) > 1
                pending += signs
        run.append(statement)
        end = statement.span.end
    if run:
        yield _unit(folded, run, edge, pending, years)


def _aligned(units: Sequence[Unit], path: Sequence[State], sections: Sequence[Section]) -> tuple[Unit, ...]:
    """``units`` with a sign where a section begins in another length of time than most of its siblings: (七) told of five years by the way, (八) goes on as (一) to (六) do."""
    heads = {section.span.start: section for section in sections}
    begun: dict[tuple[int | None, str], list[int]] = defaultdict(list)
    last = -1
    for at, unit in enumerate(units):
        head = heads.get(unit.statements[0].section)
        if head and head.level > 1 and head.label and unit.statements[0].section != last:
            begun[head.parent, _ORDINAL.sub("#", head.label)].append(at)
        last = unit.statements[-1].section
    done = list(units)
    for siblings in begun.values():
        most, count = Counter(path[at] for at in siblings).most_common(1)[0]
        for at in siblings if 2 * count >= len(siblings) >= _SIBLINGS else ():
            timed = any(sign.time for sign in units[at].signs)
            if path[at] is not most and path[at].ahead is most.ahead and not timed:
                done[at] = units[at]._replace(signs=[*units[at].signs, Sign(f"alike_{most.name.lower()}", "")])
    return tuple(done)


_SIBLINGS: Final = 3
_ORDINAL: Final = re.compile(r"[\d一二三四五六七八九十]+")


def _chapter(section: Section) -> bool:
    """Whether the words of a heading speak for a whole part: 二、…, 第二部分 …, a bare line, and not (一)…, 一是…."""
    return section.level <= 1 and (
        not section.label or section.label[-1] in "、分章" or section.label[:-1].endswith(("部分", "章"))
    )


def _unit(folded: str, run: Sequence[Statement], edge: str, above: list[Sign], years: Years) -> Unit:
    said = folded[run[0].span.start : run[-1].span.end]
    opens = edge != "sentence"
    line = opens and len(said) <= _BARE and said[-1] not in _ENDS
    own = heading(said, years, below=False) if line else sentence(said, years, opens=opens)
    return Unit(tuple(run), "chapter" if line else edge, [*above, *own])


def _cost(edge: str, before: State, after: State) -> int:
    if before is after:
        return 0
    length = _LENGTH[edge] if before.long is not after.long else 0
    if before.ahead is after.ahead:
        return length
    return (_TO_PLAN if after.ahead else _BACK)[edge] + length // 2


_COSTS: Final = {edge: tuple(tuple(_cost(edge, a, b) for a in _STATES) for b in _STATES) for edge in _LENGTH}
"""What it costs to come to each state (a row) from each other, by the break between."""


def _costs(unit: Unit) -> Sequence[Sequence[int]]:
    """The costs of a turn at ``unit``; to the state that it announces, little."""
    costs: Sequence[Sequence[int]] = _COSTS[unit.edge]
    for sign in unit.signs:
        if sign.name in _ANNOUNCE:
            after = State(_ANNOUNCE.index(sign.name))
            row = [
                _ANNOUNCED[after.ahead and not before.ahead]
                if before is not after and (after.ahead or not before.ahead)
                else costs[after][before]
                for before in _STATES
            ]
            costs = [row if state is after else costs[state] for state in _STATES]
    return costs


def _path(units: Sequence[Unit]) -> list[State]:
    """The states of ``units`` for which the signs speak most, less what the turns cost; the first of equals.

    Nobody turns where nothing is said, at a sentence: to turn there costs most.
    """
    best = [-cost for cost in _START]
    came: list[tuple[int, ...]] = []
    for unit in units:
        if not unit.signs and unit.edge == "sentence":
            came.append(_STAY)
            continue
        step: list[int] = []
        score: list[int] = []
        spoken = weigh(unit.signs)
        for row, told, after in zip(_costs(unit), spoken, _STAY, strict=True):
            came_from, most = after, best[after]
            for before in _STAY:
                unsaid = _UNSAID if before != after and spoken[after] <= spoken[before] else 0
                if best[before] - row[before] - unsaid > most:
                    came_from, most = before, best[before] - row[before] - unsaid
            step.append(came_from)
            score.append(most + told)
        best = score
        came.append(tuple(step))
    if not units:
        return []
    at = max(_STAY, key=lambda state: best[state])
    path = [at]
    for back in reversed(came[1:]):
        at = back[at]
        path.append(at)
    return [State(at) for at in reversed(path)]


_STAY: Final = (0, 1, 2, 3)


_STATUS: Final = {Part.PLAN: "target", Part.APPENDIX: ""} | dict.fromkeys(
    (Part.PREAMBLE, Part.REVIEW, Part.GLOSSARY), "actual"
)


def _preamble(
    sections: Sequence[Section], statements: Sequence[Statement], scopes: dict[int, Scope]
) -> dict[int, Scope]:
    """The scopes of what little stands before the first chapter: it is of no part."""
    root = sections[0].span.start if sections and not sections[0].level else -1
    before = [s for s in statements if s.section == root]
    long = before and before[-1].span.end - before[0].span.start > _PREAMBLE
    if long or len(before) == len(statements):
        return {}
    return {s.span.start: scopes[s.span.start]._replace(part=Part.PREAMBLE) for s in before}


def _behind(
    folded: str, sections: Sequence[Section], statements: Sequence[Statement], scopes: dict[int, Scope]
) -> dict[int, Scope]:
    """The scopes of what stands behind the report: explanations of words, which aim at nothing, and attachments."""
    found: dict[int, Scope] = {}
    heads = {section.span.start: section for section in sections}
    part: Part | None = None
    section, end = -1, 0
    for statement in statements:
        if statement.section != section:
            section = statement.section
            head = heads.get(section)
            part = (head and _opens_behind(head.span.cut(folded))) or part
            part = (
                None
                if part is Part.APPENDIX and head and _chapter(head) and not _opens_behind(head.span.cut(folded))
                else part
            )
        elif "\n" in folded[end : statement.span.start]:
            part = _opens_behind(statement.span.cut(folded)) or part
        end = statement.span.end
        if part:
            time = scopes[statement.span.start].time
            found[statement.span.start] = Scope(part, time._replace(plan=time.plan and part is Part.APPENDIX))
    return found


def _opens_behind(line: str) -> Part | None:
    """The part that a line opens behind a report: 名 词 解 释, 附件1.

    >>> _opens_behind("※名 词 解 释※"), _opens_behind("附件: 民生实事清单"), _opens_behind("附件已发给各位代表,请予审议。")
    (<Part.GLOSSARY: 'glossary'>, <Part.APPENDIX: 'appendix'>, None)
    """
    bare = _MARKS.sub("", line[:_BARE])
    if bare in GLOSSARY:
        return Part.GLOSSARY
    opens = bare.startswith(APPENDIX) and len(line) <= _BARE and line[-1:] not in _ENDS
    return Part.APPENDIX if opens else None


_MARKS: Final = re.compile(r"[\W_]")


def _parted(
    sections: Sequence[Section], statements: Sequence[Statement], scopes: dict[int, Scope]
) -> tuple[Section, ...]:
    """``sections`` with the part that holds where each begins; one without a statement takes that of what follows it."""
    first: dict[int, Scope] = {}
    for statement in statements:
        first.setdefault(statement.section, scopes[statement.span.start])
    done: list[Section] = []
    part = Part.REVIEW
    for section in reversed(sections):
        scope = first.get(section.span.start)
        part = scope.part if scope else Part.PREAMBLE if not section.level else part
        if scope:
            section = replace(section, years=str(scope.time), status=_STATUS[part], scope_words=scope.words)
        done.append(replace(section, part=part))
    return tuple(reversed(done))
