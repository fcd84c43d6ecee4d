"""Targets as cards: figure, target, both paths, status in colour, word and symbol."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from geo.documents.forms import MIME
from geo.documents.tables.trace_files import trace_csv, trace_xlsx
from geo.facts.model import LEVELS
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.language.texts import pick, texts
from geo.reading.imprint import download_name
from geo.reading.progress.rows import theme_names
from geo.reading.progress.trace import trace_table
from geo.reading.progress.words import (
    goal_text,
    pace_text,
    progress_sentence,
    projection_text,
    reasons_text,
    target_gap_text,
)
from geo.reading.sources.words import source_title
from geo.reading.values import cell_text, flag_text, indicator_name, period_text
from geo.saved.meeting import Scene
from geo.targets.distance import gap_reason
from geo.targets.goals import is_past
from geo.targets.progress import Progress
from geo.views.filters import NO_FILTER
from ui.markup import elements
from ui.markup.charts import path_chart, path_marks
from ui.markup.labels import literal
from ui.markup.source_link import goal_line, release_line, source_link
from ui.markup.status import progress_html
from ui.meeting.kept import add_button
from ui.session.pages import pages
from ui.session.state import current_request, link_query

_SIZES = {"wide": (1240, 280, 14.0), "middle": (900, 260, 14.0), "narrow": (330, 190, 11.0)}
"""Width, height and letters of the charts of a card, in pixels, by their class."""


def show_card(atlas: Atlas, measured: Progress, *, lang: str) -> None:
    """Show a target with what can be done with it."""
    st.html(card_html(atlas, measured, lang=lang))
    with st.container(horizontal=True, vertical_alignment="center"):
        map_link(map_view(atlas, measured), label=texts(lang)("target_page.map"), lang=lang)
        _trace(atlas, measured, lang)
        scene = Scene(f"target={measured.target.target_id}", kind="target")
        add_button(scene, lang=lang, key=f"add_{measured.target.target_id}")


def card_html(atlas: Atlas, measured: Progress, *, lang: str) -> str:
    """Return a target as HTML that reads aloud in the right order."""
    target = measured.target
    words = pick(target, "text", lang)
    pieces = [
        elements.tag("p", progress_html(measured, lang=lang)),
        elements.text("h3", words),
        elements.text("p", indicator_name(measured.indicator, lang=lang), css="small"),
        _latest(atlas, measured, lang),
        _path(atlas, measured, lang),
        _paces(measured, lang),
    ]
    reasons = reasons_text(atlas, measured, lang=lang)
    if reasons:
        pieces.append(elements.text("p", reasons[0].upper() + reasons[1:] + ".", css="small"))
    return elements.tag("div", "".join(pieces), css="card target-card")


def _path(atlas: Atlas, measured: Progress, lang: str) -> str:
    """Return the picture of a target's path, with the breaks that lie on it in words."""
    said = path_marks(atlas, measured, lang=lang).said
    label = progress_sentence(atlas, measured, lang=lang)
    # the page shows the one that its window has room for
    picture = "".join(
        path_chart(
            atlas, measured, label=label, width=width, height=height, size=size, css=css, lang=lang
        )
        for css, (width, height, size) in _SIZES.items()
    )
    # where a break has a say in the status, the reasons below name it
    shown = said if picture and not measured.breaks else ""
    return picture + (elements.text("p", shown, css="small breaks") if shown else "")


def _latest(atlas: Atlas, measured: Progress, lang: str) -> str:
    t = texts(lang)
    cell, target = measured.latest, measured.target
    said = t("card.target", value=goal_text(measured, lang=lang), year=target.target_year)
    goal = goal_line(atlas, target, said, lang=lang, short=False)
    if cell is None:
        return elements.text("p", t("basis.none"), css="value none") + goal
    value = cell_text(atlas, measured.indicator, cell, lang=lang)
    period = period_text(cell, measured.indicator, lang=lang)
    marks = ", ".join(part for part in (period, flag_text(cell, lang=lang)) if part)
    source = atlas.facts.sources[cell.source_ids[0]]
    line = elements.text("span", f"{marks} · ") + source_link(source, lang=lang)
    return (
        elements.tag("p", elements.text("span", value, css="value"), css="figure")
        + elements.tag("p", line, css="small")
        + release_line(atlas, cell.releases, lang=lang)
        + goal
    )


