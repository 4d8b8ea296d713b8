"""The index that the front page searches: all sentences of all reports, in pieces small enough to be loaded key by key, from disk too.

Sentences are numbered through, report by report. For every pair of characters that stand together, and for every word of letters
and digits, the index holds the numbers of the sentences that have it. Pairs are kept by their first character, in shards of
some fifty thousand characters; the sentences themselves stand apart, and only those that are shown are loaded.
Since a page from disk may fetch nothing, each piece is a script that hands its data over.
"""

import json
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

import pandas as pd

from zq_pipeline.package.joined import columns
from zq_pipeline.portal.atlas.ledger import Ledger
from zq_pipeline.portal.payload import embedded

FOLDER: Final = "search/"
SHARD: Final = 48_000
"""Characters of an index shard; one that holds a single first character may be larger."""
TEXTS: Final = 200
"""Sentences in a piece of text."""
_WORDS: Final = re.compile(r"[0-9a-z]+(?:[.,/+-][0-9a-z]+)*%?|[\u3400-\u9fff\uf900-\ufaff]+")
_DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
_LAST: Final = 32


def tokens(text: str) -> set[str]:
    """What ``text`` is found by: pairs of Chinese characters, the last one of a run alone, words of letters and digits whole.

    >>> sorted(tokens("新增AI企业5.5%"))
    ['5.5%', 'ai', '业', '企业', '增', '新增']
    """
    found: set[str] = set()
    for run in _WORDS.findall(text.lower()):
        if run[0] < "\u3400":
            found.add(run)
        else:
            found.update(run[i : i + 2] for i in range(len(run)))
    return found


def number(value: int) -> str:
    """``value`` in base 32, the last digit from the upper half of the alphabet, so that numbers need nothing between them.

    >>> number(0), number(31), number(32), number(1000)
    ('W', '_', '1W', 'Ve')
    """
    text = _DIGITS[_LAST + value % _LAST]
    while value := value // _LAST:
        text = _DIGITS[value % _LAST] + text
    return text


def files(frames: Mapping[str, pd.DataFrame], ledger: Ledger) -> Iterator[tuple[str, bytes]]:
    """The files by path."""
    sentences, starts = _sentences(frames, ledger)
    shards = _shards(_postings(sentences))
    yield (
        f"{FOLDER}head.js",
        _script("head", "0", _head(ledger, starts, [first for first, _ in shards], len(sentences))),
    )
    for i, (_, shard) in enumerate(shards):
        yield f"{FOLDER}i{i}.js", _script("index", str(i), shard)
    for i in range(0, len(sentences), TEXTS):
        yield f"{FOLDER}t{i // TEXTS}.js", _script("text", str(i // TEXTS), sentences[i : i + TEXTS])


def _script(kind: str, name: str, data: Any) -> bytes:
    return f"search.take({json.dumps(kind)},{name},{embedded(data)});\n".encode()


def _head(ledger: Ledger, starts: list[int], firsts: list[str], count: int) -> dict[str, Any]:
    """Names of indicators and places, where each report's sentences begin, and with which character each shard does."""
    order = {code: i for i, code in enumerate(ledger.places)}
    return {
        "count": count,
        "texts": TEXTS,
        "firsts": firsts,
        "places": [[p.code, *p.name] for p in ledger.places.values()],
        "indicators": [[i.code, *i.name, i.aliases] for i in ledger.indicators.values()],
        "reports": [
            [r["report"], order[r["place"]], int(r["review_year"]), starts[i]] for i, r in enumerate(ledger.reports)
        ],
    }


def _sentences(frames: Mapping[str, pd.DataFrame], ledger: Ledger) -> tuple[list[list[Any]], list[int]]:
    """Each sentence with its start in the report, and start and length of every figure within it; and each report's first."""
    statements: dict[str, list[tuple[int, str]]] = defaultdict(list)
    figures: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for key, start, quote in columns(frames, "statement", "report", "start", "quote"):
        statements[key].append((int(start), quote))
    for key, start, end in columns(frames, "observation", "report", "start", "end"):
        figures[key].append((int(start), int(end)))
    found: list[list[Any]] = []
    starts = []
    for report in ledger.reports:
        starts.append(len(found))
        own = sorted(statements.get(report["report"], ()))
        beginnings = [start for start, _ in own]
        lines: list[list[Any]] = [[quote, start] for start, quote in own]
        for first, last in sorted(figures.get(report["report"], ())):
            at = bisect_right(beginnings, first) - 1
            if at >= 0 and last <= beginnings[at] + len(own[at][1]):
                lines[at] += [first - beginnings[at], last - first]
        found += lines
    return found, starts


def _postings(sentences: list[list[Any]]) -> dict[str, str]:
    parts: dict[str, list[str]] = defaultdict(list)
    last: dict[str, int] = {}
    for at, (text, *_) in enumerate(sentences):
        for token in tokens(text):
            parts[token].append(number(at - last.get(token, 0)))
            last[token] = at
    return {token: "".join(parts[token]) for token in sorted(parts)}


def _shards(postings: Mapping[str, str]) -> list[tuple[str, dict[str, str]]]:
    """The postings cut where a first character ends, each piece with the first character it begins with."""
    shards: list[tuple[str, dict[str, str]]] = []
    size = 0
    for token, numbers in postings.items():
        fresh = not shards or (size > SHARD and token[0] != next(reversed(shards[-1][1]))[0])
        if fresh:
            shards.append((token[0], {}))
            size = 0
        shards[-1][1][token] = numbers
        size += len(token) + len(numbers) + 6
    return shards
