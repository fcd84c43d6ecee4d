"""The band over every page of a session that looks at a draft."""

import streamlit as st

from geo.figures.atlas import Atlas
from geo.imports.layers import LayersDraft
from geo.language.texts import texts
from ui.markup import elements
from ui.session.pages import pages
from ui.session.state import (
    Later,
    current_request,
    link_query,
    look_at,
    looked_at,
    looked_later,
)


def show_draft_band(atlas: Atlas, *, lang: str) -> None:
    """Say that the page shows a draft, or cannot, with the ways to it and out of it."""
    later = looked_later()
    if not atlas.facts.draft and later is None:
        return
    t = texts(lang)
    with st.container(key="draft_band", horizontal=True, vertical_alignment="center"):
        st.html(elements.text("span", _words(later, lang)))
        st.page_link(
            pages(lang)["imports"],
            label=t("draft.way"),
            query_params=link_query(current_request()),
        )
        st.button(t("draft.leave"), key="draft_leave", on_click=look_at, args=(None,))


def _words(later: Later | None, lang: str) -> str:
    if later is not None:
        return later.words(lang)
    pending = looked_at()
    of_layers = pending is not None and isinstance(pending.made, LayersDraft)
    return texts(lang)("draft.band_layers" if of_layers else "draft.band")