def _paces(measured: Progress, lang: str) -> str:
    t, year = texts(lang), measured.target.target_year
    lines = {
        "targets.step_gap": target_gap_text(measured, lang=lang),
        "targets.step_observed": pace_text(measured, "observed", lang=lang),
        "targets.step_required": pace_text(measured, "required", lang=lang),
        "targets.step_projected": projection_text(measured, lang=lang),
        "targets.step_arrival": str(measured.assessed.arrival or ""),
    }
    rows = [
        f"<tr><th scope='row'>{elements.text('span', t(key, year=year))}</th>"
        f"<td>{elements.text('span', value)}</td></tr>"
        for key, value in lines.items()
        if value
    ]
    return elements.tag("table", "".join(rows), css="figures small") if rows else ""


def map_link(view: View, *, label: str, lang: str) -> None:
    """Offer the way to a view, without the unit and the filter that stand in the address."""
    request = replace(current_request(), view=view, unit="", filter=NO_FILTER)
    st.page_link(
        pages(lang)["map"],
        label=literal(label),
        icon=":material/map:",
        query_params=link_query(request),
    )


def map_view(atlas: Atlas, measured: Progress) -> View:
    """Return the map of a target: its gap by district or commune where that can be drawn."""
    province = atlas.facts.province
    indicator_id = measured.indicator.indicator_id
    vintage = province.default_vintage
    for level in LEVELS:
        if not atlas.has_figures(indicator_id, level, vintage):
            continue
        reason = gap_reason(atlas, indicator_id, level=level, vintage=vintage)
        year = atlas.years(indicator_id, level, vintage)[-1]
        return View(indicator_id, year, level, vintage, mode="value" if reason else "gap")
    years = atlas.years(indicator_id, "province", vintage)
    return View(
        indicator_id, years[-1] if years else measured.target.target_year, "province", vintage
    )


def _trace(atlas: Atlas, measured: Progress, lang: str) -> None:
    t = texts(lang)
    key = f"trace_{measured.target.target_id}"
    popover = st.popover(
        t("target_page.trace"),
        type="tertiary",
        icon=":material/calculate:",
        on_change="rerun",
        key=key,
    )
    if not popover.open:
        return
    with popover:
        table = trace_table(atlas, (measured,), lang=lang)
        shown = ["step_text", "formula", "result_text", "period_text", "flag_text"]
        # a column in which nothing stands says nothing
        shown += ["release_text"] if table["release_text"].any() else []
        names = {column: t(f"target_page.{column}") for column in shown}
        st.table(table[shown].rename(columns=names), hide_index=True)
        _downloads(atlas, (measured,), f"{key}_file", lang)


def _downloads(atlas: Atlas, measured: tuple[Progress, ...], name: str, lang: str) -> None:
    t = texts(lang)
    about = measured[0].target.target_id.replace("_", " ") if len(measured) == 1 else ""
    called = partial(download_name, atlas.facts.province, t("file.trace"), about, lang=lang)
    with st.container(horizontal=True):
        st.download_button(
            t("download.csv"),
            lambda: trace_csv(atlas, measured, lang=lang),
            file_name=called(ending="csv"),
            mime=MIME["csv"],
            on_click="ignore",
            key=f"{name}_csv",
        )
        st.download_button(
            t("download.xlsx"),
            lambda: trace_xlsx(atlas, measured, lang=lang),
            file_name=called(ending="xlsx"),
            mime=MIME["xlsx"],
            on_click="ignore",
            key=f"{name}_xlsx",
        )


def show_all_traces(atlas: Atlas, measured: tuple[Progress, ...], *, lang: str) -> None:
    """Offer the calculations of all targets shown as one file."""
    with st.container(key="traces"):
        st.caption(texts(lang)("target_page.all_traces"))
        _downloads(atlas, measured, "targets", lang)


def grouped(
    atlas: Atlas, measured: Sequence[Progress], *, by_theme: bool, lang: str
) -> list[tuple[str, list[Progress]]]:
    """Return targets under headings: the programme's themes, or the documents of other plans.

    Those whose year is over are history and stand last, under a heading of their own.
    """
    names = theme_names(atlas, lang=lang)
    groups: dict[str, list[Progress]] = {}
    past = [each for each in measured if is_past(atlas, each.target)]
    for each in measured:
        if each in past:
            continue
        plan = source_title(atlas.facts.sources[each.target.source_id], lang=lang)
        title = names[each.target.theme] if by_theme else plan
        groups.setdefault(title, []).append(each)
    return [*groups.items(), (texts(lang)("target_page.past"), past)]
