"""What has to be known of figures: of those in a file, and before an indicator is chosen."""

from collections.abc import Sequence
from datetime import datetime

from geo.facts.lifetime import kept_with
from geo.facts.model import Indicator, Level
from geo.figures.atlas import Atlas, Cell
from geo.figures.breaks import rule_parts
from geo.figures.gate_figures import gate_cells
from geo.figures.province_figures import province_unit
from geo.figures.view import View
from geo.language.texts import pick, texts
from geo.places.vintages import drawn_vintages
from geo.reading.conditions import filter_line
from geo.reading.imprint import boundary_credit, made_on, version_text
from geo.reading.sentences import boundaries_label
from geo.reading.values import basis_key, basis_text, flag_text, indicator_name, quoted_text
from geo.reading.year_marks import view_marks
from geo.views.border_address import list_day, shown_of
from geo.views.drawing import Drawing
from geo.views.filters import NO_FILTER, Filter, kept


def view_notes(
    atlas: Atlas,
    drawing: Drawing,
    *,
    lang: str,
    chosen: Filter = NO_FILTER,
    beside: Sequence[Cell] = (),
    now: datetime | None = None,
) -> list[tuple[str, str]]:
    """Say what has to be known of a drawing's figures.

    Parameters
    ----------
    atlas
        The atlas.
    drawing
        The drawing.
    lang
        Language.
    chosen
        The filter: what it does not keep is not counted.
    beside
        Figures of other years that stand in the file, too: their flags are explained.
    now
        Moment of making; None for the present.

    Returns
    -------
    notes : list of tuple of str
        Heading and text: the filter, definition, boundaries, what empty means, each basis
        and flag that occurs, version of the data, day of making.
    """
    said = filter_line(atlas, drawing, chosen, lang=lang)
    return [
        *([(texts(lang)("export.view_filter"), said)] if said else []),
        *figure_notes(atlas, drawing, lang=lang, chosen=chosen, beside=beside),
        *file_notes(atlas, lang=lang, now=now),
    ]


def figure_notes(
    atlas: Atlas,
    drawing: Drawing,
    *,
    lang: str,
    chosen: Filter = NO_FILTER,
    beside: Sequence[Cell] = (),
) -> list[tuple[str, str]]:
    """Return the notes of `view_notes` that are of the figures alone, not of the file."""
    t = texts(lang)
    view = drawing.view
    pairs = zip(drawing.cells, kept(atlas, drawing, chosen), strict=True)
    cells = [cell for cell, keeps in pairs if keeps]
    label = boundaries_label(atlas.facts, level=view.level, vintage=view.vintage, lang=lang)
    credit = boundary_credit(atlas, view.level, view.vintage, lang=lang)
    if shown_of(view) is not None:
        cells = list(gate_cells(atlas, view))
    said = view_marks(atlas, drawing, lang=lang).said
    return [
        *([] if list_day(view) else [indicator_note(drawing.indicator, lang=lang)]),
        (t("export.boundaries"), f"{label}. {credit}"),
        (t("export.empty"), t("basis_help.none")),
        *_basis_notes(cells, lang),
        *_flag_notes([*cells, *beside], lang),
        *([(t("breaks.heading"), said)] if said else []),
    ]


def file_notes(atlas: Atlas, *, lang: str, now: datetime | None = None) -> list[tuple[str, str]]:
    """Return the notes of `view_notes` that hold for a whole file: its version and its day."""
    t = texts(lang)
    version = (t("export.version"), version_text(atlas, lang=lang))
    return [version, (t("export.made_on"), made_on(atlas.facts.province, now, lang=lang))]


def indicator_note(indicator: Indicator, *, lang: str) -> tuple[str, str]:
    """Return the note that defines an indicator: heading and text."""
    definition = pick(indicator, "definition", lang)
    return texts(lang)("export.definition"), f"{indicator_name(indicator, lang=lang)}: {definition}"


