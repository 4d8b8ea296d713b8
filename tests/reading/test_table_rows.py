"""Tables inside reports: each number once, with what its column, its row and its unit say."""

import pytest

from zq_pipeline.reading import report
from zq_pipeline.reading.records import Origin

HEAD = "清溪镇2031年工作总结和2032年工作思路\n一、2031年工作总结\n全镇新增企业3家。\n"
PLAN = "二、2032年工作思路\n力争新增企业4家。\n"

CASES = {
    "aim beside what was reached": (
        "指标 | 单位 | 预期目标 | 实际完成\n粮食总产量 | 吨 | 8200 | 8350\n财政收入 | 万元 | 6500 | 6800.5",
        ["粮食总产量 8200 吨 level target 2031", "粮食总产量 8350 吨 level actual 2031", "财政收入 65000000 元 level target 2031", "财政收入 68005000 元 level actual 2031"],
    ),
    "units in the names, apart by tabs, numbered rows": (
        "序号\t指标名称\t2030年\t2031年预计\n1\t工业总产值（亿元）\t95.5\t101\n2\t其中：出口（%）\t12\t13",
        ["工业总产值 9550000000 元 level actual 2030", "工业总产值 10100000000 元 level estimated 2031", "出口 12 % level actual 2030", "出口 13 % level estimated 2031"],
    ),
    "rates of change, a fall, a range, an empty cell": (
        "项目 | 完成数 | 同比增长（%）\n工业用电量 | 3.2亿千瓦时 | -4.5\n游客 | 12万人次 | —\n投资增速 | 6%-7% | 5",
        ["工业用电量 320000000 千瓦时 level actual 2031", "工业用电量 -4.5 % change_rate actual 2031", "游客 120000 人次 level actual 2031", "投资 6..7 % change_rate actual 2031", "投资 5 % change_rate actual 2031"],
    ),
    "apart by blanks, with units": (
        "指标名称　　单位　　2031年　　比上年增长（%）\n茶叶总产量　　万吨　　1.2　　3.5\n农民收入　元　21385　-5.2",
        ["茶叶总产量 12000 吨 level actual 2031", "茶叶总产量 3.5 % change_rate actual 2031", "农民收入 21385 元 level actual 2031", "农民收入 -5.2 % change_rate actual 2031"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("table", "expected"), CASES.values(), ids=CASES.keys())
def test_a_table_is_read_once_and_by_its_columns(table, expected):
    source = f"{HEAD}{table}\n{PLAN}"
    reading = report.read(source, Origin("a.txt", place_code="990101001"))
    start, end = len(HEAD), len(HEAD) + len(table)
    told = [
        f"{o.indicator} {o.value}{'' if o.value_high is None else f'..{o.value_high}'} {o.unit} {o.measure.value} {o.status.value} {o.period}"
        for o in reading.observations
        if start <= o.span.start < end
    ]
    assert told == expected
    taken = [i for row in (*reading.observations, *reading.unread_numbers) for i in range(*row.span)]
    digits = {i for i, c in enumerate(source) if c.isdigit()}
    assert digits <= set(taken)
    assert all(taken.count(i) == 1 for i in digits)
    assert [str(o.value) for o in reading.observations if not start <= o.span.start < end] == ["3", "4"]


def test_a_table_of_aims_in_the_plan_is_about_the_year_planned():
    source = f"{HEAD}{PLAN}指标 | 单位 | 目标\n工业总产值 | 亿元 | 110\n研发投入 | 亿元 | ≥3"
    observed = report.read(source, Origin("a.txt", place_code="990101001")).observations[-2:]
    assert [(o.indicator, o.status, o.period, o.bound) for o in observed] == [
        ("工业总产值", "target", "2032", "exact"),
        ("研发投入", "target", "2032", "at_least"),
    ]


def test_a_table_apart_by_blanks_in_the_plan_is_about_the_year_its_head_names():
    table = "指标  单位  2031年  增长（%）\n用电量  亿度  3.1  6"
    observed = report.read(f"{HEAD}{PLAN}{table}", Origin("a.txt", place_code="990101001")).observations[-2:]
    assert [(o.indicator, str(o.value), o.unit, o.status, o.period) for o in observed] == [
        ("用电量", "310000000", "度", "actual", "2031"),
        ("用电量", "6", "%", "actual", "2031"),
    ]


def test_lines_with_blanks_that_are_no_table_are_sentences():
    reading = report.read(f"{HEAD}事业单位 新增 12个\n企业 新增 3家\n{PLAN}", Origin("a.txt", place_code="990101001"))
    assert [str(o.value) for o in reading.observations] == ["3", "12", "3", "4"]


def test_lines_with_strokes_that_are_no_table_are_sentences():
    reading = report.read(f"{HEAD}清溪 | 新增泊位12个 | 很好\n{PLAN}", Origin("a.txt", place_code="990101001"))
    assert [str(o.value) for o in reading.observations] == ["3", "12", "4"]
