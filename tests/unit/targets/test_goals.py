"""One law for a target: page, card, map and documents say the same gap, the same pace or none."""

from dataclasses import replace

import pytest

from geo.facts.model import Facts, SeriesBreak
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.reading.progress.words import pace_text, target_gap_text
from geo.reading.sentences import view_sentence
from geo.reading.values import number_text
from geo.targets.distance import gap_reason, mode_reason, pace_reason
from geo.targets.goals import cell_gap, cell_pace, meets
from geo.targets.progress import all_progress, measure_progress
from geo.views.drawing import draw
from tests.support.cards import card_html

MIDDLE, NEW = "2015-01-01", "2022-07-01"
NEW_SHIPPED = "2025-07-01"
PROVINCE = View("forest_cover_pct", 2020, "province", NEW)
COMMUNES = View("forest_cover_pct", 2020, "commune", MIDDLE)


def worded(tiny: Facts, value: float, qualifier: str = "exact", **changes: object) -> Atlas:
    """Return the made-up province with another figure of 2020, and another target."""
    rows = tuple(
        replace(row, value=value, qualifier=qualifier)
        if (row.indicator_id, row.year, row.unit_kind) == ("forest_cover_pct", 2020, "province")
        else row
        for row in tiny.observations
        if (row.indicator_id, row.year, row.unit_kind) != ("forest_cover_pct", 2021, "province")
    )
    target = replace(tiny.targets["forest_2030"], **changes)  # type: ignore[arg-type]
    return Atlas(replace(tiny, observations=rows, targets={target.target_id: target}))


def broken(tiny: Facts, kind: str, year: int | None) -> Atlas:
    row = SeriesBreak("forest_cover_pct", kind, year, "lời", "words")  # type: ignore[arg-type]
    return Atlas(replace(tiny, series_breaks=(row,)))


# ---- the gap


@pytest.mark.parametrize(
    ("direction", "gap", "said"),
    [
        (1, "+2,4", "đã đạt, cao hơn mục tiêu 2,4"),
        (-1, "−1,9", "còn cao hơn mục tiêu 1,9"),
        (0, "−1,9", "còn cao hơn mục tiêu 1,9"),
    ],
)
def test_a_band_reads_the_same_everywhere(tiny: Facts, direction: int, gap: str, said: str) -> None:
    # 13.85 against 11.5 to 12: +2.35 beyond its lower end, 1.85 above its upper one
    atlas = worded(tiny, 13.85, comparison="range", value_low=11.5, value_high=12.0, path="range")
    cover = replace(atlas.facts.indicators["forest_cover_pct"], direction=direction)
    atlas = Atlas(
        replace(atlas.facts, indicators=atlas.facts.indicators | {"forest_cover_pct": cover})
    )
    drawing = draw(atlas, PROVINCE.on(mode="gap"))
    assert number_text(atlas, drawing, drawing.cells[0], lang="vi") == f"{gap}\u00a0điểm\u00a0%"
    text = f"{said}\u00a0điểm\u00a0%"
    sentence = view_sentence(atlas, drawing, lang="vi")
    assert f"{text[0].upper()}{text[1:]}." in sentence
    html = card_html(atlas, drawing, drawing.cells[0].unit, drawing.cells[0], lang="vi")
    assert text in html
    (measured,) = all_progress(atlas)
    assert target_gap_text(measured, lang="vi") == text
    assert meets(atlas, "forest_cover_pct", drawing.cells[0]) == (direction == 1)


def test_every_shipped_figure_has_one_gap(atlas: Atlas) -> None:
    compared = 0
    for measured in all_progress(atlas):
        latest, target = measured.latest, measured.target
        newest = max(
            each.target_year
            for each in atlas.facts.targets.values()
            if (each.indicator_id, each.unit_code) == (target.indicator_id, target.unit_code)
        )
        if latest is None or target.target_year != newest or measured.kind in ("average", "change"):
            continue
        if target.target_year < 2026:
            # past by the newest figures: in a history alone
            assert cell_gap(atlas, target.indicator_id, latest) is None
            continue
        compared += 1
        assert cell_gap(atlas, target.indicator_id, latest) == measured.assessed.gap
        if measured.assessed.required is not None:
            pace = cell_pace(atlas, target.indicator_id, latest)
            assert pace == pytest.approx(measured.assessed.required)
        elif measured.status == "achieved":
            assert cell_pace(atlas, target.indicator_id, latest) in (0, None)
    assert compared > 10


