"""Words that aims are put in: how firmly, and those that set an aim without a number."""

import re
from typing import Final

TONES: Final = (
    ("ensure", re.compile("确保|务必|必须|保证|坚决")),
    ("strive", re.compile("(?:力争|争取|力求|冲刺)(?![^,;。]{0,4}更好)")),
    ("endeavour", re.compile("(?:努力|奋力|尽力|着力)(?![^,;。]{0,6}更好)")),
    ("keep", re.compile("保持|稳定在|稳定|维持|巩固")),
)
"""Verbs before the number, the firmest first; 争取更好结果 is said of no number."""

WORDED: Final = (
    ("sync", re.compile("(?:与|和|同)(?:国民)?(?:经济|地区生产总值|国内生产总值|生产总值|GDP)(?:增长|发展|增速)?(?:水平)?(?:保持)?(?:基本)?(?:保持)?同步")),
    ("above", re.compile(r"(?:高于|快于|超过|不低于|好于|跑赢)[^\d,;。]{0,12}?(?:经济|全国|全省|全市|全县|全区|平均|生产总值|GDP|收入)|保持在[^\d,;。]{0,8}平均水平以上")),
    ("positive", re.compile("(?:保持|实现|争取|力争|确保)*正增长")),
    ("assigned", re.compile(r"(?:按照?|按)?(?:国家|省|市|上级)[^\d,;。]{0,6}?(?:要求|下达)[^\d,;。]{0,4}?完成|(?:全面|按时|圆满|超额)?完成(?:国家|省里?|市里?|上级|省定|市定|[省市]委省?政府)[^\d,;。]{0,6}?(?:下达|控制|目标|任务|指标|要求)的?")),
    ("level", re.compile("(?:与(?:上|去)年)?(?:保持)?(?:基本|大体|总体)?(?:持平)|(?:保持)?(?:基本|总体)稳定")),
)  # fmt: skip
"""An aim without a number, and what it asks: at the pace of the economy, above another, more than before, what those above assigned, as before."""

COMMON: Final = frozenset(
    [
        "中央财政",
        "国债资金",
        "专项资金",
        "财政资金",
        "总投资",
        "项目总投资",
        "政府投资",
        "重点项目",
        "项目投资",
        "省级财政",
        "地方财政",
        "各级财政",
        "财政支出",
        "项目个数",
        "重大项目",
        "群众",
        "企业",
        "资金",
        "贷款",
    ]
)
"""Names so common that two numbers of them need not tell of the same."""
