"""The merger as a drawing: every name once, bands as wide as the shares, nothing outside."""

import re
from xml.etree import ElementTree

import pytest

from geo.documents.html.merger_flow import WIDTH, draw_district_flow, draw_whole_flow
from geo.figures.atlas import Atlas
from geo.places.units import level_units

SVG = "{http://www.w3.org/2000/svg}"
MIDDLE = "2015-01-01"
NUMBER = r"-?\d+(?:\.\d+)?"


def names(svg: str) -> list[str]:
    return [each.text or "" for each in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def heights(svg: str) -> list[tuple[float, float]]:
    """Return the heights of each band where it begins and where it ends."""
    found = []
    for path in ElementTree.fromstring(svg).iter(f"{SVG}path"):
        numbers = [float(each) for each in re.findall(NUMBER, path.attrib["d"])]
        top, end, low, bottom = numbers[1], numbers[7], numbers[8], numbers[-1]
        found.append((round(bottom - top, 1), round(low - end, 1)))
    return found


def test_a_district_of_three_communes_becomes_two(tiny_atlas: Atlas) -> None:
    district = tiny_atlas.facts.units[MIDDLE, "701"]
    picture = draw_district_flow(tiny_atlas, district, lang="vi")
    assert picture is not None
    assert names(picture.svg) == ["Cũ", "Ô Một", "Ô Hai", "Ô Ba", "Mới", "Ô Một", "Ô Ba"]
    assert picture.said.startswith("3 đơn vị cũ của Bên Trái nay thuộc 2 xã, phường")
    # rows of 16 with 1.5 free above and below; two new units share the height of three rows
    assert heights(picture.svg) == [(13, 21), (13, 10.5), (13, 10.5)]


def test_the_whole_counts_the_communes_of_each_district(tiny_atlas: Atlas) -> None:
    picture = draw_whole_flow(tiny_atlas, lang="en")
    assert picture is not None
    assert names(picture.svg) == [
        *("Before", "Bên Trái (3)", "Bên Phải (2)"),
        *("Now", "Ô Ba", "Ô Một", "Ô Mới"),
    ]
    # 3 and 2 of 5 parts of 48 pixels; two thirds and a third of 28.8 less the free 3
    assert [begin for begin, _ in heights(picture.svg)] == [17.2, 8.6, 16.2]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_shipped_drawing_leaves_its_width_or_a_unit_out(atlas: Atlas, lang: str) -> None:
    districts = level_units(atlas.facts, level="district", vintage="2025-07-01")
    drawn = 0
    for district in districts:
        picture = draw_district_flow(atlas, district, lang=lang, marked=district)
        assert picture is not None
        for text in ElementTree.fromstring(picture.svg).iter(f"{SVG}text"):
            room = float(text.attrib["x"])
            room = room if text.attrib["text-anchor"] == "end" else WIDTH - room
            # letters of the widest face that the pages are shown in take 0.6 of their size
            assert len(text.text or "") * 12 * 0.6 <= room + 0.1, text.text
        begins = [begin for begin, _ in heights(picture.svg)]
        assert min(begins) > 0
        written = ElementTree.fromstring(picture.svg).iter(f"{SVG}text")
        drawn += sum(each.attrib["text-anchor"] == "end" for each in written) - 1
    assert (len(districts), drawn) == (11, 194)
