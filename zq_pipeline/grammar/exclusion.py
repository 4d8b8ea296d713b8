"""Numbers that are no observation: named rules in order, each gives the reason or None."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from zq_pipeline.grammar.quantity import LABEL, LONGEST, OPENS, Quantity
from zq_pipeline.lexicon import no_figures as words
from zq_pipeline.lexicon.leads import ABSTRACT, RESULT
from zq_pipeline.lexicon.numerals import NUMERALS
from zq_pipeline.lexicon.patterns import Words, either
from zq_pipeline.lexicon.units import CONCRETE, COUNTED_PLACES, MONEY, PHYSICAL, RATES, TIME

_TIME: Final = frozenset((*TIME, "工作日"))
_MONEY: Final = frozenset(MONEY)
_PHYSICAL: Final = frozenset(PHYSICAL)
_RATES: Final = frozenset((*RATES, "百分点"))
_EXACT: Final = 15
_PLACES: Final = 10
"""More digits than these, in all and after the point, nobody has measured: a code, or a slip of a spreadsheet (5.300000000000001%)."""
_LARGEST: Final = 28
_FEW: Final = 10
"""Numerals that are no longer have no such digits."""
_TIMED: Final = re.compile(
    rf"{either(words.LASTING)}[^,。;、]{{0,20}}(?:[,、](?:同?比[^,。;、]{{0,5}}|较[^,。;、]{{1,6}})?{either(words.BECOMES)}了?)?$"
)
_QUOTED: Final = re.compile(r"[“《‘][^“”《》‘’。;]{0,22}$")
_QUOTE_ENDS: Final = re.compile(r"[^“”《》‘’。;]{0,22}[”》’]")
_CLASS: Final = re.compile(
    r"(?:级|(?:以上|以下|以内|及以上|之间)的?(?=[一-鿿])(?!的?(?:增|下|左|,|目标|速度|幅))|以[上下]的?(?=\d{1,6}(?:个(?!百分)|家|户|项))|的(?=\d{1,6}[家个户](?!百)))"
)
_PASSING: Final = re.compile(rf"的?(?:{either(words.AFTER_MONEY)}|[一-鿿]企)")
"""What many that pass a worth are (税收超百万元的茶企), where 产值超3亿元,企业增加到9家 tells the worth."""
_CLASS_NOUN: Final = re.compile(
    rf"[一-鿿]{{0,6}}?{either(words.CLASSES)}(?=[^一-鿿]|[达增由从有共只仅已]|新增|数|总数)"
)
_NOUN: Final = re.compile(r"(?![以左的及和与、上余多之])[一-鿿]")
_SPEC_NOUN: Final = re.compile(rf"[^,。;、\d]{{1,12}}?{either(words.PLANTS)}")
_NAME_AFTER: Final = re.compile(rf"\s?(?:{either(words.NAMED_AFTER)}|后(?!,)|工程(?!项)|“)")
_RESULT: Final = Words(RESULT)
_BUILT: Final = Words(words.BUILT)
_ABSTRACT: Final = Words((*ABSTRACT, *words.GROUPS))
_LEADS_UP: Final = Words(words.LEADS_UP)
_PASSED: Final = Words((*words.PASSED, *(f"{word}了" for word in words.PASSED)))
_YEAR_JOINED: Final = words.PLACE_UNITS | (words.GROUPED - frozenset("头口层次种批"))
"""What may follow a year that is printed without 年 (2030线), where 2100头 is a count."""
_STEP: Final = re.compile(rf"[^,。;、]{{0,6}}{either(words.STEPS)}")
_AND_LIMIT: Final = re.compile("以[上下]且[^,。;]{1,24}以[上下]的?[一-鿿]")
"""The first of two limits of one class (年销量500单以上且产值达2万元以上的农户)."""
_WHOLE: Final = re.compile("总投资额?[达为约]?到?$")
"""What 56 projects cost together, and no limit of each (总投资235亿元的56个项目)."""
_COUNT_ENDS: Final = re.compile(r"[、,。;\d]|$")
_HELD: Final = re.compile("(?:举办|承办|召开)了?$")
_GRADED: Final = re.compile("[1-9]A|[国省市县]家?级")
_LINE_ENDS: Final = re.compile(r"\.?[^\S\n]*(?:\n|\Z)")
_BROKEN: Final = re.compile(r"(?<![A-Za-z\d.-])(?!(?:19|20)\d\d\D)\d[\d.]*(?: +|[万亿]{1,2}|\s*\n\s*)$")
"""The digits that a number goes on from, after a blank, a line end or a multiplier."""
_SECOND_POINT: Final = re.compile(r"\.[\d×*□xX_]")
_AFTER_POINT: Final = re.compile(r"\d\.\d+\.$")
_HALF: Final = re.compile(r"\d{1,4}[千百]?[多余几]?(?:[,。;、]|\Z)")
"""What follows a number that is told in two steps, the second without its end (1万5, 1亿3)."""
_NEAR: Final = 48


class Rule(NamedTuple):
    """A rule that gives the reason why a number is none, and when alone it is asked: of which kinds and units, and next to which characters.

    ``beside`` are characters of which one must stand right before the number, or right after it; "" is the edge of the text.
    """

    speak: Callable[[str, Quantity], str | None]
    kinds: frozenset[str] | None = None
    units: frozenset[str] | None = None
    beside: frozenset[str] | None = None


def _hanzi(text: str, at: int) -> bool:
    return "一" <= text[at : at + 1] <= "鿿"


def year(text: str, q: Quantity) -> str | None:
    """2031年, 2031—2035年, 2031 alone, 2031/2/12 15:20:47."""
    if q.unit == "日" and not q.bare.isdecimal() and ("." not in q.bare or q.bare.count(".") > 1):
        return "date"
    printed = len(q.bare) == 4 and q.bare[:2] in ("18", "19", "20", "21") and not q.scaled
    return "date" if printed and q.unit in _YEAR_JOINED else None


def code(text: str, q: Quantity) -> str | None:
    """A number with more digits than anybody measures."""
    if len(q.bare) <= _FEW:
        return None
    long = any(_digits(value) for value in (q.value, q.high) if value is not None)
    return "unresolved" if long or len(q.bare) > LONGEST else None


def _digits(value: Decimal) -> bool:
    """Whether ``value`` has too many digits in all, or after the point, or is too large for any thing there is."""
    _, digits, exponent = value.normalize().as_tuple()
    return len(digits) > _EXACT or int(exponent) < -_PLACES or value.adjusted() >= _LARGEST


def _breaks_off(text: str, q: Quantity) -> bool:
    """Whether the text ends within ``q``: 增长91 may have been 增长91.8%, and 百分之三 百分之三十."""
    open_end = q.stop >= len(text) - 1 and text[q.stop :] in ("", ".", "点")
    return open_end and (text[q.stop - 1].isdecimal() or text[q.stop - 1] in NUMERALS)


def figure(text: str, q: Quantity) -> str | None:
    """两个方面, 三项制度, 千家: Chinese numerals that count nothing (no row)."""
    told = next((said for rule in _SPOKEN if (said := rule(text, q)) is not None), False)
    return None if told else ""


def _rate(text: str, q: Quantity) -> bool | None:
    """三成, 两倍; 百倍 and 一成立 are none."""
    if q.unit not in _RATES:
        return None
    stands = q.bare == "一" and text.startswith("成立", q.stop - 1)
    return not stands and not (q.unit == "倍" and q.bare in ("十", "百", "千", "万"))


def _inside(text: str, q: Quantity) -> bool | None:
    """第三个, “两个…, 每三户, 五年."""
    return False if text.endswith(words.WITHIN, 0, q.start) or q.unit in _TIME else None


def _steps(text: str, q: Quantity) -> bool | None:
    """连跨两个十亿元台阶: the steps are counted, their height is not."""
    if q.unit == "个" and _PASSED.at_end(text, q.start) and _STEP.match(text, q.stop):
        return True
    height = (q.unit in _MONEY or q.bare[0] in words.POWERS) and text.endswith("个", 0, q.start)
    return False if height and text.startswith(words.STEPS, q.stop) else None


def _power(text: str, q: Quantity) -> bool | None:
    """突破千亿元, 亿元以上: a power alone counts as one where something leads up to it, and else not (单位:亿元)."""
    if q.bare[0] not in words.POWERS:
        return None
    if q.bound != "exact" or (not q.bare.strip(words.POWERS) and _LEADS_UP.at_end(text, q.start)):
        return True
    amount = q.unit in _MONEY or q.unit in _PHYSICAL - words.OLD_UNITS
    if not q.bare.strip(words.POWERS):
        return amount and (class_limit(text, q) or specification(text, q)) is not None
    return amount or q.unit == "人次"


def _long(text: str, q: Quantity) -> bool | None:
    """三十六座; 三五家 is no number of two digits, 二十一届 none that counts."""
    if len(q.bare) == 1 or q.bare in words.TENS:
        return None
    grouped = q.unit in words.GROUPED or q.unit in ("节", "列", "等")
    return not grouped or not set(words.POWERS).isdisjoint(q.bare)


def _held(text: str, q: Quantity) -> bool | None:
    """举办两届."""
    held = q.unit == "届" and _HELD.search(text, max(0, q.start - 5), q.start)
    return q.bare != "一" if held else None


def _thing(text: str, q: Quantity) -> bool | None:
    """建成一座桥, 两个4A级景区, 检查五次; 九部委 and 五里桥 are names."""
    if q.bare == "一":
        return bool(q.unit in words.SMALL_THINGS and _BUILT.at_end(text, q.start - text.endswith("了", 0, q.start)))
    if q.unit == "个" and _GRADED.match(text, q.stop):
        return True
    if (q.unit == "里" and _NOUN.match(text, q.stop)) or (q.unit == "部" and text.startswith(words.BOARDS, q.stop)):
        return False
    told = text.startswith((",", "。", ";"), q.stop) or text.endswith(words.HAPPENS, 0, q.start)
    return True if q.unit == "次" and len(q.bare) == 1 and told else None


def _group(text: str, q: Quantity) -> bool | None:
    """两个方面, 三级, 三人行."""
    grouped = len(q.bare) > 1 or q.unit in words.GROUPED or _ABSTRACT.at_start(text, q.stop)
    return False if grouped or (q.unit == "人" and _hanzi(text, q.stop)) else None


def _concrete(text: str, q: Quantity) -> bool | None:
    """两座, 三家: things that one can count."""
    return True if q.unit in CONCRETE and not text.startswith(("人", "年", "头"), q.stop) else None


def _result(text: str, q: Quantity) -> bool | None:
    """新增两个, 获得了三项."""
    done = _RESULT.at_end(text, q.start - text.endswith("了", 0, q.start))
    return bool(done) and q.unit != "大"


_SPOKEN: Final = (_rate, _inside, _steps, _power, _long, _held, _thing, _group, _concrete, _result)
"""In order; the first that speaks says whether a Chinese numeral tells a number."""


def vague(text: str, q: Quantity) -> str | None:
    """数百家, 上千人, 几十个; 6个方面."""
    if q.unit in ("个", "项", "大") and text.startswith("方面", q.stop):
        return "vague"
    untold = q.kind == "chinese" and q.bare[0] in f"十{words.POWERS}" and text.endswith(words.NOT_TOLD, 0, q.start)
    return (
        "vague" if untold and not (q.bound == "more_than" and text.endswith("上", 0, q.start)) else None
    )  # 迈上千亿元


def quoted(text: str, q: Quantity) -> str | None:
    """“1+8”, “四个1”, 《…》: a number inside a short quote belongs to a name."""
    if _QUOTED.search(text, max(0, q.start - 24), q.start) and _QUOTE_ENDS.match(text, q.stop):
        return "name"
    return None


def lettered(text: str, q: Quantity) -> str | None:
    """5G, C919, PM2.5, 3+2, 2#地块, 3×12米."""
    before, earlier, after = text[q.start - 1 : q.start], text[q.start - 2 : q.start - 1], text[q.stop : q.stop + 1]
    if before in ("×", "*") or after in ("×", "*"):
        return "specification"
    joined = before.isascii() and (before.isalpha() or before in ("+", "_", "#", "'"))
    model = earlier.isascii() and (earlier.isalpha() if before.isspace() else before == "-" and earlier.isalnum())
    if joined or model or before == "’":
        return "name"
    open_end = not q.unit or q.unit in ("星", "级")
    return "name" if open_end and after.isascii() and (after.isalpha() or after in ("+", "#")) else None


