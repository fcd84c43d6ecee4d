"""Progress of targets on the facts: which figures enter, and which never may."""

from dataclasses import replace

import pytest

from geo.facts.model import UNVERIFIED, Facts, Observation, SeriesBreak, Target
from geo.figures.atlas import Atlas
from geo.reading.progress.caveats import caveats
from geo.reading.progress.statuses import status_word
from geo.reading.progress.words import (
    goal_text,
    history_line,
    pace_text,
    progress_sentence,
    reason_text,
    reasons_text,
    target_gap_text,
)
from geo.targets.goals import goal_of, unit_target
from geo.targets.points import Goal
from geo.targets.progress import (
    REASONS,
    all_progress,
    measure_progress,
    own_progress,
    status_counts,
)

TARGET = Target(
    target_id="canopy_2030",
    indicator_id="canopy_pct",
    unit_code="77",
    vintage="2015-01-01",
    target_year=2030,
    value_low=50,
    value_high=None,
    comparison="ge",
    unit="%",
    text_vi="Độ che tán đạt 50%",
    text_en="Canopy reaches 50%",
    source_id="thu-plan",
    programme="ke-hoach-thu",
    theme="forest",
    path="linear_points",
    base_year=2020,
)


def figure(year: int, value: float, **changes) -> Observation:
    row = Observation(
        indicator_id="canopy_pct",
        unit_kind="province",
        vintage="2015-01-01",
        unit_code="77",
        year=year,
        period="year",
        value=value,
        value_max=None,
        flag="official",
        source_id="thu-forest",
        qualifier="exact",
        note_en="",
        note_vi="",
    )
    return replace(row, **changes)


def measure(tiny: Facts, *figures: Observation, breaks=(), source_year="2020", **changes):
    """Measure a target on made-up figures of canopy and nothing else."""
    plan = replace(tiny.sources["thu-plan"], published=source_year)
    facts = replace(
        tiny,
        observations=figures,
        sources=tiny.sources | {"thu-plan": plan},
        series_breaks=tuple(
            SeriesBreak("canopy_pct", kind, year, f"lý do {year}", f"reason {year}")
            for kind, year in breaks
        ),
    )
    return measure_progress(Atlas(facts), replace(TARGET, **changes))


def test_a_path_leads_from_the_base_year_to_the_latest_figure(tiny: Facts) -> None:
    found = measure(tiny, figure(2015, 10), figure(2020, 30), figure(2023, 31), figure(2025, 40))
    assert (found.baseline.observed_year, found.baseline.value) == (2020, 30)
    assert (found.latest.observed_year, found.latest.value) == (2025, 40)
    assert (found.assessed.observed, found.assessed.required, found.assessed.gap) == (2, 2, -10)
    assert (found.status, found.reasons, found.kind) == ("on_track", (), "points")
    assert [cell.observed_year for cell in found.figures] == [2020, 2025]


def test_parts_of_years_spans_of_years_and_plans_never_enter(tiny: Facts) -> None:
    found = measure(
        tiny,
        figure(2020, 30),
        figure(2025, 40),
        figure(2026, 90, period="H1"),
        figure(2027, 90, period="2023-2027"),
        figure(2028, 90, flag="plan"),
        figure(2024, 90, period="mon-07"),
    )
    assert (found.latest.observed_year, found.assessed.observed) == (2025, 2)


def test_a_unit_is_measured_by_its_own_figures(tiny: Facts) -> None:
    rows = (
        figure(2020, 30),
        figure(2025, 40),
        figure(2025, 49, unit_kind="district", unit_code="701"),
    )
    found = measure(tiny, *rows, unit_code="701")
    assert (found.unit.code, found.latest.value, found.reasons) == ("701", 49, ("one_figure",))


def test_nothing_known_is_said(tiny: Facts) -> None:
    found = measure(tiny)
    assert (found.status, found.reasons, found.latest) == ("not_available", ("no_figure",), None)
    assert found.assessed.gap is None
    late = measure(tiny, figure(2031, 60))
    assert (late.reasons, late.latest) == (("after_target",), None)


def test_only_figures_up_to_the_target_year_count(tiny: Facts) -> None:
    found = measure(tiny, figure(2020, 30), figure(2030, 45), figure(2031, 60))
    assert (found.latest.value, found.reasons) == (45, ("missed",))


def test_without_a_base_year_there_is_no_pace(tiny: Facts) -> None:
    rows = (figure(2020, 30), figure(2025, 40))
    found = measure(tiny, *rows, base_year=None)
    assert (found.status, found.reasons, found.baseline) == ("not_available", ("no_base",), None)
    # a base year without a figure is none
    assert measure(tiny, *rows, base_year=2019).reasons == ("no_base",)
    assert measure(tiny, figure(2025, 40), base_year=None).reasons == ("one_figure",)
    assert measure(tiny, figure(2025, 55), base_year=None).status == "achieved"


