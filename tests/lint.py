"""``python -m tests.lint``: the word lists of the lexicon are clean, and no tracked file holds a conflict marker.

A word list is what one assignment of a module holds, one entry of a ``.toml``, one cell or column of a ``.tsv``, one section of a ``.txt``.
"""

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

CHECKOUT = Path(__file__).parents[1]
LEXICON = CHECKOUT / "zq_pipeline" / "lexicon"

EXCLUSIVE = (
    ("headings.REVIEW", "headings.PLAN", "headings.GLOSSARY", "headings.APPENDIX"),
    ("headings.REVIEW", "headings.DEMANDS", "headings.GOALS"),
    ("changes._RISES", "changes.RISE", "changes._FALLS", "changes.FALL", "changes.REACH"),
    ("changes.FALL_HEADS", "changes.RISE"),
    ("bounds.BEFORE.*",),
    ("bounds.AFTER.*",),
    ("times.EXPECTED", "times.AIMED"),
    ("times.PAST_YEARS", "times.NEXT_YEARS", "times.PAST_YEAR", "times.THIS_YEAR"),
    ("times.AHEAD", "times.ALREADY"),
    ("times.STOCK_HEADS", "times.FLOW_HEADS"),
    ("times.REACHED", "times.STEADY"),
    ("units.MONEY", "units.PHYSICAL", "units.STOCK", "units.RATES"),
    ("units.MONEY", "units.PHYSICAL", "units.TIME", "units.RATES"),
    ("leads.DEEDS", "leads.FRAME"),
    ("deeds.objects.heads", "deeds.objects.not_heads"),
    ("deeds.objects.heads", "deeds.objects.abstract"),
    ("deeds.verbs.promises", "deeds.verbs.running"),
    ("deeds.results.results", "deeds.results.running"),
    ("entities.heads.*",),
    *(("entities.words.namelike", f"entities.words.{other}") for other in ("verbs", "works", "common", "loose")),
    ("common_words.verbs", "common_words.nouns"),
    ("honours.act.*.verbs",),
    ("honours.levels.*",),
    ("header.FIELDS.*",),
    ("tables.NAMES", "tables.UNITS", "tables.SERIALS"),
    ("tables.STATUS", "tables.CHANGE"),
    ("theme_words.words.*", "theme_words.weak.*"),
)
"""Patterns of the lists of which no two hold the same word: a word in both would be read by whichever is asked first."""

NO_WORDS = (
    "entities.GEO", "headings.LABELS", "headings.OUTER", "honours.act.*.act", "honours.act.*.asks", "indicators.FILES", "slips.LOOKALIKES",
    "standard.STANDARD",
)  # fmt: skip
"""Lists of kinds, patterns, files and letters."""

NAMES_REPEAT = ("places.name",)
"""Two places may have one name."""

LATIN = frozenset((
    "GDP", "GNI", "GNP", "CPI", "PPI", "PMI", "M2", "R&D", "PM2.5", "PM10", "AQI", "COD", "III", "Ⅲ", "5G", "IP", "APP", "A",
    "%", "％", "‰", "percent", "㎡", "m2", "m²", "m³", "km", "kW", "MW", "GW", "kWh", "℃", "TEU", "1/10万", "/10万", "½", "¼", "¾", "PM_2.5", "C", "D", "ESI", "HPV", "Ⅰ", "—",
    "P", "E", "GB", "TB", "PB", "EB", "Gb", "Mb", "Mbps", "Gbps", "Tbps", "PFLOPS", "Pflops", "EFLOPS", "EFlops",
))  # fmt: skip
"""What is no Chinese and stands in words all the same: abbreviations of the statistics, symbols of units, and fractions."""

SIGNS = {
    "changes.ADVERBS": frozenset(" 、:“”()-"),
    "english.JOINTS": frozenset("、"),
    "header.FIELDS.*": frozenset(("索 引 号", "文 号")),
    "header.FURNITURE": frozenset((">", "】", "【", "|", "Public domain", "false", "true")),
    "header.IMPRINT": frozenset(("ICP备",)),
    "leads.AFTER": frozenset(","),
    "no_figures.NAMED_AFTER": frozenset("+"),
    "no_figures.PLACE_UNITS": frozenset(("",)),
    "no_figures.WITHIN": frozenset("“"),
    "slips.AFTER_PHASE": frozenset("、"),
    "tables.CHANGE": frozenset("±"),
}
"""What else these lists look for."""

