"""Words that slips are found by."""

from typing import Final

DOUBLED: Final = (
    "累计完成",
    "累计实现",
    "预计完成",
    "预计实现",
    "累计",
    "预计",
    "完成",
    "实现",
    "同比增长",
    "同比下降",
)
"""verbs and adverbs that a clause says once"""
PHASED: Final = (
    "公寓",
    "项目",
    "工程",
    "园区",
    "产业园",
    "地块",
    "厂房",
    "厂",
    "楼",
    "中心",
    "小区",
    "大桥",
    "大道",
    "公路",
    "路",
    "基地",
    "广场",
    "安置房",
    "学校",
    "医院",
)
"""things that are built in phases"""
AFTER_PHASE: Final = (
    "完成",
    "建成",
    "开工",
    "竣工",
    "主体",
    "项目",
    "工程",
    "投用",
    "投产",
    "启动",
    "封顶",
    "交付",
    "进展",
    "有序",
    "正在",
    "及",
    "和",
    "、",
)
"""what may follow a phase, and does not follow 一起 (together)"""
SIBLINGS: Final = "一二三四五六七八九十"
LOOKALIKES: Final = {"l": "1", "I": "1", "O": "0", "o": "0"}
"""letters → the digits they are mistyped for"""
COMPARABLE: Final = ("可比价", "可比口径", "同口径", "不变价", "年均", "扣除价格", "剔除", "还原", "翻番")
"""words with which a growth rate is not that of the two levels printed"""
PLACES: Final = ("省", "市", "州", "县", "区", "镇", "乡", "村")
"""units that count places"""