@pytest.mark.parametrize(
    ("year", "status", "reasons"),
    [
        (2020, "on_track", ()),
        (2021, "not_available", ("basis",)),
        (2025, "not_available", ("basis",)),
        (2026, "on_track", ("basis_ahead",)),
        (2030, "on_track", ("basis_ahead",)),
        (2031, "on_track", ()),
    ],
)
def test_no_pace_across_a_break(tiny: Facts, year: int, status: str, reasons: tuple) -> None:
    found = measure(tiny, figure(2020, 30), figure(2025, 40), breaks=[("basis", year)])
    assert (found.status, found.reasons) == (status, reasons)
    assert [row.year for row in found.breaks] == ([year] if reasons else [])
    assert (found.assessed.observed is None) == (status == "not_available")
    assert found.assessed.gap == -10


def test_a_new_basis_after_a_target_was_set_forbids_even_achieved(tiny: Facts) -> None:
    changes = {"base_year": None, "breaks": [("basis", 2024)]}
    old = measure(tiny, figure(2025, 55), source_year="2022-10-27", **changes)
    assert (old.status, old.reasons, old.assessed.gap) == ("not_available", ("basis",), 5)
    assert measure(tiny, figure(2025, 55), source_year="2024", **changes).status == "achieved"
    assert measure(tiny, figure(2025, 55), source_year="2023", **changes).reasons == ("basis",)
    # a basis that begins with the latest figure is neither crossed nor ahead
    new = {"base_year": None, "breaks": [("basis", 2025)], "source_year": "2025"}
    assert measure(tiny, figure(2025, 55), **new).reasons == ()
    # set on the old basis, although the path begins on the new one
    early = {"breaks": [("basis", 2019)], "source_year": "2018"}
    assert measure(tiny, figure(2020, 30), figure(2025, 40), **early).reasons == ("basis",)
    # without a date of the document the boundaries tell when the target was set
    assert measure(tiny, figure(2025, 55), source_year="", **changes).reasons == ("basis",)


def test_a_doubt_about_the_definition_forbids_everything(tiny: Facts) -> None:
    rows = (figure(2020, 30), figure(2025, 60))
    found = measure(tiny, *rows, breaks=[("definition", None)])
    assert (found.status, found.reasons) == ("not_available", ("definition",))
    assert (found.assessed.gap, found.latest.value) == (None, 60)
    assert measure(tiny, *rows, breaks=[("definition", 2025)]).reasons == ("definition",)
    assert measure(tiny, *rows, breaks=[("definition", 2026)]).status == "achieved"


def test_an_average_begins_after_its_base_year(tiny: Facts) -> None:
    found = measure(
        tiny,
        *(figure(year, value) for year, value in ((2020, 90), (2021, 40), (2022, 30))),
        path="average",
        value_low=44,
    )
    # 40 + 30 = 70 of 440; 370 / 8 = 46.25; 35 / 46.25 = 76 %
    assert (found.assessed.observed, found.assessed.required) == (35, 46.25)
    assert (found.status, found.baseline.value, len(found.figures)) == ("speed_up", 90, 2)
    assert measure(tiny, figure(2021, 40), path="average", base_year=None).reasons == (
        "one_figure",
    )


def test_a_projection_stays_within_what_the_indicator_can_be(tiny: Facts) -> None:
    up = measure(tiny, figure(2020, 20), figure(2025, 70), value_low=90)
    assert (up.assessed.projected, up.assessed.arrival) == (100, 2027)
    down = measure(tiny, figure(2020, 40), figure(2025, 10), value_low=90)
    assert (down.assessed.projected, down.status) == (0, "moving_away")


def test_goals_follow_the_comparison_and_the_better_direction(tiny: Facts) -> None:
    indicator = tiny.indicators["canopy_pct"]
    band = replace(TARGET, comparison="range", value_low=8, value_high=9)
    falls = replace(band, comparison="change_per_year", value_low=-3, value_high=-2)
    assert goal_of(TARGET, indicator) == Goal(low=50)
    assert goal_of(replace(TARGET, comparison="le"), indicator) == Goal(high=50)
    assert goal_of(band, replace(indicator, direction=1)) == Goal(low=8)
    assert goal_of(band, replace(indicator, direction=0)) == Goal(8, 9)
    assert goal_of(falls, replace(indicator, direction=-1)) == Goal(high=-2)


