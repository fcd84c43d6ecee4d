"""Reading the data folder: what comes out of a good one, and how a faulty one is refused."""

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geo.errors import FactsError, Fault
from geo.facts.load import data_version, load_facts
from geo.facts.model import DefaultView, Facts
from geo.facts.rows import Row, parse_day, read_rows

BAD = Path(__file__).parents[2] / "fixtures" / "bad"


@pytest.fixture
def folder(tiny_dir: Path, tmp_path: Path) -> Path:
    """Return a copy of the made-up province that a test may break."""
    return shutil.copytree(tiny_dir, tmp_path / "data")


def faults_of(folder: Path) -> tuple[Fault, ...]:
    with pytest.raises(FactsError) as caught:
        load_facts(folder)
    return caught.value.faults


def is_fault(fault: Fault, expected: dict[str, Any]) -> bool:
    place = (fault.file, fault.row, fault.column)
    return (
        place == (expected["file"], expected["row"], expected["column"])
        and expected["problem"] in fault.problem
    )


@pytest.mark.parametrize("rule", sorted(path.name for path in BAD.iterdir()))
def test_each_bad_folder_is_refused_by_name_and_for_nothing_else(rule: str, folder: Path) -> None:
    broken = BAD / rule
    expected = json.loads((broken / "expected.json").read_text(encoding="utf-8"))
    shutil.copytree(broken, folder, dirs_exist_ok=True)
    for file in expected.get("remove", ()):
        (folder / file).unlink()
    faults = faults_of(folder)
    for each in expected["faults"]:
        assert any(is_fault(fault, each) for fault in faults), (each, faults)
    assert len(faults) == len(expected["faults"]), faults
    assert [fault for fault in faults if fault.problem_words("vi") == fault.problem] == []


def test_a_fault_names_file_row_column_value_and_remedy(folder: Path) -> None:
    shutil.copy(BAD / "number-with-comma" / "observations.csv", folder)
    assert [str(fault) for fault in faults_of(folder)] == [
        "observations.csv, row 78, column value, value '60,5': "
        "is not a number; write digits like 1234.5"
    ]


def test_every_fault_of_every_file_is_listed_by_file_and_row(folder: Path) -> None:
    for rule, file in (
        ("target-range-backward", "targets.csv"),
        ("number-with-comma", "observations.csv"),
        ("share-above-one", "crosswalk.csv"),
        ("province-name-missing", "province.json"),
    ):
        shutil.copy(BAD / rule / file, folder)
    (folder / "gates.csv").unlink()
    # With a faulty province the rules between tables are not asked: they would only repeat it.
    assert [(fault.file, fault.row) for fault in faults_of(folder)] == [
        ("gates.csv", None),
        ("observations.csv", 78),
        ("province.json", None),
    ]
    shutil.copy(BAD.parent / "tiny" / "province.json", folder)
    assert [(fault.file, fault.row) for fault in faults_of(folder)] == [
        ("crosswalk.csv", 7),
        ("gates.csv", None),
        ("observations.csv", 78),
        ("targets.csv", 5),
    ]


def test_a_missing_table_does_not_make_its_readers_faulty(folder: Path) -> None:
    for file in ("units.csv", "sources.csv", "indicators.csv", "economic_zone.csv"):
        (folder / file).unlink()
    assert {(fault.file, fault.problem.split(";")[0]) for fault in faults_of(folder)} == {
        (file, "is missing or cannot be read")
        for file in ("units.csv", "sources.csv", "indicators.csv", "economic_zone.csv")
    }


def test_an_empty_folder_names_every_file(tmp_path: Path, tiny_dir: Path) -> None:
    tables = {
        file.relative_to(tiny_dir).as_posix()
        for file in tiny_dir.rglob("*")
        if file.suffix in (".csv", ".json")
    }
    # the crosswalk is made from this one, figures do not need it
    tables.remove("reorganisations.csv")
    assert {fault.file for fault in faults_of(tmp_path)} == tables
    assert len(tables) == 16


def test_a_byte_order_mark_and_windows_line_ends_are_read(folder: Path, tiny: Facts) -> None:
    file = folder / "observations.csv"
    text = file.read_text(encoding="utf-8")
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert load_facts(folder).observations == tiny.observations


