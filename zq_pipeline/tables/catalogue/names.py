"""What reports name, where they name it, and the honours that it holds."""

from typing import Final

from zq_pipeline.reading.records import Act, EntityKind, Level, Status
from zq_pipeline.tables.catalogue.parts import EVIDENCE, REPORT, REPORT_KEY, STATEMENT, TO_REPORT, TO_STATEMENT
from zq_pipeline.tables.schema import Field, ForeignKey, Table

SPAN_KEY: Final = REPORT_KEY + r"-[0-9]+-[0-9]+"

THING: Final = r"(?:[0-9]{6,12}|-):[a-z]+:\S+"


def _key(name: str) -> Field:
    return Field(
        name, "string", "编号", "Key",
        "行的主键：报告编号加上该行文字在原文中的起止位置（名称可以套着名称，只有起始位置不足以区分）。",
        "Key of the row: the report's key and the offsets where its words start and end (a name may stand inside another).",
        required=True, pattern=SPAN_KEY,
    )  # fmt: skip


ENTITY: Final = Table(
    "entity", "实体", "Entities", "报告点名的企业、村、社区、镇、道路、河流、桥梁、学校、医院、园区、项目、活动、品牌等，每份报告中每个一行。泛称（农村道路、老旧小区）不是实体。",
    "Companies, villages, communities, towns, roads, rivers, bridges, schools, hospitals, parks, projects, events, brands and the like that a report "
    "names, one row each a report. Common nouns (农村道路, 老旧小区) are no entities.",
    (
        _key("entity"), REPORT, STATEMENT,
        Field("name", "string", "名称", "Name", "报告中最完整的写法。", "The fullest name printed.", required=True),
        Field("kind", "string", "类别", "Kind",
              "所指为何物：area 为县级以上地区，locality 为地块、自然村组等，venue 为场馆、楼宇、景点，waterway 为河湖塘港，road 含铁路，brand 含作品。",
              "What it is: area is a county or larger, locality a plot or hamlet, venue a building, hall or sight, waterway a river, lake or canal; road holds railways too, brand works of art.",
              required=True, enum=tuple(EntityKind)),
        Field("aliases", "string", "其他写法", "Aliases", "报告中同指一物的其他写法，以 | 分隔。", "Other names the report prints for it, separated by |.",
              empty_zh="没有其他写法", empty_en="it prints no other"),
        Field("place", "string", "地区代码", "Place", "实体本身是地区时，其区划代码。", "Division code of an entity that is a place itself.", pattern=r"[0-9]{6,12}",
              empty_zh="不是地区，或代码表中没有", empty_en="it is no place, or the list has it not"),
        Field("thing", "string", "跨报告编号", "Thing",
              "同一地区各年报告中同名同类的实体共用的编号：地区代码:类别:名称。有区划代码的用其自身代码，大江大河和全国性名称用 000000，没有地区代码的报告用 -。",
              "The same in all reports of a place for one name and kind: place code, kind and name. A place has its own code, great waters and names known anywhere 000000, what a report without a place code names -.",
              required=True, pattern=THING),
        Field("part_of", "string", "所属", "Part of", "名称以另一实体的名称开头的，为该实体的跨报告编号（某医院综合楼属于某医院）。",
              "The thing whose name its own name begins with: a hospital's building is of the hospital.", pattern=THING,
              empty_zh="名称中没有其他实体", empty_en="its name holds no other"),
        *EVIDENCE,
    ),
    key="entity",
    foreign_keys=(TO_REPORT, TO_STATEMENT, ForeignKey("place", "place", "place")),
)  # fmt: skip

MENTION: Final = Table(
    "mention", "提及", "Mentions", "每行一处对实体的点名，含首次。", "One row a place where an entity is named, the first included.",
    (
        _key("mention"), REPORT, STATEMENT,
        Field("entity", "string", "实体", "Entity", "所点名实体的编号。", "Key of the entity named.", required=True, pattern=SPAN_KEY),
        *EVIDENCE,
    ),
    key="mention",
    foreign_keys=(TO_REPORT, TO_STATEMENT, ForeignKey("entity", "entity", "entity")),
)  # fmt: skip

HONOUR: Final = Table(
    "honour", "荣誉", "Honours", "每行一个主体的一项荣誉、称号、认证、试点或入选。统计指标的排名不是荣誉，见观测值；批示、推广、刊登也不是。",
    "One row for each holder and title: an award, title, certification, pilot or selection. A rank of a statistic is no honour (see observation), nor are a leader's note, a practice spread or a piece in a paper.",
    (
        _key("honour"), REPORT, STATEMENT,
        Field("recipient", "string", "获得者", "Recipient", "获得者的实体编号；没有写明获得者的，为报告所述的地区。",
              "Key of the entity that holds it; the reporting place when no holder is printed.", pattern=SPAN_KEY,
              empty_zh="获得者未被识别为实体", empty_en="the holder is no entity in the list"),
        Field("holder", "string", "获得者（原文）", "Holder as written", "原文中的获得者。", "The holder in the report's words.",
              empty_zh="原文没有写明", empty_en="none is printed"),
        Field("title", "string", "名称", "Title", "荣誉的名称，照原文。", "The title as printed.", required=True),
        Field("level", "string", "级别", "Level", "按名称中的字样判断的级别；市指其上级的市（县级市下辖的镇为该县级市）。",
              "Who stands behind it, by the words of the title; 市 is the city above (for a town of a county-level city, that city).",
              required=True, enum=tuple(Level)),
        Field("act", "string", "方式", "Act", "获评（granted）、入选（selected）、创成（established）或申报（applied）。申报不等于获评。",
              "Granted, selected, established, or only applied for.", required=True, enum=tuple(Act)),
        Field("status", "string", "状态", "Status", "总结中的为 actual，计划中的为 target。", "actual in the review, target in the plan.",
              required=True, enum=(Status.ACTUAL.value, Status.TARGET.value)),
        Field("year", "integer", "年份", "Year", "与名称一同印出的年份；没有印出的，为该句所述的年份。", "The year printed with the title, else the one that its sentence speaks of.", minimum=1900, maximum=2200,
              empty_zh="没有印出年份，所述为多年", empty_en="none is printed, and several years are spoken of"),
        Field("position", "string", "名次", "Position", "名次或奖级，如第一名、一等奖。", "The place or class, such as 第一名 or 一等奖.",
              empty_zh="没有名次", empty_en="there is none"),
        Field("count", "integer", "数量", "Count", "原文只给出数量的，为获得者的数量。", "How many holders, where the report counts them.", minimum=0,
              empty_zh="没有给出数量", empty_en="they are not counted"),
        *EVIDENCE,
    ),
    key="honour",
    foreign_keys=(TO_REPORT, TO_STATEMENT, ForeignKey("recipient", "entity", "entity")),
)  # fmt: skip
