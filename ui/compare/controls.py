"""What is compared: the indicator, the level and boundaries, the two years."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.language.texts import texts
from geo.places.vintages import drawn_vintages
from geo.reading.sentences import boundaries_label
from geo.reading.values import indicator_name
from geo.views.compare.asked import YEAR_KEYS, AskedYears, Offer, offers, offers_of, views_here
from geo.views.compare.changes import compared_years
from geo.views.request import Notice, at_level, settled
from ui.session.choices import label_of, offer
from ui.session.state import current_request, extra, keep, notify, set_extra, shown_atlas

_COMMUNES = "commune:"


def show_year_controls(atlas: Atlas, asked: AskedYears | None) -> None:
    """Show the row of controls and keep what the reader changes."""
    view = current_request().view
    with st.container(key="compare_controls"):
        indicator, place, since, until = st.columns([2.4, 1.9, 0.8, 0.8], gap="small")
        with indicator:
            _indicator(atlas, view)
        with place:
            _place(atlas, view)
        if asked is not None:
            years = compared_years(atlas, view.indicator, view.level, view.vintage)
            with since:
                _year("from", [year for year in years if year < asked.later], asked.earlier)
            with until:
                _year("to", [year for year in years if year > asked.earlier], asked.later)


def turn_to(found: Offer) -> None:
    """Turn to where an indicator can be compared, and to the years that suit it."""
    keep(current_request().on(**view_parts(found.view)))
    for key in YEAR_KEYS:
        set_extra(key, "")


def replaced(keys: Sequence[str]) -> None:
    """Say which keys of the address could not be taken as they were."""
    for key in keys:
        notify(Notice(f"notice.{key}", (("value", extra(key)[:40]),)))


def view_parts(view: View) -> dict[str, object]:
    """Return what a comparison takes of a view."""
    named = ("indicator", "year", "level", "vintage")
    return {name: getattr(view, name) for name in named} | {"mode": "value", "scheme": "", "k": 0}


def _indicator(atlas: Atlas, view: View) -> None:
    lang = current_request().lang
    known = dict.fromkeys([*(each.view.indicator for each in offers(atlas)), view.indicator])
    names = {key: indicator_name(atlas.facts.indicators[key], lang=lang) for key in known}

    def take(indicator_id: str) -> None:
        own = offers_of(shown_atlas(), indicator_id)
        here = [each for each in own if _key(each.view) == _key(current_request().view)]
        if own:
            turn_to((here or list(own))[0])

    offer(
        st.selectbox,
        texts(lang)("control.indicator"),
        list(names),
        view.indicator,
        name="compare_indicator",
        lang=lang,
        take=take,
        format_func=label_of(names),
    )


def show_indicator(atlas: Atlas, *, label: str) -> None:
    """Show the indicators that have figures at this level; `label` is the key of its text."""
    request = current_request()
    here = [each.indicator for each in views_here(atlas, request.view)]
    known = dict.fromkeys([*here, request.view.indicator])
    names = {key: indicator_name(atlas.facts.indicators[key], lang=request.lang) for key in known}

    def take(indicator_id: str) -> None:
        view = current_request().view.on(indicator=indicator_id, mode="value", scheme="", k=0)
        keep(replace(current_request(), view=settled(shown_atlas(), view)))

    offer(
        st.selectbox,
        texts(request.lang)(label),
        list(names),
        request.view.indicator,
        name="compare_first",
        lang=request.lang,
        take=take,
        rests_on=list(names),
        format_func=label_of(names),
    )


def show_place(atlas: Atlas) -> None:
    """Show the levels and boundaries that can be drawn; figures stand beside each other there."""
    request = current_request()
    vintages = drawn_vintages(atlas.facts.province)
    places = [request.view.on(level="commune", vintage=each) for each in reversed(vintages)]
    if atlas.units("district", request.view.vintage):
        places.append(request.view.on(level="district"))
    views = {_key(each): each for each in places}
    names = _names(atlas, views)

    def take(key: str) -> None:
        view = at_level(shown_atlas(), current_request().view, views[key].level, views[key].vintage)
        keep(replace(current_request(), view=settled(shown_atlas(), view), unit=""))

    offer(
        st.selectbox,
        texts(request.lang)("control.boundaries"),
        list(names),
        _key(request.view),
        name="compare_at",
        lang=request.lang,
        take=take,
        rests_on=list(names),
        format_func=label_of(names),
    )


def _names(atlas: Atlas, views: Mapping[str, View]) -> dict[str, str]:
    lang = current_request().lang
    return {
        key: boundaries_label(atlas.facts, level=each.level, vintage=each.vintage, lang=lang)
        for key, each in views.items()
    }


def _key(view: View) -> str:
    return f"{_COMMUNES}{view.vintage}" if view.level == "commune" else view.level


def _place(atlas: Atlas, view: View) -> None:
    lang = current_request().lang
    own = {_key(each.view): each for each in offers_of(atlas, view.indicator)}
    views = {_key(view): view} | {key: each.view for key, each in own.items()}
    names = _names(atlas, dict(sorted(views.items())))

    def take(key: str) -> None:
        for each in offers_of(shown_atlas(), current_request().view.indicator):
            if _key(each.view) == key:
                turn_to(each)

    offer(
        st.selectbox,
        texts(lang)("control.boundaries"),
        list(names),
        _key(view),
        name="compare_place",
        lang=lang,
        take=take,
        rests_on=list(names),
        format_func=label_of(names),
    )


def _year(key: str, years: Sequence[int], chosen: int) -> None:
    lang = current_request().lang
    offer(
        st.selectbox,
        texts(lang)(f"compare.year_{key}"),
        years,
        chosen,
        name=f"compare_{key}",
        lang=lang,
        take=lambda year: set_extra(key, str(year)),
        rests_on=list(years),
    )
