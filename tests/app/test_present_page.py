"""The meeting's page: the list of scenes, its changes, and the presentation."""

import json
from collections.abc import Callable

import pytest

from tests.app.conftest import Visit
from ui.settings import ROOT

OpenPage = Callable[..., Visit]

SHIPPED = json.loads((ROOT / "data" / "meetings" / "shipped.json").read_text(encoding="utf-8"))
TITLES = [scene["title"] for scene in SHIPPED["scenes"]]


def titles_shown(visitor: Visit) -> list[str]:
    """Return the titles of the list, in order, without their numbers."""
    heads = [piece for piece in visitor.pieces if piece.startswith("<b>")]
    return [head[3:].partition("</b>")[0].partition(". ")[2] for head in heads]


def press(visitor: Visit, key: str) -> Visit:
    """Press a button and run."""
    visitor.control(key).click()
    return visitor.run()


def test_the_shipped_meeting_is_listed_in_its_order(visit: OpenPage) -> None:
    assert len(TITLES) >= 10
    assert titles_shown(visit("present")) == TITLES


def test_scenes_are_moved_and_removed(visit: OpenPage) -> None:
    visitor = visit("present")
    press(visitor, "scene_down_0")
    assert titles_shown(visitor) == [TITLES[1], TITLES[0], *TITLES[2:]]
    press(visitor, "scene_up_1")
    assert titles_shown(visitor) == TITLES
    press(visitor, "scene_remove_2")
    assert titles_shown(visitor) == TITLES[:2] + TITLES[3:]


def test_the_presentation_turns_by_buttons_and_stands_in_the_address(visit: OpenPage) -> None:
    visitor = visit("present")
    press(visitor, "scene_show_0")
    assert visitor.query["scene"] == "1"
    assert f'class="stage-title">{TITLES[0]}<' in visitor.html
    assert titles_shown(visitor) == []
    press(visitor, "stage_next_page")
    assert visitor.query["scene"] == "2"
    assert f'class="stage-title">{TITLES[1]}<' in visitor.html
    press(visitor, "stage_last")
    assert visitor.query["scene"] == str(len(TITLES))
    press(visitor, "stage_leave")
    assert "scene" not in visitor.query
    assert titles_shown(visitor) == TITLES


def test_a_map_brings_its_years_into_the_frame(visit: OpenPage) -> None:
    message = visit("present", scene="1").message
    play = message["play"]
    assert play["years"] == [str(year) for year in range(2014, 2026)]
    assert play["years"][play["at"]] == "2025"
    assert len(play["frames"]) == len(play["years"])
    for year, frame in zip(play["years"], play["frames"], strict=True):
        assert frame["view"].startswith(f"ntm_status|{year}|commune|2024-12-01|")
        assert frame["layer"] == message["layer"]
        assert frame["fills"] == message["fills"]
    assert message["classes"] == play["frames"][play["at"]]["classes"]


@pytest.mark.parametrize("scene", ["0", "99", "x", "-1", "1e3"])
def test_a_scene_that_is_not_there_shows_the_list(visit: OpenPage, scene: str) -> None:
    assert titles_shown(visit("present", scene=scene)) == TITLES


def test_a_view_of_the_map_becomes_the_last_scene(visit: OpenPage) -> None:
    visitor = visit("map", indicator="population", year="2019")
    press(visitor, "add_map")
    visitor.app.switch_page("../pages/present.py")
    visitor.run()
    shown = titles_shown(visitor)
    assert shown[:-1] == TITLES
    assert shown[-1].startswith("Dân số theo Tổng điều tra, 2019")
