"""The units of a level over the years: all pale, and among them those that a reader looks for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geo.facts.lifetime import kept_with
from geo.facts.model import Unit
from geo.figures.atlas import Atlas
from geo.language.numbers import written_decimals
from geo.language.texts import texts
from geo.reading.charts import ChartPlan, Series
from geo.reading.compare.plotted import (
    COLOURS,
    Level,
    Trace,
    break_marks,
    line_traces,
    target_mark,
)
from geo.reading.compare.printed import lines_notes
from geo.reading.sentences import boundaries_label, line_source_ids
from geo.reading.sources.words import cited_all
from geo.reading.values import indicator_name, indicator_unit, value_text
from geo.reading.year_marks import is_joined, slot_names, year_slots
from geo.views.compare.lines import MOST_UNITS, UnitLine, unit_lines
from geo.views.drawing import Drawing

_DECIMALS = 2
"""Of the numbers of a chart at most."""
_COLOURS = {"selected": COLOURS[1], "highest": COLOURS[0], "lowest": COLOURS[2]}


@dataclass(frozen=True, eq=False)
class LevelLines:
    """The lines of a level.

    Parameters
    ----------
    title
        What they show.
    named
        Those that are named: the selected unit, the highest and the lowest of the year that the
        view shows, the province.
    pale
        All other units.
    level
        The target, if it is a level.
    breaks
        Year and reason of each break of the series.
    remarks
        How they are drawn, what breaks, and of how many units nothing is known.
    lines
        The figures of all units, then of the province.
    """

    title: str
    named: tuple[Trace, ...]
    pale: tuple[Trace, ...]
    level: Level | None
    breaks: tuple[tuple[int, str], ...]
    remarks: tuple[str, ...]
    lines: tuple[UnitLine, ...]

    @property
    def plan(self) -> ChartPlan:
        """The named lines as a chart of a program: every year has its place, and every break."""
        points = [
            point for trace in (*self.named, *self.pale) for part in trace.parts for point in part
        ]
        breaks = {year for year, _ in self.breaks}
        slots = year_slots([year for year, _, _ in points], breaks)
        series = []
        for trace in self.named:
            values = {year: value for part in trace.parts for year, value, _ in part}
            numbers = tuple(None if year is None else values.get(year) for year in slots)
            years = [[year for year, _, _ in part] for part in trace.parts]
            joined = is_joined(years, breaks)
            series.append(Series(trace.name, numbers, (trace.colour,), joined=joined))
        decimals = min(_DECIMALS, max(written_decimals(value) for _, value, _ in points))
        return ChartPlan("columns", self.title, slot_names(slots), tuple(series), decimals)

    @property
    def below(self) -> str:
        """What is said below them."""
        return " ".join(f"{each.rstrip('.')}." for each in self.remarks)

    @property
    def said(self) -> str:
        """All of it in words, for whoever does not see it."""
        told = [f"{each.name}: {each.newest}" for each in self.named]
        told += [self.level.said] if self.level else []
        return f"{self.title}. {'; '.join(told)}. {self.below}"


def level_lines(
    atlas: Atlas,
    drawing: Drawing,
    *,
    lang: str,
    kept: Sequence[bool] | None = None,
    selected: str = "",
) -> LevelLines | str:
    """Plan the lines of a level over all years that its indicator has.

    Parameters
    ----------
    atlas
        The atlas.
    drawing
        A drawing of the numbers of communes or districts.
    lang
        Language.
    kept
        For each unit whether the filter keeps it; None for no filter.
    selected
        Code of the unit that is marked, or empty.

    Returns
    -------
    lines : LevelLines or str
        Words where no unit has figures of two years: which there are, and where there are more.
        The province is among the lines of rates alone, for its amounts dwarf those of its parts.
    """
    stay = None if kept is None else tuple(kept)
    return _planned(atlas, drawing, lang=lang, kept=stay, selected=selected)


@kept_with(16)
def _planned(
    atlas: Atlas, drawing: Drawing, *, lang: str, kept: tuple[bool, ...] | None, selected: str
) -> LevelLines | str:
    """Plan the lines of a level once for all runs of a page, and all files, that show them."""
    t, indicator = texts(lang), drawing.indicator
    key = indicator.indicator_id
    own, above = _figures(atlas, drawing, kept)
    if not _has_lines(own):
        return _too_few(atlas, drawing, own, lang)
    known = [line for line in own if line.cells]
    named, pale = _named(atlas, drawing, known, selected, lang)
    named += _traces(atlas, drawing, above, lang)
    counted = "compare.lines_pale" if pale else "compare.lines_count"
    remarks = [t(counted, count=len(known))]
    remarks += lines_notes(atlas, key, (*known, *above), lang=lang)
    unknown = len(own) - len(known)
    remarks += [t("compare.lines_unknown", count=unknown)] if unknown else []
    lines = (*own, *above)
    remarks += _sources(atlas, drawing, lines, lang)
    return LevelLines(
        t("compare.lines_level", unit=indicator_unit(indicator, lang=lang)),
        tuple(named),
        tuple(pale),
        target_mark(atlas, key, lang=lang),
        break_marks(atlas, key, lang=lang),
        tuple(remarks),
        lines,
    )


def known_lines(
    atlas: Atlas, drawing: Drawing, *, kept: Sequence[bool] | None = None
) -> tuple[UnitLine, ...]:
    """Return the figures that `level_lines` plans; none where it says why there are no lines."""
    own, above = _figures(atlas, drawing, kept)
    return (*own, *above) if _has_lines(own) else ()


def lines_source_ids(lines: Sequence[UnitLine]) -> tuple[str, ...]:
    """Return the sources of all years of lines, those of the newest first."""
    cells = [cell for line in lines for cell in line.cells]
    ordered = sorted(cells, key=lambda cell: -(cell.observed_year or 0))
    return tuple(dict.fromkeys(key for cell in ordered for key in cell.source_ids))


def lines_sources(atlas: Atlas, lines: Sequence[UnitLine], *, lang: str) -> str:
    """Name the sources of all years of lines."""
    cited = cited_all(atlas.facts, lines_source_ids(lines), lang=lang)
    return texts(lang)("card.chart_sources", sources=cited)


def _sources(atlas: Atlas, drawing: Drawing, lines: Sequence[UnitLine], lang: str) -> list[str]:
    """Name the sources of all years, unless those of the year that is shown are all there are."""
    told = set(lines_source_ids(lines)) <= set(line_source_ids(atlas, drawing))
    return [] if told else [lines_sources(atlas, lines, lang=lang)]


def _named(
    atlas: Atlas, drawing: Drawing, lines: Sequence[UnitLine], selected: str, lang: str
) -> tuple[list[Trace], list[Trace]]:
    """Return the lines that are named, those first that a reader looks for, and the pale ones.

    Of few units each has a name.
    """
    t, roles = texts(lang), _roles(drawing, lines, selected)
    colours = {code: _COLOURS[mine[0]] for code, mine in roles.items()}
    if len(lines) <= MOST_UNITS:
        free = (each for each in COLOURS if each not in colours.values())
        others = (line.unit.code for line in lines if line.unit.code not in colours)
        colours |= dict(zip(others, free, strict=False))
    named, pale = dict[str, Trace](), list[Trace]()
    for line, trace in zip(lines, _traces(atlas, drawing, lines, lang), strict=True):
        code = line.unit.code
        if code not in colours:
            pale.append(trace)
            continue
        words = ", ".join(t(f"compare.line_{role}") for role in roles.get(code, []))
        name = t("compare.line_named", name=trace.name, role=words) if words else trace.name
        named[code] = replace(trace, name=name, colour=colours[code])
    return [named[code] for code in colours if code in named], pale


def _traces(atlas: Atlas, drawing: Drawing, lines: Sequence[UnitLine], lang: str) -> list[Trace]:
    """Return traces that tell the figure of the year that the view shows, else the newest."""
    traces = line_traces(atlas, drawing.indicator.indicator_id, lines, lang=lang)
    return [
        replace(trace, newest=_of_year(drawing, line, lang) or trace.newest)
        for line, trace in zip(lines, traces, strict=True)
    ]


def _figures(
    atlas: Atlas, drawing: Drawing, kept: Sequence[bool] | None
) -> tuple[tuple[UnitLine, ...], tuple[UnitLine, ...]]:
    """Return the figures of the units that a filter keeps, and of rates those of the province."""
    keeps = kept or [True] * len(drawing.cells)
    units = [cell.unit for cell, stays in zip(drawing.cells, keeps, strict=True) if stays]
    own = _lines(atlas, drawing, tuple(units))
    key, rate = drawing.indicator.indicator_id, drawing.indicator.kind == "rate"
    return own, unit_lines(atlas, key, ()) if rate else ()


def _has_lines(own: Sequence[UnitLine]) -> bool:
    """Tell whether any unit has figures of two years."""
    return any(len(line.cells) > 1 for line in own)


def _lines(atlas: Atlas, drawing: Drawing, units: tuple[Unit, ...]) -> tuple[UnitLine, ...]:
    found = unit_lines(atlas, drawing.indicator.indicator_id, units)
    return tuple(line for line in found if line.role == "unit")


def _roles(drawing: Drawing, lines: Sequence[UnitLine], selected: str) -> dict[str, list[str]]:
    """Return why units are named, by code; of several that are equal at an end none is."""
    numbers = {line.unit.code: drawing.number_of(line.unit.code) for line in lines}
    known = {code: number for code, number in numbers.items() if number is not None}
    roles: dict[str, list[str]] = {selected: ["selected"]} if selected in numbers else {}
    for role, end in (("highest", max), ("lowest", min)):
        at = [code for code, number in known.items() if number == end(known.values())]
        if len(at) == 1 and len(known) > 1:
            roles.setdefault(at[0], []).append(role)
    return roles


def _of_year(drawing: Drawing, line: UnitLine, lang: str) -> str:
    """Say the figure of the year that the view shows; empty without one."""
    unit = indicator_unit(drawing.indicator, lang=lang)
    for cell in line.cells:
        if cell.observed_year == drawing.view.year:
            said = value_text(drawing.indicator, cell, unit=unit, lang=lang)
            return f"{said} ({cell.observed_year})"
    return ""


def _too_few(atlas: Atlas, drawing: Drawing, lines: Sequence[UnitLine], lang: str) -> str:
    """Say that nothing has two years, which year there is, and whether districts have more."""
    t, view = texts(lang), drawing.view
    years = sorted({cell.observed_year or 0 for line in lines for cell in line.cells})
    units = boundaries_label(atlas.facts, level=view.level, vintage=view.vintage, lang=lang)
    if len(lines) < len(drawing.cells):
        units = t("compare.lines_kept", units=units, count=len(lines))
    name = indicator_name(drawing.indicator, lang=lang)
    fields: dict[str, object] = {"name": name, "units": units}
    if not years:
        return t("compare.lines_none", **fields)
    key = "compare.lines_one_year" if len(years) == 1 else "compare.lines_no_two"
    said = [t(key, year=years[0], **fields)]
    if view.level == "commune":
        above = _lines(atlas, drawing, atlas.units("district", view.vintage))
        many = [line for line in above if len(line.cells) > 1]
        known = sorted(cell.observed_year or 0 for line in many for cell in line.cells)
        if known:
            said.append(t("compare.lines_districts", first=known[0], last=known[-1]))
    return " ".join(said)
