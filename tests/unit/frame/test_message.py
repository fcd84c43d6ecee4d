"""A view as the map's frame reads it: one entry per unit in the order of the codes."""

from dataclasses import replace
from typing import Any

from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.frame.message import frame_message
from geo.views.drawing import draw

MIDDLE = "2015-01-01"
"""Its five communes are 70001, 70004, 70007, 70010 and 70013."""


def message_of(atlas: Atlas, view: View, *, lang: str = "vi", **options: Any) -> dict[str, Any]:
    drawing = draw(atlas, view)
    return frame_message(atlas, drawing, lang=lang, layer="/layer", words="/words", **options)


def test_numbers_come_printed_without_their_unit(tiny_atlas) -> None:
    message = message_of(tiny_atlas, View("forest_cover_pct", 2020, "commune", MIDDLE))
    assert message["view"] == "forest_cover_pct|2020|commune|2015-01-01|value|vi"
    assert (message["year"], message["figure"]) == ("2020", "{value}%")
    assert message["classes"] == "31230"
    assert message["bases"] == "ooooo"
    assert message["values"] == ["80", "20", "40", "60", "10"]
    assert {"years", "gates", "faded", "pending"}.isdisjoint(message)


def test_a_unit_without_a_figure_has_neither_class_nor_value(tiny_atlas) -> None:
    message = message_of(tiny_atlas, View("forest_cover_pct", 2018, "commune", MIDDLE))
    assert message["classes"] == "3----"
    assert message["bases"] == "onnnn"
    assert message["values"] == ["77", "", "", "", ""]


def test_a_class_reached_in_an_earlier_year_says_which(tiny_atlas) -> None:
    message = message_of(tiny_atlas, View("ntm_status", 2020, "commune", MIDDLE), lang="en")
    assert message["phrases"] == ["NTM standard met", "advanced NTM", "model NTM"]
    # 70001: advanced by a listing of 2019; 70004: met by a vote of 2018, so hatched
    assert message["values"][:2] == ["{1}", "{0}"]
    assert message["classes"][:2] == "10"
    assert message["years"] == {"0": "2019", "1": "2018"}
    assert message["pending"][:2] == "01"


def test_a_zone_says_the_year_of_its_list_once(tiny_atlas) -> None:
    message = message_of(tiny_atlas, View("trade_all_musd", 2021, "commune", MIDDLE))
    # by the list of 1/5/2015 70001 is a whole member, 70004 in part
    assert message["classes"] == "21000"
    assert message["year"] == "2015"
    assert "years" not in message
    assert message["caption"].endswith(", 2021")
    assert len(message["gates"]) >= 1


def test_what_a_filter_lets_go_is_faded(tiny_atlas) -> None:
    view = View("forest_cover_pct", 2020, "commune", MIDDLE)
    kept = (True, False, True, True, False)
    assert message_of(tiny_atlas, view, kept=kept)["faded"] == "01001"
    assert "faded" not in message_of(tiny_atlas, view, kept=(True,) * 5)


def test_english_has_a_pattern_for_one_of_a_unit(tiny_atlas) -> None:
    criteria = View("ntm_criteria_met", 2020, "commune", MIDDLE)
    message = message_of(tiny_atlas, criteria, lang="en")
    assert message["figure"] == "{value}\u00a0criteria"
    assert message["figure_one"] == "{value}\u00a0criterion"
    assert "figure_one" not in message_of(tiny_atlas, criteria)
    shares = View("forest_cover_pct", 2020, "commune", MIDDLE)
    assert "figure_one" not in message_of(tiny_atlas, shares, lang="en")


def test_a_drawing_that_was_changed_says_its_own_numbers(tiny_atlas) -> None:
    drawing = draw(tiny_atlas, View("forest_cover_pct", 2020, "commune", MIDDLE))
    once = frame_message(tiny_atlas, drawing, lang="vi", layer="", words="")["values"]
    unknown = replace(drawing, numbers=(None,) * len(drawing.cells))
    message = frame_message(tiny_atlas, unknown, lang="vi", layer="", words="")
    assert message["values"] == [""] * len(drawing.cells)
    again = frame_message(tiny_atlas, drawing, lang="vi", layer="", words="")["values"]
    assert again == once
    assert again is not once
