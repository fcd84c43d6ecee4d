"""The rows of every legend, on the page, on paper, on slides, and the notes that stand below it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from geo.figures.atlas import Atlas
from geo.language.numbers import format_date
from geo.language.texts import texts
from geo.reading.values import class_labels, number_text
from geo.reading.year_marks import view_marks
from geo.views.classify import FEWEST_VALUES, SCHEMES
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


Meaning = Literal["class", "value", "unknown", "outside"]


@dataclass(frozen=True)
class LegendRow:
    """A row of a legend.

    Parameters
    ----------
    meaning
        A class; a single value, where there are too few to class; the units whose figure is
        not known; or those the indicator does not concern.
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
        The classes in their order, or the values themselves; then the unknown, then those that
        are not concerned, if there are any. The counts add up to the units of the drawing.
    """
    t = texts(lang)
    rows = (_value_rows if shows_values(drawing) else _class_rows)(atlas, drawing, lang)
    if drawing.known and not drawing.unknown:
        return (*rows, *_outside(drawing, lang))
    word = t("legend.not_known") if drawing.kind == "ordinal" else t("legend.no_data")
    unknown = LegendRow("unknown", word, NO_DATA, drawing.unknown)
    return (*rows, unknown, *_outside(drawing, lang))


def shows_values(drawing: Drawing) -> bool:
    """Tell whether a legend names the values themselves, because there are too few to class."""
    if drawing.kind != "numeric" or drawing.view.scheme not in ("", *SCHEMES):
        return False
    return len({number for number in drawing.numbers if number is not None}) < FEWEST_VALUES


def _value_rows(atlas: Atlas, drawing: Drawing, lang: str) -> list[LegendRow]:
    known = [
        (number, number_text(atlas, drawing, cell, lang=lang), index)
        for cell, number, index in zip(drawing.cells, drawing.numbers, drawing.indices, strict=True)
        if number is not None and index is not None
    ]
    counted = Counter((text, drawing.classes.fills[index]) for _, text, index in sorted(known))
    return [LegendRow("value", text, fill, count) for (text, fill), count in counted.items()]


def _class_rows(atlas: Atlas, drawing: Drawing, lang: str) -> list[LegendRow]:
    """Return a row for each class; of bounds only those from the first to the last with a unit."""
    labels = class_labels(atlas, drawing, lang=lang)
    found = zip(labels, drawing.classes.fills, drawing.counts, strict=True)
    rows = [LegendRow("class", label, fill, count) for label, fill, count in found]
    if drawing.classes.ids:
        return rows
    held = [at for at, row in enumerate(rows) if row.count]
    return rows[held[0] : held[-1] + 1] if held else []


def _outside(drawing: Drawing, lang: str) -> tuple[LegendRow, ...]:
    count = len(drawing.cells) - drawing.concerned
    label = texts(lang)("legend.not_applicable")
    return (LegendRow("outside", label, OUTSIDE, count),) if count else ()


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
    if drawing.classes.bounds and drawing.known and not shows_values(drawing):
        notes["bounds"] = t("legend.bounds_help")
    if drawing.kind == "zone":
        notes["gates"] = t("gate.note")
    said = view_marks(atlas, drawing, lang=lang).said
    if said:
        notes["breaks"] = said
    return notes
