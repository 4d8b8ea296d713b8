"""Numbers that stand in a list and share a verb (分别): how many there are, and what each is of."""

from itertools import islice
from typing import Final

from zq_pipeline.grammar.nominal import Before, cut_middle, led
from zq_pipeline.grammar.quantity import Quantity
from zq_pipeline.grammar.sharing import shared
from zq_pipeline.reading.figures.asked import BARE_HEADS, CLAUSE, SPEEDS, Told
from zq_pipeline.reading.figures.cut import Clauses
from zq_pipeline.reading.figures.name_rules import LIST_END

_JOINTS: Final = frozenset(
    ("、", "和", "与", "及", "以及", "和约", "、约", "、超", "和超过", "、近", "第", "、第", "和第", ":")
)
_PERCENT: Final = ("%", "百分点")
_RATIOS: Final = (*_PERCENT, "倍")
_LONGEST: Final = 16


def listed(clauses: Clauses, i: int) -> int:
    """How many numbers stand in a list that begins with number ``i``."""
    cuts, first = clauses.cuts, clauses.cuts[i].number
    for count, cut in enumerate(cuts[i + 1 : i + _LONGEST], 1):
        other = first.unit in _PERCENT and cut.number.unit != first.unit
        if other or clauses.text[cut.previous : cut.number.start].strip(" ") not in _JOINTS:
            return count
    return min(len(cuts) - i, _LONGEST)


def list_names(clauses: Clauses, i: int, count: int, b: Before, told: Told, group: list[str]) -> list[str] | None:
    """What each of the ``count`` numbers from number ``i`` on is of, or None where each speaks for itself.

    ``group`` are the names of the list before.
    """
    q, noun = clauses.cuts[i].number, b.noun
    if not ("分别" in clauses.cuts[i].said or q.unit in _RATIOS):
        alike = len({*told.named[-count:]}) == count and {*told.units[-count:]} == {q.unit}
        placed = q.kind == "rank" and len(group) == count
        if not (placed or (shared(noun, count) if noun else alike)):
            return None
    names = (shared(cut_middle(noun), count) or shared(noun, count)) if noun else None
    if names and told.last and BARE_HEADS.issuperset(names):  # 总量和增速分别居
        names = [told.last + name for name in names]
    bare = noun if noun in BARE_HEADS or noun == b.rate_head else ""
    if not names and noun == bare and (before := _told_before(clauses, i, count)):
        names = [name + bare for name in before]
    return names or _known(b, count, told, group)


def _known(b: Before, count: int, told: Told, group: list[str]) -> list[str]:
    """What was said before of as many things, else one name for all."""
    known = group if len(group) == count else list(dict.fromkeys(told.named[-2 * count :]))[-count:]
    headed = b.noun in BARE_HEADS
    if headed and told.last and count == 2 and b.rate_head in SPEEDS:  # 总量、增速分别居
        return [told.last + b.noun, told.last + b.rate_head]
    if len(known) == count and (headed or not b.noun):
        return [name + b.noun for name in known]
    return [b.noun or told.last] * count


def _told_before(clauses: Clauses, i: int, count: int) -> list[str] | None:
    """The things that a clause without numbers right before number ``i`` names (茶园、鱼塘面积稳步扩大,分别达到…)."""
    cut = clauses.cuts[i]
    for clause in islice(clauses.back(cut.number.start, max(cut.previous, cut.number.start - CLAUSE)), 1, None):
        begin, _ = led(clause, 0, len(clause))
        end = LIST_END.search(clause, begin + 2)
        if names := shared(clause[begin : end.start() if end else None], count):
            return names
    return None


def share_marks(numbers: list[Quantity]) -> None:
    """Give each number of a list the bound and the unit that stand at one of them only (分别增长3、5和8个百分点)."""
    bound = next((q.bound for q in reversed(numbers) if q.bound != "exact"), "exact")
    for q in numbers:
        q.bound = bound if q.bound == "exact" else q.bound
        q.unit = "百分点" if q.unit == "个" and numbers[-1].unit == "百分点" else q.unit or numbers[-1].unit
