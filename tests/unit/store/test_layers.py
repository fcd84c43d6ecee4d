"""Boundary layers as a part of a revision: checked, shown, taken back, carried along."""

from collections.abc import Callable
from pathlib import Path

import pytest

from geo.boundaries.choose import Boundaries, load_boundaries
from geo.errors import BoundariesError
from geo.facts.load import load_facts
from geo.store.backup import back_up, restore
from geo.store.current import at_revision, compare, current, export
from geo.store.database import Database, open_database
from geo.store.publishing import Entry, publish, roll_back
from geo.store.states import State, read_state, with_layers, written
from tests.support.own_boundaries import NEW, save, sound_layers, spot
from tests.support.publishing import EDITOR, with_cover

CREDIT = "Sở Giả Định"
DRAWN = Entry("Người Thử", CREDIT)


@pytest.fixture
def layers(tmp_path: Path) -> bytes:
    return save(tmp_path / "own.gpkg", sound_layers()).read_bytes()


def _with(content: bytes) -> Callable[[State], State]:
    return lambda state: with_layers(state, content, CREDIT)


def _shown(database: Database, shipped: Path, states: Path) -> tuple[Path, Boundaries]:
    folder = current(database, shipped, under=states).folder
    return folder, load_boundaries(load_facts(folder), folder=folder)


def test_layers_are_published_shown_and_taken_back(
    database: Database, tiny_dir: Path, tmp_path: Path, layers: bytes
) -> None:
    states = tmp_path / "states"
    made = publish(database, tiny_dir, _with(layers), DRAWN)
    assert made.counts == {"boundaries": 1}
    folder, drawn = _shown(database, tiny_dir, states)
    assert (folder / "boundaries.gpkg").read_bytes() == layers
    assert {note.text_vi for note in drawn.credits.values()} == {CREDIT}
    assert (len(drawn.credits), drawn.faults) == (4, ())
    # figures that come later leave them as they are
    publish(database, tiny_dir, with_cover("61.7"), EDITOR)
    folder, drawn = _shown(database, tiny_dir, states)
    assert len(drawn.credits) == 4
    roll_back(database, tiny_dir, 0, EDITOR)
    assert _shown(database, tiny_dir, states)[1].credits == {}
    # and what was can be shown again
    again = at_revision(database, 2, tiny_dir, under=states).folder
    assert (again / "boundaries.gpkg").read_bytes() == layers


def test_layers_that_break_a_rule_are_refused_with_every_fault(
    database: Database, tiny_dir: Path, tmp_path: Path
) -> None:
    frames = sound_layers()
    # one commune over the half of another
    frames[NEW].loc[frames[NEW]["code"] == "70001", "geometry"] = spot(0, 1, 1, 3)
    faulty = save(tmp_path / "faulty.gpkg", frames).read_bytes()
    for content in (faulty, b"no GeoPackage at all"):
        with pytest.raises(BoundariesError) as refused:
            publish(database, tiny_dir, _with(content), DRAWN)
        assert refused.value.faults
    assert current(database, tiny_dir, under=tmp_path / "states").folder == tiny_dir


def test_a_difference_names_layers_by_their_hash(
    database: Database, tiny_dir: Path, layers: bytes
) -> None:
    publish(database, tiny_dir, _with(layers), DRAWN)
    found = compare(database, 0, 1)
    assert {each.table for each in found} == {"boundaries"}
    assert {each.column for each in found} == {"layers", "sha256", "credit"}


def test_an_exported_folder_and_a_backup_bring_them_along(
    database: Database, tiny_dir: Path, tmp_path: Path, layers: bytes
) -> None:
    publish(database, tiny_dir, _with(layers), DRAWN)
    export(database, 1, tmp_path / "one")
    facts = load_facts(tmp_path / "one")
    assert len(load_boundaries(facts, folder=tmp_path / "one").credits) == 4
    back_up(database, tmp_path / "store.zip")
    other = open_database(tmp_path / "other")
    restore(other, tmp_path / "store.zip", aside=tmp_path)
    assert len(_shown(other, tiny_dir, tmp_path / "others")[1].credits) == 4
    other.engine.dispose()


def test_a_state_with_layers_is_read_back_byte_for_byte(
    layers: bytes, shipped_files: dict[str, bytes]
) -> None:
    state = with_layers(read_state(shipped_files), layers, CREDIT)
    assert read_state({**shipped_files, **written(state)}) == state
