"""The map of the gates: what it can be sized by, how large, and where each gate stands."""

import math
from dataclasses import replace

import pytest

from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.frame.message import frame_message
from geo.views.border import (
    GateView,
    border_options,
    find_gate_view,
    first_gate_view,
    gate_marks,
    gate_views,
    key_values,
    largest,
)
from geo.views.border_address import gates_view
from geo.views.drawing import draw
from geo.views.gate_symbols import RADIUS, symbol_radius
from tests.support.border import figure, with_figures

ALL = "trade_all_musd"
YEAR, QUARTER = GateView(ALL, 2021, "year"), GateView(ALL, 2022, "Q1")
DAY = GateView("trucks_per_day", 2022, "day-2022-05-01")
GATE, ROAD = ("gate", "cua_thu"), ("gate", "duong_thu")
NEW = "2022-07-01"


def test_a_choice_is_one_indicator_of_one_time_and_no_plan(tiny_atlas: Atlas) -> None:
    assert gate_views(tiny_atlas) == (QUARTER, YEAR, DAY)


def test_the_map_opens_with_what_most_gates_have_and_is_newest(tiny: Facts) -> None:
    atlas = Atlas(with_figures(tiny, figure(ALL, 50.0, year=2021, place=ROAD)))
    assert first_gate_view(atlas) == YEAR
    assert first_gate_view(atlas, "trucks_per_day") == DAY
    assert first_gate_view(Atlas(tiny), ALL) == QUARTER
    assert first_gate_view(Atlas(replace(tiny, observations=()))) is None


@pytest.mark.parametrize(
    ("flow", "when", "expected"),
    [
        (ALL, "2021_year", YEAR),
        (ALL, "2022_Q1", QUARTER),
        # a time that another indicator has, two times, a part that is none
        (ALL, "2022_day-2022-05-01", QUARTER),
        (ALL, "2021_year,2022_Q1", QUARTER),
        ("trucks_per_day", "2021_year", DAY),
        # two bases, one that no gate has, nothing
        (f"{ALL},trade_declared_musd", "2021_year", DAY),
        ("trade_declared_musd", "2022_year", DAY),
        ("", "", DAY),
    ],
)
def test_an_address_is_settled_on_one_figure_of_one_time(
    tiny_atlas: Atlas, flow: str, when: str, expected: GateView
) -> None:
    assert find_gate_view(tiny_atlas, flow, when) == expected


def test_the_options_of_a_time_follow_the_figure(tiny_atlas: Atlas) -> None:
    found = border_options(tiny_atlas, ALL)
    assert found["when"] == ["2022_Q1", "2021_year"]
    assert found["flow"] == [ALL, "trucks_per_day"]
    assert found["list"] == ["2015-05-01", "2022-08-01"]
    assert border_options(tiny_atlas, "no such")["when"] == [DAY.when]


def test_areas_are_proportional_within_one_length_of_time(tiny: Facts) -> None:
    rows = (
        figure(ALL, 20.0, period="Q1", place=ROAD),
        figure(ALL, 90.0, year=2023, period="Q1", place=GATE),
    )
    atlas = Atlas(with_figures(tiny, *rows))
    # 300 of a whole year is no measure for a quarter: 90 of another year is
    assert (largest(atlas, QUARTER), largest(atlas, YEAR)) == (90.0, 300.0)
    gate, road = gate_marks(atlas, QUARTER, vintage=NEW)
    assert gate.radius == round(RADIUS[1] * math.sqrt(80 / 90), 1)
    assert road.radius == round(RADIUS[1] * math.sqrt(20 / 90), 1)


def test_where_only_the_commune_is_known_a_symbol_is_hollow(tiny: Facts) -> None:
    atlas = Atlas(with_figures(tiny, figure(ALL, 40.0, year=2021, place=ROAD)))
    gate, road = gate_marks(atlas, YEAR, vintage=NEW)
    assert (gate.gate.gate_id, gate.filled, gate.commune, gate.drawn) == ("cua_thu", True, "", True)
    assert (road.filled, road.commune, road.drawn) == (False, "70001", True)
    nowhere = replace(atlas.facts.gates["duong_thu"], commune_codes={})
    gates = atlas.facts.gates | {"duong_thu": nowhere}
    _, lost = gate_marks(Atlas(replace(atlas.facts, gates=gates)), YEAR, vintage=NEW)
    assert (lost.drawn, lost.row is None) == (False, False)


def test_nothing_and_unknown_have_no_size(tiny: Facts) -> None:
    zero = figure(ALL, 0.0, year=2021, place=ROAD)
    _, road = gate_marks(Atlas(with_figures(tiny, zero)), YEAR, vintage=NEW)
    assert road.row is not None
    assert road.radius == 0
    _, unknown = gate_marks(Atlas(tiny), YEAR, vintage=NEW)
    assert (unknown.row, unknown.radius, unknown.filled) == (None, 0, False)
    assert symbol_radius(0.01, 300.0) == RADIUS[0]


def test_a_gate_that_nobody_can_place_is_not_in_the_message(tiny: Facts) -> None:
    nowhere = replace(tiny.gates["duong_thu"], commune_codes={})
    atlas = Atlas(replace(tiny, gates=tiny.gates | {"duong_thu": nowhere}))
    drawing = draw(atlas, gates_view(atlas, YEAR))
    message = frame_message(atlas, drawing, lang="vi", layer="", words="")
    assert [symbol[0] for symbol in message["gates"]] == ["cua_thu"]
    assert message["caption"] == (
        "Kim ngạch xuất nhập khẩu các loại hình qua địa bàn theo cửa khẩu, 2021"
    )
    assert message["view"] == f"{ALL}|2021_year|{NEW}|vi"
    # the communes are those of the map: what the zone's lists say, no figure
    assert set(message["values"]) <= {"", "{0}", "{1}", "{2}"}


def test_the_key_has_round_values() -> None:
    assert key_values(870.0) == (800.0, 200.0, 70.0)
    assert key_values(1.0) == (1.0, 0.2, 0.08)
    assert key_values(0.0) == ()
