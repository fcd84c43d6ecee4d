"""The figures of border gates of the made-up province."""

from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.figures.gate_figures import gate_cell, gate_cells, largest_gate_value
from geo.figures.view import View
from tests.support.gates import with_second_gate

ZONE = View("trade_all_musd", 2021, "commune", "2015-01-01")


def test_a_gate_has_its_figure_of_the_whole_year(tiny_atlas: Atlas) -> None:
    cell = gate_cell(tiny_atlas, ZONE, tiny_atlas.facts.gates["cua_thu"])
    assert cell is not None
    assert (cell.unit.level, cell.value, cell.observed_year, cell.period) == (
        "province",
        300.0,
        2021,
        "year",
    )
    assert gate_cell(tiny_atlas, ZONE, tiny_atlas.facts.gates["duong_thu"]) is None


def test_a_part_of_a_year_is_no_figure_of_it(tiny_atlas: Atlas) -> None:
    assert gate_cells(tiny_atlas, ZONE.on(year=2022)) == ()


def test_the_cells_are_those_of_the_gates_with_a_figure(tiny: Facts) -> None:
    atlas = with_second_gate(tiny, 75, "gate")
    assert [cell.value for cell in gate_cells(atlas, ZONE.on(year=2020))] == [75.0]
    assert [cell.value for cell in gate_cells(atlas, ZONE)] == [300.0]


def test_the_largest_value_is_of_any_gate_and_year(tiny: Facts) -> None:
    assert largest_gate_value(with_second_gate(tiny, 75, "gate"), "trade_all_musd") == 300.0
    assert largest_gate_value(with_second_gate(tiny, 900, "gate"), "trade_all_musd") == 900.0
    assert largest_gate_value(with_second_gate(tiny, 900, "gate"), "forest_cover_pct") == 0.0
