"""The noun that a number belongs to: before it (verbs left off), after it, or shared out over a list."""

import re
from dataclasses import dataclass, field
from typing import Final

from zq_pipeline.grammar.timespan import ZEROS
from zq_pipeline.lexicon.bounds import WORDS_BEFORE
from zq_pipeline.lexicon.changes import ADVERBS, FALL, PROTECTED, RATE_HEADS, REACH, RISE
from zq_pipeline.lexicon.leads import AFTER, DONE, KEEP, MIDDLE, VERBS
from zq_pipeline.lexicon.patterns import Words, either, words

_RISE: Final = frozenset(RISE)
_FALL: Final = frozenset(FALL)
_REACH: Final = frozenset(REACH)
_VERBS: Final = _RISE | _FALL | _REACH | frozenset(WORDS_BEFORE)
_TAIL: Final = Words((*RISE, *FALL, *REACH, *ADVERBS, *WORDS_BEFORE))
_GROWTH: Final = frozenset(words("增长 年均增长 同比增长 平均增长 实际增长"))
_HEADS: Final = frozenset(RATE_HEADS)
_PROTECTED: Final = Words(PROTECTED)
_VERB_FIRST: Final = Words(w for w in (*RISE, *FALL, *REACH) if len(w) > 1)
_LEAD: Final = Words(VERBS)
_KEEP: Final = Words(KEEP)
_AFTER: Final = Words(AFTER)
_MIDDLE: Final = re.compile(f".*(?:{either(MIDDLE)}(?![率区额量度])(?=..)|(?:累计|总计)(?=...))")
_DONE: Final = re.compile(
    rf"([^、]{{2,16}}(?:项目|企业|小区|事项|工程|设施|校舍|村庄|农户|楼栋|管网|房屋|住房|厂房|道路|公路|水库|问题))(?:已|全部)?完成{either(DONE)}$"
)
_SCOPE: Final = r"(?:全国|全省|全市|全区|全县|世界|全球|上年|去年|同期|中部地区|西部地区|东部地区|省|市|县|国家)"
_BASE: Final = re.compile(
    r"(?:(?<![同环占对])(?:比|较)(?!重|例|值|率|大)[^,。;比较]{1,16}?(?<=[年末底初前期算划均平国省市县月标准后度季人时间位值区和])(?:相比|相较)?的?|与[^,。;]{1,14}(?:相比|相较))$"
)
_THAN: Final = re.compile(
    rf"(?P<than>高于|低于|快于|慢于|优于)[^,。;、\d]{{1,14}}$|(?P<more>多于|少于|高出|超过|超)((?:{_SCOPE}|年度|预期|计划|原定|目标|东部|中部|西部|城镇|城市|预算|规划)[^,。;\d]{{0,10}})$"
)
_YEAR_AT_END: Final = re.compile(r"((?:19|20)\d\d|[一二][〇零九八][〇零一二三四五六七八九]{2})年?(?:末|底)?的?$")
_HELD_AGAINST: Final = Words(("高于", "低于", "快于", "慢于", "优于", "多于", "少于", "高出"))
_TIME_AT_START: Final = re.compile(
    r"(?:到|至|截至|截止|自|从|在)?(?:连续[\d一二三四五六七八九十两]{1,3}(?:个)?(?:月|季度|年)|[一二两三四五六七八九十]年(?=新|累|共)|(?:(?:19|20)\d\d|[一二][〇零九八][〇零一二三四五六七八九]{2})年(?:以来|末|底|初|全年|上半年)?|(?:19|20)\d\d-(?:19|20)\d\d年|(?:\d{1,2}-)?\d{1,2}月(?:末|底|份)?|“?[十一二三四五六七八九]{1,2}五”?(?:时期|期间|以来|末)|"
    r"[五5]年(?:来|间|中|内)?(?!期|级|制|以)|(?:今|去|上|明|本|当|近|全)年(?:末|底|来|以来|以前|中(?!央)|度|期间)?(?!龄)|年(?:底|末|中|初|内)(?:前)?|[一二三四]季度|上半年|下半年|前三季度|本届政府|过去一年|期间|目前|同期|[一二三四五六七八九十]{1,3}是(?=[\u4e00-\u9fff“]))"
)
_RUN: Final = re.compile(
    r"(?:(?<![\d一二三四五六七八九〇零])[一二两三四五六七八九\d]年(?:来)?|在?[一二两三四五六七八九十]{1,3}年(?:间|中|里|内)|(?:已)?连续[\d一二三四五六七八九十两]{1,3}(?:个)?(?:月|季度|年|届|次))$"
)
_AIM: Final = re.compile(r"(?:预期|增长|主要|奋斗)?目标[是为:]")
_RANK_MARKS: Final = frozenset("第前翻")
_ADMIN: Final = re.compile(
    r"(?:(?:市州|县市区|市县区|县区|区县|市县|省份|省区市|国家和地区)(?!级)|[市县省区镇村](?=[和及被获通入达均都]|成功|建成|创[建成]|完成|实现|全部|列入|脱贫|退出|荣|开展|启动))"
)
_NOUN_TAIL: Final = re.compile(
    r"[\u4e00-\u9fff]{0,10}?(?:工程|项目|行动|计划|中心|基地|平台|机构|试点|任务|面积|工作|资金|活动|站|点|区|用地|设施|标准|企业|示范|培训|基金|债券|专项|规划|经费|县|市|镇|村)$"
)
_NOMINAL: Final = frozenset(
    [
        "提升",
        "改造",
        "建设",
        "服务",
        "发展",
        "就业",
        "增长",
        "保障",
        "创建",
        "投资",
        "参与",
        "支持",
        "覆盖",
        "运行",
        "运营",
        "保持",
    ]
)
_PUNCTUATION: Final = " ,、:-—()·.～~)和与及的"