def cell_notes(cells: Sequence[Cell], *, lang: str) -> list[tuple[str, str]]:
    """Return a note for each basis, with the number of its cells, and each flag that occurs."""
    return [*_basis_notes(cells, lang), *_flag_notes(cells, lang)]


def _basis_notes(cells: Sequence[Cell], lang: str) -> list[tuple[str, str]]:
    t = texts(lang)
    notes = []
    for cell, count in _kinds(cells, lang):
        name = basis_text(cell, lang=lang) or t("export.observed")
        notes.append((f"{name} ({count})", t(f"basis_help.{basis_key(cell)}")))
    return notes


def _flag_notes(cells: Sequence[Cell], lang: str) -> list[tuple[str, str]]:
    t = texts(lang)
    notes = []
    for flag in dict.fromkeys(cell.flag for cell in cells if cell.flag):
        cell = next(cell for cell in cells if cell.flag == flag)
        key = f"flag_help.{flag}"
        notes.append((flag_text(cell, lang=lang), t(key) if key in t else t("export.evidence")))
    return notes


def _kinds(cells: Sequence[Cell], lang: str) -> list[tuple[Cell, int]]:
    """Return one cell of each basis that occurs with the number of such cells."""
    found: dict[str, list[Cell]] = {}
    for cell in cells:
        found.setdefault(basis_text(cell, lang=lang), []).append(cell)
    return [(same[0], len(same)) for same in found.values()]


def rule_figures(
    atlas: Atlas, indicator: Indicator, cell: Cell, *, lang: str
) -> tuple[tuple[Indicator, str], ...]:
    """Return what a rate was computed from: the indicators of its rule with the figures printed.

    An area of ``units.csv`` is no indicator and is left out.
    """
    if cell.observed_year is None:
        return ()
    found = []
    for key in rule_parts(atlas.facts, indicator.indicator_id):
        part = atlas.facts.indicators[key]
        own = atlas.cell(
            View(key, cell.observed_year, cell.unit.level, cell.unit.vintage), cell.unit
        )
        found.append((part, quoted_text(atlas, part, own, lang=lang)))
    return tuple(found)


@kept_with(2048)
def best_known(atlas: Atlas, indicator_id: str, level: Level, vintage: str) -> tuple[int, int]:
    """Return how many units something is known of in the best year, and of how many concerned."""
    best = (0, len(atlas.units(level, vintage)))
    if not atlas.has_figures(indicator_id, level, vintage):
        return best
    for year in atlas.years(indicator_id, level, vintage):
        cells = atlas.cells(View(indicator_id, year, level, vintage))
        concerned = [cell for cell in cells if cell.basis != "not_applicable"]
        best = max(best, (sum(cell.known for cell in concerned), len(concerned)))
    return best


@kept_with(1024)
def available_name(atlas: Atlas, indicator: Indicator, lang: str) -> str:
    """Name an indicator with what is known of it: "… · tỉnh 2008–2024 · 1/11 huyện"."""
    t = texts(lang)
    parts = [indicator_name(indicator, lang=lang)]
    series = atlas.series(indicator.indicator_id, province_unit(atlas))
    years = [cell.observed_year for cell in series if cell.observed_year is not None]
    if years:
        span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
        parts.append(t("available.province", years=span))
    for level in ("district", "commune"):
        known, of = _best(atlas, indicator, level)
        if known:
            key = "available.districts" if level == "district" else "available.communes"
            parts.append(t(key, known=known, all=of))
    return " · ".join(parts)


def _best(atlas: Atlas, indicator: Indicator, level: Level) -> tuple[int, int]:
    """Return the best known share of a level's units on any boundaries."""
    if level == "commune" and atlas.kind(indicator) == "zone":
        # membership of the zone is no figure of the indicator
        return 0, 0
    drawn = drawn_vintages(atlas.facts.province)
    vintages = drawn if level == "commune" else drawn[-1:]
    found = [best_known(atlas, indicator.indicator_id, level, each) for each in reversed(vintages)]
    return max(found, key=lambda pair: pair[0] / pair[1] if pair[1] else 0.0)
