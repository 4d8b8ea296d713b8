"""Numbers with their multiplier, unit and bound, as they stand in folded text: one scan, left to right.

A form is a way to write a number: a pattern, and a function that reads what it matches. The forms are tried in order.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from zq_pipeline.grammar.numeral import ARABIC, CHINESE, MULTIPLIER, arabic, chinese, either_way, plain
from zq_pipeline.lexicon.bounds import FOLD_BOUNDS, MORE, WORDS_AFTER, WORDS_BEFORE, WORDS_OF_ONE
from zq_pipeline.lexicon.changes import RANKING, SCOPES
from zq_pipeline.lexicon.no_figures import STEPS
from zq_pipeline.lexicon.numerals import LARGE, NUMERALS, SMALL
from zq_pipeline.lexicon.patterns import Words, either
from zq_pipeline.lexicon.units import CUT_UNITS, NO_UNIT, PER, PUBLIC, SHORT, SIGNED, UNITS

_CN: Final = rf"{CHINESE}++(?:点{CHINESE}++)?"
_EITHER: Final = rf"(?:{_CN}|{ARABIC})"
_MINUS: Final = re.compile(r"[\u4e00-\u9fff:,][-−]$")
"""A minus that is printed (增速为-5%), and neither a range (3-5%) nor a dash within a code (A-5)."""
_FORMS: Final = {
    "percent": rf"百分之(?P<share>{_EITHER})(?:(?:至|到|—|-)(?:百分之)?(?P<share_high>{_EITHER})(?!{CHINESE}|年))?",
    "mille": rf"千分之(?P<thousandths>{_EITHER})",
    "fraction": rf"(?P<under>{CHINESE}{{1,4}})分之(?P<over>{CHINESE}{{1,4}})",
    "ordinal": rf"第(?P<rank>\d{{1,4}}(?:\.\d+)?|{CHINESE}{{1,6}})(?P<place>[位名](?![一-鿿]{{0,3}}(?:学|考|选手)))?",
    "top": rf"前(?P<among>\d{{1,3}}(?=[位名,。;、 ]|行列)|{CHINESE}{{1,3}}(?=[位名])|(?<=[国省市县区镇界]前)[二三四五六七八九十]{{1,2}}(?=[,。;]))[位名]?(?![个季年月天届期])",
    "day": r"\d{4}(?P<dash>[-/.])\d{1,2}(?P=dash)\d{1,2}(?!\d)(?: {0,2}\d{1,2}:\d\d(?::\d\d)?)?|\d{1,2}:\d\d ?[-—~至] ?\d{1,2}:\d\d|(?:(?<=[日午])|(?<=日 ))\d{1,2}:\d\d(?::\d\d)?",
    "arabic": rf"(?P<number>{ARABIC})(?P<vague>[多余来])?(?: ?(?P<multiplier>{MULTIPLIER}))?(?:(?P<more>[多余来几])(?P<beyond>(?<=多)亿)?)?",
    "fold": rf"翻了?{either(FOLD_BOUNDS)}?(?P<times>[一两二三四五六\d])番|翻番",
    "half": r"(?:一半|半数)(?=[以,。;、用是上左])|(?<=[有占达过到])(?:一半|半数)",
    "first": r"首位(?!度)|榜首",
    "chinese": rf"(?P<numeral>{_CN})(?:(?P<little>[多余来几])(?P<scale>(?<=[多余])(?:万亿|万|亿))?)?",
}
_SCAN: Final = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _FORMS.items()))
_DIGITS: Final = re.compile("|".join(f"(?P<{name}>{_FORMS[name]})" for name in ("day", "arabic")))
"""The forms that begin with a digit."""
_FOLLOWS: Final = re.escape("".join(sorted({unit[0] for unit in UNITS} | {*NUMERALS, *"点分半多余来几至到—-~、 "})))
"""What may follow the first character of a Chinese numeral that counts (一座, and not 统一)."""
_OPENING: Final = re.compile(rf"[\d½¼¾第前翻半首榜{CHINESE[1:-1]}](?:(?<=[\d½¼¾第前翻半首榜])|(?=[{_FOLLOWS}]))")
"""What ``_SCAN`` begins with: a search skips to it, where the long pattern would be tried at each character."""
_HIGH: Final = re.compile(rf" ?(?:-|~|—|–|至|到) ?(?P<number>{ARABIC})(?P<more>[多余])?(?P<multiplier>{MULTIPLIER})?")
_RANGE: Final = frozenset(" -~—–至到")
"""What ``_HIGH`` begins with."""
_CHIGH: Final = re.compile(rf"(?:至|到|—|-|~)(?P<number>{CHINESE}{{1,16}})")
_NEXT: Final = re.compile(rf"、(?P<number>{CHINESE})")
"""两、三倍: two or three, when the second is one more."""
_REST: Final = re.compile(r"(?P<number>\d{1,4})(?P<power>[千百]?)(?P<more>[多余几]?)(?P<scale>万?)(?!\d)")
"""What is left of a number told in two steps (1亿3千多万, 3万5000)."""
_POWER: Final = re.compile(r" ?[×xX*] ?10(?:(?P<raised>[⁰¹²³⁴-⁹]{1,2})|\^(?P<told>\d{1,2}))")
_RAISED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_AFTER: Final = Words(WORDS_AFTER)
_BEFORE: Final = Words(WORDS_BEFORE)
_UNITS: Final = Words(UNITS)
_RANKED: Final = Words((*RANKING, *SCOPES))
_SCOPES: Final = Words(SCOPES)
_AMONG: Final = re.compile(
    r"(?:位居|稳居|位列|名列|跃居|居于|排名|排在|跻身|[居列](?=[全各同沿]))(?:\([^()]{1,8}\)|[^,。;:、\d“”()]){1,14}$"
)
"""Those among whom a rank is, whatever their name (位居中心城区第二)."""
_NOUN: Final = re.compile(r"[一-鿿](?<![和与及、的])")
_RATIO: Final = re.compile(r" ?: ?(\d+(?:\.\d+)?)")
_PARTS: Final = re.compile(r"(\d{1,2}(?:\.\d+)?) ?: ?(\d{1,2}(?:\.\d+)?) ?: ?(\d{1,2}(?:\.\d+)?)(?! ?:|\d)")
_WIDEST: Final = 16
_PLACED: Final = re.compile(
    r"(?:[居列排位占名]|全[国省市县区镇]|[国省市县区]内|跃升至?|[夺登重返回升][上回至]?)(?!于)[^,。;放摆置]{0,12}$"
)
LABEL: Final = re.compile(r"(?:\(\d{1,2}\)|\d{1,2}\.(?! ?\d)|\d{1,2}\. ?(?=(?:19|20|21)\d\d(?:年|-)|\d{1,2}月)) ?")
"""The label of a point, at its beginning: (2), 3., and the 3. of 3.2031年 (printed 3．2031年)."""
OPENS: Final = ",。;:!? \n\r\u3000"
LONGEST: Final = 24
"""A longer run of digits is no quantity but a code."""
_OVER: Final = re.compile(r"/(\d{1,5})(?![\d/])")
_POWERS: Final = frozenset((*SMALL, *LARGE))
_OTHER_UNIT: Final = re.compile(r"\([^()\d、%左右]{1,2}\)")
"""Another unit (8套(间)旧房)."""


@dataclass(slots=True)
class Quantity:
    """A number as written: ``span`` from first digit to the end of the unit; ``end`` is where its bound ends."""

    start: int
    stop: int
    end: int
    value: Decimal
    high: Decimal | None
    unit: str
    bound: str
    kind: str
    """``arabic``, ``chinese``, ``percent``, ``fold`` (翻番), ``first`` (首位) or ``ratio``."""
    scaled: bool
    bare: str
    """The numeral alone."""


def unit_at(text: str, at: int) -> tuple[str, int]:
    """The unit at ``at`` and where it ends; per-units are one unit.

    >>> unit_at("微克/立方米,", 0), unit_at("个百分点", 0), unit_at("的", 0)
    (('微克/立方米', 6), ('个百分点', 4), ('', 0))
    """
    unit = _UNITS.at_start(text, at)
    if not unit:
        if not text.startswith(" ", at) or not (unit := _UNITS.at_start(text, at + 1)):
            return "", at
        at += 1
    elif unit == "分" and text.startswith("分别", at):
        return "", at
    end = at + len(unit)
    follows = text[end : end + 1]
    if follows in NO_UNIT.get(unit, ()):
        return "", at
    if follows in ("/", "每"):
        per = _UNITS.at_start(text, end + 1)
        if per and (follows == "/" or per in PER):
            unit, end = f"{unit}/{per}", end + 1 + len(per)
    return unit, end


def _share(text: str, m: re.Match[str], limit: int) -> Quantity | None:
    """百分之三十六点九, 百分之十至十五."""
    value = either_way(m["share"])
    if value is None:
        return None
    q = _read(text, m, "percent", value, "%")
    top = either_way(m["share_high"])
    q.high = None if top is None else plain(top)
    return q


def _thousandths(text: str, m: re.Match[str], limit: int) -> Quantity | None:
    """千分之六."""
    value = either_way(m["thousandths"])
    return None if value is None else _read(text, m, "mille", value, "‰", "percent")


def _fraction(text: str, m: re.Match[str], limit: int) -> Quantity | None:
    """三分之一."""
    under, over = chinese(m["under"]), chinese(m["over"])
    if not under or over is None:
        return None
    return _read(text, m, "fraction", _per_hundred(over, under), "%", "percent")


def _half(text: str, m: re.Match[str], limit: int) -> Quantity | None:
    """一半, 半数."""
    return _read(text, m, "half", Decimal(50), "%", "percent")


def _fold(text: str, m: re.Match[str], limit: int) -> Quantity | None:
    """翻两番, 翻番."""
    if not m["times"]:
        return _read(text, m, "fold", Decimal(2), "倍")
    return _read(text, m, "times", Decimal(2) ** int(either_way(m["times"]) or 1), "倍", "fold")


def _rank(text: str, m: re.Match[str], limit: int) -> Quantity | None:
    """第3位, 居全省第六; any other 第 makes an ordinal, which is a number only when its digits are Arabic."""
    value = either_way(m["rank"])
    if value is None:
        return None
    # 全省第三大茶市 is a place in an order, and 第三大道 is none.
    of_size = text.startswith("大", m.end()) and _SCOPES.at_end(text, m.start())
    among = _RANKED.at_end(text, m.start()) or _AMONG.search(text, max(0, m.start() - 28), m.start())
    if m["place"] or of_size or (among and not _NOUN.match(text, m.end())):
        return _read(text, m, "rank", value, "位", "rank", "exact")
    return _read(text, m, "rank", value, "", "ordinal", "exact") if m["rank"].isascii() else None


def _top(text: str, m: re.Match[str], limit: int) -> Quantity | None:
    """居全省前5位."""
    value = either_way(m["among"])
    return _read(text, m, "among", value, "位", "rank", "at_most") if value else None


def _first(text: str, m: re.Match[str], limit: int) -> Quantity | None:
    """居首位, but not 放在首位."""
    placed = _PLACED.search(text, max(0, m.start() - _WIDEST), m.start())
    return _read(text, m, "first", Decimal(1), "位", "first") if placed else None


def _day(text: str, m: re.Match[str], limit: int) -> Quantity | None:
    """2031/2/12 15:20:47."""
    return _read(text, m, "day", Decimal(0), "日", "arabic", "exact")


def _read(
    text: str, m: re.Match[str], numeral: str, value: Decimal, unit: str, kind: str = "", bound: str = ""
) -> Quantity:
    """The quantity that all of ``m`` is; a percentage begins with its words, all else with its numeral."""
    start = m.start(numeral)
    return _bounded(
        text, Quantity(start, m.end(), m.end(), value, None, unit, bound, kind or numeral, False, m[numeral])
    )


def _arabic(text: str, m: re.Match[str], limit: int) -> Quantity:
    number, vague, multiplier, more, beyond = m.group("number", "vague", "multiplier", "more", "beyond")
    start, at = m.span()
    if ("." in number or len(number) > LONGEST) and (whole := _not_measured(text, number, start)):
        end = start + whole
        return Quantity(start, end, end, Decimal(0), None, "", "exact", "ordinal", False, number[:whole])
    unit, stop = _counted(text, at)
    bound = MORE[vague or more] if vague or more else ""
    value = arabic(number, (multiplier or "") + (beyond or ""))
    q = Quantity(start, max(stop, at), stop, value, None, unit, bound, "arabic", multiplier is not None, number)
    if not unit and (q.scaled or text.startswith((" ", "×", "x", "X", "*"), at)):
        _told_in_two(text, q)
    if not q.unit and (part := _part(text, q, limit)):
        return part
    if text[q.end : q.end + 1] in _RANGE and (top := _HIGH.match(text, q.end, limit)):
        _to(text, q, top)
    if q.unit in SIGNED and q.high is None and _MINUS.search(text, max(0, q.start - 2), q.start):
        q.value = -q.value
    return _bounded(text, q)


def _not_measured(text: str, number: str, start: int) -> int:
    """How many of the characters of the ``number`` at ``start`` are the digits of a label or of a code, 0 when it is a number."""
    if len(number) > LONGEST:
        return len(number)
    opens = not start or text[start - 1] in OPENS
    return number.index(".") if opens and LABEL.match(text, start) else 0


def _counted(text: str, at: int) -> tuple[str, int]:
    """The unit at ``at`` and its end, without the 人 of a noun (5万人口)."""
    unit, stop = unit_at(text, at)
    noun = unit == "人" and (
        text.startswith("口", stop) or (text.startswith("民", stop) and text[stop + 1 : stop + 2] not in PUBLIC)
    )
    return ("", at) if noun else (unit, stop)


def _told_in_two(text: str, q: Quantity) -> None:
    """The rest of 1亿3千多万 and of 3万5000, and the power of 5×10⁴."""
    if power := _POWER.match(text, q.end):
        q.value = q.value.scaleb(int(power["told"] or power["raised"].translate(_RAISED)))
        end = power.end()
    elif (rest := _REST.match(text, q.end)) and q.bare.isdecimal() and _goes_on(text[q.end - 1], rest):
        q.value += arabic(rest["number"], rest["power"] + rest["scale"])
        q.bound, end = MORE.get(rest["more"], q.bound), rest.end()
    else:
        return
    q.unit, q.end = _counted(text, end)
    q.stop, q.scaled = max(q.end, end), True


def _goes_on(scale: str, rest: re.Match[str]) -> bool:
    """Whether ``rest`` tells what is left of a number in ``scale`` (3亿5000万, 3万5千, but not 3万5个)."""
    return bool(rest["scale"]) if scale == "亿" else scale == "万" and bool(rest["power"] or rest["number"][3:])


def _part(text: str, q: Quantity, limit: int) -> Quantity | None:
    """1/4, 1.85:1, and one of three parts that make up a hundred."""
    over = _OVER.match(text, q.end, limit)
    if over and int(over[1]) > q.value:
        q.value, q.unit, q.bound, q.kind, q.scaled = _per_hundred(q.value, Decimal(over[1])), "%", "", "percent", False
        q.stop = q.end = over.end()
        return _bounded(text, q)
    ratio = None if q.scaled else _RATIO.match(text, q.end, limit)
    if not ratio and (q.scaled or not text[max(0, q.start - 2) : q.start].rstrip().endswith(":")):
        return None
    if _of_whole(text, q.start):
        q.unit, q.bound, q.kind = "%", "exact", "percent"
        return _bounded(text, q)
    if not ratio:
        return None
    q.bound, q.kind = "", "ratio"
    q.stop = q.end = ratio.end()
    return _bounded(text, q)


def _to(text: str, q: Quantity, top: re.Match[str]) -> None:
    """Make ``q`` the range up to ``top``, when the two go together (1-2个, 10%至20%)."""
    unit, stop = unit_at(text, top.end())
    apart = q.unit and unit not in ("", q.unit)
    if apart or len(top["number"]) > LONGEST or (q.unit == "年" and not unit):
        return
    if not q.scaled and top["multiplier"] and not q.unit:
        q.value = arabic(q.bare, top["multiplier"])
    q.high = plain(arabic(top["number"], top["multiplier"] or ""))
    q.unit, q.stop, q.end = unit or q.unit, max(q.stop, stop), stop
    q.bound = q.bound or MORE.get(top["more"] or "", "")
    q.scaled = q.scaled or bool(top["multiplier"])


def _per_hundred(part: Decimal, whole: Decimal) -> Decimal:
    return (part * 100 / whole).quantize(Decimal("0.01"))


def _of_whole(text: str, at: int) -> bool:
    """Whether the number at ``at`` is one of three parts that make up a hundred (18.5:46.2:35.3)."""
    return any(
        m.start() <= at < m.end() and 99 <= sum(map(Decimal, m.groups())) <= 101
        for m in _PARTS.finditer(text, max(0, at - _WIDEST), at + 2 * _WIDEST)
    )


def _chinese(text: str, m: re.Match[str], limit: int) -> Quantity | None:
    number, at = _without_unit(text, m)
    unit, stop = unit_at(text, at)
    top = _CHIGH.match(text, stop) or (len(number) == 1 and _NEXT.match(text, stop))
    if not (unit or top) or (m["little"] == "多" and not unit):
        return None
    value = chinese(number + (m["scale"] or ""))
    if value is None or (number[0] in "零〇" and number[1:2] != "点"):
        return None
    q = Quantity(m.start(), stop, stop, value, None, unit, MORE.get(m["little"] or "", ""), "chinese", False, number)
    if top:
        _up_to(text, q, top)
    if q.unit == "倍" and text.startswith("半", q.end):
        q.value, q.stop, q.end = q.value + Decimal("0.5"), q.end + 1, q.end + 1
    return _bounded(text, q) if q.unit else None


def _without_unit(text: str, m: re.Match[str]) -> tuple[str, int]:
    """The numeral and its end, less what belongs to the unit (三千瓦, 三百两)."""
    number, at = m["numeral"], m.end()
    if len(number) > 1 and number[-1] == "千" and not m["little"] and text[at : at + 1] in CUT_UNITS:
        return number[:-1], at - 1
    if number.endswith("两") and number[-2:-1] in _POWERS:
        return number[:-1], at - 1
    return number, at


def _up_to(text: str, q: Quantity, top: re.Match[str]) -> None:
    """Make ``q`` the range up to ``top`` (三至五家; 两、三倍, but not 两、五倍)."""
    high, (unit, stop) = chinese(top["number"]), unit_at(text, top.end())
    follows = top[0][0] != "、" or high == q.value + 1
    if high is not None and unit and q.unit in ("", unit) and follows:
        q.high, q.unit, q.stop, q.end = plain(high), unit, stop, stop


_READERS: Final[dict[str, Callable[[str, re.Match[str], int], Quantity | None]]] = {
    "percent": _share, "mille": _thousandths, "fraction": _fraction, "ordinal": _rank, "top": _top, "day": _day,
    "arabic": _arabic, "fold": _fold, "half": _half, "first": _first, "chinese": _chinese,
}  # fmt: skip


def _bounded(text: str, q: Quantity) -> Quantity:
    """``q`` with the bound that the words around it tell, in the usual short form of its unit."""
    end = q.end
    follows = text[end : end + 1]
    gap = end + 1 if follows == " " else end
    after = _AFTER.at_start(text, gap)
    if after and (q.unit or after not in ("多", "余")):
        q.bound, q.end = q.bound or WORDS_AFTER[after], gap + len(after)
    elif not q.bound:
        before = q.start - 1 if q.start and text[q.start - 1] == " " else q.start
        said = _BEFORE.at_end(text, before)
        if said and not (len(said) == 1 and text[max(0, before - 2) : before] in WORDS_OF_ONE):
            q.bound = WORDS_BEFORE[said]
    if (
        text.startswith(STEPS, q.end) and (q.unit or q.scaled) and q.unit != "个"
    ):  # 突破百万吨大关: nothing is counted by it
        q.end += 2
    if q.unit and text.startswith("(", q.end) and (other := _OTHER_UNIT.match(text, q.end)):
        q.end = other.end()
    if q.unit == "成":
        q.value, q.unit, q.high = q.value * 10, "%", q.high and plain(q.high * 10)
    q.value, q.unit, q.bound = plain(q.value), SHORT.get(q.unit, q.unit), q.bound or "exact"
    return q


def quantities(text: str, start: int = 0, end: int | None = None) -> Iterator[Quantity]:
    """Yield what looks like a number in ``text[start:end]``: each run of Arabic digits once, Chinese numerals with a unit.

    >>> [(str(q.value), q.unit, q.bound) for q in quantities("里程突破1万公里,占百分之三十六点九,用工1200多万名")]
    [('10000', '公里', 'more_than'), ('36.9', '%', 'exact'), ('12000000', '名', 'more_than')]
    >>> [(str(q.value), str(q.high), q.unit) for q in quantities("提高10%至20%,选1-2个,产粮二万三千五百亿斤,翻两番")]
    [('10', '20', '%'), ('1', '2', '个'), ('2350000000000', 'None', '斤'), ('4', 'None', '倍')]
    """
    limit = len(text) if end is None else end
    at = start
    while opening := _OPENING.search(text, at, limit):
        found = (_DIGITS if opening[0].isdecimal() else _SCAN).match(text, opening.start(), limit)
        read = found and _READERS[found.lastgroup or ""](text, found, limit)
        if read:
            yield read
            at = max(read.stop, opening.end())
        else:
            at = (found or opening).end()
