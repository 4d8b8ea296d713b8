"""Where a text names things: by the last word of a name, by its quotes, or by the list that it stands in."""

import re
from collections.abc import Iterator
from typing import Final

from zq_pipeline.lexicon import entities as lexicon
from zq_pipeline.lexicon.entities import either, scan
from zq_pipeline.reading.document.area import is_area
from zq_pipeline.reading.facts.name_words import (
    BREAK,
    Found,
    Token,
    body,
    is_bare_name,
    is_free_after,
    is_letter,
    unloosen,
    word_after,
    word_before,
)
from zq_pipeline.reading.facts.quoted import papers, quoted, quoted_lists, titled
from zq_pipeline.reading.facts.shapes import known, numbered, numbered_names, ordinals, partners, shared
from zq_pipeline.text.span import Span

_CLAUSE_BREAK: Final = re.compile(r"[,。;:!?\s|]")
_LISTED: Final = re.compile(r"[^、]+")
_HEAD: Final = re.compile(scan(lexicon.HEADS))
_LAST_BREAK: Final = re.compile(f".*[{BREAK}]", re.DOTALL)
_COMPANY_HEADS: Final = tuple(word for word, kind in lexicon.HEADS.items() if kind == "company")
_EVENT_FIRST: Final = re.compile("论坛|峰会|大会|博览会")
_DIVISIONS: Final = frozenset("县市区镇乡村社街海")
_DIVISION_END: Final = re.compile("[一-鿿]{1,5}?[县市区镇乡]")
_CHARTERED: Final = ("银行", "集团", "公司")
_OF_AREA: Final = re.compile(f"(?P<area>.{{2,3}}?)(?:{either(_COMPANY_HEADS)})")
_PHASE: Final = re.compile(r"\([一二三四五六]期\)|[一二三四五六]期(?:项目|工程)?|(?:项目|工程)")
_NUMBERED: Final = re.compile(r"\d|[一二三四五六]期")
_WHEN: Final = re.compile("[一二三四]季度|[上下]半年|年[初中内底末]|[今明去全]年")
_AFTER_PART: Final = frozenset("、,。;和村等")
_LINE: Final = re.compile(r"\d{1,2}号线|[一二三四五六七八九十]{1,2}号线")
_LIST: Final = re.compile(
    rf"[等两二三四五六七八九十\d](?:(?<=等)(?<!高等)(?!级)|(?<=[一-鿿][^等])(?=个))(?P<between>[^{BREAK}等()]{{0,8}}?)(?P<head>{either(lexicon.LIST_HEADS)})"
)
_SETTLED: Final = frozenset({"town", "village"})
"""Kinds that a list closes with, whatever its members end in: 松湖关、天生桥等小城镇."""
_FROM_OWN: Final = frozenset({"company", "school", "hospital"})
_OWNERS: Final = lexicon.GEO - {"waterway", "bridge"} | _FROM_OWN
_WORKED: Final = frozenset({"project", "venue", "programme", "platform"})
_UNNAMED: Final = re.compile(
    "[省市县镇村]级|国家级|世界级|第[一二三]批|新一轮|[一二三四五六七八九十两多][一-鿿]{1,2}[一二三四五六七八九十两多][一-鿿]|一流|首[家个座批条]|一批|更多|若干|许多|各级"  # a class or a rank, not a name
    "|^[一二三四五六七八九十百两][大项个所年家座条处]|[一二三四五六七八九十百两]大(?:工程|行动|计划|项目)$|[一二三四五六七八九〇零]{2}年"
)
_CLASS: Final = re.compile("[一几多数余][所家座个条处场]$|一批$|一些$|各类$|多个$|若干$|部分$")
"""what stands before things of a class, not before a name"""
_COUNTED: Final = re.compile(r"^\d+[万亿]?[名个家座处所条项吨亩头]|^[百千万]亩|两侧|[两三四五六七八九]个")
_QUALIFIED: Final = frozenset({"company", "organization", "school", "hospital", "park", "venue", "event"})
"""Kinds that a place before a common word makes a name of: 清溪大学."""
_ZONES: Final = frozenset({"示范区", "试验区", "合作区", "先导区"})
"""parks whose names begin with a place: 清溪综改示范区"""
_JOINED: Final = ("及", "和", "与")
_COUNT_ENDS: Final = re.compile(r"\d+[个家座处](?![一-鿿])")
"""a number that counts what stands before it: 园区30个, but not 园8家企业"""
_COUNTED_KINDS: Final = frozenset({"park", "platform", "organization"})
_OFFICIAL: Final = frozenset("省市县区")
"""what the name of an office of the place begins with: 省营商环境促进中心"""
_OFFICIAL_FIRST: Final = ("全国", "国家", "省", "市")
_OFFICES: Final = ("局", "办", "部", "委", "中心", "会")
_NUMBERED_CLASS: Final = re.compile("[一二三四五六七八九十两]{1,2}[座条个家处所]")
_WATERS: Final = tuple(sorted(lexicon.WATERS))
_NUMERALS: Final = frozenset("一二三四五六七八九十百千两双多号")
_NAMED_WORK: Final = 6
_LONGEST_FIRM: Final = 8
_LONG_WORK: Final = 9
"""So many characters of common words tell works apart: 化工园区污水专管建设."""
_REACH: Final = 40
"""How far left of its head a name may begin."""
_REACH_OF_PLACE: Final = 16
"""The same for the name of a place, which has four characters at most, and its neighbours."""


