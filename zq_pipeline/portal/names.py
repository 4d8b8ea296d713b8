"""What rows are called in both languages: their indicators, their numbers with units, bounds and changes, their ranks.

Chinese is cut from the report where that is possible (不少于5项, 增长6.3%): the words that were printed, not ours for them.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

import pandas as pd

from zq_pipeline.lexicon.bounds import WORDS_AFTER, WORDS_BEFORE, WORDS_OF_ONE
from zq_pipeline.lexicon.changes import FALL, REACH, RISE
from zq_pipeline.portal.english import english
from zq_pipeline.portal.values import Both, Row, said

Frames = Mapping[str, pd.DataFrame]

UNTRANSLATED: Final = "†"
"""Stands behind an English label that does not say all of the name."""

_COUNTED: Final = frozenset({"count", "person", "rank"})
_CHANGES: Final = frozenset({"change_rate", "change"})
_VERBS: Final = frozenset(word for word in (*RISE, *FALL) if len(word) > 1 and not word.startswith("比"))
_BOUND_EN: Final = {
    "more_than": "over ", "at_least": "at least ", "less_than": "just under ", "at_most": "at most ", "approx": "about ",
}  # fmt: skip
_BOUND_ZH: Final = {
    "more_than": "超{}",
    "at_least": "{}以上",
    "less_than": "近{}",
    "at_most": "{}以内",
    "approx": "约{}",
}
_AMONG: Final = {"全国": "in the country", "全省": "in the province", "全市": "in the city", "全县": "in the county", "全区": "in the district"}  # fmt: skip
_WHOLE: Final = re.compile("^全(?:国|省|市|县|区|州|盟|旗|镇|乡|街道)")
_INVARIANT: Final = frozenset(
    {"yuan", "mu", "jin", "liang", "dan", "li", "fen", "jiao", "won", "yen", "pataca", "hertz", "times", "rank"}
)
_TOWNS: Final = ("乡镇", "镇街", "镇街道", "镇（街道）")


class Names:
    """The names of codes in both languages, and of numbers by the words that they stand in."""

    def __init__(self, frames: Frames, sources: Mapping[str, str] | None = None) -> None:
        """Take them from the code lists among ``frames``; ``sources`` holds the texts of reports by key."""
        self._names: dict[str, dict[str, Both]] = {}
        for table in ("theme", "unit", "indicator", "place"):
            frame = frames[table]
            zh, en = frame["name_zh"], frame["name_en"]
            pairs = zip(frame[table], zh, en, strict=True)
            self._names[table] = {code: Both(zh, en if isinstance(en, str) else zh) for code, zh, en in pairs}
        unit = frames["unit"]
        self._of = dict(zip(unit["unit"], unit["dimension"], strict=True))
        self._sources = sources or {}

    def get(self, table: str, code: str | None) -> Both | None:
        """The names of ``code``, None when the list has it not."""
        return self._names[table].get(code) if code else None

    def list(self, table: str, codes: Iterable[str]) -> dict[str, Both]:
        """The names of ``codes``, in the order of the list."""
        wanted = set(codes)
        return {code: names for code, names in self._names[table].items() if code in wanted}

    def unit(self, row: Row) -> Both:
        """The unit of an observation, short: as written; in English the list's name, none for what is only counted."""
        known, code, written = self.get("unit", row["unit"]), row["unit"], row.get("unit_name") or ""
        if known is None:
            return Both(written, written)
        one = re.split(r" \(|,| or ", known.en)[0]
        return Both(written or known.zh, "" if self._of[code] in _COUNTED else plural(one))

    def indicator(self, row: Row) -> Both:
        """What is measured: as written; in English the label of the name, else that of its code, else marked as not translated."""
        name = row["indicator_name"]
        label, whole = english(name)
        if whole:
            return Both(name, label)
        known = self.get("indicator", row["indicator"])
        return Both(name, known.en if known else f"{label} {UNTRANSLATED}")

    def value(self, row: Row) -> Both:
        """The number of an observation as a level with its bound, ranges whole: in Chinese as printed."""
        zh, en = self.unit(row)
        number = _ends(row, zh, en)
        printed = self._printed(row, changes=False)
        return Both(printed or _bounded(row, number.zh, _BOUND_ZH), _BOUND_EN.get(row["bound"], "") + number.en)

    def change(self, row: Row) -> Both:
        """The number of a change or a rate of change as people say it, in Chinese as printed.

        Of a row in no text: 增长6.3%, up 6.3%; 下降2%, down 2%; 持平, unchanged.
        """
        if not row["value"] and row["value_high"] is None:
            return Both("持平", "unchanged")
        zh, en = self.unit(row)
        falls = row["value"] < 0
        number = _ends(_absolute(row), zh, en)
        verb_zh, verb_en = ("下降", "down") if falls else ("增长", "up")
        printed = self._printed(row, changes=True)
        if not any(word in printed for word in _VERBS):
            printed = verb_zh + _bounded(row, number.zh, _BOUND_ZH)
        return Both(printed, f"{verb_en} {_BOUND_EN.get(row['bound'], '')}{number.en}")

    def told(self, row: Row) -> Both:
        """The number of an observation, whatever its measure."""
        if row["measure"] in _CHANGES:
            return self.change(row)
        return self.rank(row) if row["measure"] == "rank" else self.value(row)

    def rank(self, row: Row) -> Both:
        """A rank, with those among whom it is one.

        Of 全市乡镇 and 1: 全市乡镇第1位, 1st of the towns in the city.
        """
        number = f"{row['value']:f}"
        scope = row.get("rank_scope") or ""
        return Both(f"{scope}第{number}位", f"{ordinal(int(row['value']))} {_among(scope)}".strip())

    def _printed(self, row: Row, *, changes: bool) -> str:
        """The number's words with the bound around them and, of changes, the verb before; empty without the text."""
        source = self._sources.get(row["report"], "")
        start, end = int(row["start"]), int(row["end"])
        if source[start:end] != row["quote"] or not source:
            return ""
        if row["bound"] != "exact":
            start -= len(_before(source, start, [w for w, bound in WORDS_BEFORE.items() if bound == row["bound"]]))
            end += max(
                (len(w) for w, b in WORDS_AFTER.items() if b == row["bound"] and source.startswith(w, end)), default=0
            )
        if changes:
            reached = len(_before(source, start, REACH))
            verb = _before(source, start, _VERBS) or _before(source, start - reached, _VERBS)
            start -= len(verb) + (0 if source.endswith(verb, 0, start) else reached)
        return source[start:end]


