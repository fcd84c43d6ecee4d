"""Gap to a target and required pace: how far, whose target, where they are offered, in words."""

import re
from dataclasses import replace

import pytest

from geo.facts.model import Target
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.reading.class_labels import class_labels
from geo.reading.sentences import view_sentence, view_title
from geo.reading.values import number_text
from geo.targets.distance import gap_reason, mode_reason, pace_reason
from geo.targets.goals import (
    cell_gap,
    cell_pace,
    goal_of,
    own_targets,
    province_target,
    unit_target,
)
from geo.views.drawing import draw, pooled_numbers

MIDDLE, NEW = "2015-01-01", "2022-07-01"
COVER = View("forest_cover_pct", 2020, "commune", MIDDLE, mode="pace")
TRADE = View("trade_all_musd", 2022, "province", NEW, mode="pace")


@pytest.fixture(scope="module")
def forest(tiny) -> Target:
    return tiny.targets["forest_2030"]


@pytest.mark.parametrize(
    ("comparison", "value", "expected"),
    [
        ("ge", 38, -10),
        ("ge", 48, 0),
        ("ge", 50.5, 2.5),
        ("le", 38, 10),
        ("le", 50, -2),
    ],
)
def test_a_gap_is_negative_until_the_target_is_met(
    tiny, forest, comparison, value, expected
) -> None:
    indicator = tiny.indicators[forest.indicator_id]
    assert goal_of(replace(forest, comparison=comparison), indicator).gap(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        # more is better: at least 30; less is better: at most 35; neither: from 30 to 35
        (29, (-1, 6, -1)),
        (30, (0, 5, 0)),
        (33, (3, 2, 0)),
        (35, (5, 0, 0)),
        (36.5, (6.5, -1.5, -1.5)),
    ],
)
def test_a_band_is_reached_from_the_side_its_direction_says(tiny, value, expected) -> None:
    target = tiny.targets["urban_2030"]
    indicator = tiny.indicators[target.indicator_id]
    gaps = [
        goal_of(target, replace(indicator, direction=direction)).gap(value)
        for direction in (1, -1, 0)
    ]
    assert gaps == list(expected)


def test_the_newest_target_of_the_province_counts(tiny, tiny_atlas) -> None:
    target = province_target(tiny_atlas, "forest_cover_pct")
    assert target is not None
    assert target.target_id == "forest_2030"
    assert province_target(tiny_atlas, "canopy_pct") is None
    older = replace(tiny.targets["forest_2030"], target_id="old", target_year=2025, value_low=40)
    atlas = Atlas(replace(tiny, targets={"old": older} | tiny.targets))
    assert province_target(atlas, "forest_cover_pct") == tiny.targets["forest_2030"]


@pytest.fixture
def ahead_atlas(tiny) -> Atlas:
    """Return the made-up province with a district's own target that is still ahead."""
    left = replace(tiny.targets["forest_left_2021"], target_year=2025)
    return Atlas(replace(tiny, targets=tiny.targets | {left.target_id: left}))


def test_a_target_whose_year_is_over_is_no_goal_any_more(tiny, tiny_atlas) -> None:
    # the newest figure is of 2023; the district's own target was for 2021
    district = tiny.units[MIDDLE, "701"]
    assert [each.target_id for each in own_targets(tiny_atlas, "forest_cover_pct", district)] == [
        "forest_left_2021"
    ]
    found = unit_target(tiny_atlas, "forest_cover_pct", district)
    assert found == tiny.targets["forest_2030"]
    past = replace(tiny.targets["trade_2030"], target_year=2022)
    atlas = Atlas(replace(tiny, targets={"past": past}))
    assert province_target(atlas, "trade_all_musd") is None
    assert gap_reason(atlas, "trade_all_musd", level="province", vintage=NEW) == "no_target"


def test_a_unit_is_held_against_its_own_target_first(tiny, ahead_atlas) -> None:
    tiny_atlas = ahead_atlas
    left = unit_target(tiny_atlas, "forest_cover_pct", tiny.units[MIDDLE, "701"])
    right = unit_target(tiny_atlas, "forest_cover_pct", tiny.units[MIDDLE, "702"])
    assert left == ahead_atlas.facts.targets["forest_left_2021"]
    assert right == tiny.targets["forest_2030"]
    cells = tiny_atlas.cells(View("forest_cover_pct", 2020, "district", MIDDLE))
    gaps = [cell_gap(tiny_atlas, "forest_cover_pct", cell) for cell in cells]
    # 140 / 3 against 50, 18,500 / 600 against 48
    assert gaps == pytest.approx([140 / 3 - 50, 18500 / 600 - 48])


