"""``python -m tests.tools.names FOLDER``: the order of the name rules held against weights that are learnt (docs/annotation.md).

For each number of the annotated reports the rules of names propose; this counts how often the right name is among the proposals,
how often the first in the order of the list is right, and how often the one that an averaged perceptron prefers is, which was taught on
the *other* reports. The reader keeps the list as long as it does as well as weights on reports that these have not seen.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.tools.gold import Annotated, load, same_name
from zq_pipeline.lexicon.units import CLASSIFIED, MONEY
from zq_pipeline.reading.figures import sentence
from zq_pipeline.reading.figures.naming import Candidate, asked, candidates

ROUNDS = 8


class Question(NamedTuple):
    """A number: what is proposed for it, each with its features, and which of that is right."""

    features: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]


@contextmanager
def _heard() -> Iterator[dict[int, list[tuple[str, Candidate]]]]:
    """Within this, what is proposed for each number, by its offset, with the unit of the number."""
    heard: dict[int, list[tuple[str, Candidate]]] = {}
    chosen = sentence.chosen

    def hearing(clauses, i, b, told, trace):  # type: ignore[no-untyped-def]
        q = clauses.cuts[i].number
        heard[q.start] = [(q.unit, c) for c in candidates(asked(clauses, i, b, told))]
        return chosen(clauses, i, b, told, trace)

    sentence.chosen = hearing
    try:
        yield heard
    finally:
        sentence.chosen = chosen


def _features(unit: str, c: Candidate, at: int) -> tuple[str, ...]:
    kind = "money" if unit in MONEY else "counted" if unit in CLASSIFIED else unit or "none"
    return (c.rule, f"{c.rule} {kind}", f"place {at}", f"ends {c.name[-1]}", f"length {min(len(c.name), 9)}")


def questions(one: Annotated) -> list[Question]:
    """The numbers of a report that are annotated and have a proposal."""
    with _heard() as heard:
        one.observations()
    found = []
    for row in one.gold:
        proposed = next((heard[at] for at in range(row["start"], row["end"]) if heard.get(at)), None)
        if proposed and not row.get("optional"):
            features = tuple(_features(unit, c, at) for at, (unit, c) in enumerate(proposed))
            found.append(
                Question(features, tuple(any(same_name(n, c.name) for n in row["indicator"]) for _, c in proposed))
            )
    return found


def learnt(asked_for: Sequence[Question], rounds: int = ROUNDS) -> dict[str, int]:
    """The weight of each feature: an averaged perceptron, always in the same order.

    >>> one = Question((("a",), ("b",)), (False, True))
    >>> weights = learnt([one] * 3); weights["b"] > weights["a"]
    True
    """
    now: defaultdict[str, int] = defaultdict(int)
    summed: defaultdict[str, int] = defaultdict(int)
    for step in range(rounds * len(asked_for)):
        question = asked_for[step % len(asked_for)]
        given = best(question, now)
        if any(question.right) and not question.right[given]:
            left = rounds * len(asked_for) - step
            for name, change in (
                *((f, 1) for f in question.features[question.right.index(True)]),
                *((f, -1) for f in question.features[given]),
            ):
                now[name] += change
                summed[name] += change * left
    return dict(summed)


def best(question: Question, weights: Mapping[str, int]) -> int:
    """Which proposal weighs most; of equal ones the first."""
    totals = [sum(weights.get(feature, 0) for feature in features) for features in question.features]
    return totals.index(max(totals))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table: a line for each report, left out of what was learnt, and one for all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--without", nargs="*", default=())
    given = parser.parse_args(arguments)
    asked_of = {one.name: questions(one) for one in load(given.folder, given.without)}
    total: Counter[str] = Counter()
    print(f"{'report':20} {'numbers':>7} {'among':>6} {'list':>6} {'weights':>7}")
    for name, its in asked_of.items():
        weights = learnt([q for other, theirs in asked_of.items() if other != name for q in theirs])
        line = Counter(
            numbers=len(its),
            among=sum(any(q.right) for q in its),
            list=sum(q.right[0] for q in its),
            weights=sum(q.right[best(q, weights)] for q in its),
        )
        total += line
        _print(name, line)
    _print("all", total)
    return 0


def _print(name: str, line: Mapping[str, int]) -> None:
    told = line["numbers"] or 1
    print(f"{name:20} {told:7} {line['among'] / told:6.3f} {line['list'] / told:6.3f} {line['weights'] / told:7.3f}")


if __name__ == "__main__":
    sys.exit(main())
