"""What the page about the data says of the boundaries in use."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.boundaries.choose import Boundaries, load_boundaries
from geo.facts.model import BoundaryNote, Facts
from geo.figures.atlas import Atlas
from tests.support.own_boundaries import NEW, Frames, save
from ui.data.boundary_notes import origin_lines, shipped_notes
from ui.server import loaded

OWN = BoundaryNote("Sở thử", "Trial office")
LAYERS = ("commune-2015-01-01", "commune-2022-07-01", "district", "province")


def test_shipped_boundaries_have_one_credit_and_their_notes(tiny: Facts):
    atlas = Atlas(tiny)
    assert origin_lines(atlas, lang="en") == ["Boundaries: made-up boundaries, not legal ones."]
    assert shipped_notes(atlas, lang="en") == [
        note.text_en for note in tiny.province.boundary_notes
    ]


def test_notes_on_the_shipped_drawing_vanish_with_it(tiny: Facts):
    atlas = Atlas(tiny, dict.fromkeys(LAYERS, OWN))
    assert origin_lines(atlas, lang="vi") == ["Ranh giới: Sở thử."]
    assert shipped_notes(atlas, lang="vi") == []


def test_layers_of_two_origins_are_credited_apart(tiny: Facts):
    atlas = Atlas(tiny, {"commune-2022-07-01": OWN})
    shipped, own = origin_lines(atlas, lang="en")
    assert shipped.endswith("; whole province: made-up boundaries, not legal ones.")
    assert own == "Maps by commune (boundaries of 1 July 2022): Trial office."
    first, *notes = shipped_notes(atlas, lang="en")
    assert "1 January 2015" in first
    assert "1 July 2022" not in first
    assert notes == [note.text_en for note in tiny.province.boundary_notes]


def page() -> None:
    from ui.data.boundary_notes import show_boundaries
    from ui.server import loaded

    show_boundaries(loaded.atlas(), lang="vi")


@pytest.fixture
def shown(tiny: Facts, monkeypatch: pytest.MonkeyPatch):
    """Return a function that shows boundaries and returns the HTML of the page."""

    def run(boundaries: Boundaries) -> str:
        monkeypatch.setattr(loaded, "boundaries", lambda: boundaries)
        monkeypatch.setattr(loaded, "atlas", lambda: Atlas(tiny, boundaries.credits))
        app = AppTest.from_function(page).run()
        assert not app.exception
        return "\n".join(element.proto.body for element in app.get("html"))

    return run


def test_doubts_stand_on_the_page_with_units_and_numbers(
    shown, tiny: Facts, tiny_dir: Path, frames: Frames, tmp_path: Path
):
    path = save(tmp_path / "own.gpkg", {NEW: frames[NEW]})
    html = shown(load_boundaries(tiny, folder=tiny_dir, replacement=path))
    assert "có điểm cần xem lại" in html
    assert "Xã Ô Mới (70010) vẽ" in html
    assert "công bố 600,0\u00a0km²" in html
    assert 'class="notice fault"' not in html


def test_a_refusal_stands_on_the_page(
    shown, tiny: Facts, tiny_dir: Path, frames: Frames, tmp_path: Path
):
    frames[NEW]["geometry"] = frames[NEW].geometry.translate(20, 0)
    path = save(tmp_path / "own.gpkg", {NEW: frames[NEW]})
    html = shown(load_boundaries(tiny, folder=tiny_dir, replacement=path))
    assert 'class="notice fault"' in html
    assert "có điểm cần xem lại" not in html
    assert f"Ranh giới: {tiny.province.boundary_credit_vi}." in html
