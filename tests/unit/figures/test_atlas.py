"""Cells of a view: five bases, years and series."""

from dataclasses import replace

import pytest

from geo.errors import ViewError
from geo.facts.model import SeriesBreak
from geo.figures.atlas import Atlas
from geo.figures.view import View
from geo.reading.values import note_text

OLD, MIDDLE, NEW = "2011-01-01", "2015-01-01", "2022-07-01"


def cells(atlas: Atlas, view: View) -> dict[str, tuple[str, float | None, int | None]]:
    found = atlas.cells(view)
    return {cell.unit.code: (cell.basis, cell.value, cell.observed_year) for cell in found}


def test_cells_stand_in_the_order_of_the_codes(tiny_atlas) -> None:
    view = View("forest_cover_pct", 2020, "commune", MIDDLE)
    codes = [cell.unit.code for cell in tiny_atlas.cells(view)]
    assert codes == ["70001", "70004", "70007", "70010", "70013"]


def test_observed_carried_and_unknown(tiny_atlas) -> None:
    assert cells(tiny_atlas, View("population", 2019, "commune", NEW)) == {
        "70001": ("observed", 1100, 2019),
        "70007": ("carried", 5400, 2019),
        "70010": ("none", None, None),
    }
    gone = tiny_atlas.cells(View("population", 2019, "commune", NEW))[2]
    assert (gone.known, gone.known_parts, gone.all_parts) == (False, 1, 2)


def test_units_that_an_indicator_does_not_concern_are_apart(tiny_atlas) -> None:
    assert cells(tiny_atlas, View("ntm_criteria_met", 2019, "commune", MIDDLE)) == {
        "70001": ("observed", 12, 2019),
        "70004": ("observed", 9, 2019),
        "70007": ("not_applicable", None, None),
        "70010": ("observed", 15, 2019),
        "70013": ("none", None, None),
    }


@pytest.mark.parametrize(
    ("year", "latest", "expected"),
    [
        (2020, True, {"70001": ("observed", 80), "70007": ("carried", 30)}),
        (2024, False, {"70001": ("none", None), "70007": ("none", None)}),
        (2024, True, {"70001": ("earlier", 80), "70007": ("carried", 30)}),
        # forest figures stand for five years
        (2025, True, {"70001": ("earlier", 80), "70007": ("carried", 30)}),
        (2026, True, {"70001": ("none", None), "70007": ("none", None)}),
    ],
)
def test_the_latest_figure_stands_in_only_when_asked_and_not_too_old(
    tiny_atlas, year, latest, expected
) -> None:
    view = View("forest_cover_pct", year, "commune", NEW, latest=latest)
    found = {cell.unit.code: cell for cell in tiny_atlas.cells(view)}
    for code, (basis, value) in expected.items():
        assert (found[code].basis, found[code].value) == (basis, value and pytest.approx(value))
        assert found[code].observed_year == (2020 if value else None)


@pytest.mark.parametrize(
    ("kind", "year", "basis"),
    [
        ("basis", 2023, "none"),
        ("definition", 2022, "none"),
        # the figure of 2020 and the year 2023 are on one side of these
        ("basis", 2020, "earlier"),
        ("basis", 2024, "earlier"),
        ("definition", None, "earlier"),
    ],
)
def test_no_figure_stands_for_a_year_on_another_basis(tiny, kind, year, basis) -> None:
    row = SeriesBreak("forest_cover_pct", kind, year, "lời", "words")
    atlas = Atlas(replace(tiny, series_breaks=(row,)))
    view = View("forest_cover_pct", 2023, "commune", NEW, latest=True)
    assert cells(atlas, view)["70001"][0] == basis


def test_a_flow_never_stands_for_a_later_year(tiny_atlas) -> None:
    view = View("trade_all_musd", 2023, "province", NEW, latest=True)
    assert cells(tiny_atlas, view) == {"77": ("none", None, None)}


def test_the_figure_of_the_year_goes_before_an_earlier_one(tiny_atlas) -> None:
    view = View("forest_cover_pct", 2021, "province", NEW, latest=True)
    assert cells(tiny_atlas, view) == {"77": ("observed", 37, 2021)}


def test_a_cell_brings_what_must_be_printed_beside_it(tiny_atlas) -> None:
    (cell,) = tiny_atlas.cells(View("forest_cover_pct", 2020, "province", NEW))
    assert (cell.value, cell.qualifier, cell.period, cell.flag) == (38, "over", "year", "reported")
    assert cell.source_ids == ("thu-press",)
    assert note_text(cell, lang="vi") == "trên 38, theo cách nói của báo"
    assert note_text(cell, lang="en") == "over 38, as the paper words it"
    (span,) = tiny_atlas.cells(View("trucks_per_day", 2022, "province", NEW))
    assert (span.value, span.value_max, span.qualifier) == (1100, 1350, "range")


def test_a_cell_holds_the_figure_itself(tiny_atlas) -> None:
    view = View("population", 2019, "commune", NEW)
    for cell in tiny_atlas.cells(view):
        assert cell.figure is tiny_atlas.figures.find("population", cell.unit, 2019).figure


def test_status_on_the_boundaries_it_was_given_on(tiny_atlas) -> None:
    found = tiny_atlas.cells(View("ntm_status", 2021, "commune", MIDDLE))
    assert [(cell.basis, cell.class_id, cell.value, cell.pending) for cell in found] == [
        ("observed", "advanced", 2, False),
        ("observed", "met", 1, True),
        ("not_applicable", "", None, False),
        ("observed", "met", 1, True),
        ("none", "", None, False),
    ]
    assert (found[0].observed_year, found[0].flag) == (2019, "listing")


