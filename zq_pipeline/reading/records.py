"""What reading a report gives: plain frozen records, each with the span it was read from; those that are made by the thousand are tuples.

Records point at each other by offset (``statement=412`` is the statement that starts at code point 412 of the same
source); :mod:`zq_pipeline.tables.frames` turns offsets into published keys. Names and words are kept as printed.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from zq_pipeline.text.span import Span


class Part(StrEnum):
    """The part of a report that a section belongs to."""

    PREAMBLE = "preamble"
    REVIEW = "review"
    PLAN = "plan"
    GLOSSARY = "glossary"
    APPENDIX = "appendix"


class Measure(StrEnum):
    """How a number speaks of its indicator (OBSERVATIONS: level, change in per cent, absolute change …)."""

    LEVEL = "level"
    CHANGE_RATE = "change_rate"
    CHANGE = "change"
    MULTIPLE = "multiple"
    RANK = "rank"


class Bound(StrEnum):
    """How exact a number is said to be."""

    EXACT = "exact"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    LESS_THAN = "less_than"
    AT_MOST = "at_most"
    APPROX = "approx"


class Status(StrEnum):
    """Whether a number was reached, is expected of a period (nearly) over, or is aimed at."""

    ACTUAL = "actual"
    ESTIMATED = "estimated"
    TARGET = "target"


class Certainty(StrEnum):
    """How far a row can be relied on as it was read; ``confirmed`` is what a person has looked at."""

    SURE = "sure"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"
    CONFIRMED = "confirmed"


class Doubt(StrEnum):
    """Why a row is not sure."""

    CLOSE_NAME = "close_name"
    CLOSE_MEASURE = "close_measure"
    CLOSE_PERIOD = "close_period"
    STATUS_BY_ORDER = "status_by_order"
    CARRIED_UNCODED = "carried_uncoded"
    UNIT_MISFIT = "unit_misfit"
    TWO_LEVELS = "two_levels"
    OUT_OF_RANGE = "out_of_range"
    PART_UNKNOWN = "part_unknown"
    BROKEN_DIGITS = "broken_digits"
    MAGNITUDE = "magnitude"
    TABLE_LAYOUT = "table_layout"
    FAR_SUBJECT = "far_subject"
    LONG_NAME = "long_name"
    SCOPE_CONFLICT = "scope_conflict"
    OLD_STYLE = "old_style"


class Reason(StrEnum):
    """Why a number of the source is no observation."""

    DATE = "date"
    ORDINAL = "ordinal"
    NAME = "name"
    CLASS_LIMIT = "class_limit"
    SPECIFICATION = "specification"
    HEADING = "heading"
    DOCUMENT_ID = "document_id"
    FOOTNOTE = "footnote"
    FURNITURE = "furniture"
    GLOSSARY = "glossary"
    VAGUE = "vague"
    UNRESOLVED = "unresolved"


class Change(StrEnum):
    """What a person's correction did to a row: cells corrected, the row confirmed as read, taken for no observation, or supplied."""

    CORRECTED = "corrected"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    SUPPLIED = "supplied"


class EntityKind(StrEnum):
    """What kind of thing a name stands for; ``area`` is a district, county, prefecture or province."""

    COMPANY = "company"
    VILLAGE = "village"
    COMMUNITY = "community"
    TOWN = "town"
    AREA = "area"
    LOCALITY = "locality"
    ROAD = "road"
    BRIDGE = "bridge"
    WATERWAY = "waterway"
    SCHOOL = "school"
    HOSPITAL = "hospital"
    PARK = "park"
    VENUE = "venue"
    ORGANIZATION = "organization"
    PROJECT = "project"
    EVENT = "event"
    BRAND = "brand"
    PROGRAMME = "programme"
    PLATFORM = "platform"


class Level(StrEnum):
    """Who stands behind a title, by the words printed with it; ``other`` when none tells."""

    INTERNATIONAL = "international"
    NATIONAL = "national"
    PROVINCIAL = "provincial"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    OTHER = "other"


class Act(StrEnum):
    """How a title came about: 获评 (granted), 入选 (selected), 创成 (established), 申报 (applied)."""

    GRANTED = "granted"
    SELECTED = "selected"
    ESTABLISHED = "established"
    APPLIED = "applied"


class Aspect(StrEnum):
    """Whether something was done, is under way or is promised."""

    DONE = "done"
    UNDER_WAY = "under_way"
    PLANNED = "planned"


class Stage(StrEnum):
    """Which of four amounts a number is: what there is (达到, 现有), what came new (新增), what came together over years
    (累计), or what a year came to on average (年均)."""

    STOCK = "stock"
    ADDED = "added"
    CUMULATIVE = "cumulative"
    YEARLY_AVERAGE = "yearly_average"


class TargetKind(StrEnum):
    """Whether an aim is a number or only words (与经济增长同步)."""

    NUMBER = "number"
    WORDS = "words"


