"""The promise ledger, the numbers of all reports side by side, and the panel made of both."""

from dataclasses import replace
from typing import Final

from zq_pipeline.reading.facts.choice import Why
from zq_pipeline.reading.facts.panel import Stated
from zq_pipeline.reading.facts.series import When
from zq_pipeline.reading.records import Bound, Certainty, Measure, Stage, State, Status, TargetKind, Tone
from zq_pipeline.tables.catalogue.parts import (
    CODE,
    EVIDENCE,
    PERIOD,
    PLACE,
    REPORT,
    REPORT_KEY,
    ROW_KEY,
    STATEMENT,
    TO_INDICATOR,
    TO_PLACE,
    TO_REPORT,
    TO_STATEMENT,
    TO_UNIT,
    key,
)
from zq_pipeline.tables.schema import Field, ForeignKey, MadeOf, Table

_INDICATOR: Final = Field(
    "indicator",
    "string",
    "指标代码",
    "Indicator",
    "指标的代码。",
    "Code of the indicator.",
    required=True,
    pattern=CODE,
)
_MEASURE: Final = Field(
    "measure", "string", "度量方式", "Measure", "水平、增速、增减量、倍数或名次。", "A level, a rate of change, an absolute change, a multiple or a rank.",
    required=True, enum=tuple(Measure),
)  # fmt: skip
_UNIT: Final = Field(
    "unit",
    "string",
    "单位代码",
    "Unit",
    "单位的代码。",
    "Code of the unit.",
    empty_zh="没有单位，或代码表中没有",
    empty_en="there is none, or the code list has it not",
)
_STATES: Final = (
    "met 达到，missed 未达到，changed 后来的计划改了目标，silent 应当交代的报告没有提到，open 尚无应当交代的报告，undecided 有结果但无从判断。",
    "met; missed; changed: a later plan sets another number; silent: the report that should tell does not; open: no such report is there; undecided: told, but nobody can say.",
)


_VALUE: Final = ("value", "value_std")
_UNITS: Final = ("unit", "unit_std")


def _observed(name: str, zh: str, en: str, about_zh: str, about_en: str, empty: tuple[str, str]) -> Field:
    return Field(name, "string", zh, en, about_zh, about_en, pattern=ROW_KEY, empty_zh=empty[0], empty_en=empty[1])


