"""``python -m tests.tools.rules FOLDER``: what each named rule of the reader earns on annotated reports (docs/annotation.md).

Of each rule in a list called ``…RULES``: how often it gives something, how many rows change when it is switched off, in how many
texts, and which text cases fail then. A rule that changes fewer than three rows, and those in one text, is marked ``weak``.
Rules of numbers are measured on the numbers alone; those that speak of names, deeds and slips on all that is read.
"""

import argparse
import importlib
import json
import multiprocessing
import pkgutil
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from functools import partial, wraps
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from zq_pipeline.reading import report
from zq_pipeline.reading.records import Origin, Reading
from zq_pipeline.text.span import Span

CASES = Path(__file__).parents[1] / "cases"
PACKAGES = ("zq_pipeline.grammar", "zq_pipeline.reading")
FEW_ROWS, FEW_TEXTS = 3, 2

Rule = Callable[..., Any]
Read = Callable[..., Reading]


class Text(NamedTuple):
    """A report of the folder."""

    name: str
    source: str
    review_year: int


class Case(NamedTuple):
    """A text case: its title, and what raises when it is not read as expected."""

    title: str
    run: Callable[[], None]


class Earned(NamedTuple):
    """What one rule earns."""

    rule: str
    fires: int
    rows: int
    texts: int
    cases: tuple[str, ...]

    @property
    def weak(self) -> bool:
        """Whether so little changes without it that it had better go, or become a word of the lexicon."""
        return self.rows < FEW_ROWS and self.texts < FEW_TEXTS


class House:
    """The rules of the reader, in the lists that hold them."""

    def __init__(self, packages: Sequence[str] = PACKAGES) -> None:
        """Find every tuple whose name ends in ``RULES``."""
        self.modules = [module for package in packages for module in _modules(package)]
        self.lists = {
            (module, name): value
            for module in self.modules
            for name, value in vars(module).items()
            if name.endswith("RULES") and isinstance(value, tuple)
        }
        self.rules: dict[str, Rule] = {}
        for entries in self.lists.values():
            for rule in map(_rule, entries):
                self.rules.setdefault(f"{rule.__module__.partition('.')[2]}.{rule.__name__}", rule)

    @contextmanager
    def without(self, rule: Rule) -> Iterator[None]:
        """Within this, no list holds ``rule``."""
        with self._changed(lambda entries: tuple(entry for entry in entries if _rule(entry) is not rule)):
            yield

    @contextmanager
    def counted(self, tally: Counter[Rule]) -> Iterator[None]:
        """Within this, ``tally`` counts how often each rule gives something."""
        with self._changed(lambda entries: tuple(_replaced(entry, partial(_counting, tally)) for entry in entries)):
            yield

    @contextmanager
    def _changed(self, change: Callable[[tuple[Any, ...]], tuple[Any, ...]]) -> Iterator[None]:
        for (module, name), entries in self.lists.items():
            setattr(module, name, change(entries))
        self._forget()
        try:
            yield
        finally:
            for (module, name), entries in self.lists.items():
                setattr(module, name, entries)
            self._forget()

    def _forget(self) -> None:
        """What was remembered was read with other rules."""
        for module in self.modules:
            for value in vars(module).values():
                if callable(forget := getattr(value, "cache_clear", None)):
                    forget()


def _modules(package: str) -> list[ModuleType]:
    root = importlib.import_module(package)
    names = (found.name for found in pkgutil.walk_packages(root.__path__, f"{package}."))
    return [root, *map(importlib.import_module, names)]


def _rule(entry: Any) -> Rule:
    """The function of an entry: itself, or what stands in it beside a name or a weight."""
    return entry if callable(entry) else next(part for part in entry if callable(part))


def _replaced(entry: Any, change: Callable[[Rule], Rule]) -> Any:
    if callable(entry):
        return change(entry)
    parts = [change(part) if callable(part) else part for part in entry]
    return type(entry)(*parts) if hasattr(entry, "_fields") else tuple(parts)


def _counting(tally: Counter[Rule], rule: Rule) -> Rule:
    # Where a rule passes with None, False is an answer.
    answers_no = "None" in str(getattr(rule, "__annotations__", {}).get("return"))

    @wraps(rule)
    def counting(*args: Any, **named: Any) -> Any:
        given = rule(*args, **named)
        if isinstance(given, Iterator):
            return _each(given)
        if isinstance(given, bool):
            tally[rule] += given or answers_no
        else:
            # A rule that cuts words gives back what it got when there is nothing to cut.
            tally[rule] += bool(given) and given not in args[:1]
        return given

    def _each(given: Iterator[Any]) -> Iterator[Any]:
        for one in given:
            tally[rule] += 1
            yield one

    return counting


def texts(folder: Path, left_out: Sequence[str] = ()) -> list[Text]:
    """The annotated reports of ``folder``, but those that are ``left_out``."""
    about = json.loads((folder / "reports.json").read_text(encoding="utf-8"))
    names = [name for name in sorted(about) if about[name].get("annotated") and name not in left_out]
    return [
        Text(name, (folder / f"{name}.txt").read_text(encoding="utf-8"), about[name]["review_year"]) for name in names
    ]


def cases() -> list[Case]:
    """The cases of ``tests/cases``, as the tests of the reader run them."""
    written = "\n".join(path.read_text(encoding="utf-8") for path in sorted(CASES.glob("*.md")))
    written = re.sub(r" *\| *", "|", written)
    return [case for module in _modules("tests.reading") for case in _cases_of(module, written)]


