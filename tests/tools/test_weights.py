"""Readings are held against annotations right, and a fit finds what makes more rows right."""

import json
from collections import Counter
from pathlib import Path

import pytest

from tests.tools import weights
from tests.tools.gold import compared, counted, f1, load

TEXT = (
    "一、2023年工作总结\n规上工业总产值达到12.6亿元，新建农村公路8.5公里。\n二、2024年工作思路\n建成充电桩40个以上。\n"
)


def _row(number: str, name: str, value: float, unit: str, **told: object) -> str:
    start = TEXT.index(number)
    row = {
        "start": start,
        "end": start + len(number),
        "indicator": [name],
        "measure": "level",
        "value": value,
        "unit": unit,
    }
    return json.dumps({**row, "bound": "exact", "status": "actual", "period": "2023", **told}, ensure_ascii=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one report, of which one row is annotated wrong and one number is missing."""
    rows = [
        _row("12.6", "工业总产值", 1260000000, "元"),
        _row("8.5", "农村公路", 8.5, "公里", period="2022"),
    ]
    (tmp_path / "liuxi.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "liuxi.gold.jsonl").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "reports.json").write_text(
        json.dumps({"liuxi": {"title": "柳溪镇", "review_year": 2023}}), encoding="utf-8"
    )
    return tmp_path


def test_rows_are_counted_by_column(folder: Path) -> None:
    (one,) = load(folder)
    count = counted(compared(one, one.observations()))
    assert (count["found"], count["spurious"], count["missed"], count["whole"], count["period"]) == (2, 1, 0, 1, 1)
    assert f1(count) == pytest.approx(0.8)
    assert load(folder, ["liuxi"]) == []


def test_a_fit_finds_the_weight_that_was_spoilt(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        _row("12.6", "工业总产值", 1260000000, "元"),
        _row("40", "充电桩", 40, "个", bound="at_least", status="target", period="2024"),
    ]
    (folder / "liuxi.gold.jsonl").write_text("\n".join(rows), encoding="utf-8")
    fit = weights.Fit(load(folder))
    good = weights.table()
    assert fit.right(good) == (2,)
    spoilt = tuple((sign, (0, 0, 0, 0) if sign.startswith("heading_") else values) for sign, values in good)
    assert fit.right(spoilt) < (2,)
    nearly = tuple((sign, (1, 1, 0, 0) if sign == "heading_plan_year" else values) for sign, values in good)
    monkeypatch.setattr(weights, "table", lambda: nearly)
    assert fit.right(fit.fitted(None, 1)) >= fit.right(nearly)


def test_the_tables_are_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert weights.main([str(folder), "--fit", "--rounds", "0"]) == 0
    said = capsys.readouterr().out
    assert "liuxi" in said and "fitted on the others" in said
    assert weights.written(weights.table()) == weights.FILE.read_text(encoding="utf-8")
    assert weights.line("none", Counter()).startswith("none")
