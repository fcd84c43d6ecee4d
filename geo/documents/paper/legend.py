"""The legend of a sheet as plain data: classes and counts, what the marks mean, the ranking."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import shapely

from geo.documents.paper.map.draw import CARRIED_EDGE, EDGE, hatch_area
from geo.documents.paper.map.gates import gate_legend
from geo.documents.paper.paper import Paper
from geo.facts.model import Unit
from geo.figures.atlas import Atlas, Cell
from geo.language.texts import texts
from geo.places.districts import districts_of
from geo.places.unit_names import unit_name, unit_short_name
from geo.reading.class_labels import class_labels
from geo.reading.legend import legend_head, legend_notes, legend_rows, listed_number
from geo.views.drawing import Drawing
from geo.views.symbols import Symbol, weak

_SWATCH, _SAMPLE = (8.0, 4.6), (8.0, 2.6)
_FEW, _MOST = 10, 12
"""Of many communes the highest and the lowest have to do; a list of districts is whole."""
_APART = ("carried", "pending", "gate_marks")
"""Notes that stand beside a sample of their mark, as the key of the gates does."""


def legend_of(
    atlas: Atlas,
    drawing: Drawing,
    *,
    lang: str,
    kept: Sequence[bool] | None = None,
    selected: str = "",
) -> dict[str, Any]:
    """Put the legend of a drawing into plain data.

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
    selected
        Code of the unit that stands out in the ranking, or empty.

    Returns
    -------
    legend : dict
        As ``legend`` of ``sheet.typ`` takes it: the words of its heads, ``rows``, ``notes``,
        ``samples``, ``gates`` and ``ranking`` (None where there are none), and ``members``.
    """
    t = texts(lang)
    rows = legend_rows(atlas, drawing, lang=lang, kept=kept, with_unit=False)
    most = max([1, *(row.shown for row in rows)])
    notes = legend_notes(atlas, drawing, lang=lang, kept=kept)
    zone = drawing.kind == "zone"
    ranked = bool(drawing.ranks) and drawing.view.level != "province" and not zone
    return {
        "unit": legend_head(drawing, lang=lang),
        "count_head": t("export.number_of_units"),
        "rows": [
            {
                "swatch": _swatch(row.symbol),
                "label": row.label,
                "counted": row.counted,
                "share": row.shown / most,
                "fill": row.fill,
            }
            for row in rows
        ],
        "notes": [note for key, note in notes.items() if key not in _APART],
        "samples": _samples(drawing, notes.get("pending", ""), notes.get("carried", "")),
        "gates": gate_legend(atlas, drawing, lang=lang) if zone else None,
        "ranking": _ranking(atlas, drawing, kept, selected, lang) if ranked else None,
        "members": _members(atlas, drawing, kept, lang),
    }


def _swatch(symbol: Symbol) -> str:
    wide, tall = _SWATCH
    paper = Paper(wide, tall)
    _draw_swatch(paper, symbol)
    return paper.svg()


def _draw_swatch(paper: Paper, symbol: Symbol) -> None:
    wide, tall = paper.width, paper.height
    paper.box(0, 0, wide, tall, fill=symbol.ground, layer=1)
    hatch_area(paper, shapely.box(0, 0, wide, tall), symbol)
    paper.box(0.1, 0.1, wide - 0.2, tall - 0.2, edge=EDGE, line=0.6)


def _samples(drawing: Drawing, pending: str, carried: str) -> list[dict[str, str]]:
    """Explain by samples the hatching of weak evidence and the edge of carried figures."""
    found = []
    if pending:
        pairs = zip(drawing.cells, drawing.indices, strict=True)
        index = next(index for cell, index in pairs if cell.pending)
        paper = Paper(*_SAMPLE)
        _draw_swatch(paper, weak(drawing.classes.fills[index or 0]))
        found.append({"swatch": paper.svg(), "words": pending})
    if carried:
        wide, tall = _SAMPLE
        paper = Paper(wide, tall)
        edge = shapely.boundary(shapely.box(0.3, 0.3, wide - 0.3, tall - 0.3))
        paper.stroke(edge, CARRIED_EDGE, width=0.95, line="dotted")
        found.append({"swatch": paper.svg(), "words": carried})
    return found


def _ranking(
    atlas: Atlas, drawing: Drawing, kept: Sequence[bool] | None, selected: str, lang: str
) -> dict[str, Any]:
    """List the units by their numbers, the highest first; the sheet shows as many as fit."""
    t = texts(lang)
    ranked = _ranked(drawing, kept)
    title = t("export.ranking")
    if kept is not None:
        title = t("export.ranking_kept", all=len(drawing.ranks)) if ranked else t("filter.none")
    return {
        "title": title,
        "rows": [
            {
                "rank": str(drawing.ranks[cell.unit.code]),
                "name": unit_name(cell.unit, lang=lang),
                "number": listed_number(atlas, drawing, cell, lang=lang),
                "marked": cell.unit.code == selected,
            }
            for cell in ranked
        ],
        "few": _FEW,
        "most": _MOST,
        "others": t("export.others", count="{count}"),
    }


def _ranked(drawing: Drawing, kept: Sequence[bool] | None) -> list[Cell]:
    """Return the cells that are ranked and that the filter keeps, the first one first."""
    ranks = drawing.ranks
    pairs = zip(drawing.cells, kept or [True] * len(drawing.cells), strict=True)
    found = (cell for cell, keeps in pairs if keeps and cell.unit.code in ranks)
    return sorted(found, key=lambda cell: ranks[cell.unit.code])


def _members(
    atlas: Atlas, drawing: Drawing, kept: Sequence[bool] | None, lang: str
) -> list[dict[str, str]]:
    """List the units of each class by name where the classes are degrees, the highest first."""
    if drawing.kind != "ordinal":
        return []
    keeps = kept or [True] * len(drawing.cells)
    shared = Counter(cell.unit.name for cell in drawing.cells)
    found = []
    for index, label in reversed(list(enumerate(class_labels(atlas, drawing, lang=lang)))):
        cells = zip(drawing.cells, drawing.indices, keeps, strict=True)
        units = [cell.unit for cell, at, keep in cells if at == index and keep]
        if units:
            names = [_told_apart(atlas, unit, shared, lang) for unit in units]
            found.append({"label": f"{label} ({len(names)})", "names": ", ".join(names)})
    return found


def _told_apart(atlas: Atlas, unit: Unit, shared: Counter[str], lang: str) -> str:
    """Name a unit, with its district where another one of the map has the same name."""
    name = unit_short_name(unit, lang=lang)
    where = ", ".join(each.name for each in districts_of(atlas.facts, unit))
    return f"{name} ({where})" if shared[unit.name] > 1 and where else name
