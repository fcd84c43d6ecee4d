"""The rows of every legend, on the page, on paper, on slides, and the notes that stand below it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from geo.figures.atlas import Atlas, Cell
from geo.language.numbers import format_date
from geo.language.texts import texts
from geo.reading.border.maps import border_notes
from geo.reading.class_labels import class_labels
from geo.reading.values import drawn_unit, number_text, unknown_text
from geo.reading.year_marks import view_marks
from geo.views.classify import FEWEST_VALUES, SCHEMES
from geo.views.drawing import Drawing
from geo.views.symbols import OUTSIDE, UNKNOWN, Symbol, flat

LegendNote = Literal[
    "coverage",
    "kept",
    "carried",
    "pending",
    "zone_list",
    "target_line",
    "bounds",
    "gates",
    "gate_marks",
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
    kept
        How many of them the filter keeps; None without a filter.
    """

    meaning: Meaning
    label: str
    fill: str
    count: int
    kept: int | None = None

    @property
    def symbol(self) -> Symbol:
        """Return how such units are drawn."""
        return UNKNOWN if self.meaning == "unknown" else flat(self.fill)

    @property
    def shown(self) -> int:
        """Return how many units the row stands for: those kept, or all."""
        return self.count if self.kept is None else self.kept

    @property
    def counted(self) -> str:
        """Return the number of units as it is printed: "12", with a filter "3/12"."""
        return str(self.count) if self.kept is None else f"{self.kept}/{self.count}"


def legend_head(drawing: Drawing, *, lang: str) -> str:
    """Say in what unit the classes of a drawing are; nothing of classes that are no numbers."""
    unit = "" if drawing.classes.ids else drawn_unit(drawing, lang=lang)
    return texts(lang)("export.legend_unit", unit=unit) if unit else ""


def legend_rows(
    atlas: Atlas,
    drawing: Drawing,
    *,
    lang: str,
    kept: Sequence[bool] | None = None,
    with_unit: bool = True,
) -> tuple[LegendRow, ...]:
    """Return the rows of a drawing's legend.

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
    with_unit
        Whether labels name the unit of measure, which may stand once above them.

    Returns
    -------
    rows : tuple of LegendRow
        The classes in their order, or the values themselves; then the unknown, then those that
        are not concerned, if there are any. The counts add up to the units of the drawing.
    """
    rows_of = _value_rows if shows_values(drawing) else _class_rows
    rows = rows_of(atlas, drawing, lang, kept, with_unit)
    unknown = [
        at
        for at, (cell, index) in enumerate(zip(drawing.cells, drawing.indices, strict=True))
        if index is None and cell.basis != "not_applicable"
    ]
    outside = [at for at, cell in enumerate(drawing.cells) if cell.basis == "not_applicable"]
    t = texts(lang)
    if unknown or not drawing.known:
        word = unknown_text(drawing.kind, lang=lang)
        rows.append(_row("unknown", word, UNKNOWN.ground, unknown, kept))
    if outside:
        rows.append(_row("outside", t("legend.not_applicable"), OUTSIDE.ground, outside, kept))
    return tuple(rows)


def shows_values(drawing: Drawing) -> bool:
    """Tell whether a legend names the values themselves, because there are too few to class."""
    if drawing.kind != "numeric" or drawing.view.scheme not in ("", *SCHEMES):
        return False
    return len({number for number in drawing.numbers if number is not None}) < FEWEST_VALUES


def _row(
    meaning: Meaning, label: str, fill: str, places: Sequence[int], kept: Sequence[bool] | None
) -> LegendRow:
    """Return the row of the units at some places of the drawing."""
    stay = None if kept is None else sum(kept[at] for at in places)
    return LegendRow(meaning, label, fill, len(places), stay)


def listed_number(
    atlas: Atlas, drawing: Drawing, cell: Cell, *, lang: str, with_unit: bool = False
) -> str:
    """Print the number of a cell for a list whose unit of measure stands above it."""
    # a pace of zero is said in words, which need no unit
    met = drawing.view.mode == "pace" and drawing.number_of(cell.unit.code) == 0
    return number_text(atlas, drawing, cell, lang=lang, with_unit=with_unit or met)


def _value_rows(
    atlas: Atlas, drawing: Drawing, lang: str, kept: Sequence[bool] | None, with_unit: bool
) -> list[LegendRow]:
    found = zip(drawing.numbers, drawing.cells, drawing.indices, strict=True)
    known = [
        (number, listed_number(atlas, drawing, cell, lang=lang, with_unit=with_unit), index, at)
        for at, (number, cell, index) in enumerate(found)
        if number is not None and index is not None
    ]
    places: dict[tuple[str, str], list[int]] = {}
    for _, text, index, at in sorted(known):
        places.setdefault((text, drawing.classes.fills[index]), []).append(at)
    return [_row("value", text, fill, at, kept) for (text, fill), at in places.items()]


def _class_rows(
    atlas: Atlas, drawing: Drawing, lang: str, kept: Sequence[bool] | None, with_unit: bool
) -> list[LegendRow]:
    """Return a row for each class; of bounds only those from the first to the last with a unit."""
    places: dict[int | None, list[int]] = {}
    for at, index in enumerate(drawing.indices):
        places.setdefault(index, []).append(at)
    labels = class_labels(atlas, drawing, lang=lang, with_unit=with_unit)
    found = zip(labels, drawing.classes.fills, strict=True)
    rows = [
        _row("class", label, fill, places.get(index, []), kept)
        for index, (label, fill) in enumerate(found)
    ]
    if drawing.classes.ids:
        return rows
    held = [at for at, row in enumerate(rows) if row.count]
    return rows[held[0] : held[-1] + 1] if held else []


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
        said = t("filter.kept", count=sum(kept), all=len(kept))
        notes["kept"] = said if any(kept) else t("filter.none")
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
    if drawing.view.gate_period:
        notes |= _gate_notes(atlas, drawing, lang)
    elif drawing.kind == "zone":
        notes |= {"gates": t("gate.note"), "gate_marks": t("gate.marks")}
    said = view_marks(atlas, drawing, lang=lang).said
    if said:
        notes["breaks"] = said
    return notes


def _gate_notes(atlas: Atlas, drawing: Drawing, lang: str) -> dict[LegendNote, str]:
    said = " ".join(border_notes(atlas, drawing, lang=lang))
    return {"gates": said, "gate_marks": texts(lang)("border.marks")} if said else {}
