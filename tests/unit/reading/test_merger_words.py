"""The merger of the made-up province in words."""

import pytest

from geo.figures.atlas import Atlas
from geo.figures.merger import passages_from
from geo.reading.merger.words import (
    basis_line,
    lead_of,
    passage_line,
    share_text,
    source_ids_of,
    title_of,
)

OLD, MIDDLE, NEW = "2011-01-01", "2015-01-01", "2022-07-01"


@pytest.mark.parametrize(
    ("share", "vi", "en"),
    [(1, "100%", "100%"), (0.67057, "67,1%", "67.1%"), (None, "chưa rõ", "not known")],
)
def test_a_share_is_printed(share: float | None, vi: str, en: str) -> None:
    assert (share_text(share, lang="vi"), share_text(share, lang="en")) == (vi, en)


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (
            (OLD, "70001"),
            "Xã Ô Một (huyện Bên Trái, đến 31/12/2014) nay vẫn là xã Ô Một, ranh giới không đổi.",
        ),
        (
            (MIDDLE, "70004"),
            "Xã Ô Hai (huyện Bên Trái, từ 01/01/2015 đến 30/6/2022) đã nhập toàn bộ vào phường "
            "Ô Ba cùng thị trấn Ô Ba.",
        ),
        (
            (MIDDLE, "701"),
            "Huyện Bên Trái (đến 30/6/2022) nay thuộc 2 xã, phường: phường Ô Ba và xã Ô Một.",
        ),
        ((NEW, "70010"), "Xã Ô Mới hình thành từ 2 đơn vị cũ: xã Ô Hòa và xã Ô Đen."),
        (
            (NEW, "70001"),
            "Xã Ô Một giữ nguyên ranh giới của xã Ô Một (huyện Bên Trái, từ 01/01/2015 đến "
            "30/6/2022).",
        ),
    ],
)
def test_a_unit_is_told_in_a_sentence(tiny_atlas: Atlas, key: tuple[str, str], said: str) -> None:
    assert lead_of(tiny_atlas, tiny_atlas.facts.units[key], lang="vi") == said


def test_titles_tell_old_from_new(tiny_atlas: Atlas) -> None:
    units = tiny_atlas.facts.units
    said = [title_of(tiny_atlas, unit, lang="vi") for unit in (units[MIDDLE, "70004"], None)]
    assert said == ["Xã Ô Hai cũ nay thuộc đâu", "Sắp xếp đơn vị hành chính: từ 5 còn 3 xã, phường"]
    assert title_of(tiny_atlas, units[NEW, "70010"], lang="en") == "What Ô Mới Commune was made of"


def test_how_a_passage_is_known_and_who_says_so(tiny_atlas: Atlas) -> None:
    ways = passages_from(tiny_atlas)
    (same,), (moved,) = ways[OLD, "70001"], ways[OLD, "70016"]
    assert (basis_line(same, lang="vi"), source_ids_of(tiny_atlas, same)) == ("giữ nguyên", ())
    assert basis_line(moved, lang="vi") == (
        "theo văn bản; 400 người chuyển đi theo quyết định giả định; 600 người chuyển đi theo "
        "quyết định giả định"
    )
    assert source_ids_of(tiny_atlas, moved) == ("thu-register",)
    # the people that a district is shared by were counted by the census
    assert source_ids_of(tiny_atlas, ways[MIDDLE, "701"][0])[-1] == "thu-census"
    assert passage_line(ways[MIDDLE, "701"][0], lang="en") == (
        "2015-01-01 701 Bên Trái District → 70007 Ô Ba Ward: land 66.7%, people 83.1% "
        "(worked out from the district's communes)"
    )
