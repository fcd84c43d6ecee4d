"""Revisions on both databases: published, taken back, carried over to another program."""

import csv
import shutil
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from threading import Thread
from zipfile import ZipFile

import pytest

from geo.errors import FactsError, StoreError
from geo.facts.load import data_version, load_facts
from geo.store import log
from geo.store.current import at_revision, compare, current, export, packed
from geo.store.database import Database, open_database
from geo.store.folders import read_files
from geo.store.log import Document, Revision
from geo.store.publishing import Entry, foresee, publish, roll_back
from geo.store.states import Act, Cells, Change, Key, Rows, State
from tests.support.publishing import marked_province

EDITOR = Entry("Người Thử", "Báo cáo giả định", "số mới")
PLACE = ("population", "commune", "2011-01-01", "70001", "2014", "asof-2014-04-01", "official")


def with_figure(value: str) -> Callable[[State], State]:
    """Return what gives the first commune another number of people."""

    def make(state: State) -> State:
        rows = state["observations"]
        changed = {**rows.by_key, PLACE: {**rows.by_key[PLACE], "value": value}}
        return {**state, "observations": Rows(rows.columns, changed)}

    return make


def _value(database: Database, number: int, folder: Path) -> str:
    export(database, number, folder)
    with (folder / "observations.csv").open(encoding="utf-8", newline="") as file:
        found = [row for row in csv.DictReader(file) if row["unit_code"] == "70001"]
    return next(row["value"] for row in found if row["indicator_id"] == "population")


def _history(database: Database) -> tuple[Revision, ...]:
    with database.reading() as connection:
        return log.revisions(connection)


def test_a_new_store_has_no_revision_and_shows_what_is_shipped(
    database: Database, tiny_dir: Path, tmp_path: Path
) -> None:
    assert _history(database) == ()
    shown = current(database, tiny_dir, under=tmp_path / "states")
    assert (shown.folder, shown.revision) == (tiny_dir, None)


def test_what_is_published_is_shown_and_what_was_stays(
    database: Database, tiny_dir: Path, tmp_path: Path
) -> None:
    made = publish(database, tiny_dir, with_figure("1234"), EDITOR)
    assert (made.id, made.counts, made.figures) == (1, {"observations": 1}, 1)
    shown = current(database, tiny_dir, under=tmp_path / "states")
    assert data_version(shown.folder) == made.data_version != data_version(tiny_dir)
    figures = load_facts(shown.folder).observations
    assert [f.value for f in figures if f.unit_code == "70001" and f.indicator_id == "population"][
        :1
    ] == [1234]
    assert _value(database, 1, tmp_path / "one") == "1234"
    assert _value(database, 0, tmp_path / "zero") == "1000"
    # the shipped facts are revision 0, byte for byte
    assert read_files(tmp_path / "zero") == read_files(tiny_dir)
    first, second = _history(database)
    assert (first.id, first.act, first.author, first.figures) == (0, "shipped", "", 0)
    assert (second.author, second.source, second.note) == (
        EDITOR.author,
        EDITOR.source,
        EDITOR.note,
    )


def test_going_back_is_a_revision_and_loses_nothing(
    database: Database, tiny_dir: Path, tmp_path: Path
) -> None:
    for value in ("1234", "5678"):
        publish(database, tiny_dir, with_figure(value), EDITOR)
    back = roll_back(database, tiny_dir, 1, EDITOR)
    assert (back.id, back.act) == (3, "rollback")
    values = [_value(database, number, tmp_path / str(number)) for number in range(4)]
    assert values == ["1000", "1234", "5678", "1234"]
    assert read_files(tmp_path / "3") == read_files(tmp_path / "1")
    assert [(each.column, each.before, each.after) for each in compare(database, 2, 3)] == [
        ("value", "5678", "1234")
    ]
    assert roll_back(database, tiny_dir, 0, EDITOR).data_version == data_version(tiny_dir)


def test_the_tables_of_a_revision_are_packed_without_a_day(
    database: Database, tiny_dir: Path, tmp_path: Path
) -> None:
    publish(database, tiny_dir, with_figure("1234"), EDITOR)
    content = packed(database, 1)
    assert packed(database, 1) == content != packed(database, 0)
    with ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        files = {each: archive.read(each) for each in archive.namelist()}
    export(database, 1, tmp_path / "one")
    assert files == read_files(tmp_path / "one")


