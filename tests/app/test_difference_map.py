"""What differs between two revisions on the map of the page of the data."""

from collections.abc import Callable
from pathlib import Path

import pytest

from geo.figures.view import View
from geo.frame.difference_message import UnitDifference
from geo.store.database import open_database
from geo.store.publishing import publish
from geo.store.states import Difference, Rows, State
from tests.app.conftest import Visit
from tests.support.publishing import COVER, EDITOR
from ui.data.difference_map import differing_views, legend_html
from ui.server import loaded

OpenPage = Callable[..., Visit]
FOREST = View("forest_cover_pct", 2020, "commune", "2015-01-01")


def _key(code: str) -> tuple[str, ...]:
    return (*COVER[:3], code, *COVER[4:])


def _three_kinds(state: State) -> State:
    """Change the figure of 70001, add one of 2021 for 70004, take away that of 70007."""
    rows = state["observations"]
    changed = dict(rows.by_key)
    changed[COVER] = {**changed[COVER], "value": "61.75"}
    later = (*COVER[:3], "70004", "2021", *COVER[5:])
    changed[later] = {**changed[_key("70004")], "year": "2021", "value": "21"}
    del changed[_key("70007")]
    return {**state, "observations": Rows(rows.columns, changed)}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_units_that_differ_are_drawn_and_told_in_words(
    visit: OpenPage, state: Path, tiny_dir: Path, lang: str
) -> None:
    database = open_database(state)
    publish(database, tiny_dir, _three_kinds, EDITOR)
    database.engine.dispose()
    loaded.use(loaded.read())
    visitor = visit("data", history="1", lang=lang)
    message = visitor.message
    units = loaded.newest().atlas.units("commune", "2015-01-01")
    drawn = dict(zip([unit.code for unit in units], message["values"], strict=True))
    said = {
        "vi": ("≠ đổi 80 → 61,75%", "× bỏ 40%", "không đổi"),
        "en": ("≠ changed 80 → 61.75%", "× gone 40%", "unchanged"),
    }[lang]
    assert (drawn["70001"], drawn["70007"]) == said[:2]
    assert drawn["70010"] == "{0}"
    assert message["phrases"] == [said[2]]
    classes = dict(zip(drawn, message["classes"], strict=True))
    assert (classes["70001"], classes["70007"], classes["70010"]) == ("1", "3", "0")
    hatched = [code for code, mark in zip(drawn, message["lined"], strict=True) if mark == "1"]
    assert hatched == ["70007"]
    choice = visitor.control("difference_view")
    assert len(choice.options) == 2
    visitor.turn("difference_view", "forest_cover_pct|2021|commune|2015-01-01")
    drawn = dict(zip(drawn, visitor.message["values"], strict=True))
    assert drawn["70004"] == {"vi": "+ mới 21%", "en": "+ new 21%"}[lang]


def test_no_map_is_sent_while_its_place_is_closed(
    visit: OpenPage, state: Path, tiny_dir: Path
) -> None:
    database = open_database(state)
    publish(database, tiny_dir, _three_kinds, EDITOR)
    database.engine.dispose()
    loaded.use(loaded.read())
    assert visit("data").app.get("component_instance") == []


@pytest.mark.usefixtures("state")
def test_recognitions_and_what_stands_beside_a_value_are_told() -> None:
    loaded.use(loaded.read())
    atlas = loaded.newest().atlas
    recognised = ("2015-01-01", "70001", "met", "2017", "decision")
    found = [
        Difference("ntm_recognitions", recognised, "vintage", None, "2015-01-01"),
        Difference("observations", _key("70001"), "source_id", "thu-forest", "thu-press"),
        Difference("observations", _key("70004"), "source_id", "thu-forest", "thu-press"),
        Difference("observations", _key("70004"), "value", "20", "21"),
        Difference("sources", ("thu-press",), "title", "a", "b"),
        # a unit that the facts of now do not have, and boundaries that are not drawn
        Difference("observations", _key("79999"), "value", "20", "21"),
    ]
    views = differing_views(atlas, found, lang="vi")
    register = atlas.facts.province.register.status
    assert views[FOREST] == {
        "70004": UnitDifference("changed", "≠ đổi 20 → 21%"),
        "70001": UnitDifference("changed", "≠ đổi nguồn hoặc ghi chú"),
    }
    ((view, units),) = [item for item in views.items() if item[0] != FOREST]
    assert (view.indicator, view.year, list(units)) == (register, 2017, ["70001"])
    assert units["70001"].kind == "added"
    assert "≠ đổi số, cũ → mới: 2" in legend_html(views[FOREST], lang="vi")