def test_units_are_typed(tiny: Facts) -> None:
    assert len(tiny.units) == 21
    ward = tiny.units["2022-07-01", "70007"]
    assert (ward.kind, ward.level, ward.name, ward.name_ascii) == (
        "ward",
        "commune",
        "Ô Ba",
        "O Ba",
    )
    assert (ward.parent_code, ward.former_district_code, ward.area_km2) == ("77", "701", 400.0)
    assert tiny.units["2011-01-01", "702"].level == "district"
    assert ("2022-07-01", "702") not in tiny.units


def test_province_is_typed(tiny: Facts) -> None:
    province = tiny.province
    assert (province.code, province.name_vi, province.name_en) == ("77", "Vùng Thử", "Trial Region")
    assert province.vintage_ids == ("2011-01-01", "2015-01-01", "2022-07-01")
    assert (province.district_end, province.default_vintage) == (date(2022, 6, 30), "2022-07-01")
    first, _, last = province.vintages
    assert (first.valid_from, first.valid_to, first.has_geometry) == (
        None,
        date(2014, 12, 31),
        False,
    )
    assert (last.valid_from, last.valid_to, last.has_districts) == (date(2022, 7, 1), None, False)
    assert province.themes[0].default == DefaultView(
        indicator="forest_cover_pct", year=2020, level="commune", vintage="2015-01-01"
    )
    assert (province.grid.west, province.grid.rows, province.grid.columns) == (100.0, 40, 50)


def test_indicators_are_typed(tiny: Facts) -> None:
    share = tiny.indicators["ntm_share_pct"]
    assert (share.numerator_id, share.denominator_id) == ("ntm_communes_met", "ntm_communes_total")
    assert (share.scale, share.breaks, share.unit_kinds) == (100.0, (20, 40, 60, 80), ())
    trade = tiny.indicators["trade_all_musd"]
    assert (trade.never_mix_with, trade.min, trade.max) == (("trade_declared_musd",), 0.0, None)
    assert tiny.indicators["ntm_criteria_met"].unit_kinds == ("commune",)


def test_figures_are_typed(tiny: Facts) -> None:
    trucks = next(row for row in tiny.observations if row.qualifier == "range")
    assert (trucks.value, trucks.value_max, trucks.year, trucks.period) == (
        1100,
        1350,
        2022,
        "year",
    )
    assert sum(row.flag == "plan" for row in tiny.observations) == 1
    assert [row.class_id for row in tiny.recognitions][:3] == ["met", "met", "advanced"]
    assert tiny.recognitions[3].date == ""
    assert tiny.gates["cua_thu"].commune_codes == {"2015-01-01": "70001", "2022-07-01": "70001"}
    assert tiny.gates["duong_thu"].commune_codes == {"2022-07-01": "70001"}
    assert (tiny.gates["duong_thu"].lat, tiny.gates["duong_thu"].parent_gate_id) == (
        None,
        "cua_thu",
    )
    assert tiny.zone_members[0].list_date == date(2015, 5, 1)
    assert tiny.targets["urban_2030"].value_high == 35.0
    assert tiny.targets["forest_left_2021"].base_year is None


def test_version_follows_names_and_contents_of_the_tables(folder: Path, tiny: Facts) -> None:
    assert data_version(folder) == tiny.version
    assert len(tiny.version) == 12
    (folder / "README.md").write_text("another text", encoding="utf-8")
    assert data_version(folder) == tiny.version
    runs = folder / "gazetteer" / "runs.csv"
    runs.write_bytes(runs.read_bytes() + b"\n")
    assert data_version(folder) != tiny.version


@pytest.mark.parametrize(
    "name",
    [
        *("~$observations.csv", ".~lock.observations.csv#", ".observations.csv", ".hidden.csv"),
        *("observations - Copy.csv", "gazetteer/~$runs.csv", "gazetteer/.atoms.csv"),
        *("~$province.json", "Thumbs.db", "desktop.ini", ".DS_Store"),
    ],
)
def test_version_and_reading_pass_over_files_that_lie_beside_the_tables(
    folder: Path, tiny: Facts, name: str
) -> None:
    (folder / name).write_bytes(b"\x00\xffnot;a,table\n")
    assert load_facts(folder).version == tiny.version


