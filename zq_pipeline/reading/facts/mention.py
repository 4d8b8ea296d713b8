"""Where a text names things: by the last word of a name, by its quotes, or by the list that it stands in."""

from typing import Final

from zq_pipeline.reading.facts.carried import carried, placed
from zq_pipeline.reading.facts.headed import heads
from zq_pipeline.reading.facts.listed import lists, neighbours
from zq_pipeline.reading.facts.name_words import Found
from zq_pipeline.reading.facts.quoted import papers, quoted, quoted_alone, quoted_lists, titled
from zq_pipeline.reading.facts.shapes import known, numbered, numbered_names, ordinals, partners, shared
from zq_pipeline.text.span import Span

RULES: Final = (
    known,
    papers,
    titled,
    numbered,
    numbered_names,
    shared,
    ordinals,
    quoted,
    quoted_lists,
    quoted_alone,
    lists,
    partners,
    carried,
    placed,
    heads,
)
"""What finds names, surest first: of two finds over the same words the earlier rule wins."""


def _is_titled(text: str, span: Span) -> bool:
    """Whether ``span`` is the title of a work: 《清溪镇》."""
    return text[span.start - 1 : span.start] == "《" and text[span.end : span.end + 1] == "》"


def mentions(text: str, start: int, end: int) -> list[Found]:
    """All names in ``text[start:end]`` in text order; one may stand inside a longer one."""
    chosen: dict[Span, Found] = {}
    for rule in RULES:
        for found in rule(text, start, end):
            found = found._replace(span=found.span.stripped(text))  # “ 清桥码 ”
            if rule in (papers, titled) or not _is_titled(text, found.span):
                chosen.setdefault(found.span, found)
    for found in list(neighbours(text, start, end, sorted(chosen.values(), key=lambda found: found.span))):
        chosen.setdefault(found.span, found)
    longest: dict[tuple[str, int], Found] = {}
    for found in sorted(chosen.values(), key=lambda found: found.span.start):
        longest.setdefault((found.kind, found.span.end), found)  # 第二届龙舟大赛 is not named again by 龙舟大赛
    return sorted(longest.values(), key=lambda found: (found.span.start, -found.span.end))
