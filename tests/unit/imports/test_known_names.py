"""Names that were settled once: kept by publishing, used for later files, told in the notes."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from geo.errors import FactsError
from geo.facts.model import Facts
from geo.imports.draft import Draft, draft
from geo.imports.files.read import read_file
from geo.imports.publishing import publish_draft
from geo.imports.tables.columns import Asked
from geo.imports.units.known_names import (
    MOST_LETTERS,
    KnownName,
    KnownNames,
    WrittenName,
    keep_names,
    known_names,
)
from geo.store.backup import back_up, restore
from geo.store.database import Database, open_database
from geo.store.long_table import Origin
from geo.store.publishing import Entry, roll_back
from tests.support.sheets import workbook

OLD, NEW = "2011-01-01", "2022-07-01"
TWO = WrittenName(OLD, "ô hai", "")
MISSPELT = WrittenName(NEW, "ô mớii", "")
SAID = KnownName("70016", "Trần Thị Thử", "2026-03-04T09:00:00+00:00")
ROWS: list[list[object]] = [["Tên xã", "Tỷ lệ che phủ rừng 2010"], ["Ô Hai", 33.3], ["Ô Một", 61.7]]
ENTRY = Entry("Nguyễn Văn Thử", "Báo cáo giả định", who="thu@example.vn")
ORIGIN = Origin("Báo cáo giả định", "Sở Giả Định", date(2026, 6, 30), OLD)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Open an empty store."""
    opened = open_database(tmp_path / "state")
    yield opened
    opened.engine.dispose()


def read(
    tiny: Facts,
    rows: list[list[object]],
    known: KnownNames,
    answers: Mapping[str, str] | None = None,
    vintage: str = OLD,
) -> Draft:
    file = read_file(workbook(rows), name="bieu.xlsx")
    asked = Asked(vintage=vintage)
    today = date(2026, 6, 30)
    return draft(tiny, file, asked=asked, answers=answers or {}, known=known, today=today)


def kept(database: Database) -> dict[WrittenName, KnownName]:
    with database.reading() as connection:
        return known_names(connection)


def codes(made: Draft) -> list[str]:
    return [each.unit_code for each in made.figures]


def test_a_known_name_is_used_and_told(tiny: Facts) -> None:
    # two communes of the first boundaries are called so
    assert [each.id for each in read(tiny, ROWS, {}).questions] == [TWO.question]
    made = read(tiny, ROWS, {TWO: SAID})
    assert (made.questions, made.faults, codes(made)) == ((), (), ["70016", "70001"])
    (note,) = [each for each in made.warnings if each.key == "known_name"]
    assert (note.row, note.value) == (2, "Ô Hai")
    assert "70016" in note.message("vi")
    assert note.message("vi").endswith("như Trần Thị Thử đã xác định ngày 4/3/2026")
    assert note.message("en").endswith("as Trần Thị Thử settled on 4 March 2026")
    # whoever did not settle it now does not settle it anew
    assert made.settled == {}


def test_a_known_name_is_told_once(tiny: Facts) -> None:
    rows = [["Tên xã", "Năm", "Tỷ lệ che phủ rừng"], ["Ô Hai", 2010, 33], ["Ô Hai", 2012, 34]]
    made = read(tiny, rows, {TWO: SAID})
    assert codes(made) == ["70016", "70016"]
    assert [each.key for each in made.warnings].count("known_name") == 1


def test_what_is_said_now_counts_for_more(tiny: Facts) -> None:
    made = read(tiny, ROWS, {TWO: SAID}, {TWO.question: "70004"})
    assert codes(made) == ["70004", "70001"]
    assert made.settled == {TWO: "70004"}
    assert "known_name" not in [each.key for each in made.warnings]


@pytest.mark.parametrize(
    "known",
    [
        {replace(TWO, vintage=NEW): SAID},
        {replace(TWO, districts="701"): SAID},
        {TWO: replace(SAID, code="99999")},
    ],
)
def test_a_name_known_of_elsewhere_is_asked(tiny: Facts, known: KnownNames) -> None:
    assert [each.id for each in read(tiny, ROWS, known).questions] == [TWO.question]


def test_a_name_that_is_clear_needs_no_memory(tiny: Facts) -> None:
    clear = WrittenName(OLD, "ô một", "")
    made = read(tiny, [ROWS[0], ROWS[2]], {clear: SAID})
    assert codes(made) == ["70001"]


def test_a_name_that_is_left_out_is_told_and_not_kept(tiny: Facts) -> None:
    made = read(tiny, ROWS, {}, {TWO.question: "-"})
    assert (codes(made), made.settled) == (["70001"], {})
    left_out = [(each.key, each.row) for each in made.warnings if each.key == "row_left_out"]
    assert left_out == [("row_left_out", 2)]


def test_publishing_keeps_what_was_settled(tiny: Facts, database: Database, tiny_dir: Path) -> None:
    made = read(tiny, ROWS, {}, {TWO.question: "70016"})
    assert kept(database) == {}
    publish_draft(database, tiny_dir, made, ORIGIN, ENTRY)
    (said,) = kept(database).values()
    assert kept(database).keys() == {TWO}
    assert (said.code, said.who) == ("70016", "thu@example.vn")
    # the figures may go, what a name means does not
    roll_back(database, tiny_dir, 0, ENTRY)
    assert kept(database) == {TWO: said}
    again = read(tiny, ROWS, kept(database), {TWO.question: "70004"})
    publish_draft(database, tiny_dir, again, ORIGIN, replace(ENTRY, who=""))
    (said,) = kept(database).values()
    assert (said.code, said.who) == ("70004", "Nguyễn Văn Thử")


def test_what_is_not_published_is_not_kept(tiny: Facts, database: Database, tiny_dir: Path) -> None:
    made = read(tiny, ROWS, {}, {TWO.question: "70016"})
    (first, *_) = made.figures
    broken = replace(made, figures=(replace(first, value=-5.0),))
    with pytest.raises(FactsError):
        publish_draft(database, tiny_dir, broken, ORIGIN, ENTRY)
    assert kept(database) == {}


def test_sentences_are_not_kept(database: Database) -> None:
    long = replace(MISSPELT, name="x" * (MOST_LETTERS + 1))
    with database.writing() as connection:
        keep_names(connection, {MISSPELT: "70010", long: "70010"}, "Người Thử")
    assert kept(database).keys() == {MISSPELT}


def test_a_backup_brings_them_along(database: Database, tmp_path: Path) -> None:
    with database.writing() as connection:
        keep_names(connection, {MISSPELT: "70010"}, "Người Thử")
    back_up(database, tmp_path / "store.zip")
    other = open_database(tmp_path / "other")
    restore(other, tmp_path / "store.zip", aside=tmp_path)
    assert kept(other) == kept(database)
    other.engine.dispose()
