"""Counts of targets by theme and status that choose them; the choice stands in the address."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypeVar

import streamlit as st

from geo.figures.atlas import Atlas
from geo.language.texts import texts
from geo.reading.progress.rows import HEADINGS, theme_names
from geo.reading.progress.statuses import status_text
from geo.targets.assessment import STATUSES
from geo.targets.progress import Progress, status_counts
from ui.session.choices import label_of, offer
from ui.session.state import extra, set_extra

Key = TypeVar("Key", bound=str)


def target_filters(atlas: Atlas, measured: Sequence[Progress], *, lang: str) -> list[Progress]:
    """Show how many targets each theme and status has; what is chosen of them is returned.

    The counts are of all targets, whatever is chosen; none chosen means all.
    """
    t = texts(lang)
    with st.container(key="target_filters"):
        left, right = st.columns([2, 3])
    themes = Counter(each.target.theme for each in measured)
    named = {key: name for key, name in theme_names(atlas, lang=lang).items() if key in themes}
    statuses = status_counts(tuple(measured))
    words = {key: status_text(key, lang=lang) for key in STATUSES}
    with left:
        chosen_themes = _pills("themes", t("control.theme"), named, themes, lang)
    with right:
        chosen_statuses = _pills("status", t(HEADINGS["status"]), words, statuses, lang)
    return [
        each
        for each in measured
        if (not chosen_themes or each.target.theme in chosen_themes)
        and (not chosen_statuses or each.status in chosen_statuses)
    ]


def _pills(
    name: str, label: str, names: Mapping[Key, str], counts: Mapping[Key, int], lang: str
) -> list[str]:
    options = [str(key) for key in names]
    labels = {str(key): f"{word} ({counts[key]})" for key, word in names.items()}
    chosen = [each for each in extra(name).split(",") if each in options]
    offer(
        st.pills,
        label,
        options,
        chosen,
        name=f"t_{name}",
        lang=lang,
        rests_on=labels,
        take=lambda keys: set_extra(name, ",".join(keys)),
        selection_mode="multi",
        format_func=label_of(labels),
        wrap=True,
    )
    return chosen
