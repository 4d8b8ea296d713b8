"""The code list of indicators of government work reports, read from ``indicators_*.tsv`` (one file a group of themes).

Aliases are the official names and abbreviations as reports print them. What is regular (的, 规模以上 for 规上, GDP for
生产总值) is left to :func:`zq_pipeline.reading.figures.indicator.canonical` and need not be listed.
"""

from typing import Final, NamedTuple

from zq_pipeline.lexicon.rows import rows

FILES: Final = (
    "indicators_economy.tsv",
    "indicators_demand.tsv",
    "indicators_industry.tsv",
    "indicators_agriculture.tsv",
    "indicators_innovation.tsv",
    "indicators_environment.tsv",
    "indicators_building.tsv",
    "indicators_people.tsv",
    "indicators_society.tsv",
)


class Indicator(NamedTuple):
    """An indicator; ``unit`` is the code of its standard unit, ``better`` what is wanted of it.

    ``higher`` or ``lower``: the more or the less. ``floor`` or ``ceiling``: not less or not more than is set, and no more is
    wanted (赤字率). ``neither``: nobody can say.
    """

    code: str
    zh: str
    en: str
    definition_zh: str
    definition_en: str
    theme: str
    unit: str
    better: str
    aliases: tuple[str, ...]


def _indicator(row: dict[str, str]) -> Indicator:
    cell = row.pop("aliases")
    aliases = tuple(cell.split("|")) if cell else ()
    return Indicator(**row, aliases=aliases)


INDICATORS: Final = tuple(_indicator(row) for name in FILES for row in rows(name))
BY_CODE: Final = {indicator.code: indicator for indicator in INDICATORS}
