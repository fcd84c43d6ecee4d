"""The shipped facts keep every rule they promise, read here from the files themselves."""

import csv
import json
import re
import unicodedata
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).parent.parent.parent / "data"
VINTAGES = ("2019-01-01", "2020-01-01", "2024-12-01", "2025-07-01")
DRAWN = VINTAGES[1:]
DISTRICTS = {"178", "180", "181", "182", "183", "184", "185", "186", "187", "188", "189"}
COMMUNE_KINDS = ("commune", "ward", "township")
KEYS = {
    "units.csv": ("vintage", "code"),
    "crosswalk.csv": ("from_vintage", "from_code", "to_vintage", "to_code"),
    "reorganisations.csv": ("to_vintage", "to_code", "from_codes", "extent"),
    "sources.csv": ("source_id",),
    "indicators.csv": ("indicator_id",),
    "ordinal_classes.csv": ("indicator_id", "value"),
    "observations.csv": (
        "indicator_id",
        "unit_kind",
        "vintage",
        "unit_code",
        "year",
        "period",
        "flag",
    ),
    "ntm_recognitions.csv": ("vintage", "commune_code", "class", "year", "evidence"),
    "gates.csv": ("gate_id",),
    "economic_zone.csv": ("zone_id", "list_date", "vintage", "commune_code"),
    "targets.csv": ("target_id",),
    "task_groups.csv": ("number",),
    "publications.csv": ("indicator_id",),
    "series_breaks.csv": ("kind", "year", "indicator_id"),
    "gazetteer/atoms.csv": ("atom",),
}
ROWS = {
    "units.csv": 722,
    "crosswalk.csv": 630,
    "reorganisations.csv": 117,
    "sources.csv": 223,
    "indicators.csv": 172,
    "observations.csv": 2846,
    "ntm_recognitions.csv": 57,
    "gates.csv": 13,
    "economic_zone.csv": 96,
    "targets.csv": 56,
    "task_groups.csv": 6,
    "gazetteer/atoms.csv": 205,
    "gazetteer/runs.csv": 22756,
}


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def level(kind: str) -> str:
    if kind in COMMUNE_KINDS:
        return "commune"
    return "province" if kind == "province" else "district"


