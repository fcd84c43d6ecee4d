"""A field for numbers: what it shows is what is kept, and what it refuses it refuses in words."""

from collections.abc import Callable

import streamlit as st

from geo.errors import NumberError
from ui.markup.labels import literal
from ui.session.state import put

_REFUSED = "number_refused"


def number_field(
    label: str,
    shown: str,
    *,
    name: str,
    lang: str,
    take: Callable[[str], None],
    help: str | None = None,  # noqa: A002 -- the name that Streamlit's fields give it
    placeholder: str | None = None,
) -> None:
    """Show a field for one number or several, and hand on what the reader types.

    Parameters
    ----------
    label
        Label of the field.
    shown
        What is kept, written in the language of the page.
    name
        Name of the field; its key is the name with the language.
    lang
        Language of the page.
    take
        Called with the text; a `NumberError` leaves what is kept, and is shown below the field.
    help, placeholder
        As Streamlit's text input has them.
    """
    key = f"{name}_{lang}"

    def turn() -> None:
        try:
            take(st.session_state[key])
        except NumberError as error:
            st.session_state[_REFUSED] = (key, error.words(lang))

    put(key, shown)
    st.text_input(literal(label), key=key, on_change=turn, help=help, placeholder=placeholder)
    refused, words = st.session_state.get(_REFUSED, ("", ""))
    if refused == key:
        del st.session_state[_REFUSED]
        st.error(literal(words))
