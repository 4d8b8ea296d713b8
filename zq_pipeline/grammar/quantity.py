"""Numbers with their multiplier, unit and bound, as they stand in folded text: one scan, left to right."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from zq_pipeline.grammar.numeral import ARABIC, CHINESE, MULTIPLIER, SCALE, arabic, chinese, plain
from zq_pipeline.lexicon.bounds import FOLD_BOUNDS, WORDS_AFTER, WORDS_BEFORE
from zq_pipeline.lexicon.changes import RANKING, SCOPES
from zq_pipeline.lexicon.numerals import LARGE, SMALL
from zq_pipeline.lexicon.patterns import Words, either, words
from zq_pipeline.lexicon.units import SHORT, UNITS

_CN: Final = rf"{CHINESE}{{1,24}}(?:点{CHINESE}{{1,16}})?"
_SIGNED: Final = frozenset({"%", "‰", "个百分点", "百分点"})
_MINUS: Final = re.compile(r"[\u4e00-\u9fff:,][-−]$")
"""A minus that is printed (增速为-5%), and neither a range (3-5%) nor a dash within a code (A-5)."""
_SCAN: Final = re.compile(
    rf"百分之(?P<percent>{_CN}|{ARABIC})(?:(?:至|到|—|-)(?:百分之)?(?P<percent_high>{_CN}|{ARABIC})(?!{CHINESE}|年))?"
    rf"|千分之(?P<mille>{_CN}|{ARABIC})"
    rf"|(?P<under>{CHINESE}{{1,4}})分之(?P<over>{CHINESE}{{1,4}})"
    rf"|第(?P<rank>\d{{1,4}}|{CHINESE}{{1,6}})(?P<place>[位名](?![一-鿿]{{0,3}}(?:学|考|选手)))?"
    rf"|前(?P<top>\d{{1,3}}(?=[位名,。;、 ]|行列)|{CHINESE}{{1,3}}(?=[位名])|(?<=[国省市县区镇界]前)[二三四五六七八九十]{{1,2}}(?=[,。;]))(?P<top_place>[位名])?(?![个季年月天届期])"
    rf"|(?P<number>{ARABIC})(?P<vague>[多余来])?(?: ?(?P<multiplier>{MULTIPLIER}))?(?P<more>[多余来几])?"
    rf"|翻了?(?:{either(FOLD_BOUNDS)})?(?:(?P<fold>[一两二三四五六])|(?P<fold2>\d))番"
    r"|(?P<half>(?:一半|半数)(?=[以,。;、用是上左])|(?<=[有占达过到])(?:一半|半数))"
    rf"|(?P<ratio>首位|榜首)"
    rf"|(?P<chinese>{_CN})(?P<cmore>[多余来几])?(?P<cmult>(?<=[多余])(?:万亿|万|亿))?"
)
_OPENING: Final = re.compile(rf"[\d第前翻一半首榜百千]|{CHINESE}")
"""What ``_SCAN`` begins with: a search skips to it, where the long pattern would be tried at each character."""
_HIGH: Final = re.compile(rf" ?(?:-|~|—|–|至|到) ?(?P<number>{ARABIC})(?P<more>[多余])?(?P<multiplier>{MULTIPLIER})?")
_CHIGH: Final = re.compile(rf"(?:至|到|—|-|~)(?P<number>{CHINESE}{{1,16}})")
_NEXT: Final = re.compile(rf"、(?P<number>{CHINESE})")
"""两、三倍: two or three, when the second is one more."""
_AFTER: Final = Words(WORDS_AFTER)
_BEFORE: Final = Words(WORDS_BEFORE)
_UNITS: Final = Words(UNITS)
_PER: Final = frozenset(words("千瓦时 平方米 立方米 公里 吨 亩 斤 公斤 人 户 度"))
_LETTERS: Final = re.compile("[A-Za-z]{1,4}")
_RANKED: Final = Words((*RANKING, *SCOPES))
_AMONG: Final = re.compile(
    r"(?:位居|稳居|位列|名列|跃居|居于|排名|排在|跻身|[居列](?=[全各同沿]))(?:\([^()]{1,8}\)|[^,。;:、\d“”()]){1,14}$"
)
"""Those among whom a rank is, whatever their name (位居中心城区第二)."""
_NOUN: Final = re.compile(r"[一-鿿](?<![和与及、的])")
_WHOLE: Final = frozenset(words("通过 经过 签约 节约 合约 条约 公约 预约 制约 附近 最近 临近 不过"))
_MORE: Final = {"多": "more_than", "余": "more_than", "几": "more_than", "来": "approx"}
"""What a word between a number and its unit says: 二十多家, 十来家."""
_RATIO: Final = re.compile(r" ?: ?(\d+(?:\.\d+)?)")
_PARTS: Final = re.compile(r"(\d{1,2}(?:\.\d+)?) ?: ?(\d{1,2}(?:\.\d+)?) ?: ?(\d{1,2}(?:\.\d+)?)(?! ?:|\d)")
_WIDEST: Final = 16
_PLACED: Final = re.compile(r"(?:居|列|排|位|占|名|全[国省市县区镇]|[国省市县区]内)(?!于)[^,。;放摆置]{0,12}$")
LABEL: Final = re.compile(r"(?:\(\d{1,2}\)|\d{1,2}\.(?! ?\d)|\d{1,2}\. ?(?=(?:19|20|21)\d\d(?:年|-)|\d{1,2}月)) ?")
"""The label of a point, at its beginning: (2), 3., and the 3. of 3.2031年 (printed 3．2031年)."""
OPENS: Final = ",。;:!? \n\r\u3000"
_LONGEST: Final = 24
"""A longer run of digits is no quantity but a code."""
_OVER: Final = re.compile(r"/(\d+)")
_PEOPLE: Final = re.compile("口|民(?![事主政办警营宿兵间族生])")
"""What makes a noun of 人 (5万人口, 5万人民)."""
_CUT: Final = frozenset("瓦克米伏卡赫")
_POWERS: Final = frozenset((*SMALL, *LARGE))


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
    unit = "" if text.startswith("分别", at) else _UNITS.at_start(text, at)
    if not unit and text.startswith(" ", at) and (unit := _UNITS.at_start(text, at + 1)):
        at += 1
    end = at + len(unit)
    if unit and text.startswith(("/", "每"), end):
        per = _UNITS.at_start(text, end + 1) or ((m := _LETTERS.match(text, end + 1)) and m[0]) or ""
        if per and (text[end] == "/" or per in _PER):
            unit, end = f"{unit}/{per}", end + 1 + len(per)
    return unit, end


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
        found = _SCAN.match(text, opening.start(), limit)
        read = found and _read(text, found, limit)
        if read:
            yield read
            at = max(read.stop, opening.end())
        else:
            at = (found or opening).end()


def _read(text: str, m: re.Match[str], limit: int) -> Quantity | None:
    kind = m.lastgroup
    if m["number"]:
        return _arabic(text, m, limit)
    if m["percent"]:
        low, top = _either(m["percent"]), _either(m["percent_high"])
        return (
            low is not None
            and _made(text, m.start(), m.end(), m.end(), low, top, "%", "", "percent", False, m["percent"])
        ) or None
    if m["mille"]:
        share = _either(m["mille"])
        return (
            share is not None
            and _made(text, m.start(), m.end(), m.end(), share, None, "‰", "", "percent", False, m["mille"])
        ) or None
    if m["under"]:
        under, over = chinese(m["under"]), chinese(m["over"])
        if not under or over is None:
            return None
        value = plain((over * 100 / under).quantize(Decimal("0.01")))
        return _made(text, m.start(), m.end(), m.end(), value, None, "%", "", "percent", False, m[0])
    if m["half"]:
        return _made(text, m.start(), m.end(), m.end(), Decimal(50), None, "%", "", "percent", False, m[0])
    if m["fold"] or m["fold2"]:
        group = "fold" if m["fold"] else "fold2"
        times = int(_either(m[group]) or 1)
        return _made(text, m.start(group), m.end(), m.end(), Decimal(2**times), None, "倍", "", "fold", False, m[group])
    if m["rank"]:
        return _rank(text, m)
    if m["top"]:
        place = _either(m["top"])
        return (
            None
            if not place
            else _made(text, m.start("top"), m.end(), m.end(), place, None, "位", "at_most", "rank", False, m["top"])
        )
    if kind == "ratio":
        if not _PLACED.search(text, max(0, m.start() - 16), m.start()):
            return None
        return _made(text, m.start(), m.end(), m.end(), Decimal(1), None, "位", "", "first", False, m[0])
    return _chinese(text, m)


def _rank(text: str, m: re.Match[str]) -> Quantity | None:
    """第3位, 居全省第六; any other 第 makes an ordinal, which is a number only when its digits are Arabic."""
    value = _either(m["rank"])
    if value is None:
        return None
    before = _RANKED.at_end(text, m.start())
    among = before or _AMONG.search(text, max(0, m.start() - 28), m.start())
    placed = m["place"] or (among and not _NOUN.match(text, m.end()))
    if placed:
        return _made(text, m.start("rank"), m.end(), m.end(), value, None, "位", "exact", "rank", False, m["rank"])
    if not m["rank"][0].isdigit() or not m["rank"].isascii():
        return None
    return _made(text, m.start("rank"), m.end(), m.end(), value, None, "", "exact", "ordinal", False, m["rank"])


def _either(text: str | None) -> Decimal | None:
    if not text or len(text) > _LONGEST:
        return None
    return arabic(text) if text[0].isascii() else chinese(text)


def _arabic(text: str, m: re.Match[str], limit: int) -> Quantity:
    if len(m["number"]) > _LONGEST:
        return _made(
            text,
            m.start(),
            m.end("number"),
            m.end("number"),
            Decimal(0),
            None,
            "",
            "exact",
            "ordinal",
            False,
            m["number"],
        )
    if "." in m["number"] and (not m.start() or text[m.start() - 1] in OPENS) and LABEL.match(text, m.start()):
        whole = m["number"].partition(".")[0]
        end = m.start() + len(whole)
        return _made(text, m.start(), end, end, Decimal(whole), None, "", "exact", "ordinal", False, whole)
    value = arabic(m["number"], m["multiplier"] or "")
    if m["vague"] and not m["multiplier"]:
        more, at = m["vague"], m.end()
    else:
        more, at = m["vague"] or m["more"], m.end()
    unit, stop = unit_at(text, at)
    if unit == "人" and _PEOPLE.match(text, stop):
        unit, stop = "", at
    kind = "arabic"
    high: Decimal | None = None
    ratio = _RATIO.match(text, at, limit) if not unit and not m["multiplier"] else None
    if not unit and (over := _OVER.match(text, at, limit)) and len(over[1]) < 6 and int(over[1]):
        share = (value * 100 / int(over[1])).quantize(Decimal("0.01"))
        return _made(text, m.start(), over.end(), over.end(), share, None, "%", "", "percent", False, m["number"])
    part = ratio or (
        not unit and not m["multiplier"] and text[max(0, m.start() - 2) : m.start()].rstrip().endswith(":")
    )
    if part and _of_whole(text, m.start()):
        return _made(text, m.start(), at, at, value, None, "%", "exact", "percent", False, m["number"])
    if ratio:
        return _made(text, m.start(), ratio.end(), ratio.end(), value, None, "", "", "ratio", False, m["number"])
    top = _HIGH.match(text, stop, limit)
    if top and len(top["number"]) <= _LONGEST:
        high = arabic(top["number"], top["multiplier"] or "")
        high_unit, high_stop = unit_at(text, top.end())
        if (unit in ("", high_unit) or not high_unit) and not (unit == "年" and not high_unit):
            if not m["multiplier"] and top["multiplier"] and not unit:
                value = arabic(m["number"], top["multiplier"])
            unit, stop = high_unit or unit, high_stop
            more = more or top["more"]
        else:
            high = None
    if unit in _SIGNED and high is None and _MINUS.search(text, max(0, m.start() - 2), m.start()):
        value = -value
    if unit == "成":
        value, unit, high = value * 10, "%", high and high * 10
    bound = _MORE.get(more or "", "")
    scaled = bool(m["multiplier"] or (top and high is not None and top["multiplier"]))
    return _made(text, m.start(), max(stop, m.end()), stop, value, high, unit, bound, kind, scaled, m["number"])


def _of_whole(text: str, at: int) -> bool:
    """Whether the number at ``at`` is one of three parts that make up a hundred (18.5:46.2:35.3)."""
    return any(
        m.start() <= at < m.end() and 99 <= sum(map(Decimal, m.groups())) <= 101
        for m in _PARTS.finditer(text, max(0, at - _WIDEST), at + 2 * _WIDEST)
    )


def _chinese(text: str, m: re.Match[str]) -> Quantity | None:
    number, more = m["chinese"], m["cmore"]
    at = m.end()
    if len(number) > 1 and number[-1] == "千" and not more and text[at : at + 1] in _CUT:
        number, at = number[:-1], at - 1
    if number.endswith("两") and number[-2:-1] in _POWERS:  # 三百两: a weight
        number, at = number[:-1], at - 1
    value = chinese(number)
    if value is None or (number[0] in "零〇" and number[1:2] != "点") or number == "点":
        return None
    if number.endswith("万") and text.startswith("元", at) is False and not unit_at(text, at)[0]:
        return None
    unit, stop = unit_at(text, at)
    if more == "多" and not unit:
        return None
    if m["cmult"]:
        value *= SCALE[m["cmult"]]
    high = None
    if top := _CHIGH.match(text, stop) or (len(number) == 1 and _NEXT.match(text, stop)):
        high_value = chinese(top["number"])
        high_unit, high_stop = unit_at(text, top.end())
        follows = top[0][0] != "、" or high_value == value + 1
        if high_value is not None and high_unit and unit in ("", high_unit) and follows:
            high, unit, stop = high_value, high_unit, high_stop
    if not unit:
        return None
    if unit == "成":
        value, unit, high = value * 10, "%", high and high * 10
    if unit == "倍" and text.startswith("半", stop):
        value, stop = value + Decimal("0.5"), stop + 1
    bound = _MORE.get(more or "", "")
    return _made(text, m.start(), stop, stop, value, high, unit, bound, "chinese", False, number)


def _made(
    text: str,
    start: int,
    stop: int,
    end: int,
    value: Decimal,
    high: Decimal | None,
    unit: str,
    bound: str,
    kind: str,
    scaled: bool,
    bare: str,
) -> Quantity:
    gap = end + 1 if text.startswith(" ", end) else end
    after = _AFTER.at_start(text, gap)
    if after and not (after in ("多", "余") and not unit):
        bound, end = bound or WORDS_AFTER[after], gap + len(after)
    elif bound == "":
        before = start - 1 if start and text[start - 1] == " " else start
        said = _BEFORE.at_end(text, before)
        if said and not (len(said) == 1 and text[max(0, before - 2) : before] in _WHOLE):
            bound = WORDS_BEFORE[said]
    if unit in SHORT:
        unit = SHORT[unit]
    return Quantity(
        start,
        stop,
        end,
        plain(value),
        None if high is None else plain(high),
        unit,
        bound or "exact",
        kind,
        scaled,
        bare,
    )
