"""Fields that several tables share."""

from typing import Final

from zq_pipeline.tables.schema import Field, ForeignKey

REPORT_KEY: Final = r"[0-9a-z]+-[0-9]{4}"
ROW_KEY: Final = REPORT_KEY + r"-[0-9]+"
CODE: Final = r"[a-z][a-z0-9_]*"
PERIOD: Final = r"[0-9]{4}(?:-[0-9A-Z]{2}(?:-[0-9]{2})?)?(?:/[0-9]{4}(?:-[0-9A-Z]{2}(?:-[0-9]{2})?)?)?"


def key(name: str) -> Field:
    """The key of a row read from a report: the report's key and the offset where the row's words start."""
    return Field(
        name, "string", "编号", "Key",
        "行的主键：报告编号加上该行文字在原文中的起始位置。", "Key of the row: the report's key and the offset where its words start.",
        required=True, pattern=ROW_KEY,
    )  # fmt: skip


REPORT: Final = Field(
    "report",
    "string",
    "报告",
    "Report",
    "所属报告的编号。",
    "Key of the report it stands in.",
    required=True,
    pattern=REPORT_KEY,
)
STATEMENT: Final = Field(
    "statement",
    "string",
    "所在语句",
    "Statement",
    "所在语句的编号。",
    "Key of the statement it stands in.",
    required=True,
    pattern=ROW_KEY,
)
THEME: Final = Field(
    "theme", "string", "主题", "Theme", "主题代码。", "Code of the theme.",
    pattern=CODE, empty_zh="主题不明确", empty_en="no theme is plain",
)  # fmt: skip
EVIDENCE: Final = (
    Field("start", "integer", "起始位置", "Start", "文字在解码后的原文中的起始位置（从0数起的码点数）。",
          "Where the words start in the decoded source, in code points from 0.", required=True, minimum=0),
    Field("end", "integer", "结束位置", "End", "文字在原文中的结束位置（不含）。", "Where the words end, exclusive.", required=True, minimum=0),
    Field("quote", "string", "原文", "Quote", "原文中起止位置之间的文字，一字不改。", "The words between start and end, exactly as printed.", required=True),
    Field("page", "integer", "页码", "Page", "文字所在的页（PDF，从 1 数起）。", "The page that the words start on (of a PDF, from 1).", minimum=1,
          empty_zh="源文件不分页", empty_en="the source has no pages"),
)  # fmt: skip
PLACE: Final = Field(
    "place", "string", "地区", "Place", "数值所说的地区：未点明的为报告所述地区，全国为 000000；统一用最短的代码。",
    "Code of the place it is about: the reporting place unless another is named, 000000 for the nation; always the shortest form.",
    pattern=r"[0-9]{6,12}", empty_zh="报告所述地区没有代码", empty_en="the reporting place has no code",
)  # fmt: skip
TO_PLACE: Final = ForeignKey("place", "place", "place")
TO_INDICATOR: Final = ForeignKey("indicator", "indicator", "indicator")
TO_UNIT: Final = ForeignKey("unit", "unit", "unit")
TO_REPORT: Final = ForeignKey("report", "report", "report")
TO_STATEMENT: Final = ForeignKey("statement", "statement", "statement")
TO_THEME: Final = ForeignKey("theme", "theme", "theme")
