"""The declaration of the tables, and the lists elsewhere that must agree with it."""

import csv
import re
from pathlib import Path

import pytest

from geo.boundaries.gazetteer import ATOMS_FILE
from geo.boundaries.reorganisations import CROSSWALK_COLUMNS
from geo.facts.tables import ATOMS, CROSSWALK, OBSERVATIONS, TABLES, Table

ROOT = Path(__file__).parents[3]
README = (ROOT / "data" / "README.md").read_text("utf-8")
NOT_DECLARED = {"province.json", "reorganisations.csv"}
"""Files of the folder's README that are no tables of facts."""


def test_the_readme_of_the_data_names_every_table_with_its_key() -> None:
    lines = re.findall(r"^\| `([\w./]+\.\w+)` \|[^|]*\| ([^|]*?) ?\|$", README, re.MULTILINE)
    told = {file: key for file, key in lines if file not in NOT_DECLARED}
    # the README of the gazetteer tells of its tables
    declared = {table.file: ", ".join(table.key) for table in TABLES if table is not ATOMS}
    assert told == declared
    assert list(told) == list(declared)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@pytest.mark.parametrize("folder", ["data", "tests/fixtures/tiny"])
def test_the_columns_of_a_table_are_declared(table: Table, folder: str) -> None:
    with (ROOT / folder / table.file).open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    fixed = [name for name in header if not (table.by_vintage and name.startswith("commune_2"))]
    assert sorted(fixed) == sorted(column.name for column in table.columns)


def test_a_table_is_declared_soundly() -> None:
    for table in TABLES:
        names = [column.name for column in table.columns]
        assert len(names) == len(set(names))
        assert set(table.key) <= set(names)
        assert all((column.type == "word") == bool(column.words) for column in table.columns)


def test_what_is_written_and_drawn_has_the_declared_columns() -> None:
    assert set(CROSSWALK_COLUMNS) == {column.name for column in CROSSWALK.columns}
    assert ATOMS.file == ATOMS_FILE


def test_a_declared_column_says_what_its_cells_are() -> None:
    columns = {column.name: column for column in OBSERVATIONS.columns}
    assert (columns["value"].type, columns["value"].required) == ("number", True)
    assert (columns["value_max"].type, columns["value_max"].required) == ("number", False)
    assert set(columns["unit_kind"].words) == {"province", "district", "commune", "gate", "zone"}
