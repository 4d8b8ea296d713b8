"""Names of indicators are put into English, and what is not is told."""

from pathlib import Path

import pytest

from zq_pipeline.lexicon.english import DONE, TASKS, WHOSE, WORDS
from zq_pipeline.portal.english import english

CASES = Path(__file__).parents[1] / "cases" / "english.md"
ROWS = [
    [cell.strip() for cell in line.strip("| ").split(" | ")]
    for line in CASES.read_text(encoding="utf-8").splitlines()
    if line.startswith("| ")
][2:]


@pytest.mark.parametrize(("name", "label", "whole"), ROWS)
def test_the_label_of_a_name(name: str, label: str, whole: str) -> None:
    assert english(name) == (label, whole == "yes")


@pytest.mark.parametrize(
    "name", ["", "()", "(", "占", "的", "每千人", "数量", "、、和", "{a}", "产值" * 200, "<b>产值</b>"]
)
def test_any_name_has_a_label(name: str) -> None:
    label, whole = english(name)
    assert bool(label) == bool(name)
    assert not (whole and any("\u4e00" <= character <= "\u9fff" for character in label))


def test_every_word_is_english_in_all_its_forms() -> None:
    assert [zh for zh, word in WORDS.items() if not word.one or not word.many] == []
    assert [
        zh for zh, word in WORDS.items() if any("\u4e00" <= character <= "\u9fff" for character in "".join(word))
    ] == []
    assert [zh for zh, word in WORDS.items() if set("()/\t") & set("".join(word))] == []


def test_what_shapes_a_name_are_words_of_the_list() -> None:
    assert [word for word in (*DONE, *TASKS, *WHOSE) if word not in WORDS] == []
    assert [word for word in DONE if not WORDS[word].first] == []
