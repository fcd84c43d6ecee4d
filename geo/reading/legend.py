"""What stands below every legend, on the page, on paper, on slides: coverage and marks in words."""

from collections.abc import Sequence
from typing import Literal

from geo.figures.atlas import Atlas
from geo.language.numbers import format_date
from geo.language.texts import texts
from geo.reading.year_marks import view_marks
from geo.views.drawing import Drawing

LegendNote = Literal[
    "coverage",
    "kept",
    "carried",
    "pending",
    "zone_list",
    "target_line",
    "bounds",
    "gates",
    "breaks",
]


def legend_notes(
    atlas: Atlas, drawing: Drawing, *, lang: str, kept: Sequence[bool] | None = None
) -> dict[LegendNote, str]:
    """Say what a legend's counts and marks mean.

    Parameters
    ----------
    atlas
        The atlas.
    drawing
        The drawing.
    lang
        Language.
    kept
        For each unit whether the filter keeps it; None for no filter.

    Returns
    -------
    notes : dict
        The notes that apply to this drawing by their name, in the order in which they are read.
    """
    t = texts(lang)
    notes: dict[LegendNote, str] = {
        "coverage": t("legend.coverage", known=drawing.known, concerned=drawing.concerned)
    }
    if kept is not None:
        notes["kept"] = t("filter.kept", count=sum(kept), all=len(kept))
    carried = sum(cell.basis == "carried" for cell in drawing.cells)
    if carried:
        notes["carried"] = f"{t('legend.carried')} ({carried})"
    if any(cell.pending for cell in drawing.cells):
        notes["pending"] = t("legend.pending")
    lists = atlas.zone.lists_in_force(drawing.view.year)
    if drawing.kind == "zone" and lists:
        days = ", ".join(format_date(day, lang=lang) for day in lists)
        notes["zone_list"] = t("legend.zone_list", day=days)
    if drawing.view.mode == "gap":
        notes["target_line"] = t("legend.target_line")
    if drawing.classes.bounds:
        notes["bounds"] = t("legend.bounds_help")
    if drawing.kind == "zone":
        notes["gates"] = t("gate.note")
    said = view_marks(atlas, drawing, lang=lang).said
    if said:
        notes["breaks"] = said
    return notes
