"""What a department sends: read, asked about, looked at on the map, published."""

import streamlit as st

from geo.language.texts import texts
from ui.editing.told import take_told
from ui.imports.asked import show_asked
from ui.imports.brought import bring, brought, drop, layers_made, made
from ui.imports.form import show_form
from ui.imports.kept import unkept
from ui.imports.layers import show_layers
from ui.imports.outcome import show_outcome
from ui.imports.questions import show_questions
from ui.imports.report import show_report
from ui.markup import elements
from ui.server import loaded
from ui.session.state import current_request

_TAKEN = "bring_taken"

# what is published, whatever draft the session looks at
atlas = loaded.newest().atlas
lang = current_request().lang
t = texts(lang)

st.html(elements.text("h1", t("bring.title"), css="page-title"))
st.html(elements.text("p", t("bring.about")))
told = take_told(lang)
if told:
    st.html(elements.notice(told))
show_form(atlas, lang=lang)
file = st.file_uploader(
    t("bring.file"),
    ("xlsx", "xlsm", "xls", "ods", "csv", "txt", "gpkg", "zip"),
    key="bring_file",
)
if file is not None and st.session_state.get(_TAKEN) != file.file_id:
    with st.spinner(t("bring.reading")):
        bring(file.getvalue(), file.name)
    st.session_state[_TAKEN] = file.file_id

if unkept(lang):
    st.html(elements.notice([unkept(lang)]))
held = brought()
with st.spinner(t("bring.reading")):
    layers = layers_made()
if layers is not None:
    show_layers(atlas, layers, lang=lang)
elif held is None:
    st.html(elements.text("p", t("bring.none"), css="small"))
else:
    bar = st.empty()
    with st.spinner(t("bring.checking")):
        draft = made(
            lambda done, parts: bar.progress(
                done / parts, t("present.step", done=done, total=parts)
            )
        )
    bar.empty()
    show_asked(atlas, held, lang=lang)
    counts = {
        "file": held.file.name,
        "rows": draft.rows,
        "units": draft.units,
        "figures": len(draft.figures) + len(draft.recognitions),
    }
    with st.container(horizontal=True, vertical_alignment="center", key="bring_summary"):
        st.html(elements.text("p", t("bring.summary", **counts)))
        st.button(t("bring.drop"), key="bring_drop", on_click=drop, type="tertiary")
    show_questions(atlas, draft, lang=lang)
    show_report(atlas, draft, held.content, lang=lang)
    show_outcome(draft, lang=lang)
