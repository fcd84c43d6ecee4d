"""The exhibit of each part of the comparisons."""

from collections.abc import Iterable
from dataclasses import replace

from geo.boundaries.layers import layer_name
from geo.figures.atlas import Atlas, Cell
from geo.language.texts import texts
from geo.meeting.exhibit import (
    DotsPlot,
    Exhibit,
    LinesPlot,
    NineClasses,
    StripPlot,
    Table,
    UnitsMap,
)
from geo.places.unit_names import unit_name
from geo.reading.compare.pairs import (
    correlation_lines,
    known_cells,
    pair_caption,
    pair_title,
    side_name,
    third_labels,
)
from geo.reading.compare.plotted import (
    break_marks,
    line_traces,
    rank_marks,
    rank_placed,
    target_mark,
)
from geo.reading.compare.printed import (
    Printed,
    Sample,
    change_printed,
    change_samples,
    change_symbol,
    lines_notes,
    lines_printed,
    pair_printed,
    rank_printed,
    reason_groups,
)
from geo.reading.compare.titles import lines_title, maps_title, rank_title
from geo.reading.compare.words import change_said, comparison_sentence, comparison_title
from geo.reading.legend import legend_rows
from geo.reading.sentences import province_sources, view_sentence, view_title
from geo.reading.values import indicator_unit
from geo.views.compare.address import Compared, read_compared
from geo.views.compare.bivariate import SIDE, Bivariate, compare_two
from geo.views.compare.changes import compare_years
from geo.views.compare.lines import unit_lines
from geo.views.drawing import Drawing, draw
from geo.views.palettes import BIVARIATE
from geo.views.symbols import OUTSIDE, UNKNOWN, Symbol, flat, weak


def comparison_exhibit(atlas: Atlas, query: str, *, lang: str) -> Exhibit:
    """Return the exhibit of a comparison by its address.

    Raises
    ------
    ViewError
        The address names no comparison that the facts can answer.
    """
    compared = read_compared(atlas, query)
    return _MAKERS[compared.part](atlas, compared, lang)


def _years(atlas: Atlas, compared: Compared, lang: str) -> Exhibit:
    found = compare_years(atlas, compared.view, compared.earlier)
    view, t = found.view, texts(lang)
    before, after = (draw(atlas, view.on(year=year)) for year in (found.earlier, found.later))
    change = UnitsMap(
        t("compare.map_change", earlier=found.earlier, later=found.later),
        layer_name(view.level, view.vintage),
        {each.unit.code: change_symbol(found, each) for each in found.changes},
        change_samples(found, lang=lang),
        selected=compared.unit,
    )
    years = [
        _map(atlas, each, str(each.view.year), compared.unit, lang) for each in (before, after)
    ]
    cells = [cell for each in found.changes for cell in (each.before, each.after)]
    reasons = reason_groups(found, lang=lang)
    chosen = [
        f"{unit_name(each.unit, lang=lang)}: {change_said(found, each, lang=lang)}."
        for each in found.changes
        if each.unit.code == compared.unit
    ]
    printed = change_printed(atlas, found, lang=lang)
    return Exhibit(
        comparison_title(atlas, found, lang=lang),
        (comparison_sentence(found, lang=lang), *chosen),
        tuple(head for head, _ in reasons),
        (years[0], change, years[1]),
        (
            _table(
                printed,
                numeric=found.kind == "numeric",
                ends=True,
            ),
        ),
        _sources(cells),
        (found.indicator,),
        tuple(cells),
        tuple((head, (names,)) for head, names in reasons),
    )


def _two(atlas: Atlas, compared: Compared, lang: str) -> Exhibit:
    other = compared.other or compared.view
    pair = compare_two(atlas, compared.view, other.indicator, other.year)
    names = tuple(
        side_name(*each, lang=lang) for each in zip(pair.indicators, pair.views, strict=True)
    )
    where = layer_name(compared.view.level, compared.view.vintage)
    nine = _nine(pair, names, lang)
    symbols = {
        unit.code: UNKNOWN if each is None else flat(BIVARIATE[SIDE * each[0] + each[1]])
        for unit, each in zip(pair.units, pair.classes, strict=True)
    }
    dots = tuple(
        (second, first, BIVARIATE[SIDE * each[0] + each[1]])
        for (first, second), each in zip(pair.values, pair.classes, strict=True)
        if each is not None and first is not None and second is not None
    )
    drawn = UnitsMap(
        pair_caption(pair, lang=lang), where, symbols, nine=nine, selected=compared.unit
    )
    scatter = texts(lang)("compare.scatter_caption", count=len(dots))
    plot = [DotsPlot(scatter, dots, (names[1], names[0]))] if len(dots) > 1 else []
    first, *rest = correlation_lines(pair, lang=lang)
    printed = replace(pair_printed(pair, lang=lang), title=texts(lang)("compare.pair_table"))
    table = _table(printed)
    cells = known_cells(pair)
    title = pair_title(atlas, pair, lang=lang)
    return Exhibit(
        title,
        (first,),
        tuple(rest),
        (drawn, *plot),
        (table,),
        _sources(cells),
        pair.indicators,
        cells,
    )


