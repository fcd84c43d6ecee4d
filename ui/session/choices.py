"""Lists to choose from: their options are codes, and nothing but an option reaches a handler.

A browser sends the label of what a reader chose. After the labels have changed under a list
(another language, other classes), it may still send one of before, which Streamlit hands on as
it is; so the language belongs to the widget's key, and a value that is no option is settled like
a wrong address: nothing changes, and a notice says so.
"""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from typing import Any, TypeVar
from zlib import crc32

import streamlit as st

from geo.views.request import Notice
from ui.markup.labels import literal
from ui.session.state import notify, put

Option = TypeVar("Option", bound=Hashable)
Take = Callable[[Any], None]
_MARKDOWN = frozenset({"radio", "pills", "segmented_control"})
"""Lists whose options are read as Markdown; others show them as they are."""


def offer(
    widget: Callable[..., Any],
    label: str,
    options: Sequence[Option],
    value: Option | Sequence[Option],
    *,
    name: str,
    lang: str,
    take: Take,
    rests_on: object = None,
    **drawing: Any,
) -> None:
    """Show a list and hand on what the reader chooses of it.

    Parameters
    ----------
    widget
        Streamlit's function for the list: a pick list, segments, steps, or one of many choices.
    label
        Label of the list in the language of the page.
    options
        Codes that can be chosen.
    value
        The option that is chosen; for many choices a list of them.
    name
        Name of the widget; its key is the name with the language.
    lang
        Language of the labels.
    take
        Called with the option, or with the list of options, that the reader chose.
    rests_on
        What the labels rest on besides the language, where it changes under the list. A choice
        of a list of before then belongs to no list, and goes.
    **drawing
        What else the widget's function takes.
    """
    key = f"{name}_{lang}"
    if rests_on is not None:
        key += f"_{crc32(repr(rests_on).encode()):08x}"
    put(key, value)
    if widget.__name__ in _MARKDOWN:
        shown = drawing.get("format_func", str)
        drawing["format_func"] = lambda option: literal(shown(option))
    widget(
        literal(label), options, key=key, on_change=lambda: _settle(key, options, take), **drawing
    )


def kept_choice(
    widget: Callable[..., Any],
    label: str,
    options: Sequence[Option],
    *,
    name: str,
    lang: str,
    **drawing: Any,
) -> Option:
    """Show a list whose choice this session keeps; return the choice, at first the first option."""
    kept = st.session_state.get(name)
    value = next((each for each in options if each == kept), options[0])

    def take(chosen: Option) -> None:
        st.session_state[name] = chosen

    offer(widget, label, options, value, name=name, lang=lang, take=take, **drawing)
    return value


def label_of(names: Mapping[str, str]) -> Callable[[str], str]:
    """Return the way from codes to their labels; what is no code stays as it is."""
    return lambda code: names.get(code, code)


def _settle(key: str, options: Collection[object], take: Take) -> None:
    value = st.session_state[key]
    chosen = value if isinstance(value, list) else [value]
    unknown = [str(each) for each in chosen if each not in options]
    if unknown:
        notify(Notice("notice.choice", (("value", ", ".join(unknown)[:40]),)))
    else:
        take(value)
