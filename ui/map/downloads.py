"""Downloads of a view: made only when the reader asks for one."""

from functools import partial

import streamlit as st

from geo.boundaries.layers import layer_name
from geo.documents.forms import VIEW_FORMS, Wish
from geo.documents.tables.csv_geojson import file_name
from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.views.drawing import Drawing
from geo.views.request import Request
from ui.server import loaded
from ui.session.files import choose_size


def show_downloads(atlas: Atlas, drawing: Drawing, request: Request) -> None:
    """Offer the view as picture, table and boundaries with figures."""
    lang = request.lang
    view = drawing.view
    layer = loaded.boundaries().layers[layer_name(view.level, view.vintage)]
    t = texts(lang)
    row = st.container(horizontal=True, vertical_alignment="bottom", key="downloads")
    with row:
        size = choose_size(key="download_paper", lang=lang)
        wish = Wish(lang=lang, chosen=request.filter, selected=request.unit, size=size)
        for name, form in VIEW_FORMS.items():
            st.download_button(
                t(f"download.{name}"),
                partial(form.make, atlas, drawing, layer, wish),
                file_name=file_name(atlas, drawing, form.ending, lang=lang, chosen=request.filter),
                mime=form.mime,
                icon=":material/download:",
                on_click="ignore",
                key=f"download_{name}",
            )