def test_a_commune_s_target_is_for_its_own_boundaries(tiny, forest) -> None:
    own = replace(forest, target_id="own", unit_code="70007", vintage=NEW, value_low=10.0)
    atlas = Atlas(replace(tiny, targets=tiny.targets | {"own": own}))
    assert unit_target(atlas, "forest_cover_pct", tiny.units[NEW, "70007"]) == own
    assert unit_target(atlas, "forest_cover_pct", tiny.units[MIDDLE, "70007"]) == forest


def test_an_amount_of_the_province_is_no_target_of_its_units(tiny, tiny_atlas) -> None:
    trade = tiny.targets["trade_2030"]
    assert unit_target(tiny_atlas, "trade_all_musd", tiny.units[NEW, "77"]) == trade
    assert unit_target(tiny_atlas, "trade_all_musd", tiny.units[MIDDLE, "701"]) is None


def test_no_gap_without_figure_target_or_level(tiny, tiny_atlas) -> None:
    unknown = tiny_atlas.cells(View("forest_cover_pct", 2019, "commune", MIDDLE))[0]
    assert cell_gap(tiny_atlas, "forest_cover_pct", unknown) is None
    canopy = tiny_atlas.cells(View("canopy_pct", 2018, "district", MIDDLE))[0]
    assert cell_gap(tiny_atlas, "canopy_pct", canopy) is None
    pace = replace(tiny.targets["forest_2030"], path="change_per_year")
    atlas = Atlas(replace(tiny, targets={"pace": pace}))
    known = atlas.cells(View("forest_cover_pct", 2020, "commune", MIDDLE))[0]
    assert known.value == 80
    assert cell_gap(atlas, "forest_cover_pct", known) is None


@pytest.mark.parametrize(
    ("indicator_id", "level", "reason"),
    [
        ("forest_cover_pct", "commune", ""),
        ("forest_cover_pct", "district", ""),
        ("urban_share_census_pct", "commune", ""),
        ("ntm_share_pct", "district", ""),
        ("ntm_share_pct", "commune", "no_figures"),
        ("canopy_pct", "district", "no_target"),
        ("ntm_status", "commune", "no_target"),
        ("trade_all_musd", "commune", "kind"),
        ("trade_all_musd", "district", "whole_province"),
        ("trade_all_musd", "province", ""),
    ],
)
def test_where_the_gap_is_offered(tiny_atlas, indicator_id, level, reason) -> None:
    assert gap_reason(tiny_atlas, indicator_id, level=level, vintage=NEW) == reason


def test_a_pace_is_no_level_and_a_class_has_no_distance(tiny) -> None:
    pace = replace(tiny.targets["forest_2030"], path="average")
    status = replace(tiny.targets["ntm_share_2030"], target_id="s", indicator_id="ntm_status")
    atlas = Atlas(replace(tiny, targets={"pace": pace, "s": status}))
    assert gap_reason(atlas, "forest_cover_pct", level="commune", vintage=NEW) == "pace"
    assert gap_reason(atlas, "ntm_status", level="commune", vintage=MIDDLE) == "kind"


def test_targets_of_single_units_are_enough_where_they_have_figures(tiny) -> None:
    own = replace(
        tiny.targets["forest_left_2021"],
        indicator_id="forest_area_ha",
        value_low=30000.0,
        target_year=2025,
    )
    atlas = Atlas(replace(tiny, targets={"own": own}))
    assert gap_reason(atlas, "forest_area_ha", level="district", vintage=NEW) == ""
    elsewhere = replace(own, indicator_id="trucks_per_day")
    atlas = Atlas(replace(tiny, targets={"own": elsewhere}))
    assert gap_reason(atlas, "trucks_per_day", level="district", vintage=NEW) == "no_figures"


def paces(atlas: Atlas, view: View) -> dict[str, float | None]:
    return {cell.unit.code: cell_pace(atlas, view.indicator, cell) for cell in atlas.cells(view)}


# ---- the pace of a cell