@dataclass(slots=True)
class Before:
    """What stands before a number: the noun, and what the words between noun and number say."""

    noun: str = ""
    change: int = 0
    """1 up, -1 down, 0 none: the verb next to the number."""
    verbs: list[str] = field(default_factory=list)
    lead: list[str] = field(default_factory=list)
    base: str = ""
    year: int | None = None
    rate_head: str = ""
    start: int = 0


def before(text: str, low: int, high: int) -> Before:
    """The noun in ``text[low:high]`` that a number at ``high`` belongs to.

    >>> b = before("完成规上工业总产值同比增长", 0, 13)
    >>> b.noun, b.change
    ('规上工业总产值', 1)
    >>> b = before("比上年降低", 0, 5); b.noun, b.change, b.base
    ('', -1, '比上年')
    """
    result = Before()
    end = high
    decided = False
    if text[end - 1 : end] in _RANK_MARKS:
        end -= 1
    while end > low:
        if text[end - 1] == " ":
            end -= 1
            continue
        if m := _RUN.search(text, max(low, end - 10), end):
            result.verbs.append("连续")
            end = m.start()
            continue
        if not result.base and text[end - 1] in "年末底的" and (m := _BASE.search(text, max(low, end - 22), end)):
            result.base, end = m[0], m.start()
            continue
        if m := _YEAR_AT_END.search(text, max(low, end - 8), end):
            if not decided and _HELD_AGAINST.at_end(text, m.start()):
                result.base, decided = m[0], True
                result.change = -1 if text[m.start() - 2] in "低慢少" else 1
                end = m.start() - 2
                continue
            result.year, end = int(m[1].translate(ZEROS)), m.start()
            continue
        if not decided and (m := _THAN.search(text, max(low, end - 16), end)):
            result.change = -1 if (m["than"] or m["more"]) in ("低于", "慢于", "少于") else 1
            result.base, end, decided = m[0], m.start(), True
            continue
        word = _TAIL.at_end(text, end)
        if not result.base and word not in _VERBS and (m := _BASE.search(text, max(low, end - 22), end)):
            result.base, end = m[0], m.start()
            continue
        if not word or end - len(word) < low:
            break
        if _PROTECTED.at_end(text, end) or (word == "为" and text[end - 2 : end] == "作为"):
            break
        if word in _HEADS:
            result.rate_head = word
            if decided or not result.change:
                decided = True
        elif decided and not result.change and word in _GROWTH:
            result.rate_head = word
        if word in ("“", "”", ")", "(") and end < high and decided is False and word == "”":
            break
        if word == "”" or word == ")":
            break
        if not decided:
            if word in WORDS_BEFORE:
                pass
            elif word in _REACH:
                decided = True
            elif word in _RISE or word in _FALL:
                result.change, decided = (1 if word in _RISE else -1), True
        result.verbs.append(word)
        end -= len(word)
    start, result.lead = led(text, low, end)
    noun = text[start:end]
    if len(noun) > 3 and noun.endswith("中") and not noun.endswith(("集中", "高中", "初中")):
        noun = noun[:-1]
    if "、" in noun:
        at = noun.rindex("、") + 1
        inner, said = led(noun, at, len(noun))
        if said and inner < len(noun) and "“" not in noun[:at]:
            noun, result.lead = noun[inner:], said
    if m := _AIM.search(noun, 2):
        noun = noun[: m.start()]
    if "等" in noun[1:-2]:
        noun = noun[noun.rindex("等", 1, len(noun) - 2) + 1 :].lstrip("的")
    result.start = start
    result.noun = noun
    return result


