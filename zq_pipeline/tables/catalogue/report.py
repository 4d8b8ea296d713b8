"""The report itself, its outline, and its numbers."""

from dataclasses import replace
from typing import Any, Final

from zq_pipeline.reading.records import Bound, Certainty, Doubt, Measure, Part, Reason, Stage, Status, WarningCode
from zq_pipeline.tables.catalogue.parts import (
    CODE,
    EVIDENCE,
    PERIOD,
    PLACE,
    REPORT_KEY,
    ROW_KEY,
    STATEMENT,
    THEME,
    TO_INDICATOR,
    TO_PLACE,
    TO_REPORT,
    TO_STATEMENT,
    TO_THEME,
    TO_UNIT,
    key,
)
from zq_pipeline.tables.catalogue.parts import REPORT as REPORT_FIELD
from zq_pipeline.tables.schema import Field, ForeignKey, Table

_NOT_PRINTED: Final[dict[str, Any]] = {"empty_zh": "页面没有印出", "empty_en": "the page does not print it"}
_DATE: Final[dict[str, Any]] = {"empty_zh": "日期不详", "empty_en": "the date is not known"}
_TITLE_QUOTE: Final = replace(
    next(f for f in EVIDENCE if f.name == "quote"),
    required=False,
    empty_zh="页面没有标题",
    empty_en="the page has no title",
)

REPORT: Final = Table(
    "report", "报告", "Reports", "每行一份报告。", "One row a report.",
    (
        Field("report", "string", "编号", "Key", "报告编号：地区代码加上所总结的年份。", "Key: the place's division code and the year under review.",
              required=True, pattern=REPORT_KEY),
        Field("title", "string", "标题", "Title", "报告的标题。", "The report's title.", empty_zh="页面没有标题", empty_en="the page has no title"),
        Field("publisher", "string", "发布机构", "Publisher", "发布报告的机构。", "Who published it.", required=True),
        Field("place", "string", "地区代码", "Place", "报告所述地区的代码。", "Code of the place it reports on.", required=True, pattern=r"[0-9]{6,12}"),
        Field("place_name", "string", "地区名称", "Place name", "报告所述地区的名称。", "Name of the place it reports on.", required=True),
        Field("index_number", "string", "索引号", "Index number", "政府信息公开的索引号。", "Index number of the disclosure.", **_NOT_PRINTED),
        Field("document_number", "string", "文件编号", "Document number", "文件编号（文号）。", "Number of the document.", **_NOT_PRINTED),
        Field("category", "string", "组配分类", "Category", "信息公开的分类。", "Category of the disclosure.", **_NOT_PRINTED),
        Field("disclosure", "string", "公开方式", "Disclosure", "公开的方式，如主动公开。", "How it is disclosed, such as 主动公开 (on the state's own accord).", **_NOT_PRINTED),
        Field("published_on", "date", "发文日期", "Published on", "发布的日期。", "Date of publication.", **_DATE),
        Field("review_year", "integer", "总结年份", "Year under review", "报告所总结的年份。", "The year it looks back on.", required=True, minimum=1900, maximum=2200),
        Field("plan_year", "integer", "计划年份", "Year planned", "报告所计划的年份。", "The year it plans.", required=True, minimum=1900, maximum=2200),
        Field("year_evidence", "string", "年份依据", "Year evidence",
              "报告中各处迹象所指的总结年份：标题、讲话日期、各级标题、各部分的起首句、目标、发布日期等；given 为人工指定。",
              "The year under review that each sign of it points at: title, day of the speech, headings, how parts open, aims, dates; given: what a person has set.",
              required=True, pattern=r"[a-z -]+: [0-9]{4}(?:; [a-z -]+: [0-9]{4})*"),
        Field("warnings", "string", "提醒", "Warnings", "使用本报告的数据前值得留意之处。", "What to look at before the report's rows are relied on.",
              enum=tuple(WarningCode), many=True, empty_zh="没有", empty_en="there are none"),
        Field("source_file", "string", "源文件", "Source file", "所读文件的名称。", "Name of the file that was read.", required=True),
        Field("source_url", "string", "来源网址", "Source URL", "报告发布的网址。", "Where it was published.", pattern=r"https?://[^\s]+",
              empty_zh="网址不详", empty_en="the address is not known"),
        Field("media_type", "string", "媒体类型", "Media type", "源文件的媒体类型。", "Media type of the source file.", required=True),
        Field("encoding", "string", "编码", "Encoding", "源文件的字符编码。", "Character encoding of the source file.", required=True),
        Field("sha256", "string", "校验和", "SHA-256", "源文件的 SHA-256 校验和。", "SHA-256 of the source file.", required=True, pattern="[0-9a-f]{64}"),
        Field("characters", "integer", "字符数", "Characters", "解码后的码点数。", "Code points of the decoded source.", required=True, minimum=1),
        Field("rights_holder", "string", "权利人", "Rights holder", "原文的权利人。", "Who holds rights in the source text.", empty_zh="不详", empty_en="not known"),
        Field("rights", "string", "原文权利", "Rights in the source", "原文本身的权利状况，与数据的许可分开。", "The status of the source text itself, apart from the data's licence.",
              empty_zh="不详", empty_en="not known"),
    ),
    key="report",
    foreign_keys=(TO_PLACE,),
)  # fmt: skip

