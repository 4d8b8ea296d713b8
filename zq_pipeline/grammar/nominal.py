"""The noun before a number: named steps take verbs, adverbs, times and what it is held against off it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Final, NamedTuple

from zq_pipeline.grammar.frame_words import unframed
from zq_pipeline.grammar.timespan import FIVE_PLAN, FIVE_SHORT, ZEROS, five_named
from zq_pipeline.grammar.whole import whole
from zq_pipeline.lexicon.bounds import FOLD_BOUNDS, WORDS_BEFORE
from zq_pipeline.lexicon.changes import ADVERBS, FALL, MORE_THAN_LAST, NOT_THAN, PROTECTED, RATE_HEADS, REACH, RISE
from zq_pipeline.lexicon.leads import DEEDS, DONE, FRAME, MIDDLE, VERBS
from zq_pipeline.lexicon.patterns import Words, either, words

_RISE: Final = frozenset(RISE)
_FALL: Final = frozenset(FALL)
_REACH: Final = frozenset(REACH)
_VERBS: Final = _RISE | _FALL | _REACH | frozenset(WORDS_BEFORE)
_TAIL: Final = Words((*RISE, *FALL, *REACH, *ADVERBS, *WORDS_BEFORE))
_GROWTH: Final = frozenset(words("增长 年均增长 同比增长 平均增长 实际增长"))
_HEADS: Final = frozenset(RATE_HEADS)
_PROTECTED: Final = Words(PROTECTED)
_LEAD: Final = Words(VERBS)
_THERE: Final = re.compile(f"在[^,。;、的]{{1,6}}?{either(w for w in DEEDS if len(w) == 2)}(?=..)")
"""Where something is done (在川设立领事机构)."""
_ADVERB: Final = frozenset(w for w in FRAME if len(w) == 1)
_MIDDLE_VERB: Final = re.compile(either((*MIDDLE, "累计", "总计")))
_MIDDLE: Final = re.compile(f".*(?P<verb>{either(MIDDLE)}(?![率区额量度的]|程度|金额|规模)(?=..)|(?:累计|总计)(?=...))")
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
_AND_SO_ON: Final = re.compile("(?<![中高初优平均同对上劣一二三四])等(?![级次待]|行业|方面)")
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
_THAN_MARKS: Final = frozenset("于超出")
_AND: Final = ("和", "与", "及")
_CHANGES: Final = Words(w for w in (*RISE, *FALL) if len(w) > 1)
_CLOSING: Final = frozenset("”)")
_HELD_AGAINST: Final = Words(("高于", "低于", "快于", "慢于", "优于", "多于", "少于", "高出"))
_SINCE: Final = re.compile(r"[^,。;、\d“”]{2,12}?(?<![自])以来(?!水)")
_TIME_FIRST: Final = frozenset("到至截自从在连一二两三四五六七八九十用0123456789今未过近时本“去上明当全年下前期目同")
"""What _TIME_AT_START begins with."""
_TIME_AT_START: Final = re.compile(
    r"(?:到|至|截至|截止|自|从|在)?(?:连续[\d一二三四五六七八九十两]{1,3}(?:个)?(?:月|季度|年)|[一二两三四五六七八九十]{1,2}年(?:来|间|(?=新|累|共))|用?[一二两三四五六七八九十\d]{1,2}年(?:之?内|时间内?)|(?:今后|未来|过去|近)[一二两三四五六七八九十几]年(?:里|来|间|中(?!央))?|时隔\d{1,2}年(?:[重再]返)?|(?:本|二十)世纪末|\d{1,2}\.(?=[\u4e00-\u9fff“])|(?:(?:19|20)\d\d|[一二][〇零九八][〇零一二三四五六七八九]{2})年(?:以来|末|底|初|全年|上半年)?|(?:19|20)\d\d-(?:19|20)\d\d年|(?:\d{1,2}-)?\d{1,2}月(?:末|底|份)?|“?[十一二三四五六七八九]{1,2}五”?(?:时期|期间|以来|末|(?:时期|期间)?的?[前后][一二两三四2-4]年)|"
    r"(?:5|[二两三四五六七八九十]{1,2})年(?:来|间|中(?!央)|内)?(?![期级制以龄生后前])|(?:今|去|上|明|本|当|近|全)年(?:末|底|来|以来|以前|中(?!央)|度|期间)?(?!龄)|年(?:底|末|中|初|内)(?:前)?|[一二三四]季度|上半年|下半年|前三季度|本届政府|过去一年|期间|目前|同期|[一二两三四五六七八九]个多?月|[一二三四五六七八九十]{1,3}是(?=[\u4e00-\u9fff“]))"
)
_RUN: Final = re.compile(
    r"(?:(?<![\d一二三四五六七八九〇零])[一二两三四五六七八九\d]年(?:来)?|在?[一二两三四五六七八九十]{1,3}年(?:间|中|里|内)|(?:已)?连续[\d一二三四五六七八九十两]{1,3}(?:个)?(?:月|季度|年|届|次))$"
)
_AIM: Final = re.compile(r"(?:预期|增长|主要|奋斗)?目标[是为:]")
_RANK_MARKS: Final = frozenset("第前翻")
_PUNCTUATION: Final = " ,、:-—()·.～~)和与及的①②③④⑤⑥⑦⑧⑨⑩"


class Before(NamedTuple):
    """What stands before a number: the noun, and what the words between noun and number say."""

    noun: str = ""
    change: int = 0
    """1 up, -1 down, 0 none: the verb next to the number."""
    verbs: tuple[str, ...] = ()
    """The words between noun and number, the nearest first."""
    lead: tuple[str, ...] = ()
    """The words before the noun, in text order."""
    base: str = ""
    """What the number is held against (比上年)."""
    year: int | None = None
    rate_head: str = ""


@dataclass(slots=True)
class _Tail:
    """The words before a number while they are taken off, from right to left."""

    text: str
    end: int
    decided: bool = False
    """Whether a verb has said by now if the number is a level or a change."""
    change: int = 0
    verbs: list[str] = field(default_factory=list)
    base: str = ""
    year: int | None = None
    rate_head: str = ""

    def found(self, pattern: re.Pattern[str], reach: int) -> re.Match[str] | None:
        """What ``pattern`` finds at the end of the words that are left, ``reach`` characters back at most."""
        return pattern.search(self.text, max(0, self.end - reach), self.end)

    def against(self, m: re.Match[str]) -> bool:
        """Take ``m`` for what the number is held against."""
        self.base, self.end = m[0], m.start()
        return True


def _run(t: _Tail) -> bool:
    """(产值)连续三年(增长)."""
    if m := t.found(_RUN, 10):
        t.verbs.append("连续")
        t.end = m.start()
    return m is not None


def _base(t: _Tail) -> bool:
    """(产值)比上年(增长)."""
    return not t.base and (m := t.found(_BASE, 22)) is not None and t.against(m)


def _year(t: _Tail) -> bool:
    """(产值)高于2030年(的8%), (产值)由2030年的(8%提高)."""
    m = t.found(_YEAR_AT_END, 8)
    if m is None:
        return False
    if not t.decided and _HELD_AGAINST.at_end(t.text, m.start()):
        t.decided, t.change = True, -1 if t.text[m.start() - 2] in "低慢少" else 1
        t.base, t.end = m[0], m.start() - 2
    else:
        t.year, t.end = int(m[1].translate(ZEROS)), m.start()
    return True


def _than(t: _Tail) -> bool:
    """(产值)高于全省平均(2个百分点)."""
    if t.decided or not _THAN_MARKS.intersection(t.text[max(0, t.end - 16) : t.end]) or not (m := t.found(_THAN, 16)):
        return False
    t.change, t.decided = -1 if m["word"] in ("低于", "慢于", "少于") else 1, True
    return t.against(m)


def _worked(t: _Tail) -> bool:
    """(茶园)改造提升(8亩)."""
    if t.decided or not (m := t.found(_WORKED, 4)):
        return False
    t.verbs.append(m[0])
    t.end, t.decided = m.start(), True
    return True


def _five(t: _Tail) -> bool:
    """由“十五五”末的(8%提高)."""
    if m := t.found(_FIVE_AT_END, 16):
        t.year, t.end = five_named(m).last, m.start()
    return m is not None


def _quoted(t: _Tail) -> bool:
    """比“四经普”(增长)."""
    return not t.base and (m := t.found(_QUOTED_BASE, 14)) is not None and t.against(m)


def _word(t: _Tail) -> bool:
    """A verb or adverb of the list, if it is no end of a noun."""
    text, end = t.text, t.end
    word = _TAIL.at_end(text, end)
    if word in MORE_THAN_LAST and text[max(0, end - len(word) - 1) : end - len(word)] in tuple(NOT_THAN):
        word = word[1:]
    if text[end - 1] in _BASE_ENDS and word not in _VERBS and _base(t):
        return True
    if not word or word in _CLOSING or (t.decided and word == "减量"):
        return False
    if _PROTECTED.at_end(text, end) or (word == "为" and text[end - 2 : end] == "作为"):
        return False
    if word in _HEADS and text[end - len(word) - 1 : end - len(word)] in _AND:  # 总量和增速
        return False
    if word in _HEADS or (t.decided and not t.change and word in _GROWTH):
        t.rate_head = word
        t.decided = t.decided or not t.change
    if not t.decided and word not in WORDS_BEFORE:
        t.change = 0 if word in _REACH else (word in _RISE) - (word in _FALL)
        t.decided = word in _REACH or t.change != 0
    t.verbs.append(word)
    t.end -= len(word)
    return True


TAIL_RULES: Final[tuple[tuple[frozenset[str] | None, Callable[[_Tail], bool]], ...]] = (
    (frozenset("年来间中里内月度届次"), _run),
    (frozenset("年末底的"), _base),
    (frozenset("0123456789〇零一二三四五六七八九年末底的"), _year),
    (None, _than),
    (frozenset("升"), _worked),
    (frozenset("末的"), _five),
    (frozenset("”"), _quoted),
    (None, _word),
)
"""What may stand between a noun and its number: the character it ends with, and the rule that takes it off; the first that does, does."""


def before(text: str, low: int, high: int) -> Before:
    """The noun in ``text[low:high]`` that a number at ``high`` belongs to.

    >>> b = before("完成规上工业总产值同比增长", 0, 13)
    >>> b.noun, b.change
    ('规上工业总产值', 1)
    >>> b = before("比上年降低", 0, 5); b.noun, b.change, b.base
    ('', -1, '比上年')
    """
    return _before(text[low:high], _TIMES.match(text, high) is not None)


@lru_cache(maxsize=16384)
def _before(text: str, multiple: bool) -> Before:
    """The noun that ends ``text``, before a number; ``multiple``: that is a multiple or a share of something. Reports say much in the same words."""
    t = _tail(text, multiple)
    while t.end:
        last = text[t.end - 1]
        if last == " ":
            t.end -= 1
            continue
        for step in _ending(last):
            if step(t):
                break
        else:
            break
    start, lead = led(text, 0, t.end)
    noun, lead = _last_item(text[start : t.end], lead)
    if t.change and not t.base and _THAN_THESE.match(noun):
        t.base, noun = noun, ""
    if len(noun) == 1 and noun in "一二三四五六七八九十" and text.startswith("是", start + 1):  # 三是还有
        noun = ""
    elif (bare := unframed(noun)) != noun:
        begin, said = led(bare, 0, len(bare))
        noun, lead = bare[begin:], lead + said
    return Before(noun, t.change, tuple(t.verbs), tuple(lead), t.base, t.year, t.rate_head)


@cache
def _ending(last: str) -> tuple[Callable[[_Tail], bool], ...]:
    """The rules for words that end with the character ``last``."""
    return tuple(step for ends, step in TAIL_RULES if ends is None or last in ends)


def _tail(text: str, multiple: bool) -> _Tail:
    """What stands before a number, without the mark of a rank (第), of a fold (翻了) or of what a multiple is of (是上年的)."""
    t = _Tail(text, len(text))
    if text[-1:] in _RANK_MARKS and not text.endswith(("目前", "当前", "此前")):
        t.end -= 1
    elif folded := t.found(_FOLDED, 6):
        t.end = folded.start()
    elif multiple and (m := t.found(_OF_BASE, 26)):
        t.decided = t.against(m)
    return t


def _last_item(noun: str, lead: list[str]) -> tuple[str, list[str]]:
    """``noun`` without what stands before it in a list of deeds (修渠、新建水窖), and the words that lead it."""
    if len(noun) > 3 and noun.endswith("中") and not noun.endswith(("集中", "高中", "初中")):
        noun = noun[:-1]
    if "、" in noun:
        at = noun.rindex("、") + 1
        inner, said = led(noun, at, len(noun))
        deed = said and "“" not in noun[:at]
        if deed or _CHANGES.at_end(noun, at - 1):  # 规模扩大、税收
            noun, lead = noun[inner:], said
    if "目标" in noun and (m := _AIM.search(noun, 2)):
        noun = noun[: m.start()]
    if "等" in noun and (listed := tuple(_AND_SO_ON.finditer(noun, 1, len(noun) - 2))):
        noun = noun[listed[-1].end() :].lstrip("的")
    return noun, lead


def led(text: str, start: int, end: int) -> tuple[int, list[str]]:
    """Where the noun in ``text[start:end]`` begins, once verbs, adverbs and times are off its front, and those words.

    >>> led("五年累计新建农村公路", 0, 10)
    (6, ['五年', '累计', '新建'])
    """
    words: list[str] = []
    since = text.find("以来", start, end) >= 0
    while start < end:
        if text[start] in _PUNCTUATION:
            start += 1
            continue
        m = since and _SINCE.match(text, start, end)
        if m or (text[start] in _TIME_FIRST and (m := _TIME_AT_START.match(text, start, end))):
            words.append(m[0])
            start = m.end()
            continue
        word = _leading(text, start)
        if not word or start + len(word) > end:
            break
        if whole(text, start, end, word):
            break
        there = _THERE.match(text, start, end) if word == "在" else None
        word = there[0] if there else word
        words.append(word)
        start += len(word)
        if text[start : start + 1] == "了" and start + 1 < end:
            start += 1
    return start, words


def _leading(text: str, start: int) -> str:
    """The verb or adverb at ``start``: the longest, unless an adverb of one character and the verb after it reach further.

    >>> _leading("新修道路", 0), _leading("新修复道路", 0)
    ('新修', '新')
    """
    word = _LEAD.at_start(text, start)
    if len(word) == 2 and text[start] in _ADVERB and len(_LEAD.at_start(text, start + 1)) > 1:
        return word[0]
    return word


def cut_middle(noun: str) -> str:
    """``noun`` after the last verb inside it.

    >>> cut_middle("两家企业完成技改投资"), cut_middle("技改投资"), cut_middle("老旧小区完成改造")
    ('技改投资', '技改投资', '老旧小区')
    """
    if "完成" in noun and (done := _DONE.match(noun)):
        return done[1]
    found = _MIDDLE_VERB.search(noun) and _MIDDLE.match(noun)
    if found and not whole(noun, found.start("verb"), len(noun), found["verb"]):
        noun = noun[found.end() :]
        begin, _ = led(noun, 0, len(noun))
        noun = noun[begin:] if len(noun) - begin > 1 else noun
    return _FINISHED.sub("", noun)
