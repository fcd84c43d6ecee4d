"""Replaced boundaries carry their own credit, and the shipped ones keep theirs."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from geo.__main__ import main
from geo.boundaries.brought.doubts import doubt_text
from geo.boundaries.choose import Boundaries, load_boundaries
from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.reading.imprint import boundary_credit
from geo.reading.sentences import source_line
from geo.views.drawing import draw
from tests.support.own_boundaries import NEW, OLD, Frames, save

SHIPPED = "made-up boundaries, not legal ones"
OWN = "Sở Đo đạc giả định, bản đồ 2026"
FOREST = View("forest_cover_pct", 2020, "commune", "2015-01-01")
QUERY = "indicator=forest_cover_pct&year=2020&level=commune&vintage=2015-01-01&lang=en"
Own = Callable[..., Boundaries]


@pytest.fixture
def own(tiny: Facts, tiny_dir: Path, tmp_path: Path) -> Own:
    """Return a function that loads layers from a file, with a credit and descriptions."""

    def run(frames: Frames, *, credit: str = "", **descriptions: str) -> Boundaries:
        path = tmp_path / "own.gpkg"
        for name, frame in frames.items():
            about = {"DESCRIPTION": descriptions.get(name.replace("-", "_"), "")}
            frame.to_file(path, layer=name, driver="GPKG", layer_metadata=about)
        boundaries = load_boundaries(tiny, folder=tiny_dir, replacement=path, credit=credit)
        assert boundaries.faults == ()
        return boundaries

    return run


def credits_of(facts: Facts, boundaries: Boundaries, lang: str = "en") -> list[str]:
    """Return the credits of both dates of communes, of districts and of the province."""
    atlas = Atlas(facts, boundaries.credits)
    layers = [
        ("commune", "2015-01-01"),
        ("commune", "2022-07-01"),
        ("district", "2015-01-01"),
        ("province", "2022-07-01"),
    ]
    return [boundary_credit(atlas, level, vintage, lang=lang) for level, vintage in layers]


def kinds(boundaries: Boundaries) -> set[str]:
    return {doubt.kind for doubt in boundaries.doubts}


def test_the_setting_credits_every_layer_of_the_file(tiny: Facts, own: Own, frames: Frames):
    boundaries = own(frames, credit=OWN)
    assert credits_of(tiny, boundaries) == [OWN] * 4
    assert credits_of(tiny, boundaries, "vi") == [OWN] * 4
    assert "credit" not in kinds(boundaries)


def test_layers_that_stay_shipped_keep_their_credit(tiny: Facts, own: Own, frames: Frames):
    boundaries = own({OLD: frames[OLD]}, credit=OWN)
    assert credits_of(tiny, boundaries) == [OWN, SHIPPED, SHIPPED, SHIPPED]


def test_the_description_of_a_layer_credits_it(tiny: Facts, own: Own, frames: Frames):
    boundaries = own(
        {name: frames[name] for name in (OLD, NEW)},
        communes_2015_01_01=" Bản đồ\n cũ ",
        communes_2022_07_01="Bản đồ mới",
    )
    # The districts are joined from the old communes, the province from the new ones.
    assert credits_of(tiny, boundaries) == ["Bản đồ cũ", "Bản đồ mới", "Bản đồ cũ", "Bản đồ mới"]
    assert "credit" not in kinds(boundaries)


def test_the_setting_goes_before_a_description(tiny: Facts, own: Own, frames: Frames):
    boundaries = own({NEW: frames[NEW]}, credit=OWN, communes_2022_07_01="Bản đồ mới")
    assert credits_of(tiny, boundaries)[1] == OWN


def test_a_file_that_names_no_source_is_credited_by_its_name_and_told(
    tiny: Facts, own: Own, frames: Frames
):
    boundaries = own(frames)
    assert all("own.gpkg" in credit for credit in credits_of(tiny, boundaries))
    assert all("own.gpkg" in credit for credit in credits_of(tiny, boundaries, "vi"))
    [doubt] = [each for each in boundaries.doubts if each.kind == "credit"]
    assert "BOUNDARIES_CREDIT" in doubt_text(tiny, doubt, lang="vi")


def test_the_source_line_below_a_map_names_the_own_credit(tiny: Facts, own: Own, frames: Frames):
    atlas = Atlas(tiny, own(frames, credit=OWN).credits)
    for lang in ("vi", "en"):
        line = source_line(atlas, draw(atlas, FOREST), lang=lang)
        assert OWN in line
        assert boundary_credit(Atlas(tiny), "commune", "2015-01-01", lang=lang) not in line


def words_of(path: Path) -> str:
    """Return all words of a file, whatever its form."""
    content = path.read_bytes()
    if path.suffix == ".pdf":
        pages = PdfReader(io.BytesIO(content)).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())
    if path.suffix in (".xlsx", ".pptx"):
        with zipfile.ZipFile(path) as parts:
            names = [name for name in parts.namelist() if name.endswith(".xml")]
            return "\n".join(parts.read(name).decode() for name in names)
    if path.suffix == ".geojson":
        return str(json.loads(content)["boundary_credit"])
    return content.decode()


@pytest.mark.parametrize("kind", ["xlsx", "geojson", "pdf", "pptx", "html"])
def test_every_export_names_the_own_credit_and_not_the_shipped_one(
    kind: str, frames: Frames, tiny_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DATA_DIR", str(tiny_dir))
    monkeypatch.setenv("BOUNDARIES", str(save(tmp_path / "own.gpkg", frames)))
    monkeypatch.setenv("BOUNDARIES_CREDIT", OWN)
    target = tmp_path / f"view.{kind}"
    words = ["export", "--view", QUERY, "--format", kind, "-o", str(target)]
    assert main(words) == 0
    assert OWN in words_of(target)
    assert SHIPPED not in words_of(target)
