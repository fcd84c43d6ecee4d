"""Downloads of a view: made only when the reader asks for one."""

from collections.abc import Callable

import streamlit as st

from geo.cells import Atlas
from geo.drawing import Drawing
from geo.exports import file_name, to_csv, to_geojson, to_xlsx
from geo.filters import kept
from geo.layer_specs import layer_name
from geo.picture import to_pdf, to_png, to_svg
from geo.texts import texts
from ui import atlas_data
from ui.file_controls import choose_size
from ui.request import Request

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_downloads(atlas: Atlas, drawing: Drawing, request: Request) -> None:
    """Offer the view as picture, table and boundaries with figures."""
    lang = request.lang
    view = drawing.view
    layer = atlas_data.boundaries().layers[layer_name(view.level, view.vintage)]
    keeps = kept(atlas, drawing, request.filter) if request.filter else None
    t = texts(lang)
    row = st.container(horizontal=True, vertical_alignment="bottom", key="downloads")
    with row:
        size = choose_size(key="download_paper", lang=lang)

    def page(draw: Callable[..., bytes]) -> bytes:
        return draw(atlas, drawing, layer, lang=lang, kept=keeps, selected=request.unit, size=size)

    makers = {
        "png": ("image/png", lambda: page(to_png)),
        "svg": ("image/svg+xml", lambda: page(to_svg)),
        "pdf": ("application/pdf", lambda: page(to_pdf)),
        "csv": ("text/csv", lambda: to_csv(atlas, drawing, lang=lang)),
        "xlsx": (_XLSX, lambda: to_xlsx(atlas, drawing, lang=lang)),
        "geojson": ("application/geo+json", lambda: to_geojson(atlas, drawing, layer, lang=lang)),
    }
    with row:
        for extension, (mime, make) in makers.items():
            st.download_button(
                t(f"download.{extension}"),
                make,
                file_name=file_name(drawing, extension),
                mime=mime,
                icon=":material/download:",
                on_click="ignore",
                key=f"download_{extension}",
            )
