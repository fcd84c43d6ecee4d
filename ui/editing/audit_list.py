"""The audit log, for editors to read, filter and take along."""

from datetime import datetime

import pandas as pd
import streamlit as st

from geo.documents.forms import MIME
from geo.figures.atlas import Atlas
from geo.language.numbers import format_date
from geo.language.texts import texts
from geo.reading.imprint import download_name
from geo.store.audit import ACTS, PUBLISHED, ROLLED_BACK, Noted
from ui.editing.sheet import csv_of
from ui.markup import elements
from ui.server import loaded
from ui.session.choices import kept_choice
from ui.session.editor import editor

_MOST = 500
"""Entries that the page shows, the newest; the file has all."""
_ALL = "all"
_WHO = "audit_who"


def show_audit(atlas: Atlas, *, lang: str) -> None:
    """Show who did what, when and from where."""
    t = texts(lang)
    left, right = st.columns(2)
    act = kept_choice(
        left.selectbox,
        t("audit.act"),
        (_ALL, *ACTS),
        name="audit_act",
        lang=lang,
        format_func=lambda each: t(f"audit.act_{each}"),
    )
    who = right.text_input(t("audit.who_filter"), key=_WHO, max_chars=80)
    acts = () if act == _ALL else (act,)
    found = loaded.store().audit(acts=acts, who=who.strip()) if editor() else ()
    if not found:
        st.html(elements.text("p", t("audit.none")))
        return
    rows = [_row(atlas, each, lang) for each in found]
    st.dataframe(pd.DataFrame(rows[:_MOST]), hide_index=True)
    if len(rows) > _MOST:
        st.caption(t("editing.many", shown=_MOST, count=len(rows)))
    province = atlas.facts.province
    st.download_button(
        t("audit.download", count=len(rows)),
        csv_of(rows),
        file_name=download_name(province, t("audit.file"), ending="csv", lang=lang),
        mime=MIME["csv"],
        icon=":material/download:",
        on_click="ignore",
    )


def _row(atlas: Atlas, each: Noted, lang: str) -> dict[str, str]:
    t = texts(lang)
    moment = datetime.fromisoformat(each.time)
    numbered = each.act in (PUBLISHED, ROLLED_BACK)
    moment = moment.astimezone(atlas.facts.province.time_zone.zone)
    return {
        t("audit.time"): f"{moment:%H:%M:%S} {format_date(moment.date(), lang=lang)}",
        t("audit.act"): t(f"audit.act_{each.act}"),
        t("audit.who"): each.who or t("audit.visitor"),
        t("audit.place"): each.place,
        t("audit.about"): t("audit.revision", number=each.about) if numbered else each.about,
    }
