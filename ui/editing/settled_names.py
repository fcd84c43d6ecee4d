"""Names in spreadsheets that were settled once: an editor sees them, and has one forgotten."""

from datetime import datetime

import pandas as pd
import streamlit as st

from geo.figures.atlas import Atlas
from geo.imports.units.known_names import KnownName, WrittenName
from geo.language.numbers import format_date
from geo.language.texts import pick, texts
from geo.places.unit_names import unit_name
from geo.places.vintages import find_vintage
from geo.reading.imprint import local_day
from ui.editing.told import as_editor, tell
from ui.markup import elements
from ui.markup.labels import literal
from ui.server import loaded
from ui.session.choices import kept_choice, label_of
from ui.session.editor import Person, editor

_FORGOTTEN = "forgotten_name"
Settled = tuple[WrittenName, KnownName]


def show_names(atlas: Atlas, *, lang: str) -> None:
    """Show what names were said to mean, with the way to have one asked again."""
    t = texts(lang)
    found = list(loaded.store().known_names().items()) if editor() else []
    found.sort(key=lambda each: (each[1].time, each[0].name), reverse=True)
    st.html(elements.text("p", t("settled_names.about" if found else "settled_names.none")))
    if found:
        rows = [_row(atlas, each, lang) for each in found]
        st.dataframe(pd.DataFrame(rows), hide_index=True)
        _show_forget(found, rows, lang)
    forgotten: Settled | None = st.session_state.get(_FORGOTTEN)
    if forgotten is not None:
        st.button(
            literal(t("settled_names.recall", name=forgotten[0].name)),
            key="recall_name",
            icon=":material/undo:",
            type="tertiary",
            on_click=lambda: as_editor(lambda person: _recall(person, forgotten)),
        )


def _show_forget(found: list[Settled], rows: list[dict[str, str]], lang: str) -> None:
    t = texts(lang)
    by_id = {written.question: written for written, _ in found}
    said = [" · ".join(list(row.values())[:4]) for row in rows]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = kept_choice(
            st.selectbox,
            t("settled_names.name"),
            list(by_id),
            name="settled_name",
            lang=lang,
            rests_on=list(by_id),
            format_func=label_of(dict(zip(by_id, said, strict=True))),
        )
        written = by_id[chosen]
        st.button(
            t("settled_names.forget"),
            key="forget_name",
            icon=":material/delete:",
            on_click=lambda: as_editor(lambda person: _forget(person, written)),
        )


def _row(atlas: Atlas, each: Settled, lang: str) -> dict[str, str]:
    t, facts = texts(lang), atlas.facts
    written, known = each
    unit = facts.units.get((written.vintage, known.code))
    meant = known.code if unit is None else f"{unit_name(unit, lang=lang)} ({known.code})"
    day = local_day(facts.province, datetime.fromisoformat(known.time))
    return {
        t("settled_names.name"): written.name,
        t("settled_names.districts"): _districts(atlas, written, lang),
        t("settled_names.means"): meant,
        t("settled_names.vintage"): _boundaries(atlas, written.vintage, lang),
        t("settled_names.who"): known.who,
        t("settled_names.day"): format_date(day, lang=lang),
    }


def _districts(atlas: Atlas, written: WrittenName, lang: str) -> str:
    """Name the districts that a name stood under; of whatever boundaries has them."""
    names = {
        unit.code: unit_name(unit, lang=lang)
        for unit in atlas.facts.units.values()
        if unit.level == "district"
    }
    codes = [code for code in written.districts.split("+") if code]
    return ", ".join(names.get(code, code) for code in codes) or "–"


def _boundaries(atlas: Atlas, vintage: str, lang: str) -> str:
    province = atlas.facts.province
    known = vintage in province.vintage_ids
    return pick(find_vintage(province, vintage), "label", lang) if known else vintage


def _forget(person: Person, written: WrittenName) -> None:
    known = loaded.store().forget_name(written, person.actor)
    if known is not None:
        st.session_state[_FORGOTTEN] = (written, known)
    tell("settled_names.forgotten", name=written.name)


def _recall(person: Person, forgotten: Settled) -> None:
    back = loaded.store().recall_name(*forgotten, person.actor)
    st.session_state.pop(_FORGOTTEN, None)
    tell("settled_names.recalled" if back else "settled_names.anew", name=forgotten[0].name)