def named(text: str, q: Quantity) -> str | None:
    """500强, 12345热线, 12345“接诉即办”, 前1%, 国道318线, 318国道, 数字政府2.0."""
    if not q.unit and (_NAME_AFTER.match(text, q.stop) or (not q.scaled and _version(text, q))):
        return "name"
    if text.endswith("前", 0, q.start) and q.unit in ("%", "‰", ""):
        return "name"
    road = f"{q.unit}道" in words.ROADS and text.startswith("道", q.stop)
    if road or (q.unit in ("", "线") and text.endswith(words.ROADS, 0, q.start)):
        return "name"
    if q.unit == "类" and not q.scaled and q.value < 6 and _hanzi(text, q.stop):
        return "name"
    if q.unit == "条" and text.endswith("新", 0, q.start) and not text.endswith(("创新", "更新"), 0, q.start):
        return "name"
    return "name" if q.unit in COUNTED_PLACES and text.startswith(("中排", "中位", "中居", "中列"), q.stop) else None


def _version(text: str, q: Quantity) -> bool:
    return q.bare.endswith(".0") or text.startswith(("大", "类"), q.stop)


def duration(text: str, q: Quantity) -> str | None:
    """3年内, 15分钟, 1-11月, 65岁以上: unless the noun before is itself a length of time (平均预期寿命)."""
    if q.unit == "点" and q.kind == "arabic":
        return None if "指数" in text[max(0, q.start - 12) : q.start] else "date"
    lasting = not text.endswith("连续", 0, q.start) and _TIMED.search(text, max(0, q.start - 34), q.start)
    return None if lasting else "date"