def test_the_shipped_target_of_border_communes_is_over(atlas: Atlas) -> None:
    view = View("ntm_border_criteria_avg", 2021, "province", NEW_SHIPPED, "gap")
    # 11.5 to 12 criteria in 2020, whose first figure is of 2021
    assert draw(atlas, view).numbers == (None,)
    reason = gap_reason(atlas, view.indicator, level="province", vintage=NEW_SHIPPED)
    assert reason == "no_target"


def test_nearly_the_target_has_not_met_it(tiny: Facts) -> None:
    atlas = worded(tiny, 48, "nearly")
    cell = draw(atlas, PROVINCE).cells[0]
    assert cell_gap(atlas, "forest_cover_pct", cell) == 0
    assert not meets(atlas, "forest_cover_pct", cell)
    # how far it has to go is not known, but not: no way at all
    assert cell_pace(atlas, "forest_cover_pct", cell) is None


def test_units_that_nearly_met_it_are_not_counted(tiny: Facts) -> None:
    rows = tuple(
        replace(row, value=48, qualifier="nearly")
        if (row.indicator_id, row.year, row.unit_code) == ("forest_cover_pct", 2020, "70010")
        else row
        for row in tiny.observations
    )
    atlas = Atlas(replace(tiny, observations=rows))
    drawing = draw(atlas, COMMUNES.on(mode="gap"))
    # 70001 with 80 % alone; 70010 is nearly there
    assert "1 trong 5 đơn vị" in view_sentence(atlas, drawing, lang="vi")


@pytest.mark.parametrize(
    ("comparison", "gap"), [("ge", 38 - 48), ("le", 48 - 50)], ids=["at least", "at most"]
)
def test_a_range_is_measured_from_its_farther_end(tiny: Facts, comparison: str, gap: float) -> None:
    atlas = worded(tiny, 38, "range", comparison=comparison)
    rows = tuple(
        replace(row, value_max=50.0) if row.qualifier == "range" and row.value == 38 else row
        for row in atlas.facts.observations
    )
    atlas = Atlas(replace(atlas.facts, observations=rows))
    cell = draw(atlas, PROVINCE).cells[0]
    assert cell_gap(atlas, "forest_cover_pct", cell) == gap
    assert measure_progress(atlas, atlas.facts.targets["forest_2030"]).assessed.gap == gap
    assert cell_pace(atlas, "forest_cover_pct", cell) is None


def test_a_gap_has_no_digits_of_its_binary_form(tiny: Facts) -> None:
    # 13.85 - 12 is 1.8499999999999996 in binary
    atlas = worded(tiny, 13.85, value_low=12.0)
    cell = draw(atlas, PROVINCE).cells[0]
    assert cell_gap(atlas, "forest_cover_pct", cell) == 1.85


# ---- doubts and breaks


def test_a_doubt_about_the_definition_forbids_gap_and_pace(tiny: Facts) -> None:
    atlas = broken(tiny, "definition", None)
    cells = atlas.cells(COMMUNES)
    assert {cell_gap(atlas, "forest_cover_pct", cell) for cell in cells} == {None}
    assert {cell_pace(atlas, "forest_cover_pct", cell) for cell in cells} == {None}
    for mode in ("gap", "pace"):
        reason = mode_reason(atlas, mode, "forest_cover_pct", level="commune", vintage=NEW)
        assert reason == "definition"
    html = card_html(atlas, draw(atlas, COMMUNES), cells[0].unit, cells[0], lang="en")
    assert "48%" in html
    assert "points" not in html


