"""Nothing shown joins, ranks or paces two bases, definitions or revisions."""

import re
from collections import defaultdict
from collections.abc import Iterator
from html import unescape
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from geo.facts.model import LEVELS, Unit
from geo.figures.atlas import Atlas, Cell
from geo.figures.breaks import breaks_of
from geo.figures.observations import unit_place
from geo.figures.view import View
from geo.language.texts import pick
from geo.reading.charts import plan_chart, target_marks
from geo.reading.notes import view_notes
from geo.reading.progress.trace import trace
from geo.reading.sentences import view_title
from geo.reading.sources.says import figures_of
from geo.reading.year_marks import YearMarks, cell_marks
from geo.saved.meeting import shipped_meeting
from geo.targets.progress import Progress, all_progress
from geo.views.drawing import draw
from tests.support.cards import card_html
from ui.map.trend import trend_html

NEW = "2025-07-01"
NEW_INDICATORS = (
    *("forest_new_planting_ha", "forest_burnt_ha", "forest_destroyed_ha"),
    *("wood_output_thousand_m3", "agricultural_land_pct", "forestry_land_register_pct"),
    *("specially_used_land_pct", "homestead_land_pct", "households_census"),
    *("household_size_census", "households_urban_census", "households_rural_census"),
    *("age_0_14_census_pct", "age_15_64_census_pct", "age_65_census_pct"),
    *("net_migration_census_permille", "population_rural_annual", "urban_share_annual_pct"),
    *("income_monthly_kvnd", "retail_sales_bvnd", "pci_score", "poverty_multidim_nso_pct"),
    *("trained_labour_certified_pct", "hospital_beds_count", "doctors_count"),
    *("hospital_beds_dept_per_10k", "doctors_dept_per_10k", "papi_score"),
    *("hygienic_water_pct", "solid_waste_collected_tpd", "solid_waste_treated_tpd"),
    "toilet_flush_census_pct",
)
"""The 32 indicators of the second pack."""


@pytest.fixture(scope="module")
def measured(atlas: Atlas) -> tuple[Progress, ...]:
    return all_progress(atlas)


def province(atlas: Atlas) -> Unit:
    return atlas.units("province", NEW)[0]


def series(atlas: Atlas) -> Iterator[tuple[str, Unit, tuple[Cell, ...]]]:
    """Give every series of the province and of the districts."""
    for indicator in atlas.facts.indicators.values():
        for unit in (province(atlas), *atlas.units("district", "2024-12-01")):
            cells = atlas.series(indicator.indicator_id, unit)
            if len(cells) > 1 and indicator.kind != "ordinal":
                yield indicator.indicator_id, unit, cells


def stated(atlas: Atlas, indicator_id: str) -> list[int | None]:
    """Return the years of the breaks as they stand in the file, of an indicator and its parts."""
    rows = atlas.facts.series_breaks
    indicator = atlas.facts.indicators[indicator_id]
    own = {indicator_id}
    if indicator.numerator_id:
        own |= {indicator.numerator_id, indicator.denominator_id}
    return [row.year for row in rows if row.indicator_id in own]


def test_no_line_crosses_a_break_a_gap_or_a_doubt(atlas: Atlas) -> None:
    joined = 0
    for indicator_id, _, cells in series(atlas):
        marks = cell_marks(atlas, indicator_id, cells, lang="vi")
        years = [year for stretch in marks.stretches for year in stretch]
        assert years == [cell.observed_year for cell in cells]
        for stretch in marks.stretches:
            for earlier, later in pairwise(stretch):
                joined += 1
                assert later == earlier + 1, indicator_id
                for year in stated(atlas, indicator_id):
                    assert year is not None, indicator_id
                    assert not earlier < year <= later, (indicator_id, year)
    assert joined > 300


def test_every_break_inside_a_series_is_marked_with_its_reason_in_both_languages(
    atlas: Atlas,
) -> None:
    seen = set()
    for indicator_id, unit, cells in series(atlas):
        first, last = cells[0].observed_year or 0, cells[-1].observed_year or 0
        inside = {year for year in stated(atlas, indicator_id) if year and first < year <= last}
        for lang in ("vi", "en"):
            marks = cell_marks(atlas, indicator_id, cells, lang=lang)
            assert {mark.year for mark in marks.breaks} == inside, (indicator_id, unit.name)
            assert all(mark.text in marks.said for mark in marks.breaks)
        seen |= {(indicator_id, year) for year in inside}
    assert {
        *(("urban_share_annual_pct", 2020), ("urban_share_annual_pct", 2025)),
        *(("forest_cover_pct", 2015), ("forest_natural_ha", 2022), ("pci_score", 2009)),
        *(("poverty_multidim_nso_pct", 2022), ("urban_clean_water_pct", 2023)),
        *(("trained_labour_certified_pct", 2021), ("homestead_land_pct", 2020)),
    } <= seen


