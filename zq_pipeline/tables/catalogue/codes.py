"""The code lists."""

from typing import Final

from zq_pipeline.tables.catalogue.parts import CODE, TO_THEME
from zq_pipeline.tables.catalogue.parts import THEME as THEME_FIELD
from zq_pipeline.tables.schema import Field, ForeignKey, Table


def _names(zh: str, en: str) -> tuple[Field, Field]:
    return (
        Field(
            "name_zh",
            "string",
            "中文名称",
            "Chinese name",
            f"{zh}的中文名称。",
            f"The {en}'s Chinese name.",
            required=True,
        ),
        Field(
            "name_en",
            "string",
            "英文名称",
            "English name",
            f"{zh}的英文名称。",
            f"The {en}'s English name.",
            required=True,
        ),
    )


_ALIASES: Final = Field(
    "aliases", "string", "其他写法", "Aliases", "报告中见到的其他写法，以 | 分隔。", "Other ways reports write it, separated by |.",
    empty_zh="没有其他写法", empty_en="no other way is known",
)  # fmt: skip

THEME: Final = Table(
    "theme", "主题", "Themes", "主题代码表。", "Code list of themes.",
    (
        Field("theme", "string", "主题代码", "Theme code", "主题的代码。", "The theme's code.", required=True, pattern=CODE),
        *_names("主题", "theme"),
    ),
    key="theme",
)  # fmt: skip

UNIT: Final = Table(
    "unit", "计量单位", "Units", "计量单位代码表：有 UCUM 或 ISO 4217 代码的用其代码，其余自编。",
    "Code list of units: UCUM or ISO 4217 codes where there is one, our own otherwise.",
    (
        Field("unit", "string", "单位代码", "Unit code", "单位的代码。", "The unit's code.", required=True),
        *_names("单位", "unit"),
        Field("dimension", "string", "量纲", "Dimension", "单位所量的是什么。", "What the unit measures.", required=True),
        Field("factor", "string", "换算系数", "Factor", "换算为同量纲基本单位的系数，小数或整数之比（亩为 2000/3 平方米）。",
              "Factor to the base unit of its dimension, a decimal or a fraction of integers (亩 is 2000/3 square metres).",
              pattern=r"[0-9]+(?:\.[0-9]+)?(?:/[0-9]+)?", empty_zh="没有固定的换算", empty_en="there is no fixed factor"),
        _ALIASES,
    ),
    key="unit",
)  # fmt: skip

PLACE: Final = Table(
    "place", "地区", "Places", "报告所及地区的代码表。", "Code list of the places that the reports speak of.",
    (
        Field("place", "string", "地区代码", "Place code", "区划代码，须与代码体系一并使用。", "Division code; it means nothing without its code system.",
              required=True, pattern=r"[0-9]{6,12}"),
        Field("code_system", "string", "代码体系", "Code system", "代码所属的体系：nbs 为国家统计局统计用区划代码；全国用 000000。",
              "The system the code belongs to: nbs is that of the National Bureau of Statistics, with 000000 for the nation.", required=True, enum=("nbs",)),
        Field("name_zh", "string", "名称", "Name", "地区的名称。", "The place's name.", required=True),
        Field("name_en", "string", "英文名称", "English name", "地区的英文名称。", "The place's English name.",
              empty_zh="没有通行的英文名称", empty_en="no English name is established"),
        Field("level", "string", "层级", "Level", "行政层级。", "Administrative level.", required=True,
              enum=("nation", "province", "prefecture", "county", "township", "village")),
        Field("parent", "string", "上级地区", "Parent", "上级地区的代码。", "Code of the place it is part of.", pattern=r"[0-9]{6,12}",
              empty_zh="上级为全国，或即全国", empty_en="it is part of the country itself, or the country"),
    ),
    key="place",
    foreign_keys=(ForeignKey("parent", "", "place"),),
)  # fmt: skip

INDICATOR: Final = Table(
    "indicator", "指标", "Indicators", "指标代码表。", "Code list of indicators.",
    (
        Field("indicator", "string", "指标代码", "Indicator code", "指标的代码。", "The indicator's code.", required=True, pattern=CODE),
        *_names("指标", "indicator"),
        Field("definition_zh", "string", "定义", "Definition (Chinese)", "指标的定义。", "What the indicator is, in Chinese.", required=True),
        Field("definition_en", "string", "英文定义", "Definition (English)", "指标的英文定义。", "What the indicator is, in English.", required=True),
        THEME_FIELD,
        Field("unit", "string", "标准单位", "Standard unit", "标准单位的代码；换算值以此计。", "Code of its standard unit, in which values are put beside each other.",
              empty_zh="没有标准单位", empty_en="it has no standard unit"),
        Field("better", "string", "期望方向", "What is wanted", "higher 越高越好，lower 越低越好，floor 不低于所定的数即可，ceiling 不超过所定的数即可，neither 不能一概而论。",
              "higher or lower: the more or the less; floor or ceiling: not less or not more than is set; neither can be said.",
              required=True, enum=("higher", "lower", "floor", "ceiling", "neither")),
        _ALIASES,
    ),
    key="indicator",
    foreign_keys=(TO_THEME, ForeignKey("unit", "unit", "unit")),
)  # fmt: skip