def test_shipped_shares_of_districts(atlas: Atlas) -> None:
    vintage = "2024-12-01"
    found = paces(atlas, View("ntm_share_pct", 2019, "district", vintage))
    known = {code: pace for code, pace in found.items() if pace is not None}
    # Tràng Định and Lộc Bình: 4 of 22 and 4 of 27 communes, to 80 % in eleven years
    assert known == pytest.approx({"180": (80 - 18.18) / 11, "188": (80 - 14.81) / 11})
    assert len(found) == 11
    dinh_lap = paces(atlas, View("ntm_share_pct", 2024, "district", vintage))["189"]
    # nine of ten have met it
    assert dinh_lap == 0


def test_a_met_target_needs_no_pace_and_the_others_an_even_one(tiny_atlas) -> None:
    # 80, 20, 40, 60 and 10 % in 2020 against 48 % in 2030
    assert paces(tiny_atlas, COVER) == pytest.approx(
        {"70001": 0, "70004": 2.8, "70007": 0.8, "70010": 0, "70013": 3.8}
    )


def test_a_unit_goes_to_its_own_target(ahead_atlas) -> None:
    # 140 / 3 % to 50 % within five years; 185 / 6 % to the province's 48 % in ten
    assert paces(ahead_atlas, COVER.on(level="district")) == pytest.approx(
        {"701": (50 - 140 / 3) / 5, "702": (48 - 185 / 6) / 10}
    )


def test_amounts_grow(tiny_atlas) -> None:
    # 600 to 1,000 in eight years
    (pace,) = paces(tiny_atlas, TRADE).values()
    assert pace is not None
    assert 600 * (1 + pace / 100) ** 8 == pytest.approx(1000)
    assert pace == pytest.approx(6.5936, abs=1e-4)


def test_no_pace_without_figure_target_path_or_year(tiny, tiny_atlas) -> None:
    unknown = paces(tiny_atlas, View("forest_cover_pct", 2019, "commune", MIDDLE))
    assert set(unknown.values()) == {None}
    assert set(paces(tiny_atlas, View("canopy_pct", 2018, "district", MIDDLE)).values()) == {None}
    # a range states no path
    urban = View("urban_share_census_pct", 2014, "province", NEW)
    assert paces(tiny_atlas, urban) == {"77": None}
    due = replace(tiny.targets["forest_2030"], target_year=2020)
    atlas = Atlas(replace(tiny, targets={"due": due}))
    assert set(paces(atlas, COVER).values()) == {None}


# ---- where it is offered


@pytest.mark.parametrize(
    ("indicator_id", "level", "gap", "pace"),
    [
        ("forest_cover_pct", "commune", "", ""),
        ("ntm_share_pct", "district", "", ""),
        ("trade_all_musd", "province", "", ""),
        ("urban_share_census_pct", "commune", "", "no_path"),
        ("ntm_share_pct", "commune", "no_figures", "no_figures"),
        ("canopy_pct", "district", "no_target", "no_target"),
        ("trade_all_musd", "commune", "kind", "kind"),
        ("trade_all_musd", "district", "whole_province", "whole_province"),
    ],
)
def test_where_the_modes_are_offered(tiny_atlas, indicator_id, level, gap, pace) -> None:
    place = {"level": level, "vintage": NEW}
    assert mode_reason(tiny_atlas, "value", indicator_id, **place) == ""
    assert mode_reason(tiny_atlas, "gap", indicator_id, **place) == gap
    assert mode_reason(tiny_atlas, "pace", indicator_id, **place) == pace
    assert pace_reason(tiny_atlas, indicator_id, **place) == pace


# ---- drawn and in words


def test_classes_are_pooled_and_a_met_target_is_a_class_of_its_own(tiny_atlas) -> None:
    drawing = draw(tiny_atlas, COVER)
    # 2018: 77 % on both boundaries; 2020: five communes and three, the third of 30 5/6 %
    expected = [0, 0, 0, 2.8, 0.8, 0, 3.8, 0, 1.8, (48 - 185 / 6) / 10]
    assert sorted(pooled_numbers(tiny_atlas, COVER.indicator, "commune", "pace")) == pytest.approx(
        sorted(expected)
    )
    assert drawing.classes.zero
    assert drawing.numbers == pytest.approx((0, 2.8, 0.8, 0, 3.8))
    classes = drawing.indices
    assert classes[0] == classes[3] == 0
    # faster is a higher class
    assert 0 < classes[2] < classes[1] < classes[4]
    other = draw(tiny_atlas, COVER.on(vintage=NEW))
    assert other.classes == drawing.classes
    values = draw(tiny_atlas, COVER.on(mode="value"))
    assert not set(values.classes.fills[1:]) & set(drawing.classes.fills[1:])


