"""A small invented report, as records, so that tests of tables and package don't depend on how well reports are read."""

from collections.abc import Mapping
from decimal import Decimal

import pandas as pd

from zq_pipeline.package.release import Named, Release
from zq_pipeline.reading.records import (
    Bound,
    Certainty,
    Doubt,
    Measure,
    Observation,
    Origin,
    Part,
    Reading,
    Reason,
    Section,
    Statement,
    Status,
    UnreadNumber,
)
from zq_pipeline.tables.frames import frames
from zq_pipeline.text.span import Span

SOURCE = """\
柳溪镇2030年工作总结
一、2030年工作总结
完成工业总产值133.8亿元,同比增长6.3%。改造农田约1200亩,"=1+1"工程见效。
二、2031年工作思路
新建托育点1-2处,地区生产总值增长5.5%左右。
"""

RELEASE = Release(
    name="liuxi-work-report",
    title="柳溪镇工作报告数据",
    title_en="Liuxi Town work reports",
    description="每个数字都有出处。",
    description_en="Every number with its words.",
    licence=Named(
        "Creative Commons Attribution 4.0 International",
        "https://creativecommons.org/licenses/by/4.0/",
        name="CC-BY-4.0",
    ),
    publisher=Named("柳溪数据"),
    rights="原文权利归原发布机构。",
    rights_en="The source texts keep their status.",
    keywords=("柳溪镇",),
)


def span(words: str, after: int = 0) -> Span:
    at = SOURCE.index(words, after)
    return Span(at, at + len(words))


REVIEW, PLAN = span("一、2030年工作总结"), span("二、2031年工作思路")
FIRST = span("完成工业总产值133.8亿元,同比增长6.3%。")
SECOND = span('改造农田约1200亩,"=1+1"工程见效。')
THIRD = span("新建托育点1-2处,地区生产总值增长5.5%左右。")
YEARS = [span("2030"), span("2030", REVIEW.start), span("2031")]


def said(words: str, statement: Span, indicator: str, value: str, unit: str, **more) -> Observation:
    settled = {"measure": Measure.LEVEL, "bound": Bound.EXACT, "status": Status.ACTUAL, "period": "2030", **more}
    return Observation(
        span(words, statement.start), statement.start, indicator, value=Decimal(value), unit=unit, **settled
    )


READING = Reading(
    key="330483105-2030",
    origin=Origin(
        file="liuxi-2030.txt", publisher="柳溪镇人民政府", place_code="330483105", place_name="柳溪镇", published="2031-01-20",
        index_number="0012/2031-00001", source_url="https://example.org/2030", sha256="0" * 64,
    ),
    source=SOURCE,
    title="柳溪镇2030年工作总结",
    review_year=2030,
    plan_year=2031,
    year_evidence="title: 2030; published: 2030",
    sections=(
        Section(span("柳溪镇2030年工作总结"), None, 0, Part.PREAMBLE, "", None, "柳溪镇2030年工作总结"),
        Section(REVIEW, 0, 1, Part.REVIEW, "一、", 1, "2030年工作总结", years="2030", status=Status.ACTUAL, scope_words="2030年工作总结"),
        Section(PLAN, 0, 1, Part.PLAN, "二、", 2, "2031年工作思路"),
    ),
    statements=(Statement(FIRST, REVIEW.start, 1), Statement(SECOND, REVIEW.start, 2), Statement(THIRD, PLAN.start, 3)),
    observations=(
        said("133.8亿元", FIRST, "工业总产值", "1.338E+10", "元", unit_code="CNY", indicator_code="industrial_output", theme="industry"),
        said("6.3%", FIRST, "工业总产值", "6.30", "%", unit_code="%", measure=Measure.CHANGE_RATE, base_period="2029"),
        said("1200亩", SECOND, "改造农田", "1200", "亩", unit_code="mu", bound=Bound.APPROX,
             certainty=Certainty.LIKELY, doubt=(Doubt.CARRIED_UNCODED, Doubt.CLOSE_NAME)),
        said("1-2处", THIRD, "托育点", "1", "处", value_high=Decimal(2), status=Status.TARGET, period="2031"),
        said("5.5%", THIRD, "地区生产总值", "5.5", "%", unit_code="%", measure=Measure.CHANGE_RATE, bound=Bound.APPROX,
             status=Status.TARGET, period="2031", base_period="2030", indicator_code="gdp"),
    ),
    unread_numbers=(
        *(UnreadNumber(year, None, Reason.HEADING) for year in YEARS),
        UnreadNumber(span("1+1", SECOND.start), SECOND.start, Reason.NAME),
    ),
)  # fmt: skip
SOURCES = {READING.key: READING.source}


def tables(reading: Reading = READING) -> Mapping[str, pd.DataFrame]:
    """The sample's frames; of the long code lists only what it uses."""
    whole = frames([reading])
    indicator, unit = whole["indicator"], whole["unit"]
    used = {*whole["observation"]["indicator"].dropna(), *whole["panel"]["indicator"]}
    indicator = indicator[indicator["indicator"].isin(used)].reset_index(drop=True)
    units = {*whole["observation"]["unit"].dropna(), *indicator["unit"].dropna()}
    return {**whole, "indicator": indicator, "unit": unit[unit["unit"].isin(units)].reset_index(drop=True)}
