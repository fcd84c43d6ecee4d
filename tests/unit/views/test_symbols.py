"""Symbols are told apart in colour, in grey, and by readers who are blind to red or green."""

from itertools import combinations

import pytest

from geo.facts.particulars import PALETTES
from geo.views.palettes import firm
from geo.views.symbols import OUTSIDE, UNKNOWN, Symbol, flat, weak

Triple = tuple[float, float, float]
# Machado, Oliveira and Fernandes 2009, severity 1, on linear light
RED_BLIND = ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216),
             (-0.003882, -0.048116, 1.051998))  # fmt: skip
GREEN_BLIND = ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
               (-0.011820, 0.042940, 0.968881))  # fmt: skip
GREY = ((0.2126, 0.7152, 0.0722),) * 3
AS_IT_IS = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
EYES = {"all": AS_IT_IS, "red": RED_BLIND, "green": GREEN_BLIND, "grey": GREY}
APART = 10.0
"""Distance in CIE Lab (1976) of neighbours in a legend; 2.3 is just noticeable."""
SEEN = 7.0
"""Distance at which thin lines are seen on their ground."""


def light(colour: str) -> Triple:
    """Return the linear light of a colour."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return red, green, blue


def lab(seen: Triple) -> Triple:
    """Return CIE Lab of linear sRGB under D65."""
    red, green, blue = (min(1.0, max(0.0, part)) for part in seen)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def seen(colour: str, eyes: tuple[Triple, ...]) -> Triple:
    """Return a colour as some eyes see it, in CIE Lab."""
    parts = light(colour)
    red, green, blue = (
        sum(weight * part for weight, part in zip(row, parts, strict=True)) for row in eyes
    )
    return lab((red, green, blue))


def distance(one: Triple, other: Triple) -> float:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5


def hatched(symbol: Symbol, eyes: tuple[Triple, ...]) -> bool:
    """Tell whether the lines of a symbol are seen."""
    lines = symbol.lines and distance(seen(symbol.lines, eyes), seen(symbol.ground, eyes))
    return bool(lines) and float(lines) >= SEEN


def from_afar(symbol: Symbol, eyes: tuple[Triple, ...]) -> Triple:
    """Return the one colour to which lines and ground melt at a distance."""
    ground, lines = light(symbol.ground), light(symbol.lines or symbol.ground)
    mixed = [a + symbol.share * (b - a) for a, b in zip(ground, lines, strict=True)]
    red, green, blue = (
        sum(weight * part for weight, part in zip(row, mixed, strict=True)) for row in eyes
    )
    return lab((red, green, blue))


def told_apart(one: Symbol, other: Symbol, eyes: tuple[Triple, ...]) -> bool:
    """Tell whether two symbols differ: by lines or none, by their lines, or from afar."""
    if hatched(one, eyes) != hatched(other, eyes):
        return True
    near = [seen(each.lines or each.ground, eyes) for each in (one, other)]
    afar = [from_afar(each, eyes) for each in (one, other)]
    return max(distance(*near), distance(*afar)) >= APART


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("palette", sorted(PALETTES))
def test_the_symbols_of_three_classes_are_told_apart(palette: str, eyes: str) -> None:
    fills = firm(palette, k=3)
    symbols = [UNKNOWN, OUTSIDE, *map(flat, fills), *map(weak, fills)]
    alike = [
        (one, other)
        for one, other in combinations(symbols, 2)
        if not told_apart(one, other, EYES[eyes])
    ]
    assert alike == []


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("palette", sorted(PALETTES))
def test_the_unknown_recedes_behind_the_lowest_class(palette: str, eyes: str) -> None:
    paper = seen("#ffffff", EYES[eyes])
    lowest = firm(palette, k=3)[0]
    class_stands_out = distance(seen(lowest, EYES[eyes]), paper)
    assert class_stands_out >= 3 * distance(seen(UNKNOWN.ground, EYES[eyes]), paper)
    assert class_stands_out > distance(seen(UNKNOWN.lines, EYES[eyes]), paper)
    assert UNKNOWN.share < 0.2 < weak(lowest).share
