"""Old boundaries over the newest ones, in the atlas's own frame."""

import streamlit as st

from geo.boundaries.layers import layer_name
from geo.facts.model import Unit
from geo.figures.atlas import Atlas
from geo.figures.merger import newest_vintage, passages_from, passages_into
from geo.frame.merger_message import FILLS, Before, merger_message
from geo.language.numbers import format_date
from geo.language.texts import texts
from geo.places.vintages import drawn_vintage, drawn_vintages, find_vintage
from geo.views.symbols import flat
from ui.map.panel import map_panel
from ui.markup import elements
from ui.merger.asked import ask
from ui.server.assets import layer_address, words_address

_HEIGHT = 520


def show_map(atlas: Atlas, unit: Unit | None, *, lang: str) -> None:
    """Show the newest communes, and over them the boundaries of a unit, or the latest before."""
    newest = newest_vintage(atlas.facts)
    counted, before = _before(atlas, unit, lang)
    message = merger_message(
        atlas,
        counted,
        before,
        lang=lang,
        layer=layer_address(layer_name("commune", newest)),
        words=words_address(lang),
        chosen=_chosen(atlas, unit),
    )
    with st.container(key="merger_map"):
        map_panel(
            message,
            height=_HEIGHT,
            key="merger",
            on_choose=lambda code: ask((newest, code) if code else None),
        )
    st.html(legend_html(str(message["classes"]), lang=lang))
    if unit is not None and unit.level == "commune" and unit.vintage not in (newest, counted):
        day = find_vintage(atlas.facts.province, counted).valid_from
        said = texts(lang)("merger.not_drawn", day=format_date(day, lang=lang) if day else "")
        st.html(elements.text("p", said, css="small"))


def legend_html(classes: str, *, lang: str) -> str:
    """Return what the colours of the map mean, of those that it has."""
    t = texts(lang)
    names = ("merger.map_same_many", "merger.map_whole_many", "merger.map_parted_many")
    return elements.tag(
        "p",
        " ".join(
            elements.swatch(flat(fill)) + " " + elements.text("span", t(name)) + "&emsp;"
            for at, (fill, name) in enumerate(zip(FILLS, names, strict=True))
            if str(at) in classes
        ),
        css="small",
    )


def _before(atlas: Atlas, unit: Unit | None, lang: str) -> tuple[str, Before | None]:
    """Return the vintage whose communes are counted, and the boundaries laid over the map."""
    t = texts(lang)
    province, newest = atlas.facts.province, newest_vintage(atlas.facts)
    last = province.vintage_ids[-2]
    wanted = unit.vintage if unit is not None and unit.vintage != newest else last
    drawn = drawn_vintage(province, wanted)
    if drawn == newest or drawn not in drawn_vintages(province):
        return last, None
    if unit is not None and unit.level == "district":
        name = t("merger.slider_districts")
        return drawn, Before(layer_address("district"), name, (unit.code,))
    name = t("merger.slider_old", count=find_vintage(province, drawn).communes)
    layer = layer_address(layer_name("commune", drawn))
    return drawn, Before(layer, name, _marked(atlas, unit, drawn))


def _marked(atlas: Atlas, unit: Unit | None, drawn: str) -> tuple[str, ...]:
    """Return the codes of the old units that are filled: the one chosen, or the parts of one."""
    if unit is None:
        return ()
    if unit.vintage == newest_vintage(atlas.facts):
        return tuple(each.old.code for each in passages_into(atlas, unit, drawn))
    if unit.vintage == drawn:
        return (unit.code,)
    crosswalk = atlas.figures.crosswalk
    return tuple(piece.key[1] for piece in crosswalk.descendants(unit.key, drawn))


def _chosen(atlas: Atlas, unit: Unit | None) -> tuple[str, ...]:
    if unit is None:
        return ()
    if unit.vintage == newest_vintage(atlas.facts):
        return (unit.code,)
    return tuple(each.new.code for each in passages_from(atlas)[unit.key])
