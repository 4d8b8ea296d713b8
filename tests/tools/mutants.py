"""``python -m tests.tools.mutants [--count 20] [--seed 1] [--paths …]``: change one thing in the source, and see whether a test says so.

One comparison, one number, one operator, or one word of a pattern or a list at a time is changed in a copy of the tree, and the
tests nearest to the file run there: its doctests, those of its floor, and the text cases. A change that no test notices is *alive*:
there the code is freer than the tests. The same seed makes the same changes.
"""

import argparse
import ast
import io
import itertools
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import tokenize
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

CHECKOUT = Path(__file__).parents[2]
COPIED = ("zq_pipeline", "tests", "raw", "datapackage", "pyproject.toml", "README.md", "Makefile")
ROWS = "tests/reading/test_rows.py"
"""Quick, and sees the most."""
GONE = "〓"
"""Stands for a word that is taken away: no report holds it."""

_COMPARED = {
    ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="), ast.GtE: (">=", ">"), ast.Eq: ("==", "!="), ast.NotEq: ("!=", "=="),
    ast.In: ("in", "not in"), ast.NotIn: ("not in", "in"), ast.Is: ("is", "is not"), ast.IsNot: ("is not", "is"),
}  # fmt: skip
_OPERATORS = {
    ast.And: ("and", "or"), ast.Or: ("or", "and"), ast.Add: ("+", "-"), ast.Sub: ("-", "+"), ast.Mult: ("*", "+"), ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "*"), ast.Mod: ("%", "+"), ast.Pow: ("**", "*"), ast.BitOr: ("|", "&"), ast.BitAnd: ("&", "|"),
}  # fmt: skip
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_STRINGS = {tokenize.STRING, getattr(tokenize, "FSTRING_MIDDLE", tokenize.STRING)}


class Change(NamedTuple):
    """A change of one place: ``start`` and ``end`` count bytes of the file."""

    path: str
    line: int
    kind: str
    start: int
    end: int
    old: str
    new: str

    def applied(self, source: bytes) -> bytes:
        """``source`` with the change made."""
        return source[: self.start] + self.new.encode() + source[self.end :]


class Source:
    """A module as bytes, with the places of its syntax tree."""

    def __init__(self, path: str, data: bytes) -> None:
        self.path, self.data = path, data
        self.lines = [0, *(match.end() for match in re.finditer(b"\n", data))]

    def changes(self) -> Iterator[Change]:
        """Each change that can be made of it, from top to bottom; none in annotations and docstrings."""
        tree = ast.parse(self.data)
        found = [*(change for node in _expressions(tree) for change in self._of(node)), *self._words(tree)]
        yield from sorted(found, key=lambda change: (change.start, change.end))

    def _of(self, node: ast.AST) -> Iterator[Change]:
        match node:
            case ast.Compare(left, ops, rights):
                for one, op, other in zip((left, *rights), ops, rights, strict=False):
                    yield from self._between("comparison", one, other, *_COMPARED[type(op)])
            case ast.BoolOp(op, values):
                for one, other in itertools.pairwise(values):
                    yield from self._between("operator", one, other, *_OPERATORS[type(op)])
            case ast.BinOp(one, op, other) if type(op) in _OPERATORS:
                yield from self._between("operator", one, other, *_OPERATORS[type(op)])
            case ast.UnaryOp(ast.Not(), operand):
                yield self._at("operator", self._start(node), self._start(operand), "")
            case ast.Constant(int(number)) if not isinstance(number, bool):
                yield self._at("index", self._start(node), self._end(node), str(number + 1))

    def _between(self, kind: str, one: ast.expr, other: ast.expr, old: str, new: str) -> Iterator[Change]:
        """The operator ``old`` where it is written between two expressions."""
        at = self._end(one)
        gap = re.sub(rb"#[^\n]*", lambda comment: b" " * len(comment[0]), self.data[at : self._start(other)])
        if found := re.search(re.escape(old.encode()).replace(rb"\ ", rb"\s+"), gap):
            yield self._at(kind, at + found.start(), at + found.end(), new)

    def _words(self, tree: ast.AST) -> Iterator[Change]:
        """Each word of each string, taken away."""
        docstrings = {line for node in ast.walk(tree) for line in _docstring_lines(node)}
        for token in tokenize.tokenize(io.BytesIO(self.data).readline):
            if token.type in _STRINGS and token.start[0] not in docstrings:
                first = self.lines[token.start[0] - 1] + len(token.line[: token.start[1]].encode())
                for word in _CHINESE.finditer(token.string):
                    start = first + len(token.string[: word.start()].encode())
                    yield self._at("word", start, start + len(word[0].encode()), GONE)

    def _at(self, kind: str, start: int, end: int, new: str) -> Change:
        line = self.data.count(b"\n", 0, start) + 1
        return Change(self.path, line, kind, start, end, self.data[start:end].decode(), new)

    def _start(self, node: ast.AST) -> int:
        return self.lines[node.lineno - 1] + node.col_offset

    def _end(self, node: ast.AST) -> int:
        return self.lines[node.end_lineno - 1] + node.end_col_offset


