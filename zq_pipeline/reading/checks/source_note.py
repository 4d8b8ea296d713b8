"""What a report gets wrong, contradicts or says twice, and what its own numbers bear out. The tables keep what is printed.

Each kind is one small rule in ``RULES``; those that look at words alone are in :mod:`zq_pipeline.reading.checks.slip`. Sums are
done in exact decimals, and a printed rate holds when it is the true one rounded to the places printed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from math import ceil, floor
from typing import Final

from zq_pipeline.lexicon import slips as lexicon
from zq_pipeline.reading.checks import slip
from zq_pipeline.reading.checks.slip import Known
from zq_pipeline.reading.figures.indicator import dimension
from zq_pipeline.reading.records import (
    Action,
    Aspect,
    Bound,
    EntityKind,
    Measure,
    NoteKind,
    Observation,
    SourceNote,
    Sure,
)
from zq_pipeline.text.span import Span

_HUNDRED: Final = Decimal(100)
_DISCRETE: Final = frozenset({"count", "person"})
_LARGEST: Final = 5000
_THOUSAND: Final = Decimal(500)
"""From so many times on a figure is taken to be off by a thousand or more."""
_AROUND: Final = 12
_GROUNDS: Final = frozenset({EntityKind.AREA, EntityKind.TOWN, EntityKind.WATERWAY})
"""Kinds of places where much is promised."""
_RATE_WORDS: Final = ("率", "占比", "比重", "比例")


def _step(rate: Decimal) -> Decimal:
    """Half of the last place that ``rate`` is printed with.

    >>> _step(Decimal("92.3")), _step(Decimal("-21"))
    (Decimal('0.05'), Decimal('0.5'))
    """
    exponent = rate.as_tuple().exponent
    return Decimal(5).scaleb(min(int(exponent), 0) - 1)


def follows(rate: Decimal, true: Decimal) -> bool:
    """Whether ``true`` rounded, either way at the half, to the places of ``rate`` gives ``rate``.

    >>> follows(Decimal("92.3"), Decimal(24) / Decimal(26) * 100), follows(Decimal("92"), Decimal("93.1"))
    (True, False)
    """
    return abs(true - rate) <= _step(rate)


def _is_count(observed: Observation) -> bool:
    return observed.measure is Measure.LEVEL and dimension(observed.unit_code) in _DISCRETE and observed.value > 0


def rates(known: Known) -> Iterator[SourceNote]:
    """24 of 26, 开工率92.3%: a share that stands right behind its two counts, when it follows from them or can't."""
    for group in known.told_together:
        for one, two, rate in zip(group, group[1:], group[2:], strict=False):
            if not (_is_count(one) and _is_count(two) and one.unit_code == two.unit_code and rate.unit == "%"):
                continue
            if (
                rate.measure is not Measure.LEVEL
                or not rate.indicator.endswith(_RATE_WORDS)
                or rate.bound is not Bound.EXACT
            ):
                continue
            part, whole = sorted((one.value, two.value))
            true = part / whole * _HUNDRED
            stem = rate.indicator.rstrip("率")[-2:]
            tied = stem in known.folded[one.span.end : two.span.end] or stem in one.indicator + two.indicator
            evidence = f"{part:f}/{whole:f}={true.quantize(_step(rate.value) / 5):f}%"
            counts = one.span.join(two.span)
            if follows(rate.value, true):
                yield SourceNote(rate.span, rate.statement, NoteKind.RATE_HOLDS, "", evidence, Sure.HIGH, counts)
            elif tied:
                meant = f"{true.quantize(Decimal(1).scaleb(int(rate.value.as_tuple().exponent))):f}%"
                yield SourceNote(
                    rate.span, rate.statement, NoteKind.RATE_CONTRADICTED, meant, evidence, Sure.MEDIUM, counts
                )


