"""What a number is about, beyond its name and time: which place, which of four amounts, and how much in the standard unit.

In: the observations of a report, its text, and where it is from. Out: the same observations with ``place_code``,
``stage``, ``value_std`` and ``unit_std``, and the codes of a composed name.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

from zq_pipeline.lexicon import stages
from zq_pipeline.lexicon.indicators import BY_CODE
from zq_pipeline.reading.document import place
from zq_pipeline.reading.document.area import area, local
from zq_pipeline.reading.figures.indicator import KNOWN, canonical, compatible, composed, dimension, identify, ratio
from zq_pipeline.reading.records import Measure, Observation, Origin, Stage

WHOLE: Final = re.compile("(?:全(?:街道|地区|自治区)|[全我本][国省市县区州旗乡镇村域])")
"""the reporting place, or one around it, in the words of the report"""
_NATION: Final = frozenset({"全国", "我国", "中国", "国家"})
_CLAUSE: Final = re.compile(r".*[,;:。，；：\n]", re.DOTALL)
_BACK: Final = 60
"""how far back the words of a clause are looked for"""
_VERB: Final = 8
"""how many characters before a name may belong to it"""
_COUNTED: Final = frozenset({"count", "person"})
_ENDS: Final = frozenset(name[cut:] for name in KNOWN for cut in range(1, len(name)))
"""what a known name with a verb in front ends in"""
_PLACES: Final = 10
"""decimal places that every form of the package holds"""


def filled(folded: str, observations: Iterable[Observation], origin: Origin) -> tuple[Observation, ...]:
    """``observations``, which stand in ``folded``, with all that is told here."""
    return tuple(_filled(folded, o, origin) for o in observations)


def _filled(folded: str, o: Observation, origin: Origin) -> Observation:
    words = _words(folded, o)
    stage = _stage(words, o)
    code, also = _codes(words, o, stage)
    where, subject = whose(o.subject, origin)
    value, unit = standard(o, code)
    return o._replace(
        indicator_code=code,
        indicators_also=also,
        place_code=where,
        subject=subject,
        stage=stage,
        value_std=value,
        unit_std=unit,
    )


def _codes(words: str, o: Observation, stage: Stage | None) -> tuple[str, tuple[str, ...]]:
    """The code of a number and those it is said of as well: with the verb before its name, as what came new, or composed."""
    if longer := _with_verb(words, o):
        return longer, ()
    if stage is Stage.ADDED and (new := identify(o.indicator, o.unit, o.measure.value, added=True)):
        return new.code, ()
    if o.indicator_code:
        return o.indicator_code, ()
    return composed(o.indicator, o.unit, o.measure.value)


def _with_verb(words: str, o: Observation) -> str:
    """The code of a name that the list has with the words before it (签约亿元以上项目, 接待游客), empty when it has none."""
    if canonical(o.indicator) not in _ENDS:
        return ""
    at = words.rfind(o.indicator)
    for start in range(max(0, at - _VERB), at):
        known = KNOWN.get(canonical(words[start : at + len(o.indicator)]))
        if known and compatible(known, o.unit, o.measure.value):
            return known.code
    return ""


def whose(subject: str, origin: Origin) -> tuple[str, str]:
    """The code of the place that a number with ``subject`` is about, and what of the subject is no place.

    >>> home = Origin("a.txt", place_code="330483105")
    >>> whose("全镇", home), whose("全省", home), whose("杭州", home), whose("中国", home)
    (('330483105', ''), ('330000', ''), ('330100', ''), ('000000', ''))
    >>> whose("省属企业", home), whose("上海电气集团", home), whose("全市", Origin("b.txt"))
    (('330483105', '省属企业'), ('330483105', '上海电气集团'), ('', '全市'))
    """
    home = origin.place_code
    if not subject:
        return home, ""
    if subject in _NATION:
        return place.NATION, ""
    if WHOLE.fullmatch(subject):
        told = place.whole(subject[-1], home, origin.place_name) if subject[-1] != "域" else home
        return (home, subject) if told is None else (told, "")
    named = area(subject, home)
    code = named.code if named else local(subject, home)
    return (code, "") if code else (home, subject)


def _words(folded: str, o: Observation) -> str:
    """The words of the clause before a number."""
    words = folded[max(o.statement, o.span.start - _BACK) : o.span.start]
    begun = _CLAUSE.match(words)
    return words[begun.end() :] if begun else words


def _stage(words: str, o: Observation) -> Stage | None:
    """By the last word that tells; a level of a ratio, or what 达到 is said of, is what there is."""
    if o.measure is Measure.RANK:
        return None
    range_of_years = "/" in o.period and len(o.period) == len("2021/2025")
    if stages.YEARLY.search(words) or stages.YEARLY.search(o.indicator):
        return Stage.YEARLY_AVERAGE
    if stages.TOGETHER.search(words) or stages.TOGETHER.match(o.indicator):
        return Stage.CUMULATIVE
    if o.measure is not Measure.LEVEL:
        return Stage.CUMULATIVE if range_of_years and o.measure is Measure.CHANGE_RATE else None
    kind = dimension(o.unit_code)
    if kind == "ratio":
        return Stage.STOCK
    if stages.NEW.search(words) or stages.NEW.match(o.indicator):
        return Stage.ADDED
    if range_of_years:
        return Stage.CUMULATIVE
    return Stage.STOCK if kind in _COUNTED and stages.THERE_IS.search(words) else None


def standard(o: Observation, code: str, value: Decimal | None = None) -> tuple[Decimal | None, str]:
    """The value of ``o``, or ``value`` in its unit, in the standard unit of the indicator ``code``, and that unit, where the conversion is exact.

    >>> from zq_pipeline.reading.records import Bound, Status
    >>> from zq_pipeline.text.span import Span
    >>> def said(value: str, unit: str, code: str) -> Observation:
    ...     return Observation(Span(0, 1), 0, "粮食", Measure.LEVEL, Decimal(value), unit, Bound.EXACT, Status.ACTUAL, "2031", unit_code=code)
    >>> standard(said("73000000000", "斤", "jin"), "grain_output")
    (Decimal('36500000'), 't')
    >>> standard(said("700", "美元", "USD"), "foreign_trade")
    (None, '')
    """
    value, indicator = o.value if value is None else value, BY_CODE.get(code)
    if indicator is None or o.measure not in (Measure.LEVEL, Measure.CHANGE):
        return None, ""
    if o.unit_code in (indicator.unit, "percentage_point") and o.unit_code:
        return value, o.unit_code
    if dimension(o.unit_code) != dimension(indicator.unit) or not o.unit_code:
        return None, ""
    factor = _factor(o.unit_code, indicator.unit)
    if factor is None:
        return None, ""
    exact = _decimal(value * factor.numerator if factor.denominator == 1 else Fraction(value) * factor)
    return (exact, indicator.unit) if exact is not None else (None, "")


@lru_cache(maxsize=4096)
def _factor(unit: str, wanted: str) -> Fraction | None:
    given, taken = ratio(unit), ratio(wanted)
    return None if given is None or taken is None else given / taken


def _decimal(number: Fraction | Decimal) -> Decimal | None:
    """``number`` as a decimal, None when it has none of at most ten places."""
    if isinstance(number, Decimal):
        exact = number.normalize()
        return exact + 0 if int(exact.as_tuple().exponent) >= -_PLACES else None
    scaled = number * 10**_PLACES
    return Decimal(scaled.numerator).scaleb(-_PLACES).normalize() + 0 if scaled.denominator == 1 else None
