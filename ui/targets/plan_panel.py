"""The what-if: mark communes for a year and see whether the share reaches its target."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from geo.boundaries.layers import layer_name
from geo.errors import NumberError, PlanError
from geo.facts.model import Target
from geo.figures.atlas import Atlas
from geo.frame.plan_message import plan_message
from geo.language.numbers import format_share
from geo.language.texts import pick, texts
from geo.places.districts import district_heading, districts_text
from geo.places.unit_names import unit_name
from geo.reading.imprint import download_name
from geo.reading.progress.words import suggestion_text
from geo.saved.plan import plan_from_address, plan_to_address, plan_to_json, read_plan
from geo.saved.saved_file import fault_lines
from geo.targets.plan import (
    Plan,
    count_share_targets,
    filled_plan,
    knowledge,
    needed,
    plan_years,
    share_path,
    suggest_order,
)
from geo.views.typed_numbers import read_number, write_number
from ui.map.panel import map_panel
from ui.markup import elements
from ui.markup.plan_chart import share_chart
from ui.server.assets import layer_address, words_address
from ui.session.choices import offer
from ui.session.files import open_field, save_button
from ui.session.state import current_request, extra, of_the_facts, put, set_extra, shown_atlas

_FAULTS = "plan_faults"
_CURRENT = of_the_facts("plan_current")
_WEIGHTS = of_the_facts("plan_weights")
_EDITION = "plan_edition"
_BEGUN = "plan_begun"
_NAME, _YEAR, _KNOWN, _REST = 110, 112, 300, 115
"""Pixels of columns of the table: on a telephone a commune's name, its year and the beginning of
what is known of it find room."""
_SHOWN = of_the_facts("plan_shown")


def show_plan(atlas: Atlas, *, lang: str) -> None:
    """Show the planner's tool for a target that counts communes, or say that there is none."""
    if not count_share_targets(atlas):
        st.info(texts(lang)("plan.no_target"))
        return
    plan = current_plan(atlas, lang=lang)
    target = atlas.facts.targets[plan.target_id]
    _introduction(atlas, target, lang)
    _head(atlas, plan, target, lang)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        plan = _table(atlas, plan, target, lang)
    with right:
        _result(atlas, plan, target, lang)
    _files(plan, lang)


def current_plan(atlas: Atlas, *, lang: str) -> Plan:
    """Return the plan of the address, an empty one if it names none.

    A faulty address leaves the plan before it; every fault is shown.
    """
    text = extra("plan")
    current: Plan | None = st.session_state.get(_CURRENT) if text else None
    if text:
        try:
            current = plan_from_address(atlas, text)
        except PlanError as error:
            st.session_state[_FAULTS] = fault_lines(error.faults, lang=lang)
            set_extra("plan", plan_to_address(current) if current else "")
    st.session_state[_CURRENT] = current
    if current:
        return current
    first = count_share_targets(atlas)[0]
    name = texts(lang)("plan.unnamed")
    return Plan(name, first.target_id, atlas.facts.province.default_vintage)


def _keep(plan: Plan) -> None:
    st.session_state[_CURRENT] = plan
    set_extra("plan", plan_to_address(plan))


def _by_now(plan: Plan) -> Plan:
    """Return the plan with what was marked after its controls were drawn."""
    current: Plan | None = st.session_state.get(_CURRENT)
    return current or plan


def share_asked(atlas: Atlas, *, lang: str) -> str:
    """Return the share of communes that the first target asks for, or none: "80%"."""
    asked = [target.value_low for target in count_share_targets(atlas)[:1]]
    return "".join(format_share(share, lang=lang) for share in asked)


