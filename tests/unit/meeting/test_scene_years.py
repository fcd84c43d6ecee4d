"""A scene of a map with all its years."""

from dataclasses import replace

from geo.boundaries.choose import Layer
from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.meeting.scene_years import scene_data
from geo.meeting.stage import MapScene, set_stage
from geo.saved.meeting import Meeting, Scene
from geo.views.filters import Filter

PEOPLE = "indicator=population&year=2014&level=commune&vintage=2015-01-01"


def faded(atlas: Atlas, staged: MapScene) -> list[object]:
    data = scene_data(atlas, staged, lang="vi", layer="x", words="x")
    return [frame.message.get("faded", "") for frame in data.frames]


def test_the_filter_of_a_scene_holds_for_a_year_that_has_fewer_classes(
    tiny_atlas: Atlas, tiny_layers: dict[str, Layer]
) -> None:
    (staged,) = set_stage(
        tiny_atlas,
        Meeting("Họp", (Scene(f"{PEOPLE}&filter=district:701"),)),
        tiny_layers,
        lang="vi",
    ).scenes
    assert isinstance(staged, MapScene)
    # the first three of five communes lie in the district
    assert faded(tiny_atlas, staged) == ["00011", "00011"]
    # a class that neither year has keeps nothing, and breaks nothing
    assert faded(tiny_atlas, replace(staged, chosen=Filter(classes=("9",)))) == ["11111", "11111"]


def test_classes_that_a_year_has_otherwise_are_not_the_ones_chosen(
    tiny: Facts, tiny_layers: dict[str, Layer]
) -> None:
    # four communes of 2019 fall into one class of both years, so that the year has its own
    alike = iter((1001.0, 1002.0, 1003.0, 1004.0))
    rows = tuple(
        replace(row, value=next(alike))
        if (row.indicator_id, row.unit_kind, row.year) == ("population", "commune", 2019)
        else row
        for row in tiny.observations
    )
    atlas = Atlas(replace(tiny, observations=rows))
    scene = Scene(f"{PEOPLE}&scheme=equal&k=3&filter=class:0")
    (staged,) = set_stage(atlas, Meeting("Họp", (scene,)), tiny_layers, lang="vi").scenes
    assert isinstance(staged, MapScene)
    of_2014, of_2019 = faded(atlas, staged)
    assert set(str(of_2014)) == {"0", "1"}
    # nothing is faded where the first class is another one
    assert of_2019 == ""
