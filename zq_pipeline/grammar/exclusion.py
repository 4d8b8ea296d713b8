"""Numbers that are no observation: named rules in order, each gives the reason or None."""

import re
from collections.abc import Callable
from typing import Final

from zq_pipeline.grammar.quantity import LABEL, OPENS, Quantity
from zq_pipeline.lexicon.leads import ABSTRACT, RESULT
from zq_pipeline.lexicon.patterns import Words
from zq_pipeline.lexicon.units import CONCRETE, MONEY, PHYSICAL, RATES, TIME

_TIME: Final = frozenset(TIME)
_MONEY: Final = frozenset(MONEY)
_PHYSICAL: Final = frozenset(PHYSICAL)
_RATES: Final = frozenset((*RATES, "百分点"))
_TIMED: Final = re.compile(
    r"(?:寿命|年限|年龄|时间|时限|天数|时长|周期|日数|时数|工期|期限|工时|用时|年数|日照)[^,。;、]{0,20}(?:[,、](?:同?比[^,。;、]{0,5}|较[^,。;、]{1,6})?(?:达到?|增至|提高到?|增加|延长|缩短|减少|压缩)了?)?$"
)
_QUOTED: Final = re.compile(r"[“《‘][^“”《》‘’。;]{0,22}$")
_QUOTE_ENDS: Final = re.compile(r"[^“”《》‘’。;]{0,22}[”》’]")
_CLASS: Final = re.compile(
    r"(?:级|(?:以上|以下|以内|及以上|之间)的?(?=[\u4e00-\u9fff])(?!的?(?:增|下|左|,|目标|速度|幅))|以[上下]的?(?=\d{1,6}(?:个(?!百分)|家|户|项))|的(?=\d{1,6}[家个户](?!百)))"
)
_PASSES: Final = re.compile(
    "(?:投资额?|产值|收入|税收|利润|产出|资本|交易额|销售额|营收|利税|贡献)[超过达逾在]{1,2}到?$"
)
_COUNTED: Final = re.compile(
    r"(?:以上)?的?[\u4e00-\u9fff]{0,6}?(?:企业|[茶农林渔酒药民国外央]企|项目|楼宇|商户|大户|农户|合作社|园区|乡镇|村)(?:[只仅已共]?有|新增|达到?|由|从|增[至加]到?|共|为)?(?=\d+[个家户项幢栋座])"
)
"""What a worth is the limit of (税收超百万元的企业只有2家), and is no worth reached (产值超3亿元,企业增加到9家)."""
_CLASS_NOUN: Final = re.compile(
    r"[\u4e00-\u9fff]{0,6}?(?:企业|项目|集群|县|镇|县区|园区|产业链|强县|强镇|乡镇|大村|村|楼宇?)(?=[^\u4e00-\u9fff]|\d|[达增由从有共只仅已]|新增|数|总数)"
)
_NOUN: Final = re.compile(r"(?!以|左|的|及|和|与|、|上|余|多)[\u4e00-\u9fff]")
_SPEC_NOUN: Final = re.compile(r"[^,。;、\d]{1,12}?(?:项目|工程|机组|生产线|基地|变电站|线路|通道|电站|泊位|装置)")
_NAME_AFTER: Final = re.compile(
    r"\s?(?:强|版|后(?!,)|号|热线|政务服务|\+|周年|国道|省道|高速|核心|网络|频道|行情|行动|工程(?!项)|战略|示范工程|体系|模式|连[增冠优])"
)
_RESULT: Final = Words(RESULT)
_ABSTRACT: Final = Words(ABSTRACT)
_WORTH: Final = re.compile(
    r"(?:(?:地区|国内|工业|农业|规上)?(?:生产)?(?:总值|总产值|产值|增加值)|GDP|收入|投资)[^,。;]{0,10}(?:能耗|电耗|水耗|用水|用电|耗|死亡|排放|用地)"
)
_FIGURE: Final = frozenset("国线网点面级星字词角分度里方层章届期批轮集辈类种次款型卷回步头口门")
_YEAR_JOINED: Final = _FIGURE - frozenset("头口层次种批")
"""What may follow a year that is printed without 年 (2030线), where 2100头 is a count."""
_POWERS: Final = "百千万亿"
_STEPS: Final = ("台阶", "关口", "大关")
_PASSED: Final = re.compile("(?:连跨|连上|跨[过越上]|[迈越]过)了?$")
_STEP: Final = re.compile("[^,。;、]{0,6}(?:台阶|关口|大关)")
"""Steps that were passed are counted (连跨两个十亿元台阶)."""
_AND_LIMIT: Final = re.compile("以[上下]且[^,。;]{1,24}以[上下]的?[一-鿿]")
_LIMIT_AND: Final = re.compile("以[上下]且[^,。;]{1,24}$")
_LIMITED: Final = re.compile("以[上下]的?[一-鿿]")
"""Two limits of one class (年销量500单以上且产值达2万元以上的农户)."""
_WHOLE: Final = re.compile("总投资额?[达为约]?到?$")
"""What 56 projects cost together, and no limit of each (总投资235亿元的56个项目)."""
_COUNT_ENDS: Final = re.compile(r"[、,。;\d]|$")
_HELD: Final = re.compile("(?<!连续)(?:举办|承办|召开)了?$")


