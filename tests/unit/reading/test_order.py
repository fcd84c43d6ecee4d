"""The order of targets: by theme as the data lists them, by a column, unknown last."""

from dataclasses import replace

import pytest

from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.reading.progress.order import in_order
from geo.targets.progress import all_progress


def order(atlas: Atlas, by: str = "") -> list[str]:
    measured = all_progress(atlas)
    return [each.target.target_id for each in in_order(atlas, measured, by=by, lang="vi")]


def test_targets_stand_by_theme_in_the_order_of_the_data(tiny: Facts) -> None:
    # what the province names comes first, then the themes of its maps; a theme's own targets
    # stay in the order of their table
    assert [theme.id for theme in tiny.province.target_themes][:2] == ["rural", "forest"]
    assert order(Atlas(tiny)) == [
        *("ntm_share_2030", "forest_2030", "forest_left_2021", "urban_2030", "trade_2030"),
    ]
    turned = replace(tiny.province, target_themes=tiny.province.target_themes[::-1])
    assert order(Atlas(replace(tiny, province=turned))) == [
        *("trade_2030", "urban_2030", "forest_2030", "forest_left_2021", "ntm_share_2030"),
    ]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        # 600 of 1,000; 18.75 of 30; 37 of 48; 42 of 50; 75 of 80, each as a share of its target:
        # -0.4, -0.375, -0.229, ?, -0.0625
        ("gap", ["trade_2030", "urban_2030", "forest_2030"]),
        # 80%, Dân số, Huyện, Kim ngạch, Tỷ lệ
        (
            "target",
            ["ntm_share_2030", "urban_2030", "forest_left_2021", "trade_2030", "forest_2030"],
        ),
    ],
)
def test_a_column_sorts(tiny: Facts, by: str, expected: list[str]) -> None:
    found = order(Atlas(tiny), by)
    assert [each for each in found if each in expected] == expected


@pytest.mark.parametrize("by", ["latest", "-latest", "gap", "-gap", "-source"])
def test_what_a_column_does_not_know_comes_last(tiny: Facts, by: str) -> None:
    kept = tuple(row for row in tiny.observations if row.indicator_id != "forest_cover_pct")
    found = order(Atlas(replace(tiny, observations=kept)), by)
    assert len(found) == 5
    assert found[-2:] == ["forest_2030", "forest_left_2021"]


@pytest.mark.parametrize("by", ["pace", "-pace"])
def test_a_pace_is_only_of_what_has_a_base_year_and_a_later_figure(tiny: Facts, by: str) -> None:
    kept = tuple(row for row in tiny.observations if row.indicator_id != "forest_cover_pct")
    assert order(Atlas(replace(tiny, observations=kept)), by)[0] == "ntm_share_2030"


def test_names_stand_by_the_alphabet_without_their_marks(tiny: Facts) -> None:
    words = {"forest_2030": "Đất rừng", "ntm_share_2030": "An toàn", "trade_2030": "Ước mơ"}
    targets = {
        key: replace(target, text_vi=words[key])
        for key, target in tiny.targets.items()
        if key in words
    }
    atlas = Atlas(replace(tiny, targets=targets))
    assert order(atlas, "target") == ["ntm_share_2030", "forest_2030", "trade_2030"]
    assert order(atlas, "-target") == ["trade_2030", "forest_2030", "ntm_share_2030"]
