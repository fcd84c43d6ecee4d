"""The view as a sortable table: the accessible twin of the map."""

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from geo.facts.lifetime import kept_with
from geo.figures.atlas import Atlas, Cell
from geo.figures.view import View
from geo.language.numbers import round_half_up
from geo.language.texts import texts
from geo.places.districts import district_heading
from geo.places.unit_names import unit_name
from geo.reading.compare.words import since_cell
from geo.reading.tables import view_table
from geo.reading.values import absent_text, number_decimals, number_text
from geo.views.address import PORTRAIT_PAGE
from geo.views.drawing import Drawing, draw
from geo.views.filters import Filter
from ui.markup import elements
from ui.server.page_paths import rooted
from ui.session.state import page_query

if TYPE_CHECKING:
    from pandas.io.formats.style import Styler

MANY_ROWS = 100
HEAD_ROWS = 30
HEIGHT_ROWS = 11
_CHOSEN = {"background-color": "#dbe9ec", "font-weight": "bold"}


def show_table(atlas: Atlas, drawing: Drawing, chosen: Filter, *, lang: str) -> None:
    """Offer the units of a drawing with their figures, folded: a table is most of what is sent."""
    folded = st.expander(
        texts(lang)("table.fold"), icon=":material/table:", key="table", on_change="rerun"
    )
    if folded.open:
        with folded:
            show_rows(atlas, drawing, chosen, lang=lang)


def show_rows(
    atlas: Atlas, drawing: Drawing, chosen: Filter, *, lang: str, unit: str | None = None
) -> None:
    """Show the units of a drawing with their figures; a filter leaves out the rest.

    Rows lead to the portraits of their units where `unit`, the code of the selected one or an
    empty text, is given: its row is marked, and its figure told above.
    """
    t = texts(lang)
    table = _kept_table(atlas, drawing.view, chosen, lang)
    numbers = [] if drawing.classes.ids else [t("table.number")]
    if numbers and len(table) > MANY_ROWS:
        # printed numbers double the size of a table, and every change of the year sends it
        label = t("table.all", count=len(table))
        if not st.toggle(label, key="whole_table"):
            table = table.head(HEAD_ROWS)
    told = _told(atlas, drawing, unit or "", lang)
    if told:
        st.html(elements.text("p", told, css="small"))
    led = t("page.portrait")
    if unit is not None:
        table = table.assign(**{led: _portraits(drawing, table, lang)})
    shown = printed_table(atlas, drawing, table, numbers[0], lang) if numbers else _packed(table)
    st.dataframe(
        _marked(drawing, table, shown, unit) if told and unit else shown,
        hide_index=True,
        height=420 if len(table) > HEIGHT_ROWS else "auto",
        placeholder="–",
        alt=t("table.alt"),
        column_config={led: st.column_config.LinkColumn(display_text=t("table.portrait"))},
    )


def _portraits(drawing: Drawing, table: pd.DataFrame, lang: str) -> pd.Series:
    """Return the addresses of the portraits of the units in the rows of a table."""
    query = page_query(lang)
    keys = [_cell(drawing, row).unit.key for row in table.index]
    page = rooted(f"/{PORTRAIT_PAGE}")
    led = [f"{page}?{urlencode({'place': '_'.join(key)} | query)}" for key in keys]
    return pd.Series(led, index=table.index, dtype=object)


def _told(atlas: Atlas, drawing: Drawing, unit: str, lang: str) -> str:
    """Say the figure of the selected unit, whose row may lie below what is seen of a table."""
    cell = drawing.cell_of(unit)
    if cell is None:
        return ""
    said = number_text(atlas, drawing, cell, lang=lang)
    said = said or absent_text(cell, drawing.kind, lang=lang)
    return texts(lang)("export.selected", unit=f"{unit_name(cell.unit, lang=lang)}: {said}")


def _marked(
    drawing: Drawing, table: pd.DataFrame, shown: "pd.DataFrame | Styler", unit: str
) -> "pd.DataFrame | Styler":
    """Mark the row of the selected unit."""
    rows = [at for at, row in enumerate(table.index) if _cell(drawing, row).unit.code == unit]
    styled = shown.style if isinstance(shown, pd.DataFrame) else shown
    return styled.set_properties(subset=(rows, list(table.columns)), **_CHOSEN) if rows else shown


