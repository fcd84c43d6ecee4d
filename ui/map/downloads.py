"""Downloads of a view: made only when the reader asks for one."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from geo.boundaries.layer_files import Layer
from geo.boundaries.layers import layer_name
from geo.documents.forms import MIME
from geo.documents.paper.page import to_pdf, to_png, to_svg
from geo.documents.tables.csv_geojson import file_name, to_csv, to_geojson, to_xlsx
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
    chosen = request.filter
    t = texts(lang)
    row = st.container(horizontal=True, vertical_alignment="bottom", key="downloads")
    with row:
        size = choose_size(key="download_paper", lang=lang)

    def make(write: Callable[..., bytes], *more: Layer, **options: object) -> Callable[[], bytes]:
        return partial(write, atlas, drawing, *more, lang=lang, chosen=chosen, **options)

    page = {"selected": request.unit, "size": size}
    makers = {
        "png": ("png", make(to_png, layer, **page)),
        "svg": ("svg", make(to_svg, layer, **page)),
        "pdf": ("pdf", make(to_pdf, layer, **page)),
        "csv": ("csv", make(to_csv)),
        "csv_excel": ("excel.csv", make(to_csv, excel=True)),
        "xlsx": ("xlsx", make(to_xlsx)),
        "geojson": ("geojson", make(to_geojson, layer)),
    }
    with row:
        for form, (extension, content) in makers.items():
            st.download_button(
                t(f"download.{form}"),
                content,
                file_name=file_name(drawing, extension, chosen=chosen),
                mime=MIME[extension.rpartition(".")[2]],
                icon=":material/download:",
                on_click="ignore",
                key=f"download_{form}",
            )