def led(text: str, start: int, end: int) -> tuple[int, list[str]]:
    """Where the noun in ``text[start:end]`` begins, once verbs, adverbs and times are off its front, and those words.

    >>> led("五年累计新建农村公路", 0, 10)
    (6, ['五年', '累计', '新建'])
    """
    words: list[str] = []
    while start < end:
        if text[start] in _PUNCTUATION:
            start += 1
            continue
        if m := _TIME_AT_START.match(text, start, end):
            words.append(m[0])
            start = m.end()
            continue
        word = _LEAD.at_start(text, start)
        if not word or start + len(word) > end:
            break
        kept = _KEEP.at_start(text, start)
        if len(kept) > len(word) or (kept and len(kept) == len(word) and start + len(word) == end):
            break
        if end - start - len(word) == 1:
            break
        words.append(word)
        start += len(word)
    return start, words


def cut_middle(noun: str) -> str:
    """``noun`` after the last verb inside it.

    >>> cut_middle("两家企业完成技改投资"), cut_middle("技改投资"), cut_middle("老旧小区完成改造")
    ('技改投资', '技改投资', '老旧小区')
    """
    if done := _DONE.match(noun):
        return done[1]
    return noun[m.end() :] if (m := _MIDDLE.match(noun)) else noun


_AGED: Final = re.compile(r"\d+(?:-\d+)?周?岁(?:及?以上|以下|以内)?的?")
_LIMITED: Final = re.compile(
    r"(?:总?投资额?|(?:年|总)?产值|(?:年|主营业务|销售|营业)收入|税收|注册资本)?(?:超过?|过|达到?|在)?[\d.]{1,8}[十百千万亿]{1,2}元(?:及?以上|以下)的?(?=[\u4e00-\u9fff]{2})"
)
_CLAUSE_END: Final = re.compile(r"[,。;:!?\n()]")
_ANY_VERB: Final = re.compile(either(w for w in (*AFTER, *VERBS) if len(w) > 1))
_HAS_DIGIT: Final = re.compile(r"[\d一二三四五六七八九十]")
_STOP: Final = re.compile(r"[,。;:!?、\n()]")


