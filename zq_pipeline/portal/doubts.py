"""What a report contradicts, repeats or misprints, as sentences for whoever quotes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from zq_pipeline.portal.book import Book, Sentence, sentence_of
from zq_pipeline.portal.values import Both, Row, rows, typeset
from zq_pipeline.portal.words import word

_SAID: Final = {
    "rate_contradicted": Both("与报告自己的两个数不符：{evidence}", "does not follow from the report's own two numbers: {evidence}"),
    "growth_impossible": Both("没有哪个整数能得出这个增速：{evidence}", "no whole number before gives this growth: {evidence}"),
    "growth_contradicted": Both("与前后两个数得出的增速不符：{evidence}", "the two levels give another growth: {evidence}"),
    "magnitude": Both("与同一指标其他年份相差千倍：{evidence}", "a thousand times what its indicator has in other years: {evidence}"),
    "target_reached": Both("定下目标时已经达到：{evidence}", "reached before it was aimed at: {evidence}"),
    "promise_twice": Both("同一件事承诺了两次，另一处：{evidence}", "promised twice; the other time: {evidence}"),
    "restated": Both("与另一份报告所说不同：{evidence}", "another report says otherwise: {evidence}"),
    "rate_holds": Both("核算相符：{evidence}", "checked and right: {evidence}"),
    "enumerator": Both("序号错乱（{evidence}），应为“{meant}”", "labels out of order ({evidence}); likely “{meant}”"),
    "doubled_word": Both("词语重复（{evidence}），应为“{meant}”", "a word printed twice ({evidence}); likely “{meant}”"),
    "homophone": Both("同音误字，应为“{meant}”", "a character of the same sound; likely “{meant}”"),
    "name_variant": Both("同一名称的另一种写法：{evidence}", "one name printed in another way: {evidence}"),
    "lookalike_digit": Both("数字与字母形近，应为“{meant}”", "a letter for a digit; likely “{meant}”"),
}  # fmt: skip
CONTRADICTIONS: Final = (
    "rate_contradicted", "growth_impossible", "growth_contradicted", "magnitude", "restated", "target_reached", "promise_twice",
)  # fmt: skip
"""The kinds that change what a number or a promise means."""
HOLDS: Final = "rate_holds"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A note on the source: the words it is about, and what is to be said of them."""

    key: str
    kind: str
    quote: str
    sentence: Sentence | None
    said: Both
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Doubts:
    """``contradictions`` first, then rates that ``hold`` when worked out, then ``slips`` of the pen."""

    contradictions: tuple[Doubt, ...]
    holds: tuple[Doubt, ...]
    slips: tuple[Doubt, ...]

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Where the contradictions stand."""
        return [(doubt.start, doubt.end) for doubt in self.contradictions]


def doubts(book: Book, own: Mapping[str, pd.DataFrame]) -> Doubts:
    """The notes on a report, whose tables are ``own``."""
    found = [_doubt(book, row) for row in rows(own["source_note"])]
    return Doubts(
        tuple(d for d in found if d.kind in CONTRADICTIONS),
        tuple(d for d in found if d.kind == HOLDS),
        tuple(d for d in found if d.kind not in CONTRADICTIONS and d.kind != HOLDS),
    )


def _doubt(book: Book, row: Row) -> Doubt:
    plain = row["evidence"]
    zh = {"evidence": typeset(plain.replace(";", "；").replace(": ", "，得")), "meant": typeset(row["meant"] or "")}
    en = {"evidence": plain.replace(";", "; ").replace(": ", " is "), "meant": row["meant"] or ""}
    known = _SAID.get(row["kind"]) or Both(*(f"{w}: {{evidence}}" for w in word(row["kind"])))
    key = f"{row['source_note']}/source_note"
    return Doubt(
        key=key,
        kind=row["kind"],
        quote=typeset(row["quote"]),
        sentence=sentence_of(book, row["statement"], row, key),
        said=Both(known.zh.format(**zh), known.en.format(**en)),
        start=int(row["start"]),
        end=int(row["end"]),
    )
