"""Border gates in words."""

from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.reading.gates import gate_line, gate_name
from geo.views.drawing import draw
from tests.support.gates import with_second_gate

ZONE = View("trade_all_musd", 2021, "commune", "2015-01-01")


def test_a_gate_without_a_figure_of_the_whole_year_says_so(tiny_atlas: Atlas) -> None:
    drawing = draw(tiny_atlas, ZONE.on(year=2022))
    line = gate_line(tiny_atlas, drawing, tiny_atlas.facts.gates["cua_thu"], lang="en")
    assert line == "bilateral gate; no full-year figure for 2022; Q1 2022: USD\u00a080\u00a0million"


def test_an_approximate_point_is_said(tiny: Facts) -> None:
    atlas = with_second_gate(tiny, 75, "town")
    drawing = draw(atlas, ZONE.on(year=2020))
    line = gate_line(atlas, drawing, atlas.facts.gates["duong_thu"], lang="en")
    assert line == "freight road; USD\u00a075\u00a0million, 2020; approximate point"


def test_a_gate_has_a_name_in_both_languages(tiny: Facts) -> None:
    gate = tiny.gates["cua_thu"]
    assert gate_name(gate, lang="vi") == gate.name_vi
    assert gate_name(gate, lang="en") == gate.name_en