def test_a_doubt_of_later_years_leaves_the_earlier_ones(tiny: Facts) -> None:
    # the communes have figures of 2018 and 2020
    atlas = broken(tiny, "definition", 2019)
    earlier = draw(atlas, COMMUNES.on(year=2018, mode="gap"))
    assert earlier.numbers[0] == 77 - 48
    assert set(draw(atlas, COMMUNES.on(mode="gap")).numbers) == {None}
    assert gap_reason(atlas, "forest_cover_pct", level="commune", vintage=NEW) == ""


def test_a_new_basis_forbids_the_pace_and_not_the_gap(tiny: Facts) -> None:
    set_in = int(tiny.sources["thu-plan"].published[:4])
    atlas = broken(tiny, "basis", 2020)
    # base year 2020, target set later: nothing lies between
    later = draw(atlas, COMMUNES.on(mode="pace"))
    assert set_in >= 2020
    assert later.numbers[1] == pytest.approx(2.8)
    # but the figure of 2018 stands on the basis before
    earlier = draw(atlas, COMMUNES.on(year=2018, mode="pace"))
    assert set(earlier.numbers) == {None}
    assert draw(atlas, COMMUNES.on(year=2018, mode="gap")).numbers[0] == 77 - 48


def test_a_pace_that_every_figure_lacks_is_not_offered(tiny: Facts) -> None:
    base = replace(tiny.targets["forest_2030"], base_year=2017)
    facts = replace(tiny, targets={"forest_2030": base})
    atlas = broken(facts, "basis", 2018)
    assert pace_reason(atlas, "forest_cover_pct", level="commune", vintage=NEW) == "basis"
    assert gap_reason(atlas, "forest_cover_pct", level="commune", vintage=NEW) == ""


def test_the_shipped_advanced_communes_have_no_pace(atlas: Atlas) -> None:
    place = {"level": "province", "vintage": NEW_SHIPPED}
    for mode in ("gap", "pace"):
        assert mode_reason(atlas, mode, "ntm_advanced_share_pct", **place) == "definition"
    status = measure_progress(atlas, atlas.facts.targets["ntm_advanced_2030"])
    assert status.reasons == ("definition",)


# ---- how exact a pace is


@pytest.mark.parametrize(
    ("qualifier", "word"),
    [
        ("exact", "+1,0\u00a0điểm\u00a0% mỗi năm"),
        ("over", "nhiều nhất +1,0\u00a0điểm\u00a0% mỗi năm"),
        ("about", "khoảng +1,0\u00a0điểm\u00a0% mỗi năm"),
        ("nearly", "khoảng +1,0\u00a0điểm\u00a0% mỗi năm"),
    ],
)
def test_the_needed_pace_has_the_same_word_on_map_and_page(tiny, qualifier, word) -> None:
    # 38 to 48 in ten years
    atlas = worded(tiny, 38, qualifier)
    drawing = draw(atlas, PROVINCE.on(mode="pace"))
    assert number_text(atlas, drawing, drawing.cells[0], lang="vi") == word
    (measured,) = all_progress(atlas)
    assert pace_text(measured, "required", lang="vi") == word


def test_a_pace_is_in_the_unit_of_its_path(tiny: Facts) -> None:
    # 600 million USD in 2022 to 1,000 in 2030, in even steps
    target = replace(tiny.targets["trade_2030"], path="linear_points")
    atlas = Atlas(replace(tiny, targets={"trade_2030": target}))
    drawing = draw(atlas, View("trade_all_musd", 2022, "province", NEW, mode="pace"))
    text = number_text(atlas, drawing, drawing.cells[0], lang="vi")
    assert text == "+50,0\u00a0triệu USD mỗi năm"


def test_a_small_pace_is_not_printed_as_none(tiny: Facts) -> None:
    atlas = worded(tiny, 47.7)
    drawing = draw(atlas, PROVINCE.on(mode="pace"))
    # 0.3 points in ten years
    text = number_text(atlas, drawing, drawing.cells[0], lang="vi")
    assert text == "+0,03\u00a0điểm\u00a0% mỗi năm"
