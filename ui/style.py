"""The look of the pages beyond Streamlit's own theme."""

import streamlit as st

from ui.settings import ROOT


def show_style() -> None:
    """Write the style sheet into the page."""
    st.html(ROOT / "ui" / "style.css")
