"""Two indicators on one map in words: title, classes, correlation and what it does not say."""

from geo.facts.model import Indicator
from geo.figures.atlas import Atlas, Cell
from geo.figures.view import View
from geo.language.numbers import format_number, format_value, with_unit, written_decimals
from geo.language.texts import texts
from geo.reading.sentences import boundaries_label
from geo.reading.values import indicator_name, indicator_unit, value_text
from geo.views.compare.bivariate import Bivariate

_PLACES = 2


def side_name(indicator: Indicator, view: View, *, lang: str) -> str:
    """Name one side of a pair: the indicator with its year."""
    return f"{indicator_name(indicator, lang=lang)}, {view.year}"


def pair_caption(pair: Bivariate, *, lang: str) -> str:
    """Name both sides of a pair."""
    first, second = (
        side_name(indicator, view, lang=lang)
        for indicator, view in zip(pair.indicators, pair.views, strict=True)
    )
    return texts(lang)("compare.pair_caption", first=first, second=second)


def pair_title(atlas: Atlas, pair: Bivariate, *, lang: str) -> str:
    """Say what a map of two indicators shows, and of which units."""
    view = pair.views[0]
    label = boundaries_label(atlas.facts, level=view.level, vintage=view.vintage, lang=lang)
    return f"{pair_caption(pair, lang=lang)}, {label}"


def figure_text(pair: Bivariate, at: int, which: int, *, lang: str) -> str:
    """Print the figure of a unit, by its place, of the first or second indicator; or empty."""
    indicator, cell = pair.indicators[which], pair.cells[at][which]
    return value_text(indicator, cell, unit=indicator_unit(indicator, lang=lang), lang=lang)


def unit_said(pair: Bivariate, at: int, *, lang: str) -> str:
    """Print both figures of a unit, or the one that is known and that the other is not."""
    unknown = texts(lang)("compare.unknown")
    said = [figure_text(pair, at, which, lang=lang) or unknown for which in (0, 1)]
    return f"{said[0]} · {said[1]}"


def third_labels(pair: Bivariate, which: int, *, lang: str) -> tuple[str, ...]:
    """Name the classes of one indicator from the lowest: "dưới 15%", "15 – 30%", "từ 30%"."""
    t = texts(lang)
    unit = indicator_unit(pair.indicators[which], lang=lang)
    bounds = pair.bounds[which]
    if not bounds:
        return (t("legend.all_values"),)
    bare = [
        format_value(each, decimals=written_decimals(each), places=0, lang=lang) for each in bounds
    ]
    whole = [with_unit(each, unit, lang=lang) for each in bare]
    middle = [
        t("legend.between", low=low, high=high) for low, high in zip(bare, whole[1:], strict=False)
    ]
    return (t("legend.under", value=whole[0]), *middle, t("legend.from", value=whole[-1]))


def correlation_lines(pair: Bivariate, *, lang: str) -> tuple[str, ...]:
    """Say how the two go together, on how many units, and what that does not mean."""
    t = texts(lang)
    found = pair.correlation
    if found.pearson is None or found.spearman is None:
        return (t("compare.no_correlation", count=found.count),)
    numbers = {
        name: format_number(value, decimals=_PLACES, lang=lang)
        for name, value in (("pearson", found.pearson), ("spearman", found.spearman))
    }
    lines = [t("compare.correlation", count=found.count, **numbers)]
    lines += [t("compare.few", count=found.count)] if found.few else []
    lines += [t("compare.related")] if pair.related else []
    years = [view.year for view in pair.views]
    if years[0] != years[1]:
        lines.append(t("compare.other_years", first=years[0], second=years[1]))
    if any(cell.basis == "carried" for cells in pair.cells for cell in cells):
        lines.append(t("compare.some_carried"))
    return (*lines, t("compare.no_cause"))


def known_cells(pair: Bivariate) -> tuple[Cell, ...]:
    """Return all cells of both indicators, for their sources."""
    return tuple(cell for cells in pair.cells for cell in cells)
