"""One statement and its numbers: noun, measure, time and status of each, from its words and from the numbers before it."""

import re
from decimal import Decimal
from typing import Final, NamedTuple

from zq_pipeline.grammar.nominal import Before
from zq_pipeline.grammar.quantity import Quantity
from zq_pipeline.grammar.timespan import Time
from zq_pipeline.lexicon.bounds import BEFORE
from zq_pipeline.lexicon.changes import SCOPES
from zq_pipeline.lexicon.patterns import either
from zq_pipeline.lexicon.times import STOCK_HEADS
from zq_pipeline.reading.figures.asked import CLAUSE, SENTENCE, STEPS, Told
from zq_pipeline.reading.figures.cut import Clauses, Cut
from zq_pipeline.reading.figures.frame import Frame
from zq_pipeline.reading.figures.indicator import codes
from zq_pipeline.reading.figures.listing import list_names, listed, share_marks
from zq_pipeline.reading.figures.measuring import implied_unit, is_first, measured, sign, without_rate
from zq_pipeline.reading.figures.naming import Candidate, chosen
from zq_pipeline.reading.figures.notes import Notes
from zq_pipeline.reading.figures.period import Moment, When, marks, moment
from zq_pipeline.reading.records import Bound, Measure, Observation, Reason, Statement, Status
from zq_pipeline.text.span import Span

_SCOPE: Final = re.compile(either(SCOPES))
_OF_YEAR: Final = re.compile(
    r"(?:(?:19|20)\d\d|[一二][〇零九八][〇零一二三四五六七八九]{2})年(?:末|底)?的[^,。;]{0,4}$"
)
"""What a multiple is a multiple of (2018年的1.6倍)."""
_WITHIN: Final = re.compile(r"^(.{2,}?)(?<![现存正所潜内])在(?![校建岗册园营])")
_THERE: Final = re.compile(r"的?(?:情况|基础|条件|背景|形势)[上下]")
_WHEN_OR_WHERE: Final = re.compile("[上去]年(?:同期)?|全[国省市区县]|[国省市区县]")
_ABOUT: Final = frozenset(BEFORE["approx"])
_ALSO: Final = re.compile("、[^,。;:]*")
"""What stands between two numbers of which the second shares the verb of the first (净增企业5家、个体户30户)."""
_SHARES: Final = ("share", "share_carried")
"""Rules whose number is a part of the one before, of the same time."""
_GAP: Final = re.compile("[高低优]于(?!.*年)|高出(?!.*年)")
"""How far a number lies from that of others: of its time (降至5%,低于全省1个百分点)."""
_BOUNDS: Final = {bound.value: bound for bound in Bound}
_CHANGES: Final = (Measure.CHANGE_RATE, Measure.CHANGE)
_FREE: Final = Frame()
_NEARBY: Final = 80
"""How far back the last number of the statement before may be of the same thing."""
_AHEAD: Final = 24


class Said(NamedTuple):
    """What is known of a number when it is kept: its measure, whether it is the X or the Y of 从X提高到Y, and how it got its name."""

    b: Before
    measure: Measure
    first: bool
    last: bool
    choice: Candidate


