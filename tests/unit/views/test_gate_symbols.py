import math

import pytest

from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.views.drawing import draw
from geo.views.gate_symbols import RADIUS, gate_symbols
from tests.support.gates import with_second_gate

ZONE = View("trade_all_musd", 2021, "commune", "2015-01-01")


def test_a_gate_with_a_figure_of_its_own_is_filled(tiny_atlas: Atlas):
    # The road has no point; 300 is the largest figure of a whole year.
    (symbol,) = gate_symbols(tiny_atlas, draw(tiny_atlas, ZONE))
    assert (symbol.gate.gate_id, symbol.lat, symbol.lon) == ("cua_thu", 19.94, 100.1)
    assert (symbol.radius, symbol.filled) == (RADIUS[1], True)


def test_a_gate_without_a_figure_of_the_whole_year_is_hollow_and_unsized(tiny_atlas: Atlas):
    drawing = draw(tiny_atlas, ZONE.on(year=2022))
    (symbol,) = gate_symbols(tiny_atlas, drawing)
    assert (symbol.radius, symbol.filled, symbol.cell) == (0, False, None)


def test_areas_are_proportional_on_one_scale_through_the_years(tiny: Facts):
    atlas = with_second_gate(tiny, 75, "gate")
    symbols = gate_symbols(atlas, draw(atlas, ZONE.on(year=2020)))
    # A quarter of the largest figure, which is of another year: half its radius.
    assert [(each.gate.gate_id, each.radius) for each in symbols] == [
        ("duong_thu", RADIUS[1] / 2),
        ("cua_thu", 0),
    ]
    assert math.pi * symbols[0].radius ** 2 == pytest.approx(math.pi * RADIUS[1] ** 2 / 4)


def test_an_approximate_point_is_hollow(tiny: Facts):
    atlas = with_second_gate(tiny, 75, "town")
    drawing = draw(atlas, ZONE.on(year=2020))
    symbol = gate_symbols(atlas, drawing)[0]
    assert not symbol.filled


def test_small_figures_stay_visible(tiny: Facts):
    atlas = with_second_gate(tiny, 0.1, "gate")
    symbols = gate_symbols(atlas, draw(atlas, ZONE.on(year=2020)))
    assert symbols[0].radius == RADIUS[0]
