"""A table of figures as people send them."""

from datetime import date
from pathlib import Path

import pytest

from geo.errors import FactsError
from geo.store.folders import read_files
from geo.store.long_table import Origin, with_long_table
from geo.store.states import State, read_state

ORIGIN = Origin("Báo cáo giả định", "Sở Thử", date(2026, 1, 2), "2015-01-01")


@pytest.fixture
def state(tiny_dir: Path) -> State:
    """Return the made-up facts as rows."""
    return read_state(read_files(tiny_dir))


def _table(folder: Path, *lines: str) -> Path:
    file = folder / "figures.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def test_each_row_becomes_a_figure_of_a_new_source(state: State, tmp_path: Path) -> None:
    file = _table(tmp_path, "year,value,code,indicator", "2021,12.5,70001,forest_cover_pct")
    made = with_long_table(state, file, ORIGIN)
    key = ("forest_cover_pct", "commune", "2015-01-01", "70001", "2021", "year", "official")
    added = {
        each: cells
        for each, cells in made["observations"].by_key.items()
        if each not in state["observations"].by_key
    }
    assert list(added) == [key]
    (source,) = set(made["sources"].by_key) - set(state["sources"].by_key)
    assert added[key]["value"] == "12.5"
    assert (added[key]["qualifier"], added[key]["source_id"]) == ("exact", source[0])
    cells = made["sources"].by_key[source]
    assert (cells["title"], cells["publisher"]) == ("Báo cáo giả định", "Sở Thử")
    assert (cells["retrieved"], cells["kind"]) == ("2026-01-02", "other")


def test_a_known_source_is_named_by_its_id_and_columns_besides_are_taken(
    state: State, tmp_path: Path
) -> None:
    file = _table(
        tmp_path,
        "code,indicator,year,value,flag,qualifier,period",
        "70001,forest_cover_pct,2021,12.5,estimate,about,asof-2021-06-30",
    )
    origin = Origin("thu-forest", "", date(2026, 1, 2), "2015-01-01")
    made = with_long_table(state, file, origin)
    place = ("forest_cover_pct", "commune", "2015-01-01", "70001", "2021")
    cells = made["observations"].by_key[*place, "asof-2021-06-30", "estimate"]
    assert (cells["source_id"], cells["qualifier"]) == ("thu-forest", "about")
    assert made["sources"] == state["sources"]


@pytest.mark.parametrize(
    ("line", "row", "column", "words"),
    [
        ("99999,forest_cover_pct,2021,1", 2, "code", "no unit of the boundaries 2015-01-01"),
        (",forest_cover_pct,2021,1", 2, "code", "is empty"),
        ("70001,forest,2021,1", 2, "indicator", "indicator"),
        ("70001,forest_cover_pct,hai,1", 2, "year", "whole number"),
        ('70001,forest_cover_pct,2021,"1,5"', 2, "value", "number"),
        ("70001,forest_cover_pct,2021,2\n70001,forest_cover_pct,2021,3", 3, "code", "row 2"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_by_its_place(
    state: State, tmp_path: Path, line: str, row: int, column: str, words: str
) -> None:
    with pytest.raises(FactsError) as caught:
        with_long_table(state, _table(tmp_path, "code,indicator,year,value", line), ORIGIN)
    (fault,) = caught.value.faults
    assert (fault.file, fault.row, fault.column) == ("figures.csv", row, column)
    assert words in str(fault)


def test_a_file_that_is_no_such_table_is_refused(state: State, tmp_path: Path) -> None:
    with pytest.raises(FactsError, match="semicolons"):
        with_long_table(state, _table(tmp_path, "code;indicator;year;value", "1;2;3;4"), ORIGIN)
    with pytest.raises(FactsError, match="indicator"):
        with_long_table(state, _table(tmp_path, "code,year,value", "1,2,3"), ORIGIN)
