"""The filter: keeps units by class, former district, economic zone or value; the rest fade."""

from dataclasses import replace

import streamlit as st

from geo.figures.atlas import Atlas
from geo.figures.zone_lists import MEMBERSHIPS
from geo.language.texts import Texts
from geo.places.districts import district_heading
from geo.reading.conditions import class_names, district_names
from geo.views.drawing import Drawing, draw
from geo.views.filters import Filter
from geo.views.request import Request
from geo.views.typed_numbers import read_number, write_number
from ui.markup import elements
from ui.session.choices import label_of, offer
from ui.session.number_field import number_field
from ui.session.state import current_request, keep


def filter_popover(atlas: Atlas, request: Request, t: Texts) -> None:
    """Show the filter behind a button that tells whether one is set."""
    # its icon and label make the popover, and the key of its place: with others it would be drawn
    # anew, closed or with the list closed from which the reader is choosing
    with st.container(key="filter_place", width="content"):
        popover = st.popover(
            t("filter.title"),
            icon=":material/filter_alt:",
            key="filter",
            on_change="rerun",
        )
        if request.filter:
            st.html(elements.tag("i", "", css="filter-set"))
    if not popover.open:
        return
    with popover:
        drawing = draw(atlas, request.view)
        _classes(atlas, request, drawing, t)
        if request.view.level == "commune":
            _districts(atlas, request, t)
            _zone(atlas, request, t)
        elif request.view.level == "district":
            _districts(atlas, request, t)
        if drawing.kind == "numeric" and drawing.known:
            _range(request, t)
        if request.filter:
            st.button(t("filter.clear"), on_click=lambda: _keep(Filter()))


def _classes(atlas: Atlas, request: Request, drawing: Drawing, t: Texts) -> None:
    names = class_names(atlas, drawing, lang=request.lang)
    offer(
        st.multiselect,
        t("filter.classes"),
        list(names),
        [key for key in request.filter.classes if key in names],
        name="f_classes",
        lang=request.lang,
        take=lambda keys: _change(classes=tuple(keys)),
        rests_on=names,
        format_func=label_of(names),
        placeholder=t("filter.any"),
    )


def _districts(atlas: Atlas, request: Request, t: Texts) -> None:
    names = district_names(atlas, request.view, lang=request.lang)
    offer(
        st.multiselect,
        district_heading(atlas.facts, lang=request.lang),
        sorted(names),
        [key for key in request.filter.districts if key in names],
        name="f_districts",
        lang=request.lang,
        take=lambda codes: _change(districts=tuple(codes)),
        format_func=label_of(names),
        placeholder=t("filter.any"),
    )


def _zone(atlas: Atlas, request: Request, t: Texts) -> None:
    if not atlas.zone.lists_in_force(request.view.year):
        return
    offer(
        st.multiselect,
        t("filter.zone"),
        MEMBERSHIPS,
        list(request.filter.zone),
        name="f_zone",
        lang=request.lang,
        take=lambda keys: _change(zone=tuple(keys)),
        format_func=lambda key: t(f"zone.{key}"),
        placeholder=t("filter.any"),
    )


def _range(request: Request, t: Texts) -> None:
    low, high = st.columns(2)
    for place, name in ((low, "low"), (high, "high")):
        number: float | None = getattr(request.filter, name)

        def turn(text: str, name: str = name) -> None:
            written = text.strip()
            read = read_number(written, lang=request.lang) if written else None
            _change(**{name: read})

        with place:
            number_field(
                t(f"filter.{name}"),
                "" if number is None else write_number(number, lang=request.lang),
                name=f"f_{name}",
                lang=request.lang,
                take=turn,
                placeholder=t("filter.any"),
            )


def _change(**changes: object) -> None:
    _keep(replace(current_request().filter, **changes))  # type: ignore[arg-type]


def _keep(chosen: Filter) -> None:
    keep(replace(current_request(), filter=chosen))
