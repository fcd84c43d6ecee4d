"""What a revision would change, before it is made."""

import pandas as pd
import streamlit as st

from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.store.publishing import Foreseen
from ui.data.difference_rows import difference_row, told_once

_MOST = 1000
"""Changes that one table shows."""


def show_changes(atlas: Atlas, foreseen: Foreseen, *, lang: str) -> None:
    """Show the cells that would differ from what is shown now, rows of one kind once."""
    t = texts(lang)
    found = told_once(foreseen.differences)
    st.caption(t("editing.changes", count=len(found), number=foreseen.upon))
    rows = [difference_row(atlas, each, lang=lang) for each in found[:_MOST]]
    st.dataframe(pd.DataFrame(rows), hide_index=True)
    if len(found) > _MOST:
        st.caption(t("editing.many", shown=_MOST, count=len(found)))
