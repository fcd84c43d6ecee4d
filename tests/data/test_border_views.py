"""The maps of the border say what they colour, and every shipped scene has something to show."""

from pathlib import Path
from typing import Any

import pytest

from geo.boundaries.layer_files import Layer
from geo.figures.atlas import Atlas
from geo.figures.border.axis import one_axis
from geo.figures.gate_figures import gate_cells, gates_in_communes
from geo.figures.province_figures import province_figure
from geo.figures.view import View
from geo.frame.message import frame_message
from geo.meeting.scene_years import scene_data
from geo.meeting.stage import MapScene
from geo.reading.border.maps import turn_labels
from geo.reading.gates import gate_line
from geo.reading.sentences import view_sentence, view_title
from geo.saved.meeting import Scene, shipped_meeting
from geo.views.address import read_query
from geo.views.border import GateView, figures_of, gate_views
from geo.views.border_address import gates_view, read_border, turns_of
from geo.views.drawing import draw
from geo.views.filters import NO_FILTER

NEW = "2025-07-01"
TRUCKS = View("trucks_per_day", 2025, "commune", NEW)


def test_every_shipped_map_shows_a_figure(atlas: Atlas, data_dir: Path) -> None:
    maps = [each for each in shipped_meeting(atlas, data_dir).scenes if "indicator=" in each.query]
    assert len(maps) > 5
    for scene in maps:
        view, _ = read_query(atlas, scene.query)
        drawing = draw(atlas, view)
        assert drawing.known > 0, scene.query
        if drawing.kind == "zone":
            known = province_figure(atlas, view.indicator, view.year).known
            assert known or gate_cells(atlas, view), scene.query


def test_the_shipped_meeting_has_gates_with_figures(atlas: Atlas, data_dir: Path) -> None:
    scenes = [each for each in shipped_meeting(atlas, data_dir).scenes if each.kind == "gates"]
    assert scenes
    for scene in scenes:
        view, _ = read_border(atlas, scene.query)
        cells = gate_cells(atlas, view)
        assert len(cells) > 3, scene.query
        assert {cell.period for cell in cells} == {view.gate_period}


def test_every_map_of_gates_reads_itself_aloud(atlas: Atlas) -> None:
    for shown in gate_views(atlas):
        view = gates_view(atlas, shown)
        drawing = draw(atlas, view)
        for each in turns_of(atlas, view):
            rows = figures_of(atlas, GateView(each.indicator, each.year, each.gate_period))
            own = figures_of(atlas, shown)
            one_axis(atlas.facts, (*rows.values(), *own.values()))
        for lang in ("vi", "en"):
            title = view_title(atlas, view, lang=lang)
            assert title.endswith(turn_labels(atlas, [view], lang=lang)[0])
            assert view_sentence(atlas, drawing, lang=lang)


def test_the_title_and_the_map_say_what_the_colours_are(atlas: Atlas) -> None:
    title = view_title(atlas, TRUCKS, lang="vi")
    assert title.startswith("Cửa khẩu và phạm vi khu kinh tế cửa khẩu, 2025 – ")
    message = frame_message(atlas, draw(atlas, TRUCKS), lang="vi", layer="", words="")
    assert message["caption"] == "Cửa khẩu và phạm vi khu kinh tế cửa khẩu, 2025"


def test_no_year_is_named_that_has_no_figure(atlas: Atlas) -> None:
    bare = [
        each.indicator_id
        for each in atlas.facts.indicators.values()
        if not atlas.years(each.indicator_id, "commune", NEW)
    ]
    assert len(bare) > 10
    for indicator_id in bare:
        view = View(indicator_id, 2019, "commune", NEW)
        assert "2019" not in view_title(atlas, view, lang="vi").replace(NEW, "")
        message = frame_message(atlas, draw(atlas, view), lang="vi", layer="", words="")
        assert "2019" not in str(message["caption"])


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_scene_tells_at_once_which_gates_have_no_figure(
    atlas: Atlas, layers: dict[str, Layer], lang: str
) -> None:
    """Nine gates are drawn; of lorries four have a figure of a part of the year, of trade none."""
    for indicator, silent in (("trade_all_musd", 9), ("trucks_per_day", 5)):
        drawing = draw(atlas, TRUCKS.on(indicator=indicator))
        layer = layers["commune-2025-07-01"]
        scene = MapScene(Scene(""), "", "", drawing, layer, None, "", NO_FILTER)
        data = scene_data(atlas, scene, lang=lang, layer="", words="")
        message: dict[str, Any] = dict(data.frames[data.opens].message)
        assert len(message["gates"]) == 9
        told = message["silent"]
        assert len(told["ids"]) == told["said"].count(",") + 1 == silent
        assert ("huu_nghi" in told["ids"]) == (indicator == "trade_all_musd")


def test_gates_whose_commune_is_known_stand_in_it(atlas: Atlas) -> None:
    inside = {gate.gate_id: gate.commune_codes[NEW] for gate in gates_in_communes(atlas, TRUCKS)}
    assert inside == {
        "huu_nghi_freight": "06184",
        "tan_thanh_freight": "06172",
        "coc_nam": "06172",
        "na_nua": "06004",
        "binh_nghi": "06058",
    }
    gates = frame_message(atlas, draw(atlas, TRUCKS), lang="vi", layer="", words="")["gates"]
    assert isinstance(gates, list)
    placed = {each[0]: each for each in gates}
    assert placed["coc_nam"][1:3] == [None, None]
    assert placed["coc_nam"][6] == "hollow"
    assert placed["coc_nam"][8] == "06172"
    # an old commune of Cốc Nam was never read
    assert "coc_nam" not in {
        gate.gate_id for gate in gates_in_communes(atlas, TRUCKS.on(vintage="2024-12-01"))
    }


@pytest.mark.parametrize(
    ("gate", "line"),
    [
        # the only figure of Cốc Nam in 2025 is that of July
        ("coc_nam", "tháng 7/2025"),
        ("na_hinh", "chưa có số cả năm 2025"),
    ],
)
def test_a_gate_without_the_year_tells_a_part_of_it(atlas: Atlas, gate: str, line: str) -> None:
    said = gate_line(atlas, draw(atlas, TRUCKS), atlas.facts.gates[gate], lang="vi")
    assert line in said
    assert "chưa có số cả năm 2025" in said
