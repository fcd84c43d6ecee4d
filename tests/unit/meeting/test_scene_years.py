"""A scene of a map with all its years."""

from dataclasses import replace

from geo.boundaries.choose import Layer
from geo.figures.atlas import Atlas
from geo.meeting.scene_years import scene_data
from geo.meeting.stage import MapScene, stage
from geo.saved.meeting import Meeting, Scene
from geo.views.filters import Filter

PEOPLE = "indicator=population&year=2014&level=commune&vintage=2015-01-01"


def faded(atlas: Atlas, staged: MapScene) -> list[object]:
    data = scene_data(atlas, staged, lang="vi", layer="x", words="x")
    return [frame.message["faded"] for frame in data.frames]


def test_the_filter_of_a_scene_holds_for_a_year_that_has_fewer_classes(
    tiny_atlas: Atlas, tiny_layers: dict[str, Layer]
) -> None:
    (staged,) = stage(
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
