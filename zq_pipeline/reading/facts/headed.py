"""Names that end in a head: 云溪村, 云溪村老街, 云溪路东延一期."""

import re
from collections.abc import Iterator
from typing import Final

from zq_pipeline.lexicon import entities as lexicon
from zq_pipeline.lexicon.entities import scan
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
from zq_pipeline.text.span import Span

_HEAD: Final = re.compile(scan(lexicon.HEADS))
_LAST_BREAK: Final = re.compile(f".*[{BREAK}]", re.DOTALL)
COMPANY_HEADS: Final = tuple(word for word, kind in lexicon.HEADS.items() if kind == "company")
_EVENT_FIRST: Final = re.compile("论坛|峰会|大会|博览会")
_DIVISIONS: Final = frozenset("县市区镇乡村社街海")
_DIVISION_END: Final = re.compile("[一-鿿]{1,5}?[县市区镇乡]")
_CHARTERED: Final = ("银行", "集团", "公司")
_PHASE: Final = re.compile(r"\([一二三四五六]期\)|[一二三四五六]期(?:项目|工程)?|(?:项目|工程)")
_NUMBERED: Final = re.compile(r"\d|[一二三四五六]期")
_WHEN: Final = re.compile("[一二三四]季度|[上下]半年|年[初中内底末]|[今明去全]年")
_AFTER_PART: Final = frozenset("、,。;和村等")
_LINE: Final = re.compile(r"\d{1,2}号线|[一二三四五六七八九十]{1,2}号线")
_FROM_OWN: Final = frozenset({"company", "school", "hospital"})
_OWNERS: Final = lexicon.GEO - {"waterway", "bridge"} | _FROM_OWN
_WORKED: Final = frozenset({"project", "venue", "programme", "platform"})
_UNNAMED: Final = re.compile(
    "[省市县镇村]级|国家级|世界级|第[一二三]批|新一轮|[一二三四五六七八九十两多][一-鿿]{1,2}[一二三四五六七八九十两多][一-鿿]|一流|首[家个座批条]|一批|更多|若干|许多|各级"  # a class or a rank, not a name
    "|^[一二三四五六七八九十百两][大项个所年家座条处]|[一二三四五六七八九十百两]大(?:工程|行动|计划|项目)$|[一二三四五六七八九〇零]{2}年"
)
_CLASS: Final = re.compile(r"[\d一几多数余][所家座个条处场栋]$|一批$|一些$|各类$|多个$|若干$|部分$")
"""what stands before things of a class, not before a name"""
_COUNTED: Final = re.compile(r"^\d+[万亿]?[名个家座处所条项吨亩头]|^[百千万][亩座家]|两侧|[两三四五六七八九]个")
_QUALIFIED: Final = frozenset({"company", "organization", "school", "hospital", "park", "venue", "event"})
"""Kinds that a place before a common word makes a name of: 清溪大学."""
_ZONES: Final = frozenset({"示范区", "试验区", "合作区", "先导区"})
"""parks whose names begin with a place: 清溪综改示范区"""
_FLOWS: Final = frozenset("河湖江溪渠")
_STREETS: Final = frozenset({"大道", "大街", "南路", "北路", "东路", "西路", "中路"})
_STREET_AFTER: Final = re.compile("[、和与及][一-鿿]{2,4}(?:路|街|大道)")
_SITES: Final = frozenset({"基地", "枢纽", "港区"})
"""what common words make no name of"""
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
    if is_within_word(text, match, kind, left):
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
    span = Span(start + _with(text, start), end)
    if head - span.start > 24 or names_class(text, span, kind):
        return None
    own = sum(token.end - token.start for token in tokens if token.own)
    if own < 2 and not _told(text, tokens, match, span, kind):
        return None
    return Found(span, kind) if _holds(text, tokens, match, span, kind) else None


def _with(text: str, start: int) -> int:
    """1 where the word before a place was taken for the name's first character: 同沅州大学合作."""
    return int(text[start] == "同" and any(is_area(text[start + 1 : start + 1 + length]) for length in (2, 3)))


def is_within_word(text: str, match: re.Match[str], kind: str, left: int) -> bool:
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


def names_class(text: str, span: Span, kind: str) -> bool:
    """Whether the words of ``span`` rank or count, and so name nothing."""
    name = span.cut(text)
    if _UNNAMED.search(name) or _COUNTED.search(name) or not balanced(name):
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
        return length >= 4 and match[0] in ("产业园", "产业园区")
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
    if match[0] in _ZONES or match[0] in _SITES:
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


def balanced(name: str) -> bool:
    """Whether each bracket of ``name`` is closed."""
    return name.count("(") == name.count(")") and name.find(")") >= name.find("(")


def _place(text: str, tokens: list[Token], head: Span, kind: str) -> Found | None:
    """A village, road, bridge …: one to four uncommon characters right before the head."""
    told = _street(text, tokens, head) if kind == "road" else _port(text, tokens, head)
    if told:
        return Found(told, kind)
    if kind == "waterway" and text[head.start - 1] in _FLOWS and head.cut(text) == "航道":
        return None  # of 太湖航道 the lake is named
    run = _run(text, tokens)
    if run > 4 and (cut := _DIVISION_END.match(text, head.start - run, head.start)) and cut.end() < head.start:
        run = head.start - cut.end()  # 沅川县栎坊村
    name = text[head.start - run : head.end]
    for at in range(head.start - run, head.start):
        if text[at : head.end] in lexicon.WATERS:
            return Found(Span(at, head.end), kind)
    ends = head.end - head.start > 1 or is_free_after(text, head.end) or _part_follows(text, head.end, kind)
    if not ends or is_area(name) or _NUMERALS.issuperset(name[:run]) or _NUMBERED_CLASS.match(name):
        return None
    short = kind in {"village", "town", "bridge"} or head.cut(text) in ("江", "河", "环路")
    least = 1 if short and head.cut(text) != "桥" else 2  # 枫桥 and 虹桥 are towns
    span = Span(head.start - run, head.end)
    if kind == "road":
        span = _numbered_line(text, _from_to(text, span))
    return Found(span, kind) if least <= run <= 4 else None


def _run(text: str, tokens: list[Token]) -> int:
    """How many uncommon characters end ``tokens``, less what a size ends in: 30万吨级清溪航道."""
    run = 0
    for token in reversed(tokens):
        if not token.own or text[token.start] == "级":
            break
        run += token.end - token.start
    return run


def _street(text: str, tokens: list[Token], head: Span) -> Span | None:
    """A street that a common word names: 公园南路, 建设大街; 公园路 where another street is listed with it."""
    if len(tokens) != 1 or tokens[0].own or tokens[0].end - tokens[0].start != 2:
        return None
    word = text[tokens[0].start : tokens[0].end]
    sided = head.cut(text) in _STREETS or (head.cut(text) in ("路", "街") and _STREET_AFTER.match(text, head.end))
    return Span(tokens[0].start, head.end) if sided and word not in lexicon.LOOSE | lexicon.WORKS else None


def _port(text: str, tokens: list[Token], head: Span) -> Span | None:
    """A port that one or two places name: 沅州港, 宁波舟山港."""
    start = tokens[0].start if tokens and head.cut(text) == "港" else head.start
    for at in range(max(start, head.start - 4), head.start - 1):
        if is_area(text[at : head.start]) or (is_area(text[at : at + 2]) and is_area(text[at + 2 : head.start])):
            return Span(at, head.end) if is_free_after(text, head.end) else None
    return None


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
