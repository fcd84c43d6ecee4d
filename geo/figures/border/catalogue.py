"""What belongs to the border economy, told by the catalogue: theme, kind of place, bases."""

from geo.facts.lifetime import kept_with
from geo.facts.model import Facts, Indicator, Observation, Theme
from geo.facts.particulars import Pair
from geo.figures.atlas import Atlas
from geo.figures.indicator_order import ordered_indicators, theme_indicators

PLACES = ("province", "gate", "zone", "district", "commune")
"""Kinds of places in the order of the page: first the whole, then what it is made of."""
OWN_PLACES = ("gate", "zone")
"""Kinds of places that there are at a border alone."""


def border_themes(facts: Facts) -> tuple[Theme, ...]:
    """Return the themes whose figures are traffic: their communes are coloured by zone."""
    return tuple(theme for theme in facts.province.themes if theme.communes_by_zone)


@kept_with(1)
def border_rows(atlas: Atlas) -> tuple[Observation, ...]:
    """Return every figure of the border economy, plans included.

    Parameters
    ----------
    atlas
        The atlas.

    Returns
    -------
    rows
        Those of the border themes at any place, and those of gates and zones of any theme: by
        indicator, place and period, the newest year first.
    """
    facts = atlas.facts
    themes = {theme.id for theme in border_themes(facts)}
    order = {each.indicator_id: at for at, each in enumerate(ordered_indicators(facts))}
    found = [
        row
        for row in facts.observations
        if row.unit_kind in OWN_PLACES or facts.indicators[row.indicator_id].theme in themes
    ]
    gates = list(facts.gates)

    def key(row: Observation) -> tuple[int, int, int, str, int, str]:
        at = gates.index(row.unit_code) if row.unit_kind == "gate" else 0
        kind = PLACES.index(row.unit_kind)
        return (order[row.indicator_id], kind, at, row.unit_code, -row.year, row.period)

    return tuple(sorted(found, key=key))


@kept_with(1)
def border_indicators(atlas: Atlas) -> tuple[Indicator, ...]:
    """Return the indicators of the border economy, with figures or without, in their order."""
    facts = atlas.facts
    named = {row.indicator_id for row in border_rows(atlas)}
    named |= {
        each.indicator_id
        for theme in border_themes(facts)
        for each in theme_indicators(facts, theme.id)
    }
    return tuple(each for each in ordered_indicators(facts) if each.indicator_id in named)


@kept_with(1)
def bases(atlas: Atlas) -> tuple[Indicator, ...]:
    """Return the same thing counted on several bases, which never share an axis.

    Parameters
    ----------
    atlas
        The atlas.

    Returns
    -------
    indicators
        The leading one of each border theme with those that must not be mixed with it and have
        its unit; empty where it has none beside it.
    """
    facts = atlas.facts
    found: list[Indicator] = []
    for theme in border_themes(facts):
        first, *rest = theme_indicators(facts, theme.id)
        others = [
            each
            for each in rest
            if each.indicator_id in first.never_mix_with and each.unit_en == first.unit_en
        ]
        found += [first, *others] if others else []
    return tuple(found)


def pairs(facts: Facts) -> tuple[Pair, ...]:
    """Return the exports and imports that belong together."""
    return tuple(pair for theme in border_themes(facts) for pair in theme.pairs)


def without_figures(atlas: Atlas) -> tuple[Indicator, ...]:
    """Return the indicators of the border economy of which nothing is known but plans."""
    known = {row.indicator_id for row in border_rows(atlas) if row.flag != "plan"}
    return tuple(each for each in border_indicators(atlas) if each.indicator_id not in known)
