"""Promises: what the reports before aimed at for this year beside what came, and what this report aims at, with both sentences."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from zq_pipeline.portal.book import Book, Sentence, sentence_of
from zq_pipeline.portal.lead import Linked, aim_of, foremost, target_name
from zq_pipeline.portal.periods import when
from zq_pipeline.portal.values import Both, Row
from zq_pipeline.portal.words import word

_FIRM: Final = frozenset({"ensure", "strive", "endeavour", "keep"})
"""Tones that are a verb of the report; the others say only how the number is put."""
STATES: Final = ("met", "missed", "changed", "silent", "undecided", "open")


@dataclass(frozen=True, slots=True)
class Promise:
    """An aim; ``came`` is what became of it or, of an aim for a year to come, where it starts from; ``said`` both sentences."""

    name: Both
    aim: Linked
    tone: Both | None
    period: Both | None
    came: Linked | None
    came_period: Both | None
    state: str
    said: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The aims of one report for one year; ``told`` says whether a report on that year is there."""

    report: str
    set_in: int
    year: int
    told: bool
    promises: tuple[Promise, ...]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many were met, missed and so on; none that there are not."""
        found = Counter(p.state for p in self.promises)
        return [(state, found[state]) for state in STATES if found[state]]


def kept(book: Book, report: Row) -> list[Ledger]:
    """What earlier reports of the place aimed at for the year under review, the latest report first."""
    year = str(report["review_year"])
    ledgers = []
    for before in book.earlier(report):
        due = [t for t in book.targets.get(before["report"], ()) if t["period"].rpartition("/")[2][:4] == year]
        if due:
            promises = tuple(
                _promise(book, t, outcome=True, plain_year=year, said=_sentences(book, t)) for t in foremost(due, year)
            )
            ledgers.append(Ledger(before["report"], before["review_year"], report["review_year"], True, promises))
    return ledgers


def ahead(book: Book, report: Row) -> Ledger:
    """What ``report`` itself aims at, beside what was reached before or, once a later report tells, what came."""
    own = book.targets.get(report["report"], ())
    told = any(t["told_by"] for t in own)
    year = report["plan_year"]
    promises = tuple(_promise(book, t, outcome=told, plain_year=str(year)) for t in foremost(own, str(year)))
    return Ledger(report["report"], report["review_year"], year, told, promises)


def _promise(book: Book, target: Row, *, outcome: bool, plain_year: str, said: tuple[Sentence, ...] = ()) -> Promise:
    came = book.observation(target["outcome" if outcome else "baseline"])
    return Promise(
        name=target_name(book.names, target),
        aim=aim_of(book, target),
        tone=word(target["tone"]) if target["tone"] in _FIRM else None,
        period=None if target["period"] == plain_year else when(target["period"]),
        came=Linked(book.names.told(came), came["observation"]) if came else None,
        came_period=when(came["period"]) if came else None,
        state=target["state"],
        said=said,
    )


def _sentences(book: Book, target: Row) -> tuple[Sentence, ...]:
    """That of the aim, and that of what came or of the number set instead."""
    came = book.observation(target["outcome"])
    found = [sentence_of(book, target["statement"], target, f"{target['report']}-{target['start']}")]
    if came:
        found.append(sentence_of(book, came["statement"], came, came["observation"]))
    elif target["state"] == "changed":
        found += _changed(book, target)
    return tuple(sentence for sentence in found if sentence)


def _changed(book: Book, target: Row) -> list[Sentence | None]:
    """Where the later report sets another number for the same."""

    def same(other: Row) -> bool:
        named = (target["indicator"], target["measure"]) if target["indicator"] else target["name"]
        theirs = (other["indicator"], other["measure"]) if target["indicator"] else other["name"]
        return named == theirs and other["period"] == target["period"]

    other = next((t for t in book.targets.get(target["told_by"] or "", ()) if same(t)), None)
    return [sentence_of(book, other["statement"], other, other["target"])] if other else []