def test_the_provinces_target_is_only_a_reference_for_its_units(tiny_atlas: Atlas) -> None:
    facts = tiny_atlas.facts
    left, right = (facts.units["2015-01-01", code] for code in ("701", "702"))
    own = own_progress(tiny_atlas, "forest_cover_pct", left)
    assert [each.target.target_id for each in own] == ["forest_left_2021"]
    assert own_progress(tiny_atlas, "forest_cover_pct", right) == ()
    assert unit_target(tiny_atlas, "forest_cover_pct", right) == facts.targets["forest_2030"]
    # an amount of the whole province is not a district's to reach
    assert own_progress(tiny_atlas, "trade_all_musd", right) == ()
    assert unit_target(tiny_atlas, "trade_all_musd", right) is None


def test_membership_of_a_zone_is_no_figure(tiny: Facts) -> None:
    target = replace(TARGET, indicator_id="trade_all_musd", unit_code="70001", vintage="2022-07-01")
    assert measure_progress(Atlas(tiny), target).reasons == ("no_figure",)


def test_targets_of_the_made_up_province(tiny_atlas: Atlas) -> None:
    found = {each.target.target_id: each for each in all_progress(tiny_atlas)}
    assert {key: (each.status, each.reasons) for key, each in found.items()} == {
        # over 38 in 2020, nearly 37 a year later
        "forest_2030": ("not_available", ("too_close",)),
        # 45 in 2014 and 46.67 in 2020, no base year
        "forest_left_2021": ("not_available", ("no_base",)),
        # 50 to about 75 in a single year, 5 left in nine
        "ntm_share_2030": ("not_available", ("too_close",)),
        # 18.75 by the census, no base year
        "urban_2030": ("not_available", ("one_figure",)),
        # 600 in 2022 is the base and the latest
        "trade_2030": ("not_available", ("one_figure",)),
    }
    share = found["ntm_share_2030"].assessed
    assert (share.observed, share.required, share.arrival) == (None, pytest.approx(5 / 9), None)
    assert found["trade_2030"].assessed.required == pytest.approx(6.5936, abs=1e-4)
    assert all_progress(tiny_atlas, "another") == ()
    assert status_counts(tuple(found.values())) == {
        "achieved": 0,
        "on_track": 0,
        "speed_up": 0,
        "slow": 0,
        "moving_away": 0,
        "not_available": 5,
    }


@pytest.mark.parametrize(
    ("lang", "observed", "required", "gap", "status"),
    [
        (
            "vi",
            "+1,2\u00a0điểm\u00a0% mỗi năm",
            "+2,0\u00a0điểm\u00a0% mỗi năm",
            "còn thấp hơn mục tiêu 10\u00a0điểm\u00a0%",
            "cần đẩy nhanh",
        ),
        (
            "en",
            "+1.2\u00a0points a year",
            "+2.0\u00a0points a year",
            "still 10\u00a0points below the target",
            "must speed up",
        ),
    ],
)
def test_words_of_a_path(tiny: Facts, lang, observed, required, gap, status) -> None:
    found = measure(tiny, figure(2020, 34), figure(2025, 40))
    assert pace_text(found, "observed", lang=lang) == observed
    assert pace_text(found, "required", lang=lang) == required
    assert target_gap_text(found, lang=lang) == gap
    assert status_word(found.status, lang=lang) == status


def test_words_of_inexact_paces(tiny: Facts) -> None:
    over = measure(tiny, figure(2020, 30), figure(2025, 40, qualifier="over"))
    assert pace_text(over, "observed", lang="vi") == "ít nhất +2,0\u00a0điểm\u00a0% mỗi năm"
    assert pace_text(over, "required", lang="vi") == "nhiều nhất +2,0\u00a0điểm\u00a0% mỗi năm"
    falling = measure(
        tiny,
        figure(2020, 60),
        figure(2025, 55, qualifier="nearly"),
        comparison="le",
    )
    assert pace_text(falling, "observed", lang="vi") == "giảm ít nhất 1,0\u00a0điểm\u00a0% mỗi năm"
    assert pace_text(falling, "required", lang="en") == "a fall of at most 1.0\u00a0points a year"
    about = measure(tiny, figure(2020, 30, qualifier="about"), figure(2025, 40))
    assert pace_text(about, "observed", lang="en") == "about +2.0\u00a0points a year"
    assert pace_text(measure(tiny), "observed", lang="vi") == ""


def test_words_of_a_small_pace_keep_it_from_reading_as_none(tiny: Facts) -> None:
    found = measure(tiny, figure(2020, 49.8), figure(2025, 49.9))
    assert pace_text(found, "observed", lang="vi") == "+0,02\u00a0điểm\u00a0% mỗi năm"


