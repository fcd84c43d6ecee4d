"""What an editor has typed of a document before publishing; it stays while they look around."""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from geo.store.log import Document

Typed = str | date | Document | None
_TYPED = "bring_typed"
_DAY = "published"


def typed() -> Mapping[str, Typed]:
    """Return what was typed or chosen, by the names of the fields."""
    found: dict[str, Typed] = st.session_state.get(_TYPED, {})
    return found


def type_in(name: str, value: Typed) -> None:
    """Note what stands in a field."""
    st.session_state[_TYPED] = {**typed(), name: value}


def forget_typed() -> None:
    """Empty all fields."""
    st.session_state.pop(_TYPED, None)


def chosen_document() -> Document | None:
    """Return the file of the document, if one was chosen."""
    found = typed().get("document")
    return found if isinstance(found, Document) else None


def typed_texts() -> dict[str, str]:
    """Return the fields as texts, without the document's file."""
    known = {name: value for name, value in typed().items() if isinstance(value, str | date)}
    return {name: str(value) for name, value in known.items() if value}


def take_typed(fields: Mapping[str, str]) -> None:
    """Fill in what `typed_texts` gave."""
    days = {name: date.fromisoformat(each) for name, each in fields.items() if name == _DAY}
    st.session_state[_TYPED] = {**fields, **days}
