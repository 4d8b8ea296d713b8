"""The code lists: theme, unit, indicator, place."""

from typing import Final

from zq_pipeline.tables.catalogue.common import CODE, PLACE_CODE, TOP, UNKNOWN, place
from zq_pipeline.tables.schema import Field, ForeignKey, Table

_UNIT: Final = r"[^\s|]+"
_NAME: Final = Field("name", "string", "名称", "Name", "中文名称", "Chinese name")
_NAME_EN: Final = Field("name_en", "string", "英文名称", "English name", "英文名称", "English name")
_ALIASES: Final = Field(
    "aliases", "string", "别名", "Aliases", "其他写法, 以 | 分隔", "Other ways it is written, with | between them",
    ("没有别的写法", "none is known"),
)  # fmt: skip

THEME: Final = Table(
    "theme", "主题", "Theme", "政府工作的领域", "Fields of government work",
    (Field("code", "string", "代码", "Code", "主题代码", "The code of the theme", pattern=CODE), _NAME, _NAME_EN),
    key=("code",),
)  # fmt: skip

UNIT: Final = Table(
    "unit", "计量单位", "Unit", "计量单位: 有UCUM或ISO 4217代码的用其代码, 其余自编",
    "Units of measure: UCUM or ISO 4217 codes where there is one, else our own",
    (
        Field("code", "string", "代码", "Code", "单位代码", "The code of the unit", pattern=_UNIT),
        _NAME,
        _NAME_EN,
        Field("dimension", "string", "量纲", "Dimension", "所量的是什么", "What kind of quantity it measures", pattern=CODE),
        Field("factor", "string", "换算系数", "Factor", "换算到同量纲基本单位的系数, 小数或分数(亩为2000/3平方米)",
              "Exact factor to the base unit of its dimension, a decimal or a fraction (a mu is 2000/3 square metres)",
              ("没有固定的换算系数", "there is no fixed factor"), pattern=r"[0-9]+(?:\.[0-9]+)?(?:/[0-9]+)?"),
        _ALIASES,
    ),
    key=("code",),
)  # fmt: skip

INDICATOR: Final = Table(
    "indicator", "指标", "Indicator", "政府工作报告常用的指标", "Indicators that government work reports use",
    (
        Field("code", "string", "代码", "Code", "指标代码", "The code of the indicator", pattern=CODE),
        _NAME,
        _NAME_EN,
        Field("definition", "string", "定义", "Definition", "中文定义", "Definition in Chinese"),
        Field("definition_en", "string", "英文定义", "English definition", "英文定义", "Definition in English"),
        Field("theme", "string", "主题", "Theme", "所属主题", "The theme it belongs to", pattern=CODE),
        Field("unit", "string", "常用单位", "Usual unit", "常用的计量单位", "The unit it usually comes in",
              ("没有单位", "it has none"), pattern=_UNIT),
        Field("higher_is_better", "string", "越高越好", "Higher is better", "数值升高是否为改善",
              "Whether a rise is an improvement", ("两者皆可", "neither"), codes=(("yes", "是", "yes"), ("no", "否", "no"))),
        _ALIASES,
    ),
    key=("code",),
    foreign_keys=(ForeignKey("theme", "theme", "code"), ForeignKey("unit", "unit", "code")),
)  # fmt: skip

PLACE: Final = Table(
    "place", "地区", "Place", "报告所属和提到的地区及其上级", "The places that report and that are named, with those they lie in",
    (
        Field("code", "string", "区划代码", "Division code", "统计用区划代码: 县以上6位, 乡镇9位, 村12位",
              "Division code: 6 digits down to the county, 9 for a town, 12 for a village", pattern=PLACE_CODE),
        Field("code_system", "string", "代码体系", "Code system", "代码属于哪个体系; 不同体系的乡镇代码不通用",
              "Which system the code is of; town codes of different systems don't match",
              codes=(("nbs", "国家统计局统计用区划代码", "National Bureau of Statistics"),)),
        _NAME,
        Field("name_en", "string", "英文名称", "English name", "英文名称", "English name", UNKNOWN),
        Field("level", "string", "级别", "Level", "行政层级", "Administrative level",
              codes=(("province", "省级", "province"), ("prefecture", "地级", "prefecture"), ("county", "县级", "county"),
                     ("township", "乡级", "township"), ("village", "村级", "village"))),
        place("parent", "上级", "Parent", "上一级地区的代码", "The code of the place it lies in", TOP),
    ),
    key=("code",),
    foreign_keys=(ForeignKey("parent", "place", "code"),),
)  # fmt: skip

TABLES: Final = (THEME, UNIT, INDICATOR, PLACE)