def year(text: str, q: Quantity) -> str | None:
    """2031年, 2031—2035年, 2031 alone."""
    if q.kind == "arabic" and len(q.bare) == 4 and q.bare[:2] in ("18", "19", "20", "21") and not q.scaled:
        return (
            "date"
            if q.unit in ("年", "", "年度", "年代", "市", "县", "省", "镇", "村") or q.unit in _YEAR_JOINED
            else None
        )
    return None


def duration(text: str, q: Quantity) -> str | None:
    """3年内, 15分钟, 1-11月, 65岁以上: unless the noun before is itself a length of time (平均预期寿命)."""
    if q.unit not in _TIME and q.unit != "工作日":
        return None
    if q.unit == "点" and q.kind == "arabic":
        return None if "指数" in text[max(0, q.start - 12) : q.start] else "date"
    if text[max(0, q.start - 2) : q.start] == "连续":
        return "date"
    return None if _TIMED.search(text, max(0, q.start - 34), q.start) else "date"


def ordinal(text: str, q: Quantity) -> str | None:
    """第3批, 2期, 12届, and the label of a point (;2.改造农贸市场, (2))."""
    before = text[q.start - 1 : q.start]
    opening = q.start - (before == "(")
    labels = (not opening or text[opening - 1] in OPENS) and LABEL.match(text, opening)
    if q.kind == "ordinal" or labels or (before == "(" and q.stop - q.start < 3 and text.startswith(")", q.stop)):
        return "ordinal"
    return "ordinal" if q.unit in ("届", "期") and q.kind == "arabic" and not _COUNT_ENDS.match(text, q.stop) else None


def joined(text: str, q: Quantity) -> str | None:
    """5G, C919, PM2.5, 3+2, 500强, 2.0版, 12345热线."""
    before = text[q.start - 1] if q.start else " "
    if before.isspace() and q.start > 1 and text[q.start - 2].isascii() and text[q.start - 2].isalpha():
        return "name"
    if before in "’'" or (not q.unit and not q.scaled and text.startswith(("大", "类"), q.stop)):
        return "name"
    if q.unit == "类" and not q.scaled and q.value < 6 and "\u4e00" <= text[q.stop : q.stop + 1] <= "\u9fff":
        return "name"
    if before == "前" and q.unit in ("%", "‰", ""):
        return "name"
    if before == "新" and q.unit == "条" and not text.endswith(("创新", "更新"), 0, q.start):
        return "name"
    if before.isascii() and (before.isalpha() or before in "+_#"):
        return "name"
    if before == "-" and q.start > 1 and text[q.start - 2].isascii() and text[q.start - 2].isalnum():
        return "name"
    if not q.unit or q.unit in ("星", "级", "P"):
        after = text[q.stop] if q.stop < len(text) else " "
        if after.isascii() and (after.isalpha() or after in "+") and q.unit != "P":
            return "name"
    if not q.unit and _NAME_AFTER.match(text, q.stop):
        return "name"
    return None


def quoted(text: str, q: Quantity) -> str | None:
    """“1+8”, “四个1”, 《…》: a number inside a short quote belongs to a name."""
    if _QUOTED.search(text, max(0, q.start - 24), q.start) and _QUOTE_ENDS.match(text, q.stop):
        return "name"
    return None


def denominator(text: str, q: Quantity) -> str | None:
    """每50公斤, 每10万人: the measure of another number."""
    if q.start and text[q.start - 1] in "每" and (q.unit not in ("%",)):
        return "specification"
    return None


def per_worth(text: str, q: Quantity) -> str | None:
    """万元生产总值能耗, 亿元地区生产总值事故死亡率: a measure per worth."""
    if q.kind == "chinese" and q.bare in ("百", "千", "万", "亿") and q.unit in _MONEY and _WORTH.match(text, q.stop):
        return "specification"
    return None


def class_limit(text: str, q: Quantity) -> str | None:
    """5000万元以上项目, 亿元级产业, 1-5亿工业企业."""
    if _AND_LIMIT.match(text, q.stop) or (
        _LIMITED.match(text, q.stop) and _LIMIT_AND.search(text, max(0, q.start - 28), q.start)
    ):
        return "class_limit"
    if q.unit in ("户", "人", "头") and text.startswith(("以上", "以下"), q.stop) and _NOUN.match(text, q.stop + 2):
        return "class_limit"
    if not q.unit and text.startswith(("人口以上", "人口以下"), q.stop):
        return "class_limit"
    if q.unit in _MONEY or q.unit in _PHYSICAL or (not q.unit and q.scaled):
        if _PASSES.search(text, max(0, q.start - 8), q.start) and _COUNTED.match(text, q.stop):
            return "class_limit"
        whole = text.startswith("的", q.stop) and _WHOLE.search(text, max(0, q.start - 5), q.start)
        if not whole and _CLASS.match(text, q.stop):
            return "class_limit"
        if (
            not q.unit
            or text.startswith(("企业", "产业集群", "强企", "县", "强县", "镇", "强镇", "村", "园区", "楼"), q.stop)
        ) and _CLASS_NOUN.match(text, q.stop):
            return "class_limit"
    return None