@pytest.fixture(scope="module")
def province() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((DATA / "province.json").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def units() -> dict[tuple[str, str], dict[str, str]]:
    return {(row["vintage"], row["code"]): row for row in rows("units.csv")}


@pytest.fixture(scope="module")
def indicators() -> dict[str, dict[str, str]]:
    return {row["indicator_id"]: row for row in rows("indicators.csv")}


@pytest.fixture(scope="module")
def figures() -> list[dict[str, str]]:
    return rows("observations.csv")


def census(figures: list[dict[str, str]], indicator: str, kind: str) -> dict[str, float]:
    return {
        row["unit_code"]: float(row["value"])
        for row in figures
        if (row["indicator_id"], row["unit_kind"], row["period"])
        == (indicator, kind, "asof-2019-04-01")
    }


@pytest.mark.parametrize("name", KEYS)
def test_keys_are_unique_and_filled(name: str) -> None:
    keys = [tuple(row[column] for column in KEYS[name]) for row in rows(name)]
    assert [key for key, count in Counter(keys).items() if count > 1] == []
    identity = KEYS[name][-1]
    assert all(row[identity] for row in rows(name))


@pytest.mark.parametrize(("name", "count"), ROWS.items())
def test_no_row_was_lost_on_the_way(name: str, count: int) -> None:
    assert len(rows(name)) == count


def test_the_loader_reads_every_row(facts: Any) -> None:
    assert len(facts.units) == 722
    assert len(facts.observations) == 2846
    assert len(facts.indicators) == 172
    assert len(facts.crosswalk) == 630
    assert len(facts.recognitions) == 57
    assert len(facts.targets) == 56


def test_cells_have_no_stray_spaces_and_are_nfc() -> None:
    for name in KEYS:
        for row in rows(name):
            for column, cell in row.items():
                assert cell == cell.strip(), (name, column, cell)
                assert unicodedata.is_normalized("NFC", cell), (name, column, cell)


def test_vintages_follow_one_another(province: dict[str, Any]) -> None:
    vintages = province["vintages"]
    assert tuple(each["id"] for each in vintages) == VINTAGES
    assert province["default_vintage"] == "2025-07-01"
    assert province["district_end"] == "2025-06-30"
    assert [each["has_geometry"] for each in vintages] == [False, True, True, True]
    assert [each["has_districts"] for each in vintages] == [True, True, True, False]
    assert (vintages[0]["valid_from"], vintages[-1]["valid_to"]) == (None, None)
    for before, after in pairwise(vintages):
        end = date.fromisoformat(before["valid_to"])
        assert after["valid_from"] == after["id"] == (end + timedelta(days=1)).isoformat()


@pytest.mark.parametrize(
    ("vintage", "communes", "wards", "townships", "districts"),
    [
        ("2019-01-01", 207, 5, 14, 11),
        ("2020-01-01", 181, 5, 14, 11),
        ("2024-12-01", 175, 5, 14, 11),
        ("2025-07-01", 61, 4, 0, 0),
    ],
)
def test_units_per_vintage(
    province: dict[str, Any],
    units: dict[tuple[str, str], dict[str, str]],
    vintage: str,
    communes: int,
    wards: int,
    townships: int,
    districts: int,
) -> None:
    kinds = Counter(row["kind"] for (v, _), row in units.items() if v == vintage)
    assert (kinds["commune"], kinds["ward"], kinds["township"]) == (communes, wards, townships)
    assert kinds["district"] + kinds["city"] == districts
    assert kinds["province"] == 1
    stated = next(each["communes"] for each in province["vintages"] if each["id"] == vintage)
    assert stated == communes + wards + townships


def test_codes_have_the_register_s_width(units: dict[tuple[str, str], dict[str, str]]) -> None:
    width = {"province": 2, "district": 3, "commune": 5}
    for (vintage, code), row in units.items():
        assert re.fullmatch(rf"[0-9]{{{width[level(row['kind'])]}}}", code), (vintage, code)


def test_districts_are_the_same_in_every_vintage(
    units: dict[tuple[str, str], dict[str, str]],
) -> None:
    names: dict[str, set[str]] = defaultdict(set)
    for (vintage, code), row in units.items():
        if level(row["kind"]) == "district":
            names[vintage].add(f"{code} {row['name']}")
    assert {name.split()[0] for name in names["2019-01-01"]} == DISTRICTS
    assert names["2019-01-01"] == names["2020-01-01"] == names["2024-12-01"]


def test_units_lie_in_a_unit_of_their_vintage(units: dict[tuple[str, str], dict[str, str]]) -> None:
    for (vintage, code), row in units.items():
        if row["kind"] == "province":
            assert (code, row["parent_code"]) == ("20", "")
            continue
        parent = units[vintage, row["parent_code"]]
        in_district = level(row["kind"]) == "commune" and vintage != "2025-07-01"
        assert level(parent["kind"]) == ("district" if in_district else "province"), (vintage, code)
        former = row["former_district_code"]
        assert (former in DISTRICTS) if vintage == "2025-07-01" else former == "", (vintage, code)


def test_plain_names_are_the_names_without_marks(
    units: dict[tuple[str, str], dict[str, str]],
) -> None:
    for key, row in units.items():
        plain = row["name"].replace("đ", "d").replace("Đ", "D")
        letters = unicodedata.normalize("NFD", plain)
        bare = "".join(c for c in letters if not unicodedata.combining(c))
        assert row["name_ascii"] == bare, key


def test_published_areas_sum_to_the_province(units: dict[tuple[str, str], dict[str, str]]) -> None:
    areas = [
        float(row["area_km2"])
        for (vintage, _), row in units.items()
        if vintage == "2025-07-01" and row["kind"] != "province"
    ]
    assert all(area > 0 for area in areas)
    assert sum(areas) == pytest.approx(8309.67, abs=0.005)


def test_references_to_sources_are_known(province: dict[str, Any]) -> None:
    known = {row["source_id"] for row in rows("sources.csv")}
    named = {each["source_id"] for each in province["vintages"]}
    named |= {row["area_source_id"] for row in rows("units.csv")}
    for name in KEYS:
        for row in rows(name):
            named |= {row["source_id"]} if "source_id" in row and name != "sources.csv" else set()
    assert "" not in named
    assert named <= known


def test_sources_say_what_they_are_and_where() -> None:
    for row in rows("sources.csv"):
        assert row["title"], row
        assert row["publisher"], row
        assert date.fromisoformat(row["retrieved"])
        assert re.fullmatch(r"(\d{4}(-\d{2}){0,2})?", row["published"]), row
    without_address = {row["source_id"] for row in rows("sources.csv") if not row["url"]}
    assert without_address == {"boundaries-reconstructed", "52-ctr-tu-2022", "vna-2024-11-huunghi"}
    assert all(
        row["url"].startswith(("https://", "http://")) for row in rows("sources.csv") if row["url"]
    )


def test_crosswalk_goes_forward_step_by_step_and_is_whole(
    units: dict[tuple[str, str], dict[str, str]],
) -> None:
    links = rows("crosswalk.csv")
    steps = set(pairwise(VINTAGES))
    assert {(link["from_vintage"], link["to_vintage"]) for link in links} == steps
    for old, new in steps:
        step = [link for link in links if link["from_vintage"] == old]
        communes = {
            vintage: {
                c for (v, c), u in units.items() if v == vintage and u["kind"] in COMMUNE_KINDS
            }
            for vintage in (old, new)
        }
        assert {link["from_code"] for link in step} == communes[old]
        assert {link["to_code"] for link in step} == communes[new]


@pytest.mark.parametrize("column", ["area_share", "population_share"])
def test_shares_of_every_old_unit_sum_to_one(column: str) -> None:
    sums: dict[tuple[str, str], float] = defaultdict(float)
    for link in rows("crosswalk.csv"):
        share = float(link[column])
        assert 0 < share <= 1, link
        if link["basis"] == "unchanged":
            assert share == 1, link
        sums[link["from_vintage"], link["from_code"]] += share
    assert len(sums) == 226 + 200 + 194
    assert {key: total for key, total in sums.items() if abs(total - 1) > 1e-9} == {}


@pytest.mark.parametrize(
    ("indicator", "total"), [("population", 781_655), ("population_urban", 159_814)]
)
def test_census_counts_keep_their_sum_through_every_vintage(
    figures: list[dict[str, str]], indicator: str, total: int
) -> None:
    held = census(figures, indicator, "commune")
    assert len(held) == 226
    assert sum(held.values()) == total
    links = rows("crosswalk.csv")
    for old, new, units_then in zip(VINTAGES, VINTAGES[1:], (200, 194, 65), strict=False):
        carried: dict[str, float] = defaultdict(float)
        for link in links:
            if (link["from_vintage"], link["to_vintage"]) == (old, new):
                share = float(link["population_share"])
                carried[link["to_code"]] += held[link["from_code"]] * share
        held = carried
        assert len(held) == units_then
        assert sum(held.values()) == pytest.approx(total, abs=1e-6)


@pytest.mark.parametrize(
    ("indicator", "total"), [("population", 781_655), ("population_urban", 159_814)]
)
def test_census_counts_of_communes_districts_and_province_agree(
    figures: list[dict[str, str]],
    units: dict[tuple[str, str], dict[str, str]],
    indicator: str,
    total: int,
) -> None:
    assert census(figures, indicator, "province") == {"20": total}
    by_district: dict[str, float] = defaultdict(float)
    for code, value in census(figures, indicator, "commune").items():
        by_district[units["2019-01-01", code]["parent_code"]] += value
    assert census(figures, indicator, "district") == by_district
    assert sum(by_district.values()) == total


def test_census_urban_share_is_the_ratio_of_its_parts(figures: list[dict[str, str]]) -> None:
    for kind, count in (("commune", 226), ("district", 11), ("province", 1)):
        people = census(figures, "population", kind)
        urban = census(figures, "population_urban", kind)
        shares = census(figures, "urban_share_census_pct", kind)
        assert len(shares) == count
        for code, share in shares.items():
            assert share == pytest.approx(100 * urban[code] / people[code], abs=0.00005), code


def test_indicators_are_named_defined_and_measured_in_both_languages(
    indicators: dict[str, dict[str, str]],
) -> None:
    for key, row in indicators.items():
        for column in ("name", "unit", "definition"):
            assert row[f"{column}_vi"], (key, column)
            assert row[f"{column}_en"], (key, column)
    assert len({row["name_vi"] for row in indicators.values()}) == len(indicators)
    assert len({row["name_en"] for row in indicators.values()}) == len(indicators)


def test_no_indicator_is_without_a_source(
    indicators: dict[str, dict[str, str]], figures: list[dict[str, str]]
) -> None:
    sourced = {row["indicator_id"] for row in figures if row["source_id"]}
    sourced |= {row["indicator_id"] for row in rows("targets.csv") if row["source_id"]}
    sourced |= {"ntm_status" for row in rows("ntm_recognitions.csv") if row["source_id"]}
    computed = set(indicators) - sourced
    assert computed == {"population_density", "household_size_census", "urban_share_annual_pct"}
    for key in computed:
        parts = (indicators[key]["numerator_id"], indicators[key]["denominator_id"])
        assert set(parts) - {"units.area_km2"} <= sourced


def test_indicators_that_never_mix_say_so_on_both_sides(
    indicators: dict[str, dict[str, str]],
) -> None:
    pairs = {
        (key, other)
        for key, row in indicators.items()
        for other in row["never_mix_with"].split(";")
        if other
    }
    assert pairs == {(other, key) for key, other in pairs}
    assert all(key != other and other in indicators for key, other in pairs)
    assert ("trade_all_musd", "trade_declared_musd") in pairs
    assert ("forest_cover_pct", "tree_cover_esa_pct") in pairs


def test_rules_for_moving_figures_go_together(indicators: dict[str, dict[str, str]]) -> None:
    for key, row in indicators.items():
        moved = row["carry"] in ("sum", "weighted_mean")
        assert (row["share"] in ("population", "area")) == moved, key
        assert row["aggregate"] in ("sum", "weighted_mean", "never"), key
        assert (row["temporal"] == "flow") == (row["max_age_years"] == "0"), key
        weighted = "weighted_mean" in (row["carry"], row["aggregate"])
        assert row["denominator_id"] or not weighted, key
        assert row["denominator_id"] in {"", "units.area_km2", *indicators}, key
        bounds = [float(each) for each in row["breaks"].split(";") if each]
        assert bounds == sorted(set(bounds)), key


def test_ratios_that_can_be_computed_again(indicators: dict[str, dict[str, str]]) -> None:
    parts = {
        key: (row["numerator_id"], row["denominator_id"], row["scale"])
        for key, row in indicators.items()
        if row["numerator_id"] or row["scale"]
    }
    assert parts == {
        "area_km2": ("units.area_km2", "", "1"),
        "urban_share_census_pct": ("population_urban", "population", "100"),
        "ntm_share_pct": ("ntm_communes_met", "ntm_communes_total", "100"),
        "population_density": ("population", "units.area_km2", "1"),
        "household_size_census": ("population", "households_census", "1"),
        "urban_share_annual_pct": ("population_urban_annual", "population_annual", "100"),
        "hospital_beds_per_10k": ("hospital_beds_count", "population_annual", "10000"),
        "doctors_per_10k": ("doctors_count", "population_annual", "10000"),
    }
    concerned = {key: row["unit_kinds"] for key, row in indicators.items() if row["unit_kinds"]}
    assert concerned == {"ntm_status": "commune", "ntm_criteria_met": "commune"}


def test_themes_open_with_their_best_covered_view(
    province: dict[str, Any], indicators: dict[str, dict[str, str]]
) -> None:
    ranks: dict[str, list[int]] = defaultdict(list)
    for row in indicators.values():
        ranks[row["theme"]].append(int(row["default_rank"]))
    for theme, found in ranks.items():
        assert sorted(found) == list(range(1, len(found) + 1)), theme
    opens = {
        theme["id"]: (theme["default"]["indicator"], theme["default"]["level"], theme.get("beside"))
        for theme in province["themes"]
    }
    assert opens == {
        "forest": ("tree_cover_esa_pct", "district", "forest_cover_pct"),
        "ntm": ("ntm_status", "commune", "ntm_share_pct"),
        "urban": ("urban_share_census_pct", "commune", "urban_share_annual_pct"),
        "border": ("trade_all_musd", "commune", None),
        "population": ("household_size_census", "commune", "population_annual"),
        "economy": ("grdp_growth_pct", "province", "grdp_per_capita_mvnd"),
        "society": ("poverty_multidim_pct", "province", "health_insurance_pct"),
        "environment": ("toilet_flush_census_pct", "district", "hygienic_water_pct"),
        "land": ("cropland_esa_pct", "district", "agricultural_land_pct"),
    }
    assert {indicators[each]["theme"] for each, *_ in opens.values()} == set(opens)
    assert all(theme["default"]["vintage"] in DRAWN for theme in province["themes"])


def test_ordinal_indicators_have_their_classes(
    indicators: dict[str, dict[str, str]], figures: list[dict[str, str]]
) -> None:
    classes: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows("ordinal_classes.csv"):
        assert row["label_vi"], row
        assert row["label_en"], row
        classes[row["indicator_id"]][row["value"]] = row["class_id"]
    assert set(classes) == {k for k, row in indicators.items() if row["kind"] == "ordinal"}
    assert classes["ntm_status"] == {"1": "met", "2": "advanced", "3": "model"}
    for key, found in classes.items():
        span = range(int(indicators[key]["min"]), int(indicators[key]["max"]) + 1)
        assert set(found) == {str(value) for value in span}, key
    for row in figures:
        if row["indicator_id"] in classes:
            assert row["value"] in classes[row["indicator_id"]], row


def test_figures_belong_to_a_place_that_exists(
    figures: list[dict[str, str]],
    units: dict[tuple[str, str], dict[str, str]],
    indicators: dict[str, dict[str, str]],
) -> None:
    gates = {row["gate_id"] for row in rows("gates.csv")}
    zones = {row["zone_id"] for row in rows("economic_zone.csv")}
    for row in figures:
        assert row["indicator_id"] in indicators, row
        if row["unit_kind"] in ("gate", "zone"):
            assert row["vintage"] == "", row
            assert row["unit_code"] in (gates if row["unit_kind"] == "gate" else zones), row
            continue
        unit = units[row["vintage"], row["unit_code"]]
        assert level(unit["kind"]) == row["unit_kind"], row
        concerned = indicators[row["indicator_id"]]["unit_kinds"]
        assert unit["kind"] == concerned or not concerned, row


def test_districts_and_the_province_have_one_figure_whatever_the_vintage(
    figures: list[dict[str, str]],
) -> None:
    columns = ("indicator_id", "unit_kind", "unit_code", "year", "period", "flag")
    upper = [row for row in figures if row["unit_kind"] in ("district", "province")]
    assert len({tuple(row[column] for column in columns) for row in upper}) == len(upper)


def test_figures_lie_within_the_bounds_of_their_indicator(
    figures: list[dict[str, str]], indicators: dict[str, dict[str, str]]
) -> None:
    for row in figures:
        rule = indicators[row["indicator_id"]]
        for value in filter(None, (row["value"], row["value_max"])):
            assert float(value) >= float(rule["min"] or "-inf"), row
            assert float(value) <= float(rule["max"] or "inf"), row
        assert (row["qualifier"] == "range") == bool(row["value_max"]), row
        assert float(row["value_max"] or row["value"]) >= float(row["value"]), row


def test_figures_use_the_known_words(figures: list[dict[str, str]]) -> None:
    flags = {"official", "reported", "provisional", "estimate", "derived", "plan"}
    qualifiers = {"exact", "over", "nearly", "about", "range"}
    assert {row["flag"] for row in figures} == flags
    assert {row["qualifier"] for row in figures} == qualifiers
    day = r"\d{4}-\d{2}-\d{2}"
    period = re.compile(
        rf"year|H[12]|Q[1-4]|M(0[1-9]|1[0-2])|mon-(0[1-9]|1[0-2])|(asof|day|to)-{day}"
        rf"|{day}/{day}|\d{{4}}-\d{{4}}"
    )
    assert [row for row in figures if not period.fullmatch(row["period"])] == []


def test_the_year_of_a_figure_is_the_last_of_its_period(figures: list[dict[str, str]]) -> None:
    odd = []
    for row in figures:
        last = re.findall(r"\d{4}(?=-\d{2}-\d{2}|$)", row["period"])[-1:]
        if last and last[0] != row["year"]:
            odd.append((row["indicator_id"], row["year"], row["period"]))
    # States of the end of a year that were stated some weeks later, and one span whose
    # source gives no date.
    assert sorted(odd) == [
        ("forest_planted_ha", "2020", "2019-01-01/2021-02-28"),
        ("ntm_appraised_advanced", "2023", "asof-2024-01-23"),
        ("ntm_appraised_communes", "2023", "asof-2024-01-23"),
        ("ntm_appraised_model", "2023", "asof-2024-01-23"),
        ("ntm_communes_advanced", "2019", "asof-2020-01-22"),
    ]


@pytest.mark.parametrize(
    ("indicator", "year", "values"),
    [
        ("trade_all_musd", "2025", {"reported": 95_000.0}),
        ("grdp_growth_pct", "2020", {"official": 3.9, "estimate": 2.03}),
        ("grdp_growth_pct", "2024", {"provisional": 5.67, "estimate": 6.01}),
        ("state_revenue_bvnd", "2025", {"provisional": 18_063.8}),
    ],
)
def test_the_year_s_own_row_stands_beside_parts_and_spans(
    figures: list[dict[str, str]], indicator: str, year: str, values: dict[str, float]
) -> None:
    found = [
        row
        for row in figures
        if (row["indicator_id"], row["unit_kind"], row["year"]) == (indicator, "province", year)
    ]
    whole = [row for row in found if row["period"] == "year"]
    assert {row["flag"]: float(row["value"]) for row in whole} == values
    assert len(whole) == len(values) < len(found)


def test_notes_stand_in_both_languages_or_in_neither() -> None:
    for name in ("observations.csv", "sources.csv", "ntm_recognitions.csv", "gates.csv"):
        for row in rows(name):
            assert bool(row["note"]) == bool(row["note_vi"]), row
    for row in rows("crosswalk.csv"):
        assert bool(row["share_note"]) == bool(row["share_note_vi"]), row


def test_recognitions_concern_communes_and_say_how_firm_they_are(
    units: dict[tuple[str, str], dict[str, str]],
) -> None:
    found = rows("ntm_recognitions.csv")
    assert {row["evidence"] for row in found} == {
        "decision",
        "listing",
        "vote",
        "appraisal",
        "plan",
    }
    for row in found:
        assert units[row["vintage"], row["commune_code"]]["kind"] == "commune", row
        assert row["class"] in ("met", "advanced", "model"), row
        assert (row["evidence"] == "decision") == bool(row["decision_no"]), row
    assert {row["vintage"] for row in found}.isdisjoint({"2025-07-01"})


def test_recognitions_behind_the_worked_cases() -> None:
    found = {
        (row["commune_code"], row["class"], row["year"], row["evidence"])
        for row in rows("ntm_recognitions.csv")
    }
    assert ("06646", "advanced", "2022", "decision") in found
    assert ("06646", "met", "2025", "listing") in found
    criteria = [
        row["value"]
        for row in rows("observations.csv")
        if (row["indicator_id"], row["vintage"], row["unit_code"])
        == ("ntm_criteria_met", "2025-07-01", "06637")
    ]
    assert criteria == ["17"]


def test_gates_refer_to_units_and_gates(units: dict[tuple[str, str], dict[str, str]]) -> None:
    gates = {row["gate_id"]: row for row in rows("gates.csv")}
    for key, row in gates.items():
        for vintage in ("2024-12-01", "2025-07-01"):
            code = row[f"commune_{vintage}"]
            assert not code or units[vintage, code]["kind"] in COMMUNE_KINDS, key
        assert row["district_code"] in {"", *DISTRICTS}, key
        assert row["parent_gate_id"] in {"", *gates} - {key}, key
        assert (row["coord_quality"] == "none") == (row["lat"] == "") == (row["lon"] == ""), key
        if row["lat"]:
            assert 21.3 < float(row["lat"]) < 22.5, key
            assert 106.0 < float(row["lon"]) < 107.5, key


def test_zone_lists_refer_to_communes(units: dict[tuple[str, str], dict[str, str]]) -> None:
    found = rows("economic_zone.csv")
    assert {row["list_date"] for row in found} == {"2008-10-14", "2010-07-08", "2024-09-19"}
    assert {row["share"] for row in found} == {"whole", "part"}
    for row in found:
        assert units[row["vintage"], row["commune_code"]]["kind"] in COMMUNE_KINDS, row


def test_targets_refer_to_units_and_indicators(
    units: dict[tuple[str, str], dict[str, str]], indicators: dict[str, dict[str, str]]
) -> None:
    found = rows("targets.csv")
    assert sum(row["programme"] == "52-ctr-tu" for row in found) == 22
    for row in found:
        assert (row["vintage"], row["unit_code"]) in units, row
        assert row["indicator_id"] in indicators, row
        assert row["text_vi"], row
        assert row["text_en"], row
        assert row["comparison"] in ("ge", "le", "range", "change_per_year"), row
        spans = row["comparison"] in ("range", "change_per_year")
        assert bool(row["value_high"]) == spans, row
        assert float(row["value_high"] or row["value_low"]) >= float(row["value_low"]), row
        assert not row["base_year"] or row["base_year"] < row["target_year"], row


def test_publications_name_an_indicator_and_stand_in_both_languages(
    indicators: dict[str, dict[str, str]],
) -> None:
    found = {row["indicator_id"]: row for row in rows("publications.csv")}
    assert found.keys() <= indicators.keys()
    assert all(row["text_vi"] and row["text_en"] for row in found.values())
    assert {"forest_cover_pct", "ntm_status", "urban_share_census_pct", "trade_all_musd"} <= set(
        found
    )


def test_atoms_name_every_drawn_commune_inside_its_district(
    units: dict[tuple[str, str], dict[str, str]],
) -> None:
    atoms = rows("gazetteer/atoms.csv")
    assert {atom["district_code"] for atom in atoms} == DISTRICTS
    for vintage in DRAWN:
        communes = {c for (v, c), u in units.items() if v == vintage and u["kind"] in COMMUNE_KINDS}
        assert {atom[f"commune_{vintage}"] for atom in atoms} == communes
        if vintage == "2025-07-01":
            continue
        for atom in atoms:
            unit = units[vintage, atom[f"commune_{vintage}"]]
            assert unit["parent_code"] == atom["district_code"], atom


def test_runs_hold_the_cells_of_the_atoms_inside_the_grid(province: dict[str, Any]) -> None:
    grid = province["grid"]
    assert (grid["rows"], grid["columns"], grid["cells_per_degree"]) == (1364, 1523, 1200)
    assert grid["north"] == pytest.approx(26954 / 1200, abs=1e-12)
    cells: dict[str, int] = defaultdict(int)
    end = (-1, 0)
    for run in rows("gazetteer/runs.csv"):
        start, stop = int(run["col_start"]), int(run["col_end"])
        place = (int(run["row"]), start)
        assert place >= end, run
        assert 0 <= place[0] < 1364, run
        assert 0 <= start < stop <= 1523, run
        cells[run["atom"]] += stop - start
        end = (place[0], stop)
    stated = {atom["atom"]: int(atom["cells"]) for atom in rows("gazetteer/atoms.csv")}
    assert cells == stated


def test_the_readme_names_every_table_and_every_rule_of_an_indicator(
    indicators: dict[str, dict[str, str]],
) -> None:
    text = (DATA / "README.md").read_text(encoding="utf-8")
    assert [file.name for file in DATA.glob("*.csv") if f"`{file.name}`" not in text] == []
    columns = set(next(iter(indicators.values())))
    plain = {"indicator_id", "name_vi", "name_en", "unit_vi", "unit_en"}
    plain |= {"definition_vi", "definition_en"}
    assert [column for column in sorted(columns - plain) if f"`{column}`" not in text] == []


def test_a_per_cent_sign_is_never_parted_from_its_number() -> None:
    texts = [path for path in DATA.rglob("*") if path.suffix in {".csv", ".json"}]
    parted = [
        (path.name, found)
        for path in texts
        if path.parent.name != "boundaries"
        for found in re.findall(r".{20}\d[ \u00a0]%.{10}", path.read_text(encoding="utf-8"))
    ]
    assert parted == []


@pytest.mark.parametrize(
    ("indicator_id", "year", "source_id", "written"),
    [
        # the table has the index of growth, with two decimals: 103.90
        ("grdp_growth_pct", "2020", "nso-e0310", "3.90"),
        # its rate of cover is printed with one
        ("forest_cover_pct", "2020", "nso-e0651", "63.0"),
        ("forest_cover_pct", "2023", "nso-e0651", "64.0"),
        ("health_insurance_pct", "2024", "nso-e0324", "94.0"),
        ("households_electricity_pct", "2016", "nso-e1458", "96.0"),
        ("homestead_land_pct", "2018", "nso-e0104", "1.0"),
    ],
)
def test_a_figure_keeps_the_zero_that_its_source_prints_at_its_end(
    figures: list[dict[str, str]], indicator_id: str, year: str, source_id: str, written: str
) -> None:
    wanted = (indicator_id, "province", year, source_id)
    columns = ("indicator_id", "unit_kind", "year", "source_id")
    [row] = [each for each in figures if tuple(each[name] for name in columns) == wanted]
    assert row["value"] == written