@pytest.mark.parametrize(
    ("view", "vi", "en"),
    [
        (
            COVER,
            "Tốc độ cần đạt: Tỷ lệ che phủ rừng, 2020, theo xã, phường (ranh giới 1/1/2015)",
            "Required pace: Forest cover rate, 2020, by commune (boundaries of 1 January 2015)",
        ),
        (
            TRADE,
            "Tốc độ cần đạt: Kim ngạch xuất nhập khẩu các loại hình qua địa bàn, 2022, toàn tỉnh",
            "Required pace: Trade of all types through the province, 2022, whole province",
        ),
    ],
)
def test_titles(tiny_atlas, view, vi, en) -> None:
    assert view_title(tiny_atlas, view, lang="vi") == vi
    assert view_title(tiny_atlas, view, lang="en") == en


@pytest.mark.parametrize(
    ("view", "vi", "en"),
    [
        (
            COVER,
            # over 38 lacks at most 10 points, a point a year in ten years
            "Toàn tỉnh năm 2020: trên 38%. Mục tiêu 2030: 48%. Còn thấp hơn mục tiêu khoảng "
            "10\u00a0"
            "điểm\u00a0%. Tốc độ cần đạt: nhiều nhất +1,0\u00a0điểm\u00a0% mỗi năm. 2 trong 5 "
            "đơn vị có số liệu "
            "đã đạt; phải đi nhanh nhất là xã Ô Đen (+3,8\u00a0điểm\u00a0% mỗi năm).",
            "Whole province in 2020: over 38%. Target for 2030: 48%. Still about "
            "10\u00a0points below "
            "the target. Required pace: at most +1.0\u00a0points a year. 2 of 5 units with figures "
            "have reached it; Ô Đen Commune must go fastest (+3.8\u00a0points a year).",
        ),
        (
            TRADE,
            # 600 to 1,000 in eight years: 6.59 % a year
            "Toàn tỉnh năm 2022: 600\u00a0triệu USD. Mục tiêu 2030: 1\u00a0tỷ USD. Còn thấp hơn "
            "mục tiêu 400\u00a0triệu USD. Tốc độ cần đạt: +6,6% mỗi năm.",
            "Whole province in 2022: USD\u00a0600\u00a0million. Target for 2030: "
            "USD\u00a01\u00a0billion. Still "
            "USD\u00a0400\u00a0million below the target. Required pace: +6.6% a year.",
        ),
    ],
)
def test_sentences(tiny_atlas, view, vi, en) -> None:
    drawing = draw(tiny_atlas, view)
    assert view_sentence(tiny_atlas, drawing, lang="vi") == vi
    assert view_sentence(tiny_atlas, drawing, lang="en") == en


def test_printed_paces(tiny_atlas) -> None:
    drawing = draw(tiny_atlas, COVER)
    met, pace = drawing.cells[:2]
    assert number_text(tiny_atlas, drawing, met, lang="vi") == "đã đạt mục tiêu"
    assert number_text(tiny_atlas, drawing, met, lang="en") == "target met"
    assert number_text(tiny_atlas, drawing, pace, lang="vi") == "+2,8\u00a0điểm\u00a0% mỗi năm"
    assert number_text(tiny_atlas, drawing, pace, lang="en") == "+2.8\u00a0points a year"
    growth = draw(tiny_atlas, TRADE)
    assert number_text(tiny_atlas, growth, growth.cells[0], lang="vi") == "+6,6% mỗi năm"
    unknown = draw(tiny_atlas, COVER.on(year=2018))
    assert number_text(tiny_atlas, unknown, unknown.cells[1], lang="vi") == ""


def test_the_legend_is_in_points_a_year(tiny_atlas) -> None:
    drawing = draw(tiny_atlas, COVER)
    assert drawing.classes.zero
    for lang, unit, met in (
        ("vi", r"điểm\u00a0% mỗi năm", "đã đạt mục tiêu"),
        # one of them is no plural
        ("en", r"(under 1\u00a0point|points) a year", "target met"),
    ):
        labels = class_labels(tiny_atlas, drawing, lang=lang)
        assert len(labels) == len(drawing.classes.fills)
        assert labels[0] == met
        assert all(re.search(unit, label) for label in labels[1:])