def test_a_revision_that_would_break_a_rule_is_refused_with_every_fault(
    database: Database, tiny_dir: Path
) -> None:
    publish(database, tiny_dir, with_figure("1234"), EDITOR)
    before = _history(database)

    def broken(state: State) -> State:
        rows = with_figure("many")(state)["observations"]
        wrong = {**rows.by_key, PLACE: {**rows.by_key[PLACE], "flag": "sure", "source_id": "none"}}
        return {**state, "observations": Rows(rows.columns, wrong)}

    with pytest.raises(FactsError) as caught:
        publish(database, tiny_dir, broken, EDITOR)
    assert {fault.column for fault in caught.value.faults} == {"value", "flag", "source_id"}
    assert _history(database) == before


def test_there_must_be_something_to_publish(database: Database, tiny_dir: Path) -> None:
    with pytest.raises(StoreError, match="nothing differs from revision 0"):
        publish(database, tiny_dir, lambda state: state, EDITOR)
    assert _history(database) == ()
    with pytest.raises(StoreError, match="no revision 7; the newest is 0"):
        roll_back(database, tiny_dir, 7, EDITOR)


def test_documents_are_bounded_each_and_together(
    database: Database, tiny_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "LARGEST_DOCUMENT", 2**20)
    monkeypatch.setattr(log, "MOST_OF_DOCUMENTS", 2**20 + 9)
    large, whole = (Document("qd.pdf", bytes(size)) for size in (2**20 + 1, 2**20))
    with pytest.raises(StoreError, match=r"qd\.pdf has more than 1\sMB"):
        publish(database, tiny_dir, with_figure("1"), replace(EDITOR, document=large))
    publish(database, tiny_dir, with_figure("2"), replace(EDITOR, document=whole))
    more = Document("../../2.pdf", bytes(10))
    with pytest.raises(StoreError, match="no more can be kept"):
        publish(database, tiny_dir, with_figure("3"), replace(EDITOR, document=more))
    publish(database, tiny_dir, with_figure("4"), EDITOR)
    with database.reading() as connection:
        assert [each.id for each in log.revisions(connection)] == [0, 1, 2]
        assert log.document_names(connection) == {1: "qd.pdf"}


def test_rows_that_others_changed_meanwhile_are_not_overwritten(
    database: Database, tiny_dir: Path
) -> None:
    publish(database, tiny_dir, with_figure("1234"), EDITOR)
    with pytest.raises(StoreError, match=r"1 of these rows was changed by others"):
        publish(database, tiny_dir, with_figure("5678"), EDITOR, seen=0)
    assert publish(database, tiny_dir, with_figure("5678"), EDITOR, seen=1).id == 2


def test_two_editors_at_once_land_in_order(place: Path | str, tiny_dir: Path) -> None:
    values = ("1111", "2222", "3333")

    def work(value: str) -> None:
        own = open_database(place)
        publish(own, tiny_dir, with_figure(value), Entry(value))
        own.engine.dispose()

    threads = [Thread(target=work, args=[value]) for value in values]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    database = open_database(place)
    history = _history(database)
    database.engine.dispose()
    assert [each.id for each in history] == [0, 1, 2, 3]
    assert sorted(each.author for each in history[1:]) == list(values)


def test_a_new_program_keeps_the_provinces_own_and_tells_what_both_changed(
    database: Database, tiny_dir: Path, tmp_path: Path
) -> None:
    publish(database, tiny_dir, with_figure("1234"), EDITOR)
    newer = marked_province(tiny_dir, tmp_path / "newer", "Alpha")
    table = newer / "observations.csv"
    text = table.read_text(encoding="utf-8")
    row = "population,commune,2011-01-01,70001,2014,asof-2014-04-01,1000,"
    assert row in text
    table.write_text(text.replace(row, row.replace("1000", "1001")), encoding="utf-8")
    shown = current(database, newer, under=tmp_path / "states")
    assert shown.revision is not None
    assert (shown.revision.id, shown.revision.act) == (2, "program")
    assert shown.revision.conflicts == (("observations", PLACE),)
    assert _value(database, 2, tmp_path / "two") == "1234"
    assert "Hiện trạng Alpha" in (tmp_path / "two" / "sources.csv").read_text(encoding="utf-8")
    # the state of before is as it was, and nothing is made twice
    export(database, 1, tmp_path / "one")
    assert "Alpha" not in (tmp_path / "one" / "sources.csv").read_text(encoding="utf-8")
    current(database, newer, under=tmp_path / "states")
    assert len(_history(database)) == 3


