"""The order of the name rules held against learnt weights, on a small folder of annotated reports."""

import json
from pathlib import Path

import pytest

from tests.tools import names

TEXT = "柳溪镇2023年工作总结\n新建茶厂8家，茶叶产值达到3亿元，增长6%。"
NAMES = {"8": "茶厂", "3": "茶叶产值", "6": "茶叶产值"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("liuxi", "shiqiao"):
        (tmp_path / f"{name}.txt").write_text(TEXT, encoding="utf-8")
        gold = [
            {"start": TEXT.index(n, 12), "end": TEXT.index(n, 12) + 1, "indicator": [of], "value": 1}
            for n, of in NAMES.items()
        ]
        (tmp_path / f"{name}.gold.jsonl").write_text("\n".join(map(json.dumps, gold)), encoding="utf-8")
    about = {name: {"review_year": 2023, "annotated": True} for name in ("liuxi", "shiqiao")}
    (tmp_path / "reports.json").write_text(json.dumps(about), encoding="utf-8")
    return tmp_path


def test_each_report_is_told_with_weights_learnt_on_the_others(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert names.main([str(folder)]) == 0
    told = [line.split() for line in capsys.readouterr().out.splitlines()[1:]]
    assert told == [
        ["liuxi", "3", "1.000", "1.000", "1.000"],
        ["shiqiao", "3", "1.000", "1.000", "1.000"],
        ["all", "6", "1.000", "1.000", "1.000"],
    ]


def test_weights_turn_an_order_that_is_wrong() -> None:
    asked = [names.Question((("carried",), ("noun_after",)), (False, True))] * 4
    assert names.best(asked[0], {}) == 0
    assert names.best(asked[0], names.learnt(asked)) == 1
