"""What editors do on the page of the data: sign in, publish, go back, look after meetings."""

from collections.abc import Callable

import streamlit as st

from geo.errors import AtlasError
from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.store import audit
from ui.editing.audit_list import show_audit
from ui.editing.other_meetings import show_other_meetings
from ui.editing.publish_form import show_publish
from ui.editing.roll_back import show_roll_back
from ui.editing.settled_names import show_names
from ui.editing.told import take_told
from ui.markup import elements
from ui.server import loaded
from ui.server.editors.sign_outs import sign_out
from ui.server.editors.way_back import home
from ui.server.page_paths import PATHS, SIGN_IN, SIGN_OUT, rooted
from ui.session.choices import kept_choice
from ui.session.editor import Person, signed_in
from ui.session.state import address_with

_GREETED = "editor_greeted"
PARTS: dict[str, Callable[..., None]] = {
    "publish": show_publish,
    "roll_back": show_roll_back,
    "names": show_names,
    "meetings": show_other_meetings,
    "audit": show_audit,
}


def show_editing(atlas: Atlas, *, lang: str) -> None:
    """Show who may publish and, to an editor, the ways to do it."""
    t = texts(lang)
    if loaded.shown().off:
        # the history says so
        return
    st.html(elements.text("h2", t("editing.title"), css="part-title"))
    if not loaded.settings().editors.known:
        st.html(elements.text("p", f"{t('editing.closed')} {t('editing.how')}"))
        return
    lines = take_told(lang)
    if lines:
        st.html(elements.notice(lines))
    person = signed_in()
    if person is None:
        _show_sign_in(lang)
    elif _greeted(person, lang):
        _show_signed_in(person, lang)
        if person.edits:
            part = kept_choice(
                st.segmented_control,
                t("editing.part"),
                tuple(PARTS),
                name="editing_part",
                lang=lang,
                required=True,
                format_func=lambda key: t(f"editing.part_{key}"),
                label_visibility="collapsed",
            )
            PARTS[part](atlas, lang=lang)


def _greeted(person: Person, lang: str) -> bool:
    """Note once that somebody has signed in at the provider; without a note nobody goes on."""
    if loaded.settings().editors.provider is None or st.session_state.get(_GREETED) == person.id:
        return True
    act = audit.SIGNED_IN if person.edits else audit.REFUSED
    try:
        loaded.store().record(act, person.actor, once=person.id)
    except AtlasError as error:
        st.html(elements.notice([error.words(lang)], fault=True))
        return False
    st.session_state[_GREETED] = person.id
    return True


def _show_sign_in(lang: str) -> None:
    t = texts(lang)
    st.html(elements.text("p", t("editing.who")))
    provider = loaded.settings().editors.provider
    if provider is None:
        st.html(elements.way(t("sign_in.submit"), rooted(SIGN_IN), lang=lang, back=_back()))
        return
    origin = st.context.headers.get("Origin", provider.origin)
    if origin != provider.origin:
        # the provider leads back there, and the cookie holds there alone
        address = provider.origin + home()
        link = elements.link(address, address)
        st.html(elements.tag("p", f"{elements.text('span', t('editing.elsewhere'))} {link}"))
        return
    st.button(t("editing.sign_in_provider"), icon=":material/login:", on_click=st.login)


def _show_signed_in(person: Person, lang: str) -> None:
    t = texts(lang)
    key = "editing.signed_in" if person.edits else "editing.no_editor"
    with st.container(key="signed_in", horizontal=True, vertical_alignment="center"):
        st.html(elements.text("p", t(key, name=person.who)))
        if loaded.settings().editors.provider is None:
            fields = {"back": _back()}
            st.html(elements.press(t("editing.sign_out"), rooted(SIGN_OUT), fields, css="sign-out"))
        else:
            st.button(t("editing.sign_out"), icon=":material/logout:", on_click=_sign_out)


def _sign_out() -> None:
    person = signed_in()
    if person is not None:
        sign_out(person.id, person.until, person.actor)
    st.logout()


def _back() -> str:
    return rooted(f"/{PATHS['data']}{address_with(tab='history')}")