def _head_found(text: str, match: re.Match[str], kind: str, left: int) -> Found | None:
    """The name that the head ``match`` closes, if the words before it make one."""
    head, end = match.span()
    if kind == "waterway" and text.endswith(_WATERS, left, end) and text[end : end + 1] not in _DIVISIONS:
        name = next(name for name in _WATERS if text.endswith(name, left, end))
        return Found(Span(end - len(name), end), kind)
    if _is_within_word(text, match, kind, left):
        return None
    if kind in lexicon.GEO:
        return _place(text, body(text, head, max(left, head - _REACH_OF_PLACE)), Span(head, end), kind)
    tokens = _tokens(text, match, kind, left)
    if not tokens:
        return None
    if kind == "project":
        end = _project_end(text, tokens, match)
    start = tokens[0].start
    if kind == "event":
        start = _of_two(text, _from_scope(text, tokens, head), left)
    span = Span(start, end)
    if head - span.start > 24 or _names_class(text, span, kind):
        return None
    own = sum(token.end - token.start for token in tokens if token.own)
    if own < 2 and not _told(text, tokens, match, span, kind):
        return None
    return Found(span, kind) if _holds(text, tokens, match, span, kind) else None


def _is_within_word(text: str, match: re.Match[str], kind: str, left: int) -> bool:
    """Whether the head begins or ends a longer word, or closes what is quoted whole: 村民, 农村, “保交楼”."""
    words = lexicon.WORDS
    head, end = match.span()
    if text[end - 1 : end + 1] in words or text[end - 1 : end + 2] in words:
        return True
    if any(text[head : end + more] in words for more in (1, 2, 3)):
        return True  # 工程师, 中心城市, 中心作业区
    if len(word_before(text, end, left)) > len(match[0]):
        return True
    if text[left - 1 : left] == "“" and text[end : end + 1] == "”":
        return True
    return end - head == 1 and kind == "venue" and not is_free_after(text, end)


def _tokens(text: str, match: re.Match[str], kind: str, left: int) -> list[Token]:
    """The words before a head that may belong to its name; none when they tell only a class."""
    tokens = body(text, match.start(), max(left, match.start() - _REACH), works=kind in _WORKED)
    if kind in _QUALIFIED and (kind != "company" or match[0].endswith(_CHARTERED)):
        tokens = [token._replace(own=token.own or is_area(text[token.start : token.end])) for token in tokens]
    if kind not in _FROM_OWN:
        works = lexicon.WORKS if kind in ("platform", "event") else lexicon.LOOSE | lexicon.WORKS
        return unloosen(text, tokens, works)
    tokens = tokens[next((n for n, token in enumerate(tokens) if token.own), len(tokens)) :]
    middle = [text[token.start : token.end] for token in tokens if not token.own]
    many = match[0] in ("学校", "公司")  # 沅州市标准化学校, 中国特色国有企业现代公司
    if many and middle and lexicon.LOOSE.issuperset(middle) and _own_is_area(text, tokens):
        return []
    return tokens


def _own_is_area(text: str, tokens: list[Token]) -> bool:
    last = next((n for n, token in enumerate(tokens) if not token.own), len(tokens))
    return is_area(text[tokens[0].start : tokens[last - 1].end]) if last else False


