"""The page on annotation tells the truth: its example is a folder that the tools take, and the reader reads it so."""

import json
import re
from decimal import Decimal
from pathlib import Path

from tests.tools.rules import texts
from zq_pipeline.reading.records import Origin
from zq_pipeline.reading.report import numbers
from zq_pipeline.reading.rows import row

PAGE = (Path(__file__).parents[1] / "docs" / "annotation.md").read_text(encoding="utf-8")


def test_the_example_is_read_as_it_is_annotated(tmp_path: Path) -> None:
    about, report, gold = re.findall(r"```(?:json|text)\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "reports.json").write_text(about, encoding="utf-8")
    (tmp_path / "liuxi_2024.txt").write_text(report, encoding="utf-8")
    (text,) = texts(tmp_path)
    (ranges,) = (each["ranges"] for each in json.loads(about).values())
    assert ranges == [[0, len(report.rstrip())]]
    lines = [json.loads(line) for line in gold.splitlines()]
    assert [text.source[line["start"] : line["end"]] for line in lines] == [line["number"] for line in lines]
    read = map(row, numbers(text.source, Origin(f"{text.name}.txt"), review_year=text.review_year).observations)
    for said, line in zip(read, lines, strict=True):
        assert line["start"] == int(said["number_start"])
        assert said["indicator"] in line["indicator"]
        assert Decimal(said["value"]) == Decimal(str(line["value"]))
        same = ("measure", "unit", "bound", "status", "period")
        assert {name: said[name] for name in same} == {name: line[name] for name in same}
