"""A publisher in a process of its own, which kills itself at a named moment: ``publisher.py TARGET WHAT [MOMENT]``.

WHAT is the folder of a real package, or the word of a small one: two data files, and a descriptor with their sha256.
"""

import hashlib
import json
import os
import signal
import sys
from pathlib import Path

from zq_pipeline.store.publish import DESCRIPTOR, publish, read_tree

FILES = ("data/one.csv", "data/two.csv", "README.md")


def package(word: str) -> dict[str, bytes]:
    """A whole package in which every file speaks of ``word``."""
    tree = {name: f"{name},{word}\r\n".encode() * 2000 for name in FILES}
    return tree | {DESCRIPTOR: json.dumps({name: hashlib.sha256(tree[name]).hexdigest() for name in FILES}).encode()}


def valid(folder: Path) -> bool:
    """Whether every file of the descriptor is there with its bytes, and nothing else is."""
    sums = json.loads((folder / DESCRIPTOR).read_bytes())
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    return there == {*sums, DESCRIPTOR} and all(
        hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest for name, digest in sums.items()
    )


def check(folder: Path) -> None:
    """Raise when ``folder`` is not a whole package."""
    if not valid(folder):
        raise ValueError(folder)


def pull_the_plug(at: str):
    """A ``moment`` that kills this process, as ``kill -9`` does, when ``at`` comes."""

    def moment(name: str) -> None:
        if name == at:
            os.kill(os.getpid(), signal.SIGKILL)

    return moment


if __name__ == "__main__":
    target, what, *at = sys.argv[1:]
    tree, gate = (read_tree(Path(what)), lambda folder: None) if "/" in what else (package(what), check)
    publish(Path(target), lambda old: tree, gate, moment=pull_the_plug("".join(at)))