SECTION: Final = Table(
    "section", "章节", "Sections", "每行一个标题及其下的内容，构成一棵树。标号照原文，即使原文标错。",
    "One row a heading and what stands under it, as a tree. Labels are as printed, slips and all.",
    (
        key("section"), REPORT_FIELD,
        Field("parent", "string", "上级章节", "Parent", "上级章节的编号。", "Key of the section it is part of.", pattern=ROW_KEY,
              empty_zh="全文", empty_en="it is the whole report"),
        Field("level", "integer", "层级", "Level", "在目录树中的层级，全文为 0。", "Depth in the tree; the whole report is 0.", required=True, minimum=0),
        Field("part", "string", "部分", "Part", "所属部分：序言、总结、计划、名词解释或附件。", "The part it belongs to.", required=True, enum=tuple(Part)),
        Field("label", "string", "标号", "Label", "原文的标号，如 二、 (一) 一是。", "Its label as printed, such as 二、 (一) 一是.",
              empty_zh="没有标号", empty_en="it has none"),
        Field("ordinal", "integer", "序号", "Ordinal", "标号所表示的数。", "The number that the label says.", minimum=0,
              empty_zh="没有标号", empty_en="it has no label"),
        Field("heading", "string", "标题", "Heading", "标题文字。", "The heading's words.", empty_zh="原文没有标题", empty_en="none is printed"),
        Field("years", "string", "所述时期", "Years", "其中的数值若未另行说明所属的时期，ISO 8601。", "The time that its numbers are of where they say no other, ISO 8601.",
              pattern=PERIOD, empty_zh="未说明", empty_en="nothing says"),
        Field("status", "string", "所述状态", "Status", "其中的数值若未另行说明的状态：实际、预计或目标。",
              "Whether its numbers, where they don't say, were reached, are expected or aimed at.", enum=tuple(Status), empty_zh="未说明", empty_en="nothing says"),
        Field("scope_words", "string", "依据", "Scope words", "说明时期和状态的文字。", "The words that say so.", empty_zh="没有这样的文字", empty_en="there are none"),
        THEME, *(_TITLE_QUOTE if f.name == "quote" else f for f in EVIDENCE),
    ),
    key="section",
    foreign_keys=(TO_REPORT, ForeignKey("parent", "", "section"), TO_THEME),
)  # fmt: skip

STATEMENT_TABLE: Final = Table(
    "statement", "语句", "Statements", "每行一个句子或一条列举。", "One row a sentence or an enumerated clause.",
    (
        key("statement"), REPORT_FIELD,
        Field("section", "string", "所在章节", "Section", "所在最内层章节的编号。", "Key of the innermost section it stands in.", required=True, pattern=ROW_KEY),
        Field("ordinal", "integer", "序号", "Ordinal", "在报告中的序号，从 1 数起。", "Its place among the report's statements, from 1.", required=True, minimum=1),
        *EVIDENCE,
    ),
    key="statement",
    foreign_keys=(TO_REPORT, ForeignKey("section", "section", "section")),
)  # fmt: skip

