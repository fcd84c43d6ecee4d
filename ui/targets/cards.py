"""Targets as cards: figure, target, both paths, status in colour, word and symbol."""

from dataclasses import replace

import streamlit as st

from geo.documents.forms import MIME
from geo.documents.tables.trace_files import trace_csv, trace_xlsx
from geo.facts.model import LEVELS
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.language.texts import pick, texts
from geo.reading.progress.trace import trace_table
from geo.reading.progress.words import (
    goal_text,
    pace_text,
    progress_sentence,
    projection_text,
    reasons_text,
    target_gap_text,
    theme_name,
)
from geo.reading.sources.words import source_title
from geo.reading.values import cell_text, flag_text, indicator_name, period_text
from geo.saved.meeting import Scene
from geo.targets.distance import gap_reason
from geo.targets.progress import Progress, status_counts
from geo.views.filters import NO_FILTER
from geo.views.request import write_request
from ui.markup import elements
from ui.markup.charts import path_chart, path_marks
from ui.markup.source_link import source_link
from ui.markup.status import progress_html, status_html
from ui.meeting.kept import add_button
from ui.session.pages import pages
from ui.session.state import current_request


def show_counts(measured: tuple[Progress, ...], *, lang: str) -> None:
    """Show how many targets have each status."""
    t = texts(lang)
    chips = [
        elements.tag(
            "span",
            elements.text("b", str(count)) + " " + status_html(status, lang=lang),
            css="chip",
        )
        for status, count in status_counts(measured).items()
    ]
    total = elements.text("span", t("target_page.total", count=len(measured)))
    st.html(elements.tag("p", total + " " + " ".join(chips), css="counts"))


def show_group(
    atlas: Atlas, title: str, measured: list[Progress], *, lang: str, columns: int = 3
) -> None:
    """Show targets under a heading, a few beside one another."""
    if not measured:
        return
    st.html(elements.text("h2", title, css="page-title"))
    for start in range(0, len(measured), columns):
        places = st.columns(columns, gap="small")
        for place, each in zip(places, measured[start : start + columns], strict=False):
            with place, st.container(border=True, height="stretch"):
                _card(atlas, each, lang)


def _card(atlas: Atlas, measured: Progress, lang: str) -> None:
    st.html(card_html(atlas, measured, lang=lang))
    with st.container(horizontal=True, vertical_alignment="center"):
        _map_link(atlas, measured, lang)
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
    label = f"{progress_sentence(atlas, measured, lang=lang)} {said}".strip()
    picture = path_chart(atlas, measured, label=label, lang=lang)
    # where a break has a say in the status, the reasons below name it
    shown = said if picture and not measured.breaks else ""
    return picture + (elements.text("p", shown, css="small breaks") if shown else "")


def _latest(atlas: Atlas, measured: Progress, lang: str) -> str:
    t = texts(lang)
    cell = measured.latest
    if cell is None:
        return elements.text("p", t("basis.none"), css="value none")
    value = cell_text(atlas, measured.indicator, cell, lang=lang)
    period = period_text(cell, measured.indicator, lang=lang)
    marks = ", ".join(part for part in (period, flag_text(cell, lang=lang)) if part)
    source = atlas.facts.sources[cell.source_ids[0]]
    goal = t("card.target", value=goal_text(measured, lang=lang), year=measured.target.target_year)
    line = elements.text("span", f"{marks} · ") + source_link(source, lang=lang)
    return (
        elements.tag("p", elements.text("span", value, css="value"), css="figure")
        + elements.tag("p", line, css="small")
        + elements.text("p", goal, css="target")
    )


def _paces(measured: Progress, lang: str) -> str:
    t = texts(lang)
    lines = {
        "targets.step_gap": target_gap_text(measured, lang=lang),
        "targets.step_observed": pace_text(measured, "observed", lang=lang),
        "targets.step_required": pace_text(measured, "required", lang=lang),
        "targets.step_projected": projection_text(measured, lang=lang),
        "targets.step_arrival": str(measured.assessed.arrival or ""),
    }
    rows = [
        f"<tr><th scope='row'>{elements.text('span', t(key))}</th>"
        f"<td>{elements.text('span', value)}</td></tr>"
        for key, value in lines.items()
        if value
    ]
    return elements.tag("table", "".join(rows), css="figures small") if rows else ""


def _map_link(atlas: Atlas, measured: Progress, lang: str) -> None:
    view = map_view(atlas, measured)
    request = replace(current_request(), view=view, unit="", filter=NO_FILTER)
    st.page_link(
        pages(lang)["map"],
        label=texts(lang)("target_page.map"),
        icon=":material/map:",
        query_params=write_request(request),
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
        names = {column: t(f"target_page.{column}") for column in shown}
        st.table(table[shown].rename(columns=names), hide_index=True)
        _downloads(atlas, (measured,), f"{key}_file", lang)


def _downloads(atlas: Atlas, measured: tuple[Progress, ...], name: str, lang: str) -> None:
    t = texts(lang)
    with st.container(horizontal=True):
        st.download_button(
            t("download.csv"),
            lambda: trace_csv(atlas, measured, lang=lang),
            file_name=f"{name}.csv",
            mime=MIME["csv"],
            on_click="ignore",
            key=f"{name}_csv",
        )
        st.download_button(
            t("download.xlsx"),
            lambda: trace_xlsx(atlas, measured, lang=lang),
            file_name=f"{name}.xlsx",
            mime=MIME["xlsx"],
            on_click="ignore",
            key=f"{name}_xlsx",
        )


def show_all_traces(atlas: Atlas, measured: tuple[Progress, ...], *, lang: str) -> None:
    """Offer the calculations of all targets shown as one file."""
    st.caption(texts(lang)("target_page.all_traces"))
    _downloads(atlas, measured, "targets", lang)


def grouped(
    atlas: Atlas, measured: list[Progress], *, by_theme: bool, lang: str
) -> list[tuple[str, list[Progress]]]:
    """Return targets under headings: the programme's themes, or the documents of other plans."""
    groups: dict[str, list[Progress]] = {}
    for each in measured:
        target = each.target
        title = source_title(atlas.facts.sources[target.source_id], lang=lang)
        if by_theme:
            title = theme_name(atlas.facts.province, target, lang=lang)
        groups.setdefault(title, []).append(each)
    return list(groups.items())
