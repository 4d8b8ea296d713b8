"""Places and their division codes: the list of the National Bureau of Statistics (code system ``nbs``)."""

import re
from functools import cache
from typing import Final, NamedTuple

from zq_pipeline.lexicon import headings
from zq_pipeline.lexicon.patterns import either
from zq_pipeline.lexicon.rows import rows

CODE_SYSTEM: Final = "nbs"
NATION: Final = "000000"
"""China itself; no list of the bureau has a code for it."""
_CENTRE: Final = re.compile("国务院|全国人民代表大会|中央人民政府")
_OFFICE: Final = re.compile(r"(?:党委|人民政府|政府|人民代表大会|办公室|办事处|党政办|信息公开)+$")
_SESSION: Final = re.compile(r"在(?P<place>[一-鿿]{2,20}?)第?[一二三四五六七八九十\d]{1,3}届")
_APART: Final = re.compile(rf"\d{{4}}年度?|人民政府|政府|{either(headings.TITLE)}|[^一-鿿]+")
_COUNTY: Final = re.compile(r"(?![全我本各])[一-鿿]{2,5}[县旗市]")
_SPLIT_UP: Final = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})


class Place(NamedTuple):
    """The nation, a province, prefecture, county, township or village; ``parent`` is the code of the place that it lies in, or empty."""

    code: str
    name: str
    name_en: str
    level: str
    parent: str
    code_system: str = CODE_SYSTEM


@cache
def places() -> dict[str, Place]:
    """Every place of the list by its code; read when first asked for."""
    return {row["code"]: Place(**row) for row in rows("places.tsv")}


@cache
def _named() -> dict[str, tuple[Place, ...]]:
    named: dict[str, tuple[Place, ...]] = {}
    for place in places().values():
        if place.name not in _SPLIT_UP:
            named[place.name] = (*named.get(place.name, ()), place)
    return named


def chain(code: str) -> tuple[Place, ...]:
    """The place with ``code`` and those that it lies in, outermost first; empty when the list doesn't have it.

    >>> [place.name for place in chain("330483105")]
    ['浙江省', '嘉兴市', '桐乡市', '洲泉镇']
    """
    place = places().get(code)
    return (*chain(place.parent), place) if place else ()


def shortest(code: str) -> str:
    """The shortest form of a code: 6, 9 and 12 digits of one place are one.

    >>> shortest("330483105000"), shortest("330483000"), shortest("330483105201"), shortest("620000")
    ('330483105', '330483', '330483105201', '620000')
    """
    while len(code) > 6 and code.endswith("000"):
        code = code[:-3]
    return code


_KINDS: Final = {
    "province": "省区市",
    "prefecture": "市州盟区",
    "county": "县市区旗",
    "township": "镇乡道区",
    "village": "村",
}


def whole(kind: str, home: str, name: str = "") -> str | None:
    """The code of the place that 全省, 全市, 全镇 speak of in a report of ``home``, called ``name``; None when nothing tells.

    ``kind`` is the last character. It is the innermost place around home that is called so.

    >>> whole("市", "330483105"), whole("省", "330483105"), whole("国", "330483105"), whole("区", "150000")
    ('330483', '330000', '000000', '150000')
    >>> whole("镇", "990101002"), whole("县", "990101002"), whole("镇", "", "柳溪镇"), whole("市", "")
    ('990101002', None, '', None)
    """
    if kind == "国":
        return NATION
    for place in reversed(chain(home)):
        if place.name.endswith(kind):
            return place.code
    own = kind in _KINDS.get(unlisted(home, "").level, "") if home else name.endswith(kind)
    return home if own else None


def unlisted(code: str, name: str) -> Place:
    """A place that only an origin file knows, in the innermost place of the list that its code begins with.

    >>> unlisted("330482101", "新埭镇")
    Place(code='330482101', name='新埭镇', name_en='', level='township', parent='330482', code_system='nbs')
    """
    around = (code[:9], code[:6], f"{code[:4]}00", f"{code[:2]}0000")
    parent = next((outer for outer in around if outer != code and outer in places()), "")
    if len(code) > 6:
        level = "village" if len(code) == 12 and not code.endswith("000") else "township"
    else:
        level = "county" if not code.endswith("00") else "prefecture" if not code.endswith("0000") else "province"
    return Place(code, name, "", level, parent)


def name_of(code: str) -> str:
    """The name of a place, or nothing."""
    place = places().get(code)
    return place.name if place else ""


def code_of(publisher: str, within: str = "") -> str:
    """The division code of the place that ``publisher`` is the government of; nothing when it is unknown or not the only one.

    ``within`` is text that may name the places around it.

    >>> code_of("桐乡市洲泉镇人民政府"), code_of("鼓楼区人民政府"), code_of("鼓楼区人民政府", within="南京市鼓楼区")
    ('330483105', '', '320106')
    >>> code_of("国务院")
    '000000'
    """
    if _CENTRE.match(publisher.removeprefix("中华人民共和国")):
        return NATION
    said = _OFFICE.sub("", publisher.strip())
    for start in range(len(said)):
        found = _named().get(said[start:], ())
        if not found:
            continue
        around = said[:start] + within
        scored = sorted(
            ((sum(p.name in around for p in chain(place.code)[:-1]), place.code) for place in found), reverse=True
        )
        alone = len(scored) == 1 or scored[0][0] > scored[1][0]
        return scored[0][1] if alone and (not said[:start] or scored[0][0]) else ""
    return ""


def titled(title: str, session: str = "") -> tuple[str, str]:
    """The code and the name of the place that the title of a report names, or else the line that says where it was given; empty when none does.

    A county that the list no longer has keeps its name, which is that of no other; of a town nobody can say that.

    >>> titled("2026年安徽省政府工作报告"), titled("桐乡市洲泉镇2030年工作总结和2031年工作思路")
    (('340000', '安徽省'), ('330483105', '洲泉镇'))
    >>> titled("政府工作报告", "2031年1月9日在桐乡市第十届人民代表大会第一次会议上"), titled("青坞县2031年政府工作报告")
    (('330483', '桐乡市'), ('', '青坞县'))
    >>> titled("鼓楼区2031年政府工作报告"), titled("柳溪镇2030年工作总结"), titled("全市2030年工作总结")
    (('', ''), ('', ''), ('', ''))
    """
    spoken = [found["place"] for line in (title, session) for found in _SESSION.finditer(line)]
    said = [part for part in (*_APART.split(title), *spoken) if part]
    if code := next((code for part in said if (code := code_of(part))), ""):
        return code, name_of(code)
    return "", next((part for part in said if _COUNTY.fullmatch(part) and part not in _named()), "")
