"""The order of indicators: that of the themes, and within a theme that of the catalogue."""

from geo.facts.model import Facts, Indicator


def ordered_indicators(facts: Facts) -> tuple[Indicator, ...]:
    """Return every indicator in its order."""
    return tuple(
        indicator
        for theme in facts.province.themes
        for indicator in theme_indicators(facts, theme.id)
    )


def theme_indicators(facts: Facts, theme_id: str) -> tuple[Indicator, ...]:
    """Return the indicators of a theme in their order."""
    found = (each for each in facts.indicators.values() if each.theme == theme_id)
    return tuple(sorted(found, key=lambda each: each.default_rank))
