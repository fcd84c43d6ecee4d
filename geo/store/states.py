"""The facts as rows by key: what a revision changes, and what they are after it.

A state is the shipped rows with the province's own laid over them. Nothing here reads or writes
a file or a database.
"""

import base64
import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Literal

from geo.boundaries.layers import OWN_CREDIT, OWN_FILE
from geo.errors import Fault
from geo.facts.tables import TABLES

Key = tuple[str, ...]
Cells = dict[str, str]
Act = Literal["put", "remove", "as_shipped"]
Files = Mapping[str, bytes]
"""Contents of the files of a data folder by name."""


@dataclass(frozen=True)
class Change:
    """What happens to a row: it is put there, removed, or left as the program ships it."""

    table: str
    key: Key
    act: Act
    cells: Cells


@dataclass(frozen=True)
class Rows:
    """The rows of a table by key, in the order of the file, and its columns.

    `places` says of rows that came from a file of an editor's where they stand in it.
    """

    columns: tuple[str, ...]
    by_key: dict[Key, Cells]
    places: Mapping[Key, "FilePlace"] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class FilePlace:
    """A line of a file, and how the columns of the facts are called there."""

    file: str
    line: int
    columns: Mapping[str, str]


LAYERS = "boundaries"
"""Name of the table with the boundary layers that were published: one row, or none."""
LAYERS_KEY = ("layers",)
"""Its key, and the name of the column of the key."""
_CONTENT = "content"
_LAYER_COLUMNS = ("layers", "sha256", "credit", _CONTENT)
_NAMES = (*(table.name for table in TABLES), LAYERS)
State = dict[str, Rows]
"""Rows of every table, by its name."""
Overlay = dict[tuple[str, Key], Change]
"""The last change of every row that has one."""
AS_SHIPPED: Act = "as_shipped"


@dataclass(frozen=True)
class Difference:
    """A cell that differs between two states; None where its row is missing."""

    table: str
    key: Key
    column: str
    before: str | None
    after: str | None


def read_state(files: Files) -> State:
    """Read the tables of a data folder, cells as they stand.

    Parameters
    ----------
    files
        The files; every declared table must be among them and be sound as a table.

    Returns
    -------
    state : State
        The rows by table and key.
    """
    state = {table.name: _rows(files[table.file], table.key) for table in TABLES}
    if OWN_FILE not in files:
        return state | {LAYERS: Rows(_LAYER_COLUMNS, {})}
    return with_layers(state, files[OWN_FILE], files.get(OWN_CREDIT, b"").decode())


def with_layers(state: State, content: bytes, credit: str) -> State:
    """Put boundary layers into a state.

    Parameters
    ----------
    state
        The state.
    content
        A GeoPackage; whether it is sound is not looked at here.
    credit
        Words that credit its layers; empty for those that the file has.

    Returns
    -------
    state : State
        The state with these layers in the place of others.
    """
    cells = {
        "layers": LAYERS_KEY[0],
        "sha256": sha256(content).hexdigest(),
        "credit": " ".join(credit.split()),
        _CONTENT: base64.b64encode(content).decode(),
    }
    return {**state, LAYERS: Rows(_LAYER_COLUMNS, {LAYERS_KEY: cells})}


def _rows(content: bytes, key: tuple[str, ...]) -> Rows:
    reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    by_key = {tuple(cells[name] for name in key): dict(cells) for cells in reader}
    return Rows(tuple(reader.fieldnames or ()), by_key)


def written(state: State) -> dict[str, bytes]:
    """Write the tables of a state as files: UTF-8, line feeds, as few quotes as can be."""
    files = {table.file: _content(state[table.name]) for table in TABLES}
    cells = state[LAYERS].by_key.get(LAYERS_KEY)
    if cells is None:
        return files
    return {
        **files,
        OWN_FILE: base64.b64decode(cells[_CONTENT]),
        OWN_CREDIT: cells["credit"].encode(),
    }


def _content(rows: Rows) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, rows.columns, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows.by_key.values())
    return out.getvalue().encode()


def laid_over(shipped: State, overlay: Overlay) -> State:
    """Lay the province's own rows over the shipped ones.

    Parameters
    ----------
    shipped
        The shipped rows.
    overlay
        The last change of every row that has one.

    Returns
    -------
    state : State
        Shipped rows in their order, changed ones in their place, new ones after them in the
        order of their keys: the same overlay gives the same bytes, in whatever order it grew.
        Cells of columns that the shipped table does not have are left out.
    """
    by_table: dict[str, list[Change]] = {}
    for change in overlay.values():
        by_table.setdefault(change.table, []).append(change)
    state = dict(shipped)
    for table, changes in by_table.items():
        columns = shipped[table].columns
        by_key = dict(shipped[table].by_key)
        for change in sorted(changes, key=lambda each: each.key):
            if change.act == "remove":
                by_key.pop(change.key, None)
            elif change.act == "put":
                by_key[change.key] = {name: change.cells.get(name, "") for name in columns}
        state[table] = Rows(columns, by_key)
    return state


