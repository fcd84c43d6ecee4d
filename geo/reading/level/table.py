"""The table that takes the place of a map: every unit with figure, rank and what its figure is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from geo.figures.atlas import Atlas, Cell
from geo.figures.province_figures import province_unit
from geo.language.texts import texts
from geo.places.districts import district_heading, districts_text
from geo.places.unit_names import unit_name
from geo.reading.values import absent_text, basis_text, cell_text, flag_text, number_text
from geo.views.drawing import Drawing


@dataclass(frozen=True)
class LevelRow:
    """A unit: its code, its cells, what its figure is, and whether there is one."""

    code: str
    cells: tuple[str, ...]
    what: str
    known: bool


@dataclass(frozen=True)
class LevelTable:
    """Units in a table: headings, rows from the highest on, and the columns of numbers.

    `what` heads what figures are; the last of the cells is the district where there is one.
    """

    heads: tuple[str, ...]
    rows: tuple[LevelRow, ...]
    right: frozenset[int]
    what: str
    districts: bool


def level_table(
    atlas: Atlas, drawing: Drawing, *, lang: str, kept: Sequence[bool] | None = None
) -> LevelTable:
    """Tabulate the units of a drawing: the highest first, then those of which nothing is known.

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
    table : LevelTable
        Rank, unit, figure and district, without the columns in which nothing stands; of the
        province its years and their figures, the newest first.
    """
    if drawing.view.level == "province":
        return _years(atlas, drawing, lang)
    t = texts(lang)
    keeps = kept or [True] * len(drawing.cells)
    shown = [cell for cell, stays in zip(drawing.cells, keeps, strict=True) if stays]
    last = len(drawing.ranks) + 1
    index = dict(zip((cell.unit.code for cell in drawing.cells), drawing.indices, strict=True))

    def order(cell: Cell) -> tuple[int, int, str]:
        at = index[cell.unit.code]
        # the highest class first, as of numbers; the unknown last
        place = 1 if at is None else -1 - at
        return drawing.ranks.get(cell.unit.code, last), place, cell.unit.name_ascii

    heads = [
        t("table.rank"),
        t("table.unit"),
        t("table.class") if drawing.classes.ids else t("table.number"),
        district_heading(atlas.facts, lang=lang),
    ]
    rows = [
        _row(atlas, drawing, cell, index[cell.unit.code], lang) for cell in sorted(shown, key=order)
    ]
    used = [at for at in range(len(heads)) if any(row.cells[at] for row in rows)]
    right = {0} | (set() if drawing.classes.ids else {2})
    return LevelTable(
        tuple(heads[at] for at in used),
        tuple(replace(row, cells=tuple(row.cells[at] for at in used)) for row in rows),
        frozenset(used.index(at) for at in right if at in used),
        t("table.basis"),
        len(heads) - 1 in used,
    )


def _row(atlas: Atlas, drawing: Drawing, cell: Cell, index: int | None, lang: str) -> LevelRow:
    name = unit_name(cell.unit, lang=lang)
    where = districts_text(atlas.facts, cell.unit, lang=lang)
    if index is None:
        why = absent_text(cell, drawing.kind, lang=lang)
        return LevelRow(cell.unit.code, ("", name, why, where), "", known=False)
    rank = drawing.ranks.get(cell.unit.code)
    said = number_text(atlas, drawing, cell, lang=lang)
    year = cell.observed_year
    known = [
        str(year) if year not in (None, drawing.view.year) else "",
        basis_text(cell, lang=lang),
        flag_text(cell, lang=lang),
    ]
    what = "; ".join(filter(None, known))
    cells = ("" if rank is None else str(rank), name, said, where)
    return LevelRow(cell.unit.code, cells, what, known=True)


def _years(atlas: Atlas, drawing: Drawing, lang: str) -> LevelTable:
    t, indicator = texts(lang), drawing.indicator
    rows = [
        LevelRow(
            "",
            (str(cell.observed_year), cell_text(atlas, indicator, cell, lang=lang)),
            "; ".join(filter(None, (basis_text(cell, lang=lang), flag_text(cell, lang=lang)))),
            known=True,
        )
        for cell in reversed(atlas.series(indicator.indicator_id, province_unit(atlas)))
    ]
    heads = (t("table.year"), t("table.number"))
    return LevelTable(heads, tuple(rows), frozenset({1}), t("table.basis"), districts=False)


def figure_marks(table: LevelTable) -> dict[str, str]:
    """Return the mark of each thing that figures are, the commonest first: it needs none."""
    counts = Counter(row.what for row in table.rows if row.known)
    ordered = [what for what, _ in counts.most_common()]
    return {what: f"({at})" if at else "" for at, what in enumerate(ordered)}


def figure_notes(marks: Mapping[str, str], *, lang: str) -> tuple[str, ...]:
    """Say what the marks mean."""
    t = texts(lang)
    if set(marks) <= {""}:
        return ()
    first, *others = marks
    plain = first or t("export.marked_plain")
    key = "export.marked_none" if others else "export.marked_all"
    said = [t(key, what=plain)]
    said += [f"{marks[what]} {what or t('export.marked_plain')}" for what in others]
    return (". ".join(said) + ".",)
