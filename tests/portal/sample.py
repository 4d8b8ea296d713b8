"""Pages to test on: a small report with rows that overlap, a hostile one, and one with 20,000 observations."""

from dataclasses import replace
from decimal import Decimal
from functools import cache

from tests.package.sample import READING, RELEASE, SECOND, SOURCE, THIRD, span
from zq_pipeline.package.build import build
from zq_pipeline.package.log import Log
from zq_pipeline.package.release import Named
from zq_pipeline.portal.site import add_site
from zq_pipeline.reading.records import (
    Act,
    Action,
    Aspect,
    Bound,
    Entity,
    EntityKind,
    Honour,
    Level,
    Measure,
    Mention,
    NoteKind,
    Observation,
    Part,
    Reading,
    Section,
    SourceNote,
    State,
    Statement,
    Status,
    Sure,
    Target,
    TargetKind,
)
from zq_pipeline.tables.frames import frames
from zq_pipeline.text.span import Span

_OUTPUT, _RATE, _FARMLAND = span("133.8亿元"), span("6.3%"), span("1200亩")
_POINTS, _GROWTH = span("1-2处"), span("5.5%")

SMALL = replace(
    READING,
    observations=(
        *READING.observations[:1],
        READING.observations[1]._replace(indicator_code="industrial_output", theme="industry"),
        *READING.observations[2:],
    ),
    actions=(
        Action(span("改造农田约1200亩"), SECOND.start, "改造", "", "农田", Aspect.DONE, observation=_FARMLAND),
        Action(span("新建托育点1-2处"), THIRD.start, "新建", "", "托育点", Aspect.PLANNED, due="2031-06", observation=_POINTS),
    ),
    targets=(
        Target(
            _GROWTH, THIRD.start, TargetKind.NUMBER, "地区生产总值", "2031", "地区生产总值增长5.5%左右", indicator_code="gdp",
            measure=Measure.CHANGE_RATE, low=Decimal("5.5"), high=Decimal("5.5"), unit_code="%", bound=Bound.APPROX,
            observation=_GROWTH, baseline=_RATE, distance=Decimal("-0.8"),
        ),
    ),
    entities=(Entity(span('"=1+1"工程'), SECOND.start, '"=1+1"工程', EntityKind.PROJECT, thing='330483105:project:=1+1工程'),),
    mentions=(Mention(span('"=1+1"工程'), SECOND.start, span('"=1+1"工程')),),
    honours=(
        Honour(span("工程见效"), SECOND.start, "见效", Act.GRANTED, Level.OTHER, Status.ACTUAL, recipient=span('"=1+1"工程')),
    ),
    source_notes=(
        SourceNote(span("1+1"), SECOND.start, NoteKind.LOOKALIKE_DIGIT, "l+1", "数字与字母形近", Sure.LOW),
    ),
)  # fmt: skip

ATTACK = "</script><img src=x onerror=alert(1)>"


def hostile() -> Reading:
    """The small report as one would print it who wants to run a script on the page, in words and in what they are called."""
    source = SOURCE + ATTACK
    last = Statement(Span(len(SOURCE), len(source)), SMALL.sections[2].span.start, 4)
    named = Observation(
        Span(len(source) - 3, len(source) - 2), last.span.start, ATTACK, Measure.LEVEL, Decimal(1), "<b>", Bound.EXACT, Status.ACTUAL, "2030"
    )  # fmt: skip
    return replace(
        SMALL,
        source=source,
        title=ATTACK,
        statements=(*SMALL.statements, last),
        observations=(*SMALL.observations, named),
    )


def large(count: int = 20_000) -> list[Reading]:
    """A report of ``count`` observations; no two sentences are the same."""
    return [_long(2030, count)]


def many() -> list[Reading]:
    """Reports of four years, too long for one page: the small one, and three of 2,000 observations.

    The first target of the second has its outcome in the small one.
    """
    before, *older = (_long(year, 2_000) for year in (2029, 2028, 2027))
    aim = before.observations[0].span
    target = Target(
        aim,
        before.statements[0].span.start,
        TargetKind.NUMBER,
        "泵站",
        "2030",
        "新建泵站3个",
        observation=aim,
        state=State.MET,
        outcome=_OUTPUT,
        told_by=SMALL.key,
    )
    return [SMALL, replace(before, targets=(target,)), *older]


_DEEDS = (
    "新建泵站",
    "改造农田",
    "整治河道",
    "培训农民",
    "新增企业",
    "铺设管网",
    "发放补贴",
    "清理库存",
    "栽种苗木",
    "检修线路",
)


def _long(year: int, count: int) -> Reading:
    heading = f"{year}年工作总结"
    text, statements, observations = [f"{heading}\n"], [], []
    at = len(text[0])
    for i in range(count):
        number = f"{i + 3}个"
        sentence = f"第{'甲乙丙丁戊己庚辛壬癸'[i % 10]}片{_DEEDS[i // 10 % 10]}{number}。"
        place = at + sentence.index(number)
        statements.append(Statement(Span(at, at + len(sentence)), 0, i + 1))
        observations.append(
            Observation(
                Span(place, place + len(number)), at, _DEEDS[i // 10 % 10][2:], Measure.LEVEL, Decimal(number[:-1]), "个",
                Bound.EXACT, Status.ACTUAL if i % 3 else Status.ESTIMATED, str(year), unit_code="item",
                theme=("agriculture", "industry", "environment")[i % 3],
            )
        )  # fmt: skip
        text.append(sentence)
        at += len(sentence)
    section = Section(Span(0, len(heading)), None, 0, Part.REVIEW, "", None, heading)
    return replace(
        READING, key=f"330483105-{year}", source="".join(text), title=heading, review_year=year, plan_year=year + 1,
        sections=(section,), statements=tuple(statements), observations=tuple(observations), unread_numbers=(),
    )  # fmt: skip


@cache
def package() -> dict[str, bytes]:
    """The package of the small report."""
    built = build(frames([SMALL]), {SMALL.key: SMALL.source}, RELEASE)
    assert built.findings == ()
    return dict(built.tree)


@cache
def small_release() -> dict[str, bytes]:
    """The release of the small report: its package, and what the portal adds."""
    return {**package(), **published([SMALL])}


@cache
def placed_release() -> dict[str, bytes]:
    """The small release of a publisher who says where it lives, made on 15 March 2031."""
    publisher = Named("柳溪数据", "https://example.org/about", "data@example.org")
    settings = replace(RELEASE, base_url="https://data.example.org/liuxi/", publisher=publisher)
    built = build(frames([SMALL]), {SMALL.key: SMALL.source}, settings, log=Log({}, "2031-03-15"))
    assert built.findings == ()
    tree = dict(built.tree)
    add_site(frames([SMALL]), {SMALL.key: SMALL.source}, tree)
    return tree


def published(readings: list[Reading]) -> dict[str, bytes]:
    """What the portal adds to a release of ``readings``; the package beside it is that of the small report."""
    tree = dict(package())
    add_site(frames(readings), {reading.key: reading.source for reading in readings}, tree)
    return {path: content for path, content in tree.items() if path not in package()}
