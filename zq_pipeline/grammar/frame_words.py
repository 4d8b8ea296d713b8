"""Words of the frame that a noun before a number drags along: who has it, what was passed, where it ranks."""

import re
from collections.abc import Callable
from typing import Final

from zq_pipeline.grammar.whole import whole
from zq_pipeline.lexicon.changes import SCOPES
from zq_pipeline.lexicon.leads import DEEDS
from zq_pipeline.lexicon.patterns import Words, either

_HAVING: Final = re.compile(
    r"(?:全[国省市县区州乡镇村街]|辖区|境内|区域内|[^,。;、\d]{2,3}[镇乡县](?=现有)|我[省市县区乡镇村])内?(?:(?:仍然?|还|尚|现|总|一|累计|目前)?(?:有(?![色机效关限])|共(?![同享建青和产治管])有?)|(?:仍然?|尚)(?=.)|[先前]后)"
)
_HERE: Final = re.compile("全[国省市县区州乡镇村]")
_DEED: Final = Words(w for w in DEEDS if len(w) == 2)
_SCOPED: Final = re.compile(f"(?<=..)[由从](?:{either(SCOPES)})(?:同类)?$")
"""由全省第9位升至第6位."""
_WITHIN: Final = re.compile("(?<=..)在(?:全[国省市县区]|同类|各|[中西东南北]部)[^,。;、]{0,12}$")
_THEN: Final = re.compile("^[以之]?后(?=.{3})(?![备勤续期劲台进天方人])")
_DOING: Final = re.compile(f"(?<=..)(?:年均|累计|每年){either(w for w in DEEDS if len(w) == 2)}$")
_FROM: Final = re.compile("(?<=..)(?<![自理缘事案])[由从](?![业事教医属来]).{1,8}$")
_BECAUSE: Final = re.compile(r"[因受][^,。;、]{2,16}?等?(?:因素)?(?:的?(?:影响|冲击|拖累|拉动|带动))")
_REPORTED: Final = re.compile("[^,。;、]{2,16}?(?:提出|明确|规定|确定|要求|下达)[了的](?=..)")
_FIRST_OF_ALL: Final = re.compile(
    "(?:[^,。;、]{0,12}?(?:成为|是)[^,。;、]{0,8}?|(?:全[国球省市县区镇乡]|世界|[国省市县]内))(?:首个|第一个|唯一一个)(?=..)"
)
_RANKED: Final = re.compile(
    r"(?<=..)(?:在[^,。;]{2,10}?)?(?:位居|位列|稳居|名列|跃居|居于|排在|入围|荣登|跻身|[居列](?=[全各同沿省市县百前中第西东北南华]))(?:\([^()]{1,8}\)|[^,。;、()]){1,16}$"
)


def _whose(noun: str) -> str:
    """全镇仍有茶农: 茶农."""
    said = _HAVING.match(noun)
    return noun[said.end() :] if said and said.end() < len(noun) else noun


def _done_here(noun: str) -> str:
    """全县办结申诉案件: 办结申诉案件, and not 全县建成区."""
    if not (here := _HERE.match(noun)):
        return noun
    verb = _DEED.at_start(noun, here.end())
    return noun[here.end() :] if verb and not whole(noun, here.end(), len(noun), verb) else noun


def _doing(noun: str) -> str:
    """茶会年均吸引(8万人次): 茶会."""
    return _DOING.sub("", noun)


def _from(noun: str) -> str:
    """茶园开办时间从一个月以上(压缩到): 茶园开办时间."""
    return _FROM.sub("", noun)


def _because(noun: str) -> str:
    """受旱灾影响: nothing."""
    return "" if _BECAUSE.fullmatch(noun) else noun


def _then(noun: str) -> str:
    """(建成)后增加的年产能力: 增加的年产能力."""
    return _THEN.sub("", noun) if "后" in noun[:2] else noun


def _reported(noun: str) -> str:
    """规划提出了单位产值能耗(降低): 单位产值能耗."""
    said = _REPORTED.match(noun)
    return noun[said.end() :] if said else noun


def _first_of_all(noun: str) -> str:
    """成为全市首个茶叶产量(突破8万吨的县): 茶叶产量."""
    said = _FIRST_OF_ALL.match(noun) if "首个" in noun or "一个" in noun else None
    return noun[said.end() :] if said else noun


RULES: Final[tuple[tuple[frozenset[str], Callable[[str], str]], ...]] = (
    (frozenset("的了"), _reported),
    (frozenset("个"), _first_of_all),
    (frozenset("有共仍尚后"), _whose),
    (frozenset("全"), _done_here),
    (frozenset("年累"), _doing),
    (frozenset("由从"), _from),
    (frozenset("因受"), _because),
    (frozenset("后"), _then),
)
"""Rules in order, each with the characters of which one must be there."""
_MARKS: Final = frozenset().union(*(marks for marks, _ in RULES))


def unframed(noun: str) -> str:
    """``noun`` without the words of its frame.

    >>> unframed("全镇仍有茶农"), unframed("全镇共同财产")
    ('茶农', '全镇共同财产')
    """
    if not _MARKS.isdisjoint(noun):
        for marks, rule in RULES:
            if not marks.isdisjoint(noun):
                noun = rule(noun)
    return noun


def unranked(noun: str) -> str:
    """The ``noun`` of a rank without the verb of it and those it is counted among.

    >>> unranked("综合实力位列全国茶乡"), unranked("居民收入")
    ('综合实力', '居民收入')
    """
    return _WITHIN.sub("", _SCOPED.sub("", _RANKED.sub("", noun)))
