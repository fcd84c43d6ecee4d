"""What targets wait for, folded into one list: which figures, where they may stand, a form each."""

from collections.abc import Sequence

import streamlit as st

from geo.documents.forms import MIME
from geo.documents.tables.request_form import request_form
from geo.figures.atlas import Atlas
from geo.language.texts import pick, texts
from geo.reading.imprint import download_name
from geo.targets.missing import Wanted, wanted
from geo.targets.progress import Progress
from ui.markup import elements


def show_missing(atlas: Atlas, measured: Sequence[Progress], *, lang: str) -> None:
    """Show the figures that are missing by the publication that would hold them."""
    t = texts(lang)
    asked = wanted(atlas, measured)
    if not asked:
        return
    empty = sum(each.latest is None for each in measured)
    cells = sum(len(each.cells) for each in asked)
    label = t("target_page.missing", count=empty, cells=cells)
    folded = st.expander(label, key="missing", on_change="rerun")
    if not folded.open:
        return
    with folded:
        st.caption(t("target_page.missing_note"))
        for number, each in enumerate(asked, start=1):
            left, right = st.columns([4, 1], vertical_alignment="center")
            with left:
                st.html(_asked_html(each, lang))
            with right:
                _form(atlas, each, number, lang)


def _asked_html(asked: Wanted, lang: str) -> str:
    t = texts(lang)
    where = t("target_page.nowhere")
    if asked.publication is not None:
        where = pick(asked.publication, "text", lang)
    items = []
    for each, years in asked.waiting:
        key = "all" if each.latest is None else "years"
        fields = {"text": pick(each.target, "text", lang), "years": ", ".join(map(str, years))}
        items.append(elements.text("li", t(f"target_page.missing_{key}", **fields)))
    heading = elements.text("h3", where[:1].upper() + where[1:])
    return elements.tag("div", heading + elements.tag("ul", "".join(items)), css="asked")


def _form(atlas: Atlas, asked: Wanted, number: int, lang: str) -> None:
    t = texts(lang)
    st.download_button(
        t("target_page.request_form", cells=len(asked.cells)),
        lambda: request_form(atlas, asked, lang=lang),
        file_name=download_name(
            atlas.facts.province,
            t("target_page.request_file", number=number),
            ending="xlsx",
            lang=lang,
        ),
        mime=MIME["xlsx"],
        icon=":material/assignment:",
        on_click="ignore",
        key=f"request_{number}",
    )
