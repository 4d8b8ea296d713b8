"""Name and unit → code. A code is right or absent, never guessed.

A name is brought to its canonical form and looked up whole. If it is unknown, it is taken apart: words in front that
say whose or which figure it is (全市, 累计, 清河县), then a known name; or a family name (…产业增加值, …产量) with its branch.
"""

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

from zq_pipeline.lexicon import indicator_names as words
from zq_pipeline.lexicon.indicators import BY_CODE, INDICATORS, Indicator
from zq_pipeline.lexicon.unit_codes import UNITS
from zq_pipeline.reading.document.area import is_area
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


_SAME_WORD: Final = re.compile("|".join(re.escape(word) for word in sorted(words.SAME, key=len, reverse=True)))
_RATIOS: Final = {unit.code: unit.ratio for unit in UNITS}


@lru_cache(maxsize=4096)
def ratio(code: str) -> Fraction | None:
    """What a unit with this code, composed or not, is in the base unit of its dimension; None where nothing fixed is.

    >>> ratio("jin"), ratio("kg/mu"), ratio("USD")
    (Fraction(1, 2), Fraction(3, 2000), None)
    """
    first, *below = (_RATIOS.get(part) for part in code.split("/"))
    for part in below:
        first = first / part if first is not None and part else None
    return first


_NOISE: Final = re.compile(r"[\s“”‘’\"'「」『』《》()（）·的]")
_SHARE: Final = re.compile(
    r"(?P<part>[^占在]{2,20})(?:占|在)(?:全[国省市县区州]|我国|我[省市县区])?(?P<whole>[^占在]{2,16}?)中?(?:所?占)?(?:比重|比例|占比|份额|比率)"
)


@lru_cache(maxsize=16384)
def canonical(name: str) -> str:
    """``name`` without quotation marks, brackets and 的, regular variants in one form.

    >>> canonical("第三产业增加值在国内生产总值中的比重"), canonical("“规模以上”工业")
    ('三产增加值占生产总值比重', '规上工业')
    """
    bare = _SAME_WORD.sub(lambda match: words.SAME[match[0]], _NOISE.sub("", name).upper())
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
_LONGEST: Final = max(map(len, KNOWN))

_COMMON: Final = 2
"""a name of no more characters is too common to be completed (软件行业新增…企业9家)"""
_MOST_PARTS: Final = 4
_TOO_LONG: Final = 60  # no official name is, even with a place before it


def _either(some: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(some, key=len, reverse=True))


_BEFORE: Final = rf"(?:{_either((*words.QUALIFIERS, *words.HEADS))}|全社会(?=固投|用电)|平均(?=粮食))"
_PLACE: Final = r"[\u4e00-\u9fff]{2,8}(?:新区|开发区|经开区|高新区|自治区|街道|集团|公司|[省市县区镇乡州旗村])"
_PREFIX: Final = re.compile(rf"{_BEFORE}*+(?P<subject>(?:{words.OWN})?(?:{words.PROVINCES}|{_PLACE})?){_BEFORE}*+")
_OPENING: Final = re.compile(rf"{_BEFORE}*+(?P<subject>(?:{words.OWN})?){_BEFORE}*+")
_NOT_A_PLACE: Final = re.compile(rf"(?:{words.NO_PLACE})$|[和与及占对在比每、]|省级|市级|县级|国家级|以上")
_TAIL: Final = re.compile(rf"(?:{_either(words.TAILS)})$")


# A written unit with no code, since it is the short form of two.
_EITHER: Final = {"方": ("area", "volume")}


_FAMILY_ENDS: Final = frozenset("额值资收入模量口率重比份度")
"""How names of families end."""


def compatible(indicator: Indicator, unit: str, measure: str) -> bool:
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
    if found and not _NOT_A_PLACE.search(found["subject"]):
        return found["subject"]
    opening = _OPENING.match(prefix)
    bare = prefix[opening.end() :] if opening else prefix
    return bare if is_area(bare) else None


def _known(name: str) -> Identified | None:
    """The indicator with the longest known name that ``name`` ends in, and its subject."""
    for cut in range(max(0, len(name) - _LONGEST), len(name)):
        if indicator := KNOWN.get(name[cut:]):
            subject = _subject(name[:cut])
            if subject is not None:
                return Identified(indicator.code, subject, "")
    return None


