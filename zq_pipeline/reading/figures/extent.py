"""Whether a number told of several years is of their end (a stock, a share, a rank) or of all of them (a flow, an average).

Named rules in order; each answers or passes on, and the first answer holds. A perceptron over the same facts, fitted with
one report left out at a time, does no better on reports that it has not seen, so the list stays.
"""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from zq_pipeline.lexicon.extent import (
    ADDED_UP,
    CONTINUED,
    COVERING,
    DEEDS_IN_NAMES,
    FLOW_VERBS,
    LEFT,
    NEITHER,
    PASSED,
    STANDING,
    SUMS,
)
from zq_pipeline.lexicon.leads import MIDDLE, VERBS
from zq_pipeline.lexicon.patterns import either
from zq_pipeline.lexicon.times import FLOW_HEADS, REACHED, STEADY, STOCK_HEADS
from zq_pipeline.reading.records import Measure

if TYPE_CHECKING:
    from zq_pipeline.reading.figures.period import Moment

_PASSED: Final = frozenset(PASSED)
_STEADY: Final = frozenset(STEADY)
_RISEN: Final = frozenset(w for w in REACHED if len(w) > 2 and w[-1] in "到至")
_KEPT: Final = re.compile("[稳保控][定持制]在|年均|每年")
_CONTINUED: Final = re.compile(either(CONTINUED))
_FLOW_VERB: Final = re.compile(either(FLOW_VERBS))
_ANY_VERB: Final = re.compile(either(w for w in (*VERBS, *MIDDLE) if len(w) > 1 and w not in NEITHER))
_YEARLY: Final = re.compile("(?<![每当全今去上本近明])年(?:产(?![值业量品])|出栏|加工|屠宰|供水|发电|处理)")
_DEED: Final = re.compile(f"{either(DEEDS_IN_NAMES)}(?![水指活机基中])")
_ADDED_UP: Final = re.compile(f"{either(ADDED_UP)}[^。;达]*$")
_MADE: Final = re.compile("累计(?:建成|创建|培育|认定|创成)")
_OVER_YEARS: Final = re.compile("年(?:累计|[内间来][^,。;]{0,12}共)")
_WITHIN: Final = re.compile("(?:今后|未来|接下来)|[今明]两年|年(?:之?内|时间)")
_SPENT: Final = re.compile("投资|支出|投入|资金|经费")
_COVERS: Final = re.compile(rf"{either(COVERING)}(?:[^,。;]{{0,4}}|[^,。;]{{0,16}}的)$")
_COVERS_ALL: Final = re.compile(f"{either(COVERING)}[^,。;]{{0,24}}$")
_STATE: Final = re.compile("[^,。;]{1,14}?达标")
_LEFT: Final = re.compile(f"[^,。;]{{1,14}}?{either(LEFT)}")
_STANDS: Final = re.compile(f"(?:[^,。;、]{{1,16}}、){{0,6}}[^,。;]{{0,16}}?{either(STANDING)}")
_COMPARED: Final = re.compile("(?:元|%)?[,、]?(?:[比较]|分别[比较]|是)(?:19|20)?[^,。;]{0,8}年")


def arrived(m: "Moment") -> bool | None:
    """从X提高到Y: Y."""
    return True if m.last else None


def ranked(m: "Moment") -> bool | None:
    """位居全省第3, and not 连续五年居第3."""
    return None if m.measure is not Measure.RANK else not _CONTINUED.search(m.words)


def changed(m: "Moment") -> bool | None:
    """A change, an average, what is kept (稳定在) is of all years."""
    if m.measure is not Measure.LEVEL or not _STEADY.isdisjoint(m.verbs):
        return False
    return False if _KEPT.search(m.words) else None


def made_in_a_year(m: "Moment") -> bool | None:
    """年产藕粉60吨: of a year, at the end."""
    return True if _YEARLY.search(m.name) else None


def steps(m: "Moment") -> bool | None:
    """五年跨过3个百亿元关口."""
    return False if m.name.endswith(("台阶", "关口")) and m.before.verbs else None


