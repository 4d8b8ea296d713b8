"""Words of tables inside reports: what the head of a column says of the cells below it."""

from typing import Final

NAMES: Final = frozenset(("指标", "指标名称", "主要指标", "项目", "名称", "指标内容", "项目名称", "类别", "内容"))
"""The column of what is measured."""

UNITS: Final = frozenset(("单位", "计量单位"))
"""The column of units."""

SERIALS: Final = frozenset(("序号", "编号", "序"))
"""The column of row numbers."""

STATUS: Final = (
    ("完成率", "actual"), ("完成情况", "actual"), ("实际", "actual"), ("预计", "estimated"), ("预期目标", "target"), ("目标", "target"), ("计划", "target"),
    ("预期", "target"), ("任务", "target"), ("完成", "actual"), ("实绩", "actual"), ("实现", "actual"), ("总量", "actual"), ("数值", "actual"), ("本年", "actual"),
)  # fmt: skip
"""Word in the head of a column of numbers → their status; the first that is found counts."""

CHANGE: Final = ("同比增长", "增长率", "增长速度", "增速", "增幅", "增长", "同比", "±")
"""In the head of a column, or at the end of a row's name: a rate of change."""
