"""Words of the outline: labels of headings, and what headings of the review and of the plan say."""

from typing import Final

DIGITS: Final = "一二三四五六七八九十"

LABELS: Final = (
    ("part", rf"第[{DIGITS}]{{1,3}}(?:部分|章)[:、\s]?"),
    ("section", rf"[{DIGITS}]{{1,3}}、"),
    ("sub", rf"\([{DIGITS}]{{1,3}}\)"),
    ("point", r"\d{1,2}(?:[、．]|\.(?!\d))"),
    ("small", r"\(\d{1,2}\)"),
    ("run", rf"第[{DIGITS}]{{1,3}}[,、]|[{DIGITS}]{{1,3}}(?:是|要)(?!\S{{0,1}}[、])|——|--"),
)
"""Kinds of label, outermost first, as patterns over folded text."""

OUTER: Final = frozenset({"part", "section", "sub"})
"""Kinds that open a section even when no heading can be told from the text that follows."""

PLAN: Final = (
    "工作思路", "工作安排", "工作计划", "工作打算", "工作重点", "重点工作", "总体要求", "总体思路", "主要目标", "目标任务", "奋斗目标",
    "发展目标", "预期目标", "指导思想", "政府工作任务", "主要任务", "重点任务", "工作任务", "工作部署", "政府工作的建议", "工作建议", "工作要求",
    "下一步", "政策取向", "基本思路", "总任务", "远景目标", "民生实事", "政府自身建设", "年的任务", "年任务", "今后的任务", "计划概要", "计划纲要", "规划纲要", "计划草案", "规划草案", "计划要点",
)  # fmt: skip
"""What a heading of the plan says."""

WHEN: Final = ("今年", "明年", "今后五年", "未来五年", "过去一年", "过去五年", "一年来", "五年来", "上年工作")
"""What a heading of either says of its time."""

REVIEW: Final = (
    "回顾", "总结", "工作成绩", "工作成就", "发展成就", "主要成就", "工作情况", "完成情况", "主要成绩", "主要成效", "工作成效", "取得的成就", "基本总结",
)  # fmt: skip
"""What a heading of the review says."""

DEMANDS: Final = (
    "总体要求",
    "总的要求",
    "指导思想",
    "工作思路",
    "基本思路",
    "总体思路",
    "重点抓好",
    "重点做好",
    "做好以下",
    "抓好以下",
    "做好今年",
    "做好明年",
    "工作安排",
    "工作部署",
)
"""How a sentence opens the demands of the plan."""

GOALS: Final = (
    "预期目标是",
    "预期目标为",
    "预期目标:",
    "主要目标是",
    "主要目标:",
    "目标是:",
    "奋斗目标是",
    "发展目标是",
    "预期目标如下",
    "预期性目标",
    "建议预期目标",
    "建议今年",
    "目标任务是",
)
"""How a sentence opens the aims of the plan."""

GLOSSARY: Final = (
    "名词解释",
    "名词注释",
    "名词说明",
    "注释",
    "有关名词解释",
    "相关名词解释",
    "名词术语解释",
    "有关用语说明",
    "部分名词解释",
)
"""What stands over the explanations at the end."""

APPENDIX: Final = ("附件", "附表", "附录")
"""What stands over an attachment."""

TITLE: Final = (
    "工作报告",
    "工作总结",
    "工作思路",
    "工作要点",
    "工作计划",
    "年度总结",
    "计划的报告",
    "草案的报告",
    "情况的报告",
)
"""What the title of a report says."""

ADDRESS: Final = ("各位代表", "同志们", "各位委员")
"""How a speaker turns to the hall: never a heading."""