_LATIN = re.compile("|".join(sorted(map(re.escape, LATIN), key=len, reverse=True)))
_CHINESE = re.compile(r"[\u4e00-\u9fff〇][\u4e00-\u9fff〇0-9()（）“”、。:/]*|[0-9(（“][0-9(（“]*[\u4e00-\u9fff].*")
_MARKER = re.compile(r"^(?:[<>|]{7}(?: .*)?|={7})\r?$", re.MULTILINE)
_PATTERN = re.compile(r"[|\[{\\]")
_DIVIDERS = {"aliases": "|", "words": " ", "weak": " "}


class WordList(NamedTuple):
    """Words as they are written in a file, in their order."""

    name: str
    words: tuple[str, ...]


def main() -> int:
    """Print the faults; 1 when there are any."""
    found = [*lexicon_faults(LEXICON), *marker_faults(CHECKOUT)]
    print("\n".join(found) or "The lexicon is clean, and no file holds a conflict marker.")
    return int(bool(found))


def lexicon_faults(folder: Path) -> list[str]:
    """What is wrong with the word lists in ``folder``, a sentence each."""
    found: list[WordList] = []
    faults: list[str] = []
    for file in sorted(path for path in folder.iterdir() if path.suffix in _READERS):
        try:
            found += lists(file)
        except (SyntaxError, ValueError) as error:
            faults.append(f"{file.name} can't be read: {error}")
    for each in found:
        faults += [
            f"{each.name}: {word!r} is no Chinese word; mend it, or name it in tests/lint.py" for word in foreign(each)
        ]
        faults += [f"{each.name}: {word!r} stands there twice; keep one" for word in repeated(each)]
    for patterns in EXCLUSIVE:
        faults += excluded(patterns, found)
    return faults


def lists(file: Path) -> Iterator[WordList]:
    """The word lists of ``file``, by what it is called in ``EXCLUSIVE``: ``changes.RISE``, ``honours.levels.city``."""
    for name, words in _READERS[file.suffix](file.read_text(encoding="utf-8")):
        yield WordList(f"{file.stem}.{name}", tuple(words))


def foreign(each: WordList) -> list[str]:
    """The words of a list that are neither Chinese nor a named exception."""
    if _any(each.name, NO_WORDS):
        return []
    allowed = LATIN.union(*(signs for pattern, signs in SIGNS.items() if fnmatch(each.name, pattern)))
    return [word for word in each.words if word not in allowed and not _CHINESE.fullmatch(_LATIN.sub("", word))]


def repeated(each: WordList) -> list[str]:
    """The words that a list holds twice."""
    if _any(each.name, (*NAMES_REPEAT, *NO_WORDS)):
        return []
    return [word for word, count in Counter(each.words).items() if count > 1]


def excluded(patterns: Iterable[str], among: Iterable[WordList]) -> list[str]:
    """The words that two of the lists share which ``patterns`` name; a pattern that names none is a fault as well."""
    every = [*among]
    chosen = [each for each in every if _any(each.name, patterns)]
    faults = [
        f"{one.name} and {other.name}: {word!r} stands in both, and they exclude each other; keep it in one"
        for one, other in combinations(chosen, 2)
        for word in dict.fromkeys(one.words)
        if word in other.words
    ]
    missing = [pattern for pattern in patterns if not any(fnmatch(each.name, pattern) for each in every)]
    return faults + [
        f"tests/lint.py: there is no list {pattern}; name the one that took its place" for pattern in missing
    ]


def marker_faults(checkout: Path) -> list[str]:
    """The conflict markers in the text files that git tracks, by file and line."""
    faults = []
    for name in tracked(checkout):
        path = checkout / name
        data = path.read_bytes() if path.is_file() else b""
        if b"\0" not in data:
            text = data.decode("utf-8", "replace")
            lines = (text.count("\n", 0, marker.start()) + 1 for marker in _MARKER.finditer(text))
            faults += [f"{name}:{line}: a conflict marker; choose what is to stand there" for line in lines]
    return faults