def test_status_of_a_merged_commune_is_unknown_and_counts_its_parts(tiny_atlas) -> None:
    first, ward, merged = tiny_atlas.cells(View("ntm_status", 2021, "commune", NEW))
    assert (first.basis, first.class_id) == ("observed", "advanced")
    assert ward.basis == "not_applicable"
    assert (merged.basis, merged.known_parts, merged.all_parts) == ("none", 1, 2)


def test_townships_are_no_parts_of_a_status(tiny) -> None:
    ward = replace(tiny.units[NEW, "70007"], kind="commune")
    atlas = Atlas(replace(tiny, units=tiny.units | {ward.key: ward}))
    cell = atlas.cell(View("ntm_status", 2021, "commune", NEW), ward)
    # of xã Ô Hai and thị trấn Ô Ba only the first could have a class
    assert (cell.basis, cell.known_parts, cell.all_parts) == ("none", 1, 1)


def test_status_does_not_concern_districts(tiny_atlas) -> None:
    view = View("ntm_status", 2021, "district", MIDDLE)
    assert {basis for basis, _, _ in cells(tiny_atlas, view).values()} == {"not_applicable"}


def test_a_gate_s_trade_colours_communes_by_membership(tiny_atlas) -> None:
    found = tiny_atlas.cells(View("trade_all_musd", 2021, "commune", NEW))
    assert [(cell.basis, cell.class_id, cell.period) for cell in found] == [
        ("observed", "whole", "asof-2015-05-01"),
        ("carried", "part", "asof-2015-05-01"),
        ("carried", "no", "asof-2015-05-01"),
    ]
    before = tiny_atlas.cells(View("trade_all_musd", 2014, "commune", NEW))
    assert {cell.basis for cell in before} == {"none"}


def test_an_ordinal_figure_has_its_class(tiny) -> None:
    indicator = replace(tiny.indicators["ntm_criteria_met"], kind="ordinal")
    rows = tuple(
        replace(row, indicator_id="ntm_criteria_met", value=value, class_id=name)
        for row, value, name in zip(tiny.ordinal_classes, (9, 12, 14), "abc", strict=True)
    )
    facts = replace(
        tiny,
        indicators=tiny.indicators | {"ntm_criteria_met": indicator},
        ordinal_classes=tiny.ordinal_classes + rows,
    )
    found = Atlas(facts).cells(View("ntm_criteria_met", 2019, "commune", MIDDLE))
    assert [cell.class_id for cell in found] == ["b", "a", "", "", ""]


@pytest.mark.parametrize(
    ("indicator_id", "level", "vintage", "years"),
    [
        ("population", "commune", NEW, (2014, 2019)),
        ("population_density", "commune", NEW, (2014, 2019)),
        ("forest_cover_pct", "commune", NEW, (2018, 2020)),
        ("forest_cover_pct", "district", NEW, (2014, 2020)),
        ("forest_cover_pct", "province", NEW, (2020, 2021)),
        # nothing at this level: the years known elsewhere
        ("canopy_pct", "commune", NEW, (2018,)),
        # parts of years give no year, gates do
        ("trade_all_musd", "commune", NEW, (2020, 2021, 2022)),
        ("trucks_per_day", "province", NEW, (2022,)),
        # merged since: only the unchanged commune has a class
        ("ntm_status", "commune", NEW, tuple(range(2016, 2022))),
        ("ntm_criteria_met", "commune", NEW, (2019,)),
    ],
)
def test_years_of_a_view(tiny_atlas, indicator_id, level, vintage, years) -> None:
    assert tiny_atlas.years(indicator_id, level, vintage) == years


def test_has_figures(tiny_atlas) -> None:
    assert tiny_atlas.has_figures("canopy_pct", "district", NEW)
    assert not tiny_atlas.has_figures("canopy_pct", "commune", NEW)


def test_a_series_has_the_years_that_are_known(tiny, tiny_atlas) -> None:
    series = tiny_atlas.series("population", tiny.units[NEW, "70010"])
    assert [(cell.observed_year, cell.value) for cell in series] == [(2014, 10000)]
    province = tiny_atlas.series("trade_all_musd", tiny.units[NEW, "77"])
    assert [(cell.observed_year, cell.value) for cell in province] == [
        (2020, 500),
        (2021, 520),
        (2022, 600),
    ]


def test_units_on_boundaries_that_are_not_drawn_have_figures_but_no_map(tiny, tiny_atlas) -> None:
    view = View("population", 2014, "commune", OLD)
    assert tiny_atlas.cell(view, tiny.units[OLD, "70016"]).value == 1000
    assert tiny_atlas.series("population", tiny.units[OLD, "70016"])[0].value == 1000
    with pytest.raises(ViewError, match="no boundaries to draw"):
        tiny_atlas.cells(view)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"indicator": "rain_mm"}, "unknown indicator 'rain_mm'"),
        ({"level": "village"}, "unknown level 'village'"),
        ({"vintage": "1999-01-01"}, "unknown vintage '1999-01-01'"),
    ],
)
def test_views_of_unknown_things_are_refused(tiny_atlas, changes, message) -> None:
    view = View("population", 2014, "commune", NEW).on(**changes)
    with pytest.raises(ViewError, match=message):
        tiny_atlas.cells(view)