def _names_class(text: str, span: Span, kind: str) -> bool:
    """Whether the words of ``span`` rank or count, and so name nothing."""
    name = span.cut(text)
    if _UNNAMED.search(name) or _COUNTED.search(name) or not _balanced(name):
        return True
    return _is_class(text, span, kind) or _EVENT_FIRST.match(name) is not None


def _from_scope(text: str, tokens: list[Token], head: int) -> int:
    """Where the name of an event of common words begins: with its scope, not with what was done there (亮相国际消费电子展)."""
    begun = (token.start for token in tokens if text.startswith(lexicon.SCOPES, token.start))
    return tokens[0].start if any(token.own for token in tokens) else next(begun, tokens[0].start)


def _of_two(text: str, start: int, left: int) -> int:
    """Where the name of an event of two parties, or of two fields, begins: 清溪—沙塘论坛, 中非经贸和文化论坛."""
    if text[start - 1 : start] not in ("—", "和"):
        return start
    first = body(text, start - 1, left)
    joined = first and (text[start - 1] == "—" or text.startswith(lexicon.SCOPES, first[0].start))
    return first[0].start if joined else start


def _is_class(text: str, span: Span, kind: str) -> bool:
    """Whether a class of things stands there: 一批…项目, 几所…学校, …园区30个."""
    counted = kind in _COUNTED_KINDS and _COUNT_ENDS.match(text, span.end) is not None
    return counted or _CLASS.search(text, max(0, span.start - 2), span.start) is not None


def _project_end(text: str, tokens: list[Token], match: re.Match[str]) -> int:
    """Where a project's name ends: 云溪新材料(一期), 云溪项目二期, 云溪二期项目."""
    end = match.end()
    if text[end : end + 1] == ")" and "(" in text[tokens[0].start : end]:
        end += 1
    after = _PHASE.match(text, end)
    return after.end() if after else end


def _told(text: str, tokens: list[Token], match: re.Match[str], span: Span, kind: str) -> bool:
    """Whether words that are common one by one name something together, by themselves or by what stands around them."""
    name = span.cut(text)
    length = match.start() - span.start
    if kind == "event":
        opened = text[span.start - 2 : span.start] in lexicon.OPENERS
        return length >= 4 and (opened or name.startswith(lexicon.SCOPES))
    if kind == "park":
        return length >= 4 and match[0] == "产业园"
    if kind == "venue":
        return len(name) >= 10 and not text[span.end : span.end + 1].isdigit()
    if kind == "project":
        work = any(text[token.start : token.end] in lexicon.WORKS for token in tokens)
        return length >= 4 and work and bool(_NUMBERED.search(name))
    return _official(name, kind)


def _official(name: str, kind: str) -> bool:
    """Whether a name of common words alone is that of an office, a hospital or a service of the place, or of a programme."""
    if kind == "programme":
        return len(name) >= 5
    if kind == "platform":
        return len(name) >= 8 and name.startswith(_OFFICIAL_FIRST)
    served = kind == "hospital" or (kind == "organization" and name.endswith(_OFFICES))
    return served and len(name) >= 4 and name[0] in _OFFICIAL


def _holds(text: str, tokens: list[Token], match: re.Match[str], span: Span, kind: str) -> bool:
    """What a kind asks beyond a name: a programme is carried out, a firm is no field, a project no group."""
    stem = text[span.start : match.start()]
    if kind == "programme":
        return text[max(0, span.start - 2) : span.start] in lexicon.OPENERS
    if kind == "organization":
        return not is_area(stem)
    if kind == "park" and match[0] in _ZONES:
        return tokens[0].own and len(stem) >= 4
    if kind == "project":
        group = text[tokens[-1].start : tokens[-1].end] in lexicon.LOOSE
        bare = all(token.own for token in tokens)
        joined = text[span.start - 1 : span.start] in _JOINED and not bare  # where it begins nobody can tell
        return not group and not joined and not (len(stem) < 3 and match[0] in ("项目", "工程"))
    if kind == "company":
        field = is_area(stem) and not match[0].endswith(_CHARTERED)
        return not field and (match[0].startswith("集团") or _ends_here(text, span.end))
    return True


def _balanced(name: str) -> bool:
    return name.count("(") == name.count(")") and name.find(")") >= name.find("(")


