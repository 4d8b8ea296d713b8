"""The noun that a number belongs to: before it, verbs left off, or after it."""

import re
from dataclasses import dataclass, field
from typing import Final

from zq_pipeline.grammar.frame_words import unframed
from zq_pipeline.grammar.noun_end import ended
from zq_pipeline.grammar.timespan import FIVE_PLAN, FIVE_SHORT, ZEROS, five_named
from zq_pipeline.grammar.whole import whole
from zq_pipeline.lexicon.bounds import FOLD_BOUNDS, WORDS_BEFORE
from zq_pipeline.lexicon.changes import ADVERBS, FALL, MORE_THAN_LAST, NOT_THAN, PROTECTED, RATE_HEADS, REACH, RISE
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
_MIDDLE_VERB: Final = re.compile(either((*MIDDLE, "累计", "总计")))
_MIDDLE: Final = re.compile(f".*(?P<verb>{either(MIDDLE)}(?![率区额量度]|程度)(?=..)|(?:累计|总计)(?=...))")
_DONE: Final = re.compile(
    rf"([^、]{{2,16}}(?:项目|企业|小区|事项|工程|设施|校舍|村庄|农户|楼栋|管网|房屋|住房|厂房|道路|公路|水库|问题))(?:已|全部)?完成{either(DONE)}$"
)
_SCOPE: Final = r"(?:全国|全省|全市|全区|全县|世界|全球|上年|去年|同期|中部地区|西部地区|东部地区|省|市|县|国家)"
_BASE: Final = re.compile(
    r"(?:(?<![同环占对])(?:比|较)(?!重|例|值|率|大)[^,。;比较]{1,16}?(?<=[年末底初前期算划均平国省市县月标准后度季人时间位值区和])(?:相比|相较)?的?|(?:比|较)(?:现在|过去|以往|原来)的?|与[^,。;]{1,14}(?:相比|相较))$"
)
_QUOTED_BASE: Final = re.compile("[比较]“[^“”]{1,10}”$")
"""比“四经普”."""
_OF_BASE: Final = re.compile(
    r"(?:分别)?(?:是|(?<![作成行认因以称升降高低少加大小变改定])为|相当于|恢复[到至])(?:[^,。;、\d是为]|\d{4}年){1,16}?[末底]?的[约近超]?$"
)
"""是上年的1.6倍, 恢复到2019年的92%: the number is held against that, and is of what was said before."""
_TIMES: Final = re.compile(r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百点]{1,6})[多余]?(?:倍|%)|百分之")
_FOLDED: Final = re.compile(f"翻了?(?:{either(FOLD_BOUNDS)})?$")
_AND_SO_ON: Final = re.compile("(?<![中高初优平均同对上劣一二三四])等(?![级次待]|行业)")
_THAN_THESE: Final = re.compile("[比较](?![例重值率照年]).")
"""比城镇居民快."""
_FINISHED: Final = re.compile(r"^“[^“”]*\d[^“”]*”、(?=..)")
"""A quoted name with a number of its own, before the thing that is counted (建成“3桥2隧”、环线60公里)."""
_WORKED: Final = re.compile("(?:改造|整治|优化|保护|改建)提升$")
"""Work that is done to a thing, no rise of it (改造提升1.5万亩)."""
_BASE_ENDS: Final = frozenset("在去往来的比较年末底初前期算划均平国省市县区月标准后度季人时间位值和")
_THAN: Final = re.compile(
    r"(?P<word>高于|低于|快于|慢于|优于|多于|少于|高出|超过|超)"
    rf"(?:(?<=[高低快慢优]于)[^,。;、\d]{{1,14}}|(?<=高出)(?!了?$)[^,。;、\d]{{2,14}}|(?<![高低快慢优]于)(?:{_SCOPE}|年度|预期|计划|原定|目标|东部|中部|西部|城镇|城市|预算|规划)[^,。;\d]{{0,10}})$"
)
_YEAR_AT_END: Final = re.compile(r"((?:19|20)\d\d|[一二][〇零九八][〇零一二三四五六七八九]{2})年?(?:末|底)?的?$")
_FIVE_AT_END: Final = re.compile(rf"(?<=[由从])(?:{FIVE_PLAN}|{FIVE_SHORT})(?:时期|期)?末的?$")
"""The year that something comes from (由“十四五”末的9%提高到…)."""
_YEAR_ENDS: Final = frozenset("0123456789〇零一二三四五六七八九年末底的")
_HELD_AGAINST: Final = Words(("高于", "低于", "快于", "慢于", "优于", "多于", "少于", "高出"))
_TIME_AT_START: Final = re.compile(
    r"[^,。;、\d“”]{2,12}?(?<![自])以来(?!水)|(?:到|至|截至|截止|自|从|在)?(?:连续[\d一二三四五六七八九十两]{1,3}(?:个)?(?:月|季度|年)|[一二两三四五六七八九十]年(?=新|累|共)|用?[一二两三四五六七八九十\d]{1,2}年(?:之?内|时间内?)|(?:本|二十)世纪末|\d{1,2}\.(?=[\u4e00-\u9fff“])|(?:(?:19|20)\d\d|[一二][〇零九八][〇零一二三四五六七八九]{2})年(?:以来|末|底|初|全年|上半年)?|(?:19|20)\d\d-(?:19|20)\d\d年|(?:\d{1,2}-)?\d{1,2}月(?:末|底|份)?|“?[十一二三四五六七八九]{1,2}五”?(?:时期|期间|以来|末|(?:时期|期间)?的?[前后][一二两三四2-4]年)|"
    r"[五5]年(?:来|间|中|内)?(?!期|级|制|以)|(?:今|去|上|明|本|当|近|全)年(?:末|底|来|以来|以前|中(?!央)|度|期间)?(?!龄)|年(?:底|末|中|初|内)(?:前)?|[一二三四]季度|上半年|下半年|前三季度|本届政府|过去一年|期间|目前|同期|[一二三四五六七八九十]{1,3}是(?=[\u4e00-\u9fff“]))"
)
_RUN: Final = re.compile(
    r"(?:(?<![\d一二三四五六七八九〇零])[一二两三四五六七八九\d]年(?:来)?|在?[一二两三四五六七八九十]{1,3}年(?:间|中|里|内)|(?:已)?连续[\d一二三四五六七八九十两]{1,3}(?:个)?(?:月|季度|年|届|次))$"
)
_RUN_ENDS: Final = frozenset("年来间中里内月度届次")
_AIM: Final = re.compile(r"(?:预期|增长|主要|奋斗)?目标[是为:]")
_RANK_MARKS: Final = frozenset("第前翻")
_ADMIN: Final = re.compile(
    r"(?:(?:市州|县市区|市县区|县区|区县|市县|省份|省区市|国家和地区)(?!级)|[市县省区镇村](?=[和及被获通入达均都]|成功|建成|创[建成]|完成|实现|全部|列入|脱贫|退出|荣|开展|启动))"
)
_NOUN_TAIL: Final = re.compile(
    r"[\u4e00-\u9fff]{0,10}?(?:工程|项目|行动|计划|中心|基地|平台|机构|试点|任务|面积|工作|资金|活动|站|点|区|用地|设施|标准|企业|示范|培训|基金|债券|专项|规划|经费|县|市|镇|村)(?=$|[和与及])"
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
_PUNCTUATION: Final = " ,、:-—()·.～~)和与及的①②③④⑤⑥⑦⑧⑨⑩"


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
    elif folded := _FOLDED.search(text, max(low, end - 6), end):
        end = folded.start()
    elif _TIMES.match(text, end) and (m := _OF_BASE.search(text, max(low, end - 26), end)):
        result.base, end, decided = m[0], m.start(), True
    while end > low:
        last = text[end - 1]
        if last == " ":
            end -= 1
            continue
        if last in _RUN_ENDS and (m := _RUN.search(text, max(low, end - 10), end)):
            result.verbs.append("连续")
            end = m.start()
            continue
        if not result.base and last in "年末底的" and (m := _BASE.search(text, max(low, end - 22), end)):
            result.base, end = m[0], m.start()
            continue
        if last in _YEAR_ENDS and (m := _YEAR_AT_END.search(text, max(low, end - 8), end)):
            if not decided and _HELD_AGAINST.at_end(text, m.start()):
                result.base, decided = m[0], True
                result.change = -1 if text[m.start() - 2] in "低慢少" else 1
                end = m.start() - 2
                continue
            result.year, end = int(m[1].translate(ZEROS)), m.start()
            continue
        if not decided and (m := _THAN.search(text, max(low, end - 16), end)):
            result.change = -1 if m["word"] in ("低于", "慢于", "少于") else 1
            result.base, end, decided = m[0], m.start(), True
            continue
        if not decided and last == "升" and (m := _WORKED.search(text, max(low, end - 4), end)):
            result.verbs.append(m[0])
            end, decided = m.start(), True
            continue
        if last in "末的" and (m := _FIVE_AT_END.search(text, max(low, end - 16), end)):
            result.year, end = five_named(m).last, m.start()
            continue
        if last == "”" and not result.base and (m := _QUOTED_BASE.search(text, max(low, end - 14), end)):
            result.base, end = m[0], m.start()
            continue
        word = _TAIL.at_end(text, end)
        if word in MORE_THAN_LAST and text[max(low, end - len(word) - 1) : end - len(word)] in tuple(NOT_THAN):
            word = word[1:]
        based = last in _BASE_ENDS and not result.base and word not in _VERBS
        if based and (m := _BASE.search(text, max(low, end - 22), end)):
            result.base, end = m[0], m.start()
            continue
        if not word or end - len(word) < low or (decided and word == "减量"):
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
    noun = _FINISHED.sub("", noun)
    if "目标" in noun and (m := _AIM.search(noun, 2)):
        noun = noun[: m.start()]
    for listed in reversed(tuple(_AND_SO_ON.finditer(noun, 1, len(noun) - 2))):
        noun = noun[listed.end() :].lstrip("的")
        break
    if result.change and not result.base and _THAN_THESE.match(noun):
        result.base, noun = noun, ""
    if len(noun) == 1 and noun in "一二三四五六七八九十" and text.startswith("是", start + 1):  # 三是还有
        noun = ""
    elif (bare := unframed(noun)) != noun:
        begin, said = led(bare, 0, len(bare))
        noun, result.lead = bare[begin:], result.lead + said
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
        if whole(text, start, end, word):
            break
        words.append(word)
        start += len(word)
    return start, words


def cut_middle(noun: str) -> str:
    """``noun`` after the last verb inside it.

    >>> cut_middle("两家企业完成技改投资"), cut_middle("技改投资"), cut_middle("老旧小区完成改造")
    ('技改投资', '技改投资', '老旧小区')
    """
    if "完成" in noun and (done := _DONE.match(noun)):
        return done[1]
    found = _MIDDLE_VERB.search(noun) and _MIDDLE.match(noun)
    if not found or whole(noun, found.start("verb"), len(noun), found["verb"]):
        return noun
    return noun[found.end() :]


_AGED: Final = re.compile(r"\d+(?:-\d+)?周?岁(?:及?以上|以下|以内)?的?")
_LIMITED: Final = re.compile(
    r"(?:总?投资额?|(?:年|总)?产值|(?:年|主营业务|销售|营业)收入|税收|注册资本)?(?:超过?|过|达到?|在)?[\d.]{1,8}[十百千万亿]{1,2}元(?:及?以上|以下)的?(?=[\u4e00-\u9fff]{2})"
)
_CHANGED: Final = re.compile(r"[增减升降涨跌]了?(?=\d)")
_EACH: Final = re.compile("[户人村亩店场组]均(?!衡|匀)|平均每")
"""What each of them has (60户户均增收900元)."""
_CLAUSE_END: Final = re.compile(r"[,。;:!?\n()]")
_ANY_VERB: Final = re.compile(either(w for w in (*AFTER, *VERBS) if len(w) > 1))
_HAS_DIGIT: Final = re.compile(r"[\d一二三四五六七八九十]")
_STOP: Final = re.compile(r"[,。;:!?、\n()]")


def after(text: str, start: int, limit: int, *, verbs: bool = False, unit: str = "个") -> str:
    """The noun that follows a number with its ``unit`` at ``start``, up to the next number at ``limit``.

    >>> after("个省级示范园区,投入", 1, 10), after("名学生发放补助", 1, 7), after("户增加到", 1, 4)
    ('省级示范园区', '学生', '')
    """
    if text.startswith("的", start):
        start += 1
    if text.startswith(("(", "等"), start):
        return ""
    aged = _AGED.match(text, start)
    if aged and aged.end() < limit:
        return aged[0] + after(text, aged.end(), limit)
    limited = _LIMITED.match(text, start)
    if limited and limited.end() < limit:
        return limited[0] + after(text, limited.end(), limit)
    if _CHANGED.match(text, start) or _EACH.match(text, start):
        return ""
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
            and (text[at] != "未" if at == start else at - start >= 2 or text[start] in _PLACES)
            and not (at == start and _KEEP.at_start(text, at))
            and (word := _AFTER.at_start(text, at))
        ):
            measure = at + len(word) < end and text[at + len(word)] in "率额量" and at > start  # 断面水质达标率
            if measure or (word in _NOMINAL and _NOUN_TAIL.match(text, at + len(word), end)):
                at += len(word)
                continue
            around = text[max(start, at - 1) : at + 1], text[at : at + 2], text[max(start, at - 1) : at + 2]
            inside = len(word) == 1 and not _WHOLE.isdisjoint(around)
            if word == "用于" and unit == "%":  # 七成资金用于水利: the whole is what the share is of
                break
            closes = at <= start + 1 or len(word) == 1 or at + len(word) < end or end == limit or word in _VERBAL
            if not inside and closes and at + len(word) <= end:
                end = at
                break
        at += 1
    noun = ended(_USE.sub("", text[start:end].strip(" 和与及、以并")), unit)
    return "" if noun in _TOTALS else noun


_USE: Final = re.compile("的?(?:示范引领|引领|带动|支撑|平台)?作用$")
_TOTALS: Final = frozenset(["共", "共计", "合计", "总计", "计", "总", "约", "长", "总长"])
_PLACES: Final = frozenset("村社县镇乡户组区市")
"""Things of one character, after which a verb may follow at once (5个村超过)."""
_WHOLE: Final = frozenset(
    words(
        """
    县级市 公有制 国有的 所有制 应用 应急 应届 应对 供应 响应 效应 适应 从业 在校 在建 在册 在岗 在园 在读 在职 在营 在线 都市 首都 成都 自由 并网 合并
    行为 人为 占道 占地 到户 到期 到位 到村 均衡 均价 人均 亩均 平均 还田 还款 还林 归还 未来 未成 搬迁 使用 将军 军民 也门
    """
    )
)
"""Words that hold such a character."""
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
        "封顶",
        "参与",
        "主体封顶",
        "主体完工",
        "首次",
        "就近",
        "并网",
        "运行",
        "就业",
        "上市",
        "交付",
        "交付使用",
        "整合为",
        "整合成",
    ]
)
