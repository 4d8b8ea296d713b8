"""The words of aims: how firmly one is put, and aims that have no number.

In: folded text, statements, and the observations in them. Out: the tone and wording of an aim, and the aims in words
(居民收入增长与经济增长同步), each with the indicator that it is of.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from zq_pipeline.lexicon.aims import TONES, WORDED
from zq_pipeline.reading.figures.indicator import identify
from zq_pipeline.reading.records import Bound, Measure, Observation, Part, Section, Statement, Status, Tone
from zq_pipeline.text.span import Span

_ANY: Final = re.compile("[步超稳平完正]|[高快好]于|跑赢|不低")
"""What every aim in words has."""
_BEFORE: Final = re.compile(r"[;。；\n]")
_TONED: Final = re.compile("|".join(verbs.pattern for _, verbs in TONES))
_OPENS: Final = re.compile(r".*[,;。:\n]", re.DOTALL)
_CLOSES: Final = re.compile(r"[,;。\n]")
_CLAUSE: Final = re.compile(r"[^,;。:，；：\n]+")
_PUT_BEFORE: Final = re.compile(
    "(?:增速|增长|涨幅|增幅|(?:实际|稳步|较快|持续)*增长)?(?:力争|争取|努力|继续|要|将|全部|均|总体)*$"
)
_OPENERS: Final = re.compile("^(?:推动|促进|实现|力争|确保|努力|保持|使|促使|继续|全力|其中|同时)+")
_GROWS: Final = re.compile("增长|增速|涨幅|收入")
_RATES: Final = frozenset({"sync", "above", "positive"})
_AND: Final = re.compile("[、和]")
_ENDS: Final = re.compile("(?:减排|约束性)?(?:目标|任务|指标|要求|控制)+$")
_FAR: Final = 60
_BY_BOUND: Final = {
    Bound.APPROX: Tone.ABOUT,
    Bound.AT_LEAST: Tone.FLOOR,
    Bound.MORE_THAN: Tone.FLOOR,
    Bound.AT_MOST: Tone.CEILING,
    Bound.LESS_THAN: Tone.CEILING,
}


class Worded(NamedTuple):
    """An aim in words: where its clause stands, what it asks (``sync``, ``above`` …), the indicator, and the time."""

    span: Span
    statement: int
    asks: str
    name: str
    indicator_code: str
    subject: str
    measure: Measure
    period: str


def tone(folded: str, observed: Observation) -> Tone:
    """How firmly an aim is put: by a verb in its clause, or one that opens its sentence, or else by its bound.

    >>> from decimal import Decimal
    >>> text = "力争水库蓄水达到12亿吨左右"
    >>> aim = Observation(Span(8, 13), 0, "水库蓄水", Measure.LEVEL, Decimal(12), "吨", Bound.APPROX, Status.TARGET, "2031")
    >>> tone(text, aim).value, tone(text[2:], aim).value
    ('strive', 'about')
    """
    start = max(observed.statement, observed.span.start - _FAR)
    return said(folded, start, observed.span.start) or _BY_BOUND.get(observed.bound, Tone.PLAIN)


def said(folded: str, start: int, end: int) -> Tone | None:
    """The tone of the last verb that has one in the clause that ``folded[start:end]`` ends in, or else of the opening of its sentence."""
    words = _BEFORE.split(folded[start:end])[-1]
    if not _TONED.search(words):
        return None
    clause = words[words.rfind(",") + 1 :]
    found = [(match.end(), name) for name, verbs in TONES for match in verbs.finditer(clause)]
    found = found or [(match.end(), name) for name, verbs in TONES if (match := verbs.match(words))]
    return Tone(max(found)[1]) if found else None


def clause(folded: str, span: Span, statement: Span) -> Span:
    """The clause that ``span`` stands in, within its statement.

    >>> text = "产值增长5%左右,力争更好。"
    >>> clause(text, Span(4, 6), Span(0, len(text))).cut(text)
    '产值增长5%左右'
    """
    opens = _OPENS.match(folded, statement.start, span.start)
    closes = _CLOSES.search(folded, span.end, statement.end)
    return Span(opens.end() if opens else statement.start, closes.start() if closes else statement.end)


def worded(
    folded: str,
    sections: Sequence[Section],
    statements: Sequence[Statement],
    observations: Sequence[Observation],
    plan_year: int,
) -> Iterator[Worded]:
    """The aims in words, in text order.

    A clause is one when the nearest number of its statement is aimed at; of a statement without numbers the last before
    it counts, in the same paragraph or the same section of a plan, and where there is none, whether it stands in a plan.

    >>> from zq_pipeline.reading.document.outline import outline
    >>> text = "一、2032年工作思路\\n居民收入增长与经济增长同步。"
    >>> from zq_pipeline.reading.document.scope import read
    >>> from zq_pipeline.reading.document.signs import Years
    >>> sections, statements, _ = read(text, *outline(text, text, Span(0, 0), Span(0, len(text))), Years(2031, 2032))
    >>> [(w.asks, w.indicator_code, w.measure.value, w.period) for w in worded(text, sections, statements, (), 2032)]
    [('sync', 'income_per_head', 'change_rate', '2032')]
    """
    years = {section.span.start: section.years for section in sections}
    by_statement: dict[int, list[Observation]] = {}
    for o in observations:
        by_statement.setdefault(o.statement, []).append(o)
    last: Observation | None = None
    section, end = -1, 0
    for statement in statements:
        if statement.section != section:
            section, last = statement.section, None
        in_plan = statement.part is Part.PLAN
        if not in_plan and "\n" in folded[end : statement.span.start]:
            last = None
        numbers = by_statement.get(statement.span.start, [])
        spoken = _CLAUSE.finditer(folded, *statement.span) if _ANY.search(folded, *statement.span) else ()
        for match in spoken:
            if not _ANY.search(match[0]):
                continue
            near = _nearest(numbers, match.start()) or last
            if near.status is Status.TARGET if near else in_plan:
                period = near.period if near else years.get(section) or str(plan_year)
                yield from _aims(match[0], Span(*match.span()), statement.span.start, period)
        last, end = numbers[-1] if numbers else last, statement.span.end


def _nearest(numbers: Sequence[Observation], at: int) -> Observation | None:
    """Of ``numbers``, in text order, the one that begins nearest to ``at``; of two as near the first."""
    after = bisect_left(numbers, at, key=lambda o: o.span.start)
    return min(numbers[max(0, after - 1) : after + 1], key=lambda o: abs(o.span.start - at), default=None)


def _aims(words: str, span: Span, statement: int, period: str) -> Iterator[Worded]:
    """The aims of one clause: an indicator each; none when a number follows the words."""
    for asks, pattern in WORDED:
        found = pattern.search(words)
        if not found:
            continue
        before, behind = words[: found.start()], words[found.end() :]
        if any(map(str.isdigit, behind)) or any(map(str.isdigit, found[0])):
            return
        names = [_OPENERS.sub("", _PUT_BEFORE.sub("", before))]
        if asks == "assigned":
            names = [part for side in (before, behind) for part in _AND.split(_ENDS.sub("", side)) if part]
        grows = asks in _RATES or (asks == "level" and _GROWS.search(before))
        measure = Measure.CHANGE_RATE if grows else Measure.LEVEL
        for name in names:
            if (known := identify(name, "%" if grows else "", measure.value)) and not known.breakdown:
                yield Worded(span, statement, asks, name, known.code, known.subject, measure, period)
        return
