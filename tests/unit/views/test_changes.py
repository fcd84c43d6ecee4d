"""Two years of an indicator: the change of every unit, or the reason why there is none."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import ViewError
from geo.facts.model import Facts, Observation, SeriesBreak
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.reading.compare.words import change_said, comparison_sentence, step_label
from geo.views.classify import change_classes
from geo.views.compare.changes import Comparison, compare_years, compared_years
from geo.views.palettes import ZERO

SECOND = "2015-01-01"
COMMUNE_CODES = ("70001", "70004", "70007", "70010", "70013")


def compared(
    atlas: Atlas, indicator: str, earlier: int, later: int, *, level: str = "commune"
) -> Comparison:
    view = View(indicator, later, level, SECOND)  # type: ignore[arg-type]
    return compare_years(atlas, view, earlier)


def told(found: Comparison) -> dict[str, float | str | None]:
    return {each.unit.code: each.reason or each.number for each in found.changes}


def with_rows(facts: Facts, *rows: Observation, breaks: tuple[SeriesBreak, ...] = ()) -> Atlas:
    observations, stated = (*facts.observations, *rows), (*facts.series_breaks, *breaks)
    return Atlas(replace(facts, observations=observations, series_breaks=stated))


def row_of(facts: Facts, **changes: object) -> Observation:
    own = next(row for row in facts.observations if row.indicator_id == "canopy_pct")
    return replace(own, **changes)  # type: ignore[arg-type]


def test_amounts_change_absolutely_and_relatively(tiny_atlas: Atlas) -> None:
    found = compared(tiny_atlas, "population", 2014, 2019)
    # 70010 had 4,000 people and took 400 of the divided 70016; of 70013 nothing is known in 2019
    assert told(found) == {
        "70001": 100,
        "70004": 100,
        "70007": 300,
        "70010": "boundaries",
        "70013": "unknown_to",
    }
    assert [each.relative for each in found.changes] == [10, 5, 10, None, None]
    # the sizes 100, 100 and 300 make two classes, and 300 is the roundest bound between them
    assert found.steps == (1, 1, 2, None, None)
    assert found.classes.bounds == (300,)


def test_a_figure_carried_on_one_side_or_from_other_boundaries_is_not_compared(
    tiny_atlas: Atlas,
) -> None:
    assert told(compared(tiny_atlas, "forest_area_ha", 2012, 2020)) == {
        "70001": "unknown_from",
        "70004": "unknown_from",
        "70007": "unknown_from",
        "70010": "boundaries",
        "70013": "boundaries",
    }
    view = View("forest_area_ha", 2020, "commune", "2022-07-01")
    # both are carried, 2012 from the communes of 2011 and 2020 from those of 2015
    assert told(compare_years(tiny_atlas, view, 2012))["70010"] == "boundaries"


def test_figures_carried_alike_are_compared(tiny: Facts) -> None:
    own = next(row for row in tiny.observations if row.indicator_id == "forest_area_ha")
    later = [
        replace(own, vintage=SECOND, unit_code=code, year=2021, value=value)
        for code, value in (("70010", 15600.0), ("70013", 3500.0))
    ]
    view = View("forest_area_ha", 2021, "commune", "2022-07-01")
    # 15,000 + 3,500 and 15,600 + 3,500 of whole communes that became one
    assert told(compare_years(with_rows(tiny, *later), view, 2020))["70010"] == 600


def test_shares_change_by_points_and_not_relatively(tiny: Facts) -> None:
    later = row_of(tiny, year=2017, value=46.5, flag="official")
    earlier = replace(later, year=2016, value=44.3)
    found = compared(with_rows(tiny, later, earlier), "canopy_pct", 2016, 2017, level="district")
    assert told(found) == {"701": pytest.approx(2.2), "702": "unknown_both"}
    assert found.changes[0].relative is None
    assert change_said(found, found.changes[0], lang="vi") == "+2,2\u00a0điểm\u00a0%"
    assert comparison_sentence(found, lang="vi").startswith(
        "Trong 1 đơn vị so được: 1 tăng, 0 giảm, 0 không đổi. Tăng nhiều nhất: Huyện Bên Trái"
    )


@pytest.mark.parametrize(
    ("indicator", "years", "reason"),
    [
        # the break of the canopy stands in 2019
        ("canopy_pct", (2018, 2020), "break"),
        ("canopy_pct", (2019, 2020), 1.0),
        # what the criteria count is not clear in any year
        ("ntm_criteria_met", (2018, 2020), "definition"),
    ],
)
def test_nothing_is_compared_across_a_stated_break(
    tiny: Facts, indicator: str, years: tuple[int, int], reason: str | float
) -> None:
    rows = [
        row_of(tiny, indicator_id=indicator, year=year, value=year - 2000.0, flag="official")
        for year in (2018, 2019, 2020)
        if (indicator, year) != ("canopy_pct", 2018)
    ]
    found = compared(with_rows(tiny, *rows), indicator, *years, level="district")
    assert told(found)["701"] == reason
    if reason == "break":
        said = change_said(found, found.changes[0], lang="vi")
        assert said.endswith("chuỗi số liệu: ảnh vệ tinh của đời mới")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"flag": "official"}, 3.0),
        ({"flag": "estimate"}, "estimate"),
        ({"flag": "official", "qualifier": "about"}, "inexact"),
        ({"flag": "official", "qualifier": "range", "value_max": 50.0}, "inexact"),
    ],
)
def test_figures_of_different_footing_are_not_compared(
    tiny: Facts, changes: dict[str, object], reason: str | float
) -> None:
    exact = row_of(tiny, year=2016, value=40.0, flag="official")
    other = replace(exact, year=2017, value=43.0, **changes)  # type: ignore[arg-type]
    found = compared(with_rows(tiny, exact, other), "canopy_pct", 2016, 2017, level="district")
    assert told(found)["701"] == reason
    assert (found.steps[0] is None) == isinstance(reason, str)


def test_two_estimates_are_compared_and_what_nobody_answers_for_is_not(tiny: Facts) -> None:
    earlier = row_of(tiny, year=2016, value=40.0)
    assert earlier.flag == "estimate"
    pair = (earlier, replace(earlier, year=2017, value=41.0))
    assert told(compared(with_rows(tiny, *pair), "canopy_pct", 2016, 2017, level="district"))[
        "701"
    ] == pytest.approx(1)
    nobody = tuple(replace(row, flag="unverified") for row in pair)
    found = compared(with_rows(tiny, *nobody), "canopy_pct", 2016, 2017, level="district")
    assert told(found)["701"] == "unverified"


def test_classes_rise_fall_or_stay(tiny_atlas: Atlas) -> None:
    found = compared(tiny_atlas, "ntm_status", 2016, 2019)
    # 70001 met it in 2016 and was advanced in 2019; 70007 is a township
    assert told(found)["70001"] == 1
    assert told(found)["70007"] == "not_applicable"
    assert told(found)["70004"] == "unknown_from"
    assert change_said(found, found.changes[0], lang="vi") == "lên 1 mức"
    later = compared(tiny_atlas, "ntm_status", 2019, 2021)
    # "at least met" of 2021 does not lower a class; that of 70004 rests on a vote
    assert told(later)["70001"] == 0
    assert told(later)["70004"] == "pending"
    assert later.steps[0] == 0


def test_a_change_within_the_precision_of_the_figures_is_none(tiny: Facts) -> None:
    # the earlier year was published in whole numbers, the later one with a decimal
    rows = [
        row_of(tiny, unit_code=code, year=year, value=value, flag="official")
        for code, year, value in (
            ("701", 2016, 44.0),
            ("702", 2016, 30.0),
            ("701", 2017, 44.4),
            ("702", 2017, 30.6),
        )
    ]
    found = compared(with_rows(tiny, *rows), "canopy_pct", 2016, 2017, level="district")
    assert (found.decimals, found.steps) == (0, (0, 1))
    assert change_said(found, found.changes[0], lang="vi") == "0\u00a0điểm\u00a0%"
    assert step_label(found, 0, lang="vi") == "không đổi trong độ chính xác của số liệu"


def test_the_years_must_be_known_and_in_order(tiny_atlas: Atlas) -> None:
    assert compared_years(tiny_atlas, "population", "commune", SECOND) == (2014, 2019)
    for earlier, later in ((2019, 2014), (2014, 2014), (2015, 2019)):
        with pytest.raises(ViewError):
            compared(tiny_atlas, "population", earlier, later)
    # the figures of a gate are no commune's, and classes are those of communes
    assert compared_years(tiny_atlas, "trade_all_musd", "commune", SECOND) == ()
    assert compared_years(tiny_atlas, "ntm_status", "district", SECOND) == ()


@given(st.lists(st.floats(-1e6, 1e6).map(lambda number: round(number, 3)), max_size=40))
def test_classes_are_the_same_on_both_sides_of_none(numbers: list[float]) -> None:
    classes = change_classes(numbers, decimals=1)
    assert len(classes.fills) == 2 * classes.sides + 1
    assert classes.fill(0) == ZERO
    for number in numbers:
        step = classes.step(number)
        assert step is not None
        assert abs(step) <= classes.sides
        assert classes.step(-number) == -step
        assert (step == 0) == (abs(number) < 0.05)
        assert step == 0 or (step > 0) == (number > 0)


def figures_in(folder: Path, indicator: str, kind: str, year: str) -> dict[str, float]:
    with (folder / "observations.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["unit_code"]: float(row["value"])
            for row in csv.DictReader(file)
            if (row["indicator_id"], row["unit_kind"], row["year"]) == (indicator, kind, year)
        }


@pytest.mark.parametrize(
    ("indicator", "years"), [("population", (2009, 2019)), ("tree_cover_esa_pct", (1998, 2018))]
)
def test_the_shipped_districts_change_as_their_table_says(
    atlas: Atlas, data_dir: Path, indicator: str, years: tuple[int, int]
) -> None:
    before, after = (figures_in(data_dir, indicator, "district", str(year)) for year in years)
    view = View(indicator, years[1], "district", "2025-07-01")
    found = compare_years(atlas, view, years[0])
    assert told(found) == {code: pytest.approx(after[code] - before[code]) for code in before}
    signs = {each.unit.code: step for each, step in zip(found.changes, found.steps, strict=True)}
    tenth = 0.05 if "pct" in indicator else 0.5
    for code in before:
        difference = after[code] - before[code]
        assert (signs[code] == 0) == (abs(difference) < tenth)
        assert difference * (signs[code] or 0) >= 0


def test_the_shipped_breaks_are_not_crossed(atlas: Atlas) -> None:
    for indicator, earlier, later, reason in (
        ("forest_cover_pct", 2014, 2016, "break"),
        ("population_urban_annual", 2019, 2021, "break"),
        (
            "hospital_beds_per_10k",
            *atlas.years("hospital_beds_per_10k", "province", "2025-07-01")[:2],
            "",
        ),
    ):
        view = View(indicator, later, "province", "2025-07-01")
        found = compare_years(atlas, view, earlier).changes[0]
        assert (found.reason, found.number) == (reason or "definition", None)