def _place(text: str, tokens: list[Token], head: Span, kind: str) -> Found | None:
    """A village, road, bridge …: one to four uncommon characters right before the head."""
    run = 0
    for token in reversed(tokens):
        if not token.own:
            break
        run += token.end - token.start
    if run > 4 and (cut := _DIVISION_END.match(text, head.start - run, head.start)) and cut.end() < head.start:
        run = head.start - cut.end()  # 沅川县栎坊村
    name = text[head.start - run : head.end]
    for at in range(head.start - run, head.start):
        if text[at : head.end] in lexicon.WATERS:
            return Found(Span(at, head.end), kind)
    ends = head.end - head.start > 1 or is_free_after(text, head.end) or _part_follows(text, head.end, kind)
    if not ends or is_area(name) or _NUMERALS.issuperset(name[:run]) or _NUMBERED_CLASS.match(name):
        return None
    least = 1 if kind in {"village", "town", "bridge"} or head.cut(text) in ("江", "河", "环路") else 2
    if head.cut(text) == "桥":
        least = 2  # 枫桥 and 虹桥 are towns
    span = Span(head.start - run, head.end)
    if kind == "road":
        span = _numbered_line(text, _from_to(text, span))
    return Found(span, kind) if least <= run <= 4 else None


def _part_follows(text: str, at: int, kind: str) -> bool:
    """Whether a part of what is named follows: 石羊河武威段, 沅墓镇柳沟、…."""
    if kind == "waterway":
        return any(is_area(text[at : at + length]) and text[at + length : at + length + 1] == "段" for length in (2, 3))
    return kind == "town" and any(
        is_bare_name(text, at, at + length) and text[at + length : at + length + 1] in _AFTER_PART for length in (2, 3)
    )


def _numbered_line(text: str, span: Span) -> Span:
    """The span of an underground line with its number: 清溪地铁1号线."""
    line = _LINE.match(text, span.end)
    return Span(span.start, line.end()) if line else span


def _from_to(text: str, span: Span) -> Span:
    """The span of a road from the place that it begins at: 清溪至沙塘高速."""
    if text[span.start - 1 : span.start] != "至":
        return span
    end = span.start - 1
    first = next((end - length for length in (4, 3, 2) if is_area(text[max(0, end - length) : end])), span.start)
    return Span(first, span.end)


def _ends_here(text: str, at: int) -> bool:
    """Whether a firm's name may end at ``at``: no letter, a verb, a stop or a time follows."""
    if at == len(text) or not is_letter(text[at]) or text[at] in lexicon.STOPS:
        return True
    return word_after(text, at) in lexicon.VERBS or bool(_WHEN.match(text, at))


def _swallowed(previous: Found, found: Found, head: int, place: bool) -> bool:
    """Whether ``previous`` is no name but part of ``found``: 后塘 in 后塘村, 王江 in 王江泾镇, 创投项目 in 创投项目大赛."""
    if previous.span.end == head:
        one = place or previous.kind == found.kind == "company"  # 滨湖新区, 澄芯科技有限公司
        return one or previous.kind not in _OWNERS  # 沅镇小学 are two
    return place and found.span.start <= previous.span.start


def heads(text: str, start: int, end: int) -> Iterator[Found]:
    """Names that end in a head: 云溪村, 云溪村老街, 云溪路东延一期."""
    previous: Found | None = None
    for match in _HEAD.finditer(text, start, end):
        kind = lexicon.HEADS[match[0]]
        place = kind in lexicon.GEO
        far = max(start, match.start() - _REACH - 2)
        found_break = _LAST_BREAK.match(text, far, match.start())
        clause = found_break.end() if found_break else far
        left = clause
        if place and previous and clause <= previous.span.end <= match.start() - 2:
            left = previous.span.end
        found = _head_found(text, match, kind, left)
        if found is None:
            continue
        if previous and not _swallowed(previous, found, match.start(), place):
            yield previous
        previous = found
    if previous:
        yield previous


