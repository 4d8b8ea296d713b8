"""What to be wary of in a report: its year is in doubt, a part of it is missing, it breaks off, nearly all its rows are alike.

None of it is an error: the rows are published all the same, and the warning with them.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from zq_pipeline.reading.document.years import Years
from zq_pipeline.reading.records import Observation, Part, ReadingWarning, Section, Statement, WarningCode

SENTENCES: Final = {
    WarningCode.YEAR_DISPUTED: "The signs of the year under review disagree ({evidence}); {year} was taken. Look which is right, and write it into the report's origin file as review_year.",
    WarningCode.YEAR_VAGUE: "One vague sign is all that tells the year under review ({evidence}); {year} was taken. Look whether that is right, and write the year into the report's origin file as review_year.",
    WarningCode.NO_REVIEW: "No part of the report looks back on the year: it holds a plan alone, or the heading of the review was not understood.",
    WarningCode.NO_PLAN: "No part of the report plans the next year: it holds a review alone, or the heading of the plan was not understood.",
    WarningCode.BREAKS_OFF: "The report ends in the middle of a sentence or a number: perhaps the file holds a part of it.",
    WarningCode.ONE_STATUS: "Nearly all numbers of the report have one status: perhaps a heading was not understood, and what was reached was read as aimed at, or the reverse.",
}
"""What each warning says; ``evidence`` is that of the ``year``."""

_FEW: Final = 20
"""Rows of which nothing follows, whatever they are."""
_MOST: Final = 90
"""Per cent of the rows that are suspicious when they have one status."""
_ENDS: Final = re.compile(r"[。!?…][^\w\s]*$")
_CUT: Final = re.compile(r"[,、:;]$|\d\.?$")
"""Ends that no sentence has."""
_LONG: Final = 8
"""A shorter line, such as 第12页 below the text, or one with few Chinese characters, is no sentence that broke off."""
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")


def told(code: WarningCode, year: int | str, evidence: str) -> ReadingWarning:
    """The warning ``code`` with its sentence, of a report on ``year`` by this ``evidence``.

    >>> told(WarningCode.YEAR_VAGUE, 2030, "spoken: 2030").sentence[:90]
    'One vague sign is all that tells the year under review (spoken: 2030); 2030 was taken. Loo'
    """
    return ReadingWarning(code, SENTENCES[code].format(year=year, evidence=evidence))


def warnings(
    folded: str,
    years: Years,
    sections: Sequence[Section],
    statements: Sequence[Statement],
    observations: Sequence[Observation],
) -> tuple[ReadingWarning, ...]:
    """What to be wary of, in the order of SENTENCES.

    >>> from zq_pipeline.reading.document.years import Sign
    >>> found = warnings("2030年工作总结", Years(2030, 2031, (Sign("spoken", 2030, 1),)), (), (), ())
    >>> [warning.code.value for warning in found]
    ['year_vague', 'no_review', 'no_plan']
    """
    parts = {section.part for section in sections}
    holds = {
        WarningCode.YEAR_DISPUTED: years.disputed,
        WarningCode.YEAR_VAGUE: years.vague and not years.disputed,
        WarningCode.NO_REVIEW: Part.REVIEW not in parts,
        WarningCode.NO_PLAN: Part.PLAN not in parts,
        WarningCode.BREAKS_OFF: bool(statements) and breaks_off(statements[-1].span.cut(folded)),
        WarningCode.ONE_STATUS: _alike(observations),
    }
    return tuple(told(code, years.review, years.evidence) for code in SENTENCES if holds[code])


def breaks_off(last: str) -> bool:
    """Whether ``last``, the folded end of a report, is a sentence without its end.

    >>> [breaks_off(end) for end in ("全县新建改造农村公路、", "粮食总产量达到31", "大家齐心协力,共创柳溪更好的明")]
    [True, True, True]
    >>> [breaks_off(end) for end in ("共创柳溪更好的明天!”", "柳溪县人民政府办公室", "二〇三一年一月十二日", "第12页")]
    [False, False, False, False]
    """
    if _ENDS.search(last) or len(last) < _LONG or len(_HAN.findall(last)) < _LONG // 2:
        return False
    return _CUT.search(last) is not None or "," in last


def _alike(observations: Sequence[Observation]) -> bool:
    counted = Counter(observation.status for observation in observations)
    return len(observations) >= _FEW and max(counted.values()) * 100 > _MOST * len(observations)
