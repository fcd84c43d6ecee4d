"""A view: what the reader asks the map to show."""

from dataclasses import dataclass, replace

from geo.errors import ViewError
from geo.facts.model import LEVELS, Facts, Indicator, Level
from geo.places.vintages import drawn_vintage, find_vintage

MODES = ("value", "gap", "pace")


@dataclass(frozen=True)
class View:
    """An indicator in a year, for the units of a level on the boundaries of a vintage.

    Parameters
    ----------
    indicator
        Id of the indicator.
    year
        Year of the figures, or for a state the year at whose end it is read.
    level
        ``commune``, ``district`` or ``province``.
    vintage
        Id of the boundaries; ignored by the levels above the commune.
    mode
        ``value``, ``gap`` for the distance to the target, or ``pace`` for the pace still needed.
    scheme
        How classes are made; empty for the catalogue's own way (see `geo.views.classify`).
    k
        Number of classes for schemes that take one; 0 lets the scheme decide.
    latest
        Whether a missing figure may be replaced by the latest one that still stands.
    gate_period
        For a map of the gates the period of the figures that size them, as ``observations.csv``
        has it, or ``list-`` and a day for the communes by a zone's list, without any figure;
        empty for a map of units.
    """

    indicator: str
    year: int
    level: Level
    vintage: str
    mode: str = "value"
    scheme: str = ""
    k: int = 0
    latest: bool = False
    gate_period: str = ""

    def on(self, **changes: object) -> "View":
        """Return the same view with some of its parts changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


def known_indicator(facts: Facts, text: str) -> Indicator:
    """Return the indicator of an id, or raise `ViewError`."""
    if text not in facts.indicators:
        raise ViewError("view.indicator", value=text)
    return facts.indicators[text]


def known_level(text: str) -> Level:
    """Return a text as the level that it names, or raise `ViewError`."""
    for level in LEVELS:
        if level == text:
            return level
    raise ViewError("view.level", value=text, known=LEVELS)


def known_mode(text: str) -> str:
    """Return a text that names a mode, or raise `ViewError`."""
    if text not in MODES:
        raise ViewError("view.mode", value=text, known=MODES)
    return text


def check_drawn(facts: Facts, vintage: str) -> str:
    """Return the id of a vintage whose boundaries can be drawn, or raise `ViewError`."""
    if drawn_vintage(facts.province, vintage) != vintage:
        raise ViewError("view.vintage_not_drawn", value=vintage)
    return vintage


def check_names(facts: Facts, view: View) -> Indicator:
    """Return the indicator of a view after checking that the facts hold what it names.

    Figures exist on boundaries that cannot be drawn, too; `check_view` is for maps.

    Parameters
    ----------
    facts
        The facts.
    view
        The view to check.

    Returns
    -------
    indicator
        The catalogue's entry of the view's indicator.

    Raises
    ------
    ViewError
        If the indicator, level, vintage or mode is unknown.
    """
    indicator = known_indicator(facts, view.indicator)
    known_level(view.level)
    find_vintage(facts.province, view.vintage)
    known_mode(view.mode)
    return indicator


def check_view(facts: Facts, view: View) -> Indicator:
    """Return the indicator of a view after checking that it can be drawn.

    Parameters
    ----------
    facts
        The facts.
    view
        The view to check.

    Returns
    -------
    indicator
        The catalogue's entry of the view's indicator.

    Raises
    ------
    ViewError
        If the view names something unknown, or its vintage has no boundaries to draw.
    """
    indicator = check_names(facts, view)
    check_drawn(facts, view.vintage)
    return indicator
