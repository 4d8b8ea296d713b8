"""One statement and its numbers: noun, measure, time and status of each, from its words and from the numbers before it."""

import re
from typing import Final

from zq_pipeline.grammar.nominal import Before, before, cut_middle
from zq_pipeline.grammar.quantity import Quantity
from zq_pipeline.grammar.sharing import shared
from zq_pipeline.grammar.timespan import Time
from zq_pipeline.lexicon.bounds import BEFORE
from zq_pipeline.lexicon.changes import SCOPES
from zq_pipeline.lexicon.patterns import either
from zq_pipeline.lexicon.times import STOCK_HEADS
from zq_pipeline.reading.figures.frame import Frame
from zq_pipeline.reading.figures.period import Moment, When, moment
from zq_pipeline.reading.indicator import codes
from zq_pipeline.reading.measuring import implied_unit, is_first, measured, sign, without_rate
from zq_pipeline.reading.naming import BARE_HEADS, CLAUSE, SENTENCE, SPEEDS, STEPS, Naming
from zq_pipeline.reading.notes import Notes
from zq_pipeline.reading.records import Bound, Measure, Observation, Reason, Statement, Status
from zq_pipeline.text.span import Span

_SCOPE: Final = re.compile(either(SCOPES))
_OF_YEAR: Final = re.compile(
    r"(?:(?:19|20)\d\d|[一二][〇零九八][〇零一二三四五六七八九]{2})年(?:末|底)?的[^,。;]{0,4}$"
)
"""What a multiple is a multiple of (2018年的1.6倍)."""
_JOINTS: Final = frozenset(
    ("、", "和", "与", "及", "以及", "和约", "、约", "、超", "和超过", "、近", "第", "、第", "和第", ":")
)
_ABOUT: Final = frozenset(BEFORE["approx"])
_ALSO: Final = re.compile("、[^,。;:]*")
"""What stands between two numbers of which the second shares the verb of the first (净增企业5家、个体户30户)."""
_SHARES: Final = ("share", "share_carried")
"""Rules whose number is a part of the one before, of the same time."""
_GAP: Final = re.compile("[高低优]于(?!.*年)|高出(?!.*年)")
"""How far a number lies from that of others: of its time (降至5%,低于全省1个百分点)."""
_FREE: Final = Frame()
_LONGEST_LIST: Final = 16
_AHEAD: Final = 24


