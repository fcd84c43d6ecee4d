"""The rows of every legend, on the page, on paper, on slides, and the notes that stand below it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from geo.figures.atlas import Atlas
from geo.language.numbers import format_date
from geo.language.texts import texts
from geo.reading.values import class_labels
from geo.reading.year_marks import view_marks
from geo.views.drawing import Drawing
from geo.views.palettes import NO_DATA, OUTSIDE

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


Meaning = Literal["class", "unknown", "outside"]


@dataclass(frozen=True)
class LegendRow:
    """A row of a legend.

    Parameters
    ----------
    meaning
        A class; the units whose figure is not known; or those the indicator does not concern.
    label
        What it is called.
    fill
        Colour, such as ``#1a9850``; the unknown are hatched over it.
    count
        How many units are drawn like that.
    """

    meaning: Meaning
    label: str
    fill: str
    count: int


def legend_rows(atlas: Atlas, drawing: Drawing, *, lang: str) -> tuple[LegendRow, ...]:
    """Return the rows of a drawing's legend.

    Parameters
    ----------
    atlas
        The atlas.
    drawing
        The drawing.
    lang
        Language.

    Returns
    -------
    rows : tuple of LegendRow
        The classes in their order, then the unknown, then those that are not concerned if
        there are any. The counts add up to the units of the drawing.
    """
    t = texts(lang)
    labels = class_labels(atlas, drawing, lang=lang)
    found = zip(labels, drawing.classes.fills, drawing.counts, strict=True)
    rows = [LegendRow("class", label, fill, count) for label, fill, count in found]
    word = t("legend.not_known") if drawing.kind == "ordinal" else t("legend.no_data")
    rows.append(LegendRow("unknown", word, NO_DATA, drawing.unknown))
    outside = len(drawing.cells) - drawing.concerned
    if outside:
        rows.append(LegendRow("outside", t("legend.not_applicable"), OUTSIDE, outside))
    return tuple(rows)


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
