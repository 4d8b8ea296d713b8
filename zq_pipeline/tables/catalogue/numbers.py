"""The numbers of a report: observation, unread_number."""

from typing import Final

from zq_pipeline.tables.catalogue.common import (
    CODE,
    EVIDENCE,
    KEY,
    NO_CODE,
    NOT_APPLICABLE,
    OWN_PLACE,
    PERIOD,
    REPORT,
    ROW_KEY,
    STATEMENT,
    theme,
)
from zq_pipeline.tables.schema import Field, ForeignKey, Table

STATUS: Final = (("actual", "已实现", "reached"), ("estimated", "预计", "expected of a period that is (nearly) over"), ("target", "目标", "aimed at"))

OBSERVATION: Final = Table(
    "observation", "观测", "Observation", "每行是报告所说的一个数", "A row is a number that the report asserts",
    (
        KEY,
        REPORT,
        STATEMENT,
        Field("indicator", "string", "指标", "Indicator", "所量的是什么, 用报告的原话", "What is measured, in the report's words"),
        Field("indicator_code", "string", "指标代码", "Indicator code", "指标代码表中的代码", "Its code in the list of indicators", NO_CODE, pattern=CODE),
        Field("subject", "string", "主体", "Subject", "数值属于谁", "Whose figure it is", OWN_PLACE),
        Field("measure", "string", "度量", "Measure", "数值如何说明指标", "How the number speaks of the indicator",
              codes=(("level", "水平", "amount, count, rate or share"), ("change_rate", "变化率", "change in per cent"),
                     ("change", "变化量", "absolute change"), ("multiple", "倍数", "multiple"), ("rank", "位次", "place in an order"))),
        Field("value", "number", "数值", "Value", "精确值, 换算去万、亿; 下降为负", "Exact value without 万 and 亿; a decline is negative"),
        Field("value_high", "number", "上限", "High value", "范围的上端", "Upper end of a range", ("不是范围", "it is no range")),
        Field("unit", "string", "单位", "Unit", "去掉万、亿后的单位", "The written unit after 万 and 亿", ("没有单位", "it has none")),
        Field("unit_code", "string", "单位代码", "Unit code", "计量单位代码表中的代码", "Its code in the list of units", NO_CODE),
        Field("bound", "string", "精确程度", "Bound", "数值有多精确", "How exact the number is said to be",
              codes=(("exact", "精确", "exact"), ("more_than", "超过", "more than"), ("at_least", "不少于", "at least"),
                     ("less_than", "不到", "less than"), ("at_most", "不超过", "at most"), ("approx", "约", "about"))),
        Field("status", "string", "状态", "Status", "已实现、预计或目标", "Reached, expected or aimed at", codes=STATUS),
        Field("period", "string", "时期", "Period", "数值所指的时间, ISO 8601, 范围用 /", "The time it is about, ISO 8601, a range with /", pattern=PERIOD),
        Field("base_period", "string", "基期", "Base period", "与之相比的时间", "The time it is compared with", NOT_APPLICABLE, pattern=PERIOD),
        Field("rank_scope", "string", "排名范围", "Rank scope", "在哪些对象中排名", "Among whom it ranks", NOT_APPLICABLE),
        theme(),
        *EVIDENCE,
    ),
    foreign_keys=(
        ForeignKey("report", "report"), ForeignKey("statement", "statement"), ForeignKey("indicator_code", "indicator", "code"),
        ForeignKey("unit_code", "unit", "code"), ForeignKey("theme", "theme", "code"),
    ),
)  # fmt: skip

UNREAD_NUMBER: Final = Table(
    "unread_number", "未读为观测的数", "Unread number", "每行是原文中不是观测的一个数, 及其原因",
    "A row is a number of the source that is no observation, and why",
    (
        KEY,
        REPORT,
        Field("statement", "string", "语句", "Statement", "所在的语句", "The statement it stands in",
              ("在页眉或标题中", "it stands in the header table or in a heading"), pattern=ROW_KEY),
        Field("reason", "string", "原因", "Reason", "为什么不是观测", "Why it is no observation",
              codes=(("date", "日期或时段", "date, deadline, age or duration"), ("ordinal", "序数", "ordinal"), ("name", "名称的一部分", "part of a name"),
                     ("class_limit", "分组界限", "limit of a class"), ("specification", "规格", "specification"), ("heading", "在标题中", "in a heading"),
                     ("document_id", "文件编号", "number of a document"), ("vague", "约略", "vague"), ("unresolved", "未能读懂", "not understood"))),
        *EVIDENCE,
    ),
    foreign_keys=(ForeignKey("report", "report"), ForeignKey("statement", "statement")),
)  # fmt: skip

TABLES: Final = (OBSERVATION, UNREAD_NUMBER)
