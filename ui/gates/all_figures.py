"""Every figure of the border economy with its basis, time and source, and what is missing."""

from collections import Counter

import streamlit as st

from geo.documents.forms import MIME
from geo.documents.orders import BorderBookOrder
from geo.figures.atlas import Atlas
from geo.figures.border.catalogue import PLACES, border_rows, without_figures
from geo.language.texts import pick, texts
from geo.reading.imprint import download_name
from geo.reading.values import indicator_name
from ui.gates.gate_table import figures_html
from ui.markup import elements
from ui.session.choices import label_of, offer
from ui.session.making.offered import offer_file
from ui.session.state import extra, set_extra


def show_all_figures(atlas: Atlas, *, lang: str) -> None:
    """Show the figures of one kind of place, the download of all, and the indicators without."""
    t = texts(lang)
    rows = border_rows(atlas)
    counts = Counter(row.unit_kind for row in rows)
    kinds = [kind for kind in PLACES if counts[kind]]
    st.html(elements.text("h2", t("border.figures_title"), css="page-title"))
    st.html(elements.text("p", t("border.figures_note"), css="small"))
    if kinds:
        default = "gate" if counts["gate"] else kinds[0]
        chosen = extra("kind") if extra("kind") in kinds else default
        names = {kind: t(f"border.kind_{kind}", count=counts[kind]) for kind in kinds}
        offer(
            *(st.segmented_control, t("border.column_where"), kinds, chosen),
            name="g_kind",
            lang=lang,
            required=True,
            format_func=label_of(names),
            take=lambda kind: set_extra("kind", kind),
            label_visibility="collapsed",
        )
        _download(atlas, lang)
        own = [row for row in rows if row.unit_kind == chosen]
        st.html(figures_html(atlas, own, lang=lang))
    missing = missing_html(atlas, lang=lang)
    if missing:
        st.html(missing)


def _download(atlas: Atlas, lang: str) -> None:
    t = texts(lang)
    offer_file(
        t("border.download"),
        BorderBookOrder(lang),
        name=download_name(atlas.facts.province, t("border.file"), ending="xlsx", lang=lang),
        mime=MIME["xlsx"],
        key="g_download",
        lang=lang,
    )


def missing_html(atlas: Atlas, *, lang: str) -> str:
    """Return the indicators without a figure with the publication that may hold them."""
    t = texts(lang)
    missing = without_figures(atlas)
    if not missing:
        return ""
    items = []
    for indicator in missing:
        name = indicator_name(indicator, lang=lang)
        publication = atlas.facts.publications.get(indicator.indicator_id)
        line = t("border.missing_nowhere", name=name)
        if publication is not None:
            line = t("border.missing_where", name=name, publication=pick(publication, "text", lang))
        items.append(elements.text("li", line))
    return (
        elements.text("h2", t("border.missing_title"), css="page-title")
        + elements.text("p", t("border.missing_note"), css="small")
        + elements.tag("ul", "".join(items), css="small")
    )
