"""Each kind of change is found where it stands, and what a test notices is told from what none does."""

from pathlib import Path

import pytest

from tests.tools.mutants import CHECKOUT, Source, changes, chosen, killer

MODULE = '''\
"""完成 is no word of a list here."""

WORDS = ("完成", "建成 在建")
PATTERN = rf"累计({'|'.join(WORDS)})"


def first(text: str | None, at: int = 0) -> bool:
    """Whether 新建 …"""
    # 停产 and not a < b: a comment
    return (text is not None  # 复产 or
        and not text[1:].startswith("新") or at + 2 <= 3)
'''


def of(module: str) -> list[tuple[int, str, str, str]]:
    return [(c.line, c.kind, c.old, c.new) for c in Source("a.py", module.encode()).changes()]


def test_all_places_are_found_and_no_others() -> None:
    assert of(MODULE) == [
        (3, "word", "完成", "〓"),
        (3, "word", "建成", "〓"),
        (3, "word", "在建", "〓"),
        (4, "word", "累计", "〓"),
        (7, "index", "0", "1"),
        (10, "comparison", "is not", "is"),
        (11, "operator", "and", "or"),
        (11, "operator", "not ", ""),
        (11, "index", "1", "2"),
        (11, "word", "新", "〓"),
        (11, "operator", "or", "and"),
        (11, "operator", "+", "-"),
        (11, "index", "2", "3"),
        (11, "comparison", "<=", "<"),
        (11, "index", "3", "4"),
    ]


def test_a_change_changes_its_place_alone() -> None:
    data = MODULE.encode()
    for change in Source("a.py", data).changes():
        changed = change.applied(data)
        compile(changed, "a.py", "exec")
        assert changed.replace(change.new.encode(), b"", 1) != data or not change.new
        assert changed[: change.start] == data[: change.start]
        assert changed[change.start + len(change.new.encode()) :] == data[change.end :]


def test_every_change_of_the_reader_can_be_compiled() -> None:
    found = changes(CHECKOUT, ["zq_pipeline/grammar", "zq_pipeline/reading"])
    assert {change.kind for change in found} == {"comparison", "index", "operator", "word"}
    for change in chosen(found, 60, 7):
        compile(change.applied((CHECKOUT / change.path).read_bytes()), change.path, "exec")


def test_a_seed_chooses_the_same_and_the_kinds_by_turns() -> None:
    among = list(Source("a.py", MODULE.encode()).changes())
    assert chosen(among, 6, 3) == chosen(among, 6, 3)
    assert [change.kind for change in chosen(among, 5, 3)] == ["comparison", "index", "operator", "word", "comparison"]
    assert len({chosen(among, 4, seed)[3] for seed in range(20)}) > 1


@pytest.mark.parametrize(("index", "noticed"), [(0, True), (1, False)])
def test_what_no_test_notices_is_alive(tmp_path: Path, index: int, noticed: bool) -> None:
    (tmp_path / "a.py").write_text("BOTH = (1, 1)\n")
    (tmp_path / "test_a.py").write_text("import a\n\ndef test_first():\n    assert a.BOTH[0] == 1\n")
    source = (tmp_path / "a.py").read_bytes()
    assert killer(tmp_path, ["test_a.py"], 300) == ""
    (tmp_path / "a.py").write_bytes(list(Source("a.py", source).changes())[index].applied(source))
    assert killer(tmp_path, ["test_a.py"], 300) == ("test_a.py::test_first" if noticed else "")


def test_what_never_ends_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "test_a.py").write_text("def test_first():\n    while True:\n        pass\n")
    assert "nothing came back" in killer(tmp_path, ["test_a.py"], 2)