def _introduction(atlas: Atlas, target: Target, lang: str) -> None:
    t = texts(lang)
    known = knowledge(atlas, target)
    share = format_share(target.value_low, lang=lang)
    count = needed(atlas, target)
    fields = {"share": share, "all": len(known.units), "count": count, "year": known.year}
    lines = [
        t("plan.needed", **fields),
        t(
            "plan.knowledge",
            met=len(known.met),
            pending=len(known.pending),
            unknown=known.unknown,
            year=known.year,
        ),
        t("plan.rests_on"),
    ]
    paragraphs = "".join(elements.text("p", line) for line in lines)
    st.html(elements.tag("div", paragraphs, css="lines"))


def _head(atlas: Atlas, plan: Plan, target: Target, lang: str) -> None:
    t = texts(lang)
    # a place of their own: with or without faults, the map below stays the same element
    with st.container():
        faults = st.session_state.pop(_FAULTS, [])
        if faults:
            st.html(elements.notice(faults, fault=True))
    left, right = st.columns(2)
    put("p_name", plan.name)
    left.text_input(
        t("plan.name"),
        key="p_name",
        max_chars=80,
        on_change=lambda: _keep(replace(_by_now(plan), name=_name(lang))),
    )
    targets = {each.target_id: each for each in count_share_targets(atlas)}
    offer(
        right.selectbox,
        t("plan.target"),
        list(targets),
        target.target_id,
        name="p_target",
        lang=lang,
        take=lambda chosen: _keep(replace(_by_now(plan), target_id=chosen)),
        format_func=lambda key: pick(targets[key], "text", lang),
    )


def _name(lang: str) -> str:
    """Return the name the planner wrote; a plan always has one."""
    written: str = st.session_state["p_name"].strip()
    return written or texts(lang)("plan.unnamed")


def _table(atlas: Atlas, plan: Plan, target: Target, lang: str) -> Plan:
    """Show the communes in the suggested order and take the years the planner sets."""
    weights: dict[str, float] = st.session_state.get(_WEIGHTS, {})
    years = [str(year) for year in plan_years(atlas, target)]
    st.caption(texts(lang)("plan.order"))
    edited = _edited(atlas, _rows(atlas, plan, target, weights, lang), years, lang)
    marked = {str(code): int(year) for code, year in edited["year"].items() if year in years}
    try:
        set_weights = _weights(edited["weight"], lang)
    except NumberError as error:
        st.session_state[_FAULTS] = [error.words(lang)]
        # the table begins anew with what is kept
        del st.session_state[_SHOWN]
        st.rerun()
    if marked != dict(plan.years):
        plan = replace(plan, years=marked)
        st.session_state[_SHOWN] = (plan.target_id, marked)
        _keep(plan)
    if set_weights != weights:
        # other weights sort the table anew
        st.session_state[_WEIGHTS] = set_weights
        del st.session_state[_SHOWN]
        st.rerun()
    return plan


def _rows(
    atlas: Atlas, plan: Plan, target: Target, weights: dict[str, float], lang: str
) -> pd.DataFrame:
    """Return the communes in the suggested order with what is known of them."""
    begun = _begun_with(plan)
    rows = [
        {
            "code": each.unit.code,
            "unit": unit_name(each.unit, lang=lang),
            "district": _district(atlas, each.unit.code, plan, lang),
            "year": str(begun.get(each.unit.code, "")) or None,
            "weight": _written(weights.get(each.unit.code), lang),
            "known": suggestion_text(each, lang=lang),
        }
        for each in suggest_order(atlas, target, weights=weights)
    ]
    return pd.DataFrame(rows).set_index("code")


def _edited(atlas: Atlas, rows: pd.DataFrame, years: list[str], lang: str) -> pd.DataFrame:
    """Show the table and return it as the planner left it."""
    t = texts(lang)
    return st.data_editor(
        rows,
        key=f"plan_table_{st.session_state.get(_EDITION, 0)}",
        hide_index=True,
        height=520,
        placeholder="–",
        disabled=["unit", "district", "known"],
        column_order=["unit", "year", "known", "weight", "district"],
        column_config={
            "unit": st.column_config.TextColumn(t("table.unit"), width=_NAME, pinned=True),
            "year": st.column_config.SelectboxColumn(t("plan.year"), options=years, width=_YEAR),
            "known": st.column_config.TextColumn(t("plan.known_of"), width=_KNOWN),
            # as a text, read by our own law: a column of numbers reads them as the browser does
            "weight": st.column_config.TextColumn(t("plan.weight"), help=t("plan.weight_help")),
            "district": st.column_config.TextColumn(
                district_heading(atlas.facts, lang=lang), width=_REST
            ),
        },
    )