def tracked(checkout: Path) -> list[str]:
    """The paths that git tracks; none, and a sentence, where there is no git."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=checkout, capture_output=True, check=True)
    except (FileNotFoundError, subprocess.CalledProcessError):
        print("This is no checkout of git: no file was searched for conflict markers.", file=sys.stderr)
        return []
    return listed.stdout.decode().split("\0")[:-1]


def _any(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)


def _of_module(text: str) -> Iterator[tuple[str, list[str]]]:
    for statement in ast.parse(text).body:
        match statement:
            case ast.AnnAssign(ast.Name(name), _, ast.expr() as value) | ast.Assign([ast.Name(name)], value):
                yield from _assigned(name, value)


def _assigned(name: str, value: ast.expr) -> Iterator[tuple[str, list[str]]]:
    match value:
        case ast.Constant(str(said)):
            yield name, [] if _PATTERN.search(said) else list(said)
        case ast.Dict(keys, values) if not any(isinstance(its, ast.Constant) for its in values):
            for key, its in zip(keys, values, strict=True):
                yield f"{name}.{key.value if isinstance(key, ast.Constant) else '*'}", _written(its)
        case ast.Dict(keys):
            yield name, [word for key in keys for word in _written(key)]
        case _:
            yield name, _written(value)


def _written(value: ast.expr | None) -> list[str]:
    """The words that stand in an expression itself, not those of the lists that it names."""
    match value:
        case ast.Constant(str(word)):
            return [word]
        case ast.Call(ast.Name("words"), [ast.Constant(str(text))]):
            return text.split()
        case ast.Call(ast.Name("frozenset" | "tuple"), [ast.Constant(str(characters))]):
            return list(characters)
        case ast.Call(ast.Name("frozenset" | "tuple"), [inside]) | ast.Starred(inside):
            return _written(inside)
        case ast.Tuple(elements) | ast.List(elements) | ast.Set(elements):
            return [word for each in elements for word in _written(_word_of(each))]
        case ast.BinOp(left, _, right):
            return _written(left) + _written(right)
        case _:
            return []


def _word_of(element: ast.expr) -> ast.expr:
    """Of a pair of a word and what it stands for, the word; the code may be either, and a word is what is in Chinese."""
    match element:
        case ast.Tuple([ast.Constant(str(one)), ast.expr() as other, *_]) if one.isidentifier() and one.isascii():
            return element.elts[0] if isinstance(other, ast.Constant) and str(other.value).isascii() else other
        case ast.Tuple([one, *_]):
            return one
        case _:
            return element


def _of_toml(text: str) -> Iterator[tuple[str, list[str]]]:
    return _within("", tomllib.loads(text))


def _within(name: str, value: object) -> Iterator[tuple[str, list[str]]]:
    if isinstance(value, str):
        yield name, value.split()
    elif isinstance(value, dict | list):
        for key, its in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _within(f"{name}.{key}".lstrip("."), its)


def _of_rows(text: str) -> Iterator[tuple[str, list[str]]]:
    head, *body = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    for column, *cells in zip(head, *body, strict=True):
        if column in _DIVIDERS:
            for row, cell in zip(body, cells, strict=True):
                yield f"{column}.{row[0]}", [*filter(None, cell.split(_DIVIDERS[column]))]
        elif column == "characters":
            yield column, list("".join(cells))
        elif column in ("zh", "name"):
            yield column, cells


def _of_sections(text: str) -> Iterator[tuple[str, list[str]]]:
    _, *sections = re.split(r"^\[(\w+)\]$", text, flags=re.MULTILINE)
    yield from zip(sections[::2], map(str.split, sections[1::2]), strict=True)


_READERS = {".py": _of_module, ".toml": _of_toml, ".tsv": _of_rows, ".txt": _of_sections}

if __name__ == "__main__":
    sys.exit(main())
