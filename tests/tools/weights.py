"""``python -m tests.tools.weights FOLDER``: how well the reader reads annotated reports, and the weights of signs fitted on them.

First a table: each report's figures, and what its certainty is worth. With ``--fit``, the integers of
``lexicon/scope_weights.tsv`` are changed one at a time; a change is kept that makes more rows right in status and period.
Each report is read with the weights fitted on the *others*: only that figure says what the fit is worth. With ``--write`` the
weights fitted on all are written, to be looked at like code.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from tests.tools.gold import COLUMNS, Annotated, compared, counted, f1, load
from zq_pipeline.lexicon import scope
from zq_pipeline.reading.document import signs

Table = tuple[tuple[str, tuple[int, ...]], ...]
STEPS = (-3, -1, 1, 3)
FILE = Path(scope.__file__).with_name("scope_weights.tsv")


def table() -> Table:
    """The weights as they are."""
    return tuple(scope.weights().items())


def changed(weights: Table) -> Iterator[Table]:
    """``weights`` with one integer changed, those that are nothing left so."""
    for at, (sign, values) in enumerate(weights):
        for column, value in enumerate(values):
            for step in STEPS if value else ():
                moved = (*values[:column], value + step, *values[column + 1 :])
                yield (*weights[:at], (sign, moved), *weights[at + 1 :])


class Fit:
    """Reports, and how many of their rows are right in status and period with given weights."""

    def __init__(self, reports: Sequence[Annotated]) -> None:
        """Take the annotated reports."""
        self.reports = reports
        self.right = cache(self._right)

    def _right(self, weights: Table) -> tuple[int, ...]:
        known = dict(weights)
        before, signs.weights = signs.weights, lambda: known  # type: ignore[assignment]
        try:
            return tuple(
                sum(bool(v) and v["status"] and v["period"] for _, v in compared(one, one.observations()))
                for one in self.reports
            )
        finally:
            signs.weights = before

    def fitted(self, without: int | None, rounds: int) -> Table:
        """The weights for which most rows of the reports are right, but for that number ``without``; the first of equals."""

        def score(weights: Table) -> int:
            return sum(right for at, right in enumerate(self.right(weights)) if at != without)

        best = table()
        for _ in range(rounds):
            found = max(changed(best), key=score)
            if score(found) <= score(best):
                break
            best = found
        return best


def quality(reports: Sequence[Annotated]) -> Iterator[str]:
    """A line for each report and one for all: the figures, and of the rows called sure how many there are and how many are right."""
    yield (
        f"{'report':18}{'rows':>6}{'found':>7}"
        + "".join(f"{c:>10}" for c in COLUMNS)
        + f"{'whole':>7}{'sure':>6}{'of these right':>15}"
    )
    total: Counter[str] = Counter()
    for one in reports:
        told = compared(one, one.observations())
        count = counted(told)
        for row, verdict in told:
            if row is not None and row.certainty == "sure":
                count["sure"] += 1
                count["sure right"] += bool(verdict) and all(verdict.values())
        total += count
        yield line(one.name, count)
    yield line("all", total)


def line(name: str, count: Counter[str]) -> str:
    """One line of the table."""
    found, sure = max(1, count["found"]), max(1, count["sure"])
    rows = count["found"] + count["spurious"]
    columns = "".join(f"{count[c] / found:10.3f}" for c in COLUMNS)
    return f"{name:18}{rows:6}{f1(count):7.3f}{columns}{f1(count, 'whole'):7.3f}{count['sure'] / max(1, rows):6.2f}{count['sure right'] / sure:15.3f}"


def written(weights: Table) -> str:
    """The file of weights with these integers, its comments kept."""
    known = dict(weights)
    lines = []
    for text in FILE.read_text(encoding="utf-8").splitlines():
        sign = text.split("\t")[0]
        lines.append("\t".join([sign, *map(str, known[sign])]) if sign in known else text)
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--without", nargs="*", default=())
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args(arguments)
    reports = load(asked.folder, asked.without)
    print(*quality(reports), sep="\n")
    if asked.fit or asked.write:
        fit = Fit(reports)
        now = fit.right(table())
        print(f"\n{'report':18}{'right now':>10}{'fitted on the others':>22}")
        for at, one in enumerate(reports):
            print(f"{one.name:18}{now[at]:10}{fit.right(fit.fitted(at, asked.rounds))[at]:22}", flush=True)
        if asked.write:
            FILE.write_text(written(fit.fitted(None, asked.rounds)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