def _cases_of(module: ModuleType, written: str) -> Iterator[Case]:
    for test in vars(module).values():
        for mark in getattr(test, "pytestmark", ()):
            if mark.name == "parametrize":
                names, values = mark.args
                ids = mark.kwargs.get("ids") or (lambda value: value[0])
                for number, value in enumerate(values):
                    if isinstance(value, tuple | list) and _is_case(value, written):
                        title = ids(value) if callable(ids) else ids[number]
                        given = {names: value} if isinstance(names, str) else dict(zip(names, value, strict=True))
                        yield Case(title, partial(test, **given))


def _is_case(value: Sequence[Any], written: str) -> bool:
    """Whether what a test is given is written in the cases: between fences, or as a row of a table."""
    if not all(isinstance(said, str) for said in value):
        return False
    forms = (*(f"\n```\n{said}\n```\n" for said in value), f"\n|{'|'.join(value)}|\n")
    return any(re.sub(r" *\| *", "|", form) in written for form in forms)


def fails(case: Case) -> bool:
    """Whether the case is not read as expected, or not read at all."""
    try:
        case.run()
    except Exception:  # whatever a reader without one of its rules runs into
        return True
    return False


def rows(text: Text, read: Read) -> set[tuple[str, int, str]]:
    """All rows that ``read`` makes of ``text``: table, where it begins, what it says; one alone that says so when it can't."""
    try:
        reading = read(text.source, Origin(f"{text.name}.txt"), review_year=text.review_year)
    except Exception as error:  # as above
        return {("error", 0, repr(error))}
    tables = ((field.name, getattr(reading, field.name)) for field in fields(reading))
    return {(name, _start(row), repr(row)) for name, its in tables if isinstance(its, tuple) for row in its}


def _start(row: Any) -> int:
    span: Span | None = getattr(row, "span", None) or getattr(row, "observation", None)
    return span.start if span else 0


class Measurement:
    """What the reader makes of the texts with all its rules, and then without one."""

    def __init__(self, house: House, reports: Sequence[Text], known: Sequence[Case]) -> None:
        """Read all of it once, and count."""
        self.house = house
        self.known = [case for case in known if not fails(case)]
        self.reports = list(reports)
        self.fired: dict[Read, list[Counter[Rule]]] = {report.numbers: [], report.read: []}
        self.whole: dict[Read, list[set[tuple[str, int, str]]]] = {report.numbers: [], report.read: []}
        for read in self.whole:
            for text in reports:
                tally: Counter[Rule] = Counter()
                with house.counted(tally):
                    self.whole[read].append(rows(text, read))
                self.fired[read].append(tally)
        self.touched = []
        for case in self.known:
            tally = Counter()
            with house.counted(tally):
                fails(case)
            self.touched.append(tally)

    def earned(self, name: str) -> Earned:
        """What the rule called ``name`` earns: only texts and cases in which it gave something are read again."""
        rule = self.house.rules[name]
        read = report.numbers if any(tally[rule] for tally in self.fired[report.numbers]) else report.read
        changed = []
        with self.house.without(rule):
            for text, whole, tally in zip(self.reports, self.whole[read], self.fired[read], strict=True):
                if tally[rule]:
                    changed.append(len({(name, at) for name, at, _ in whole ^ rows(text, read)}))
            pinning = [
                case.title for case, tally in zip(self.known, self.touched, strict=True) if tally[rule] and fails(case)
            ]
        fires = sum(tally[rule] for tally in self.fired[read])
        return Earned(name, fires, sum(changed), sum(map(bool, changed)), tuple(pinning))


def table(found: Sequence[Earned], every_case: bool) -> Iterator[str]:
    """Lines, those that earn least first."""
    width = max((len(each.rule) for each in found), default=4)
    yield f"{'rule':{width}} {'fires':>7} {'rows':>6} {'texts':>5} {'cases':>5}"
    for each in sorted(found, key=lambda each: (each.rows, each.texts, len(each.cases), each.rule)):
        shown = each.cases if every_case else each.cases[:1]
        more = [f"and {len(each.cases) - len(shown)} more"] if len(each.cases) > len(shown) else []
        mark = "weak" if each.weak else ""
        line = f"{each.rule:{width}} {each.fires:7} {each.rows:6} {each.texts:5} {len(each.cases):5}  {mark:4}  {'; '.join((*shown, *more))}"
        yield line.rstrip()
    yield f"{sum(each.weak for each in found)} of {len(found)} rules are weak: fewer than {FEW_ROWS} rows, in fewer than {FEW_TEXTS} texts"


def _take(measurement: Measurement) -> None:
    global _taken
    _taken = measurement


def _earned(name: str) -> Earned:
    return _taken.earned(name)


def main() -> int:
    """Print the table; how far it is goes to standard error."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--without", nargs="+", default=[], metavar="NAME", help="reports to leave out")
    parser.add_argument("--only", default="", help="only rules with this in their name")
    parser.add_argument("--cases", action="store_true", help="name every case that pins a rule")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    asked = parser.parse_args()
    if not (asked.folder / "reports.json").is_file():
        print(
            f"{asked.folder} holds no reports.json; docs/annotation.md says how such a folder is made.", file=sys.stderr
        )
        return 2
    measurement = Measurement(House(), texts(asked.folder, asked.without), cases())
    names = [name for name in measurement.house.rules if asked.only in name]
    found = []
    # The children begin as copies of this process, so that nothing is read twice.
    with multiprocessing.get_context("fork").Pool(asked.jobs, _take, (measurement,)) as pool:
        for number, each in enumerate(pool.imap(_earned, names), 1):
            found.append(each)
            if sys.stderr.isatty():
                print(f"\r{number} of {len(names)} rules", end="\r", file=sys.stderr, flush=True)
    print("\n".join(table(found, asked.cases)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
