"""The crosswalk of the made-up province, worked out from its reorganisations."""

import csv
import shutil
from pathlib import Path

import pytest

from geo.__main__ import main
from geo.boundaries.gazetteer import read_gazetteer
from geo.boundaries.reorganisations import (
    build_crosswalk,
    differences,
    disagreements,
    write_crosswalk,
)
from geo.errors import FactsError
from geo.facts.load import load_facts

Rows = list[dict[str, str]]


@pytest.fixture
def folder(tiny_dir: Path, tmp_path: Path) -> Path:
    """Return a copy of the made-up province that may be changed."""
    return Path(shutil.copytree(tiny_dir, tmp_path / "data"))


def built(folder: Path) -> Rows:
    facts = load_facts(folder, with_crosswalk=False)
    return build_crosswalk(facts, read_gazetteer(facts, folder=folder), folder=folder)


def change(folder: Path, old: str, new: str, file: str = "reorganisations.csv") -> None:
    table = folder / file
    text = table.read_text("utf-8")
    assert text.count(old) == 1
    table.write_text(text.replace(old, new), "utf-8")


def shares(rows: Rows, code: str, vintage: str) -> dict[str, tuple[str, str]]:
    return {
        row["to_code"]: (row["area_share"], row["population_share"])
        for row in rows
        if (row["from_code"], row["from_vintage"]) == (code, vintage)
    }


def faults(folder: Path) -> list[str]:
    with pytest.raises(FactsError) as caught:
        built(folder)
    return [str(fault) for fault in caught.value.faults]


def test_the_rows_are_those_of_the_hand_written_crosswalk(folder: Path) -> None:
    text = (folder / "crosswalk.csv").read_text("utf-8")
    assert differences(built(folder), text) == []
    assert sorted(write_crosswalk(built(folder)).splitlines()) == sorted(text.splitlines())


def test_what_no_row_names_goes_on_under_its_code(folder: Path) -> None:
    assert shares(built(folder), "70001", "2011-01-01") == {"70001": ("1", "1")}


def test_a_share_that_nobody_states_is_counted_on_the_grid(folder: Path) -> None:
    # 70010 went whole to the new 70010; said to be divided, its 250 cells all lie there
    change(folder, "2022-07-01,70010,70010;70013,whole", "2022-07-01,70010,70010;70013,part")
    assert shares(built(folder), "70010", "2015-01-01") == {"70010": ("1.0000", "1.0000")}


def test_the_grid_divides_a_unit_by_its_cells(folder: Path) -> None:
    atoms = folder / "gazetteer" / "atoms.csv"
    atoms.write_text(atoms.read_text("utf-8").replace("2,701,70004,", "2,701,70001,"), "utf-8")
    change(folder, "2022-07-01,70007,70004;70007,whole", "2022-07-01,70007,70001,part")
    with (folder / "reorganisations.csv").open("a", encoding="utf-8") as file:
        file.write("2022-07-01,70001,70001,part,documented,thu-register,,,,\n")
        file.write("2022-07-01,70007,70004;70007,whole,documented,thu-register,,,,\n")
    # 70001 now has two atoms of 200 cells, one on each side
    assert shares(built(folder), "70001", "2015-01-01") == {
        "70001": ("0.5000", "0.5000"),
        "70007": ("0.5000", "0.5000"),
    }


def test_people_are_shared_as_land_unless_stated(folder: Path) -> None:
    assert shares(built(folder), "70016", "2011-01-01") == {
        "70010": ("0.25", "0.4"),
        "70013": ("0.75", "0.6"),
    }
    change(folder, ",0.25,0.4,", ",0.25,,")
    assert shares(built(folder), "70016", "2011-01-01")["70010"] == ("0.25", "0.25")


def test_a_share_without_drawn_boundaries_must_be_stated(folder: Path) -> None:
    change(folder, ",0.25,0.4,", ",,0.4,")
    (fault,) = faults(folder)
    assert fault.startswith("reorganisations.csv, row 3, column area_share, value ''")
    assert "write the share of the old unit" in fault


@pytest.mark.parametrize(
    ("old", "new", "column", "problem"),
    [
        ("2022-07-01,70010,", "2022-07-01,70099,", "to_code", "name a commune of 2022-07-01"),
        (",70010;70013,", ",70010;70099,", "from_codes", "names no commune of 2015-01-01"),
        (",70004;70007,whole", ",70004;70007,all", "extent", "is not a known word"),
        ("2022-07-01,70010,", "2011-01-01,70010,", "to_vintage", "no vintage that another"),
        ("2022-07-01,,,rest,unchanged,thu-register,,,,\n", "", "from_codes", "goes nowhere"),
        (",70010;70013,", ",70001;70010;70013;70004,", "from_codes", "goes whole to one unit"),
        (",0.25,0.4,", ",a quarter,0.4,", "area_share", "is not a number"),
        (",0.25,0.4,", ',"0,25",0.4,', "area_share", "is not a number"),
        (",0.25,0.4,", ",0.25,4 tenths,", "population_share", "is not a number"),
    ],
)
def test_a_faulty_table_is_refused_in_words(folder: Path, old, new, column, problem) -> None:
    change(folder, old, new)
    assert any(f"column {column}" in fault and problem in fault for fault in faults(folder))


def test_a_row_that_stands_twice_is_refused(folder: Path) -> None:
    text = (folder / "reorganisations.csv").read_text("utf-8")
    (part,) = [line for line in text.splitlines() if ",0.25,0.4," in line]
    with (folder / "reorganisations.csv").open("a", encoding="utf-8") as file:
        file.write(f"{part}\n")
    (fault,) = faults(folder)
    assert "column from_codes" in fault
    assert "repeats" in fault


def test_a_piece_drawn_elsewhere_is_told(folder: Path) -> None:
    rows = built(folder)
    facts = load_facts(folder)
    gazetteer = read_gazetteer(facts, folder=folder)
    assert disagreements(gazetteer, rows) == []
    # the made-up decision, were it to give 70013 to 70001, would be drawn otherwise: 0 of 350
    moved = [
        row | {"to_code": "70001"}
        for row in rows
        if (row["from_vintage"], row["from_code"]) == ("2015-01-01", "70013")
    ]
    (found,) = disagreements(gazetteer, moved)
    assert (found.key, found.to_code, found.drawn) == (("2015-01-01", "70013"), "70001", 0)


def test_differences_name_unit_and_column(folder: Path) -> None:
    text = (folder / "crosswalk.csv").read_text("utf-8")
    rows = built(folder)
    wrong = text.replace(",0.25,documented", ",0.26,documented").replace(
        "70001,1,unch", "70007,1,unch"
    )
    lines = differences(rows, wrong)
    assert (
        "70016 (2011-01-01) to 70010 (2015-01-01), column area_share: '0.26', worked out '0.25'"
        in lines
    )
    assert "70001 (2011-01-01) to 70001 (2015-01-01): missing in the shipped file" in lines
    assert "70001 (2011-01-01) to 70007 (2015-01-01): only in the shipped file" in lines


def test_the_command_writes_and_checks(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["build-crosswalk", "--data", str(folder)]
    # a crosswalk that knows nothing yet, as after a new reorganisation
    with (folder / "crosswalk.csv").open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    (folder / "crosswalk.csv").write_text(",".join(header) + "\n", "utf-8")
    assert main([*words, "--check"]) == 2
    assert "missing in the shipped file" in capsys.readouterr().err
    assert main(words) == 0
    assert "12 rows" in capsys.readouterr().out
    assert main([*words, "--check"]) == 0
    load_facts(folder)
