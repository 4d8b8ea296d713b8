"""Words that say how exact a number is."""

from typing import Final

BEFORE: Final = {
    "more_than": ("超过", "突破", "超", "逾", "高于", "多于", "大于", "跨越", "跨过", "迈过", "冲破", "跃上", "站上", "迈上", "越过", "跨上", "过", "首破", "首超"),
    "at_least": ("不少于", "不低于", "至少", "不小于", "最少", "不下于", "起码"),
    "less_than": ("接近", "将近", "逼近", "不到", "不足", "低于", "少于", "小于", "近", "临近"),
    "at_most": ("不超过", "不高于", "不多于", "最多", "不突破", "至多", "不大于"),
    "approx": ("大约", "约", "大概", "约为", "约占"),
}  # fmt: skip
"""Before the number."""

FOLD_BOUNDS: Final = ("接近", "将近", "近", "不到", "大约", "约", "超过", "超")
"""The ones of them that stand within 翻了近一番."""

AFTER: Final = {
    "at_least": ("及以上", "以上", "之上"),
    "approx": ("左右", "上下", "前后"),
    "at_most": ("以内", "以下", "之内", "及以下", "之下"),
    "more_than": ("多", "余", "有余", "开外"),
}
"""After the number and its unit."""

MORE: Final = {"多": "more_than", "余": "more_than", "几": "more_than", "来": "approx"}
"""Between a number and its unit: 二十多家, 十来家."""

WORDS_OF_ONE: Final = frozenset(
    ("通过", "经过", "签约", "节约", "合约", "条约", "公约", "预约", "制约", "附近", "最近", "临近", "不过")
)
"""Words that end like a bound of one character, and say none."""

WORDS_BEFORE: Final = {word: bound for bound, words in BEFORE.items() for word in words}
WORDS_AFTER: Final = {word: bound for bound, words in AFTER.items() for word in words}
