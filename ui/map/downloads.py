"""Downloads of a view: made only when the reader asks for one."""

from dataclasses import replace
from functools import partial
from html import escape
from urllib.parse import urlencode

import streamlit as st

from geo.boundaries.layers import layer_name
from geo.documents.forms import VIEW_FORMS
from geo.documents.orders import ViewOrder
from geo.documents.paper import DPI, FINEST, Extras, Wish
from geo.documents.tables.csv_geojson import file_name
from geo.figures.atlas import Atlas
from geo.language.texts import Texts, texts
from geo.views.address import SHOWS, shown_pair
from geo.views.border_address import list_day, write_border
from geo.views.drawing import Drawing
from geo.views.request import Request, write_request
from ui.markup import elements
from ui.server import loaded
from ui.session.choices import kept_choice
from ui.session.files import choose_size
from ui.session.making.offered import offer_file
from ui.session.pages import page_address

GROUPS = {
    "pages": ("pdf", "png", "svg"),
    "office": ("docx", "pptx", "xlsx", "html"),
    "tables": ("csv", "csv-excel", "csvw", "geojson", "gpkg"),
}
"""The forms as they are offered: to be looked at, to be gone on with, for other programs."""
EXTRAS = ("draft", "map_only", "transparent")
_COPIED = ("making", "done", "failed", "instead")


def show_downloads(
    atlas: Atlas, drawing: Drawing, request: Request, *, shown: str = SHOWS[0]
) -> None:
    """Offer the view in every form behind one button, so that little is sent at each turn.

    `shown` is how the page shows it, one of `geo.views.address.SHOWS`.
    """
    folded = st.popover(
        texts(request.lang)("download.open"),
        icon=":material/download:",
        key="downloads",
        on_change="rerun",
    )
    if folded.open:
        with folded:
            show_forms(atlas, drawing, request, shown=shown)


def show_forms(atlas: Atlas, drawing: Drawing, request: Request, *, shown: str = SHOWS[0]) -> None:
    """Offer the view in every form, shown as the page shows it."""
    t = texts(request.lang)
    for group, names in GROUPS.items():
        st.html(elements.text("p", t(f"download.{group}"), css="small group"))
        wish = Wish(lang=request.lang, chosen=request.filter, selected=request.unit, shown=shown)
        if group == "pages":
            with st.container(horizontal=True):
                wish = _chosen_look(wish, t)
            with st.container(horizontal=True):
                wish = replace(wish, extras=_chosen_extras(drawing, request, shown, t))
        with st.container(horizontal=True, vertical_alignment="center"):
            for name in names:
                _offer(atlas, drawing, name, wish)
            if group == "pages":
                st.html(_copying(t), width="content")


def _chosen_look(wish: Wish, t: Texts) -> Wish:
    """Let the reader choose sheet and fineness of pictures."""
    size = choose_size(key="download_paper", lang=wish.lang)
    dpi = kept_choice(
        st.segmented_control,
        t("download.fineness"),
        (DPI, FINEST),
        name="download_dpi",
        lang=wish.lang,
        required=True,
        format_func=lambda dpi: t("download.screen" if dpi == DPI else "download.print", dpi=dpi),
    )
    return replace(wish, size=size, dpi=dpi)


def _chosen_extras(drawing: Drawing, request: Request, shown: str, t: Texts) -> Extras:
    """Let the reader choose what a page has besides, or leaves out; its address is this page's."""
    view = drawing.view
    if view.gate_period or list_day(view):
        address = page_address("gates", write_border(view))
    else:
        address = page_address("map", urlencode(write_request(request) | shown_pair(shown)))
    chosen = {name: st.checkbox(t(f"download.{name}"), key=f"download_{name}") for name in EXTRAS}
    return Extras(address=address, **chosen)


def _offer(atlas: Atlas, drawing: Drawing, name: str, wish: Wish) -> None:
    form, label = VIEW_FORMS[name], texts(wish.lang)(f"download.{name}")
    called = file_name(atlas, drawing, form.ending, lang=wish.lang, chosen=wish.chosen)
    offered = {"name": called, "mime": form.mime, "key": f"download_{name}", "lang": wish.lang}
    if name in GROUPS["tables"]:
        # made in some hundredths of a second, sooner than another process is asked
        layer = loaded.boundaries().layers[layer_name(drawing.view.level, drawing.view.vintage)]
        offer_file(label, partial(form.make, atlas, drawing, layer, wish), **offered)
    else:
        offer_file(label, ViewOrder(drawing.view, name, wish), **offered)


def _copying(t: Texts) -> str:
    """Return the button that copies the picture, with what ``copy_picture.js`` says beside it."""
    said = " ".join(f'data-{name}="{escape(t(f"download.copy_{name}"))}"' for name in _COPIED)
    button = (
        f'<button type="button" class="copy-picture" {said}>{escape(t("download.copy"))}</button>'
    )
    return button + '<span role="status"></span>'
