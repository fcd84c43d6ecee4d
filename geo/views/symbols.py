"""How units are drawn by what is known of them: one table for map, legends, paper and slides."""

from dataclasses import dataclass

_PAPER = "#ffffff"


@dataclass(frozen=True)
class Symbol:
    """A ground and the lines of a hatching over it.

    Parameters
    ----------
    ground
        Colour, such as ``#1a9850``.
    lines
        Colour of the lines; empty for a flat ground.
    share
        Share of the ground that the lines cover, 0 to 1.
    falling
        Whether the lines fall to the right instead of rising.
    """

    ground: str
    lines: str = ""
    share: float = 0.0
    falling: bool = False


UNKNOWN = Symbol("#f7f7f7", "#cecece", 0.16)
"""Nothing is known: it recedes, pale under thin lines."""
OUTSIDE = Symbol(_PAPER)
"""The indicator does not concern the unit: flat paper."""


def flat(fill: str) -> Symbol:
    """Return the symbol of a class."""
    return Symbol(fill)


def weak(fill: str) -> Symbol:
    """Return the symbol of a class by a vote or an appraisal only: broad lines in its colour."""
    return Symbol(_PAPER, fill, 0.77, falling=True)


def symbol_words() -> dict[str, str]:
    """Return the table as the frame reads it: ground, lines, share and direction by name."""
    named = {"symbol_unknown": UNKNOWN, "symbol_outside": OUTSIDE, "symbol_weak": weak("class")}
    return {
        name: f"{each.ground} {each.lines or '-'} {each.share:g} {-1 if each.falling else 1}"
        for name, each in named.items()
    }
