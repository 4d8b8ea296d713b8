"""The lint of the lexicon finds what is planted, and nothing in the tree as it is."""

import subprocess
from pathlib import Path

import pytest

from tests import lint

HOUSE = Path(__file__).parents[1]


def faults(folder: Path, file: str, text: str) -> list[str]:
    """What lint says of one lexicon file, apart from the lists that are not there."""
    (folder / file).write_text(text, encoding="utf-8")
    return [fault for fault in lint.lexicon_faults(folder) if "there is no list" not in fault]


def test_the_tree_is_clean() -> None:
    assert lint.lexicon_faults(lint.LEXICON) == []
    assert lint.marker_faults(HOUSE) == []


@pytest.mark.parametrize(
    ("file", "text", "fault"),
    [
        ("a.py", 'DEEDS: Final = words("""完成 of 建成""")', "a.DEEDS: 'of' is no Chinese word"),
        ("a.py", 'DEEDS = ("完成", "app")', "a.DEEDS: 'app' is no Chinese word"),
        ("a.py", 'DEEDS: Final = ("完成", "建成", "完成")', "a.DEEDS: '完成' stands there twice"),
        ("a.py", 'UP: Final = _MORE + words("增 升 增")', "a.UP: '增' stands there twice"),
        ("a.py", 'SEEN: Final = frozenset(("增", "升", "增"))', "a.SEEN: '增' stands there twice"),
        ("a.py", 'DIGITS: Final = "一二二三"', "a.DIGITS: '二' stands there twice"),
        ("a.py", 'SHORT: Final = {"平米": "平方米", "sqm": "平方米"}', "a.SHORT: 'sqm' is no Chinese word"),
        ("a.py", 'STATUS: Final = (("目标", "target"), ("目标", "target"))', "a.STATUS: '目标' stands there twice"),
        ("a.py", 'GROUPED: Final = frozenset("国线网线")', "a.GROUPED: '线' stands there twice"),
        ("a.py", 'TONES: Final = (("keep", "保持"), ("ensure", "保持"))', "a.TONES: '保持' stands there twice"),
        ("bounds.py", 'BEFORE: Final = {"more": ("超", "近"), "less": ("近",)}', "BEFORE.less: '近' stands in both"),
        ("changes.py", 'RISE: Final = ("增", "高")\nFALL: Final = ("减", "高")', "changes.FALL: '高' stands in both"),
        ("a.toml", '[verbs]\nworks = "新建 改建 新建"', "a.verbs.works: '新建' stands there twice"),
        ("a.toml", '[[act]]\nverbs = "获评 won"', "a.act.0.verbs: 'won' is no Chinese word"),
        ("a.tsv", "code\tzh\taliases\nx\t产值\t总产值|总产值", "a.aliases.x: '总产值' stands there twice"),
        ("theme_words.tsv", "theme\twords\tweak\na\t粮食 水利\t\nb\t\t水利", "weak.b: '水利' stands in both"),
        ("common_words.txt", "# Words.\n[verbs]\n上升 下放\n[nouns]\n下放\n", "common_words.nouns: '下放' stands in both"),
        ("a.py", f"DEEDS: Final = (\n{'<' * 7} HEAD\n)", "a.py can't be read"),
        ("a.toml", f'[verbs]\nworks = "新建"\n{"=" * 7}\n', "a.toml can't be read"),
        ("a.txt", f"[verbs]\n上升\n{'>' * 7} branch\n", "a.verbs: 'branch' is no Chinese word"),
    ],
)  # fmt: skip
def test_a_planted_fault_is_found(tmp_path: Path, file: str, text: str, fault: str) -> None:
    assert any(fault in said for said in faults(tmp_path, file, text))


@pytest.mark.parametrize(
    "word", ["人均GDP", "PM2.5浓度", "5G基站", "R&D经费支出", "5年来", "台(套)", "“四好农村路”", "Ⅲ类水", "毫克/升"]
)
def test_abbreviations_and_symbols_stand_in_words(tmp_path: Path, word: str) -> None:
    assert faults(tmp_path, "a.py", f'NAMES: Final = ("{word}", "产值")') == []


@pytest.mark.parametrize(
    "pattern", ['"北京|天津|上海|天津"', r'r"[0-9]+年\d"', '(("keep", re.compile("保持|keep")), ("ensure", CARE))']
)
def test_patterns_are_no_words(tmp_path: Path, pattern: str) -> None:
    assert faults(tmp_path, "a.py", f"TONES: Final = {pattern}") == []


def test_a_declared_list_must_be_there(tmp_path: Path) -> None:
    assert "tests/lint.py: there is no list headings.PLAN; name the one that took its place" in lint.lexicon_faults(
        tmp_path
    )


def test_markers_are_found_in_tracked_text_files_alone(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (tmp_path / "a.md").write_text(f"one\n{'<' * 7} HEAD\ntwo\n{'=' * 7}\nthree\n{'>' * 7} branch\n{'=' * 9}\n")
    (tmp_path / "b.bin").write_bytes(b"\0\n" + b"=" * 7 + b"\n")
    (tmp_path / "c.md").write_text(f"{'=' * 7}\n")
    subprocess.run(["git", "add", "a.md", "b.bin"], cwd=tmp_path, check=True)
    found = lint.marker_faults(tmp_path)
    assert [fault.partition(": ")[0] for fault in found] == ["a.md:2", "a.md:4", "a.md:6"]


def test_without_git_the_markers_are_not_looked_for(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    assert lint.marker_faults(tmp_path) == []
    assert "no checkout of git" in capsys.readouterr().err


def test_the_hook_runs_what_make_lint_runs() -> None:
    hooks = (HOUSE / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert "repo: local" in hooks
    assert "entry: make lint" in hooks
    assert "http" not in hooks