class Sentence:
    """One statement with its numbers."""

    def __init__(
        self,
        reader: Notes,
        statement: Statement,
        numbers: list[Quantity],
        now: Time,
        lead: str = "",
        frame: Frame = _FREE,
    ) -> None:
        """Take the numbers that are to be read, in text order, the time the statement speaks of, what leads its list in and what frames it."""
        self.reader, self.statement, self.numbers, self.now = reader, statement, numbers, now
        self.text, self.frame, self.lead = reader.text, frame, lead
        self.clauses = Clauses(reader.text, statement.span, numbers)
        self.marks = marks(statement.span.cut(reader.text))
        last = reader.observations[-1] if reader.observations else None
        near = last is not None and statement.span.start - last.span.end < _NEARBY
        self.told = Told(last.indicator if last and near else "")
        self.group: list[str] = []
        self.was_first = self.was_last = False
        self.since: int | None = None
        self.last_status: Status | None = None
        self.added: tuple[str, ...] = ()
        self.last: When | None = None
        self.last_measure: Measure | None = None
        self.last_end = statement.span.start
        self.dated: Time | None = None
        self.over: Time | None = None

    def read(self) -> None:
        """Read the numbers one by one; what is shared (分别) is read at the first of its numbers."""
        i = 0
        while i < len(self.numbers):
            i += self.one(i)

    def one(self, i: int) -> int:
        """Read number ``i``, or the list it begins; how many were read."""
        cut = self.clauses.cuts[i]
        if aside := _aside(cut):
            self.keep(i, i, cut, self._within(cut.before, *aside), None)
            self.told.add(aside[0], "")
            return 1
        count = listed(self.clauses, i)
        names = list_names(self.clauses, i, count, cut.before, self.told, self.group) if count > 1 else None
        if names is None:
            self.keep(i, i, cut, cut.before, None)
            return 1
        share_marks(self.numbers[i : i + count])
        arrived = self.was_first
        for k, name in enumerate(names, i):
            self.was_first = arrived
            self.keep(k, i + count - 1, cut, cut.before, Candidate(name, "shared", "shared"))
        self.group = names
        return count

    def _within(self, b: Before, noun: str, within: str) -> Before:
        """What stands before a number that is told by the way: of the ``noun``, or of what it is ``within``."""
        if within and not _WHEN_OR_WHERE.fullmatch(within):
            return b._replace(noun=within)
        return b._replace(noun=noun, base=within, year=self.now.last - 1 if "年" in within else b.year)

    def keep(self, i: int, end: int, cut: Cut, b: Before, choice: Candidate | None) -> None:
        """Keep number ``i``, of a list that ends with number ``end``, as an observation; its name is chosen if ``choice`` is not made."""
        q = self.numbers[i]
        choice = choice or chosen(self.clauses, i, b, self.told, self.reader.trace)
        if not choice.name.strip():
            self.reader.miss(q, self.statement, Reason.UNRESOLVED)
            self.reader.tell(q.start, choice.kind, "no noun before, after or carried over")
            return
        measure, b = self.measure(q, b, choice)
        steps = choice.name.endswith(STEPS) and q.unit == "个" and q.bound == "more_than"  # 跨过3个百亿元关口
        held = q.bound in ("more_than", "less_than") and choice.rule == "aim_behind"  # 低于8%的预定目标
        if steps or held:
            q.bound = "exact"
        if q.bound == "exact" and not _ABOUT.isdisjoint(b.verbs):  # 约有, 约增长
            q.bound = "approx"
        if measure is Measure.CHANGE_RATE:
            choice = choice._replace(name=without_rate(choice.name))
        if self.reader.trace:
            words = "/".join(b.verbs)
            self.reader.tell(q.start, choice.kind, f"indicator {choice.name}; change {b.change}; words {words}")
        words = self.text[max(cut.clause, q.start - CLAUSE) : q.start]
        if measure is Measure.MULTIPLE and b.year and (of := _OF_YEAR.search(words)):
            b = b._replace(base=of[0], year=None)
        said = Said(b, measure, *self.sides(end, b, choice.kind), choice)
        self.observe(q, said, self.when(q, said, words, self.clauses.cuts[end].limit), words)

    def measure(self, q: Quantity, b: Before, choice: Candidate) -> tuple[Measure, Before]:
        """How the number speaks of its name, by its own words or those of the number before; and its words, with the verb that it shares."""
        measure = measured(self.text, self.statement.span.start, q, b, choice.name, choice.kind)
        between = self.text[self.last_end : q.start]
        rates = self.last_measure is Measure.CHANGE_RATE and choice.kind == "carried" and q.unit == "%"
        of_other = b.base.endswith("的") or choice.name.endswith(STOCK_HEADS)  # 增长8%,为任务的103%
        if rates and measure is Measure.LEVEL and not of_other:  # 增长8%,力争达到10%
            measure = Measure.CHANGE_RATE
        own = b.verbs or b.lead or measure is not Measure.LEVEL
        if self.added and not own and _ALSO.fullmatch(between):
            measure, b = Measure.CHANGE, b._replace(lead=self.added)
        self.added = b.lead if measure is Measure.CHANGE and not b.change else ()
        return measure, b

    def sides(self, i: int, b: Before, rule: str) -> tuple[bool, bool]:
        """Whether number ``i`` is an X, and whether it is a Y, of 从X提高到Y; there may be two of each (由3个60人增加到5个90人)."""
        beside = rule != "shared" and i > 0 and self.adjoin(i - 1)
        if beside and (self.was_first or self.was_last):
            return self.was_first, self.was_last
        end = i + 1 if i + 1 < len(self.numbers) and self.adjoin(i) else i
        following = self.numbers[end + 1] if end + 1 < len(self.numbers) else None
        begin = self.statement.span.start
        return is_first(self.text, begin, self.numbers[i], self.numbers[end].end, following, b), self.was_first

    def adjoin(self, i: int) -> bool:
        """Whether nothing stands between number ``i`` and the next."""
        return self.text[self.numbers[i].end : self.numbers[i + 1].start] in ("", "、")

    def when(self, q: Quantity, said: Said, words: str, limit: int) -> When:
        """The time of a number, from its ``words`` and from the numbers before it."""
        b, rule, begin = said.b, said.choice.kind, self.statement.span.start
        at = moment(
            Moment(
                words,
                self.text[max(begin, q.start - SENTENCE) : q.start],
                said.choice.name,
                said.measure,
                b,
                said.first,
                said.last,
                rule in ("noun_before", "noun_after_both") and not b.lead,
                self.dated,
                self.text[q.end : min(limit, q.end + _AHEAD)],
                self.over,
                self.lead,
                self.frame,
                self.since,
                self.marks,
            ),
            self.now,
            self.reader.review,
            self.reader.plan,
        )
        if self.reader.trace:
            extent = f", {at.extent}" if at.extent else ""
            self.reader.tell(q.start, "time", f"{at.period} {at.status.value} by {at.rule}{extent}")
        told = at.named and not (self.last and self.last.named == at.named)
        part = said.measure is self.last_measure and (rule in _SHARES or "其中" in self.text[self.last_end : q.start])
        gap = said.measure is Measure.CHANGE and rule == "carried" and _GAP.match(b.base)
        if self.last and not told and (part or gap):
            at = at._replace(period=self.last.period, status=self.last.status)
        self.last = at
        self.dated = at.named or self.dated
        self.over = at.over or self.over
        if said.last and self.since and at.period.isdigit() and int(at.period) > self.since + 1:
            self.over = Time(self.since + 1, int(at.period))  # 由2025年的…增加到…,年均
        self.was_first, self.was_last = said.first, said.last
        self.since = b.year if said.first and b.year else self.since
        if rule.startswith("carried") and self.last_status is Status.ESTIMATED and at.status is Status.ACTUAL:
            return at._replace(status=Status.ESTIMATED)
        self.last_status = at.status
        return at

    def observe(self, q: Quantity, said: Said, at: When, words: str) -> None:
        """Put the observation down, and remember what the numbers after it may go on with."""
        measure, choice = said.measure, said.choice
        unit = q.unit or implied_unit(q, choice.name, measure, choice.kind)
        self.last_measure, self.last_end = measure, q.end
        self.told.keep(choice.name, q.unit, choice.kind)
        code = codes(choice.name, unit, measure)
        places = self.reader.places
        scope = _SCOPE.search(words) if measure is Measure.RANK else None
        value, high = _signed(q, said)
        self.reader.observations.append(
            Observation(
                span=Span(q.start, q.stop),
                statement=self.statement.span.start,
                indicator=choice.name.strip(),
                measure=measure,
                value=value,
                value_high=high,
                unit=unit,
                bound=_BOUNDS[q.bound],
                status=at.status,
                period=at.period,
                indicator_code=code.indicator,
                unit_code=code.unit,
                subject=code.subject,
                base_period=at.base,
                rank_scope=scope[0] if scope else "",
                theme=places.of(self.statement.span.start, choice.name, code.indicator) if places else "",
                rule=choice.rule,
                clock=f"{at.rule}/{at.extent}" if at.extent else at.rule,
            )
        )


def _signed(q: Quantity, said: Said) -> tuple[Decimal, Decimal | None]:
    """The value, and the upper end of a range; what falls is below nothing."""
    if said.measure not in _CHANGES or sign(q, said.b, said.choice.name) > 0:
        return q.value, q.high
    return -q.value, None if q.high is None else -q.high


def _aside(cut: Cut) -> tuple[str, str] | None:
    """The noun of a number that is told by the way, and what it is told within (工业利润在全市下降3%的情况下增长5%), or None."""
    found = _WITHIN.search(cut.before.noun) if _THERE.match(cut.text, cut.number.end) else None
    return (found[1], cut.before.noun[found.end() :]) if found else None
