"""What the front page says: one headline per theme, what is covered, what is new."""

from dataclasses import dataclass
from typing import Literal

from geo.facts.model import UNVERIFIED, Indicator, Observation, Target, Theme
from geo.figures.atlas import Atlas, Cell
from geo.figures.indicator_order import theme_indicators
from geo.figures.observations import period_family
from geo.figures.verified import newest_verified_figure
from geo.figures.view import View
from geo.figures.years_known import indicator_coverage
from geo.targets.goals import province_target

_AUTHORITIES = ("census", "statistics", "decision")
"""Kinds of sources that an authority issued itself."""

Drawn = Literal["figure", "other", "nothing"]


@dataclass(frozen=True)
class Headline:
    """A theme with the province's newest figure of its leading indicator and its map.

    Parameters
    ----------
    theme
        The theme.
    indicator
        The leading indicator, in the theme's order: the first with a target and a newest figure
        of the province from an authority. Else the first with a target and a figure, else the
        first with a figure; but where an authority's newest figure is not older, that one.
    cell
        Its newest figure of the province that somebody answers for, or None.
    target
        The province's target of that indicator, or None.
    own
        The view of the figure itself, of the whole province.
    view
        The view whose map may stand beside the figure: the one the theme opens with, or `own`.
    drawn
        What the map of the view shows: the ``figure``'s indicator, something ``other``, or
        ``nothing`` that tells one place from another.
    """

    theme: Theme
    indicator: Indicator
    cell: Cell | None
    target: Target | None
    own: View
    view: View
    drawn: Drawn


@dataclass(frozen=True)
class ThemeCoverage:
    """How many indicators of a theme have figures at each level, and the newest year."""

    theme: Theme
    indicators: int
    with_figures: int
    at_commune: int
    at_district: int
    newest_year: int | None


def headlines(atlas: Atlas) -> tuple[Headline, ...]:
    """Return the headline of every theme, in the order of the themes."""
    return tuple(_headline(atlas, theme) for theme in atlas.facts.province.themes)


def _headline(atlas: Atlas, theme: Theme) -> Headline:
    ordered = theme_indicators(atlas.facts, theme.id)
    newest = {
        each.indicator_id: newest_verified_figure(atlas, each.indicator_id) for each in ordered
    }
    leading = _leading(atlas, ordered, newest)
    cell = newest[leading.indicator_id]
    vintage, year = atlas.facts.province.default_vintage, _year(cell) or theme.default.year
    own = View(leading.indicator_id, year, "province", vintage)
    drawn = _drawn(atlas, theme, leading)
    default = theme.default
    opened = View(default.indicator, default.year, default.level, default.vintage)
    return Headline(
        theme=theme,
        indicator=leading,
        cell=cell,
        target=province_target(atlas, leading.indicator_id),
        own=own,
        view=own if drawn == "nothing" else opened,
        drawn=drawn,
    )


def _drawn(atlas: Atlas, theme: Theme, leading: Indicator) -> Drawn:
    """Tell what the map that a theme opens with shows beside the figure of an indicator."""
    shown, level = atlas.facts.indicators[theme.default.indicator], theme.default.level
    if level == "province" or _kept_apart(shown, leading):
        return "nothing"
    by_zone = atlas.kind(shown) == "zone" and level == "commune"
    return "figure" if shown == leading and not by_zone else "other"


def _kept_apart(one: Indicator, other: Indicator) -> bool:
    return other.indicator_id in one.never_mix_with or one.indicator_id in other.never_mix_with


def _leading(
    atlas: Atlas, ordered: tuple[Indicator, ...], newest: dict[str, Cell | None]
) -> Indicator:
    known = [each for each in ordered if newest[each.indicator_id] is not None]
    aimed = [each for each in known if province_target(atlas, each.indicator_id) is not None]
    official = [each for each in known if _is_official(atlas, newest[each.indicator_id])]
    # of equal years the first in the theme's order stays first
    official.sort(key=lambda each: -_year(newest[each.indicator_id]))
    both = [each for each in aimed if each in official]
    said = (aimed or known or list(ordered))[0]
    since = _year(newest[said.indicator_id])
    newer = [each for each in official if _year(newest[each.indicator_id]) >= since]
    return (both or newer or [said])[0]


def _is_official(atlas: Atlas, cell: Cell | None) -> bool:
    """Tell whether a figure was read in what an authority issued, not in what others say of it."""
    keys = cell.source_ids if cell is not None else ()
    return bool(keys) and all(atlas.facts.sources[key].kind in _AUTHORITIES for key in keys)


def _year(cell: Cell | None) -> int:
    return cell.observed_year or 0 if cell is not None else 0


def theme_coverage(atlas: Atlas) -> tuple[ThemeCoverage, ...]:
    """Count for every theme the indicators that have figures, by level."""
    rows = []
    for theme in atlas.facts.province.themes:
        found = [
            indicator_coverage(atlas, each) for each in theme_indicators(atlas.facts, theme.id)
        ]
        newest = [each.newest for each in found if each.newest is not None]
        rows.append(
            ThemeCoverage(
                theme,
                len(found),
                len(newest),
                sum(bool(each.communes) for each in found),
                sum(bool(each.districts) for each in found),
                max(newest, default=None),
            )
        )
    return tuple(rows)


def newest_observations(atlas: Atlas, *, limit: int) -> tuple[Observation, ...]:
    """Return the province's figures whose sources were published last, one per indicator.

    Plans and what nobody answers for are left out; of several rows of one source the whole
    year comes first.
    """
    published = {key: source.published for key, source in atlas.facts.sources.items()}
    rows = [
        row
        for row in atlas.facts.observations
        if row.flag not in ("plan", UNVERIFIED)
        and row.unit_kind == "province"
        and published[row.source_id]
    ]
    ordered = sorted(
        rows,
        key=lambda row: (published[row.source_id], period_family(row.period) == "year", row.year),
        reverse=True,
    )
    found: dict[str, Observation] = {}
    for row in ordered:
        found.setdefault(row.indicator_id, row)
    return tuple(found.values())[:limit]
