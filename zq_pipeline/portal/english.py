"""English labels of what reports name."""

from functools import cache

from zq_pipeline.lexicon.indicators import INDICATORS


@cache
def _labels() -> dict[str, str]:
    return {name: indicator.en for indicator in reversed(INDICATORS) for name in (*indicator.aliases, indicator.zh)}


def english(name: str) -> tuple[str, bool]:
    """The English label of ``name`` and whether it says all that the name says; the name itself where nothing is known.

    >>> english("地区生产总值"), english("柳溪稻虾养殖面积")
    (('Gross domestic product', True), ('柳溪稻虾养殖面积', False))
    """
    known = _labels().get(name)
    return (known, True) if known else (name, False)
