"""Name and unit → code. A code is right or absent, never guessed.

A name is brought to its canonical form and looked up whole. If it is unknown, it is taken apart: words in front that
say whose or which figure it is (全市, 累计, 清河县), then a known name; or a family name (…产业增加值, …产量) with its branch.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from zq_pipeline.lexicon.indicators import INDICATORS, Indicator
from zq_pipeline.lexicon.unit_codes import UNITS
from zq_pipeline.text.folding import fold


class Identified(NamedTuple):
    """A known indicator: its code, whose figure it is (as written, or ``""``) and the branch or group it is of."""

    code: str
    subject: str
    breakdown: str


_UNITS: Final = {name: unit for unit in UNITS for name in (unit.code, unit.zh, *unit.aliases)}
_DIMENSIONS: Final = {unit.code: unit.dimension for unit in UNITS}


@lru_cache(maxsize=4096)
def unit_code(unit: str) -> str:
    """The code of a written unit, ``""`` when it is unknown; units with 每 or a stroke are composed.

    >>> unit_code("微克/立方米"), unit_code("亩"), unit_code("斛")
    ('ug/m3', 'mu', '')
    """
    if known := _UNITS.get(unit):
        return known.code
    parts = [_UNITS.get(part) for part in re.split("[/／每]", unit)]
    codes = [part.code for part in parts if part]
    return "/".join(codes) if 1 < len(codes) == len(parts) else ""


@lru_cache(maxsize=4096)
def dimension(code: str) -> str:
    """What a unit with this code measures (``mass/volume`` for ``ug/m3``), ``""`` when it is unknown.

    >>> dimension("mu"), dimension("ug/m3")
    ('area', 'mass/volume')
    """
    return "/".join(_DIMENSIONS.get(part, "") for part in code.split("/")).strip("/")


# Regular variants of one word, brought to one form in names and aliases alike; longest first.
_SAME: Final = {
    "国内生产总值": "生产总值", "地区生产总值": "生产总值", "GDP": "生产总值", "规模以上": "规上", "限额以上": "限上",
    "研究与试验发展": "研发", "R&D": "研发", "固定资产投资": "固投", "社会消费品零售": "社零", "每千名": "每千", "每百名": "每百",
    "每千人口": "每千人", "每万人口": "每万人", "每百万人口": "每百万人", "每十万人": "每10万人", "所占比重": "占比重", "所占比例": "占比重",
    "第三产业": "三产", "第二产业": "二产", "第一产业": "一产", "战新产业": "战略性新兴产业", "一次能源消费总量": "一次能源消费",
}  # fmt: skip
_SAME_WORD: Final = re.compile("|".join(re.escape(word) for word in sorted(_SAME, key=len, reverse=True)))
_NOISE: Final = re.compile(r"[\s“”‘’\"'「」『』《》()（）·的]")
_SHARE: Final = re.compile(
    r"(?P<part>[^占在]{2,20})(?:占|在)(?:全[国省市县区州]|我国|我[省市县区])?(?P<whole>[^占在]{2,16}?)中?(?:所?占)?(?:比重|比例|占比|份额|比率)"
)


def canonical(name: str) -> str:
    """``name`` without quotation marks, brackets and 的, regular variants in one form.

    >>> canonical("第三产业增加值在国内生产总值中的比重"), canonical("“规模以上”工业")
    ('三产增加值占生产总值比重', '规上工业')
    """
    bare = _SAME_WORD.sub(lambda match: _SAME[match[0]], _NOISE.sub("", name).upper())
    share = _SHARE.fullmatch(bare)
    return f"{share['part']}占{share['whole']}比重" if share else bare


_NUMBER_OF: Final = ("", "数", "数量", "总数", "总量")
_COUNTED: Final = frozenset(("count", "person"))


def _names() -> Iterator[tuple[str, Indicator]]:
    for indicator in INDICATORS:
        tails = _NUMBER_OF if dimension(indicator.unit) in _COUNTED else ("",)
        for name in map(canonical, (indicator.zh, *indicator.aliases)):
            for tail in tails:
                yield name + tail, indicator


KNOWN: Final = dict(_names())
_BY_CODE: Final = {indicator.code: indicator for indicator in INDICATORS}
_LONGEST: Final = max(map(len, KNOWN))

_TOO_LONG: Final = 60  # no official name is, even with a place before it

# What may stand before a known name without changing what is measured.
_QUALIFIER: Final = (
    "累计|全年|全部|当年|年度|本年|年末|期末|年底|年均|预计|预期|实现|其中|上半年|全社会(?=固投|用电)|平均(?=粮食)"
)
_OWN: Final = "全国|全[省市县区镇乡州旗村域]|全(?:街道|地区|自治区)|[我本][国省市县区镇乡州旗]|中国|各[省市县区镇乡]"
_PROVINCES: Final = "北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆"
_NO_PLACE: Final = "社区|小区|城市|城区|市区|郊区|山区|地区|城镇|乡镇|村镇|超市|夜市|都市|景区|片区|灾区|库区|街区|校区|园区|辖区|区县|市县|上市|省级|农村|乡村"
_PLACE: Final = r"[\u4e00-\u9fff]{2,8}(?:新区|开发区|经开区|高新区|自治区|街道|集团|公司|[省市县区镇乡州旗村])"
_PREFIX: Final = re.compile(rf"(?:{_QUALIFIER})*(?P<subject>(?:{_OWN})?(?:{_PROVINCES}|{_PLACE})?)(?:{_QUALIFIER})*")
_NOT_A_PLACE: Final = re.compile(rf"(?:{_NO_PLACE})$|[和与及占对在比每、]|新增|增加|减少|省级|市级|县级|国家级|以上")
_NEW: Final = ("新增", "新设", "新建", "新认定")
_GROWTH: Final = re.compile(r"(?:同比|年均|名义|实际)?(?:增速|增长速度|增长率|增幅|涨幅|降幅|增长)$")
_BRANCH: Final = r"[\u4e00-\u9fff（）、]{1,12}"
# A name whose branch is open: the pattern, and the indicator it is of.
_FAMILIES: Final = tuple(
    (re.compile(pattern), code)
    for pattern, code in (
        (rf"限上(?P<breakdown>{_BRANCH}?)(?:类)?(?:商品)?零售额", "retail_sales_above_designated"),
        (rf"(?P<breakdown>{_BRANCH}?(?:产业|制造业|工业|农业|林业|牧业|渔业|行业|服务业|建筑业|零售业|餐饮业|批发业|运输业|软件业|经济))增加值", "branch_value_added"),
        (rf"(?P<breakdown>{_BRANCH}?(?:产业|制造业|行业|服务业|建筑业|软件业))投资", "branch_investment"),
        (rf"(?P<breakdown>{_BRANCH}?(?:产业|产业集群|产业链|制造业))(?:总)?产值", "branch_output_value"),
        (rf"(?P<breakdown>{_BRANCH}?)产量", "product_output"),
        (r"对(?P<breakdown>[\u4e00-\u9fff一]{2,12}?)(?:货物)?进出口(?:总额|总值)?", "goods_trade"),
        (r"对(?P<breakdown>[\u4e00-\u9fff一]{2,12}?)(?:货物)?出口(?:总额|总值|额)?", "goods_exports"),
        (rf"(?P<breakdown>{_BRANCH}?)贷款余额", "loan_balance"),
    )
)  # fmt: skip
_NO_BRANCH: Final = re.compile(
    r"[占比每和与及对]|增加值|增速|新增|以上|全年|单位|人均|亩均|平均|^(?:主要|主导|特色|重点|各类|其他|其它|部分|相关|全产业)"
)


# A written unit with no code, since it is the short form of two.
_EITHER: Final = {"方": ("area", "volume")}


def _compatible(indicator: Indicator, unit: str, measure: str) -> bool:
    """Whether a number in ``unit`` can speak of ``indicator``."""
    if measure in ("change_rate", "multiple", "rank") or not unit:
        return True
    code = unit_code(unit)
    if not measure and code in ("%", "percentage_point", "times"):
        return True
    given, usual = dimension(code), dimension(indicator.unit)
    if code == "household":  # households that gain from works are not the works
        return indicator.unit in ("household", "establishment")
    if usual in (given, *_EITHER.get(unit, ())) or usual.startswith(f"{given}/"):  # 元 is said for 元/月
        return bool(given or unit in _EITHER)
    return code == "item" and usual in _COUNTED


def _subject(prefix: str) -> str | None:
    """Whose figure it is by the words before a known name, None when they are not all understood."""
    found = _PREFIX.fullmatch(prefix)
    if not found or _NOT_A_PLACE.search(found["subject"]):
        return None
    return found["subject"]


def _known(name: str) -> tuple[Indicator, str] | None:
    """The indicator with the longest known name that ``name`` ends in, and its subject."""
    for cut in range(max(0, len(name) - _LONGEST), len(name)):
        if indicator := KNOWN.get(name[cut:]):
            subject = _subject(name[:cut])
            if subject is not None:
                return indicator, subject
    return None


def _family(name: str) -> tuple[Indicator, str, str] | None:
    """The open family that ``name`` belongs to, with its subject and branch."""
    own = re.match(rf"(?:{_QUALIFIER})*(?P<subject>(?:{_OWN})?)", name)
    subject = own["subject"] if own else ""
    rest = name[own.end() :] if own else name
    for pattern, code in _FAMILIES:
        if (found := pattern.fullmatch(rest)) and not _NO_BRANCH.search(found["breakdown"]):
            return _BY_CODE[code], subject, found["breakdown"]
    return None


class Codes(NamedTuple):
    """The codes of a name and a unit and whose figure it is, each ``""`` when it is unknown."""

    indicator: str
    unit: str
    subject: str


def codes(name: str, unit: str) -> Codes:
    """What ``name`` and ``unit`` alone tell.

    >>> codes("全市规上工业增加值", "元"), codes("亮点", "个")
    (Codes(indicator='industrial_value_added', unit='CNY', subject='全市'), Codes(indicator='', unit='item', subject=''))
    """
    known = identify(name)
    return Codes(known.code if known else "", unit_code(unit), known.subject if known else "")


@lru_cache(maxsize=16384)
def identify(name: str, unit: str = "", measure: str = "", added: bool = False) -> Identified | None:
    """The indicator that ``name`` is a name of, when the number's ``unit`` and ``measure`` agree with it; else None.

    ``added`` says that the words before the number make it what came new (新增, 新设, 新建, 新认定) and not what there is:
    then only an indicator of what came new will do.

    >>> identify("全市规模以上工业增加值", "%", "change_rate")
    Identified(code='industrial_value_added', subject='全市', breakdown='')
    >>> identify("光伏产业增加值", "元", "level")
    Identified(code='branch_value_added', subject='', breakdown='光伏产业')
    >>> identify("高新技术企业", "家", added=True)
    Identified(code='high_tech_firms_new', subject='', breakdown='')
    >>> identify("工业增加值占比", "%", "level") is None
    True
    """
    if len(name) > _TOO_LONG:
        return None
    if added:
        return next(filter(None, (identify(new + name, unit, measure) for new in _NEW)), None)
    bare = canonical(fold(name))
    growth = _GROWTH.search(bare)
    if growth and bare not in KNOWN:
        if measure != "change_rate":  # a rank or a change of a growth rate is not one of the level
            return None
        bare = bare[: growth.start()]
    if known := _known(bare):
        indicator, subject, breakdown = *known, ""
    elif family := _family(bare):
        indicator, subject, breakdown = family
    else:
        return None
    return Identified(indicator.code, subject, breakdown) if _compatible(indicator, unit, measure) else None
