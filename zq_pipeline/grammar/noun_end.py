"""Where a noun that follows a number ends: named rules in order, each takes off what is told of the thing that is counted."""

import re
from collections.abc import Callable
from typing import Final

from zq_pipeline.lexicon.leads import INTRANSITIVE
from zq_pipeline.lexicon.patterns import either
from zq_pipeline.lexicon.units import PEOPLE

_PERSONS: Final = frozenset(("人", "名", "户", "位", ""))
_PERSON: Final = re.compile(
    rf"[^的]{{0,10}}?(?:{either(PEOPLE)}|[茶果菜烟药花蔗粮棉瓜]农|[牧渔灾村]民)(?=[^的、和与及等(])(?!家长|代表|骨干|专家|志愿|家属|子女|家庭|队伍|[员会长])"
)
_HOUSEHOLD: Final = re.compile("[^的户]{0,8}户(?=[^口籍外内厕型的、和与及等(])")
_SOMEONE: Final = re.compile(
    "(?:[人者员民众工师生口军户长任手匠]|代表|骨干|专家|队伍|儿童|妇女|干部|家属|子女|家庭|企业|单位|合作社|[场店厂]|工程|项目|行动|计划)$"
)
"""People of a kind, named after others (学生家长), households that are none (50户农民专业合作社), and works that are for people."""
_MEASURE: Final = re.compile(
    r"((?:\([^()]*\)|[^的()]){0,12}?(?:断面|(?<![农乡])村(?:\(社区\))?|社区|乡镇|县|企业|小区|园区|景区|学校|医院|合作社|产业|家庭|楼宇|商圈|站点|街道))(?![级域城])(?:的|[^的、]{0,14}?(?:比例|率|收入|水平|面积|产值|浓度|均价|产量|水质|增速|增幅)(?:连续[\d一二三四五]{1,2}年)?(?:保持|均|都|全部|超过|达到|超|达|改善)?$)"
)
_TIME: Final = re.compile(
    r"(?<=[一-鿿]{2})(?:\d{1,2}月(?!龄)|[一二三四]季度|[上下]半年|年[内底末](?!会)|(?:春节|国庆|汛期|入冬)[前后]).*$"
)
_RELIEVED: Final = re.compile("(?<=.[企户农场店厂馆体社业])(?:减租|减税|降费|减税降费|退税|融资|授信)$")
_DOING: Final = re.compile(
    rf"(?:稳定|就近|就地|如期|顺利|成功|全部|陆续|已|实现)*({either(INTRANSITIVE)})(?=成果|[,。;、:!]|$)"
)


def _people(noun: str, unit: str) -> str:
    """60名学生领取课本: 学生."""
    if unit not in _PERSONS or _SOMEONE.search(noun):
        return noun
    found = _PERSON.match(noun) or (unit == "户" and _HOUSEHOLD.match(noun))
    return found[0] if found else noun


def _measure(noun: str, unit: str) -> str:
    """8个村茶叶收入: 村."""
    found = _MEASURE.match(noun)
    return found[1] if found else noun


def _time(noun: str, unit: str) -> str:
    """6家茶厂3月底前(全部复工): 茶厂."""
    return _TIME.sub("", noun)


def _relieved(noun: str, unit: str) -> str:
    """为6家茶厂减租(30万元): 茶厂."""
    return _RELIEVED.sub("", noun)


RULES: Final[tuple[Callable[[str, str], str], ...]] = (_time, _relieved, _people, _measure)


def ended(noun: str, unit: str) -> str:
    """``noun``, found after a number with ``unit``, as far as it names what is counted.

    >>> ended("学生领取课本", "名"), ended("学生家长", "名"), ended("村茶叶收入", "个")
    ('学生', '学生家长', '村')
    """
    for rule in RULES:
        noun = rule(noun, unit)
    return noun


def doing(text: str, at: int) -> str:
    """What the people counted right before ``at`` do, where no more is said of them.

    >>> doing("人就近就业,", 1), doing("人就业培训,", 1)
    ('就业', '')
    """
    found = _DOING.match(text, at)
    return found[1] if found else ""