TARGET: Final = Table(
    "target", "目标", "Targets", "每行一个目标，有数量的和只有文字的（与经济增长同步）都在内，旁边是上年的基数和后来报告中的结果。",
    "One row for each aim, in a number or in words (与经济增长同步), beside what was reached before and what became of it in later reports.",
    (
        key("target"), REPORT, STATEMENT, PLACE,
        replace(_INDICATOR, required=False, empty_zh="代码表中没有此名称", empty_en="the name is not in the code list"),
        Field("name", "string", "名称（原文）", "Name as written", "目标所指，用原文的说法。", "What is aimed at, in the report's words.", required=True),
        _MEASURE,
        Field("period", "string", "时期", "Period", "目标所属的时期，ISO 8601。", "The time it is for, ISO 8601.", required=True, pattern=PERIOD),
        Field("kind", "string", "形式", "Kind", "数量或文字。", "A number or words.", required=True, enum=tuple(TargetKind)),
        Field("low", "number", "下限", "Low", "目标的下限，以基本单位计；没有说上限或下限的，两者都是所说的数。下降3%以上的上限是 -3。",
              "The least that is aimed at, in base units; where neither floor nor ceiling is said, both are the number said. 下降3%以上 (down by 3 % or more) has a high of -3.",
              empty_zh="没有下限，或只有文字", empty_en="there is no floor, or only words"),
        Field("high", "number", "上限", "High", "目标的上限，以基本单位计。", "The most that is aimed at, in base units.", empty_zh="没有上限，或只有文字", empty_en="there is no ceiling, or only words"),
        _UNIT,
        Field("bound", "string", "精确程度", "Bound", "数值的精确程度。", "How exact the number is said to be.", required=True, enum=tuple(Bound)),
        Field("tone", "string", "语气", "Tone",
              "ensure 确保，strive 力争，endeavour 努力，keep 保持；没有这样的动词时：about 左右，floor 以上，ceiling 以内，plain 直陈。",
              "ensure 确保, strive 力争, endeavour 努力, keep 保持; without such a verb: about 左右, floor 以上, ceiling 以内, plain.", required=True, enum=tuple(Tone)),
        Field("wording", "string", "措辞", "Wording", "所在的分句。", "The clause that it is put in.", required=True),
        _observed("observation", "目标值", "Aim", "目标的观测值。", "The observation that is the aim.", ("只有文字", "it has only words")),
        _observed("baseline", "基数", "Baseline", "同一报告的总结部分中同一指标的观测值。", "The observation of the same indicator in the review of the same report.",
                  ("总结中没有，或有几个不同的", "the review has none, or several that differ")),
        Field("state", "string", "结果", "State", *_STATES, required=True, enum=tuple(State)),
        _observed("outcome", "结果值", "Outcome", "后来的总结中同一指标、同一时期的观测值。", "The observation of the same indicator and time in a later review.",
                  ("还没有这样的报告，或其中没有", "there is no such report yet, or it has none")),
        Field("told_by", "string", "交代的报告", "Told by", "说明结果的报告，应当说明而没有说的也写在这里；改了目标的为改目标的报告。",
              "The report that tells what came, or should have; of a changed aim, the one that changed it.",
              pattern=REPORT_KEY, empty_zh="还没有", empty_en="there is none yet"),
        Field("distance", "number", "差距", "Distance", "目标减结果；没有结果时，目标减基数。单位同目标；两者单位不同时，以标准单位计。",
              "The aim less the outcome or, while there is none, less the baseline, in the unit of the aim, or in the standard unit where the two are in different ones.",
              empty_zh="既没有结果也没有基数", empty_en="there is neither outcome nor baseline"),
        *EVIDENCE,
    ),
    key="target",
    foreign_keys=(
        TO_REPORT, TO_STATEMENT, TO_PLACE, TO_INDICATOR, TO_UNIT,
        ForeignKey("observation", "observation", "observation"),
        ForeignKey("baseline", "observation", "observation"),
        ForeignKey("outcome", "observation", "observation"),
        ForeignKey("told_by", "report", "report"),
    ),
    made_of=(
        MadeOf("observation", ("place", "indicator", "measure", "period", "unit", "bound")),
        MadeOf("observation", ("name",), ("indicator_name",)),
        MadeOf("observation", ("low", "high"), ("value", "value_high", "bound")),
        MadeOf("observation", ("state", "distance"), _VALUE),
    ),
)  # fmt: skip

SERIES: Final = Table(
    "series", "时间序列", "Series", "各份报告的数值按指标、地区、时期排列，每行一份报告对一个时期的说法。不含目标、区间和名次。",
    "The numbers of all reports by indicator, place and period, one row for what one report says of one period. Without targets, ranges and ranks.",
    (
        Field("series", "string", "编号", "Key", "观测值的编号。", "Key of the observation.", required=True, pattern=ROW_KEY),
        Field("report", "string", "报告", "Report", "所属报告的编号。", "Key of the report that says it.", required=True, pattern=REPORT_KEY),
        _INDICATOR,
        Field("breakdown", "string", "分项", "Breakdown", "指标之下的行业或产品，如 水泥。", "The branch or product of the indicator, such as 水泥 (cement).",
              empty_zh="指标的全部", empty_en="the whole of the indicator"),
        Field("subject", "string", "主体", "Subject", "数值所属的单位或人群。", "Whose figure it is, when that is no place.", empty_zh="即所说的地区", empty_en="it is that of the place"),
        PLACE,
        Field("period", "string", "时期", "Period", "数值所属的时期，ISO 8601。", "The time it is about, ISO 8601.", required=True, pattern=PERIOD),
        Field("base_period", "string", "基期", "Base period", "与之比较的时期。", "The time it is compared with.", pattern=PERIOD, empty_zh="没有比较的时期", empty_en="it is compared with no other time"),
        _MEASURE,
        Field("when", "string", "时点", "When", "whole 整个时期，average 各年平均，end 期末，base 一段变化的起点（从12家增加到20家）；不同时点的数值不混在一行序列里。",
              "whole: of all of the period; average: of its years; end: at its end; base: what a change started from (从12家增加到20家). Numbers of different times are never in one line.", required=True, enum=tuple(When)),
        Field("stage", "string", "存量与增量", "Stage", "存量、新增、累计或年均，见 observation。", "Stock, added, cumulative or yearly average; see observation.",
              enum=tuple(Stage), empty_zh="当期的发生额，或未说明", empty_en="it is the amount of its period, or that is unsaid"),
        Field("value", "number", "数值", "Value", "指标标准单位的数值；不能精确换算的，以原文的单位计。", "The value in the standard unit of the indicator, or in the unit as written where that is not exact.", required=True),
        _UNIT,
        Field("status", "string", "状态", "Status", "实际或预计。", "Reached or expected.", required=True, enum=tuple(Status)),
        Field("revised", "string", "有无修订", "Revised", "是否与更早的报告所说不同。", "Whether an earlier report said something else.", required=True, enum=("yes", "no")),
    ),
    key="series",
    foreign_keys=(TO_REPORT, ForeignKey("series", "observation", "observation"), TO_INDICATOR, TO_PLACE, TO_UNIT),
    made_of=(
        MadeOf("observation", ("report", "indicator", "subject", "place", "period", "base_period", "measure", "stage", "status")),
        MadeOf("report", ("place",)),
        MadeOf("observation", ("breakdown",), ("indicator", "indicator_name")),
        MadeOf("observation", ("when",), ("stage", "quote")),
        MadeOf("observation", ("value", "revised"), _VALUE),
        MadeOf("observation", ("unit",), _UNITS),
    ),
)  # fmt: skip

