"""Every name that the list of indicators has is reached from a sentence that says it."""

from typing import Final

import pytest

from zq_pipeline.lexicon.indicators import INDICATORS, Indicator
from zq_pipeline.lexicon.unit_codes import UNITS
from zq_pipeline.reading.records import Origin
from zq_pipeline.reading.report import read

_NAMES: Final = {unit.code: unit.zh for unit in UNITS}
_SAID: Final = {
    "": "1.25",
    "%": "达到61.5%",
    "[ppth]": "6.1‰",
    "kW.h": "3.2亿千瓦时",
    "kW": "120万千瓦",
    "per_100000": "8.1/10万",
}
CUT_OTHERWISE: Final = frozenset({"签约金额", "签约总额"})
"""names that the reader completes from what it read before (招商项目 … 签约金额)"""


def _sentence(name: str, indicator: Indicator) -> str:
    if name == "经济增长":
        return "经济增长5%。"
    if indicator.unit in ("point", "person/hundred_million_yuan"):
        return f"{name}下降4%。"
    unit = "/".join(_NAMES[part] for part in indicator.unit.split("/")) if indicator.unit else ""
    return f"{name}{_SAID.get(indicator.unit) or f'达到12{unit}'}。"


@pytest.fixture(scope="module")
def unreached() -> list[tuple[str, str, list[str]]]:
    names = [(name, indicator) for indicator in INDICATORS for name in (indicator.zh, *indicator.aliases)]
    sentences = [_sentence(*pair) for pair in names]
    text = "柳溪镇2031年工作总结\n一、2031年工作总结\n" + "\n".join(sentences)
    reading = read(text, Origin("a.txt"), review_year=2031)
    found: dict[int, list[str]] = {}
    for o in reading.observations:
        found.setdefault(text.count("\n", 0, o.span.start) - 2, []).append(o.indicator_code)
    return [
        (sentence, indicator.code, found.get(at, []))
        for at, (sentence, (_, indicator)) in enumerate(zip(sentences, names, strict=True))
        if indicator.code not in found.get(at, []) and not sentence.startswith(tuple(CUT_OTHERWISE))
    ]


def test_every_alias_is_reached(unreached: list[tuple[str, str, list[str]]]) -> None:
    assert unreached == []
