"""Publishing a file: chosen, looked at with all that it would change, then published."""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

import streamlit as st

from geo.documents.forms import MIME
from geo.errors import AtlasError, Fault, FaultyInputError, StoreError
from geo.facts.model import FLAGS, Province
from geo.figures.atlas import Atlas
from geo.language.numbers import format_date
from geo.language.texts import texts
from geo.places.vintages import find_vintage
from geo.store.long_table import BESIDES, COLUMNS, Origin
from geo.store.publishing import Entry, Foreseen
from ui.editing.changes import show_changes
from ui.editing.sheet import csv_of
from ui.editing.told import as_editor, tell
from ui.markup import elements
from ui.server import loaded
from ui.server.revisions import HandedIn
from ui.session.choices import kept_choice
from ui.session.editor import Person
from ui.session.state import shown_atlas

_SOURCE, _PUBLISHER, _NOTE = (f"publish_{each}" for each in ("source", "by", "note"))
_FILES = "publish_files"
_TEXTS = (_SOURCE, _PUBLISHER, _NOTE)
_LOOKED = "publish_looked"
_MOST_LINES = 20
"""Faults on the page; the file has them all."""


@dataclass(frozen=True)
class _Looked:
    """A file as it was looked at: what it would change, or why it cannot be published."""

    file: HandedIn
    note: str
    foreseen: Foreseen | None = None
    faults: tuple[Fault, ...] = ()
    refused: AtlasError | None = None


def show_publish(atlas: Atlas, *, lang: str) -> None:
    """Show the form, and what the file that was looked at would change."""
    t = texts(lang)
    st.html(elements.text("p", t("publish.about", columns=", ".join(COLUMNS)), css="small"))
    columns = ", ".join((*COLUMNS, *BESIDES))
    st.file_uploader(
        t("publish.file"),
        ("csv", "zip"),
        key=_file_key(),
        help=t("publish.file_help", columns=columns),
    )
    source, publisher = st.columns(2)
    source.text_input(
        t("publish.source"), key=_SOURCE, max_chars=300, help=t("publish.source_help")
    )
    publisher.text_input(t("publish.publisher"), key=_PUBLISHER, max_chars=200)
    st.text_input(t("publish.note"), key=_NOTE, max_chars=300)
    vintage, flag = _choose_of_table(atlas, lang)
    st.button(
        t("publish.look"),
        icon=":material/fact_check:",
        on_click=lambda: as_editor(lambda person: _look(person, vintage, flag)),
    )
    looked: _Looked | None = st.session_state.get(_LOOKED)
    if looked is not None:
        _show_looked(atlas, looked, lang)


def _choose_of_table(atlas: Atlas, lang: str) -> tuple[str, str]:
    """Let the editor say what is so of all figures of a table."""
    t = texts(lang)
    vintages = tuple(reversed(atlas.facts.province.vintage_ids))
    left, right = st.columns(2)
    vintage = kept_choice(
        left.selectbox,
        t("publish.vintage"),
        vintages,
        name="publish_vintage",
        lang=lang,
        rests_on=vintages,
        format_func=lambda each: _began(atlas.facts.province, each, lang),
    )
    flag = kept_choice(
        right.selectbox,
        t("publish.flag"),
        FLAGS,
        name="publish_flag",
        lang=lang,
        format_func=lambda each: t(f"flag.{each}"),
    )
    return vintage, flag


def _began(province: Province, vintage: str, lang: str) -> str:
    began = find_vintage(province, vintage).valid_from
    return vintage if began is None else format_date(began, lang=lang)


def _look(person: Person, vintage: str, flag: str) -> None:
    """Take the file with what was written beside it, and say what it would change."""
    file = st.session_state.get(_file_key())
    typed = {key: " ".join(str(st.session_state.get(key, "")).split()) for key in _TEXTS}
    if file is None or not typed[_SOURCE]:
        tell("publish.no_file" if file is None else "publish.no_source")
        return
    origin = Origin(
        source=typed[_SOURCE],
        publisher=typed[_PUBLISHER] or person.name,
        retrieved=datetime.now(shown_atlas().facts.province.time_zone.zone).date(),
        vintage=vintage,
        flag=flag,
    )
    handed = HandedIn(file.name, file.getvalue(), origin)
    st.session_state[_LOOKED] = _looked_at(_Looked(handed, typed[_NOTE]))


def _looked_at(looked: _Looked) -> _Looked:
    fresh = _Looked(looked.file, looked.note)
    try:
        return replace(fresh, foreseen=loaded.store().foresee(looked.file))
    except FaultyInputError as error:
        return replace(fresh, faults=error.faults)
    except AtlasError as error:
        return replace(fresh, refused=error)


def _show_looked(atlas: Atlas, looked: _Looked, lang: str) -> None:
    t = texts(lang)
    st.html(elements.text("h3", t("publish.looked", file=looked.file.name), css="part-title"))
    if looked.refused is not None:
        st.html(elements.notice([looked.refused.words(lang)], fault=True))
    elif looked.foreseen is None:
        _show_faults(looked.faults, lang)
    else:
        show_changes(atlas, looked.foreseen, lang=lang)
        st.button(
            t("publish.publish"),
            icon=":material/publish:",
            type="primary",
            on_click=lambda: as_editor(lambda person: _publish(person, looked)),
        )
    st.button(t("publish.drop"), type="tertiary", on_click=_drop)


def _show_faults(faults: tuple[Fault, ...], lang: str) -> None:
    t = texts(lang)
    lines = [each.words(lang) for each in faults[:_MOST_LINES]]
    if len(faults) > len(lines):
        lines.append(t("publish.more_faults", count=len(faults) - len(lines)))
    st.html(elements.notice([t("publish.faulty", count=len(faults)), *lines], fault=True))
    rows = [
        {
            t("publish.fault_file"): each.file
            if isinstance(each.file, str)
            else each.file.words(lang),
            t("publish.fault_row"): "" if each.row is None else str(each.row),
            t("publish.fault_column"): each.column or "",
            t("publish.fault_value"): each.shown_value(lang),
            t("publish.fault_problem"): each.problem_words(lang),
        }
        for each in faults
    ]
    st.download_button(
        t("publish.fault_list"),
        csv_of(rows),
        file_name=t("publish.fault_list_name"),
        mime=MIME["csv"],
        icon=":material/download:",
        on_click="ignore",
    )


def _file_of(fault: Fault, lang: str) -> str:
    return fault.file if isinstance(fault.file, str) else fault.file.words(lang)


def _publish(person: Person, looked: _Looked) -> None:
    """Publish what was looked at; where others have published since, it is looked at again."""
    assert looked.foreseen is not None
    entry = Entry(
        person.name,
        looked.file.origin.source,
        looked.note,
        sha256(looked.file.content).hexdigest(),
        person.actor.place,
        person.actor.name,
        upon=looked.foreseen.upon,
    )
    try:
        made = loaded.store().publish(looked.file, entry)
    except StoreError as error:
        if error.phrase.key == "store.moved_on":
            st.session_state[_LOOKED] = _looked_at(looked)
        raise
    except FaultyInputError as error:
        st.session_state[_LOOKED] = replace(looked, foreseen=None, faults=error.faults)
        return
    loaded.published_here()
    _drop()
    # another field, and so an empty one
    st.session_state[_FILES] = st.session_state.get(_FILES, 0) + 1
    tell("publish.done", number=made.id, count=sum(made.counts.values()))


def _file_key() -> str:
    return f"{_FILES}_{st.session_state.get(_FILES, 0)}"


def _drop() -> None:
    st.session_state.pop(_LOOKED, None)
