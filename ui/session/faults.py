"""A page that failed: the reader gets an id that leads to the log, and nothing of the program."""

import logging

import streamlit as st

from geo.language.texts import LANGUAGES, texts
from ui.markup import elements
from ui.server.watched.requests import note_fault

# the same error without an id
logging.getLogger("streamlit.error_util").addFilter(
    lambda record: record.getMessage() != "Uncaught app execution"
)


def tell_fault(error: Exception) -> bool:
    """Log an error of a page and tell its id; return that nothing else is to be told."""
    asked = st.query_params.get("lang", "")
    lang = asked if asked in LANGUAGES else LANGUAGES[0]
    own = note_fault(error, where="page")
    st.html(elements.notice([texts(lang)("server.fault", id=own)], fault=True))
    return True
