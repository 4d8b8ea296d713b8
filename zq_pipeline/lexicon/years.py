"""Words by which a report tells which year it looks back on, and which it plans."""

from typing import Final

from zq_pipeline.lexicon import headings

REVIEWED: Final = (*headings.REVIEW, "总结", "执行情况", "工作成绩")
"""Behind a year in a title or heading: this year is reviewed."""

PLANNED: Final = (*headings.PLAN, "计划", "要点", "思路", "安排", "打算", "建议", "展望")
"""Behind a year in a title or heading: this year is planned."""

FAR: Final = ("远景", "以前", "前后", "中长期")
"""Behind a year that is further off than the one planned: 2035年远景目标."""

AIMS: Final = ("预期目标", "主要目标", "目标任务", "发展目标", "总体要求", "总体思路", "基本思路")
"""Behind the year planned where the plan begins: 2031年经济社会发展的主要预期目标是."""

JUST_OVER: Final = ("刚刚过去的", "刚过去的", "即将过去的", "过去的")
"""Before the year reviewed where the review begins."""
