"""Controls for files that several pages offer: to save and open, and on which sheet to draw."""

from collections.abc import Callable

import streamlit as st

from geo.documents.paper import SIZES
from geo.language.texts import texts
from ui.session.choices import kept_choice


def save_button(label: str, content: bytes, *, name: str) -> None:
    """Offer a small JSON file of the reader's own work."""
    st.download_button(
        label,
        content,
        file_name=name,
        mime="application/json",
        icon=":material/download:",
        on_click="ignore",
    )


def open_field(label: str, *, key: str, take: Callable[[bytes], None]) -> None:
    """Let the reader open such a file; `take` gets its content, once."""

    def changed() -> None:
        file = st.session_state[key]
        # a file that is taken off the field is a change, too
        if file is not None:
            take(file.getvalue())

    st.file_uploader(label, type="json", key=key, on_change=changed)


def choose_size(*, key: str, lang: str) -> str:
    """Let the reader choose the sheet of a picture or page."""
    return kept_choice(
        st.segmented_control,
        texts(lang)("download.paper"),
        tuple(SIZES),
        name=key,
        lang=lang,
        required=True,
        format_func=lambda size: texts(lang)(f"download.size_{size}"),
    )
