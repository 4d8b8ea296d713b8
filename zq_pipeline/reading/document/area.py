"""Provinces, prefectures and counties by the names that reports give them: 嘉兴市, 嘉兴, 浙江."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from zq_pipeline.lexicon.entities import NAMELIKE, WORDS, either
from zq_pipeline.reading.document.place import Place, places
from zq_pipeline.text.finder import Finder
from zq_pipeline.text.span import Span

_PEOPLES: Final = (
    "维吾尔 哈萨克 柯尔克孜 塔吉克 锡伯 蒙古 朝鲜 达斡尔 鄂温克 满 回 藏 羌 彝 苗 侗 壮 瑶 布依 水 土家 仡佬 仫佬 毛南 白 傣 景颇 傈僳 独龙 怒 普米 哈尼 拉祜 佤 布朗 "
    "纳西 黎 畲 土 撒拉 保安 东乡 裕固 各"
)
_TAIL: Final = re.compile(
    rf"(?:(?:{either(_PEOPLES.split())})族?)*自治[州县旗区]$|特别行政区$|省$|市$|地区$|盟$|县$|林区$|特区$|[区旗]$"
)
_RANKS: Final = ("province", "prefecture", "county")


def short_name(name: str) -> str:
    """``name`` without what it is: 嘉兴市 → 嘉兴; the same when no two characters are left.

    >>> short_name("浙江省"), short_name("广西壮族自治区"), short_name("德清县"), short_name("莘县")
    ('浙江', '广西', '德清', '莘县')
    """
    short = _TAIL.sub("", name)
    return short if len(short) > 1 else name


@cache
def _index() -> dict[str, tuple[Place, ...]]:
    """Name, full or short → the places that bear it, the higher first."""
    named: dict[str, list[Place]] = {}
    for rank in _RANKS:
        for place in places().values():
            if place.level == rank and place.name not in ("市辖区", "县"):
                for name in {place.name, short_name(place.name)}:
                    named.setdefault(name, []).append(place)
    common = WORDS | NAMELIKE
    return {
        name: tuple(bearers) for name, bearers in named.items() if name not in common or bearers[0].level != "county"
    }


@cache
def _finder() -> Finder:
    return Finder(_index())


def area(name: str, home: str = "") -> Place | None:
    """The province, prefecture or county called ``name`` in a report of the place with code ``home``.

    Of several, the nearest to home; short names of counties count only in the home province.

    >>> area("德清", "330483105").name, area("德清", "410000"), area("鼓楼区"), area("鼓楼区", "320102").code
    ('德清县', None, None, '320106')
    """
    bearers = _index().get(name, ())
    if name not in {place.name for place in bearers}:
        bearers = tuple(p for p in bearers if p.level != "county" or (home and p.code[:2] == home[:2]))
    if len({place.level for place in bearers}) > 1:
        bearers = tuple(place for place in bearers if place.level == bearers[0].level)
    for digits in (0, 2, 4, 6):
        near = [place for place in bearers if place.code[:digits] == home[:digits]]
        if len(near) == 1:
            return near[0]
    return None


def is_area(name: str) -> bool:
    """Whether some province, prefecture or county is called ``name``."""
    return name in _index()


def areas(text: str, start: int, end: int, home: str = "") -> Iterator[tuple[Span, Place]]:
    """The areas named in ``text[start:end]``, longest name first.

    >>> text = "与杭州、德清加强合作"
    >>> [(span.cut(text), place.name) for span, place in areas(text, 0, len(text), "330483105")]
    [('杭州', '杭州市'), ('德清', '德清县')]
    """
    for span in _finder().spans(text, start, end):
        if text.startswith("市级", span.end - 1):
            span = Span(span.start, span.end - 1)  # 市级 is a level: 嘉兴市级 is of 嘉兴
        place = area(span.cut(text), home)
        if place:
            yield span, place


@cache
def _local(county: str) -> dict[str, Place]:
    return {place.name: place for place in places().values() if len(place.code) > 6 and place.code.startswith(county)}


@cache
def _local_finder(county: str) -> Finder:
    return Finder(_local(county))


def local(name: str, home: str) -> str:
    """The code of the town or village ``name`` in the county that ``home`` lies in; empty when the list has none.

    >>> local("马鸣村", "330483105"), local("马鸣村", "")
    ('330483105201', '')
    """
    near = _local(home[:6]) if len(home) >= 6 else {}
    place = near.get(name) or near.get(f"{name}村")
    return place.code if place else ""


def locals_named(text: str, start: int, end: int, home: str) -> Iterator[tuple[Span, str]]:
    """The towns, communities and villages of the home county that ``text[start:end]`` names, with their kinds.

    >>> text = "洲泉镇稳中有进"
    >>> list(locals_named(text, 0, len(text), "330483105"))
    [(Span(start=0, end=3), 'town')]
    """
    near = _local(home[:6]) if len(home) >= 6 else {}
    for span in _local_finder(home[:6]).spans(text, start, end) if near else ():
        name = span.cut(text)
        kind = "community" if name.endswith("社区") else "town" if near[name].level == "township" else "village"
        yield span, kind