def footnote(text: str, q: Quantity) -> str | None:
    """[1]“两手抓”:…, the label of a note."""
    enclosed = text[q.start - 1 : q.start] + text[q.stop : q.stop + 1]
    return "footnote" if enclosed in ("[]", "〔〕", "【】") else None


def ordinal(text: str, q: Quantity) -> str | None:
    """第3批, 2期, 12届, and the label of a point (;2.改造农贸市场, (2))."""
    bracket = text.endswith("(", 0, q.start)
    opening = q.start - bracket
    labels = (not opening or text[opening - 1] in OPENS) and LABEL.match(text, opening)
    if q.kind == "ordinal" or labels or (bracket and q.stop - q.start < 3 and text.startswith(")", q.stop)):
        return "ordinal"
    counts = _COUNT_ENDS.match(text, q.stop) or (q.unit == "届" and _HELD.search(text, max(0, q.start - 5), q.start))
    return "ordinal" if q.unit in ("届", "期") and q.kind == "arabic" and not counts else None


def broken(text: str, q: Quantity) -> str | None:
    """产值12⏎, 12 345个, 1亿3, 5.2.3亿元, 5.×亿元: what is left of a number that was cut, or goes on after a blank, multiplier or point."""
    if not q.unit and _SECOND_POINT.match(text, q.stop):
        return "unresolved"
    if _AFTER_POINT.search(text, max(0, q.start - _NEAR), q.start):
        return "unresolved"
    if q.scaled and not q.unit and _HALF.match(text, q.stop):
        return "unresolved"
    if not q.unit and not q.scaled:
        goes_on = text.startswith(" ", q.stop) and text[q.stop + 1 : q.stop + 2].isdecimal()
        if goes_on or (_LINE_ENDS.match(text, q.stop) and not text.endswith(":", 0, q.start)):
            return "unresolved"
    apart = q.start and (text[q.start - 1].isspace() or (not q.unit and text[q.start - 1] in "万亿"))
    return "unresolved" if apart and _BROKEN.search(text, max(0, q.start - _NEAR), q.start) else None