def _written(weight: float | None, lang: str) -> str | None:
    return None if weight is None else write_number(weight, lang=lang)


def _weights(column: "pd.Series[str]", lang: str) -> dict[str, float]:
    """Read the weights a planner typed; an empty one and zero are none."""
    typed = {str(code): text.strip() for code, text in column.dropna().items()}
    read = {code: read_number(text, lang=lang) for code, text in typed.items() if text}
    return {code: weight for code, weight in read.items() if weight}


def _begun_with(plan: Plan) -> dict[str, int]:
    """Return the years the table began with; its edits stand on them.

    A plan that did not come from the table itself (a file, an address, all cleared) begins a new
    one. While the planner marks communes it stays the same, and so do its place and the cursor.
    """
    shown = (plan.target_id, dict(plan.years))
    if st.session_state.get(_SHOWN) != shown:
        st.session_state[_EDITION] = st.session_state.get(_EDITION, 0) + 1
        st.session_state[_BEGUN] = dict(plan.years)
        st.session_state[_SHOWN] = shown
    begun: dict[str, int] = st.session_state[_BEGUN]
    return begun


def _district(atlas: Atlas, code: str, plan: Plan, lang: str) -> str:
    return districts_text(atlas.facts, atlas.facts.units[(plan.vintage, code)], lang=lang)


def _result(atlas: Atlas, plan: Plan, target: Target, lang: str) -> None:
    t = texts(lang)
    path = share_path(atlas, plan)
    if path:
        last = path[-1]
        key = "plan.reaches" if last.count >= last.needed_count else "plan.falls_short"
        share = format_share(last.share, lang=lang)
        sentence = t(
            key,
            count=last.count,
            share=share,
            year=last.year,
            needed=last.needed_count,
            missing=last.needed_count - last.count,
        )
        st.html(elements.text("p", sentence) + share_chart(path, label=sentence, lang=lang))
        st.button(
            t("plan.fill"),
            help=t("plan.fill_help"),
            icon=":material/playlist_add:",
            key="plan_fill",
            disabled=last.count >= last.needed_count,
            on_click=_fill,
            args=(plan,),
        )
    with st.container(key="plan_map"):
        message = plan_message(
            atlas,
            plan,
            knowledge(atlas, target),
            lang=lang,
            layer=layer_address(layer_name("commune", plan.vintage)),
            words=words_address(lang),
        )
        map_panel(message, height=420, key="plan_map_panel")


def _fill(plan: Plan) -> None:
    weights: dict[str, float] = st.session_state.get(_WEIGHTS, {})
    _keep(filled_plan(shown_atlas(), _by_now(plan), weights=weights))


def _files(plan: Plan, lang: str) -> None:
    t = texts(lang)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = download_name(
            shown_atlas().facts.province,
            plan.name or t("file.plan"),
            ending="json",
            lang=lang,
        )
        save_button(t("plan.save"), plan_to_json(plan), name=name)
        st.button(
            t("plan.clear"),
            disabled=not plan.years,
            on_click=lambda: _keep(replace(_by_now(plan), years={})),
        )
        open_field(t("plan.open"), key="p_file", take=lambda content: _open(shown_atlas(), content))


def _open(atlas: Atlas, content: bytes) -> None:
    """Take a plan from a file; a faulty one changes nothing and every fault is shown."""
    lang = current_request().lang
    try:
        plan = read_plan(atlas, content)
    except PlanError as error:
        st.session_state[_FAULTS] = fault_lines(error.faults, lang=lang)
        return
    _keep(plan)
