"""A report and how it is built: report, section, statement."""

from typing import Final

from zq_pipeline.tables.catalogue.common import (
    EVIDENCE,
    KEY,
    NOT_PRINTED,
    REPORT,
    REPORT_KEY,
    ROW_KEY,
    TOP,
    UNKNOWN,
    place,
    theme,
)
from zq_pipeline.tables.schema import Field, ForeignKey, Table

_YEARS: Final = {"minimum": 1900, "maximum": 2200}

REPORT_TABLE: Final = Table(
    "report", "报告", "Report", "每行是一份报告", "A row is a report",
    (
        Field("key", "string", "键", "Key", "区划代码和总结年度, 例如 330483105-2024",
              "Division code and year under review, such as 330483105-2024", pattern=REPORT_KEY),
        Field("title", "string", "标题", "Title", "报告的标题", "The report's title", NOT_PRINTED),
        Field("publisher", "string", "发布机构", "Publisher", "发布报告的机构", "Who published it"),
        Field("publisher_en", "string", "发布机构英文名", "Publisher in English", "发布机构的英文名称", "The publisher's English name", UNKNOWN),
        place("place", "地区", "Place", "报告所属地区的代码", "The code of the place it reports on", UNKNOWN),
        Field("index_number", "string", "索引号", "Index number", "政府信息公开索引号", "Number in the index of disclosed information", NOT_PRINTED),
        Field("document_number", "string", "文件编号", "Document number", "发文字号", "Number of the document", NOT_PRINTED),
        Field("category", "string", "组配分类", "Category", "网站所列的分类", "Category on the publishing site", NOT_PRINTED),
        Field("disclosure", "string", "公开方式", "Disclosure", "公开的方式", "How it was disclosed", NOT_PRINTED),
        Field("published", "date", "发布日期", "Published on", "发布的日期", "Date of publication", NOT_PRINTED),
        Field("review_year", "integer", "总结年度", "Year under review", "所总结的年度", "The year it reviews", **_YEARS),
        Field("plan_year", "integer", "计划年度", "Year planned", "所计划的年度", "The year it plans", **_YEARS),
        Field("source_file", "string", "源文件", "Source file", "raw/ 中的文件", "The file in raw/"),
        Field("source_url", "string", "来源网址", "Source URL", "发布的网址", "Where it was published", UNKNOWN),
        Field("media_type", "string", "媒体类型", "Media type", "源文件的类型", "Type of the source file"),
        Field("encoding", "string", "字符编码", "Encoding", "源文件的字符编码", "Character encoding of the source file"),
        Field("sha256", "string", "SHA-256", "SHA-256", "源文件的校验值", "Checksum of the source file", UNKNOWN, pattern="[0-9a-f]{64}"),
        Field("characters", "integer", "字符数", "Characters", "原文的字符(码位)数", "Code points in the source", minimum=1),
        Field("rights_holder", "string", "权利人", "Rights holder", "原文的权利人", "Who holds rights in the source text", UNKNOWN),
        Field("rights", "string", "原文的权利状况", "Rights", "原文本身的权利状况, 与数据的许可分开", "Status of the source text itself, apart from the data's licence", UNKNOWN),
    ),
    foreign_keys=(ForeignKey("place", "place", "code"),),
)  # fmt: skip

SECTION: Final = Table(
    "section", "章节", "Section", "每行是一个标题及其下的内容, 成树状", "A row is a heading and what stands under it, as a tree",
    (
        KEY,
        REPORT,
        Field("parent", "string", "上级章节", "Parent", "所属的上级章节", "The section it stands in", TOP, pattern=ROW_KEY),
        Field("level", "integer", "级别", "Level", "标题的级别, 0 为整篇的开头", "Depth of the heading; 0 is the opening", minimum=0),
        Field("part", "string", "部分", "Part", "属于报告的哪一部分", "The part of the report",
              codes=(("preamble", "开头", "preamble"), ("review", "总结", "review"), ("plan", "计划", "plan"))),
        Field("label", "string", "编号", "Label", "印出的编号(二、, (一), 一是)", "The enumerator as printed", NOT_PRINTED),
        Field("ordinal", "integer", "序号", "Ordinal", "印出的编号所表示的数", "The number that the label says", NOT_PRINTED, minimum=0),
        Field("heading", "string", "标题", "Heading", "标题文字, 不含编号", "The heading without its label", NOT_PRINTED),
        theme(),
        *EVIDENCE,
    ),
    foreign_keys=(ForeignKey("report", "report"), ForeignKey("parent", "section"), ForeignKey("theme", "theme", "code")),
)  # fmt: skip

STATEMENT_TABLE: Final = Table(
    "statement", "语句", "Statement", "每行是一个句子或一个编号的分句", "A row is a sentence or an enumerated clause",
    (
        KEY,
        REPORT,
        Field("section", "string", "章节", "Section", "所在的最内层章节", "The innermost section it stands in", pattern=ROW_KEY),
        Field("ordinal", "integer", "序号", "Ordinal", "在报告中的第几句", "Which statement of the report it is", minimum=0),
        Field("text", "string", "文字", "Text", "便于阅读的文字: 空白和换行并为一个空格", "The words for reading: each run of blanks is one space"),
        *EVIDENCE,
    ),
    foreign_keys=(ForeignKey("report", "report"), ForeignKey("section", "section")),
    unique_keys=(("report", "ordinal"),),
)  # fmt: skip

TABLES: Final = (REPORT_TABLE, SECTION, STATEMENT_TABLE)
