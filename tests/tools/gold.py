"""Annotated reports of a folder (docs/annotation.md), and how a reading is held against them."""

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NamedTuple

from zq_pipeline.reading import report
from zq_pipeline.reading.records import Measure, Observation, Origin

COLUMNS: Final = ("indicator", "measure", "value", "unit", "bound", "status", "period")
_ALIKE: Final = 0.8
"""Names that share so many of their characters say the same: 工业总产值, 规上工业总产值."""
_SILENT: Final = str.maketrans("", "", " \n“”\"'‘’《》()（）、,，。·的")
_UNITS: Final = {
    "平方": "平方米",
    "㎡": "平方米",
    "个百分点": "百分点",
    "名": "人",
    "千米": "公里",
    "个工作日": "工作日",
}


class Annotated(NamedTuple):
    """A report and its rows as people wrote them down; ``ranges`` are the passages that were annotated, none for the whole text."""

    name: str
    source: str
    review_year: int
    gold: tuple[dict[str, Any], ...]
    ranges: tuple[tuple[int, int], ...]

    def observations(self) -> list[Observation]:
        """What the reader says of the annotated passages."""
        read = report.numbers(self.source, Origin(file=f"{self.name}.txt"), review_year=self.review_year)
        return [o for o in read.observations if not self.ranges or any(a <= o.span.start < b for a, b in self.ranges)]


def load(folder: Path, without: Iterable[str] = ()) -> list[Annotated]:
    """The annotated reports of ``folder``, by name; KeyError where ``reports.json`` lacks one of them."""
    known = json.loads((folder / "reports.json").read_text(encoding="utf-8"))
    found = []
    for path in sorted(folder.glob("*.gold.jsonl")):
        name = path.name.removesuffix(".gold.jsonl")
        if name in without:
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        gold = tuple(json.loads(line, parse_float=Decimal) for line in lines if line.strip())
        ranges = tuple((a, b) for a, b in known[name].get("ranges", ()))
        source = (folder / f"{name}.txt").read_text(encoding="utf-8")
        found.append(Annotated(name, source, known[name]["review_year"], gold, ranges))
    return found


def judged(gold: dict[str, Any], row: Observation) -> dict[str, bool]:
    """Which columns of ``row`` are as ``gold`` has them."""
    high = gold.get("hi")
    value = Decimal(str(gold["value"])) == row.value
    return {
        "indicator": any(same_name(name, row.indicator) for name in gold["indicator"]),
        "measure": gold["measure"] == row.measure,
        "value": value and (None if high in (None, "") else Decimal(str(high))) == row.value_high,
        "unit": row.measure is Measure.RANK or _unit(gold["unit"]) == _unit(row.unit),
        "bound": gold["bound"] == row.bound,
        "status": gold["status"] == row.status,
        "period": gold["period"].replace("-12/", "/") == row.period.replace("-12/", "/"),
    }


def compared(one: Annotated, rows: Iterable[Observation]) -> list[tuple[Observation | None, dict[str, bool] | None]]:
    """Each of ``rows`` with its verdict (None: no number that was annotated), and a (None, None) for each number that was missed."""
    told: list[tuple[Observation | None, dict[str, bool] | None]] = []
    used: set[int] = set()
    for row in rows:
        at = next((i for i, g in enumerate(one.gold) if g["start"] <= row.span.start < g["end"]), None)
        if at is None or at in used:
            told.append((row, None))
            continue
        used.add(at)
        if not one.gold[at].get("optional"):
            told.append((row, judged(one.gold[at], row)))
    missed = [i for i, g in enumerate(one.gold) if i not in used and not g.get("optional")]
    return told + [(None, None)] * len(missed)


def counted(told: Iterable[tuple[Observation | None, dict[str, bool] | None]]) -> Counter[str]:
    """How many numbers were ``found``, ``spurious``, ``missed``, right in each column, and in all (``whole``)."""
    count: Counter[str] = Counter()
    for row, verdict in told:
        if verdict is None:
            count["missed" if row is None else "spurious"] += 1
            continue
        count["found"] += 1
        count["whole"] += all(verdict.values())
        count.update(column for column, right in verdict.items() if right)
    return count


def f1(count: Counter[str], of: str = "found") -> float:
    """F1 of the numbers found, or of those right in all columns (``whole``).

    >>> round(f1(Counter(found=9, whole=8, missed=1, spurious=1), "whole"), 2)
    0.8
    """
    found, missed, spurious = count["found"], count["missed"], count["spurious"]
    return 2 * count[of] / (2 * found + missed + spurious) if found else 0.0


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).translate(_SILENT)


def same_name(gold: str, said: str) -> bool:
    one, other = _folded(gold), _folded(said)
    if one == other:
        return True
    shared = sum((Counter(one) & Counter(other)).values())
    return bool(one and other) and 2 * shared / (len(one) + len(other)) >= _ALIKE


def _unit(unit: str) -> str:
    said = unicodedata.normalize("NFKC", unit.strip())
    return _UNITS.get(said, said).replace("每", "/")
