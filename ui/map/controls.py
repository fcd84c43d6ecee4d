"""The controls of the map: each change makes a new request that the facts can answer."""

from collections.abc import Mapping

import streamlit as st

from geo.errors import NumberError
from geo.facts.model import Indicator, Level, Theme
from geo.figures.atlas import Atlas
from geo.figures.indicator_order import theme_indicators
from geo.figures.view import MODES, View
from geo.language.texts import Texts, pick, texts
from geo.places.vintages import drawn_vintages, find_vintage
from geo.reading.notes import available_name, best_known
from geo.reading.values import indicator_name
from geo.targets.distance import mode_reason
from geo.views.classify import DEFAULT_K, K_RANGE, SCHEMES, bounds_scheme, own_bounds, valid_scheme
from geo.views.drawing import draw
from geo.views.request import Request, at_level, opening_view, theme_view
from geo.views.turns import turned
from geo.views.typed_numbers import read_numbers, write_number, write_plain
from ui.map.filter_panel import filter_popover
from ui.markup import elements
from ui.session.choices import label_of, offer
from ui.session.number_field import number_field
from ui.session.state import current_request, keep, put, shown_atlas
from ui.session.year_field import Follows, show_year

LABELS = "map_labels"
_OWN = "own"
_EVERYTHING = "everything"
"""The last entry of the indicators: it brings those without any figure."""
_WITHOUT = "indicators_without"


def show_controls(atlas: Atlas, follows: Follows | None = None) -> None:
    """Show the row of controls and keep what the reader changes; `follows` follows the year."""
    request = current_request()
    t = texts(request.lang)
    with st.container(key="controls"):
        st.html(elements.fold(t("control.drawer"), css="drawer"))
        places = st.columns([1.4, 2.2, 2.55, 3.3, 1.95, 1.1], gap="small")
        with places[0]:
            _theme(atlas, request, t)
        with places[1]:
            _indicator(atlas, request, t)
        with places[2]:
            show_year(atlas, request, t, follows)
        with places[3]:
            _boundaries(atlas, request, t)
        with places[4]:
            _mode(atlas, request, t)
        with places[5], st.container(horizontal=True, horizontal_alignment="right", wrap=False):
            _options(atlas, request, t)
            filter_popover(atlas, request, t)


def _theme(atlas: Atlas, request: Request, t: Texts) -> None:
    themes = {theme.id: theme for theme in atlas.facts.province.themes}
    offer(
        st.selectbox,
        t("control.theme"),
        list(themes),
        atlas.facts.indicators[request.view.indicator].theme,
        name="c_theme",
        lang=request.lang,
        format_func=lambda key: _theme_name(themes[key], request.lang),
        take=lambda theme: _turn(theme_view(shown_atlas(), theme)),
    )


def _theme_name(theme: Theme, lang: str) -> str:
    return pick(theme, "name", lang)


def _indicator(atlas: Atlas, request: Request, t: Texts) -> None:
    catalogue = atlas.facts.indicators
    theme = catalogue[request.view.indicator].theme
    ordered = list(theme_indicators(atlas.facts, theme))
    without = [each for each in ordered if not _has_years(atlas, each)]
    if not st.session_state.get(_WITHOUT):
        hidden = {each.indicator_id for each in without} - {request.view.indicator}
        ordered = [each for each in ordered if each.indicator_id not in hidden]
    else:
        hidden = set()
        ordered.sort(key=lambda each: each in without)

    def label(indicator: Indicator) -> str:
        if indicator in without:
            return t("control.without", name=indicator_name(indicator, lang=request.lang))
        return available_name(atlas, indicator, request.lang)

    names = {each.indicator_id: label(each) for each in ordered}
    if hidden:
        names[_EVERYTHING] = t("available.everything", count=len(hidden))
    offer(
        st.selectbox,
        t("control.indicator"),
        list(names),
        request.view.indicator,
        name="c_indicator",
        lang=request.lang,
        format_func=label_of(names),
        take=_turn_indicator,
    )


def _has_years(atlas: Atlas, indicator: Indicator) -> bool:
    default = atlas.facts.province.default_vintage
    return bool(atlas.years(indicator.indicator_id, "province", default))


def _boundaries(atlas: Atlas, request: Request, t: Texts) -> None:
    drawn = drawn_vintages(atlas.facts.province)
    view = request.view
    places = _places(atlas, view)

    def label(key: str) -> str:
        level, vintage = places[key]
        if level != "commune":
            return t(f"control.level_{level}")
        began = find_vintage(atlas.facts.province, vintage).valid_from
        age = "newest" if vintage == drawn[-1] else "older"
        # a year that begins needs no month
        date = "" if began is None else f"{began.month}/{began.year}".removeprefix("1/")
        count = len(atlas.units("commune", vintage))
        return t(f"control.level_commune_{age}", count=count, date=date)

    def marked(key: str) -> str:
        empty = not _known(atlas, view, *places[key])[0]
        return t("available.empty", name=label(key)) if empty else label(key)

    names = {key: marked(key) for key in places}

    def turn(place: str) -> None:
        level, vintage = places[place]
        _turn(at_level(shown_atlas(), current_request().view, level, vintage))

    offer(
        st.segmented_control,
        t("control.boundaries"),
        list(places),
        f"commune:{view.vintage}" if view.level == "commune" else view.level,
        name="c_boundaries",
        lang=request.lang,
        take=turn,
        required=True,
        rests_on=names,
        format_func=label_of(names),
        help=_coverage_help(atlas, request, places, names, t),
        wrap=False,
    )


