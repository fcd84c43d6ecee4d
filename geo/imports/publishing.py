"""Putting what a file brings into the store: as a revision, whole or not at all."""

from pathlib import Path

from geo.facts.load import load_facts
from geo.facts.model import Facts
from geo.facts.tables import INDICATORS, OBSERVATIONS, RECOGNITIONS, SOURCES
from geo.imports.draft import Draft
from geo.imports.figures import DraftFigure
from geo.imports.layers import LayersDraft
from geo.imports.register import DraftRecognition
from geo.imports.units.known_names import keep_names
from geo.store.database import Database
from geo.store.folders import as_folder, read_files
from geo.store.log import Revision
from geo.store.long_table import Origin, source_of
from geo.store.publishing import Entry, publish
from geo.store.states import (
    Cells,
    Difference,
    Rows,
    State,
    differences,
    read_state,
    with_layers,
    written,
)
from geo.views.typed_numbers import write_plain


def publish_draft(
    database: Database,
    shipped_folder: Path,
    made: Draft,
    origin: Origin,
    entry: Entry,
    *,
    seen: int | None = None,
) -> Revision:
    """Publish a draft as `publish` does, and keep what names in it were said to mean.

    Parameters
    ----------
    database, shipped_folder
        The store, and what it is laid over.
    made
        A draft without faults and open questions.
    origin
        Where its figures come from; its boundaries and its flag do not matter here, the draft has
        them.
    entry
        Who publishes it, and why; the hash should be `SheetFile.digest`.
    seen
        The revision that the draft was made on; None for the newest.

    Raises
    ------
    ValueError
        Something stands against the draft.
    FactsError, StoreError
        As of `publish`.
    """
    if not made.ok:
        raise ValueError("a draft with faults or open questions cannot be published")
    who = entry.who or entry.author
    return publish(
        database,
        shipped_folder,
        lambda state: with_draft(state, made, origin),
        entry,
        seen=seen,
        also=lambda connection: keep_names(connection, made.settled, who),
    )


def publish_layers(
    database: Database, shipped_folder: Path, made: LayersDraft, source: str, entry: Entry
) -> Revision:
    """Publish boundary layers that nothing stands against; `source` credits them.

    Raises
    ------
    ValueError
        Something stands against them.
    BoundariesError, StoreError
        They no longer fit the facts; or as of `publish`.
    """
    if not made.ok:
        raise ValueError("layers with faults cannot be published")
    return publish(
        database, shipped_folder, lambda state: with_layers(state, made.content, source), entry
    )


def with_draft(state: State, made: Draft, origin: Origin) -> State:
    """Put what a draft brings into a state, and its source where that is a new one.

    Parameters
    ----------
    state
        The state; it is not changed. What it has of the same keys is replaced.
    made, origin
        The draft, and where its figures come from.
    """
    source = source_of(state, origin)
    source_id = source["source_id"]
    sources = state[SOURCES.name]
    added = dict(state)
    added[SOURCES.name] = Rows(sources.columns, {**sources.by_key, (source_id,): source})
    catalogue = [dict(each.cells) for each in made.indicators]
    _put(added, INDICATORS.name, INDICATORS.key, catalogue)
    register = [_recognition(each, source_id) for each in made.recognitions]
    _put(added, RECOGNITIONS.name, RECOGNITIONS.key, register)
    _put(added, OBSERVATIONS.name, OBSERVATIONS.key, [_row(f, source_id) for f in made.figures])
    return added


def preview(folder: Path, made: Draft, origin: Origin) -> Facts:
    """Read the facts as they would be with a draft, without a store.

    Parameters
    ----------
    folder
        The data folder whose facts are shown.
    made
        The draft.
    origin
        Where its figures come from.

    Returns
    -------
    facts : Facts
        Facts with a version of their own; nothing is kept.

    Raises
    ------
    FactsError
        They would break a rule.
    """
    files = read_files(folder)
    state = with_draft(read_state(files), made, origin)
    with as_folder({**files, **written(state)}) as laid_out:
        return load_facts(laid_out)


def changes(folder: Path, made: Draft, origin: Origin) -> list[Difference]:
    """Compare the facts with those that they would be with a draft, cell by cell.

    Parameters
    ----------
    folder, made, origin
        As for `preview`.
    """
    state = read_state(read_files(folder))
    return list(differences(state, with_draft(state, made, origin)))


def _put(state: State, name: str, key: tuple[str, ...], rows: list[Cells]) -> None:
    table = state[name]
    by_key = dict(table.by_key)
    for cells in rows:
        by_key[tuple(cells[column] for column in key)] = {
            column: cells.get(column, "") for column in table.columns
        }
    state[name] = Rows(table.columns, by_key)


def _row(figure: DraftFigure, source_id: str) -> Cells:
    return {
        "indicator_id": figure.indicator_id,
        "unit_kind": figure.unit_kind,
        "vintage": figure.vintage,
        "unit_code": figure.unit_code,
        "year": str(figure.year),
        "period": figure.period,
        "value": write_plain(figure.value),
        "value_max": "" if figure.value_max is None else write_plain(figure.value_max),
        "flag": figure.flag,
        "source_id": source_id,
        "qualifier": figure.qualifier,
        "note": figure.note_en,
        "note_vi": figure.note_vi,
    }


def _recognition(each: DraftRecognition, source_id: str) -> Cells:
    return {
        "vintage": each.vintage,
        "commune_code": each.commune_code,
        "class": each.class_id,
        "year": str(each.year),
        "date": each.date,
        "evidence": each.evidence,
        "decision_no": each.decision_no,
        "source_id": source_id,
        "note": each.note_en,
        "note_vi": each.note_vi,
    }