def after(text: str, start: int, limit: int, *, verbs: bool = False) -> str:
    """The noun that follows a number at ``start``, up to the next number at ``limit``.

    >>> after("个省级示范园区,投入", 1, 10), after("名学生发放补助", 1, 7), after("户增加到", 1, 4)
    ('省级示范园区', '学生', '')
    """
    if text.startswith("的", start):
        start += 1
    if text.startswith("(", start):
        return ""
    aged = _AGED.match(text, start)
    if aged and aged.end() < limit:
        return aged[0] + after(text, aged.end(), limit)
    limited = _LIMITED.match(text, start)
    if limited and limited.end() < limit:
        return limited[0] + after(text, limited.end(), limit)
    if admin := _ADMIN.match(text, start, limit):
        return admin[0]
    if not verbs and _VERB_FIRST.at_start(text, start) and not _KEEP.at_start(text, start):
        return ""
    stop = _STOP.search(text, start, limit)
    if stop and stop[0] == "(" and (close := text.find(")", stop.end(), limit)) > 0 and close - stop.start() < 8:
        again = _STOP.search(text, close + 1, limit)
        end = again.start() if again else limit
    else:
        end = stop.start() if stop else limit
    if stop and stop[0] == "、":
        whole = _CLAUSE_END.search(text, start, limit)
        until = whole.start() if whole else limit
        if (
            until - start <= 24
            and whole
            and not _ANY_VERB.search(text, stop.end(), until)
            and not _HAS_DIGIT.search(text, start, until)
        ):
            end = until
    at = start
    quoted = False
    while at < end:
        if text[at] == "“":
            quoted = True
        elif text[at] == "”":
            quoted = False
        elif (
            not quoted
            and (at == start or at - start >= 2)
            and not (at == start and _KEEP.at_start(text, at))
            and (word := _AFTER.at_start(text, at))
        ):
            if word in _NOMINAL and _NOUN_TAIL.match(text, at + len(word), end):
                at += len(word)
                continue
            inside = len(word) == 1 and at > start and text[at - 1 : at + 2] in _WHOLE
            closes = at == start or len(word) == 1 or at + len(word) < end or word in _VERBAL
            if not inside and closes and at + len(word) <= end:
                end = at
                break
        at += 1
    noun = _USE.sub("", text[start:end].strip(" 和与及、以并"))
    return "" if noun in _TOTALS else noun


_USE: Final = re.compile("的?(?:示范引领|引领|带动|支撑|平台)?作用$")
_TOTALS: Final = frozenset(["共", "共计", "合计", "总计", "计", "总", "约", "长", "总长"])
_WHOLE: Final = frozenset(["县级市", "公有制", "国有的", "所有制"])
_VERBAL: Final = frozenset(
    [
        "增长",
        "增加",
        "减少",
        "提高",
        "下降",
        "完成",
        "实现",
        "达标",
        "开工",
        "建成",
        "投产",
        "投用",
        "运行",
        "就业",
        "上市",
    ]
)
_ITEMS: Final = re.compile(r"、|以及|和|与|及(?!其)")
_HEAD: Final = re.compile(
    r"(?:出口额?|进口额?|案件数?|事故数?|人次|总花费|花费)|(?:工业|产业|行业|业|地区|农业)?(?:增加值|产值|总产值|投资|产量|收入|支出|利润|销售额|零售额|进出口|总额|总值|收入|消费|价格|人数|数量|面积|比例|比重|占比|占|排放量|排放|浓度|标准|参保率|覆盖率|率|里程|装机|装机容量|发电量|余额|贷款|规模|用电量|能耗|周转量|货运量|客运量|人口|数|量|额|值)"
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
_PARALLEL: Final = Words(
    [
        "城市",
        "县城",
        "城镇",
        "农村",
        "乡村",
        "全国",
        "全省",
        "全市",
        "中央",
        "地方",
        "省级",
        "市级",
        "县级",
        "小学",
        "初中",
        "高中",
        "学前",
        "国内",
        "国际",
        "国外",
        "内资",
        "外资",
        "国有",
        "民营",
        "集体",
        "个体",
        "男性",
        "女性",
        "公路",
        "铁路",
        "水路",
        "航空",
        "城区",
        "郊区",
        "乡镇",
        "老年",
        "居民",
        "职工",
        "企业",
        "工业",
        "农业",
        "服务业",
        "社会",
        "财政",
        "中小学",
        "义务教育",
        "普惠性幼儿园",
    ]
)


def shared(noun: str, count: int) -> list[str] | None:
    """The full names of ``count`` things named together, or None when they can't be told apart.

    >>> shared("城乡居民人均可支配收入", 2)
    ['城镇居民人均可支配收入', '农村居民人均可支配收入']
    >>> shared("水泥、平板玻璃、铝材产量", 3)
    ['水泥产量', '平板玻璃产量', '铝材产量']
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


def _completed(items: list[str]) -> list[str]:
    last = items[-1]
    prefix = _PARALLEL.at_start(last, 0)
    if prefix and all(item in _PARALLEL.words for item in items[:-1]):
        return [item + last[len(prefix) :] for item in items[:-1]] + [last]
    head = _HEAD.search(last, 1)
    if not head:
        size = len(items[0])
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
