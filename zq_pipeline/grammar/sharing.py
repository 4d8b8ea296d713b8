"""What numbers that stand together share: the full name of each thing of a list (城乡居民收入, 水泥、玻璃产量)."""

import re
from typing import Final

from zq_pipeline.lexicon.nouns import LEVELS, PARALLEL
from zq_pipeline.lexicon.patterns import Words

_ITEMS: Final = re.compile(r"、|以及|和|与|及(?!其)")
_HEAD: Final = re.compile(
    r"(?:[人户亩村]均(?:可支配|纯)?)?(?:(?:饲养|种植|养殖|栽植|播种|加工|屠宰|收购|销售)(?:面积|产量|数?量|额|规模)|(?:存栏|出栏)(?:数?量|数)?|(?:出口额?|进口额?|案件数?|事故数?|人次|总花费|花费)|(?:工业|产业|行业|业|地区|农业)?(?:增加值|产值|总产值|投资|产量|收入|支出|利润|销售额|零售额|进出口|总额|总值|收入|消费|价格|人数|数量|面积|比例|比重|占比|占|排放量|排放|浓度|标准|参保率|覆盖率|毛?入[学园]率|率|里程|装机|装机容量|发电量|余额|贷款|规模|用电量|能耗|周转量|货运量|客运量|人口|数|量|额|值))"
)
_PAIR: Final = {
    "城乡": ("城镇", "农村"),
    "进出口": ("进口", "出口"),
    "省市": ("省", "市"),
    "存贷款": ("存款", "贷款"),
    "规上限上": ("规上", "限上"),
}
_ORDINALS: Final = re.compile(r"(?:第?[一二三]、)+(?:第?[一二三])(?=产)")
_THREE: Final = re.compile(
    "(?:三次|三大)产业(增加值)?(?:结构比?例?|构成比?|占比|比重|比例|比)?(?:由|从)?$|(?:一二三|一、二、三|第一、二、三)(?:次)?产业(增加值)?(?:结构比?例?|构成比?|占比|比重|比例|比)$"
)
_SECTORS: Final = ("第一产业", "第二产业", "第三产业")
_TRADE: Final = re.compile("^(?:产业|行业|业)")
_PARALLEL: Final = Words(PARALLEL)
_LEVELS: Final = frozenset(LEVELS)


def shared(noun: str, count: int) -> list[str] | None:
    """The full names of ``count`` things named together, or None when they can't be told apart.

    >>> shared("城乡居民人均可支配收入", 2)
    ['城镇居民人均可支配收入', '农村居民人均可支配收入']
    >>> shared("水泥、平板玻璃、铝材产量", 3)
    ['水泥产量', '平板玻璃产量', '铝材产量']
    >>> shared("甲醇、乙醇新增产能占比", 2)
    ['甲醇新增产能占比', '乙醇新增产能占比']
    >>> shared("第一、二、三产业占比", 3)
    ['第一产业占比', '第二产业占比', '第三产业占比']
    """
    if count == 2:
        for word, (first, second) in _PAIR.items():
            at = noun.find(word)
            if at >= 0 and "、" not in noun:
                return [noun[:at] + first + noun[at + len(word) :], noun[:at] + second + noun[at + len(word) :]]
    if count == len(_SECTORS) and (m := _THREE.search(noun)):
        return [f"{noun[: m.start()]}{sector}{m[1] or ''}占比" for sector in _SECTORS]
    if (m := _ORDINALS.search(noun)) and m[0].count("、") + 1 == count:
        rest = noun[m.end() :]
        return [f"{noun[: m.start()]}第{digit}{rest}" for digit in re.findall("[一二三]", m[0])]
    for pattern in (_ITEMS, re.compile("、|和|与|以及"), re.compile("、|和"), re.compile("、")):
        items = [item for item in pattern.split(noun) if item]
        if len(items) == count:
            return _completed(items)
    return None


def parallel(noun: str, told: str) -> str:
    """``noun`` with the end of ``told``, which begins like it but for whose it is, or nothing.

    >>> parallel("农村低保", "城市低保月人均补差"), parallel("农村道路", "城市低保月人均补差")
    ('农村低保月人均补差', '')
    >>> parallel("农村", "城市低保")
    '农村低保'
    """
    one, other = _PARALLEL.at_start(noun, 0), _PARALLEL.at_start(told, 0)
    head = noun[len(one) :]
    if one and other and one != other and told.startswith(head, len(other)) and told != other + head:
        return noun + told[len(other) + len(head) :]
    return ""


def _completed(items: list[str]) -> list[str]:
    last = items[-1]
    prefix = _PARALLEL.at_start(last, 0)
    if prefix and all(item in _PARALLEL.words for item in items[:-1]):
        return [item + last[len(prefix) :] for item in items[:-1]] + [last]
    if _LEVELS.issuperset((*items[:-1], last[0])):
        return [item + last[1:] for item in items[:-1]] + [last]
    size = len(items[0])
    alike = size < 4 and all(len(item) == size and {*item} & {*last[:size]} for item in items[:-1])
    if alike and size < len(last):
        return [item + last[size:] for item in items[:-1]] + [last]
    head = _HEAD.search(last, 1)
    if not head:
        if size <= 3 and size < len(last) and all(len(item) == size for item in items[:-1]):
            return [item + last[size:] for item in items[:-1]] + [last]
        return items
    tail = last[head.start() :]
    return [
        item
        if _HEAD.search(item, 1) and not item.endswith("业")
        else item + (_TRADE.sub("", tail) if item.endswith("业") else tail)
        for item in items[:-1]
    ] + [last]
