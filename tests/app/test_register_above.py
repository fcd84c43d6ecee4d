"""The new-rural-area programme above the communes: its share and count, never an empty class."""

import re
from collections.abc import Callable

import pytest

from tests.app.conftest import Visit

OpenPage = Callable[..., Visit]
NEWEST, BEFORE = "2025-07-01", "2024-12-01"
STATUS = {"indicator": "ntm_status", "year": "2025", "vintage": BEFORE}


def card_of(visitor: Visit) -> str:
    """Return the words of the card."""
    (card,) = [each for each in visitor.pieces if each.startswith('<div class="card"><h3>')][:1]
    return re.sub(r"<[^>]+>", " ", card)


def test_the_provinces_card_has_share_count_target_and_status(visit: OpenPage) -> None:
    visitor = visit("map", level="commune", **STATUS)
    said = " ".join(card_of(visitor).split())
    assert said.startswith("Tỉnh Lạng Sơn Tỷ lệ xã đạt chuẩn nông thôn mới 60,6%")
    # 106 of 175 are 60.57 %, and 80 less that 19.43
    assert "106 trên 175 xã" in said
    assert "Mục tiêu 2030: 80% · còn thấp hơn mục tiêu 19,4 điểm %" in said
    assert "đúng tiến độ" in said
    assert "không thuộc diện" not in said


@pytest.mark.parametrize(
    ("level", "year", "figure"), [("district", 2024, "90%"), ("province", 2025, "60,6%")]
)
def test_above_the_communes_the_share_stands_for_the_classes(
    visit: OpenPage, level: str, year: int, figure: str
) -> None:
    visitor = visit("map", level=level, **STATUS)
    assert (visitor.query["indicator"], visitor.query["year"]) == ("ntm_share_pct", str(year))
    assert figure in visitor.html
    assert "0/0" not in visitor.words
    assert "không thuộc diện" not in visitor.words
    assert "của từng xã" in visitor.notices[0]


def test_from_communes_to_districts_and_back(visit: OpenPage) -> None:
    visitor = visit("map", level="commune", **STATUS)
    visitor.turn("c_boundaries", "district")
    assert visitor.query["indicator"] == "ntm_share_pct"
    visitor.turn("c_boundaries", f"commune:{BEFORE}")
    assert visitor.query["indicator"] == "ntm_status"


def test_a_merged_commune_counts_its_parts_by_one_number(visit: OpenPage) -> None:
    # Đồng Đăng was made of four communes and a township, which the programme does not concern
    visitor = visit(
        "map", indicator="ntm_status", year="2025", level="commune", vintage=NEWEST, unit="06184"
    )
    said = " ".join(card_of(visitor).split())
    counts = set(re.findall(r"trong (\d+)", said))
    assert len(counts) == 1, said


def test_a_target_whose_year_is_over_is_only_history(visit: OpenPage) -> None:
    visitor = visit(
        "map", indicator="ntm_communes_met", year="2025", level="province", vintage=NEWEST
    )
    said = card_of(visitor)
    assert "Mục tiêu 2015 đã qua: 13\u00a0xã; năm 2015 là 8\u00a0xã, không đạt" in said
    assert "so với mục tiêu 2015" not in said
    assert "chưa đủ căn cứ đánh giá" not in said
