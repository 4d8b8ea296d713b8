"""Words that say whether a number of several years is of their end or of all of them."""

from typing import Final

from zq_pipeline.lexicon.leads import RESULT
from zq_pipeline.lexicon.patterns import words

PASSED: Final = words("超 超过 突破")
"""Reached, or summed up: 营收超9亿元, 累计超9亿元."""

FLOWS: Final = (*RESULT, *words("累计新增 累计 年均新增 净增 增加 新改建 治理 新开通 每年"))
"""Verbs whose object comes to be over all the years."""

FLOW_VERBS: Final = tuple(
    w
    for w in (
        *RESULT,
        *words(
            "累计 投入 开展 年均 每年 净增 增加 总投资 资金 发放 治理 改善 解决 招商 减少 支持 办理 提出 审议 服务 认证 保供 退出"
        ),
    )
    if len(w) > 1
)
"""The same, as they may stand anywhere in the clause."""

NEITHER: Final = frozenset(words("监测 保障 落地 包装 建设"))
"""Verbs that are as often nouns."""

CONTINUED: Final = words("连续 始终 保持 稳居 每年 一直 连年")
"""A rank that was held in all the years."""

SUMS: Final = words("收入 产值 税收 利润 销售额 营业额 成交额 交易额 总额 增加值 总值 零售额 投资")
"""What a year brings, and what may be summed up."""

ADDED_UP: Final = ("累计",)
"""What sums up."""

DEEDS_IN_NAMES: Final = words("发展 培训 接种 改厕 植树 种树 造林 种草 修路")
"""A name that is itself something done."""

COVERING: Final = words("惠及 覆盖 辐射 通达 联通 畅达 连接")
"""Verbs of what reaches so many, by now."""

LEFT: Final = words("脱贫 出列 摘帽 搬迁 落户 转移")
"""What things have gone through, in the course of the years."""

STANDING: Final = words("通办 可办 布局 居 位居 位列 稳居 在册 在建 在营 在校 在网 在岗")
"""What is so of things, by now."""
