"""The table of passage to take away, as other systems read it."""

from collections.abc import Callable

import streamlit as st

from geo.documents.forms import MIME
from geo.documents.orders import PassageOrder
from geo.documents.tables.passage import (
    passage_csv,
    passage_file_name,
    passage_note_file,
)
from geo.facts.model import Unit
from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.reading.imprint import download_name
from geo.reading.merger.words import title_of
from ui.markup import elements
from ui.merger.flow import flow_picture
from ui.server.making.job import Order
from ui.session.making.offered import offer_file


def show_downloads(atlas: Atlas, unit: Unit | None, *, lang: str) -> None:
    """Offer the table of passage, made when it is asked for, and the drawing that is shown."""
    t = texts(lang)
    st.html(elements.text("h2", t("merger.download"), css="page-title"))
    st.html(elements.text("p", t("merger.download_note"), css="small"))
    forms: dict[str, tuple[str, str, Order | Callable[[], bytes]]] = {
        "csv": ("CSV", MIME["csv"], lambda: passage_csv(atlas, lang=lang)),
        "xlsx": ("Excel", MIME["xlsx"], PassageOrder(lang)),
        "txt": (
            t("merger.download_notes"),
            "text/plain",
            lambda: passage_note_file(atlas, lang=lang),
        ),
    }
    picture = flow_picture(atlas, unit, lang=lang)
    with st.container(horizontal=True, key="merger_files"):
        for extension, (name, mime, make) in forms.items():
            offer_file(
                name,
                make,
                name=passage_file_name(atlas, extension, lang=lang),
                mime=mime,
                key=f"merger_{extension}_{lang}",
                lang=lang,
            )
        if picture is not None:
            named = (t("file.merger_flow"), title_of(atlas, unit, lang=lang))
            st.download_button(
                t("merger.download_flow"),
                picture.svg,
                file_name=download_name(atlas.facts.province, *named, ending="svg", lang=lang),
                mime=MIME["svg"],
                icon=":material/download:",
                key=f"merger_flow_{lang}",
                on_click="ignore",
            )
