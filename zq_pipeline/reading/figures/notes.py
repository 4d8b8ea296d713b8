"""What the reading of a report keeps: observations, unread numbers and, if anyone listens, the trace of each step."""

from collections.abc import Callable
from typing import Final

from zq_pipeline.grammar.quantity import Quantity
from zq_pipeline.lexicon.units import TIME
from zq_pipeline.reading.document.theme import Places
from zq_pipeline.reading.records import Observation, Reason, Statement, UnreadNumber
from zq_pipeline.text.span import Span

Trace = Callable[[int, str, str], None]
"""Told of each step: the offset of the number, the name of the rule, and why it spoke."""

_TIME: Final = frozenset((*TIME, "工作日"))


class Notes:
    """The text, the years, and what was read so far."""

    def __init__(self, folded: str, review: int, plan: int, places: Places | None, trace: Trace | None) -> None:
        """Take the folded text, the year under review and the year planned; ``places`` tell themes, ``trace`` is told of each step."""
        self.text, self.review, self.plan, self.places, self.trace = folded, review, plan, places, trace
        self.observations: list[Observation] = []
        self.unread: list[UnreadNumber] = []

    def tell(self, at: int, rule: str, why: str) -> None:
        """Say which rule spoke of the number at ``at``, if anyone listens."""
        if self.trace:
            self.trace(at, rule, why)

    def miss(self, q: Quantity, statement: Statement, reason: Reason) -> None:
        """Keep ``q`` as a number that is no observation."""
        stop = q.stop
        dated = reason is Reason.DATE and q.unit not in _TIME
        if (dated or reason in (Reason.NAME, Reason.ORDINAL)) and q.bare.isascii():
            stop = q.start + len(q.bare)
            if q.high is not None or q.kind == "ratio":
                stop = q.stop
        self.unread.append(UnreadNumber(Span(q.start, stop), statement.span.start, reason))