def lists(text: str, start: int, end: int) -> Iterator[Found]:
    """The members of a list that a class noun closes: 澄芯、禾木电子等企业."""
    for match in _LIST.finditer(text, start, end):
        before = text[max(start, match.start() - 120) : match.start()]
        left = match.start() - len(_CLAUSE_BREAK.split(before)[-1])
        kind = lexicon.LIST_HEADS[match["head"]]
        named: list[Found] = []
        lone = kind == "project"
        for number, member in enumerate(_LISTED.finditer(text, left, match.start())):
            if _balanced(member[0]):
                found, shows = _member(text, Span(*member.span()), kind, is_first=number == 0)
                named += [found] if found else []
                lone = lone and not shows
        company = any(found.kind == "company" for found in named)
        for found in named:
            yield found._replace(
                kind="company" if found.weak and company else found.kind, group=match.start(), lone=lone
            )


def _member(text: str, span: Span, kind: str, *, is_first: bool) -> tuple[Found | None, bool]:
    """What a member of a list of ``kind`` names, and whether it shows that the members are names."""
    begin, close = span
    tokens = body(text, close, begin, works=True)
    if is_first:
        begin = tokens[0].start if tokens else close
    headed = list(heads(text, begin, close))
    tokens = unloosen(text, tokens)
    if found := next((found for found in headed if found.span.end == close), None):
        return found._replace(kind=kind) if kind in _SETTLED else found, True
    if kind == "company" and (own := _OF_AREA.fullmatch(text, begin, close)) and is_area(own["area"]):
        return Found(Span(begin, close), kind), bool(headed)  # 清溪电气
    if is_bare_name(text, begin, close) and not is_area(text[begin:close]):
        return Found(Span(begin, close), kind, weak=True), bool(headed)
    if kind == "brand" and close - begin <= 6 and any(is_area(text[begin : begin + length]) for length in (2, 3)):
        return Found(Span(begin, close), kind), True  # 沅州榨菜
    if kind == "company" and close - begin <= _LONGEST_FIRM and _names_firm(tokens, begin):
        return Found(Span(begin, close), kind), bool(headed)
    if kind == "project" and _is_work(text, tokens, begin, close):
        return Found(Span(tokens[0].start, close), kind), True
    return None, bool(headed)


def _begins_with_name(tokens: list[Token], begin: int) -> bool:
    """Whether the words from ``begin`` on open with two uncommon characters."""
    front = [token for token in tokens[:2] if token.own]
    return bool(front) and front[0].start == begin and sum(token.end - token.start for token in front) >= 2


def _names_firm(tokens: list[Token], begin: int) -> bool:
    """Whether the words from ``begin`` on hold two uncommon characters: 世纪澄芯."""
    own = sum(token.end - token.start for token in tokens if token.own)
    return own >= 2 and tokens[0].start == begin


def _is_work(text: str, tokens: list[Token], begin: int, close: int) -> bool:
    """Whether a member of a list of projects names a work by words that tell it apart: 引沅济柏, 化工园区污水专管建设."""
    if close - begin >= _NAMED_WORK and _begins_with_name(tokens, begin):
        return True  # 澄芯新能源汽车动力电池
    if not tokens or close - tokens[0].start < 5 or word_before(text, close, begin) not in lexicon.WORKS:
        return False
    return close - tokens[0].start >= _LONG_WORK or any(token.own for token in tokens)


RULES: Final = (
    known,
    papers,
    titled,
    numbered,
    numbered_names,
    shared,
    ordinals,
    quoted,
    quoted_lists,
    lists,
    partners,
    heads,
)
"""What finds names, surest first: of two finds over the same words the earlier rule wins."""


def _is_titled(text: str, span: Span) -> bool:
    """Whether ``span`` is the title of a work: 《清溪镇》."""
    return text[span.start - 1 : span.start] == "《" and text[span.end : span.end + 1] == "》"


def mentions(text: str, start: int, end: int) -> list[Found]:
    """All names in ``text[start:end]`` in text order; one may stand inside a longer one."""
    chosen: dict[Span, Found] = {}
    for rule in RULES:
        for found in rule(text, start, end):
            found = found._replace(span=found.span.stripped(text))  # “ 清桥码 ”
            if rule in (papers, titled) or not _is_titled(text, found.span):
                chosen.setdefault(found.span, found)
    longest: dict[tuple[str, int], Found] = {}
    for found in sorted(chosen.values(), key=lambda found: found.span.start):
        longest.setdefault((found.kind, found.span.end), found)  # 第二届龙舟大赛 is not named again by 龙舟大赛
    return sorted(longest.values(), key=lambda found: (found.span.start, -found.span.end))
