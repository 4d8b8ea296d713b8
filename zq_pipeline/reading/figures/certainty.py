"""How sure a row is: named doubts, each with its points, and what they add up to.

Every doubt is a fact that whoever reads the row can see. The points are calibrated on annotated reports, so that of the rows
called sure at least 98 in a hundred are right in every column.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from zq_pipeline.lexicon.changes import FALL, RISE
from zq_pipeline.lexicon.leads import DEEDS, FRAME
from zq_pipeline.lexicon.patterns import Words
from zq_pipeline.reading.document.scope import Scope
from zq_pipeline.reading.figures.extent import UNSAID
from zq_pipeline.reading.figures.magnitude import slips
from zq_pipeline.reading.records import Bound, Certainty, Doubt, Measure, Observation, Part, Status
from zq_pipeline.text.span import Span

_LIKELY: Final = 2
_DOUBTFUL: Final = 5
_LONG: Final = 18
_MIDDLING: Final = 10
_OLD: Final = 1990
_ALL: Final = Decimal(100)
_NEAR: Final = 12
_CLOSE_NAMES: Final = frozenset(
    ("deed", "share", "share_bare", "noun_after", "limit_of", "doing_after", "said", "money_spent")
)
"""Rules of names that are right less often than others."""
_CARRIED: Final = frozenset(("carried", "shared", "class_of", "head_of"))
_FAR: Final = frozenset(("topic", "topic_of", "overtaken"))
"""Rules that take the name from a clause that has no number."""
_CLOSE_PERIODS: Final = frozenset((UNSAID, "gone_through", "covering", "standing", "steps", "stock"))
"""Rules of the extent of years that are right less often than others."""
_SHARES: Final = ("率", "比重", "比例", "占比")
_VERBS: Final = Words(w for w in (*DEEDS, *FRAME, *RISE, *FALL) if len(w) > 1)
_LISTED: Final = re.compile("[、和]")
_CLAUSE: Final = re.compile("[了将已其该此并而需应]|不仅|提出|要求|成为|方面的")
"""Words of a clause, in what should be a name."""
_ADDED: Final = re.compile("新增[^,。;、]{0,8}$")
_BROKEN: Final = re.compile(r"\d,?\s+\d|\d\s*\n")


class Kind(NamedTuple):
    """What many rows have in common, so that it is doubted once for all of them."""

    rule: str
    clock: str
    measure: Measure
    unit: str
    """``%``, ``""`` or, for any other, ``u``."""
    coded: bool
    """Whether the code list knows what it is of."""
    target: bool
    part: Part
    said: bool
    """Whether words say what part it stands in."""

    @property
    def extent(self) -> str:
        """The rule that chose between all of several years and their end, if one did."""
        return self.clock.partition("/")[2]

    @property
    def level(self) -> bool:
        """Whether it is a level."""
        return self.measure is Measure.LEVEL


class Evidence(NamedTuple):
    """A row and its kind, and its words."""

    row: Observation
    kind: Kind
    before: str
    """The words right before the number."""
    words: str
    """The number itself."""
    review_year: int
    rivals: bool = False
    """Whether another row gives another level for the same indicator, place and period."""
    slip: bool = False
    """Whether it lies three orders from the report's own others."""


def _close_rule(k: Kind) -> int:
    """Named by a rule that is often wrong, or a share that the code list does not know."""
    if k.rule in _CLOSE_NAMES:
        return 3
    return 2 if not k.coded and k.unit == "%" and k.level else 0


def _close_list(e: Evidence) -> int:
    """A list that the code list does not know."""
    return 2 if not e.kind.coded and not _close_rule(e.kind) and _LISTED.search(e.row.indicator) else 0


def _close_change(k: Kind) -> int:
    """贷款新增9亿元: what came to it, or what there is."""
    return 2 if k.rule == "noun_before" and k.measure is Measure.CHANGE and not k.coded else 0


def _close_added(e: Evidence) -> int:
    """新增贷款9亿元: what there is, or what came to it."""
    asked = e.kind.rule == "noun_before" and not _close_change(e.kind)
    return 2 if asked and _ADDED.search(e.before) else 0


def _far_subject(k: Kind) -> int:
    """What it is of was said in a clause without a number."""
    return 3 if k.rule in _FAR else 0


def _long_name(e: Evidence) -> int:
    """A name of many words, one with words of a clause (不仅取消了…), or a long one with a verb in it."""
    return 0 if e.kind.coded else _long(e.row.indicator)


@lru_cache(maxsize=16384)
def _long(name: str) -> int:
    if len(name) > _LONG or _CLAUSE.search(name):
        return 3
    inside = any(_VERBS.at_start(name, at) for at in range(1, len(name) - 2))
    return (2 if len(name) >= _MIDDLING else 1) if inside else 0


def _carried_uncoded(k: Kind) -> int:
    """A name that the code list does not know, carried over or shared."""
    if k.coded or k.rule not in _CARRIED:
        return 0
    return 2 if k.rule == "shared" else 1


def _close_period(k: Kind) -> int:
    """Of several years, and nothing clear says whether of all or of their end."""
    return 3 if k.extent in _CLOSE_PERIODS else 0


def _status_by_order(k: Kind) -> int:
    """No words say what part it stands in."""
    return 1 if not k.said and k.clock.startswith("scope") else 0


def _part_unknown(k: Kind) -> int:
    """It stands before the first chapter."""
    return 1 if k.part is Part.PREAMBLE else 0


def _unit_misfit(k: Kind) -> int:
    """No unit where one is wanted, or people that are counted in none."""
    return 3 if k.level and not k.unit else 0