def denominator(text: str, q: Quantity) -> str | None:
    """每50公斤, 每10万人: the measure of another number."""
    return "specification" if q.unit != "%" and text.endswith("每", 0, q.start) else None


def class_limit(text: str, q: Quantity) -> str | None:
    """5000万元以上项目, 亿元级产业, 1-5亿工业企业."""
    return "class_limit" if _AND_LIMIT.match(text, q.stop) or _people(text, q) or _worth(text, q) else None


def _people(text: str, q: Quantity) -> bool:
    """10户以上村庄, 1000单以上的农户, 20万人口以上城市."""
    if not q.unit:
        return text.startswith(("人口以上", "人口以下"), q.stop)
    limit = q.unit in ("户", "人", "头", "单") and text.startswith(("以上", "以下"), q.stop)
    return limit and _NOUN.match(text, q.stop + 2 + text.startswith("的", q.stop + 2)) is not None


def _worth(text: str, q: Quantity) -> bool:
    """5000万元以上项目, 税收超百万元的企业只有2家, 过亿元项目, 亿元村."""
    unnamed = not q.unit and q.scaled
    if not (unnamed or q.unit in _MONEY or q.unit in _PHYSICAL):
        return False
    if q.unit in _MONEY and text.endswith(("过", "超"), 0, q.start) and _PASSING.match(text, q.stop):
        return True
    whole = text.startswith("的", q.stop) and _WHOLE.search(text, max(0, q.start - 5), q.start)
    if not whole and _CLASS.match(text, q.stop) and (q.unit or not text.startswith("以", q.stop)):
        return True
    classed = unnamed or text.startswith(words.AFTER_MONEY, q.stop)
    return classed and _CLASS_NOUN.match(text, q.stop) is not None