def _places(atlas: Atlas, view: View) -> dict[str, tuple[Level, str]]:
    """Return the levels with their boundaries that can be turned to, by the key of each."""
    places: dict[str, tuple[Level, str]] = {
        f"commune:{vintage}": ("commune", vintage)
        for vintage in reversed(drawn_vintages(atlas.facts.province))
    }
    for level in ("district", "province"):
        if atlas.units(level, view.vintage):
            places[level] = (level, view.vintage)
    return places


def _known(atlas: Atlas, view: View, level: Level, vintage: str) -> tuple[int, int]:
    """Count as `best_known` does, above the communes of what stands there for the register."""
    above = level != "commune"
    indicator_id = atlas.above_communes(view.indicator) if above else view.indicator
    return best_known(atlas, indicator_id, level, vintage)


def _coverage_help(
    atlas: Atlas,
    request: Request,
    places: Mapping[str, tuple[Level, str]],
    names: Mapping[str, str],
    t: Texts,
) -> str:
    """Say what each level is and of how many of its units something is known at best."""
    said = [t("control.boundaries_help"), t("available.none")]
    for key, (level, vintage) in places.items():
        known, of = _known(atlas, request.view, level, vintage)
        said.append(t("available.level", name=names[key], known=known, all=of))
    return "  \n".join(said)


def _mode(atlas: Atlas, request: Request, t: Texts) -> None:
    view = request.view
    reasons = {
        mode: mode_reason(atlas, mode, view.indicator, level=view.level, vintage=view.vintage)
        for mode in MODES
    }
    modes = [mode for mode, reason in reasons.items() if not reason]
    # the reason why nothing but the value can be coloured stands beside the disabled control
    only_value = len(modes) == 1
    offer(
        st.selectbox,
        t("control.mode"),
        modes if len(modes) > 1 else MODES[:2],
        view.mode,
        name="c_mode",
        lang=request.lang,
        take=lambda mode: _change(mode=mode),
        format_func=lambda mode: t(f"control.mode_{mode}"),
        disabled=only_value,
        help=t(f"gap.{reasons['gap']}") if only_value else t("gap.offered"),
    )


def _options(atlas: Atlas, request: Request, t: Texts) -> None:
    popover = st.popover(
        t("control.options"),
        icon=":material/tune:",
        key="options",
        on_change="rerun",
    )
    # a widget that is not on the page would keep its old value and send it again and again
    if not popover.open:
        return
    with popover:
        _scheme(atlas, request, t)
        put("c_labels", st.session_state.get(LABELS, True))
        st.toggle(t("control.labels"), key="c_labels", on_change=_keep_labels)
        put("c_latest", request.view.latest)
        st.toggle(
            t("control.latest"),
            key="c_latest",
            on_change=lambda: _change(latest=st.session_state["c_latest"]),
            help=t("basis_help.earlier"),
        )


def _keep_labels() -> None:
    st.session_state[LABELS] = st.session_state["c_labels"]


def _scheme(atlas: Atlas, request: Request, t: Texts) -> None:
    view = request.view
    numeric = atlas.facts.indicators[view.indicator].kind != "ordinal" and view.mode == "value"
    named = view.scheme in ("", *SCHEMES)
    offer(
        st.selectbox,
        t("control.scheme"),
        ["", *SCHEMES, _OWN],
        view.scheme if named else _OWN,
        name="c_scheme",
        lang=request.lang,
        take=_turn_scheme,
        format_func=lambda key: t(f"scheme.{key or 'default'}"),
        disabled=not numeric,
    )
    if not named:
        _own_bounds(request, t)
    elif view.scheme in SCHEMES[1:]:
        offer(
            st.select_slider,
            t("control.k"),
            K_RANGE,
            view.k or DEFAULT_K,
            name="c_k",
            lang=request.lang,
            take=lambda k: _change(k=k),
        )


def _turn_scheme(chosen: str) -> None:
    if chosen == _OWN:
        chosen = bounds_scheme(draw(shown_atlas(), current_request().view).classes.bounds or (0.0,))
    _change(scheme=chosen, k=0)


def _own_bounds(request: Request, t: Texts) -> None:
    def turn(text: str) -> None:
        bounds = read_numbers(text, lang=request.lang)
        if not bounds or not valid_scheme(";".join(map(write_plain, bounds))):
            raise NumberError("control.bounds_fault")
        _change(scheme=bounds_scheme(bounds))

    bounds = own_bounds(request.view.scheme)
    number_field(
        t("control.bounds"),
        "; ".join(write_number(bound, lang=request.lang) for bound in bounds),
        name="c_bounds",
        lang=request.lang,
        take=turn,
        help=t("control.bounds_help"),
    )


def _change(**changes: object) -> None:
    """Change parts of the view as it is by now, not as it was when the control was drawn."""
    _turn(current_request().view.on(**changes))


def _turn_indicator(indicator_id: str) -> None:
    if indicator_id == _EVERYTHING:
        st.session_state[_WITHOUT] = True
        return
    _turn(opening_view(shown_atlas(), indicator_id, current_request().view))


def _turn(view: View) -> None:
    keep(turned(shown_atlas(), current_request(), view))