def _expressions(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for name, value in ast.iter_fields(node):
        # Inside an f-string CPython 3.11 doesn't know the places of its parts.
        if name not in ("annotation", "returns") and not isinstance(node, ast.JoinedStr):
            for child in value if isinstance(value, list) else (value,):
                if isinstance(child, ast.AST):
                    yield from _expressions(child)


def _docstring_lines(node: ast.AST) -> range:
    """The lines of a string that stands alone: what it says is for people."""
    alone = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    return range(node.lineno, node.end_lineno + 1) if alone else range(0)


def changes(root: Path, paths: Iterable[str]) -> list[Change]:
    """The changes that can be made of the modules below ``paths``, which are named from ``root``."""
    named = [root / path for path in paths]
    files = sorted({file for path in named for file in (path.rglob("*.py") if path.is_dir() else (path,))})
    return [
        change for file in files for change in Source(file.relative_to(root).as_posix(), file.read_bytes()).changes()
    ]


def chosen(among: Sequence[Change], count: int, seed: int) -> list[Change]:
    """``count`` of them, the kinds by turns."""
    chance = random.Random(seed)
    kinds = {kind: [c for c in among if c.kind == kind] for kind in ("comparison", "index", "operator", "word")}
    for of_kind in kinds.values():
        chance.shuffle(of_kind)
    turns = itertools.zip_longest(*kinds.values())
    return [change for turn in turns for change in turn if change][:count]


def nearest(path: str, root: Path = CHECKOUT) -> list[str]:
    """What to run when ``path`` changed: its doctests, the tests of its floor, and below ``tables`` the text cases.

    >>> nearest("zq_pipeline/grammar/numeral.py")
    ['zq_pipeline/grammar/numeral.py', 'tests/reading/test_rows.py', 'tests/grammar', 'tests/reading']
    """
    floor = path.split("/")[1]
    tests = [f"tests/{floor}", *(["tests/reading"] if floor in ("lexicon", "text", "grammar") else [])]
    return [path, *(name for name in (ROWS, *tests) if (root / name).exists())]


def killer(copy: Path, targets: Sequence[str], limit: float) -> str:
    """The first test that fails in ``copy``; nothing when all pass."""
    command = [sys.executable, "-m", "pytest", "-x", "-n", "0", "-p", "no:cacheprovider", "--tb=no", *targets]
    # Two changes of one second and one length would be one module to the cache of bytecode.
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, cwd=copy, env=environment, capture_output=True, text=True, timeout=limit, check=False
        )
    except subprocess.TimeoutExpired:
        return f"nothing came back within {limit:.0f} s"
    failed = re.search(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", done.stdout, re.MULTILINE)
    return "" if done.returncode == 0 else failed[1] if failed else f"pytest ended with {done.returncode}"


def main() -> int:
    """Print each change with what became of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--paths", nargs="+", default=["zq_pipeline/grammar", "zq_pipeline/reading"])
    parser.add_argument("--limit", type=float, default=900, help="seconds for the tests of one change")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in COPIED:
            if (CHECKOUT / name).is_dir():
                shutil.copytree(CHECKOUT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
            elif (CHECKOUT / name).exists():
                shutil.copy(CHECKOUT / name, copy / name)
        made = chosen(changes(copy, asked.paths), asked.count, asked.seed)
        targets = list(dict.fromkeys(target for change in made for target in nearest(change.path)))
        if broken := killer(copy, targets, asked.limit):
            print(f"The tests fail as they are ({broken}): mend that first.", file=sys.stderr)
            return 2
        alive = 0
        for number, change in enumerate(made, 1):
            file = copy / change.path
            source = file.read_bytes()
            file.write_bytes(change.applied(source))
            by = killer(copy, nearest(change.path), asked.limit)
            file.write_bytes(source)
            alive += not by
            print(
                f"{number:3} {'killed' if by else 'ALIVE '}  {described(change)}{f'   by {by}' if by else ''}",
                flush=True,
            )
    print(f"{alive} of {len(made)} alive")
    return 0


def described(change: Change) -> str:
    """``change`` in one line.

    >>> described(Change("a.py", 3, "operator", 0, 4, "not ", ""))
    'a.py:3  operator  not → nothing'
    """
    return f"{change.path}:{change.line}  {change.kind}  {change.old.strip()} → {change.new or 'nothing'}"


if __name__ == "__main__":
    sys.exit(main())
