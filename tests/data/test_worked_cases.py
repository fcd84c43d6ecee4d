"""The worked cases of the shipped facts: figures that a wrong reading of a row would change."""

import csv
from collections import defaultdict
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from geo.facts.model import Unit
from geo.figures.atlas import Atlas, Cell
from geo.figures.observations import period_family
from geo.figures.unit_profile import figures_beside, other_figures, parts_of
from geo.figures.view import View
from geo.reading.sentences import source_line, view_sentence, view_title
from geo.reading.values import cell_text, period_text
from geo.targets.distance import gap_reason
from geo.views.drawing import draw

DATA = Path(__file__).parents[2] / "data"
VINTAGES = ("2019-01-01", "2020-01-01", "2024-12-01", "2025-07-01")
DRAWN = VINTAGES[1:]
NEW = VINTAGES[-1]


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def carried_by_hand(indicator_id: str) -> dict[str, dict[str, Fraction]]:
    """Push the communes' figures of 2019 forward along the crosswalk, as exact fractions."""
    now = {
        row["unit_code"]: Fraction(row["value"])
        for row in rows("observations")
        if (row["indicator_id"], row["unit_kind"], row["year"]) == (indicator_id, "commune", "2019")
    }
    found = {VINTAGES[0]: now}
    for old, new in pairwise(VINTAGES):
        following: dict[str, Fraction] = defaultdict(Fraction)
        for row in rows("crosswalk"):
            if (row["from_vintage"], row["to_vintage"]) == (old, new):
                share = Fraction(row["population_share"])
                following[row["to_code"]] += found[old][row["from_code"]] * share
        found[new] = dict(following)
    return found


@pytest.fixture(scope="module")
def people() -> dict[str, dict[str, Fraction]]:
    return carried_by_hand("population")


@pytest.fixture(scope="module")
def urban_people() -> dict[str, dict[str, Fraction]]:
    return carried_by_hand("population_urban")


@pytest.fixture(scope="module")
def areas() -> dict[tuple[str, str], Fraction]:
    units = rows("units")
    return {(u["vintage"], u["code"]): Fraction(u["area_km2"]) for u in units if u["area_km2"]}


def province(atlas: Atlas, indicator_id: str, year: int) -> Cell:
    (cell,) = atlas.cells(View(indicator_id, year, "province", NEW))
    return cell


def commune(atlas: Atlas, indicator_id: str, year: int, code: str, vintage: str = NEW) -> Cell:
    view = View(indicator_id, year, "commune", vintage)
    return atlas.cell(view, atlas.facts.units[vintage, code])


@pytest.mark.parametrize(
    ("indicator_id", "year", "value", "flag", "text"),
    [
        # 234,000 is the sum of five years
        ("trade_all_musd", 2025, 95000, "reported", "khoảng 95\u00a0tỷ USD"),
        ("trade_all_musd", 2023, 51990.563, "reported", "51,9906\u00a0tỷ USD"),
        # 4.67 is the official mean of 2016-2020, 4.72 the official first half
        # and 2.03 and 6.01 what was first published
        ("grdp_growth_pct", 2020, 3.9, "official", "3,90%"),
        ("grdp_growth_pct", 2024, 5.67, "provisional", "5,67%"),
        # 48,187 is the sum of five years
        ("state_revenue_bvnd", 2025, 18063.8, "provisional", "18.063,8\u00a0tỷ đồng"),
        ("forest_cover_pct", 2017, 60, "reported", "trên 60%"),
        # the press of the time has "over 62"
        ("forest_cover_pct", 2020, 63, "official", "63,0%"),
        ("forest_cover_pct", 2024, 64.1, "official", "64,1%"),
        # of pixels of 300 m no hundredths of a per cent are known
        ("tree_cover_esa_pct", 2018, 51.06, "derived", "51,1%"),
        ("cropland_esa_pct", 2018, 31.72, "derived", "31,7%"),
        ("population", 2019, 781655, "official", "781.655\u00a0người"),
    ],
)
def test_figures_of_the_province(atlas, indicator_id, year, value, flag, text) -> None:
    cell = province(atlas, indicator_id, year)
    assert (cell.value, cell.flag) == (value, flag)
    indicator = atlas.facts.indicators[indicator_id]
    assert cell_text(atlas, indicator, cell, lang="vi") == text