OBSERVATION: Final = Table(
    "observation", "观测值", "Observations", "每行一个报告所陈述的数值。", "One row a number that the report asserts.",
    (
        key("observation"), REPORT_FIELD, STATEMENT,
        Field("indicator_name", "string", "指标（原文）", "Indicator as written", "数值所量的是什么，用原文的说法。", "What is measured, in the report's words.", required=True),
        Field("indicator", "string", "指标代码", "Indicator", "指标的代码。", "Code of the indicator.", pattern=CODE,
              empty_zh="代码表中没有此名称", empty_en="the name is not in the code list"),
        Field("indicator_also", "string", "并列指标", "Further indicators", "一个数值同时说几个指标时（A、B均增长4%），其余指标的代码，以 ; 分隔。",
              "Codes of the other indicators when one number is said of several (A、B均增长4%), separated by ;.",
              pattern=rf"{CODE}(?:;{CODE})*", empty_zh="只说一个指标", empty_en="it is said of one indicator"),
        PLACE,
        Field("subject", "string", "主体", "Subject", "数值所属的单位或人群；地区见 place。", "Whose figure it is, when that is no place.",
              empty_zh="即所说的地区", empty_en="it is that of the place"),
        Field("stage", "string", "存量与增量", "Stage", "stock 已有的总数或期末水平，added 新增，cumulative 几年累计，yearly_average 年均。",
              "stock: what there is, or stands at the end; added: what came new; cumulative: what came together over years; yearly_average: what a year came to.",
              enum=tuple(Stage), empty_zh="当期的发生额，或未说明", empty_en="it is the amount of its period, or that is unsaid"),
        Field("measure", "string", "度量方式", "Measure", "水平、增速、增减量、倍数或名次。", "A level, a rate of change, an absolute change, a multiple or a rank.",
              required=True, enum=tuple(Measure)),
        Field("value", "number", "数值", "Value", "以基本单位计的精确数值（133.8亿元为 13380000000）。", "The exact value in base units (133.8亿元 is 13380000000).", required=True),
        Field("value_high", "number", "上限值", "Upper value", "区间的上限。", "Upper end of a range.", empty_zh="不是区间", empty_en="it is no range"),
        Field("unit_name", "string", "单位（原文）", "Unit as written", "原文的单位。", "The unit as written.", empty_zh="原文没有单位", empty_en="none is printed"),
        Field("unit", "string", "单位代码", "Unit", "单位的代码。", "Code of the unit.", empty_zh="没有单位，或代码表中没有", empty_en="there is none, or the code list has it not"),
        Field("value_std", "number", "标准单位数值", "Value in the standard unit", "换算为指标标准单位的数值；只作精确换算，不同货币不换算。",
              "The value in the standard unit of the indicator; exact conversions only, never across currencies.",
              empty_zh="没有指标代码，或不能精确换算", empty_en="it has no indicator code, or no exact conversion"),
        Field("unit_std", "string", "标准单位", "Standard unit", "value_std 的单位代码。", "Code of the unit of value_std.",
              empty_zh="没有标准单位数值", empty_en="there is no value in it"),
        Field("bound", "string", "精确程度", "Bound", "数值的精确程度（超、余、近、以上……）。", "How exact the number is said to be (超, 余, 近, 以上 …).", required=True, enum=tuple(Bound)),
        Field("status", "string", "状态", "Status", "实际、预计或目标。", "Reached, expected or aimed at.", required=True, enum=tuple(Status)),
        Field("period", "string", "时期", "Period", "数值所属的时期，ISO 8601。", "The time it is about, ISO 8601.", required=True, pattern=PERIOD),
        Field("base_period", "string", "基期", "Base period", "与之比较的时期（同比为上一年）。", "The time it is compared with (同比: the year before).", pattern=PERIOD,
              empty_zh="没有比较的时期", empty_en="it is compared with no other time"),
        Field("rank_scope", "string", "排名范围", "Rank scope", "在何范围内排名，如全市乡镇。", "Among whom it ranks, such as 全市乡镇.", empty_zh="不是名次，或未说明", empty_en="it is no rank, or that is unsaid"),
        Field("certainty", "string", "可信程度", "Certainty",
              "本行的判读有多可靠：没有疑点、有轻微疑点、有重大疑点，或已由人核实。",
              "How far the row can be relied on as read: nothing speaks against it, something does, much does, or a person has confirmed it.",
              required=True, enum=tuple(Certainty)),
        Field("doubt", "string", "疑点", "Doubt", "判读存疑的原因。", "Why the row is not sure.", enum=tuple(Doubt), many=True,
              empty_zh="没有疑点", empty_en="there is no doubt"),
        THEME, *EVIDENCE,
    ),
    key="observation",
    foreign_keys=(
        TO_REPORT, TO_STATEMENT, TO_INDICATOR, TO_PLACE, TO_UNIT, ForeignKey("unit_std", "unit", "unit"), TO_THEME,
    ),
)  # fmt: skip

UNREAD_NUMBER: Final = Table(
    "unread_number", "未读数字", "Unread numbers", "每行一个不是观测值的数字及其原因。", "One row a number that is no observation, with the reason.",
    (
        key("unread_number"), REPORT_FIELD,
        Field("statement", "string", "所在语句", "Statement", "所在语句的编号。", "Key of the statement it stands in.", pattern=ROW_KEY,
              empty_zh="在页眉表格或标题中", empty_en="it stands in the page's header or in a heading"),
        Field("reason", "string", "原因", "Reason", "为什么不是观测值。", "Why it is no observation.", required=True, enum=tuple(Reason)),
        *EVIDENCE,
    ),
    key="unread_number",
    foreign_keys=(TO_REPORT, TO_STATEMENT),
)  # fmt: skip
