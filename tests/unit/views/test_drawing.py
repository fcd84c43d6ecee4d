"""A drawing: classes that hold through the years, counts, coverage, ranks, sources."""

from dataclasses import replace

import pytest

from geo.errors import ViewError
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.views.drawing import draw, pooled_numbers

MIDDLE, NEW = "2015-01-01", "2022-07-01"
COVER = View("forest_cover_pct", 2020, "commune", MIDDLE)


def test_classes_and_counts(tiny_atlas) -> None:
    drawing = draw(tiny_atlas, COVER)
    # 80, 20, 40, 60, 10 % with bounds at 20, 40 and 60
    assert drawing.indices == (3, 1, 2, 3, 0)
    assert drawing.counts == (1, 1, 1, 2)
    assert (drawing.known, drawing.concerned, drawing.unknown, drawing.coverage) == (5, 5, 0, 1.0)


def test_ranks_run_from_the_highest(tiny_atlas) -> None:
    assert draw(tiny_atlas, COVER).ranks == {
        "70001": 1,
        "70010": 2,
        "70007": 3,
        "70004": 4,
        "70013": 5,
    }


def test_equal_numbers_share_a_rank_and_the_next_is_left_out(tiny) -> None:
    values = {"70001": 30.0, "70004": 50.0, "70007": 30.0, "70010": 50.0, "70013": 10.0}
    rows = tuple(
        replace(row, value=values[row.unit_code])
        for row in tiny.observations
        if row.indicator_id == "forest_cover_pct" and row.unit_code in values and row.year == 2020
    )
    ranks = draw(Atlas(replace(tiny, observations=rows)), COVER).ranks
    assert ranks == {"70001": 3, "70004": 1, "70007": 3, "70010": 1, "70013": 5}


@pytest.mark.parametrize(
    "view",
    [
        View("ntm_status", 2021, "commune", MIDDLE),
        View("trade_all_musd", 2021, "commune", NEW),
    ],
)
def test_classes_without_a_measure_have_no_ranks(tiny_atlas, view) -> None:
    assert draw(tiny_atlas, view).ranks == {}


def test_unknown_units_count_and_have_neither_class_nor_rank(tiny_atlas) -> None:
    drawing = draw(tiny_atlas, View("population", 2019, "commune", NEW))
    assert drawing.indices[2] is None
    assert (drawing.known, drawing.unknown, drawing.coverage) == (2, 1, pytest.approx(2 / 3))
    assert drawing.ranks == {"70007": 1, "70001": 2}


def test_units_not_concerned_stay_outside_the_coverage(tiny_atlas) -> None:
    drawing = draw(tiny_atlas, View("ntm_status", 2021, "commune", MIDDLE))
    assert drawing.counts == (2, 1, 0)
    assert drawing.pending_counts == (2, 0, 0)
    assert (drawing.known, drawing.concerned, drawing.unknown) == (3, 4, 1)
    nobody = draw(tiny_atlas, View("ntm_status", 2021, "district", MIDDLE))
    assert (nobody.concerned, nobody.coverage) == (0, 0.0)


def test_numbers_are_pooled_over_years_and_drawn_boundaries(tiny_atlas) -> None:
    # 2018: 77 for 70001 on both boundaries; 2020: five and three communes
    expected = [77, 77, 80, 20, 40, 60, 10, 80, 30, 18500 / 600]
    found = pooled_numbers(tiny_atlas, COVER.indicator, "commune", "value")
    assert sorted(found) == pytest.approx(sorted(expected))
    # people of 2014: five and three; of 2019: four, and two that could be carried
    assert len(pooled_numbers(tiny_atlas, "population", "commune", "value")) == 14


def test_districts_and_the_province_are_pooled_once(tiny_atlas) -> None:
    expected = [45, 140 / 3, 18500 / 600]
    found = pooled_numbers(tiny_atlas, "forest_cover_pct", "district", "value")
    assert sorted(found) == pytest.approx(sorted(expected))


@pytest.mark.parametrize("scheme", ["", "fisher", "quantiles", "equal", "3000;5000"])
def test_classes_are_the_same_for_every_year_and_boundaries(tiny_atlas, scheme) -> None:
    view = View("population", 2014, "commune", NEW, scheme=scheme, k=3)
    same = {
        draw(tiny_atlas, view.on(year=year, vintage=vintage, latest=latest)).classes
        for year in (2014, 2019)
        for vintage in (MIDDLE, NEW)
        for latest in (True, False)
    }
    assert len(same) == 1


def test_the_gap_classes_are_the_same_for_every_year(tiny_atlas) -> None:
    view = COVER.on(mode="gap")
    first, second = draw(tiny_atlas, view), draw(tiny_atlas, view.on(year=2018, vintage=NEW))
    assert first.classes == second.classes
    # gaps from -38 to 32: a third of 38 is 12.7, the next round width 20
    assert first.classes.bounds == (-20, 0, 20)
    assert first.numbers == (32, -28, -8, 12, -38)
    assert first.indices == (3, 0, 1, 2, 0)
    assert first.ranks["70013"] == 5


def test_nothing_known_has_no_classes(tiny_atlas) -> None:
    drawing = draw(tiny_atlas, View("canopy_pct", 2018, "commune", NEW))
    assert (len(drawing.classes), drawing.counts, drawing.known) == (0, (), 0)
    assert drawing.source_ids == ()


def test_border_figures_of_the_province_are_numbers(tiny_atlas) -> None:
    assert draw(tiny_atlas, View("trade_all_musd", 2021, "commune", NEW)).kind == "zone"
    drawing = draw(tiny_atlas, View("trade_all_musd", 2021, "province", NEW))
    assert (drawing.kind, drawing.numbers) == ("numeric", (520,))


def test_sources_stand_by_use(tiny_atlas) -> None:
    drawing = draw(tiny_atlas, View("population_density", 2014, "commune", NEW))
    assert drawing.source_ids == ("thu-census", "thu-register")


def test_a_cell_is_found_by_its_code(tiny_atlas) -> None:
    drawing = draw(tiny_atlas, COVER)
    cell = drawing.cell_of("70004")
    assert cell is not None
    assert cell.value == 20
    assert drawing.cell_of("70016") is None


@pytest.mark.parametrize("changes", [{"mode": "speed"}, {"vintage": "2011-01-01"}])
def test_what_cannot_be_drawn_is_refused(tiny_atlas, changes) -> None:
    with pytest.raises(ViewError):
        draw(tiny_atlas, COVER.on(**changes))


def test_a_view_is_drawn_once(tiny_atlas) -> None:
    assert draw(tiny_atlas, COVER) is draw(tiny_atlas, COVER.on(year=COVER.year))