def _two_levels(e: Evidence) -> int:
    """Another level of the same thing at the same time."""
    return 2 if e.rivals else 0


def _out_of_range(e: Evidence) -> int:
    """A share of more than all."""
    share = e.kind.unit == "%" and e.kind.level and e.row.indicator.endswith(_SHARES)
    return 3 if share and e.row.value > _ALL else 0


def _broken_digits(e: Evidence) -> int:
    """Digits with blanks or line ends between them."""
    return 2 if _BROKEN.search(e.words) else 0


def _magnitude(e: Evidence) -> int:
    """A thousand times its like."""
    return 5 if e.slip else 0


def _table_layout(k: Kind) -> int:
    """A cell of a table whose columns were told by their places."""
    return 1 if k.rule == "table" else 0


def _scope_conflict(k: Kind) -> int:
    """What the sentence says is not what its section is."""
    return 1 if k.target is not (k.part is Part.PLAN) and k.clock.startswith("scope") else 0


def _old_style(e: Evidence) -> int:
    """A report of before 1990."""
    return 3 if e.review_year < _OLD else 0


KIND_RULES: Final[tuple[tuple[Doubt, Callable[[Kind], int]], ...]] = (
    (Doubt.CLOSE_NAME, _close_rule), (Doubt.CLOSE_MEASURE, _close_change), (Doubt.CLOSE_PERIOD, _close_period), (Doubt.STATUS_BY_ORDER, _status_by_order),
    (Doubt.CARRIED_UNCODED, _carried_uncoded), (Doubt.UNIT_MISFIT, _unit_misfit), (Doubt.PART_UNKNOWN, _part_unknown),
    (Doubt.TABLE_LAYOUT, _table_layout), (Doubt.FAR_SUBJECT, _far_subject), (Doubt.SCOPE_CONFLICT, _scope_conflict),
)  # fmt: skip
"""Doubts of a kind of row, and how much each counts, nothing where it does not hold."""
RULES: Final[tuple[tuple[Doubt, Callable[[Evidence], int]], ...]] = (
    (Doubt.CLOSE_NAME, _close_list), (Doubt.CLOSE_MEASURE, _close_added), (Doubt.TWO_LEVELS, _two_levels), (Doubt.OUT_OF_RANGE, _out_of_range),
    (Doubt.BROKEN_DIGITS, _broken_digits), (Doubt.MAGNITUDE, _magnitude), (Doubt.LONG_NAME, _long_name), (Doubt.OLD_STYLE, _old_style),
)  # fmt: skip
"""The same of one row."""
_ORDER: Final = {doubt: place for place, doubt in enumerate(Doubt)}


@lru_cache(maxsize=16384)
def _of_kind(kind: Kind) -> tuple[int, tuple[Doubt, ...]]:
    counted = [(doubt, count) for doubt, rule in KIND_RULES if (count := rule(kind))]
    return sum(count for _, count in counted), tuple(doubt for doubt, _ in counted)


def doubted(e: Evidence) -> tuple[Certainty, tuple[Doubt, ...]]:
    """How sure a row is, and the doubts that hold, in the order of the code list.

    >>> row = Observation(Span(4, 7), 0, "茶业", Measure.LEVEL, Decimal(9), "", Bound.EXACT, Status.ACTUAL, "2030", rule="noun_before")
    >>> kind = Kind(row.rule, row.clock, row.measure, row.unit, False, False, Part.REVIEW, True)
    >>> doubted(Evidence(row, kind, "茶业达到", "9", 2030))
    (<Certainty.LIKELY: 'likely'>, (<Doubt.UNIT_MISFIT: 'unit_misfit'>,))
    """
    total, doubts = _of_kind(e.kind)
    for doubt, rule in RULES:
        if count := rule(e):
            doubts = (*doubts, doubt)
            total += count
    sure = Certainty.DOUBTFUL if total >= _DOUBTFUL else Certainty.LIKELY if total >= _LIKELY else Certainty.SURE
    return sure, tuple(sorted(doubts, key=_ORDER.__getitem__)) if len(doubts) > 1 else doubts


def judged(
    folded: str,
    observations: Sequence[Observation],
    scopes: Mapping[int, Scope],
    review_year: int,
    printed: Callable[[Span], str],
) -> tuple[Observation, ...]:
    """``observations`` with their certainty and doubts; ``printed`` says how the source prints what was cleaned."""
    slipped = slips(observations)
    rivals = _rivals(observations)
    done: list[Observation] = []
    for row in observations:
        before = folded[max(row.statement, row.span.start - _NEAR) : row.span.start]
        scope, target = scopes[row.statement], row.status is Status.TARGET
        unit = row.unit if row.unit in ("%", "") else "u"
        kind = Kind(
            row.rule, row.clock, row.measure, unit, row.indicator_code != "", target, scope.part, scope.words != ""
        )
        evidence = Evidence(row, kind, before, printed(row.span), review_year, row.span in rivals, row.span in slipped)
        certainty, doubt = doubted(evidence)
        done.append(row._replace(certainty=certainty, doubt=doubt) if doubt else row)
    return tuple(done)


def _rivals(observations: Iterable[Observation]) -> frozenset[Span]:
    """The rows of which another gives another exact level for the same indicator, subject, unit, period and status."""
    alike: dict[tuple[str, ...], list[Observation]] = defaultdict(list)
    for row in observations:
        if row.indicator_code and row.measure is Measure.LEVEL and row.bound is Bound.EXACT:
            alike[row.indicator_code, row.indicator, row.subject, row.unit, row.period, row.status.value].append(row)
    return frozenset(row.span for group in alike.values() if len({r.value for r in group}) > 1 for row in group)
