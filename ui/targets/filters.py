"""Choosing targets by theme and status; the choice stands in the address."""

import streamlit as st

from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.reading.progress.rows import HEADINGS
from geo.reading.progress.statuses import status_text
from geo.reading.progress.words import theme_name
from geo.targets.assessment import STATUSES
from geo.targets.progress import Progress
from ui.session.choices import label_of, offer
from ui.session.state import extra, set_extra


def target_filters(atlas: Atlas, measured: tuple[Progress, ...], *, lang: str) -> list[Progress]:
    """Show the choices and return the targets that answer them; none chosen means all."""
    t = texts(lang)
    left, right = st.columns([2, 3])
    province = atlas.facts.province
    themes = {each.target.theme: theme_name(province, each.target, lang=lang) for each in measured}
    with left:
        chosen_themes = _pills(
            "themes",
            t("control.theme"),
            list(themes),
            themes,
            lang,
        )
    with right:
        names: dict[str, str] = {key: status_text(key, lang=lang) for key in STATUSES}
        chosen_statuses = _pills("status", t(HEADINGS["status"]), list(STATUSES), names, lang)
    return [
        each
        for each in measured
        if (not chosen_themes or each.target.theme in chosen_themes)
        and (not chosen_statuses or each.status in chosen_statuses)
    ]


def _pills(
    name: str, label: str, options: list[str], names: dict[str, str], lang: str
) -> list[str]:
    chosen = [each for each in extra(name).split(",") if each in options]
    offer(
        st.pills,
        label,
        options,
        chosen,
        name=f"t_{name}",
        lang=lang,
        take=lambda keys: set_extra(name, ",".join(keys)),
        selection_mode="multi",
        format_func=label_of(names),
        wrap=True,
    )
    return chosen
