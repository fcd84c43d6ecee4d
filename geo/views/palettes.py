"""Colours of the maps: ColorBrewer schemes, readable by colour-blind people and in print."""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from geo.facts.model import Province

ZERO = "#f4f1ea"
"""Colour of a class that holds exactly zero: pale, but not white paper."""
ZONE_FILLS = ("#f4f1ea", "#9ecae1", "#3182bd")

PACE = "YlOrRd"
"""The palette where colours tell a required pace."""
PLAIN = "Blues"
"""The palette of what belongs to no theme."""
_DIVERGING = "PuOr"
BIVARIATE = (
    *("#edeceb", "#f3be85", "#e7910b"),
    *("#adaee9", "#a68382", "#8c5b20"),
    *("#5a74e5", "#554d7c", "#382b1f"),
)
"""Of three classes of two indicators: rows deepen to blue, columns to orange, both to dark brown.

The corners were looked for in CIELAB so that all nine keep apart for red-green blind readers, who
tell blue from orange and light from dark.
"""


LAND, CHOSEN = "#eef1ee", "#c8553d"
"""Of units that are only there, and of the one that a map is about."""
NOT_COMPARED = "#8a8a8a"
"""Lines over units that have both figures and are not compared all the same."""


def theme_palette(province: Province, theme_id: str) -> str:
    """Return the palette of a theme; `PLAIN` for a theme that the province does not list."""
    named = (theme.palette for theme in province.themes if theme.id == theme_id)
    return next(named, PLAIN)


def sequential(palette: str, *, k: int) -> tuple[str, ...]:
    """Return the colours of k ordered classes, light to dark.

    Parameters
    ----------
    palette
        One of `geo.facts.particulars.PALETTES`.
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
    steps = _steps(palette, max(3, min(9, k + 1)))
    return steps[-k:]


def firm(palette: str, *, k: int) -> tuple[str, ...]:
    """Return colours for k ordered classes of which the first is firm already; 1 to 6 classes.

    What has a class stands out from what is unknown: the three lightest steps are left out.
    """
    return _steps(palette, max(3, min(9, k + 3)))[-k:]


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
    steps = _steps(_DIVERGING, min(11, 2 * side + 1))
    orange, purple = steps[:side], steps[-side:]
    return orange[side - below :] + purple[:above]


def _steps(palette: str, count: int) -> tuple[str, ...]:
    """Return a scheme of ColorBrewer in a number of steps."""
    return tuple(_schemes()[f"{palette}_{count:02}"])


@cache
def _schemes() -> dict[str, list[str]]:
    """Read the schemes as branca brings them; its own reader brings a language of templates."""
    spec = find_spec("branca")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("branca")
    schemes: dict[str, list[str]] = json.loads(
        Path(spec.origin).with_name("_schemes.json").read_text("utf-8")
    )
    return schemes