def test_a_year_with_parts_only_has_no_figure(atlas) -> None:
    assert province(atlas, "trade_all_musd", 2026).value is None
    assert province(atlas, "grdp_total_bvnd", 2025).value is None
    beside = figures_beside(atlas, "trade_all_musd", atlas.facts.units[NEW, "20"])
    assert beside[0].year == 2026
    assert {234000, 86140} <= {row.value for row in beside}


def test_no_cell_shows_a_part_of_a_year_several_years_or_a_plan(atlas) -> None:
    views = [
        View(indicator_id, year, level, NEW)
        for indicator_id in atlas.facts.indicators
        for level in ("commune", "district", "province")
        for year in atlas.years(indicator_id, level, NEW)
    ]
    cells = [cell for view in views for cell in atlas.cells(view) if cell.known]
    assert len(cells) > 2000
    assert {period_family(cell.period) for cell in cells} == {"year", "state"}
    assert "plan" not in {cell.flag for cell in cells}


@pytest.mark.parametrize("vintage", DRAWN)
def test_census_people_add_up_in_every_vintage(atlas, vintage) -> None:
    for indicator_id, total in (("population", 781655), ("population_urban", 159814)):
        cells = atlas.cells(View(indicator_id, 2019, "commune", vintage))
        assert sum(cell.value or 0 for cell in cells) == pytest.approx(total, abs=1e-6)
        assert all(cell.known for cell in cells)


@pytest.mark.parametrize("year", [2009, 2019])
def test_census_people_of_the_districts_add_up(atlas, year) -> None:
    cells = atlas.cells(View("population", year, "district", NEW))
    assert len(cells) == 11
    assert sum(cell.value or 0 for cell in cells) == province(atlas, "population", year).value


@pytest.mark.parametrize("vintage", DRAWN)
def test_carried_people_are_those_worked_out_by_hand(atlas, people, vintage) -> None:
    cells = atlas.cells(View("population", 2019, "commune", vintage))
    expected = {code: pytest.approx(float(number)) for code, number in people[vintage].items()}
    assert {cell.unit.code: cell.value for cell in cells} == expected


@pytest.mark.parametrize("vintage", DRAWN)
def test_the_urban_share_is_computed_from_carried_counts(
    atlas, people, urban_people, vintage
) -> None:
    cells = atlas.cells(View("urban_share_census_pct", 2019, "commune", vintage))
    shares = {
        code: pytest.approx(float(100 * urban_people[vintage][code] / count), abs=1e-4)
        for code, count in people[vintage].items()
    }
    assert {cell.unit.code: cell.value for cell in cells} == shares


def test_the_urban_share_of_dong_dang(atlas) -> None:
    drawing = draw(atlas, View("urban_share_census_pct", 2019, "commune", NEW))
    cell = drawing.cell_of("06184")
    assert cell is not None
    assert cell_text(atlas, drawing.indicator, cell, lang="vi") == "39,4%"
    assert (cell.basis, cell.computed, cell.split) == ("carried", "ratio", False)
    assert period_text(cell, drawing.indicator, lang="vi") == "ngày 1/4/2019"
    assert drawing.ranks["06184"] == 9
    # 49 without any urban people; none to 15, four to 30, four to 45, five to 60, three above
    assert drawing.classes.bounds == (15, 30, 45, 60)
    assert drawing.counts == (49, 0, 4, 4, 5, 3)


