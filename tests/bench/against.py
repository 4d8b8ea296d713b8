"""The reader of this tree beside that of an older commit: the same invented texts, by turns, each round in fresh processes."""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from tests import generate

CHECKOUT = Path(__file__).parents[2]
BASE = "a7bd7c4"
"""The commit that the reader is held against unless another is asked for."""
LONGER = (1, 2, 4)
REPORTS = 24


def texts() -> dict[str, list[str]]:
    """Sets of texts, each by its name: many reports, and shapes that grow."""
    sets = {"warm": [generate.report(1000, 4)["text"]]}
    sets |= {f"{REPORTS} reports of 30 kB": [generate.report(seed, 30)["text"] for seed in range(REPORTS)]}
    for what, size, make in SHAPES:
        sets |= {what.format(size * times): [make(size * times)] for times in LONGER}
    return sets


def listed(items: int) -> str:
    """A report with a sentence that counts ``items`` things.

    >>> listed(2).splitlines()[-1]
    '2023年新建清溪1号路灯2盏、松塘2号口袋公园3个。'
    """
    things = ("路灯{}盏", "口袋公园{}个", "农村公路{}公里", "停车位{}个")
    said = (f"{'清松柳梅'[n % 4]}{'溪塘河岭'[n % 4]}{n + 1}号{things[n % 4].format(n % 90 + 2)}" for n in range(items))
    return f"柳溪镇2023年工作总结和2024年工作思路\n一、2023年工作总结\n2023年新建{'、'.join(said)}。"


def endless(kilobytes: int) -> str:
    """A report with a sentence of so many kB, clause after clause.

    >>> said = endless(1).splitlines()[-1]
    >>> said[:40], said.count("。")
    ('2023年完成规上工业总产值11.5亿元，同比增长2.2%，改造农村公路10.5', 1)
    """
    clauses = "完成规上工业总产值{}.5亿元，同比增长{}.2%，", "改造农村公路{}.5公里，全镇上下凝心聚力，实绩居全市第{}，"
    size = len("".join(clauses).encode()) / 2
    said = (clauses[n % 2].format(n % 80 + 11 - n % 2 * 2, n % 9 + 2) for n in range(int(kilobytes * 1000 / size)))
    return f"柳溪镇2023年工作总结和2024年工作思路\n一、2023年工作总结\n2023年{''.join(said)}各项工作稳步推进。"


SHAPES = (
    ("a report of {} kB", 60, lambda size: generate.report(7, size)["text"]),
    ("a list of {} items", 500, listed),
    ("a sentence of {} kB", 25, endless),
)
"""What grows, how large it is at first, and what makes it."""


@contextmanager
def commit(name: str) -> Iterator[Path | None]:
    """The tree of a commit in a folder of its own; None where git does not have it."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        if git("worktree", "add", "--detach", tree, name) != 0:
            yield None
            return
        try:
            yield tree
        finally:
            git("worktree", "remove", "--force", tree)


def git(*arguments: object) -> int:
    """Run git here; what it ended with, also when there is none."""
    try:
        return subprocess.run(["git", *map(str, arguments)], cwd=CHECKOUT, capture_output=True, check=False).returncode
    except FileNotFoundError:
        return 127


def measured(tree: Path, file: Path) -> dict[str, float]:
    """One round in a fresh process."""
    command = [sys.executable, Path(__file__).with_name("timed.py"), tree, file]
    return json.loads(subprocess.run(command, cwd=tree, check=True, capture_output=True, text=True).stdout)


def compare(name: str, rounds: int) -> None:
    """Measure and print: how many times as fast as ``name``, and how the time grows with the length."""
    with commit(name) as old, tempfile.TemporaryDirectory() as folder:
        if old is None:
            print(f"There is no commit {name} here (no git, or a shallow clone): this tree is measured alone.")
        file = Path(folder) / "texts.json"
        file.write_text(json.dumps(texts(), ensure_ascii=False), encoding="utf-8")
        now, then = [], []
        for turn in range(rounds):
            # Who begins changes from round to round.
            for tree, taken in ((CHECKOUT, now), (old, then))[:: -1 if turn % 2 else 1]:
                if tree:
                    taken.append(measured(tree, file))
        print("\n".join(lines(name, now, then)), flush=True)


def lines(name: str, now: Sequence[dict[str, float]], then: Sequence[dict[str, float]]) -> Iterator[str]:
    """A line for each work on each set of texts: the medians, and how many times as long as the shortest of its shape.

    >>> once = {"extract a list of 500 items": 2.0, "extract a list of 1000 items": 4.2}
    >>> for line in lines("abc", [once], [{work: 3 * taken for work, taken in once.items()}]): print(line)
                                        abc       now    faster    growth
    extract a list of 500 items      6.00 s    2.00 s    3.00 x    1.00 x
    extract a list of 1000 items    12.60 s    4.20 s    3.00 x    2.10 x
    """
    yield f"{'':29}{name if then else '':>10}{'now':>10}{'faster' if then else '':>10}{'growth':>10}"
    shape, first = "", 1.0
    for work in sorted(now[0], key=lambda work: work.split()[0]):
        middle = median(each[work] for each in now)
        if shape != (shape := re.sub(r"\d+ (kB|items)", "", work)):
            first = middle
        before = f"{median(each[work] for each in then):8.2f} s" if then else ""
        # Of each round, so that a busy minute of the machine falls on both.
        faster = f"{median(o[work] / n[work] for o, n in zip(then, now, strict=True)):8.2f} x" if then else ""
        yield f"{work:29}{before:>10}{middle:8.2f} s{faster:>10}{middle / first:8.2f} x"
