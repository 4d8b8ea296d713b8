"""Words that names are read by: heads with their kinds, frames, and the common words around a name."""

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import Final

from zq_pipeline.lexicon import deeds

_DATA: Final = tomllib.loads((files(__package__) / "entities.toml").read_text(encoding="utf-8"))


def _common_words() -> tuple[frozenset[str], frozenset[str]]:
    text = (files(__package__) / "common_words.txt").read_text(encoding="utf-8")
    verbs, nouns = text.split("\n[verbs]\n")[1].split("\n[nouns]\n")
    return frozenset(verbs.split()), frozenset(nouns.split())


def _words(table: dict[str, str]) -> dict[str, str]:
    """word → kind, of a table kind → words."""
    return {word: kind for kind, words in table.items() for word in words.split()}


def either(words: Iterable[str]) -> str:
    """A pattern that matches one of ``words``, the longest first; a shared beginning is written (and tried) once.

    >>> either(["路", "大道", "大桥", "大"])
    '大(?:桥|道|)|路'
    """
    rests: dict[str, set[str]] = {}
    for word in words:
        rests.setdefault(word[0], set()).add(word[1:])
    return "|".join(
        re.escape(first) + (f"(?:{either(rest - {''})}{'|' * ('' in rest)})" if rest != {""} else "")
        for first, rest in sorted(rests.items())
    )


def scan(words: Iterable[str], group: int = 16) -> str:
    """What :func:`either` matches, for hundreds of words to look for in a text, many times as fast.

    A set of first characters leads, since a search skips to it; what they begin is then tried in groups.

    >>> pattern = re.compile(scan(["村", "桥", "大桥", "大道"]))
    >>> pattern.findall("大桥村的大道,大小桥"), pattern.pattern
    (['大桥', '村', '大道', '桥'], '[大村桥](?:(?=[桥道])(?:(?<=[大])(?:(?<=大)(?:桥|道)))|(?<=[村桥]))')
    """
    rests: dict[str, set[str]] = {}
    for word in words:
        rests.setdefault(word[0], set()).add(word[1:])
    alone = [first for first in sorted(rests) if "" in rests[first]]
    longer = [first for first in sorted(rests) if rests[first] != {""}]
    seconds = {rest[0] for first in longer for rest in rests[first] if rest}
    groups = [longer[at : at + group] for at in range(0, len(longer), group)]
    tries = [
        f"(?<={_one_of(some)})(?:"
        + "|".join(f"(?<={re.escape(first)})(?:{either(rests[first] - {''})})" for first in some)
        + ")"
        for some in groups
    ]
    branches = [f"(?={_one_of(seconds)})(?:{'|'.join(tries)})"] if longer else []
    if alone:
        branches.append(f"(?<={_one_of(alone)})")
    return f"{_one_of(rests)}(?:{'|'.join(branches)})"


def _one_of(characters: Iterable[str]) -> str:
    return f"[{''.join(map(re.escape, sorted(characters)))}]"


HEADS: Final = _words(_DATA["heads"])
LIST_HEADS: Final = _words(_DATA["frames"]["list_heads"])
QUOTED_HEADS: Final = _words(_DATA["frames"]["quoted"])
QUOTED_OWN: Final = _words(_DATA["frames"]["quoted_own"])
NAMELESS: Final = frozenset(_DATA["frames"]["nameless"].split())
PAPERS: Final = frozenset(_DATA["frames"]["papers"].split())
WORKS_OF_ART: Final = tuple(_DATA["frames"]["works_of_art"].split())
KNOWN: Final = _words(_DATA["frames"]["known"])
WORK_VERBS: Final = frozenset(_DATA["words"]["works"].split())
WORKS: Final = WORK_VERBS | frozenset(_DATA["words"]["parts"].split())
_VERBS, _NOUNS = _common_words()
LEADING: Final = frozenset(_DATA["words"]["verbs"].split()) | (frozenset(deeds.VERBS) - deeds.NOUN_VERBS - _NOUNS)
"""Verbs that a name never runs over: those of deeds that the dictionary calls no nouns, and others."""
COMMON: Final = frozenset(_DATA["words"]["common"].split())
NAMELIKE: Final = frozenset(_DATA["words"]["namelike"].split())
LOOSE: Final = frozenset(_DATA["words"]["loose"].split())
OPENERS: Final = frozenset(_DATA["words"]["openers"].split())
SCOPES: Final = tuple(_DATA["words"]["scopes"].split())
WATERS: Final = frozenset(_DATA["words"]["waters"].split())
STOPS: Final = frozenset(_DATA["words"]["stops"].split())
MEASURES: Final = frozenset(_DATA["words"]["measures"].split())
GEO: Final = frozenset({"village", "community", "town", "road", "bridge", "waterway"})
"""Kinds whose names are short and unbroken: the uncommon characters right before the head."""
_BUILT: Final = frozenset(word for word, kind in HEADS.items() if kind not in GEO and len(word) > 1)
VERBS: Final = ((_VERBS - COMMON) | LEADING | WORKS) - NAMELIKE
"""Words that a name ends before."""
NOUNS: Final = ((_NOUNS - LEADING) | COMMON | WORKS | LOOSE | _BUILT) - NAMELIKE
"""Words that may stand in a name but make none."""
WORDS: Final = VERBS | NOUNS
