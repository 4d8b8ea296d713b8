"""Fields that several tables share, and what an empty cell can mean."""

from typing import Final

from zq_pipeline.tables.schema import Field

NOT_PRINTED: Final = ("报告没有印出", "the report doesn't print it")
NOT_APPLICABLE: Final = ("不适用", "not applicable")
UNKNOWN: Final = ("未知", "unknown")
OWN_PLACE: Final = ("报告所属地区自己的数据", "a figure of the reporting place itself")
TOP: Final = ("没有上级", "it has nothing above it")
NO_CODE: Final = ("代码表中没有, 或无法确定", "the code list has none, or it is not certain")

REPORT_KEY: Final = r"(?:[0-9]{6}|[0-9]{9}|[0-9]{12})-[0-9]{4}"
ROW_KEY: Final = REPORT_KEY + "-(?:0|[1-9][0-9]*)"
PLACE_CODE: Final = r"(?:[0-9]{6}|[0-9]{9}|[0-9]{12})"
CODE: Final = r"[a-z][a-z0-9_]*"
_TIME: Final = r"[0-9]{4}(?:-(?:[0-9]{2}(?:-[0-9]{2})?|Q[1-4]|H[12]))?"
PERIOD: Final = rf"{_TIME}(?:/{_TIME})?"

KEY: Final = Field(
    "key", "string", "键", "Key",
    "报告的键加上首字的位置, 例如 330483105-2024-296", "The report's key and the place of the first character, such as 330483105-2024-296",
    pattern=ROW_KEY,
)  # fmt: skip
REPORT: Final = Field("report", "string", "报告", "Report", "所出自的报告", "The report it stands in", pattern=REPORT_KEY)
STATEMENT: Final = Field("statement", "string", "语句", "Statement", "所在的语句", "The statement it stands in", pattern=ROW_KEY)
EVIDENCE: Final = (
    Field("start", "integer", "起", "Start", "首字在原文中的位置, 按字符(码位)从0数起",
          "Offset of the first character in the source, in code points from 0", minimum=0),
    Field("end", "integer", "止", "End", "末字之后的位置", "Offset after the last character", minimum=1),
    Field("quote", "string", "原文", "Quote", "原文从起到止的文字, 一字不改", "The source from start to end, unchanged"),
)  # fmt: skip


def place(name: str, zh: str, en: str, about_zh: str, about_en: str, missing: tuple[str, str]) -> Field:
    """A field with a division code."""
    return Field(name, "string", zh, en, about_zh, about_en, missing, pattern=PLACE_CODE)


def theme(missing: tuple[str, str] = UNKNOWN) -> Field:
    """The field that names a theme."""
    return Field("theme", "string", "主题", "Theme", "主题代码表中的代码", "Its code in the list of themes", missing, pattern=CODE)
