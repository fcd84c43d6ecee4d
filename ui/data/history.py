"""The revisions of the facts: who published what and when, and what two of them differ in."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from geo.documents.forms import MIME
from geo.errors import AtlasError
from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.reading.imprint import download_name, moment_text
from geo.store.log import Revision
from ui.data.difference_map import show_difference_map
from ui.data.difference_rows import difference_row, told_once
from ui.markup import elements
from ui.markup.labels import literal
from ui.server import loaded
from ui.session.choices import kept_choice, label_of
from ui.session.state import extra

_MOST = 2000
"""Changes that one table shows."""


def show_history(atlas: Atlas, *, lang: str, with_map: bool) -> None:
    """Show every revision, and the difference of two of them.

    Parameters
    ----------
    atlas
        The atlas.
    lang
        Language.
    with_map
        Whether the place is open: a map that nobody sees cannot be drawn.
    """
    t = texts(lang)
    shown = loaded.shown()
    if shown.off:
        st.html(elements.notice([t("history.off", reason=shown.off)], fault=True))
        return
    if shown.faults:
        st.html(elements.notice([t("history.stale", count=len(shown.faults))], fault=True))
    try:
        history = loaded.store().history()
    except AtlasError as error:
        st.html(elements.notice([error.words(lang)], fault=True))
        return
    if not history:
        st.html(elements.text("p", t("history.none")))
        return
    documents = loaded.store().document_names()
    rows = [_row(atlas, each, documents.get(each.id, ""), lang) for each in reversed(history)]
    st.dataframe(pd.DataFrame(rows), hide_index=True)
    _show_comparison(atlas, history, documents, lang, with_map=with_map)


def _row(atlas: Atlas, revision: Revision, document: str, lang: str) -> dict[str, object]:
    t = texts(lang)
    notes = [revision.note] if revision.note else []
    if document:
        notes.append(t("history.attached", file=document))
    if revision.conflicts:
        notes.append(t("history.conflicts", count=len(revision.conflicts)))
    return {
        t("history.number"): revision.id,
        t("history.act"): t(f"history.act_{revision.act}"),
        t("history.time"): moment_text(atlas.facts.province, revision.time, lang=lang),
        t("history.author"): revision.author,
        t("history.source"): revision.source,
        t("history.why"): "; ".join(notes),
        t("history.figures"): revision.figures,
    }


def revision_names(atlas: Atlas, history: Sequence[Revision], *, lang: str) -> dict[str, str]:
    """Name revisions in a list to choose from, by their numbers, the newest first."""
    t = texts(lang)
    return {
        str(each.id): t(
            "history.option",
            number=each.id,
            time=moment_text(atlas.facts.province, each.time, lang=lang),
            author=each.author or t(f"history.act_{each.act}"),
        )
        for each in reversed(history)
    }


def _show_comparison(
    atlas: Atlas,
    history: Sequence[Revision],
    documents: Mapping[int, str],
    lang: str,
    *,
    with_map: bool,
) -> None:
    t = texts(lang)
    st.markdown(f"**{t('history.compare')}**")
    names = revision_names(atlas, history, lang=lang)
    numbers = list(names)
    places = st.columns(2)
    # the newest change is what is looked for first
    asked = extra("history")
    if asked in names:
        st.session_state.setdefault("history_after", asked)
    after = _choose(places[1], ("after", t("history.after")), numbers, names, lang)
    earlier = [number for number in numbers if int(number) < int(after)] or numbers
    before = _choose(places[0], ("before", t("history.before")), earlier, names, lang)
    found = told_once(loaded.store().differences(int(before), int(after)))
    if not found:
        st.html(elements.notice([t("history.same")]))
    else:
        if with_map:
            show_difference_map(atlas, found, lang=lang)
        rows = [difference_row(atlas, each, lang=lang) for each in found[:_MOST]]
        st.dataframe(pd.DataFrame(rows), hide_index=True)
        if len(found) > _MOST:
            st.caption(t("history.many", shown=_MOST, count=len(found)))
    _offer_files(atlas, int(after), documents.get(int(after), ""), lang)


def _offer_files(atlas: Atlas, number: int, document: str, lang: str) -> None:
    """Offer the tables of a revision, and the document that it is from."""
    t = texts(lang)
    with st.container(horizontal=True):
        st.download_button(
            t("history.tables", number=number),
            lambda: loaded.store().tables(number),
            file_name=download_name(
                atlas.facts.province, t("file.revision", number=number), ending="zip", lang=lang
            ),
            mime=MIME["zip"],
            on_click="ignore",
        )
        if document:
            st.download_button(
                literal(t("history.document", file=document)),
                lambda: loaded.store().document(number),
                file_name=document,
                mime="application/octet-stream",
                icon=":material/attach_file:",
                on_click="ignore",
                key="history_document",
            )


def _choose(
    place: st.delta_generator.DeltaGenerator,
    field: tuple[str, str],
    numbers: list[str],
    names: dict[str, str],
    lang: str,
) -> str:
    return kept_choice(
        place.selectbox,
        field[1],
        numbers,
        name=f"history_{field[0]}",
        lang=lang,
        rests_on=numbers,
        format_func=label_of(names),
    )