def test_the_urban_share_of_2025_says_that_townships_ended(atlas: Atlas) -> None:
    cells = atlas.series("urban_share_annual_pct", province(atlas))
    marks = cell_marks(atlas, "urban_share_annual_pct", cells, lang="vi")
    assert [mark.year for mark in marks.breaks] == [2020, 2025]
    assert "không còn thị trấn" in marks.breaks[1].text
    assert marks.stretches[-1] == (2025,)


def test_what_never_mixes_shares_no_chart_rule_or_pace(
    atlas: Atlas, measured: tuple[Progress, ...]
) -> None:
    indicators = atlas.facts.indicators
    pairs = {
        frozenset((each.indicator_id, other))
        for each in indicators.values()
        for other in each.never_mix_with
    }
    assert len(pairs) > 20
    for indicator in indicators.values():
        parts = {indicator.numerator_id, indicator.denominator_id} & set(indicators)
        for pair in combinations(sorted(parts), 2):
            assert frozenset(pair) not in pairs
    for each in measured:
        for cell in each.figures:
            own = atlas.series(each.indicator.indicator_id, each.unit)
            assert cell in own, each.target.target_id
    for pair in pairs:
        for key in pair:
            view = View(key, max(atlas.years(key, "province", NEW), default=2025), "province", NEW)
            plan = plan_chart(atlas, draw(atlas, view), most=12, lang="vi")
            assert plan is None or len(plan.series) == 1


def test_no_pace_leads_over_a_new_basis_or_a_doubt(
    atlas: Atlas, measured: tuple[Progress, ...]
) -> None:
    paced = [each for each in measured if each.assessed.observed is not None]
    assert len(paced) > 8
    for each in paced:
        years = [cell.observed_year or 0 for cell in each.figures]
        for row in breaks_of(atlas.facts, each.indicator.indicator_id):
            assert row.year is not None, each.target.target_id
            assert not min(years) < row.year <= max(years), (each.target.target_id, row.year)


def test_a_series_has_one_figure_a_year_the_one_that_is_drawn(atlas: Atlas) -> None:
    for indicator_id, unit, cells in series(atlas):
        years = [cell.observed_year for cell in cells]
        assert years == sorted(set(years)), indicator_id
        for cell in cells:
            row = atlas.figures.observations.figure(
                indicator_id, unit_place(unit), cell.observed_year or 0
            )
            if row is not None:
                assert (cell.value, cell.flag) == (row.value, row.flag)


def test_no_rank_holds_figures_of_two_bases(atlas: Atlas) -> None:
    ranked = 0
    for indicator_id in atlas.facts.indicators:
        broken = [year for year in stated(atlas, indicator_id) if year]
        if not broken or atlas.kind(atlas.facts.indicators[indicator_id]) != "numeric":
            continue
        for level in ("district", "commune"):
            for year in atlas.years(indicator_id, level, NEW):
                for latest in (False, True):
                    view = View(indicator_id, year, level, NEW, latest=latest)
                    cells = [cell for cell in atlas.cells(view) if cell.value is not None]
                    ranked += len(cells)
                    for cell in cells:
                        own = cell.observed_year or year
                        assert not any(own < each <= year for each in broken), indicator_id
    assert ranked > 10


def test_charts_of_targets_join_what_may_be_joined(
    atlas: Atlas, measured: tuple[Progress, ...]
) -> None:
    marks: dict[str, YearMarks] = {
        each.target.target_id: target_marks(atlas, each, lang="vi") for each in measured
    }
    assert marks["forest_cover_2030"].stretches == (
        (2006,),
        tuple(range(2008, 2015)),
        (2015, 2016),
        # "over 60" is no point of a line, and of 2022 nothing is known
        (2017,),
        (2018, 2019, 2020, 2021),
        (2023, 2024),
    )
    assert marks["health_insurance_2030"].stretches == (tuple(range(2015, 2025)),)
    assert all(len(each) == 1 for each in marks["hospital_beds_2030"].stretches)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("key", NEW_INDICATORS)
def test_every_new_indicator_opens_with_all_that_must_stand_beside_it(
    atlas: Atlas, key: str, lang: str
) -> None:
    indicator = atlas.facts.indicators[key]
    for text in ("name", "unit", "definition"):
        assert pick(indicator, text, lang)
    assert pick(atlas.facts.publications[key], "text", lang)
    levels = [level for level in LEVELS if atlas.has_figures(key, level, NEW)]
    assert levels
    for level in levels:
        drawing = draw(atlas, View(key, atlas.years(key, level, NEW)[-1], level, NEW))
        assert drawing.known
        assert drawing.source_ids
        assert view_title(atlas, drawing.view, lang=lang)
        unit = drawing.cells[0].unit
        html = card_html(atlas, drawing, unit, drawing.cells[0], lang=lang)
        assert (html.count("href=") > 0) == drawing.cells[0].known


def test_the_shipped_meeting_has_the_new_series(atlas: Atlas, data_dir: Path) -> None:
    meeting = shipped_meeting(atlas, data_dir)
    queries = [scene.query for scene in meeting.scenes]
    assert "target=forest_cover_2030" in queries
    assert "target=health_insurance_2030" in queries
    assert any("household_size_census" in query and NEW in query for query in queries)
    assert all(scene.title and scene.title_en and scene.note_en for scene in meeting.scenes)


