"""The facts as rows: laid over, compared, written."""

import pytest

from geo.facts.tables import TABLES
from geo.store.states import (
    Change,
    Difference,
    Overlay,
    Rows,
    State,
    changes_back,
    changes_to,
    conflicts,
    differences,
    laid_over,
    read_state,
    written,
)

COLUMNS = ("indicator_id", "text_vi", "text_en")


def _state(**words: str) -> State:
    """Return a state whose only rows are publications: their words by indicator."""
    state: State = {table.name: Rows(("a",), {}) for table in TABLES}
    rows = {
        (name,): dict(zip(COLUMNS, (name, word, "x"), strict=True)) for name, word in words.items()
    }
    return {**state, "publications": Rows(COLUMNS, rows)}


def _put(name: str, word: str) -> Change:
    cells = dict(zip(COLUMNS, (name, word, "x"), strict=True))
    return Change("publications", (name,), "put", cells)


def _overlay(*changes: Change) -> Overlay:
    return {(change.table, change.key): change for change in changes}


REMOVE_B = Change("publications", ("b",), "remove", {})


def test_the_provinces_rows_lie_over_the_shipped_ones() -> None:
    shipped = _state(c="1", a="2", b="3")
    state = laid_over(shipped, _overlay(_put("z", "9"), _put("a", "8"), REMOVE_B, _put("d", "7")))
    # shipped ones in their order, new ones after them by key
    words = [(key, cells["text_vi"]) for key, cells in state["publications"].by_key.items()]
    assert words == [(("c",), "1"), (("a",), "8"), (("d",), "7"), (("z",), "9")]
    assert shipped == _state(c="1", a="2", b="3")


def test_cells_follow_the_columns_that_the_program_ships() -> None:
    shipped = _state()
    shipped["publications"] = Rows(("indicator_id", "text_vi", "new"), {})
    state = laid_over(shipped, _overlay(_put("a", "8")))
    assert state["publications"].by_key == {
        ("a",): {"indicator_id": "a", "text_vi": "8", "new": ""}
    }


def test_changes_lead_from_one_state_to_another() -> None:
    shipped, now = _state(a="1", b="2", c="3"), _state(a="1", b="5", d="6")
    wanted = _state(a="4", b="2", e="7")
    found = changes_to(wanted, now=now, shipped=shipped)
    assert found == [
        _put("a", "4"),
        # what becomes as it was shipped is no row of the province's
        Change("publications", ("b",), "as_shipped", {}),
        Change("publications", ("d",), "as_shipped", {}),
        _put("e", "7"),
    ]


def test_the_way_back_undoes_what_came_since_and_no_more() -> None:
    then = _overlay(_put("a", "1"), REMOVE_B)
    now = _overlay(_put("a", "2"), REMOVE_B, _put("c", "3"))
    assert changes_back(now, then) == [
        _put("a", "1"),
        Change("publications", ("c",), "as_shipped", {}),
    ]
    assert changes_back(then, then) == []


@pytest.mark.parametrize(
    ("own", "after", "both"),
    [
        (_put("a", "mine"), _state(a="new"), True),
        (_put("a", "mine"), _state(a="old"), False),
        (_put("a", "new"), _state(a="new"), False),
        (_put("z", "mine"), _state(a="old", z="new"), True),
        (Change("publications", ("a",), "remove", {}), _state(a="new"), True),
        (Change("publications", ("a",), "remove", {}), _state(), False),
        (Change("publications", ("a",), "as_shipped", {}), _state(a="new"), False),
    ],
)
def test_a_conflict_is_a_row_that_both_changed(own: Change, after: State, both: bool) -> None:
    found = conflicts(_overlay(own), before=_state(a="old"), after=after)
    assert found == ([("publications", own.key)] if both else [])


def test_differences_are_told_cell_by_cell() -> None:
    found = list(differences(_state(a="1", b="2"), _state(a="3", c="4")))
    assert found == [
        Difference("publications", ("a",), "text_vi", "1", "3"),
        Difference("publications", ("b",), "indicator_id", "b", None),
        Difference("publications", ("b",), "text_vi", "2", None),
        Difference("publications", ("b",), "text_en", "x", None),
        Difference("publications", ("c",), "indicator_id", None, "c"),
        Difference("publications", ("c",), "text_vi", None, "4"),
        Difference("publications", ("c",), "text_en", None, "x"),
    ]


def test_the_shipped_tables_are_written_as_they_stand(shipped_files: dict[str, bytes]) -> None:
    tables = {table.file for table in TABLES}
    assert written(read_state(shipped_files)) == {
        name: content for name, content in shipped_files.items() if name in tables
    }
