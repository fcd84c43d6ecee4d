"""Going back to an earlier revision: asked once more, with all that it would change."""

import streamlit as st

from geo.errors import StoreError
from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.store.publishing import Entry, Foreseen
from ui.data.history import revision_names
from ui.editing.changes import show_changes
from ui.editing.told import as_editor, tell
from ui.markup import elements
from ui.server import loaded
from ui.session.choices import kept_choice, label_of
from ui.session.editor import Person

_ASKED = "roll_back_asked"
_NOTE = "roll_back_note"


def show_roll_back(atlas: Atlas, *, lang: str) -> None:
    """Let an editor choose an earlier revision, and ask before going back to it."""
    t = texts(lang)
    names = revision_names(atlas, loaded.store().history()[:-1], lang=lang)
    if not names:
        st.html(elements.text("p", t("roll_back.none")))
        return
    number = kept_choice(
        st.selectbox,
        t("roll_back.to"),
        tuple(names),
        name="roll_back_to",
        lang=lang,
        rests_on=tuple(names),
        format_func=label_of(names),
    )
    st.text_input(t("publish.note"), key=_NOTE, max_chars=300)
    st.button(
        t("roll_back.look"),
        icon=":material/fact_check:",
        on_click=lambda: as_editor(lambda _person: _ask(int(number))),
    )
    asked: tuple[int, Foreseen] | None = st.session_state.get(_ASKED)
    if asked is not None:
        _show_question(atlas, *asked, lang)


def _ask(number: int) -> None:
    st.session_state.pop(_ASKED, None)
    st.session_state[_ASKED] = (number, loaded.store().foresee(number))


def _show_question(atlas: Atlas, number: int, foreseen: Foreseen, lang: str) -> None:
    t = texts(lang)
    st.html(elements.text("h3", t("roll_back.question", number=number), css="part-title"))
    show_changes(atlas, foreseen, lang=lang)
    with st.container(horizontal=True):
        st.button(
            t("roll_back.yes", number=number),
            icon=":material/undo:",
            type="primary",
            on_click=lambda: as_editor(lambda person: _go_back(person, number, foreseen)),
        )
        st.button(t("roll_back.no"), on_click=lambda: st.session_state.pop(_ASKED, None))


def _go_back(person: Person, number: int, foreseen: Foreseen) -> None:
    actor = person.actor
    note = " ".join(str(st.session_state.get(_NOTE, "")).split())
    entry = Entry(person.name, note=note, who=actor.name, place=actor.place, upon=foreseen.upon)
    try:
        made = loaded.store().roll_back(number, entry)
    except StoreError as error:
        if error.phrase.key == "store.moved_on":
            _ask(number)
        raise
    loaded.published_here()
    st.session_state.pop(_ASKED, None)
    tell("roll_back.done", number=made.id, to=number)