@kept_with(256)
def _kept_table(atlas: Atlas, view: View, chosen: Filter, lang: str) -> pd.DataFrame:
    """Return a table that several runs and visitors are shown; nobody may write into it."""
    return shown_table(atlas, draw(atlas, view), chosen, lang=lang)


def shown_table(atlas: Atlas, drawing: Drawing, chosen: Filter, *, lang: str) -> pd.DataFrame:
    """Return the table that is shown: numbers stay numbers, so that columns sort by them."""
    t = texts(lang)
    table = view_table(atlas, drawing, lang=lang, chosen=chosen)
    table = table.assign(since=[_since(atlas, drawing, code, lang) for code in table["code"]])
    number = drawing.view.mode
    rank = t("table.rank_of_all", count=len(drawing.ranks)) if chosen else t("table.rank")
    # a telephone shows two columns: the unit and its figure
    columns = {"unit": t("table.unit")}
    if drawing.classes.ids:
        columns |= {"text": t("table.class")}
    else:
        columns |= {number: t("table.number")}
    columns |= {"rank": rank} if drawing.ranks else {}
    if drawing.view.level == "commune":
        columns |= {"district": district_heading(atlas.facts, lang=lang)}
    columns |= {"observed_year": t("table.year")}
    # a column in which nothing stands says nothing
    told = {"since": "since", "basis_text": "basis", "flag_text": "flag", "revised": "revised"}
    told |= {"release": "release"} if "release" in table else {}
    columns |= {each: t(f"table.{key}") for each, key in told.items() if table[each].any()}
    order = ["rank", "unit"] if drawing.ranks else ["class_index", "unit"]
    ascending = [bool(drawing.ranks), True]
    ordered = table.sort_values(order, ascending=ascending, na_position="last", kind="stable")
    if number in columns:
        # screen readers are given the number itself, not its printed form
        rounded = [
            each
            if pd.isna(each)
            else round_half_up(each, decimals=number_decimals(drawing, _cell(drawing, at)))
            for at, each in ordered[number].items()
        ]
        ordered = ordered.assign(**{number: rounded})
    return ordered[list(columns)].rename(columns=columns)


def _since(atlas: Atlas, drawing: Drawing, code: str, lang: str) -> str:
    """Say how the figure of a unit changed from the one before, or why that cannot be said."""
    cell = drawing.cell_of(code)
    if cell is None or drawing.view.mode != "value":
        return ""
    indicator_id = drawing.indicator.indicator_id
    return since_cell(atlas, indicator_id, cell.unit, drawing.view.year, lang=lang)


def _packed(table: pd.DataFrame) -> pd.DataFrame:
    """Make a table small to send: no labels of rows, repeated texts once, short integers."""
    types = {
        column: "Int16" if table[column].dtype == "Int64" else "category"
        for column in table.columns[1:]
        if table[column].dtype in ("Int64", "str")
    }
    return table.reset_index(drop=True).astype(types)


def _cell(drawing: Drawing, row: Hashable) -> Cell:
    """Return the cell of a row, whose label is its place in the drawing."""
    return drawing.cells[int(str(row))]


def printed_table(
    atlas: Atlas, drawing: Drawing, table: pd.DataFrame, column: str, lang: str
) -> "Styler":
    """Print the numbers of a table as the map does, vague ones with the words of their sources."""
    cells = dict(enumerate(_cell(drawing, row) for row in table.index))
    table = _packed(table)
    said = {
        row: number_text(atlas, drawing, cell, lang=lang, with_unit=False)
        for row, cell in cells.items()
    }
    vague = [row for row, cell in cells.items() if cell.qualifier != "exact"]
    # one style for all exact figures: a style for each row is slow
    exact = {table.loc[row, column]: said[row] for row in table.index if row not in vague}

    def as_said(text: str) -> Callable[[object], str]:
        return lambda _: text

    styled = table.style.format({column: lambda number: exact.get(number, "")})
    for row in vague:
        styled.format(as_said(said[row]), subset=([row], [column]))
    return styled
