"""Specks of a file: what is mended and told, and what is too large for that."""

from collections.abc import Callable
from pathlib import Path

import pytest
import shapely
from shapely.geometry import Polygon, box

from geo.boundaries.brought.doubts import doubt_text
from geo.boundaries.choose import Boundaries
from geo.boundaries.polygons import is_coverage
from geo.facts.model import Facts
from tests.support.own_boundaries import NEW, Frames, save
from tests.unit.conftest import Load, Refused

# At 19.8 degrees north a degree is 104.78 km eastward and 110.70 km northward, so that
# 0.0009 degrees each way are 0.94 ha, 0.001 are 1.16 ha and 0.002 are 4.64 ha.
Mended = Callable[[Frames], Boundaries]
KINDS = ("overlap", "gap", "enclave")


@pytest.fixture
def mended(load: Load, tmp_path: Path) -> Mended:
    """Return a function that saves layers and loads them, which must succeed."""

    def run(frames: Frames) -> Boundaries:
        boundaries = load(save(tmp_path / "own.gpkg", frames))
        assert boundaries.faults == ()
        assert boundaries.source != "shipped"
        assert all(is_coverage(layer.frame.geometry) for layer in boundaries.layers.values())
        return boundaries

    return run


def told(facts: Facts, boundaries: Boundaries, lang: str = "en") -> list[str]:
    """Return what was mended or kept, in words."""
    return [
        doubt_text(facts, doubt, lang=lang) for doubt in boundaries.doubts if doubt.kind in KINDS
    ]


def drawn(boundaries: Boundaries, code: str) -> Polygon:
    return boundaries.layers["commune-2022-07-01"].frame.set_index("code").geometry[code]


def grow(frames: Frames, code: str, more: Polygon) -> None:
    """Add a piece to a unit without taking it from another."""
    row = frames[NEW].index[frames[NEW]["code"] == code][0]
    frames[NEW].loc[row, "geometry"] = frames[NEW].geometry[row] | more


def cut(frames: Frames, code: str, less: Polygon) -> None:
    """Take a piece from a unit without giving it to another."""
    row = frames[NEW].index[frames[NEW]["code"] == code][0]
    frames[NEW].loc[row, "geometry"] = frames[NEW].geometry[row] - less


def test_sound_layers_have_nothing_to_mend(tiny: Facts, mended: Mended, frames: Frames):
    assert told(tiny, mended(frames)) == []


def test_a_small_overlap_is_mended_and_told_with_place_and_size(
    tiny: Facts, mended: Mended, frames: Frames
):
    grow(frames, "70001", box(100.25, 19.9, 100.2509, 19.9009))
    boundaries = mended(frames)
    assert told(tiny, boundaries) == [
        "communes_2022-07-01: small places drawn in two units, mended: 1: Ô Một Commune (70001) "
        "and Ô Mới Commune (70010) (0.94\u00a0ha at 19.90045 100.25045)."
    ]
    assert told(tiny, boundaries, "vi") == [
        "communes_2022-07-01: 1 chỗ nhỏ bị hai đơn vị vẽ trùng, đã sửa: Xã Ô Một (70001) và "
        "Xã Ô Mới (70010) (0,94\u00a0ha, tại 19.90045 100.25045)."
    ]
    west, east = drawn(boundaries, "70001"), drawn(boundaries, "70010")
    assert (west | east).covers(box(100.25, 19.9, 100.2509, 19.9009))


def test_every_small_overlap_is_told_the_largest_first(tiny: Facts, mended: Mended, frames: Frames):
    grow(frames, "70001", box(100.25, 19.9, 100.2509, 19.9009))
    grow(frames, "70007", box(100.25, 19.7, 100.251, 19.701))
    grow(frames, "70007", box(100.1, 19.85, 100.1009, 19.8509))
    [text] = told(tiny, mended(frames))
    sizes = ["(1.16\u00a0ha at 19.70050", "(0.94\u00a0ha at 19.85045", "(0.94\u00a0ha at 19.90045"]
    places = [text.index(size) for size in sizes]
    assert "mended: 3: " in text
    assert places[0] == min(places)


