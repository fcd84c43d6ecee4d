"""Colours of the maps: ColorBrewer schemes, readable by colour-blind people and in print."""

from branca.utilities import color_brewer

NO_DATA = "#d9d9d9"
OUTSIDE = "#ffffff"
"""Ground of the hatching that stands for "no data"."""
ZERO = "#f4f1ea"
"""Colour of a class that holds exactly zero: pale, but not white paper."""
ZONE_FILLS = ("#f4f1ea", "#9ecae1", "#3182bd")

_SEQUENTIAL = {
    "forest": "YlGn",
    "ntm": "Purples",
    "urban": "YlGnBu",
    "population": "YlOrBr",
    "border": "Blues",
    "economy": "BuPu",
    "society": "PuRd",
    "environment": "GnBu",
    "land": "Oranges",
    "pace": "YlOrRd",
}
PACE = "pace"
"""Stands for a theme where colours tell a required pace."""
_DIVERGING = "PuOr"
_DEFAULT = "Blues"


def sequential(theme: str, *, k: int) -> tuple[str, ...]:
    """Return the colours of k ordered classes of a theme, light to dark.

    Parameters
    ----------
    theme
        Id of the theme; an unknown one gets blues.
    k
        Number of classes, 1 to 8.

    Returns
    -------
    fills
        Hex colours, one per class.

    Notes
    -----
    The schemes are ColorBrewer's (Brewer, Hatchard and Harrower 2003). The lightest step of
    the scheme with one class more is left out, so that the first class is not taken for paper.
    """
    name = _SEQUENTIAL.get(theme, _DEFAULT)
    steps = color_brewer(name, n=max(3, min(9, k + 1)))
    return tuple(steps[-k:])


def diverging(*, below: int, above: int) -> tuple[str, ...]:
    """Return colours around zero: `below` orange ones, dark to light, `above` purple ones.

    Parameters
    ----------
    below, above
        Number of classes on either side of zero, at most 5 each.

    Returns
    -------
    fills
        Hex colours from the lowest class to the highest.
    """
    side = max(below, above, 2)
    steps = color_brewer(_DIVERGING, n=min(11, 2 * side + 1))
    orange, purple = steps[:side], steps[-side:]
    return tuple(orange[side - below :]) + tuple(purple[:above])
