"""A file cannot bring two bases, or a part of a year and a year, onto one axis."""

import csv
import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from geo.errors import MixedAxisError
from geo.facts.load import load_facts
from geo.facts.model import Facts
from geo.figures.atlas import Atlas
from geo.figures.border.axis import one_axis
from geo.figures.border.catalogue import bases, border_rows
from geo.figures.border.flows import splits, year_cells
from geo.figures.border.seasons import seasons
from geo.imports.draft import draft
from geo.imports.files.read import read_file
from geo.imports.publishing import preview
from geo.imports.tables.columns import Asked
from geo.store.long_table import Origin
from geo.views.border import GateView, figures_of, gate_views, largest
from tests.support.sheets import workbook

ALL, DECLARED, GATE = "trade_all_musd", "trade_declared_musd", "cua_thu"
MIXED = (
    (ALL, "province", "77", "Q1", 120.0),
    (ALL, "province", "77", "year", 600.0),
    (DECLARED, "province", "77", "Q1", 12.0),
    (DECLARED, "province", "77", "year", 60.0),
    (ALL, "gate", GATE, "year", 310.0),
    (DECLARED, "gate", GATE, "Q1", 9.0),
)
"""Two bases, each with a quarter and a year of 2024, of the province and of a gate."""


@pytest.fixture
def folder(tiny_dir: Path, tmp_path: Path) -> Path:
    return shutil.copytree(tiny_dir, tmp_path / "data")


def with_rows(folder: Path) -> Facts:
    """Return the facts of a folder into whose table the mixed rows were written."""
    path = folder / "observations.csv"
    with path.open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        for indicator, kind, code, period, value in MIXED:
            row = {"indicator_id": indicator, "unit_kind": kind, "unit_code": code}
            row |= {"vintage": "2022-07-01" if kind == "province" else "", "year": 2024}
            row |= {"period": period, "value": value, "flag": "reported"}
            writer.writerow(row | {"source_id": "thu-press", "qualifier": "exact"})
    return load_facts(folder)


def check_apart(atlas: Atlas) -> None:
    """Check all that the page draws: each chart and size is of one basis and length of time."""
    for indicator in bases(atlas):
        for kind in ("province", "gate", "zone"):
            for cells in year_cells(atlas, indicator, kind).values():
                assert {cell.period for cell in cells} == {"year"}
    for season in seasons(atlas):
        assert one_axis(atlas.facts, season.rows).indicators == (season.indicator_id,)
    for shown in gate_views(atlas):
        rows = figures_of(atlas, shown).values()
        assert {(each.indicator_id, each.period) for each in rows} == {
            (shown.indicator, shown.period)
        }
    for split in splits(atlas):
        one_axis(atlas.facts, (split.outward, split.inward), pair=split.pair)


def test_a_table_of_both_bases_and_times_is_told_apart(folder: Path) -> None:
    atlas = Atlas(with_rows(folder))
    check_apart(atlas)
    values = {
        each.indicator_id: year_cells(atlas, each, "province")["77"][-1].value
        for each in bases(atlas)
    }
    assert (values[ALL], values[DECLARED]) == (600.0, 60.0)
    # a gate's year is measured by years, 310 the largest; its quarter by the quarter that there was
    assert largest(atlas, GateView(ALL, 2024, "year")) == 310.0
    assert largest(atlas, GateView(ALL, 2022, "Q1")) == 80.0
    assert largest(atlas, GateView(DECLARED, 2024, "Q1")) == 9.0
    own = [row for row in border_rows(atlas) if row.unit_code == GATE and row.year == 2024]
    with pytest.raises(MixedAxisError):
        one_axis(atlas.facts, own)


def test_a_folder_cannot_pair_two_bases(folder: Path) -> None:
    path = folder / "province.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    for theme in told["themes"]:
        if theme.get("communes_by_zone"):
            theme["pairs"] = [{"outward": ALL, "inward": DECLARED}]
    path.write_text(json.dumps(told), encoding="utf-8")
    atlas = Atlas(with_rows(folder))
    assert splits(atlas) == ()
    check_apart(atlas)


def test_a_spreadsheet_of_both_is_told_apart(folder: Path) -> None:
    heads = ["code", "indicator", "year", "period", "value"]
    rows = [["77", each, 2024, period, value] for each, kind, _, period, value in MIXED
            if kind == "province"]  # fmt: skip
    facts = load_facts(folder)
    file = read_file(workbook([heads, *rows]), name="thuong-mai.xlsx")
    made = draft(facts, file, asked=Asked(), answers={})
    found = [(each.indicator_id, each.period, each.value) for each in made.figures]
    expected = [(each, period, value) for each, kind, _, period, value in MIXED
                if kind == "province"]  # fmt: skip
    assert sorted(found) == sorted(expected)
    atlas = Atlas(preview(folder, made, Origin("thu-press", "", date(2026, 6, 30), "2022-07-01")))
    check_apart(atlas)
    years = [cell.value for cell in year_cells(atlas, bases(atlas)[0], "province")["77"]]
    assert 600.0 in years
    assert 120.0 not in years