def _family(name: str) -> Identified | None:
    """The open family that ``name`` belongs to, with its subject and branch."""
    if name[-1:] not in _FAMILY_ENDS:
        return None
    opening = _OPENING.match(name)
    assert opening is not None  # it matches nothing, too
    rest = name[opening.end() :]
    for pattern, code in words.FAMILIES:
        if (found := pattern.fullmatch(rest)) and not words.NO_BRANCH.search(found["breakdown"]):
            return Identified(code, opening["subject"], found["breakdown"])
    return None


class Codes(NamedTuple):
    """The codes of a name and a unit and whose figure it is, each ``""`` when it is unknown."""

    indicator: str
    unit: str
    subject: str


@lru_cache(maxsize=16384)
def codes(name: str, unit: str, measure: str = "") -> Codes:
    """What ``name``, ``unit`` and ``measure`` tell.

    >>> codes("全市规上工业增加值", "元"), codes("亮点", "个")
    (Codes(indicator='industrial_value_added', unit='CNY', subject='全市'), Codes(indicator='', unit='item', subject=''))
    """
    known = identify(name, unit, measure)
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
    >>> identify("改造老旧小区数量", "个", "level").code
    'old_estates'
    >>> identify("工业增加值增速", "百分点", "change") is None
    True
    """
    if len(name) > _TOO_LONG:
        return None
    bare = canonical(fold(name))
    if added:
        name = _headless(bare)
        found = (_read(new + name, unit, measure) for new in words.NEW if len(name) > _COMMON)
        return next((one for one in found if one and one.code.endswith("_new")), None)
    growth = words.GROWTH.search(bare)
    if growth and bare not in KNOWN:
        if measure != "change_rate":  # a rank or a change of a growth rate is not one of the level
            return None
        bare = bare[: growth.start()]
    if measure == "change_rate" and bare.endswith(words.GROWING):
        bare += "增长"
    return _read(bare, unit, measure)


def _headless(bare: str) -> str:
    opening = _OPENING.match(bare)
    return bare[opening.end() :] if opening else bare


def _read(bare: str, unit: str, measure: str) -> Identified | None:
    """The first that ``bare`` may be a name of and that agrees with the number."""
    for found in _candidates(bare):
        if compatible(BY_CODE[found.code], unit, measure):
            return found
    return None


@lru_cache(maxsize=16384)
def _candidates(bare: str) -> tuple[Identified, ...]:
    """By a known name, or else by one without its tail (数量, 建设), or else by a family."""
    tail = _TAIL.search(bare)
    forms = (bare, bare[: tail.start()]) if tail else (bare,)
    return tuple(found for read in (_known, _family) for form in forms if (found := read(form)))


@lru_cache(maxsize=16384)
def composed(name: str, unit: str = "", measure: str = "") -> tuple[str, tuple[str, ...]]:
    """The codes of a name that speaks of several indicators with one number: the first, and the others.

    Each part stands for itself, or shares the end of the last (城镇、农村居民人均可支配收入) or the head of the first.
    ``("", ())`` unless all of two or more are known.

    >>> composed("固定资产投资、社会消费品零售总额", "%", "change_rate")
    ('fixed_investment', ('retail_sales',))
    >>> composed("城镇、农村居民人均可支配收入", "%", "change_rate")
    ('urban_income_per_head', ('rural_income_per_head',))
    >>> composed("城乡居民人均可支配收入", "%", "change_rate"), composed("桃、李", "%", "change_rate")
    (('', ()), ('', ()))
    """
    parts = [part for part in words.JOINTS.split(name) if part]
    if not 2 <= len(parts) <= _MOST_PARTS:
        return "", ()
    found = []
    for part in parts:
        known = identify(part, unit, measure) or _with_end(part, parts[-1], unit, measure)
        if known is None or known.breakdown:
            return "", ()
        found.append(known.code)
    first, *others = dict.fromkeys(found)
    return (first, tuple(others)) if others else ("", ())


def _with_end(part: str, last: str, unit: str, measure: str) -> Identified | None:
    """``part`` with an end of ``last``, the longest that makes a known name of nobody's in particular."""
    ends = (identify(part + last[cut:], unit, measure) for cut in range(1, len(last) - 1))
    return next((known for known in ends if known and not known.breakdown and not known.subject), None)
