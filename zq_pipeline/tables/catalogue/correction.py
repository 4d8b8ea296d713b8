"""What people have said of the rows, kept beside what was read."""

from typing import Final

from zq_pipeline.reading.records import Change
from zq_pipeline.tables.catalogue.parts import EVIDENCE, REPORT, REPORT_KEY, ROW_KEY, TO_REPORT
from zq_pipeline.tables.schema import Field, ForeignKey, Table

CORRECTION: Final = Table(
    "correction", "更正", "Corrections", "每行一处人工更正：某观测值的某一列，或整行。原判读结果一并保留。",
    "One row for each cell of an observation, or whole observation, that a person has corrected or confirmed, with what was read before.",
    (
        Field("correction", "string", "编号", "Key", "主键：报告编号、起始位置，以及列名或更正方式。",
              "Key: the report's key, the offset, and the column or what was done.", required=True, pattern=REPORT_KEY + r"-[0-9]+-[a-z_]+"),
        REPORT,
        Field("observation", "string", "观测值", "Observation", "所更正的观测值的编号。", "Key of the observation that was corrected.", pattern=ROW_KEY,
              empty_zh="更正后不再是观测值", empty_en="it is no observation any more"),
        Field("change", "string", "更正方式", "Change", "改了一列、原样核实、判为不是观测值，或补上漏读的数值。",
              "A cell was corrected, the row was confirmed as read, taken for no observation, or supplied.", required=True, enum=tuple(Change)),
        Field("column", "string", "列", "Column", "所更正的列。", "The column that was corrected.", pattern=r"[a-z][a-z0-9_]*",
              empty_zh="整行", empty_en="it is about the whole row"),
        Field("before", "string", "更正前", "As read", "机器判读的值；整行更正时为指标名称或未读原因。",
              "What was read; of a whole row, the name of the indicator or the reason why it was unread.", empty_zh="原为空", empty_en="the cell was empty"),
        Field("after", "string", "更正后", "As corrected", "更正后的值；整行更正时为指标名称或未读原因。",
              "What holds; of a whole row, the name of the indicator or the reason why it is no observation.", empty_zh="改为空", empty_en="the cell is empty now"),
        Field("reason", "string", "理由", "Reason", "更正的理由。", "Why it was corrected.", required=True),
        Field("corrected_by", "string", "更正人", "Corrected by", "更正人。", "Who corrected it.", required=True),
        Field("corrected_on", "date", "更正日期", "Corrected on", "更正的日期。", "The day of the correction.", required=True),
        *EVIDENCE,
    ),
    key="correction",
    foreign_keys=(TO_REPORT, ForeignKey("observation", "observation", "observation")),
)  # fmt: skip