class Sentence(Naming):
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
        super().__init__(reader, statement, numbers, now)
        self.frame = frame
        self.lead = lead
        self.group: list[str] = []
        self.was_first = self.was_last = False
        self.since: int | None = None
        self.last_status: Status | None = None
        self.added: list[str] = []
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
        q = self.numbers[i]
        low, clause = self.clause_start(i)
        b = before(self.text, low, q.start)
        if aside := self.aside(q, b):
            name, rule = self.name(i, q, b, low)
            self.keep(q, name, b, clause, rule, i)
            self.named.append(aside)
            self.units.append("")
            return 1
        count = self.listed(i)
        if count > 1:
            told = "分别" in self.text[low : q.start] or q.unit in ("%", "百分点", "倍")
            alike = len({*self.named[-count:]}) == count and {*self.units[-count:]} == {q.unit}
            if told or (shared(b.noun, count) if b.noun else alike):
                return self.shared(i, count, b, clause)
        name, rule = self.name(i, q, b, low)
        self.keep(q, name, b, clause, rule, i)
        return 1

    def listed(self, i: int) -> int:
        """How many numbers stand in a list that begins with number ``i``."""
        count = 1
        while i + count < len(self.numbers) and count < _LONGEST_LIST:
            between = self.text[self.numbers[i + count - 1].end : self.numbers[i + count].start]
            if self.numbers[i + count].unit != self.numbers[i].unit and self.numbers[i].unit in ("%", "百分点"):
                break
            if between.strip(" ") not in _JOINTS:
                break
            count += 1
        return count

    def shared(self, i: int, count: int, b: Before, clause: int) -> int:
        """Read a list of numbers that share a verb: each with its own noun."""
        names = shared(cut_middle(b.noun), count) if b.noun else None
        if b.noun and names is None:
            names = shared(b.noun, count)
        bare = b.noun if b.noun in BARE_HEADS or b.noun == b.rate_head else ""
        if not names and b.noun == bare and (told := self.told_before(i, count)):
            names = [name + bare for name in told]
        if not names:
            known = self.group if len(self.group) == count else list(dict.fromkeys(self.named[-2 * count :]))[-count:]
            if not b.noun and len(known) == count:
                names = known
            elif self.named and count == 2 and b.noun in BARE_HEADS and b.rate_head in SPEEDS:  # 总量、增速分别居
                names = [self.named[-1] + b.noun, self.named[-1] + b.rate_head]
            elif b.noun in BARE_HEADS and len(known) == count:
                names = [k + b.noun for k in known]
            else:
                names = [b.noun or (self.named[-1] if self.named else "")] * count
        numbers, arrived = self.numbers[i : i + count], self.was_first
        bound = next((q.bound for q in reversed(numbers) if q.bound != "exact"), "exact")
        for q, name in zip(numbers, names, strict=True):
            self.was_first = arrived
            q.bound = bound if q.bound == "exact" else q.bound
            q.unit = "百分点" if q.unit == "个" and numbers[-1].unit == "百分点" else q.unit or numbers[-1].unit
            self.keep(q, name, b, clause, "shared", i + count - 1)
        self.group = names
        return count

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

    def keep(self, q: Quantity, name: str, b: Before, clause: int, rule: str, i: int) -> None:
        """Keep number ``i`` as an observation of ``name``."""
        text, name = self.text, name.strip()
        if not name:
            self.reader.miss(q, self.statement, Reason.UNRESOLVED)
            self.reader.tell(q.start, rule, "no noun before, after or carried over")
            return
        begin = self.statement.span.start
        measure = measured(text, begin, q, b, name, rule)
        between = text[self.last_end : q.start]
        rates = self.last_measure is Measure.CHANGE_RATE and rule == "carried" and q.unit == "%"
        of_other = b.base.endswith("的")  # 增长8%,为任务的103%
        if rates and not of_other and measure is Measure.LEVEL and not name.endswith(STOCK_HEADS):  # 增长8%,力争达到10%
            measure = Measure.CHANGE_RATE
        if self.added and measure is Measure.LEVEL and not b.verbs and not b.lead and _ALSO.fullmatch(between):
            measure, b.lead = Measure.CHANGE, self.added
        self.added = b.lead if measure is Measure.CHANGE and not b.change else []
        value, high = q.value, q.high
        if measure in (Measure.CHANGE_RATE, Measure.CHANGE) and sign(q, b, name) < 0:
            value, high = -value, -high if high is not None else None
        if measure is Measure.CHANGE_RATE:
            name = without_rate(name)
        first, last = self.sides(i, b, rule)
        if name.endswith(STEPS) and q.unit == "个" and q.bound == "more_than":  # 跨过3个百亿元关口
            q.bound = "exact"
        before_status = self.last_status
        words = text[max(clause, q.start - CLAUSE) : q.start]
        if measure is Measure.MULTIPLE and b.year and (of := _OF_YEAR.search(words)):
            b.base, b.year = of[0], None
        at = moment(
            Moment(
                words,
                text[max(begin, q.start - SENTENCE) : q.start],
                name,
                measure,
                b,
                first,
                last,
                q.kind,
                rule in ("noun_before", "noun_after_both") and not b.lead,
                self.dated,
                text[q.end : min(self.limit(i), q.end + _AHEAD)],
                self.over,
                self.lead,
                self.frame,
                self.since,
            ),
            self.now,
            self.reader.review,
            self.reader.plan,
        )
        if q.bound == "exact" and not _ABOUT.isdisjoint(b.verbs):  # 约有, 约增长
            q.bound = "approx"
        unit = q.unit or implied_unit(q, name, measure, rule)
        scope = _SCOPE.search(words) if measure is Measure.RANK else None
        if self.reader.trace:
            self.reader.trace(q.start, rule, f"indicator {name}; change {b.change}; words {'/'.join(b.verbs)}")
        told = at.named and not (self.last and self.last.named == at.named)
        part = measure is self.last_measure and (rule in _SHARES or "其中" in between)
        gap = measure is Measure.CHANGE and rule == "carried" and _GAP.match(b.base)
        if self.last and not told and (part or gap):
            at = at._replace(period=self.last.period, status=self.last.status)
        self.last, self.last_measure, self.last_end = at, measure, q.end
        self.last_unit, self.last_rule = q.unit, rule
        self.of_unit[q.unit] = name
        self.dated = at.named or self.dated
        self.over = at.over or self.over
        if last and self.since and at.period.isdigit() and int(at.period) > self.since + 1:  # 由2025年的…增加到…,年均
            self.over = Time(self.since + 1, int(at.period))
        self.was_first, self.was_last = first, last
        self.since = b.year if first and b.year else self.since
        status = at.status
        if rule.startswith("carried") and before_status is Status.ESTIMATED and status is Status.ACTUAL:
            status = before_status
        self.last_status = status
        if not name.endswith(STEPS):
            self.named.append(name)
            self.units.append(q.unit)
        code = codes(name, unit)
        places = self.reader.places
        self.reader.observations.append(
            Observation(
                span=Span(q.start, q.stop),
                statement=begin,
                indicator=name,
                measure=measure,
                value=value,
                value_high=high,
                unit=unit,
                bound=Bound(q.bound),
                status=status,
                period=at.period,
                indicator_code=code.indicator,
                unit_code=code.unit,
                subject=code.subject,
                base_period=at.base,
                rank_scope=scope[0] if scope else "",
                theme=places.of(begin, name, code.indicator) if places else "",
            )
        )
