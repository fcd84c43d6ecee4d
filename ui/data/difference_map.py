"""What differs between two revisions on a map: which units, from what to what."""

from collections.abc import Sequence

import streamlit as st

from geo.boundaries.layers import layer_name
from geo.facts.model import LEVELS
from geo.facts.tables import OBSERVATIONS, RECOGNITIONS
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.frame.difference_message import (
    FILLS,
    HATCHED,
    KINDS,
    Kind,
    UnitDifference,
    difference_message,
)
from geo.language.numbers import unit_pattern
from geo.language.texts import texts
from geo.places.vintages import drawn_vintages
from geo.reading.sentences import view_title
from geo.reading.values import class_label, indicator_unit
from geo.store.states import Difference
from geo.views.symbols import flat, weak
from ui.data.difference_rows import figure_cell
from ui.map.panel import map_panel
from ui.markup import elements
from ui.server.assets import layer_address, words_address
from ui.session.choices import kept_choice, label_of

_Found = dict[View, dict[str, UnitDifference]]


def show_difference_map(atlas: Atlas, found: Sequence[Difference], *, lang: str) -> None:
    """Show the units whose figures differ, for an indicator chosen among those that do."""
    views = differing_views(atlas, found, lang=lang)
    if not views:
        return
    t = texts(lang)
    names = {
        _name(view): t(
            "difference.option", title=view_title(atlas, view, lang=lang), count=len(units)
        )
        for view, units in views.items()
    }
    chosen = kept_choice(
        st.selectbox,
        t("difference.choose"),
        list(names),
        name="difference_view",
        lang=lang,
        rests_on=list(names),
        format_func=label_of(names),
    )
    view = next(view for view in views if _name(view) == chosen)
    st.html(legend_html(views[view], lang=lang))
    with st.container(key="difference_map"):
        message = difference_message(
            atlas,
            view,
            views[view],
            lang=lang,
            layer=layer_address(layer_name(view.level, view.vintage)),
            words=words_address(lang),
        )
        map_panel(message, height=460, key="difference_panel")


def differing_views(atlas: Atlas, found: Sequence[Difference], *, lang: str) -> _Found:
    """Return the views in which figures of drawn units differ, those with most units first.

    Parameters
    ----------
    atlas
        The atlas.
    found
        Cells that differ.
    lang
        Language.

    Returns
    -------
    views : dict
        For each view what differs, by the code of the unit; several figures of a unit in one text.
    """
    facts, drawn = atlas.facts, drawn_vintages(atlas.facts.province)
    views: _Found = {}
    for each in sorted(found, key=lambda each: each.column != "value"):
        place = _place(atlas, each)
        if place is None:
            continue
        view, code = place
        shown = view.level in LEVELS[:2] and (view.level == "district" or view.vintage in drawn)
        if not shown or (view.vintage, code) not in facts.units:
            continue
        units = views.setdefault(view, {})
        units[code] = _joined(units.get(code), _said(atlas, each, lang), each)
    order = sorted(views, key=lambda view: (-len(views[view]), _name(view)))
    return {view: views[view] for view in order}


def legend_html(found: dict[str, UnitDifference], *, lang: str) -> str:
    """Return what the fills of the map mean and how many units each has, as HTML."""
    t = texts(lang)
    items = []
    for kind, fill in zip(KINDS, FILLS, strict=True):
        count = sum(each.kind == kind for each in found.values())
        symbol = weak(fill) if kind == HATCHED else flat(fill)
        words = elements.text("span", f" {t(f'difference.{kind}_units')}: {count}")
        items += [elements.tag("li", elements.swatch(symbol) + words)] if count else []
    return elements.tag("ul", "".join(items), css="keys small")


def _name(view: View) -> str:
    return f"{view.indicator}|{view.year}|{view.level}|{view.vintage}"


def _place(atlas: Atlas, each: Difference) -> tuple[View, str] | None:
    """Return the view and the unit of a cell of a figure or of a recognition."""
    if each.table == OBSERVATIONS.name:
        cells = dict(zip(OBSERVATIONS.key, each.key, strict=True))
        indicator, level = cells["indicator_id"], cells["unit_kind"]
        code = cells["unit_code"]
    elif each.table == RECOGNITIONS.name:
        cells = dict(zip(RECOGNITIONS.key, each.key, strict=True))
        indicator, level = atlas.facts.province.register.status, "commune"
        code = cells["commune_code"]
    else:
        return None
    known = next((name for name in LEVELS if name == level), None)
    if known is None or indicator not in atlas.facts.indicators or not cells["year"].isdigit():
        return None
    return View(indicator, int(cells["year"]), known, cells["vintage"]), code


def _said(atlas: Atlas, each: Difference, lang: str) -> UnitDifference:
    t = texts(lang)
    kind: Kind = "changed"
    if each.before is None:
        kind = "added"
    elif each.after is None:
        kind = "removed"
    if each.table == RECOGNITIONS.name:
        status = atlas.facts.province.register.status
        text = class_label(atlas.facts, status, each.key[2], lang=lang)
        return UnitDifference(kind, t(f"difference.{kind}", value=text))
    if each.column != "value":
        return UnitDifference(kind, t("difference.other"))
    cells = [cell for cell in (each.before, each.after) if cell is not None]
    shown = " → ".join(figure_cell(each, cell, lang) for cell in cells)
    indicator = atlas.facts.indicators[each.key[0]]
    pattern = unit_pattern(indicator_unit(indicator, lang=lang), lang=lang)
    return UnitDifference(kind, t(f"difference.{kind}", value=pattern.replace("{value}", shown)))


def _joined(before: UnitDifference | None, new: UnitDifference, each: Difference) -> UnitDifference:
    """Put what differs of several figures of a unit together; the value says the most."""
    if before is None:
        return new
    if each.column != "value" and each.table == OBSERVATIONS.name:
        return before
    kind: Kind = before.kind if before.kind == new.kind else "changed"
    return UnitDifference(kind, f"{before.text}; {new.text}")
