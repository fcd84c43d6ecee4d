"""The maps of the page of the border economy by their address, and what they are turned to."""

from dataclasses import replace
from datetime import date

import pytest

from geo.errors import ViewError
from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.views.border import GateView
from geo.views.border_address import (
    gates_view,
    list_day,
    list_view,
    names_border,
    read_border,
    shown_of,
    turns_of,
    write_border,
)
from geo.views.drawing import draw
from geo.views.gate_symbols import RADIUS, gate_symbols
from tests.support.border import figure, with_figures

ALL = "trade_all_musd"
YEAR, QUARTER = GateView(ALL, 2021, "year"), GateView(ALL, 2022, "Q1")
GATE, ROAD = ("gate", "cua_thu"), ("gate", "duong_thu")
MAP = "indicator=forest_cover_pct&year=2020&level=commune&vintage=2015-01-01"


@pytest.mark.parametrize("shown", [YEAR, QUARTER])
def test_a_map_of_gates_comes_back_as_it_was(tiny_atlas: Atlas, shown: GateView) -> None:
    view = gates_view(tiny_atlas, shown)
    text = write_border(view)
    assert text == f"part=gates&flow={ALL}&when={shown.year}_{shown.period}"
    assert read_border(tiny_atlas, text)[0] == view
    assert shown_of(view) == shown
    # the address of the page holds the view of the map, too
    assert read_border(tiny_atlas, f"{MAP}&lang=en&{text}")[0] == view


def test_a_list_of_the_zone_comes_back_as_it_was(tiny_atlas: Atlas) -> None:
    view = list_view(tiny_atlas, date(2022, 8, 1))
    assert write_border(view) == "part=zone&list=2022-08-01"
    assert read_border(tiny_atlas, "part=zone&list=2022-08-01")[0] == view
    assert (list_day(view), shown_of(view)) == (date(2022, 8, 1), None)
    # by hand from the list: 70001 as a whole, 70007 in part, of the three communes since July 2022
    drawing = draw(tiny_atlas, view)
    classes = {cell.unit.code: cell.class_id for cell in drawing.cells}
    assert (classes["70001"], classes["70007"]) == ("whole", "part")
    assert [each.radius for each in gate_symbols(tiny_atlas, drawing)] == [0, 0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("part=trade", "the part 'trade' of the page of gates is no map; there are gates, zone"),
        ("part=gates", "no gate has a figure of the indicator ''"),
        # two bases, one that no gate has
        (f"flow={ALL},trade_declared_musd&when=2021_year", "there are trade_all_musd, trucks"),
        ("flow=trade_declared_musd&when=2022_year", "there are trade_all_musd, trucks"),
        # a part of a year and a year, a year that is not there, a plan
        (f"flow={ALL}&when=2021_year,2022_Q1", "there are 2022_Q1, 2021_year"),
        (f"flow={ALL}&when=2022_year", "there are 2022_Q1, 2021_year"),
        (f"flow={ALL}&when=2025_year", "there are 2022_Q1, 2021_year"),
        (f"flow={ALL}&when=2021_year&when=2022_Q1", "a key twice"),
        ("part=zone&list=2022-07-31", "there are 2015-05-01, 2022-08-01"),
        (f"flow={ALL}&when=2021_year&plan=x", "unknown plan"),
    ],
)
def test_what_is_no_one_figure_of_one_time_is_refused(
    tiny_atlas: Atlas, text: str, words: str
) -> None:
    with pytest.raises(ViewError) as refused:
        read_border(tiny_atlas, text)
    assert words in str(refused.value)


def test_a_province_without_a_zone_has_no_such_map(tiny: Facts) -> None:
    themes = tuple(replace(each, communes_by_zone=False) for each in tiny.province.themes)
    atlas = Atlas(replace(tiny, province=replace(tiny.province, themes=themes)))
    with pytest.raises(ViewError, match="no border economic zone"):
        read_border(atlas, f"flow={ALL}&when=2021_year")


def test_addresses_of_the_two_pages_are_told_apart() -> None:
    assert names_border("flow=a&when=b")
    assert names_border(f"{MAP}&amp;part=gates")
    assert not names_border(MAP)


def test_a_part_of_a_year_is_turned_to_the_same_part_alone(tiny: Facts) -> None:
    rows = (
        # the same quarter, written otherwise
        figure(ALL, 90.0, year=2023, period="to-2023-03-31", place=ROAD),
        figure(ALL, 500.0, year=2023, period="H1", place=GATE),
        figure(ALL, 700.0, year=2023, place=GATE),
    )
    atlas = Atlas(with_figures(tiny, *rows))
    quarters = turns_of(atlas, gates_view(atlas, QUARTER))
    assert [shown_of(each) for each in quarters] == [
        QUARTER,
        GateView(ALL, 2023, "to-2023-03-31"),
    ]
    years = turns_of(atlas, gates_view(atlas, YEAR))
    assert [shown_of(each) for each in years] == [YEAR, GateView(ALL, 2023, "year")]
    # 80 of 90, on one scale through the quarters; half a year and a year are no measure for them
    (first, _) = gate_symbols(atlas, draw(atlas, quarters[0]))
    assert first.radius == round(RADIUS[1] * (80 / 90) ** 0.5, 1)


def test_lists_are_turned_in_their_order(tiny_atlas: Atlas) -> None:
    turns = turns_of(tiny_atlas, list_view(tiny_atlas, date(2022, 8, 1)))
    assert [list_day(each) for each in turns] == [date(2015, 5, 1), date(2022, 8, 1)]


def test_gates_of_a_theme_of_no_zone_stand_on_the_zone_all_the_same(tiny: Facts) -> None:
    # what passes a gate is no commune's, whatever it counts
    row = figure("population", 50.0, year=2021, period="Q1", place=GATE)
    atlas = Atlas(with_figures(tiny, row))
    drawing = draw(atlas, gates_view(atlas, GateView("population", 2021, "Q1")))
    assert drawing.kind == "zone"
    assert drawing.indicator.indicator_id == "population"
    assert {cell.class_id for cell in drawing.cells} <= {"no", "part", "whole", ""}