def test_words_of_other_kinds(tiny: Facts, tiny_atlas: Atlas) -> None:
    growth = measure(tiny, figure(2026, 40), figure(2028, 48.4), base_year=2026, path="compound")
    assert pace_text(growth, "observed", lang="vi") == "+10,0% mỗi năm"
    rate = measure(tiny, figure(2021, 40), figure(2022, 30), path="average", value_low=44)
    assert goal_text(rate, lang="vi") == "bình quân 44% mỗi năm"
    assert target_gap_text(rate, lang="en") == "still 9.0\u00a0points a year below the target"
    falls = {"path": "change_per_year", "comparison": "change_per_year"}
    band = measure(tiny, figure(2020, 40), **falls, value_low=-3, value_high=-2)
    assert goal_text(band, lang="vi") == "giảm 2–3\u00a0điểm\u00a0% mỗi năm"
    single = measure(tiny, figure(2020, 40), **falls, value_low=-3, value_high=-3)
    assert goal_text(single, lang="en") == "a fall of 3\u00a0points a year"
    rises = measure(tiny, figure(2020, 40), **falls, value_low=1, value_high=2)
    assert goal_text(rises, lang="en") == "1–2% a year"
    amount = next(
        each for each in all_progress(tiny_atlas) if each.target.target_id == "trade_2030"
    )
    assert goal_text(amount, lang="en") == "USD\u00a01\u00a0billion"


def test_reasons_are_said_in_words(tiny: Facts) -> None:
    atlas = Atlas(tiny)
    found = measure(tiny, figure(2020, 30), figure(2025, 40), breaks=[("basis", 2024)])
    assert reasons_text(atlas, found, lang="en") == (
        "not assessed across a break in the series: reason 2024"
    )
    missing = measure(tiny, figure(2021, 40), figure(2023, 30), path="average", value_low=44)
    assert "2022" in reasons_text(atlas, missing, lang="vi")
    nothing = next(each for each in all_progress(atlas) if each.target.target_id == "forest_2030")
    where = reason_text(atlas, nothing, "no_figure", lang="vi")
    assert where == "chưa có số liệu; nơi có thể có: quyết định hiện trạng rừng của Kiểm lâm Thử"
    for lang in ("vi", "en"):
        said = {reason_text(atlas, missing, reason, lang=lang) for reason in REASONS}
        assert len(said) == len(REASONS)


def test_a_past_target_is_called_missed_only_where_that_was_judged(tiny: Facts) -> None:
    figures = (figure(2020, 30), figure(2023, 44))
    past = {"target_year": 2023, "value_low": 45}
    missed = measure(tiny, *figures, **past)
    assert missed.reasons == ("missed",)
    assert history_line(missed, lang="en").endswith("2023 had 44%, not met")
    other_basis = measure(tiny, *figures, breaks=[("basis", 2022)], **past)
    vague = measure(tiny, figure(2020, 30), figure(2023, 44, qualifier="over"), **past)
    rates = {"path": "average", "base_year": 2020, "target_year": 2023}
    part = measure(tiny, figure(2022, 30), figure(2023, 44), **rates)
    for found, reason in ((other_basis, "basis"), (vague, "inexact"), (part, "years_missing")):
        assert (found.reasons, found.assessed.gap is None) == ((reason,), False)
        assert history_line(found, lang="en").endswith("no comparable figure of that year")


def test_a_mean_says_once_that_it_is_of_a_year(tiny: Facts) -> None:
    indicator = tiny.indicators["canopy_pct"]
    yearly = replace(indicator, unit_vi="%/năm", unit_en="% a year")
    facts = replace(tiny, indicators=tiny.indicators | {"canopy_pct": yearly})
    mean = measure(facts, figure(2021, 9), path="average", value_low=13)
    said = {lang: goal_text(mean, lang=lang) for lang in ("vi", "en")}
    assert said == {"vi": "bình quân 13% mỗi năm", "en": "13% a year on average"}


def test_a_status_on_what_nobody_answers_for_says_so(tiny: Facts) -> None:
    weak = {"flag": UNVERIFIED}
    found = measure(tiny, figure(2020, 30, **weak), figure(2025, 40, **weak))
    assert found.status == "on_track"
    said = " ".join(caveats(Atlas(tiny), found, lang="en"))
    assert "the figure of 2020 is flagged: Wikipedia, unverified" in said
    assert "the figure of 2025 is flagged: Wikipedia, unverified" in said


def test_progress_reads_aloud(tiny: Facts) -> None:
    found = measure(tiny, figure(2020, 34), figure(2025, 40))
    assert progress_sentence(Atlas(tiny), found, lang="en") == (
        "Canopy from satellite: target 50% by 2030. Latest: 40% (2025). "
        "Still 10\u00a0points below the target. "
        "Observed pace: +1.2\u00a0points a year. Required pace: +2.0\u00a0points a year. "
        "At this pace it arrives in 2034. Status: must speed up, near a bound."
    )
    nothing = progress_sentence(Atlas(tiny), measure(tiny), lang="vi")
    assert nothing == (
        "Độ che tán từ vệ tinh: mục tiêu 50% đến năm 2030. Trạng thái: chưa đủ căn cứ đánh giá. "
        "Chưa có số liệu."
    )
