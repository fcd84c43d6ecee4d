"""The declaration of the tables, and the lists elsewhere that must agree with it."""

import csv
import re
from pathlib import Path

import pytest

from geo.facts.tables import ATOMS, CONTEXT, CROSSWALK, GROUNDS, OBSERVATIONS, RUNS, TABLES, Table

ROOT = Path(__file__).parents[3]
README = (ROOT / "data" / "README.md").read_text("utf-8")
ALL = (*TABLES, *GROUNDS)


def test_the_readme_of_the_data_names_every_table_with_its_key() -> None:
    lines = re.findall(r"^\| `([\w./]+\.\w+)` \|[^|]*\| ([^|]*?) ?\|$", README, re.MULTILINE)
    told = {file: key for file, key in lines if file != "province.json"}
    # the README of the gazetteer tells of its tables
    declared = {table.file: ", ".join(table.key) for table in ALL if table not in (ATOMS, RUNS)}
    assert told == declared
    # a table stands behind the one that is made from it
    order = [file for file in told if file not in {table.file for table in GROUNDS}]
    assert order == [table.file for table in TABLES if table is not ATOMS]


@pytest.mark.parametrize("folder", ["data", "tests/fixtures/tiny"])
def test_every_table_of_the_folder_is_declared(folder: str) -> None:
    files = {file.relative_to(ROOT / folder).as_posix() for file in (ROOT / folder).rglob("*.csv")}
    assert files - {table.file for table in CONTEXT} == {table.file for table in ALL}


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
@pytest.mark.parametrize("folder", ["data", "tests/fixtures/tiny"])
def test_the_columns_of_a_table_are_declared(table: Table, folder: str) -> None:
    with (ROOT / folder / table.file).open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    fixed = [name for name in header if not (table.by_vintage and name.startswith("commune_2"))]
    assert sorted(fixed) == sorted(column.name for column in table.columns)


def test_a_table_is_declared_soundly() -> None:
    for table in ALL:
        names = [column.name for column in table.columns]
        assert len(names) == len(set(names))
        assert set(table.key) <= set(names)
        assert all((column.type == "word") == bool(column.words) for column in table.columns)


@pytest.mark.parametrize("folder", ["data", "tests/fixtures/tiny"])
def test_the_crosswalk_is_written_in_the_declared_order(folder: str) -> None:
    with (ROOT / folder / CROSSWALK.file).open(encoding="utf-8", newline="") as file:
        assert tuple(next(csv.reader(file))) == CROSSWALK.column_names


def test_a_declared_column_says_what_its_cells_are() -> None:
    columns = {column.name: column for column in OBSERVATIONS.columns}
    assert (columns["value"].type, columns["value"].required) == ("number", True)
    assert (columns["value_max"].type, columns["value_max"].required) == ("number", False)
    assert set(columns["unit_kind"].words) == {"province", "district", "commune", "gate", "zone"}