_NO_ACTUAL: Final = ("没有数值", "there is no number")
_NO_TARGET: Final = ("没有目标", "there is no aim")


def _stated(name: str, zh: str, en: str, of_zh: str, of_en: str) -> Field:
    return Field(
        name, "string", zh, en,
        f"{of_zh}如何说：number 数值，words 只有文字，mentioned 提到名称而没有读出数值，not_stated 没有提到，no_report 没有这份报告。",
        f"How {of_en} tells: a number; only words; its name without a number that was read; not at all; or there is no such report.",
        required=True, enum=tuple(Stated),
    )  # fmt: skip


PANEL: Final = Table(
    "panel", "面板", "Panel", "每行一个地区、指标、度量方式和年份：当年的目标、实际、基数，以及为什么取这个数。标准指标即使报告没有提到也有一行。只含报告所述地区本身的数值。",
    "One row a place, indicator, measure and year: what was aimed at, what came, what was before, and why this number was taken. For the standard indicators a row is there even when the report is silent. Only numbers about the reporting place itself.",
    (
        Field("panel", "string", "编号", "Key", "行的主键：地区、年份、指标和度量方式。", "Key of the row: place, year, indicator and measure.",
              required=True, pattern=r"[0-9a-z]+-[0-9]{4}-[a-z0-9_]+-[a-z_]+"),
        REPORT, PLACE,
        Field("year", "integer", "年份", "Year", "数值所属的年份。", "The year it is about.", required=True, minimum=1900, maximum=2200),
        _INDICATOR, _MEASURE, _UNIT,
        Field("actual", "number", "实际", "Actual", "当年达到的数值，以标准单位计；不能精确换算的，以 unit 计。", "What was reached, in the standard unit, or in the unit given where that is not exact.",
              empty_zh=_NO_ACTUAL[0], empty_en=_NO_ACTUAL[1]),
        Field("actual_bound", "string", "实际的精确程度", "Bound of the actual", "数值的精确程度。", "How exact the number is said to be.", enum=tuple(Bound),
              empty_zh=_NO_ACTUAL[0], empty_en=_NO_ACTUAL[1]),
        Field("estimated", "string", "是否预计", "Estimated", "数值是否为预计数。", "Whether the number was only expected.", enum=("yes", "no"), empty_zh=_NO_ACTUAL[0], empty_en=_NO_ACTUAL[1]),
        _stated("actual_stated", "实际的说法", "How the actual is stated", "总结当年的报告", "the report on the year"),
        Field("target_low", "number", "目标下限", "Target low", "目标的下限，单位同 unit。", "The least that was aimed at, in the unit given.", empty_zh="没有下限，或只有文字", empty_en="there is no floor, or only words"),
        Field("target_high", "number", "目标上限", "Target high", "目标的上限，单位同 unit。", "The most that was aimed at, in the unit given.", empty_zh="没有上限，或只有文字", empty_en="there is no ceiling, or only words"),
        Field("target_bound", "string", "目标的精确程度", "Bound of the target", "目标数值的精确程度。", "How exact the aim is said to be.", enum=tuple(Bound),
              empty_zh="没有目标，或只有文字", empty_en="there is no aim, or only words"),
        Field("tone", "string", "语气", "Tone", "目标的语气，见 target。", "How firmly the aim is put; see target.", enum=tuple(Tone), empty_zh=_NO_TARGET[0], empty_en=_NO_TARGET[1]),
        Field("target_words", "string", "目标文字", "Target in words", "目标只有文字时的原文。", "The words of an aim that has no number.", empty_zh="目标是数值，或没有", empty_en="the aim is a number, or there is none"),
        _stated("target_stated", "目标的说法", "How the target is stated", "计划当年的报告", "the report that plans the year"),
        Field("baseline", "number", "基数", "Baseline", "上一年的实际数，单位同 unit。", "The actual of the year before, in the unit given.", empty_zh="没有，或单位不同", empty_en="there is none, or in another unit"),
        Field("state", "string", "结果", "State", *_STATES, enum=tuple(State), empty_zh=_NO_TARGET[0], empty_en=_NO_TARGET[1]),
        Field("rivals", "integer", "不同说法数", "Rivals", "报告中对同一实际数的其他不同数值有几个。", "How many other numbers reports have for the actual.", required=True, minimum=0),
        Field("chosen", "string", "取数规则", "Why this one",
              "only 只有一个，agreed 几处一致，whole_year 全年的，direct 直接说的，standard_unit 标准单位的，not_a_bound 不是台阶的，farthest 最高的台阶，later_report 较晚的报告的，reached 已实现的，own_name 单独说的，first 最先说的。",
              "only: there is one; agreed: all say the same; whole_year: not of some months; direct: of the whole, not a part or addition; standard_unit; not_a_bound: not a mark passed; "
              "farthest: the highest mark passed; later_report; reached: not only expected; own_name: said of this indicator alone; first: said first.",
              enum=tuple(Why), empty_zh=_NO_ACTUAL[0], empty_en=_NO_ACTUAL[1]),
        Field("target_rivals", "integer", "不同目标数", "Rival targets", "对同一目标的其他不同数值有几个。", "How many other numbers there are for the aim.", required=True, minimum=0),
        Field("certainty", "string", "可信程度", "Certainty", "所依据的各行中最低的可信程度。", "The lowest certainty of the rows behind it.", required=True, enum=tuple(Certainty)),
        _observed("observation", "实际的出处", "Actual from", "实际数的观测值。", "The observation that is the actual.", _NO_ACTUAL),
        _observed("target", "目标的出处", "Target from", "目标的编号。", "Key of the target.", _NO_TARGET),
        _observed("baseline_observation", "基数的出处", "Baseline from", "基数的观测值。", "The observation that is the baseline.", ("没有基数", "there is no baseline")),
    ),
    key="panel",
    foreign_keys=(
        TO_REPORT, TO_PLACE, TO_INDICATOR, TO_UNIT, ForeignKey("observation", "observation", "observation"),
        ForeignKey("target", "target", "target"), ForeignKey("baseline_observation", "observation", "observation"),
    ),
    made_of=(
        MadeOf("report", ("panel", "year"), ("review_year", "plan_year")),
        MadeOf("report", ("panel", "place"), ("place",)),
        MadeOf("observation", ("panel", "year"), ("period",)),
        MadeOf("observation", ("panel", "indicator"), ("indicator", "indicator_also")),
        MadeOf("observation", ("panel", "measure"), ("measure",)),
        MadeOf("target", ("panel", "year"), ("period",)),
        MadeOf("target", ("panel", "indicator"), ("indicator",)),
        MadeOf("target", ("panel", "measure"), ("measure",)),
        MadeOf("observation", ("unit",), _UNITS),
        MadeOf("target", ("unit",)),
        MadeOf("observation", ("actual", "baseline", "rivals", "state", "chosen"), _VALUE),
        MadeOf("observation", ("actual_bound",), ("bound",)),
        MadeOf("observation", ("estimated",), ("status",)),
        MadeOf("observation", ("actual_stated",), ("indicator",)),
        MadeOf("statement", ("actual_stated", "target_stated"), ("quote",)),
        MadeOf("observation", ("chosen",), ("period", "stage", "unit_std", "bound", "status", "indicator_also", "start")),
        MadeOf("report", ("chosen",), ("review_year",)),
        MadeOf("target", ("target_low",), ("low",)),
        MadeOf("target", ("target_high",), ("high",)),
        MadeOf("target", ("target_bound",), ("bound",)),
        MadeOf("target", ("target_words",), ("wording",)),
        MadeOf("target", ("target_stated",), ("kind",)),
        MadeOf("target", ("target_rivals",), ("low", "high")),
        MadeOf("target", ("tone", "state")),
        MadeOf("observation", ("certainty",)),
    ),
)  # fmt: skip
