"""Figures of the border economy in words: ratios of two bases, shares of a pair."""

import pytest

from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.figures.border.flows import splits
from geo.figures.border.parts import Part
from geo.figures.border.seasons import Season
from geo.reading.border.words import change_text, ratio_text, split_part
from tests.support.border import INWARD, OUTWARD, WHOLE, figure, with_pair
from ui.gates.trade import bases_html

TRADE = "trade_all_musd"


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        # 600 / 56 is 10.7, 600 / 400 is 1.5
        (600.0, 56.0, "gấp khoảng 11 lần"),
        (600.0, 400.0, "gấp khoảng 1,5 lần"),
        (56.0, 600.0, "gấp khoảng 11 lần"),
    ],
)
def test_the_larger_is_told_as_so_many_times_the_smaller(
    tiny_atlas: Atlas, one: float, other: float, said: str
) -> None:
    rows = (figure(TRADE, one, flag="estimate"), figure(WHOLE, other))
    text = ratio_text(tiny_atlas, *rows, lang="vi").replace("\xa0", " ")
    assert said in text
    assert f"là {max(one, other):.0f} triệu USD" in text.partition(", Kim ngạch")[0]
    # an estimate is called one
    assert f"{one:.0f} triệu USD (ước tính)" in text


def test_a_bound_has_no_ratio(tiny: Facts) -> None:
    def told(qualifier: str) -> bool:
        rows = tuple(
            figure(each, value, year=2023, qualifier=qualifier)
            for each, value in ((TRADE, 700.0), (WHOLE, 70.0))
        )
        atlas = with_pair(tiny, *rows)
        counted = tuple(atlas.facts.indicators[each] for each in (TRADE, WHOLE))
        html = bases_html(atlas, counted, lang="vi")
        # of 2022 both are exact
        assert ("Năm 2022" in html) != ("Năm 2023" in html)
        return "Năm 2023" in html

    assert told("about")
    assert not told("over")


@pytest.mark.parametrize(
    ("outward", "inward", "shares"),
    [
        # a 60 of which 24.25 per cent are 14.55: rounded each by itself they would be 100.1
        (14.55, 45.45, ("24,3%", "75,7%")),
        (20.0, 40.0, ("33,3%", "66,7%")),
        (15.0, 45.0, ("25%", "75%")),
    ],
)
def test_the_shares_of_a_pair_add_up(
    tiny: Facts, outward: float, inward: float, shares: tuple[str, str]
) -> None:
    atlas = with_pair(tiny, figure(OUTWARD, outward), figure(INWARD, inward))
    (found,) = splits(atlas)
    for row, share in zip((found.outward, found.inward), shares, strict=True):
        assert f"({share})" in split_part(atlas, found, row, lang="vi")


@pytest.mark.parametrize(
    ("before", "after", "value", "said"),
    [
        ("exact", "exact", 150.0, "tăng 25,0% so với cùng kỳ 2022"),
        ("exact", "exact", 114.0, "giảm 5,0% so với cùng kỳ 2022"),
        ("exact", "exact", 120.0, "bằng cùng kỳ 2022"),
        # 133.7 / 120 is 11.416 per cent more, and "over" is never rounded up
        ("exact", "over", 133.7, "tăng trên 11,4% so với cùng kỳ 2022"),
        ("exact", "nearly", 133.7, "tăng gần 11,5% so với cùng kỳ 2022"),
        # over 114 has fallen by less than 5, nearly 114 by more; 113.9 are 5.083 less
        ("exact", "over", 113.9, "giảm gần 5,1% so với cùng kỳ 2022"),
        ("exact", "nearly", 113.9, "giảm trên 5,0% so với cùng kỳ 2022"),
        ("about", "exact", 150.0, "không tính tăng giảm so với 2022: số liệu không chính xác"),
    ],
)
def test_a_change_is_said_as_a_rise_or_a_fall(
    tiny_atlas: Atlas, before: str, after: str, value: float, said: str
) -> None:
    rows = (
        figure(TRADE, 120.0, period="Q1", qualifier=before),
        figure(TRADE, value, year=2023, period="Q1", qualifier=after),
    )
    part = Part((1, 1), (3, 31))
    season = Season(TRADE, ("province", "77"), part, rows)
    assert change_text(tiny_atlas, season, rows[1], lang="vi").replace("\xa0", " ") == said
    assert change_text(tiny_atlas, season, rows[0], lang="vi") == ""
