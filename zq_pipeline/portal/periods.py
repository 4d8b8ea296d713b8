"""Times as people say them, from ISO 8601 as the tables have it."""

from typing import Final

from zq_pipeline.portal.values import Both

_QUARTERS_ZH: Final = ("一季度", "二季度", "三季度", "四季度")
_ORDINALS: Final = ("first", "second", "third", "fourth")
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_LAST_MONTH: Final = 12


def said_period(period: str) -> Both:
    """A period in both languages.

    >>> said_period("2031"), said_period("2031-Q1").en, said_period("2031-06-05").en
    (Both(zh='2031年', en='2031'), 'the first quarter of 2031', '5 June 2031')
    >>> said_period("2026/2030"), said_period("2031-01/2031-06").zh
    (Both(zh='2026—2030年', en='2026–2030'), '2031年1月至2031年6月')
    """
    first, _, last = period.partition("/")
    if not last:
        return _one(first)
    if first.isdigit() and last.isdigit():
        return Both(f"{first}—{last}年", f"{first}–{last}")
    begins, ends = _one(first), _one(last)
    return Both(f"{begins.zh}至{ends.zh}", f"{begins.en} to {ends.en}")


def _one(period: str) -> Both:
    year, _, part = period.partition("-")
    if not part:
        return Both(f"{year}年", year)
    kind, at = part[0], part[1:]
    if kind == "Q":
        return Both(f"{year}年{_QUARTERS_ZH[int(at) - 1]}", f"the {_ORDINALS[int(at) - 1]} quarter of {year}")
    if kind == "S":
        return Both(f"{year}年{'上下'[int(at) - 1]}半年", f"the {_ORDINALS[int(at) - 1]} half of {year}")
    month, _, day = part.partition("-")
    name = _MONTHS[int(month) - 1]
    if day:
        return Both(f"{year}年{int(month)}月{int(day)}日", f"{int(day)} {name} {year}")
    return Both(f"{year}年{int(month)}月", f"{name} {year}")


def said_due(period: str) -> Both:
    """A deadline in both languages: a month is its end.

    >>> said_due("2031-06"), said_due("2031-12").zh, said_due("2031-Q1").en
    (Both(zh='2031年6月底前', en='by the end of June 2031'), '2031年底前', 'in the first quarter of 2031')
    """
    year, _, part = period.rpartition("/")[2].partition("-")
    said = _one(period.rpartition("/")[2])
    if part.isdigit():
        zh = f"{year}年底" if int(part) == _LAST_MONTH else f"{said.zh}底"
        return Both(f"{zh}前", f"by the end of {said.en}")
    if not part:
        return Both(f"{said.zh}内", f"by the end of {said.en}")
    return Both(said.zh, f"in {said.en}" if part[0] in "QS" else f"by {said.en}")


def last_month(period: str) -> str:
    """The last month of a period, to sort by.

    >>> [last_month(p) for p in ("2032", "2032-Q1", "2032-S1", "2032-06", "2032-06-05")]
    ['2032-12', '2032-03', '2032-06', '2032-06', '2032-06']
    """
    year, _, part = period.rpartition("/")[2].partition("-")
    months = {"": 12, **{f"Q{n}": 3 * n for n in range(1, 5)}, **{f"S{n}": 6 * n for n in (1, 2)}}
    return f"{year}-{months[part]:02}" if part in months else f"{year}-{part[:2]}"