def changes_to(wanted: State, *, now: State, shipped: State) -> list[Change]:
    """Say what leads from the state of now to a wanted one.

    Parameters
    ----------
    wanted, now, shipped
        The state to come, the one of now, and the shipped one under both.

    Returns
    -------
    changes : list of Change
        One for each row that differs; a row that becomes what it was shipped as is told so.
    """
    return [
        _change(table, key, wanted[table].by_key.get(key), shipped[table].by_key.get(key))
        for table, key in _differing(now, wanted)
    ]


def _change(table: str, key: Key, cells: Cells | None, shipped: Cells | None) -> Change:
    if cells == shipped:
        return Change(table, key, AS_SHIPPED, {})
    if cells is None:
        return Change(table, key, "remove", {})
    return Change(table, key, "put", cells)


def changes_back(now: Overlay, then: Overlay) -> list[Change]:
    """Say what leads from the overlay of now back to one of before."""
    keys = [*then, *(key for key in now if key not in then)]
    return [
        wanted
        for key in keys
        if (wanted := then.get(key, Change(*key, AS_SHIPPED, {})))
        != now.get(key, Change(*key, AS_SHIPPED, {}))
    ]


def conflicts(overlay: Overlay, *, before: State, after: State) -> list[tuple[str, Key]]:
    """List the rows that the province changed and a new version of the program changes too.

    Parameters
    ----------
    overlay
        The province's own.
    before, after
        The shipped rows of both versions.

    Returns
    -------
    rows : list of (table, key)
        Rows whose shipped cells differ and differ from the province's, too; the province's stay.
    """
    changed = set(_differing(before, after))
    return [
        place
        for place, change in overlay.items()
        if place in changed
        and change.act != AS_SHIPPED
        and after[place[0]].by_key.get(place[1]) != (change.cells or None)
    ]


def differences(before: State, after: State) -> Iterator[Difference]:
    """Compare two states cell by cell, in the order of the tables and keys."""
    for table, key in _differing(before, after):
        old, new = before[table].by_key.get(key), after[table].by_key.get(key)
        columns = dict.fromkeys((*before[table].columns, *after[table].columns))
        # the hash says the same in fewer words
        for column in (each for each in columns if each != _CONTENT):
            was, is_now = _cell(old, column), _cell(new, column)
            if was != is_now:
                yield Difference(table, key, column, was, is_now)


def _cell(cells: Cells | None, column: str) -> str | None:
    return None if cells is None else cells.get(column, "")


def by_place(changes: Iterable[Change]) -> Overlay:
    """Return changes by the rows that they are of."""
    return {(change.table, change.key): change for change in changes}


def as_handed_in(faults: Iterable[Fault], state: State, wanted: State) -> list[Fault]:
    """Name in faults of a state the lines of the file that its rows came from.

    Parameters
    ----------
    faults
        The faults, by rows of the files that `written` makes of the state.
    state
        The state that was checked.
    wanted
        The state as an editor handed it in, whose rows may know their places.

    Returns
    -------
    faults : list of Fault
        A fault of a row that came with the facts stays as it is.
    """
    lines = {
        (table.file, at): place
        for table in TABLES
        if table.name in wanted and wanted[table.name].places
        for at, key in enumerate(state[table.name].by_key, start=2)
        if (place := wanted[table.name].places.get(key)) is not None
    }
    return [_moved(fault, lines.get((str(fault.file), fault.row or 0))) for fault in faults]


def _moved(fault: Fault, place: FilePlace | None) -> Fault:
    if place is None:
        return fault
    column = place.columns.get(fault.column or "", fault.column)
    return replace(fault, file=place.file, row=place.line, column=column)


def counts(changes: Iterable[Change]) -> dict[str, int]:
    """Count changes by table."""
    found: dict[str, int] = {}
    for change in changes:
        found[change.table] = found.get(change.table, 0) + 1
    return found


def _differing(before: State, after: State) -> Iterator[tuple[str, Key]]:
    # what a state does not speak of stays as it is
    for name in (name for name in _NAMES if name in after):
        old, new = before[name].by_key, after[name].by_key
        for key in (*old, *sorted(key for key in new if key not in old)):
            if old.get(key) != new.get(key):
                yield name, key