class Tone(StrEnum):
    """How firmly an aim is put: 确保, 力争, 努力, 保持, by its bound alone (左右, 不低于, 不超过), or plainly."""

    ENSURE = "ensure"
    STRIVE = "strive"
    ENDEAVOUR = "endeavour"
    KEEP = "keep"
    ABOUT = "about"
    FLOOR = "floor"
    CEILING = "ceiling"
    PLAIN = "plain"


class State(StrEnum):
    """What became of an aim. ``open``: no report that could tell is there; ``silent``: one is, and does not tell;
    ``changed``: a later plan says another number; ``undecided``: it was told, but not whether more or less was wanted."""

    MET = "met"
    MISSED = "missed"
    CHANGED = "changed"
    SILENT = "silent"
    OPEN = "open"
    UNDECIDED = "undecided"


class NoteKind(StrEnum):
    """What is remarkable about a passage of the source."""

    ENUMERATOR = "enumerator"
    DOUBLED_WORD = "doubled_word"
    HOMOPHONE = "homophone"
    NAME_VARIANT = "name_variant"
    LOOKALIKE_DIGIT = "lookalike_digit"
    RATE_HOLDS = "rate_holds"
    RATE_CONTRADICTED = "rate_contradicted"
    GROWTH_IMPOSSIBLE = "growth_impossible"
    GROWTH_CONTRADICTED = "growth_contradicted"
    MAGNITUDE = "magnitude"
    PROMISE_TWICE = "promise_twice"
    TARGET_REACHED = "target_reached"
    RESTATED = "restated"


class Sure(StrEnum):
    """How sure a note is: ``high`` follows from the words or numbers alone, ``low`` is worth a look."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a report comes from: what its origin file says, filled up with what the page prints. Text, never None."""

    file: str
    publisher: str = ""
    publisher_en: str = ""
    place_code: str = ""
    place_name: str = ""
    index_number: str = ""
    document_number: str = ""
    category: str = ""
    disclosure: str = ""
    published: str = ""
    title: str = ""
    review_year: int | None = None
    plan_year: int | None = None
    source_url: str = ""
    media_type: str = "text/plain"
    encoding: str = "utf-8"
    sha256: str = ""
    rights_holder: str = ""
    rights: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading; what stands under it runs to the next heading of its level. ``span`` is label and heading as printed.

    ``years`` (ISO 8601) and ``status`` hold for its numbers that say nothing else, ``scope_words`` are the words that set
    them; each is empty where nothing does.
    """

    span: Span
    parent: int | None
    level: int
    part: Part
    label: str
    ordinal: int | None
    heading: str
    theme: str = ""
    years: str = ""
    status: str = ""
    scope_words: str = ""


class Statement(NamedTuple):
    """A sentence or an enumerated clause; ``section`` is the start of the innermost section it stands in, ``part`` that of the sentence itself."""

    span: Span
    section: int
    ordinal: int
    part: Part = Part.PREAMBLE


class Observation(NamedTuple):
    """One number that the report asserts. ``span`` is the number with its multiplier and unit.

    ``indicator`` is in the report's words; ``value`` is exact, in base units (133.8亿元 is 13380000000, in 元).
    ``indicators_also`` are the codes of a composed name (外贸进出口、实际使用外资均增长4%) behind the first. ``place_code``
    is the place it is about, ``subject`` whose figure it is when that is no place. ``value_std`` is ``value`` in
    ``unit_std``, the standard unit of the indicator, where that is exact.
    """

    span: Span
    statement: int
    indicator: str
    measure: Measure
    value: Decimal
    unit: str
    bound: Bound
    status: Status
    period: str
    value_high: Decimal | None = None
    indicator_code: str = ""
    unit_code: str = ""
    subject: str = ""
    base_period: str = ""
    rank_scope: str = ""
    theme: str = ""
    certainty: Certainty = Certainty.SURE
    doubt: tuple[Doubt, ...] = ()
    rule: str = ""
    """Which rule found the name; never published."""
    clock: str = ""
    """Which rule told the time, and of several years what chose between their end and all of them; never published."""
    indicators_also: tuple[str, ...] = ()
    place_code: str = ""
    stage: Stage | None = None
    value_std: Decimal | None = None
    unit_std: str = ""


class UnreadNumber(NamedTuple):
    """A number that is no observation, and why. ``statement`` is None in the header table and in headings."""

    span: Span
    statement: int | None
    reason: Reason


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing the report names, once. ``span`` is its first mention; ``name`` the fullest name printed.

    ``aliases`` are the other names printed for it; ``place_code`` is its code in the ``place`` list, or ``""``.
    ``thing`` is the same in each report of a place that names it; ``part_of`` is the thing whose name its own name
    begins with (松湖医院 of 松湖医院综合楼), or ``""``.
    """

    span: Span
    statement: int
    name: str
    kind: EntityKind
    aliases: tuple[str, ...] = ()
    place_code: str = ""
    thing: str = ""
    part_of: str = ""


