"""Words of indicator names in English, and what shapes a name that is put together from them."""

import re
from typing import Final, NamedTuple

from zq_pipeline.lexicon.patterns import words
from zq_pipeline.lexicon.rows import rows


class Word(NamedTuple):
    """A word in English: before another noun, as the last noun of a phrase, and, of a deed, before what it is done to."""

    one: str
    many: str
    first: str


_FORMS: Final = re.compile(r"\(([^()/]*)(?:/([^()]*))?\)")


def _word(row: dict[str, str]) -> Word:
    # (s) is nothing and s, (y/ies) is y and ies.
    one = _FORMS.sub(lambda found: found[1] if found[2] is not None else "", row["en"])
    many = _FORMS.sub(lambda found: found[2] if found[2] is not None else found[1], row["en"])
    return Word(one, many, row["first"])


WORDS: Final = {row["zh"]: _word(row) for row in rows("english.tsv")}

WHOSE: Final = words(
    "全国 全省 全市 全县 全区 全州 全旗 全镇 全乡 全村 全域 全球 累计 全年 当年 年度 农村 城镇 城乡 城市 县级 市级 省级"
)
"""What may stand before a deed that is said as a participle (全市改造老旧小区)."""

TASKS: Final = words(
    """
    项目 工程 行动 计划 任务 资金 经费 面积 规模 工作 率 目标 活动 试点 中心 基地 平台 机构 设施 标准 投资 基金 债券 时间 进度 措施 机制 体系
    系统 方案 能力 成效 成果 成本 支出 政策 服务 站 点 区 数量 里程 贷款 协议 人员 额
    """
)
"""What is named after a deed and not done by it: 改造项目 are projects of renovation, and were not renovated."""

DONE: Final = words(
    "签约 竣工 开工 完工 投产 落地 建成 完成 入驻 招引 引进 入库 投用 备案 登记 注册 入选 获批 认定 谋划 实施"
)
"""Deeds that are done to a task itself: 签约项目 are projects that were signed."""

PARTNERS: Final = words(
    "东盟 欧盟 美国 美 日本 韩国 俄罗斯 非洲 欧洲 拉美 中亚 中东 共建一带一路国家 一带一路国家 一带一路沿线国家 沿线国家 共建国家 新兴市场 香港 澳门 台湾"
)
"""With whom one trades (对东盟出口)."""

JOINTS: Final = frozenset("、和与及") | {"以及"}
