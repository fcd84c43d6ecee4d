"""The view as a sortable table: the accessible twin of the map."""

from functools import partial

import pandas as pd
import streamlit as st

from geo.cells import Atlas
from geo.drawing import Drawing
from geo.filters import Filter, kept
from geo.numbers import format_number, round_half_up
from geo.tables import view_table
from geo.texts import texts

MANY_ROWS = 100
HEAD_ROWS = 40
HEIGHT_ROWS = 11


def show_table(atlas: Atlas, drawing: Drawing, chosen: Filter, *, lang: str) -> None:
    """Show the units of a drawing with their figures; a filter leaves out the rest."""
    t = texts(lang)
    table = shown_table(atlas, drawing, chosen, lang=lang)
    numbers = [] if drawing.classes.ids else [t("table.number")]
    signed = drawing.view.mode != "value"
    if numbers and len(table) > MANY_ROWS:
        # printed numbers double the size of a table, and every change of the year sends it
        label = t("table.all", count=len(table))
        if not st.toggle(label, key="whole_table"):
            table = table.head(HEAD_ROWS)
    printed = partial(_printed, decimals=_decimals(drawing), signed=signed, lang=lang)
    st.dataframe(
        table.style.format(dict.fromkeys(numbers, printed)) if numbers else table,
        hide_index=True,
        height=420 if len(table) > HEIGHT_ROWS else "auto",
        placeholder="–",
        alt=t("table.alt"),
    )


def shown_table(atlas: Atlas, drawing: Drawing, chosen: Filter, *, lang: str) -> pd.DataFrame:
    """Return the table that is shown: numbers stay numbers, so that columns sort by them."""
    t = texts(lang)
    table = view_table(atlas, drawing, lang=lang)
    if chosen:
        table = table[list(kept(atlas, drawing, chosen))]
    number = drawing.view.mode
    columns = {"rank": t("table.rank")} if drawing.ranks else {}
    columns |= {"unit": t("table.unit")}
    if drawing.view.level == "commune":
        columns |= {"district": t("table.district")}
    if drawing.classes.ids:
        columns |= {"text": t("table.class")}
    else:
        columns |= {number: t("table.number")}
    columns |= {"observed_year": t("table.year"), "basis_text": t("table.basis")}
    columns |= {"flag_text": t("table.flag")}
    order = ["rank", "unit"] if drawing.ranks else ["class_index", "unit"]
    ascending = [bool(drawing.ranks), True]
    ordered = table.sort_values(order, ascending=ascending, na_position="last", kind="stable")
    if number in columns:
        # screen readers are given the number itself, not its printed form
        rounded = partial(round_half_up, decimals=_decimals(drawing))
        ordered = ordered.assign(**{number: ordered[number].map(rounded, na_action="ignore")})
    repeated = [each for each in ("district", "text", "basis_text", "flag_text") if each in columns]
    packed = ordered[list(columns)].astype(dict.fromkeys(repeated, "category"))
    return packed.rename(columns=columns)


def _decimals(drawing: Drawing) -> int:
    least = 1 if drawing.view.mode == "pace" else 0
    return max(least, drawing.indicator.decimals)


def _printed(number: float, *, decimals: int, signed: bool, lang: str) -> str:
    if pd.isna(number):
        return ""
    sign = "+" if signed and number > 0 else ""
    return sign + format_number(number, decimals=decimals, lang=lang)