def _nine(pair: Bivariate, names: tuple[str, ...], lang: str) -> NineClasses:
    up, along = third_labels(pair, 0, lang=lang), third_labels(pair, 1, lang=lang)
    unknown, t = pair.classes.count(None), texts(lang)
    rows, columns = range(len(up)), range(len(along))
    return NineClasses(
        up,
        along,
        t("compare.pair_legend", first=names[0], second=names[1]),
        tuple(tuple(pair.classes.count((row, column)) for column in columns) for row in rows),
        tuple(tuple(BIVARIATE[SIDE * row + column] for column in columns) for row in rows),
        t("compare.pair_unknown_count", count=unknown) if unknown else "",
    )


def _maps(atlas: Atlas, compared: Compared, lang: str) -> Exhibit:
    drawings = [draw(atlas, view) for view in compared.maps]
    titles = [view_title(atlas, each.view, lang=lang) for each in drawings]
    panes = [
        _map(atlas, each, title, compared.unit, lang)
        for each, title in zip(drawings, titles, strict=True)
    ]
    tables = []
    for drawing, title in zip(drawings, titles, strict=True):
        printed = rank_printed(atlas, drawing, _codes(drawing), title=title, lang=lang)
        tables.append(_table(printed))
    cells = [cell for each in drawings for cell in each.cells]
    return Exhibit(
        maps_title(atlas, compared.view, compared.maps, lang=lang),
        *((), ()),
        tuple(panes),
        tuple(tables),
        _sources(cells),
        tuple(dict.fromkeys(each.indicator for each in drawings)),
        tuple(cells),
    )


def _lines(atlas: Atlas, compared: Compared, lang: str) -> Exhibit:
    key = compared.view.indicator
    lines = unit_lines(atlas, key, compared.units)
    traces = line_traces(atlas, key, lines, lang=lang)
    title = lines_title(atlas, compared.view, lang=lang)
    plot = LinesPlot(
        title,
        traces,
        target_mark(atlas, key, lang=lang),
        break_marks(atlas, key, lang=lang),
    )
    named = texts(lang)("compare.lines_figures", unit=_unit(atlas, key, lang))
    printed = replace(lines_printed(atlas, key, lines, lang=lang), title=named)
    cells = [cell for line in lines for cell in line.cells]
    return Exhibit(
        title,
        ("; ".join(f"{each.name}: {each.newest}" for each in traces) + ".",),
        lines_notes(atlas, key, lines, lang=lang),
        (plot,),
        (_table(printed, ends=True),),
        _sources(cells),
        (atlas.facts.indicators[key],),
        tuple(cells),
    )


def _rank(atlas: Atlas, compared: Compared, lang: str) -> Exhibit:
    drawing = draw(atlas, compared.view)
    units = rank_placed(atlas, drawing, lang=lang)
    title = rank_title(atlas, compared.view, lang=lang)
    marks = rank_marks(atlas, drawing, lang=lang)
    chosen = [f"{each.said}." for each in units if each.code == compared.unit]
    all_units = texts(lang)("compare.all_units")
    printed = rank_printed(atlas, drawing, _codes(drawing), title=all_units, lang=lang)
    return Exhibit(
        title,
        (*chosen, view_sentence(atlas, drawing, lang=lang)),
        tuple(f"{each.said}." for each in marks),
        (StripPlot(title, units, marks, compared.unit),),
        (_table(printed, ends=True),),
        tuple(dict.fromkeys((*_sources(drawing.cells), *province_sources(atlas, drawing.view)))),
        (drawing.indicator,),
        drawing.cells,
    )


def _unit(atlas: Atlas, indicator_id: str, lang: str) -> str:
    return indicator_unit(atlas.facts.indicators[indicator_id], lang=lang)


_MAKERS = {"years": _years, "two": _two, "maps": _maps, "lines": _lines, "rank": _rank}


def _map(atlas: Atlas, drawing: Drawing, caption: str, selected: str, lang: str) -> UnitsMap:
    """Return a map of one view, in the classes of its legend."""
    symbols = {
        cell.unit.code: _symbol(drawing, cell, index)
        for cell, index in zip(drawing.cells, drawing.indices, strict=True)
    }
    legend = tuple(
        Sample(row.symbol, row.label, row.count) for row in legend_rows(atlas, drawing, lang=lang)
    )
    layer = layer_name(drawing.view.level, drawing.view.vintage)
    return UnitsMap(caption, layer, symbols, legend, selected=selected)


def _symbol(drawing: Drawing, cell: Cell, index: int | None) -> Symbol:
    if index is not None:
        return (weak if cell.pending else flat)(drawing.classes.fills[index])
    return OUTSIDE if cell.basis == "not_applicable" else UNKNOWN


def _table(printed: Printed, *, numeric: bool = True, ends: bool = False) -> Table:
    return Table(printed.title, printed.heads, printed.rows, numeric, ends)


def _codes(drawing: Drawing) -> tuple[str, ...]:
    return tuple(cell.unit.code for cell in drawing.cells)


def _sources(cells: Iterable[Cell]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for cell in cells for key in cell.source_ids))
