"""Words of time and of what is still to come."""

from typing import Final

from zq_pipeline.lexicon.patterns import words

EXPECTED: Final = ("预计", "初步核算", "初步统计", "初步测算", "快报数", "预测", "有望", "估计", "初步预计")
"""A number of a period that is over or nearly over, not yet final."""

PRELIMINARY: Final = tuple(f"初步{word}" for word in ("统计", "核算", "测算", "预计", "汇总", "匡算"))
"""How a sentence opens whose numbers are but expected (据初步核算,…)."""

AIMED: Final = (
    "力争",
    "确保",
    "争取达到",
    "努力实现",
    "目标是",
    "目标为",
    "将达到",
    "将达",
    "将突破",
    "将超过",
    "将建成",
    "将新增",
    "计划投资",
    "拟安排",
    "要达到",
    "将增加",
    "将提高",
    "力争达到",
    "奋斗目标",
    "计划新增",
    "计划完成",
)
"""A number to be reached."""

LONG_PLAN: Final = (
    "今后五年",
    "未来五年",
    "今后5年",
    "未来5年",
    "今后几年",
    "未来几年",
    "今后一个时期",
    "本届政府任期",
)
"""The plan of more than one year."""

STOCK_HEADS: Final = (
    "率", "比例", "比重", "占比", "覆盖面", "总量", "总数", "存量", "余额", "保有量", "装机", "里程", "装机容量", "比值", "密度", "总规模", "规模", "数量", "比率", "水平", "库存", "人口", "总额", "浓度", "系数", "总资产", "床位数", "托位数", "指数", "寿命", "年限", "拥有量", "强度", "积累",
)  # fmt: skip
"""Heads of nouns whose number speaks of a moment."""

FLOW_HEADS: Final = (
    "贡献率",
    "增长率",
    "投资总额",
    "营业额",
    "成交额",
    "支出",
    "支出总数",
    "支出总额",
    "投入",
    "投资",
    "年均",
    "投资规模",
    "签约总额",
    "完成率",
    "总投资",
)
"""Heads of nouns whose number speaks of a stretch of time, whatever the noun ends like."""

REACHED: Final = (
    "达到",
    "达",
    "达至",
    "增至",
    "升至",
    "提高到",
    "增加到",
    "提升到",
    "扩大到",
    "上升到",
    "突破",
    "降至",
    "减至",
    "下降到",
    "降低到",
    "提高至",
    "增加至",
    "提升至",
    "发展到",
    "减少到",
    "缩小到",
    "累计达",
    "累计达到",
    "下降至",
    "降低至",
    "缩小至",
    "压缩至",
    "覆盖",
    "惠及",
    "分别达到",
    "分别达",
    "减少至",
    "超",
    "超过",
    "迈上",
    "跃升至",
    "攀升至",
    "扩大至",
    "上升至",
    "站上",
    "跨越",
    "跨上",
    "增长到",
    "高达",
    "可达",
    "回升到",
    "缩短至",
    "缩短到",
    "压缩到",
    "拓展到",
    "降到",
    "升到",
    "增到",
    "跃上",
    "跨过",
    "迈过",
    "越过",
)
"""Verbs that speak of the end of a period."""

STEADY: Final = words("持续 一直 始终 稳定在 保持在 控制在 维持在 始终保持 保持 年均 每年 平均 平均每年")
"""Words that speak of the whole of a period."""

PAST_YEARS: Final = (
    "五年来", "过去五年", "过去的五年", "5年来", "过去5年", "过去的5年", "这五年", "这5年", "近五年", "近5年", "五年间", "五年中", "五年里", "五年以来", "本届政府", "五年累计", "五年共", "五年新增", "五年建成", "的五年。", "的五年里",
)  # fmt: skip
"""The years of a government's term that is over."""

NEXT_YEARS: Final = (
    "今后五年",
    "未来五年",
    "今后5年",
    "未来5年",
    "今后几年",
    "未来几年",
    "今后一个时期",
    "今后的五年",
    "未来的五年",
    "接下来五年",
    "下一个五年",
)
"""The years to come."""

PAST_YEAR: Final = ("过去一年", "过去的一年", "刚刚过去的一年", "一年来", "这一年", "去年", "上年", "上一年")
"""The year that is over."""

THIS_YEAR: Final = ("今年以来", "今年", "明年", "来年", "本年度", "新的一年")
"""The year that has begun, or is about to."""

WE: Final = ("我们", "我们要", "各级", "全省", "全市", "全县", "全区", "全镇", "政府", "县政府", "市政府", "省政府")
"""Who speaks of what is to be done."""

INTENT: Final = ("要", "将", "力争", "确保", "争取", "努力", "必须", "务必", "拟", "着眼", "计划", "应当")
"""How a clause begins of what is to be done."""

GROWN: Final = (
    "得到落实", "得到加强", "得到提升", "得到改善", "得到保障", "持续改善", "稳步提升", "持续提升", "不断增强", "日益", "日趋", "呈现", "新高", "跃升", "迈上", "跃上", "建成投用", "投入使用", "顺利通过", "成功创建", "成功举办", "成效显著", "显著提升", "显著增强", "明显改善", "明显提升", "明显增强",
)  # fmt: skip
"""What things have come to: more often told of what is over."""

AHEAD: Final = ("将", "要", "拟", "计划", "安排", "预期", "目标", "再", "继续", "务必")
"""What is still to come, in a clause of a review."""

ALREADY: Final = ("已达", "已有", "已经", "目前", "现有", "已建成", "已累计")
"""What is so by now, in a plan."""

ANEW: Final = (
    "今年",
    "今明",
    "明年",
    "本年",
    "当前",
    "目前",
    "现",
    "力争",
    "争取",
    "确保",
    "将",
    "拟",
    "计划",
    "目标",
    "五年",
    "以来",
    "年来",
)
"""What says that the year named before is no longer spoken of."""

TOLD: Final = ("已", "目前", "截至", "截止", "实际完成", "实际达", "实际到位")
"""What is so by now, whatever else is only expected."""

PURPOSE: Final = ("目标", "计划", "任务", "预期")
"""What was to be reached."""

AIM_KINDS: Final = words("预期 预定 既定 规定 计划 控制 发展 奋斗 约束性 预期性")
"""Whose aim it was that a result is held against (高于5%左右的预期目标)."""
