"""Addresses of comparisons and portraits as they stand in a browser, read as scenes."""

import pytest

from geo.errors import ViewError
from geo.figures.atlas import Atlas
from geo.saved.meeting import Scene
from geo.saved.pasted import pasted_scene
from geo.views.compare.address import read_compared
from geo.views.portrait.address import read_portrayed

VIEW = "indicator=population&year=2019&level=commune&vintage=2015-01-01"


def test_a_page_keeps_what_its_other_parts_showed_last(tiny_atlas: Atlas) -> None:
    host = "https://atlas.example.vn/so-sanh"
    maps = (
        f"{host}?{VIEW}&mode=value&compare=maps&from=2014&to=2019&maps=population%3A2019&place=#x"
    )
    found = pasted_scene(maps)
    assert found is not None
    assert found.kind == "comparison"
    assert read_compared(tiny_atlas, found.query).part == "maps"
    # two years are the part that an address need not name
    years = pasted_scene(f"/so-sanh?{VIEW}&mode=value&from=2014&to=2019&maps=population%3A2019")
    assert years is not None
    assert read_compared(tiny_atlas, years.query).earlier == 2014
    # and a query alone names it
    ranks = pasted_scene(f"compare=rank&{VIEW}")
    assert ranks is not None
    assert read_compared(tiny_atlas, ranks.query).part == "rank"


def test_a_portrait_is_known_by_its_page_or_its_only_key(tiny_atlas: Atlas) -> None:
    for text in (f"/ho-so?{VIEW}&mode=value&place=2015-01-01_70001", "place=2015-01-01_70001"):
        found = pasted_scene(text)
        assert found is not None
        assert found.kind == "profile"
        assert read_portrayed(tiny_atlas, found.query).code == "70001"


def test_a_view_is_none_of_them_and_an_unknown_key_is_refused(tiny_atlas: Atlas) -> None:
    assert pasted_scene(f"https://atlas.example.vn/ban-do?{VIEW}&place=2015-01-01_70001") is None
    assert pasted_scene(VIEW) is None
    assert pasted_scene("") is None
    found = pasted_scene(f"/so-sanh?compare=rank&{VIEW}&globe=1")
    assert isinstance(found, Scene)
    with pytest.raises(ViewError, match="globe"):
        read_compared(tiny_atlas, found.query)