@pytest.mark.parametrize("ends", [b"\r\n", b"\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_version_does_not_follow_line_ends_or_a_byte_order_mark(
    folder: Path, tiny: Facts, ends: bytes, mark: bytes
) -> None:
    for file in (*folder.rglob("*.csv"), folder / "province.json"):
        file.write_bytes(mark + file.read_bytes().replace(b"\n", ends))
    turned = load_facts(folder)
    assert turned.version == tiny.version
    assert turned.observations == tiny.observations


def test_version_follows_every_table(folder: Path, tiny: Facts) -> None:
    seen = {tiny.version}
    # what the crosswalk is made from is no figure
    (folder / "reorganisations.csv").unlink()
    files = [*sorted(folder.rglob("*.csv")), folder / "province.json"]
    for file in files:
        file.write_bytes(file.read_bytes() + b"\n")
        seen.add(data_version(folder))
    assert len(seen) == len(files) + 1


@pytest.mark.parametrize(
    ("cell", "value"), [("12", 12.0), ("-0.5", -0.5), ("0", 0.0), ("1234.5", 1234.5)]
)
def test_numbers_are_plain_decimals(cell: str, value: float) -> None:
    faults: list[Fault] = []
    assert Row("x.csv", 2, {"value": cell}, faults).number("value") == value
    assert not faults


@pytest.mark.parametrize("cell", ["1,5", "1.234,5", "1e3", "inf", "NaN", "٣", "+5", ".5", "5."])
def test_other_spellings_of_numbers_are_faults(cell: str) -> None:
    faults: list[Fault] = []
    row = Row("x.csv", 2, {"value": cell}, faults)
    row.number("value")
    assert faults == [Fault("x.csv", "cell_fault.number", 2, "value", cell)]
    assert not row.sound


@pytest.mark.parametrize(
    ("cell", "good"),
    [
        ("9" * 15, True),
        ("9" * 16, False),
        ("-123456789.123456", True),
        ("1234567890.123456", False),
        ("0." + "1" * 14, True),
        ("0." + "1" * 400, False),
        ("9" * 400, False),
        ("-" + "9" * 5000, False),
    ],
)
def test_a_number_has_at_most_fifteen_digits(cell: str, good: bool) -> None:
    faults: list[Fault] = []
    row = Row("x.csv", 2, {"value": cell, "breaks": f"1;{cell}"}, faults)
    assert row.number("value") == (float(cell) if good else 0.0)
    assert row.numbers("breaks") == ((1.0, float(cell)) if good else ())
    if "." not in cell:
        assert row.integer("value") == (int(cell) if good else 0)
    assert all("has more than 15 digits" in fault.problem for fault in faults)
    assert bool(faults) != good


def test_an_absent_number_is_unknown_not_zero() -> None:
    faults: list[Fault] = []
    row = Row("x.csv", 2, {"value": "", "breaks": "", "kinds": ""}, faults)
    assert row.number_or_none("value") is None
    assert row.integer_or_none("value") is None
    assert row.numbers("breaks") == ()
    assert row.items("kinds") == ()
    assert not faults


def test_days_have_one_spelling() -> None:
    assert parse_day("2024-02-29") == date(2024, 2, 29)
    assert parse_day("2023-02-29") is None
    assert parse_day("20240229") is None
    assert parse_day("2024-2-29") is None


def test_a_row_counts_lines_as_an_editor_does(tmp_path: Path) -> None:
    text = 'a,b\n1,"two\nlines"\n\n3,4\n'
    (tmp_path / "x.csv").write_text(text, encoding="utf-8", newline="\n")
    faults: list[Fault] = []
    rows = read_rows(tmp_path, "x.csv", columns=("a", "b"), faults=faults)
    assert rows is not None
    assert [(row.line, row.cells["b"]) for row in rows] == [(2, "two\nlines"), (5, "4")]
    assert not faults


@pytest.mark.parametrize(
    ("given", "problem"),
    [("ntm_state", "is not an indicator"), ("ntm_communes_met", "is not an ordinal indicator")],
)
def test_the_register_has_an_ordinal_indicator(folder: Path, given: str, problem: str) -> None:
    file = folder / "province.json"
    text = file.read_text("utf-8").replace('"status": "ntm_status"', f'"status": "{given}"')
    file.write_text(text, "utf-8")
    faults = [fault for fault in faults_of(folder) if fault.file == "province.json"]
    assert [(fault.column, fault.value) for fault in faults] == [("register.status", given)]
    assert problem in faults[0].problem