def test_no_card_names_a_figure_that_never_mixes_with_its_own(atlas: Atlas) -> None:
    unit, checked = province(atlas), 0
    names = {key: each.name_vi for key, each in atlas.facts.indicators.items()}
    for key, indicator in atlas.facts.indicators.items():
        years = atlas.years(key, "province", NEW)
        if not years or not indicator.never_mix_with:
            continue
        drawing = draw(atlas, View(key, years[-1], "province", NEW))
        html = unescape(card_html(atlas, drawing, unit, drawing.cells[0], lang="vi"))
        # a name may be the beginning of another; a note may warn of another figure, a source
        # may be of both
        shown = re.sub(r"<p class=\"small\">[^<]*</p>|<a [^>]*>[^<]*</a>", "", html)
        for other in indicator.never_mix_with:
            if names[other] not in names[key]:
                checked += 1
                assert names[other] not in shown, (key, other)
    assert checked > 60


def test_every_chart_of_years_parts_its_columns_at_every_break(atlas: Atlas) -> None:
    parted = 0
    for key, indicator in atlas.facts.indicators.items():
        cells = atlas.series(key, province(atlas))
        if len(cells) < 2 or atlas.kind(indicator) != "numeric":
            continue
        first, last = cells[0].observed_year or 0, cells[-1].observed_year or 0
        inside = sorted({year for year in stated(atlas, key) if year and first < year <= last})
        plan = plan_chart(atlas, draw(atlas, View(key, last, "province", NEW)), most=99, lang="vi")
        assert plan is not None
        marks = [at for at, name in enumerate(plan.categories) if not name.isdigit()]
        assert len(marks) == len(inside), key
        for at, year in zip(marks, inside, strict=True):
            parted += 1
            assert int(plan.categories[at - 1]) < year <= int(plan.categories[at + 1]), key
            assert all(series.values[at] is None for series in plan.series)
        for row in atlas.facts.series_breaks:
            if row.indicator_id == key and row.year in inside:
                assert row.text_vi in plan.said, key
    assert parted > 10


def test_the_words_of_a_card_lead_over_no_break(atlas: Atlas) -> None:
    for key, unit, cells in series(atlas):
        words = trend_html(atlas, atlas.facts.indicators[key], unit, lang="vi")
        found = re.search(r"Từ [^<]*\((\d{4})\) đến [^<]*\((\d{4})\)", words)
        if found is None:
            continue
        start, end = map(int, found.groups())
        assert end == cells[-1].observed_year
        for year in stated(atlas, key):
            assert year is None or not start < year <= end, (key, unit.name)


def test_every_table_of_years_has_a_row_for_every_break(
    atlas: Atlas, measured: tuple[Progress, ...]
) -> None:
    """The calculation of a target, and the figures that were taken from a source."""
    marked = 0
    for each in measured:
        rows = trace(atlas, each, lang="vi")
        years = [cell.observed_year or 0 for cell in each.figures]
        until = each.target.target_year
        inside = {
            row.year
            for row in breaks_of(atlas.facts, each.indicator.indicator_id)
            if years and row.year and years[0] < row.year <= max(*years, until)
        }
        found = [row for row in rows if row.step == "break"]
        assert {row.year for row in found} == inside, each.target.target_id
        for row in found:
            reasons = [
                line.text_vi
                for line in breaks_of(atlas.facts, each.indicator.indicator_id)
                if line.year == row.year
            ]
            assert all(reason in row.formula for reason in reasons)
        marked += len(found)
    assert marked > 0
    years_told: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for observed in atlas.facts.observations:
        if observed.unit_kind == "province":
            years_told[observed.source_id][observed.indicator_id].add(observed.year)
    for source_id, by_indicator in years_told.items():
        said = figures_of(atlas, atlas.facts.sources[source_id], lang="vi")
        told = {(row.what, row.when) for row in said if row.is_break}
        for key, own in by_indicator.items():
            name = atlas.facts.indicators[key].name_vi
            for year in breaks_in(atlas, key, own):
                assert (name, str(year)) in told, (source_id, key)


def breaks_in(atlas: Atlas, key: str, years: set[int]) -> set[int]:
    """Return the breaks that lie between some years."""
    found = {row.year for row in breaks_of(atlas.facts, key) if row.year is not None}
    return {year for year in found if min(years) < year <= max(years)}


def test_the_notes_of_every_file_name_every_break_of_its_years(atlas: Atlas) -> None:
    for key, indicator in atlas.facts.indicators.items():
        years = atlas.years(key, "province", NEW)
        if not years or atlas.kind(indicator) != "numeric":
            continue
        notes = " ".join(
            text
            for _, text in view_notes(
                atlas, draw(atlas, View(key, years[-1], "province", NEW)), lang="vi"
            )
        )
        for year in breaks_in(atlas, key, set(years)):
            reasons = [row.text_vi for row in breaks_of(atlas.facts, key) if row.year == year]
            assert all(reason in notes for reason in reasons), (key, year)