def test_where_the_own_rows_no_longer_fit_the_state_of_before_stays(
    database: Database, tiny_dir: Path, tmp_path: Path
) -> None:
    publish(database, tiny_dir, with_figure("1234"), EDITOR)
    newer = marked_province(tiny_dir, tmp_path / "newer", "Alpha")
    table = newer / "sources.csv"
    kept = [
        line for line in table.read_text(encoding="utf-8").splitlines() if "thu-census" not in line
    ]
    table.write_text("\n".join(kept) + "\n", encoding="utf-8")
    shown = current(database, newer, under=tmp_path / "states")
    assert shown.revision is not None
    assert shown.revision.id == 1
    assert shown.faults
    assert load_facts(shown.folder).version == shown.revision.data_version


def test_a_state_is_laid_out_anew_where_its_folder_is_damaged_or_of_another_program(
    database: Database, tiny_dir: Path, tmp_path: Path
) -> None:
    publish(database, tiny_dir, with_figure("1234"), EDITOR)
    shown = current(database, tiny_dir, under=tmp_path / "states")
    (shown.folder / "observations.csv").write_text("half a t", encoding="utf-8")
    (shown.folder / "units.csv").unlink()
    assert load_facts(current(database, tiny_dir, under=tmp_path / "states").folder)
    # the same facts with another ready-made meeting
    newer = shutil.copytree(tiny_dir, tmp_path / "newer")
    (newer / "meetings").mkdir()
    (newer / "meetings" / "shipped.json").write_text("{}", encoding="utf-8")
    shown = current(database, newer, under=tmp_path / "states")
    assert (shown.folder / "meetings" / "shipped.json").read_text(encoding="utf-8") == "{}"


def test_a_row_that_was_changed_often_is_read_once(
    database: Database, tiny_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for value in ("1111", "2222", "3333"):
        publish(database, tiny_dir, with_figure(value), EDITOR)
    read: list[str] = []

    def counted(table: str, key: Key, act: Act, cells: Cells) -> Change:
        read.append(cells["value"])
        return Change(table, key, act, cells)

    monkeypatch.setattr(log, "Change", counted)
    with database.reading() as connection:
        for number, value in ((2, "2222"), (3, "3333")):
            (change,) = log.overlay(connection, number).values()
            assert change.cells["value"] == value
    assert read == ["2222", "3333"]


def test_what_would_change_is_foreseen_and_nothing_is_done(
    database: Database, tiny_dir: Path
) -> None:
    found = foresee(database, tiny_dir, with_figure("1234"))
    (change,) = found.differences
    assert (found.upon, change.column, change.before, change.after) == (0, "value", "1000", "1234")
    assert _history(database) == ()
    publish(database, tiny_dir, with_figure("1234"), EDITOR)
    back = foresee(database, tiny_dir, 0)
    assert [(each.before, each.after) for each in back.differences] == [("1234", "1000")]
    assert back.upon == 1
    with pytest.raises(StoreError, match="differs"):
        foresee(database, tiny_dir, 1)
    with pytest.raises(FactsError):
        foresee(database, tiny_dir, with_figure("không phải số"))
    assert len(_history(database)) == 2


def test_who_looked_at_an_earlier_revision_is_told_to_look_again(
    database: Database, tiny_dir: Path
) -> None:
    mine = replace(EDITOR, upon=foresee(database, tiny_dir, with_figure("1234")).upon)
    publish(database, tiny_dir, with_figure("5678"), EDITOR)
    for again in (
        lambda: publish(database, tiny_dir, with_figure("1234"), mine),
        lambda: roll_back(database, tiny_dir, 0, mine),
    ):
        with pytest.raises(StoreError, match="revision 1 has come after revision 0"):
            again()
    assert [each.id for each in _history(database)] == [0, 1]
    publish(database, tiny_dir, with_figure("1234"), replace(mine, upon=1))
    assert [each.id for each in _history(database)] == [0, 1, 2]


def test_however_many_revisions_are_asked_for_the_newest_stays_laid_out(
    database: Database, tiny_dir: Path, tmp_path: Path
) -> None:
    for number in range(1, 13):
        publish(database, tiny_dir, with_figure(str(1000 + number)), EDITOR)
    newest = current(database, tiny_dir, under=tmp_path / "states").folder
    for number in range(1, 12):
        at_revision(database, number, tiny_dir, under=tmp_path / "states")
    assert data_version(newest) == _history(database)[-1].data_version
    # and no more stay than a bound
    assert len(list((tmp_path / "states").iterdir())) == 10