def compared(m: "Moment") -> bool | None:
    """产值完成9亿元,比2025年增长40%: that of the last year."""
    return True if m.name.endswith(SUMS) and not m.summed and _COMPARED.match(m.follows) else None


def deeds(m: "Moment") -> bool | None:
    """What is done by its very name (植树900亩), and what is summed up (累计…综合收入)."""
    if m.reached:
        return None
    summed = m.name.endswith(SUMS) and "人均" not in m.name and _ADDED_UP.search(m.said)
    return False if summed or _DEED.match(m.name) else None


def flowing(m: "Moment") -> bool | None:
    """支出, 投资, and their share."""
    if (m.name.endswith(FLOW_HEADS) and not m.name.endswith("自然增长率")) or "总投资" in m.name:
        return bool("贡献率" in m.name and m.reached & _RISEN)
    share = m.name.endswith("占比") and m.name.removesuffix("占比").endswith(FLOW_HEADS)
    return False if share and not m.reached else None


def over_years(m: "Moment") -> bool | None:
    """五年累计, 三年内, 五年投资这样安排:."""
    within = _WITHIN.search(m.said) or _SPENT.search(m.lead)
    return False if _OVER_YEARS.search(m.words) or (within and not m.reached) else None


def covering(m: "Moment") -> bool | None:
    """覆盖9个镇, 惠及9万人."""
    listed = m.said.endswith("、") and _COVERS_ALL.search(m.words)
    return True if listed or _COVERS.search(m.words) else None


def come_to(m: "Moment") -> bool | None:
    """累计建成9家, 9个镇全面达标, 每万人…."""
    return (
        True
        if _MADE.search(m.words) or _STATE.match(m.follows) or m.name.startswith(("每百", "每千", "每万"))
        else None
    )


def gone_through(m: "Moment") -> bool | None:
    """3万人脱贫."""
    return False if _LEFT.match(m.follows) else None


def done(m: "Moment") -> bool | None:
    """新增9家, and not 新增里程9公里、突破90公里."""
    if not m.flows:
        return None
    if m.reached - _PASSED or (m.reached and m.name.endswith(STOCK_HEADS)):
        return None
    return False


def there(m: "Moment") -> bool | None:
    """茶园面积9万亩: nothing is done, so it is what there is."""
    return True if m.noun_before and not m.flows and m.idle else None


def standing(m: "Moment") -> bool | None:
    """9家实验室在此布局, 9种产品产量居全国首位, and not 9家企业上市."""
    told = m.noun_before or m.flows or not m.idle or m.lead_verbs
    return True if not told and _STANDS.match(m.follows) else None


def reached(m: "Moment") -> bool | None:
    """达到, 突破."""
    return True if m.reached else None


def stock(m: "Moment") -> bool | None:
    """城镇化率, 余额: a stock by its name, but 解决9万居民吃水问题."""
    done_to = m.lead_verbs and m.follows.startswith(m.name)
    return True if m.name.endswith(STOCK_HEADS) and not done_to else None


RULES: Final[tuple[Callable[["Moment"], bool | None], ...]] = (
    arrived, ranked, changed, made_in_a_year, steps, compared, deeds, flowing, over_years, covering, come_to, gone_through,
    done, there, standing, reached, stock,
)  # fmt: skip
"""In order; the first that answers decides."""


UNSAID: Final = "unsaid"
"""No rule spoke: taken to be of all the years."""


def at_end(m: "Moment") -> tuple[bool, str]:
    """Whether the number is of the end of its years, and the rule that said so."""
    for rule in RULES:
        answer = rule(m)
        if answer is not None:
            return answer, rule.__name__
    return False, UNSAID


def flow_words(words: str) -> bool:
    """Whether a clause says that something is done (新建, 累计).

    >>> flow_words("新建学校"), flow_words("学校达到")
    (True, False)
    """
    return "累计" in words or _FLOW_SAID.search(words) is not None


def idle_words(words: str) -> bool:
    """Whether no verb at all stands in a clause."""
    return not _FLOW_VERB.search(words) and not _ANY_VERB.search(words)


_FLOW_SAID: Final = re.compile("新增|新建|改造|实施|建成|完成|培育|引进")
