"""A request turned to another view: what goes along, and what no longer means the same."""

from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.views.filters import Filter
from geo.views.request import Request, outlined
from geo.views.turns import turned

MIDDLE, NEW = "2015-01-01", "2022-07-01"
PEOPLE = View("population", 2014, "commune", MIDDLE)
FOREST = View("forest_cover_pct", 2020, "commune", MIDDLE)
CHOSEN = Filter(("1", "none"), ("701",), (), 5.0, 50.0)


def test_a_unit_becomes_what_it_is_elsewhere_and_is_found_again(tiny_atlas: Atlas) -> None:
    # Ô Hai went into the ward Ô Ba
    there = turned(tiny_atlas, Request(PEOPLE, unit="70004"), PEOPLE.on(vintage=NEW))
    assert (there.unit, there.place) == ("70007", (MIDDLE, "70004"))
    assert outlined(tiny_atlas, there) == ()
    back = turned(tiny_atlas, there, PEOPLE)
    assert (back.unit, back.place) == ("70004", None)


def test_a_unit_of_several_parts_selects_none_of_them(tiny_atlas: Atlas) -> None:
    # Ô Mới was made of Ô Hòa and Ô Đen
    there = turned(tiny_atlas, Request(PEOPLE.on(vintage=NEW), unit="70010"), PEOPLE)
    assert (there.unit, there.place) == ("", (NEW, "70010"))
    assert [unit.code for unit in outlined(tiny_atlas, there)] == ["70010", "70013"]
    back = turned(tiny_atlas, there, PEOPLE.on(vintage=NEW))
    assert (back.unit, back.place) == ("70010", None)


def test_where_nothing_is_selected_nothing_is_outlined(tiny_atlas: Atlas) -> None:
    there = turned(tiny_atlas, Request(PEOPLE), PEOPLE.on(vintage=NEW))
    assert (there.unit, there.place) == ("", None)
    assert outlined(tiny_atlas, there) == ()


def test_of_a_filter_another_indicator_leaves_the_districts(tiny_atlas: Atlas) -> None:
    asked = Request(FOREST, filter=CHOSEN, lang="en")
    there = turned(tiny_atlas, asked, PEOPLE)
    assert there.filter == Filter((), ("701",), (), None, None)
    assert there.lang == "en"


def test_other_classes_of_the_same_numbers_leave_the_range(tiny_atlas: Atlas) -> None:
    asked = Request(FOREST, filter=CHOSEN)
    other = turned(tiny_atlas, asked, FOREST.on(scheme="15;30;45"))
    assert other.filter == Filter((), ("701",), (), 5.0, 50.0)
    assert turned(tiny_atlas, asked, FOREST.on(latest=True)).filter == CHOSEN


def test_a_year_without_figures_gives_way_to_the_newest(tiny_atlas: Atlas) -> None:
    assert turned(tiny_atlas, Request(PEOPLE), PEOPLE.on(year=1999)).view == PEOPLE.on(year=2019)
