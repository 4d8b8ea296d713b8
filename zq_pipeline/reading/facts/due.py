"""By when something is promised: words of time → ISO 8601, with the quarters and halves of a year as Q1 and S1."""

import re
from typing import Final, NamedTuple

from zq_pipeline.text.span import Span

_DIGITS: Final = {digit: n for n, digit in enumerate("一二三四", 1)} | {str(n): n for n in range(1, 5)}
_BEFORE: Final = "(?:之?前|以前)?"
_YEAR: Final = r"(?:到)?(?:(?P<year>20\d\d)年|(?P<this>今年|当年|本年))?"
_WHEN: Final = re.compile(
    rf"{_YEAR}(?:(?P<quarter>[一二三四1-4])季度末?|(?P<half>[上下])半年|(?P<month>(?<!\d)1?\d)月(?:(?P<day>[123]?\d)日|份|底|末|中旬|上旬|下旬)?"
    rf"|(?P<middle>年中)|(?P<end>年底|年末|年终|(?<=\d年)[底末]|(?<=[今当本]年)[底末]))(?:开始)?{_BEFORE}"
    rf"|(?<![\d一二三四五六七八九十])(?:年内|年度|全年|今年(?:内|年内)?|当年)(?![^,，;；。]{{0,1}}年)"
    rf"|(?:到)?(?P<year2>20\d\d)年(?:内)?{_BEFORE}"
)
_SAID: Final = re.compile("[年季月]")


class Due(NamedTuple):
    """Where a time is printed, and the time."""

    span: Span
    iso: str


def find(folded: str, start: int, end: int, year: int) -> Due | None:
    """The last time in ``folded[start:end]`` by which something is promised; a year that isn't said is ``year``.

    ``2032-06`` stands for 年中 and 6月, ``2032-12`` for 年底: the month by whose end it is due.

    >>> [(due.span.cut(text), due.iso) for text in ("力争二季度投产", "年中验收", "2033年底前通车", "到2035年建成", "下半年开工", "6月底交付")
    ...  if (due := find(text, 0, len(text), 2032))]
    [('二季度', '2032-Q2'), ('年中', '2032-06'), ('2033年底前', '2033-12'), ('到2035年', '2035'), ('下半年', '2032-S2'), ('6月底', '2032-06')]
    >>> find("实施三年行动", 0, 6, 2032) is None
    True
    """
    found = list(_WHEN.finditer(folded, start, end)) if _SAID.search(folded, start, end) else ()
    if not found:
        return None
    last = found[-1]
    told = last["year"] or last["year2"] or str(year)
    iso = told
    if last["quarter"]:
        iso += f"-Q{_DIGITS[last['quarter']]}"
    elif last["half"]:
        iso += "-S1" if last["half"] == "上" else "-S2"
    elif last["month"] and 1 <= int(last["month"]) <= 12:
        iso += f"-{int(last['month']):02}"
        if last["day"] and 1 <= int(last["day"]) <= 31:
            iso += f"-{int(last['day']):02}"
    elif last["middle"]:
        iso += "-06"
    elif last["end"]:
        iso += "-12"
    return Due(Span(*last.span()), iso)