def test_a_large_overlap_is_refused_with_place_and_size(refused: Refused, frames: Frames):
    grow(frames, "70001", box(100.25, 19.9, 100.252, 19.902))
    assert refused(frames) == [
        f"own.gpkg, layer {NEW}, column geometry, value '70001 and 70010 (4.64\u00a0ha at 19.90100 "
        "100.25100)': places that two units share, each of more than 2\u00a0ha: 1; "
        "draw each place once"
    ]


def test_one_place_decides_and_not_the_sum_of_a_pair(tiny: Facts, mended: Mended, frames: Frames):
    for south in (19.87, 19.89, 19.91):
        grow(frames, "70001", box(100.25, south, 100.251, south + 0.001))
    [text] = told(tiny, mended(frames))
    assert "mended: 3: " in text


@pytest.mark.parametrize(
    ("hole", "code", "size"),
    [
        (box(100.35, 19.8, 100.351, 19.801), "70010", "1.16\u00a0ha at 19.80050 100.35050"),
        # at the border of two units; the third side is that of the western one
        (box(100.2495, 19.7, 100.2504, 19.7009), "", "0.94\u00a0ha at 19.70045 100.24995"),
    ],
)
def test_a_small_hole_is_filled_and_told(
    tiny: Facts, mended: Mended, frames: Frames, hole: Polygon, code: str, size: str
):
    for each in ("70001", "70007", "70010"):
        cut(frames, each, hole)
    boundaries = mended(frames)
    [text] = told(tiny, boundaries)
    assert text.startswith(f"{NEW}: small gaps that belong to no unit, joined to the unit beside")
    assert f"({size})" in text
    assert f"({code}" in text
    whole = shapely.union_all(boundaries.layers["commune-2022-07-01"].frame.geometry.to_numpy())
    assert whole.equals(box(100.05, 19.65, 100.45, 19.95))


def test_a_large_hole_is_refused_with_place_and_size(refused: Refused, frames: Frames):
    cut(frames, "70010", box(100.35, 19.8, 100.352, 19.802))
    [fault] = refused(frames)
    assert fault == (
        f"own.gpkg, layer {NEW}, column geometry, value '70010 (4.64\u00a0ha at 19.80100 "
        "100.35100)': gaps between or inside units, each of more than 2\u00a0ha: 1; "
        "draw each place once"
    )


def test_a_hole_in_which_another_unit_lies_is_kept_and_told(
    tiny: Facts, mended: Mended, frames: Frames
):
    # 0.01 degrees each way are 104.78 times 110.70 hundredths of a hectare.
    enclave = box(100.35, 19.8, 100.36, 19.81)
    cut(frames, "70010", enclave)
    grow(frames, "70001", enclave)
    boundaries = mended(frames)
    assert told(tiny, boundaries) == [
        f"{NEW}: holes kept because another unit lies in them, which the shipped drawing does not "
        "have: 1: Ô Một Commune (70001) inside Ô Mới Commune (70010) (115.99\u00a0ha at 19.80500 "
        "100.35500)."
    ]
    assert drawn(boundaries, "70001").covers(enclave)
    assert len(drawn(boundaries, "70010").interiors) == 1


def test_a_unit_like_an_island_in_a_gap_is_no_part_of_the_gap(refused: Refused, frames: Frames):
    # 0.004 degrees each way less 0.002 in the middle: 18.56 less 4.64 ha
    cut(frames, "70010", box(100.35, 19.8, 100.354, 19.804))
    grow(frames, "70001", box(100.351, 19.801, 100.353, 19.803))
    [fault] = refused(frames)
    assert "(13.92\u00a0ha at " in fault
    assert "gaps between or inside units, each of more than 2\u00a0ha: 1;" in fault
