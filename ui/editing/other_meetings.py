"""Meetings with a name, which an editor may delete and bring back."""

from collections.abc import Callable
from datetime import datetime

import streamlit as st

from geo.figures.atlas import Atlas
from geo.language.numbers import format_date
from geo.language.texts import texts
from geo.reading.imprint import local_day
from geo.store.meetings import KeptMeeting
from ui.editing.told import as_editor, tell
from ui.markup import elements
from ui.markup.labels import literal
from ui.server import loaded
from ui.session.editor import Person
from ui.session.state import current_request

_MOST = 100
"""Meetings that are listed, those changed last."""


def show_other_meetings(atlas: Atlas, *, lang: str) -> None:
    """Show the meetings with a name, and those deleted of late."""
    t = texts(lang)
    named, gone = loaded.store().meetings(), loaded.store().deleted_meetings()
    st.html(elements.text("p", t("other_meetings.about" if named else "other_meetings.none")))
    for each in named[:_MOST]:
        _show(atlas, each, t("shelf.remove"), ":material/delete:", _remove)
    if gone:
        st.html(elements.text("h3", t("other_meetings.deleted"), css="part-title"))
    for each in gone[:_MOST]:
        _show(atlas, each, t("other_meetings.bring_back"), ":material/undo:", _bring_back)


def _show(
    atlas: Atlas, each: KeptMeeting, label: str, icon: str, act: Callable[[Person, str, str], None]
) -> None:
    """Show a meeting with what can be done with it."""
    lang = current_request().lang
    day = local_day(atlas.facts.province, datetime.fromisoformat(each.changed))
    # what is held on to is an id and a name, not a whole meeting
    own, name = each.read_id, each.name
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(elements.text("p", f"{name} · {format_date(day, lang=lang)}"))
        st.button(
            label,
            icon=icon,
            type="tertiary",
            key=f"other_{icon}_{own}",
            # many buttons say the same
            help=literal(name),
            on_click=lambda: as_editor(lambda person: act(person, own, name)),
        )


def _remove(person: Person, own: str, name: str) -> None:
    loaded.store().remove_of_another(own, person.actor)
    tell("other_meetings.removed", name=name)


def _bring_back(person: Person, own: str, name: str) -> None:
    loaded.store().bring_back_of_another(own, person.actor)
    tell("other_meetings.brought_back", name=name)
