"""Choosing a unit: by its name in whatever vintage, or from the lists of each boundaries."""

from html import escape

import streamlit as st

from geo.facts.model import Level, Unit
from geo.figures.atlas import Atlas
from geo.figures.merger import is_told
from geo.language.texts import pick, texts
from geo.places.districts import districts_text
from geo.places.search import describe_hit
from geo.places.unit_names import unit_name
from geo.places.units import level_units
from geo.places.vintages import district_vintage
from ui.markup import elements
from ui.merger.asked import ask, unit_link
from ui.session.choices import kept_choice, label_of, offer
from ui.session.search import search_index

_HITS = 8
_DISTRICTS = "districts"
_NONE = ""


def show_finder(atlas: Atlas, unit: Unit | None, *, lang: str) -> None:
    """Show the field for a name, and a list of boundaries with one of their units."""
    t = texts(lang)
    name, boundaries, units = st.columns([1.3, 1, 1.3], gap="small")
    with name:
        words = st.text_input(t("merger.find"), key="merger_words", live="300ms")
    with boundaries:
        labels = _boundaries(atlas, lang)
        own = _own(unit)
        listed = kept_choice(
            st.selectbox,
            t("merger.boundaries"),
            list(dict.fromkeys([*([own] if own else []), *labels])),
            name=f"merger_boundaries_{own}",
            lang=lang,
            format_func=label_of(labels),
        )
    with units:
        _unit_list(atlas, listed, unit, lang)
    if words:
        st.html(_hits(atlas, words, lang))


def _own(unit: Unit | None) -> str:
    if unit is None:
        return ""
    return _DISTRICTS if unit.level == "district" else unit.vintage


def _boundaries(atlas: Atlas, lang: str) -> dict[str, str]:
    """Return the lists that can be chosen from, the newest first."""
    t = texts(lang)
    province = atlas.facts.province
    found = {
        vintage.id: t("merger.list", count=vintage.communes, days=pick(vintage, "label", lang))
        for vintage in reversed(province.vintages)
    }
    if district_vintage(province) not in (None, province.vintage_ids[-1]):
        count = len(level_units(atlas.facts, level="district", vintage=province.vintage_ids[-1]))
        found[_DISTRICTS] = t("merger.list_districts", count=count)
    return found


def _unit_list(atlas: Atlas, listed: str, unit: Unit | None, lang: str) -> None:
    newest = atlas.facts.province.vintage_ids[-1]
    level: Level = "district" if listed == _DISTRICTS else "commune"
    vintage = newest if level == "district" else listed
    members = level_units(atlas.facts, level=level, vintage=vintage)
    labels = {_NONE: texts(lang)("merger.choose")} | {
        each.code: _label(atlas, each, lang)
        for each in sorted(members, key=lambda each: each.name_ascii)
    }
    own_vintage = members[0].vintage if members else vintage
    # a district is the same on all boundaries, whichever of them the address names
    same = unit is not None and unit.level == level and unit.vintage in (listed, own_vintage)
    chosen = unit.code if unit is not None and (same or listed == _own(unit)) else _NONE

    def take(code: str) -> None:
        ask((own_vintage, code) if code else None)

    offer(
        st.selectbox,
        texts(lang)("merger.unit"),
        list(labels),
        chosen,
        name="merger_unit",
        lang=lang,
        take=take,
        rests_on=listed,
        format_func=label_of(labels),
    )


def _label(atlas: Atlas, unit: Unit, lang: str) -> str:
    districts = districts_text(atlas.facts, unit, lang=lang)
    name = unit_name(unit, lang=lang)
    return f"{name} – {districts}" if districts else name


def _hits(atlas: Atlas, words: str, lang: str) -> str:
    """Return what was found as a list of links."""
    hits = [
        hit for hit in search_index(atlas).find(words, limit=2 * _HITS) if is_told(atlas, hit.unit)
    ][:_HITS]
    if not hits:
        return elements.text("p", texts(lang)("search_box.nothing", query=words), css="small")
    items = (unit_link(hit.unit, lang=lang, words=describe_hit(hit, lang=lang)) for hit in hits)
    content = "".join(elements.tag("li", each) for each in items)
    label = escape(texts(lang)("merger.found"))
    return f'<ul class="found" aria-label="{label}">{content}</ul>'
