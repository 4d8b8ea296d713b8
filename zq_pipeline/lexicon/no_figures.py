"""Words around numbers that are no observation: classes, names, models, lengths of time, groups."""

from typing import Final

from zq_pipeline.lexicon.patterns import words

POWERS: Final = "百千万亿"
"""Numerals that count as one only where something is led up to them (突破千亿元, 亿元以上)."""

LEADS_UP: Final = ("达", "达到", "破", "迈向", "冲刺", "挺进", "冲击", "突破了", "超过了")
"""What leads up to a power alone, beside the words of a bound."""

WITHIN: Final = tuple("第“十百千万零点之分每")
"""Before a Chinese numeral that is a part of something: an ordinal, a quote, another numeral."""

STEPS: Final = ("台阶", "关口", "大关")
"""What is passed when a number is reached."""

PASSED: Final = ("连跨", "连上", "跨过", "跨越", "跨上", "迈过", "越过")
"""How steps are passed, so that they are counted (连跨两个十亿元台阶)."""

LASTING: Final = words("寿命 年限 年龄 时间 时限 天数 时长 周期 日数 时数 工期 期限 工时 用时 年数 日照")
"""Nouns that are measured in time."""

BECOMES: Final = words("达 达到 增至 提高 提高到 增加 延长 缩短 减少 压缩")
"""Verbs between such a noun and its new length (人均预期寿命79.8岁,提高1.2岁)."""

CLASSES: Final = words("企业 项目 集群 县 镇 县区 园区 产业链 强县 强镇 乡镇 大村 村 楼 楼宇")
"""Nouns of a class that stand right after its limit (亿元村)."""

AFTER_MONEY: Final = words("企业 骨干企业 项目 产业集群 强企 县 强县 镇 强镇 村 园区 楼")
"""The ones of them, and what they begin with, after money with its unit."""

PLANTS: Final = words("项目 工程 机组 生产线 基地 变电站 线路 通道 电站 泊位 装置")
"""What is specified by its size (30万吨级泊位)."""

NAMED_AFTER: Final = words(
    """
    强 版 号 热线 政务服务 + 周年 国道 省道 高速 核心 网络 频道 行情 行动 战略 示范工程 体系 模式 连增 连冠 连优 代线 代生产线 代半导体 代面板 级台风
    """
)
"""After digits without a unit: a name (500强, 12345热线, 8.6代线)."""

ROADS: Final = ("国道", "省道", "县道", "乡道")
"""Before digits: the number of a road."""

BOARDS: Final = ("委", "门", "委局", "联合")
"""What makes a name of a number of 部 (九部委)."""

GROUPS: Final = ("大事", "文章", "战役", "硬仗", "大网")
"""What a Chinese numeral introduces as a group (办好四件大事), beside the words of the lexicon of names."""

NOT_TOLD: Final = ("数", "几", "上", "成")
"""Before a power: a number that nobody tells (数百家, 上千人)."""

GROUPED: Final = frozenset("国线网点面级星字词角分度里方层章届期批轮集辈类种次款型卷回步头口门")
"""Measure words of groups, grades and gatherings, which a Chinese numeral names and does not count (三级, 五届)."""

TENS: Final = frozenset(("一一", "一二", "二三", "三四", "三五", "七八", "五六", "六七", "十百", "百千"))
"""Two digits that are no number of two digits (三五家)."""

OLD_UNITS: Final = frozenset("里两方度克石升分伏")
"""Units that are parts of other words (五里桥, 两步走)."""

VOLTS: Final = frozenset(words("千伏 伏 级 星 星级 赫 毫安"))
"""Units that only specify."""

LENGTHS: Final = frozenset(words("米 毫米 厘米"))
"""Units that specify when a noun follows (3米道路)."""

PLANT_SIZES: Final = frozenset(words("吨 千瓦 立方米 兆瓦 万千瓦 吉瓦 桶 吨级"))

PLACE_UNITS: Final = frozenset(words("年 年度 年代 市 县 省 镇 村")) | {""}
"""What may follow a year."""

SMALL_THINGS: Final = frozenset("座所")
"""Things of which even one is a result (建成一座桥)."""

BUILT: Final = words("建成 新建 修建 开工 竣工 翻修 改建 扩建")
"""How one of them comes about."""

HAPPENS: Final = ("召开", "召开了", "举行", "举行了", "进行", "进行了", "开展", "开展了", "组织", "组织了")
"""What is done a number of times (召开五次会议), where 五次会议 alone is the name of one."""

CONCENTRATION: Final = "浓度"
"""At the end of a name: what is never counted in things, places or days."""