def _before(source: str, at: int, words: Iterable[str]) -> str:
    """The longest of ``words`` that ends at ``at``, as itself and not as a part of another (签约)."""
    found = max((word for word in words if source.endswith(word, 0, at)), key=len, default="")
    return "" if any(source.endswith(word, 0, at) for word in WORDS_OF_ONE if len(found) == 1) else found


def _absolute(row: Row) -> Row:
    low, high = row["value"], row["value_high"]
    if low >= 0 or high is None:
        return {**row, "value": abs(low), "value_high": high}
    near, far = sorted((abs(low), abs(high)))
    return {**row, "value": near, "value_high": far}


def _ends(row: Row, zh: str, en: str) -> Both:
    low = said(row["value"], zh, en)
    if row["value_high"] is None:
        return low
    high, bare = said(row["value_high"], zh, en), said(row["value"])
    if zh in ("%", "％"):
        bare = low
    return Both(f"{bare.zh}–{high.zh}", f"{bare.en}–{high.en}")


def _bounded(row: Row, number: str, words: Mapping[str, str]) -> str:
    return words.get(row["bound"], "{}").format(number)


def _among(scope: str) -> str:
    if not scope:
        return ""
    for towns in _TOWNS:
        if scope.endswith(towns) and scope.removesuffix(towns) in _AMONG:
            return f"of the towns {_AMONG[scope.removesuffix(towns)]}"
    return _AMONG.get(scope) or f"in {scope} {UNTRANSLATED}"


def own(name: str) -> str:
    """The name of a figure without the word that it is that of the whole place, which is told beside it.

    >>> own("全市地区生产总值"), own("全员劳动生产率")
    ('地区生产总值', '全员劳动生产率')
    """
    return _WHOLE.sub("", name) or name


def plural(unit: str) -> str:
    """An English unit of more than one.

    >>> [plural(unit) for unit in ("tonne of coal equivalent", "square metre", "mu", "inch", "per cent")]
    ['tonnes of coal equivalent', 'square metres', 'mu', 'inches', 'per cent']
    """
    head, of, rest = unit.partition(" of ")
    word = head.rpartition(" ")[2]
    if word in _INVARIANT or head.startswith("per "):
        return unit
    ending = "es" if word.endswith(("ch", "sh", "s", "x")) else "s"
    return f"{head}{ending}{of}{rest}"


def ordinal(number: int) -> str:
    """A rank in English.

    >>> [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 21, 113, 168)]
    ['1st', '2nd', '3rd', '4th', '11th', '12th', '21st', '113th', '168th']
    """
    teens = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
