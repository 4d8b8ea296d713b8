"""Charts as SVG, drawn when the page is: each answers one question, needs no script, and has its table behind it.

A function takes what is to be shown and gives a ``<figure>``: the question, the drawing, and the same numbers as a table.
The pictures are 360 wide, so that their words can be read on a phone; ``templates/charts.css`` has their looks, in which a
shape always says what a colour says. Words come in both languages, escaped here; what a mark is called and where its
words stand (``href``) is given by whoever knows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, pairwise
from typing import Final

from markupsafe import Markup

from zq_pipeline.portal.values import Both

WIDTH: Final = 360


@dataclass(frozen=True, slots=True)
class Number:
    """A number: ``value`` says where it is drawn, ``said`` how it is called, ``href`` where its words are, if anywhere."""

    value: Decimal
    said: Both
    href: str = ""


@dataclass(frozen=True, slots=True)
class Aim:
    """An aim from ``low`` to ``high``; None where it has no such end."""

    low: Decimal | None
    high: Decimal | None
    said: Both
    href: str = ""


@dataclass(frozen=True, slots=True)
class Year:
    """What came in a year, perhaps only expected (``expected``), and what was aimed at."""

    year: int
    came: Number | None = None
    aim: Aim | None = None
    expected: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """An aim beside what came of it, in the same unit; ``state`` in words."""

    name: Both
    aim: Aim
    came: Number
    state: Both


@dataclass(frozen=True, slots=True)
class Bar:
    """A named number."""

    name: Both
    number: Number


def over_years(question: Both, years: Sequence[Year]) -> Markup:
    """One figure over the years, with each year's aim as a mark beside what came. ``years`` in order, in one unit.

    >>> one, two = Year(2029, Number(Decimal(5), Both("5%", "5%"))), Year(2030, Number(Decimal(6), Both("6%", "6%")))
    >>> drawn = over_years(Both("增速", "Growth"), [one, two])
    >>> drawn.count("<circle"), drawn.count('class="way"'), "2029" in drawn
    (4, 1, True)
    """
    drawn = _over(years, _upright(years))
    told = 3 if any(y.aim for y in years) else 2
    head = (Both("年份", "Year"), Both("实际", "Came"), Both("目标", "Aim"))[:told]
    rows = [(Both(str(y.year), str(y.year)), _came(y), _linked(y.aim))[:told] for y in years]
    return _figure(question, 172, drawn, _legend(years), head, rows)


def multiples(named: Sequence[tuple[Both, Sequence[Year]]], *, shared: bool) -> Markup:
    """One figure over the years for each of many, small, with one legend and no tables; on one scale where it is ``shared``.

    >>> five, six = (Year(y, Number(Decimal(n), Both(f"{n}%", f"{n}%"))) for y, n in ((2029, 5), (2030, 6)))
    >>> drawn = multiples([(Both("甲县", "Jia"), [five, six]), (Both("乙县", "Yi"), [six])], shared=True)
    >>> drawn.count("<h3>"), drawn.count('class="way"')
    (2, 1)
    """
    every = [*chain.from_iterable(years for _, years in named)]
    of_all = _upright(every)
    one = Markup("<li><h3>{}</h3>{}</li>")
    drawn = [
        one.format(_said(name), _picture(name, 172, _over(years, of_all if shared else _upright(years))))
        for name, years in named
    ]
    return Markup('<figure class="chart many">{}<ul class="multiples">{}</ul></figure>').format(
        _legend(every), Markup().join(drawn)
    )


def _upright(years: Sequence[Year]) -> "_Scale":
    return _Scale([*_heights(years)], 132, 40)


def _over(years: Sequence[Year], at: "_Scale") -> list[Markup]:
    x = _across(years)
    drawn = [_line(("year", 8, 150, WIDTH - 8, 150))]
    drawn += [_zero(at)] if at.low < 0 < at.high else []
    came = [(y, y.came) for y in years if y.came]
    for (one, first), (two, second) in pairwise(came):
        if two.year == one.year + 1:
            drawn.append(_line(("way", x[one.year], at(first.value), x[two.year], at(second.value))))
    drawn += [_aim(y.aim, y.year, x[y.year], at) for y in years if y.aim]
    drawn += [_dot(y, n, x[y.year], at(n.value)) for y, n in came]
    drawn += _called([(y.year, n) for y, n in came], x, at)
    return drawn + _years([y.year for y in years], x)


def against(question: Both, pairs: Sequence[Pair]) -> Markup:
    """Aims beside what came of them, all in one unit, on one scale.

    >>> aim = Aim(Decimal(5), None, Both("5%以上", "at least 5%"))
    >>> drawn = against(Both("增速", "Growth"), [Pair(Both("出口", "Exports"), aim, Number(Decimal(6), Both("6%", "6%")), Both("达到", "met"))])
    >>> "at least 5%" in drawn, "met" in drawn
    (True, True)
    """
    numbers = [n for p in pairs for n in (p.aim.low, p.aim.high, p.came.value) if n is not None]
    at = _Scale([*numbers, Decimal(0)], 14, WIDTH - 14)
    height = 46 * len(pairs)
    drawn = []
    for i, pair in enumerate(pairs):
        y = 46 * i
        drawn += [_text(pair.name, 0, y + 14), _text(pair.came.said, WIDTH, y + 14, "end", "v")]
        drawn.append(_line(("year", 0, y + 30, WIDTH, y + 30)))
        drawn.append(_line(("zero", at(Decimal(0)), y + 22, at(Decimal(0)), y + 38)))
        drawn.append(_aim_flat(pair.aim, y + 30, at))
        drawn.append(_spot(pair.came, Both(*map(": ".join, zip(pair.name, pair.came.said, strict=True))), at, y + 30))
    head = (Both("指标", "Indicator"), Both("目标", "Aim"), Both("实际", "Came"), Both("结果", "Outcome"))
    rows = [(p.name, _linked(p.aim), _linked(p.came), p.state) for p in pairs]
    return _figure(question, height, drawn, _keys(("came", "aim")), head, rows)


def shares(question: Both, parts: Sequence[Bar]) -> Markup:
    """The parts of one whole, in one unit, as a bar cut in pieces and each piece's share.

    >>> drawn = shares(Both("结构", "Parts"), [Bar(Both("一产", "Farms"), Number(Decimal(1), Both("1", "1"))), Bar(Both("二产", "Industry"), Number(Decimal(3), Both("3", "3")))])
    >>> "25%" in drawn, "75%" in drawn
    (True, True)
    """
    whole = sum((part.number.value for part in parts), Decimal(0)) or Decimal(1)
    drawn, left, rows = [], Decimal(0), []
    for i, part in enumerate(parts):
        width = part.number.value * WIDTH / whole
        share = f"{round(part.number.value * 100 / whole, 1).normalize():f}%"
        said = Both(f"{part.name.zh} {share}", f"{part.name.en} {share}")
        drawn.append(_block(part.number, said, f"part p{i % 4}", left, 2, width, 26))
        drawn.append(Markup('<rect class="part p{}" x="0" y="{}" width="12" height="12"/>').format(i % 4, 41 + 22 * i))
        drawn += [
            _text(part.name, 20, 52 + 22 * i),
            _text(Both(share, share), WIDTH, 52 + 22 * i, "end", "v"),
        ]
        rows.append((part.name, _linked(part.number), Both(share, share)))
        left += width
    head = (Both("部分", "Part"), Both("数值", "Number"), Both("占比", "Share"))
    return _figure(question, 44 + 22 * len(parts), drawn, Markup(), head, rows)


def ranking(question: Both, bars: Sequence[Bar]) -> Markup:
    """Numbers in one unit as bars from zero, in the order given.

    >>> drawn = ranking(Both("增速", "Growth"), [Bar(Both("甲县", "Jia"), Number(Decimal("-2"), Both("-2%", "-2%"), "jia.html"))])
    >>> 'href="jia.html"' in drawn, 'class="bar falls"' in drawn
    (True, True)
    """
    at = _Scale([*(bar.number.value for bar in bars), Decimal(0)], 0, WIDTH, pad=False)
    drawn = []
    for i, bar in enumerate(bars):
        y, value = 38 * i, bar.number.value
        left, right = sorted((at(Decimal(0)), at(value)))
        drawn += [_text(bar.name, 0, y + 14), _text(bar.number.said, WIDTH, y + 14, "end", "v")]
        said = Both(*map(": ".join, zip(bar.name, bar.number.said, strict=True)))
        kind = "bar falls" if value < 0 else "bar"
        drawn.append(_block(bar.number, said, kind, left, y + 20, max(right - left, Decimal(2)), 9))
    head = (Both("名称", "Name"), Both("数值", "Number"))
    return _figure(question, 38 * len(bars), drawn, Markup(), head, [(bar.name, _linked(bar.number)) for bar in bars])


def spark(years: Sequence[Year]) -> Markup:
    """A figure over the years as a line without words, for a cell of a table that says the numbers; empty for fewer than two.

    >>> spark([Year(2030, Number(Decimal(1), Both("1", "1")))])
    Markup('')
    """
    came = [(y.year, y.came.value) for y in years if y.came]
    if len(came) < 2:
        return Markup()
    at = _Scale([value for _, value in came], 20, 4)
    first, last = came[0][0], came[-1][0]
    x = [4 + Decimal(92) * (year - first) / (last - first) for year, _ in came]
    points = " ".join(f"{_n(a)},{_n(at(value))}" for a, (_, value) in zip(x, came, strict=True))
    drawn = Markup('<polyline points="{}"/><circle cx="{}" cy="{}" r="3"/>')
    return Markup('<svg class="spark" viewBox="0 0 100 24" aria-hidden="true">{}</svg>').format(
        drawn.format(points, _n(x[-1]), _n(at(came[-1][1])))
    )


class _Scale:
    """Where a value stands between ``start`` (the least) and ``end`` (the most), with a little room at both ends."""

    def __init__(self, values: Sequence[Decimal], start: int, end: int, *, pad: bool = True) -> None:
        self.low, self.high = min(values), max(values)
        room = (self.high - self.low) / 12 if pad else Decimal(0)
        self._from, self._span = self.low - room, (self.high - self.low + 2 * room) or Decimal(1)
        self._flat = self.high == self.low
        self._start, self._length = start, end - start

    def __call__(self, value: Decimal) -> Decimal:
        part = Decimal("0.5") if self._flat else (value - self._from) / self._span
        return self._start + self._length * part


def _n(value: Decimal | int) -> str:
    """A coordinate, to a tenth.

    >>> _n(Decimal("12.34")), _n(7)
    ('12.3', '7')
    """
    return f"{round(Decimal(value), 1).normalize():f}"


def _across(years: Sequence[Year]) -> dict[int, Decimal]:
    first, last = years[0].year, years[-1].year
    return {y.year: 24 + Decimal(WIDTH - 48) * (y.year - first) / ((last - first) or 1) for y in years}


def _heights(years: Iterable[Year]) -> Iterable[Decimal]:
    for y in years:
        ends = (y.aim.low, y.aim.high) if y.aim else ()
        yield from (n for n in (y.came.value if y.came else None, *ends) if n is not None)


def _line(drawn: tuple[str, Decimal | int, Decimal | int, Decimal | int, Decimal | int]) -> Markup:
    kind, *ends = drawn
    return Markup('<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(kind, *map(_n, ends))


def _zero(at: _Scale) -> Markup:
    return _line(("zero", 8, at(Decimal(0)), WIDTH - 8, at(Decimal(0))))


def _text(words: Both, x: Decimal | int, y: Decimal | int, anchor: str = "start", kind: str = "") -> Markup:
    one = Markup('<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>')
    more = f" {kind}" if kind else ""
    if words.zh == words.en:
        return one.format(kind, _n(x), _n(y), anchor, words.zh)
    return one.format(f"zh{more}", _n(x), _n(y), anchor, words.zh) + one.format(
        f"en{more}", _n(x), _n(y), anchor, words.en
    )


def _within(href: str, said: Both, drawn: Markup) -> Markup:
    """``drawn`` with its name, and as a link where it has an address."""
    title = Markup("<title>{}</title>").format(said.zh if said.zh == said.en else f"{said.zh} · {said.en}")
    if not href:
        return Markup("<g>{}{}</g>").format(title, drawn)
    return Markup('<a href="{}">{}{}</a>').format(href, title, drawn)


def _dot(year: Year, number: Number, x: Decimal, y: Decimal) -> Markup:
    kind = "came expected" if year.expected else "came"
    drawn = Markup('<circle class="hit" cx="{0}" cy="{1}" r="12"/><circle class="{2}" cx="{0}" cy="{1}" r="4.5"/>')
    said = Both(f"{year.year}年 {number.said.zh}", f"{year.year}: {number.said.en}")
    return _within(number.href, said, drawn.format(_n(x), _n(y), kind))


def _spot(number: Number, said: Both, at: _Scale, y: int) -> Markup:
    drawn = Markup('<circle class="hit" cx="{0}" cy="{1}" r="12"/><circle class="came" cx="{0}" cy="{1}" r="5"/>')
    return _within(number.href, said, drawn.format(_n(at(number.value)), y))


def _block(number: Number, said: Both, kind: str, x: Decimal, y: int, width: Decimal, height: int) -> Markup:
    drawn = Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>').format(kind, _n(x), y, _n(width), height)
    return _within(number.href, said, drawn)


def _aim(aim: Aim, year: int, x: Decimal, at: _Scale) -> Markup:
    """An aim as a bar across, with a stroke towards where more is welcome, or a box for a range."""
    low, high = aim.low, aim.high
    said = Both(f"{year}年目标：{aim.said.zh}", f"Aim for {year}: {aim.said.en}")
    if low is not None and high is not None and low != high:
        box = Markup('<rect class="aim" x="{}" y="{}" width="16" height="{}"/>')
        return _within(aim.href, said, box.format(_n(x - 8), _n(at(high)), _n(at(low) - at(high))))
    edge = low if low is not None else high
    if edge is None:
        return Markup()
    y = at(edge)
    drawn = _line(("aim", x - 8, y, x + 8, y))
    if low is None or high is None:
        drawn += _line(("aim", x, y, x, y - 8 if high is None else y + 8))
    return _within(aim.href, said, drawn)


def _aim_flat(aim: Aim, y: int, at: _Scale) -> Markup:
    low, high = aim.low, aim.high
    said = Both(f"目标：{aim.said.zh}", f"Aim: {aim.said.en}")
    if low is not None and high is not None and low != high:
        box = Markup('<rect class="aim" x="{}" y="{}" width="{}" height="16"/>')
        return _within(aim.href, said, box.format(_n(at(low)), y - 8, _n(at(high) - at(low))))
    edge = low if low is not None else high
    if edge is None:
        return Markup()
    x = at(edge)
    drawn = _line(("aim", x, y - 8, x, y + 8))
    if low is None or high is None:
        drawn += _line(("aim", x, y, x + 8 if high is None else x - 8, y))
    return _within(aim.href, said, drawn)


def _called(came: Sequence[tuple[int, Number]], x: dict[int, Decimal], at: _Scale) -> list[Markup]:
    """The numbers beside their dots: the first and the last, the most and the least, as far as they don't touch."""
    if not came:
        return []
    by_value = sorted(came, key=lambda one: one[1].value)
    wanted = [came[-1], came[0], by_value[-1], by_value[0]]
    room = 16 + 7 * max(max(len(n.said.zh.encode()) // 2, len(n.said.en)) for _, n in wanted)
    shown: list[tuple[int, Number]] = []
    for year, number in wanted:
        if all(abs(x[year] - x[other]) >= room for other, _ in shown):
            shown.append((year, number))
    drawn = []
    for year, number in shown:
        edge = "start" if x[year] < 70 else "end" if x[year] > WIDTH - 70 else "middle"
        left = {"start": x[year] - 16, "end": x[year] + 16}.get(edge, x[year])
        beside = [n.value for y, n in came if abs(y - year) == 1]
        below = beside and number.value < min(beside)
        drawn.append(_text(number.said, left, at(number.value) + (20 if below else -12), edge, "v"))
    return drawn


def _years(years: Sequence[int], x: dict[int, Decimal]) -> list[Markup]:
    """The years below, from the last one back those that there is room for."""
    shown: list[int] = []
    for year in reversed(years):
        if not shown or x[shown[-1]] - x[year] >= 44:
            shown.append(year)
    return [_text(Both(str(y), str(y)), x[y], 166, "middle", "at") for y in reversed(shown)]


_KEYS: Final = {
    "came": ('<circle class="came" cx="8" cy="8" r="4.5"/>', Both("实际", "Came")),
    "expected": ('<circle class="came expected" cx="8" cy="8" r="4.5"/>', Both("预计", "Expected")),
    "aim": ('<line class="aim" x1="1" y1="8" x2="15" y2="8"/>', Both("目标", "Aim")),
}


def _legend(years: Sequence[Year]) -> Markup:
    """What the marks mean; nothing where there is only one kind."""
    kinds = [
        kind
        for kind, there in (
            ("came", any(y.came and not y.expected for y in years)),
            ("expected", any(y.came and y.expected for y in years)),
            ("aim", any(y.aim for y in years)),
        )
        if there
    ]
    return _keys(kinds) if len(kinds) > 1 else Markup()


def _keys(kinds: Iterable[str]) -> Markup:
    one = Markup('<li><svg viewBox="0 0 16 16" aria-hidden="true">{}</svg> {}</li>')
    listed = Markup().join(one.format(Markup(_KEYS[kind][0]), _said(_KEYS[kind][1])) for kind in kinds)
    return Markup('<ul class="keys">{}</ul>').format(listed)


def _said(words: Both) -> Markup:
    if words.zh == words.en:
        return Markup("{}").format(words.zh)
    return Markup('<span class="zh">{}</span><span class="en" lang="en">{}</span>').format(*words)


def _linked(one: Number | Aim | None) -> Markup | Both:
    if one is None:
        return Both("", "")
    return Markup('<a href="{}">{}</a>').format(one.href, _said(one.said)) if one.href else one.said


def _came(year: Year) -> Markup | Both:
    linked = _linked(year.came)
    if not year.expected:
        return linked
    told = linked if isinstance(linked, Markup) else _said(linked)
    return Markup("{} {}").format(told, _said(Both("（预计）", "(expected)")))


def _figure(
    question: Both,
    height: int,
    drawn: Sequence[Markup],
    legend: Markup,
    head: Sequence[Both],
    rows: Sequence[Sequence[Both | Markup]],
) -> Markup:
    return Markup('<figure class="chart"><figcaption>{}</figcaption>{}{}{}</figure>').format(
        _said(question), _picture(question, height, drawn), legend, _table(question, head, rows)
    )


def _picture(name: Both, height: int, drawn: Sequence[Markup]) -> Markup:
    return Markup('<svg viewBox="0 0 {} {}" role="group" aria-label="{}" data-aria-label="{}|{}">{}</svg>').format(
        WIDTH, height, name.zh, name.zh, name.en, Markup().join(drawn)
    )


def _table(question: Both, head: Sequence[Both], rows: Sequence[Sequence[Both | Markup]]) -> Markup:
    """The numbers of a chart, folded away."""
    heads = Markup().join(Markup('<th scope="col">{}</th>').format(_said(words)) for words in head)
    lines = Markup().join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            _cell(first), Markup().join(Markup('<td class="n">{}</td>').format(_cell(cell)) for cell in rest)
        )
        for first, *rest in rows
    )
    return Markup(
        '<details class="behind"><summary>{}</summary><table><caption class="hidden">{}</caption>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></details>"
    ).format(_said(Both("表", "Table")), _said(question), heads, lines)


def _cell(cell: Both | Markup) -> Markup:
    return cell if isinstance(cell, Markup) else _said(cell)
