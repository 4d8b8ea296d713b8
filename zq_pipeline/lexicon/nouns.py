"""Nouns that begin, end or hold what looks like a verb, and nouns that stand side by side."""

from typing import Final

from zq_pipeline.lexicon.patterns import words

NOMINAL: Final = words("提升 改造 建设 服务 发展 就业 增长 保障 创建 投资 参与 支持 覆盖 运行 运营 保持 办理")
"""Verbs that are a part of the name where a noun follows (8个道路改造项目)."""

NOUN_TAILS: Final = words(
    """
    工程 项目 行动 计划 中心 基地 平台 机构 试点 任务 面积 工作 资金 活动 站 点 区 用地 设施 标准 企业 示范 培训 基金 债券 专项
    规划 经费 县 市 镇 村 人才 事项 系统 网络
    """
)
"""How such a name ends."""

PLACE_WORDS: Final = words("村 社 县 镇 乡 户 组 区 市")
"""Things of one character, after which a verb may follow at once (5个村超过)."""

ADMINISTRATIVE: Final = words("市州 县市区 市县区 县区 区县 市县 省份 省区市 国家和地区")
"""Names of more kinds of places than one."""

WHOLE: Final = words(
    """
    县级市 公有制 国有的 所有制 应用 应急 应届 应对 供应 响应 效应 适应 从业 在校 在建 在册 在岗 在园 在读 在职 在营 在线 都市 首都 成都 自由 并网 合并
    行为 人为 占道 占地 到户 到期 到位 到村 均衡 均价 人均 亩均 平均 还田 还款 还林 归还 未来 未成 搬迁 使用 将军 军民 也门
    """
)
"""Words that hold a verb of one character."""

VERBAL: Final = words(
    """
    投入使用 投入运营 投入运行 成型 亮相 开诊
    增长 增加 减少 提高 下降 完成 实现 达标 开工 建成 投产 投用 封顶 参与 主体封顶 主体完工 首次 就近 并网 运行 就业 上市 交付 交付使用
    整合为 整合成 全覆盖
    """
)
"""Verbs that end a noun where they close the clause (12家企业参与)."""

ABSTRACT_OF: Final = ("工作", "任务", "目标", "要求", "预期", "预定")
"""What a number is said to be of in so many words, and which names nothing (拆迁80户的任务)."""

TOTALS: Final = words("共 共计 合计 总计 计 总 约 长 总长")
"""What follows a number and is no thing that is counted."""

PARALLEL: Final = words(
    """
    城市 县城 城镇 农村 乡村 全国 全省 全市 中央 地方 省级 市级 县级 小学 初中 高中 学前 国内 国际 国外 内资 外资 国有 民营 集体 个体
    男性 女性 公路 铁路 水路 航空 城区 郊区 乡镇 老年 居民 职工 企业 工业 农业 服务业 社会 财政 中小学 义务教育 普惠性幼儿园
    """
)
"""Whose or of what kind: names that stand side by side begin with them (城市、农村低保)."""

LEVELS: Final = words("中 国 省 市 县 区 乡 镇 村")
"""Levels of government by one character, side by side (省、市资金)."""