def test_the_view_of_the_urban_share_reads_aloud(atlas) -> None:
    view = View("urban_share_census_pct", 2019, "commune", NEW)
    drawing = draw(atlas, view)
    assert view_title(atlas, view, lang="vi") == (
        "Tỷ lệ dân số thành thị (Tổng điều tra), 2019, theo xã, phường (ranh giới 1/7/2025)"
    )
    # 159,814 of 781,655 people; phường Lương Văn Tri has 76.487 %
    assert view_sentence(atlas, drawing, lang="vi") == (
        "Toàn tỉnh năm 2019: 20,4%. 49/65 xã, phường không có dân số thành thị theo Tổng "
        "điều tra; cao nhất là phường Lương Văn Tri (76,5%)."
    )
    assert view_sentence(atlas, drawing, lang="en") == (
        "Whole province in 2019: 20.4%. 49 of 65 communes and wards have no urban census "
        "population; the highest is Lương Văn Tri Ward (76.5%)."
    )


@pytest.mark.parametrize("vintage", DRAWN)
def test_density_is_carried_people_over_the_published_area(atlas, people, areas, vintage) -> None:
    for cell in atlas.cells(View("population_density", 2019, "commune", vintage)):
        code = cell.unit.code
        assert cell.value == pytest.approx(float(people[vintage][code] / areas[vintage, code]))


@pytest.mark.parametrize(
    ("vintage", "code", "text"),
    [
        # 22,660 people on 91.57 km²; 28,792 on 27.35; 6,518.2 on 417.78
        (NEW, "06184", "247,5\u00a0người/km²"),
        (NEW, "05986", "1.052,7\u00a0người/km²"),
        (NEW, "06625", "15,6\u00a0người/km²"),
        # thị trấn Đồng Đăng: 8,922 people on 4.54 km²
        ("2020-01-01", "06184", "1.965,2\u00a0người/km²"),
    ],
)
def test_density_of_single_units(atlas, vintage, code, text) -> None:
    cell = commune(atlas, "population_density", 2019, code, vintage)
    indicator = atlas.facts.indicators["population_density"]
    assert cell_text(atlas, indicator, cell, lang="vi") == text


