"""The years of a view that a frame holds: each is what the page would send, none is made up."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from geo.figures.atlas import Atlas
from geo.figures.view import MODES, View
from geo.frame.message import frame_message
from geo.frame.year_series import OWN, anchored, holds, year_series
from geo.places.vintages import drawn_vintages
from geo.views.drawing import draw
from geo.views.filters import Filter
from geo.views.request import Request, settled, years_of

MIDDLE = "2015-01-01"
"""Its five communes are 70001, 70004, 70007, 70010 and 70013."""
SHOWN = {"layer": "/layer", "words": "/words"}


def series_of(atlas: Atlas, request: Request) -> dict[str, Any]:
    """Return the message of each year as the frame puts it together."""
    series: Any = year_series(atlas, anchored(atlas, request), **SHOWN)
    return {year: {**series["common"], **own} for year, own in series["years"].items()}


def turnable(atlas: Atlas) -> Iterator[View]:
    """Give every view of the facts that has several years, at the first of them.

    Of the communes of three dates, the first and the last.
    """
    vintages = drawn_vintages(atlas.facts.province)
    places = [("commune", vintage) for vintage in (vintages[0], vintages[-1])]
    places += [("district", vintages[-1]), ("province", vintages[-1])]
    for indicator_id in atlas.facts.indicators:
        for level, vintage in places:
            years = atlas.years(indicator_id, level, vintage)
            for mode in MODES if len(years) > 1 else ():
                view = View(indicator_id, years[0], level, vintage, mode=mode)
                if settled(atlas, view) == view:
                    yield view


def counts_by_fill(message: dict[str, Any]) -> Counter[str]:
    """Count the units of each colour as the frame paints them."""
    return Counter(
        message["fills"][int(digit, 36)] if digit != "-" else basis
        for digit, basis in zip(message["classes"], message["bases"], strict=True)
    )


@pytest.mark.exhaustive
def test_every_year_is_painted_as_the_page_tells_it(atlas: Atlas) -> None:
    seen = 0
    for view in turnable(atlas):
        held = series_of(atlas, Request(view))
        assert list(held) == [str(year) for year in years_of(atlas, view)]
        for year, message in held.items():
            drawing = draw(atlas, view.on(year=int(year)))
            sent = frame_message(atlas, drawing, lang="vi", **SHOWN)
            assert message == {key: value for key, value in sent.items() if key not in OWN}
            assert holds(atlas, Request(drawing.view, unit="made-up"))
            painted = counts_by_fill(message)
            # the counts of the legend
            told = zip(drawing.classes.fills, drawing.counts, strict=True)
            assert all(painted[fill] == count for fill, count in told), message["view"]
            seen += 1
    # indicators, levels, boundaries and modes with all their years
    assert seen > 1000


def test_a_year_that_is_not_known_is_not_filled_from_another(tiny_atlas: Atlas) -> None:
    held = series_of(tiny_atlas, Request(View("forest_cover_pct", 2020, "commune", MIDDLE)))
    # in 2018 one commune alone has a figure
    assert held["2018"]["values"] == ["77", "", "", "", ""]
    assert held["2018"]["bases"] == "onnnn"
    assert held["2020"]["bases"] == "ooooo"


def test_a_year_that_cannot_be_turned_to_is_not_held(tiny_atlas: Atlas) -> None:
    view = View("forest_cover_pct", 2020, "commune", MIDDLE)
    assert holds(tiny_atlas, Request(view))
    assert not holds(tiny_atlas, Request(view.on(year=1900)))


def test_a_chosen_unit_has_no_part_in_it(tiny_atlas: Atlas) -> None:
    view = View("forest_cover_pct", 2020, "commune", MIDDLE)
    bare = anchored(tiny_atlas, Request(view.on(year=2018)))
    assert anchored(tiny_atlas, Request(view, unit="70001")) == bare
    assert all(
        key not in message for message in series_of(tiny_atlas, bare).values() for key in OWN
    )


def test_what_a_filter_lets_go_fades_in_every_year(tiny_atlas: Atlas) -> None:
    view = View("forest_cover_pct", 2020, "commune", MIDDLE)
    held = series_of(tiny_atlas, Request(view, filter=Filter(low=50)))
    # 80, 20, 40, 60 and 10; of 2018 77 and nothing else
    assert held["2020"]["faded"] == "01101"
    assert held["2018"]["faded"] == "01111"


@pytest.mark.parametrize("year", [2018, 2020])
def test_a_filter_of_classes_holds_the_years_of_the_same_classes(
    tiny_atlas: Atlas, year: int
) -> None:
    view = View("forest_cover_pct", year, "commune", MIDDLE)
    anchor = anchored(tiny_atlas, Request(view, filter=Filter(classes=("3",))))
    own = draw(tiny_atlas, view).classes
    same = [
        each
        for each in years_of(tiny_atlas, view)
        if draw(tiny_atlas, view.on(year=each)).classes == own
    ]
    assert anchor.view.year == same[-1]
    assert list(series_of(tiny_atlas, anchor)) == [str(each) for each in same]