class Mention(NamedTuple):
    """A place where an entity is named; ``entity`` is the span of the entity's first mention."""

    span: Span
    statement: int
    entity: Span


@dataclass(frozen=True, slots=True)
class Honour:
    """A title, award, certification, pilot or selection. ``span`` runs over recipient, verb and title as printed.

    ``recipient`` is the first mention of the entity that holds it, None when the report only counts the holders
    (``count``) or describes them (``holder``, in the report's words). A title the plan aims at has status ``target``.
    """

    span: Span
    statement: int
    title: str
    act: Act
    level: Level
    status: Status
    recipient: Span | None = None
    holder: str = ""
    year: int | None = None
    position: str = ""
    count: int | None = None


class Action(NamedTuple):
    """Something concrete that was done, is under way or is promised. ``span`` runs from the first verb to the end of its clause.

    ``verb`` leads (推动 in 推动清溪桥年底通车), ``result`` is what comes of it (通车), each may be empty but not both.
    ``due`` is ISO 8601 as printed with it: ``2032``, ``2032-Q1``, ``2032-S1`` (first half), ``2032-06`` (by the middle of
    the year, or the end of June), ``2032-12`` (by the end of the year), or ``""``. ``observation`` is the span of the
    number that counts the object, ``place_code`` where it is done, ``about`` the first mention of the entity that it is about, of a list the first that is named.
    """

    span: Span
    statement: int
    verb: str
    result: str
    object: str
    aspect: Aspect
    due: str = ""
    observation: Span | None = None
    about: Span | None = None
    theme: str = ""
    place_code: str = ""


class Target(NamedTuple):
    """An aim, in a number or in words. ``span`` is the number, or the words; ``wording`` the clause that it is put in.

    ``low`` is the least that is aimed at, ``high`` the most, in base units; one is None for a floor or a ceiling, both are
    for words. ``observation`` is the number, ``baseline`` the same indicator in the review of the same report. ``outcome``
    stands in the report ``told_by``, the one on the year aimed at, which is named too when it is silent. ``distance`` is
    the aim less the outcome, or less the baseline while there is none, in the unit of the aim, or the standard unit where
    the two are in different ones.
    """

    span: Span
    statement: int
    kind: TargetKind
    name: str
    period: str
    wording: str
    tone: Tone = Tone.PLAIN
    indicator_code: str = ""
    breakdown: str = ""
    place_code: str = ""
    measure: Measure = Measure.LEVEL
    low: Decimal | None = None
    high: Decimal | None = None
    unit_code: str = ""
    bound: Bound = Bound.EXACT
    observation: Span | None = None
    baseline: Span | None = None
    state: State = State.OPEN
    outcome: Span | None = None
    told_by: str = ""
    distance: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A slip, a contradiction or a remarkable fact in the source; ``span`` is what is printed, kept as it is in all tables.

    ``meant`` is what was likely meant, ``""`` when nobody can say; ``evidence`` the words or sums that tell,
    ``evidence_span`` where they stand in the same report, if elsewhere.
    """

    span: Span
    statement: int | None
    kind: NoteKind
    meant: str
    evidence: str
    sure: Sure
    evidence_span: Span | None = None


class WarningCode(StrEnum):
    """What makes a report, or how it was read, worth a look before its rows are relied on."""

    YEAR_DISPUTED = "year_disputed"
    YEAR_VAGUE = "year_vague"
    NO_REVIEW = "no_review"
    NO_PLAN = "no_plan"
    BREAKS_OFF = "breaks_off"
    ONE_STATUS = "one_status"


@dataclass(frozen=True, slots=True)
class ReadingWarning:
    """A warning by its code, and as a sentence that says what to do."""

    code: WarningCode
    sentence: str

    def __str__(self) -> str:
        """Code and sentence, as problems are told."""
        return f"{self.code}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a person's correction did to the observation at ``span``: to a cell of it, or to all of it when ``column`` is empty.

    Of a whole row ``before`` and ``after`` are what it is called, or the reason why it is none.
    """

    span: Span
    change: Change
    column: str
    before: str
    after: str
    why: str
    by: str
    date: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one report, each list in text order. ``source`` is the decoded text the spans count in.

    ``year_evidence`` says which signs stand for which year under review. ``pages`` are the offsets in it where the pages of a PDF start; empty for a source without pages.
    """

    key: str
    origin: Origin
    source: str
    title: str
    review_year: int
    plan_year: int
    sections: tuple[Section, ...]
    statements: tuple[Statement, ...]
    observations: tuple[Observation, ...]
    unread_numbers: tuple[UnreadNumber, ...]
    year_evidence: str = ""
    warnings: tuple[ReadingWarning, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    honours: tuple[Honour, ...] = ()
    actions: tuple[Action, ...] = ()
    targets: tuple[Target, ...] = ()
    source_notes: tuple[SourceNote, ...] = ()
    pages: tuple[int, ...] = ()
    corrections: tuple[Corrected, ...] = ()
