"""Text cases: ``## title``, then two fenced blocks, input and expected."""

import re
from pathlib import Path

CASES = Path(__file__).parent.parent / "cases"
_CASE = re.compile(r"^## ([^\n]+)\n```\n(.*?)\n```\n```\n(.*?)\n```$", re.M | re.S)


def cases(name: str) -> list[tuple[str, str, str]]:
    """Title, input and expected of each case in ``name``."""
    text = (CASES / name).read_text(encoding="utf-8")
    found = _CASE.findall(text)
    assert len(found) == len(re.findall("^## ", text, re.M)), "a case is not written as title, input, expected"
    return found
