"""Plots of units as HTML: a dot is a link that chooses its unit, and is told in a table, too."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from geo.documents.html.lettering import svg_address
from geo.language.numbers import format_value, written_decimals
from geo.language.texts import texts
from geo.reading.chart_units import span_shown
from geo.reading.compare.plotted import Level, Trace

_MARGIN = 0.04
_MOST_TICKS = 6
_DOT, _PILE = 1.0, 6
"""Width of a dot in per cent of a strip, and dots that stand on each other with room between."""
_LARGE = 100
"""From here on the ends of a scale need no decimals."""


@dataclass(frozen=True)
class Dot:
    """A unit in a plot.

    Parameters
    ----------
    along, up
        Its figures.
    fill
        Colour of its class.
    said
        Its name and figures.
    address
        Address that chooses it.
    chosen
        Whether it is chosen.
    code
        Its code: pointing at it lights the unit up on the maps of the page.
    """

    along: float
    up: float
    fill: str
    said: str
    address: str
    chosen: bool = False
    code: str = ""


@dataclass(frozen=True)
class _Scale:
    low: float
    high: float

    def at(self, value: float) -> float:
        """Return where a value stands, in per cent of the length."""
        room = (self.high - self.low) or 1.0
        share = (value - self.low) / room
        return round(100 * (_MARGIN + (1 - 2 * _MARGIN) * share), 2)


def _scale(values: Sequence[float]) -> _Scale:
    return _Scale(min(values), max(values))


def strip_html(dots: Sequence[Dot], marks: Sequence[Level], *, label: str, lang: str) -> str:
    """Return all units on one line, and above it what is marked; empty without units."""
    if not dots:
        return ""
    scale = _scale([*(dot.along for dot in dots), *(mark.value for mark in marks)])
    heights = _piled([scale.at(dot.along) for dot in dots])
    links = "".join(
        _mark(dot, f"left:{scale.at(dot.along)}%;bottom:{height}%")
        for dot, height in sorted(zip(dots, heights, strict=True), key=lambda pair: pair[0].chosen)
    )
    ticks = "".join(
        f'<span class="tick" style="left:{scale.at(mark.value)}%"></span>' for mark in marks
    )
    ends = "".join(
        _end(scale.at(value), _printed(value, lang))
        for value in dict.fromkeys((scale.low, scale.high))
    )
    notes = "".join(f"<li>{escape(mark.said)}</li>" for mark in marks)
    chosen = "".join(f"<li><b>{escape(dot.said)}</b></li>" for dot in dots if dot.chosen)
    named = f'role="group" aria-label="{escape(label)}"'
    plot = f'<div class="plot strip" {named}>{ticks}{links}{ends}</div>'
    return f'{plot}<ul class="keys small">{chosen}{notes}</ul>'


def _end(place: float, words: str) -> str:
    """Return the words below an end of a scale, by its place in per cent."""
    return f'<span class="along" style="left:{place}%"><i>{escape(words)}</i></span>'


def _piled(places: Sequence[float]) -> list[float]:
    """Return how high each dot stands, in per cent, so that none hides another."""
    piles: dict[int, int] = {}
    levels = []
    for place in places:
        pile = int(place / _DOT)
        levels.append(piles.get(pile, 0))
        piles[pile] = levels[-1] + 1
    room = max(_PILE, *piles.values())
    return [round(12 + 80 * level / room, 1) for level in levels]


def lines_html(
    traces: Sequence[Trace],
    *,
    level: Level | None,
    breaks: Sequence[tuple[int, str]],
    label: str,
    lang: str,
) -> str:
    """Return lines over the years with a target and the breaks of the series; empty without any.

    Parameters
    ----------
    traces
        The lines.
    level
        The target, if it is a level.
    breaks
        Year and reason of each.
    label
        What the chart shows.
    lang
        Language.
    """
    points = [point for trace in traces for part in trace.parts for point in part]
    if not points:
        return ""
    years = _scale([float(year) for year, _, _ in points])
    low, high, step = span_shown(
        [value for _, value, _ in points] + ([level.value] if level else [])
    )
    values = _Scale(low, high)
    drawn = "".join(_trace(trace, years, values) for trace in traces)
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="400" viewBox="0 0 1000 400" '
        f'preserveAspectRatio="none">{drawn}</svg>'
    )
    dots = "".join(
        f'<span class="pt" title="{escape(said)}" style="left:{years.at(year)}%;'
        f'bottom:{values.at(value)}%;background:{trace.colour}"></span>'
        for trace in traces
        for part in trace.parts
        for year, value, said in part
    )
    over = [
        f'<span class="broken" title="{escape(said)}" style="left:{years.at(year - 0.5)}%"></span>'
        for year, said in breaks
        if years.low < year <= years.high
    ]
    if level is not None:
        at = values.at(level.value)
        over.append(f'<span class="level" style="bottom:{at}%"><b>{escape(level.said)}</b></span>')
    image = f'<img alt="" src="{svg_address(svg)}"/>'
    inside = image + "".join(over) + dots + _axes(years, values, step, lang)
    return f'<div class="plot lines" role="group" aria-label="{escape(label)}">{inside}</div>'


def _trace(trace: Trace, years: _Scale, values: _Scale) -> str:
    dotted = ' stroke-dasharray="2 4"' if trace.beside else ""
    lines = ""
    for part in trace.parts:
        place = " ".join(
            f"{10 * years.at(year):.1f},{400 - 4 * values.at(value):.1f}" for year, value, _ in part
        )
        lines += f'<polyline points="{place}"/>' if len(part) > 1 else ""
    style = f'fill="none" stroke="{trace.colour}" stroke-width="2"{dotted}'
    return f'<g {style} vector-effect="non-scaling-stroke">{lines}</g>'


def _axes(years: _Scale, values: _Scale, step: float, lang: str) -> str:
    marks = []
    first = math.ceil(values.low / step)
    count = math.floor(values.high / step) - first + 1
    every = max(1, math.ceil(count / _MOST_TICKS))
    for at in range(first, first + count, every):
        value = round(at * step, 9)
        text = format_value(value, decimals=written_decimals(value), places=0, lang=lang)
        marks.append(f'<span class="up" style="bottom:{values.at(value)}%">{escape(text)}</span>')
    for year in dict.fromkeys((years.low, years.high)):
        marks.append(_end(years.at(year), str(int(year))))
    return "".join(marks)


def scatter_html(dots: Sequence[Dot], up_name: str, along_name: str, *, lang: str) -> str:
    """Return a scatter; empty of fewer than two units.

    Parameters
    ----------
    dots
        The units.
    up_name, along_name
        What is measured upwards, and along.
    lang
        Language.
    """
    if len(dots) < 2:
        return ""
    along, up = _scale([dot.along for dot in dots]), _scale([dot.up for dot in dots])
    # the chosen one lies above the others
    marks = "".join(
        _mark(dot, f"left:{along.at(dot.along)}%;bottom:{up.at(dot.up)}%")
        for dot in sorted(dots, key=lambda dot: dot.chosen)
    )
    label = texts(lang)("compare.scatter", up=up_name, along=along_name, count=len(dots))
    ends = [
        f'<span class="{css}">{escape(_printed(value, lang))}</span>'
        for css, value in (
            ("up low", up.low),
            ("up high", up.high),
            ("along low", along.low),
            ("along high", along.high),
        )
    ]
    return (
        f'<figure class="scatter"><figcaption>↑ {escape(up_name)}</figcaption>'
        f'<div class="plot" role="group" aria-label="{escape(label)}">{marks}{"".join(ends)}</div>'
        f"<figcaption>→ {escape(along_name)}</figcaption></figure>"
    )


def _mark(dot: Dot, style: str) -> str:
    css = "turn dot chosen" if dot.chosen else "turn dot"
    said = escape(dot.said)
    # a table beside it is walked through by keys, not sixty dots
    return (
        f'<a class="{css}" data-code="{escape(dot.code)}" href="{escape(dot.address)}" '
        f'title="{said}" aria-label="{said}" '
        f'tabindex="-1" style="{style};background:{dot.fill}"></a>'
    )


def _printed(value: float, lang: str) -> str:
    decimals = 0 if abs(value) >= _LARGE else min(1, written_decimals(value))
    return format_value(value, decimals=decimals, places=0, lang=lang)