def divided_by_hand() -> dict[str, set[str]]:
    """Name the units of every vintage that took less than the whole of some unit of 2019."""
    now = {
        row["code"]: {row["code"]: Fraction(1)}
        for row in rows("units")
        if row["vintage"] == "2019-01-01"
    }
    found = {}
    for old, new in pairwise(VINTAGES):
        following: dict[str, dict[str, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
        for row in rows("crosswalk"):
            if (row["from_vintage"], row["to_vintage"]) == (old, new):
                share = Fraction(row["population_share"])
                for code, part in now[row["from_code"]].items():
                    following[row["to_code"]][code] += part * share
        now = following
        found[new] = {code for code, parts in now.items() if min(parts.values()) < 1}
    return found


@pytest.mark.parametrize("vintage", DRAWN)
def test_divided_units_are_called_estimates_and_whole_mergers_are_not(atlas, vintage) -> None:
    cells = atlas.cells(View("population", 2019, "commune", vintage))
    expected = divided_by_hand()[vintage]
    assert {cell.unit.code for cell in cells if cell.split} == expected
    if vintage == NEW:
        # Châu Sơn took 16 % of Kiên Mộc; Đồng Đăng was formed of whole units
        assert "06637" in expected
        assert "06184" not in expected


def test_chau_son_is_unknown_with_its_criteria_beside(atlas) -> None:
    cell = commune(atlas, "ntm_status", 2025, "06637")
    assert (cell.basis, cell.class_id) == ("none", "")
    # of its parts Châu Sơn, Bắc Lãng and Kiên Mộc have a class in 2025
    unit = atlas.facts.units[NEW, "06637"]
    classes = {
        part.unit.code: part.cell.class_id
        for part in parts_of(atlas, View("ntm_status", 2025, "commune", NEW), unit)
    }
    assert classes["06637"] == "met"
    assert classes["06646"] == "advanced"
    assert classes["06625"] == "met"
    assert cell.known_parts == sum(bool(each) for each in classes.values())
    assert cell.all_parts == 5
    own = {each.indicator_id: figure for each, figure in other_figures(atlas, unit)}
    criteria = own["ntm_criteria_met"]
    assert (criteria.value, criteria.observed_year, criteria.basis) == (17, 2025, "observed")
    assert "19" in criteria.figure.note_vi


def test_bac_lang_stays_advanced(atlas) -> None:
    cell = commune(atlas, "ntm_status", 2025, "06646", "2024-12-01")
    assert (cell.class_id, cell.observed_year, cell.flag, cell.pending) == (
        "advanced",
        2022,
        "decision",
        False,
    )


def test_kien_moc_met_the_standard_on_its_old_boundaries_only(atlas) -> None:
    assert commune(atlas, "ntm_status", 2025, "06625", "2024-12-01").class_id == "met"
    assert commune(atlas, "ntm_status", 2025, "06625", NEW).basis == "none"


def test_no_merged_commune_has_a_class_and_the_sentence_says_why(atlas) -> None:
    view = View("ntm_status", 2025, "commune", NEW)
    drawing = draw(atlas, view)
    assert (drawing.known, drawing.concerned, len(drawing.cells)) == (0, 61, 65)
    assert view_sentence(atlas, drawing, lang="vi") == (
        "Tỉnh công bố 106\u00a0xã đạt chuẩn (ngày 30/6/2025). 61 xã hình thành sau sáp nhập "
        "chưa được "
        "đánh giá lại, nên bản đồ để trống; kết quả của xã cũ xem trên ranh giới trước đó."
    )
    # the line below the map names the source of the 106
    source = atlas.facts.sources[province(atlas, "ntm_communes_met", 2025).source_ids[0]]
    assert source.title in source_line(atlas, drawing, lang="vi")


@pytest.mark.parametrize("vintage", DRAWN)
def test_wards_and_townships_are_not_concerned_and_silence_is_unknown(atlas, vintage) -> None:
    named = {(row["vintage"], row["commune_code"]) for row in rows("ntm_recognitions")}
    for cell in atlas.cells(View("ntm_status", 2025, "commune", vintage)):
        if cell.unit.kind in ("ward", "township"):
            assert cell.basis == "not_applicable"
        elif cell.known:
            same = [atlas.figures.crosswalk.same_unit(cell.unit.key, each) for each in VINTAGES]
            assert named & {key for key in same if key}
        else:
            assert cell.basis == "none"


def members_by_hand(list_date: str, vintage: str) -> dict[str, str]:
    """Carry a list of the zone forward: whole of wholes only, in part if any part is."""
    lists = [row for row in rows("economic_zone") if row["list_date"] == list_date]
    own = {row["commune_code"]: row["share"] for row in lists if row["vintage"] == vintage}
    if own:
        return own
    before = VINTAGES[VINTAGES.index(vintage) - 1]
    old = members_by_hand(list_date, before)
    parts = defaultdict(list)
    for row in rows("crosswalk"):
        if row["to_vintage"] == vintage:
            parts[row["to_code"]].append(old.get(row["from_code"], "no"))
    found = {}
    for code, shares in parts.items():
        if set(shares) == {"whole"}:
            found[code] = "whole"
        elif set(shares) != {"no"}:
            found[code] = "part"
    return found


@pytest.mark.parametrize("vintage", DRAWN)
@pytest.mark.parametrize(
    ("year", "list_date"),
    [
        (2008, "2008-10-14"),
        (2009, "2008-10-14"),
        (2010, "2010-07-08"),
        (2023, "2010-07-08"),
        (2024, "2024-09-19"),
        (2025, "2024-09-19"),
    ],
)
def test_membership_of_the_zone_by_list_and_vintage(atlas, year, list_date, vintage) -> None:
    expected = members_by_hand(list_date, vintage)
    assert expected
    for unit in atlas.units("commune", vintage):
        state = atlas.zone.state(unit, year)
        assert state is not None
        assert state.membership == expected.get(unit.code, "no")
        assert state.list_date.isoformat() == list_date


def test_members_of_the_zone_by_the_list_of_2024(atlas) -> None:
    cells = atlas.cells(View("trade_all_musd", 2025, "commune", NEW))
    found = defaultdict(set)
    for cell in cells:
        found[cell.class_id].add(cell.unit.name)
    assert found["whole"] == {"Đông Kinh", "Lương Văn Tri", "Tam Thanh", "Đồng Đăng"}
    assert found["part"] == {"Hoàng Văn Thụ", "Kỳ Lừa", "Cao Lộc", "Khánh Khê", "Chiến Thắng"}
    assert len(found["no"]) == 56
    assert not any(cell.basis == "carried" for cell in cells)


def test_before_the_first_list_membership_is_unknown(atlas) -> None:
    unit = atlas.facts.units["2020-01-01", "06184"]
    assert atlas.zone.state(unit, 2007) is None


def test_what_must_never_mix_is_told_on_both_sides(atlas) -> None:
    indicators = atlas.facts.indicators
    assert "trade_declared_musd" in indicators["trade_all_musd"].never_mix_with
    for indicator in indicators.values():
        for other in indicator.never_mix_with:
            assert indicator.indicator_id in indicators[other].never_mix_with


def test_the_two_totals_of_trade_are_tenfold_apart(atlas) -> None:
    whole = province(atlas, "trade_all_musd", 2023).value
    declared = province(atlas, "trade_declared_musd", 2023).value
    assert whole is not None
    assert declared is not None
    assert (round(whole), round(declared)) == (51991, 4975)


def test_zero_is_stated_and_the_rest_is_unknown(atlas) -> None:
    drawing = draw(atlas, View("difficult_villages_count", 2026, "commune", NEW))
    assert [cell.value for cell in drawing.cells if cell.known] == [0] * 16
    assert drawing.unknown == 49
    assert view_sentence(atlas, drawing, lang="vi").endswith(
        "Cả 16 đơn vị có số liệu đều không có thôn đặc biệt khó khăn. 49 đơn vị chưa có số liệu."
    )


def test_the_newer_forest_figure_of_a_district_is_beyond_the_target(atlas) -> None:
    drawing = draw(atlas, View("forest_cover_pct", 2024, "district", NEW, mode="gap"))
    # Đình Lập has 76.2 against the province's 67
    assert [number for number in drawing.numbers if number is not None] == [pytest.approx(9.2)]
    assert gap_reason(atlas, "forest_cover_pct", level="commune", vintage=NEW) == "no_figures"


@pytest.mark.parametrize(
    ("indicator_id", "level", "reason"),
    [
        ("poverty_multidim_pct", "province", "pace"),
        ("grdp_growth_pct", "province", "pace"),
        ("trade_all_musd", "commune", "kind"),
        # a number of urban centres of the province is no measure for a district
        ("urban_centres_count", "district", "whole_province"),
        # the years of its targets, 2020 and 2022, are over
        ("ntm_new_communes", "district", "no_target"),
        ("ntm_share_pct", "district", ""),
        ("urban_share_census_pct", "commune", "no_target"),
    ],
)
def test_where_the_gap_is_offered(atlas, indicator_id, level, reason) -> None:
    assert gap_reason(atlas, indicator_id, level=level, vintage=NEW) == reason


def test_every_shown_figure_names_a_source_that_exists(atlas) -> None:
    for indicator_id in atlas.facts.indicators:
        for level in ("commune", "district", "province"):
            for year in atlas.years(indicator_id, level, NEW):
                for cell in atlas.cells(View(indicator_id, year, level, NEW)):
                    if cell.known:
                        assert cell.source_ids
                        assert set(cell.source_ids) <= set(atlas.facts.sources)


def test_merged_communes_of_older_boundaries_show_their_parts(atlas) -> None:
    view = View("population", 2019, "commune", "2020-01-01")

    def merged(unit: Unit) -> bool:
        return not atlas.figures.crosswalk.is_unchanged(unit.key)

    units = [unit for unit in atlas.units("commune", "2020-01-01") if merged(unit)]
    assert units
    for unit in units:
        parts = parts_of(atlas, view, unit)
        assert parts
        assert all(part.cell.known for part in parts)