def specification(text: str, q: Quantity) -> str | None:
    """750千伏线路, 6.1级地震, 年产30万吨项目."""
    if q.unit in ("千伏", "伏", "千伏安", "级", "星", "星级", "赫", "毫安"):
        return "specification" if q.unit not in ("千伏安",) else None
    if q.unit in ("英寸", "寸") or (q.unit in ("米", "毫米", "厘米") and _NOUN.match(text, q.stop)):
        return "specification"
    if q.unit in ("吨", "千瓦", "立方米", "兆瓦", "万千瓦", "吉瓦", "桶", "吨级") and _SPEC_NOUN.match(text, q.stop):
        return "specification"
    if (
        q.unit in _PHYSICAL
        and q.kind == "chinese"
        and q.bare[0] in _POWERS
        and "\u4e00" <= text[q.stop : q.stop + 1] <= "\u9fff"
    ):
        return "specification"
    return None


def vague(text: str, q: Quantity) -> str | None:
    """数百家, 上千人, 几十个."""
    before = text[q.start - 1] if q.start else " "
    if q.unit in ("个", "项", "大") and text.startswith("方面", q.stop):
        return "vague"
    if q.kind == "chinese" and before in "数几上成" and q.bare[0] in "十百千万亿":
        return "vague"
    return None


def figure(text: str, q: Quantity) -> str | None:
    """两个方面, 三项制度, 千家: Chinese numerals that count nothing (no row)."""
    if q.kind == "chinese" and q.unit == "倍" and q.bare in ("十", "百", "千", "万"):
        return ""
    if q.kind != "chinese" or q.unit in _RATES:
        return (
            ""
            if q.kind == "chinese"
            and q.bare == "一"
            and q.unit == "%"
            and text[q.start : q.stop] == "一成"
            and text.startswith("立", q.stop)
            else None
        )
    if (q.start and text[q.start - 1] in "第“十百千万零点之分每") or q.unit in _TIME:
        return ""
    if q.unit == "个" and _PASSED.search(text, max(0, q.start - 4), q.start) and _STEP.match(text, q.stop):
        return None
    if q.unit in _MONEY and text.startswith(_STEPS, q.stop) and text[q.start - 1 : q.start] == "个":
        return ""
    if q.bare[0] in _POWERS:
        if text.startswith(_STEPS, q.stop) and text[q.start - 1 : q.start] == "个":
            return ""
        return (
            None
            if q.bound != "exact"
            or q.unit in _MONEY
            or q.unit in _PHYSICAL - {"里", "两", "方", "度", "克", "石", "升", "分", "伏"}
            or q.unit == "人次"
            else ""
        )
    if len(q.bare) > 1 and (
        len(q.bare) > 2
        or q.bare not in ("一一", "一二", "二三", "三四", "三五", "七八", "五六", "六七", "十百", "百千")
    ):
        return (
            "" if (q.unit in _FIGURE or q.unit in ("节", "列", "等")) and not (set(q.bare) & set("百千万亿")) else None
        )
    if q.unit == "届" and _HELD.search(text, max(0, q.start - 5), q.start):
        return None if q.bare != "一" else ""
    if q.bare == "一" or len(q.bare) > 1 or q.unit in _FIGURE or _ABSTRACT.at_start(text, q.stop):
        return ""
    if q.unit == "人" and "\u4e00" <= text[q.stop : q.stop + 1] <= "\u9fff":
        return ""
    if q.unit in CONCRETE and text.startswith(("人", "年", "头"), q.stop) is False:
        return None
    said = _RESULT.at_end(text, q.start - 1 if q.start and text[q.start - 1] == "了" else q.start)
    return None if said and q.unit not in ("大",) else ""


RULES: Final[tuple[Callable[[str, Quantity], str | None], ...]] = (
    year, figure, vague, quoted, joined, duration, ordinal, denominator, per_worth, class_limit, specification,
)  # fmt: skip
"""In order; the first that speaks decides. ``""`` means: no number at all, no row."""


def excluded(text: str, q: Quantity) -> tuple[str, str] | None:
    """The rule that leaves ``q`` out and its reason (``""``: no row), or None when it is to be read.

    >>> from zq_pipeline.grammar.quantity import quantities
    >>> [excluded(t, next(quantities(t))) for t in ("2031年", "5G基站", "亿元以上项目", "两座大桥")]
    [('year', 'date'), ('joined', 'name'), ('class_limit', 'class_limit'), None]
    """
    if q.kind in ("rank", "first", "fold", "percent"):
        if (q.kind == "percent" and text[q.start - 1 : q.start] == "前") or text.startswith("世纪", q.stop):
            return "figure", ""
        return ("quoted", "name") if quoted(text, q) and q.kind != "percent" else None
    for rule in RULES:
        reason = rule(text, q)
        if reason is not None:
            return rule.__name__, reason
    return None
