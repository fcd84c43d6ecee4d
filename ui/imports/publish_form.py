"""Publishing what a file brings: with its source, by an editor alone."""

from collections.abc import Mapping
from datetime import date, datetime

import streamlit as st

from geo.errors import FaultyInputError
from geo.imports.draft import Draft
from geo.imports.layers import LayersDraft
from geo.imports.report import Made
from geo.language.texts import texts
from geo.store.log import Document
from geo.store.long_table import Origin
from geo.store.publishing import Entry
from ui.editing.told import as_editor, tell
from ui.imports.brought import drop, made_upon
from ui.imports.typed import chosen_document, forget_typed, type_in, typed
from ui.markup import elements
from ui.markup.labels import literal
from ui.server import loaded
from ui.server.page_paths import PATHS, rooted
from ui.session.editor import Person, editor, unsure
from ui.session.state import put, shown_atlas

_FIELDS = (("source", 300), ("publisher", 200), ("number", 100), ("url", 500), ("note", 300))
"""What is said of the document the figures are from, and of publishing them; most letters."""
DOCUMENTS = ("pdf", "doc", "docx", "odt", "xls", "xlsx", "ods", "jpg", "jpeg", "png", "zip")
"""Endings of files that may be kept as the document."""
_ROWS = (("source", "publisher"), ("number", "published", "url"), ("note",))
_ROWS_OF_LAYERS = (("source",), ("note",))


def show_publishing(made: Made, *, lang: str) -> None:
    """Show the form to an editor; to anybody else, how to become one."""
    t = texts(lang)
    st.html(elements.text("h3", t("bring.publish"), css="part-title"))
    if loaded.newest().shown.off:
        st.html(elements.notice([t("history.off", reason=loaded.newest().shown.off)], fault=True))
        return
    if not loaded.settings().editors.known:
        st.html(elements.text("p", f"{t('editing.closed')} {t('editing.how')}"))
        return
    if editor() is None:
        if unsure(lang):
            st.html(elements.notice([unsure(lang)], fault=True))
            return
        page = rooted(f"/{PATHS['data']}")
        way = elements.way(t("bring.sign_in"), page, tab="history", lang=lang)
        st.html(elements.tag("p", f"{elements.text('span', t('bring.editors'))} {way}"))
        return
    most, upon = dict(_FIELDS), made_upon()
    of_layers = isinstance(made, LayersDraft)
    for names in _ROWS_OF_LAYERS if of_layers else _ROWS:
        for place, name in zip(st.columns(len(names)), names, strict=True):
            _field(place, name, most.get(name), lang)
    _show_document(lang)
    st.button(
        t("bring.publish_layers" if of_layers else "bring.publish_now"),
        key="bring_publish",
        icon=":material/publish:",
        type="primary",
        on_click=lambda: as_editor(lambda person: _publish(person, made, upon)),
    )


def _field(
    place: st.delta_generator.DeltaGenerator, name: str, most: int | None, lang: str
) -> None:
    """Show a field whose content stays while the reader looks at other pages."""
    label, key = texts(lang)(f"bring.of_{name}"), f"bring_of_{name}"

    def keep() -> None:
        type_in(name, st.session_state[key])

    put(key, typed().get(name, "" if most else None))
    if most:
        place.text_input(label, key=key, max_chars=most, on_change=keep)
    else:
        place.date_input(label, key=key, format="DD/MM/YYYY", on_change=keep)


def _show_document(lang: str) -> None:
    """Show the field for the document itself; what was chosen stays as what was typed does."""
    t, key = texts(lang), "bring_of_document"

    def keep() -> None:
        file = st.session_state[key]
        chosen = None if file is None else Document(file.name, file.getvalue())
        type_in("document", chosen)

    st.file_uploader(t("bring.of_document"), DOCUMENTS, key=key, on_change=keep)
    chosen = chosen_document()
    if chosen is not None and st.session_state.get(key) is None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(literal(t("bring.document", file=chosen.name)))
            st.button(
                t("bring.no_document"), key="bring_no_document", on_click=keep, type="tertiary"
            )


def _publish(person: Person, made: Made, upon: int) -> None:
    texts_of = {name: " ".join(str(typed().get(name) or "").split()) for name, _ in _FIELDS}
    if not texts_of["source"]:
        tell("publish.no_source")
        return
    entry = Entry(
        author=person.name,
        source=texts_of["source"],
        note=texts_of["note"],
        file_hash=made.digest,
        place=person.actor.place,
        who=person.actor.name,
        upon=upon,
        document=chosen_document(),
    )
    try:
        if isinstance(made, LayersDraft):
            revision = loaded.store().publish_layers(made, entry)
        else:
            origin = _origin(person, made, texts_of)
            revision = loaded.store().publish_draft(made, origin, entry)
    except FaultyInputError as error:
        for fault in error.faults[:20]:
            tell("bring.refused", fault=fault)
        return
    drop()
    forget_typed()
    loaded.published_here()
    tell("publish.done", number=revision.id, count=sum(revision.counts.values()))


def _origin(person: Person, made: Draft, texts_of: Mapping[str, str]) -> Origin:
    issued = typed().get("published")
    return Origin(
        source=texts_of["source"],
        publisher=texts_of["publisher"] or person.name,
        retrieved=datetime.now(shown_atlas().facts.province.time_zone.zone).date(),
        vintage=made.vintage,
        number=texts_of["number"],
        published=issued if isinstance(issued, date) else None,
        url=texts_of["url"],
    )
