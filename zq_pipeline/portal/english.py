"""English labels of indicator names: from the code list, or else put together from the words of a name.

Both languages put the noun last, so that a name mostly keeps its order. What does not is turned here: shares (A占B比重), what is
counted (学校数量), what it is counted by (每千人口), and 的. What is no word of the list stays in Chinese, and the label is told not to be whole.
"""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from zq_pipeline.grammar.numeral import ARABIC, MULTIPLIER, arabic
from zq_pipeline.lexicon.english import DONE, JOINTS, PARTNERS, TASKS, WHOSE, WORDS, Word
from zq_pipeline.lexicon.patterns import either
from zq_pipeline.lexicon.unit_codes import UNITS
from zq_pipeline.portal.values import said
from zq_pipeline.reading.figures.indicator import KNOWN, canonical
from zq_pipeline.text.folding import fold

_UNITS: Final = {
    name: unit.en.partition(" (")[0].partition(",")[0]
    for unit in UNITS
    for name in (unit.zh, *unit.aliases)
    if name[0] not in "万亿"
} | {"岁": "years"}
_SIGNS: Final = re.compile("[“”‘’\"'《》「」]")
_LATIN: Final = re.compile(r"[A-Za-z0-9.&+%-]+")
_BRACKETS: Final = re.compile(r"(?P<before>.+?)\((?P<inside>[^()]+)\)(?P<after>.*)")
_SHARE: Final = "(?:比重|比例|占比|份额|比率)"
_TURNED: Final = tuple(
    (re.compile(pattern), label)
    for pattern, label in (
        (rf"(?P<a>.+)在(?![建册岗园校职])(?P<b>.+)中的?(?:所?占的?)?{_SHARE}", "share of {a} in {b}"),
        (rf"(?P<a>.+)(?<!所)占(?![地用道比])(?P<b>.+?)中?(?:所占)?的?{_SHARE}", "share of {a} in {b}"),
        (rf"(?P<a>.+?)(?:所占的?|的){_SHARE}", "share of {a}"),
        (rf"(?P<a>.+?)相当于(?P<b>.+?)的?{_SHARE}", "{a} as a share of {b}"),
        (r"(?P<a>.+)[与和](?P<b>.+)之比", "ratio of {a} to {b}"),
        (r"(?P<a>.+)对(?![外口象])(?P<b>.+?)的?贡献率", "contribution of {a} to {b}"),
        (r"对(?![外口象])(?P<b>.+?)的?贡献率", "contribution to {b}"),
        (rf"对(?P<b>{either(PARTNERS)})的?(?:货物)?进出口(?:总?额|总值)?", "imports from and exports to {b}"),
        (rf"对(?P<b>{either(PARTNERS)})的?(?:货物)?出口(?:总?额|总值)?", "exports to {b}"),
        (rf"对(?P<b>{either(PARTNERS)})的?直接投资(?:额)?", "direct investment in {b}"),
        (r"(?P<a>.+)占(?![地用道比])(?P<b>.+)", "{a} as a share of {b}"),
        (r"(?P<b>.+)的(?P<a>.+)", "{a} of {b}"),
    )
)  # fmt: skip
"""How a name that is not said in its order is said, the first that fits."""

_IN_FRONT: Final = (" of", " in")
_BEHIND: Final = ("per ", "of ")
_TOO_LONG: Final = 80  # no name of an indicator is
_AMOUNT: Final = re.compile(
    rf"(?P<number>{ARABIC})(?P<multiplier>{MULTIPLIER}??)(?P<unit>{either(_UNITS)})(?P<more>及?以上)?"
)


class _Part(NamedTuple):
    zh: str
    word: Word | None


_NOTHING: Final = _Part("", Word("", "", ""))


@lru_cache(maxsize=16384)
def english(name: str) -> tuple[str, bool]:
    """The English label of an indicator name as it stands in a report, and whether the whole name could be put into English.

    >>> english("地区生产总值"), english("农村危房改造项目")
    (('Gross domestic product', True), ('Rural dilapidated house renovation projects', True))
    >>> english("每千人口养老床位数量"), english("水稻产值占农业总产值比重")
    (('Number of elderly-care beds per 1,000 people', True), ('Share of rice output value in gross agricultural output value', True))
    >>> english("改造农村厕所"), english("35千伏变电站"), english("柳溪镇厕所")
    (('Renovated rural toilets', True), ('35 kilovolt substations', True), ('柳溪镇 toilets', False))
    """
    text = _SIGNS.sub("", fold(name)).strip()
    if known := KNOWN.get(canonical(text)):
        return known.en, True
    if len(text) > _TOO_LONG:
        return name, False
    label = _phrase(text)
    whole = bool(re.search("[A-Za-z]", label)) and not re.search("[\u3400-\u9fff]", label)
    return (label[:1].upper() + label[1:], whole) if label else (name, False)


