"""What reports promise and have done, and slips in them."""

from dataclasses import replace
from typing import Final

from zq_pipeline.reading.records import Aspect, NoteKind, Sure
from zq_pipeline.tables.catalogue.names import SPAN_KEY
from zq_pipeline.tables.catalogue.parts import (
    EVIDENCE,
    PERIOD,
    PLACE,
    REPORT,
    ROW_KEY,
    STATEMENT,
    THEME,
    TO_PLACE,
    TO_REPORT,
    TO_STATEMENT,
    TO_THEME,
    key,
)
from zq_pipeline.tables.schema import Field, ForeignKey, Table

ACTION: Final = Table(
    "action", "举措", "Actions", "每行一项已做、在做或要做的具体的事：一个动词及其对象。无从查证做没做的（提升水平、加强领导）不是举措。列举的各项各有数量的（开展检查12次、演练2次），每项一行，动词可在引文之前。",
    "One row for each concrete thing done, under way or promised: a verb and its object. What nobody could find done or not done (提升水平, 加强领导) is no action. Members of a list with a number each (开展检查12次、演练2次) have a row each; their verb may stand before the quote.",
    (
        key("action"), REPORT, STATEMENT,
        Field("verb", "string", "动词", "Verb", "引领的动词，不带副词。", "The leading verb, without adverbs.",
              empty_zh="没有引领动词（某桥建成通车）", empty_en="no verb leads (某桥建成通车: a bridge was opened)"),
        Field("result", "string", "结果", "Result", "对象变成怎样，几个结果以 、 分隔。", "What comes of the object; several are separated by 、.",
              empty_zh="没有说明", empty_en="it is unsaid"),
        Field("object", "string", "对象", "Object", "对象，用原文的说法，不带数量。", "What it is done to, in the report's words, without the number.", required=True),
        Field("aspect", "string", "进展", "Aspect", "已做、在做或计划。", "Done, under way or planned.", required=True, enum=tuple(Aspect)),
        Field("due", "string", "期限", "Due", "承诺的期限，ISO 8601；季度为 Q1 至 Q4，上下半年为 S1、S2，年中为 06，年底为 12（该月底前）。",
              "When it is promised for, ISO 8601; quarters are Q1 to Q4, halves S1 and S2, 年中 (mid-year) is 06 and 年底 (year's end) 12: by the end of that month.",
              pattern=PERIOD, empty_zh="未说明，或不是计划", empty_en="it is unsaid, or it is not planned"),
        Field("observation", "string", "数量", "Count", "数出其对象的观测值。", "The observation that counts its object.", pattern=ROW_KEY,
              empty_zh="没有数量", empty_en="it has no number"),
        replace(
            PLACE, about_zh="举措所在的地区：对象以某地开头的为该地，否则为报告所述地区，全国为 000000；统一用最短的代码。",
            about_en="Code of the place it is done in: the one that its object begins with, else the reporting place, 000000 for the nation; always the shortest form.",
        ),
        Field("entity", "string", "所涉实体", "About", "所涉的项目、地点或单位：对象中名称最长的实体；对象为列举的，取首个有名称的一项。",
              "The project, place or body it is about: the entity with the longest name in the object, of a list in the first member that has one.",
              pattern=SPAN_KEY, empty_zh="没有点名", empty_en="it names none"),
        THEME, *EVIDENCE,
    ),
    key="action",
    foreign_keys=(
        TO_REPORT, TO_STATEMENT, TO_PLACE, TO_THEME, ForeignKey("observation", "observation", "observation"), ForeignKey("entity", "entity", "entity"),
    ),
)  # fmt: skip

SOURCE_NOTE: Final = Table(
    "source_note", "原文附注", "Source notes", "每行一处笔误、矛盾或值得留意之处，以及经得起核算的比率。各表的数据照原文，不作更正。",
    "One row for each slip, contradiction or remarkable passage, and each rate that its own numbers bear out. All tables keep what is printed.",
    (
        Field("source_note", "string", "编号", "Key", "行的主键：报告编号、起始位置和类别。", "Key of the row: the report's key, where the words start, and the kind.",
              required=True, pattern=ROW_KEY + r"-[a-z_]+"),
        REPORT,
        Field("statement", "string", "所在语句", "Statement", "所在语句的编号。", "Key of the statement it stands in.", pattern=ROW_KEY,
              empty_zh="在标题中", empty_en="it stands in a heading"),
        Field("kind", "string", "类别", "Kind",
              "enumerator 序号错乱，doubled_word 重复用词，homophone 同音误字，name_variant 一名多写，lookalike_digit 形近数字，rate_holds 比率与其数字相符，"
              "rate_contradicted 比率与其数字不符，growth_impossible 没有整数能得出此增速，growth_contradicted 增速与前后水平不符，magnitude 与同一指标其他年份相差千倍，promise_twice 重复承诺，"
              "target_reached 目标已达到，restated 后来的报告改了数字。",
              "enumerator: labels out of order; doubled_word; homophone: a character of the same sound; name_variant: one name printed in several ways; "
              "lookalike_digit: a letter for a digit; rate_holds, rate_contradicted: a rate that its own numbers give, or don't; growth_impossible: no whole "
              "number before gives it; growth_contradicted: two levels give another; magnitude: a thousand times what its indicator has in other years; promise_twice; target_reached: before it was set; restated: a later report says another number.",
              required=True, enum=tuple(NoteKind)),
        Field("meant", "string", "可能本意", "Meant", "可能的本意。", "What was likely meant.", empty_zh="无从得知，或并无错误", empty_en="nobody can say, or nothing is wrong"),
        Field("evidence", "string", "依据", "Evidence", "依据的文字或算式。", "The words or sums that tell.", required=True),
        Field("evidence_start", "integer", "依据起始位置", "Evidence starts", "依据在原文中的起始位置。", "Where the evidence starts in the source.", minimum=0,
              empty_zh="依据不在别处", empty_en="it stands nowhere else"),
        Field("evidence_end", "integer", "依据结束位置", "Evidence ends", "依据在原文中的结束位置（不含）。", "Where it ends, exclusive.", minimum=0,
              empty_zh="依据不在别处", empty_en="it stands nowhere else"),
        Field("sure", "string", "把握", "How sure", "把握的大小：high 由文字或数字即可断定，low 仅供留意。", "How sure the note is: high follows from words or numbers alone, low is worth a look.",
              required=True, enum=tuple(Sure)),
        *EVIDENCE,
    ),
    key="source_note",
    foreign_keys=(TO_REPORT, TO_STATEMENT),
)  # fmt: skip