def impossible_growth(known: Known) -> Iterator[SourceNote]:
    """101 calls after a fall of 21.2 %: a whole number of things, and no whole number before it gives the rate."""
    for group in known.told_together:
        for level, rate in pairwise(group):
            if not _is_whole(known, level) or rate.measure is not Measure.CHANGE_RATE or rate.bound is not Bound.EXACT:
                continue
            if (rate.indicator, rate.period) != (level.indicator, level.period) or rate.value <= -_HUNDRED:
                continue
            before = level.value / (1 + rate.value / _HUNDRED)
            low, high = floor(before), ceil(before)
            near = [(n, (level.value - n) / n * _HUNDRED) for n in range(max(1, low - 1), high + 2)]
            if not any(follows(rate.value, true) for _, true in near):
                sums = ";".join(
                    f"{n}→{level.value:f}: {true.quantize(Decimal('0.01')):f}%" for n, true in near if n in (low, high)
                )
                yield SourceNote(
                    rate.span, rate.statement, NoteKind.GROWTH_IMPOSSIBLE, "", sums, Sure.MEDIUM, level.span
                )


def _is_whole(known: Known, level: Observation) -> bool:
    """Whether ``level`` counts things one by one; what counts places (10市) tells where the rate holds."""
    if not _is_count(level) or level.bound is not Bound.EXACT or level.unit in lexicon.PLACES:
        return False
    if level.value != int(level.value) or level.value > _LARGEST:
        return False
    return not any(char in level.span.cut(known.folded) for char in "万亿")


def contradicted_growth(known: Known) -> Iterator[SourceNote]:
    """从80家增至100家,增长30%: a growth rate that the two levels printed contradict."""
    for group in known.told_together:
        levels: dict[tuple[str, str], list[Observation]] = defaultdict(list)
        for observed in group:
            if observed.measure is Measure.LEVEL and observed.bound is Bound.EXACT:
                levels[observed.indicator, observed.period].append(observed)
        for rate in group:
            if rate.measure is not Measure.CHANGE_RATE or rate.bound is not Bound.EXACT or not rate.period.isdecimal():
                continue
            before = _level(levels, rate, str(int(rate.period) - 1))
            after = _level(levels, rate, rate.period)
            if before and after and before.value and not _is_comparable(known, before, after, rate):
                yield from _contradiction(known, before, after, rate)


def _is_comparable(known: Known, *told: Observation) -> bool:
    """Whether the rate is said to be at constant prices, on one scope, or a year on average, and so need not fit."""
    start, end = min(o.span.start for o in told), max(o.span.end for o in told)
    words = known.folded[max(0, start - _AROUND) : end + _AROUND]
    return any(word in words for word in lexicon.COMPARABLE)


def _contradiction(known: Known, before: Observation, after: Observation, rate: Observation) -> Iterator[SourceNote]:
    lowest = (after.value - _slack(known, after)) / (before.value + _slack(known, before))
    highest = (after.value + _slack(known, after)) / (before.value - _slack(known, before))
    step = _step(rate.value)
    if (lowest - 1) * _HUNDRED - step <= rate.value <= (highest - 1) * _HUNDRED + step:
        return
    true = ((after.value / before.value - 1) * _HUNDRED).quantize(Decimal("0.1"))
    sums = f"{before.value:f}→{after.value:f}: {true:f}%"
    money = rate.unit_code == "CNY" or after.unit == "元"  # may be at constant prices
    sure = Sure.LOW if money else Sure.HIGH
    spot = before.span.join(after.span)
    yield SourceNote(rate.span, rate.statement, NoteKind.GROWTH_CONTRADICTED, f"{true:f}%", sums, sure, spot)


def magnitudes(known: Known) -> Iterator[SourceNote]:
    """产值3亿元, 上年3万元: one figure a thousand times what its indicator has in the other years of the report."""
    series: dict[tuple[str, str, str], list[Observation]] = defaultdict(list)
    for observed in known.observations:
        if observed.measure is Measure.LEVEL and observed.indicator_code and observed.value > 0:
            series[observed.indicator_code, observed.unit_code, observed.subject].append(observed)
    for told in series.values():
        times = Counter(observed.period for observed in told)
        for observed in told:
            if len(times) == 1 or times[observed.period] > 1:
                continue
            others = [o for o in told if o.period != observed.period]
            near = min(others, key=lambda o: abs(o.span.start - observed.span.start))
            if min(o.value for o in others) > observed.value * _THOUSAND or observed.value > _THOUSAND * max(
                o.value for o in others
            ):
                lone = len(others) > 1
                if not lone and observed.span.start < near.span.start:
                    continue  # of two, the later is noted
                evidence = f"{near.period}: {near.value:f}"
                sure = Sure.MEDIUM if lone else Sure.LOW
                yield SourceNote(observed.span, observed.statement, NoteKind.MAGNITUDE, "", evidence, sure, near.span)