def specification(text: str, q: Quantity) -> str | None:
    """750千伏线路, 6.1级地震, 年产30万吨项目."""
    power = q.unit in _PHYSICAL and q.kind == "chinese" and q.bare[0] in words.POWERS
    sized = (
        q.unit in words.VOLTS
        or q.unit in ("英寸", "寸")
        or (q.unit in words.LENGTHS and _NOUN.match(text, q.stop))
        or (q.unit in words.PLANT_SIZES and _SPEC_NOUN.match(text, q.stop))
    )
    if sized or (power and _hanzi(text, q.stop) and not text.startswith(words.STEPS, q.stop)):
        return "specification"
    return None


_CHINESE: Final = frozenset(("chinese",))
_ARABIC: Final = frozenset(("arabic",))
_BLANK: Final = frozenset(c for c in map(chr, range(0x3001)) if c.isspace())
_LETTERED: Final = frozenset((*"+_#'’-×*", *(c for c in map(chr, range(128)) if c.isalpha()))) | _BLANK
_OPENS: Final = frozenset((*OPENS, "", "("))
_COUNTED: Final = frozenset(("户", "人", "头", "单", ""))
RULES: Final = (
    Rule(figure, kinds=_CHINESE),
    Rule(year, kinds=_ARABIC, units=_YEAR_JOINED | {"日"}),
    Rule(vague, kinds=_CHINESE),
    Rule(vague, beside=frozenset("方")),
    Rule(quoted),
    Rule(lettered, beside=_LETTERED),
    Rule(named, units=COUNTED_PLACES | {"", "%", "‰", "线", "类", "条", "国"}),
    Rule(duration, units=_TIME),
    Rule(footnote, beside=frozenset("[〔【")),
    Rule(ordinal, beside=_OPENS),
    Rule(ordinal, units=frozenset("届期")),
    Rule(ordinal, kinds=frozenset(("ordinal",))),
    Rule(broken, kinds=_ARABIC, units=frozenset(("",))),
    Rule(broken, kinds=_ARABIC, beside=_BLANK | {"."}),
    Rule(denominator, beside=frozenset("每")),
    Rule(class_limit, units=_COUNTED | _MONEY | _PHYSICAL),
    Rule(class_limit, beside=frozenset("以")),
    Rule(specification, units=frozenset((*_PHYSICAL, *words.VOLTS, "英寸", "寸", *words.LENGTHS, *words.PLANT_SIZES))),
)
"""In order; the first that speaks decides. ``""`` means: no number at all, no row."""

_BESIDE: Final = frozenset[str]().union(*(rule.beside for rule in RULES if rule.beside))


def excluded(text: str, q: Quantity) -> tuple[str, str] | None:
    """The rule that leaves ``q`` out and its reason (``""``: no row), or None when it is to be read.

    >>> from zq_pipeline.grammar.quantity import quantities
    >>> [excluded(t, next(quantities(t))) for t in ("2031年", "5G基站", "亿元以上项目", "两座大桥")]
    [('year', 'date'), ('lettered', 'name'), ('class_limit', 'class_limit'), None]
    """
    if code(text, q) or _breaks_off(text, q):
        return "code", "unresolved"
    if q.kind in ("rank", "first", "fold", "percent"):
        if (q.kind == "percent" and text.endswith("前", 0, q.start)) or text.startswith("世纪", q.stop):
            return "figure", ""
        return ("quoted", "name") if q.kind != "percent" and quoted(text, q) else None
    before, after = text[q.start - 1 : q.start], text[q.stop : q.stop + 1]
    plain, beside = _asked_of(q.kind, q.unit)
    marked = before in _BESIDE or after in _BESIDE
    for speak, characters in beside if marked else plain:
        if characters is None or before in characters or after in characters:
            reason = speak(text, q)
            if reason is not None:
                return speak.__name__, reason
    return None


_Asked = tuple[tuple[Callable[[str, Quantity], str | None], frozenset[str] | None], ...]


@lru_cache(maxsize=4096)
def _asked_of(kind: str, unit: str) -> tuple[_Asked, _Asked]:
    """The rules for a number of a ``kind`` with a ``unit``: those that are asked anywhere, and all, each with the characters next to which it is."""
    fitting = [r for r in RULES if kind in (r.kinds or (kind,)) and unit in (r.units or (unit,))]
    anywhere = {rule.speak for rule in fitting if rule.beside is None}
    every = tuple((r.speak, r.beside) for r in fitting if r.beside is None or r.speak not in anywhere)
    return tuple(one for one in every if one[1] is None), every