def _phrase(text: str) -> str:
    for pattern, label in _TURNED:
        if text not in WORDS and (found := pattern.fullmatch(text)):
            return label.format(**{key: _phrase(part) for key, part in found.groupdict().items()})
    if (found := _BRACKETS.fullmatch(text)) and (found["after"] or found["inside"]):
        after = f" {_phrase(found['after'])}" if found["after"] else ""
        return f"{_phrase(found['before'])} ({_phrase(found['inside'])}){after}"
    return _ordered(_parts(re.sub("[()]", "", text)))


def _ordered(parts: list[_Part]) -> str:
    """``parts`` in English order."""
    for part in parts:
        if part.word and part.word.one.startswith(_BEHIND) and len(parts) > 1:
            return f"{_ordered([other for other in parts if other is not part])} {part.word.one}"
    *before, last = parts or [_NOTHING]
    if last.word and last.word.many.endswith(_IN_FRONT):
        return f"{last.word.many} {_ordered(before)}" if before else last.word.many.rpartition(" ")[0]
    items: list[list[_Part]] = [[]]
    for part in parts:
        if part.zh in JOINTS:
            items.append([])
        else:
            items[-1].append(part)
    things = [_thing(item) for item in items if item]
    return f"{', '.join(things[:-1])} and {things[-1]}" if len(things) > 1 else "".join(things)


def _thing(parts: list[_Part]) -> str:
    """The words of one thing: deeds in front as participles, the last noun for many."""
    words: list[str] = []
    opening = True
    for at, (zh, word) in enumerate(parts):
        if word is None:
            words.append(zh)
        elif at + 1 == len(parts):
            words.append(word.many)
        elif opening and word.first and (zh in DONE or at + 2 < len(parts) or parts[-1].zh not in TASKS):
            words.append(word.first)
        else:
            words.append(word.one.rpartition(" ")[0] if word.one.endswith(_IN_FRONT) else word.one)
        opening = opening and word is not None and bool(word.first or zh in WHOSE)
    return " ".join(words)


def _parts(text: str) -> list[_Part]:
    """The words of ``text``: those that leave the fewest characters unknown, of these the fewest; what is between them is unknown."""
    ways: list[tuple[int, int, tuple[_Part, ...]]] = [(0, 0, ())]
    for end in range(1, len(text) + 1):
        found = []
        for start in range(max(0, end - _LONGEST), end):
            unknown, count, before = ways[start]
            piece = text[start:end]
            if word := _word(piece, text[start - 1 : start], text[end : end + 1]):
                found.append((unknown, count + 1, (*before, _Part(piece, word))))
            elif piece in JOINTS:
                found.append((unknown, count + 1, (*before, _Part(piece, None))))
            elif len(piece) == 1:
                found.append((unknown + 1, count, (*before, _Part(piece, None))))
        ways.append(min(found, key=lambda way: way[:2]))
    return _joined(ways[-1][2])


_LONGEST: Final = max(16, *map(len, WORDS))  # an amount may be as long as that


def _joined(parts: tuple[_Part, ...]) -> list[_Part]:
    """Unknown characters that stand side by side as one part, with the words of one character beside them: in 中转站 the 站 is none."""
    joined: list[_Part] = []
    for part in parts:
        last = joined[-1] if joined else None
        if last and (_unknown(last) or _unknown(part)) and _loose(last) and _loose(part):
            joined[-1] = _Part(last.zh + part.zh, None)
        else:
            joined.append(part)
    return joined


def _unknown(part: _Part) -> bool:
    return part.word is None and part.zh not in JOINTS


def _loose(part: _Part) -> bool:
    """Whether it is unknown, or a word of one character, which stands in many others."""
    return _unknown(part) or (len(part.zh) == 1 and part.word is not None and not part.zh.isascii())


def _word(piece: str, before: str, after: str) -> Word | None:
    """A word of the list, an amount with its unit (10亿元以上), or a Latin word or a number whole."""
    if piece in WORDS:
        return WORDS[piece]
    if _LATIN.fullmatch(before):
        return None
    if amount := _AMOUNT.fullmatch(piece):
        value = said(arabic(amount["number"], amount["multiplier"]), "", _UNITS[amount["unit"]]).en
        text = f"of {value} or more" if amount["more"] else value
        return Word(text, text, "")
    return Word(piece, piece, "") if _LATIN.fullmatch(piece) and not _LATIN.fullmatch(after) else None