def _level(
    levels: Mapping[tuple[str, str], Sequence[Observation]], rate: Observation, period: str
) -> Observation | None:
    same = levels.get((rate.indicator, period), ())
    return same[0] if len(same) == 1 and same[0].subject == rate.subject else None


def _slack(known: Known, level: Observation) -> Decimal:
    """Half of the last place of a level as it is printed: 2.5万人 is within 500."""
    printed = level.span.cut(known.folded)
    digits = "".join(c for c in printed if c.isdecimal() or c == ".").strip(".")
    if not digits or not Decimal(digits):
        return Decimal(0)
    shown = Decimal(digits)
    return _step(shown) * abs(level.value) / shown if shown != level.value else Decimal(0)


def promises_twice(known: Known) -> Iterator[SourceNote]:
    """Two planned actions in different sentences that promise the same, in the same number, of the same thing."""
    grounds = {entity.span for entity in known.entities if entity.kind in _GROUNDS}
    names: dict[int, list[tuple[Span, Span]]] = defaultdict(list)
    for mention in known.mentions:
        if mention.entity not in grounds:
            names[mention.statement].append((mention.span, mention.entity))
    first: dict[tuple[str, str, str, object], Action] = {}
    for action in known.actions:
        if action.aspect is not Aspect.PLANNED:
            continue
        things: list[object] = [action.object]
        if action.result:
            things += [
                entity for span, entity in names[action.statement] if action.span.start <= span.start < action.span.end
            ]
        for thing in dict.fromkeys(things):
            count = action.observation.cut(known.folded) if action.observation else ""
            mark = (action.verb, action.result, count, thing)
            before = first.setdefault(mark, action)
            if before is not action and before.statement != action.statement:
                sure = Sure.HIGH if thing == action.object else Sure.MEDIUM
                evidence = before.span.cut(known.source)
                yield SourceNote(action.span, action.statement, NoteKind.PROMISE_TWICE, "", evidence, sure, before.span)
                break


def targets_reached(known: Known) -> Iterator[SourceNote]:
    """管理覆盖率达100%, and 100 % is what the review tells: an aim that was reached before it was set."""
    by_span = {o.span: o for o in known.observations}
    for target in known.targets:
        if target.baseline is None or target.observation is None or (target.distance or 0) < 0:
            continue
        aim, baseline = by_span[target.observation], by_span[target.baseline]
        if aim.measure is not Measure.LEVEL or aim.unit != "%" or baseline.value < aim.value:
            continue
        if aim.bound is Bound.APPROX:
            continue  # 失业率5.5%左右 is held, not reached
        evidence = f"{baseline.value:f}%→{aim.value:f}%"
        yield SourceNote(aim.span, aim.statement, NoteKind.TARGET_REACHED, "", evidence, Sure.HIGH, baseline.span)


RULES: Final = (*slip.RULES, rates, impossible_growth, contradicted_growth, magnitudes, promises_twice, targets_reached)
"""One rule a kind of note; the order is that of notes that start at the same place."""


def read(known: Known) -> tuple[SourceNote, ...]:
    """All notes on a report in text order, one of a kind at a place.

    >>> from zq_pipeline.reading.records import Statement
    >>> text = "澄溪公寓一起完成主体结构,二期开工。"
    >>> [(n.span.cut(text), n.kind.value, n.meant, n.evidence) for n in read(Known(text, text, (), [Statement(Span(0, 18), 0, 1)]))]
    [('一起', 'homophone', '一期', '二期')]
    """
    found = {(note.span.start, note.kind): note for rule in RULES for note in rule(known)}
    order = {kind: place for place, kind in enumerate(NoteKind)}
    return tuple(sorted(found.values(), key=lambda note: (note.span.start, order[note.kind])))
