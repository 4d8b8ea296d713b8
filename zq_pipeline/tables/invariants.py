"""What no row may say, whatever its report: checks of the observations that need no annotation."""

from collections.abc import Callable
from typing import Final

from zq_pipeline.reading.checks import soundness
from zq_pipeline.reading.checks.soundness import Fact
from zq_pipeline.tables.check import Check, Failing, Frames, Sources, each
from zq_pipeline.text.folding import fold

_COLUMNS: Final = ("observation", "report", "quote", "start", "end", "indicator", "measure", "unit", "bound", "period")


def _never(fault: Callable[[str, Fact], bool]) -> Callable[[Frames, Sources], Failing]:
    """What has ``fault``, in frames and sources."""

    def failing(frames: Frames, sources: Sources) -> Failing:
        folded = {report: fold(source) for report, source in sources.items()}
        for key, report, quote, start, end, *words in each(frames["observation"], *_COLUMNS):
            fact = Fact(start, end, *(word or "" for word in words))
            if report in folded and fault(folded[report], fact):
                yield {"observation": key, "quote": quote, "indicator": fact.indicator, "period": fact.period}

    return failing


INVARIANTS: Final[tuple[Check, ...]] = tuple(
    Check(name, ("observation",), zh, en, _never(fault))
    for name, zh, en, fault in (
        (
            "no_footnote_read",
            "脚注序号不作观测值",
            "No footnote mark is read as a number",
            soundness.footnote_read,
        ),
        (
            "no_furniture_read",
            "网页上的日期、时刻不作观测值",
            "No day or time of day that a page prints is read as a number",
            soundness.furniture_read,
        ),
        (
            "unit_has_numeral",
            "计量单位之前必有数字",
            "No unit is read without a numeral before it",
            soundness.no_numeral,
        ),
        (
            "concentration_unit",
            "浓度不以个、市、天计",
            "No concentration is counted in things, places or days",
            soundness.counted_concentration,
        ),
        (
            "yearly_average_span",
            "年均增减不属于单独一年",
            "No change by the year is told of a single year",
            soundness.year_averaged,
        ),
    )
)
